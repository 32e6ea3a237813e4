//! The roster of a committee in memory. Pure; who is meant by a name on it: [`super::match_name`].
use std::collections::HashMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use lvzhi_platform::workbook::{clean_name, fold_variants};
use lvzhi_schema::people::{exemption, member, member_post, term};
use uuid::Uuid;

use lvzhi_shell::words::Words;

use super::office::{Unit, UnitKind};

/// All members of a committee with what belongs to them, for lists, matching and imports.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// By number.
    pub members: Vec<RosterMember>,
    /// Sectors in order.
    pub sectors: Vec<Unit>,
    /// Special committees in order.
    pub special_committees: Vec<Unit>,
    by_id: HashMap<Uuid, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_number: HashMap<String, Vec<usize>>,
    /// Made when the first name is not found: folding is slow and lists never need it.
    folded: OnceLock<Vec<Vec<char>>>,
}

/// A member on the roster.
#[derive(Clone, Debug)]
pub struct RosterMember {
    /// The row.
    pub member: member::Model,
    /// First and last day of his term; his own service may begin later and end earlier.
    pub term: (NaiveDate, Option<NaiveDate>),
    /// Name of his sector.
    pub sector: String,
    /// Name of his special committee; may be empty.
    pub special_committee: String,
    /// All posts, also past ones.
    pub posts: Vec<member_post::Model>,
    /// All exemptions, also past ones.
    pub exemptions: Vec<exemption::Model>,
}

/// How a member stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 在任.
    Serving,
    /// 免评.
    Exempt,
    /// 离任, or not yet begun.
    Left,
}

impl Standing {
    /// As in addresses and as printed, in the order of the filter.
    pub const WORDS: Words<Self> = Words(&[
        (Self::Serving, "serving", "在任"),
        (Self::Exempt, "exempt", "免评"),
        (Self::Left, "left", "离任"),
    ]);

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::WORDS.label(self)
    }
}

fn within(day: NaiveDate, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

impl RosterMember {
    /// How he stands on this day.
    #[must_use]
    pub fn standing(&self, day: NaiveDate) -> Standing {
        if !within(day, Some(self.member.starts_on), self.member.ends_on) {
            Standing::Left
        } else if self.exemptions.iter().any(|e| within(day, Some(e.starts_on), e.ends_on)) {
            Standing::Exempt
        } else {
            Standing::Serving
        }
    }

    /// Whether he serves on a day between these, both included.
    #[must_use]
    pub fn serves_between(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.member.starts_on <= to && self.member.ends_on.is_none_or(|end| from <= end)
    }

    /// Posts held on this day.
    pub fn posts_on(&self, day: NaiveDate) -> impl Iterator<Item = &member_post::Model> {
        self.posts.iter().filter(move |post| within(day, post.starts_on, post.ends_on))
    }

    /// Whether he holds this post (`standing`, `chair_meeting`) on this day.
    #[must_use]
    pub fn holds(&self, post: &str, day: NaiveDate) -> bool {
        self.posts_on(day).any(|held| held.post == post)
    }

    /// Whether the day lies in his term.
    #[must_use]
    pub fn term_covers(&self, day: NaiveDate) -> bool {
        within(day, Some(self.term.0), self.term.1)
    }

    /// A sentence when he did not serve on the day something happened.
    #[must_use]
    pub fn out_of_service(&self, day: NaiveDate) -> Option<String> {
        let member::Model { name, starts_on, ends_on, .. } = &self.member;
        if day < *starts_on {
            return Some(format!("{name}从 {starts_on} 起任委员，这件事发生在 {day}，请核对日期"));
        }
        let last = ends_on.filter(|last| day > *last)?;
        Some(format!("{name}任委员到 {last} 为止，这件事发生在 {day}，请核对日期"))
    }

    /// `陆景和（环境资源界，编号 13001）`: enough to tell namesakes apart.
    #[must_use]
    pub fn described(&self) -> String {
        format!("{}（{}，编号 {}）", self.member.name, self.sector, self.member.number)
    }
}

/// First and last day of the term of a member.
pub(super) fn days_of_term(member: &member::Model, terms: &[term::Model]) -> (NaiveDate, Option<NaiveDate>) {
    let own = (member.starts_on, member.ends_on);
    let term = terms.iter().find(|term| term.id == member.term_id);
    term.map_or(own, |term| (term.starts_on, term.ends_on))
}

impl Roster {
    /// Puts the rows together.
    #[must_use]
    pub fn new(
        members: Vec<member::Model>,
        posts: Vec<member_post::Model>,
        exemptions: Vec<exemption::Model>,
        terms: &[term::Model],
        sectors: Vec<Unit>,
        special_committees: Vec<Unit>,
    ) -> Self {
        let names = |units: &[Unit]| units.iter().map(|u| (u.id, u.name.clone())).collect::<HashMap<_, _>>();
        let (sector_names, special_names) = (names(&sectors), names(&special_committees));
        let members = members.into_iter().map(|member| RosterMember {
            term: days_of_term(&member, terms),
            sector: sector_names.get(&member.sector_id).cloned().unwrap_or_default(),
            special_committee: member
                .special_committee_id
                .and_then(|id| special_names.get(&id).cloned())
                .unwrap_or_default(),
            posts: Vec::new(),
            exemptions: Vec::new(),
            member,
        });
        let mut roster = Self::of(members.collect(), sectors, special_committees);
        for post in posts {
            if let Some(at) = roster.by_id.get(&post.member_id) {
                roster.members[*at].posts.push(post);
            }
        }
        for exemption in exemptions {
            if let Some(at) = roster.by_id.get(&exemption.member_id) {
                roster.members[*at].exemptions.push(exemption);
            }
        }
        roster
    }

    fn of(members: Vec<RosterMember>, sectors: Vec<Unit>, special_committees: Vec<Unit>) -> Self {
        let mut roster = Self { members, sectors, special_committees, ..Self::default() };
        for (at, RosterMember { member, .. }) in roster.members.iter().enumerate() {
            roster.by_id.insert(member.id, at);
            roster.by_name.entry(clean_name(&member.name)).or_default().push(at);
            roster.by_number.entry(member.number.clone()).or_default().push(at);
        }
        roster
    }

    /// The roster of one term.
    #[must_use]
    pub fn of_term(mut self, term: Uuid) -> Self {
        self.members.retain(|m| m.member.term_id == term);
        Self::of(self.members, self.sectors, self.special_committees)
    }

    /// The member with this id.
    #[must_use]
    pub fn find(&self, id: Uuid) -> Option<&RosterMember> {
        self.by_id.get(&id).map(|at| &self.members[*at])
    }

    /// Members with this number; more than one only over several terms.
    #[must_use]
    pub fn numbered(&self, number: &str) -> Vec<&RosterMember> {
        self.by_number.get(number).into_iter().flatten().map(|at| &self.members[*at]).collect()
    }

    /// Members with exactly this cleaned name.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<&RosterMember> {
        self.by_name.get(name).into_iter().flatten().map(|at| &self.members[*at]).collect()
    }

    /// Each member with the characters of his name, variants folded.
    pub(super) fn folded(&self) -> impl Iterator<Item = (&[char], &RosterMember)> {
        let fold = |m: &RosterMember| fold_variants(&m.member.name).chars().collect();
        let folded = self.folded.get_or_init(|| self.members.iter().map(fold).collect());
        folded.iter().map(Vec::as_slice).zip(&self.members)
    }

    /// Sectors or special committees.
    #[must_use]
    pub fn units(&self, kind: UnitKind) -> &[Unit] {
        match kind {
            UnitKind::Sector => &self.sectors,
            UnitKind::SpecialCommittee => &self.special_committees,
            UnitKind::Division | UnitKind::Branch => &[],
        }
    }

    /// The roster without those whose service ended before `day`.
    pub fn serving_since(&self, day: NaiveDate) -> impl Iterator<Item = &RosterMember> {
        self.members.iter().filter(move |m| m.member.ends_on.is_none_or(|end| day <= end))
    }
}
