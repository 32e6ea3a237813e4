//! Offices: four strengths, six types.
use super::Case;

#[test]
fn a_year_of_four_strengths() {
    // a: 7.5 + 12 × 0.75 + 7 = 23.5; 7 + 7 + 7.5 = 21.5; 8, (15 × 100 + 5 × 80) ÷ 20 = 95 → 7.6, 19 of 20 → 7.6: 23.2;
    //   9 − 1 = 8, 7, 7.5: 22.5; together 90.7
    // b: eleven months 8.25, nobody rated (8 less to reach), the grave fault is tolerated: 22.75 + 21.5 + 15.6 + 23.5
    //   = 83.35 of 92 → 90.5978; excellent: 30% of the four of its level is one
    // c: only self-scores; no task, no ballots: 9 of 84 → 10.7143
    // d: as a, but a grave fault that was not tolerated: 90.7 − 8 = 82.7, and no better than passed; it climbed, but praises nobody with a veto
    // e: as a, alone of its level: 30% of one is nobody
    Case {
        scheme: "organ-four-strong",
        period: ("2026-01-01", "2026-12-31"),
        subjects: "a level=市级\nb level=市级\nc level=市级\nd level=市级\ne level=县级",
        previous: "organ-four-strong 2025 2025-12-31 a=88/good/2 b=91/excellent/1 c=70/passed/3 d=60/passed/4",
        facts: "
            review_score side=self item=guidance q=8 by=a,c
            review_score side=verified item=guidance q=7.5 by=a,b,d,e
            review_score side=verified item=organisation q=7 by=a,b,d,e
            review_score side=verified item=research q=7 by=a,b,d,e
            review_score side=verified item=masses q=7 by=a,b,d,e
            review_score side=verified item=reform q=7.5 by=a,b,d,e
            review_score side=verified item=overall q=8 by=a,b,d,e
            review_score side=verified item=appointing q=7 by=a,b,d,e
            review_score side=verified item=unity q=7.5 by=a,b,d,e
            study_session session=first_topic months=1-12 by=a,d,e
            study_session session=first_topic months=1-11 x=2 by=b
            ballot rater=members item=satisfaction choice=good q=15 by=a,d,e
            ballot rater=members item=satisfaction choice=fair q=5 by=a,d,e
            task completion=on_time x=19 by=a,b,d,e
            task completion=late by=a,b,d,e
            adverse severity=minor tolerance=none by=a,e
            adverse severity=grave tolerance=granted ground=force_majeure by=b
            adverse severity=grave tolerance=refused by=d",
    }
    .gives(
        "a total=90.7 political=7.5 first-topic=9 members=7.6 operation=7.6 conduct-record=8 place=1 grade=excellent
         b total=83.35 max=92 score=90.5978 first-topic=8.25 conduct-record=9 place=2 grade=good
         c total=9 max=84 score=10.7143 political=0 place=4 grade=improve
         d total=82.7 conduct-record=0 place=3 grade=passed
         e total=90.7 place=1 grade=good",
        "commend: a
         climbers: a
         rectify: c",
    );
}

#[test]
fn a_year_of_six_types() {
    // a: 58 + 12 × 3 = 94; 36 + 4 × 15 = 96; 36 + 95 × 0.6 = 93; 36 + 50 (24 of 25 is 96%) = 86; 32 + 30 + 5 = 67;
    //   36 + 60 − 5 = 91; 94 × 20% + 96 × 15% + 93 × 20% + 86 × 20% + 67 × 10% + 91 × 15% = 89.35
    // b: as a, but a serious fault instead of a minor one: 76 → 87.1, and no model with fewer than 80 there
    // c, d, e: only the 60 of a clean year × 15% = 9; neither ballots nor tasks: 100 − 60 × 20% × 2 = 76 → 11.8421
    Case {
        scheme: "organ-six-type",
        period: ("2026-01-01", "2026-12-31"),
        subjects: "a level=市级\nb level=市级\nc level=市级\nd level=市级\ne level=市级",
        previous: "",
        facts: "
            review_score side=verified item=political q=58 by=a,b
            review_score side=verified item=learning q=36 by=a,b
            review_score side=verified item=service q=36 by=a,b
            review_score side=verified item=effective q=36 by=a,b
            review_score side=verified item=innovative q=32 by=a,b
            review_score side=verified item=clean q=36 by=a,b
            study_session session=first_topic months=1-12 by=a,b
            study_session session=centre_group months=1-12 by=a,b
            ballot rater=members item=satisfaction choice=good q=15 by=a,b
            ballot rater=members item=satisfaction choice=fair q=5 by=a,b
            task completion=on_time x=24 by=a,b
            task completion=late by=a,b
            honour level=province field=reform by=a,b
            honour level=office field=reform by=a,b
            honour level=national field=work by=a,b
            adverse severity=minor tolerance=none
            adverse severity=serious tolerance=none by=b",
    }
    .gives(
        "a total=89.35 political=94 learning=96 service=93 effective=86 innovative=67 clean=91 place=1 grade=model
         b total=87.1 clean=76 place=2 grade=passed
         c total=9 max=76 score=11.8421 clean=60 place=3 grade=improve
         e score=11.8421 place=3 grade=improve",
        "publicise: a
         rectify: c d e",
    );
}
