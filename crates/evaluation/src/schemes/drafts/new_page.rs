//! The form that starts a draft.
use lvzhi_schema::evaluation::scheme;
use maud::{Markup, html};
use uuid::Uuid;

use super::Origin;
use crate::EVALUATION;
use crate::schemes::{CATALOGUE, Rulebook, SHIPPED};
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Button, Field};

/// The form; `draft` is the id the new draft will have, `from` the chosen origin.
pub(super) fn new_form(
    frame: &Frame,
    draft: Uuid,
    versions: &[scheme::Model],
    from: &str,
    wrong: Option<&str>,
) -> Markup {
    let mut options: Vec<(String, String)> = versions
        .iter()
        .map(|row| {
            let label = format!("已采用：《{}》{}", row.title, row.version);
            (Origin::Version(row.id).id(), label)
        })
        .collect();
    options.extend(SHIPPED.iter().map(|(id, text)| {
        (Origin::Shipped((*id).to_owned()).id(), format!("样本：{}", shipped_title(id, text)))
    }));
    if let Some(Origin::Draft(_)) = Origin::parse(from) {
        options.push((from.to_owned(), "刚才看的那份草稿".to_owned()));
    }
    options.push((Origin::Blank.id(), "只有骨架，从头写".to_owned()));
    // Without a wish, what is in use today is the best start; the skeleton is the last resort.
    let known = !from.is_empty() && options.iter().any(|(value, _)| value == from);
    let first = options.first().map(|(value, _)| value.clone()).unwrap_or_default();
    let chosen = if known { from.to_owned() } else { first };
    let field = Field::new("from", "从哪一份改起").value(&chosen).error(wrong);
    let sub = html! { "草稿可以随时保存，写错的也存得住；送审之后由另一个人采用。" };
    let content = html! {
        (ui::head("起草一版考评办法", sub, html! {}))
        form method="post" action="/evaluation/schemes/drafts" class="form" {
            (ui::hidden("draft", &draft.to_string()))
            (ui::select_field(&field, &options))
            (ui::submit(Button::Primary, "开始起草"))
        }
    };
    let crumbs = [("考评", "/evaluation"), ("考评办法", "/evaluation/schemes")];
    frame.page(EVALUATION, "起草一版", &crumbs, content)
}

fn shipped_title(id: &str, text: &str) -> String {
    Rulebook::parse(text, CATALOGUE).map_or_else(|_| id.to_owned(), |(rulebook, _)| rulebook.scheme.title)
}
