//! Rule: the crates that only compute do no I/O, read no clock, and scoring uses no float.
use super::Finding;
use super::source::{File, Tree, find_word};

const PURE: [&str; 3] = ["crates/scoring/", "crates/ballot/", "crates/gongwen/"];
const DEPENDENCIES: [&str; 7] = ["tokio", "sea-orm", "axum", "reqwest", "hyper", "sqlx", "lvzhi-platform"];
const USES: [&str; 6] = ["std::fs", "std::net", "std::env", "std::process", "tokio::", "now()"];
const FLOATS: [&str; 2] = ["f32", "f64"];

/// Reports forbidden dependencies, uses and numbers.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let pure = tree.files.iter().filter(|file| PURE.iter().any(|folder| file.path.starts_with(folder)));
    pure.flat_map(|file| match file.name() {
        "Cargo.toml" => dependencies(file),
        _ => uses(file),
    })
    .collect()
}

fn dependencies(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut counts = false;
    for (at, line) in file.text.lines().enumerate() {
        if line.starts_with('[') {
            counts = line.contains("dependencies") && !line.contains("dev-dependencies");
        }
        let name = line.trim_start_matches("[dependencies.").split(['.', '=', ' ', ']']).next().unwrap_or("");
        if counts && DEPENDENCIES.contains(&name) {
            let sentence = format!("this crate does no I/O: it may not depend on {name}.");
            findings.push(Finding::new(&file.path, at + 1, sentence));
        }
    }
    findings
}

fn uses(file: &File) -> Vec<Finding> {
    let floats = if file.path.starts_with("crates/scoring/src/") { &FLOATS[..] } else { &[] };
    let mut findings = Vec::new();
    for (number, line) in file.real_lines() {
        for word in USES.iter().chain(floats).filter(|word| find_word(&line.code, word).is_some()) {
            let why = if FLOATS.contains(word) { "points are exact" } else { "this crate only computes" };
            findings.push(Finding::new(&file.path, number, format!("{why}: no `{word}` here.")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::sample(&[(path, text)])).iter().map(|it| it.line).collect()
    }

    #[test]
    fn dependencies_are_read_but_those_of_tests() {
        let manifest = "[package]\nname = \"tokio\"\n[dependencies]\nserde = \"1\"\ntokio.workspace = true\n\
            sea-orm = { version = \"2\" }\n[dev-dependencies]\naxum = \"1\"\n[dependencies.reqwest]\n";
        assert_eq!(found("crates/scoring/Cargo.toml", manifest), [5, 6, 9]);
        assert_eq!(found("crates/platform/Cargo.toml", manifest), [0; 0]);
    }

    #[test]
    fn files_clocks_and_floats_are_refused() {
        let text =
            "use std::fs;\nlet a = Utc::now();\nlet b = 1_f64;\nlet c: f64 = 1;\n#[cfg(test)]\nmod t { f64 }";
        assert_eq!(found("crates/scoring/src/lib.rs", text), [1, 2, 4]);
        assert_eq!(found("crates/gongwen/src/lib.rs", text), [1, 2]);
    }
}
