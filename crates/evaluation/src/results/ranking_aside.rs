//! Beside the ranking: how the scores spread, what follows from the places, how to check the arithmetic.
use std::collections::BTreeMap;

use chrono::Datelike;
use lvzhi_platform::clock::day_of;
use lvzhi_scoring::{Cut, Points};
use maud::{Markup, html};

use super::ranking_page::Shown;
use crate::runs::RunHead;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::policy::EXPORT;
use lvzhi_ui::{self as ui, Button, Column};

/// Points as a length, for drawing only.
pub(super) fn number(points: Points) -> f64 {
    points.0 as f64 / Points::UNIT as f64
}

/// Width of a bin of the histogram, in points.
const BIN: i64 = 5;

/// The scores of all ranked, in bins of five points: the counts and where the first bin begins.
pub(super) fn bins(scores: &[Points]) -> (f64, Vec<u32>) {
    let bin = |points: &Points| points.0.div_euclid(BIN * Points::UNIT);
    let (Some(low), Some(high)) = (scores.iter().map(bin).min(), scores.iter().map(bin).max()) else {
        return (0.0, vec![0]);
    };
    let low = low.max(high - 39); // a lone zero must not flatten the picture
    let mut counts = vec![0_u32; usize::try_from(high - low + 1).unwrap_or(1)];
    for score in scores {
        let at = usize::try_from((bin(score) - low).max(0)).unwrap_or_default();
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    ((low * BIN) as f64, counts)
}

/// Cut lines that lie at the same place drawn as one: a grade of the best 10 % and a reward for the best 10 %.
pub(super) fn merged(cuts: &[Cut]) -> Vec<Cut> {
    let mut merged: Vec<Cut> = Vec::new();
    for cut in cuts {
        match merged.iter_mut().find(|known| known.people == cut.people && known.points == cut.points) {
            Some(known) => {
                known.label = format!("{}、{}", known.label, cut.label);
                known.consequence = format!("{}，{}", known.consequence, cut.consequence);
            }
            None => merged.push(cut.clone()),
        }
    }
    merged
}

/// The lines of a histogram.
pub(super) fn lines(cuts: &[Cut]) -> Vec<ui::Cut<'_>> {
    cuts.iter().map(|cut| ui::Cut { label: &cut.label, at: number(cut.points) }).collect()
}

pub(super) fn distribution(head: &RunHead, print: bool) -> Markup {
    let (start, counts) = bins(&head.summary.scores);
    let merged = merged(&head.summary.cuts);
    let cuts = lines(&merged);
    let chart = ui::Histogram::new("成绩分布", start, BIN as f64, &counts, &cuts);
    ui::section(
        "成绩分布",
        "",
        html! {},
        html! {
            (ui::histogram(&chart))
            (ui::histogram_numbers(&chart, print))
        },
    )
}

pub(super) fn consequences(shown: &Shown<'_>, outcomes: &BTreeMap<String, u32>) -> Markup {
    let year_end = shown.cycle.ends_on.month() == 12;
    let published = shown.cycle.published_run_id == Some(shown.head.id);
    let body = html! {
        @for rule in &shown.rulebook.scheme.outcomes {
            @let later = rule.cadence == lvzhi_scoring::scheme::Cadence::YearEnd && !year_end;
            @let people = if published { outcomes.get(&rule.id) } else { shown.head.summary.outcomes.get(&rule.id) };
            tr {
                th scope="row" { (rule.label) }
                td { @if rule.to.is_empty() { (rule.article) } @else { (rule.to.join("、")) } }
                td class="num" {
                    @if later { span class="mute nowrap" { "年终再办" } }
                    @else { span class="nowrap" { b { (people.copied().unwrap_or_default()) } " 人" } }
                }
            }
        }
    };
    let columns = [Column::new("结果").hidden(), Column::new("对象").hidden(), Column::num("人数").hidden()];
    ui::section(
        "结果运用",
        "",
        html! {},
        html! {
            (ui::table("结果运用", "dense plain", &columns, body))
            p class="hint" {
                @if published { "已按发布的结果列出名单和时限。" } @else { "发布时按名次和等次列出名单和时限。" }
            }
        },
    )
}

pub(super) fn proof(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let head = shown.head;
    let path = format!("/evaluation/cycles/{}/bundle.zip", shown.cycle.id);
    let day = day_of(head.computed_at);
    ui::section(
        "核对",
        "",
        html! {},
        html! {
            p class="sm mute" { "下载复算包，在任何一台电脑上重算一遍，与本页逐位比对：" code { "lvzhi verify result 复算包.zip" } }
            @if frame.may(EXPORT) && shown.is_shown() {
                div class="row tight mt2" { (ui::post_button(Button::Small, "下载复算包", &path, &[])) }
            }
            p class="xs faint mt2" {
                "第 " (head.ordinal) " 次核算，" (ui::format::month_day(day.month(), day.day())) "，" (head.computed_by_name) "，"
                (ui::format::thousands(i64::try_from(head.summary.facts).unwrap_or(i64::MAX))) " 条履职记录" br;
                "SM3 " code { (short_digest(&head.result_digest)) }
            }
        },
    )
}

/// The first and last digits of a digest, to compare by eye.
pub(super) fn short_digest(digest: &str) -> String {
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    format!("{} {} … {}", part(0, 4), part(4, 8), part(digest.len().saturating_sub(4), digest.len()))
}
