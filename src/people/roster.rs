//! The roster of a committee in memory, and who is meant by a name on a list. Pure.
use std::collections::HashMap;

use chrono::NaiveDate;
use lvzhi_platform::workbook::{clean_name, clean_text, fold_variants};
use lvzhi_schema::people::{exemption, member, member_post};
use uuid::Uuid;

use super::names::nearly_equal;
use super::office::{Unit, UnitKind};

/// How many suggestions a person can take in.
const SUGGESTIONS: usize = 3;

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
    by_folded: HashMap<String, Vec<usize>>,
    by_number: HashMap<String, Vec<usize>>,
}

/// A member on the roster.
#[derive(Clone, Debug)]
pub struct RosterMember {
    /// The row.
    pub member: member::Model,
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
    /// All, in the order of the filter.
    pub const ALL: [Self; 3] = [Self::Serving, Self::Exempt, Self::Left];

    /// As in addresses.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Serving => "serving",
            Self::Exempt => "exempt",
            Self::Left => "left",
        }
    }

    /// As printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Serving => "在任",
            Self::Exempt => "免评",
            Self::Left => "离任",
        }
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

    /// Posts held on this day.
    pub fn posts_on(&self, day: NaiveDate) -> impl Iterator<Item = &member_post::Model> {
        self.posts.iter().filter(move |post| within(day, post.starts_on, post.ends_on))
    }

    /// Whether he holds this post (`standing`, `chair_meeting`) on this day.
    #[must_use]
    pub fn holds(&self, post: &str, day: NaiveDate) -> bool {
        self.posts_on(day).any(|held| held.post == post)
    }

    /// `陆景和（环境资源界，13001）`: enough to tell namesakes apart.
    #[must_use]
    pub fn described(&self) -> String {
        format!("{}（{}，编号 {}）", self.member.name, self.sector, self.member.number)
    }
}

/// Whom a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// Exactly this member.
    One(Uuid),
    /// Several; each described. Ask for 委员编号 or 界别, never guess.
    Namesakes(Vec<String>),
    /// Nobody; each suggestion described.
    Unknown {
        /// Members whose name differs in a variant character or by one slip.
        suggestions: Vec<String>,
    },
}

impl Match {
    /// The sentence for an import row, when it is not exactly one.
    #[must_use]
    pub fn sentence(&self, name: &str) -> Option<String> {
        match self {
            Self::One(_) => None,
            Self::Namesakes(who) => {
                Some(format!("有 {} 位“{name}”：{}。请在这一行补上委员编号或界别", who.len(), who.join("、")))
            }
            Self::Unknown { suggestions } if suggestions.is_empty() => {
                Some(format!("名册里没有“{name}”。请核对姓名，或者先把他导入委员名册"))
            }
            Self::Unknown { suggestions } => {
                Some(format!("名册里没有“{name}”。是不是{}？请改成名册里的写法", suggestions.join("或")))
            }
        }
    }
}

impl Roster {
    /// Puts the rows together.
    #[must_use]
    pub fn new(
        members: Vec<member::Model>,
        posts: Vec<member_post::Model>,
        exemptions: Vec<exemption::Model>,
        sectors: Vec<Unit>,
        special_committees: Vec<Unit>,
    ) -> Self {
        let names = |units: &[Unit]| units.iter().map(|u| (u.id, u.name.clone())).collect::<HashMap<_, _>>();
        let (sector_names, special_names) = (names(&sectors), names(&special_committees));
        let mut roster = Self { sectors, special_committees, ..Self::default() };
        for (at, member) in members.into_iter().enumerate() {
            roster.by_id.insert(member.id, at);
            roster.by_name.entry(member.name.clone()).or_default().push(at);
            roster.by_folded.entry(fold_variants(&member.name)).or_default().push(at);
            roster.by_number.entry(member.number.clone()).or_default().push(at);
            roster.members.push(RosterMember {
                sector: sector_names.get(&member.sector_id).cloned().unwrap_or_default(),
                special_committee: member
                    .special_committee_id
                    .and_then(|id| special_names.get(&id).cloned())
                    .unwrap_or_default(),
                posts: Vec::new(),
                exemptions: Vec::new(),
                member,
            });
        }
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

/// Whom a row of a list means. The number decides when it is given (and the name agrees); otherwise the name,
/// among namesakes the sector. Never guesses: a near name is only suggested.
#[must_use]
pub fn match_name(roster: &Roster, name: &str, sector: &str, number: &str) -> Match {
    let (name, sector, number) = (clean_name(name), clean_text(sector), clean_text(number));
    if !number.is_empty() {
        let found: Vec<_> = roster.numbered(&number);
        let agreeing: Vec<_> = found.iter().filter(|m| name.is_empty() || m.member.name == name).collect();
        if let [one] = agreeing[..] {
            return Match::One(one.member.id);
        }
        // The number is another one's: saying so is better than quietly taking the name.
        if !found.is_empty() {
            let suggestions = found.iter().chain(&roster.named(&name)).map(|m| m.described()).collect();
            return Match::Unknown { suggestions };
        }
    }
    let named = roster.named(&name);
    match named[..] {
        [] => Match::Unknown { suggestions: suggest(roster, &name) },
        [one] => Match::One(one.member.id),
        _ => {
            let in_sector: Vec<_> =
                named.iter().filter(|m| !sector.is_empty() && m.sector == sector).collect();
            match in_sector[..] {
                [one] => Match::One(one.member.id),
                _ => Match::Namesakes(named.iter().map(|m| m.described()).collect()),
            }
        }
    }
}

fn suggest(roster: &Roster, name: &str) -> Vec<String> {
    let folded = fold_variants(name);
    let variants = roster.by_folded.get(&folded).into_iter().flatten().map(|at| &roster.members[*at]);
    let near = roster.members.iter().filter(|m| {
        // In a name of two characters one slip makes another person.
        name.chars().count() > 2 && m.member.name.chars().count() > 2 && nearly_equal(name, &m.member.name)
    });
    let mut found: Vec<String> = Vec::new();
    for member in variants.chain(near) {
        let described = member.described();
        if !found.contains(&described) && found.len() < SUGGESTIONS {
            found.push(described);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster() -> Roster {
        let sectors: Vec<Unit> = ["经济界", "教育界"]
            .into_iter()
            .map(|name| Unit { id: Uuid::now_v7(), name: name.into(), ordinal: 1 })
            .collect();
        let day: NaiveDate = "2023-01-10".parse().unwrap();
        let people =
            [("13001", "王峰", 0), ("13002", "王峰", 1), ("13003", "陆景和", 0), ("13004", "肖云", 1)];
        let members = people.into_iter().map(|(number, name, sector)| member::Model {
            committee_id: Uuid::nil(),
            id: Uuid::now_v7(),
            term_id: Uuid::nil(),
            number: number.into(),
            name: name.into(),
            pinyin: String::new(),
            initials: String::new(),
            sex: String::new(),
            ethnicity: String::new(),
            born: String::new(),
            sector_id: sectors[sector].id,
            special_committee_id: None,
            employer: String::new(),
            phone: String::new(),
            starts_on: day,
            ends_on: None,
            note: String::new(),
            created_at: 0,
            updated_at: 0,
        });
        Roster::new(members.collect(), Vec::new(), Vec::new(), sectors, Vec::new())
    }

    #[test]
    fn a_name_is_matched_or_asked_about_but_never_guessed() {
        let roster = roster();
        let id = |at: usize| Match::One(roster.members[at].member.id);
        assert_eq!(match_name(&roster, "陆 景和", "", ""), id(2));
        assert_eq!(match_name(&roster, "王峰", "教育界", ""), id(1));
        assert_eq!(match_name(&roster, "王峰", "", "13001"), id(0));
        assert!(matches!(match_name(&roster, "王峰", "", ""), Match::Namesakes(who) if who.len() == 2));
        assert!(matches!(match_name(&roster, "王峰", "医卫界", ""), Match::Namesakes(_)));
        let sentence = match_name(&roster, "陆景禾", "", "").sentence("陆景禾").unwrap();
        assert!(sentence.contains("是不是陆景和（经济界，编号 13003）"), "{sentence}");
        assert!(
            matches!(match_name(&roster, "萧云", "", ""), Match::Unknown { suggestions } if suggestions.len() == 1)
        );
        assert!(
            matches!(match_name(&roster, "李四", "", ""), Match::Unknown { suggestions } if suggestions.is_empty())
        );
        // The number of one and the name of another: neither is taken.
        assert!(
            matches!(match_name(&roster, "肖云", "", "13003"), Match::Unknown { suggestions } if suggestions.len() == 2)
        );
    }
}
