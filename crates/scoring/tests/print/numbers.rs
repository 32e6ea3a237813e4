//! Every number and every name of a scheme is said, and a change of any is found.
use std::ops::Range;

use lvzhi_scoring::{Catalogue, Points, Scheme, print, print_among, scheme_diff};

use super::{catalogue, everything, member_text, read, scheme};

/// Numbers that are values: not in comments, keys, dates or names.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let code = line.split('#').next().unwrap();
        let shares_only = |at: usize| code[..at].matches('"').count() % 2 == 1;
        let mut at = 0;
        while let Some(from) = code[at..].find(|c: char| c.is_ascii_digit()).map(|n| n + at) {
            let rest = &code[from..];
            let len = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            at = from + len;
            let before = code[..from].chars().next_back().unwrap_or(' ');
            let word = before.is_alphanumeric()
                || before == '_'
                || before == '-' && code[..from].len() > 1 && {
                    let earlier = code[..from - 1].chars().next_back().unwrap_or(' ');
                    earlier.is_alphanumeric()
                };
            let share = code[at..].starts_with('%');
            let date = code[at..].starts_with('-');
            if !word && !date && (share || !shares_only(from)) {
                found.push(start + from..start + at);
            }
        }
    }
    found
}

/// The text with one number larger or smaller, where that still is a scheme.
fn moved(text: &str, places: &[(&Range<usize>, i64)], catalogue: &Catalogue) -> Option<Scheme> {
    let mut text = text.to_owned();
    let mut places = places.to_vec();
    places.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
    for (at, step) in places {
        let was: Points = text[at.clone()].parse().unwrap();
        text.replace_range(at.clone(), &Points(was.0 + step).to_string());
    }
    Scheme::parse(&text, catalogue).ok().map(|(scheme, _)| scheme)
}

/// The text under test, what it prints and the places of its numbers.
struct Numbers<'t> {
    text: &'t str,
    catalogue: &'t Catalogue,
    before: Scheme,
    plain: String,
}

impl Numbers<'_> {
    fn value(&self, at: &Range<usize>) -> Points {
        self.text[at.clone()].parse().unwrap()
    }

    /// Whether the number could be changed — alone, or together with one of `company` where sums must hold.
    fn check(&self, at: &Range<usize>, company: &[Range<usize>]) -> bool {
        let was = self.value(at);
        let steps: &[i64] = if was.0 % Points::UNIT == 0 { &[10_000, -10_000, 20_000] } else { &[700, -700] };
        for step in steps {
            let alone = moved(self.text, &[(at, *step)], self.catalogue);
            let mut together = company.iter().filter(|other| *other != at).flat_map(|other| {
                [*step, -step].map(|by| moved(self.text, &[(at, *step), (other, by)], self.catalogue))
            });
            if let Some(after) = alone.or_else(|| together.find_map(|found| found)) {
                self.said(at, was, Points(was.0 + step), &after, company.is_empty());
                return true;
            }
        }
        false
    }

    fn said(&self, at: &Range<usize>, was: Points, now: Points, after: &Scheme, alone: bool) {
        let line = 1 + self.text[..at.start].matches('\n').count();
        let size = |points: Points| Points(points.0.abs()).to_string();
        let printed = print(after, self.catalogue).to_text();
        assert_ne!(printed, self.plain, "line {line}: {was} → {now} is not printed");
        assert!(printed.contains(&size(now)), "line {line}: {now} is not printed");
        let changes = scheme_diff(&self.before, after, self.catalogue);
        let holds = |text: &Option<String>, n: Points| text.as_ref().is_some_and(|t| t.contains(&size(n)));
        let found = changes.iter().any(|change| {
            change.sentence.contains('→') && holds(&change.before, was) && holds(&change.after, now)
                || change.setting.contains(&size(now))
        });
        assert!(found || was.is_zero(), "line {line}: {was} → {now} is not among {changes:#?}");
        assert!(!changes.is_empty(), "line {line}: {was} → {now} changes nothing");
        assert!(!alone || changes.len() <= 4, "line {line}: {was} → {now} gives {changes:#?}");
        assert_eq!(scheme_diff(after, after, self.catalogue), []);
    }
}

/// Changes every number in turn; `fixed`: so many cannot be changed with one other alone.
#[track_caller]
fn every_number(text: &str, catalogue: &Catalogue, fixed: usize) {
    let before = scheme(text, catalogue);
    let plain = print(&before, catalogue).to_text();
    let numbers = Numbers { text, catalogue, before, plain };
    let all = self::numbers(text);
    assert!(all.len() > 60, "{}", all.len());
    let bound: Vec<_> = all.into_iter().filter(|at| !numbers.check(at, &[])).collect();
    let left: Vec<_> =
        bound.iter().filter(|at| !numbers.check(at, &bound)).map(|at| &text[at.clone()]).collect();
    assert_eq!(left.len(), fixed, "{left:?}");
}

#[test]
fn every_number_of_the_members_scheme_is_printed_and_compared() {
    every_number(&member_text(), &catalogue(), 0);
}

#[test]
fn every_number_of_every_mechanic_is_printed_and_compared() {
    let (_, catalogue) = everything();
    // Three weights of 100 % and the three cycles that have three weights.
    every_number(&read("tests/print/everything.toml"), &catalogue, 4);
}

/// Names: what stands under label, title, to and the sentences of the text.
fn names(value: &toml::Value, key: &str, all: &mut Vec<String>) {
    match value {
        toml::Value::String(text)
            if !text.is_ascii()
                && matches!(
                    key,
                    "label" | "title" | "version" | "to" | "purpose" | "scope" | "closing" | "procedure"
                ) =>
        {
            all.push(text.trim_end_matches('。').to_owned());
        }
        toml::Value::Array(list) => list.iter().for_each(|value| names(value, key, all)),
        toml::Value::Table(table) => table.iter().for_each(|(key, value)| names(value, key, all)),
        _ => {}
    }
}

#[track_caller]
fn every_name(text: &str, catalogue: &Catalogue, others: &[&Scheme]) {
    let printed = print_among(&scheme(text, catalogue), catalogue, others);
    let plain = printed.to_text();
    let (mut all, value) = (Vec::new(), text.parse::<toml::Table>().unwrap());
    names(&toml::Value::Table(value), "", &mut all);
    assert!(all.len() > 10, "{}", printed.title);
    for name in all {
        assert!(plain.contains(name.trim_end_matches('的')), "{name} is not printed");
    }
    let ids = ["None", "Some(", "_", "hn-", "skip_all", "“”", "（）", "，，", "。。", "：。", "  "];
    for wrong in ids {
        assert!(!plain.contains(wrong), "{wrong}");
    }
    for article in printed.articles() {
        for paragraph in &article.paragraphs {
            assert!(paragraph.text.ends_with(['。', '；', '：']), "{}", paragraph.text);
            assert!(!paragraph.parts.is_empty());
        }
    }
    assert!(
        printed
            .table
            .iter()
            .all(|row| ![&row.points, &row.facts, &row.article].into_iter().any(String::is_empty))
    );
}

#[test]
fn every_name_is_printed() {
    every_name(&member_text(), &catalogue(), &[]);
    every_name(&read("tests/print/everything.toml"), &everything().1, &[]);
}

#[test]
fn every_name_of_every_shipped_scheme_is_printed_and_none_differs_from_itself() {
    let catalogue = catalogue();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .filter(|path| path.file_name().unwrap() != "catalogue.toml")
        .collect();
    let texts: Vec<_> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let schemes: Vec<_> = texts.iter().map(|text| scheme(text, &catalogue)).collect();
    let others: Vec<_> = schemes.iter().collect();
    assert!(!texts.is_empty());
    for (text, one) in texts.iter().zip(&schemes) {
        every_name(text, &catalogue, &others);
        assert_eq!(scheme_diff(one, one, &catalogue), []);
    }
}
