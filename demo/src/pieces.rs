//! Pieces with stages: proposals and social-opinion briefs, one row for each piece.

use crate::book::{Book, Cell, Sheet, row};
use crate::calendar::{DateStyle, HalfYear, date};
use crate::dice::Dice;
use crate::files::TrapKind;
use crate::people::{Member, World, listed};
use crate::settings::*;
use crate::spoil::{Columns, Spoiler};
use crate::titles;
use chrono::NaiveDate;

/// `提案登记表.xlsx`
pub(crate) fn proposals(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "提案");
    let load = &LOADS[half.index()];
    let mut drafts: Vec<(NaiveDate, &Member)> = Vec::new();
    for member in world.members.iter().filter(|m| !m.leads()) {
        let zeal = member.zeal(half);
        let mut wanted = u32::from(dice.chance(load.proposal_first.at(zeal)));
        while (1..PROPOSALS_MOST).contains(&wanted) && dice.chance(load.proposal_more.at(zeal)) {
            wanted += 1;
        }
        for _ in 0..wanted {
            let day = proposal_day(&mut dice, member, half);
            drafts.extend(day.map(|day| (day, member)));
        }
    }
    drafts.sort_by(|a, b| (a.0, &a.1.number).cmp(&(b.0, &b.1.number)));
    let mut sheet = Sheet::new(
        "提案登记",
        &[
            "案号",
            "案由",
            "第一提案人",
            "界别",
            "联名人",
            "提交日期",
            "状态",
            "承办单位",
            "记录单位",
            "凭据",
            "确认人",
        ],
    )
    .titled(format!("云岭省政协{}提案登记表", half.label()));
    for ((day, first), number) in drafts.into_iter().zip(1u32..) {
        let count =
            if dice.chance(PROPOSAL_ALONE) { 0 } else { dice.count_about(load.joint_signers * 5 / 4) };
        let joint = world.company(&mut dice, half, day, SIGNS, count, |m| m.number != first.number);
        let joint = if count == 0 { Vec::new() } else { joint };
        let state = match dice.below(1000) {
            n if n < PROPOSAL_REFUSED => "未立案",
            n if n < PROPOSAL_REFUSED + PROPOSAL_KEY => "重点提案",
            n if n < PROPOSAL_REFUSED + PROPOSAL_KEY + PROPOSAL_EXCELLENT => "优秀提案",
            _ => "立案",
        };
        let source = titles::source(&mut dice, 0, half.year, "云协提");
        sheet.push_facts(
            row![
                format!("{}{}{number:04}", half.year, if half.second { "B" } else { "A" }),
                titles::proposal(&mut dice),
                &first.name,
                first.sector(),
                listed(&joint),
                DateStyle::Words.cell(day),
                state,
                titles::department(&mut dice),
                &source.recorder,
                &source.paper,
                source.confirmer,
            ],
            1 + joint.len(),
        );
    }
    let columns = Columns { name: 2, sector: Some(3), date: Some(5), choice: Some(6), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(
        &mut sheet,
        &[
            TrapKind::ImpossibleDate,
            TrapKind::UnknownName,
            TrapKind::NamesakeWithoutSector,
            TrapKind::DuplicateRow,
            TrapKind::UnknownValue,
            TrapKind::SpacedName,
        ],
    );
    let total = format!("合计 {} 件", sheet.rows.len());
    sheet.close(row!["", total], "注：联名人以签名页为准，不含第一提案人。");
    Book::facts("proposal", half, "提案/提案登记表.xlsx", "提案登记表", sheet)
}

/// Most proposals of a plenary session come in its week.
fn proposal_day(dice: &mut Dice, member: &Member, half: HalfYear) -> Option<NaiveDate> {
    let session = date(2026, 1, 19);
    if !half.second && member.active(session) && dice.chance(760) {
        return Some(dice.day(date(2026, 1, 12), date(2026, 1, 23)));
    }
    member.active_day(half, dice)
}

/// Who writes a brief on which day, in the order of the days.
fn drafts<'w>(world: &'w World, half: HalfYear, dice: &mut Dice) -> Vec<(NaiveDate, &'w Member)> {
    let mut drafts: Vec<(NaiveDate, &Member)> = Vec::new();
    for member in &world.members {
        let mean = BRIEFS.at(member.zeal(half)) * member.presence(half) / 1000;
        for _ in 0..dice.count_about(mean) {
            let day = member.active_day(half, dice);
            drafts.extend(day.map(|day| (day, member)));
        }
    }
    drafts.sort_by(|a, b| (a.0, &a.1.number).cmp(&(b.0, &b.1.number)));
    drafts
}

/// Where a brief was taken up, by a roll of 100.
fn brief_level(state: &str, roll: u32) -> &'static str {
    match (state, roll) {
        ("未采用", _) => "",
        (_, 0..24) => "市级",
        (_, 24..86) => "省级",
        _ => "国家级",
    }
}

/// `社情民意信息.csv`, in GBK
pub(crate) fn briefs(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "社情民意");
    let drafts = drafts(world, half, &mut dice);
    let mut sheet = Sheet::new(
        "社情民意信息",
        &[
            "编号",
            "标题",
            "作者",
            "委员编号",
            "界别",
            "合作者",
            "报送日期",
            "状态",
            "层级",
            "记录单位",
            "凭据",
        ],
    );
    for ((day, author), number) in drafts.into_iter().zip(1u32..) {
        let zeal = author.zeal(half);
        let others = if dice.chance(BRIEF_JOINT) { dice.between(1, 3) } else { 0 };
        let joint = match others {
            0 => Vec::new(),
            n => world.company(&mut dice, half, day, JOINS, n, |m| m.number != author.number),
        };
        let instruction = dice.chance(BRIEF_INSTRUCTION.at(zeal));
        let state = match instruction {
            true => "批示",
            false if dice.chance(BRIEF_ADOPTED.at(zeal)) => "采用",
            false => "未采用",
        };
        let level = brief_level(state, dice.below(100));
        let paper = if level.is_empty() {
            String::new()
        } else {
            titles::source(&mut dice, 9, half.year, "云协信").paper
        };
        sheet.push_facts(
            row![
                format!("{}-{number:04}", half.year),
                titles::brief(&mut dice),
                &author.name,
                &author.number,
                author.sector(),
                listed(&joint),
                DateStyle::Dots.cell(day),
                state,
                level,
                "研究室",
                paper,
            ],
            1 + joint.len(),
        );
    }
    let columns = Columns {
        name: 2,
        sector: Some(4),
        member_number: Some(3),
        date: Some(6),
        amount: None,
        choice: Some(7),
    };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(
        &mut sheet,
        &[
            TrapKind::ImpossibleDate,
            TrapKind::OtherCommittee,
            TrapKind::EmptyName,
            TrapKind::DuplicateRow,
            TrapKind::UnknownValue,
        ],
    );
    sheet.close(
        vec![Cell::from("合计"), Cell::from(format!("{} 篇", sheet.rows.len()))],
        "注：层级填最高一级。",
    );
    Book::facts("opinion_brief", half, "社情民意/社情民意信息.csv", "社情民意信息", sheet)
}
