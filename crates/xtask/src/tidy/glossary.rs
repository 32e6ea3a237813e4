//! Rule: a term of the domain has one row in GLOSSARY.md and one English identifier, which the source uses.
use std::collections::BTreeMap;

use pinyin::ToPinyin;

use super::Finding;
use super::source::{Tree, find_word};

const GLOSSARY: &str = "GLOSSARY.md";

struct Row<'a> {
    line: usize,
    chinese: &'a str,
    identifier: &'a str,
}

/// Reports rows that repeat a term, misname it, or name what the source does not have.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(glossary) = tree.file(GLOSSARY) else {
        return vec![Finding::new(GLOSSARY, 1, "the glossary is missing.")];
    };
    let rows = rows(&glossary.text);
    if rows.is_empty() {
        return vec![Finding::new(GLOSSARY, 1, "no table `| 中文 | identifier | meaning |` is found.")];
    }
    let mut findings = repeated(&rows, "term", |row| row.chinese);
    findings.extend(repeated(&rows, "identifier", |row| row.identifier));
    for row in &rows {
        let wrong = misnamed(row).or_else(|| {
            (!used(tree, row.identifier))
                .then(|| format!("`{}` occurs nowhere in the source.", row.identifier))
        });
        findings.extend(wrong.map(|sentence| Finding::new(GLOSSARY, row.line, sentence)));
    }
    findings
}

/// The rows under each head `| 中文 | identifier | … |`.
fn rows(text: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut inside = false;
    for (at, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.trim().split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        match cells.as_slice() {
            ["", "中文", "identifier", ..] => inside = true,
            ["", rule, ..] if rule.chars().all(|it| matches!(it, '-' | ':')) => {}
            ["", chinese, identifier, _, ..] if inside => {
                rows.push(Row { line: at + 1, chinese, identifier })
            }
            _ => inside = false,
        }
    }
    rows
}

fn repeated<'a>(rows: &[Row<'a>], what: &str, key: fn(&Row<'a>) -> &'a str) -> Vec<Finding> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut findings = Vec::new();
    for row in rows {
        let line = *first.entry(key(row)).or_insert(row.line);
        if line != row.line {
            let sentence = format!("the {what} {} stands in line {line} already.", key(row));
            findings.push(Finding::new(GLOSSARY, row.line, sentence));
        }
    }
    findings
}

fn misnamed(row: &Row<'_>) -> Option<String> {
    let identifier = row.identifier;
    if !is_snake(identifier) && !is_camel(identifier) {
        return Some(format!("`{identifier}` is neither snake_case nor CamelCase."));
    }
    let spelled: String = row.chinese.to_pinyin().flatten().map(|syllable| syllable.plain()).collect();
    let letters = identifier.replace('_', "").to_lowercase();
    let is_pinyin = !spelled.is_empty() && letters == spelled;
    is_pinyin.then(|| format!("`{identifier}` is {} in pinyin: find the English word.", row.chinese))
}

fn is_snake(identifier: &str) -> bool {
    identifier.starts_with(|it: char| it.is_ascii_lowercase())
        && identifier.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
}

fn is_camel(identifier: &str) -> bool {
    identifier.starts_with(|it: char| it.is_ascii_uppercase())
        && identifier.chars().all(|it| it.is_ascii_alphanumeric())
}

/// Whether the source has the identifier, as a value (`opinion_brief`) or as a type (`OpinionBrief`).
fn used(tree: &Tree, identifier: &str) -> bool {
    let sources = ["rs", "toml", "sql", "ts"];
    let spellings = [identifier.to_owned(), camel(identifier), snake(identifier)];
    let mut files = tree.files.iter().filter(|file| sources.contains(&file.extension()));
    files.any(|file| spellings.iter().any(|word| find_word(&file.text, word).is_some()))
}

fn camel(identifier: &str) -> String {
    let upper = |word: &str| word.chars().next().map(|it| it.to_ascii_uppercase().to_string() + &word[1..]);
    identifier.split('_').filter_map(upper).collect()
}

fn snake(identifier: &str) -> String {
    let mut word = String::new();
    for character in identifier.chars() {
        if character.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(character.to_ascii_lowercase());
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &str) -> Vec<String> {
        let glossary = format!("# Words\n\n| 中文 | identifier | meaning |\n|---|---|---|\n{rows}\n");
        let source = "struct Member; struct OpinionBrief; mod duty; mod zhengxie; fn work_item() {}";
        let tree = Tree::sample(&[(GLOSSARY, &glossary), ("src/lib.rs", source)]);
        check(&tree).into_iter().map(|it| format!("{}: {}", it.line, it.sentence)).collect()
    }

    #[test]
    fn good_rows_pass() {
        assert_eq!(found("| 委员 | `Member` | a |\n| 社情民意信息 | `opinion_brief` | b |"), [""; 0]);
    }

    #[test]
    fn a_term_and_an_identifier_stand_once() {
        assert_eq!(
            found("| 委员 | Member | a |\n| 委员 | duty | b |"),
            ["6: the term 委员 stands in line 5 already."]
        );
        assert_eq!(
            found("| 委员 | Member | a |\n| 常委 | Member | b |"),
            ["6: the identifier Member stands in line 5 already."]
        );
    }

    #[test]
    fn pinyin_and_odd_spellings_are_refused() {
        assert_eq!(
            found("| 政协 | zhengxie | a |"),
            ["5: `zhengxie` is 政协 in pinyin: find the English word."]
        );
        assert_eq!(found("| 委员 | Mem-ber | a |"), ["5: `Mem-ber` is neither snake_case nor CamelCase."]);
    }

    #[test]
    fn an_identifier_is_used() {
        assert_eq!(found("| 提案 | proposal | a |"), ["5: `proposal` occurs nowhere in the source."]);
    }

    #[test]
    fn a_missing_glossary_is_found() {
        assert_eq!(check(&Tree::sample(&[])).len(), 1);
    }
}
