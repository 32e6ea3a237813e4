//! Evaluation: an adopted scheme, a cycle, a frozen snapshot, an immutable run, an announced and published result.
pub mod bundle;
pub mod conduct;
pub mod cycles;
mod first_step;
mod holders;
mod noun;
pub mod papers;
pub mod publication;
pub mod results;
pub mod runs;
pub mod sandbox;
mod schedule;
pub mod schemes;
mod search;
mod to_do;

use lvzhi_shell::app::AppRoutes;

pub use noun::{
    ADOPT_SCHEME, DRAFT_SCHEME, EVALUATION, EXPORT_BUNDLE, EXPORT_CIRCULAR, EXPORT_RANKING, EXPORT_SCORES,
    PUBLISH_EVALUATION, RUN_EVALUATION, SEE_EVALUATION, register,
};

/// All routes of the module.
fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .with(schemes::web::routes)
        .with(conduct::web::routes)
        .with(results::web::routes)
        .with(papers::web::routes)
        .with(sandbox::web::routes)
}
