//! The manual: every example parses, every computed total is what it says, every key is described.
use lvzhi_scoring::scheme::keys;
use lvzhi_scoring::{Catalogue, Scheme, evaluate};

use crate::support::*;

mod extract;
mod schema;

/// Set to rewrite what is made from the list of keys.
const WRITE: &str = "LVZHI_WRITE";

pub fn written_or_same(path: &str, made: &str, kept: &str) {
    if std::env::var_os(WRITE).is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        std::fs::write(path, made).unwrap();
        return;
    }
    assert!(made == kept, "{path} is not up to date: run the tests of lvzhi-scoring once with {WRITE}=1");
}

#[test]
fn every_example_runs() {
    let catalogue = Catalogue::parse(&extract::catalogue()).unwrap_or_else(|f| panic!("{}", list(&f)));
    for example in extract::examples() {
        let line = example.line;
        let (scheme, _) = Scheme::parse(&example.text, &catalogue)
            .unwrap_or_else(|f| panic!("line {line}: {}{}", list(&f), example.text));
        let Some((text, expected)) = example.facts else { continue };
        let facts = facts(&text);
        let mut names: Vec<&str> = facts.iter().map(|fact| fact.subject.as_str()).chain(["a"]).collect();
        names.sort_unstable();
        names.dedup();
        let subjects = names.into_iter().map(member).collect();
        let evaluation = evaluate(&scheme, &catalogue, &input(subjects, facts));
        let own = evaluation.assessments.iter().find(|a| a.subject == "a").unwrap();
        assert_eq!(own.total.to_string(), expected, "line {line}");
    }
}

#[test]
fn the_tutorial_leaves_nothing_to_remark() {
    let catalogue = Catalogue::parse(&extract::catalogue()).unwrap();
    let last = extract::examples().into_iter().rfind(|e| e.text.contains("id = \"yunling\"")).unwrap();
    let (_, warnings) = Scheme::parse(&last.text, &catalogue).unwrap();
    assert_eq!(list(&warnings), "");
}

/// The tables between `<!-- keys: rule tally -->` and `<!-- end -->` are made of the list of keys.
#[test]
fn the_tables_of_the_manual_are_the_list_of_keys() {
    let mut made = String::new();
    let mut inside = false;
    let mut described = Vec::new();
    for line in extract::MANUAL.lines() {
        if line == "<!-- end -->" {
            inside = false;
        }
        if !inside {
            made.push_str(line);
            made.push('\n');
        }
        if let Some(names) = line.strip_prefix("<!-- keys: ").and_then(|rest| rest.strip_suffix(" -->")) {
            let (section, mechanic) = names.split_once(' ').map_or((names, None), |(s, m)| (s, Some(m)));
            made.push_str(&keys::manual_table(section, mechanic));
            described.push((section, mechanic));
            inside = true;
        }
    }
    for key in keys::keys() {
        let wanted = |mechanic| described.contains(&(key.section, mechanic));
        // the sections themselves are headings
        let found = key.section.is_empty()
            || wanted(None) && key.of.is_empty()
            || key.of.iter().all(|m| wanted(Some(*m)));
        assert!(found, "{} {} is not described", key.section, key.name);
    }
    written_or_same("../../docs/scheme-language.md", &made, extract::MANUAL);
}
