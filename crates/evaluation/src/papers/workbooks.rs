//! Ranking and score sheets as workbooks with real numbers.
use std::collections::HashMap;

use lvzhi_platform::sheet_export::{CellValue, Column, ColumnKind, SheetSpec, workbook_bytes};
use lvzhi_platform::{Error, Result};
use lvzhi_scoring::scheme::Compare;
use lvzhi_scoring::{Evaluation, Points};

use super::Material;
use crate::results::score_page::{Score, grade_label};
use crate::results::{Row, describe};
use crate::schemes::{Rulebook, matter};

fn place(place: Option<i32>) -> CellValue {
    place.map_or(CellValue::Empty, |place| CellValue::Integer(place.into()))
}

fn points(points: Points) -> CellValue {
    CellValue::Points(points.0)
}

fn write(sheets: &[SheetSpec]) -> Result<Vec<u8>> {
    workbook_bytes(sheets).map_err(Error::internal)
}

/// The ranking: one row per member, groups beside the total; those not ranked on a sheet of their own.
///
/// # Errors
/// When the workbook cannot be written.
pub fn ranking_workbook(material: &Material) -> Result<Vec<u8>> {
    let scheme = &material.rulebook.scheme;
    let mut columns = vec![
        Column::new("名次", 6.0, ColumnKind::Integer),
        Column::new("上期名次", 9.0, ColumnKind::Integer),
        Column::new("姓名", 10.0, ColumnKind::Text),
        Column::new("界别", 18.0, ColumnKind::Text),
        Column::new("专委会", 22.0, ColumnKind::Text),
        Column::new("常委", 6.0, ColumnKind::Text),
    ];
    columns.extend(scheme.groups.iter().map(|group| Column::new(&group.label, 10.0, ColumnKind::Points4)));
    if converts(&material.rulebook) {
        columns.push(Column::new("实得", 8.0, ColumnKind::Points4));
        columns.push(Column::new("可得满分", 9.0, ColumnKind::Points4));
    }
    columns.extend([
        Column::new("总分", 9.0, ColumnKind::Points4),
        Column::new("等次", 8.0, ColumnKind::Text),
        Column::new("界别名次", 9.0, ColumnKind::Integer),
        Column::new("专委会名次", 10.0, ColumnKind::Integer),
    ]);
    let rows = material.rows.iter().map(|row| ranking_row(material, row)).collect();
    let title = format!("{}{}名次表", material.cycle.name, matter(&scheme.title));
    let mut basis =
        format!("依据《{}》{}，第 {} 次核算", scheme.title, scheme.version, material.head.ordinal);
    if converts(&material.rulebook) {
        basis.push_str("。总分 ＝ 实得 ÷ 可得满分 × 满分，名次和等次按总分");
    }
    let ranked = SheetSpec::new("名次表", columns, rows).title(&title).title(&basis).landscape();
    let exempt = SheetSpec::new(
        "免评",
        vec![
            Column::new("姓名", 10.0, ColumnKind::Text),
            Column::new("界别", 18.0, ColumnKind::Text),
            Column::new("专委会", 22.0, ColumnKind::Text),
            Column::new("理由", 40.0, ColumnKind::Text),
        ],
        material
            .exempt
            .iter()
            .map(|row| {
                [&row.name, &row.sector, &row.special_committee, &row.exempt_reason]
                    .map(|text| CellValue::from(text.as_str()))
                    .to_vec()
            })
            .collect(),
    );
    write(&[ranked, exempt])
}

/// Whether some people's totals are converted: the scheme compares rates.
fn converts(rulebook: &Rulebook) -> bool {
    rulebook.scheme.compare == Compare::Rate
}

fn ranking_row(material: &Material, row: &Row) -> Vec<CellValue> {
    let groups = row.groups();
    let mut cells = vec![
        place(row.place),
        place(row.previous_place),
        CellValue::from(row.name.as_str()),
        CellValue::from(row.sector.as_str()),
        CellValue::from(row.special_committee.as_str()),
        CellValue::from(if row.standing { "是" } else { "" }),
    ];
    let scheme = &material.rulebook.scheme;
    cells
        .extend(scheme.groups.iter().map(|group| points(groups.get(&group.id).copied().unwrap_or_default())));
    if converts(&material.rulebook) {
        cells.extend([points(Points(row.total)), points(Points(row.max))]);
    }
    cells.extend([
        points(row.score(scheme)),
        CellValue::from(grade_label(&material.rulebook, row)),
        place(row.place_in_sector),
        place(row.place_in_special_committee),
    ]);
    cells
}

/// Every member's points by indicator.
///
/// # Errors
/// When the workbook cannot be written.
pub fn scores_workbook(material: &Material, evaluation: &Evaluation) -> Result<Vec<u8>> {
    let scheme = &material.rulebook.scheme;
    let by_member: HashMap<&str, _> =
        evaluation.assessments.iter().map(|assessment| (assessment.subject.as_str(), assessment)).collect();
    let mut columns = vec![
        Column::new("名次", 6.0, ColumnKind::Integer),
        Column::new("姓名", 10.0, ColumnKind::Text),
        Column::new("界别", 18.0, ColumnKind::Text),
    ];
    columns.extend(scheme.indicators.iter().map(|i| Column::new(&i.label, 12.0, ColumnKind::Points4)));
    columns.push(Column::new("封顶调整", 9.0, ColumnKind::Points4));
    if converts(&material.rulebook) {
        columns.push(Column::new("实得", 8.0, ColumnKind::Points4));
        columns.push(Column::new("可得满分", 9.0, ColumnKind::Points4));
    }
    columns.push(Column::new("总分", 9.0, ColumnKind::Points4));
    let rows = material
        .rows
        .iter()
        .map(|row| {
            let assessment = by_member.get(row.member_id.to_string().as_str()).copied();
            let mut cells = vec![
                place(row.place),
                CellValue::from(row.name.as_str()),
                CellValue::from(row.sector.as_str()),
            ];
            cells.extend(scheme.indicators.iter().map(|indicator| {
                let score =
                    assessment.and_then(|a| a.indicators.iter().find(|score| score.id == indicator.id));
                score.map_or(CellValue::Empty, |score| points(score.points))
            }));
            let adjusted: i64 =
                assessment.map_or(0, |a| a.adjustments.iter().map(|line| line.points.0).sum());
            cells.push(points(Points(adjusted)));
            if converts(&material.rulebook) {
                cells.extend([points(Points(row.total)), points(Points(row.max))]);
            }
            cells.push(points(row.score(scheme)));
            cells
        })
        .collect();
    let title = format!("{}{}得分明细", material.cycle.name, matter(&scheme.title));
    write(&[SheetSpec::new("得分明细", columns, rows).title(&title).landscape()])
}

/// One member's score sheet: every line with its rule, fact and evidence.
///
/// # Errors
/// When the workbook cannot be written.
pub fn score_workbook(score: &Score) -> Result<Vec<u8>> {
    let scheme = &score.rulebook.scheme;
    let columns = vec![
        Column::new("指标", 16.0, ColumnKind::Text),
        Column::new("日期", 11.0, ColumnKind::Date),
        Column::new("履职记录", 44.0, ColumnKind::Text),
        Column::new("规则", 18.0, ColumnKind::Text),
        Column::new("说明", 36.0, ColumnKind::Text),
        Column::new("计分", 8.0, ColumnKind::Points4),
        Column::new("凭据", 24.0, ColumnKind::Text),
        Column::new("确认", 12.0, ColumnKind::Text),
    ];
    let unused = score.detail.assessment.unused.iter().map(|line| ("不计分", line));
    let counted = score
        .detail
        .assessment
        .indicators
        .iter()
        .flat_map(|indicator| indicator.lines.iter().map(|line| (scheme.label_of(&indicator.id), line)));
    let adjusted = score.detail.assessment.adjustments.iter().map(|line| ("封顶调整", line));
    let rows = counted
        .chain(adjusted)
        .chain(unused)
        .map(|(indicator, line)| {
            let record = line.fact.as_ref().and_then(|id| score.detail.records.get(id));
            let text = |text: &str| CellValue::from(text);
            vec![
                text(indicator),
                record.map_or(CellValue::Empty, |record| CellValue::Date(record.fact.date)),
                record.map_or(CellValue::Empty, |record| {
                    text(&describe(&score.rulebook.catalogue, &record.fact))
                }),
                text(scheme.rule(&line.rule).map_or("", |rule| &rule.label)),
                text(&line.reason),
                points(line.points),
                record.map_or(CellValue::Empty, |record| text(&record.evidence.document)),
                record.map_or(CellValue::Empty, |record| text(&record.evidence.confirmed_by)),
            ]
        })
        .collect();
    let place = score.row.place.map_or_else(|| "免评".into(), |place| format!("第 {place} 名"));
    let title = format!("{}　{}{}成绩单", score.row.name, score.cycle.name, matter(&scheme.title));
    let mut total = format!("总分 {} 分，{place}", score.detail.assessment.score.to_one_decimal());
    if score.row.place.is_some() {
        total.push_str(&format!("，{}", grade_label(&score.rulebook, &score.row)));
    }
    let mut sheet = SheetSpec::new("成绩单", columns, rows).title(&title).title(&total).landscape();
    for note in &score.detail.assessment.notes {
        sheet = sheet.title(&note.text);
    }
    write(&[sheet])
}
