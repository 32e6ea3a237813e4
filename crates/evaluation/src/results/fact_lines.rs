//! The lines under an indicator: like ones without a difference in points are told in one line that opens to all.
use chrono::Datelike;
use lvzhi_scoring::{Catalogue, Fact, Line, Points};
use maud::html;

use super::reckoning::signed;
use super::score_page::Score;
use crate::runs::Record;
use lvzhi_ui as ui;

/// From how many like lines on they are told in one.
const MANY: usize = 4;

/// The lines as the page shows them, in their order; many like ones stand at the place of the first.
pub(super) fn folded(score: &Score, lines: &[Line], open: bool) -> Vec<ui::FactEntry> {
    let mut entries = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let is_like = |other: &&Line| is_like(other, line);
        let like: Vec<&Line> = lines.iter().filter(is_like).collect();
        if like.len() < MANY {
            entries.push(ui::FactEntry::One(fact_line(score, line)));
        } else if !lines.iter().take(at).any(|other| is_like(&other)) {
            entries.push(ui::FactEntry::Many(fold(score, &like, open)));
        }
    }
    entries
}

/// Whether two records are told alike but for what and when they are.
fn is_like(one: &Line, other: &Line) -> bool {
    let same = (&one.rule, one.points, &one.reason) == (&other.rule, other.points, &other.reason);
    same && one.fact.is_some() && other.fact.is_some()
}

fn fold(score: &Score, like: &[&Line], open: bool) -> ui::FactFold {
    let sum = Points(like.iter().map(|line| line.points.0).sum());
    let said = like.first().map_or("", |line| line.reason.as_str());
    ui::FactFold {
        said: in_one(said, like.len(), sum),
        points: signed(sum),
        open,
        lines: like.iter().map(|line| fact_line(score, line)).collect(),
    }
}

/// “出席，不扣分，1 半天” of 36 records is “出席 36 次，不扣分，各 1 半天”.
fn in_one(said: &str, count: usize, sum: Points) -> String {
    match said.split_once('，') {
        Some((what, rest)) if sum == Points(0) && !what.contains('：') => match rest.rsplit_once('，') {
            Some((rest, each)) if each.starts_with(|sign: char| sign.is_ascii_digit()) => {
                format!("{what} {count} 次，{rest}，各 {each}")
            }
            _ => format!("{what} {count} 次，{rest}"),
        },
        _ if sum == Points(0) => format!("{count} 条，{said}"),
        _ => format!("{count} 条，每条：{said}"),
    }
}

/// What a line says: its rule where the reason does not name it, and the reason.
fn said(score: &Score, line: &Line) -> String {
    let rule = score.rulebook.scheme.rule(&line.rule).map_or("", |rule| rule.label.as_str());
    if rule.is_empty() || line.reason.starts_with(rule) {
        line.reason.clone()
    } else {
        format!("{rule}：{}", line.reason)
    }
}

fn fact_line(score: &Score, line: &Line) -> ui::FactLine {
    let scheme = &score.rulebook.scheme;
    let rule = scheme.rule(&line.rule).map_or("", |rule| rule.label.as_str());
    let record = line.fact.as_ref().and_then(|id| score.detail.records.get(id));
    let points = signed(line.points);
    match record {
        Some(record) => ui::FactLine {
            day: format!("{}月{}日", record.fact.date.month(), record.fact.date.day()),
            fact: html! { (describe(&score.rulebook.catalogue, &record.fact)) },
            rule: said(score, line),
            points,
            evidence: html! { (record.evidence.document) },
            confirmed: confirmed(record),
            act: html! {},
        },
        None => ui::FactLine {
            day: String::new(),
            fact: html! { (rule) },
            rule: line.reason.clone(),
            points,
            evidence: html! {},
            confirmed: String::new(),
            act: html! {},
        },
    }
}

fn confirmed(record: &Record) -> String {
    let day = record.evidence.confirmed_on;
    format!("{} {}月{}日", record.evidence.confirmed_by, day.month(), day.day())
}

/// A fact in words: title, then what the catalogue calls its stage, role and attributes.
pub fn describe(catalogue: &Catalogue, fact: &Fact) -> String {
    let Some(kind) = catalogue.kind(&fact.kind) else { return fact.kind.clone() };
    let mut words = Vec::new();
    let title = fact.attributes.get("title").map_or("", String::as_str);
    words.push(match (title.is_empty(), kind.piece) {
        (true, _) => kind.label.clone(),
        (false, true) => format!("《{title}》"),
        (false, false) => title.to_owned(),
    });
    for attribute in &kind.attributes {
        if attribute.id != "title"
            && let Some(value) = fact.attributes.get(&attribute.id)
        {
            words.push(attribute.value_label(value).to_owned());
        }
    }
    if let Some(stage) = fact.stage.as_deref().and_then(|id| kind.stage(id)) {
        words.push(stage.label.clone());
    }
    if let Some(role) = fact.role.as_deref().and_then(|id| kind.role(id)) {
        words.push(role.label.clone());
    }
    if let Some(quantity) = &kind.quantity {
        words.push(format!("{} {}", fact.quantity, quantity.unit.split('（').next().unwrap_or_default()));
    }
    words.join("，")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_like_records_are_told_in_one_line() {
        assert_eq!(in_one("出席，不扣分，1 半天", 36, Points(0)), "出席 36 次，不扣分，各 1 半天");
        assert_eq!(in_one("出席，不扣分", 36, Points(0)), "出席 36 次，不扣分");
        assert_eq!(in_one("联名，已由更高一级计分，不计", 4, Points(0)), "联名 4 次，已由更高一级计分，不计");
        assert_eq!(in_one("常委会会议：只对常委计分", 4, Points(0)), "4 条，常委会会议：只对常委计分");
        assert_eq!(in_one("立案·联名，2 分", 5, Points(100_000)), "5 条，每条：立案·联名，2 分");
    }
}
