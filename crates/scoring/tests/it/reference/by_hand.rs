//! The reference against cases worked by hand, one for each mechanic and setting.
use lvzhi_scoring::{Input, Scheme, Subject};

use super::{Opinions, opinions};
use crate::random::catalogue;
use crate::support::{day, facts, first_half, list, member, p};

const HEAD: &str = "[scheme]\nid = \"own\"\nversion = \"1\"\ntitle = \"试\"\ntotal = \"open\"\nrounding = \"half_up\"\nties = \"equal\"
    [eligibility]\nmin_days = 1\nexemption = \"skip_deductions\"
    [[group]]\nid = \"g\"\nlabel = \"组\"\nmax = \"open\"
    [[indicator]]\nid = \"i\"\nlabel = \"项\"\ngroup = \"g\"\nmax = \"open\"\nfloor = \"open\"\narticle = \"一\"\n";

fn run(text: &str, subjects: Vec<Subject>, lines: &str) -> Opinions {
    let catalogue = catalogue();
    let (scheme, _) = Scheme::parse(text, &catalogue).unwrap_or_else(|f| panic!("{}\n{text}", list(&f)));
    let input = Input { period: first_half(), subjects, facts: facts(lines), previous: Vec::new() };
    opinions(&scheme, &catalogue, &input)
}

fn rule(settings: &str) -> String {
    let settings = settings.replace("; ", "\n");
    format!("[[rule]]\nid = \"r\"\nindicator = \"i\"\nlabel = \"条\"\narticle = \"一\"\n{settings}\n")
}

/// `mechanic = …; key = …`, facts by `|`, the expected total.
#[track_caller]
fn totals(cases: &[(&str, &str, &str)]) {
    for (settings, lines, expected) in cases {
        let text = format!("{HEAD}{}", rule(settings));
        let total = run(&text, vec![member("a")], &lines.replace('|', "\n")).subjects[0].total;
        assert_eq!(total, p(expected), "{settings}");
    }
}

#[test]
fn mechanics_that_count_facts() {
    totals(&[
        ("mechanic = \"tally\"; kind = \"event\"; points = 2; per = 3; part = \"none\"", "event q=7", "4"),
        ("mechanic = \"tally\"; kind = \"event\"; points = 2; per = 3; part = \"full\"", "event q=7", "6"),
        (
            "mechanic = \"tally\"; kind = \"event\"; points = 2; per = 3; part = \"proportional\"",
            "event q=7",
            "4.6667",
        ),
        // any stands for values that are not named, never for a named one
        (
            "mechanic = \"tally\"; kind = \"event\"; by = [\"level\", \"presence\"]; table = { any = { late = 1 }, city = 2 }",
            "event level=city presence=late|event level=county presence=late|event level=county presence=absent",
            "3",
        ),
        (
            "mechanic = \"tally\"; kind = \"event\"; by = [\"level\"]; table = { city = 1, county = 3, province = 2 }; skip_first = 1; at_most = 1",
            "event 2026-02-01 level=county|event 2026-02-02 level=city|event 2026-02-03 level=province",
            "2",
        ),
        (
            "mechanic = \"tally\"; kind = \"paper\"; points = 10; share = { method = \"first_half\", rounding = \"down\", decimals = 1 }",
            "paper role=first signers=4|paper role=joint signers=4|paper role=joint signers=1|paper role=joint",
            "16.6",
        ),
        (
            "mechanic = \"tally\"; kind = \"paper\"; points = 1; named_at_most = 2; position = \"rank\"",
            "paper rank=2|paper rank=3|paper",
            "1",
        ),
        (
            "mechanic = \"tally\"; kind = \"event\"; points = 5; times = [{ label = \"一\", by = 0.3333 }, { label = \"二\", by = 0.3333 }]",
            "event",
            "0.5554",
        ),
        (
            "mechanic = \"deductions\"; kind = \"event\"; points = -3; base = 10; floor = 2; skip_first = 1",
            "event|event|event|event",
            "2",
        ),
        (
            "mechanic = \"flat\"; kind = \"event\"; points = 6; at_least = 3; count = \"quantity\"",
            "event q=2|event q=1",
            "6",
        ),
        (
            "mechanic = \"checklist\"; kind = \"event\"; by = [\"level\"]; table = { city = 2, any = 1 }",
            "event level=city|event level=city|event level=county|event level=province",
            "3",
        ),
        (
            "mechanic = \"target\"; kind = \"event\"; points = 6; target = 4; below = \"proportional\"",
            "event|event|event",
            "4.5",
        ),
        (
            "mechanic = \"target\"; kind = \"event\"; points = 6; target = 4; below = \"off\"; off = 1.5; floor = 2; over = 1",
            "event",
            "2",
        ),
        (
            "mechanic = \"target\"; kind = \"event\"; points = 2; target = 1; below = \"zero\"; each = \"month\"; over = 1",
            "event 2026-01-31|event 2026-02-01|event 2026-02-28",
            "5",
        ),
    ]);
}

#[test]
fn mechanics_that_look_at_pieces_figures_and_reports() {
    totals(&[
        (
            "mechanic = \"sequence\"; kind = \"paper\"; points = [10, 5]; scope = \"piece\"",
            "paper piece=a|paper piece=b|paper piece=a|paper piece=a",
            "30",
        ),
        (
            "mechanic = \"pieces\"; kind = \"paper\"; combine = \"highest\"; by = [\"stage\"]; table = { draft = 1, adopted = 4 }",
            "paper piece=a stage=draft|paper piece=a stage=adopted|paper piece=b stage=draft",
            "5",
        ),
        (
            "mechanic = \"pieces\"; kind = \"paper\"; combine = \"sum\"; by = [\"stage\"]; table = { draft = 1, filed = 2, adopted = 4 }; lower_stages = \"implied\"",
            "paper piece=a stage=adopted|paper piece=a stage=draft|paper piece=a stage=adopted",
            "7",
        ),
        (
            "mechanic = \"pieces\"; kind = \"paper\"; combine = \"sum\"; by = [\"stage\"]; table = { draft = 1, adopted = 4, praised = 6 }; either_or = [[\"adopted\", \"praised\"]]",
            "paper piece=a stage=adopted|paper piece=a stage=draft|paper piece=a stage=praised",
            "7",
        ),
        (
            "mechanic = \"rate\"; kind = \"event\"; attribute = \"presence\"; attended = \"present\"; excused = \"leave\"; none_due = \"full\"; points = 9",
            "event presence=present q=2|event presence=absent|event presence=leave q=9",
            "6",
        ),
        (
            "mechanic = \"rating\"; kind = \"mark\"; take = \"mean\"; missing = \"full\"; steps = [{ from = 85, points = 8 }, { from = 60, points = 5 }]",
            "mark q=80|mark q=90",
            "8",
        ),
        (
            "mechanic = \"rating\"; kind = \"mark\"; take = \"latest\"; missing = \"full\"; points = 10; target = 90; per = 5; off = 1; part = \"full\"",
            "mark 2026-02-01 q=95|mark 2026-02-02 q=84",
            "8",
        ),
        (
            "mechanic = \"report\"; kind = \"notice\"; by = [\"state\"]; table = { on_time = 5, late = 2 }; missing = -1",
            "notice state=late",
            "2",
        ),
        ("mechanic = \"report\"; kind = \"notice\"; points = 5; missing = -1", "", "-1"),
        (
            "mechanic = \"manual\"; kind = \"mark\"; least = 0; most = 50; review = { attribute = \"side\", own = \"self\", verified = \"verified\" }",
            "mark q=80 side=verified|mark q=9 side=self|mark q=7 side=verified",
            "57",
        ),
    ]);
}

#[test]
fn polls() {
    let head =
        "mechanic = \"poll\"; kind = \"ballot\"; points = 10; missing = \"full\"; fewer_groups = \"reweigh\"";
    let groups = "raters = [{ label = \"甲\", where = { rater = \"people\" }, weight = \"40%\", min_ballots = 2 }, { label = \"乙\", where = { rater = \"leaders\" }, weight = \"60%\" }]";
    let choice =
        "form = \"choice\"; attribute = \"choice\"; abstain = \"none\"; worth = { good = 100, poor = 0 }";
    let votes = "ballot rater=people choice=good q=3\nballot rater=people choice=poor\nballot rater=people choice=none q=9\n";
    for (form, lines, expected) in [
        // 75 × 40 % + 50 × 60 %
        (choice, format!("{votes}ballot rater=leaders choice=good\nballot rater=leaders choice=poor"), "6"),
        // the second group is missing: 75 in full
        (choice, votes.to_owned(), "7.5"),
        (choice, "ballot rater=people choice=good".to_owned(), "10"),
        (
            "form = \"bands\"; attribute = \"choice\"; abstain = \"none\"; scale = 10; bands = [{ points = 10, when = [{ choices = \"good\", at_least = \"75%\" }] }, { points = 3 }]",
            votes.to_owned(),
            "10",
        ),
        (
            "form = \"score\"; trim_highest = 1; trim_lowest = 1",
            "ballot rater=leaders q=1\nballot rater=leaders q=100\nballot rater=leaders q=60".to_owned(),
            "6",
        ),
        (
            "form = \"rank\"; scale = 10; rank_points = [10, 6]",
            "ballot rater=leaders q=1\nballot rater=leaders q=7".to_owned(),
            "8",
        ),
    ] {
        let text = format!("{HEAD}{}", rule(&format!("{head}; {groups}; {form}")));
        assert_eq!(run(&text, vec![member("a")], &lines).subjects[0].total, p(expected), "{form}");
    }
}

#[test]
fn what_is_taken_off_and_what_is_left_out() {
    let text = "[scheme]\nid = \"own\"\nversion = \"1\"\ntitle = \"试\"\ntotal = 20\nrounding = \"down\"\nties = \"equal\"\ncompare = \"rate\"
        [eligibility]\nmin_days = 100\nexemption = \"skip_all\"
        [[group]]\nid = \"g\"\nlabel = \"组\"\nmax = 20
        [[indicator]]\nid = \"i\"\nlabel = \"项\"\ngroup = \"g\"\nmax = 10\narticle = \"一\"
        [[indicator]]\nid = \"j\"\nlabel = \"评\"\ngroup = \"g\"\nmax = 10\narticle = \"一\"
        [[rule]]\nid = \"t\"\nindicator = \"i\"\nlabel = \"条\"\narticle = \"一\"\nmechanic = \"tally\"\nkind = \"event\"\npoints = 4
        [[rule]]\nid = \"m\"\nindicator = \"j\"\nlabel = \"评\"\narticle = \"一\"\nmechanic = \"rating\"\nkind = \"mark\"\npoints = 10\nmissing = \"exclude\"
        [[grade]]\nid = \"g1\"\nlabel = \"优\"\narticle = \"一\"\nquota_places = 1\nties = \"exclude\"
        [[grade]]\nid = \"g2\"\nlabel = \"良\"\narticle = \"一\"
        [[outcome]]\nid = \"o\"\nlabel = \"末\"\narticle = \"一\"\naction = \"talk\"\nbottom_places = 1\nties = \"include\"\n";
    let mut late = member("c");
    late.from = Some(day("2026-04-01"));
    let facts =
        "event by=a\nevent by=a\nevent by=a\nevent by=b\nmark by=b q=60\nevent by=c\nevent 2026-07-01 by=b";
    let all = run(text, vec![member("b"), member("a"), late], facts);
    let [a, b, c] = &all.subjects[..] else { panic!() };
    // 12 cut to 10 of 10, since the rating is missing; converted to 20
    assert_eq!((a.total, a.max, a.score), (p("10"), p("10"), p("20")));
    assert_eq!((b.total, b.max, b.score), (p("10"), p("20"), p("10")));
    assert_eq!((a.place, b.place, c.ranked, c.place), (Some(1), Some(2), false, None));
    assert_eq!((a.grade.as_deref(), b.grade.as_deref(), c.grade.as_deref()), (Some("g1"), Some("g2"), None));
    assert_eq!(all.outcomes, [("o".to_owned(), "b".to_owned())].into());
}
