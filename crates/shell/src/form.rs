//! A form as it was sent: read field by field, each with its limit and its sentence, and drawn again with all that was
//! typed. Nothing is cut: what is too long is refused with its length.
use std::ops::RangeInclusive;

use axum::extract::{FromRequest, RawForm, Request};
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use lvzhi_platform::Error;
use lvzhi_ui::Field;
use maud::Markup;
use uuid::Uuid;

use crate::words::Words;

/// The fields of a form, as they were sent or as it is to be filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let form = RawForm::from_request(request, state).await;
        let RawForm(bytes) = form.map_err(|rejection| {
            tracing::debug!(reason = %rejection.body_text(), "a form that cannot be read");
            Error::Invalid("没有读懂填的内容：太长，或者不是表单。请写短些再提交。".into()).into_response()
        })?;
        Ok(Self::read(&bytes))
    }
}

impl Sent {
    /// Reads the body of a form.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body);
        Self(pairs.map(|(name, value)| (name.into_owned(), plain(&value))).collect())
    }

    /// With one more field.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// Puts a value in the place of what was sent.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(sent, _)| sent != name);
        self.0.push((name.to_owned(), plain(&value.into())));
    }

    /// What was typed in a field; empty when nothing was.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(sent, _)| sent == name).map_or("", |(_, value)| value.trim())
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Without what no text of ours holds and PostgreSQL refuses, and without what nobody sees; line breaks stay.
fn plain(text: &str) -> String {
    text.chars().filter(|c| (!c.is_control() || matches!(c, '\n' | '\r' | '\t')) && !is_unseen(*c)).collect()
}

/// Signs that only turn or join others: two texts that differ by them look the same, and one of them alone looks empty.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What is wrong with a form: fields with their sentences, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    /// One error.
    #[must_use]
    pub fn one(field: &str, sentence: impl Into<String>) -> Self {
        Self(vec![(field.to_owned(), sentence.into())])
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one.
    pub fn add(&mut self, field: &str, sentence: impl Into<String>) {
        self.0.push((field.to_owned(), sentence.into()));
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, sentence)| sentence.as_str())
    }

    /// On top of the form: every sentence leads to its field.
    #[must_use]
    pub fn summary(&self) -> Markup {
        let lines: Vec<_> =
            self.0.iter().map(|(field, sentence)| (field.as_str(), sentence.clone())).collect();
        lvzhi_ui::error_summary(&lines)
    }
}

/// A form that is being read.
#[derive(Debug)]
pub struct Reading<'s> {
    sent: &'s Sent,
    errors: Errors,
}

impl<'s> Reading<'s> {
    /// Begins.
    #[must_use]
    pub fn of(sent: &'s Sent) -> Self {
        Self { sent, errors: Errors::default() }
    }

    /// What was typed in a field.
    #[must_use]
    pub fn typed(&self, name: &str) -> &'s str {
        self.sent.get(name)
    }

    /// Notes what is wrong with a field.
    pub fn fail(&mut self, name: &str, sentence: impl Into<String>) {
        self.errors.add(name, sentence);
    }

    /// What some other reader made of a field.
    pub fn take<T>(&mut self, name: &str, read: Result<T, impl ToString>) -> Option<T> {
        read.map_err(|sentence| self.fail(name, sentence.to_string())).ok()
    }

    /// A text of so many characters at most; it may be empty.
    pub fn text(&mut self, name: &str, label: &str, most: usize) -> String {
        let typed = self.typed(name);
        let length = typed.chars().count();
        if length > most {
            self.fail(name, format!("{label}最多 {most} 个字，现在是 {length} 个。请写短些，填的都还在。"));
        }
        typed.to_owned()
    }

    /// The same, and it must not be empty; `ask` says what to write.
    pub fn wanted(&mut self, name: &str, label: &str, most: usize, ask: &str) -> String {
        let text = self.text(name, label, most);
        if text.is_empty() {
            self.fail(name, ask);
        }
        text
    }

    /// A day, or nothing.
    pub fn day(&mut self, name: &str, label: &str) -> Option<NaiveDate> {
        let typed = self.typed(name);
        if typed.is_empty() {
            return None;
        }
        let day = typed.parse::<NaiveDate>().ok().filter(|day| (1900..2200).contains(&day.year()));
        let wrong = || format!("{label}“{typed}”不是日期。请写成 2026-07-15。");
        self.take(name, day.ok_or_else(wrong))
    }

    /// A whole number within a range, or nothing.
    pub fn number(&mut self, name: &str, label: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let typed = self.typed(name);
        if typed.is_empty() {
            return None;
        }
        let number = typed.parse().ok().filter(|number| range.contains(number));
        let (least, most) = (range.start(), range.end());
        let wrong = || format!("{label}“{typed}”不合适。请填 {least} 到 {most} 的整数。");
        self.take(name, number.ok_or_else(wrong))
    }

    /// One value of an enumeration, or nothing.
    pub fn word<T: Copy + PartialEq>(&mut self, name: &str, label: &str, words: &Words<T>) -> Option<T> {
        let typed = self.typed(name);
        if typed.is_empty() {
            return None;
        }
        self.take(name, words.parse(typed).ok_or_else(|| format!("请从列表里选{label}。")))
    }

    /// The id of one of those that are known, or nothing.
    pub fn id(&mut self, name: &str, label: &str, is_known: impl Fn(Uuid) -> bool) -> Option<Uuid> {
        let typed = self.typed(name);
        if typed.is_empty() {
            return None;
        }
        let id = typed.parse().ok().filter(|id| is_known(*id));
        self.take(name, id.ok_or_else(|| format!("请从列表里选{label}。")))
    }

    /// Whether nothing was wrong so far.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.errors.is_empty()
    }

    /// Ends.
    #[must_use]
    pub fn errors(self) -> Errors {
        self.errors
    }
}

/// A form to be drawn: what was typed, and what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub struct Filled<'a> {
    /// What was typed.
    pub sent: &'a Sent,
    /// What is wrong.
    pub errors: &'a Errors,
}

impl<'a> Filled<'a> {
    /// A field with what was typed and its error; the first faulty one has the cursor.
    #[must_use]
    pub fn field(&self, name: &'a str, label: &'a str) -> Field<'a> {
        let field = Field::new(name, label).value(self.sent.get(name)).error(self.errors.of(name));
        let is_first = self.errors.0.first().is_some_and(|(first, _)| first == name);
        if is_first { field.autofocus() } else { field }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_refused_with_its_length_and_stays_whole() {
        let sent = Sent::default().with("note", "长".repeat(201));
        let mut reading = Reading::of(&sent);
        let text = reading.text("note", "备注", 200);
        assert_eq!(text.chars().count(), 201, "not cut");
        let errors = reading.errors();
        assert_eq!(errors.of("note"), Some("备注最多 200 个字，现在是 201 个。请写短些，填的都还在。"));
        let field = Filled { sent: &sent, errors: &errors }.field("note", "备注");
        let drawn = lvzhi_ui::text_field(&field).into_string();
        assert!(
            drawn.contains(&"长".repeat(201)) && drawn.contains("autofocus") && !drawn.contains("maxlength")
        );
    }

    #[test]
    fn each_faulty_field_has_its_sentence_and_the_first_has_the_cursor() {
        let sent = Sent::read("day=2026-02-30&count=0&kind=x&who=7&name=+%00+&ok=2026-07-15".as_bytes());
        let mut reading = Reading::of(&sent);
        assert_eq!(reading.wanted("name", "姓名", 40, "请填姓名。"), "");
        assert_eq!(reading.day("day", "日期"), None);
        assert_eq!(reading.number("count", "人数", 1..=9), None);
        assert_eq!(reading.word("kind", "种类", &Words(&[(1, "a", "甲")])), None);
        assert_eq!(reading.id("who", "人", |_| true), None);
        assert_eq!(reading.day("ok", "日期"), NaiveDate::from_ymd_opt(2026, 7, 15));
        assert_eq!(reading.number("none", "人数", 1..=9), None, "an empty one is no error");
        let errors = reading.errors();
        let summary = errors.summary().into_string();
        assert!(summary.contains("有 5 处要改") && summary.contains("role=\"alert\""), "{summary}");
        assert!(summary.contains("<a href=\"#count\">人数“0”不合适。请填 1 到 9 的整数。"));
        let filled = Filled { sent: &sent, errors: &errors };
        assert!(lvzhi_ui::text_field(&filled.field("name", "姓名")).into_string().contains("autofocus"));
        assert!(!lvzhi_ui::date_field(&filled.field("day", "日期")).into_string().contains("autofocus"));
    }

    #[test]
    fn what_nobody_sees_is_not_there() {
        let sent = Sent::read("name=%E2%80%AE%E2%80%8B&code=云%E2%80%8B岭".as_bytes());
        assert_eq!((sent.get("name"), sent.get("code")), ("", "云岭"));
        let mut reading = Reading::of(&sent);
        reading.wanted("name", "姓名", 40, "请填姓名。");
        assert!(!reading.is_sound());
    }

    #[test]
    fn the_last_of_two_values_holds_and_bytes_that_are_no_text_do_no_harm() {
        let sent = Sent::read(b"a=1&a=2&b=%FF%00x%0D%0Ay");
        assert_eq!((sent.get("a"), sent.get("b")), ("2", "\u{fffd}x\r\ny"));
    }
}
