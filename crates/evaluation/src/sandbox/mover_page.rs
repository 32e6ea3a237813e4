//! Who moves, and by which lines of the arithmetic.
use lvzhi_scoring::sandbox::Mover;
use lvzhi_scoring::{IndicatorChange, Points};
use maud::{Markup, html};

use super::pages::Shown;
use super::words::{gather, signed};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Column};

/// Rows a page.
const PER_PAGE: usize = 30;

/// Everyone whose place, score or grade differs, the farthest moved first.
pub(super) fn table(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let all = &shown.answer.report.movers;
    let pages = all.len().div_ceil(PER_PAGE).max(1);
    let page = usize::try_from(shown.view.page.unwrap_or(1)).unwrap_or(1).clamp(1, pages);
    let columns = [
        Column::new("姓名"),
        Column::num("现行"),
        Column::num("改后"),
        Column::num("变动"),
        Column::num("总分").class("hide-s"),
        Column::new("哪几项变了").class("half"),
    ];
    let body = html! {
        @for mover in all.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE) { (row(frame, shown, mover)) }
        @if all.is_empty() { (ui::empty_row(columns.len(), "没有人的名次、总分或等次变了。")) }
    };
    let note = format!("{} 人，变动大的在前", all.len());
    let href = |page: u64| shown.href(&shown.view.line, page) + "#movers";
    let (page, pages) = (u64::try_from(page).unwrap_or(1), u64::try_from(pages).unwrap_or(1));
    ui::section(
        "名次变动",
        &note,
        html! {},
        html! {
            div id="movers" { (ui::table("名次变动", "dense top flow", &columns, body)) }
            (ui::pager(page, pages, &format!("每页 {PER_PAGE} 人"), href))
        },
    )
}

fn row(frame: &Frame, shown: &Shown<'_>, mover: &Mover) -> Markup {
    let place = |place: Option<u32>| place.map_or_else(|| "不排".to_owned(), |place| place.to_string());
    let score = |score: Option<Points>| score.map_or_else(|| "—".to_owned(), Points::to_one_decimal);
    html! {
        tr {
            th scope="row" class="nowrap" { (shown.person(frame, &mover.subject)) }
            td class="num" data-l="现行" { (place(mover.place.0)) }
            td class="num" data-l="改后" { (place(mover.place.1)) }
            td class="num" data-l="变动" {
                @match mover.climbed() { Some(climbed) => (ui::rank_move(Some(climbed))), None => "进出排名" }
            }
            td class="num nowrap hide-s" { (score(mover.score.0)) " → " (score(mover.score.1)) }
            td class="line1" {
                @if mover.indicators.is_empty() { span class="mute" { "自己没有变，别人变了" } }
                @else { (why(frame, shown, mover)) }
                @if mover.grade.0 != mover.grade.1 { p class="sm" { (grade(shown, mover)) } }
            }
        }
    }
}

fn grade(shown: &Shown<'_>, mover: &Mover) -> String {
    let label = |scheme: &lvzhi_scoring::Scheme, id: &Option<String>| {
        let grade = id.as_deref().and_then(|id| scheme.grade(id));
        grade.map_or_else(|| "无".to_owned(), |grade| grade.label.clone())
    };
    format!("等次 {} → {}", label(shown.before, &mover.grade.0), label(shown.after, &mover.grade.1))
}

fn why(frame: &Frame, shown: &Shown<'_>, mover: &Mover) -> Markup {
    html! {
        details open[frame.print] {
            summary {
                span class="tw" aria-hidden="true" {}
                @for (at, change) in mover.indicators.iter().enumerate() { @if at > 0 { "，" } (headline(shown, change)) }
            }
            ul class="sm mute" {
                @for change in &mover.indicators {
                    @for (word, scheme, lines) in [("原", shown.before, &change.removed), ("改", shown.after, &change.added)] {
                        @for line in gather(lines) {
                            li {
                                (word) "　" (scheme.label_of(line.rule)) "：" (line.reason)
                                @if line.count > 1 { "，" (line.count) " 条" }
                                "，" b { (signed(line.points)) " 分" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn headline(shown: &Shown<'_>, change: &IndicatorChange) -> Markup {
    let known = if shown.after.indicator(&change.id).is_some() { shown.after } else { shown.before };
    let points = |points: Option<Points>| points.map_or_else(|| "无".to_owned(), |points| points.to_string());
    html! { (known.label_of(&change.id)) " " span class="nowrap" { (points(change.points.0)) " → " b { (points(change.points.1)) } } }
}
