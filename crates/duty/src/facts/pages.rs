//! The page of one fact with its corrections.
use chrono::NaiveDate;
use lvzhi_platform::clock::{format_day, format_moment};
use maud::{Markup, html};

use super::{FullFact, Standing};
use crate::catalogue;
use crate::record::values;
use lvzhi_ui::{self as ui, Button, StepState, Tone};

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
    let sub = html! { (full.person.name) "（" (full.person.sector) "，编号 " (full.person.number) "），" (format_day(fact.occurred_on, today)) };
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
        ("日期", html! { (format_day(fact.occurred_on, today)) }),
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
                    (fact.recorded_by_name) (what) "：" a href={ "/facts/" (fact.id) } { (format_day(fact.occurred_on, today)) " " (fact.title()) " " (fact.particulars()) }
                    @if !fact.reason.is_empty() { span class="mute" { "（" (fact.reason) "）" } }
                },
                state: if fact.id == here.fact.id { StepState::Now } else { StepState::Did },
                datetime: None,
            }
        })
        .collect();
    ui::timeline(&events)
}
