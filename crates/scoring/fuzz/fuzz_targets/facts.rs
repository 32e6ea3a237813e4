//! Any people and facts on the schemes at hand.
#![no_main]

libfuzzer_sys::fuzz_target!(|play: lvzhi_scoring_fuzz::Play| lvzhi_scoring_fuzz::facts(&play));
