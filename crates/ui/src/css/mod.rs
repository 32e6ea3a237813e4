//! The one stylesheet: design variables, components, then what single pages need.

use std::sync::OnceLock;

const SHEET: &str =
    concat!(include_str!("tokens.css"), include_str!("components.css"), include_str!("pages.css"));

/// The whole stylesheet, as it is served at [`stylesheet_path`].
pub fn stylesheet() -> &'static str {
    SHEET
}

/// Where the stylesheet is served. The name holds a hash of its bytes, so it may be cached for ever.
pub fn stylesheet_path() -> &'static str {
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| hashed_path("app", SHEET, "css"))
}

/// The address of an asset: it changes with the bytes.
pub(super) fn hashed_path(name: &str, content: &str, ending: &str) -> String {
    format!("/assets/{name}-{:016x}.{ending}", fnv1a(content.as_bytes()))
}

/// FNV-1a, 64 bits: names a version, guards nothing.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_follows_the_bytes() {
        let path_of = |sheet| hashed_path("app", sheet, "css");
        assert_ne!(path_of("a{}"), path_of("b{}"));
        assert_eq!(path_of("a{}"), path_of("a{}"));
        assert!(stylesheet_path().starts_with("/assets/app-") && stylesheet_path().ends_with(".css"));
    }

    #[test]
    fn the_sheet_holds_variables_components_and_pages() {
        for part in ["--cin:", ".cutlab", ".hero", ".m-card"] {
            assert!(stylesheet().contains(part), "{part} is missing");
        }
    }

    #[test]
    fn nothing_that_the_oldest_browsers_cannot_read() {
        let rules: String = stylesheet()
            .split("/*")
            .map(|part| part.split_once("*/").map_or(part, |(_, after)| after))
            .collect();
        for new in [":has(", "light-dark(", "color-mix(", "@import", "url("] {
            assert!(!rules.contains(new), "{new}");
        }
    }
}
