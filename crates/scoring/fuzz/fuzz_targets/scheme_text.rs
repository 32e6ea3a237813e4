//! Any bytes as the text of a scheme.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lvzhi_scoring_fuzz::scheme_text(bytes));
