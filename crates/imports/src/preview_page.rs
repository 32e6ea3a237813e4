//! The page of one batch: preview before, result after.
use std::collections::BTreeSet;

use chrono::NaiveDate;
use lvzhi_platform::clock::format_moment;
use lvzhi_platform::workbook::ColumnSpec;
use lvzhi_schema::imports::{batch_reversal, import_batch};
use maud::{Markup, html};

use super::layout::{Layout, SheetLayout};
use super::pages::state_mark;
use super::target::ImportTarget;
use super::{BatchState, Counts, Effect, Level, Problem, RowState, StagedRow};
use lvzhi_ui::{self as ui, Button, Column, Tab, Tone};

/// How many columns the list shows; the rest opens with the row.
const SHOWN_COLUMNS: usize = 7;

pub(super) struct PreviewPage<'a> {
    pub target: &'a dyn ImportTarget,
    pub batch: &'a import_batch::Model,
    pub counts: &'a Counts,
    pub layout: &'a Layout,
    pub rows: &'a [StagedRow],
    pub state: Option<RowState>,
    pub page: u64,
    pub pages: u64,
    pub size: u64,
    pub keeps: bool,
    pub twin: Option<import_batch::Model>,
    pub reversal: Option<batch_reversal::Model>,
    pub error: Option<String>,
    pub today: NaiveDate,
}

/// Problems as sentences that begin with their place.
pub(super) fn sentences(problems: &[Problem]) -> Vec<String> {
    let sentence = |problem: &Problem| match problem.place.as_str() {
        "" => problem.message.clone(),
        place => format!("{place}：{}", problem.message),
    };
    problems.iter().map(sentence).collect()
}

pub(super) fn page(view: &PreviewPage<'_>) -> Markup {
    let state = BatchState::parse(&view.batch.state);
    let previewed = state == Some(BatchState::Previewed);
    html! {
        (ui::head(&view.batch.file_name, summary(view, state), state_mark(state)))
        @if let Some(sentence) = &view.error { (ui::message(Tone::Bad, html! { (sentence) }, html! {})) }
        @if previewed { (notices(view)) }
        @for note in &view.counts.notes { (ui::message(Tone::Good, html! { (note) }, html! {})) }
        @if let Some(reversal) = &view.reversal {
            (ui::message(Tone::Plain, html! { (format_moment(reversal.reversed_at, view.today)) " 撤销，原因：" (reversal.reason) }, html! {}))
        }
        @if view.keeps { (acts(view, state)) }
        (rows(view))
        @if previewed && view.keeps { (mapping_form(view)) }
    }
}

fn summary(view: &PreviewPage<'_>, state: Option<BatchState>) -> Markup {
    let (counts, batch) = (view.counts, view.batch);
    let who = format!(
        "{}，{} 由 {} 上传",
        view.target.label(),
        format_moment(batch.created_at, view.today),
        batch.created_by_name
    );
    html! {
        (who) "。"
        @match state {
            Some(BatchState::Previewed) => {
                "共 " (counts.rows()) " 行：新增 " (counts.will_add) "，更改 " (counts.will_change) "，没有变化 " (counts.same) "，有问题 " (counts.error) "。现在还什么都没写。"
            }
            Some(BatchState::Confirmed) => {
                "已写入：新增 " (counts.will_add) "，更改 " (counts.will_change) "。"
                @if counts.error > 0 { "有问题的 " (counts.error) " 行没有导入，可以下载改好再传。" }
                a href=(view.target.list_path()) { "去看结果" }
            }
            Some(BatchState::Undone) => { "已经撤销，数据恢复到导入以前。" }
            _ => { "没有写入任何内容。" }
        }
    }
}

fn notices(view: &PreviewPage<'_>) -> Markup {
    let missing: Vec<&SheetLayout> =
        view.layout.sheets.iter().filter(|sheet| !sheet.missing.is_empty()).collect();
    html! {
        @if let Some(twin) = &view.twin {
            @let done = if twin.state == BatchState::Confirmed.id() { "已经导入" } else { "还在等着确认" };
            (ui::message(Tone::Soon, html! {
                "同一个文件 " (format_moment(twin.created_at, view.today)) " 由 " (twin.created_by_name) " 上传过，" (done) "。请确认不是重复导入。"
            }, html! { a href={ "/imports/" (twin.id) } { "看那一次" } }))
        }
        @for sheet in missing {
            (ui::message(Tone::Bad, html! {
                "工作表“" (sheet.sheet) "”里没认出" @for label in &sheet.missing { "“" (label) "”" } "列，这张表还没有读。请在下面选出是哪一列。"
            }, html! { a href="#mapping" { "去选" } }))
        }
        @for sentence in &view.layout.left_out { (ui::message(Tone::Plain, html! { (sentence) }, html! {})) }
        @for sheet in view.layout.sheets.iter().filter(|sheet| !sheet.skipped.is_empty()) {
            (ui::message(Tone::Plain, html! { "工作表“" (sheet.sheet) "”跳过了" (sheet.skipped) "。" }, html! {}))
        }
    }
}

fn acts(view: &PreviewPage<'_>, state: Option<BatchState>) -> Markup {
    let (counts, id) = (view.counts, view.batch.id);
    let path = |act: &str| format!("/imports/{id}/{act}");
    let bad = html! {
        @if counts.error > 0 { (ui::post_button(Button::Plain, &format!("下载有问题的 {} 行", counts.error), &path("bad-rows"), &[])) }
    };
    html! {
        @match state {
            Some(BatchState::Previewed) => {
                form id="confirm" method="post" action=(path("confirm")) class="no-print mt3" {
                    @if counts.warning > 0 && counts.effective() > 0 {
                        (ui::checkbox("seen", "1", &format!("标着“请看一眼”的 {} 行我看过了", counts.warning), false))
                    }
                    div class="acts" {
                        @if counts.effective() > 0 {
                            (ui::submit(Button::Primary, &confirm_label(counts)))
                        } @else {
                            (ui::button_off("没有可以导入的行"))
                        }
                    }
                }
                div class="acts mb4" {
                    (bad)
                    (ui::post_button(Button::Plain, "重新核对", &path("recheck"), &[]))
                    (ui::post_button(Button::Danger, "放弃", &path("discard"), &[]))
                }
            }
            Some(BatchState::Confirmed) => div class="acts mb4" {
                (bad) (ui::button_link(Button::Danger, "撤销这次导入", &path("undo")))
                (ui::post_button(Button::Quiet, "下载原文件", &path("file"), &[]))
            },
            _ => div class="acts mb4" { (bad) (ui::post_button(Button::Quiet, "下载原文件", &path("file"), &[])) },
        }
    }
}

fn confirm_label(counts: &Counts) -> String {
    let mut parts = Vec::new();
    for (number, words) in [
        (counts.will_add, "新增"),
        (counts.will_change, "更改"),
        (counts.same, "不变"),
        (counts.error, "略过有问题的"),
    ] {
        if number > 0 {
            parts.push(format!("{words} {number}"));
        }
    }
    format!("确认导入：{}", parts.join("，"))
}

fn rows(view: &PreviewPage<'_>) -> Markup {
    let base = format!("/imports/{}", view.batch.id);
    let links: Vec<(String, String, u64, bool)> =
        std::iter::once(("全部".to_owned(), base.clone(), view.counts.rows(), view.state.is_none()))
            .chain(RowState::WORDS.all().filter(|state| view.counts.in_state(*state) > 0).map(|state| {
                let href = format!("{base}?state={}", state.id());
                (state.label().to_owned(), href, view.counts.in_state(state), view.state == Some(state))
            }))
            .collect();
    let tabs: Vec<Tab<'_>> = links
        .iter()
        .map(|(label, href, count, current)| Tab { label, href, count: Some(*count), current: *current })
        .collect();
    let specs = view.target.columns();
    let mapped: BTreeSet<&str> = view.layout.mapped().into_iter().collect();
    let known: Vec<&ColumnSpec> = specs.iter().filter(|spec| mapped.contains(spec.id.as_str())).collect();
    let shown: Vec<&ColumnSpec> = known.iter().copied().take(SHOWN_COLUMNS).collect();
    let many_sheets = view.layout.sheets.len() > 1;
    let mut columns = vec![Column::num("行")];
    if many_sheets {
        columns.insert(0, Column::new("工作表"));
    }
    columns.extend(shown.iter().map(|spec| Column::new(spec.label.as_str())));
    columns.push(Column::new("结果").class("third"));
    let body = html! {
        @for row in view.rows { (row_markup(view, row, &known, &shown, many_sheets)) }
        @if view.rows.is_empty() { (ui::empty_row(columns.len(), "这一类没有行。")) }
    };
    let note = format!("每页 {} 行", view.size);
    html! {
        (ui::tabs("按结果看", &tabs))
        (ui::table("各行的结果", "dense top flow", &columns, body))
        (ui::pager(view.page, view.pages, &note, |n| match view.state {
            Some(state) => format!("{base}?state={}&page={n}", state.id()),
            None => format!("{base}?page={n}"),
        }))
    }
}

fn row_markup(
    view: &PreviewPage<'_>,
    row: &StagedRow,
    known: &[&ColumnSpec],
    shown: &[&ColumnSpec],
    with_sheet: bool,
) -> Markup {
    let class = match row.state {
        RowState::Error => Some("bad"),
        RowState::Warning => Some("doubt"),
        RowState::Same => Some("skip-row"),
        _ => None,
    };
    html! {
        tr class=[class] {
            @if with_sheet { td { (row.sheet) } }
            td class="num" { (row.row_number) }
            @for spec in shown { (cell(view, row, spec)) }
            td class="line1" {
                @let plain = plain_result(row);
                @let folds = known.len() > shown.len();
                @if !(plain.is_some() && folds) { (result(view, row, shown)) }
                @if folds {
                    details class="data" {
                        summary { @if let Some(word) = plain { (word) "，" } "看整行" }
                        dl class="kv sm" {
                            @for spec in known.iter().skip(shown.len()) {
                                @if let Some(text) = row.cells.get(&spec.id).filter(|text| !text.is_empty()) {
                                    dt { (spec.label) } dd { (masked(view, &spec.id, text)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Phone numbers are for those who keep people.
fn masked(view: &PreviewPage<'_>, column: &str, text: &str) -> String {
    if column == "phone" && !view.keeps { crate::mask_phone(text) } else { text.to_owned() }
}

fn cell(view: &PreviewPage<'_>, row: &StagedRow, spec: &ColumnSpec) -> Markup {
    let wrong =
        row.problems.iter().any(|p| p.column.as_deref() == Some(spec.id.as_str()) && p.level == Level::Error);
    let text = row.cells.get(&spec.id).map_or("", String::as_str);
    let change = row.changes.iter().find(|change| change.column == spec.id);
    html! {
        td class=[wrong.then_some("wrong")] data-l=(spec.label) {
            @match change {
                Some(change) if row.effect == Effect::Changed => (before_after(view, change)),
                _ => (masked(view, &spec.id, text)),
            }
        }
    }
}

fn before_after(view: &PreviewPage<'_>, change: &super::Change) -> Markup {
    let empty = |text: String| if text.is_empty() { "（空）".to_owned() } else { text };
    html! {
        span class="was" { (empty(masked(view, &change.column, &change.before))) } " → "
        span class="became" { (empty(masked(view, &change.column, &change.after))) }
    }
}

/// One word says it all when nothing is wrong and nothing changes.
fn plain_result(row: &StagedRow) -> Option<&'static str> {
    match row.effect {
        _ if !row.problems.is_empty() => None,
        Effect::New => Some("新增"),
        Effect::Same => Some("没有变化"),
        Effect::Changed => None,
    }
}

fn result(view: &PreviewPage<'_>, row: &StagedRow, shown: &[&ColumnSpec]) -> Markup {
    // What changes in a column that is shown stands there already.
    let hidden: Vec<_> =
        row.changes.iter().filter(|change| !shown.iter().any(|spec| spec.id == change.column)).collect();
    html! {
        @match row.effect {
            Effect::New if row.state != RowState::Error => p { "新增" },
            Effect::Same if row.problems.is_empty() => p { "没有变化" },
            _ => {}
        }
        @if row.effect == Effect::Changed && row.state != RowState::Error {
            @if hidden.is_empty() { p { "更改" } }
            @for change in hidden { p { (change.label) "：" (before_after(view, change)) } }
        }
        @for (problem, sentence) in row.problems.iter().zip(sentences(&row.problems)) {
            @if problem.level == Level::Error { p class="err" { (sentence) } } @else { p { (ui::chip(ui::Chip::Plain, "请看")) " " (sentence) } }
        }
    }
}

fn mapping_form(view: &PreviewPage<'_>) -> Markup {
    let specs = view.target.columns();
    let mut options = vec![(String::new(), "不导入".to_owned())];
    options.extend(specs.iter().map(|spec| (spec.id.clone(), spec.label.clone())));
    let columns = [Column::new("文件里的列"), Column::new("第一个值").class("hide-s"), Column::new("当作")];
    let body = |number: usize, sheet: &SheetLayout| {
        html! {
            @for heading in &sheet.columns {
                @let name = format!("c{number}_{}", heading.index);
                @let chosen = heading.column.as_deref().unwrap_or_default();
                tr class=[(!chosen.is_empty() && heading.confidence < 60).then_some("doubt")] {
                    th scope="row" class="lite" { label for=(name) { (heading.header) } }
                    td class="hide-s mute" { @if view.keeps { (heading.sample) } }
                    td { select class="in" id=(name) name=(name) {
                        @for (value, text) in &options { option value=(value) selected[value == chosen] { (text) } }
                    } }
                }
            }
        }
    };
    html! {
        details id="mapping" class="mt5" open[view.layout.doubtful()] {
            summary { span class="tw" {} b { "列的对应" } span class="mute" { "　认错了在这里改，改过的下次记得" } }
            form class="form mt3" method="post" action={ "/imports/" (view.batch.id) "/mapping" } {
                @for (number, sheet) in view.layout.sheets.iter().enumerate() {
                    h3 class="mt3" { "工作表“" (sheet.sheet) "”，" (sheet.rows) " 行" }
                    (ui::table("列的对应", "dense plain", &columns, body(number, sheet)))
                }
                div class="acts" { (ui::submit(Button::Plain, "按这样重新预览")) }
            }
        }
    }
}
