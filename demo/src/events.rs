//! Events with many names in one cell: research, supervision, consultation, classes and lectures.

use crate::book::{Book, Cell, Sheet, row};
use crate::calendar::{DateStyle, HalfYear};
use crate::dice::Dice;
use crate::files::TrapKind;
use crate::people::{World, listed};
use crate::places::COMMITTEES;
use crate::settings::*;
use crate::spoil::{Columns, Spoiler};
use crate::titles;
use chrono::Days;
use std::collections::BTreeSet;

/// `调研视察.xlsx`: a piece with a writer and people who took part.
pub(crate) fn research(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "调研");
    let mut sheet = Sheet::new(
        "调研视察",
        &["课题", "起止日期", "天数", "执笔人", "参加人员", "记录单位", "凭据", "确认人"],
    );
    let mut seen = BTreeSet::new();
    for (day, committee) in half.working_days(&mut dice, RESEARCH_TOPICS).into_iter().zip(committees()) {
        let title = fresh_title(&mut dice, &mut seen, "调研");
        let days = dice.between(1, 4);
        let last = (day + Days::new(u64::from(days) - 1)).min(half.last_day());
        let days = (last - day).num_days() as u32 + 1;
        let count = dice.between(RESEARCH_PEOPLE.0, RESEARCH_PEOPLE.1);
        let company = world.company(&mut dice, half, day, JOINS, count, |m| m.active(last));
        let Some((writer, others)) = company.split_first() else { continue };
        let source = titles::source(&mut dice, committee, half.year, "云协调");
        sheet.push_facts(
            row![
                title,
                format!("{day}至{last}"),
                days,
                &writer.name,
                listed(others),
                &source.recorder,
                &source.paper,
                source.confirmer,
            ],
            company.len(),
        );
    }
    let columns = Columns { name: 3, date: Some(1), amount: Some(2), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(
        &mut sheet,
        &[TrapKind::TextInNumber, TrapKind::FullWidthDigits, TrapKind::UnknownName, TrapKind::SpacedName],
    );
    Book::facts("research", half, "调研/调研视察.xlsx", "调研视察", sheet)
}

/// `民主监督.xlsx`
pub(crate) fn supervision(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "监督");
    let forms = ["专项民主监督", "民主评议", "特约监督"];
    let header = ["监督事项", "监督形式", "日期", "参加委员", "记录单位", "凭据", "是否确认"];
    let mut sheet = Sheet::new("民主监督", &header);
    let mut seen = BTreeSet::new();
    for (day, committee) in half.working_days(&mut dice, SUPERVISIONS).into_iter().zip(committees()) {
        let count = dice.between(SUPERVISION_PEOPLE.0, SUPERVISION_PEOPLE.1);
        let company = world.company(&mut dice, half, day, JOINS, count, |_| true);
        let source = titles::source(&mut dice, committee, half.year, "云协监");
        let title = fresh_title(&mut dice, &mut seen, "民主监督");
        sheet.push_facts(
            row![
                title,
                dice.pick(&forms),
                DateStyle::Real.cell(day),
                listed(&company),
                &source.recorder,
                &source.paper,
                "是",
            ],
            company.len(),
        );
    }
    let columns = Columns { name: 3, date: Some(2), choice: Some(1), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }
        .spoil(&mut sheet, &[TrapKind::ImpossibleDate, TrapKind::UnknownValue]);
    Book::facts("supervision", half, "监督/民主监督.xlsx", "民主监督", sheet)
}

/// `协商活动.xlsx`: sheet 省级协商 with many names in a cell, sheet 有事好商量 with a row for each person.
pub(crate) fn consultation(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "协商");
    let forms = ["专题协商会", "双月协商座谈会", "提案办理协商"];
    let header = ["协商议题", "协商形式", "活动日期", "参加委员", "记录单位", "凭据", "确认人"];
    let mut sheet = Sheet::new("省级协商", &header);
    let mut seen = BTreeSet::new();
    for (day, committee) in half.working_days(&mut dice, CONSULTATIONS).into_iter().zip(committees()) {
        let count = dice.between(CONSULTATION_PEOPLE.0, CONSULTATION_PEOPLE.1);
        let company = world.company(&mut dice, half, day, JOINS, count, |_| true);
        let source = titles::source(&mut dice, committee, half.year, "云协商");
        let title = fresh_title(&mut dice, &mut seen, "协商");
        sheet.push_facts(
            row![
                title,
                dice.pick(&forms),
                DateStyle::Words.cell(day),
                listed(&company),
                &source.recorder,
                &source.paper,
                source.confirmer,
            ],
            company.len(),
        );
    }
    let mut book = Book::facts("consultation", half, "协商/协商活动.xlsx", "协商活动", sheet);
    book.sheets.push(community(world, half));
    book
}

fn community(world: &World, half: HalfYear) -> Sheet {
    let mut dice = world.dice(half, "有事好商量");
    let mut sheet =
        Sheet::new("有事好商量", &["活动日期", "姓名", "界别", "协商形式", "协商议题", "记录单位", "凭据"]);
    let mut seen = BTreeSet::new();
    for member in &world.members {
        let mean = COMMUNITY_TALKS.at(member.zeal(half)) * member.presence(half) / 1000;
        for _ in 0..dice.count_about(mean) {
            let Some(day) = member.active_day(half, &mut dice) else { continue };
            let source = titles::source(&mut dice, 9, half.year, "云协商点");
            let title = fresh_title(&mut dice, &mut seen, "好商量");
            sheet.push(row![
                DateStyle::Real.cell(day),
                &member.name,
                member.sector(),
                "有事好商量",
                title,
                "委员联络委办公室",
                &source.paper,
            ]);
        }
    }
    let columns = Columns { name: 1, sector: Some(2), date: Some(0), choice: Some(3), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }
        .spoil(&mut sheet, &[TrapKind::NamesakeWithoutSector, TrapKind::DuplicateRow, TrapKind::EmptyName]);
    sheet
}

/// `培训班和讲座.xlsx`: one row for each class, with all its names.
pub(crate) fn classes(world: &World, half: HalfYear) -> Book {
    let load = &LOADS[half.index()];
    let mut dice = world.dice(half, "培训");
    let mut sheet = Sheet::new(
        "培训班和讲座",
        &["培训名称", "培训类别", "日期", "学习半天数", "参加人员", "人数", "记录单位", "凭据", "确认人"],
    )
    .titled(format!("{}委员培训班和讲座", half.label()));
    let days = half.working_days(&mut dice, load.study_classes + load.lectures);
    for (day, nth) in days.into_iter().zip(1u32..) {
        let class = nth <= load.study_classes;
        let people = if class { CLASS_PEOPLE } else { LECTURE_PEOPLE };
        let count = dice.between(people.0, people.1);
        let company = world.company(&mut dice, half, day, JOINS, count, |_| true);
        let (title, form, half_days) = if class {
            (format!("第{nth}期委员培训班"), "委员培训班", dice.between(4, 6))
        } else {
            (
                format!("政协讲堂：{}（{}月）", titles::lecture(&mut dice), chrono::Datelike::month(&day)),
                "专题讲座",
                1,
            )
        };
        let source = titles::source(&mut dice, 9, half.year, "云协学");
        sheet.push_facts(
            row![
                title,
                form,
                DateStyle::Dots.cell(day),
                half_days,
                listed(&company),
                company.len() as u32,
                &source.recorder,
                &source.paper,
                source.confirmer,
            ],
            company.len(),
        );
    }
    let columns = Columns { name: 4, date: Some(2), amount: Some(3), choice: Some(1), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }
        .spoil(&mut sheet, &[TrapKind::TextInNumber, TrapKind::FullWidthDigits]);
    sheet.close(vec![Cell::from("合计")], "注：培训班按半天计，讲座每场计一个半天。");
    Book::facts("study", half, "学习/培训班和讲座.xlsx", "培训班和讲座", sheet)
}

/// Committees by turns.
fn committees() -> impl Iterator<Item = usize> {
    (0..COMMITTEES.len()).cycle()
}

/// A title that has not been used yet in this sheet.
pub(crate) fn fresh_title(dice: &mut Dice, seen: &mut BTreeSet<String>, what: &str) -> String {
    let title = titles::event(dice, what);
    let mut fresh = title.clone();
    let mut nth = 2;
    while !seen.insert(fresh.clone()) {
        fresh = format!("{title}（{nth}）");
        nth += 1;
    }
    fresh
}
