//! One member's score: every point opened to its rule, fact, evidence and who confirmed it; what earned nothing and why.
use std::collections::HashMap;
use std::sync::Arc;

use chrono::Datelike;
use lvzhi_platform::clock::day_of;
use lvzhi_schema::evaluation::cycle;
use lvzhi_scoring::{IndicatorScore, Points};
use maud::{Markup, html};
use uuid::Uuid;

use super::fact_lines::folded;
use super::ranking_aside::{bins, lines, merged, number, short_digest};
use super::ranking_table::grade_chip;
use super::reckoning;
use super::store::{Placed, Row};
use crate::EVALUATION;
use crate::cycles::{Step, step_of};
use crate::runs::{Detail, RunHead};
use crate::schemes::{Rulebook, matter};
use lvzhi_people::SEE_MEMBER;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Button};

/// Everything the page of one score is made from; the score sheet is made from the same.
pub struct Score {
    /// The cycle.
    pub cycle: cycle::Model,
    /// The run.
    pub head: Arc<RunHead>,
    /// The rules.
    pub rulebook: Arc<Rulebook>,
    /// The line of the ranking.
    pub row: Row,
    /// The assessment with the records it was made from, as frozen with the run.
    pub detail: Arc<Detail>,
    /// His results in all cycles he may see.
    pub history: Vec<Placed>,
    /// How many are ranked in his sector and in his special committee.
    pub class_sizes: (u64, u64),
}

/// The page.
pub(super) fn page(frame: &Frame, score: &Score) -> Markup {
    let office = frame.may_all(SEE_MEMBER);
    let cycle = &score.cycle;
    let title = html! { (score.row.name) " " span class="h-sub" { (cycle.name) (matter(&score.rulebook.scheme.title)) } };
    let sub = html! {
        (score.row.sector)
        @if !score.row.special_committee.is_empty() { "　" (score.row.special_committee) }
        @if score.row.standing { "　常委" }
    };
    let own = format!("/evaluation/cycles/{}/members/{}", cycle.id, score.row.member_id);
    let path = |file: &str| format!("{own}/{file}");
    let actions = html! {
        (standing_chip(cycle, frame))
        (ui::button_link(Button::Plain, "打印成绩单", &path("sheet")))
        (ui::post_button(Button::Plain, "成绩单 docx", &path("sheet.docx"), &[]))
        (ui::post_button(Button::Plain, "得分明细 xlsx", &path("score.xlsx"), &[]))
    };
    let body = html! {
        (ui::head_with(title, sub, actions))
        (hero(score))
        (ui::side(points(frame, score), aside(frame, score)))
    };
    let ranking = format!("/evaluation/cycles/{}/ranking", cycle.id);
    let crumbs: Vec<(&str, &str)> = if office {
        vec![("考评", "/evaluation"), (cycle.name.as_str(), ranking.as_str())]
    } else {
        vec![("我的成绩", "/my/scores")]
    };
    let last = if office { score.row.name.as_str() } else { cycle.name.as_str() };
    frame.page(EVALUATION, last, &crumbs, body)
}

fn standing_chip(cycle: &cycle::Model, frame: &Frame) -> Markup {
    let Ok(step) = step_of(cycle) else { return html! {} };
    match (step, cycle.announce_to) {
        (Step::Announce, Some(to)) if frame.today <= to => {
            ui::chip(ui::Chip::Hot, &format!("公示中，到{}月{}日", to.month(), to.day()))
        }
        (Step::Announce, Some(_)) => ui::chip(ui::Chip::Plain, "公示期满"),
        (Step::Publish | Step::Archived, _) => ui::stamp("已发布"),
        (step, _) => ui::chip(ui::Chip::Plain, step.label()),
    }
}

fn hero(score: &Score) -> Markup {
    let row = &score.row;
    let count = |value: i64| u32::try_from(value).unwrap_or_default();
    let (sector, body) = score.class_sizes;
    let mut places = Vec::new();
    if let Some(place) = row.place {
        let of = count(score.head.ranked.into());
        places.push(ui::Place { among: "全体", place: count(place.into()), of, moved: row.moved() });
    }
    for (among, place, of) in
        [("本界别", row.place_in_sector, sector), ("本专委会", row.place_in_special_committee, body)]
    {
        if let Some(place) = place {
            let of = u32::try_from(of).unwrap_or_default();
            places.push(ui::Place { among, place: count(place.into()), of, moved: None });
        }
    }
    let grade = row.grade.as_deref().and_then(|id| score.rulebook.scheme.grade(id));
    let note = if row.state == "exempt" { row.exempt_reason.clone() } else { String::new() };
    let (start, width, counts) = bins(&score.head.summary.scores);
    let merged = merged(&score.head.summary.cuts);
    let cuts = lines(&merged);
    let compared = number(score.detail.assessment.score);
    let chart =
        ui::Histogram::new("成绩分布", start, width, &counts, &cuts).beside_score((&row.name, compared));
    ui::score_hero(
        compared,
        // A converted score is out of full marks, not out of what this member could reach.
        number(score.rulebook.scheme.total.unwrap_or(score.detail.assessment.max)),
        &places,
        grade.map_or("免评", |grade| &grade.label),
        &note,
        // Among a few, the bars would be persons.
        if score.head.is_of_few() {
            html! {}
        } else {
            ui::histogram(&chart)
        },
    )
}

fn points(frame: &Frame, score: &Score) -> Markup {
    let scheme = &score.rulebook.scheme;
    let by_id: HashMap<&str, &IndicatorScore> = score
        .detail
        .assessment
        .indicators
        .iter()
        .map(|indicator| (indicator.id.as_str(), indicator))
        .collect();
    let note = format!("{} 项，点开看记录、规则和凭据", scheme.indicators.len());
    let mut number_in_print = 0;
    let body = html! {
        @for group in &scheme.groups {
            @let members: Vec<_> = scheme.indicators_of(&group.id).filter_map(|i| by_id.get(i.id.as_str())).collect();
            @let most: i64 = members.iter().map(|indicator| indicator.max.0).sum();
            @let full = group.max.map_or(most, |max| max.0.min(most));
            (ui::indicator_group(&group.label, number(reckoning::group_points(score, &group.id)), number(Points(full))))
            @for indicator in members {
                ({ number_in_print += 1; indicator_block(frame, score, indicator, number_in_print) })
            }
            @for line in reckoning::cap_lines(score, &group.id) {
                p class="sm mute mt2" { (line.reason) "，" b { (reckoning::signed(line.points)) } " 分" }
            }
        }
        // What no indicator reads is shown all the same: a record never disappears.
        @let extra: Vec<_> = score.detail.assessment.indicators.iter().filter(|i| scheme.indicator(&i.id).is_none()).collect();
        @for indicator in extra {
            ({ number_in_print += 1; indicator_block(frame, score, indicator, number_in_print) })
        }
        (reckoning::table(score))
        @if !score.detail.assessment.unused.is_empty() { (unused(frame, score)) }
    };
    let key = ui::key_average("本人得分", "全体平均");
    ui::section("每一分从哪里来", &note, key, body)
}

fn indicator_block(
    frame: &Frame,
    score: &Score,
    indicator: &IndicatorScore,
    number_in_print: usize,
) -> Markup {
    let scheme = &score.rulebook.scheme;
    let label = scheme.label_of(&indicator.id);
    let name = format!("{number_in_print}. {label}");
    let recorded = indicator
        .lines
        .iter()
        .filter_map(|line| line.fact.as_deref())
        .collect::<std::collections::HashSet<_>>();
    let sum = if indicator.points == indicator.max {
        format!("合计，满 {} 分为止", indicator.max)
    } else {
        format!("合计，满分 {}", indicator.max)
    };
    let points = reckoning::signed(indicator.points);
    let body = html! {
        @for rule in scheme.rules_of(&indicator.id) {
            (ui::rule_text(&rule.article, &format!("{}：{}", rule.label, rule.points_text()), ""))
        }
        @if indicator.lines.is_empty() {
            p class="mute" { "本期没有这一项的记录。" }
        } @else {
            (ui::fact_table(label, &folded(score, &indicator.lines, frame.print), (&sum, &points, "")))
        }
    };
    ui::indicator(&ui::Indicator {
        name: &name,
        score: number(indicator.points),
        max: number(indicator.max),
        average: score.head.summary.averages.get(&indicator.id).map(|points| number(*points)),
        facts: recorded.len(),
        open: frame.print,
        id: None,
        body,
    })
}

fn unused(frame: &Frame, score: &Score) -> Markup {
    let lines = &score.detail.assessment.unused;
    html! {
        h3 class="gh" { span { "没有计分的记录" } span class="sc" { (lines.len()) " 条" } span {} }
        details class="ln" open[frame.print] {
            summary { span class="tw" aria-hidden="true" {} "保留在案，本办法不计分，点开看" }
            (ui::fact_table("没有计分的记录", &folded(score, lines, frame.print), ("这些记录保留在案，本办法不计分", "0", "")))
        }
    }
}

fn aside(frame: &Frame, score: &Score) -> Markup {
    let cycle = &score.cycle;
    let notes = &score.detail.assessment.notes;
    let day = day_of(score.head.computed_at);
    let points: Vec<(String, f64, Option<u32>)> = score
        .history
        .iter()
        .map(|placed| {
            let place = placed.place.and_then(|place| u32::try_from(place).ok());
            (short_label(&placed.cycle), number(placed.score), place)
        })
        .collect();
    let history: Vec<_> = points
        .iter()
        .map(|(label, score, place)| ui::HistoryPoint { label, score: *score, place: *place, compare: None })
        .collect();
    html! {
        @if !notes.is_empty() {
            (ui::slip("说明", true, html! { ul class="stack sm" { @for note in notes { li { (note.text) @if !note.text.ends_with('。') { "。" } } } } }))
        }
        @if history.len() > 1 {
            (ui::section("历次成绩", "", html! {}, ui::history_line(&history, "")))
        }
        (ui::section("有不同意见", "", html! {}, html! {
            p class="sm mute" {
                @match cycle.announce_to {
                    Some(to) if frame.today > to => { "公示已于 " (to.month()) "月" (to.day()) "日期满。发现哪一条记录或计分不对，仍请告诉委员工作机构；确需更正，会重新核算、另出更正。" }
                    Some(to) => { "公示到 " (to.month()) "月" (to.day()) "日。认为哪一条记录或计分不对，请把那一行和理由送委员工作机构，答复前不发布。" }
                    None => { "公示期内可以对任何一条记录提出异议。" }
                }
            }
        }))
        (ui::section("依据", "", html! {}, html! {
            p class="sm" { a href={ "/evaluation/schemes/" (cycle.scheme_id) } { "《" (score.rulebook.scheme.title) "》" (score.rulebook.scheme.version) } }
            p class="xs faint mt2" {
                "第 " (score.head.ordinal) " 次核算，" (ui::format::full_date(day.year(), day.month(), day.day())) br;
                "SM3 " code { (short_digest(&score.head.result_digest)) }
            }
        }))
    }
}

/// "26上" for a half-year, else the cycle's label.
fn short_label(cycle: &cycle::Model) -> String {
    let year = cycle.starts_on.year() % 100;
    match (cycle.starts_on.month(), cycle.ends_on.month()) {
        (1, 6) => format!("{year:02}上"),
        (7, 12) => format!("{year:02}下"),
        _ => cycle.label.clone(),
    }
}

/// A member's own results: announced or published ones.
pub(super) fn own_list(frame: &Frame, member: Uuid, placed: &[Placed]) -> Markup {
    let body = html! {
        (ui::head("我的成绩", html! { "公示或发布之后才看得到。每一分都能点开看来源。" }, html! {}))
        @if placed.is_empty() {
            (ui::empty("还没有成绩", "考评公示后，您的成绩会出现在这里。", None))
        } @else {
            div class="m-body own" {
                @for result in placed.iter().rev() {
                    @let place = result.place.map_or_else(|| "免评".to_owned(), |place| format!("第 {place} 名"));
                    @let href = format!("/evaluation/cycles/{}/members/{member}", result.cycle.id);
                    @let notice = notice(&result.cycle, frame);
                    (ui::phone::score_card(number(result.score), &result.cycle.name, html! { (place) }, &href, notice.as_deref()))
                }
            }
        }
    };
    frame.page(EVALUATION, "我的成绩", &[], body)
}

fn notice(cycle: &cycle::Model, frame: &Frame) -> Option<String> {
    let to = cycle.announce_to?;
    let open = step_of(cycle).ok()? == Step::Announce && frame.today <= to;
    open.then(|| format!("公示到 {}月{}日，请核对每一项。", to.month(), to.day()))
}

/// The grade of a row, for the papers.
#[must_use]
pub fn grade_label<'a>(rulebook: &'a Rulebook, row: &Row) -> &'a str {
    row.grade.as_deref().and_then(|id| rulebook.scheme.grade(id)).map_or("免评", |grade| &grade.label)
}

/// The grade as a chip, for lists outside the ranking.
#[must_use]
pub fn chip(rulebook: &Rulebook, row: &Row) -> Markup {
    grade_chip(rulebook, row.grade.as_deref())
}
