//! The figures a scheme reports, counted by hand.
use std::collections::BTreeMap;

use lvzhi_scoring::{Input, Post, Proportion, StatisticValue, statistics};

use crate::support::*;

fn rate(part: i64, of: i64) -> Proportion {
    Proportion { part: lvzhi_scoring::Points::whole(part), of: Some(lvzhi_scoring::Points::whole(of)) }
}

/// a and b of 教育 and 提案委, a a standing member to the end of March; c of 教育 without a committee; d of neither.
fn people(facts_of_all: &str) -> Input {
    let mut subjects: Vec<_> = ["a", "b", "c", "d"].map(member).into();
    for subject in &mut subjects[..2] {
        subject.attributes.insert("sector".to_owned(), "教育".to_owned());
        subject.attributes.insert("special_committee".to_owned(), "提案委".to_owned());
    }
    subjects[2].attributes.insert("sector".to_owned(), "教育".to_owned());
    subjects[0].posts.push(Post { post: "standing".to_owned(), from: None, to: Some(day("2026-03-31")) });
    input(subjects, facts(facts_of_all))
}

fn of<'v>(values: &'v [StatisticValue], id: &str) -> &'v StatisticValue {
    values.iter().find(|value| value.id == id).unwrap()
}

fn groups(value: &StatisticValue, attribute: &str) -> BTreeMap<String, Proportion> {
    value.by[attribute].clone()
}

#[test]
fn attendance_counts_sittings_of_those_who_had_to_come() {
    let input = people(
        "attendance q=3 meeting_class=plenary presence=present
         attendance q=2 meeting_class=plenary presence=leave
         attendance by=b q=3 meeting_class=plenary presence=late
         attendance by=c q=3 meeting_class=plenary presence=absent
         attendance by=d q=3 meeting_class=plenary presence=partial
         attendance by=d q=3 meeting_class=sector presence=present
         attendance by=d 2025-12-31 q=3 meeting_class=plenary presence=present
         attendance by=x q=3 meeting_class=plenary presence=present
         attendance 2026-03-31 meeting_class=standing presence=early
         attendance 2026-04-01 meeting_class=standing presence=present
         attendance by=b meeting_class=standing presence=present",
    );
    let rules = hn();
    let values = statistics(&rules.0, &input, &run(&rules, &input).assessments);
    let plenary = of(&values, "plenary");
    // present, late and partial of five: a twice, b, c and d once; not the year before, not somebody unknown
    assert_eq!(plenary.all, rate(3, 5));
    assert_eq!(groups(plenary, "sector"), BTreeMap::from([("教育".to_owned(), rate(2, 4))]));
    assert_eq!(groups(plenary, "special_committee"), BTreeMap::from([("提案委".to_owned(), rate(2, 3))]));
    // of standing meetings only the one while a was a standing member
    assert_eq!(of(&values, "standing").all, rate(1, 1));
}

#[test]
fn pieces_are_counted_once_for_all_their_facts_and_people() {
    let input = people(
        "opinion_brief piece=p stage=instruction level=city role=author
         opinion_brief 2026-03-02 piece=p stage=instruction level=province role=author
         opinion_brief by=b piece=p stage=instruction level=city role=joint
         opinion_brief by=b piece=q stage=instruction level=city role=author
         opinion_brief by=c piece=r stage=adopted level=city role=author",
    );
    let rules = hn();
    let values = statistics(&rules.0, &input, &run(&rules, &input).assessments);
    let expected = Proportion { part: p("2"), of: None };
    assert_eq!((of(&values, "instructions").all, of(&values, "instructions").by.len()), (expected, 0));
}

#[test]
fn the_share_of_good_is_of_those_who_are_ranked() {
    // d served too short to be ranked; the grades of the others are given.
    let mut input = people("");
    input.subjects[3].from = Some(day("2026-06-01"));
    let rules = hn();
    let mut evaluation = run(&rules, &input);
    let grade =
        |n: usize, grade: &str, a: &mut Vec<lvzhi_scoring::Assessment>| a[n].grade = Some(grade.to_owned());
    assert_eq!(evaluation.assessments[3].grade, None);
    grade(0, "excellent", &mut evaluation.assessments);
    grade(1, "good", &mut evaluation.assessments);
    grade(2, "qualified", &mut evaluation.assessments);
    let values = statistics(&rules.0, &input, &evaluation.assessments);
    let good = of(&values, "good");
    assert_eq!(good.all, rate(2, 3));
    assert_eq!(groups(good, "sector"), BTreeMap::from([("教育".to_owned(), rate(2, 3))]));
    assert_eq!(groups(good, "special_committee"), BTreeMap::from([("提案委".to_owned(), rate(2, 2))]));
}

#[test]
fn what_is_excused_is_not_due_and_quantities_may_be_added_up() {
    let text = read("../../schemes/hn-member.toml").replacen(
        "attended = [\"present\", \"late\", \"early\", \"partial\"]",
        "attended = [\"present\"]\nexcused = \"leave\"\ncount = \"quantity\"",
        1,
    );
    let catalogue = hn().1;
    let scheme = lvzhi_scoring::Scheme::parse(&text, &catalogue).unwrap().0;
    let input = people(
        "attendance q=2.5 meeting_class=plenary presence=present
         attendance q=9 meeting_class=plenary presence=leave
         attendance by=b q=1.5 meeting_class=plenary presence=late",
    );
    let values = statistics(&scheme, &input, &run(&(scheme.clone(), catalogue), &input).assessments);
    assert_eq!(of(&values, "plenary").all, Proportion { part: p("2.5"), of: Some(p("4")) });
}

#[test]
fn a_scheme_that_names_no_figures_reports_none() {
    let rules = load("../../schemes/staff-quarter.toml", "../../schemes/catalogue.toml");
    let input = input(vec![member("a")], Vec::new());
    assert_eq!(statistics(&rules.0, &input, &run(&rules, &input).assessments), []);
}
