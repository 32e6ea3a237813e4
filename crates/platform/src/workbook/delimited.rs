//! Reading delimited text: UTF-8 with or without mark, UTF-16 with mark, GBK/GB18030; comma, tab or semicolon.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::grid::{Budget, Grid};
use super::{Cell, Limits, Sheet, WorkbookError};

/// Reads a text file as one sheet named after the file.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, WorkbookError> {
    let text = decode(bytes).ok_or_else(|| WorkbookError::Encoding { file: file.to_owned() })?;
    let (separator, body) = separator_of(&text);
    let mut budget = Budget::new(file, limits);
    let mut grid = Grid::new(sheet_name(file), false, &mut budget);
    let mut fields = Fields { rest: body, separator, row: 0, column: 0 };
    while let Some((row, column, value)) = fields.next_field(file)? {
        grid.put(row, column, Cell::text(unwrap_formula(&value)))?;
    }
    Ok(vec![grid.finish(Vec::new())?])
}

fn sheet_name(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (encoding, mark): (&'static Encoding, usize) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
        None => (GB18030, 0),
    };
    debug_assert!([UTF_8, UTF_16LE, UTF_16BE, GB18030].contains(&encoding));
    let (text, failed) = encoding.decode_without_bom_handling(&bytes[mark..]);
    (!failed).then_some(text)
}

/// The separator that the first lines agree on. A first line `sep=;` says it outright, as Excel does.
fn separator_of(text: &str) -> (char, &str) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let mut characters = rest.chars();
        if let Some(separator) = characters.next() {
            return (separator, characters.as_str().trim_start_matches('\r').trim_start_matches('\n'));
        }
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
    let lines_with =
        |separator: char| lines.iter().filter(|line| count_outside_quotes(line, separator) > 0).count();
    let best = ['\t', ',', ';'].into_iter().rev().max_by_key(|separator| lines_with(*separator));
    (best.filter(|separator| lines_with(*separator) > 0).unwrap_or(','), text)
}

fn count_outside_quotes(line: &str, separator: char) -> usize {
    let mut quoted = false;
    line.chars()
        .filter(|character| {
            quoted ^= *character == '"';
            !quoted && *character == separator
        })
        .count()
}

/// `="110101…"` is how some systems keep long digits as text in a delimited file.
fn unwrap_formula(value: &str) -> &str {
    value.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}

/// Walks over the fields; RFC 4180 with any line end.
struct Fields<'t> {
    rest: &'t str,
    separator: char,
    row: usize,
    column: usize,
}

impl Fields<'_> {
    fn next_field(&mut self, file: &str) -> Result<Option<(usize, usize, String)>, WorkbookError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let place = (self.row, self.column);
        let value = match self.rest.strip_prefix('"') {
            Some(quoted) => self
                .quoted(quoted)
                .ok_or_else(|| WorkbookError::OpenQuote { file: file.to_owned(), row: place.0 + 1 })?,
            None => self.plain(),
        };
        self.step();
        Ok(Some((place.0, place.1, value)))
    }

    fn quoted(&mut self, mut rest: &str) -> Option<String> {
        let mut value = String::new();
        loop {
            let at = rest.find('"')?;
            value.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            match rest.strip_prefix('"') {
                Some(after) => {
                    value.push('"');
                    rest = after;
                }
                None => break,
            }
        }
        // Characters between the closing quote and the separator belong to the value.
        self.rest = &self.rest[self.rest.len() - rest.len()..];
        value.push_str(&self.plain());
        Some(value)
    }

    fn plain(&mut self) -> String {
        let end = self.rest.find([self.separator, '\n', '\r']).unwrap_or(self.rest.len());
        let (value, rest) = self.rest.split_at(end);
        self.rest = rest;
        value.to_owned()
    }

    /// Steps over the separator or the line end after a field.
    fn step(&mut self) {
        if let Some(rest) = self.rest.strip_prefix(self.separator) {
            self.rest = rest;
            self.column += 1;
            return;
        }
        self.rest = self.rest.strip_prefix('\r').unwrap_or(self.rest);
        self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
        self.row += 1;
        self.column = 0;
    }
}
