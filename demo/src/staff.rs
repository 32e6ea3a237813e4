//! The office: divisions, party branches and the people who work there.

use crate::calendar::date;
use crate::cast;
use crate::dice::Dice;
use crate::names::Names;
use crate::places::{EXTRA_BRANCHES, divisions};
use crate::settings::STAFF;
use chrono::NaiveDate;

/// Somebody who works in the office.
pub(crate) struct Staff {
    pub(crate) name: String,
    pub(crate) woman: bool,
    pub(crate) people: &'static str,
    pub(crate) born: NaiveDate,
    pub(crate) division: usize,
    pub(crate) branch: usize,
    pub(crate) position: &'static str,
    pub(crate) rank: &'static str,
    pub(crate) since: NaiveDate,
    pub(crate) phone: String,
}

/// A party branch.
pub(crate) struct Branch {
    pub(crate) name: String,
    pub(crate) division: usize,
    pub(crate) serving: bool,
}

/// All 28 branches: one for each division, and five more.
pub(crate) fn branches() -> Vec<Branch> {
    let own = divisions().into_iter().enumerate().map(|(division, name)| Branch {
        name: format!("{}党支部", name.trim_end_matches("办公室")),
        division,
        serving: true,
    });
    let extra = EXTRA_BRANCHES.iter().map(|(name, division, serving)| Branch {
        name: (*name).to_owned(),
        division: *division,
        serving: *serving,
    });
    own.chain(extra).collect()
}

/// Ranks from the head of a division downward: position, rank.
const LADDER: [(&str, &str); 6] = [
    ("处长", "一级调研员"),
    ("副处长", "二级调研员"),
    ("副处长", "三级调研员"),
    ("干部", "四级调研员"),
    ("干部", "一级主任科员"),
    ("干部", "三级主任科员"),
];

/// The staff of this seed, division by division, branches in their places.
pub(crate) fn hire(seed: u64, names: &mut Names) -> Vec<Staff> {
    let mut dice = Dice::new(seed, "staff");
    let branches = branches();
    let homes: Vec<usize> = (0..branches.len()).filter(|b| branches[*b].serving).collect();
    let mut staff: Vec<Staff> = Vec::with_capacity(STAFF);
    for (name, woman, division, position, rank) in cast::STAFF {
        staff.push(person(&mut dice, name.to_owned(), woman, "汉族", (division, division), (position, rank)));
    }
    let mut filled = vec![0usize; branches.len()];
    for nth in 0..STAFF - staff.len() {
        let branch = homes[nth % homes.len()];
        let step = filled[branch];
        filled[branch] += 1;
        let fresh = names.next(&mut dice, 220);
        let ladder = if branch < 2 { &LADDER[1..] } else { &LADDER[..] };
        let rung = ladder[step.min(ladder.len() - 1)];
        let home = (branches[branch].division, branch);
        staff.push(person(&mut dice, fresh.name, fresh.woman, fresh.people, home, rung));
    }
    staff.sort_by_key(|s| (s.division, s.branch));
    for (person, number) in staff.iter_mut().zip(1..) {
        person.phone = format!("1980000{number:04}");
    }
    staff
}

fn person(
    dice: &mut Dice,
    name: String,
    woman: bool,
    people: &'static str,
    (division, branch): (usize, usize),
    (position, rank): (&'static str, &'static str),
) -> Staff {
    let young = if position == "干部" { 10 } else { 0 };
    let year = dice.between(1967 + young, 1988 + young);
    Staff {
        name,
        woman,
        people,
        born: date(year as i32, dice.between(1, 12), 1),
        division,
        branch,
        position,
        rank,
        since: date(dice.between(year + 24, (year + 32).min(2024)) as i32, dice.between(1, 12), 1),
        phone: String::new(),
    }
}
