//! Rule: a lint is expected with its reason, `#[expect(…, reason = "…")]`, and not allowed: what is no longer needed then shows.
use super::Finding;
use super::source::Tree;

/// Reports `#[allow(…)]` outside tests, where one file serves several programs that each use a part of it.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust() {
        for (number, line) in file.real_lines() {
            let code = line.code.trim_start();
            if ["#[allow(", "#![allow("].iter().any(|attribute| code.contains(attribute)) {
                let sentence =
                    "write `#[expect(…, reason = \"…\")]` in the smallest scope, or mend what the lint says.";
                findings.push(Finding::new(&file.path, number, sentence));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lints_are_expected_and_not_allowed_outside_tests() {
        let text = "#![allow(missing_docs)]\n#[expect(dead_code, reason = \"\")]\n    #[allow(unused)]\n// #[allow(x)]\n\
            #[cfg(test)]\n#[allow(dead_code)]\nmod tests {}";
        let found = |path: &str| -> Vec<usize> {
            check(&Tree::sample(&[(path, text)])).iter().map(|it| it.line).collect()
        };
        assert_eq!(found("crates/x/src/a.rs"), [1, 3]);
        assert_eq!(found("tests/it/support/mod.rs"), [0; 0]);
    }
}
