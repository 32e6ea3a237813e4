//! Lists of people and units.

use crate::book::{Book, Cell, Row, Sheet, row};
use crate::calendar::DateStyle;
use crate::dice::Dice;
use crate::files::{FileKind, PeopleList, TrapKind};
use crate::names::{Names, spaced};
use crate::people::{Member, World};
use crate::places::{CITIES, COMMITTEES, PROVINCE, SECTORS, divisions, office_of};
use crate::settings::SPACED_IN_ROSTER;
use crate::staff::branches;

fn list(kind: PeopleList, name: &str, label: &str, sheets: Vec<Sheet>) -> Book {
    Book {
        name: format!("人员/{name}"),
        kind: FileKind::People(kind),
        half_year: None,
        label: label.to_owned(),
        sheets,
    }
}

/// `政协委员会.csv`, in GBK: the province, its cities and counties.
pub(crate) fn committees() -> Book {
    let mut sheet = Sheet::new("政协委员会", &["名称", "级别", "上级"]);
    sheet.push(row![PROVINCE, "省", ""]);
    for (city, counties) in CITIES {
        sheet.push(row![format!("{city}政协"), "市", PROVINCE]);
        for county in counties {
            sheet.push(row![format!("{county}政协"), "县", format!("{city}政协")]);
        }
    }
    list(PeopleList::Committees, "政协委员会.csv", "三级政协", vec![sheet])
}

/// `界别专委会处室支部.xlsx`: four sheets.
pub(crate) fn units(world: &World) -> Book {
    let mut sectors = Sheet::new("界别", &["序号", "界别", "委员数"]);
    for (sector, number) in SECTORS.iter().zip(1u32..) {
        sectors.push(row![number, sector.name, sector.seats as u32]);
    }
    let mut committees = Sheet::new("专委会", &["序号", "专委会", "办公室", "委员数"]);
    for (committee, name) in COMMITTEES.iter().enumerate() {
        let members = world.members.iter().filter(|m| m.committee == committee).count();
        committees.push(row![committee as u32 + 1, *name, office_of(committee), members as u32]);
    }
    let divisions = divisions();
    let mut offices = Sheet::new("处室", &["序号", "处室", "人数"]);
    for (division, name) in divisions.iter().enumerate() {
        let staff = world.staff.iter().filter(|s| s.division == division).count();
        offices.push(row![division as u32 + 1, name, staff as u32]);
    }
    let taken = world.members.iter().map(|m| &m.name).chain(world.staff.iter().map(|s| &s.name));
    let taken: std::collections::BTreeSet<&String> = taken.collect();
    let mut names = Names::new(std::iter::empty());
    let mut dice = Dice::new(world.seed, "retired");
    let mut cells = Sheet::new("支部", &["序号", "支部", "处室", "书记", "是否离退休"]);
    for (branch, number) in branches().iter().zip(1u32..) {
        let index = number as usize - 1;
        let secretary = match world.staff.iter().find(|s| s.branch == index) {
            Some(staff) => staff.name.clone(),
            None => std::iter::repeat_with(|| names.next(&mut dice, 100).name)
                .find(|name| !taken.contains(name))
                .unwrap_or_default(),
        };
        let retired = if branch.serving { "否" } else { "是" };
        cells.push(row![number, &branch.name, &divisions[branch.division], secretary, retired]);
    }
    let sheets = vec![sectors, committees, offices, cells];
    list(PeopleList::Units, "界别专委会处室支部.xlsx", "界别、专委会、处室、支部", sheets)
}

/// `委员名册.xlsx`
pub(crate) fn members(world: &World) -> Book {
    let mut dice = Dice::new(world.seed, "委员名册");
    let mut sheet = Sheet::new(
        "委员名册",
        &[
            "委员编号",
            "姓名",
            "性别",
            "民族",
            "出生年月",
            "界别",
            "专委会",
            "工作单位及职务",
            "是否常委",
            "职务",
            "手机",
            "任职起",
            "任职止",
            "免评原因",
            "免评起",
            "免评止",
            "备注",
        ],
    )
    .titled("政协云岭省第十三届委员会委员名册".to_owned());
    for member in &world.members {
        let spaces = dice.chance(SPACED_IN_ROSTER);
        let name = if spaces { spaced(&member.name, ' ') } else { member.name.clone() };
        let trap = (name != member.name).then_some(TrapKind::SpacedName);
        sheet.rows.push(Row { cells: member_row(member, name), facts: 1, trap });
    }
    sheet.close(row!["", format!("合计 {} 人", world.members.len())], "注：任职止为空的为在任。");
    list(PeopleList::Members, "委员名册.xlsx", "十三届委员名册", vec![sheet])
}

fn member_row(member: &Member, name: String) -> Vec<Cell> {
    let exemption = member.exemption.as_ref();
    let remark = match (member.to, member.from > crate::calendar::date(2026, 1, 1)) {
        (Some(_), _) => "已辞去委员职务",
        (_, true) => "届中增补",
        _ => "",
    };
    row![
        &member.number,
        name,
        if member.woman { "女" } else { "男" },
        member.people,
        member.born.format("%Y-%m").to_string(),
        member.sector(),
        member.committee(),
        &member.employer,
        if member.standing { "是" } else { "否" },
        member.post.unwrap_or(if member.standing { "常委" } else { "委员" }),
        &member.phone,
        DateStyle::Real.cell(member.from),
        member.to.map_or(Cell::Empty, |day| DateStyle::Real.cell(day)),
        exemption.map_or("", |e| e.reason),
        exemption.map_or(Cell::Empty, |e| DateStyle::Real.cell(e.from)),
        exemption.map_or(Cell::Empty, |e| DateStyle::Real.cell(e.to)),
        remark,
    ]
}

/// `机关干部名册.xlsx`: another layout.
pub(crate) fn staff(world: &World) -> Book {
    let divisions = divisions();
    let branches = branches();
    let mut sheet = Sheet::new(
        "机关干部",
        &["序号", "姓名", "性别", "民族", "出生年月", "处室", "支部", "职务", "职级", "任职时间", "手机"],
    )
    .titled("云岭省政协机关干部名册".to_owned());
    for (person, number) in world.staff.iter().zip(1u32..) {
        sheet.push(row![
            number,
            &person.name,
            if person.woman { "女" } else { "男" },
            person.people,
            person.born.format("%Y.%m").to_string(),
            &divisions[person.division],
            &branches[person.branch].name,
            person.position,
            person.rank,
            DateStyle::Dots.cell(person.since),
            &person.phone,
        ]);
    }
    sheet.close(row!["", format!("合计 {} 人", world.staff.len())], "注：按处室排列。");
    list(PeopleList::Staff, "机关干部名册.xlsx", "机关干部名册", vec![sheet])
}
