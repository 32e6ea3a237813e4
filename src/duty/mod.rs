//! What members do: facts, how they come in, how they are confirmed and corrected.
pub mod facts;
