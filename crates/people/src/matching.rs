//! Who is meant by a name on a list: looked up on the roster, never guessed. Pure.
use std::fmt;

use chrono::NaiveDate;
use lvzhi_platform::workbook::{clean_name, clean_text, fold_variants};

use super::names::slips;
use super::roster::{Roster, RosterMember};

/// How many suggestions a person can take in.
const SUGGESTIONS: usize = 3;

/// What stands beside a name in the row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// 委员编号.
    pub number: &'a str,
    /// 界别.
    pub sector: &'a str,
    /// The day it happened: a namesake of another term does not count.
    pub day: Option<NaiveDate>,
}

/// Why a name does not mean exactly one member. Displayed: what is wrong and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmatched {
    /// There is no name.
    Nameless,
    /// Nobody is called so.
    Unknown {
        /// The name.
        name: String,
        /// Members whose name looks like it, described.
        near: Vec<String>,
    },
    /// Several are called so. Ask for 委员编号 or 界别.
    Namesakes {
        /// The name.
        name: String,
        /// 界别 and 委员编号 of each.
        who: Vec<String>,
    },
    /// Several are called so, none in the sector of the row.
    InOtherSectors {
        /// The name.
        name: String,
        /// The sector of the row.
        sector: String,
        /// 界别 and 委员编号 of each.
        who: Vec<String>,
    },
    /// The number is another one's: saying so is better than quietly taking the name.
    NumberOfAnother {
        /// The name.
        name: String,
        /// The number.
        number: String,
        /// Whose it is.
        owner: String,
    },
    /// In this term the number is nobody's.
    NoSuchNumber {
        /// The name.
        name: String,
        /// The number.
        number: String,
        /// The numbers of those called so.
        own: Vec<String>,
    },
    /// He has the same number in several terms, and the day lies in none of them.
    SeveralTerms {
        /// The name.
        name: String,
        /// The number.
        number: String,
    },
}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nameless => f.write_str("没有写姓名；请补上姓名后重新导入"),
            Self::Unknown { name, near } if near.is_empty() => {
                write!(f, "本届名册里没有“{name}”；请核对姓名，或者先在“委员”里登记")
            }
            Self::Unknown { name, near } => {
                write!(f, "本届名册里没有“{name}”；相近的有：{}。请改正姓名", near.join("、"))
            }
            Self::Namesakes { name, who } => {
                let (count, who) = (who.len(), who.join("、"));
                write!(f, "有 {count} 位同名“{name}”：{who}；请填“界别”或“委员编号”指明是哪一位")
            }
            Self::InOtherSectors { name, sector, who } => {
                let (count, who) = (who.len(), who.join("、"));
                write!(f, "“{name}”有 {count} 位同名，都不在“{sector}”：{who}")
            }
            Self::NumberOfAnother { name, number, owner } => {
                write!(f, "编号 {number} 是{owner}，不是“{name}”；请改正姓名或编号")
            }
            Self::NoSuchNumber { name, number, own } => {
                write!(f, "本届没有编号 {number} 的委员；“{name}”的编号是 {}，请改正", own.join("、"))
            }
            Self::SeveralTerms { name, number } => {
                write!(f, "编号 {number} 的“{name}”不止一届都有；请核对日期，好分清是哪一届")
            }
        }
    }
}

impl std::error::Error for Unmatched {}

/// Whom a row of a list means: the one of this name; among namesakes of the day's term the number decides, or
/// the sector. A given number must be his. A near name is only suggested.
///
/// # Errors
/// When it is not exactly one.
pub fn match_name<'r>(
    roster: &'r Roster,
    name: &str,
    beside: Beside<'_>,
) -> Result<&'r RosterMember, Unmatched> {
    let name = clean_name(name);
    if name.is_empty() {
        return Err(Unmatched::Nameless);
    }
    let mut named = of_the_day(roster.named(&name), beside.day);
    let (number, sector) = (clean_text(beside.number), clean_text(beside.sector));
    if !number.is_empty() {
        return match_number(roster, name, &named, number, beside.day);
    }
    if named.len() > 1 && !sector.is_empty() {
        let who = listed(&named);
        named.retain(|m| sector_key(&m.sector) == sector_key(&sector));
        if named.is_empty() {
            return Err(Unmatched::InOtherSectors { name, sector, who });
        }
    }
    match named[..] {
        [] => Err(Unmatched::Unknown { near: near(roster, &name, beside.day), name }),
        [one] => Ok(one),
        _ => Err(Unmatched::Namesakes { name, who: listed(&named) }),
    }
}

fn match_number<'r>(
    roster: &'r Roster,
    name: String,
    named: &[&'r RosterMember],
    number: String,
    day: Option<NaiveDate>,
) -> Result<&'r RosterMember, Unmatched> {
    let agreeing: Vec<_> = named.iter().copied().filter(|m| m.member.number == number).collect();
    match agreeing[..] {
        [one] => return Ok(one),
        [] => {}
        _ => return Err(Unmatched::SeveralTerms { name, number }),
    }
    let owners = of_the_day(roster.numbered(&number), day);
    if let Some(owner) = owners.iter().find(|m| clean_name(&m.member.name) != name) {
        return Err(Unmatched::NumberOfAnother { owner: owner.member.name.clone(), name, number });
    }
    if named.is_empty() {
        return Err(Unmatched::Unknown { near: near(roster, &name, day), name });
    }
    let own = named.iter().map(|m| m.member.number.clone()).collect();
    Err(Unmatched::NoSuchNumber { name, number, own })
}

/// Those whose term covers the day, when there are such: a namesake of an earlier term does not count.
fn of_the_day(mut found: Vec<&RosterMember>, day: Option<NaiveDate>) -> Vec<&RosterMember> {
    if let Some(day) = day
        && found.iter().any(|m| m.term_covers(day))
    {
        found.retain(|m| m.term_covers(day));
    }
    found
}

/// Clerks write 经济 for 经济界.
fn sector_key(sector: &str) -> &str {
    sector.strip_suffix('界').unwrap_or(sector)
}

fn listed(members: &[&RosterMember]) -> Vec<String> {
    members.iter().map(|m| format!("{}（{}）", m.sector, m.member.number)).collect()
}

/// Members whose name differs in variant characters or by few slips for its length, the nearest first. In a name
/// of two characters one slip makes another person.
fn near(roster: &Roster, name: &str, day: Option<NaiveDate>) -> Vec<String> {
    let folded: Vec<char> = fold_variants(name).chars().collect();
    let mut found: Vec<_> = roster
        .folded()
        .map(|(other, m)| (slips(&folded, other), folded.len().max(other.len()), m))
        .filter(|(slips, length, _)| slips * 2 < *length)
        .collect();
    found.sort_by_key(|(slips, ..)| *slips);
    let found = of_the_day(found.into_iter().map(|(.., m)| m).collect(), day);
    let mut near: Vec<String> = Vec::new();
    for described in found.into_iter().map(RosterMember::described) {
        if near.len() < SUGGESTIONS && !near.contains(&described) {
            near.push(described);
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use lvzhi_schema::people::{member, term};
    use uuid::Uuid;

    use super::*;
    use crate::office::Unit;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn roster() -> Roster {
        let sectors: Vec<Unit> = ["经济界", "教育界", "民族界"]
            .into_iter()
            .map(|name| Unit { id: Uuid::now_v7(), name: name.into(), ordinal: 1 })
            .collect();
        let term = |number, starts_on, ends_on: Option<&str>| term::Model {
            committee_id: Uuid::nil(),
            id: Uuid::now_v7(),
            number,
            name: String::new(),
            starts_on: day(starts_on),
            ends_on: ends_on.map(day),
        };
        let terms = [term(13, "2023-01-10", None), term(12, "2018-01-10", Some("2023-01-09"))];
        let people = [
            ("001", "李勇", 0, 0),
            ("002", "李勇", 1, 0),
            ("003", "沈若谷", 1, 0),
            ("004", "格桑·云登", 2, 0),
            ("005", "肖云", 0, 0),
            ("006", "阿卜杜拉·买买提", 2, 0),
            ("101", "李勇", 1, 1),
            ("102", "沈若谷", 0, 1),
            ("103", "高远", 0, 1),
        ];
        let members = people.into_iter().map(|(number, name, sector, term)| member::Model {
            committee_id: Uuid::nil(),
            id: Uuid::now_v7(),
            term_id: terms[term].id,
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
            starts_on: terms[term].starts_on,
            ends_on: terms[term].ends_on,
            note: String::new(),
            created_at: 0,
            updated_at: 0,
        });
        Roster::new(members.collect(), Vec::new(), Vec::new(), &terms, sectors, Vec::new())
    }

    /// Number of the one meant on a day of the thirteenth term, or the sentence.
    fn matched(name: &str, sector: &str, number: &str) -> String {
        on("2026-03-01", name, sector, number)
    }

    fn on(date: &str, name: &str, sector: &str, number: &str) -> String {
        let beside = Beside { number, sector, day: Some(day(date)) };
        match match_name(&roster(), name, beside) {
            Ok(found) => found.member.number.clone(),
            Err(unmatched) => unmatched.to_string(),
        }
    }

    #[test]
    fn namesakes_are_told_apart_and_never_guessed() {
        let asked = "有 2 位同名“李勇”：经济界（001）、教育界（002）；请填“界别”或“委员编号”指明是哪一位";
        assert_eq!(matched("李 勇", "", ""), asked);
        assert_eq!(matched("李勇", "教育", ""), "002");
        assert_eq!(matched("李勇", "教育界", ""), "002");
        assert_eq!(matched("李勇", "", "001"), "001");
        assert!(
            matched("李勇", "文艺界", "").starts_with("“李勇”有 2 位同名，都不在“文艺界”：经济界（001）")
        );
    }

    #[test]
    fn a_namesake_of_another_term_does_not_count() {
        assert_eq!(matched("沈 若谷", "", ""), "003");
        assert_eq!(on("2020-03-01", "沈若谷", "", ""), "102");
        assert_eq!(on("2020-03-01", "李勇", "", ""), "101");
        let roster = roster();
        let either = match_name(&roster, "沈若谷", Beside::default());
        assert!(matches!(either, Err(Unmatched::Namesakes { who, .. }) if who.len() == 2));
        // Nobody else is called so: he is meant, and the day is to be looked at.
        assert_eq!(matched("高远", "", ""), "103");
        assert_eq!(matched("沈若谷", "", "102"), "本届没有编号 102 的委员；“沈若谷”的编号是 003，请改正");
        let left = roster.named("高远")[0];
        let sentence = "高远任委员到 2023-01-09 为止，这件事发生在 2026-03-01，请核对日期";
        assert_eq!(left.out_of_service(day("2026-03-01")).unwrap(), sentence);
        assert!(left.out_of_service(day("2017-03-01")).unwrap().contains("从 2018-01-10 起任委员"));
        assert_eq!(left.out_of_service(day("2020-03-01")), None);
    }

    #[test]
    fn a_near_name_is_suggested_and_never_taken() {
        let near = "本届名册里没有“沈若榖”；相近的有：沈若谷（教育界，编号 003）。请改正姓名";
        assert_eq!(matched("沈若榖", "", ""), near);
        assert!(matched("若沈谷", "", "").contains("相近的有：沈若谷"));
        assert!(matched("萧云", "", "").contains("相近的有：肖云（经济界，编号 005）"));
        assert!(matched("阿布都拉·买买提", "", "").contains("相近的有：阿卜杜拉·买买提"));
        let nobody = "本届名册里没有“赵无涯”；请核对姓名，或者先在“委员”里登记";
        assert_eq!(matched("赵无涯", "", ""), nobody);
        assert!(matched("孙云", "", "").ends_with("先在“委员”里登记"));
        assert!(matched(" ", "", "003").contains("没有写姓名"));
    }

    #[test]
    fn a_number_must_be_his_who_is_named() {
        assert_eq!(matched("格桑•云登", "", ""), "004");
        let other = "编号 003 是沈若谷，不是“格桑·云登”；请改正姓名或编号";
        assert_eq!(matched("格桑•云登", "", "003"), other);
        assert!(matched("赵无涯", "", "003").starts_with("编号 003 是沈若谷"));
        assert!(matched("赵无涯", "", "999").starts_with("本届名册里没有“赵无涯”"));
        assert_eq!(matched("李勇", "", "999"), "本届没有编号 999 的委员；“李勇”的编号是 001、002，请改正");
    }
}
