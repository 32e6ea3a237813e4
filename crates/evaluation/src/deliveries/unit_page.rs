//! One unit of the board: what it has delivered, what it says that it has not, what is missing. Whoever reminds it starts here:
//! the section of what is missing is where a reminder belongs.
use chrono::Datelike;
use lvzhi_people::office::UnitKind;
use lvzhi_schema::evaluation::cycle;
use lvzhi_scoring::Kind;
use lvzhi_shell::form::{Errors, Filled, Sent};
use lvzhi_ui::{self as ui, Button, Column};
use maud::{Markup, html};
use uuid::Uuid;

use super::list_page::figures;
use super::{Board, Cell, Deliverer, Nil, Row, Standing, is_open};

/// Field: who said so.
pub(super) const SOURCE: &str = "source";
/// Most characters of it.
pub(super) const LONGEST_SOURCE: usize = 100;

/// A form that was refused: what was ticked and typed, and why.
#[derive(Default)]
pub(super) struct Refused {
    pub sent: Sent,
    pub errors: Errors,
    pub ticked: Vec<String>,
}

/// The page.
pub(super) fn page(
    cycle: &cycle::Model,
    board: &Board,
    row: &Row,
    may_state: bool,
    refused: &Refused,
) -> Markup {
    let Deliverer::Unit { kind, id, accounts } = row.deliverer else { return html! {} };
    let told = match accounts {
        0 => "没有账号，系统里的通知到不了这个单位，请用电话联系。".to_owned(),
        count => format!("{count} 个账号。"),
    };
    let kinds = board.kinds();
    let of = |standing| {
        let cells = kinds.iter().copied().zip(&row.cells);
        cells.filter(move |(_, cell)| cell.standing() == standing).collect::<Vec<_>>()
    };
    let (missing, nil, delivered) = (of(Standing::Missing), of(Standing::Nil), of(Standing::Delivered));
    let acts = may_state && is_open(cycle);
    html! {
        (ui::head(&row.name, html! { (kind.label()) "，" (told) }, html! {}))
        (refused.errors.summary())
        (ui::section("未交", &format!("{} 类", missing.len()), html! {}, html! {
            @if acts && !missing.is_empty() { (reminder(cycle, kind, id, accounts)) }
            (missing_part(cycle, id, &missing, acts, refused))
        }))
        @if !nil.is_empty() {
            (ui::section("本期确无", &format!("{} 类", nil.len()), html! {}, nil_table(cycle, id, &nil, acts)))
        }
        @if !delivered.is_empty() {
            (ui::section("已交", &format!("{} 类", delivered.len()), html! {}, delivered_table(cycle, row, &delivered)))
        }
    }
}

/// The staff of divisions and branches are reminded by a notice; members are asked by whoever serves them, not by a machine.
fn reminder(cycle: &cycle::Model, kind: UnitKind, unit: Uuid, accounts: u64) -> Markup {
    let is_office = matches!(kind, UnitKind::Division | UnitKind::Branch);
    html! {
        @if is_office && accounts > 0 {
            div class="acts no-print" {
                (ui::post_button(Button::Plain, "催报", &format!("/evaluation/cycles/{}/deliveries/{unit}/remind", cycle.id), &[]))
            }
            p class="sm mute mb3" { "通知这个单位有账号的干部，写明未交的种类，一天最多一次。" }
        } @else if !is_office {
            p class="sm mute mb3" { "这里的账号是委员的，不发催报；请联系这个单位的工作人员。" }
        }
    }
}

fn missing_part(
    cycle: &cycle::Model,
    unit: Uuid,
    missing: &[(&Kind, &Cell)],
    acts: bool,
    refused: &Refused,
) -> Markup {
    if missing.is_empty() {
        return ui::empty("没有未交的", "各类都交过，或者说明了本期确无。", None);
    }
    if !acts {
        let labels: Vec<&str> = missing.iter().map(|(kind, _)| kind.label.as_str()).collect();
        return html! { p { (labels.join("、")) "。" } };
    }
    let filled = Filled { sent: &refused.sent, errors: &refused.errors };
    let source = filled.field(SOURCE, "谁说的").required().hint("姓名和方式，例如“李某某 电话”");
    html! {
        p class="sm mute mb3" { "交来的表请导入。单位说本期确实没有的，勾选记下：没有和没交是两回事。" }
        form class="form" method="post" action={ "/evaluation/cycles/" (cycle.id) "/deliveries/" (unit) "/nil" } {
            fieldset id="kind" {
                legend { "本期确无的种类" }
                div class="row" {
                    @for (kind, _) in missing {
                        (ui::checkbox("kind", &kind.id, &kind.label, refused.ticked.contains(&kind.id)))
                    }
                }
            }
            (ui::text_field(&source))
            div class="acts" { (ui::submit(Button::Primary, "记“本期确无”")) }
        }
    }
}

fn nil_table(cycle: &cycle::Model, unit: Uuid, nil: &[(&Kind, &Cell)], acts: bool) -> Markup {
    let columns =
        [Column::new("种类"), Column::new("谁说的"), Column::new("谁记的"), Column::new("办理").hidden()];
    let action = format!("/evaluation/cycles/{}/deliveries/{unit}/nil/take-back", cycle.id);
    let row = |kind: &Kind, nil: &Nil| {
        html! {
            tr {
                th scope="row" { (kind.label) }
                td data-l="谁说的" { (nil.source) }
                td data-l="谁记的" class="mute" { (nil.by) "　" (ui::format::month_day(nil.on.month(), nil.on.day())) }
                td class="r" { @if acts { (ui::post_button(Button::Plain, "收回", &action, &[("kind", &kind.id)])) } }
            }
        }
    };
    let body = html! {
        @for (kind, cell) in nil { @if let Some(nil) = &cell.nil { (row(kind, nil)) } }
    };
    ui::table("本期确无", "flow", &columns, body)
}

fn delivered_table(cycle: &cycle::Model, row: &Row, delivered: &[(&Kind, &Cell)]) -> Markup {
    let columns = [Column::new("种类"), Column::new("记录")];
    let body = html! {
        @for (kind, cell) in delivered {
            tr {
                th scope="row" { (kind.label) }
                td {
                    (figures(row, cell, kind, cycle))
                    @if let Some(nil) = &cell.nil { " " span class="sm mute" { "（" (nil.by) "记过本期确无，以记录为准）" } }
                }
            }
        }
    };
    ui::table("已交", "flow", &columns, body)
}
