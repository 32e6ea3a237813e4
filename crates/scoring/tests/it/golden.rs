//! Published rules with their worked cases; the arithmetic is in the comments.
use lvzhi_scoring::{Assessment, Post, Severity};

use crate::support::*;

fn assess(name: &str, text: &str) -> Assessment {
    assess_as(name, text, &[])
}

fn assess_as(name: &str, text: &str, posts: &[&str]) -> Assessment {
    let rules = load(&format!("tests/golden/{name}.toml"), "tests/golden/catalogue.toml");
    let mut subject = member("a");
    subject.posts = posts.iter().map(|p| Post { post: (*p).to_owned(), from: None, to: None }).collect();
    let evaluation = run(&rules, &input(vec![subject], facts(text)));
    check_sums(&evaluation);
    evaluation.assessments.into_iter().next().unwrap()
}

#[test]
fn gs17_joint_signer() {
    // 15 + 20 + 20 = 55; 10 − 1 − 1 − 3 = 5; notebook 5; award of the province 8
    let a = assess(
        "gs17",
        "proposal piece=p1 stage=filed role=joint signers=3
         opinion_brief piece=o1 stage=adopted role=author level=city
         deed form=household
         attendance q=1 meeting_class=plenary presence=late
         attendance q=1 meeting_class=plenary presence=late
         attendance q=1 meeting_class=standing presence=absent
         study form=notebook
         award level=province",
    );
    assert_eq!(points(&a, "duty"), p("55"));
    assert_eq!(points(&a, "attendance"), p("5"));
    assert_eq!(points(&a, "study"), p("5"));
    assert_eq!(a.total, p("73"));
}

const ALL_BASICS: &str = "attendance q=5 meeting_class=plenary presence=present
     attendance q=2 meeting_class=standing presence=present
     deed form=activity
     deed form=activity
     deed form=activity
     deed form=activity
     deed form=activity
     opinion_brief piece=o1 stage=adopted role=author level=city
     proposal 2026-01-10 piece=p1 stage=filed role=first signers=1
     proposal 2026-01-11 piece=p2 stage=filed role=first signers=1
     proposal 2026-01-12 piece=p3 stage=filed role=first signers=1
     proposal 2026-05-01 piece=p3 stage=excellent role=first signers=1";

#[test]
fn aa_ordinary_member_and_standing_member() {
    // 35 + 30 + 15 + 10 = 90; second and third proposal 5 + 5; excellent 8
    assert_eq!(assess("aa", ALL_BASICS).total, p("108"));
    // the same facts, and 30 for the standing committee's meetings
    assert_eq!(assess_as("aa", ALL_BASICS, &["standing"]).total, p("138"));
}

#[test]
fn aa_is_warned_about_the_advantage_of_standing_members() {
    let catalogue = lvzhi_scoring::Catalogue::parse(&read("tests/golden/catalogue.toml")).unwrap();
    let (_, warnings) = lvzhi_scoring::Scheme::parse(&read("tests/golden/aa.toml"), &catalogue).unwrap();
    let unfair = warnings.iter().find(|w| w.message.contains("对一方不公")).unwrap();
    assert_eq!(unfair.severity, Severity::Warning);
    assert!(unfair.message.contains("多 30 分"), "{unfair}");
}

const JINAN: &str = "
     proposal 2026-01-10 piece=p1 stage=filed role=first signers=1
     proposal 2026-01-11 piece=p2 stage=filed role=first signers=1
     proposal 2026-02-11 piece=p2 stage=key role=first signers=1
     proposal 2026-05-11 piece=p2 stage=excellent role=first signers=1
     deed form=research
     deed form=charity
     deed form=charity
     deed form=charity
     deed form=charity
     deed form=charity
     deed form=charity";

#[test]
fn jn15_leave_from_the_plenary() {
    // 70 − 10 + 5 (second filed) + 5 (key) + 10 (excellent) + 10 (6 × 2, capped) = 90
    let a = assess("jn15", &format!("attendance q=1 meeting_class=plenary presence=leave{JINAN}"));
    assert_eq!(a.total, p("90"));
    assert_eq!(a.grade.as_deref(), Some("excellent"));
}

#[test]
fn jn15_absent_without_leave() {
    // 70 − 30 + 5 + 5 + 10 + 10 = 70: enough for 称职, but one of the three musts is missing
    let a = assess("jn15", &format!("attendance q=1 meeting_class=plenary presence=absent{JINAN}"));
    assert_eq!(a.total, p("70"));
    assert_eq!(a.grade.as_deref(), Some("unqualified"));
    assert!(a.notes.iter().any(|n| n.text.contains("没有出席（含准假）一次全体会议")), "{:?}", a.notes);
}

#[test]
fn yb22_flat_once_and_stages_add() {
    // 10 (flat, two proposals) + 10 (filed) + 10 (key) = 30
    let text = "proposal piece=p1 stage=submitted role=ROLE signers=2
         proposal piece=p2 stage=submitted role=ROLE signers=2
         proposal piece=p2 stage=filed role=ROLE signers=2
         proposal piece=p2 stage=key role=ROLE signers=2";
    assert_eq!(assess("yb22", &text.replace("ROLE", "first")).total, p("30"));
    // co-signers: 0
    assert_eq!(assess("yb22", &text.replace("ROLE", "joint")).total, p("0"));
}

#[test]
fn mg_either_adopted_or_instruction() {
    // 2 + 3 (once: adopted in the province or instruction there) + 10 = 15
    let a = assess(
        "mg",
        "opinion_brief 2026-01-01 piece=o1 stage=submitted role=author
         opinion_brief 2026-02-01 piece=o1 stage=adopted role=author level=province
         opinion_brief 2026-03-01 piece=o1 stage=instruction role=author level=province
         opinion_brief 2026-04-01 piece=o1 stage=adopted role=author level=national",
    );
    assert_eq!(a.total, p("15"));
    assert!(a.indicators[0].lines.iter().any(|l| l.reason.contains("择一")));
}

#[test]
fn ly2_diminishing_instructions() {
    // 10 + (10 + 5 + 5) = 30
    let a = assess(
        "ly2",
        "special_report 2026-01-01 piece=s1 stage=used
         special_report 2026-01-02 piece=s1 stage=instruction
         special_report 2026-01-03 piece=s1 stage=instruction
         special_report 2026-01-04 piece=s1 stage=instruction",
    );
    assert_eq!(a.total, p("30"));
}

#[test]
fn ps40_quota_rounds_down_and_ties_fall() {
    let rules = load("tests/golden/ps40.toml", "tests/golden/catalogue.toml");
    let grades = |scores: [u32; 11]| {
        let people: Vec<_> = (0..11).map(|n| member(&format!("m{n:02}"))).collect();
        let facts = scores
            .iter()
            .enumerate()
            .map(|(n, s)| fact(&format!("f{n}"), "score", &format!("by=m{n:02} q={s}")));
        let evaluation = run(&rules, &input(people, facts.collect()));
        evaluation.assessments.iter().filter(|a| a.grade.as_deref() == Some("good")).count()
    };
    // 11 × 40 % = 4.4 → 4 of the six with 90 or more
    assert_eq!(grades([98, 97, 96, 95, 94, 91, 85, 82, 79, 70, 50]), 4);
    // the fourth and fifth are equal: neither is above the line
    assert_eq!(grades([98, 97, 96, 95, 95, 91, 85, 82, 79, 70, 50]), 3);
}
