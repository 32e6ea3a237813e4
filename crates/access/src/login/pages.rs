//! Pages of the door.
use maud::{Markup, html};

use super::kept::Kept;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{
    Button, Field, Tone, button_link, hidden, message, password_field, post_button, submit, text_field,
};

pub(super) fn login(frame: &Frame, login: &str, next: &str, kept: &str, error: Option<&str>) -> Markup {
    door(frame, login, next, kept, refusal(error), error.is_none())
}

/// The login page for somebody whose session ended while he filled in a form.
pub(super) fn login_again(frame: &Frame, kept: &str) -> Markup {
    let text = "登录已过期，刚才交的还没有办。填的内容都留着：用同一个账号登录后，再按一下就交。";
    let note = html! { div class="mt4" { (message(Tone::Soon, html! { (text) }, html! {})) } };
    door(frame, "", "/", kept, note, true)
}

fn door(frame: &Frame, login: &str, next: &str, kept: &str, note: Markup, fresh: bool) -> Markup {
    frame.bare(
        "登录",
        html! {
            h1 { "登录" }
            (note)
            form class="form mt4" method="post" action="/login" {
                (hidden("next", next))
                @if !kept.is_empty() { (hidden("kept", kept)) }
                (login_field(login, fresh))
                (password_field(&Field::new("password", "密码").autocomplete("current-password").required()))
                div class="acts" { (submit(Button::Primary, "登录")) }
            }
            p class="sm mute mt5" { "忘了密码，或者还没有账号，请找本单位的系统管理员。" }
        },
    )
}

/// What was filled in before the login, to be sent with one press.
pub(super) fn send_again(frame: &Frame, kept: &Kept) -> Markup {
    let filled = kept.fields.iter().filter(|(_, value)| !value.trim().is_empty()).count();
    frame.bare(
        "接着交",
        html! {
            h1 { "登录好了，接着交" }
            p { "登录过期前填的 " b { (filled) } " 项都在。按“再交一次”就照原样交上；不交就不会办。" }
            form class="mt4" method="post" action=(kept.path) {
                @for (name, value) in &kept.fields { (hidden(name, value)) }
                div class="acts" { (submit(Button::Primary, "再交一次")) (button_link(Button::Plain, "不交了，回首页", "/")) }
            }
        },
    )
}

fn login_field(login: &str, fresh: bool) -> Markup {
    let field = Field::new("login", "登录名").value(login).autocomplete("username").required();
    let field = field.hint("委员的登录名一般就是委员编号。").max_length(60);
    text_field(&if fresh { field.autofocus() } else { field })
}

pub(super) fn code(frame: &Frame, next: &str, kept: &str, error: Option<&str>) -> Markup {
    let field = code_field("手机上的 6 位验证码").autofocus();
    frame.bare(
        "第二步验证",
        html! {
            h1 { "第二步验证" }
            p { "您的账号开了第二步验证。请打开手机上的验证器，填现在显示的 6 位数字。" }
            (refusal(error))
            form class="form mt4" method="post" action="/login/code" {
                (hidden("next", next))
                @if !kept.is_empty() { (hidden("kept", kept)) }
                (text_field(&field))
                div class="acts" { (submit(Button::Primary, "继续")) }
            }
            p class="sm mute mt5" { "手机不在身边或者换了手机，请系统管理员重置第二步验证。" }
            (post_button(Button::Quiet, "换一个账号登录", "/logout", &[]))
        },
    )
}

/// A field for a code of the second factor.
pub(crate) fn code_field(label: &str) -> Field<'_> {
    Field::new("code", label).autocomplete("one-time-code").inputmode("numeric").max_length(10).required()
}

/// The sentence above a form that was refused.
pub(crate) fn refusal(error: Option<&str>) -> Markup {
    html! { @if let Some(sentence) = error { div class="mt4" { (message(Tone::Bad, html! { (sentence) }, html! {})) } } }
}
