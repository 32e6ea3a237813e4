//! Special committees, their party groups, members' studios.
use super::Case;

#[test]
fn a_race_of_committees() {
    // action: a 3 + 2 + 2 × 3 = 11, b 2 × 3 + 2 + 2 × 3 = 14, c 3 + 2 × 3 + 2 × 1 = 11: 11 ÷ 14 × 40 = 31.4286
    // results, the highest stage of each: a 5 + 3 = 8, b 5 + 5 = 10, c 6 + 1 = 7 → 16, 20, 14
    // panel: a without the best and the worst 90 and 85: 90 × 60% + 85 × 40% = 88 → 8.8; b: four ballots of members
    //   are too few, 90 → 9; c none: 10 less to reach; d 60 → 6
    // places: b 10 and 10; a and c share 9 and 8 in action, 8.5 each; in results a 9, c 8; d has nothing there
    // ranks: a (9 + 9 + 8) ÷ 3 = 8.6667, b 10, c (8 + 8 + 9) ÷ 3 = 8.3333, d 7
    // c: 31.4286 + 14 + 24.8333 = 70.2619 of 90 → 78.0688
    Case {
        scheme: "committee-race",
        period: ("2026-01-01", "2026-03-31"),
        subjects: "a\nb\nc\nd",
        previous: "committee-race 2025-Q4 2025-12-31 a=90/-/1 b=85/-/2 c=80/-/3 d=70/-/4",
        facts: "
            race_activity activity=consultation by=a,c
            race_activity activity=consultation x=2 by=b
            race_activity activity=inspection by=a,b
            race_activity activity=research x=2 by=a,b,c
            race_activity activity=briefing x=2 by=c
            work_result 2026-02-01 piece=p1 stage=adopted
            work_result 2026-03-01 piece=p1 stage=instruction
            work_result piece=p2 stage=adopted
            work_result piece=q1 stage=instruction by=b
            work_result piece=q2 stage=instruction by=b
            work_result piece=r1 stage=document by=c
            work_result piece=r2 stage=submitted by=c
            score_ballot rater=chair q=80
            score_ballot rater=chair q=88
            score_ballot rater=chair q=90
            score_ballot rater=chair q=92
            score_ballot rater=chair q=99
            score_ballot rater=members q=70
            score_ballot rater=members q=85 x=3
            score_ballot rater=members q=100
            score_ballot rater=chair q=90 x=3 by=b
            score_ballot rater=members q=50 x=4 by=b
            score_ballot rater=chair q=60 x=3 by=d
            score_ballot rater=members q=60 x=5 by=d
            rank_ballot rater=chair q=2 x=2
            rank_ballot rater=chair q=3
            rank_ballot rater=chair q=1 x=3 by=b
            rank_ballot rater=chair q=3 x=2 by=c
            rank_ballot rater=chair q=2 by=c
            rank_ballot rater=chair q=4 x=3 by=d",
    }
    .gives(
        "a total=82.3953 action=31.4286 quality=24.8 place=2
         b total=99 action=40 quality=29 place=1
         c total=70.2619 max=90 score=78.0688 action=31.4286 quality=14 place=3
         d total=13 action=0 quality=6 place=4",
        "circulate: a b c d
         best: a b c
         fallen: a",
    );
}

#[test]
fn half_a_year_of_party_groups() {
    // a: 5 + 5, verified 13 and 17 (self-scores do not count), 27 of 30 → 18, 90 → 13.5, 95% → 20 − 2 = 18: 89.5
    // b: 5 + 5 ÷ 3 = 6.6667, 15, 20; no goal known, no rating: 35 less to reach; 14 of 15 is 6.67% short → 20 − 2 × 2 = 16:
    //   57.6667 of 65 → 88.718; good: 40% of three is one
    // c: nothing of 65
    Case {
        scheme: "party-group",
        period: ("2026-01-01", "2026-06-30"),
        subjects: "a non_party_members=30\nb\nc non_party_members=10",
        previous: "",
        facts: "
            study_session session=centre_group months=1-6
            study_session session=first_topic months=1-3 by=b
            study_session session=centre_group months=4-4 by=b
            study_session session=warning months=5-6 by=b
            review_score side=self item=group_politics q=15
            review_score side=verified item=group_politics q=13
            review_score side=verified item=group_direction q=17
            review_score side=verified item=group_politics q=15 by=b
            review_score side=verified item=group_direction q=20 by=b
            review_score side=self item=group_direction q=20 by=c
            outreach q=20 by=a
            outreach q=7 by=a
            sub_score source=party_leadership q=90
            task completion=on_time x=19
            task completion=late
            task completion=on_time x=14 by=b
            task completion=undone by=b",
    }
    .gives(
        "a total=89.5 politics=23 direction=17 outreach=18 party-members=13.5 tasks=18 place=1 grade=good
         b total=57.6667 max=65 score=88.718 politics=21.6667 tasks=16 place=2 grade=fair
         c total=0 max=65 score=0 direction=0 place=3 grade=ordinary",
        "circulate: a b c
         talk: c",
    );
}

#[test]
fn a_quarter_of_studios() {
    // a: 3 × 8; 11 of 12 × 36 = 33; 41 of 50 good is 82% → 24; one report adopted 3: 84
    // b: two months 16; no matters and nine ballots: 34 to reach → 47.0588
    // c, opened on 10 February: two months 16; 3 of 4 → 27; all good 30: 73; one matter left unanswered
    Case {
        scheme: "member-studio",
        period: ("2026-01-01", "2026-03-31"),
        subjects: "a\nb\nc from=2026-02-10\nd from=2026-03-01",
        previous: "",
        facts: "
            reception_day months=1-3 q=12
            reception_day months=1-2 x=2 q=3 by=b
            reception_day 2026-02-10 q=5 by=c
            reception_day 2026-03-10 q=5 by=c
            matter reply=on_time x=11
            matter reply=late
            matter reply=not_due
            matter reply=on_time x=3 by=c
            matter reply=unanswered by=c
            ballot rater=people item=satisfaction choice=good q=41
            ballot rater=people item=satisfaction choice=fair q=9
            ballot rater=people item=satisfaction choice=poor q=9 by=b
            ballot rater=people item=satisfaction choice=good q=20 by=c
            work_result piece=s1 stage=submitted
            work_result piece=s1 stage=adopted",
    }
    .gives(
        "a total=84 reception=24 replies=33 satisfaction=24 results=3 place=1
         b total=16 max=34 score=47.0588 reception=16 place=3
         c total=73 reception=16 replies=27 satisfaction=30 results=0 place=2
         d exempt",
        "best: a b c
         rectify: c
         remind: b",
    );
}
