//! Rule: every package that a build on this machine may use, as Cargo.lock names them, carries a licence that a work
//! under Apache-2.0 may carry.
use std::iter::Peekable;
use std::vec::IntoIter;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;
use crate::{fuzz, process};

/// Licences that ask for no more than to be named. A new one is added here by whoever has read it.
const PERMITTED: [&str; 9] =
    ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "NCSA", "Unicode-3.0", "Zlib"];
/// Each locked set of packages: its manifest and its lock file.
const LOCKED: [(&str, &str); 2] =
    [("Cargo.toml", "Cargo.lock"), ("crates/scoring/fuzz/Cargo.toml", "crates/scoring/fuzz/Cargo.lock")];

/// Asks cargo for the packages and reports those whose licence is not permitted.
pub fn check() -> Result<Vec<Finding>> {
    let host = fuzz::host()?;
    let mut findings = Vec::new();
    for (manifest, lock) in LOCKED {
        let mut cargo = process::cargo();
        // Of packages for other systems nothing need be there; what is there is read without a network.
        cargo.args(["metadata", "--locked", "--offline", "--quiet", "--format-version", "1"]);
        cargo.args(["--filter-platform", &host, "--manifest-path", manifest]);
        let metadata =
            process::output(&mut cargo).context("`cargo fetch --locked` brings what is missing")?;
        findings.extend(refused(&serde_json::from_str(&metadata)?, lock));
    }
    Ok(findings)
}

fn refused(metadata: &Value, lock: &str) -> Vec<Finding> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    if packages.is_empty() {
        return vec![Finding::new(lock, 1, "cargo names no packages: nothing to hold to the licences.")];
    }
    let refused = packages.iter().filter(|it| !it["license"].as_str().is_some_and(permitted));
    let sentence = |package: &Value| {
        let word = |key: &str| package[key].as_str().unwrap_or("none").to_owned();
        let (name, version, licence) = (word("name"), word("version"), word("license"));
        format!("{name} {version} has the licence `{licence}`, which is not permitted (tidy/licences.rs).")
    };
    refused.map(|package| Finding::new(lock, 1, sentence(package))).collect()
}

/// Whether an SPDX expression lets us choose permitted licences only. What cannot be read is refused.
fn permitted(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
    let mut words = words.into_iter().peekable();
    any(&mut words) == Some(true) && words.next().is_none()
}

type Words = Peekable<IntoIter<String>>;

/// `A OR B`; none when it is no expression.
fn any(words: &mut Words) -> Option<bool> {
    let mut value = all(words)?;
    while words.next_if(|it| it == "OR").is_some() {
        value |= all(words)?;
    }
    Some(value)
}

/// `A AND B`, which binds closer.
fn all(words: &mut Words) -> Option<bool> {
    let mut value = one(words)?;
    while words.next_if(|it| it == "AND").is_some() {
        value &= one(words)?;
    }
    Some(value)
}

/// A licence, or an expression in brackets. `WITH` an exception a licence asks for less, never for more.
fn one(words: &mut Words) -> Option<bool> {
    let word = words.next()?;
    if word == "(" {
        let value = any(words)?;
        return (words.next()? == ")").then_some(value);
    }
    if words.next_if(|it| it == "WITH").is_some() {
        words.next()?;
    }
    Some(PERMITTED.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_expression_is_permitted_when_permitted_licences_fulfil_it() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0-only OR MIT",
            "(MIT OR GPL-2.0-only) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
            "MPL-2.0 AND GPL-2.0-only OR MIT",
        ] {
            assert!(permitted(good), "{good}");
        }
    }

    #[test]
    fn an_expression_is_refused_when_one_it_demands_is_not_permitted_or_it_cannot_be_read() {
        for bad in [
            "",
            "AGPL-3.0-only",
            "MIT AND MPL-2.0",
            "(GPL-2.0-only OR MPL-2.0) AND MIT",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "MIT OR",
            "(MIT",
            "MIT)",
            "MIT Apache-2.0",
            "MIT WITH",
        ] {
            assert!(!permitted(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_with_another_licence_or_none_is_named() {
        let metadata = json!({"packages": [
            {"name": "kind-crate", "version": "1.0.0", "license": "MIT OR Apache-2.0"},
            {"name": "strict-crate", "version": "2.1.0", "license": "AGPL-3.0-only"},
            {"name": "silent-crate", "version": "0.3.0", "license": null},
        ]});
        let found: Vec<String> = refused(&metadata, "Cargo.lock").iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "Cargo.lock:1: strict-crate 2.1.0 has the licence `AGPL-3.0-only`, which is not permitted \
                 (tidy/licences.rs).",
                "Cargo.lock:1: silent-crate 0.3.0 has the licence `none`, which is not permitted (tidy/licences.rs).",
            ]
        );
    }

    #[test]
    fn an_answer_without_packages_is_a_finding() {
        assert_eq!(refused(&json!({}), "Cargo.lock").len(), 1);
    }
}
