//! Papers that were issued, and the series their numbers are counted in.
pub mod paper;
pub mod paper_series;
pub mod paper_void;
