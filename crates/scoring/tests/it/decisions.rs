//! How a line between people was decided, by hand.
use lvzhi_scoring::scheme::LineTies;
use lvzhi_scoring::{Catalogue, CutDecision, Input, Scheme, evaluate_undigested};

use crate::support::*;

/// Two indicators, study and service, a point each; places go by the total, then by service.
fn decisions(results: &str, people: &[(&str, u32, u32)]) -> (Scheme, Vec<CutDecision>) {
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    let part = |id: &str, label: &str| {
        format!(
            "[[indicator]]\nid = \"{id}\"\nlabel = \"{label}\"\ngroup = \"g\"\nmax = \"open\"\narticle = \"一\"
             [[rule]]\nid = \"r-{id}\"\nindicator = \"{id}\"\narticle = \"一\"\nlabel = \"{label}\"\nmechanic = \"tally\"\nkind = \"{id}\"\npoints = 1\n"
        )
    };
    let text = format!(
        "[scheme]\nid = \"t\"\nversion = \"1\"\ntitle = \"试\"\ntotal = \"open\"\nrounding = \"half_up\"\nties = [\"service\"]
         [eligibility]\nmin_days = 1\nexemption = \"skip_all\"
         [[group]]\nid = \"g\"\nlabel = \"组\"\nmax = \"open\"\n{}{}{results}",
        part("study", "学习"),
        part("service", "服务"),
    );
    let scheme = Scheme::parse(&text, &catalogue).unwrap_or_else(|f| panic!("{}", list(&f))).0;
    let mut lines = String::new();
    for (who, study, service) in people {
        lines.push_str(&format!("study by={who} form=class\n").repeat(*study as usize));
        lines.push_str(&format!("service by={who} form=aid\n").repeat(*service as usize));
    }
    let mut subjects: Vec<_> = people.iter().map(|(who, ..)| member(who)).collect();
    subjects.iter_mut().filter(|s| s.id.starts_with('s')).for_each(|s| {
        s.posts.push(lvzhi_scoring::Post { post: "standing".to_owned(), from: None, to: None });
    });
    let input: Input = input(subjects, facts(&lines));
    let (_, found) = evaluate_undigested(&scheme, &catalogue, &input);
    (scheme, found)
}

fn top(places: u32, ties: &str) -> String {
    format!(
        "[[outcome]]\nid = \"o\"\nlabel = \"通报\"\narticle = \"二\"\naction = \"circulate\"\ntop_places = {places}\nties = \"{ties}\"\n"
    )
}

/// (places, people above, score, equal, above among them, tie rule, deciding indicator, sentence)
#[track_caller]
fn decided(
    results: &str,
    people: &[(&str, u32, u32)],
    expected: (u32, u32, &str, u32, u32, Option<LineTies>, Option<&str>),
    said: &str,
) {
    let (scheme, found) = decisions(results, people);
    let [d] = found.as_slice() else { panic!("{found:#?}") };
    let numbers = (d.places, d.cut.people, d.score, d.equal, d.above, d.ties, d.by.as_deref());
    let (places, people, score, equal, above, ties, by) = expected;
    assert_eq!(numbers, (places, people, p(score), equal, above, ties, by));
    assert_eq!(d.sentence(&scheme), said);
}

/// Totals 6, 5, 5, 5, 3; of the fives a has 2 of service, b and c have 1.
const FIVE: [(&str, u32, u32); 5] = [("x", 6, 0), ("a", 3, 2), ("b", 4, 1), ("c", 4, 1), ("z", 3, 0)];

#[test]
fn nobody_is_equal_at_the_line() {
    decided(&top(1, "include"), &FIVE, (1, 1, "6", 0, 0, None, None), "名额 1 人，列入 1 人，线上没有同分的");
    decided(&top(4, "include"), &FIVE, (4, 4, "5", 0, 0, None, None), "名额 4 人，列入 4 人，线上没有同分的");
    decided(&top(9, "include"), &FIVE, (9, 5, "3", 0, 0, None, None), "名额 9 人，列入 5 人，线上没有同分的");
}

#[test]
fn a_named_indicator_decides_between_equal_scores() {
    decided(
        &top(2, "include"),
        &FIVE,
        (2, 2, "5", 3, 1, None, Some("service")),
        "名额 2 人，列入 2 人；5 分的 3 人中列入 1 人，同分的先比服务",
    );
}

#[test]
fn equals_are_above_the_line_or_below_it_as_the_rule_says() {
    decided(
        &top(3, "include"),
        &FIVE,
        (3, 4, "5", 3, 3, Some(LineTies::Include), None),
        "名额 3 人，列入 4 人；5 分的 3 人中列入 3 人，线上名次并列的都算在内",
    );
    decided(
        &top(3, "exclude"),
        &FIVE,
        (3, 2, "5", 3, 1, Some(LineTies::Exclude), Some("service")),
        "名额 3 人，列入 2 人；5 分的 3 人中列入 1 人，同分的先比服务，线上名次并列而容不下的都不算",
    );
}

#[test]
fn both_ways_may_decide_one_line() {
    // a 5 with 2, b and c 5 with 1, d 5 with 0: the place of b and c is taken twice, d is behind by service
    let people = [("a", 3, 2), ("b", 4, 1), ("c", 4, 1), ("d", 5, 0)];
    decided(
        &top(2, "include"),
        &people,
        (2, 3, "5", 4, 3, Some(LineTies::Include), Some("service")),
        "名额 2 人，列入 3 人；5 分的 4 人中列入 3 人，同分的先比服务，线上名次并列的都算在内",
    );
}

#[test]
fn the_last_ones_are_decided_from_below() {
    // z, then b and c of one place; of the fives two are listed
    let bottom = top(2, "include").replace("top_places", "bottom_places");
    decided(
        &bottom,
        &FIVE,
        (2, 3, "5", 3, 2, Some(LineTies::Include), Some("service")),
        "名额 2 人，列入 3 人；5 分的 3 人中列入 2 人，同分的先比服务，线上名次并列的都算在内",
    );
}

#[test]
fn places_kept_for_a_class_are_said_to_move_a_line() {
    let grades = |reserve: &str| {
        format!(
            "[[grade]]\nid = \"good\"\nlabel = \"良好\"\narticle = \"二\"\ngood = true\nquota_places = 2\nties = \"exclude\"\n{reserve}
             [[grade]]\nid = \"rest\"\nlabel = \"其他\"\narticle = \"二\"\n"
        )
    };
    let people = [("a", 9, 0), ("b", 8, 0), ("c", 7, 0), ("s", 2, 0)];
    let by_class = |reserve: &str| {
        let (scheme, found) = decisions(&grades(reserve), &people);
        (found[0].by_class, found[0].cut.people, found[0].sentence(&scheme))
    };
    assert_eq!(by_class(""), (false, 2, "名额 2 人，列入 2 人，线上没有同分的".to_owned()));
    let kept = "名额 2 人，列入 2 人，线上没有同分的；另按各类人员的名额作了调整".to_owned();
    assert_eq!(by_class("reserve = [{ for = \"standing\", places = 1 }]"), (true, 2, kept));
}
