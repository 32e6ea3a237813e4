//! Rule: no file over 400 lines.
use super::Finding;
use super::source::Tree;

const LIMIT: usize = 400;
const COUNTED: [&str; 6] = ["rs", "ts", "js", "css", "sql", "sh"];
/// Files that may be longer: a table `[length]` of path = reason. It is empty, and should stay so.
const ALLOWED: &str = "crates/xtask/tidy-allow.toml";

/// Reports long files, and allowances that are not needed or give no reason.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let allowed = match allowances(tree) {
        Ok(allowed) => allowed,
        Err(sentence) => return vec![Finding::new(ALLOWED, 1, sentence)],
    };
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| COUNTED.contains(&file.extension())) {
        let lines = file.text.lines().count();
        if lines > LIMIT && !allowed.contains_key(&file.path) {
            let sentence = format!("{lines} lines; {LIMIT} is the most. Give the second noun its own file.");
            findings.push(Finding::new(&file.path, LIMIT + 1, sentence));
        }
    }
    for (path, reason) in &allowed {
        if reason.as_str().is_none_or(|reason| reason.trim().is_empty()) {
            findings.push(Finding::new(ALLOWED, 1, format!("{path} is allowed without a reason.")));
        }
        if tree.file(path).is_none_or(|file| file.text.lines().count() <= LIMIT) {
            findings.push(Finding::new(ALLOWED, 1, format!("{path} needs no allowance: take the line out.")));
        }
    }
    findings
}

fn allowances(tree: &Tree) -> Result<toml::Table, String> {
    let text = tree.file(ALLOWED).map_or("", |file| file.text.as_str());
    let table: toml::Table = text.parse().map_err(|error| format!("not TOML: {error}"))?;
    Ok(table.get("length").and_then(toml::Value::as_table).cloned().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_refused_unless_allowed_with_a_reason() {
        let long = "x\n".repeat(401);
        let found = |allow: &str| {
            let files = [("src/a.rs", long.as_str()), ("src/b.rs", "x"), ("a.md", &long), (ALLOWED, allow)];
            check(&Tree::sample(&files)).into_iter().map(|it| it.path).collect::<Vec<_>>()
        };
        assert_eq!(found(""), ["src/a.rs"]);
        assert_eq!(found("[length]\n\"src/a.rs\" = \"a generated table\""), [""; 0]);
        assert_eq!(found("[length]\n\"src/a.rs\" = \" \""), [ALLOWED]);
        assert_eq!(found("[length]\n\"src/a.rs\" = \"so\"\n\"src/b.rs\" = \"no need\""), [ALLOWED]);
        assert_eq!(found("[length"), [ALLOWED]);
    }
}
