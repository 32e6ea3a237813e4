//! The ranking: both sides of each cut line, the rest folded; the stepper above, what follows beside.
use std::collections::BTreeMap;

use lvzhi_platform::calendar::Calendar;
use lvzhi_schema::evaluation::{cycle, cycle_step};
use maud::{Markup, html};

use super::ranking_aside::{consequences, distribution, proof};
use super::ranking_table::table;
use super::store::Row;
use super::web::View;
use crate::EVALUATION;
use crate::conduct::{act_slip, stepper};
use crate::cycles;
use crate::runs::RunHead;
use crate::schemes::Rulebook;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::policy::EXPORT;
use lvzhi_ui::{self as ui, Button};

/// Rows a page of the whole list shows.
pub(super) const PER_PAGE: u64 = 50;
/// Rows shown at the top of the folded list.
const TOP: i32 = 8;
/// Rows shown on each side of a cut line.
const BESIDE: i32 = 3;

/// Up to so many people the list is shown whole: both sides of each cut line would be most of it.
const WHOLE: i32 = 30;

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
    pub(super) fn link(&self, change: &[(&str, &str)]) -> String {
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
    if head.ranked <= WHOLE {
        return vec![(1, head.ranked)];
    }
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
        (ui::head(&format!("{} · 名次", cycle.name), sub, actions(frame, shown)))
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

fn actions(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let (cycle, view) = (shown.cycle, shown.view);
    let path = |file: &str| format!("/evaluation/cycles/{}/{file}", cycle.id);
    let unit = [("sector", view.sector.as_str()), ("special_committee", view.special_committee.as_str())];
    let unit: Vec<_> = unit.into_iter().filter(|(_, name)| !name.is_empty()).collect();
    let sheets = if unit.is_empty() { "全部成绩单 docx" } else { "所选单位成绩单 docx" };
    html! {
        (ui::button_link(Button::Plain, "打印名次表", &shown.link(&[("print", "1")])))
        @if frame.may(EXPORT) {
            (ui::post_button(Button::Plain, "通报 docx", &path("circular.docx"), &[]))
            (ui::post_button(Button::Plain, sheets, &path("sheets.docx"), &unit))
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
    let is_whole = head.ranked <= WHOLE;
    let everybody = who.is_empty() && (is_whole || !folded);
    let tabs = [
        ui::Tab { label: "切线两侧", href: &all, count: None, current: folded },
        ui::Tab { label: "全体", href: &every, count: Some(ranked), current: everybody },
        ui::Tab { label: "常委", href: &standing, count: None, current: who == "standing" },
        ui::Tab { label: "免评", href: &exempt, count: Some(exempt_count), current: who == "exempt" },
        ui::Tab { label: "历次核算", href: &runs, count: None, current: false },
    ];
    ui::tabs("视图", tabs.get(usize::from(is_whole)..).unwrap_or(&tabs))
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
