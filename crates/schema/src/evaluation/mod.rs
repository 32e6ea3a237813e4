//! Tables of evaluation.
pub mod cycle;
pub mod cycle_step;
pub mod nil_return;
pub mod outcome;
pub mod run;
pub mod run_assessment;
pub mod scheme;
pub mod scheme_draft;
pub mod scheme_draft_step;
pub mod scheme_retirement;
pub mod snapshot;
