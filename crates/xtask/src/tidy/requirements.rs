//! Rule: the README's feature table names only requirements that exist.
use std::collections::BTreeSet;

use super::Finding;
use super::source::Tree;

/// The ids, one a line; they never change their meaning.
const LIST: &str = "crates/xtask/requirements.txt";
const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// Reports ids in table rows of the READMEs that are not in the list.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(list) = tree.file(LIST) else {
        return vec![Finding::new(LIST, 1, "the list of requirement ids is missing.")];
    };
    let known: BTreeSet<&str> = list.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut findings = Vec::new();
    for readme in READMES.iter().filter_map(|path| tree.file(path)) {
        for (at, line) in
            readme.text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with('|'))
        {
            for id in ids(line, &known) {
                findings.push(Finding::new(&readme.path, at + 1, format!("there is no requirement {id}.")));
            }
        }
    }
    findings
}

/// Words that look like an id (a known family, then a number) and are none. A family's row such as `HN2` stands
/// for its parts `HN2a` to `HN2d`.
fn ids<'a>(line: &'a str, known: &BTreeSet<&str>) -> Vec<&'a str> {
    let family = |id: &str| id.trim_end_matches(|it: char| it.is_ascii_lowercase()).to_owned();
    let letters = |id: &str| id.chars().take_while(char::is_ascii_uppercase).collect::<String>();
    let families: BTreeSet<String> = known.iter().map(|id| letters(id)).collect();
    let words = line.split(|it: char| !it.is_ascii_alphanumeric());
    words
        .filter(|word| {
            let rest = &word[letters(word).len()..];
            families.contains(&letters(word)) && rest.starts_with(|it: char| it.is_ascii_digit())
        })
        .filter(|word| !known.contains(word) && !known.iter().any(|id| family(id) == **word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(readme: &str) -> Vec<String> {
        let tree = Tree::sample(&[(LIST, "HN1\nHN2a\nHN2b\nX1\n"), ("README.md", readme)]);
        check(&tree).into_iter().map(|it| format!("{} {}", it.line, it.sentence)).collect()
    }

    #[test]
    fn unknown_ids_in_tables_are_refused() {
        let text =
            "HN9 in a sentence\n| rating | HN2a, HN2 | done |\n| draw | HN3 · X1 |\n| A4 page, UTF8, SM3 |";
        assert_eq!(found(text), ["3 there is no requirement HN3."]);
    }

    #[test]
    fn a_missing_list_is_found() {
        assert_eq!(check(&Tree::sample(&[])).len(), 1);
    }
}
