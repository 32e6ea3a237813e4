//! Staff: the quarter, the year, promotion in rank.
use super::Case;

#[test]
fn a_quarter_of_staff() {
    // a: 25 + 24, leader 19, study 10, conduct 20, incentives 2 + 2 + 2 capped at 5: 103
    // b: 22.5 + 23, 18, 10, 20 (the serious fault is tolerated): 93.5; c the same without a fault
    //   good: 40% of six are two; b and c share the second place, so that neither is good
    // d: 12.5 + 20, 16, 10 − 2 × 4 = 2, 20 − 3 − 8 × 0.5 = 13: 63.5; ordinary twice running
    // e: no task due and no rating by the division: 50 to reach; 10 + 10 + 20 = 40 → 80
    // g: 25 + 22.5, 18, 10, 20 − 20 = 0: 75.5, but a grave fault; h came in March
    Case {
        scheme: "staff-quarter",
        period: ("2026-01-01", "2026-03-31"),
        subjects: "a\nb\nc\nd\ne\ng\nh from=2026-03-01",
        previous: "staff-quarter 2025-Q4 2025-12-31 a=95/good d=70/ordinary g=85/fair",
        facts: "
            task completion=on_time x=10
            task completion=on_time x=9 by=b,c
            task completion=late by=b,c
            task completion=on_time x=2 by=d
            task completion=undone x=2 by=d
            task completion=not_due by=a,b,e
            task completion=on_time by=g
            sub_score source=division q=96
            sub_score source=division q=92 by=b,c
            sub_score source=division q=80 by=d
            sub_score source=division q=90 by=g
            sub_score source=superior q=95
            sub_score source=superior q=90 by=b,c,g
            sub_score source=superior q=80 by=d
            sub_score source=superior q=50 by=e
            study_session session=branch_day months=1-3 by=a,b,c,e,g
            study_session session=branch_day by=d
            incentive merit=hard_task
            incentive merit=praised
            incentive merit=innovation
            adverse severity=serious tolerance=granted ground=force_majeure by=b
            adverse severity=minor tolerance=none by=d
            adverse severity=serious tolerance=partial ground=honest_error by=d
            adverse severity=grave tolerance=refused by=g",
    }
    .gives(
        "a total=103 work=49 leader=19 study=10 conduct=20 incentive=5 place=1 grade=good
         b total=93.5 work=45.5 conduct=20 place=2 grade=fair
         c total=93.5 place=2 grade=fair
         d total=63.5 work=32.5 study=2 conduct=13 place=6 grade=ordinary
         e total=40 score=80 place=4 grade=fair
         g total=75.5 conduct=0 place=5 grade=poor
         h exempt",
        "commend: a
         remind: d g
         talk: d",
    );
}

#[test]
fn a_year_of_staff() {
    // a: mean 92 → 55.2; (96 × 40% + 98 × 60%) = 97.2 → 24.3; the latest 90 → 13.5: 93; two of four quarters good
    // b: mean 93 → 55.8; 25; 15: 95.8, but one ordinary quarter
    // c: mean 66 → 39.6; 20; 12: 71.6, but three of four quarters ordinary: basic at most
    // d, since July: mean 50 → 30; 15; 9: 54; all quarters poor
    // e: mean 89 → 53.4; two leaders' ballots are too few: 25; no leader's rating: 78.4 of 85 → 92.2353;
    //   excellent: 20% of five is one, and a is before
    Case {
        scheme: "staff-year",
        period: ("2026-01-01", "2026-12-31"),
        subjects: "a\nb\nc\nd from=2026-07-01\ne\nz from=2026-08-01",
        previous: "
            staff-quarter 2025-Q4 2025-12-31 a=50/poor b=95/good
            staff-quarter 2026-Q1 2026-03-31 a=96/good b=98/good c=60/ordinary e=90/good
            staff-quarter 2026-Q2 2026-06-30 a=94/good b=98/good c=60/ordinary e=90/good
            staff-quarter 2026-Q3 2026-09-30 a=88/fair b=98/good c=60/ordinary d=50/poor e=88/fair
            staff-quarter 2026-Q4 2026-12-31 a=90/fair b=78/ordinary c=84/fair d=50/poor e=88/fair",
        facts: "
            ballot rater=leaders item=overall choice=good q=4
            ballot rater=leaders item=overall choice=fair q=1
            ballot rater=staff item=overall choice=good q=9
            ballot rater=staff item=overall choice=fair q=1
            ballot rater=leaders item=overall choice=good q=5 by=b
            ballot rater=staff item=overall choice=good q=10 by=b,e
            ballot rater=leaders item=overall choice=poor q=2 by=e
            ballot rater=leaders item=overall choice=fair q=5 by=c
            ballot rater=staff item=overall choice=fair q=5 by=c
            ballot rater=leaders item=overall choice=ordinary q=5 by=d
            ballot rater=staff item=overall choice=ordinary q=5 by=d
            sub_score 2026-03-31 source=superior q=80 by=a,b
            sub_score 2026-12-31 source=superior q=90
            sub_score 2026-12-31 source=superior q=100 by=b
            sub_score 2026-12-31 source=superior q=80 by=c
            sub_score 2026-12-31 source=superior q=60 by=d",
    }
    .gives(
        "a total=93 quarters=55.2 survey=24.3 leader=13.5 place=2 grade=excellent
         b total=95.8 quarters=55.8 place=1 grade=competent
         c total=71.6 quarters=39.6 place=4 grade=basic
         d total=54 place=5 grade=unqualified
         e total=78.4 max=85 score=92.2353 place=3 grade=competent
         z exempt",
        "priority: a b e
         commend: a
         admonish: c
         rectify: c
         reassign: d",
    );
}

#[test]
fn promotion_in_rank() {
    // a: 5 full years × 2 = 10; 8 + 6 + 6 = 20; 12 + 6 × 0.5 = 15; 1 + 2 = 3; 100 × 40% + 96 × 60% = 97.6 → 29.28: 77.28
    // b: 24 capped at 20; the best three years 24; 30: 74
    // c: 6; 18; 5; 0; 24: 53, fewer than 60
    // d: 16; 24; 20 capped at 16; 12 capped at 10; 24: 90, but a serious fault that was not tolerated
    // f, of another rank: 20; 18; 0; 0; 30: 68, alone; e came in June
    Case {
        scheme: "rank-promotion",
        period: ("2024-01-01", "2026-12-31"),
        subjects: "
            a target_rank=一级主任科员
            b target_rank=一级主任科员
            c target_rank=一级主任科员
            d target_rank=一级主任科员
            e target_rank=一级主任科员 from=2026-06-01
            f target_rank=四级调研员",
        previous: "",
        facts: "
            tenure q=5.5
            tenure q=12 by=b
            tenure q=3 by=c
            tenure q=8 by=d
            tenure q=10 by=f
            appraisal_grade 2024-12-31 grade=excellent by=a,b,d
            appraisal_grade 2025-12-31 grade=excellent by=b,d
            appraisal_grade 2026-12-31 grade=excellent by=b,d
            appraisal_grade 2025-12-31 grade=competent by=a,c,f
            appraisal_grade 2026-12-31 grade=competent by=a,c,f
            appraisal_grade 2024-12-31 grade=competent by=b,c,f
            posting 2025-06-30 place=village q=12
            posting place=task_force q=6
            posting place=grassroots q=10 by=c
            posting place=village q=20 by=d
            honour level=office
            honour level=city
            honour level=province x=3 by=d
            ballot rater=leaders item=overall choice=good q=5 by=a,b,f
            ballot rater=staff item=overall choice=good q=8
            ballot rater=staff item=overall choice=fair q=2
            ballot rater=staff item=overall choice=good q=10 by=b,f
            ballot rater=leaders item=overall choice=fair q=5 by=c,d
            ballot rater=staff item=overall choice=fair q=10 by=c,d
            adverse 2025-05-01 severity=serious tolerance=refused by=d",
    }
    .gives(
        "a total=77.28 tenure=10 appraisal=20 posting=15 honour=3 survey=29.28 place=2 grade=candidate
         b total=74 tenure=20 appraisal=24 posting=0 survey=30 place=3 grade=candidate
         c total=53 posting=5 survey=24 place=4 grade=waiting
         d total=90 tenure=16 posting=16 honour=10 place=1 grade=waiting
         e exempt
         f total=68 appraisal=18 place=1 grade=candidate",
        "list: a b f",
    );
}
