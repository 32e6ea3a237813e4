//! Tables of people.
pub mod branch;
pub mod committee;
pub mod division;
pub mod exemption;
pub mod member;
pub mod member_post;
pub mod sector;
pub mod special_committee;
pub mod staff;
pub mod term;
