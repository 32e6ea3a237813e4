//! Lists of names in one cell.

use super::normalise::{clean_lines, is_han};
use super::{clean_name, clean_text, parse_integer};

/// Names found in one cell, and what the clerk should look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameList {
    /// The names, cleaned, in the order written, each once.
    pub names: Vec<String>,
    /// Whole sentences about whatever was left out or looks odd.
    pub warnings: Vec<String>,
}

const SEPARATORS: [char; 10] = ['、', '，', ',', '；', ';', '/', '\n', '|', '｜', '。'];

/// Splits a list such as `张三、李四，王 五；赵六 等4人`. Nothing is dropped without a warning.
pub fn split_names(text: &str) -> NameList {
    let mut list = NameList::default();
    let lines = clean_lines(text);
    // "参会人员：张三、李四": what stands before the colon is a label.
    let body = match lines.split_once(['：', ':']) {
        Some((label, rest)) if label.chars().count() <= 8 && !label.contains(SEPARATORS) => rest.to_owned(),
        _ => lines,
    };
    let (body, tail) = take_count(body.trim());
    for piece in body.split(SEPARATORS).flat_map(split_blanks) {
        add_name(&mut list, &piece);
    }
    if let Some(warning) = tail.and_then(|tail| count_warning(tail, list.names.len())) {
        list.warnings.push(warning);
    }
    list
}

/// The closing remark of a list.
enum Tail {
    /// 等 without a number.
    Open,
    /// 等4人 or 共4人.
    Count(i64),
}

fn take_count(text: &str) -> (&str, Option<Tail>) {
    if let Some(rest) = text.strip_suffix('等').filter(|rest| rest.chars().count() >= 2) {
        return (rest, Some(Tail::Open));
    }
    let Some((start, mark)) = text.char_indices().rev().find(|(_, character)| "等共".contains(*character))
    else {
        return (text, None);
    };
    let number = text[start + mark.len_utf8()..]
        .trim_end_matches(['人', '名', '位', '同', '志', '委', '员', '。', ')', '）']);
    let rest = text[..start].trim_end_matches(['(', '（', ' ', '，', '、', ',']);
    match chinese_number(number) {
        Some(count) => (rest, Some(Tail::Count(count))),
        // 等同志, 等委员: the words went with the suffix and no number is left.
        None if number.is_empty() && mark == '等' => (rest, Some(Tail::Open)),
        None => (text, None),
    }
}

fn chinese_number(text: &str) -> Option<i64> {
    let text = clean_text(text);
    if let Ok(number) = parse_integer(&text) {
        return Some(number);
    }
    let digit = |character: char| {
        "零一二三四五六七八九".chars().position(|other| other == character).map(|at| at as i64)
    };
    let characters: Vec<char> =
        text.chars().map(|character| if character == '两' { '二' } else { character }).collect();
    match characters.as_slice() {
        ['十'] => Some(10),
        ['十', one] => Some(10 + digit(*one)?),
        [ten, '十'] => Some(10 * digit(*ten)?),
        [ten, '十', one] => Some(10 * digit(*ten)? + digit(*one)?),
        [one] => digit(*one),
        _ => None,
    }
}

fn count_warning(tail: Tail, listed: usize) -> Option<String> {
    match tail {
        Tail::Open => Some(format!("名单以“等”结尾，只列出 {listed} 人；请补全其余人员的姓名")),
        Tail::Count(count) if count != listed as i64 => {
            Some(format!("名单写明 {count} 人，实际列出 {listed} 人；请补全姓名或者改正人数"))
        }
        Tail::Count(_) => None,
    }
}

/// Blanks separate names when every part is long enough to be one, and stand inside a name otherwise.
fn split_blanks(piece: &str) -> Vec<String> {
    let parts: Vec<&str> = piece.split_whitespace().collect();
    let all_names = parts.iter().all(|part| part.chars().count() >= 2 && part.chars().all(is_han));
    if all_names { parts.into_iter().map(str::to_owned).collect() } else { join_split_names(&parts) }
}

/// Joins single characters to names: `张 三 李四` → `张三`, `李四`.
fn join_split_names(parts: &[&str]) -> Vec<String> {
    if !parts.iter().all(|part| part.chars().all(is_han)) || parts.len() <= 2 {
        return vec![parts.join(" ")];
    }
    let mut names: Vec<String> = Vec::new();
    let mut open = String::new();
    for part in parts {
        if part.chars().count() == 1 {
            open.push_str(part);
            if open.chars().count() == 2 {
                names.push(std::mem::take(&mut open));
            }
        } else {
            names.extend((!open.is_empty()).then(|| std::mem::take(&mut open)));
            names.push((*part).to_owned());
        }
    }
    names.extend((!open.is_empty()).then_some(open));
    names
}

fn add_name(list: &mut NameList, piece: &str) {
    let (bare, note) = without_note(piece);
    let name = clean_name(&bare);
    if name.is_empty() {
        return;
    }
    if let Some(note) = note {
        list.warnings.push(format!("“{name}”后面的说明“{note}”没有导入"));
    }
    if list.names.contains(&name) {
        list.warnings.push(format!("“{name}”重复出现，只算一次；如果是同名的两个人，请分行填写"));
        return;
    }
    if looks_odd(&name) {
        list.warnings.push(format!("“{name}”不像一个人的姓名，请核对"));
    }
    list.names.push(name);
}

/// A name without what stands in brackets behind it, and that: `秦牧（兼）` is 秦牧 with 兼.
#[must_use]
pub fn without_note(piece: &str) -> (String, Option<String>) {
    let Some(start) = piece.find(['(', '（', '[', '【']) else { return (piece.to_owned(), None) };
    let note = piece[start..].trim_matches(['(', '（', ')', '）', '[', ']', '【', '】', ' ']);
    (piece[..start].to_owned(), (!note.is_empty()).then(|| note.to_owned()))
}

fn looks_odd(name: &str) -> bool {
    let length = name.chars().count();
    let has_digit = name.chars().any(|character| character.is_ascii_digit());
    let all_han = name.chars().all(is_han);
    has_digit || (all_han && !(2..=4).contains(&length))
}
