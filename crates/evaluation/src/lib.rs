//! Evaluation: an adopted scheme, a cycle, a frozen snapshot, an immutable run, an announced and published result.
pub mod bundle;
pub mod cycles;
pub mod papers;
pub mod publication;
pub mod results;
pub mod runs;
pub mod sandbox;
pub mod schemes;

use lvzhi_shell::app::AppRoutes;

/// All routes of the module.
#[must_use]
pub fn routes(routes: AppRoutes) -> AppRoutes {
    routes
        .with(schemes::web::routes)
        .with(cycles::web::routes)
        .with(results::web::routes)
        .with(sandbox::web::routes)
}
