//! Pages of one's own account.
use chrono::NaiveDate;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::clock::{Millis, format_moment};
use maud::{Markup, html};

use crate::login::pages::refusal;
use crate::store::{Account, Session};
use lvzhi_shell::frame::Frame;
use lvzhi_shell::frame::HOME;
use lvzhi_shell::policy::Role;
use lvzhi_ui::{
    Button, Column, Field, Tone, button_link, head, kv, message, password_field, post_button, section,
    submit, table,
};

/// What the page of one's own account shows.
pub(super) struct AccountView {
    pub account: Account,
    pub committee: String,
    pub sessions: Vec<Session>,
    /// Moments of the latest logins, this one first.
    pub logins: Vec<Millis>,
}

pub(super) fn account(frame: &Frame, actor: &Actor, view: &AccountView, done: &str) -> Markup {
    let moment = |at: Millis| format_moment(at, frame.today);
    let role = Role::parse(&view.account.role).map_or("", Role::label);
    let before = view.logins.get(1).map_or_else(|| "这是第一次登录".to_owned(), |at| moment(*at));
    let factor = if actor.totp_enrolled { "已开" } else { "没有开" };
    let body = html! {
        (done_message(done))
        (head(&view.account.name, html! { (role) " · " (view.committee) }, html! {}))
        (section("账号", "", html! {}, kv(&[
            ("登录名", html! { (view.account.login) }),
            ("身份", html! { (role) }),
            ("单位", html! { (view.committee) }),
            ("上次登录", html! { (before) }),
            ("第二步验证", html! { (factor) }),
        ])))
        div class="acts" {
            (button_link(Button::Plain, "改密码", "/account/password"))
            (button_link(Button::Plain, if actor.totp_enrolled { "第二步验证" } else { "开第二步验证" }, "/account/second-factor"))
            (post_button(Button::Quiet, "退出登录", "/logout", &[]))
        }
        div class="mt6" {
            (section("登录着的地方", "不认得的，请结束它并改密码", html! {}, sessions(&view.sessions, &actor.session, frame.today)))
            @if view.sessions.len() > 1 {
                div class="acts" { (post_button(Button::Plain, "结束其他登录", "/account/sessions/close", &[])) }
            }
        }
    };
    frame.page(HOME, "我的账号", &[], body)
}

fn done_message(done: &str) -> Markup {
    let sentence = match done {
        "password" => "密码已改，其他地方的登录都已结束。",
        "sessions" => "其他地方的登录都已结束。",
        "enrolled" => "第二步验证已开。下次登录要填手机上的验证码。",
        "removed" => "第二步验证已关。",
        _ => return html! {},
    };
    html! { div class="mb4" { (message(Tone::Good, html! { (sentence) }, html! {})) } }
}

fn sessions(sessions: &[Session], current: &str, today: NaiveDate) -> Markup {
    let columns = [Column::new("用什么登录"), Column::new("登录时间"), Column::new("最近使用")];
    let rows = html! {
        @for session in sessions {
            tr {
                td {
                    (browser(&session.user_agent))
                    @if session.token_digest == current { b { "（就是这里）" } }
                }
                td { (format_moment(session.created_at, today)) }
                td { (format_moment(session.seen_at, today)) }
            }
        }
    };
    table("登录着的地方", "plain", &columns, rows)
}

/// The browser and system in two words; the raw name is of no use to people.
fn browser(agent: &str) -> String {
    let named = |names: &[(&str, &str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, label)| (*label).to_owned())
    };
    let program = named(&[
        ("MicroMessenger", "微信"),
        ("Edg/", "Edge 浏览器"),
        ("Firefox/", "Firefox 浏览器"),
        ("Chrome/", "Chrome 内核浏览器"),
        ("Safari/", "Safari 浏览器"),
    ]);
    let system = named(&[
        ("Android", "安卓手机"),
        ("iPhone", "苹果手机"),
        ("iPad", "苹果平板"),
        ("Windows", "Windows 电脑"),
        ("Macintosh", "苹果电脑"),
        ("Linux", "Linux 电脑"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{system} · {program}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "未知设备".into(),
    }
}

pub(super) fn password(frame: &Frame, actor: &Actor, defect: Option<(&str, &str)>) -> Markup {
    let error = |field: &str| defect.filter(|(at, _)| *at == field).map(|(_, sentence)| sentence);
    let first = actor.must_change_password;
    let old = if first { "发给您的初始密码" } else { "原密码" };
    let body = html! {
        @if first {
            h1 { "请先换成自己的密码" }
            p { (actor.name) "，您用的是一次性初始密码。换成只有您知道的密码，再开始使用。" }
        } @else {
            h1 { "改密码" }
        }
        (refusal(error("")))
        form class="form mt4" method="post" action="/account/password" {
            (password_field(&Field::new("old", old).autocomplete("current-password").required().error(error("old"))))
            (password_field(&Field::new("new", "新密码").autocomplete("new-password").required().error(error("new"))
                .hint("至少 8 个字符，字母、数字、符号至少用两种，不含登录名和姓名。")))
            (password_field(&Field::new("again", "再填一次新密码").autocomplete("new-password").required().error(error("again"))))
            div class="acts" {
                (submit(Button::Primary, "改密码"))
                @if !first { (button_link(Button::Quiet, "先不改", "/account")) }
            }
        }
        p class="sm mute mt5" { "改好以后，您在其他地方的登录会结束。" }
        @if first { (post_button(Button::Quiet, "换一个账号登录", "/logout", &[])) }
    };
    frame.bare("改密码", body)
}
