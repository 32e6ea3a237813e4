//! Who a name in a workbook is: looked up among the members of the committee, never guessed.
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use lvzhi_platform::workbook::{clean_name, clean_text, fold_variants};
use uuid::Uuid;

/// A member, as far as names need him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// His id.
    pub id: Uuid,
    /// 委员编号.
    pub number: String,
    /// Name, as cleaned.
    pub name: String,
    /// Name of his sector.
    pub sector: String,
    /// First day of service.
    pub starts_on: NaiveDate,
    /// Last day of service.
    pub ends_on: Option<NaiveDate>,
    /// First and last day of his term.
    pub term: (NaiveDate, Option<NaiveDate>),
}

impl Person {
    fn term_covers(&self, day: NaiveDate) -> bool {
        self.term.0 <= day && self.term.1.is_none_or(|last| day <= last)
    }

    /// A sentence when he did not serve on that day.
    #[must_use]
    pub fn out_of_service(&self, day: NaiveDate) -> Option<String> {
        if day < self.starts_on {
            return Some(format!(
                "{}从 {} 起任委员，这件事发生在 {day}，请核对日期",
                self.name, self.starts_on
            ));
        }
        let last = self.ends_on.filter(|last| day > *last)?;
        Some(format!("{}任委员到 {last} 为止，这件事发生在 {day}，请核对日期", self.name))
    }
}

/// What stands beside a name in the row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// 委员编号.
    pub number: &'a str,
    /// 界别.
    pub sector: &'a str,
    /// The day, for telling terms apart.
    pub day: Option<NaiveDate>,
}

/// The members of a committee, by name.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    persons: Vec<Person>,
    by_name: HashMap<String, Vec<usize>>,
    by_number: HashMap<String, Vec<usize>>,
}

impl Roster {
    /// A roster of these members.
    #[must_use]
    pub fn new(persons: Vec<Person>) -> Self {
        let mut roster = Self { persons, ..Self::default() };
        for (at, person) in roster.persons.iter().enumerate() {
            roster.by_name.entry(clean_name(&person.name)).or_default().push(at);
            if !person.number.is_empty() {
                roster.by_number.entry(person.number.clone()).or_default().push(at);
            }
        }
        roster
    }

    /// The member with this id.
    #[must_use]
    pub fn by_id(&self, id: Uuid) -> Option<&Person> {
        self.persons.iter().find(|person| person.id == id)
    }

    /// All members.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.persons.iter()
    }

    /// The member of this name; the sentence says what is wrong and how to mend it.
    ///
    /// # Errors
    /// When nobody is called so, or several are and the row does not tell which.
    pub fn find(&self, name: &str, beside: Beside<'_>) -> Result<&Person, String> {
        let name = clean_name(name);
        if name.is_empty() {
            return Err("没有写姓名；请补上姓名后重新导入".into());
        }
        let Some(found) = self.by_name.get(&name) else { return Err(self.unknown(&name)) };
        let mut found: Vec<&Person> = found.iter().map(|at| &self.persons[*at]).collect();
        if let Some(day) = beside.day
            && found.iter().any(|person| person.term_covers(day))
        {
            found.retain(|person| person.term_covers(day));
        }
        let number = clean_text(beside.number);
        if !number.is_empty() {
            return self.numbered(&name, &found, &number);
        }
        let sector = clean_text(beside.sector);
        if found.len() > 1 && !sector.is_empty() {
            let same = |person: &&Person| sector_key(&person.sector) == sector_key(&sector);
            let inside: Vec<&Person> = found.iter().copied().filter(same).collect();
            if inside.is_empty() {
                return Err(format!(
                    "“{name}”有 {} 位同名，都不在“{sector}”：{}",
                    found.len(),
                    listed(&found)
                ));
            }
            found = inside;
        }
        match found.as_slice() {
            [one] => Ok(one),
            _ => Err(format!(
                "有 {} 位同名“{name}”：{}；请填“界别”或“委员编号”指明是哪一位",
                found.len(),
                listed(&found)
            )),
        }
    }

    fn numbered<'r>(&'r self, name: &str, found: &[&'r Person], number: &str) -> Result<&'r Person, String> {
        if let Some(person) = found.iter().find(|person| person.number == number) {
            return Ok(person);
        }
        let owner = self.by_number.get(number).and_then(|all| all.first()).map(|at| &self.persons[*at]);
        Err(match owner {
            Some(owner) => format!("编号 {number} 是{}，不是“{name}”；请改正姓名或编号", owner.name),
            None => format!("没有编号 {number} 的委员；“{name}”的编号是 {}，请改正", found[0].number),
        })
    }

    fn unknown(&self, name: &str) -> String {
        let near = self.near(name);
        if near.is_empty() {
            return format!("本届名册里没有“{name}”；请核对姓名，或者先在“委员”里登记");
        }
        format!("本届名册里没有“{name}”；相近的有：{}。请改正姓名", near.join("、"))
    }

    /// Up to three names that look like this one.
    fn near(&self, name: &str) -> Vec<String> {
        let folded: Vec<char> = fold_variants(name).chars().collect();
        let mut scored: BTreeSet<(usize, &str)> = BTreeSet::new();
        for person in &self.persons {
            let other: Vec<char> = fold_variants(&person.name).chars().collect();
            let distance = distance(&folded, &other);
            if distance * 2 < folded.len().max(other.len()) {
                scored.insert((distance, &person.name));
            }
        }
        scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
    }
}

fn listed(persons: &[&Person]) -> String {
    persons
        .iter()
        .map(|person| format!("{}（{}）", person.sector, person.number))
        .collect::<Vec<_>>()
        .join("、")
}

/// Clerks write 经济 for 经济界.
fn sector_key(sector: &str) -> &str {
    let sector = sector.trim();
    sector.strip_suffix('界').unwrap_or(sector)
}

/// How many characters differ, for names of about the same length.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, one) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in right.iter().enumerate() {
            let cost = diagonal + usize::from(one != other);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster() -> Roster {
        let first: NaiveDate = "2023-01-10".parse().unwrap();
        let person = |number: &str, name: &str, sector: &str| Person {
            id: Uuid::now_v7(),
            number: number.into(),
            name: name.into(),
            sector: sector.into(),
            starts_on: first,
            ends_on: None,
            term: (first, None),
        };
        Roster::new(vec![
            person("001", "李勇", "经济界"),
            person("002", "李勇", "教育界"),
            person("003", "沈若谷", "教育界"),
            person("004", "格桑·云登", "民族界"),
        ])
    }

    #[test]
    fn namesakes_are_told_apart_and_never_guessed() {
        let roster = roster();
        let error = roster.find("李 勇", Beside::default()).unwrap_err();
        assert!(error.contains("有 2 位同名“李勇”") && error.contains("教育界（002）"), "{error}");
        let by_sector = Beside { sector: "教育", ..Beside::default() };
        assert_eq!(roster.find("李勇", by_sector).unwrap().number, "002");
        let by_number = Beside { number: "001", ..Beside::default() };
        assert_eq!(roster.find("李勇", by_number).unwrap().number, "001");
        let elsewhere = Beside { sector: "文艺界", ..Beside::default() };
        assert!(roster.find("李勇", elsewhere).unwrap_err().contains("都不在“文艺界”"));
    }

    #[test]
    fn an_unknown_name_gets_near_ones_and_a_wrong_number_its_owner() {
        let roster = roster();
        assert!(roster.find("沈若榖", Beside::default()).unwrap_err().contains("相近的有：沈若谷"));
        assert!(roster.find("赵无极", Beside::default()).unwrap_err().contains("本届名册里没有"));
        let wrong = Beside { number: "003", ..Beside::default() };
        assert!(roster.find("格桑•云登", wrong).unwrap_err().contains("编号 003 是沈若谷"));
        assert_eq!(roster.find("格桑•云登", Beside::default()).unwrap().number, "004");
    }
}
