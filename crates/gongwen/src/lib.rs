//! gongwen
