//! Rule: inside the scoring core and inside evaluation a module stands only on those below it.
use std::collections::BTreeMap;

use super::Finding;
use super::source::{File, Tree};

/// A crate whose modules stand in an order.
struct Strata {
    folder: &'static str,
    /// From the lowest up.
    order: &'static [&'static str],
}

const STRATA: [Strata; 2] = [
    // Values, what is read, rules, what they come to, words about it.
    Strata {
        folder: "crates/scoring/src/",
        order: &[
            "points",
            "finding",
            "limits",
            "asked",
            "input",
            "assessment",
            "read",
            "digest",
            "catalogue",
            "scheme",
            "evaluate",
            "statistics",
            "diff",
            "print",
            "comparison",
            "sandbox",
            "bundle",
        ],
    },
    // Rules, what moves by them, what they come to, who conducts it, what is shown and taken out of it.
    Strata {
        folder: "crates/evaluation/src/",
        order: &[
            "schemes",
            "cycles",
            "runs",
            "publication",
            "conduct",
            "results",
            "bundle",
            "papers",
            "sandbox",
            "to_do",
            "holders",
            "search",
            "schedule",
            "first_step",
        ],
    },
];
/// The root of a crate and what it brings to the program name every module, and are named by every one.
const ROOTS: [&str; 2] = ["lib", "noun"];

/// Reports uses of what stands above, and modules that have no place.
pub fn check(tree: &Tree) -> Vec<Finding> {
    STRATA.iter().flat_map(|strata| strata.check(tree)).collect()
}

impl Strata {
    fn check(&self, tree: &Tree) -> Vec<Finding> {
        let files: Vec<(&File, &str)> =
            tree.rust().filter_map(|file| Some((file, self.module(file)?))).collect();
        let homes = homes(&files);
        let mut findings = Vec::new();
        for (file, own) in files {
            let Some(height) = self.height(own) else {
                let sentence = format!("give `{own}` its place in the order of {}.", self.folder);
                findings.push(Finding::new(&file.path, 1, sentence));
                continue;
            };
            for (line, name) in self.uses(file) {
                let above = |home: &&str| self.height(home).is_some_and(|other| other > height);
                let direct = [name.as_str()];
                let places = if self.height(&name).is_some() {
                    &direct[..]
                } else {
                    homes.get(&name).map_or(&[][..], |list| list)
                };
                if !places.is_empty() && places.iter().all(above) {
                    let sentence = format!(
                        "`{name}` stands above `{own}`: move what both need below, or the use above."
                    );
                    findings.push(Finding::new(&file.path, line, sentence));
                }
            }
        }
        findings
    }

    fn height(&self, module: &str) -> Option<usize> {
        self.order.iter().position(|known| *known == module)
    }

    /// "scheme" for `crates/scoring/src/scheme/rule.rs`; the root and its tests have none.
    fn module<'f>(&self, file: &'f File) -> Option<&'f str> {
        let inside = file.path.strip_prefix(self.folder).filter(|_| !file.is_test())?;
        let name = inside.split(['/', '.']).next()?;
        (!ROOTS.contains(&name)).then_some(name)
    }

    /// The first names after `crate::`, and after `super::` where that is the root, each with its line.
    fn uses(&self, file: &File) -> Vec<(usize, String)> {
        let inside = file.path.strip_prefix(self.folder).unwrap_or_default();
        let is_below_root =
            !inside.contains('/') || inside.matches('/').count() == 1 && inside.ends_with("/mod.rs");
        let mut found = uses(file, "crate::");
        if is_below_root {
            found.extend(uses(file, "super::"));
        }
        found
    }
}

/// Names that the root hands on, and the modules that define them.
fn homes<'t>(files: &[(&'t File, &'t str)]) -> BTreeMap<String, Vec<&'t str>> {
    let mut homes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (file, own) in files {
        for (_, line) in file.real_lines() {
            let Some(rest) = line.code.strip_prefix("pub ") else { continue };
            let Some((_, name)) = rest.split_once(' ').filter(|(what, _)| DEFINED.contains(what)) else {
                continue;
            };
            let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            homes.entry(name.to_owned()).or_default().push(own);
        }
    }
    homes
}

const DEFINED: [&str; 5] = ["struct", "enum", "fn", "const", "type"];

/// The first names after `start`, each with its line.
fn uses(file: &File, start: &str) -> Vec<(usize, String)> {
    let mut code = String::new();
    let mut starts = Vec::new();
    for (number, line) in file.real_lines() {
        starts.push((code.len(), number));
        code.push_str(&line.code);
        code.push('\n');
    }
    let line_of =
        |at: usize| starts.iter().rev().find(|(start, _)| *start <= at).map_or(1, |(_, number)| *number);
    let mut found = Vec::new();
    for (at, _) in code.match_indices(start) {
        let rest = &code[at + start.len()..];
        let list = match rest.strip_prefix('{') {
            Some(group) => names(group),
            None => {
                names(&rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())])
            }
        };
        found.extend(list.into_iter().map(|name| (line_of(at), name)));
    }
    found
}

/// The first part of every path of a group, up to its closing brace.
fn names(group: &str) -> Vec<String> {
    let (mut depth, mut list, mut word, mut path) = (0_usize, Vec::new(), String::new(), false);
    for character in group.chars().chain([',']) {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                list.push(std::mem::take(&mut word));
                path = false;
            }
            ':' | ' ' | '\n' if depth == 0 && !word.is_empty() => path = true,
            _ if depth == 0 && !path && (character.is_alphanumeric() || character == '_') => {
                word.push(character)
            }
            _ => {}
        }
    }
    list.push(word);
    list.retain(|word| !word.is_empty());
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        let files = [
            ("crates/scoring/src/evaluate/run.rs", "pub struct Sheet;\npub fn reckon() {}"),
            ("crates/scoring/src/scheme.rs", "pub struct Scheme;"),
            (path, text),
        ];
        check(&Tree::sample(&files)).iter().map(|it| it.line).collect()
    }

    #[test]
    fn down_is_allowed_and_up_is_not() {
        let text =
            "use crate::scheme::Rule;\nuse crate::print::terms::Terms;\nfn f() { crate::evaluate::run() }";
        assert_eq!(found("crates/scoring/src/evaluate/plan.rs", text), [2]);
        assert_eq!(found("crates/scoring/src/catalogue/parse.rs", text), [1, 2, 3]);
        assert_eq!(found("crates/scoring/src/comparison.rs", text), [0; 0]);
    }

    #[test]
    fn names_the_root_hands_on_count_where_they_are_defined() {
        let text =
            "use crate::{\n    Scheme, Unknown,\n};\nuse crate::{Sheet as S, scheme::{Rule, Sheet}, reckon};";
        assert_eq!(found("crates/scoring/src/scheme/rule.rs", text), [4, 4]);
        assert_eq!(found("crates/scoring/src/evaluate/plan.rs", text), [0; 0]);
        assert_eq!(found("crates/scoring/src/input.rs", text), [1, 4, 4, 4]);
    }

    #[test]
    fn tests_may_use_all_and_a_module_needs_a_place() {
        let text = "#[cfg(test)]\nmod tests {\n    use crate::evaluate::run;\n}";
        assert_eq!(found("crates/scoring/src/scheme/rule.rs", text), [0; 0]);
        assert_eq!(found("crates/scoring/src/lib.rs", "use crate::print;"), [0; 0]);
        assert_eq!(found("crates/scoring/src/drawer.rs", ""), [1]);
    }

    #[test]
    fn the_root_is_meant_by_its_other_name_too() {
        let text = "use super::conduct::pages;\nuse super::schemes;";
        assert_eq!(found("crates/evaluation/src/cycles/mod.rs", text), [1]);
        assert_eq!(found("crates/evaluation/src/cycles/store.rs", text), [0; 0], "a neighbour of its own");
        assert_eq!(found("crates/evaluation/src/noun.rs", "use crate::conduct;"), [0; 0]);
    }
}
