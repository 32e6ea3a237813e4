//! Members: the year, and events to which they sign up.
use lvzhi_scoring::{Catalogue, Scheme};

use super::Case;
use crate::support::*;

/// Ten ranked members: a to i all the year, j from July; x is of the chair, y came in September.
const YEAR: Case = Case {
    scheme: "hn-member-year",
    period: ("2026-01-01", "2026-12-31"),
    subjects: "a\nb\nc\nd\ne\nf\ng\nh\ni\nj from=2026-07-01\nx post=chair_meeting\ny from=2026-09-01",
    previous: "
        hn-member 2025-H2 2025-12-31 a=10/unqualified b=20/unqualified
        hn-member-year 2025 2025-12-31 a=90/good d=45/unqualified
        hn-member 2026-H1 2026-06-30 a=88/excellent b=92/excellent c=94/qualified d=40/unqualified e=80/good f=80/good g=80/good h=80/good i=80/good
        hn-member 2026-H2 2026-12-31 a=92/excellent b=92/excellent c=98/excellent d=44/unqualified e=80/good f=80/good g=80/good h=80/good i=80/good j=90/good",
    facts: "
        yearly_report timeliness=on_time by=a,b,c,f,g,h,i,j
        yearly_report timeliness=late by=e
        ballot rater=committee item=overall choice=good q=8 by=a,b,c
        ballot rater=committee item=overall choice=fair q=2 by=a,b,c
        ballot rater=people item=overall choice=good q=16 by=a,b,c
        ballot rater=people item=overall choice=fair q=4 by=a,b,c
        ballot rater=people item=overall choice=abstain q=1 by=a,b,c
        ballot rater=members item=overall choice=good q=5 by=a,b,c,e,f,g,h,i
        ballot rater=committee item=overall choice=ordinary q=5 by=d
        ballot rater=people item=overall choice=ordinary q=10 by=d
        ballot rater=members item=overall choice=poor q=5 by=d
        ballot rater=committee item=overall choice=fair q=10 by=e,f,g,h,i
        ballot rater=people item=overall choice=good q=9 by=e,f,g,h,i",
};

#[test]
fn the_year_is_two_halves_a_report_and_a_survey() {
    // halves: mean of the year's two halves ÷ 100 × 70: a 90 → 63, b 92 → 64.4, c 96 → 67.2, d 42 → 29.4,
    //   e to i 80 → 56, j has only one, 90 → 63; the half of 2025 does not count
    // survey of a to c: (8 × 100 + 2 × 80) ÷ 10 = 96, (16 × 100 + 4 × 80) ÷ 20 = 96, 100:
    //   96 × 40% + 96 × 40% + 100 × 20% = 96.8 → 19.36; d: 60 × 80% + 0 × 20% = 48 → 9.6
    //   e to i: the people's 9 ballots are too few; (80 × 40 + 100 × 20) ÷ 60 = 86.6667 → 17.3333
    //   j: no ballots, 73 of 80 → 91.25
    // excellent: one tenth of ten is one; c had a half without "good", so b has the place
    // the fifth place is shared by four: all of them are circulated with the first six
    YEAR.gives(
        "a total=92.36 halves=63 report=10 survey=19.36 place=3 grade=good
         b total=93.76 halves=64.4 place=2 grade=excellent
         c total=96.56 halves=67.2 place=1 grade=good
         d total=39 halves=29.4 report=0 survey=9.6 place=10 grade=unqualified
         e total=78.3333 report=5 survey=17.3333 place=9 grade=good
         f total=83.3333 place=5 grade=good
         i total=83.3333 place=5 grade=good
         j total=73 max=80 score=91.25 halves=63 place=4 grade=good
         x exempt
         y exempt",
        "circulate: a b c f g h i j
         commend: c
         notify: a b c d e f g h i j
         priority: b
         talk: d
         resign: d",
    );
}

#[test]
fn one_bad_year_is_no_reason_to_resign() {
    let previous = "hn-member-year 2025 2025-12-31 d=55/qualified";
    let evaluation = Case { previous, ..YEAR }.run();
    let rules: Vec<_> = evaluation.outcomes.iter().map(|o| o.rule.as_str()).collect();
    assert!(rules.contains(&"talk") && !rules.contains(&"resign"));
}

/// Events to which members sign up, as some committees count them.
const SIGN_UP: &str = r#"
[scheme]
id = "events"
version = "1"
title = "活动"
total = "open"
rounding = "half_up"
ties = "equal"

[eligibility]
min_days = 1
exemption = "skip_all"

[[group]]
id = "events"
label = "活动"
max = "open"

[[indicator]]
id = "events"
label = "活动"
group = "events"
article = "一"
max = "open"
floor = "open"

[[rule]]
id = "events"
indicator = "events"
article = "一"
label = "活动"
mechanic = "tally"
kind = "attendance"
by = ["sign_up", "presence"]

  [rule.table]
  must = { present = 1, partial = 0.5, leave = -1, absent = -2 }
  signed_up = { present = 1, partial = 0.5, leave = 0, absent = -2 }
  walk_in = 0.5
"#;

#[test]
fn attendance_tells_who_signed_up() {
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    let (scheme, remarks) = Scheme::parse(SIGN_UP, &catalogue).unwrap_or_else(|f| panic!("{}", list(&f)));
    assert!(remarks.iter().all(|r| r.message.starts_with("没有一条规则用到")), "{}", list(&remarks));
    // walked in 0.5, signed up and stayed away −2, half of it 0.5, must and on leave −1, cancelled 0; 1 for coming
    for (words, expected) in [
        ("sign_up=walk_in presence=present", "0.5"),
        ("sign_up=signed_up presence=absent", "-2"),
        ("sign_up=signed_up presence=partial", "0.5"),
        ("sign_up=signed_up presence=leave", "0"),
        ("sign_up=must presence=leave", "-1"),
        ("sign_up=must presence=present", "1"),
    ] {
        let one = facts(&format!("attendance meeting_class=other {words}"));
        assert!(catalogue.check_whole_fact(&one[0]).is_ok());
        let rules = (scheme.clone(), catalogue.clone());
        assert_eq!(run(&rules, &input(vec![member("a")], one)).assessments[0].total, p(expected), "{words}");
    }
    // a record without it, as there are many, passes the check as before
    assert!(catalogue.check_whole_fact(&facts("attendance meeting_class=other presence=present")[0]).is_ok());
}
