//! Rule: modules of the application depend only downwards.
use std::collections::BTreeSet;

use super::Finding;
use super::source::{File, Tree};

/// From the bottom up; modules in one step do not know each other. `ui` stands beside the bottom.
/// What is not named here (`cli`, `web`, `schedule`) puts the program together: it may use all, and none may use it.
const STEPS: [&[&str]; 12] = [
    &["ids", "config", "download"],
    &["policy"],
    &["notices", "ui", "app"],
    &["frame"],
    &["jobs", "access", "audit"],
    &["imports"],
    &["people"],
    &["rulebook"],
    &["duty"],
    &["supervision"],
    &["consultation", "evaluation"],
    &["desk"],
];

/// Reports uses of a module by one that stands below or beside it.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let modules: BTreeSet<&str> = tree.rust().filter_map(module).collect();
    tree.rust().flat_map(|file| check_file(file, &modules)).collect()
}

fn check_file(file: &File, modules: &BTreeSet<&str>) -> Vec<Finding> {
    let Some((own, own_step)) = module(file).and_then(|own| Some((own, step(own)?))) else {
        return Vec::new();
    };
    let code = file.lines.iter().map(|line| line.code.as_str()).collect::<Vec<_>>().join("\n");
    let mut findings = Vec::new();
    for (line, used) in uses(&code, depth(&file.path)) {
        let allowed = used == own || step(&used).is_some_and(|other| may_use(own, own_step, other));
        if modules.contains(used.as_str()) && !allowed {
            let sentence =
                format!("`{own}` may not use `{used}`: modules depend only downwards ({}).", order());
            findings.push(Finding::new(&file.path, line, sentence));
        }
    }
    findings
}

/// `ui` shows what it is given and knows no module, not even those below.
fn may_use(own: &str, own_step: usize, other: usize) -> bool {
    own != "ui" && other < own_step
}

fn step(module: &str) -> Option<usize> {
    STEPS.iter().position(|step| step.contains(&module))
}

fn order() -> String {
    STEPS.map(|step| step.join(", ")).join(" ← ")
}

/// The module of the application that a file belongs to: `people` for `src/people/members/web.rs`.
fn module(file: &File) -> Option<&str> {
    let first = file.path.strip_prefix("src/")?.split('/').next()?;
    Some(first.strip_suffix(".rs").unwrap_or(first)).filter(|name| *name != "main" && *name != "lib")
}

/// How many `super::` lead from a file to the top of its crate.
fn depth(path: &str) -> usize {
    path.matches('/').count() - usize::from(path.ends_with("/mod.rs"))
}

/// The top-level modules named by `crate::…`, `crate::{…}` and long enough chains of `super::`, with their lines.
fn uses(code: &str, depth: usize) -> Vec<(usize, String)> {
    let to_the_top = "super::".repeat(depth);
    let mut found = Vec::new();
    for prefix in ["crate::", to_the_top.as_str()] {
        for (at, _) in code.match_indices(prefix) {
            let joined = code[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_' || it == ':');
            if !joined {
                found.extend(names_after(code, at + prefix.len()));
            }
        }
    }
    found.into_iter().map(|(at, name)| (code[..at].matches('\n').count() + 1, name)).collect()
}

/// The first name after a place, or, before a brace, the first name of each branch inside.
fn names_after(code: &str, start: usize) -> Vec<(usize, String)> {
    if !code[start..].starts_with('{') {
        return Vec::from_iter(word_at(code, start));
    }
    let mut names = Vec::new();
    let mut depth = 0;
    let mut branch = false;
    for (offset, character) in code[start..].char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if branch && !character.is_whitespace() {
            names.extend(word_at(code, start + offset));
        }
        branch = depth == 1 && matches!(character, '{' | ',') || branch && character.is_whitespace();
    }
    names
}

fn word_at(code: &str, at: usize) -> Option<(usize, String)> {
    let word: String = code[at..].chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
    (!word.is_empty()).then_some((at, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::sample(files))
            .iter()
            .map(|it| format!("{}:{} {}", it.path, it.line, it.sentence))
            .collect()
    }

    const REST: [(&str, &str); 4] =
        [("src/people/mod.rs", ""), ("src/duty/mod.rs", ""), ("src/cli.rs", ""), ("src/ids.rs", "")];

    fn with(path: &str, text: &str) -> Vec<String> {
        sentences(&[&REST[..], &[(path, text)]].concat())
    }

    #[test]
    fn down_is_allowed() {
        assert!(
            with(
                "src/duty/meetings.rs",
                "use crate::people::members;\nuse crate::{app::App, ids, ui::page};"
            )
            .is_empty()
        );
    }

    #[test]
    fn up_is_refused_in_every_spelling() {
        for text in [
            "\nuse crate::duty::facts;",
            "\nuse crate::{ids::Id, duty::{facts, people}};",
            "\nfn f() { crate::duty::facts() }",
            "\nuse super::super::duty;",
        ] {
            let found = with("src/people/members.rs", text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].starts_with("src/people/members.rs:2 `people` may not use `duty`"), "{found:?}");
        }
    }

    #[test]
    fn modules_of_one_step_do_not_know_each_other() {
        let found = sentences(&[
            ("src/consultation/mod.rs", "use crate::evaluation::runs;"),
            ("src/evaluation/mod.rs", ""),
        ]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn ui_knows_none_and_the_assembly_is_known_by_none() {
        assert_eq!(with("src/ui/page.rs", "use crate::ids::Id;").len(), 1);
        assert_eq!(with("src/people/web.rs", "use crate::cli::Options;").len(), 1);
        assert!(with("src/schedule.rs", "use crate::{cli, duty, people};").is_empty());
    }

    #[test]
    fn comments_and_inner_names_do_not_count() {
        assert!(
            with("src/people/mod.rs", "// crate::duty\nuse crate::people::{duty};\nuse crate::Duty;")
                .is_empty()
        );
    }
}
