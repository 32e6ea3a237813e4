//! One member's file. Modules above add their sections.
use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use uuid::Uuid;

use super::MemberFile;
use super::edit_web::Tried;
use super::list_page::posts_words;
use crate::KEEP_PEOPLE;
use crate::roster::Standing;
use lvzhi_imports::mask_phone;
use lvzhi_shell::form::{Errors, Filled, Sent};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::format::full_date;
use lvzhi_ui::{self as ui, Button, Column, Tone};

fn day(date: NaiveDate) -> String {
    full_date(date.year(), date.month(), date.day())
}

fn span(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    let from = from.map_or_else(|| "届初".to_owned(), day);
    to.map_or_else(|| format!("{from}起"), |to| format!("{from}—{}", day(to)))
}

/// The body of a member's page: his own sections first, then those of modules above (facts, scores), in order.
/// He himself sees it too, without the buttons.
#[must_use]
pub fn member_page(frame: &Frame, file: &MemberFile, sections: Vec<Markup>) -> Markup {
    page(frame, file, None, sections)
}

/// His own sections, with a form on it as it was typed and what is wrong with it.
pub(super) fn after(frame: &Frame, file: &MemberFile, tried: &Tried<'_>) -> Markup {
    html! { (tried.summary()) (page(frame, file, Some(tried), Vec::new())) }
}

fn page(frame: &Frame, file: &MemberFile, tried: Option<&Tried<'_>>, sections: Vec<Markup>) -> Markup {
    let (person, row) = (&file.person, &file.person.member);
    let keeps = frame.may_all(KEEP_PEOPLE);
    let own = frame.actor.as_deref().is_some_and(|actor| actor.member == Some(row.id));
    let standing = person.standing(frame.today);
    let posts = posts_words(person, frame.today);
    let sub = html! {
        (person.sector) @if !posts.is_empty() { "，" (posts) } "，" (file.term) "委员。"
        @match standing {
            Standing::Serving => "在任。",
            Standing::Exempt => "现在免评。",
            Standing::Left => "不在任。",
        }
    };
    let action = html! { @if keeps { (ui::button_link(Button::Primary, "修改", &format!("/members/{}/edit", row.id))) } };
    html! {
        (ui::head(&row.name, sub, action))
        @if own { div class="mb5" { (ui::message(Tone::Plain, html! { "这里是您在委员名册里的内容。有不对的，请告诉委员工作机构更正。" }, html! {})) } }
        div class="cols" {
            (ui::section_in("w6", "基本情况", "", html! {}, basics(file, keeps || own)))
            div class="w6" {
                (ui::section("职务", "", html! {}, post_list(file, frame.today, keeps, tried)))
                (ui::section("免评", "免评期间不计考评", html! {}, exemption_list(file, frame.today, keeps, tried)))
            }
        }
        @for section in sections { (section) }
    }
}

fn basics(file: &MemberFile, whole_phone: bool) -> Markup {
    let (person, row) = (&file.person, &file.person.member);
    let text = |text: &str| {
        if text.is_empty() {
            html! { span class="faint" { "未填" } }
        } else {
            html! { (text) }
        }
    };
    let phone = if whole_phone { row.phone.clone() } else { mask_phone(&row.phone) };
    ui::kv(&[
        ("委员编号", text(&row.number)),
        ("届次", text(&file.term)),
        ("界别", text(&person.sector)),
        ("专委会", text(&person.special_committee)),
        ("性别", text(&row.sex)),
        ("民族", text(&row.ethnicity)),
        ("出生年月", text(&row.born)),
        ("工作单位及职务", text(&row.employer)),
        ("手机", text(&phone)),
        ("任职", html! { (span(Some(row.starts_on), row.ends_on)) }),
        ("备注", text(&row.note)),
    ])
}

/// A form in a row that ends something on a day.
fn end_form(action: &str, today: NaiveDate, id: Uuid, tried: Option<&Tried<'_>>) -> Markup {
    let label = "终止";
    let field = format!("end-{id}");
    let filled = tried.and_then(|tried| tried.of(&field));
    let day = filled.map_or_else(|| today.to_string(), |filled| filled.sent.get("last_day").to_owned());
    let error = filled.and_then(|filled| filled.errors.of(&field));
    let noted = error.map(|_| format!("{field}-e"));
    html! {
        details class="no-print" open[error.is_some()] {
            summary { span class="tw" {} (label) }
            form method="post" action=(action) {
                label class="sm" for=(field) { "最后一天" }
                input class="in" type="date" id=(field) name="last_day" value=(day) required
                    aria-invalid=[error.map(|_| "true")] aria-describedby=[noted.as_deref()];
                @if let Some(sentence) = error { p class="err" id=[noted.as_deref()] { (sentence) } }
                div class="acts" { (ui::submit(Button::Plain, label)) }
            }
        }
    }
}

fn post_list(file: &MemberFile, today: NaiveDate, keeps: bool, tried: Option<&Tried<'_>>) -> Markup {
    let typed = tried.and_then(|tried| tried.of("posts"));
    let none = Errors::default();
    let fresh = Sent::default().with("post_from", today.to_string());
    let form = typed.unwrap_or(Filled { sent: &fresh, errors: &none });
    let posts = &file.person.posts;
    let base = format!("/members/{}/posts", file.person.member.id);
    let columns = [Column::new("职务"), Column::new("时间"), Column::new("操作").hidden()];
    let kind = |post: &str| match post {
        "chair_meeting" => "主席会议成员",
        "party_group" => "党组成员",
        _ => "常委会组成人员",
    };
    let options: Vec<(String, String)> =
        super::posts::TITLES.iter().map(|title| ((*title).to_owned(), (*title).to_owned())).collect();
    html! {
        @if posts.is_empty() {
            p class="mute" { "没有担任常委以上职务。" }
        } @else {
            (ui::table("职务", "dense plain", &columns, html! {
                @for post in posts {
                    tr {
                        th scope="row" class="lite" { (post.title) " " span class="mute sm" { (kind(&post.post)) } }
                        td { (span(post.starts_on, post.ends_on)) }
                        td { @if keeps && post.ends_on.is_none() { (end_form(&format!("{base}/{}/end", post.id), today, post.id, tried)) } }
                    }
                }
            }))
        }
        @if keeps {
            details class="mt3 no-print" open[typed.is_some()] {
                summary { span class="tw" {} "登记一项职务" }
                form class="form" method="post" action=(base) {
                    div class="two" {
                        (ui::select_field(&form.field("title", "职务").required(), &options))
                        (ui::date_field(&form.field("post_from", "第一天").required()))
                    }
                    div class="acts" { (ui::submit(Button::Plain, "登记职务")) }
                }
            }
        }
    }
}

fn exemption_list(file: &MemberFile, today: NaiveDate, keeps: bool, tried: Option<&Tried<'_>>) -> Markup {
    let typed = tried.and_then(|tried| tried.of("exemptions"));
    let none = Errors::default();
    let fresh = Sent::default().with("exempt_from", today.to_string());
    let form = typed.unwrap_or(Filled { sent: &fresh, errors: &none });
    let list = &file.person.exemptions;
    let base = format!("/members/{}/exemptions", file.person.member.id);
    let columns = [Column::new("原因"), Column::new("时间"), Column::new("操作").hidden()];
    html! {
        @if list.is_empty() {
            p class="mute" { "没有免评。" }
        } @else {
            (ui::table("免评", "dense plain", &columns, html! {
                @for item in list {
                    tr {
                        th scope="row" class="lite" { (item.reason) }
                        td { (span(Some(item.starts_on), item.ends_on)) }
                        td { @if keeps && item.ends_on.is_none_or(|end| end > today) { (end_form(&format!("{base}/{}/end", item.id), today, item.id, tried)) } }
                    }
                }
            }))
        }
        @if keeps {
            details class="mt3 no-print" open[typed.is_some()] {
                summary { span class="tw" {} "登记一段免评" }
                form class="form" method="post" action=(base) {
                    (ui::text_field(&form.field("reason", "原因").required().placeholder("因病、援藏、挂职")))
                    div class="two" {
                        (ui::date_field(&form.field("exempt_from", "第一天").required()))
                        (ui::date_field(&form.field("exempt_to", "最后一天").optional().hint("不填就一直到终止为止")))
                    }
                    div class="acts" { (ui::submit(Button::Plain, "登记免评")) }
                }
            }
        }
    }
}
