//! Schemes that only add: the numbers alone are those of the explanation, whatever bounds the sums.
use lvzhi_scoring::scheme::FloorApplies;
use lvzhi_scoring::{Catalogue, Columns, Exemption, Input, Plan, Points, Scheme, Subject, reckon};

use crate::random::Dice;
use crate::support::*;

const CATALOGUE: &str = r#"
version = 1
[[kind]]
id = "deed"
label = "事项"
quantity = { label = "数量", unit = "个" }
[[kind.attribute]]
id = "form"
label = "形式"
type = "enum"
values = [{ id = "a", label = "甲" }, { id = "b", label = "乙" }, { id = "c", label = "丙" },
  { id = "d", label = "丁" }, { id = "e", label = "戊" }, { id = "f", label = "己" }]
"#;

/// Three groups, four indicators, five rules; the sixth form counts nowhere.
fn plain(by_quantity: bool) -> String {
    let unit = if by_quantity { "per = 1\npart = \"proportional\"\n" } else { "" };
    let mut text =
        "[scheme]\nid = \"adds\"\nversion = \"1\"\ntitle = \"测\"\ntotal = \"open\"\nrounding = \"half_up\"
        ties = \"equal\"\n[eligibility]\nmin_days = 30\nexemption = \"skip_all\"\n"
            .to_owned();
    for group in 0..3 {
        text += &format!("[[group]]\nid = \"g{group}\"\nlabel = \"组\"\nmax = \"open\"\n");
    }
    for indicator in 0..4 {
        let group = indicator % 3;
        text += &format!(
            "[[indicator]]\nid = \"i{indicator}\"\nlabel = \"项\"\ngroup = \"g{group}\"\narticle = \"一\"\nmax = \"open\"\n"
        );
    }
    for (rule, form) in ["a", "b", "c", "d", "e"].iter().enumerate() {
        let indicator = rule % 4;
        // The rule of `a` and that of `e` share an indicator.
        text += &format!(
            "[[rule]]\nid = \"r{rule}\"\nindicator = \"i{indicator}\"\narticle = \"一\"\nlabel = \"条\"\nkind = \"deed\"
            where = {{ form = [\"{form}\"] }}\nmechanic = \"tally\"\npoints = {}\n{unit}",
            rule + 1
        );
    }
    text
}

fn some(d: &mut Dice, least: i64, most: i64) -> Option<Points> {
    let halves = least * 2 + d.below(usize::try_from((most - least) * 2).unwrap()) as i64;
    d.in_hundred(45).then_some(Points(halves * 5_000))
}

/// Bounds wherever the language has one.
fn bound(d: &mut Dice, scheme: &mut Scheme) {
    (scheme.total, scheme.floor) = (some(d, 5, 40), some(d, 0, 10));
    for group in &mut scheme.groups {
        (group.max, group.bonus) = (some(d, 1, 20), d.in_hundred(20));
    }
    for indicator in &mut scheme.indicators {
        (indicator.max, indicator.floor) = (some(d, 1, 12), some(d, -4, 4));
        if d.in_hundred(50) {
            indicator.floor_applies = FloorApplies::BeforeBonus;
        }
    }
    for rule in &mut scheme.rules {
        (rule.max, rule.bonus, rule.measure) = (some(d, 1, 9), d.in_hundred(30), d.in_hundred(10));
    }
    let ids = scheme.indicators.iter().map(|indicator| indicator.id.clone());
    scheme.ties = ids.filter(|_| d.in_hundred(30)).collect();
}

fn people(d: &mut Dice) -> Vec<Subject> {
    let mut list: Vec<Subject> = (0..6).map(|n| member(&format!("m{n}"))).collect();
    for subject in &mut list {
        if d.in_hundred(30) {
            subject.from = Some(day("2026-02-10"));
        }
        if d.in_hundred(30) {
            subject.to = Some(day("2026-02-25"));
        }
        if d.in_hundred(20) {
            let (from, to) = (day("2026-02-01"), Some(day("2026-03-31")));
            subject.exemptions.push(Exemption { from, to, reason: "病假".to_owned() });
        }
    }
    list
}

fn any_input(d: &mut Dice) -> Input {
    let people = people(d);
    let days = if d.in_hundred(50) {
        "2026-01-01 2026-02-15 2026-04-30"
    } else {
        "2025-12-31 2026-02-15 2026-07-01"
    };
    let facts = (0..d.below(60)).map(|n| {
        let (who, day, form) = (d.below(people.len()), d.word(days), d.word("a b c d e f"));
        let quantity = d.word("1 1 0 0.5 3");
        fact(&format!("f{n:02}"), "deed", &format!("{day} by=m{who} form={form} q={quantity}"))
    });
    let facts = facts.collect();
    input(people, facts)
}

#[test]
fn sums_under_any_bounds_are_those_of_the_explanation() {
    let catalogue = Catalogue::parse(CATALOGUE).unwrap_or_else(|found| panic!("{}", list(&found)));
    for seed in 0..600 {
        let mut d = Dice::new(seed);
        let text = plain(d.in_hundred(50));
        let (mut scheme, _) =
            Scheme::parse(&text, &catalogue).unwrap_or_else(|found| panic!("{}", list(&found)));
        if seed % 10 > 0 {
            bound(&mut d, &mut scheme);
        }
        let input = any_input(&mut d);
        let explained = lvzhi_scoring::evaluate(&scheme, &catalogue, &input);
        let columns = Columns::read(&input, &catalogue);
        let plan = Plan::compile(&scheme, &catalogue, &columns);
        let sheet = reckon(&plan, &columns, 1 + d.below(3));
        for (n, a) in explained.assessments.iter().enumerate() {
            let (total, max, score) = (sheet.total[n], sheet.max[n], sheet.score[n]);
            assert_eq!((a.total, a.max, a.score), (total, max, score), "seed {seed}, {}", a.subject);
            assert_eq!(a.place.unwrap_or(0), sheet.place[n], "seed {seed}, {}", a.subject);
        }
    }
}
