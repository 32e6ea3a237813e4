//! The form of one fact, and the questions before it is withdrawn or many are confirmed.
use lvzhi_scoring::{Attribute, Content, Kind, Term};
use maud::{Markup, html};

use super::form::{REASON, SEEN};
use super::{Filter, FullFact};
use crate::catalogue;
use crate::record::columns as col;
use lvzhi_shell::form::Filled;
use lvzhi_shell::listing::Listing;
use lvzhi_ui::{self as ui, Button, Field};

/// Choosing what to record.
pub(super) fn choose_kind() -> Markup {
    html! {
        (ui::head("登记一条履职记录", html! { "先选是哪一类。成批的请用“导入”。" }, ui::button_link(Button::Plain, "导入文件", "/imports/new")))
        ul {
            @for kind in &catalogue().kinds {
                li { a href={ "/facts/new?kind=" (kind.id) } { (kind.label) } }
            }
        }
    }
}

/// What the form is for.
pub(super) enum Purpose<'a> {
    /// A fact of its own.
    Record,
    /// In the place of this one.
    Correct(&'a FullFact),
}

/// The form; filled with what was typed, with what is wrong, and what somebody should look at before it is written.
pub(super) fn form(kind: &Kind, purpose: &Purpose<'_>, filled: Filled<'_>, warnings: &[String]) -> Markup {
    let (title, sub, action, back) = match purpose {
        Purpose::Record => (
            format!("登记{}", kind.label),
            "登记以后不能涂改；写错了用“更正”，两条都留着。".to_owned(),
            "/facts".to_owned(),
            "/facts".to_owned(),
        ),
        Purpose::Correct(fact) => (
            format!("更正{}", kind.label),
            format!("原来的一条留着，标明已更正。现在的内容：{}", fact.fact.particulars()),
            format!("/facts/{}/correct", fact.fact.id),
            format!("/facts/{}", fact.fact.id),
        ),
    };
    let fields = Fields(filled);
    html! {
        (ui::head(&title, html! { (sub) }, html! {}))
        (filled.errors.summary())
        (ui::remarks(&looked_at(warnings)))
        form class="form" method="post" action=(action) {
            (ui::hidden("kind", &kind.id))
            (fields.line(col::NAME, "姓名", true, ""))
            (fields.line(col::MEMBER_NUMBER, "委员编号", false, "有同名的委员时，用编号指明是哪一位"))
            (ui::date_field(&fields.field(col::DATE, "日期", true, "")))
            @for attribute in &kind.attributes { (fields.attribute(attribute)) }
            @if !kind.stages.is_empty() { (fields.choice(col::STAGE, "阶段", &kind.stages, true)) }
            @if !kind.roles.is_empty() { (fields.choice(col::ROLE, "角色", &kind.roles, true)) }
            @if let Some(quantity) = &kind.quantity {
                @let hint = format!("单位：{}", quantity.unit);
                (fields.line(col::QUANTITY, &quantity.label, true, &hint))
            }
            @if kind.piece {
                (fields.line(col::SIGNERS, "署名人数", false, "连第一人在内一共几人署名"))
                (fields.line(col::PIECE, "件号", false, "同一件的几条记录用同一个件号；不填时按编号或题目生成"))
            }
            (fields.line(col::DOCUMENT, "凭据", true, "文号、签到表或会议记录"))
            (fields.line(col::RECORDER, "记录单位", false, ""))
            (fields.line(col::CONFIRMED_BY, "确认人", false, "组织单位谁确认的；还没有确认的不填，不填不计分"))
            @if matches!(purpose, Purpose::Correct(_)) {
                (fields.line(REASON, "更正原因", true, "写明错在哪里、依据什么改"))
            }
            @if !warnings.is_empty() { (ui::checkbox(SEEN, "1", "上面的提醒我看过了", false)) }
            div class="acts" {
                (ui::submit(Button::Primary, if matches!(purpose, Purpose::Record) { "登记" } else { "更正" }))
                (ui::button_link(Button::Plain, "不存，返回", &back))
            }
        }
    }
}

/// Warnings on top of the form, and what to do about them; nothing where there are none.
fn looked_at(warnings: &[String]) -> Vec<String> {
    let mut sentences = warnings.to_vec();
    if !warnings.is_empty() {
        sentences.push("还没有登记。核对以后改正，或者在下面勾选“看过了”再提交。".to_owned());
    }
    sentences
}

struct Fields<'a>(Filled<'a>);

impl<'a> Fields<'a> {
    fn field(&self, name: &'a str, label: &'a str, required: bool, hint: &'a str) -> Field<'a> {
        let field = self.0.field(name, label);
        let field = if hint.is_empty() { field } else { field.hint(hint) };
        if required { field.required() } else { field.optional() }
    }

    fn line(&self, name: &'a str, label: &'a str, required: bool, hint: &'a str) -> Markup {
        ui::text_field(&self.field(name, label, required, hint))
    }

    fn choice(&self, name: &'a str, label: &'a str, terms: &[Term], required: bool) -> Markup {
        let mut options = vec![(String::new(), "请选择".to_owned())];
        options.extend(terms.iter().map(|term| (term.id.clone(), term.label.clone())));
        ui::select_field(&self.field(name, label, required, ""), &options)
    }

    fn attribute(&self, attribute: &'a Attribute) -> Markup {
        let name = col::attribute_column(attribute);
        let fields = Fields(self.0);
        match &attribute.content {
            Content::Enumeration(terms) => fields.choice(&name, &attribute.label, terms, attribute.required),
            Content::Date => ui::date_field(&fields.field(&name, &attribute.label, attribute.required, "")),
            Content::Integer | Content::Text => fields.line(&name, &attribute.label, attribute.required, ""),
        }
    }
}

/// Asks before a fact is withdrawn.
pub(super) fn withdraw(fact: &FullFact, reason: &str, error: Option<&str>) -> Markup {
    let path = format!("/facts/{}", fact.fact.id);
    let label = fact.fact.of_kind().map_or(fact.fact.kind.as_str(), |kind| &kind.label);
    ui::confirm(&ui::Confirm {
        title: &format!("撤回{}的这条{label}？", fact.person.name),
        body: html! { p { (fact.fact.occurred_on) " " (fact.fact.title()) " " (fact.fact.particulars()) } },
        consequences: &["这条记录不再计分".to_owned(), "记录和撤回的原因都留着，可以查到".to_owned()],
        cancel: ("先不撤回", &path),
        action: &format!("{path}/withdraw"),
        button: "撤回",
        fields: ui::text_field(&Field::new(REASON, "撤回原因").value(reason).error(error).required()),
    })
}

/// Asks before all facts of a filter are confirmed.
pub(super) fn confirm_all(listing: &Listing, filter: &Filter, waiting: u64, name: &str) -> Markup {
    let back = listing.href("/facts");
    ui::confirm(&ui::Confirm {
        title: &format!("确认 {waiting} 条履职记录？"),
        body: html! { p { "范围：" (filter.conditions()) } },
        consequences: &[format!("{waiting} 条履职记录开始计分"), "记下确认人和时间".to_owned()],
        cancel: ("先不确认", &back),
        action: "/facts/confirm",
        button: "确认",
        fields: html! {
            (listing.hidden())
            (ui::text_field(&Field::new(col::CONFIRMED_BY, "确认人").value(name).hint("组织单位谁确认的").max_length(40)))
        },
    })
}
