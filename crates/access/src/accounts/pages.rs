//! Pages of the administrator.
use chrono::NaiveDate;
use lvzhi_platform::clock::{Millis, format_moment};
use maud::{Markup, html};

use super::bulk::MOST;
use super::{AccountAct, Kind, Person, roles_for};
use crate::ACCOUNTS;
use crate::{Account, AccountState};
use lvzhi_shell::form::Filled;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::policy::{Permission, Relation, Role, grant};
use lvzhi_ui::{
    Button, Chip, Column, Confirm, Field, Tone, button_link, chip, confirm, empty_row, filter, filter_text,
    head, hidden, kv, message, radio_options, section, select_field, submit, table, text_field,
};

const CRUMB: (&str, &str) = ("账号", "/accounts");

pub(super) fn role_label(account: &Account) -> &'static str {
    Role::parse(&account.role).map_or("身份不明", Role::label)
}

pub(super) fn state_chip(account: &Account, now: Millis, today: NaiveDate) -> Markup {
    let state = AccountState::of(account, now);
    let kind = match state {
        AccountState::Active => Chip::Plain,
        AccountState::Waiting => Chip::Dash,
        AccountState::Locked => Chip::Hot,
        AccountState::Disabled => Chip::Soft,
    };
    let until = account.locked_until.filter(|_| state == AccountState::Locked);
    let until = until.map(|until| format!("，到 {}", format_moment(until, today))).unwrap_or_default();
    chip(kind, &format!("{}{until}", state.label()))
}

pub(super) fn find_person(frame: &Frame, words: &str, found: &[(Person, Vec<Account>)]) -> Markup {
    let columns = [Column::new("姓名"), Column::new("编号"), Column::new("单位或职务"), Column::new("账号")];
    let rows = html! {
        @for (person, accounts) in found {
            tr {
                td { (person.name) " " (chip(Chip::Soft, Kind::WORDS.label(person.kind))) }
                td { (person.number) }
                td { (person.place) }
                td {
                    @for account in accounts { a href={ "/accounts/" (account.id) } { (account.login) } " " }
                    @if accounts.is_empty() || person.kind == Kind::Staff {
                        a class="btn sm" href={ "/accounts/new?" (Kind::WORDS.id(person.kind)) "=" (person.id) } {
                            @if accounts.is_empty() { "给他建" } @else { "再建一个" }
                        }
                    }
                }
            }
        }
        @if found.is_empty() { (empty_row(4, "名册里没有找到。查查有没有写错字，或者先在名册里加这个人。")) }
    };
    let body = html! {
        (head("建账号", html! { "先找到这个人。" }, html! {}))
        (filter("/accounts/new", html! { (filter_text("q", "姓名、编号或拼音", words, 14)) }, html! {}))
        @if !words.is_empty() { (table("找到的人", "flow", &columns, rows)) }
        p class="mt5 mute" { "不在名册里的人（例如外请的审计员），" a href="/accounts/new?other=1" { "直接填姓名建账号" } "。" }
    };
    frame.page(ACCOUNTS, "建账号", &[CRUMB], body)
}

pub(super) fn new_form(frame: &Frame, person: Option<&Person>, filled: Filled<'_>) -> Markup {
    let is_member = person.is_some_and(|person| person.kind == Kind::Member);
    let offered: Vec<Role> = Role::WORDS.all().filter(|role| *role != Role::Member).collect();
    let roles = offered.iter().map(|role| (role.id().to_owned(), role.label().to_owned()));
    let roles: Vec<_> = std::iter::once((String::new(), "请选择".to_owned())).chain(roles).collect();
    let title = person.map_or_else(|| "建账号".to_owned(), |person| format!("给{}建账号", person.name));
    let sub = person
        .map(|person| format!("{} · {} · {}", Kind::WORDS.label(person.kind), person.number, person.place));
    let body = html! {
        (head(&title, html! { (sub.unwrap_or_default()) }, html! {}))
        (filled.errors.summary())
        form class="form mt4" method="post" action="/accounts" {
            @match person {
                Some(person) => (hidden(Kind::WORDS.id(person.kind), &person.id.to_string())),
                None => (text_field(&filled.field("name", "姓名").required())),
            }
            (text_field(&filled.field("login", "登录名").required().autocomplete("off")
                .hint("小写字母、数字和 . _ -，全系统不能重复。")))
            @if !is_member {
                (select_field(&filled.field("role", "身份").required().hint("身份决定能看什么、能改什么，见下表。"), &roles))
            }
            div class="acts" {
                (submit(Button::Primary, "建账号"))
                (button_link(Button::Quiet, "先不建", "/accounts"))
            }
        }
        p class="sm mute mt5" { "建好后显示一次初始密码，请当面或用电话告诉本人；他首次登录必须换掉。" }
        (role_table(frame, if is_member { &[Role::Member] } else { &offered }))
    };
    frame.page(ACCOUNTS, &title, &[CRUMB], body)
}

/// What each role may do, as the slices have declared it.
fn role_table(frame: &Frame, roles: &[Role]) -> Markup {
    let permissions = frame.register.all::<Permission>();
    let held = |role: Role, relation: Relation| {
        let labels = permissions.iter().filter(|permission| grant(role, **permission) == Some(relation));
        labels.map(|permission| permission.label).collect::<Vec<_>>().join("、")
    };
    let columns = [Column::new("身份"), Column::new("能看、能办"), Column::new("第二步验证")];
    let rows = html! {
        @for role in roles {
            @let (all, own) = (held(*role, Relation::SameCommittee), held(*role, Relation::Own));
            tr {
                th scope="row" class="nowrap" { (role.label()) }
                td class="line1" {
                    (all)
                    @if !own.is_empty() { @if !all.is_empty() { "；" } "只对本人：" (own) }
                    @if all.is_empty() && own.is_empty() { span class="mute" { "只有自己的账号和通知" } }
                }
                td data-l="第二步验证" { @if role.needs_second_factor() { "要开" } @else { "可以不开" } }
            }
        }
    };
    let body = table("各身份的权限", "dense top flow", &columns, rows);
    html! { div class="mt6" { (section("身份能看什么、办什么", "由各部分的权限列出，只限本单位", html! {}, body)) } }
}

pub(super) fn issued(frame: &Frame, title: &str, name: &str, login: &str, password: &str) -> Markup {
    let body = html! {
        (head(title, html! { "这个密码只显示这一次，离开本页就再也看不到。" }, html! {}))
        (kv(&[
            ("姓名", html! { (name) }),
            ("登录名", html! { b { (login) } }),
            ("一次性密码", html! { span class="code" { (password) } }),
        ]))
        p class="mt4 mute" { "请当面或用电话告诉本人。他登录后必须先换成自己的密码。没来得及记下的，再重置一次。" }
        div class="acts" { (button_link(Button::Primary, "记下了，回账号表", "/accounts")) }
    };
    frame.page(ACCOUNTS, title, &[CRUMB], body)
}

pub(super) fn members(frame: &Frame, missing: usize, unused: usize) -> Markup {
    let pair = |value: &str, label: String| (value.to_owned(), label);
    let mut scopes = Vec::new();
    if missing > 0 {
        scopes.push(pair("missing", format!("还没有账号的委员，{missing} 人")));
    }
    if unused > 0 {
        scopes.push(pair("unused", format!("有账号、还没换掉初始密码的，{unused} 人：重发密码，旧的作废")));
    }
    let formats = [pair("xlsx", "Excel 表（.xlsx）".into()), pair("csv", "文本表（.csv）".into())];
    let first = scopes.first().map_or("", |(value, _)| value.as_str());
    let body = html! {
        (head("给委员批量建账号", html! { "没有账号的委员 " b { (missing) } " 人，还没换掉初始密码的 " b { (unused) } " 人。" }, html! {}))
        @if scopes.is_empty() {
            (message(Tone::Good, html! { "委员都有账号，也都换上了自己的密码。没有要办的。" }, html! { (button_link(Button::Plain, "回账号表", "/accounts")) }))
        } @else {
            form class="form" method="post" action="/accounts/members" {
                (radio_options(&Field::new("scope", "给谁").value(first).required(), &scopes, 1))
                (radio_options(&Field::new("format", "要哪种表").value("xlsx").required(), &formats, 2))
                div class="acts" {
                    (button_link(Button::Plain, "先不建", "/accounts"))
                    (submit(Button::Primary, "建好并下载密码表"))
                }
            }
            ul class="sm mute mt5 stack" {
                li { "登录名就是委员编号；别的单位已经用了这个编号的，前面加地区拼音首字母。" }
                li { "密码表只下载这一次。发完请删除；没有下载成的，再来这里重发。" }
                li { "每人要算一次密码，600 人约 10 秒，请等它下载完。一次最多 " (MOST) " 人，多的再来一次。" }
            }
        }
    };
    frame.page(ACCOUNTS, "给委员批量建账号", &[CRUMB], body)
}

pub(super) fn show(
    frame: &Frame,
    account: &Account,
    last_login: Option<Millis>,
    own: bool,
    done: &str,
    now: Millis,
) -> Markup {
    let last = last_login.map_or_else(|| "还没有登录过".to_owned(), |at| format_moment(at, frame.today));
    let acts = AccountAct::WORDS.all().filter(|act| {
        *act == AccountAct::ChangeRole && roles_for(account).len() > 1 || act.is_due(account, None)
    });
    let done = match done {
        "before" => Some("这个账号已经建过，没有再建。初始密码只在建好时显示一次；没记下的请重置密码。"),
        "second-factor" => Some("第二步验证已重置。他下次登录只用密码，要求他登录后重新开。"),
        "unlock" => Some("已解除锁定。"),
        "disable" => Some("已停用，他的登录都已结束。"),
        "enable" => Some("已恢复使用。"),
        "role" => Some("身份已改，他要重新登录。"),
        _ => None,
    };
    let body = html! {
        @if let Some(sentence) = done { div class="mb4" { (message(Tone::Good, html! { (sentence) }, html! {})) } }
        (head(&account.name, html! { (role_label(account)) " · " (account.login) }, html! {}))
        (section("账号", "", html! {}, kv(&[
            ("登录名", html! { (account.login) }),
            ("身份", html! { (role_label(account)) }),
            ("状态", state_chip(account, now, frame.today)),
            ("第二步验证", html! { @if account.totp_secret.is_some() { "已开" } @else { "没有开" } }),
            ("上次登录", html! { (last) }),
            ("建于", html! { (format_moment(account.created_at, frame.today)) }),
        ])))
        @if own {
            p class="mt4 mute" { "这是您自己的账号。密码和第二步验证请到" a href="/account" { "我的账号" } "去改；停用和改身份要由另一位管理员办。" }
        } @else {
            div class="acts" {
                @for act in acts {
                    (button_link(if act == AccountAct::Disable { Button::Danger } else { Button::Plain }, act.label(),
                        &format!("/accounts/{}/{}", account.id, act.slug())))
                }
            }
        }
    };
    frame.page(ACCOUNTS, &account.name, &[CRUMB], body)
}

pub(super) fn ask(frame: &Frame, account: &Account, act: AccountAct) -> Markup {
    let title = format!("给{}（{}）{}？", account.name, account.login, act.label());
    let lines: &[&str] = match act {
        AccountAct::ResetPassword => {
            &["旧密码马上作废", "他的登录都会结束", "新的一次性密码显示一次，他登录后必须换掉"]
        }
        AccountAct::ResetSecondFactor => {
            &["他手机上的验证码不再管用", "他的登录都会结束", "请先确认来要求的是他本人"]
        }
        AccountAct::Unlock => &["输错的次数清零，他马上可以再登录"],
        AccountAct::Disable => &["他的登录都会结束，不能再登录", "他做过的事和记录都保留", "以后可以恢复"],
        AccountAct::Enable => &["他可以用原来的密码登录"],
        AccountAct::ChangeRole => &["他能看和能改的范围随身份改变", "他的登录都会结束"],
    };
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let offered = roles_for(account);
    let roles: Vec<_> = offered.iter().map(|role| (role.id().to_owned(), role.label().to_owned())).collect();
    let fields = html! {
        @if act == AccountAct::ChangeRole {
            div class="mt4" { (select_field(&Field::new("role", "改成").value(&account.role).required(), &roles)) }
        }
    };
    let home = format!("/accounts/{}", account.id);
    let body = confirm(&Confirm {
        title: &title,
        body: html! {},
        consequences: &lines,
        cancel: ("先不办", &home),
        action: &format!("{home}/{}", act.slug()),
        button: act.label(),
        fields,
    });
    let body = html! { (body) @if act == AccountAct::ChangeRole { (role_table(frame, &offered)) } };
    frame.page(ACCOUNTS, act.label(), &[CRUMB, (&account.name, &home)], body)
}
