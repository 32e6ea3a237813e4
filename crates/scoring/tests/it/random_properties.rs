//! What holds for all schemes and all facts.
use lvzhi_scoring::scheme::{FloorApplies, Mechanic};
use lvzhi_scoring::{Evaluation, Input, Points, Scheme, evaluate};
use proptest::prelude::*;

use crate::random::{Dice, Text, catalogue, input, text};
use crate::support::check_sums;

/// A random pair; none where the scheme is refused.
fn pair(seed: u64) -> Option<(Text, Scheme, Input)> {
    let mut dice = Dice::new(seed);
    let text = text(&mut dice);
    let (scheme, _) = Scheme::parse(&text.whole(), &catalogue()).ok()?;
    let input = input(&mut dice, &catalogue());
    Some((text, scheme, input))
}

fn run(scheme: &Scheme, input: &Input) -> Evaluation {
    evaluate(scheme, &catalogue(), input)
}

fn caps_and_floors(scheme: &Scheme, evaluation: &Evaluation) {
    for a in &evaluation.assessments {
        for (score, i) in a.indicators.iter().zip(&scheme.indicators) {
            let most = i.max_by.iter().map(|(_, max)| *max).chain(i.max).max();
            assert!(i.max.is_none() || most.is_none_or(|most| score.points <= most));
            if i.floor_applies == FloorApplies::AfterBonus {
                // what is left out of the maximum may lower the cap below the floor
                assert!(i.floor.is_none_or(|floor| score.points >= floor.min(score.max)));
            }
            for rule in scheme.rules_of(&i.id).filter(|r| !r.measure) {
                let sum: i64 = score.lines.iter().filter(|l| l.rule == rule.id).map(|l| l.points.0).sum();
                assert!(rule.max.is_none_or(|max| sum <= max.0), "{} {}", a.subject, rule.id);
            }
        }
        assert!(scheme.floor.is_none_or(|floor| a.total >= floor));
        let bonus = scheme.groups.iter().any(|g| g.bonus);
        if let Some(total) = scheme.total.filter(|_| !bonus && scheme.multipliers.is_empty()) {
            assert!(a.total <= total);
        }
    }
}

/// Whether anything in an indicator can depend on facts of a kind, if only by a cap or a floor.
fn touched(scheme: &Scheme, indicator: &str, kind: &str) -> bool {
    scheme
        .rules_of(indicator)
        .any(|r| r.reads_rule().is_some() || !r.unless.is_empty() || r.filter.kind.as_deref() == Some(kind))
}

/// One more point for every fact of a rule that gives the same for each; none: there is no such rule.
fn dearer(text: &Text, scheme: &Scheme) -> Option<Scheme> {
    let plain = |r: &&lvzhi_scoring::Rule| {
        matches!(r.mechanic, Mechanic::Tally(_) | Mechanic::Pieces(_) | Mechanic::Flat(_))
    };
    let depends = |r: &lvzhi_scoring::Rule| r.reads_rule().is_some() || !r.unless.is_empty();
    if scheme.rules.iter().any(depends) {
        return None;
    }
    for rule in scheme.rules.iter().filter(plain) {
        let mut text = text.clone();
        let id = format!("id = {:?}", rule.id);
        let section = text.0.iter_mut().find(|s| s[0] == "[[rule]]" && s.iter().any(|l| l.contains(&id)))?;
        if let Some(line) = section.iter_mut().find(|l| l.starts_with("points = ")) {
            let points: Points = line.trim_start_matches("points = ").parse().ok()?;
            *line = format!("points = {}", points.checked_add(Points::ONE)?);
            return Scheme::parse(&text.whole(), &catalogue()).ok().map(|(scheme, _)| scheme);
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, max_global_rejects: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn sums_caps_and_floors_hold(seed in any::<u64>()) {
        let Some((_, scheme, input)) = pair(seed) else { return Ok(()) };
        let evaluation = run(&scheme, &input);
        check_sums(&evaluation);
        caps_and_floors(&scheme, &evaluation);
    }

    #[test]
    fn order_of_input_does_not_matter(seed in any::<u64>()) {
        let Some((_, scheme, input)) = pair(seed) else { return Ok(()) };
        let mut shuffled = input.clone();
        shuffled.subjects.reverse();
        shuffled.previous.reverse();
        shuffled.facts.sort_by_key(|f| lvzhi_scoring::digest(format!("{seed}{}", f.id).as_bytes()));
        prop_assert_eq!(run(&scheme, &input), run(&scheme, &shuffled));
    }

    #[test]
    fn removing_a_fact_changes_only_what_reads_it(seed in any::<u64>(), n in any::<prop::sample::Index>()) {
        let Some((_, scheme, input)) = pair(seed) else { return Ok(()) };
        prop_assume!(!input.facts.is_empty());
        let mut fewer = input.clone();
        let fact = fewer.facts.remove(n.index(input.facts.len()));
        let (before, after) = (run(&scheme, &input), run(&scheme, &fewer));
        for (a, b) in before.assessments.iter().zip(&after.assessments) {
            for (a_score, b_score) in a.indicators.iter().zip(&b.indicators) {
                if a.subject != fact.subject {
                    let across = scheme.rules_of(&a_score.id).any(|r| r.reads_rule().is_some());
                    prop_assert!(across || a_score == b_score, "{} {}", a.subject, a_score.id);
                } else if !touched(&scheme, &a_score.id, &fact.kind) {
                    prop_assert_eq!(a_score, b_score);
                }
            }
        }
    }

    #[test]
    fn a_higher_price_never_lowers_the_bearer(seed in any::<u64>()) {
        let Some((text, scheme, input)) = pair(seed) else { return Ok(()) };
        let dearer = dearer(&text, &scheme);
        prop_assume!(dearer.is_some());
        let (before, after) = (run(&scheme, &input), run(&dearer.unwrap(), &input));
        for (a, b) in before.assessments.iter().zip(&after.assessments) {
            prop_assert!(b.total >= a.total, "{}: {} < {}", a.subject, b.total, a.total);
        }
    }
}
