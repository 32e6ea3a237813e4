//! Tables of remarks.
pub mod remark;
