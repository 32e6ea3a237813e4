//! Pages of facts: the list, and one fact with its corrections.
use chrono::{Datelike, NaiveDate};
use lvzhi_platform::clock::format_moment;
use maud::{Markup, html};

use super::{Filter, FullFact, Standing};
use crate::catalogue;
use crate::record::{columns as col, values};
use lvzhi_ui::{self as ui, Button, Chip, Column, StepState, Tone};

/// What the list page shows.
pub(super) struct ListPage<'a> {
    pub(super) filter: &'a Filter,
    pub(super) facts: &'a [FullFact],
    pub(super) total: u64,
    pub(super) waiting: u64,
    pub(super) page: u64,
    pub(super) pages: u64,
    pub(super) today: NaiveDate,
    pub(super) keeps: bool,
    pub(super) exports: bool,
}

/// `7月15日`, with the year when it is not this one.
pub(super) fn day(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() {
        ui::format::month_day(day.month(), day.day())
    } else {
        ui::format::full_date(day.year(), day.month(), day.day())
    }
}

fn count(value: u64) -> String {
    ui::format::thousands(i64::try_from(value).unwrap_or(i64::MAX))
}

/// A filter in words.
pub(super) fn conditions(filter: &Filter) -> String {
    let mut parts = Vec::new();
    parts.extend(filter.kind.as_deref().map(|kind| catalogue().label(kind).to_owned()));
    parts.extend(filter.person.as_ref().map(|person| format!("姓名“{person}”")));
    parts.extend(filter.member.map(|_| "一位委员".to_owned()));
    parts.extend(filter.from.map(|day| format!("{day} 起")));
    parts.extend(filter.to.map(|day| format!("到 {day} 止")));
    parts.extend(filter.batch.map(|_| "同一次导入".to_owned()));
    parts.extend(filter.confirmed.map(|yes| if yes { "已确认".to_owned() } else { "待确认".to_owned() }));
    if parts.is_empty() { "全部事实".into() } else { parts.join("，") }
}

pub(super) fn list(page: &ListPage<'_>) -> Markup {
    let sub = match (page.total, page.waiting) {
        (0, _) => html! { "没有符合条件的事实。" },
        (total, 0) => html! { "共 " b { (count(total)) } " 条，都已确认。" },
        (total, waiting) => {
            html! { "共 " b { (count(total)) } " 条，" b { (count(waiting)) } " 条待确认，确认以后才计分。" }
        }
    };
    let actions = html! {
        @if page.keeps { (ui::button_link(Button::Plain, "登记一条事实", "/facts/new")) (ui::button_link(Button::Plain, "导入文件", "/imports/new")) }
        @if page.exports && page.total > 0 {
            form method="post" action="/facts/export" {
                @for (name, value) in page.filter.fields() { (ui::hidden(name, &value)) }
                (ui::submit(Button::Plain, "导出"))
            }
        }
        @if page.keeps && page.waiting > 0 {
            (ui::button_link(Button::Primary, &format!("确认这 {} 条", count(page.waiting)), &page.filter.href("/facts/confirm")))
        }
    };
    let bare = *page.filter == Filter::default();
    html! {
        (ui::head("事实", sub, actions))
        (filter_form(page.filter))
        @if page.facts.is_empty() {
            @if bare {
                (ui::empty("还没有登记事实", "履职情况从这里进来：导入各处室的表，或者一条一条登记。", page.keeps.then_some(("导入文件", "/imports/new"))))
            } @else {
                (ui::empty("没有符合条件的事实", "可以放宽条件再看；没有登记的不计分。", Some(("看全部", "/facts"))))
            }
        } @else {
            (table(page.facts, page.today))
            (ui::pager(page.page, page.pages, "每页 50 条", |number| {
                let href = page.filter.href("/facts");
                let sign = if href.contains('?') { '&' } else { '?' };
                format!("{href}{sign}page={number}")
            }))
        }
    }
}

fn filter_form(filter: &Filter) -> Markup {
    let mut kinds = vec![(String::new(), "全部种类".to_owned())];
    kinds.extend(catalogue().kinds.iter().map(|kind| (kind.id.clone(), kind.label.clone())));
    let confirmed = [("", "不限"), ("yes", "已确认"), ("no", "待确认")];
    let confirmed = confirmed.map(|(value, label)| (value.to_owned(), label.to_owned()));
    let chosen = match filter.confirmed {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let date = |name: &str, label: &str, value: Option<NaiveDate>| {
        html! { label { (label) " " input type="date" name=(name) value=[value.map(|day| day.to_string())]; } }
    };
    let fields = html! {
        (ui::filter_select("kind", "种类", &kinds, filter.kind.as_deref().unwrap_or_default()))
        (ui::filter_text("person", "姓名或编号", filter.person.as_deref().unwrap_or_default(), 8))
        (date("from", "从", filter.from))
        (date("to", "到", filter.to))
        (ui::filter_select("confirmed", "确认", &confirmed, chosen))
        @if let Some(batch) = filter.batch { (ui::hidden("batch", &batch.to_string())) }
        @if let Some(member) = filter.member { (ui::hidden("member", &member.to_string())) }
    };
    html! {
        (ui::filter("/facts", fields, html! { @if *filter != Filter::default() { a class="sm" href="/facts" { "清除条件" } } }))
        @if filter.batch.is_some() || filter.member.is_some() { p class="sm mute" { "范围：" (conditions(filter)) } }
    }
}

/// A list of facts with whose they are.
fn table(facts: &[FullFact], today: NaiveDate) -> Markup {
    let columns = [
        Column::new("日期"),
        Column::new("姓名"),
        Column::new("种类"),
        Column::new("内容").class("half"),
        Column::new("凭据").class("hide-s hide-l"),
        Column::new("确认"),
    ];
    let body = html! {
        @for full in facts {
            @let fact = &full.fact;
            tr {
                td { a href={ "/facts/" (fact.id) } { (day(fact.occurred_on, today)) } }
                td { a href={ "/members/" (full.person.id) } { (full.person.name) } span class="xs faint" { " " (full.person.sector) } }
                td { (ui::chip(Chip::Soft, catalogue().label(&fact.kind))) }
                td class="line1" { @if !fact.title().is_empty() { (fact.title()) br; } span class="sm mute" { (fact.particulars()) } }
                td class="hide-s hide-l sm" { (fact.document) }
                td class="sm" data-l="确认" { (confirmed_mark(full)) }
            }
        }
    };
    ui::table("事实", "flow", &columns, body)
}

fn confirmed_mark(full: &FullFact) -> Markup {
    html! {
        @match full.standing() {
            Standing::Counts => (full.fact.confirmed_by),
            Standing::Waiting => (ui::chip(Chip::Dash, "待确认")),
            other => (ui::chip(Chip::Plain, other.label())),
        }
    }
}

/// One fact with everything about it.
pub(super) fn show(full: &FullFact, chain: &[FullFact], today: NaiveDate, keeps: bool) -> Markup {
    let fact = &full.fact;
    let path = format!("/facts/{}", fact.id);
    let label = catalogue().label(&fact.kind);
    let current = full.is_current();
    let actions = html! {
        @if keeps && current {
            (ui::button_link(Button::Plain, "更正", &format!("{path}/correct")))
            (ui::button_link(Button::Danger, "撤回", &format!("{path}/withdraw")))
            @if full.standing() == Standing::Waiting { (ui::post_button(Button::Primary, "确认这一条", &format!("{path}/confirm"), &[])) }
        }
    };
    let sub = html! { (full.person.name) "（" (full.person.sector) "，编号 " (full.person.number) "），" (day(fact.occurred_on, today)) };
    html! {
        (ui::head(label, sub, actions))
        @if full.standing() != Standing::Counts { div class="mb5" { (state_message(full)) } }
        (ui::section("记的是什么", "", html! {}, ui::kv(&content(full, today))))
        (ui::section("从哪里来", "", html! {}, ui::kv(&provenance(full, today))))
        @if chain.len() > 1 { (ui::section("更正记录", "从早到晚，每一条都留着", html! {}, corrections(full, chain, today))) }
    }
}

fn state_message(full: &FullFact) -> Markup {
    let next = full.replaced_by.map(|id| format!("/facts/{id}"));
    let link = html! { @if let Some(href) = &next { a href=(href) { "看接替它的那一条" } } };
    html! {
        @match full.standing() {
            Standing::Counts => {},
            Standing::Waiting => (ui::message(Tone::Soon, html! { "还没有确认，暂不计分。" }, html! {})),
            Standing::Corrected => (ui::message(Tone::Plain, html! { "这一条已经更正或撤回，不计分。" }, link)),
            Standing::Withdrawal => (ui::message(Tone::Plain, html! { "这一条说明前一条已撤回，不计分。" }, html! {})),
            Standing::Reversed => (ui::message(Tone::Plain, html! { "它来的那次导入已经撤销，不计分。" }, html! {})),
        }
    }
}

fn content(full: &FullFact, today: NaiveDate) -> Vec<(&str, Markup)> {
    let fact = &full.fact;
    let mut items = vec![
        ("委员", html! { a href={ "/members/" (full.person.id) } { (full.person.name) } }),
        ("日期", html! { (day(fact.occurred_on, today)) }),
    ];
    let Some(kind) = fact.of_kind() else { return items };
    for attribute in &kind.attributes {
        if let Some(value) = fact.attributes.get(&attribute.id) {
            items.push((&attribute.label, html! { (attribute.value_label(value)) }));
        }
    }
    if let Some(stage) = fact.stage.as_deref().and_then(|id| kind.stage(id)) {
        items.push(("阶段", html! { (stage.label) }));
    }
    if let Some(role) = fact.role.as_deref().and_then(|id| kind.role(id)) {
        items.push(("角色", html! { (role.label) }));
    }
    if let Some(quantity) = &kind.quantity {
        items.push((&quantity.label, html! { (values::quantity_text(fact.quantity)) }));
    }
    if let Some(signers) = fact.signers {
        items.push(("署名人数", html! { (signers) " 人" }));
    }
    if let Some(piece) = &fact.piece {
        items.push(("件号", html! { (piece) }));
    }
    items
}

fn provenance(full: &FullFact, today: NaiveDate) -> Vec<(&'static str, Markup)> {
    let fact = &full.fact;
    let or_dash = |text: &str| if text.is_empty() { "没有写".to_owned() } else { text.to_owned() };
    let mut items = vec![
        ("凭据", html! { (or_dash(&fact.document)) }),
        ("记录单位", html! { (or_dash(&fact.recorder)) }),
        ("登记", html! { (fact.recorded_by_name) "，" (format_moment(fact.recorded_at, today)) }),
        ("确认人", html! { @if fact.is_confirmed() { (fact.confirmed_by) } @else { "还没有人确认" } }),
    ];
    if let Some(batch) = fact.batch {
        let origin = full.origin.clone().unwrap_or_else(|| "一次导入".into());
        items.push(("导入", html! { a href={ "/imports/" (batch) } { (origin) } }));
    }
    if !fact.reason.is_empty() {
        items.push(("原因", html! { (fact.reason) }));
    }
    items
}

fn corrections(here: &FullFact, chain: &[FullFact], today: NaiveDate) -> Markup {
    let events: Vec<ui::Event<'_>> = chain
        .iter()
        .map(|full| {
            let fact = &full.fact;
            let what = match (full.void, fact.replaces.is_some()) {
                (true, _) => "撤回",
                (false, true) => "更正为",
                (false, false) => "登记",
            };
            ui::Event {
                when: format_moment(fact.recorded_at, today),
                text: html! {
                    (fact.recorded_by_name) (what) "：" a href={ "/facts/" (fact.id) } { (day(fact.occurred_on, today)) " " (fact.title()) " " (fact.particulars()) }
                    @if !fact.reason.is_empty() { span class="mute" { "（" (fact.reason) "）" } }
                },
                state: if fact.id == here.fact.id { StepState::Now } else { StepState::Did },
                datetime: None,
            }
        })
        .collect();
    ui::timeline(&events)
}

/// Names of the fields of the export are those of the import.
pub(super) const EXPORT_PERSON: [(&str, &str); 3] =
    [(col::NAME, "姓名"), (col::MEMBER_NUMBER, "委员编号"), (col::SECTOR, "界别")];
