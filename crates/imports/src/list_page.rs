//! The list of imports.
use chrono::NaiveDate;
use lvzhi_platform::clock::{Millis, at_local, format_moment};
use lvzhi_platform::sheet_export::{CellValue, ColumnKind};
use lvzhi_schema::imports::import_batch;
use lvzhi_shell::listing::{Column, Listing, Shown};
use lvzhi_ui::{self as ui, Button};
use maud::{Markup, html};

use super::pages::{state_mark, what_happened};
use super::target::{ImportTarget, Targets};
use super::{BatchState, Counts};

/// Which imports.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// Ids of targets.
    pub targets: Vec<String>,
    pub file: Option<String>,
    pub state: Option<BatchState>,
    pub who: Option<String>,
    /// Uploaded at this moment or later.
    pub since: Option<Millis>,
    /// Uploaded before this moment.
    pub before: Option<Millis>,
    pub oldest_first: bool,
}

impl Filter {
    /// What the list is asked for, of the targets that one may see.
    pub(super) fn of(listing: &mut Listing, seen: &[String]) -> Self {
        let known = |id: &str| seen.iter().find(|seen| *seen == id).cloned();
        let targets = listing.choice("target", "内容", known).map_or_else(|| seen.to_vec(), |one| vec![one]);
        let day_after = |day: NaiveDate| day.succ_opt().unwrap_or(day);
        Self {
            targets,
            file: listing.text("file", "文件"),
            state: listing.word("state", "状态", &BatchState::WORDS),
            who: listing.text("who", "谁"),
            since: listing.day("from", "起日").map(|day| at_local(day, 0, 0)),
            before: listing.day("to", "止日").map(|day| at_local(day_after(day), 0, 0)),
            oldest_first: listing.order(&["-at"]) == ("at", false),
        }
    }
}

/// What the page shows.
pub(super) struct ListPage<'a> {
    pub targets: &'a Targets,
    /// Targets that one may see.
    pub seen: &'a [String],
    pub batches: &'a [import_batch::Model],
    pub total: u64,
    pub waiting: u64,
    pub keeps: bool,
    pub today: NaiveDate,
}

type Col<'a> = Column<'a, import_batch::Model, ListPage<'a>>;

fn columns<'a>() -> Vec<Col<'a>> {
    let label = |batch: &import_batch::Model, page: &ListPage<'a>| {
        page.targets.find(&batch.target).map_or("已停用", ImportTarget::label).to_owned()
    };
    let result = |batch: &import_batch::Model, _: &ListPage<'a>| {
        what_happened(batch, &serde_json::from_str::<Counts>(&batch.counts).unwrap_or_default())
    };
    let when = |batch: &import_batch::Model, page: &ListPage<'a>| {
        CellValue::from(format_moment(batch.created_at, page.today).as_str())
    };
    vec![
        Col::text("文件", 30.0, |batch, _| &batch.file_name)
            .drawn(|batch, _| html! { a href={ "/imports/" (batch.id) } { (batch.file_name) } })
            .head(),
        Col::words("内容", 14.0, label),
        Col::words("结果", 30.0, result),
        Col::text("谁", 12.0, |batch, _| &batch.created_by_name).class("hide-s"),
        Col::new("何时", ColumnKind::Text, 14.0, when).class("nowrap").sorted("at"),
        Col::page_only("状态", |batch, _| state_mark(BatchState::parse(&batch.state))),
    ]
}

pub(super) fn page(listing: &Listing, shown: &ListPage<'_>) -> Markup {
    let sub = match (shown.total, shown.waiting) {
        (0, _) => html! { "名册、考勤、提案等表格从这里进来，先看清再确认，确认了也能撤销。" },
        (total, 0) => html! { "共 " (total) " 次，没有等着确认的。" },
        (total, waiting) => html! { "共 " (total) " 次，" (waiting) " 次等着确认。" },
    };
    let action = html! { @if shown.keeps { (ui::button_link(Button::Primary, "导入文件", "/imports/new")) } };
    let list = Shown {
        caption: "导入记录",
        class: "flow",
        unit: "次",
        total: shown.total,
        fields: fields(listing, shown),
        empty: (
            "还没有导入过文件",
            "先导入委员名册，再导入考勤、提案等履职记录。",
            shown.keeps.then_some(("导入文件", "/imports/new")),
        ),
    };
    html! {
        (ui::head("导入", sub, action))
        (listing.draw(&list, &columns(), shown.batches, shown))
    }
}

fn fields(listing: &Listing, shown: &ListPage<'_>) -> Markup {
    let mut targets = vec![(String::new(), "全部".to_owned())];
    let seen = shown.targets.iter().filter(|target| shown.seen.iter().any(|id| id == target.id()));
    targets.extend(seen.map(|target| (target.id().to_owned(), target.label().to_owned())));
    let mut states = vec![(String::new(), "全部".to_owned())];
    states.extend(BatchState::WORDS.options());
    html! {
        (ui::filter_text("file", "文件", listing.value("file"), 10))
        (ui::filter_select("target", "内容", &targets, listing.value("target")))
        (ui::filter_select("state", "状态", &states, listing.value("state")))
        (ui::filter_text("who", "谁", listing.value("who"), 6))
        (ui::filter_day("from", "从", listing.value("from")))
        (ui::filter_day("to", "到", listing.value("to")))
    }
}
