//! All rules of all subjects, rule by rule in the order of the text.
use std::collections::{BTreeMap, BTreeSet};

use lvzhi_scoring::scheme::{Mechanic, Missing, mechanic};
use lvzhi_scoring::{Rule, Subject};

use super::across;
use super::counting::{Line, Reading, most_of_report};
use super::facts::{World, piece_of};
use super::figures::{self, Rollup, most, worth};
use super::ratio::Ratio;
use super::result::is_ranked;

/// What one rule gives one subject.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub lines: Vec<Line>,
    /// Pieces that earned something, whatever a cap left of it.
    pub earned: BTreeSet<String>,
    /// By how much the subject's own maximum is lowered.
    pub excluded: Option<Ratio>,
}

impl Score {
    pub fn points(&self) -> Ratio {
        self.lines.iter().map(|l| l.points).sum()
    }
}

pub type Scores = BTreeMap<String, Score>;

/// Takes what is over a cap off the last earning lines.
pub fn cut(lines: &mut [Line], max: Ratio) {
    let mut over = lines.iter().map(|l| l.points).sum::<Ratio>() - max;
    for line in lines.iter_mut().rev().filter(|l| l.points.is_positive()) {
        if over.is_positive() {
            let taken = over.min(line.points);
            line.points = line.points - taken;
            over = over - taken;
        }
    }
}

pub fn scores(world: &World<'_>) -> Vec<Scores> {
    let mut all: Vec<Scores> = world.input.subjects.iter().map(|_| Scores::new()).collect();
    for rule in &world.scheme.rules {
        for n in 0..all.len() {
            let subject = &world.input.subjects[n];
            let mut score = Score::default();
            if world.rule_holds(rule, subject) {
                score = match &rule.mechanic {
                    Mechanic::Ratio(_) | Mechanic::PlacePoints(_) => compared(world, rule, n, &all),
                    Mechanic::Factor(mechanic::Factor { of, factor }) => {
                        let points = all[n][of].points() * Ratio::of(*factor);
                        earned(vec![Line::of(points.round(4, world.scheme.rounding))])
                    }
                    _ => own(world, rule, subject, &all[n]),
                };
            }
            let earning = score.lines.iter().filter(|l| l.points.is_positive());
            score.earned = earning.filter_map(|l| l.piece.clone()).collect();
            if let Some(max) = rule.max {
                cut(&mut score.lines, Ratio::of(max));
            }
            all[n].insert(rule.id.clone(), score);
        }
    }
    all
}

fn earned(lines: Vec<Line>) -> Score {
    Score { lines, ..Score::default() }
}

/// Points where there are some; else what holds instead.
fn or_missing(rule: &Rule, lines: Option<Vec<Line>>, missing: Missing, full: Option<Ratio>) -> Score {
    if let Some(lines) = lines {
        return earned(lines);
    }
    let limit = rule.max.map(Ratio::of);
    let full = match (full, limit) {
        (Some(full), Some(limit)) => full.min(limit),
        (full, limit) => full.or(limit).unwrap_or(Ratio::ZERO),
    };
    match missing {
        Missing::Full => earned(vec![Line::of(full)]),
        Missing::Zero => Score::default(),
        Missing::Exclude => Score { excluded: Some(full), ..Score::default() },
    }
}

fn one(points: Ratio) -> Vec<Line> {
    vec![Line::of(points)]
}

/// A rule that reads the subject's own facts or earlier results.
fn own(world: &World<'_>, rule: &Rule, subject: &Subject, before: &Scores) -> Score {
    let mut facts = world.read_by(rule, subject);
    facts.retain(|f| !rule.unless.iter().any(|r| before[r].earned.contains(&piece_of(f))));
    let reading = Reading { world, subject, facts };
    let r = world.scheme.rounding;
    match &rule.mechanic {
        Mechanic::Base(mechanic::Base { points }) => earned(one(Ratio::of(*points))),
        m @ Mechanic::Tally(_) => earned(reading.tally(m)),
        m @ Mechanic::Deductions(_) => earned(reading.deductions(m)),
        Mechanic::Flat(mechanic::Flat { price, at_least, count }) => {
            earned(reading.flat(price, *at_least, *count))
        }
        Mechanic::Checklist(mechanic::Checklist { price }) => earned(reading.checklist(price)),
        Mechanic::Sequence(mechanic::Sequence { points, scope }) => earned(reading.sequence(points, *scope)),
        m @ Mechanic::Pieces(_) => earned(reading.pieces(m)),
        Mechanic::Manual(mechanic::Manual { least, most, review }) => {
            earned(reading.manual(*least, *most, review.as_ref()))
        }
        m @ Mechanic::Target(mechanic::Target { points, each, missing, .. }) => {
            let full = Ratio::of(*points) * Ratio::whole(reading.spans(*each).len() as i128);
            or_missing(rule, reading.target(m), *missing, Some(full))
        }
        Mechanic::Report(mechanic::Report { price, missing, due, not_due }) => {
            if is_due(world, *due) {
                return earned(one(reading.report(price).unwrap_or(Ratio::of(*missing))));
            }
            or_missing(rule, None, *not_due, Some(most_of_report(price)))
        }
        Mechanic::Rate(mechanic::Rate { attribute, attended, excused, curve, none }) => {
            let rate = figures::rate(world, subject, &reading.facts, attribute, [attended, excused]);
            let points = rate.map(|rate| one(worth(curve, rate, r)));
            or_missing(rule, points, *none, most(curve, Some(Ratio::whole(1)), r))
        }
        Mechanic::Rating(mechanic::Rating { take, curve, min_ballots, missing }) => {
            let figure = figures::rating(&reading.facts, *take, min_ballots);
            or_missing(rule, figure.map(|f| one(worth(curve, f, r))), *missing, most(curve, None, r))
        }
        Mechanic::Poll(mechanic::Poll { poll, missing }) => {
            let points = figures::poll(poll, &reading.facts, r);
            or_missing(rule, points.map(one), *missing, Some(Ratio::of(poll.points)))
        }
        Mechanic::Rollup(mechanic::Rollup { family, of, cycles, at_least, combine, curve, missing }) => {
            let (family, of) = (family.as_deref(), of.as_deref());
            let rollup = Rollup { family, of, cycles: *cycles, at_least: *at_least, combine };
            let figure = figures::rollup(world, subject, &rollup);
            or_missing(rule, figure.map(|f| one(worth(curve, f, r))), *missing, most(curve, None, r))
        }
        Mechanic::Factor(_) | Mechanic::Ratio(_) | Mechanic::PlacePoints(_) => panic!(),
    }
}

fn is_due(world: &World<'_>, due: lvzhi_scoring::scheme::Due) -> bool {
    use chrono::Datelike;
    use lvzhi_scoring::scheme::Due;
    let first_half = world.input.period.to.month() <= 6;
    match due {
        Due::Always => true,
        Due::FirstHalf => first_half,
        Due::SecondHalf => !first_half,
    }
}

/// A rule that compares the n-th subject with the others that are ranked and that the rule is for.
fn compared(world: &World<'_>, rule: &Rule, n: usize, all: &[Scores]) -> Score {
    let subjects = &world.input.subjects;
    if !is_ranked(world, &subjects[n]) {
        return Score::default();
    }
    let (of, within) = match &rule.mechanic {
        Mechanic::Ratio(mechanic::Ratio { of, within, .. })
        | Mechanic::PlacePoints(mechanic::PlacePoints { of, within, .. }) => (of, within),
        _ => panic!(),
    };
    let value = |s: &Subject| within.as_ref().map(|id| s.attributes.get(id).cloned().unwrap_or_default());
    let own = all[n][of].points();
    let takes_part = |m: &usize| {
        is_ranked(world, &subjects[*m])
            && world.rule_holds(rule, &subjects[*m])
            && value(&subjects[*m]) == value(&subjects[n])
    };
    let others: Vec<usize> = (0..all.len()).filter(takes_part).collect();
    // `of` is an earlier rule: its points are known for all
    let mut points: Vec<Ratio> = others.iter().map(|m| all[*m][of].points()).collect();
    let r = world.scheme.rounding;
    match &rule.mechanic {
        Mechanic::Ratio(mechanic::Ratio { to, points: full, none, .. }) => {
            let ratio = across::ratio(own, &points, *to, *full, *none, r);
            or_missing(rule, ratio.map(one), *none, Some(Ratio::of(*full)))
        }
        Mechanic::PlacePoints(mechanic::PlacePoints { lowest_first, skip_zero, list, ties, .. }) => {
            if *skip_zero && own.is_zero() {
                return Score::default();
            }
            points.retain(|p| !(*skip_zero && p.is_zero()));
            earned(one(across::place_points(own, &points, *lowest_first, list, *ties, r)))
        }
        _ => panic!(),
    }
}
