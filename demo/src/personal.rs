//! What members do one by one: sector work, reading, service, publicity, speeches; a row for each deed.

use crate::book::{Book, Cell, Sheet, row};
use crate::calendar::{DateStyle, HalfYear};
use crate::dice::Dice;
use crate::files::TrapKind;
use crate::people::{Member, World};
use crate::settings::*;
use crate::spoil::{Columns, Spoiler};
use crate::titles::{self, Source};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A deed: who, when, on what paper.
struct Deed<'a> {
    member: &'a Member,
    day: NaiveDate,
    source: Source,
}

/// Deeds of every member with this mean, by date; at most one a day for each member.
fn deeds<'a>(world: &'a World, dice: &mut Dice, half: HalfYear, mean: Slope, letters: &str) -> Vec<Deed<'a>> {
    let mut deeds = Vec::new();
    for member in &world.members {
        let mean = mean.at(member.zeal(half)) * member.presence(half) / 1000;
        let mean = if member.leads() { mean / 3 } else { mean };
        let mut days = BTreeSet::new();
        for _ in 0..dice.count_about(mean) {
            days.extend(member.active_day(half, dice));
        }
        for day in days {
            deeds.push(Deed {
                member,
                day,
                source: titles::source(dice, member.committee, half.year, letters),
            });
        }
    }
    deeds.sort_by(|a, b| (a.day, &a.member.number).cmp(&(b.day, &b.member.number)));
    deeds
}

/// `界别工作.xlsx`
pub(crate) fn sector_work(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "界别工作");
    let mut sheet = Sheet::new(
        "界别工作",
        &[
            "日期",
            "姓名",
            "委员编号",
            "界别",
            "活动形式",
            "活动内容",
            "联系人数",
            "记录单位",
            "凭据",
            "是否确认",
        ],
    );
    for Deed { member, day, source } in deeds(world, &mut dice, half, SECTOR_WORK, "云协联") {
        let (form, people) = match dice.below(100) {
            0..60 => ("走访", dice.between(2, 14)),
            60..84 => ("工作室接待", dice.between(1, 9)),
            _ => ("界别座谈", dice.between(8, 46)),
        };
        let title = titles::event(&mut dice, form.trim_start_matches("界别"));
        sheet.push(row![
            DateStyle::Real.cell(day),
            &member.name,
            &member.number,
            member.sector(),
            form,
            title,
            people,
            format!("{}小组", member.sector()),
            &source.paper,
            "是",
        ]);
    }
    let columns = Columns {
        name: 1,
        sector: Some(3),
        member_number: Some(2),
        date: Some(0),
        amount: Some(6),
        choice: Some(4),
    };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(
        &mut sheet,
        &[
            TrapKind::ImpossibleDate,
            TrapKind::TextInNumber,
            TrapKind::FullWidthDigits,
            TrapKind::FullWidthDigits,
            TrapKind::UnknownValue,
            TrapKind::UnknownName,
            TrapKind::NamesakeWithoutSector,
            TrapKind::OtherCommittee,
            TrapKind::DuplicateRow,
            TrapKind::EmptyName,
            TrapKind::SpacedName,
            TrapKind::OtherDot,
        ],
    );
    let total = format!("{} 次", sheet.rows.len());
    sheet.close(row!["合计", total], "注：座谈人数不含工作人员。");
    Book::facts("sector_work", half, "界别/界别工作.xlsx", "界别工作", sheet)
}

/// `读书活动.xlsx`
pub(crate) fn reading(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "读书");
    let header =
        ["序号", "姓名", "界别", "专委会", "日期", "形式", "学习内容", "学习半天数", "记录单位", "确认人"];
    let mut sheet = Sheet::new("读书活动", &header).titled(format!("{}委员读书活动登记", half.label()));
    for Deed { member, day, source } in deeds(world, &mut dice, half, READING, "云协学") {
        let book = titles::reading(&mut dice);
        sheet.push(row![
            sheet.rows.len() as u32 + 1,
            &member.name,
            member.sector(),
            member.committee(),
            DateStyle::Dashes.cell(day),
            "委员读书",
            book,
            1,
            "委员联络委办公室",
            source.confirmer,
        ]);
    }
    let columns = Columns { name: 1, date: Some(4), amount: Some(7), choice: Some(5), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(
        &mut sheet,
        &[
            TrapKind::ImpossibleDate,
            TrapKind::TextInNumber,
            TrapKind::EmptyName,
            TrapKind::DuplicateRow,
            TrapKind::SpacedName,
        ],
    );
    sheet.close(row!["", "合计"], "注：每次读书会计一个半天。");
    Book::facts("study", half, "学习/读书活动.xlsx", "读书活动", sheet)
}

/// `服务为民.xlsx`
pub(crate) fn service(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "服务");
    let header = ["姓名", "界别", "日期", "服务形式", "服务事项", "记录单位", "凭据", "是否确认"];
    let mut sheet = Sheet::new("服务为民", &header);
    for Deed { member, day, source } in deeds(world, &mut dice, half, SERVICE, "云协服") {
        let form = dice.pick(&["捐助", "助学", "义诊", "送教", "科技下乡", "法律咨询", "办实事", "调解"]);
        let title = titles::event(&mut dice, form);
        sheet.push(row![
            &member.name,
            member.sector(),
            DateStyle::Dots.cell(day),
            form,
            title,
            &source.recorder,
            &source.paper,
            "是",
        ]);
    }
    let columns = Columns { name: 0, sector: Some(1), date: Some(2), choice: Some(3), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(
        &mut sheet,
        &[TrapKind::UnknownValue, TrapKind::OtherCommittee, TrapKind::DuplicateRow, TrapKind::ImpossibleDate],
    );
    Book::facts("service", half, "服务/服务为民.xlsx", "服务为民", sheet)
}

/// `宣传宣讲.xlsx`
pub(crate) fn publicity(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "宣传");
    let header = ["刊发日期", "姓名", "界别", "媒体层级", "题目", "记录单位", "凭据"];
    let mut sheet = Sheet::new("宣传宣讲", &header);
    for Deed { member, day, source } in deeds(world, &mut dice, half, PUBLICITY, "云协宣") {
        let level = match dice.below(100) {
            0..68 => "宣讲",
            68..92 => "省级媒体",
            _ => "中央媒体",
        };
        let title = titles::event(&mut dice, if level == "宣讲" { "宣讲" } else { "见闻" });
        sheet.push(row![
            DateStyle::Real.cell(day),
            &member.name,
            member.sector(),
            level,
            title,
            "新闻宣传处",
            &source.paper,
        ]);
    }
    let columns = Columns { name: 1, sector: Some(2), date: Some(0), choice: Some(3), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }
        .spoil(&mut sheet, &[TrapKind::UnknownValue, TrapKind::UnknownName, TrapKind::SpacedName]);
    Book::facts("publicity", half, "宣传/宣传宣讲.xlsx", "宣传宣讲", sheet)
}

/// `发言登记.xlsx`
pub(crate) fn speeches(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "发言");
    let header = ["发言日期", "发言人", "界别", "发言形式", "发言题目", "记录单位", "凭据", "确认人"];
    let mut sheet = Sheet::new("发言登记", &header);
    for Deed { member, day, source } in deeds(world, &mut dice, half, SPEECH, "云协言") {
        let form = match dice.below(100) {
            0..8 => "大会口头发言",
            8..38 => "书面发言",
            38..52 => "常委会发言",
            _ => "专题协商发言",
        };
        let form = if form == "常委会发言" && !member.standing { "座谈发言" } else { form };
        let title = titles::proposal(&mut dice).replace("的建议", "的思考");
        sheet.push(vec![
            DateStyle::Real.cell(day),
            Cell::from(&member.name),
            Cell::from(member.sector()),
            Cell::from(form),
            Cell::from(title.trim_start_matches("关于")),
            Cell::from(source.recorder),
            Cell::from(source.paper),
            Cell::from(source.confirmer),
        ]);
    }
    let columns = Columns { name: 1, sector: Some(2), date: Some(0), choice: Some(3), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(
        &mut sheet,
        &[TrapKind::UnknownValue, TrapKind::NamesakeWithoutSector, TrapKind::ImpossibleDate],
    );
    Book::facts("speech", half, "发言/发言登记.xlsx", "发言登记", sheet)
}
