//! Attendance as a wide table: one sheet for each class of meeting, one column for each half-day.

use crate::book::{Book, Cell, Sheet, row};
use crate::calendar::{HalfYear, date};
use crate::dice::Dice;
use crate::files::TrapKind;
use crate::people::{Member, World};
use crate::settings::*;
use crate::spoil::{Columns, Spoiler};
use chrono::{Days, NaiveDate};

/// How one clerk writes presence.
pub(crate) struct Marks {
    pub(crate) present: &'static str,
    pub(crate) late: &'static str,
    pub(crate) early: &'static str,
    pub(crate) leave: &'static str,
    pub(crate) absent: &'static str,
}

/// √ and words.
pub(crate) const TICKS: Marks =
    Marks { present: "√", late: "迟到", early: "早退", leave: "请假", absent: "缺席" };
/// Words only.
pub(crate) const WORDS: Marks =
    Marks { present: "出席", late: "迟到", early: "早退", leave: "请假", absent: "缺席" };
/// Signs.
pub(crate) const SIGNS_ONLY: Marks =
    Marks { present: "√", late: "迟", early: "退", leave: "△", absent: "×" };
/// Words of a sign-in desk.
pub(crate) const DESK: Marks =
    Marks { present: "实到", late: "迟到", early: "早退", leave: "事假", absent: "未请假" };

/// What is marked for a member at one meeting; `None` when not in office on that day.
pub(crate) fn mark(
    dice: &mut Dice,
    member: &Member,
    half: HalfYear,
    day: NaiveDate,
    chance: Slope,
    marks: &Marks,
) -> Option<&'static str> {
    if !member.serves(day) {
        return None;
    }
    if member.away(day) {
        return Some(marks.leave);
    }
    let everybody = chance.at(member.zeal(half));
    let (comes, without_leave) = match (member.leads(), member.weak) {
        (true, _) => (LEADER_ATTENDS, 0),
        (_, true) => (everybody * WEAK_ATTENDS / 1000, WEAK_ABSENT),
        _ => (everybody, ABSENT),
    };
    Some(if !dice.chance(comes) {
        if dice.chance(without_leave) { marks.absent } else { marks.leave }
    } else if dice.chance(LATE) {
        marks.late
    } else if dice.chance(EARLY) {
        marks.early
    } else {
        marks.present
    })
}

/// A half-day of a meeting.
struct Sitting {
    meeting: String,
    day: NaiveDate,
    afternoon: bool,
    /// Which third of the ordinary members is invited, at standing sessions.
    invited: Option<u32>,
}

fn sittings(meeting: &str, first: NaiveDate, half_days: u32, invited: Option<u32>) -> Vec<Sitting> {
    let sitting = |n: u32| Sitting {
        meeting: meeting.to_owned(),
        day: first + Days::new(u64::from(n / 2)),
        afternoon: n % 2 == 1,
        invited,
    };
    (0..half_days).map(sitting).collect()
}

/// `全体会议和其他会议考勤.xlsx`: sheets 全体会议 and 其他会议.
pub(crate) fn plenary(world: &World, half: HalfYear) -> Book {
    let load = &LOADS[half.index()];
    let (name, first) = if half.second {
        ("十三届省政协年中全体会议", date(2025, 7, 22))
    } else {
        ("十三届省政协四次会议", date(2026, 1, 19))
    };
    let plenary = sittings(name, first, load.plenary_sittings, None);
    let mut dice = world.dice(half, "其他会议");
    let days = half.working_days(&mut dice, load.other_days);
    let others: Vec<Sitting> = days
        .into_iter()
        .zip(1..)
        .flat_map(|(day, nth)| sittings(&format!("第{nth}次委员情况通报和学习会"), day, 2, None))
        .collect();
    let sheet = wide(
        world,
        half,
        "全体会议",
        &plenary,
        (PLENARY, &TICKS),
        &[TrapKind::UnknownName, TrapKind::SpacedName],
    );
    let mut book =
        Book::facts("attendance", half, "考勤/全体会议和其他会议考勤.xlsx", "全体会议和其他会议考勤", sheet);
    let slips = [TrapKind::UnknownValue, TrapKind::EmptyName, TrapKind::DuplicateRow];
    book.sheets.push(wide(world, half, "其他会议", &others, (OTHER_MEETING, &SIGNS_ONLY), &slips));
    book
}

/// `常委会会议考勤.xlsx`: sheet 常委会会议, with those who sit in.
pub(crate) fn standing(world: &World, half: HalfYear) -> Book {
    let days = if half.second {
        [date(2025, 7, 29), date(2025, 9, 24), date(2025, 11, 26)]
    } else {
        [date(2026, 1, 14), date(2026, 3, 24), date(2026, 6, 16)]
    };
    let first_number = if half.second { 12 } else { 15 };
    let sessions = days.into_iter().zip(0..LOADS[half.index()].standing_sessions);
    let sittings: Vec<Sitting> = sessions
        .flat_map(|(day, nth)| {
            sittings(&format!("常委会第{}次会议", first_number + nth), day, 4, Some(nth % SIT_IN_EVERY))
        })
        .collect();
    let slips = [TrapKind::OtherCommittee, TrapKind::SpacedName];
    let sheet = wide(world, half, "常委会会议", &sittings, (STANDING, &WORDS), &slips);
    Book::facts("attendance", half, "考勤/常委会会议考勤.xlsx", "常委会会议考勤", sheet)
}

fn wide(
    world: &World,
    half: HalfYear,
    class: &str,
    sittings: &[Sitting],
    (chance, marks): (Slope, &Marks),
    slips: &[TrapKind],
) -> Sheet {
    let mut dice = world.dice(half, class);
    let mut sheet = Sheet::new(class, &["序号", "委员编号", "姓名", "界别"])
        .titled(format!("云岭省政协{}{class}考勤表", half.label()));
    for sitting in sittings {
        let part = if sitting.afternoon { "下午" } else { "上午" };
        sheet.add_column(&sitting.meeting, format!("{} {part}", sitting.day));
    }
    let mut present = vec![0; sittings.len()];
    for (member, turn) in world.members.iter().zip(0..) {
        let mut cells = row![sheet.rows.len() as u32 + 1, &member.number, &member.name, member.sector()];
        let mut facts = 0;
        for (sitting, present) in sittings.iter().zip(&mut present) {
            let called = member.standing || sitting.invited.is_none_or(|third| third == turn % SIT_IN_EVERY);
            let seen = mark(&mut dice, member, half, sitting.day, chance, marks).filter(|_| called);
            facts += usize::from(seen.is_some());
            *present += u32::from(seen == Some(marks.present));
            cells.push(Cell::from(seen.unwrap_or("")));
        }
        if facts > 0 {
            sheet.push_facts(cells, facts);
        }
    }
    let columns =
        Columns { name: 2, sector: Some(3), member_number: Some(1), choice: Some(5), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }.spoil(&mut sheet, slips);
    let mut total = row!["", "", "合计", ""];
    total.extend(present.into_iter().map(Cell::Whole));
    sheet.close(total, &format!("注：{}为出席，{}为请假；每格为一个半天。", marks.present, marks.leave));
    sheet
}
