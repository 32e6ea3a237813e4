//! Any bytes as the text of a catalogue.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lvzhi_scoring_fuzz::catalogue_text(bytes));
