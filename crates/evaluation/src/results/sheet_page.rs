//! The result sheet as a page for paper.
use maud::{Markup, html};

use super::sheet::{Sheet, SheetLine};
use crate::EVALUATION;
use lvzhi_shell::frame::Frame;
use lvzhi_ui::{self as ui, Column};

/// From how many lines on they stand in two columns, so that the sheet stays one page.
const LONG: usize = 20;

/// The page.
pub(super) fn page(frame: &Frame, sheet: &Sheet) -> Markup {
    let half = if sheet.lines.len() > LONG { sheet.lines.len().div_ceil(2) } else { sheet.lines.len() };
    let (left, right) = sheet.lines.split_at(half);
    let body = html! {
        h1 class="ctr" { (sheet.title) }
        p class="ctr mb2" { b { (sheet.name) } "　" (sheet.units) }
        p class="ctr mute" { (sheet.period) }
        p class="ctr mb4" { b { (sheet.result) } }
        @if right.is_empty() { (table(left)) } @else {
            div class="cols" { div class="w6" { (table(left)) } div class="w6" { (table(right)) } }
        }
        @for note in &sheet.notes { p class="sm mt2" { (note) } }
        p class="sm mute mt4" { (sheet.basis) }
        p class="r mt4" { (sheet.issued) }
    };
    frame.page(EVALUATION, &format!("{}成绩单", sheet.name), &[], body)
}

fn table(lines: &[SheetLine]) -> Markup {
    let columns = [Column::new("项目"), Column::num("记录"), Column::num("得分"), Column::num("满分")];
    let body = html! { @for line in lines {
        tr {
            th scope="row" class="lite" { (line.label) }
            td class="num" { (line.records) }
            td class="num" { b { (line.points) } }
            td class="num" { (line.max) }
        }
    } };
    ui::table("各项得分", "dense", &columns, body)
}
