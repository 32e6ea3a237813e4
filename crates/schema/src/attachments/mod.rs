//! Tables of attachments.
pub mod attachment;
pub mod attachment_removal;
