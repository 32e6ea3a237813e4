//! How classes of people fare: the extremes as bars, all of them as a table.
use std::cmp::Reverse;

use lvzhi_scoring::Points;
use lvzhi_scoring::sandbox::Effect;
use maud::{Markup, html};

use super::pages::Shown;
use super::words::{FEW, arrow, attribute_label, class_name, is_worse, line_label, signed_mean};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Column, Diverging, Tone};

/// How many of the best and of the worst are drawn.
const DRAWN: usize = 5;

/// Those who gain and those who lose most on average; whoever loses too much is named.
pub(super) fn worst(shown: &Shown<'_>) -> Markup {
    let mut effects: Vec<&Effect> =
        shown.answer.report.effects.iter().filter(|effect| effect.people >= FEW).collect();
    effects.sort_by_key(|effect| (Reverse(effect.climbed), &effect.value));
    let tail = effects.len().saturating_sub(DRAWN).max(DRAWN.min(effects.len()));
    let drawn = effects.iter().take(DRAWN).chain(effects.iter().skip(tail));
    let labels: Vec<(String, &Effect)> = drawn.map(|effect| (class_name(effect), *effect)).collect();
    let bars: Vec<Diverging<'_>> = labels
        .iter()
        .map(|(label, effect)| Diverging {
            label,
            value: effect.climbed.0 as f64 / Points::UNIT as f64,
            text: arrow(effect.climbed),
            alarm: if is_worse(effect) { "超过 10 名" } else { "" },
        })
        .collect();
    let worse: Vec<&Effect> = effects.iter().copied().rev().filter(|effect| is_worse(effect)).collect();
    ui::section(
        "对谁不利",
        "平均名次变化",
        html! { (ui::more(&format!("全部 {} 类", shown.answer.report.effects.len()), "#classes")) },
        html! {
            @if bars.is_empty() {
                p class="mute" { "没有 " (FEW) " 人以上的类别，平均数说明不了什么。" }
            } @else {
                (ui::diverging_bars("各类人平均名次变化", &bars))
            }
            @if !worse.is_empty() {
                div class="mt2" { (ui::message(Tone::Bad, html! {
                    @for (at, effect) in worse.iter().enumerate() {
                        @if at > 0 { "，" }
                        (class_name(effect)) " " (effect.people) " 人平均降 " (Points(effect.climbed.0.saturating_abs()).to_one_decimal()) " 名"
                    }
                    "。采用前请写明理由，或者改回。"
                }, html! {})) }
            }
        },
    )
}

/// Every class, by what it is a class by.
pub(super) fn all(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let effects = &shown.answer.report.effects;
    let lines: Vec<String> = shown.answer.report.lines.iter().map(|line| line_label(line.share)).collect();
    let mut columns = vec![
        Column::new("类"),
        Column::num("人数"),
        Column::num("平均名次"),
        Column::num("平均总分").class("hide-s"),
    ];
    columns.extend(lines.iter().map(|line| Column::num(line.clone())));
    let groups: Vec<&[Effect]> = effects.chunk_by(|one, next| one.attribute == next.attribute).collect();
    let body = html! {
        @for group in groups {
            (ui::group_row(columns.len(), attribute_label(group.first().map_or("", |effect| &effect.attribute))))
            @for effect in group { (row(effect, &lines)) }
        }
    };
    ui::section(
        "各类人的变化",
        "名次和总分是平均数",
        html! {},
        html! {
            details id="classes" open[frame.print || effects.len() <= 12] {
                summary { span class="tw" aria-hidden="true" {} "按界别、专委会、性别、类别和任职时间，" (effects.len()) " 类" }
                (ui::table("各类人的变化", "dense flow", &columns, body))
            }
        },
    )
}

fn row(effect: &Effect, lines: &[String]) -> Markup {
    html! {
        tr {
            th scope="row" class="lite" { (effect.value) @if effect.people < FEW { " " span class="faint" { "人少" } } }
            td class="num" data-l="人数" { (effect.people) }
            td class="num nowrap" data-l="平均名次" {
                @if is_worse(effect) { b class="late" { (arrow(effect.climbed)) } } @else { (arrow(effect.climbed)) }
            }
            td class="num hide-s" { (signed_mean(effect.score)) }
            @for (line, (up, down)) in lines.iter().zip(&effect.crossed) {
                td class="num nowrap" data-l=(line) { @if *up + *down == 0 { "—" } @else { "升 " (up) "　跌 " (down) } }
            }
        }
    }
}
