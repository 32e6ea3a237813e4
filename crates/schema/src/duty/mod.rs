//! Tables of duty.
pub mod fact;
pub mod fact_confirmation;
