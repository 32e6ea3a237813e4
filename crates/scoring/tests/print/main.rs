//! Tests of the print of a scheme and of what changed between two schemes.
#![allow(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

mod compared;
mod numbers;
mod printed;

use std::path::Path;

use lvzhi_scoring::{Catalogue, Scheme};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn catalogue() -> Catalogue {
    Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap()
}

fn member_text() -> String {
    read("../../schemes/hn-member.toml")
}

#[track_caller]
fn scheme(text: &str, catalogue: &Catalogue) -> Scheme {
    Scheme::parse(text, catalogue).unwrap_or_else(|f| panic!("{f:?}")).0
}

fn everything() -> (Scheme, Catalogue) {
    let catalogue = Catalogue::parse(&read("tests/print/catalogue.toml")).unwrap();
    (scheme(&read("tests/print/everything.toml"), &catalogue), catalogue)
}
