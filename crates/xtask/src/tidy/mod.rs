//! `cargo xtask tidy`: the rules of ARCHITECTURE.md and STYLE.md that a machine can hold.
//!
//! Each rule is one small function from the source to findings, in a file of its own with tests on sample text.
//! A finding names the place and says in one sentence what is wrong and what to do.
mod allows;
mod functions;
mod glossary;
mod hollow;
mod layers;
mod leftovers;
mod length;
mod lex;
mod licences;
mod links;
mod names;
mod purity;
mod requirements;
mod source;
mod sql;
mod strata;
mod words;

use std::fmt;

use anyhow::Result;
use source::Tree;

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    path: String,
    line: usize,
    sentence: String,
}

impl Finding {
    fn new(path: &str, line: usize, sentence: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, sentence: sentence.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.sentence)
    }
}

/// Every rule.
const RULES: [fn(&Tree) -> Vec<Finding>; 14] = [
    layers::check,
    sql::check,
    purity::check,
    length::check,
    functions::check,
    allows::check,
    strata::check,
    glossary::check,
    names::check,
    leftovers::check,
    links::check,
    hollow::check,
    requirements::check,
    words::check,
];

/// Checks the work tree and prints what it found; `false` when that is anything.
pub fn run() -> Result<bool> {
    let tree = Tree::load(&crate::process::root())?;
    let mut findings = check(&tree);
    findings.extend(licences::check()?);
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => println!("tidy: {} files, nothing to mend", tree.files.len()),
        count => println!("tidy: {count} to mend"),
    }
    Ok(findings.is_empty())
}

fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(tree)).collect();
    findings.sort();
    findings
}
