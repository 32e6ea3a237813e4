//! What members do: facts, how they come in, how they are confirmed and corrected.
use std::sync::LazyLock;

use lvzhi_scoring::Catalogue;

pub mod facts;
mod file_import;
mod import_target;
pub mod intake;
mod member_page;
mod noun;
pub mod record;

pub use file_import::{FileOptions, import_facts_file};
pub use import_target::options;
pub use member_page::member_sections;
pub use noun::{FACTS, KEEP_FACTS, SEE_FACTS, register};

use lvzhi_shell::app::AppRoutes;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let text = include_str!("../../../schemes/catalogue.toml");
    // proof: the text is part of the program and `the_built_in_catalogue_is_sound` parses it.
    let mut all = Catalogue::parse(text).expect("the built-in catalogue is sound");
    all.kinds.retain(|kind| kind.subject == "member");
    all
});

/// The kinds of facts that members have.
#[must_use]
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

/// The pages and acts of facts, and the member's file, which shows them.
fn routes(routes: AppRoutes) -> AppRoutes {
    routes.with(facts::routes).with(member_page::routes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_built_in_catalogue_is_sound() {
        assert_eq!(super::catalogue().kinds.len(), 16);
    }
}
