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

/// Widths of a bin of the histogram, in points: the first that leaves no gap between few people, else the last.
const BINS: [i64; 3] = [5, 10, 20];
/// From so many people on the narrowest bins are filled, and a gap is news.
const CROWD: usize = 60;

/// The scores of all ranked in bins: where the first begins, how wide they are, the counts.
pub(super) fn bins(scores: &[Points]) -> (f64, f64, Vec<u32>) {
    let mut found = (0.0, 0.0, Vec::new());
    for width in BINS {
        let (start, counts) = bins_of(scores, width);
        let is_full = scores.len() >= CROWD || !counts.contains(&0);
        found = (start, width as f64, counts);
        if is_full {
            break;
        }
    }
    found
}

fn bins_of(scores: &[Points], width: i64) -> (f64, Vec<u32>) {
    let bin = |points: &Points| points.0.div_euclid(width * Points::UNIT);
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
    ((low * width) as f64, counts)
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
    if head.is_of_few() {
        return ui::section("成绩分布", "", html! {}, spread(&head.summary.scores));
    }
    let (start, width, counts) = bins(&head.summary.scores);
    let merged = merged(&head.summary.cuts);
    let cuts = lines(&merged);
    let chart = ui::Histogram::new("成绩分布", start, width, &counts, &cuts);
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

/// What a histogram of a few people would only hide: best, middle and last score.
fn spread(scores: &[Points]) -> Markup {
    let Some((best, last)) = scores.first().zip(scores.last()) else {
        return html! { p class="mute" { "没有参评的委员。" } };
    };
    let middle = |at: usize| scores.get(at).copied().unwrap_or_default().0;
    let median = Points((middle(scores.len() / 2) + middle((scores.len() - 1) / 2)) / 2);
    let points = |points: &Points| html! { b { (points.to_one_decimal()) } " 分" };
    ui::kv(&[("最高", points(best)), ("中位", points(&median)), ("最低", points(last))])
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

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(points: impl Iterator<Item = i64>) -> Vec<Points> {
        points.map(|points| Points(points * Points::UNIT)).collect()
    }

    #[test]
    fn few_people_leave_no_empty_bin_and_a_crowd_keeps_narrow_ones() {
        let (start, width, counts) = bins(&scores([92, 90, 81, 74, 65].into_iter()));
        assert_eq!((start, width, counts), (60.0, 10.0, vec![1, 1, 1, 2]));
        let (start, width, counts) = bins(&scores([50].into_iter().chain((0..80).map(|at| 60 + at % 35))));
        assert_eq!((start, width, counts.len()), (50.0, 5.0, 9));
        assert_eq!(counts[1], 0, "a gap in a crowd is news");
    }
}
