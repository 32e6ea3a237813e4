//! Worked cases for `schemes/hn-member.toml`, with the arithmetic.
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
        ("opinion", "7.5"),     // o1 highest only 4, o2 2.5, o3 1
        ("speech", "2"),
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
    // 19.5+6+7.5+2+6+2+4+6+6+2+2+3+4+6.38
    assert_eq!(a.total, p("76.38"));
    assert_eq!(a.grade.as_deref(), Some("good"));
    assert!(a.unused.is_empty(), "{:?}", a.unused);
}
