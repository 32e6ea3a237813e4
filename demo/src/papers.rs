//! Papers and decisions: half-year summaries, yearly reports, awards, discipline, ratings.

use crate::book::{Book, Cell, Sheet, row};
use crate::calendar::{DateStyle, HalfYear};
use crate::dice::Dice;
use crate::files::TrapKind;
use crate::people::{Member, World};
use crate::settings::*;
use crate::spoil::{Columns, Spoiler};
use crate::titles;
use chrono::Days;

/// `履职小结.xlsx`
pub(crate) fn summaries(world: &World, half: HalfYear) -> Book {
    let sheet = papers(world, half, "履职小结", &["按时提交", "补交"]);
    Book::facts("summary", half, "小结/履职小结.xlsx", "履职小结", sheet)
}

/// `联系界别群众报告.xlsx`: at the end of the year only.
pub(crate) fn yearly_reports(world: &World, half: HalfYear) -> Option<Book> {
    let sheet = half.second.then(|| papers(world, half, "联系界别群众报告", &["按时", "迟交"]))?;
    Some(Book::facts("yearly_report", half, "小结/联系界别群众报告.xlsx", "联系界别群众报告", sheet))
}

fn papers(world: &World, half: HalfYear, what: &str, [on_time, late]: &[&str; 2]) -> Sheet {
    let mut dice = world.dice(half, what);
    let mut sheet =
        Sheet::new(what, &["姓名", "委员编号", "界别", "专委会", "提交日期", "提交情况", "记录单位"]);
    let deadline = half.last_day() - Days::new(6);
    for member in world.members.iter().filter(|m| m.active(half.last_day()) && !m.leads()) {
        let zeal = member.zeal(half);
        let given = if member.weak { SUMMARY_GIVEN.idle / 2 } else { SUMMARY_GIVEN.at(zeal) };
        if !dice.chance(given) {
            continue;
        }
        let is_late = dice.chance(SUMMARY_LATE.at(zeal));
        let day = if is_late {
            dice.day(deadline + Days::new(1), half.last_day())
        } else {
            dice.day(deadline - Days::new(16), deadline)
        };
        sheet.push(row![
            &member.name,
            &member.number,
            member.sector(),
            member.committee(),
            DateStyle::Real.cell(day),
            if is_late { *late } else { *on_time },
            "委员联络委办公室",
        ]);
    }
    let columns =
        Columns { name: 0, member_number: Some(1), date: Some(4), choice: Some(5), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }
        .spoil(&mut sheet, &[TrapKind::UnknownValue, TrapKind::DuplicateRow, TrapKind::SpacedName]);
    sheet
}

/// Some members, the keen ones sooner, each once.
fn chosen<'a>(world: &'a World, dice: &mut Dice, half: HalfYear, count: u32) -> Vec<(&'a Member, Cell)> {
    let day = half.working_day(dice);
    let company = world.company(dice, half, day, Slope { idle: 0, keen: 400 }, count, |m| !m.weak);
    let dated = |member: &'a Member| {
        let day = member.active_day(half, dice).unwrap_or(day);
        (member, DateStyle::Words.cell(day))
    };
    company.into_iter().map(dated).collect()
}

/// `表彰奖励.xlsx`
pub(crate) fn awards(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "表彰");
    let mut sheet =
        Sheet::new("表彰奖励", &["姓名", "界别", "荣誉名称", "表彰层级", "表彰日期", "记录单位", "凭据"]);
    for (member, day) in chosen(world, &mut dice, half, AWARDS) {
        let (level, of) = match dice.below(100) {
            0..52 => ("市级", dice.pick(&crate::places::CITIES).0),
            52..92 => ("省级", "云岭省"),
            _ => ("国家级", "全国"),
        };
        let honour =
            dice.pick(&["先进工作者", "科技进步奖", "优秀社科成果奖", "五一奖章", "公益之星", "教学成果奖"]);
        let source = titles::source(&mut dice, 9, half.year, "云协奖");
        sheet.push(row![
            &member.name,
            member.sector(),
            format!("{of}{honour}"),
            level,
            day,
            "委员联络委办公室",
            &source.paper,
        ]);
    }
    let columns = Columns { name: 0, sector: Some(1), date: Some(4), choice: Some(3), ..Columns::default() };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }
        .spoil(&mut sheet, &[TrapKind::OtherCommittee, TrapKind::UnknownValue]);
    Book::facts("award", half, "表彰/表彰奖励.xlsx", "表彰奖励", sheet)
}

/// `纪律处理.xlsx`: few, and mostly criticism.
pub(crate) fn discipline(world: &World, half: HalfYear) -> Book {
    let mut dice = world.dice(half, "纪律");
    let mut sheet =
        Sheet::new("纪律处理", &["处理日期", "姓名", "界别", "处理结果", "事由", "记录单位", "凭据"]);
    let order = dice.order(world.members.len());
    let members = order.into_iter().map(|at| &world.members[at]);
    let fits = |m: &&Member| m.exemption.is_none() && m.active(half.first_day()) && m.zeal(half) < 560;
    for (member, nth) in members.filter(fits).take(DISCIPLINE as usize).zip(0..) {
        let day = member.active_day(half, &mut dice).unwrap_or(half.last_day());
        let (measure, reason) = if nth == 0 {
            ("警告", "违反会风会纪，情节较重")
        } else {
            ("通报批评", "多次无故缺席会议")
        };
        let source = titles::source(&mut dice, 9, half.year, "云协纪");
        sheet.push(row![
            DateStyle::Real.cell(day),
            &member.name,
            member.sector(),
            measure,
            reason,
            "机关党委办公室",
            &source.paper,
        ]);
    }
    Book::facts("discipline", half, "纪律/纪律处理.xlsx", "纪律处理", sheet)
}

/// `专委会评议.xlsx` and `界别群众测评.xlsx`: one row for each member, a few missing.
pub(crate) fn ratings(world: &World, half: HalfYear) -> [Book; 2] {
    let committee = rating(world, half, "专委会评议", ("专委会", RATED_BY_COMMITTEE, (38, 61)));
    let sector = rating(world, half, "界别群众测评", ("界别群众", RATED_BY_SECTOR, (10, 34)));
    [
        Book::facts("rating", half, "评议/专委会评议.xlsx", "专委会评议", committee),
        Book::facts("rating", half, "评议/界别群众测评.xlsx", "界别群众测评", sector),
    ]
}

fn rating(
    world: &World,
    half: HalfYear,
    what: &str,
    (rater, mean, votes): (&str, Slope, (u32, u32)),
) -> Sheet {
    let mut dice = world.dice(half, what);
    let header = ["序号", "姓名", "委员编号", "界别", "专委会", "评议方", "得分", "票数", "评议日期"];
    let mut sheet = Sheet::new(what, &header).titled(format!("{}{what}结果", half.label()));
    let day = half.last_day() - Days::new(2);
    let missing = dice.order(world.members.len());
    let missing = &missing[..RATINGS_MISSING as usize];
    for (member, at) in world.members.iter().zip(0..) {
        if member.exemption.is_some() || !member.active(day) || missing.contains(&at) {
            continue;
        }
        let strays = dice.between(0, RATING_STRAYS) + dice.between(0, RATING_STRAYS);
        let mean = if member.weak { WEAK_RATING } else { mean.at(member.zeal(half)) };
        let score = (mean + strays).saturating_sub(RATING_STRAYS).min(10_000);
        sheet.push(row![
            sheet.rows.len() as u32 + 1,
            &member.name,
            &member.number,
            member.sector(),
            member.committee(),
            rater,
            Cell::Decimal(score),
            dice.between(votes.0, votes.1),
            DateStyle::Real.cell(day),
        ]);
    }
    let columns = Columns {
        name: 1,
        member_number: Some(2),
        date: Some(8),
        amount: Some(6),
        choice: Some(5),
        ..Columns::default()
    };
    Spoiler { world, dice, columns, impossible_day: half.impossible_day() }
        .spoil(&mut sheet, &[TrapKind::TextInNumber, TrapKind::FullWidthDigits, TrapKind::UnknownName]);
    sheet.close(row!["", "合计"], "注：得分为百分制，保留两位小数。");
    sheet
}
