//! Any bytes as the JSON of a bundle.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lvzhi_scoring_fuzz::bundle_json(bytes));
