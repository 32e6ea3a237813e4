//! What holds for all facts.
use lvzhi_scoring::{Catalogue, Evaluation, Fact, Input, Points, Post, Scheme, diff};
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::*;

fn any_fact(catalogue: &Catalogue) -> impl Strategy<Value = Fact> + use<> {
    let kinds = catalogue.kinds.clone();
    (select(kinds), 0_i64..200, any::<[u8; 8]>(), 1_u32..4, 1_i64..6).prop_map(
        |(kind, days, dice, signers, n)| {
            let mut fact = fact("", &kind.id, ["by=a", "by=b", "by=c"][usize::from(dice[0] % 3)]);
            fact.date = day("2025-12-25") + chrono::Days::new(days.unsigned_abs());
            let pick = |terms: &[lvzhi_scoring::Term], die: u8| {
                (!terms.is_empty()).then(|| terms[usize::from(die) % terms.len()].id.clone())
            };
            for (attribute, die) in kind.attributes.iter().zip(&dice[1..]) {
                if let Some(value) = pick(attribute.values(), *die) {
                    fact.attributes.insert(attribute.id.clone(), value);
                }
            }
            if kind.piece {
                fact.piece = Some(format!("p{}", dice[5] % 5));
                fact.stage = pick(&kind.stages, dice[6]);
                fact.role = pick(&kind.roles, dice[7]);
                fact.signers = Some(signers);
            }
            if kind.quantity.is_some() {
                fact.quantity = Points::whole(if kind.id == "rating" { n * 19 } else { n });
            }
            fact
        },
    )
}

fn any_input(catalogue: &Catalogue) -> impl Strategy<Value = Input> + use<> {
    prop::collection::vec(any_fact(catalogue), 0..70).prop_map(|mut facts| {
        for (n, fact) in facts.iter_mut().enumerate() {
            fact.id = format!("f{n:03}");
        }
        let mut standing = member("b");
        standing.posts.push(Post { post: "standing".to_owned(), from: None, to: None });
        input(vec![member("a"), standing, member("c")], facts)
    })
}

fn every_fact_is_explained(evaluation: &Evaluation, input: &Input) {
    for fact in &input.facts {
        let a = evaluation.assessments.iter().find(|a| a.subject == fact.subject).unwrap();
        let lines = a.indicators.iter().flat_map(|i| &i.lines).chain(&a.unused);
        let mut mine = lines.filter(|l| l.fact.as_ref() == Some(&fact.id));
        let first = mine.next().unwrap_or_else(|| panic!("{fact:?} has no line"));
        assert!(!first.reason.is_empty());
    }
}

fn caps_hold(scheme: &Scheme, evaluation: &Evaluation) {
    for a in &evaluation.assessments {
        assert!(a.total >= Points::ZERO && a.total <= scheme.total.unwrap());
        for (score, indicator) in a.indicators.iter().zip(&scheme.indicators) {
            assert!(score.points <= score.max && score.points >= indicator.floor.unwrap());
            for rule in scheme.rules_of(&indicator.id) {
                let sum: i64 = score.lines.iter().filter(|l| l.rule == rule.id).map(|l| l.points.0).sum();
                assert!(rule.max.is_none_or(|max| sum <= max.0));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_caps_and_explanations_hold(input in any_input(&hn().1)) {
        let rules = hn();
        let evaluation = run(&rules, &input);
        check_sums(&evaluation);
        caps_hold(&rules.0, &evaluation);
        every_fact_is_explained(&evaluation, &input);
    }

    #[test]
    fn order_of_input_does_not_matter(input in any_input(&hn().1), seed in any::<u64>()) {
        let rules = hn();
        let mut shuffled = input.clone();
        shuffled.subjects.reverse();
        shuffled.facts.sort_by_key(|f| lvzhi_scoring::digest(format!("{seed}{}", f.id).as_bytes()));
        prop_assert_eq!(run(&rules, &input).to_canonical_json(), run(&rules, &shuffled).to_canonical_json());
    }

    #[test]
    fn removing_a_fact_changes_only_its_indicator(input in any_input(&hn().1), n in any::<prop::sample::Index>()) {
        prop_assume!(!input.facts.is_empty());
        let rules = hn();
        let mut fewer = input.clone();
        let fact = fewer.facts.remove(n.index(input.facts.len()));
        for change in diff(&run(&rules, &input), &run(&rules, &fewer)) {
            if change.subject == fact.subject {
                prop_assert!(change.indicators.len() <= 1, "{:?}", change);
            } else {
                prop_assert!(change.indicators.is_empty() && change.total.0 == change.total.1);
            }
        }
    }

    #[test]
    fn earning_more_never_lowers_the_total(input in any_input(&hn().1), more in any_fact(&hn().1)) {
        let lowering = ["attendance", "discipline", "rating"];
        prop_assume!(!lowering.contains(&more.kind.as_str()));
        let rules = hn();
        let mut grown = input.clone();
        grown.facts.push(Fact { id: "more".to_owned(), ..more.clone() });
        let (before, after) = (run(&rules, &input), run(&rules, &grown));
        for (a, b) in before.assessments.iter().zip(&after.assessments) {
            // a late report may come before one in time, never instead of it
            prop_assert!(b.total >= a.total, "{} < {}", b.total, a.total);
        }
    }

    #[test]
    fn a_higher_price_never_lowers_the_bearer(input in any_input(&hn().1)) {
        let catalogue = hn().1;
        let dearer = read("../../schemes/hn-member.toml").replace("filed = { first = 4, joint = 2 }", "filed = { first = 5.5, joint = 2.5 }");
        let (dearer, _) = Scheme::parse(&dearer, &catalogue).unwrap();
        let (before, after) = (run(&hn(), &input), run(&(dearer, catalogue), &input));
        for (a, b) in before.assessments.iter().zip(&after.assessments) {
            prop_assert!(b.total >= a.total);
        }
    }

    #[test]
    fn any_text_is_parsed_without_panic(text in "\\PC{0,200}", cut in 0_usize..9000) {
        let catalogue = hn().1;
        let _ = Catalogue::parse(&text);
        let _ = Scheme::parse(&text, &catalogue);
        let whole = read("../../schemes/hn-member.toml");
        let end = (cut..=whole.len()).find(|n| whole.is_char_boundary(*n)).unwrap();
        if let Err(findings) = Scheme::parse(&format!("{}{text}", &whole[..end]), &catalogue) {
            prop_assert!(findings.iter().all(|f| f.line >= 1 && f.column >= 1));
        }
    }

    #[test]
    fn odd_numbers_never_panic(
        input in any_input(&hn().1),
        quantity in any::<i64>(),
        number in prop::sample::select(vec!["-3", "0", "0.0001", "999999.9999", "1000000", "99999999999", "\"open\""]),
        nth in 0_usize..60,
    ) {
        let catalogue = hn().1;
        let mut input = input;
        for fact in input.facts.iter_mut().step_by(3) {
            fact.quantity = Points(quantity);
        }
        // the n-th number of the scheme becomes another one
        let text = read("../../schemes/hn-member.toml");
        let starts: Vec<_> = text.match_indices(" = ").filter(|(at, _)| text.as_bytes()[at + 3].is_ascii_digit()).collect();
        let at = starts[nth % starts.len()].0 + 3;
        let end = at + text[at..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap();
        let changed = format!("{}{number}{}", &text[..at], &text[end..]);
        if let Ok((scheme, _)) = Scheme::parse(&changed, &catalogue) {
            let evaluation = run(&(scheme, catalogue), &input);
            check_sums(&evaluation);
            every_fact_is_explained(&evaluation, &input);
        }
    }

    #[test]
    fn points_survive_print_and_parse(n in any::<i64>()) {
        let points = Points(n);
        prop_assert_eq!(points.to_string().parse::<Points>().unwrap(), points);
    }
}
