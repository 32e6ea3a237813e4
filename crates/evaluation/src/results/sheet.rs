//! The result sheet (成绩单) of one member: what fits one page, summed up by indicator. Page and file are made from it.
use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use lvzhi_platform::clock::day_of;
use lvzhi_schema::evaluation::cycle;
use lvzhi_scoring::{Assessment, IndicatorScore};

use super::ranking_aside::{number, short_digest};
use super::score_page::grade_label;
use super::store::Row;
use crate::conduct::period;
use crate::runs::RunHead;
use crate::schemes::{Rulebook, matter};
use lvzhi_ui::format::{full_date, short};

/// Notes that a sheet has room for.
const NOTES: usize = 3;

/// One line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// The indicator.
    pub label: String,
    /// How many records count towards it.
    pub records: String,
    /// Its points.
    pub points: String,
    /// The most there was.
    pub max: String,
}

/// The sheet before it is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The cycle, then on a line of its own what the scheme is about.
    pub title: String,
    /// Whose.
    pub name: String,
    /// His sector, his special committee, 常委.
    pub units: String,
    /// What was judged: the period.
    pub period: String,
    /// Score, place and grade in a sentence, or why he is not ranked.
    pub result: String,
    /// Indicator by indicator.
    pub lines: Vec<SheetLine>,
    /// Remarks that must be seen.
    pub notes: Vec<String>,
    /// Scheme, version, computation.
    pub basis: String,
    /// Who gives it out and when.
    pub issued: String,
}

/// What the sheets of one run have in common.
pub struct SheetOf<'a> {
    /// The cycle.
    pub cycle: &'a cycle::Model,
    /// The run.
    pub head: &'a RunHead,
    /// The rules.
    pub rulebook: &'a Rulebook,
    /// The office that gives it out.
    pub issuer: &'a str,
    /// Today.
    pub day: NaiveDate,
}

impl SheetOf<'_> {
    /// The sheet of one member.
    #[must_use]
    pub fn member(&self, row: &Row, assessment: &Assessment) -> Sheet {
        let scheme = &self.rulebook.scheme;
        let computed = day_of(self.head.computed_at);
        let units = [row.sector.as_str(), &row.special_committee, if row.standing { "常委" } else { "" }];
        let units: Vec<_> = units.into_iter().filter(|unit| !unit.is_empty()).collect();
        let mut notes: Vec<String> = assessment
            .notes
            .iter()
            .take(NOTES)
            .map(|note| format!("{}。", note.text.trim_end_matches('。')))
            .collect();
        if assessment.notes.len() > NOTES {
            notes.push(format!("另有 {} 条说明，见系统里的成绩页。", assessment.notes.len() - NOTES));
        }
        Sheet {
            title: format!("{}\n{}成绩单", self.cycle.name.replace(' ', ""), matter(&scheme.title)),
            name: row.name.clone(),
            units: units.join("　"),
            period: period(self.cycle),
            result: self.result(row, assessment),
            lines: self.lines(assessment),
            notes,
            basis: format!(
                "依据《{}》{}，第 {} 次核算（{}），结果摘要 {}。每一分的记录和凭据见系统里的成绩页。",
                scheme.title,
                scheme.version,
                self.head.ordinal,
                full_date(computed.year(), computed.month(), computed.day()),
                short_digest(&self.head.result_digest),
            ),
            issued: format!(
                "{}　{}",
                self.issuer,
                full_date(self.day.year(), self.day.month(), self.day.day())
            ),
        }
    }

    fn result(&self, row: &Row, assessment: &Assessment) -> String {
        let Some(place) = row.place else { return format!("免评：{}", row.exempt_reason) };
        let full = self.rulebook.scheme.total.unwrap_or(assessment.max);
        let state = if self.cycle.published_run_id == Some(self.head.id) {
            ""
        } else {
            "（结果还没有发布）"
        };
        format!(
            "总分 {} 分（满分 {full}），第 {place} 名，共 {} 人，{}{state}",
            assessment.score.to_one_decimal(),
            self.head.ranked,
            grade_label(self.rulebook, row),
        )
    }

    fn lines(&self, assessment: &Assessment) -> Vec<SheetLine> {
        let figure = |points| short(number(points));
        let of_indicator = |indicator: &IndicatorScore| SheetLine {
            label: self.rulebook.scheme.label_of(&indicator.id).to_owned(),
            records: indicator
                .lines
                .iter()
                .filter_map(|l| l.fact.as_deref())
                .collect::<HashSet<_>>()
                .len()
                .to_string(),
            points: figure(indicator.points),
            max: figure(indicator.max),
        };
        let adjusted = assessment.adjustments.iter().map(|line| SheetLine {
            label: "封顶调整".into(),
            records: String::new(),
            points: figure(line.points),
            max: String::new(),
        });
        assessment.indicators.iter().map(of_indicator).chain(adjusted).collect()
    }
}
