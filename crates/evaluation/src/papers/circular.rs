//! The circular (通报): figures, those above the line, in GB/T 9704 layout.
use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use lvzhi_access::Office;
use lvzhi_gongwen::{Align, Annex, Block, Column, Document, Letterhead, Level, Signature, Table};
use lvzhi_scoring::scheme::{Cadence, Select};
use lvzhi_scoring::{Cut, Evaluation, Points};

use super::Material;
use crate::results::Row;
use crate::results::lines::{decided, told_apart};
use crate::results::score_page::grade_label;
use crate::runs::{Figure, FigureKind};
use crate::schemes::matter;

/// The circular of a run, with a blank for its number. Those below the line are not named: a circular praises.
#[must_use]
pub fn circular(material: &Material, evaluation: &Evaluation, office: &Office, day: NaiveDate) -> Document {
    let issuer = format!("{}{}", office.committee, office.word);
    let name = material.cycle.name.replace(' ', "");
    let annexes = material
        .head
        .summary
        .cuts
        .iter()
        .filter(|cut| circulated(material, cut))
        .max_by_key(|cut| cut.people)
        .map(|cut| annex(material, evaluation, cut))
        .into_iter()
        .collect::<Vec<_>>();
    Document {
        letterhead: Some(Letterhead {
            organisation: format!("{issuer}文件"),
            // The number is given when the paper is issued; a made-up one would be a false document.
            number: format!("〔{}〕　　号", day.format("%Y")),
            ..Letterhead::default()
        }),
        addressee: Some("各专门委员会，各界别，各位委员".into()),
        blocks: blocks(material, evaluation, office.word),
        attachments: annexes.iter().map(|annex| annex.title.clone()).collect(),
        signature: Some(Signature { organisation: issuer, date: day }),
        annexes,
        ..Document::new(format!("关于{name}\n{}情况的通报", matter(&material.rulebook.scheme.title)))
    }
}

fn circulated(material: &Material, cut: &Cut) -> bool {
    let rule = material.rulebook.scheme.outcome(&cut.rule);
    rule.is_some_and(|rule| rule.action == "circulate" && matches!(rule.select, Select::Top(_)))
}

/// What follows only once a year is said only in the circular of the half-year that ends it.
fn commended(material: &Material, cut: &Cut) -> bool {
    let rule = material.rulebook.scheme.outcome(&cut.rule);
    rule.is_some_and(|rule| rule.cadence == Cadence::YearEnd && matches!(rule.select, Select::Top(_)))
        && material.cycle.ends_on.month() == 12
}

/// A figure in words: 全体会议出席率 96.4%, 获领导批示的社情民意信息 145 件.
fn said(figure: &Figure, is_of_few: bool) -> Option<String> {
    let unit = if figure.kind == FigureKind::Count { format!(" {}", figure.unit) } else { String::new() };
    figure.value(figure.all, is_of_few).map(|value| format!("{} {value}{unit}", figure.label))
}

fn blocks(material: &Material, evaluation: &Evaluation, office: &str) -> Vec<Block> {
    let (cycle, head, scheme) = (&material.cycle, &material.head, &material.rulebook.scheme);
    let summary = &head.summary;
    let mut blocks = vec![Block::text(format!(
        "根据《{}》（{}），{office}对{}委员履职情况进行了考勤考绩。现将有关情况通报如下。",
        scheme.title, scheme.version, cycle.name
    ))];
    blocks.push(Block::heading(Level::First, "总体情况"));
    blocks.push(Block::text(format!(
        "本期参评委员 {} 人，免评 {} 人，依据履职记录 {} 条核算，参评委员平均得分 {} 分。",
        head.ranked,
        head.exempt,
        summary.facts,
        mean(&summary.scores).to_one_decimal()
    )));
    let few = head.is_of_few();
    let said: Vec<String> = summary.figures.iter().filter_map(|figure| said(figure, few)).collect();
    if !said.is_empty() {
        blocks.push(Block::text(format!("{}。", said.join("，"))));
    }
    blocks.push(Block::heading(Level::First, "等次分布"));
    blocks.push(Block::text(grades(material)));
    let praised: Vec<_> =
        summary.cuts.iter().filter(|cut| circulated(material, cut) && cut.people > 0).collect();
    if !praised.is_empty() {
        blocks.push(Block::heading(Level::First, "通报名单"));
    }
    for cut in praised {
        let how = decided(summary, scheme, cut).map_or_else(String::new, |sentence| format!("{sentence}。"));
        blocks.push(Block::text(format!(
            "履职得分居{}的委员 {} 人，末位得分 {} 分。{how}{}名单见附件。",
            cut.label,
            cut.people,
            cut.points.to_one_decimal(),
            Praised::above(material, evaluation, cut).passed_over(),
        )));
    }
    for cut in summary.cuts.iter().filter(|cut| commended(material, cut) && cut.people > 0) {
        blocks.push(Block::text(format!(
            "居{}的委员 {} 人，{}。{}",
            cut.label,
            cut.people,
            cut.consequence,
            Praised::above(material, evaluation, cut).passed_over(),
        )));
    }
    blocks.push(Block::text(
        "各位委员可登录履职系统查看本人得分及其所依据的记录和规则；对本人记录有异议的，请向委员工作机构提出。",
    ));
    blocks
}

fn grades(material: &Material) -> String {
    let counts = &material.head.summary.grades;
    let parts: Vec<String> = material
        .rulebook
        .scheme
        .grades
        .iter()
        .map(|grade| (grade, counts.get(&grade.id).copied().unwrap_or_default()))
        .filter(|(_, people)| *people > 0)
        .map(|(grade, people)| format!("{} {people} 人", grade.label))
        .collect();
    format!("{}。", parts.join("，"))
}

fn mean(scores: &[Points]) -> Points {
    let sum: i64 = scores.iter().map(|points| points.0).sum();
    Points(sum / i64::try_from(scores.len()).unwrap_or(1).max(1))
}

/// Those above a line, for a paper that praises.
struct Praised<'m> {
    /// Whom it may name.
    named: Vec<&'m Row>,
    /// How many it passes over, since the same rules give them the lowest grade or a veto.
    against: usize,
}

impl<'m> Praised<'m> {
    fn above(material: &'m Material, evaluation: &Evaluation, cut: &Cut) -> Self {
        let line = i32::try_from(cut.people).unwrap_or(i32::MAX);
        let scheme = &material.rulebook.scheme;
        let against: BTreeSet<&str> = evaluation
            .assessments
            .iter()
            .filter(|assessment| !scheme.against_praise(assessment).is_empty())
            .map(|assessment| assessment.subject.as_str())
            .collect();
        let above = material.rows.iter().take_while(|row| row.place.is_some_and(|place| place <= line));
        let (against, named): (Vec<_>, Vec<_>) =
            above.partition(|row| against.contains(row.member_id.to_string().as_str()));
        Self { named, against: against.len() }
    }

    fn passed_over(&self) -> String {
        match self.against {
            0 => String::new(),
            people => format!("其中 {people} 人按同一办法等次最低或者有一票否决的情形，不列入名单。"),
        }
    }
}

fn annex(material: &Material, evaluation: &Evaluation, cut: &Cut) -> Annex {
    let columns = vec![
        Column::new("名次", 1),
        Column::new("姓名", 2),
        Column::new("界别", 3),
        Column::new("得分", 1).aligned(Align::Right),
        Column::new("等次", 1),
    ];
    let named = Praised::above(material, evaluation, cut).named;
    let scheme = &material.rulebook.scheme;
    let figures = told_apart(&named.iter().map(|row| row.score(scheme)).collect::<Vec<_>>());
    let rows = named
        .iter()
        .zip(figures)
        .map(|(row, figure)| {
            vec![
                row.place.unwrap_or_default().to_string(),
                row.name.clone(),
                row.sector.clone(),
                figure,
                grade_label(&material.rulebook, row).to_owned(),
            ]
        })
        .collect();
    Annex {
        title: format!(
            "{}{}得分{}的委员",
            material.cycle.name.replace(' ', ""),
            matter(&scheme.title),
            cut.label
        ),
        blocks: vec![Table::new(columns).with_rows(rows).into()],
        ..Annex::default()
    }
}
