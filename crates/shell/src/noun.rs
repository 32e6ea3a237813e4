//! What the shell itself brings to the program: the pages of jobs, and what concerns every slice.
use crate::policy::EXPORT;
use crate::register::{KeyWord, Noun, Register};
use crate::schedule::SCHEDULE;

/// What acts note in the detail of their events.
const KEYS: &[KeyWord] = &[
    KeyWord::new("name", "名称"),
    KeyWord::new("title", "标题"),
    KeyWord::new("number", "编号"),
    KeyWord::new("kind", "种类"),
    KeyWord::new("file", "文件"),
    KeyWord::new("count", "条数"),
    KeyWord::new("filter", "条件"),
    KeyWord::new("reason", "理由"),
    KeyWord::new("note", "备注"),
    KeyWord::new("notes", "说明"),
    KeyWord::new("from", "从"),
    KeyWord::new("to", "到"),
    KeyWord::new("before", "原来"),
    KeyWord::new("after", "改为"),
    KeyWord::new("day", "日期"),
    KeyWord::new("starts_on", "起"),
    KeyWord::new("ends_on", "止"),
];

/// Adds the shell to the program.
pub fn register(register: &mut Register) {
    register.noun(Noun {
        keys: KEYS,
        parts: &[SCHEDULE],
        routes: Some(|routes| {
            routes.with(crate::jobs::routes).with(crate::search::routes).with(crate::schedule::routes)
        }),
        permissions: &[EXPORT],
        ..Noun::default()
    });
}
