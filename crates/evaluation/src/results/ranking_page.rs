//! The ranking: both sides of each cut line, the rest folded; the stepper above, what follows beside.
use std::collections::BTreeMap;

use lvzhi_platform::calendar::Calendar;
use lvzhi_schema::evaluation::{cycle, cycle_step};
use lvzhi_scoring::scheme::Compare;
use lvzhi_scoring::{Cut, Points};
use maud::{Markup, html};

use super::lines::{decided, told_apart};
use super::ranking_aside::{consequences, distribution, merged, number, proof};
use super::store::Row;
use super::web::View;
use crate::EVALUATION;
use crate::conduct::{act_slip, stepper};
use crate::cycles;
use crate::runs::RunHead;
use crate::schemes::Rulebook;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::policy::EXPORT;
use lvzhi_ui::{self as ui, Button, Column};

/// Rows a page of the whole list shows.
pub(super) const PER_PAGE: u64 = 50;
/// Rows shown at the top of the folded list.
const TOP: i32 = 8;
/// Rows shown on each side of a cut line.
const BESIDE: i32 = 3;

/// What the table shows.
pub(super) enum Listing {
    /// Both sides of each cut line.
    Folded(Vec<Row>),
    /// One page of all.
    Page {
        /// Its rows.
        rows: Vec<Row>,
        /// How many there are in all.
        all: u64,
        /// Which page.
        page: u64,
    },
}

/// What is shown.
pub(super) struct Shown<'a> {
    pub cycle: &'a cycle::Model,
    pub head: &'a RunHead,
    pub rulebook: &'a Rulebook,
    pub view: &'a View,
}

impl Shown<'_> {
    fn link(&self, change: &[(&str, &str)]) -> String {
        let view = self.view;
        let run = view.run.map(|run| run.to_string()).unwrap_or_default();
        let mut pairs = BTreeMap::from([
            ("run", run.as_str()),
            ("sector", &view.sector),
            ("special_committee", &view.special_committee),
            ("grade", &view.grade),
            ("name", &view.name),
            ("who", &view.who),
            ("show", &view.show),
            ("all", if view.all.is_some() { "1" } else { "" }),
        ]);
        pairs.extend(change.iter().copied());
        let pairs: Vec<_> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        format!("/evaluation/cycles/{}/ranking?{}", self.cycle.id, pairs.join("&"))
    }

    /// Whether this is what everybody in the office sees of the cycle.
    pub(super) fn is_shown(&self) -> bool {
        cycles::shown_run(self.cycle) == Some(self.head.id)
    }

    /// Why it is not, in a sentence.
    fn why_not_shown(&self) -> String {
        let ordinal = self.head.ordinal;
        if self.cycle.published_run_id.is_some() && self.cycle.current_run_id == Some(self.head.id) {
            format!("草稿：第 {ordinal} 次核算还没有发布，大家看到的是已发布的结果。")
        } else {
            format!("这是第 {ordinal} 次核算，不是现行结果。")
        }
    }
}

/// Places that the folded list shows: the top, both sides of each cut, the end.
pub(super) fn spans(head: &RunHead) -> Vec<(i32, i32)> {
    let mut spans = vec![(1, TOP)];
    for cut in &head.summary.cuts {
        let line = i32::try_from(cut.people).unwrap_or(i32::MAX);
        spans.push((line - BESIDE + 1, line + BESIDE));
    }
    spans.push((head.ranked - BESIDE + 1, head.ranked));
    spans
}

/// Before the first computation.
pub(super) fn nothing_yet(frame: &Frame, cycle: &cycle::Model) -> Markup {
    let title = format!("{}名次", cycle.name);
    let crumbs = [("考评", "/evaluation")];
    let back = format!("/evaluation/cycles/{}", cycle.id);
    let body = ui::empty("还没有核算", "数据冻结、核算之后，名次会出现在这里。", Some(("去核算", &back)));
    frame.page(EVALUATION, &title, &crumbs, html! { h1 class="vh" { (title) } (body) })
}

/// The whole page.
pub(super) fn page(
    frame: &Frame,
    shown: &Shown<'_>,
    history: &[cycle_step::Model],
    listing: &Listing,
    outcomes: &BTreeMap<String, u32>,
    calendar: &Calendar,
) -> Markup {
    let (cycle, head) = (shown.cycle, shown.head);
    let scheme = &shown.rulebook.scheme;
    let sub = html! {
        "参评 " (head.ranked) " 人，免评 " (head.exempt) " 人（"
        a href=(shown.link(&[("who", "exempt"), ("all", "1")])) { "名单和理由" } "）。依据 "
        a href={ "/evaluation/schemes/" (cycle.scheme_id) } { "《" (scheme.title) "》" (scheme.version) }
        @if head.ordinal > 1 { "。第 " (head.ordinal) " 次核算：" (head.reason) }
    };
    let body = html! {
        (ui::head(&format!("{} · 名次", cycle.name), sub, actions(frame, cycle)))
        @if !shown.is_shown() {
            (ui::message(ui::Tone::Soon, html! { (shown.why_not_shown()) },
                html! { a href=(shown.link(&[("run", "")])) { "看现行结果" } }))
        }
        (stepper(cycle, history))
        (ui::side(
            html! { section class="sec" { (tabs(shown)) (filter(shown)) (table(shown, listing)) } },
            html! {
                (act_slip(frame, cycle, calendar))
                (distribution(head, frame.print))
                (consequences(shown, outcomes))
                (proof(frame, shown))
            },
        ))
    };
    let title = "名次";
    let path = format!("/evaluation/cycles/{}", cycle.id);
    frame.page(EVALUATION, title, &[("考评", "/evaluation"), (cycle.name.as_str(), path.as_str())], body)
}

fn actions(frame: &Frame, cycle: &cycle::Model) -> Markup {
    let path = |file: &str| format!("/evaluation/cycles/{}/{file}", cycle.id);
    html! {
        @if frame.may(EXPORT) {
            (ui::post_button(Button::Plain, "通报 docx", &path("circular.docx"), &[]))
            (ui::post_button(Button::Plain, "名次表 xlsx", &path("ranking.xlsx"), &[]))
            (ui::post_button(Button::Plain, "得分明细 xlsx", &path("scores.xlsx"), &[]))
        }
    }
}

fn tabs(shown: &Shown<'_>) -> Markup {
    let head = shown.head;
    let (all, standing, exempt, every) = (
        shown.link(&[
            ("who", ""),
            ("all", ""),
            ("sector", ""),
            ("special_committee", ""),
            ("grade", ""),
            ("name", ""),
        ]),
        shown.link(&[("who", "standing"), ("all", "1")]),
        shown.link(&[("who", "exempt"), ("all", "1")]),
        shown.link(&[("who", ""), ("all", "1")]),
    );
    let who = shown.view.who.as_str();
    let folded = who.is_empty() && shown.view.all.is_none();
    let ranked = u64::try_from(head.ranked).unwrap_or_default();
    let exempt_count = u64::try_from(head.exempt).unwrap_or_default();
    let runs = format!("/evaluation/cycles/{}#runs", shown.cycle.id);
    ui::tabs(
        "视图",
        &[
            ui::Tab { label: "切线两侧", href: &all, count: None, current: folded },
            ui::Tab {
                label: "全体", href: &every, count: Some(ranked), current: who.is_empty() && !folded
            },
            ui::Tab { label: "常委", href: &standing, count: None, current: who == "standing" },
            ui::Tab { label: "免评", href: &exempt, count: Some(exempt_count), current: who == "exempt" },
            ui::Tab { label: "历次核算", href: &runs, count: None, current: false },
        ],
    )
}

fn filter(shown: &Shown<'_>) -> Markup {
    let view = shown.view;
    let options = |all: &str, names: Vec<(String, String)>| {
        std::iter::once((String::new(), all.to_owned())).chain(names).collect::<Vec<_>>()
    };
    let summary = &shown.head.summary;
    let names = |attribute| summary.names_of(attribute).map(|name| (name.clone(), name.clone())).collect();
    let sectors = options("全部界别", names("sector"));
    let bodies = options("全部专委会", names("special_committee"));
    let grades = options(
        "全部等次",
        shown.rulebook.scheme.grades.iter().map(|grade| (grade.id.clone(), grade.label.clone())).collect(),
    );
    let groups: Vec<String> = shown.rulebook.scheme.groups.iter().map(|group| group.label.clone()).collect();
    let run = view.run.map(|run| run.to_string()).unwrap_or_default();
    let action = format!("/evaluation/cycles/{}/ranking", shown.cycle.id);
    let fields = html! {
        (ui::hidden("all", "1"))
        @if !run.is_empty() { (ui::hidden("run", &run)) }
        @if !view.who.is_empty() { (ui::hidden("who", &view.who)) }
        (ui::filter_select("sector", "界别", &sectors, &view.sector))
        (ui::filter_select("special_committee", "专委会", &bodies, &view.special_committee))
        (ui::filter_select("grade", "等次", &grades, &view.grade))
        (ui::filter_text("name", "姓名", &view.name, 8))
        @if !view.show.is_empty() { (ui::hidden("show", &view.show)) }
    };
    let right = html! {
        (ui::segments("怎么看", &[
            ("看图", &shown.link(&[("show", "")]), view.show != "figures"),
            ("看数", &shown.link(&[("show", "figures")]), view.show == "figures"),
        ]))
        @if view.show != "figures" { (ui::key(&groups)) }
    };
    ui::filter(&action, fields, right)
}

fn table(shown: &Shown<'_>, listing: &Listing) -> Markup {
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
    let unfiltered = shown.view.filter() == super::Filter::default();
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
        @if scheme.compare == Compare::Rate { p class="hint" {
            "没有评议结果的委员，可得满分相应减少，按“实得 ÷ 可得满分 × "
            (scheme.total.unwrap_or_default()) "”折算成总分，再排名次、定等次；折算过的在总分下注明实得。"
        } }
    }
}

/// The cut lines that lie between two neighbouring rows.
fn crossed(cuts: &[Cut], before: i32, place: i32) -> impl Iterator<Item = &Cut> {
    let lies = move |cut: &&Cut| {
        let line = i32::try_from(cut.people).unwrap_or(i32::MAX);
        before > 0 && before <= line && line < place
    };
    cuts.iter().filter(lies)
}

/// The line between people, with the score above it; where its first decimal does not tell both sides apart, with both
/// scores. Where equals stood at the line, it says what became of them.
fn cut_row(shown: &Shown<'_>, width: usize, cut: &Cut, (above, below): (&str, &str)) -> Markup {
    let tenths =
        |figure: &str| figure.split_once('.').map(|(whole, rest)| (whole.to_owned(), rest.chars().next()));
    let mut text = format!("第 {} 名 · {above} 分", cut.people);
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
    ui::fold_row(width, &format!("第 {first}—{} 名，{} 人，展开", place - 1, place - first), &href)
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
