//! How firm the order is, who stands at a line by chance, and what in the rules does nothing.
use lvzhi_scoring::sandbox::{Behaviour, Marginal};
use lvzhi_scoring::{Points, Scheme};
use maud::{Markup, html};

use super::pages::Shown;
use super::words::{FIRM, firmness, is_full, line_label, percent};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Column, Tone};

/// How many people are named on each side of a line.
const NAMED: usize = 8;

fn sides<'a>(shown: &'a Shown<'_>) -> [(&'static str, &'a Behaviour, &'a Scheme); 2] {
    let report = &shown.answer.report;
    [("现行", &report.before, shown.before), ("改后", &report.after, shown.after)]
}

/// The verdict on both orders.
pub(super) fn firm(shown: &Shown<'_>) -> Markup {
    let [(_, a, _), (_, b, _)] = sides(shown);
    let (a, b) = (&a.stability, &b.stability);
    let columns = [Column::new("项目").hidden(), Column::num("现行"), Column::num("改后")];
    let row = |name: &str, before: String, after: String| {
        html! { tr { th scope="row" class="lite" { (name) } td class="num" { (before) } td class="num" { (after) } } }
    };
    let body = html! {
        (row("结论", firmness(a.mean).into(), firmness(b.mean).into()))
        (row("τ 平均", a.mean.to_string(), b.mean.to_string()))
        (row("τ 最小", a.least.to_string(), b.least.to_string()))
        @for (before, after) in a.lines.iter().zip(&b.lines) {
            (row(&format!("{}的人仍在线上", line_label(after.share)), percent(before.mean), percent(after.mean)))
        }
    };
    ui::section(
        "次序稳不稳",
        "",
        html! {},
        html! {
            (ui::table("次序稳不稳", "dense plain", &columns, body))
            p class="hint" {
                "每条规则的分值随机浮动 10% 以内，重算 " (b.shakes) " 次。τ 为 1 是次序一点没变；变得越少，名次越经得起推敲。"
            }
        },
    )
}

/// Who stands above a line, or just below it, by chance: by the changed scheme.
pub(super) fn at_risk(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let columns =
        [Column::new("线上不稳"), Column::num("仍在线上"), Column::new("线下接近"), Column::num("升到线上")];
    let body = html! {
        @for stay in &shown.answer.report.after.stability.lines {
            @let above: Vec<_> = stay.people.iter().filter(|(_, share)| *share < FIRM).collect();
            @let rows = above.len().max(stay.near.len()).min(NAMED);
            (ui::group_row(4, &format!("{}：线上 {} 人不稳，线下 {} 人接近", line_label(stay.share), above.len(), stay.near.len())))
            @if rows == 0 { (ui::empty_row(4, "线上线下都稳。")) }
            @for at in 0..rows {
                tr {
                    (cells(frame, shown, above.get(at).copied()))
                    (cells(frame, shown, stay.near.get(at)))
                }
            }
        }
    };
    ui::section(
        "谁的位置不稳",
        "改后，分值略动就会过线的人",
        html! {},
        ui::table("谁的位置不稳", "dense", &columns, body),
    )
}

fn cells(frame: &Frame, shown: &Shown<'_>, person: Option<&(String, Points)>) -> Markup {
    html! {
        @match person {
            Some((subject, share)) => {
                td class="nowrap" { (shown.person(frame, subject)) }
                td class="num" { (percent(*share)) }
            }
            None => { td {} td {} }
        }
    }
}

/// Rules that never gave a point, indicators that most people fill.
pub(super) fn rules(shown: &Shown<'_>) -> Markup {
    let people = shown.answer.report.people;
    let full = |behaviour: &Behaviour, scheme: &Scheme| -> Vec<String> {
        let full = behaviour.fullness.iter().filter(|fullness| is_full(fullness, people));
        full.map(|fullness| format!("{}（{} 人）", scheme.label_of(&fullness.indicator), fullness.full))
            .collect()
    };
    let idle = |behaviour: &Behaviour, scheme: &Scheme| -> Vec<String> {
        behaviour.idle.iter().map(|id| scheme.label_of(id).to_owned()).collect()
    };
    let words = |list: Vec<String>| if list.is_empty() { "没有".to_owned() } else { list.join("、") };
    let [_, (_, after, scheme)] = sides(shown);
    let filled = full(after, scheme).len();
    ui::section(
        "不起作用的规则",
        "",
        html! {},
        html! {
            @for (name, behaviour, scheme) in sides(shown) {
                h3 class="mt2" { (name) }
                (ui::kv(&[
                    ("没有人因此得分", html! { (words(idle(behaviour, scheme))) }),
                    ("八成得满分", html! { (words(full(behaviour, scheme))) }),
                ]))
            }
            @if filled > 0 {
                div class="mt2" { (ui::message(Tone::Soon, html! {
                    "改后有 " (filled) " 项八成以上的人得满分，拉不开差距。"
                }, html! {})) }
            }
        },
    )
}

/// Single facts without which somebody would not stand above a line, by person.
pub(super) fn deciding(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let marginal = &shown.answer.report.after.marginal;
    let groups: Vec<&[Marginal]> =
        marginal.chunk_by(|one, next| one.share == next.share && one.subject == next.subject).collect();
    let across = shown.after.rules.iter().any(|rule| rule.is_across());
    ui::section(
        "一条记录定线",
        "改后，少任何一条就不在线上",
        html! {},
        html! {
            @if across {
                p class="mute" { "这份办法有互相比较的规则，一个人的记录会牵动别人的分，不能单独算。" }
            } @else if groups.is_empty() {
                p class="mute" { "没有。线附近的人都不靠某一条记录。" }
            }
            @for group in groups { @if let Some(first) = group.first() {
                details class="data" open[frame.print] {
                    summary {
                        (line_label(first.share)) "　第 " (first.place) " 名　" (shown.answer.name(&first.subject)) "　" (group.len()) " 条"
                    }
                    ul class="sm" {
                        @for one in group {
                            li {
                                (shown.answer.facts.get(&one.fact).unwrap_or(&one.fact))
                                span class="faint" { "　少了它 " (one.without.to_one_decimal()) " 分，线下最高 " (one.next.to_one_decimal()) " 分" }
                            }
                        }
                    }
                }
            } }
        },
    )
}
