//! The one script, for the few pages that answer while one types: htmx 2, as its authors publish it
//! (docs/decisions/0002, docs/third-party.md).

use std::sync::OnceLock;

use maud::{Markup, html};

const HTMX: &str = include_str!("htmx.min.js");

/// No inline style, no evaluation of text, no other host, nothing kept in the browser; a refusal is shown like an
/// answer, because the server says it in a sentence.
const CONFIG: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true,"historyEnabled":false,"responseHandling":[{"code":"204","swap":false},{"code":"[2345]..","swap":true}]}"#;

/// The script, as it is served at [`script_path`].
pub fn script() -> &'static str {
    HTMX
}

/// Where the script is served. The name holds a hash of its bytes, so it may be cached for ever.
pub fn script_path() -> &'static str {
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| super::css::hashed_path("htmx", HTMX, "js"))
}

/// What a live page has in its head.
pub(super) fn head() -> Markup {
    html! {
        meta name="htmx-config" content=(CONFIG);
        script src=(script_path()) defer {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_htmx_2_and_its_settings_can_be_read() {
        assert!(script().contains("version:\"2."), "htmx 2 is what the settings speak of");
        assert!(script_path().starts_with("/assets/htmx-") && script_path().ends_with(".js"));
        let config: serde_json::Value = serde_json::from_str(CONFIG).unwrap();
        for (setting, value) in
            [("allowEval", false), ("includeIndicatorStyles", false), ("selfRequestsOnly", true)]
        {
            assert_eq!(config[setting], value, "{setting}");
            assert!(script().contains(&format!("{setting}:")), "htmx knows {setting}");
        }
    }
}
