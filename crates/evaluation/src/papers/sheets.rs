//! Result sheets (成绩单) as one document: a page each, one after the other.
use std::collections::HashMap;

use chrono::NaiveDate;
use lvzhi_access::Office;
use lvzhi_gongwen::{Align, Block, Column, Document, Table};
use lvzhi_scoring::Evaluation;

use super::Material;
use crate::results::{Row, Sheet, SheetLine, SheetOf};

/// The sheets of those whom `has` picks: the ranked by place, then those not ranked.
#[must_use]
pub fn unit_sheets(
    material: &Material,
    evaluation: &Evaluation,
    office: &Office,
    day: NaiveDate,
    has: impl Fn(&Row) -> bool,
) -> Vec<Sheet> {
    let by_member: HashMap<&str, _> =
        evaluation.assessments.iter().map(|assessment| (assessment.subject.as_str(), assessment)).collect();
    let of = SheetOf {
        cycle: &material.cycle,
        head: &material.head,
        rulebook: &material.rulebook,
        issuer: &format!("{}{}", office.committee, office.word),
        day,
    };
    let rows = material.rows.iter().chain(&material.exempt).filter(|row| has(row));
    rows.filter_map(|row| Some(of.member(row, by_member.get(row.member_id.to_string().as_str())?))).collect()
}

/// The pages of these sheets; at least one.
#[must_use]
pub fn sheets_document(sheets: &[Sheet]) -> Document {
    let mut blocks = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        if at > 0 {
            blocks.push(Block::PageBreak);
            blocks.push(Block::Title(sheet.title.clone()));
        }
        blocks.extend(page(sheet));
    }
    let title = sheets.first().map_or_else(String::new, |sheet| sheet.title.clone());
    Document { blocks, ..Document::new(title) }
}

fn page(sheet: &Sheet) -> Vec<Block> {
    let mut blocks = vec![
        Block::text(format!("{}　{}　{}", sheet.name, sheet.units, sheet.period)),
        Block::text(format!("{}。", sheet.result)),
        table(&sheet.lines).into(),
    ];
    blocks.extend(sheet.notes.iter().map(Block::text));
    blocks.push(Block::text(&sheet.basis));
    blocks.push(Block::text(&sheet.issued));
    blocks
}

/// Two lines side by side: forty indicators still fit the page.
fn table(lines: &[SheetLine]) -> Table {
    let half = || {
        [
            Column::new("项目", 18).aligned(Align::Left),
            Column::new("记录", 5).aligned(Align::Right),
            Column::new("得分", 6).aligned(Align::Right),
            Column::new("满分", 5).aligned(Align::Right),
        ]
    };
    let cells = |line: Option<&SheetLine>| match line {
        Some(line) => [&line.label, &line.records, &line.points, &line.max].map(Clone::clone),
        None => [const { String::new() }; 4],
    };
    let rows = lines.len().div_ceil(2);
    let row = |at: usize| cells(lines.get(at)).into_iter().chain(cells(lines.get(at + rows))).collect();
    Table::new(half().into_iter().chain(half()).collect()).with_rows((0..rows).map(row).collect())
}
