//! Attendance as a long list: one row for each person at each meeting.

use crate::attendance::{DESK, TICKS, mark};
use crate::book::{Book, Sheet, row};
use crate::calendar::{DateStyle, HalfYear};
use crate::files::TrapKind;
use crate::people::World;
use crate::places::{COMMITTEES, SECTORS};
use crate::settings::*;
use crate::spoil::{Columns, Spoiler};
use crate::titles;

/// `专委会会议签到.xlsx`
pub(crate) fn committees(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "专委会会议");
    let mut sheet = Sheet::new(
        "签到汇总",
        &[
            "会议日期",
            "会议类别",
            "会议名称",
            "专委会",
            "姓名",
            "委员编号",
            "界别",
            "出席情况",
            "半天数",
            "记录单位",
            "凭据",
            "确认人",
        ],
    );
    for (committee, name) in COMMITTEES.iter().enumerate() {
        for day in half.working_days(&mut dice, LOADS[half.index()].committee_meetings) {
            let title = format!("{name}{}", titles::event(&mut dice, "专题会"));
            let half_days = if dice.chance(300) { 2 } else { 1 };
            let source = titles::source(&mut dice, committee, half.year, "云协签");
            for member in world.members.iter().filter(|m| m.committee == committee) {
                let Some(seen) = mark(&mut dice, member, half, day, COMMITTEE_MEETING, &DESK) else {
                    continue;
                };
                sheet.push(row![
                    DateStyle::Real.cell(day),
                    "专委会会议",
                    &title,
                    *name,
                    &member.name,
                    &member.number,
                    member.sector(),
                    seen,
                    half_days,
                    &source.recorder,
                    &source.paper,
                    source.confirmer,
                ]);
            }
        }
    }
    let columns = Columns {
        name: 4,
        sector: Some(6),
        member_number: Some(5),
        date: Some(0),
        amount: Some(8),
        choice: Some(7),
    };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(
        &mut sheet,
        &[
            TrapKind::ImpossibleDate,
            TrapKind::TextInNumber,
            TrapKind::FullWidthDigits,
            TrapKind::UnknownValue,
            TrapKind::DuplicateRow,
            TrapKind::SpacedName,
            TrapKind::OtherDot,
        ],
    );
    Book::facts("attendance", half, "考勤/专委会会议签到.xlsx", "专委会会议签到", sheet)
}

/// `界别活动签到.csv`, in GBK
pub(crate) fn sectors(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "界别活动");
    let mut sheet = Sheet::new(
        "界别活动签到",
        &["日期", "类别", "活动名称", "界别", "委员编号", "姓名", "签到情况", "场次", "记录单位", "是否确认"],
    );
    for (index, sector) in SECTORS.iter().enumerate() {
        for day in half.working_days(&mut dice, LOADS[half.index()].sector_meetings) {
            let title = format!("{}小组{}", sector.name, titles::event(&mut dice, "交流会"));
            for member in world.members.iter().filter(|m| m.sector == index) {
                let Some(seen) = mark(&mut dice, member, half, day, SECTOR_MEETING, &TICKS) else { continue };
                sheet.push(row![
                    DateStyle::Dashes.cell(day),
                    "界别活动",
                    &title,
                    sector.name,
                    &member.number,
                    &member.name,
                    seen,
                    1,
                    format!("{}小组", sector.name),
                    "是",
                ]);
            }
        }
    }
    let columns = Columns {
        name: 5,
        sector: Some(3),
        member_number: Some(4),
        date: Some(0),
        amount: Some(7),
        choice: Some(6),
    };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(
        &mut sheet,
        &[
            TrapKind::ImpossibleDate,
            TrapKind::FullWidthDigits,
            TrapKind::EmptyName,
            TrapKind::NamesakeWithoutSector,
            TrapKind::UnknownName,
        ],
    );
    Book::facts("attendance", half, "考勤/界别活动签到.csv", "界别活动签到", sheet)
}
