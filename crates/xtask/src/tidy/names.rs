//! Rule: files, modules and types say what they are; names that fit anything are refused.
use super::Finding;
use super::source::{File, Tree};

const EMPTY: [&str; 10] =
    ["util", "utils", "manager", "managers", "service", "services", "helper", "helpers", "common", "commons"];
const DECLARATIONS: [&str; 8] = ["mod", "struct", "enum", "trait", "type", "union", "class", "interface"];
const CODE: [&str; 4] = ["rs", "ts", "js", "mjs"];

/// Reports empty names.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.files
        .iter()
        .filter(|file| CODE.contains(&file.extension()))
        .flat_map(|file| path_name(file).into_iter().chain(declared(file)))
        .collect()
}

fn path_name(file: &File) -> Option<Finding> {
    let part = file.path.split('/').find(|part| is_empty(part.split('.').next().unwrap_or(part)))?;
    Some(Finding::new(&file.path, 1, format!("`{part}` says nothing: name the file after its noun.")))
}

fn declared(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, text) in code_lines(file).enumerate() {
        let words: Vec<&str> = text
            .split(|it: char| !it.is_alphanumeric() && it != '_')
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            if DECLARATIONS.contains(&pair[0]) && is_empty(pair[1]) {
                let sentence = format!("`{}` says nothing: name it after what it does.", pair[1]);
                findings.push(Finding::new(&file.path, at + 1, sentence));
            }
        }
    }
    findings
}

fn code_lines(file: &File) -> Box<dyn Iterator<Item = &str> + '_> {
    if file.extension() == "rs" {
        Box::new(file.lines.iter().map(|line| line.code.as_str()))
    } else {
        Box::new(file.text.lines().filter(|line| !line.trim_start().starts_with(['/', '*'])))
    }
}

/// Whether the last word of a name (`mail_service`, `MailService`) is an empty one.
fn is_empty(name: &str) -> bool {
    let start = name.rfind(|it: char| it.is_ascii_uppercase()).unwrap_or(0);
    let last = name.rsplit('_').next().unwrap_or(name);
    let last_of_camel = name[start..].to_lowercase();
    EMPTY.contains(&last.to_lowercase().as_str()) || EMPTY.contains(&last_of_camel.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&Tree::sample(&[(path, text)])).len()
    }

    #[test]
    fn empty_names_are_refused() {
        assert_eq!(count("src/people/utils.rs", ""), 1);
        assert_eq!(count("tests/it/common/mod.rs", ""), 1);
        assert_eq!(count("e2e/support/date_helpers.ts", ""), 1);
        assert_eq!(count("src/a.rs", "pub struct MailService;\nmod mail_util;\nenum Manager {}"), 3);
        assert_eq!(count("e2e/a.ts", "export class PageHelper {}"), 1);
    }

    #[test]
    fn real_names_pass() {
        assert_eq!(
            count("src/a.rs", "let service = 1; // struct Utils\nstruct Commonplace;\nuse tower::Service;"),
            0
        );
        assert_eq!(count("src/duty/public_service_day.rs", "const KIND: &str = \"service\";"), 0);
    }
}
