//! What a checker has to say about a text, with the place it speaks of.
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The text cannot be used.
    Error,
    /// The text can be used, but somebody should look.
    Warning,
}

/// One remark of a checker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Error or warning.
    pub severity: Severity,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong, in plain Chinese.
    pub message: String,
    /// What to write instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.severity == Severity::Error { "错误" } else { "提醒" };
        write!(f, "第 {} 行第 {} 列 {severity}：{}", self.line, self.column, self.message)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, "（{suggestion}）"),
            None => Ok(()),
        }
    }
}

/// Byte range in the text under check.
pub(crate) type Span = Range<usize>;

/// How many errors, and how many warnings, are listed; of the others only their number is told.
const LISTED: usize = 200;
/// Longest message and longest suggestion, in characters.
const LONGEST: usize = 400;

/// Collects findings; the offsets become lines and columns in one pass at the end.
pub(crate) struct Findings<'t> {
    text: &'t str,
    list: Vec<Found>,
    errors: usize,
    warnings: usize,
}

struct Found {
    at: usize,
    severity: Severity,
    message: String,
    suggestion: Option<String>,
}

impl<'t> Findings<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Findings { text, list: Vec::new(), errors: 0, warnings: 0 }
    }

    pub(crate) fn error(&mut self, at: &Span, message: impl Into<String>) {
        self.push(Severity::Error, at, message.into(), None);
    }

    pub(crate) fn error_with(&mut self, at: &Span, message: impl Into<String>, hint: impl Into<String>) {
        self.push(Severity::Error, at, message.into(), Some(hint.into()));
    }

    pub(crate) fn warn(&mut self, at: &Span, message: impl Into<String>, hint: impl Into<String>) {
        self.push(Severity::Warning, at, message.into(), Some(hint.into()));
    }

    fn push(&mut self, severity: Severity, at: &Span, message: String, suggestion: Option<String>) {
        let count = if severity == Severity::Error { &mut self.errors } else { &mut self.warnings };
        *count = count.saturating_add(1);
        if *count <= LISTED {
            let (message, suggestion) = (clipped(message), suggestion.map(clipped));
            self.list.push(Found { at: at.start, severity, message, suggestion });
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether further errors are only counted.
    pub(crate) fn full(&self) -> bool {
        self.errors > LISTED
    }

    /// All listed findings in the order of the text; a last one tells how many there are besides.
    pub(crate) fn into_list(mut self) -> Vec<Finding> {
        self.list.sort_by_key(|found| found.at);
        let mut place = Place::start(self.text);
        let mut list: Vec<_> = self.list.into_iter().map(|found| place.finding(found)).collect();
        let errors = self.errors.saturating_sub(LISTED);
        let more = errors.saturating_add(self.warnings.saturating_sub(LISTED));
        if more > 0 {
            let severity = if errors > 0 { Severity::Error } else { Severity::Warning };
            let message = format!("还有 {more} 处没有列出");
            let suggestion = Some("先改好列出的各处，再检查一次".to_owned());
            list.push(place.finding(Found { at: place.offset, severity, message, suggestion }));
        }
        list
    }
}

/// A walk through the text that only goes forward.
struct Place<'t> {
    rest: &'t str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'t> Place<'t> {
    fn start(text: &'t str) -> Self {
        // What is found at the very end is shown at the end of the last line, not on an empty one below it.
        Place { rest: text.strip_suffix('\n').unwrap_or(text), offset: 0, line: 1, column: 1 }
    }

    fn finding(&mut self, found: Found) -> Finding {
        let ahead = found.at.saturating_sub(self.offset);
        let (passed, rest) = self.rest.split_at(self.rest.floor_char_boundary(ahead));
        (self.rest, self.offset) = (rest, self.offset.saturating_add(passed.len()));
        match passed.rsplit_once('\n') {
            Some((lines, last)) => {
                self.line = self.line.saturating_add(lines.matches('\n').count()).saturating_add(1);
                self.column = last.chars().count().saturating_add(1);
            }
            None => self.column = self.column.saturating_add(passed.chars().count()),
        }
        Finding {
            severity: found.severity,
            line: u32::try_from(self.line).unwrap_or(u32::MAX),
            column: u32::try_from(self.column).unwrap_or(u32::MAX),
            message: found.message,
            suggestion: found.suggestion,
        }
    }
}

/// A sentence that can be read: where a very long name from the text swells it, its middle is left out.
fn clipped(sentence: String) -> String {
    let count = sentence.chars().count();
    if count <= LONGEST {
        return sentence;
    }
    let start = sentence.chars().take(LONGEST / 2);
    let end = sentence.chars().skip(count.saturating_sub(LONGEST / 2));
    start.chain(['…']).chain(end).collect()
}
