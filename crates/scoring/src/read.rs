//! Reading TOML with the place of every value at hand and no value passing through a float.
use std::cell::RefCell;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::finding::{Findings, Span};
use crate::{Points, limits};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// One table of the document; remembers which keys were asked for, so that unknown ones can be refused.
pub(crate) struct Section<'a> {
    table: &'a DeTable<'a>,
    pub(crate) span: Span,
    seen: RefCell<Vec<&'static str>>,
    #[cfg(test)]
    path: String,
}

type Value<'a> = &'a Spanned<DeValue<'a>>;

/// Parses the document; a text beyond the limits, or a syntax error, becomes a finding.
pub(crate) fn parse<'t>(text: &'t str, f: &mut Findings<'_>) -> Option<Spanned<DeTable<'t>>> {
    if !limits::within(text, f) {
        return None;
    }
    match DeTable::parse(text) {
        Ok(document) => Some(document),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let (what, hint) = syntax(error.message());
            f.error_with(&span, format!("不合 TOML 写法：{what}"), hint);
            None
        }
    }
}

/// What the TOML reader complains about, in plain words.
fn syntax(message: &str) -> (&'static str, &'static str) {
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if has(&["duplicate"]) {
        ("同一项写了两次", "删去多余的一项")
    } else if has(&["string", "quote"]) {
        ("引号没有成对，或文字没有加引号", "文字写在一对英文双引号里")
    } else if has(&["unclosed", "missing"]) {
        ("括号没有成对，或缺少值", "检查方括号、花括号和等号后面的值")
    } else {
        ("这里读不懂", "检查引号、括号、等号和逗号；标点须用英文半角")
    }
}

impl<'a> Section<'a> {
    pub(crate) fn new(table: &'a DeTable<'a>, span: Span) -> Self {
        Section {
            table,
            span,
            seen: RefCell::new(Vec::new()),
            #[cfg(test)]
            path: String::new(),
        }
    }

    /// A section inside this one.
    fn inner(&self, _key: &str, table: &'a DeTable<'a>, span: Span) -> Self {
        Section {
            #[cfg(test)]
            path: match self.path.as_str() {
                "" => _key.to_owned(),
                "grade" if _key == "limit" => "grade.reserve".to_owned(),
                path => format!("{path}.{_key}"),
            },
            ..Section::new(table, span)
        }
    }

    pub(crate) fn get(&self, key: &'static str) -> Option<Value<'a>> {
        self.seen.borrow_mut().push(key);
        self.table.get(key)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Every key with its value, in the order of the text.
    pub(crate) fn entries(&self) -> Vec<(At<String>, Value<'a>)> {
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(key, value)| (At { value: key.get_ref().to_string(), span: key.span() }, value))
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }

    /// The place of a key's value, else of the table.
    pub(crate) fn at(&self, key: &str) -> Span {
        self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// Refuses keys that nobody asked for.
    pub(crate) fn finish(&self, f: &mut Findings<'_>) {
        let seen = self.seen.borrow();
        #[cfg(test)]
        for key in seen.iter() {
            let mechanic = if self.path == "rule" { self.table.get("mechanic") } else { None };
            let mechanic = mechanic.and_then(|m| m.get_ref().as_str()).unwrap_or("");
            crate::asked::add(&self.path, mechanic, key);
        }
        for (key, _) in self.entries() {
            if f.full() {
                break;
            }
            if seen.contains(&key.value.as_str()) {
                continue;
            }
            let message = format!("不认识“{}”这一项", key.value);
            match nearest(&key.value, seen.iter().copied()) {
                Some(other) => f.error_with(&key.span, message, format!("是不是“{other}”？")),
                None => f.error_with(&key.span, message, format!("这里可以写：{}", seen.join("、"))),
            }
        }
    }

    pub(crate) fn text(&self, f: &mut Findings<'_>, key: &'static str) -> Option<At<String>> {
        let value = self.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            f.error_with(&value.span(), format!("“{key}”应为带引号的文字"), format!("写成 {key} = \"…\""));
            return None;
        };
        Some(At { value: text.to_owned(), span: value.span() })
    }

    /// A text that must be there; an empty one stands in when it is not.
    pub(crate) fn need_text(&self, f: &mut Findings<'_>, key: &'static str) -> At<String> {
        if !self.has(key) {
            self.get(key);
            f.error_with(&self.span, format!("缺少“{key}”"), format!("加上 {key} = …"));
        }
        self.text(f, key).unwrap_or_else(|| At { value: String::new(), span: self.span.clone() })
    }

    pub(crate) fn texts(&self, f: &mut Findings<'_>, key: &'static str) -> Vec<At<String>> {
        self.get(key).map(|value| texts_of(f, key, value)).unwrap_or_default()
    }

    pub(crate) fn points(&self, f: &mut Findings<'_>, key: &'static str) -> Option<At<Points>> {
        let value = self.get(key)?;
        points_of(f, value).map(|points| At { value: points, span: value.span() })
    }

    pub(crate) fn count(&self, f: &mut Findings<'_>, key: &'static str) -> Option<At<u32>> {
        let value = self.get(key)?;
        let number = value.get_ref().as_integer().and_then(|n| n.as_str().parse().ok());
        if number.is_none() {
            f.error_with(&value.span(), format!("“{key}”应为不带小数的非负数"), format!("例如 {key} = 3"));
        }
        number.map(|n| At { value: n, span: value.span() })
    }

    pub(crate) fn flag(&self, f: &mut Findings<'_>, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            f.error_with(
                &value.span(),
                format!("“{key}”应为 true 或 false"),
                format!("写成 {key} = true，不加引号"),
            );
            false
        })
    }

    /// A share such as "60%", as a number between 0 and 1.
    pub(crate) fn share(&self, f: &mut Findings<'_>, key: &'static str) -> Option<At<Points>> {
        let text = self.text(f, key)?;
        match Points::from_percent(&text.value) {
            Some(share) if share >= Points::ZERO && share <= Points::ONE => {
                Some(At { value: share, span: text.span })
            }
            _ => {
                f.error_with(&text.span, format!("“{}”不是 0 到 100% 的比例", text.value), "写成 \"60%\"");
                None
            }
        }
    }

    pub(crate) fn date(&self, f: &mut Findings<'_>, key: &'static str) -> Option<NaiveDate> {
        let value = self.get(key)?;
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            _ => String::new(),
        };
        let date = text.parse().ok();
        if date.is_none() {
            f.error_with(&value.span(), format!("“{key}”应为日期"), "写成 2026-07-01");
        }
        date
    }

    pub(crate) fn table(&self, f: &mut Findings<'_>, key: &'static str) -> Option<Section<'a>> {
        let value = self.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            f.error_with(&value.span(), format!("“{key}”应为一张表"), format!("写成 {key} = {{ … }}"));
        }
        table.map(|table| self.inner(key, table, value.span()))
    }

    pub(crate) fn tables(&self, f: &mut Findings<'_>, key: &'static str) -> Vec<Section<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            f.error_with(&value.span(), format!("“{key}”应为一组表"), format!("写成 [[{key}]]"));
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in bounded(f, key, value.span(), array) {
            match item.get_ref().as_table() {
                Some(table) => sections.push(self.inner(key, table, item.span())),
                None => f.error_with(&item.span(), format!("“{key}”里应为一张张表"), "每一项写成 { … }"),
            }
        }
        sections
    }

    /// One of a closed list of words.
    pub(crate) fn choice<T: Clone>(
        &self,
        f: &mut Findings<'_>,
        key: &'static str,
        options: &[(&'static str, T)],
    ) -> Option<At<T>> {
        let text = self.text(f, key)?;
        if let Some((_, value)) = options.iter().find(|(name, _)| *name == text.value) {
            return Some(At { value: value.clone(), span: text.span });
        }
        let names: Vec<_> = options.iter().map(|(name, _)| *name).collect();
        let message = format!("“{key}”不能写“{}”", text.value);
        f.error_with(&text.span, message, format!("可以写：{}", names.join("、")));
        None
    }
}

/// The items of a list; of one that is too long, only the first, and a finding.
fn bounded<'v, 'a>(
    f: &mut Findings<'_>,
    key: &str,
    span: Span,
    array: &'v DeArray<'a>,
) -> impl Iterator<Item = &'v Spanned<DeValue<'a>>> + use<'v, 'a> {
    if array.len() > limits::ITEMS {
        let message = format!("“{key}”写了 {} 条，超过 {} 条的上限", array.len(), limits::ITEMS);
        f.error_with(&span, message, "检查是否同一段粘贴了多次");
    }
    array.iter().take(limits::ITEMS)
}

/// A text or a list of texts.
pub(crate) fn texts_of(f: &mut Findings<'_>, key: &str, value: Value<'_>) -> Vec<At<String>> {
    let one = |value: &Spanned<DeValue<'_>>| {
        value.get_ref().as_str().map(|text| At { value: text.to_owned(), span: value.span() })
    };
    if let Some(single) = one(value) {
        return vec![single];
    }
    let Some(array) = value.get_ref().as_array() else {
        f.error_with(
            &value.span(),
            format!("“{key}”应为文字或文字的列表"),
            format!("写成 {key} = [\"…\", \"…\"]"),
        );
        return Vec::new();
    };
    let mut texts = Vec::new();
    for item in bounded(f, key, value.span(), array) {
        match one(item) {
            Some(text) => texts.push(text),
            None => f.error_with(
                &item.span(),
                format!("“{key}”里应都是带引号的文字"),
                "每一项写在一对英文双引号里",
            ),
        }
    }
    texts
}

/// A number, read from its digits.
pub(crate) fn points_of(f: &mut Findings<'_>, value: Value<'_>) -> Option<Points> {
    let parsed: Result<Points, crate::PointsError> = match value.get_ref() {
        DeValue::Integer(n) if n.radix() == 10 => n.as_str().parse(),
        DeValue::Float(n) => n.as_str().parse(),
        DeValue::String(n) => n.parse(),
        other => {
            let what = match other {
                DeValue::Boolean(_) => "真假值",
                DeValue::Datetime(_) => "日期",
                DeValue::Array(_) => "列表",
                DeValue::Table(_) => "表",
                _ => "别的写法的数",
            };
            f.error_with(&value.span(), format!("这里应为十进制数字，不是{what}"), "例如 3 或 0.5");
            return None;
        }
    };
    match parsed {
        Ok(points) if points.0.unsigned_abs() > Points::whole(1_000_000).0.unsigned_abs() => {
            f.error_with(&value.span(), format!("{points} 太大"), "分值应在正负一百万以内");
            None
        }
        Ok(points) => Some(points),
        Err(error) => {
            f.error_with(&value.span(), error.to_string(), "例如 3 或 0.5");
            None
        }
    }
}

/// Words longer than this are not compared.
const COMPARED_CHARS: usize = 32;
/// Of many known words, this many are compared.
const COMPARED_NAMES: usize = 200;

/// The known word nearest to an unknown one, if any is near.
pub(crate) fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let word = short(word)?;
    names
        .into_iter()
        .take(COMPARED_NAMES)
        .filter_map(|name| {
            let chars = short(name)?;
            let most = 1.max(chars.len() / 3);
            distance(&word, &chars, most).map(|distance| (distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn short(word: &str) -> Option<Vec<char>> {
    let chars: Vec<char> = word.chars().take(COMPARED_CHARS.saturating_add(1)).collect();
    (chars.len() <= COMPARED_CHARS).then_some(chars)
}

/// How many letters must change to make one word the other; none: more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut corner = i;
        let mut left = i.saturating_add(1);
        let mut least = left;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cb, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            left = (left + 1).min(*cell + 1).min(corner + usize::from(ca != cb));
            corner = std::mem::replace(cell, left);
            least = least.min(left);
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_word_is_offered_and_a_far_one_is_not() {
        let known = ["first", "joint", "filed", "key"];
        assert_eq!(nearest("frst", known), Some("first"));
        assert_eq!(nearest("fields", known), None);
        assert_eq!(nearest("kee", known), Some("key"));
        assert_eq!(nearest("filde", known), None);
        assert_eq!(nearest("提案数", ["提案", "发言"]), Some("提案"));
        assert_eq!(nearest("", known), None);
        let long = "x".repeat(33);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        assert_eq!(nearest(&long[1..], [&long[2..]]), Some(&long[2..]));
    }
}
