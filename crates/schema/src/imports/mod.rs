//! Tables of imports.
pub mod batch_reversal;
pub mod column_mapping;
pub mod import_batch;
pub mod import_row;
pub mod import_step;
