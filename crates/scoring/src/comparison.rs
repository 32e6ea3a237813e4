//! What changed between two versions of a scheme, setting by setting.
//!
//! Every part is taken apart into its settings by patterns that name every field, so that a new field of the language
//! cannot be forgotten here. Comments and layout of the text do not matter; the order of parts does.
mod mechanic;
mod parts;
mod price;
mod results;
mod setting;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::catalogue::Catalogue;
use crate::print::terms::Terms;
use crate::print::{Part, PartKind};
use crate::scheme::Scheme;
use parts::Entry;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeChange {
    /// The part it belongs to.
    pub part: Part,
    /// What of it: "上限"; empty where the whole part came or went.
    pub setting: String,
    /// What was; none: it was not there.
    pub before: Option<String>,
    /// What is; none: it is not there any more.
    pub after: Option<String>,
    /// The whole in a sentence: "第七条　提案：上限 12 分 → 10 分".
    pub sentence: String,
}

/// What changed from `before` to `after`, in the order of the text; equal schemes give nothing.
pub fn scheme_diff(before: &Scheme, after: &Scheme, catalogue: &Catalogue) -> Vec<SchemeChange> {
    scheme_diff_among(before, after, catalogue, &[])
}

/// As [`scheme_diff`], with the titles and grades of the schemes whose results these read.
pub fn scheme_diff_among(
    before: &Scheme,
    after: &Scheme,
    catalogue: &Catalogue,
    others: &[&Scheme],
) -> Vec<SchemeChange> {
    let old = parts::entries(&Terms { scheme: before, catalogue, others });
    let new = parts::entries(&Terms { scheme: after, catalogue, others });
    let mut changes = Vec::new();
    for entry in &new {
        match old.iter().find(|other| other.part == entry.part) {
            Some(other) => compare(other, entry, &mut changes),
            None => changes.push(whole(entry, true)),
        }
    }
    let gone = old.iter().filter(|entry| !new.iter().any(|other| other.part == entry.part));
    changes.extend(gone.map(|entry| whole(entry, false)));
    changes.extend(reordered(&old, &new));
    changes
}

/// "第七条　提案".
fn heading(entry: &Entry) -> String {
    if entry.article.is_empty() { entry.name.clone() } else { format!("{}　{}", entry.article, entry.name) }
}

fn whole(entry: &Entry, added: bool) -> SchemeChange {
    let what = entry.what;
    let said = entry.summary();
    let said = if said.is_empty() { String::new() } else { format!("：{said}") };
    let name = heading(entry);
    let sentence =
        if added { format!("新增{what}　{name}{said}") } else { format!("删去{what}　{name}{said}") };
    let value = Some(entry.name.clone());
    let (before, after) = if added { (None, value) } else { (value, None) };
    SchemeChange { part: entry.part.clone(), setting: String::new(), before, after, sentence }
}

fn compare(old: &Entry, new: &Entry, changes: &mut Vec<SchemeChange>) {
    let (name, known) = (heading(new), changes.len());
    let mut push = |setting: &str, before: Option<&str>, after: Option<&str>| {
        let sentence = match (before, after) {
            (Some(before), Some(after)) => format!("{name}：{setting} {before} → {after}"),
            (None, Some(after)) => format!("{name}：新增{setting}　{after}"),
            (Some(before), None) => format!("{name}：删去{setting}　{before}"),
            (None, None) => return,
        };
        let (before, after) = (before.map(str::to_owned), after.map(str::to_owned));
        changes.push(SchemeChange {
            part: new.part.clone(),
            setting: setting.to_owned(),
            before,
            after,
            sentence,
        });
    };
    for (key, value) in new.settings() {
        match old.settings().find(|(other, _)| *other == key) {
            Some((_, other)) if other == value => {}
            other => push(key, other.map(|(_, other)| other), Some(value)),
        }
    }
    for (key, value) in old.settings() {
        if !new.settings().any(|(other, _)| other == key) {
            push(key, Some(value), None);
        }
    }
    if old.raw != new.raw && changes.len() == known {
        // The same words for other ids: two classes of one name, say.
        let sentence = format!("{name}：名称相同，所引用的编号不同");
        let setting = "所引用的编号".to_owned();
        changes.push(SchemeChange { part: new.part.clone(), setting, before: None, after: None, sentence });
    }
}

/// Kinds of parts whose order among themselves is another; order decides where rules read rules and grades stand.
fn reordered(old: &[Entry], new: &[Entry]) -> Vec<SchemeChange> {
    let kinds: BTreeSet<PartKind> = new.iter().map(|entry| entry.part.kind).collect();
    let common = |list: &[Entry], other: &[Entry], kind: PartKind| {
        let both = list.iter().filter(|e| e.part.kind == kind && other.iter().any(|o| o.part == e.part));
        both.map(|entry| entry.part.clone()).collect::<Vec<_>>()
    };
    let changed = kinds.into_iter().filter_map(|kind| {
        let (before, after) = (common(old, new, kind), common(new, old, kind));
        let moved = after.iter().zip(&before).find(|(now, then)| now != then)?.0;
        let entry = new.iter().find(|entry| entry.part == *moved)?;
        let names = |parts: &[Part], list: &[Entry]| {
            let name = |part: &Part| list.iter().find(|e| e.part == *part).map(|e| e.name.clone());
            parts.iter().filter_map(name).collect::<Vec<_>>().join("、")
        };
        let (before, after) = (names(&before, old), names(&after, new));
        let sentence = format!("{}的次序：{before} → {after}", entry.what);
        let (before, after) = (Some(before), Some(after));
        Some(SchemeChange { part: moved.clone(), setting: "次序".to_owned(), before, after, sentence })
    });
    changed.collect()
}
