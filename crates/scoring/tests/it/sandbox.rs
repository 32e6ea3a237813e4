//! Two schemes over the same facts.
use lvzhi_scoring::sandbox::{Question, compare, kendall};
use lvzhi_scoring::{Catalogue, Input, Points, Scheme};
use proptest::prelude::*;

use crate::support::*;

fn scheme(text: &str) -> (Scheme, Catalogue) {
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    let (scheme, _) = Scheme::parse(text, &catalogue).unwrap_or_else(|f| panic!("{}", list(&f)));
    (scheme, catalogue)
}

/// Speeches and services, so many points each.
fn two_rules(speech: &str, service: &str) -> String {
    format!(
        "[scheme]\nid = \"t\"\nversion = \"1\"\ntitle = \"试\"\ntotal = \"open\"\nrounding = \"half_up\"\nties = \"equal\"
         [eligibility]\nmin_days = 1\nexemption = \"skip_all\"
         [[group]]\nid = \"g\"\nlabel = \"组\"\nmax = \"open\"
         [[indicator]]\nid = \"i\"\nlabel = \"项\"\ngroup = \"g\"\nmax = \"open\"\narticle = \"一\"
         [[rule]]\nid = \"speech\"\nindicator = \"i\"\narticle = \"一\"\nlabel = \"发言\"\nmechanic = \"tally\"\nkind = \"speech\"\npoints = {speech}
         [[rule]]\nid = \"service\"\nindicator = \"i\"\narticle = \"二\"\nlabel = \"服务\"\nmechanic = \"tally\"\nkind = \"service\"\npoints = {service}
         [[rule]]\nid = \"award\"\nindicator = \"i\"\narticle = \"三\"\nlabel = \"表彰\"\nmechanic = \"tally\"\nkind = \"award\"\npoints = 1\n"
    )
}

/// Ten members: the n-th has n speeches and ten − n services; women are those with an odd number.
fn ten() -> Input {
    let mut subjects = Vec::new();
    let mut all = Vec::new();
    for n in 0..10 {
        let id = format!("m{n}");
        let mut subject = member(&id);
        subject.attributes.insert("sex".to_owned(), if n % 2 == 1 { "女" } else { "男" }.to_owned());
        subjects.push(subject);
        for k in 0..10 {
            let kind = if k < n { "speech occasion=standing" } else { "service form=aid" };
            let (kind, words) = kind.split_once(' ').unwrap();
            all.push(fact(&format!("f{n}-{k}"), kind, &format!("by={id} {words}")));
        }
    }
    input(subjects, all)
}

#[test]
fn the_order_turns_round() {
    let (a, catalogue) = scheme(&two_rules("3", "1"));
    let (b, _) = scheme(&two_rules("1", "3"));
    let question = Question { lines: vec![Points(2_000)], shakes: 20, ..Question::default() };
    let report = compare(&a, &b, &catalogue, &ten(), &question);
    // by the first scheme n speeches make 3n + (10 − n) = 10 + 2n, by the second 30 − 2n
    assert_eq!(report.people, 10);
    assert_eq!(report.agreement, Some(p("-1")));
    assert_eq!(report.movers.len(), 10);
    assert_eq!(report.movers[0].climbed().unwrap().abs(), 9);
    let lines = &report.movers[0].indicators[0];
    assert!(!lines.removed.is_empty() && !lines.added.is_empty());
    // the first two above the line change with the last two
    let line = &report.lines[0];
    assert_eq!(
        (line.people, line.entered.join(" "), line.left.join(" ")),
        ((2, 2), "m0 m1".into(), "m8 m9".into())
    );
    assert_eq!(line.score, (p("26"), p("28")));
    // women are m1, m3 … m9: they stood at 9, 7, 5, 3, 1 and stand at 2, 4, 6, 8, 10: one place lost each
    let women = report.effects.iter().find(|e| e.attribute == "sex" && e.value == "女").unwrap();
    assert_eq!((women.people, women.climbed, women.crossed.as_slice()), (5, p("-1"), &[(1, 1)][..]));
    assert_eq!(report.after.idle, ["award"]);
}

#[test]
fn small_changes_do_not_shake_a_clear_order() {
    let (a, catalogue) = scheme(&two_rules("3", "1"));
    let question = Question { lines: vec![Points(2_000)], most: Points(100), ..Question::default() };
    let report = compare(&a, &a, &catalogue, &ten(), &question);
    assert!(report.movers.is_empty());
    assert_eq!(report.agreement, Some(Points::ONE));
    assert_eq!((report.before.stability.mean, report.before.stability.least), (Points::ONE, Points::ONE));
    assert_eq!(report.before.stability.lines[0].people.len(), 2);
    assert!(report.before.stability.lines[0].people.iter().all(|(_, stays)| *stays == Points::ONE));
}

#[test]
fn the_same_seed_gives_the_same_answer_and_another_seed_another() {
    let (a, catalogue) = scheme(&two_rules("1.05", "1"));
    let question = |seed| Question { seed, most: Points(3_000), ..Question::default() };
    let answer = |seed| compare(&a, &a, &catalogue, &ten(), &question(seed));
    assert_eq!(answer(7), answer(7));
    assert_ne!(answer(7).before.stability, answer(8).before.stability);
    assert!(answer(7).before.stability.least < Points::ONE);
}

#[test]
fn facts_that_decide_a_line_are_named() {
    let (a, catalogue) = scheme(&two_rules("3", "1"));
    let question = Question { lines: vec![Points(2_000)], shakes: 0, beside: 1, ..Question::default() };
    let report = compare(&a, &a, &catalogue, &ten(), &question);
    // m8 is the last above the line with 26; m7 has 24: without any one speech m8 falls to 23
    let marginal = &report.before.marginal;
    assert_eq!(marginal.len(), 8);
    assert!(
        marginal
            .iter()
            .all(|m| m.subject == "m8" && m.kind == "speech" && m.without == p("23") && m.next == p("24"))
    );
}

#[test]
fn nobody_and_all_equal() {
    let (a, catalogue) = scheme(&two_rules("3", "1"));
    let none = compare(&a, &a, &catalogue, &input(Vec::new(), Vec::new()), &Question::default());
    assert_eq!((none.people, none.agreement), (0, None));
    let people: Vec<_> = (0..5).map(|n| member(&format!("m{n}"))).collect();
    let equal = compare(&a, &a, &catalogue, &input(people, Vec::new()), &Question::default());
    assert_eq!((equal.people, equal.agreement, equal.movers.len()), (5, None, 0));
}

#[test]
fn kendall_of_known_lists() {
    assert_eq!(kendall(&[1, 2, 3, 4], &[1, 2, 3, 4]), Some(p("1")));
    assert_eq!(kendall(&[1, 2, 3, 4], &[4, 3, 2, 1]), Some(p("-1")));
    // pairs: 6, one of them the wrong way round: (5 − 1) ÷ 6
    assert_eq!(kendall(&[1, 2, 3, 4], &[1, 2, 4, 3]), Some(p("0.6667")));
    // one pair tied in the second list: concordant 5, √(6 × 5) = 5.4772
    assert_eq!(kendall(&[1, 2, 3, 4], &[1, 2, 3, 3]), Some(p("0.9129")));
    assert_eq!(kendall(&[1, 1], &[1, 2]), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn kendall_counts_pairs(pairs in prop::collection::vec((-5_i64..5, -5_i64..5), 0..30)) {
        let (a, b): (Vec<i64>, Vec<i64>) = pairs.iter().copied().unzip();
        let (mut score, mut of_a, mut of_b) = (0_i128, 0_i128, 0_i128);
        for (n, x) in pairs.iter().enumerate() {
            for y in &pairs[n + 1..] {
                let (da, db) = (i128::from((x.0 - y.0).signum()), i128::from((x.1 - y.1).signum()));
                score += da * db;
                of_a += da.abs();
                of_b += db.abs();
            }
        }
        match kendall(&a, &b) {
            None => prop_assert!(of_a == 0 || of_b == 0),
            Some(tau) => {
                // tau² × product lies within half a unit of the fourth decimal of score²
                let exact = score * score * 100_000_000;
                let least = i128::from((tau.0.abs() - 1).max(0)).pow(2) * of_a * of_b;
                let most = i128::from(tau.0.abs() + 1).pow(2) * of_a * of_b;
                prop_assert!(least <= exact && exact <= most);
                prop_assert_eq!(tau.0.signum() == -1, score < 0 && tau.0 != 0);
            }
        }
    }
}
