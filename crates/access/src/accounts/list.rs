//! The list of accounts: what it is asked for, its columns, its page.
use chrono::NaiveDate;
use lvzhi_platform::clock::{Millis, format_moment};
use maud::{Markup, html};

use super::pages::{role_label, state_chip};
use crate::noun::{ACCOUNT, EXPORT};
use crate::{ACCOUNTS, Account, AccountState};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::listing::{Column, Export, Listing, Shown};
use lvzhi_shell::policy::Role;
use lvzhi_ui::{self as ui, Button};

/// Which accounts, in which order.
pub(super) struct Filter {
    pub(super) role: Option<Role>,
    pub(super) state: Option<AccountState>,
    pub(super) words: Option<String>,
    pub(super) order: (&'static str, bool),
}

impl Filter {
    pub(super) fn of(listing: &mut Listing) -> Self {
        Self {
            role: listing.word("role", "身份", &Role::WORDS),
            state: listing.word("state", "状态", &AccountState::WORDS),
            words: listing.text("q", "姓名或登录名"),
            order: listing.order(&["role", "name", "login"]),
        }
    }
}

pub(super) const TAKEN: Export<'_> =
    Export { action: EXPORT, subject: ACCOUNT.id, counted: "个账号", file: "账号", detail: &[] };

/// When it is looked at.
pub(super) struct Seen {
    pub(super) now: Millis,
    pub(super) today: NaiveDate,
}

type Col = Column<'static, Account, Seen>;

pub(super) fn columns() -> Vec<Col> {
    let second = |account: &Account| if account.totp_secret.is_some() { "已开" } else { "没有开" };
    vec![
        Col::text("姓名", 14.0, |account, _| &account.name)
            .drawn(|account, _| html! { a href={ "/accounts/" (account.id) } { (account.name) } })
            .sorted("name"),
        Col::text("登录名", 18.0, |account, _| &account.login).sorted("login"),
        Col::text("身份", 14.0, |account, _| role_label(account)).sorted("role"),
        Col::text("状态", 14.0, |account, seen| AccountState::of(account, seen.now).label())
            .drawn(|account, seen| state_chip(account, seen.now, seen.today)),
        Col::text("第二步验证", 12.0, move |account, _| second(account)).class("hide-s"),
        Col::words("建于", 18.0, |account, seen| format_moment(account.created_at, seen.today)).sheet_only(),
    ]
}

pub(super) fn page(
    frame: &Frame,
    listing: &Listing,
    accounts: &[Account],
    total: u64,
    seen: &Seen,
) -> Markup {
    let choices = |mut options: Vec<(String, String)>| {
        options.insert(0, (String::new(), "全部".to_owned()));
        options
    };
    let fields = html! {
        (ui::filter_select("role", "身份", &choices(Role::WORDS.options()), listing.value("role")))
        (ui::filter_select("state", "状态", &choices(AccountState::WORDS.options()), listing.value("state")))
        (ui::filter_text("q", "姓名或登录名", listing.value("q"), 10))
    };
    let shown = Shown {
        caption: "账号",
        class: "dense flow",
        unit: "个",
        total,
        fields,
        empty: ("还没有账号", "给要用系统的人各建一个。", Some(("建账号", "/accounts/new"))),
    };
    let actions = html! {
        @if total > 0 {
            form method="post" action="/accounts/export" { (listing.hidden()) (ui::submit(Button::Plain, "导出")) }
        }
        (ui::button_link(Button::Plain, "给委员批量建", "/accounts/members"))
        (ui::button_link(Button::Primary, "建账号", "/accounts/new"))
    };
    let body = html! {
        (ui::head("账号", html! { "共 " b { (total) } " 个。一人一个身份一个账号；兼两职的，建两个。" }, actions))
        (listing.draw(&shown, &columns(), accounts, seen))
    };
    frame.page(ACCOUNTS, "账号", &[], body)
}
