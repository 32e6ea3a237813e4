//! The parsers ask for exactly the keys of the list.
use std::collections::BTreeSet;

use super::{FILTERS, keys, keys_of};
use crate::asked;
use crate::catalogue::Catalogue;
use crate::scheme::Scheme;
use crate::scheme::options::MECHANICS;

#[path = "../../../tests/it/manual/extract.rs"]
mod extract;

/// What the parsers asked for while they read every example of the manual.
fn asked_by_the_manual() -> BTreeSet<(String, String, &'static str)> {
    let catalogue = Catalogue::parse(&extract::catalogue()).unwrap();
    asked::start();
    for example in extract::examples() {
        let _ = Scheme::parse(&example.text, &catalogue);
    }
    asked::take()
}

#[test]
fn the_parsers_ask_for_exactly_these_keys() {
    let asked = asked_by_the_manual();
    let mut listed = BTreeSet::new();
    let mut sections: BTreeSet<&str> = keys().map(|key| key.section).collect();
    sections.retain(|section| *section != "filter" && *section != "rule");
    for section in sections {
        let names = keys_of(section, None).map(|key| (section.to_owned(), String::new(), key.name));
        listed.extend(names);
    }
    for (mechanic, _) in MECHANICS {
        listed.extend(
            keys_of("rule", Some(mechanic)).map(|key| ("rule".to_owned(), mechanic.to_owned(), key.name)),
        );
    }
    let missing: Vec<_> = asked.difference(&listed).collect();
    let idle: Vec<_> = listed.difference(&asked).collect();
    assert!(missing.is_empty(), "the parsers ask, keys.rs is silent: {missing:?}");
    assert!(idle.is_empty(), "in keys.rs, never asked for: {idle:?}");
}

#[test]
fn every_key_stands_in_an_example() {
    let mut seen = BTreeSet::new();
    for example in extract::examples() {
        if let Ok(table) = example.text.parse::<toml::Table>() {
            collect("", &toml::Value::Table(table), &mut seen);
        }
    }
    let mut missing = Vec::new();
    for key in keys().filter(|key| key.section != "filter") {
        let mechanics = if key.of.is_empty() { &[""] } else { key.of };
        // kind is written where it is needed
        if key.name == "kind" && !key.required() && key.section == "rule" {
            continue;
        }
        for mechanic in mechanics {
            let found = seen.iter().any(|(section, own, name): &(String, String, String)| {
                section == key.section && name == key.name && (mechanic.is_empty() || own == mechanic)
            });
            if !found {
                missing.push((key.section, *mechanic, key.name));
            }
        }
    }
    for key in keys().filter(|key| key.section == "filter") {
        if !seen.iter().any(|(section, _, name)| FILTERS.contains(&section.as_str()) && name == key.name) {
            missing.push(("filter", "", key.name));
        }
    }
    assert!(missing.is_empty(), "keys without an example: {missing:?}");
}

fn collect(section: &str, value: &toml::Value, seen: &mut BTreeSet<(String, String, String)>) {
    match value {
        toml::Value::Table(table) => {
            let mechanic = match section {
                "rule" => table.get("mechanic").and_then(toml::Value::as_str).unwrap_or(""),
                _ => "",
            };
            for (name, inner) in table {
                seen.insert((section.to_owned(), mechanic.to_owned(), name.clone()));
                let path = match (section, name.as_str()) {
                    ("", name) => name.to_owned(),
                    ("grade", "limit") => "grade.reserve".to_owned(),
                    (section, name) => format!("{section}.{name}"),
                };
                collect(&path, inner, seen);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| collect(section, item, seen)),
        _ => {}
    }
}
