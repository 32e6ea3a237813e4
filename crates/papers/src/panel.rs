//! The papers of an object, at the end of its page.
use std::sync::Arc;

use lvzhi_platform::Result;
use lvzhi_platform::auth::Actor;
use lvzhi_shell::app::App;
use lvzhi_shell::frame::Frame;
use lvzhi_shell::holder::{Panel, Seen};
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_ui::{self as ui, Button, Chip, Column};
use maud::{Markup, html};

use crate::PaperKind;
use crate::kind::find;
use crate::list::full_day;
use crate::store::{self, Filed};

pub(crate) const PANEL: Panel = Panel { place: 1, draw };

fn draw<'a>(app: &'a App, frame: &'a Frame, seen: &'a Seen) -> BoxFuture<'a, Result<Markup>> {
    Box::pin(async move {
        let Some(actor) = frame.actor.as_ref() else { return Ok(html! {}) };
        let kinds: Vec<_> =
            app.register.all::<PaperKind>().iter().filter(|kind| kind.of == seen.kind()).collect();
        if kinds.is_empty() {
            return Ok(html! {});
        }
        let papers = store::of_holder(&app.db, seen.committee(), seen.kind().id, seen.anchor()).await?;
        let papers: Vec<_> = papers
            .into_iter()
            .filter(|(paper, _)| find(&app.register, &paper.kind).is_some_and(|kind| kind.may_read(actor)))
            .collect();
        Ok(section(actor, seen, &kinds, &papers))
    })
}

fn section(actor: &Arc<Actor>, seen: &Seen, kinds: &[&PaperKind], papers: &[Filed]) -> Markup {
    let issuable: Vec<_> = kinds.iter().filter(|kind| kind.may_issue(actor)).collect();
    if papers.is_empty() && issuable.is_empty() {
        return html! {};
    }
    let columns = [Column::new("文号"), Column::new("标题"), Column::new("成文日期")];
    let body = html! {
        @if papers.is_empty() {
            p class="mute" { "还没有印发。" }
        } @else {
            (ui::table("公文", "dense plain flow", &columns, html! {
                @for (paper, void) in papers {
                    tr {
                        th scope="row" class="lite" { a href={ "/papers/" (paper.id) } { (paper.number) } }
                        td { (paper.title) @if void.is_some() { " " (ui::chip(Chip::Plain, "已作废")) } }
                        td { (full_day(paper.issued_on)) }
                    }
                }
            }))
        }
        @if !issuable.is_empty() {
            div class="acts no-print" {
                @for kind in issuable {
                    (ui::button_link(Button::Plain, &format!("印发{}", kind.label), &issue_href(kind, seen)))
                }
            }
        }
    };
    ui::section("公文", "", html! {}, body)
}

/// Where a paper of an object is issued.
pub(crate) fn issue_href(kind: &PaperKind, seen: &Seen) -> String {
    format!("/papers/issue/{}/{}", kind.id, seen.anchor())
}
