//! The page of one paper, and the question before one is declared void.
use lvzhi_platform::clock::format_moment;
use lvzhi_schema::papers::paper;
use lvzhi_shell::form::Filled;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Button, Tone};
use maud::{Markup, html};

use crate::kind::PaperKind;
use crate::list::full_day;
use crate::noun::{PAPERS, SEE_PAPERS};
use crate::store::Filed;

/// Where the pages of papers hang for whoever has no list of them.
pub(crate) fn crumbs(frame: &Frame) -> &'static [(&'static str, &'static str)] {
    if frame.may_all(SEE_PAPERS) { &[("公文", "/papers")] } else { &[] }
}

/// One paper. `holder` is the page of what it was made from, for those who see it.
pub(crate) fn show(
    frame: &Frame,
    kind: &PaperKind,
    (paper, void): &Filed,
    holder: Option<&str>,
    issues: bool,
) -> Markup {
    let path = format!("/papers/{}", paper.id);
    let actions = html! {
        (ui::post_button(Button::Primary, "下载 docx", &format!("{path}/file"), &[]))
        @if issues && void.is_none() { (ui::button_link(Button::Danger, "作废", &format!("{path}/void"))) }
    };
    let made_from = html! {
        @match holder {
            Some(href) => a href=(href) { (paper.holder_title) },
            None => (paper.holder_title),
        }
    };
    let issued = format!("{}，{}", paper.issued_by_name, format_moment(paper.issued_at, frame.today));
    let body = html! {
        (ui::head(&paper.title, html! { (paper.number) }, actions))
        @if let Some(void) = void {
            (ui::message(Tone::Bad, html! {
                (void.voided_by_name) " " (format_moment(void.voided_at, frame.today)) " 作废：" (void.reason)
            }, html! {}))
        }
        (ui::kv(&[
            ("种类", html! { (kind.label) }),
            ("文号", html! { (paper.number) }),
            ("成文日期", html! { (full_day(paper.issued_on)) }),
            ("依据", made_from),
            ("印发", html! { (issued) }),
            ("文件 SM3 摘要", html! { span class="mono sm" { (paper.digest) } }),
        ]))
    };
    frame.page(PAPERS, &paper.number, crumbs(frame), body)
}

/// Asks why a paper is void.
pub(crate) fn ask_void(frame: &Frame, paper: &paper::Model, filled: &Filled<'_>) -> Markup {
    let path = format!("/papers/{}", paper.id);
    let reason = filled.field("reason", "作废的原因").required().hint("会印在目录里，也留在审计记录里。");
    let body = html! {
        (ui::head("作废公文", html! { (paper.number) "《" (paper.title) "》" }, html! {}))
        (filled.errors.summary())
        p class="mb4" { "作废以后不能恢复。公文和文件仍然留着，标明已作废；这个号不再使用。" }
        form class="form" method="post" action={ (path) "/void" } {
            (ui::text_field(&reason))
            div class="acts" { (ui::submit(Button::Danger, "作废")) (ui::button_link(Button::Quiet, "不作废", &path)) }
        }
    };
    frame.page(PAPERS, "作废公文", crumbs(frame), body)
}
