//! Award rounds: quotas, and what is kept for the grass roots.
use std::collections::BTreeSet;

use lvzhi_scoring::{Evaluation, Fact, Input, Period, Subject};

use super::{expand, subject};
use crate::support::*;

/// A nominee: words of the subject, the panel's score, further facts.
struct Nominee {
    id: String,
    words: &'static str,
    panel: usize,
    facts: &'static str,
}

/// Nominees "n01", "n02" … whose panel scores fall by one each.
fn nominees(letter: char, count: usize, best: usize, words: &'static str) -> Vec<Nominee> {
    let one = |n| Nominee { id: format!("{letter}{n:02}"), words, panel: best + 1 - n, facts: "" };
    (1..=count).map(one).collect()
}

fn round(scheme: &str, nominees: &[Nominee], all: &str) -> Evaluation {
    let period = Period { from: day("2026-01-01"), to: day("2026-12-31") };
    let facts = nominees.iter().flat_map(|nominee| {
        let panel = format!("score_ballot rater=panel x=5 q={}", nominee.panel);
        let text = format!("{all}\n{}\n{panel}", nominee.facts);
        let own = super::lines(&text).flat_map(|line| expand(&format!("{line} by={}", nominee.id), period));
        own.collect::<Vec<_>>()
    });
    let facts = facts.enumerate().map(|(n, fact)| Fact { id: format!("f{n:04}"), ..fact }).collect();
    let subjects: Vec<Subject> =
        nominees.iter().map(|nominee| subject(&format!("{} {}", nominee.id, nominee.words))).collect();
    let rules = load(&format!("../../schemes/{scheme}.toml"), "../../schemes/catalogue.toml");
    let evaluation = run(&rules, &Input { period, subjects, facts, previous: Vec::new() });
    check_sums(&evaluation);
    evaluation
}

fn advanced(evaluation: &Evaluation) -> BTreeSet<String> {
    let chosen = evaluation.assessments.iter().filter(|a| a.grade.as_deref() == Some("advanced"));
    let chosen: BTreeSet<_> = chosen.map(|a| a.subject.clone()).collect();
    let commended = evaluation.outcomes.iter().filter(|o| o.rule == "commend").map(|o| o.subject.clone());
    assert_eq!(chosen, commended.collect());
    chosen
}

fn ids(letter: char, count: usize) -> impl Iterator<Item = String> {
    (1..=count).map(move |n| format!("{letter}{n:02}"))
}

/// 8 + 8 + 8 capped at 20, 8 + 5 capped at 10, ten good ballots 15: 45, and 0.55 for each point of the panel.
const COLLECTIVE: &str = "
    work_result piece=p1 stage=document
    work_result piece=p2 stage=document
    work_result piece=p3 stage=document
    honour level=national
    honour level=province
    ballot rater=members item=overall choice=good q=10";

#[test]
fn grass_roots_have_their_share_of_the_places() {
    // n: 100 to 85 by the panel → 100 to 91.75; g: 60 to 53 → 78 to 74.15; z, the best, has an objection upheld.
    // Of 20 places 8 are the grass roots': the other twelve go to n01 to n12, though n13 to n16 are before all of g.
    let mut all = nominees('n', 16, 100, "level=省级");
    all.extend(nominees('g', 8, 60, "level=县级"));
    all.push(Nominee {
        id: "z".to_owned(),
        words: "level=省级",
        panel: 100,
        facts: "objection verdict=upheld",
    });
    let evaluation = round("advanced-collective", &all, COLLECTIVE);
    let of = |id: &str| evaluation.assessments.iter().find(|a| a.subject == id).unwrap();
    assert_eq!((of("n01").total, of("n16").total, of("g08").total), (p("100"), p("91.75"), p("74.15")));
    assert_eq!((points(of("n01"), "results"), points(of("n01"), "honours")), (p("20"), p("10")));
    assert_eq!(of("z").grade.as_deref(), Some("none"));
    assert_eq!(advanced(&evaluation), ids('n', 12).chain(ids('g', 8)).collect());
}

#[test]
fn places_stay_empty_rather_than_go_to_the_weak() {
    // panel 45 → 69.75, fewer than 70; 46 → 70.3
    let mut all = nominees('n', 3, 100, "level=省级");
    all.extend(nominees('g', 2, 46, "level=县级"));
    let evaluation = round("advanced-collective", &all, COLLECTIVE);
    assert_eq!(advanced(&evaluation), ids('n', 3).chain(ids('g', 1)).collect());
}

#[test]
fn equals_at_the_line_are_both_left_out() {
    // 21 nominees of the grass roots; the last two share the twentieth place
    let mut all = nominees('g', 21, 100, "level=基层");
    all[20].panel = all[19].panel;
    assert_eq!(advanced(&round("advanced-collective", &all, COLLECTIVE)), ids('g', 19).collect());
}

#[test]
fn leading_cadres_are_limited() {
    // 40 places: of the 12 leading cadres, who are before all, 8 at most; of the 25 of the grass roots, who are behind all,
    // 20 at least; the 12 places left go to the others. g00 would be the first of the grass roots, but was not appraised.
    let mut all = nominees('l', 12, 100, "level=省级 rank_class=处级以上");
    all.extend(nominees('o', 20, 88, "level=省级"));
    all.extend(nominees('g', 25, 68, "level=县级"));
    for nominee in &mut all {
        nominee.facts = "appraisal_grade grade=competent";
    }
    all.push(Nominee { id: "g00".to_owned(), words: "level=县级", panel: 69, facts: "" });
    // 20 + 10 + 10 = 40, and 0.6 for each point of the panel; the last has 40 + 26.4 = 66.4 and stays below 70
    let common = COLLECTIVE.replace("rater=members", "rater=people");
    let evaluation = round("advanced-individual", &all, &common);
    let of = |id: &str| evaluation.assessments.iter().find(|a| a.subject == id).unwrap();
    assert_eq!((of("l01").total, of("g25").total), (p("100"), p("66.4")));
    // panel 50 → 70: g01 (68) to g19 (50) reach the grade, one fewer than are kept for them
    assert_eq!(of("g19").total, p("70"));
    assert_eq!(advanced(&evaluation), ids('l', 8).chain(ids('o', 13)).chain(ids('g', 19)).collect());
}
