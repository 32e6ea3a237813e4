//! Party branches: the quarter and the year.
use super::Case;

#[test]
fn a_quarter_of_branches() {
    // combat of a: leaders 100, staff (4 × 100 + 80) ÷ 5 = 96, drawn and retired (39 × 100 + 80) ÷ 40 = 99.5:
    //   100 × 40% + 96 × 30% + 99.5 × 30% = 98.65 → 29.595; execution 19.73 + 9 of 10 tasks = 28.73
    //   solved 3 of 4, what was passed on left out: 15; satisfaction 96 × 40% + 99.5 × 60% = 98.1 → 19.62
    // b: 80 × 40% + 100 × 30% + 80 × 30% = 86 → 25.8; 17.2 + 10 (no task due: full); no problem: 20 less to reach;
    //   100 × 40% + 80 × 60% = 88 → 17.6; 70.6 of 80 → 88.25
    // c: two ballots of the staff are too few, the others' 100 stands
    // d and e: 60 × 40% + 80 × 60% = 72 → 21.6; 14.4 + 5; 10; 16 → 67
    // climbed: a from 5 to 2, c from 3 to 1, b from 4 to 3; the last place is shared, so both are talked with
    Case {
        scheme: "branch-quarter",
        period: ("2026-01-01", "2026-03-31"),
        subjects: "a\nb\nc\nd\ne\nn from=2026-03-01",
        previous: "branch-quarter 2025-Q4 2025-12-31 a=70/-/5 b=75/-/4 c=80/-/3 d=90/-/1 e=85/-/2",
        facts: "
            ballot rater=leaders item=combat choice=good q=5 by=a,c
            ballot rater=leaders item=execution choice=good q=5 by=a,c
            ballot rater=staff item=combat choice=good q=4
            ballot rater=staff item=combat choice=fair q=1
            ballot rater=staff item=execution choice=good q=4
            ballot rater=staff item=execution choice=fair q=1
            ballot rater=staff item=satisfaction choice=good q=4
            ballot rater=staff item=satisfaction choice=fair q=1
            ballot rater=drawn item=combat choice=good q=39
            ballot rater=retired item=combat choice=fair q=1
            ballot rater=drawn item=execution choice=good q=39
            ballot rater=retired item=execution choice=fair q=1
            ballot rater=drawn item=satisfaction choice=good q=39
            ballot rater=retired item=satisfaction choice=fair q=1
            task completion=on_time x=9
            task completion=late
            problem settlement=solved x=3
            problem settlement=open
            problem settlement=transferred
            ballot rater=leaders item=combat choice=fair q=5 by=b
            ballot rater=leaders item=execution choice=fair q=5 by=b
            ballot rater=staff item=combat choice=good q=5 by=b
            ballot rater=staff item=execution choice=good q=5 by=b
            ballot rater=staff item=satisfaction choice=good q=5 by=b
            ballot rater=drawn item=combat choice=fair q=40 by=b,d,e
            ballot rater=drawn item=execution choice=fair q=40 by=b,d,e
            ballot rater=drawn item=satisfaction choice=fair q=40 by=b,d,e
            ballot rater=staff item=combat choice=poor q=2 by=c
            ballot rater=staff item=execution choice=poor q=2 by=c
            ballot rater=staff item=satisfaction choice=poor q=2 by=c
            ballot rater=drawn item=combat choice=good q=40 by=c
            ballot rater=drawn item=execution choice=good q=40 by=c
            ballot rater=drawn item=satisfaction choice=good q=40 by=c
            task completion=on_time by=c,d,e
            problem settlement=solved by=c,d,e
            ballot rater=leaders item=combat choice=ordinary q=5 by=d,e
            ballot rater=leaders item=execution choice=ordinary q=5 by=d,e
            ballot rater=staff item=combat choice=fair q=5 by=d,e
            ballot rater=staff item=execution choice=fair q=5 by=d,e
            ballot rater=staff item=satisfaction choice=fair q=5 by=d,e
            task completion=undone by=d,e
            problem settlement=open by=d,e",
    }
    .gives(
        "a total=92.945 combat=29.595 execution=28.73 solved=15 satisfaction=19.62 place=2
         b total=70.6 max=80 score=88.25 combat=25.8 execution=27.2 satisfaction=17.6 place=3
         c total=100 place=1
         d total=67 combat=21.6 execution=19.4 solved=10 satisfaction=16 place=4
         e total=67 place=4
         n exempt",
        "circulate: a b c
         best: a b c
         climbers: a b c
         talk: d e",
    );
}

#[test]
fn a_year_of_branches() {
    // a: mean 90 → 72, debrief 18, honours of the party's work 2 + 1: 93
    // b, founded in June: two quarters, mean 85 → 68, debrief 19: 87
    // c, founded in July: one quarter is too few; 16 of 20 → 80
    // d and e: 72 + 20 = 92, each with a serious fault; that of e is tolerated, that of d only treated mildly
    // f: 40 of 80, for nobody rated the debrief → 50; g: 72 + 18 = 90, but a grave fault
    // good: 30% of seven are two: a and e; d and g may not, b does not fit
    Case {
        scheme: "branch-year",
        period: ("2026-01-01", "2026-12-31"),
        subjects: "a\nb from=2026-06-01\nc from=2026-07-01\nd\ne\nf\ng",
        previous: "
            branch-quarter 2026-Q1 2026-03-31 a=88 d=90 e=90 f=50 g=90
            branch-quarter 2026-Q2 2026-06-30 a=90 d=90 e=90 f=50 g=90
            branch-quarter 2026-Q3 2026-09-30 a=92 b=84 d=90 e=90 f=50 g=90
            branch-quarter 2026-Q4 2026-12-31 a=90 b=86 c=99 d=90 e=90 f=50 g=90",
        facts: "
            sub_score source=party_committee q=90 by=a,g
            sub_score source=party_committee q=95 by=b
            sub_score source=party_committee q=80 by=c
            sub_score source=party_committee q=100 by=d,e
            honour level=city field=party
            honour level=office field=party
            honour level=province field=work
            adverse severity=serious tolerance=partial by=d
            adverse severity=serious tolerance=granted ground=pioneering by=e
            adverse severity=grave tolerance=none by=g",
    }
    .gives(
        "a total=93 quarters=72 debrief=18 honours=3 place=1 grade=good
         b total=87 quarters=68 place=5 grade=fair
         c total=16 max=20 score=80 place=6 grade=fair
         d total=92 place=2 grade=fair
         e total=92 place=2 grade=good
         f total=40 score=50 place=7 grade=poor
         g total=90 place=4 grade=poor",
        "priority: a e
         quota: a d e g
         disqualify: f g
         talk: f g",
    );
}
