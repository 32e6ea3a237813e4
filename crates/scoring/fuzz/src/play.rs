//! Any people and any facts, on every scheme.
use std::collections::BTreeSet;

use arbitrary::Arbitrary;
use chrono::NaiveDate;
use lvzhi_scoring::{
    Catalogue, Evaluation, Exemption, Fact, Input, Period, Points, Post, Previous, Subject, evaluate,
};
use serde_json::json;

use crate::rules::{CATALOGUES, SCHEMES, day};
use crate::text::sums;

/// What a fuzzer makes up.
#[derive(Arbitrary, Debug)]
pub struct Play {
    scheme: u8,
    period: (Day, Day),
    people: Vec<Person>,
    deeds: Vec<Deed>,
    previous: Vec<(u8, u8, Size, Option<u32>)>,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Day {
    Near(u8),
    Before(u16),
    Far(i32),
    First,
    Last,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Size {
    One,
    Few(u8),
    Any(i64),
    Least,
    Most,
}

#[derive(Arbitrary, Debug)]
struct Person {
    id: u8,
    name: bool,
    sector: Option<u8>,
    window: (Option<Day>, Option<Day>),
    posts: Vec<(u8, Option<Day>, Option<Day>)>,
    exemptions: Vec<(Day, Option<Day>)>,
}

#[derive(Arbitrary, Debug)]
struct Deed {
    id: u8,
    person: u8,
    kind: u8,
    date: Day,
    quantity: Size,
    dice: [u8; 3],
    piece: Option<u8>,
    stage: Option<u8>,
    role: Option<u8>,
    signers: Option<u32>,
}

impl Day {
    fn date(self) -> NaiveDate {
        match self {
            Day::Near(n) => day(i64::from(n)),
            Day::Before(n) => day(-i64::from(n)),
            Day::Far(n) => day(i64::from(n)),
            Day::First => NaiveDate::MIN,
            Day::Last => NaiveDate::MAX,
        }
    }
}

impl Size {
    fn points(self) -> Points {
        match self {
            Size::One => Points::ONE,
            Size::Few(n) => Points(i64::from(n) * 2_500),
            Size::Any(n) => Points(n),
            Size::Least => Points(i64::MIN),
            Size::Most => Points(i64::MAX),
        }
    }
}

impl Person {
    fn subject(&self) -> Subject {
        let date = |day: Option<Day>| day.map(Day::date);
        let posts = ["standing", "chair_meeting", "standing", "nothing"];
        let post = |(post, from, to): &(u8, _, _)| Post {
            post: posts[usize::from(*post) % posts.len()].to_owned(),
            from: date(*from),
            to: date(*to),
        };
        let exemption =
            |(from, to): &(Day, _)| Exemption {
                from: from.date(), to: date(*to), reason: "病假".to_owned()
            };
        Subject {
            id: format!("m{}", self.id % 5),
            name: if self.name { "某某".to_owned() } else { String::new() },
            attributes: self
                .sector
                .map(|n| ("sector".to_owned(), format!("{}", n % 3)))
                .into_iter()
                .collect(),
            from: date(self.window.0),
            to: date(self.window.1),
            posts: self.posts.iter().map(post).collect(),
            exemptions: self.exemptions.iter().map(exemption).collect(),
        }
    }
}

impl Deed {
    fn fact(&self, catalogue: &Catalogue) -> Fact {
        // One more than there are: the last is unknown.
        let kind = catalogue.kinds.get(usize::from(self.kind) % (catalogue.kinds.len() + 1));
        let pick = |terms: &[lvzhi_scoring::Term], die: u8| {
            terms.get(usize::from(die) % (terms.len() + 1)).map_or("nothing", |term| &term.id).to_owned()
        };
        let mut attributes = std::collections::BTreeMap::new();
        for (attribute, die) in kind.iter().flat_map(|kind| &kind.attributes).zip(self.dice) {
            if die != 255 {
                attributes.insert(attribute.id.clone(), pick(attribute.values(), die));
            }
        }
        Fact {
            id: format!("f{}", self.id),
            subject: format!("m{}", self.person % 6),
            kind: kind.map_or("nothing", |kind| &kind.id).to_owned(),
            date: self.date.date(),
            quantity: self.quantity.points(),
            attributes,
            piece: self.piece.map(|n| format!("p{}", n % 4)),
            stage: self.stage.map(|die| pick(kind.map_or(&[], |kind| &kind.stages), die)),
            role: self.role.map(|die| pick(kind.map_or(&[], |kind| &kind.roles), die)),
            signers: self.signers,
        }
    }
}

/// Sums hold, nothing is passed over in silence, order does not matter, and JSON gives everything back.
pub fn facts(play: &Play) {
    let (scheme, n) = &SCHEMES[usize::from(play.scheme) % SCHEMES.len()];
    let catalogue = &CATALOGUES[*n];
    let previous = |(cycle, subject, total, place): &(u8, u8, Size, Option<u32>)| {
        let grade = scheme.grades.get(usize::from(*cycle) % 7).map(|grade| &grade.id);
        let (cycle, subject) = (format!("2025-{}", cycle % 3), format!("m{}", subject % 5));
        let total = total.points();
        // By JSON, because most fields of an earlier result may be left out.
        let json =
            json!({"cycle": cycle, "subject": subject, "total": total, "place": place, "grade": grade});
        serde_json::from_value::<Previous>(json).expect("an earlier result")
    };
    let input = Input {
        period: Period { from: play.period.0.date(), to: play.period.1.date() },
        subjects: play.people.iter().map(Person::subject).collect(),
        facts: play.deeds.iter().map(|deed| deed.fact(catalogue)).collect(),
        previous: play.previous.iter().map(previous).collect(),
    };
    let evaluation = evaluate(scheme, catalogue, &input);
    sums(&evaluation);
    explained(&input, &evaluation);
    let json = evaluation.to_canonical_json();
    assert_eq!(serde_json::from_str::<Evaluation>(&json).expect("its own JSON"), evaluation);
    let text = serde_json::to_string(&input).expect("an input is maps, lists and texts");
    assert_eq!(serde_json::from_str::<Input>(&text).expect("its own JSON"), input);
    let mut turned = input;
    turned.subjects.reverse();
    turned.facts.reverse();
    turned.previous.reverse();
    assert_eq!(evaluate(scheme, catalogue, &turned).to_canonical_json(), json, "order matters");
}

/// Every fact of a known person has a line; every other one a note.
fn explained(input: &Input, evaluation: &Evaluation) {
    let assessments = evaluation.assessments.iter();
    let lines = assessments.flat_map(|a| a.indicators.iter().flat_map(|i| &i.lines).chain(&a.unused));
    let told: BTreeSet<_> = lines.filter_map(|line| line.fact.as_deref()).collect();
    for fact in &input.facts {
        let noted = || evaluation.notes.iter().any(|n| n.text.contains(&format!("“{}”", fact.id)));
        assert!(told.contains(fact.id.as_str()) || noted(), "nothing is said of {fact:?}");
    }
}
