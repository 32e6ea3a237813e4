//! A scheme as the 办法 it is: chapters, articles and a points table, from the same values that are evaluated.
//!
//! Pages, .docx and plain text are made from the one tree; each paragraph knows the parts it stands for.
mod annex;
mod clause;
mod conditions;
mod counted;
mod figures;
mod general;
mod indicators;
mod number;
mod results;
mod rule;
mod statistics;
pub(crate) mod terms;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::catalogue::Catalogue;
use crate::scheme::Scheme;
use terms::Terms;

/// A printed 办法.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Title.
    pub title: String,
    /// "（2026.1 版）".
    pub version: String,
    /// What is to be said about the numbers of the articles; mostly nothing.
    pub note: Option<String>,
    /// The chapters.
    pub chapters: Vec<Chapter>,
    /// 计分表: every rule in a line.
    pub table: Vec<PointsRow>,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// "第一章".
    pub number: String,
    /// "总则".
    pub title: String,
    /// Its articles; at least one.
    pub articles: Vec<Article>,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// "第八条".
    pub number: String,
    /// Its paragraphs; at least one.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph (款), or one item (项) of the paragraph before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Whole sentences.
    pub text: String,
    /// Whether it is an item of the paragraph before: "（一）…；".
    pub item: bool,
    /// What the scheme states as its article, where that is not the number printed.
    pub source: Option<String>,
    /// The parts of the scheme it stands for.
    pub parts: Vec<Part>,
}

/// A part of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its id; empty for what there is only one of.
    pub id: String,
}

/// What a part of a scheme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The head.
    Scheme,
    /// Prose.
    Text,
    /// Who is ranked.
    Eligibility,
    /// A class of subjects.
    Class,
    /// A group.
    Group,
    /// An indicator.
    Indicator,
    /// A rule.
    Rule,
    /// A multiplier.
    Multiplier,
    /// A condition.
    Condition,
    /// A grade.
    Grade,
    /// A veto.
    Veto,
    /// An outcome.
    Outcome,
    /// A statistic.
    Statistic,
}

/// A line of the points table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsRow {
    /// Group.
    pub group: String,
    /// Indicator.
    pub indicator: String,
    /// Full marks of the indicator: "12", "不限".
    pub max: String,
    /// Rule.
    pub rule: String,
    /// What it gives.
    pub points: String,
    /// Number of the article.
    pub article: String,
    /// The facts it reads.
    pub facts: String,
    /// The rule.
    pub part: Part,
}

impl Part {
    /// A part with an id.
    pub fn new(kind: PartKind, id: &str) -> Part {
        Part { kind, id: id.to_owned() }
    }
}

/// "rule-proposal": fit for an anchor of a page.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            PartKind::Scheme => "scheme",
            PartKind::Text => "text",
            PartKind::Eligibility => "eligibility",
            PartKind::Class => "class",
            PartKind::Group => "group",
            PartKind::Indicator => "indicator",
            PartKind::Rule => "rule",
            PartKind::Multiplier => "multiplier",
            PartKind::Condition => "condition",
            PartKind::Grade => "grade",
            PartKind::Veto => "veto",
            PartKind::Outcome => "outcome",
            PartKind::Statistic => "statistic",
        };
        if self.id.is_empty() { f.write_str(kind) } else { write!(f, "{kind}-{}", self.id) }
    }
}

/// The 办法 a scheme is. The same scheme always gives the same print.
pub fn print(scheme: &Scheme, catalogue: &Catalogue) -> Printed {
    print_among(scheme, catalogue, &[])
}

/// As [`print()`], with the titles and grades of the schemes whose results this one reads.
pub fn print_among(scheme: &Scheme, catalogue: &Catalogue, others: &[&Scheme]) -> Printed {
    let terms = Terms { scheme, catalogue, others };
    let before = general::sections(&terms);
    let after = results::sections(&terms);
    let (chapters, note) = number::chapters(before, indicators::layouts(&terms), after);
    let table = annex::rows(&terms, &chapters);
    let counted = scheme.version.len() < 4 && scheme.version.bytes().all(|b| b.is_ascii_digit());
    let version = match counted {
        true => format!("（第 {} 版）", scheme.version),
        false => format!("（{} 版）", scheme.version),
    };
    Printed { title: scheme.title.clone(), version, note, chapters, table }
}

impl Paragraph {
    /// The words, with the stated article where it is another.
    pub fn words(&self) -> String {
        match &self.source {
            Some(source) => format!("{}（对应原条文：{source}）", self.text),
            None => self.text.clone(),
        }
    }
}

impl Printed {
    /// All articles in order.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.chapters.iter().flat_map(|chapter| &chapter.articles)
    }

    /// The article that stands for a part.
    pub fn article_of(&self, part: &Part) -> Option<&Article> {
        self.articles().find(|article| article.paragraphs.iter().any(|p| p.parts.contains(part)))
    }

    /// Plain text, a paragraph a line, the points table at the end.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n{}\n", self.title, self.version);
        if let Some(note) = &self.note {
            text.push_str(&format!("{note}\n"));
        }
        for chapter in &self.chapters {
            text.push_str(&format!("\n{}　{}\n\n", chapter.number, chapter.title));
            for article in &chapter.articles {
                for (n, paragraph) in article.paragraphs.iter().enumerate() {
                    let head = if n == 0 { format!("{}　", article.number) } else { "　　".to_owned() };
                    text.push_str(&format!("{head}{}\n", paragraph.words()));
                }
            }
        }
        text.push_str("\n附件　计分表\n\n");
        for row in &self.table {
            let (indicator, max) = (&row.indicator, &row.max);
            let head = format!("{}｜{indicator}（满分 {max}）｜{}", row.group, row.rule);
            text.push_str(&format!("{head}｜{}｜{}｜{}\n", row.points, row.article, row.facts));
        }
        text
    }
}
