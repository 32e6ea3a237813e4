//! Worked cases for `schemes/hn-member.toml`, with the arithmetic.
use lvzhi_scoring::{Assessment, Exemption, Period, Post, Standing, Subject};

use crate::support::*;

const TYPICAL: &str = "
    attendance 2026-01-20 q=5 meeting_class=plenary presence=present
    attendance 2026-03-10 q=2 meeting_class=special_committee presence=present
    attendance 2026-04-10 q=2 meeting_class=sector presence=present
    attendance 2026-05-10 q=1 meeting_class=special_committee presence=leave
    proposal 2026-01-21 piece=p1 stage=filed role=first signers=1
    proposal 2026-01-21 piece=p2 stage=filed role=joint signers=3
    opinion_brief 2026-02-01 piece=o1 stage=submitted role=author
    opinion_brief 2026-02-20 piece=o1 stage=adopted level=province role=author
    opinion_brief 2026-03-01 piece=o2 stage=adopted level=city role=author
    opinion_brief 2026-04-01 piece=o3 stage=submitted role=author
    speech 2026-03-20 occasion=consultation
    research 2026-04-15 q=2 piece=r1 role=participant
    research 2026-05-15 q=1 piece=r2 role=participant
    supervision 2026-05-20 form=special
    consultation 2026-03-20 form=topical
    consultation 2026-06-02 form=community
    sector_work 2026-02-10 q=12 form=visit
    sector_work 2026-03-12 q=5 form=reception
    sector_work 2026-05-12 q=20 form=forum
    study 2026-02-12 q=1 form=reading
    study 2026-05-21 q=2 form=class
    service 2026-04-20 form=aid
    publicity 2026-06-11 level=local
    summary 2026-06-28 timeliness=on_time
    rating 2026-06-29 q=92 rater=special_committee ballots=20
    rating 2026-06-29 q=90 rater=sector_people ballots=35
";

#[test]
fn a_typical_member() {
    let evaluation = run(&hn(), &input(vec![member("a")], facts(TYPICAL)));
    check_sums(&evaluation);
    let a = &evaluation.assessments[0];
    let expected = [
        ("attendance", "19.5"), // 20 − 0.5 × 1 half-day of leave
        ("proposal", "6"),      // filed: 4 as first, 2 as co-signer
        ("opinion", "8"),       // o1 highest only 4, o2 3, o3 1
        ("speech", "3"),
        ("research", "6"), // 3 + 3
        ("supervision", "2"),
        ("consultation", "4"), // 2 + 2
        ("sector", "6"),       // 2 × 3
        ("study", "6"),        // 2 × 3 half-days
        ("service", "2"),
        ("publicity", "2"),
        ("summary", "3"),
        ("yearly-report", "4"), // not due in the first half: full
        ("review", "6.38"),     // 4 × 0.92 + 3 × 0.90 = 3.68 + 2.70
    ];
    for (id, value) in expected {
        assert_eq!(points(a, id), p(value), "{id}");
    }
    // 19.5+6+8+3+6+2+4+6+6+2+2+3+4+6.38
    assert_eq!(a.total, p("77.88"));
    assert_eq!(a.grade.as_deref(), Some("good"));
    assert!(a.unused.is_empty(), "{:?}", a.unused);
}

fn assess(text: &str) -> Assessment {
    assess_one(member("a"), text)
}

fn assess_one(subject: Subject, text: &str) -> Assessment {
    let evaluation = run(&hn(), &input(vec![subject], facts(text)));
    check_sums(&evaluation);
    evaluation.assessments.into_iter().next().unwrap()
}

fn standing_member() -> Subject {
    let post = Post { post: "standing".to_owned(), from: None, to: None };
    Subject { posts: vec![post], ..member("a") }
}

fn reason_of<'a>(a: &'a Assessment, fact: &str) -> &'a str {
    let mut lines = a.indicators.iter().flat_map(|i| &i.lines).chain(&a.unused);
    &lines.find(|l| l.fact.as_deref() == Some(fact)).unwrap().reason
}

#[test]
fn the_best_reach_97() {
    let best = TYPICAL
        .replace("presence=leave", "presence=present")
        .replace("piece=p2 stage=filed role=joint", "piece=p2 stage=excellent role=first")
        .replace("piece=o2 stage=adopted level=city", "piece=o2 stage=instruction level=city")
        .replace("occasion=consultation", "occasion=plenary_oral")
        + "speech 2026-05-01 occasion=standing
           supervision 2026-06-01 form=appraisal
           sector_work 2026-06-01 q=9 form=visit
           service 2026-06-01 form=mediation
           publicity 2026-06-01 level=province
           opinion_brief 2026-05-01 piece=o4 stage=adopted level=city role=author";
    let a = assess(&best);
    // 20 + (4+8) + (4+4+1+3→10) + (4+3→6) + 6 + 4 + 4 + 8 + 6 + 4 + (2+3→4) + 3 + 4 + 6.38
    assert_eq!(a.total, p("97.38"));
    assert_eq!(a.max, p("100"));
}

#[test]
fn standing_meetings_count_for_standing_members_only() {
    let text = "attendance q=2 meeting_class=standing presence=absent
        attendance q=1 meeting_class=standing presence=present";
    // 20 − 2 × 2 half-days
    let a = assess_one(standing_member(), text);
    assert_eq!(points(&a, "attendance"), p("16"));
    // others: 20, and both facts say why they do not count
    let a = assess(text);
    assert_eq!(points(&a, "attendance"), p("20"));
    assert_eq!(a.unused.len(), 2);
    assert_eq!(a.unused[0].reason, "常委会会议：只对常委计分");
    assert_eq!(assess_one(standing_member(), "").max, assess("").max);
}

#[test]
fn attendance_goes_down_to_its_floor() {
    // 20 − 2 × 6 − 2 × 6, floor 0: the last deduction takes what is left
    let text = "attendance 2026-02-01 q=6 meeting_class=plenary presence=absent
        attendance 2026-03-01 q=6 meeting_class=sector presence=absent";
    let a = assess(text);
    assert_eq!(points(&a, "attendance"), p("0"));
    assert_eq!(a.indicators[0].lines[2].points, p("-8"));
    assert!(reason_of(&a, "f02").contains("已扣至下限 0 分"));
}

#[test]
fn proposals_go_by_the_highest_stage_and_stop_at_the_cap() {
    // p1 submitted → filed: 4; p2 key: 6; p3 filed 4, of which 2 fit under the cap of 12
    let a = assess(
        "proposal 2026-01-10 piece=p1 stage=submitted role=first
         proposal 2026-01-30 piece=p1 stage=filed role=first
         proposal 2026-02-01 piece=p2 stage=key role=first
         proposal 2026-02-02 piece=p3 stage=filed role=first
         proposal 2026-02-03 piece=p4 stage=filed role=joint signers=4",
    );
    assert_eq!(points(&a, "proposal"), p("12"));
    assert!(reason_of(&a, "f01").contains("同一件就高"), "{}", reason_of(&a, "f01"));
    assert_eq!(reason_of(&a, "f04"), "立案·第一提案人，4 分；超出本条上限 12 分，只计 2 分");
    assert_eq!(reason_of(&a, "f05"), "立案·联名，2 分；超出本条上限 12 分，不计");
}

#[test]
fn joint_opinions_are_worth_half() {
    // 4 (province) ÷ 2 = 2; own: 1; instruction in the city: 4
    let a = assess(
        "opinion_brief piece=o1 stage=adopted level=province role=joint signers=2
         opinion_brief piece=o2 stage=submitted role=author signers=1
         opinion_brief piece=o3 stage=instruction level=city role=author",
    );
    assert_eq!(points(&a, "opinion"), p("7"));
    assert!(reason_of(&a, "f01").contains("联名每人一半"));
}

#[test]
fn a_missing_rating_lowers_the_maximum_and_not_the_place() {
    // The people's rating (3) is missing: 20 + 4 (yearly report) + 3.6 = 27.6 of 97 → 28.4536 of 100
    let a = assess("rating q=90 rater=special_committee");
    assert_eq!((a.total, a.max, a.score), (p("27.6"), p("97"), p("28.4536")));
    assert!(a.notes.iter().any(|n| n.text.contains("本人满分减少 3 分")), "{:?}", a.notes);
}

#[test]
fn the_yearly_report_is_due_at_the_year_end() {
    let mut late = input(vec![member("a")], facts("yearly_report 2026-12-20 timeliness=late"));
    late.period = Period { from: day("2026-07-01"), to: day("2026-12-31") };
    let a = &run(&hn(), &late).assessments[0];
    assert_eq!(points(a, "yearly-report"), p("2"));
    late.facts.clear();
    let evaluation = run(&hn(), &late);
    assert_eq!(points(&evaluation.assessments[0], "yearly-report"), p("0"));
    // and so are commendation and notices
    let actions: Vec<_> = evaluation.outcomes.iter().map(|o| o.action.as_str()).collect();
    assert_eq!(actions, ["notify", "talk"]);
    assert_eq!(points(&assess(""), "yearly-report"), p("4"));
}

#[test]
fn discipline_lowers_the_grade() {
    let a = assess(&format!("{TYPICAL}discipline 2026-05-05 measure=grave"));
    // review 6.38 − 10 = −3.62
    assert_eq!(points(&a, "review"), p("-3.62"));
    assert_eq!(a.total, p("67.88"));
    assert_eq!(a.grade.as_deref(), Some("unqualified"));
}

#[test]
fn criticism_is_a_ceiling() {
    // ten people: one of them may be 优秀
    let people: Vec<_> = (0..10).map(|n| member(&format!("m{n}"))).collect();
    let eager = "proposal piece=p8 stage=excellent role=first
        opinion_brief piece=o8 stage=instruction level=national role=author
        speech occasion=plenary_oral\nsupervision form=special\npublicity level=national\nservice form=aid";
    let own = |id: &str, text: &str| {
        facts(text)
            .into_iter()
            .map(|mut f| {
                f.id = format!("{id}-{}", f.id);
                f.subject = id.to_owned();
                f
            })
            .collect::<Vec<_>>()
    };
    let mut all = own("m0", &format!("{TYPICAL}{eager}"));
    let grade = |all: &[lvzhi_scoring::Fact]| {
        let evaluation = run(&hn(), &input(people.clone(), all.to_vec()));
        let a = &evaluation.assessments[0];
        assert!(a.total >= p("85"), "{}", a.total);
        a.grade.clone()
    };
    assert_eq!(grade(&all).as_deref(), Some("excellent"));
    let mut criticised = own("m0", "discipline measure=criticism");
    criticised[0].id = "c".to_owned();
    all.extend(criticised);
    assert_eq!(grade(&all).as_deref(), Some("good"));
}

#[test]
fn exemptions_and_dates() {
    let mut ill = member("a");
    ill.exemptions.push(Exemption {
        from: day("2026-02-01"),
        to: Some(day("2026-02-28")),
        reason: "病假".to_owned(),
    });
    ill.to = Some(day("2026-06-15"));
    let a = assess_one(
        ill.clone(),
        "attendance 2026-02-10 q=2 meeting_class=plenary presence=absent
         speech 2025-12-31 occasion=consultation
         speech 2026-06-20 occasion=consultation",
    );
    assert_eq!(a.standing, Standing::Ranked);
    assert_eq!(points(&a, "attendance"), p("20"));
    assert_eq!(a.unused[0].reason, "在免评期内（病假）");
    assert_eq!(a.unused[1].reason, "2025-12-31 不在本期（2026-01-01 至 2026-06-30）内");
    assert_eq!(a.unused[2].reason, "在离任（2026-06-15）之后");
    ill.exemptions[0].to = None;
    let a = assess_one(ill.clone(), "");
    assert_eq!(a.standing, Standing::Exempt("本期除免评 135 天（病假）外任职 31 天，不足 90 天".to_owned()));
    assert_eq!((a.place, a.grade), (None, None));
    ill.exemptions[0].from = day("2025-06-01");
    assert_eq!(assess_one(ill, "").standing, Standing::Exempt("整期免评（病假）".to_owned()));
    let joined = Subject { from: Some(day("2026-05-01")), ..member("a") };
    assert_eq!(assess_one(joined, "").standing, Standing::Exempt("本期任职 61 天，不足 90 天".to_owned()));
    let chair = Post { post: "chair_meeting".to_owned(), from: None, to: None };
    let chair = Subject { posts: vec![chair], ..member("a") };
    assert_eq!(assess_one(chair, "").standing, Standing::Exempt("主席会议成员不参加排名".to_owned()));
}

#[test]
fn places_ties_quota_and_outcomes() {
    let people: Vec<_> = (0..10).map(|n| member(&format!("m{n}"))).collect();
    let mut all = Vec::new();
    for n in 0..10 {
        for (i, mut fact) in facts(TYPICAL).into_iter().enumerate() {
            // m0 to m2 have everything, the others ever less
            if i < 26 - 2 * n || n < 3 {
                fact.id = format!("{n}-{i:02}");
                fact.subject = format!("m{n}");
                all.push(fact);
            }
        }
    }
    let evaluation = run(&hn(), &input(people, all));
    let places: Vec<_> = evaluation.assessments.iter().map(|a| a.place.unwrap()).collect();
    assert_eq!(&places[..4], [1, 1, 1, 4]);
    let circulated: Vec<_> = evaluation.outcomes.iter().filter(|o| o.rule == "circulate").collect();
    assert_eq!(circulated.len(), 6);
    assert_eq!(circulated[5].reason, "第 6 名，在前 60%（6 人）以内");
    let commend = evaluation.cuts.iter().find(|c| c.rule == "commend").unwrap();
    // 10 % of 10 is one person; the three with equal places are all above the line
    assert_eq!((commend.people, commend.points), (3, p("77.88")));
    assert_eq!((commend.label.as_str(), commend.consequence.as_str()), ("前 10%", "年终通报表扬"));
    // not before the year's end
    assert!(!evaluation.outcomes.iter().any(|o| o.rule == "commend"));
}

#[test]
fn strange_input_becomes_notes() {
    let mut strange = input(
        vec![member("a"), member("a")],
        facts(
            "swimming
            speech occasion=shouting
            study q=900000000000000 form=class
            speech by=nobody occasion=consultation
            research role=captain",
        ),
    );
    strange.facts.push(strange.facts[1].clone());
    let evaluation = run(&hn(), &strange);
    check_sums(&evaluation);
    let notes: Vec<_> = evaluation.notes.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(
        notes,
        [
            "人员“a”出现两次，只计一次",
            "事实“f02”出现两次，只计一次",
            "事实“f04”记在名单之外的“nobody”名下，未计"
        ]
    );
    let a = &evaluation.assessments[0];
    assert_eq!(reason_of(a, "f01"), "办法没有使用“swimming”的规则");
    assert_eq!(reason_of(a, "f02"), "shouting不计分");
    assert_eq!(reason_of(a, "f03"), "数值过大，不计");
    assert_eq!(reason_of(a, "f05"), "其他，3 分");
    assert_eq!(a.notes.iter().filter(|n| n.text.contains("与目录不符")).count(), 3);
}

#[test]
fn rules_say_what_they_give() {
    let (scheme, _) = hn();
    let text: Vec<_> =
        scheme.rules.iter().map(|r| format!("{} {}：{}", r.article, r.label, r.points_text())).collect();
    insta::assert_snapshot!(text.join("\n"));
}
