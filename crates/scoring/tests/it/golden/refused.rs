//! What is wrong in published rules, each in a file of `tests/golden/refused`: its first lines name the finding,
//! an arrow marks the line where it must be said. Where the checker does not say it yet, `# open:` says so.
use std::path::Path;

use lvzhi_scoring::{Catalogue, Finding, Scheme, Severity};

use crate::support::*;

const MARK: &str = "# ←";

fn findings(text: &str, catalogue: &Catalogue) -> Vec<Finding> {
    match Scheme::parse(text, catalogue) {
        Ok((_, warnings)) => warnings,
        Err(findings) => findings,
    }
}

/// Severity and words of the finding, from the head of the file.
fn expected(text: &str) -> (Severity, &str) {
    let line = |word: &'static str| text.lines().find_map(|line| line.strip_prefix(word));
    match (line("# error: "), line("# warning: ")) {
        (Some(words), None) => (Severity::Error, words),
        (None, Some(words)) => (Severity::Warning, words),
        _ => panic!("the file names no finding"),
    }
}

/// What differs; none: the finding is there, at the marked line.
fn difference(text: &str, catalogue: &Catalogue) -> Option<String> {
    let (severity, words) = expected(text);
    let marked = text.lines().position(|line| line.ends_with(MARK)).unwrap() + 1;
    let findings = findings(text, catalogue);
    let found =
        |f: &Finding| f.severity == severity && f.message.contains(words) && f.line as usize == marked;
    if findings.iter().any(found) {
        return None;
    }
    Some(format!("expected {severity:?} “{words}” in line {marked}, got:\n{}", list(&findings)))
}

#[test]
fn inconsistencies_of_real_rules_are_found_at_their_place() {
    let catalogue = Catalogue::parse(&read("tests/golden/catalogue.toml")).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/refused");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut report = String::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let open = text.lines().any(|line| line.starts_with("# open: "));
        match difference(&text, &catalogue) {
            Some(difference) if !open => report += &format!("{}: {difference}", file.display()),
            None if open => report += &format!("{}: no longer open\n", file.display()),
            _ => {}
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
