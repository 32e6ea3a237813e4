//! Rates, ratings, polls and roll-ups: first a figure, then points by a curve.
use lvzhi_scoring::scheme::{Curve, Form, Part, Poll, RaterGroup, Rolling, Take};
use lvzhi_scoring::{Fact, Previous, Rounding, Scheme, Subject};

use super::facts::World;
use super::ratio::Ratio;

/// How many units a quantity counts as.
pub fn units(quantity: Ratio, per: Ratio, part: Part) -> Ratio {
    let units = quantity / per;
    match part {
        Part::Proportional => units,
        Part::None => Ratio::whole(units.floor()),
        Part::Full => Ratio::whole(units.ceil()),
    }
}

pub fn worth(curve: &Curve, figure: Ratio, rounding: Rounding) -> Ratio {
    match curve {
        Curve::Linear { points, scale } => {
            let points = Ratio::of(*points);
            (figure / Ratio::of(*scale) * points).round(4, rounding).min(points)
        }
        Curve::Steps { steps } => {
            let step = steps.iter().find(|(from, _)| figure >= Ratio::of(*from));
            step.map_or(Ratio::ZERO, |(_, points)| Ratio::of(*points))
        }
        Curve::PerStep { points, per, part } => {
            (Ratio::of(*points) * units(figure, Ratio::of(*per), *part)).round(4, rounding)
        }
        Curve::Shortfall { points, target, per, off, floor, part } => {
            let short = (Ratio::of(*target) - figure).max(Ratio::ZERO);
            let off = (Ratio::of(*off) * units(short, Ratio::of(*per), *part)).round(4, rounding);
            (Ratio::of(*points) - off).max(Ratio::of(*floor))
        }
    }
}

/// The most a curve gives for a figure up to `largest`; none: no limit.
pub fn most(curve: &Curve, largest: Option<Ratio>, rounding: Rounding) -> Option<Ratio> {
    match curve {
        Curve::Linear { points, .. } | Curve::Shortfall { points, .. } => Some(Ratio::of(*points)),
        Curve::Steps { steps } => steps.iter().map(|(_, points)| Ratio::of(*points)).max(),
        Curve::PerStep { .. } => largest.map(|largest| worth(curve, largest, rounding)),
    }
}

/// Attended ÷ due; none: nothing was due.
pub fn rate(
    world: &World<'_>,
    s: &Subject,
    facts: &[&Fact],
    attribute: &str,
    [attended, excused]: [&[String]; 2],
) -> Option<Ratio> {
    let among = |list: &[String], f: &Fact| f.attributes.get(attribute).is_some_and(|v| list.contains(v));
    let due: Vec<_> = facts.iter().filter(|f| !among(excused, f) && !world.excused(s, f.date)).collect();
    let total: Ratio = due.iter().map(|f| Ratio::of(f.quantity)).sum();
    let there: Ratio = due.iter().filter(|f| among(attended, f)).map(|f| Ratio::of(f.quantity)).sum();
    (!total.is_zero()).then(|| there / total)
}

pub fn rating(facts: &[&Fact], take: Take, min_ballots: &Option<(u32, String)>) -> Option<Ratio> {
    let enough = |f: &&&Fact| match min_ballots {
        None => true,
        Some((least, attribute)) => {
            let ballots = f.attributes.get(attribute).and_then(|v| v.parse::<i64>().ok());
            ballots.is_some_and(|n| n >= i64::from(*least))
        }
    };
    let scores: Vec<Ratio> = facts.iter().filter(enough).map(|f| Ratio::of(f.quantity)).collect();
    let last = *scores.last()?;
    Some(match take {
        Take::Mean => mean(&scores),
        Take::Sum => scores.iter().copied().sum(),
        Take::Highest => scores.iter().copied().max()?,
        Take::Latest => last,
    })
}

pub fn mean(list: &[Ratio]) -> Ratio {
    list.iter().copied().sum::<Ratio>() / Ratio::whole(list.len() as i128)
}

/// Points of a poll; none: it is missing.
pub fn poll(poll: &Poll, facts: &[&Fact], rounding: Rounding) -> Option<Ratio> {
    let (mut sum, mut weights) = (Ratio::ZERO, Ratio::ZERO);
    for group in &poll.groups {
        match group_score(poll, group, facts).map(|score| score.round(4, rounding)) {
            Some(score) => {
                sum = sum + score * Ratio::of(group.weight);
                weights = weights + Ratio::of(group.weight);
            }
            None if poll.reweigh => {}
            None => return None,
        }
    }
    if weights.is_zero() {
        return None;
    }
    let points = Ratio::of(poll.points);
    let mean = (sum / weights).round(4, rounding);
    Some((mean / Ratio::of(poll.scale) * points).round(4, rounding).min(points))
}

fn group_score(poll: &Poll, group: &RaterGroup, facts: &[&Fact]) -> Option<Ratio> {
    let theirs = |f: &&&Fact| {
        group.attributes.iter().all(|(id, list)| f.attributes.get(id).is_some_and(|v| list.contains(v)))
    };
    let facts: Vec<&Fact> = facts.iter().filter(theirs).copied().collect();
    let least = Ratio::whole(group.min_ballots);
    let ballots = |facts: &[&Fact]| -> Option<Ratio> {
        let n: Ratio = facts.iter().map(|f| Ratio::of(f.quantity)).sum();
        (n >= least && n.is_positive()).then_some(n)
    };
    let choice = |f: &Fact, attribute: &String| f.attributes.get(attribute).cloned();
    match &poll.form {
        Form::Choice { attribute, worth, abstain } => {
            let value = |f: &Fact| {
                let choice = choice(f, attribute).filter(|c| !abstain.contains(c))?;
                worth.iter().find(|(id, ..)| *id == choice).map(|(.., score)| Ratio::of(*score))
            };
            let valid: Vec<&Fact> = facts.into_iter().filter(|f| value(f).is_some()).collect();
            let n = ballots(&valid)?;
            Some(valid.iter().map(|f| value(f).unwrap() * Ratio::of(f.quantity)).sum::<Ratio>() / n)
        }
        Form::Bands { attribute, abstain, bands } => {
            let cast = |f: &&Fact| choice(f, attribute).is_some_and(|c| !abstain.contains(&c));
            let valid: Vec<&Fact> = facts.into_iter().filter(cast).collect();
            let n = ballots(&valid)?;
            let share = |choices: &[String]| {
                let chosen =
                    valid.iter().filter(|f| choice(f, attribute).is_some_and(|c| choices.contains(&c)));
                chosen.map(|f| Ratio::of(f.quantity)).sum::<Ratio>() / n
            };
            let band = bands.iter().find(|band| {
                band.when.iter().all(|test| {
                    let share = share(&test.choices);
                    test.at_least.is_none_or(|least| share >= Ratio::of(least))
                        && test.below.is_none_or(|below| share < Ratio::of(below))
                })
            });
            band.map(|band| Ratio::of(band.points))
        }
        Form::Score { trim_highest, trim_lowest } => {
            let mut scores: Vec<Ratio> = facts.iter().map(|f| Ratio::of(f.quantity)).collect();
            let (high, low) = (*trim_highest as usize, *trim_lowest as usize);
            if scores.is_empty() || Ratio::whole(scores.len() as i128) < least {
                return None;
            }
            scores.sort();
            let all = scores.len();
            Some(mean(if all > high + low { &scores[low..all - high] } else { &scores }))
        }
        Form::Rank { list } => {
            if facts.is_empty() || Ratio::whole(facts.len() as i128) < least {
                return None;
            }
            let worth = |f: &&Fact| {
                let rank = Ratio::of(f.quantity).floor().clamp(1, list.len() as i128);
                Ratio::of(list[rank as usize - 1])
            };
            Some(mean(&facts.iter().map(worth).collect::<Vec<_>>()))
        }
    }
}

/// A subject's earlier results of a family (none: this scheme's), the earliest first.
pub fn earlier<'w>(world: &World<'w>, s: &Subject, family: Option<&str>) -> Vec<&'w Previous> {
    let own = |scheme: &Scheme| scheme.id.clone();
    let family = family.map_or_else(|| own(world.scheme), str::to_owned);
    let of = |p: &&Previous| {
        p.subject == s.id
            && p.to.is_none_or(|to| to <= world.input.period.to)
            && p.family.as_ref().map_or_else(|| own(world.scheme), Clone::clone) == family
    };
    let mut list: Vec<_> = world.input.previous.iter().filter(of).collect();
    list.sort_by_key(|p| p.cycle.clone());
    list
}

/// The latest so many.
pub fn latest<T>(list: &[T], n: u32) -> &[T] {
    &list[list.len().saturating_sub(n as usize)..]
}

pub struct Rollup<'r> {
    pub family: Option<&'r str>,
    pub of: Option<&'r str>,
    pub cycles: u32,
    pub at_least: u32,
    pub combine: &'r Rolling,
}

pub fn rollup(world: &World<'_>, s: &Subject, rule: &Rollup<'_>) -> Option<Ratio> {
    let period = world.input.period;
    let within = |p: &&&Previous| p.to.is_none_or(|to| period.from <= to && to <= period.to);
    let figure = |p: &Previous| match rule.of {
        Some(indicator) => p.indicators.get(indicator).copied(),
        None => Some(p.score.unwrap_or(p.total)),
    };
    let all: Vec<_> = earlier(world, s, rule.family);
    let figures: Vec<Ratio> = all.iter().filter(within).filter_map(|p| figure(p)).map(Ratio::of).collect();
    let figures = latest(&figures, rule.cycles);
    if figures.is_empty() || figures.len() < rule.at_least as usize {
        return None;
    }
    Some(match rule.combine {
        Rolling::Mean => mean(figures),
        Rolling::Sum => figures.iter().copied().sum(),
        Rolling::Weighted(weights) => {
            let weights = &weights[weights.len() - figures.len()..];
            let weighted = weights.iter().zip(figures).map(|(w, f)| Ratio::of(*w) * *f);
            weighted.sum::<Ratio>() / weights.iter().map(|w| Ratio::of(*w)).sum()
        }
    })
}
