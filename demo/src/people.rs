//! The members: who they are, when they serve, how keen they are.

use crate::calendar::{HalfYear, date};
use crate::cast;
use crate::dice::Dice;
use crate::names::Names;
use crate::places::{CITIES, COMMITTEES, SECTORS, employers};
use crate::settings::*;
use crate::staff::Staff;
use chrono::{Datelike, NaiveDate};

/// How keen somebody is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zeal {
    Of(u32),
    Weak,
}

/// Not to be evaluated for a time.
pub(crate) struct Exemption {
    pub(crate) reason: &'static str,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
}

/// A member of the province's committee.
pub(crate) struct Member {
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) woman: bool,
    pub(crate) people: &'static str,
    pub(crate) born: NaiveDate,
    pub(crate) sector: usize,
    pub(crate) committee: usize,
    pub(crate) employer: String,
    pub(crate) standing: bool,
    pub(crate) post: Option<&'static str>,
    pub(crate) phone: String,
    pub(crate) from: NaiveDate,
    pub(crate) to: Option<NaiveDate>,
    pub(crate) exemption: Option<Exemption>,
    /// Another member bears the same name.
    pub(crate) namesake: bool,
    pub(crate) weak: bool,
    /// 0 … 1000, by half-year: mostly habit.
    zeal: [u32; 2],
}

impl Member {
    /// The sector's name.
    pub(crate) fn sector(&self) -> &'static str {
        SECTORS[self.sector].name
    }

    /// The special committee's name.
    pub(crate) fn committee(&self) -> &'static str {
        COMMITTEES[self.committee]
    }

    /// 主席, 副主席 or 秘书长
    pub(crate) fn leads(&self) -> bool {
        self.post.is_some()
    }

    /// In office on that day.
    pub(crate) fn serves(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }

    /// Ill, posted away or abroad on that day.
    pub(crate) fn away(&self, day: NaiveDate) -> bool {
        !self.leads() && self.exemption.as_ref().is_some_and(|e| e.from <= day && day <= e.to)
    }

    /// Can do something on that day.
    pub(crate) fn active(&self, day: NaiveDate) -> bool {
        self.serves(day) && !self.away(day)
    }

    /// How keen in this half-year.
    pub(crate) fn zeal(&self, half: HalfYear) -> u32 {
        self.zeal[half.index()]
    }

    /// The part of a half-year in thousandths during which the member is in office and not away.
    pub(crate) fn presence(&self, half: HalfYear) -> u32 {
        let days = half.first_day().iter_days().take_while(|day| *day <= half.last_day());
        let (all, here) = days.fold((0, 0), |(all, here), day| (all + 1, here + u32::from(self.active(day))));
        1000 * here / all
    }

    /// A day of this half-year on which the member can do something.
    pub(crate) fn active_day(&self, half: HalfYear, dice: &mut Dice) -> Option<NaiveDate> {
        (0..60).map(|_| half.working_day(dice)).find(|day| self.active(*day))
    }
}

/// Everybody.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) members: Vec<Member>,
    pub(crate) staff: Vec<Staff>,
}

impl World {
    /// The people of this seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut names =
            Names::new(cast::MEMBERS.iter().map(|f| f.name).chain(cast::STAFF.iter().map(|s| s.0)));
        let members = Recruiter { dice: Dice::new(seed, "members") }.recruit(&mut names);
        let staff = crate::staff::hire(seed, &mut names);
        Self { seed, members, staff }
    }

    /// A stream of chance for one workbook.
    pub(crate) fn dice(&self, half: HalfYear, name: &str) -> Dice {
        Dice::new(self.seed, &format!("{} {name}", half.label()))
    }

    /// The name of a pair of namesakes.
    pub(crate) fn a_namesake(&self) -> &str {
        self.members.iter().find(|m| m.namesake).map_or("", |m| m.name.as_str())
    }

    /// Members for an event on that day, the keen ones sooner; nobody who has a namesake,
    /// because a list of bare names could not tell them apart.
    pub(crate) fn company(
        &self,
        dice: &mut Dice,
        half: HalfYear,
        day: NaiveDate,
        joins: Slope,
        count: u32,
        fits: impl Fn(&Member) -> bool,
    ) -> Vec<&Member> {
        let order = dice.order(self.members.len());
        let mut company = Vec::new();
        for member in order.into_iter().map(|at| &self.members[at]) {
            let willing = member.active(day) && !member.namesake && !member.leads() && fits(member);
            if willing && dice.chance(joins.at(member.zeal(half)) / if member.weak { 4 } else { 1 }) {
                company.push(member);
                if company.len() == count as usize {
                    break;
                }
            }
        }
        company
    }
}

/// `张三、李四`
pub(crate) fn listed(company: &[&Member]) -> String {
    company.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join("、")
}

struct Recruiter {
    dice: Dice,
}

impl Recruiter {
    fn recruit(mut self, names: &mut Names) -> Vec<Member> {
        let mut members = Vec::with_capacity(MEMBERS);
        for (index, sector) in SECTORS.iter().enumerate() {
            let cast = cast::MEMBERS.iter().filter(|fixed| fixed.sector == sector.name);
            let mut seats: Vec<Member> = cast.map(|fixed| self.fixed_member(fixed, index)).collect();
            while seats.len() < sector.seats {
                seats.push(self.member(names, index));
            }
            members.extend(seats);
        }
        self.dotted_names(&mut members, names);
        self.namesakes(&mut members);
        self.committees(&mut members);
        self.posts(&mut members);
        self.terms(&mut members);
        for (member, number) in members.iter_mut().zip(1..) {
            member.number = format!("Y13-{number:03}");
            // No such numbers are given out.
            member.phone = format!("1990000{number:04}");
        }
        members
    }

    fn zeal_by_half(&mut self, zeal: Zeal) -> [u32; 2] {
        let habit = match zeal {
            Zeal::Of(habit) => habit,
            Zeal::Weak => return [0, 1].map(|_| self.dice.between(WEAK_ZEAL.0, WEAK_ZEAL.1)),
        };
        [0, 1].map(|_| {
            let fresh = (0..2).map(|_| self.dice.between(ZEAL.0, ZEAL.1)).sum::<u32>() / 2;
            (habit * HABIT + fresh * (1000 - HABIT)) / 1000
        })
    }

    fn member(&mut self, names: &mut Names, sector: usize) -> Member {
        let minority = if SECTORS[sector].name == "少数民族界" { 1000 } else { 190 };
        let person = names.next(&mut self.dice, minority);
        let zeal = (0..3).map(|_| self.dice.between(ZEAL.0, ZEAL.1)).sum::<u32>() / 3;
        self.seat(person.name, person.woman, person.people, sector, Zeal::Of(zeal))
    }

    fn fixed_member(&mut self, fixed: &cast::Fixed, sector: usize) -> Member {
        let mut member = self.seat(fixed.name.to_owned(), fixed.woman, fixed.people, sector, fixed.zeal);
        member.committee = COMMITTEES.iter().position(|name| *name == fixed.committee).unwrap_or(0);
        if fixed.name == "陆景和" {
            member.employer = cast::EMPLOYER_OF_LU.to_owned();
        }
        member
    }

    fn seat(&mut self, name: String, woman: bool, people: &'static str, sector: usize, zeal: Zeal) -> Member {
        let (units, positions) = employers(SECTORS[sector].work);
        let city = self.dice.pick(&CITIES).0;
        let unit = self.dice.pick(units);
        let place = if unit.starts_with("云") || CITIES.iter().any(|c| unit.starts_with(&c.0[..6])) {
            ""
        } else {
            city
        };
        Member {
            number: String::new(),
            name,
            woman,
            people,
            born: date(self.dice.between(1959, 1992) as i32, self.dice.between(1, 12), 1),
            sector,
            committee: usize::MAX,
            employer: format!("{place}{unit}{}", self.dice.pick(positions)),
            standing: false,
            post: None,
            phone: String::new(),
            from: date(2023, 1, 12),
            to: None,
            exemption: None,
            namesake: false,
            weak: zeal == Zeal::Weak,
            zeal: self.zeal_by_half(zeal),
        }
    }

    /// Members of no importance otherwise: not of the cast, not yet changed.
    fn ordinary(&mut self, members: &[Member], fits: impl Fn(&Member) -> bool) -> Vec<usize> {
        let mut order = self.dice.order(members.len());
        order.retain(|at| {
            let m = &members[*at];
            let plain = !m.standing && !m.namesake && m.exemption.is_none() && !m.name.contains('·');
            let settled = m.from.year() == 2023 && m.to.is_none() && !m.weak;
            plain && settled && cast::MEMBERS.iter().all(|f| f.name != m.name) && fits(m)
        });
        order
    }

    fn dotted_names(&mut self, members: &mut [Member], names: &mut Names) {
        let fits = |m: &Member| matches!(SECTORS[m.sector].name, "少数民族界" | "文化艺术界" | "宗教界");
        for at in self.ordinary(members, fits).into_iter().take(DOTTED_NAMES) {
            let person = names.next_dotted(&mut self.dice);
            (members[at].name, members[at].woman, members[at].people) =
                (person.name, person.woman, person.people);
        }
    }

    fn namesakes(&mut self, members: &mut [Member]) {
        for _ in 0..NAMESAKE_PAIRS {
            let order = self.ordinary(members, |m| m.people == "汉族" && !m.woman);
            let Some(second) = order.iter().find(|at| members[**at].sector != members[order[0]].sector)
            else {
                return;
            };
            members[*second].name = members[order[0]].name.clone();
            members[*second].namesake = true;
            members[order[0]].namesake = true;
        }
    }

    /// Over half of a sector sits in its own committee, the others where there is room.
    fn committees(&mut self, members: &mut [Member]) {
        let room = MEMBERS.div_ceil(COMMITTEES.len());
        let mut seats = [0; COMMITTEES.len()];
        for member in members.iter().filter(|m| m.committee != usize::MAX) {
            seats[member.committee] += 1;
        }
        for at in self.dice.order(members.len()) {
            if members[at].committee != usize::MAX {
                continue;
            }
            let own = SECTORS[members[at].sector].committee;
            let smallest = (0..seats.len()).min_by_key(|c| seats[*c]).unwrap_or(own);
            let goes = if seats[own] < room && self.dice.chance(560) { own } else { smallest };
            members[at].committee = goes;
            seats[goes] += 1;
        }
    }

    fn posts(&mut self, members: &mut [Member]) {
        if let Some(secretary) = members.iter_mut().find(|m| m.name == cast::MEMBERS[0].name) {
            (secretary.post, secretary.standing) = (Some("秘书长"), true);
        }
        let leaders = self.ordinary(members, |m| m.born.year() < 1970);
        for (at, rank) in leaders.into_iter().take(LEADERS - 1).zip(0..) {
            members[at].post = Some(if rank == 0 { "主席" } else { "副主席" });
            members[at].standing = true;
        }
        for leader in members.iter_mut().filter(|m| m.leads()) {
            leader.employer = format!("政协云岭省委员会{}", leader.post.unwrap_or_default());
            leader.exemption = Some(Exemption {
                reason: "主席会议成员，不参加考评",
                from: date(2023, 1, 12),
                to: date(2028, 1, 11),
            });
        }
        let standing = self.ordinary(members, |m| m.zeal[0] > 450);
        for at in standing.into_iter().take(STANDING_MEMBERS - LEADERS) {
            members[at].standing = true;
        }
        for at in self.ordinary(members, |_| true).into_iter().take(WEAK_EXTRA) {
            members[at].weak = true;
            members[at].zeal = self.zeal_by_half(Zeal::Weak);
        }
    }

    /// Those who came later, left early, or are away.
    fn terms(&mut self, members: &mut [Member]) {
        let mut rest = self.ordinary(members, |_| true).into_iter();
        for (at, nth) in rest.by_ref().take(JOINERS).zip(0..) {
            members[at].from = date(2026, 4, 9 + 7 * (nth % 3));
        }
        for (at, nth) in rest.by_ref().take(LEAVERS).zip(0..) {
            members[at].to = Some(if nth < LEAVERS / 2 { date(2025, 11, 27) } else { date(2026, 3, 26) });
        }
        const REASONS: [(&str, Window); 4] = [
            ("病假，经批准", ((2025, 9, 1), (2026, 8, 31))),
            ("援外挂职", ((2025, 7, 1), (2027, 6, 30))),
            ("驻村帮扶挂职", ((2025, 10, 1), (2026, 9, 30))),
            ("出国进修", ((2026, 1, 5), (2026, 12, 31))),
        ];
        for (at, nth) in rest.take(AWAY).zip(0..) {
            let (reason, (from, to)) = REASONS[nth % REASONS.len()];
            members[at].exemption =
                Some(Exemption { reason, from: date(from.0, from.1, from.2), to: date(to.0, to.1, to.2) });
        }
    }
}

/// From and to, as year, month, day.
type Window = ((i32, u32, u32), (i32, u32, u32));
