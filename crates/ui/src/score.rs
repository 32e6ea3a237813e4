//! A member's score: the large figure, the places, and every point opened to where it comes from.

use maud::{Markup, html};

use super::format::{figure, short};
use super::{rank_move, score_bar};

/// A place among others: 第 41 名，共 562.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// Among whom: 全体.
    pub among: &'a str,
    /// The place.
    pub place: u32,
    /// Of how many.
    pub of: u32,
    /// Earlier place minus this one; none when there is nothing to compare with.
    pub moved: Option<i64>,
}

/// The top of a score page: the score out of `full`, the places, the grade and why, a small histogram.
/// While no place may be shown hand over no `places`, no `grade` and the reason in `grade_note`.
pub fn score_hero(
    score: f64,
    full: f64,
    places: &[Place<'_>],
    grade: &str,
    grade_note: &str,
    chart: Markup,
) -> Markup {
    html! {
        section class="hero" aria-label="总分和名次" {
            div class="tot" { span class="fig" { (figure(score)) } span class="mute" { "分／" (short(full)) } }
            dl class="pos" {
                @for place in places {
                    div {
                        dt { (place.among) }
                        dd { span class="fig" { (place.place) } small { "／" (place.of) } }
                        dd class="sm" {
                            @match place.moved {
                                None => {}
                                Some(0) => { (rank_move(place.moved)) " 持平" }
                                Some(_) => { (rank_move(place.moved)) " 较上期" }
                            }
                        }
                    }
                }
                @if !grade.is_empty() || !grade_note.is_empty() {
                    div {
                        dt { "等次" }
                        dd { b class="ser" { @if grade.is_empty() { "未定" } @else { (grade) } } }
                        dd class="sm faint" { (grade_note) }
                    }
                }
            }
            div class="hh" { (chart) }
        }
    }
}

/// The head of a group of indicators, with its sum: an `h3`.
pub fn indicator_group(name: &str, score: f64, max: f64) -> Markup {
    html! {
        h3 class="gh" {
            span { (name) }
            span class="sc" { b class="fig" { (short(score)) } small { "／" (short(max)) } }
            span {}
        }
    }
}

/// One indicator: closed it is a bar, open it is `body` (the rule, the facts, the way to object).
#[derive(Clone, Debug)]
pub struct Indicator<'a> {
    /// With its number: 6. 社情民意信息.
    pub name: &'a str,
    /// Points.
    pub score: f64,
    /// The cap.
    pub max: f64,
    /// Of all members.
    pub average: Option<f64>,
    /// How many facts.
    pub facts: usize,
    /// Open from the start, as when printing.
    pub open: bool,
    /// For links: `#opinion_brief`.
    pub id: Option<&'a str>,
    /// What opens.
    pub body: Markup,
}

/// Draws it.
pub fn indicator(item: &Indicator<'_>) -> Markup {
    html! {
        details class="ind" open[item.open] id=[item.id] {
            summary {
                span class="tw" aria-hidden="true" {}
                span class="nm" { (item.name) }
                (score_bar(item.score, item.max, item.average))
                span class="sc" { b class="fig" { (short(item.score)) } small { "／" (short(item.max)) } }
                span class="ct" { @match (item.facts, item.score > 0.0) {
                    (0, true) => "按规则给分",
                    (0, false) => "没有记录",
                    (facts, _) => { (facts) " 条" }
                } }
            }
            div class="ln" { (item.body) }
        }
    }
}

/// The rule an indicator follows: its article, its words, the way to the full text.
pub fn rule_text(article: &str, text: &str, href: &str) -> Markup {
    html! { p class="rule" { b { (article) } "　" (text) @if !href.is_empty() { a href=(href) { "看原文" } } } }
}

/// One point and where it comes from.
#[derive(Clone, Debug)]
pub struct FactLine {
    /// 2月11日.
    pub day: String,
    /// What happened.
    pub fact: Markup,
    /// Which rule gave the points, in words.
    pub rule: String,
    /// The points, already a word: 2.0.
    pub points: String,
    /// A link to the evidence.
    pub evidence: Markup,
    /// Who confirmed it and when.
    pub confirmed: String,
    /// A link to object, or a chip that says how the objection stands.
    pub act: Markup,
}

/// Like facts told in one line, which opens to all of them.
#[derive(Clone, Debug)]
pub struct FactFold {
    /// What is true of all: 出席 36 次，不扣分.
    pub said: String,
    /// Their points together, already a word.
    pub points: String,
    /// Open from the start, as when printing.
    pub open: bool,
    /// All of them.
    pub lines: Vec<FactLine>,
}

/// A row of a fact table.
#[derive(Clone, Debug)]
pub enum FactEntry {
    /// One fact.
    One(FactLine),
    /// Many that are told alike.
    Many(FactFold),
}

fn fact_row(line: &FactLine) -> Markup {
    html! {
        tr {
            td class="nowrap mute line1" { (line.day) }
            th scope="row" class="lite" { (line.fact) }
            td class="mute ord" { (line.rule) }
            td class="num" { b { (line.points) } }
            td data-l="凭据" { (line.evidence) }
            td class="mute nowrap line1" data-l="确认" { (line.confirmed) }
            td class="nowrap" { (line.act) }
        }
    }
}

fn fold_of_facts(fold: &FactFold) -> Markup {
    html! {
        tr class="many" {
            td colspan="3" {
                details open[fold.open] {
                    summary { span class="tw" aria-hidden="true" {} (fold.said) }
                    ul {
                        @for line in &fold.lines {
                            li {
                                span class="mute nowrap" { (line.day) } " " (line.fact) " " (line.act)
                                span class="faint sm" { " 凭据 " (line.evidence) "　确认 " (line.confirmed) }
                            }
                        }
                    }
                }
            }
            td class="num" { b { (fold.points) } }
            td colspan="3" {}
        }
    }
}

/// The facts under an indicator. `sum` is the last line: “合计 15.5 分，满 12 分为止”, the points that count, a note.
pub fn fact_table(indicator: &str, facts: &[FactEntry], sum: (&str, &str, &str)) -> Markup {
    let columns = [
        super::Column::new("日期"),
        super::Column::new("履职记录"),
        super::Column::new("规则"),
        super::Column::num("计分"),
        super::Column::new("凭据"),
        super::Column::new("确认"),
        super::Column::new("异议").hidden(),
    ];
    let rows = html! {
        @for entry in facts {
            @match entry {
                FactEntry::One(line) => (fact_row(line)),
                FactEntry::Many(fold) => (fold_of_facts(fold)),
            }
        }
    };
    let foot = html! {
        tr {
            td {}
            th scope="row" colspan="2" { (sum.0) }
            td class="num" { b { (sum.1) } }
            td colspan="3" class="faint sm" { (sum.2) }
        }
    };
    let caption = format!("{indicator}：记录、规则和凭据");
    super::Table::new(&caption, "dense plain top flow", &columns, rows).foot(foot).render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_shows_its_source() {
        let line = FactLine {
            day: "2月11日".into(),
            fact: html! { "《<script>》" },
            rule: "每篇 2 分".into(),
            points: "2.0".into(),
            evidence: html! { a href="/e/1" { "采用通知" } },
            confirmed: "唐有光 2月13日".into(),
            act: html! {},
        };
        let html =
            fact_table("社情民意信息", &[FactEntry::One(line)], ("合计 2 分", "2.0", "")).into_string();
        assert!(html.contains("<td data-l=\"凭据\"><a href=\"/e/1\">采用通知</a></td>"));
        assert!(html.contains("唐有光 2月13日") && !html.contains("<script>"));
        assert!(html.contains("<caption class=\"vh\">社情民意信息：记录、规则和凭据</caption>"));
    }

    #[test]
    fn printing_opens_an_indicator() {
        let item = Indicator {
            name: "5. 提案",
            score: 11.0,
            max: 12.0,
            average: Some(7.9),
            facts: 4,
            open: true,
            id: None,
            body: html! {},
        };
        let html = indicator(&item).into_string();
        assert!(html.starts_with("<details class=\"ind\" open>"));
        assert!(html.contains("4 条") && html.contains("11 分，满分 12，平均 7.9"));
    }
}
