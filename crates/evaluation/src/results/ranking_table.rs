//! The table of a ranking: who stands where, the lines between people, what is folded; those not ranked.
use lvzhi_scoring::scheme::Compare;
use lvzhi_scoring::{Cut, Points};
use maud::{Markup, html};

use super::lines::{decided, told_apart};
use super::ranking_aside::{merged, number};
use super::ranking_page::{Listing, PER_PAGE, Shown};
use super::store::{Filter, Row};
use crate::schemes::Rulebook;
use lvzhi_ui::{self as ui, Column};

pub(super) fn table(shown: &Shown<'_>, listing: &Listing) -> Markup {
    if shown.view.who == "exempt" {
        return exempt_table(listing);
    }
    let scheme = &shown.rulebook.scheme;
    let mut columns = vec![
        Column::num("名次").ascending(None),
        Column::new("较上期"),
        Column::new("委员"),
        Column::new("界别"),
        Column::new("专委会").class("hide-m"),
    ];
    if shown.view.show == "figures" {
        columns.extend(scheme.groups.iter().map(|group| Column::num(group.label.clone()).class("hide-s")));
    } else {
        let full = scheme.total.map_or_else(String::new, |full| format!("（满格 {full} 分）"));
        columns.push(Column::new(format!("得分构成{full}")).class("hide-s"));
    }
    columns.extend([Column::num("总分"), Column::new("等次")]);
    let width = columns.len();
    let (rows, pager) = match listing {
        Listing::Folded(rows) => (rows, html! {}),
        Listing::Page { rows, all, page } => {
            let pages = all.div_ceil(PER_PAGE).max(1);
            let note = format!("共 {all} 人");
            let link = |page: u64| shown.link(&[("page", &page.to_string())]);
            (rows, ui::pager(*page, pages, &note, link))
        }
    };
    let folded = matches!(listing, Listing::Folded(_));
    let unfiltered = shown.view.filter() == Filter::default();
    let cuts = if unfiltered { merged(&shown.head.summary.cuts) } else { Vec::new() };
    let figures = told_apart(&rows.iter().map(|row| row.score(scheme)).collect::<Vec<_>>());
    let (mut before, mut above) = (0, "");
    let body = html! {
        @if rows.is_empty() { (ui::empty_row(width, "没有符合条件的委员。")) }
        @for (row, figure) in rows.iter().zip(&figures) {
            @let place = row.place.unwrap_or_default();
            @for cut in crossed(&cuts, before, place) { (cut_row(shown, width, cut, (above, figure))) }
            @if folded && place > before + 1 && before > 0 {
                (fold(shown, width, rows, before, place))
            }
            (ranked_row(shown, row, figure))
            ({ (before, above) = (place, figure.as_str()); html! {} })
        }
    };
    html! {
        (ui::table("名次表", "dense", &columns, body))
        (pager)
        @if unfiltered { (nobody_above(shown)) }
        @if scheme.compare == Compare::Rate { p class="hint" {
            "没有评议结果的委员，可得满分相应减少，按“实得 ÷ 可得满分 × "
            (scheme.total.unwrap_or_default()) "”折算成总分，再排名次、定等次；折算过的在总分下注明实得。"
        } }
    }
}

/// The lines that nobody stands above: the share of few people is less than one.
fn nobody_above(shown: &Shown<'_>) -> Markup {
    let empty = shown.head.summary.cuts.iter().filter(|cut| cut.people == 0);
    html! { @for cut in empty {
        p class="hint" { (shown.head.ranked) " 人参评，" (cut.label) "没有人列入。" }
    } }
}

/// The cut lines that lie between two neighbouring rows.
pub(super) fn crossed(cuts: &[Cut], before: i32, place: i32) -> impl Iterator<Item = &Cut> {
    let lies = move |cut: &&Cut| {
        let line = i32::try_from(cut.people).unwrap_or(i32::MAX);
        before > 0 && before <= line && line < place
    };
    cuts.iter().filter(lies)
}

/// The line between people, with the score above it; where its first decimal does not tell both sides apart, with both
/// scores. Where equals stood at the line, it says what became of them.
pub(super) fn cut_row(shown: &Shown<'_>, width: usize, cut: &Cut, (above, below): (&str, &str)) -> Markup {
    let tenths =
        |figure: &str| figure.split_once('.').map(|(whole, rest)| (whole.to_owned(), rest.chars().next()));
    let mut text = format!("第 {} 名 · {above} 分", cut.people);
    if shown.head.is_of_few() {
        text = format!("{} 人中 {} 人，{text}", shown.head.ranked, cut.people);
    }
    if tenths(above) == tenths(below) {
        text.push_str(&format!("，下一名 {below} 分"));
    }
    if let Some(sentence) = decided(&shown.head.summary, &shown.rulebook.scheme, cut) {
        text.push_str(&format!("。{sentence}"));
    }
    ui::cut_row(width, &cut.label, &text, &cut.consequence)
}

fn fold(shown: &Shown<'_>, width: usize, rows: &[Row], before: i32, place: i32) -> Markup {
    let shared = rows.iter().filter(|row| row.place == Some(before)).count();
    let first = before + i32::try_from(shared).unwrap_or(1);
    if first >= place {
        return html! {};
    }
    let page = u64::try_from(first).unwrap_or(1).saturating_sub(1) / PER_PAGE + 1;
    let href = shown.link(&[("all", "1"), ("page", &page.to_string())]);
    let said = match place - first {
        1 => format!("第 {first} 名，1 人，展开"),
        people => format!("第 {first}—{} 名，{people} 人，展开", place - 1),
    };
    ui::fold_row(width, &said, &href)
}

fn ranked_row(shown: &Shown<'_>, row: &Row, figure: &str) -> Markup {
    let scheme = &shown.rulebook.scheme;
    let groups = row.groups();
    let value = |id: &str| groups.get(id).copied().unwrap_or_default();
    let parts: Vec<ui::Part<'_>> = scheme
        .groups
        .iter()
        .map(|group| ui::Part { label: &group.label, value: number(value(&group.id)) })
        .collect();
    let full = scheme.total.map_or(100.0, number);
    let (score, total) = (row.score(scheme), Points(row.total));
    html! {
        tr {
            td class="num" { span class="rank" { (row.place.unwrap_or_default()) } }
            td { (ui::rank_move(row.moved())) }
            th scope="row" class="nowrap" {
                a href={ "/evaluation/cycles/" (shown.cycle.id) "/members/" (row.member_id) } { (row.name) }
            }
            td class="mute nowrap" { (row.sector) }
            td class="mute nowrap hide-m" { (row.special_committee) }
            @if shown.view.show == "figures" {
                @for group in &scheme.groups { td class="num hide-s" { (value(&group.id).to_one_decimal()) } }
            } @else {
                td class="hide-s barcell" { (ui::stacked_bar(&parts, full)) }
            }
            td class="num" {
                b class="rank" { (figure) }
                @if score != total { div class="xs faint nowrap" { "实得 " (total.to_one_decimal()) "／" (Points(row.max)) } }
            }
            td { (grade_chip(shown.rulebook, row.grade.as_deref())) }
        }
    }
}

/// The grade as a chip: the best one solid, the last one dashed.
pub(super) fn grade_chip(rulebook: &Rulebook, grade: Option<&str>) -> Markup {
    let grades = &rulebook.scheme.grades;
    let Some(at) = grades.iter().position(|known| Some(known.id.as_str()) == grade) else { return html! {} };
    let kind = match at {
        0 => ui::Chip::Solid,
        at if at + 1 == grades.len() => ui::Chip::Dash,
        _ => ui::Chip::Plain,
    };
    ui::chip(kind, &grades[at].label)
}

fn exempt_table(listing: &Listing) -> Markup {
    let (Listing::Folded(rows) | Listing::Page { rows, .. }) = listing;
    let columns = [
        Column::new("委员"),
        Column::new("界别"),
        Column::new("专委会").class("hide-s"),
        Column::new("理由"),
    ];
    let body = html! {
        @if rows.is_empty() { (ui::empty_row(4, "没有免评的委员，全体参评。")) }
        @for row in rows {
            tr {
                th scope="row" class="nowrap" { (row.name) }
                td class="mute nowrap" { (row.sector) }
                td class="mute nowrap hide-s" { (row.special_committee) }
                td { (row.exempt_reason) }
            }
        }
    };
    ui::table("免评名单和理由", "dense", &columns, body)
}
