//! Pages of the second factor.
use std::fmt::Write;

use lvzhi_platform::auth::{Actor, Enrolment};
use lvzhi_platform::{Error, Result};
use maud::{Markup, html};
use qrcode::{Color, QrCode};

use crate::login::pages::{code_field, refusal};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{Button, Field, button_link, hidden, password_field, post_button, submit, text_field};

/// White cells around a QR code, as ISO 18004 wants.
const QUIET_ZONE: usize = 4;

pub(super) fn offer(
    frame: &Frame,
    actor: &Actor,
    enrolment: &Enrolment,
    pending: &str,
    error: Option<&str>,
) -> Result<Markup> {
    let address = enrolment.address(&actor.login);
    let body = html! {
        h1 { "开第二步验证" }
        @if actor.must_enrol { p { "您的身份能看到或改动他人的数据，要先开第二步验证才能使用。" } }
        p { "以后登录除了密码，还要填手机上每 30 秒一换的 6 位数字。别人拿到密码也进不来。" }
        (refusal(error))
        ol class="mt4 stack" {
            li { b { "一、" } "手机上装任意一个支持 TOTP 的验证器，例如微信小程序“腾讯身份验证器”、FreeOTP、Microsoft Authenticator。" }
            li { b { "二、" } "用它扫这张码。" div class="qr mt3" { (qr_svg(&address)?) } }
            li {
                "扫不了的，在验证器里手工填这串密钥（按时间、6 位、30 秒）："
                p class="mono mt2" { (grouped(&enrolment.text())) }
            }
            li { b { "三、" } "把手机上现在显示的数字填在这里。" }
        }
        form class="form mt4" method="post" action="/account/second-factor" {
            (hidden("pending", pending))
            (text_field(&code_field("6 位验证码")))
            div class="acts" {
                (submit(Button::Primary, "开第二步验证"))
                @if !actor.must_enrol { (button_link(Button::Quiet, "先不开", "/account")) }
            }
        }
        p class="sm mute mt5" { "这张码只在这一页显示，半小时内有效。手机丢了，请系统管理员重置。" }
        @if actor.must_enrol { (post_button(Button::Quiet, "换一个账号登录", "/logout", &[])) }
    };
    Ok(frame.bare("开第二步验证", body))
}

pub(super) fn enrolled(frame: &Frame, error: Option<&str>) -> Markup {
    frame.bare(
        "第二步验证",
        html! {
            h1 { "第二步验证已开" }
            p { "登录时要填手机上的 6 位验证码。换手机前，请先在这里关掉，再用新手机重新开。" }
            (refusal(error))
            form class="form mt4" method="post" action="/account/second-factor/remove" {
                (password_field(&Field::new("password", "密码").autocomplete("current-password").required()))
                (text_field(&code_field("手机上的 6 位验证码")))
                div class="acts" {
                    (button_link(Button::Plain, "不关，回我的账号", "/account"))
                    (submit(Button::Danger, "关掉第二步验证"))
                }
            }
        },
    )
}

/// Base 32 in groups of four, for typing.
fn grouped(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// A QR code as one path: no style attribute, so that the content security policy holds. Always black on white.
fn qr_svg(text: &str) -> Result<Markup> {
    let code = QrCode::new(text).map_err(Error::internal)?;
    let side = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (at % side + QUIET_ZONE, at / side + QUIET_ZONE);
            let _ = write!(path, "M{x} {y}h1v1h-1z"); // writing to a String cannot fail
        }
    }
    let whole = side + 2 * QUIET_ZONE;
    Ok(html! {
        svg viewBox={ "0 0 " (whole) " " (whole) } role="img" aria-label="给验证器扫的二维码" shape-rendering="crispEdges" {
            rect width=(whole) height=(whole) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    })
}
