//! Rule: SQL stands only in `store.rs`, `.sql` files, the schema and the platform.
use super::Finding;
use super::source::{File, Tree, find_word};

/// A literal that starts with one of the first and goes on with one of the second is a statement.
const SHAPES: [(&str, &[&str]); 7] = [
    ("select ", &[" from "]),
    ("insert into ", &[" values", " select "]),
    ("update ", &[" set "]),
    ("delete from ", &[""]),
    ("with ", &[" as ("]),
    ("create ", &["table ", "index ", "trigger ", "view "]),
    ("alter table ", &[""]),
];

const CALLS: [&str; 3] = ["Entity::", "ActiveModel", "Statement::from"];

/// Reports statements and queries outside their places.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust().filter(|file| !may_hold_sql(&file.path)).flat_map(check_file).collect()
}

fn may_hold_sql(path: &str) -> bool {
    let folders = ["crates/schema/", "crates/platform/", "crates/xtask/", "tests/", "benches/"];
    path.ends_with("/store.rs") || path.contains("/store/") || folders.iter().any(|it| path.starts_with(it))
}

fn check_file(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in file.real_lines() {
        if line.strings.iter().any(|literal| is_statement(literal)) {
            findings.push(Finding::new(&file.path, number, "SQL belongs in store.rs or a .sql file."));
        } else if let Some(call) = CALLS.iter().find(|call| find_word(&line.code, call).is_some()) {
            let sentence = format!("`{call}` is a query: it belongs in store.rs.");
            findings.push(Finding::new(&file.path, number, sentence));
        }
    }
    findings
}

fn is_statement(literal: &str) -> bool {
    let words = literal.split_whitespace().collect::<Vec<_>>().join(" ");
    let shouted = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ", "CREATE "];
    let lower = format!("{} ", words.to_lowercase());
    shouted.iter().any(|verb| words.starts_with(verb))
        || SHAPES
            .iter()
            .any(|(verb, rest)| lower.starts_with(verb) && rest.iter().any(|it| lower.contains(it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&Tree::sample(&[(path, text)])).len()
    }

    #[test]
    fn statements_are_refused_outside_the_store() {
        let text = "fn f() { query(\"SELECT 1\"); }\nfn g() { query(\"\n  select a\n  from b\"); }";
        assert_eq!(count("src/people/web.rs", text), 2);
        assert_eq!(count("src/people/members/store.rs", text), 0);
        assert_eq!(count("crates/platform/src/db.rs", text), 0);
    }

    #[test]
    fn entities_are_refused_outside_the_store() {
        assert_eq!(count("src/duty/mod.rs", "member::Entity::find();\nlet m: member::ActiveModel;"), 2);
        assert_eq!(count("src/duty/mod.rs", "struct MemberEntity; // Entity::find"), 0);
    }

    #[test]
    fn sentences_are_no_statements() {
        for text in ["select a file", "with the rules", "update of the list", "Create a term"] {
            assert!(!is_statement(text), "{text}");
        }
        for text in ["delete from t", "create trigger x", "WITH a AS (", "insert into t (a) values ($1)"] {
            assert!(is_statement(text), "{text}");
        }
    }
}
