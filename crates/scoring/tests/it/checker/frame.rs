//! A small scheme around the part under test. `⟦` marks the place where a finding is expected.
use lvzhi_scoring::{Catalogue, Finding, Scheme, Severity};

use crate::support::*;

const MARK: &str = "⟦";

/// A scheme with one open group, one open indicator, grades and these parts; kinds it does not read are not counted.
pub fn frame(head: &str, parts: &str) -> String {
    let kinds = ["proposal", "project", "meeting", "speech", "rating"];
    let idle = kinds.iter().filter(|kind| !parts.contains(&format!("kind = \"{kind}\"")));
    let idle = idle.map(|kind| format!("\"{kind}\"")).collect::<Vec<_>>().join(", ");
    let idle = if head.contains("not_counted") { String::new() } else { format!("not_counted = [{idle}]\n") };
    let total = if head.contains("total =") { "" } else { "total = \"open\"\n" };
    format!(
        "[scheme]\nid = \"t\"\nversion = \"1\"\ntitle = \"试\"\nrounding = \"half_up\"\nties = \"equal\"\n{total}{idle}{head}
[eligibility]\nmin_days = 1\nexemption = \"skip_all\"\nexempt = \"chair_meeting\"
[[group]]\nid = \"g\"\nlabel = \"组\"\nmax = \"open\"
[[indicator]]\nid = \"i\"\nlabel = \"项\"\ngroup = \"g\"\nmax = \"open\"\narticle = \"一\"\n{parts}\n"
    )
}

pub fn rule(rest: &str) -> String {
    named_rule("r", rest)
}

pub fn named_rule(id: &str, rest: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\nindicator = \"i\"\narticle = \"一\"\nlabel = \"条{id}\"\n{rest}\n")
}

/// A rule that leaves nothing to remark, for parts that are not rules.
pub fn plain() -> String {
    rule("mechanic = \"tally\"\nkind = \"proposal\"\npoints = 1")
}

fn findings(text: &str) -> Vec<Finding> {
    let catalogue = Catalogue::parse(&read("tests/it/checker/catalogue.toml")).unwrap();
    match Scheme::parse(text, &catalogue) {
        Ok((_, warnings)) => warnings,
        Err(findings) => findings,
    }
}

/// There is exactly one finding: with these words, of this severity, at the mark.
pub fn only(severity: Severity, marked: &str, words: &str) {
    let before = marked.split(MARK).next().unwrap();
    assert_ne!(before, marked, "no mark");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let findings = findings(&marked.replace(MARK, ""));
    let [found] = findings.as_slice() else { panic!("{}{marked}", list(&findings)) };
    assert!(found.message.contains(words), "{found}");
    assert_eq!((found.line as usize, found.column as usize), (line, column), "{found}\n{marked}");
    assert_eq!(found.severity, severity, "{found}");
    assert!(found.suggestion.is_some(), "{found}");
}

pub fn refuses(parts: &str, words: &str) {
    only(Severity::Error, &frame("", parts), words);
}

pub fn warns(parts: &str, words: &str) {
    only(Severity::Warning, &frame("", parts), words);
}

/// There is nothing to remark.
pub fn accepts(parts: &str) {
    accepts_text(&frame("", parts));
}

pub fn accepts_text(text: &str) {
    let findings = findings(text);
    assert!(findings.is_empty(), "{}{text}", list(&findings));
}
