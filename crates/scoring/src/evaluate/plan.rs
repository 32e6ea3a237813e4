//! A scheme compiled for the shapes that occur: which rules read a shape, at which price.
use chrono::NaiveDate;

use super::columns::{Columns, Shape, day_number};
use crate::scheme::{
    Cause, Combine, Dimension, Filter, FloorApplies, Form, Mechanic, Price, Rule, Scheme, Test, Unit,
    mechanic,
};
use crate::{Catalogue, Points};

/// No cell, no mark.
pub(super) const NO_CELL: u16 = u16::MAX;

/// A rule that reads a shape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub(super) rule: u16,
    /// Cell of the rule's price.
    pub(super) cell: u16,
    /// What else the rule reads from the shape; see [`mark`].
    pub(super) mark: u16,
    /// Which of the rule's factors may fit, bit by bit.
    pub(super) times: u16,
}

/// Values of marks.
pub(super) mod mark {
    /// Rate: attended. Manual: verified. Rating: enough ballots.
    pub(in super::super) const YES: u16 = 1;
    /// Rate: excused. Manual: a self-score. Rating: too few ballots.
    pub(in super::super) const NO: u16 = 2;
    /// Rate: due, but not attended. Manual: neither.
    pub(in super::super) const OTHER: u16 = 0;
    /// Poll: the ballot is of no group.
    pub(in super::super) const NO_GROUP: u16 = 255;
    /// Poll: the choice is an abstention or worth nothing that is known.
    pub(in super::super) const NOT_VALID: u16 = 255;
}

/// Days and classes that a filter asks for: what the shape does not tell.
#[derive(Debug)]
pub(super) struct Force {
    pub(super) from: i32,
    pub(super) until: i32,
    /// Whether classes are asked for.
    pub(super) by_class: bool,
    /// Whether days or classes are asked for at all.
    pub(super) any: bool,
}

impl Force {
    pub(super) fn of(filter: &Filter) -> Force {
        let day = |day: Option<NaiveDate>, or: i32| day.map_or(or, day_number);
        let (from, until) = (day(filter.from, i32::MIN), day(filter.until, i32::MAX));
        let by_class = !filter.for_classes.is_empty() || !filter.not_for.is_empty();
        Force { from, until, by_class, any: by_class || filter.from.is_some() || filter.until.is_some() }
    }
}

/// A rule with what the run needs of it.
#[derive(Debug)]
pub(super) struct Compiled<'s> {
    pub(super) rule: &'s Rule,
    pub(super) force: Force,
    pub(super) factors: Vec<Force>,
    /// Holds for a subject as such, and not fact by fact.
    pub(super) whole: bool,
    /// Indices of the rules of `unless`.
    pub(super) unless: Vec<usize>,
    /// Index of the rule it reads.
    pub(super) of: Option<usize>,
    /// Whether other rules' `unless` name it, so that its pieces must be known.
    pub(super) watched: bool,
    /// A price for each fact and nothing else: may be added up at once.
    pub(super) plain: bool,
    /// Of each piece the highest price, and nothing else but a number of pieces.
    pub(super) best_only: bool,
    /// Price of each cell in 1/10 000 points.
    pub(super) prices: Vec<i64>,
    /// Per fact or per quantity.
    pub(super) unit: Unit,
}

/// An indicator with what its sum needs.
#[derive(Debug)]
pub(super) struct Row {
    /// Rules that go to it.
    pub(super) plain: Vec<usize>,
    /// Rules whose points come on top of the floor.
    pub(super) bonus: Vec<usize>,
    /// Its floor, or the least number.
    pub(super) floor: i64,
    /// Its cap.
    pub(super) max: Option<Points>,
    /// Whether some classes have another cap.
    pub(super) by_class: bool,
}

/// A scheme compiled for some columns.
#[derive(Debug)]
pub struct Plan<'s> {
    pub(super) scheme: &'s Scheme,
    pub(super) catalogue: &'s Catalogue,
    pub(super) rules: Vec<Compiled<'s>>,
    /// For each shape the first of its uses; one more than there are shapes.
    pub(super) use_starts: Vec<u32>,
    pub(super) uses: Vec<Use>,
    /// For each shape the conditions and (after them) vetoes by facts that it may meet.
    pub(super) test_starts: Vec<u32>,
    pub(super) tests: Vec<u16>,
    pub(super) test_filters: Vec<Option<&'s Filter>>,
    pub(super) test_force: Vec<Force>,
    /// Multipliers' facts, for each shape, bit by bit.
    pub(super) multipliers: Vec<u16>,
    /// Index of each rule's indicator.
    pub(super) indicator_of: Vec<usize>,
    /// The indicators with what their sums need.
    pub(super) rows: Vec<Row>,
    /// Whether the total is nothing but the groups' capped sums.
    pub(super) simple_total: bool,
    /// What is added for each shape at once, where that is all there is to do.
    pub(super) quick: Option<super::quick::Quick>,
    /// For each group its indicators.
    pub(super) indicators_of: Vec<Vec<usize>>,
    /// Indices of the indicators that decide between equal scores.
    pub(super) ties: Vec<usize>,
}

impl<'s> Plan<'s> {
    /// Compiles a scheme for the shapes of some columns.
    pub fn compile(scheme: &'s Scheme, catalogue: &'s Catalogue, columns: &Columns<'_>) -> Plan<'s> {
        let at = |id: &str| scheme.rules.iter().position(|r| r.id == id);
        let watched: Vec<&String> = scheme.rules.iter().flat_map(|r| &r.unless).collect();
        let rules: Vec<_> = scheme
            .rules
            .iter()
            .map(|rule| {
                let unless: Vec<usize> = rule.unless.iter().filter_map(|id| at(id)).collect();
                Compiled {
                    rule,
                    force: Force::of(&rule.filter),
                    factors: rule.factors().iter().map(|t| Force::of(&t.filter)).collect(),
                    whole: is_whole(&rule.mechanic),
                    of: rule.reads_rule().and_then(at),
                    watched: watched.contains(&&rule.id),
                    plain: is_plain(rule) && unless.is_empty() && !watched.contains(&&rule.id),
                    best_only: is_best_only(rule) && unless.is_empty() && !watched.contains(&&rule.id),
                    unless,
                    unit: match &rule.mechanic {
                        Mechanic::Tally(mechanic::Tally { unit, .. })
                        | Mechanic::Deductions(mechanic::Deductions { unit, .. }) => *unit,
                        _ => Unit::Fact,
                    },
                    prices: price_of(&rule.mechanic)
                        .map_or(Vec::new(), |p| p.cells.iter().map(|c| c.points.0).collect()),
                }
            })
            .collect();
        let indicator_at = |id: &str| scheme.indicators.iter().position(|i| i.id == id);
        let mut plan = Plan {
            scheme,
            catalogue,
            rules,
            use_starts: vec![0],
            uses: Vec::new(),
            test_starts: vec![0],
            tests: Vec::new(),
            test_filters: test_filters(scheme),
            test_force: Vec::new(),
            multipliers: Vec::new(),
            indicator_of: scheme
                .rules
                .iter()
                .map(|r| indicator_at(&r.indicator).unwrap_or(usize::MAX))
                .collect(),
            rows: Vec::new(),
            simple_total: scheme.multipliers.is_empty() && scheme.groups.iter().all(|g| g.weight.is_none()),
            quick: None,
            indicators_of: Vec::new(),
            ties: scheme.ties.iter().filter_map(|tie| indicator_at(tie)).collect(),
        };
        for group in &scheme.groups {
            let mine = scheme.indicators.iter().enumerate().filter(|(_, i)| i.group == group.id);
            plan.indicators_of.push(mine.map(|(n, _)| n).collect());
        }
        for (n, indicator) in scheme.indicators.iter().enumerate() {
            let before = indicator.floor_applies == FloorApplies::BeforeBonus;
            let mine = scheme
                .rules
                .iter()
                .enumerate()
                .filter(|(r, rule)| plan.indicator_of.get(*r) == Some(&n) && !rule.measure);
            let (apart, plain): (Vec<_>, Vec<_>) = mine.partition(|(_, rule)| rule.bonus && before);
            plan.rows.push(Row {
                plain: plain.into_iter().map(|(r, _)| r).collect(),
                bonus: apart.into_iter().map(|(r, _)| r).collect(),
                floor: indicator.floor.map_or(i64::MIN, |floor| floor.0),
                max: indicator.max,
                by_class: !indicator.max_by.is_empty(),
            });
        }
        let nothing = Filter::default();
        plan.test_force = plan.test_filters.iter().map(|f| Force::of(f.unwrap_or(&nothing))).collect();
        for shape in &columns.shapes {
            plan.add(shape);
        }
        plan.quick = super::quick::Quick::of(&plan, columns);
        plan
    }

    fn add(&mut self, shape: &Shape) {
        for (n, compiled) in self.rules.iter().enumerate() {
            if fits(&compiled.rule.filter, shape) {
                let rule = u16::try_from(n).unwrap_or(u16::MAX);
                self.uses.push(used(rule, compiled.rule, shape));
            }
        }
        self.use_starts.push(u32::try_from(self.uses.len()).unwrap_or(u32::MAX));
        for (n, filter) in self.test_filters.iter().enumerate() {
            if filter.is_some_and(|filter| fits(filter, shape)) {
                self.tests.push(u16::try_from(n).unwrap_or(u16::MAX));
            }
        }
        self.test_starts.push(u32::try_from(self.tests.len()).unwrap_or(u32::MAX));
        let bits =
            self.scheme.multipliers.iter().take(16).enumerate().filter(|(_, m)| fits(&m.filter, shape));
        self.multipliers.push(bits.fold(0, |bits, (n, _)| bits | (1 << n)));
    }

    /// The rules that read a shape.
    pub(super) fn uses_of(&self, shape: u32) -> &[Use] {
        let at = |n: usize| self.use_starts.get(n).map_or(0, |n| *n as usize);
        self.uses.get(at(shape as usize)..at((shape as usize).saturating_add(1))).unwrap_or(&[])
    }

    /// The conditions and vetoes that a shape may meet.
    pub(super) fn tests_of(&self, shape: u32) -> &[u16] {
        let at = |n: usize| self.test_starts.get(n).map_or(0, |n| *n as usize);
        self.tests.get(at(shape as usize)..at((shape as usize).saturating_add(1))).unwrap_or(&[])
    }
}

/// Filters of the conditions and, after them, of the vetoes; none for those that read no facts.
fn test_filters(scheme: &Scheme) -> Vec<Option<&Filter>> {
    let conditions = scheme.conditions.iter().map(|c| match &c.test {
        Test::Facts { filter, .. } => Some(filter),
        _ => None,
    });
    let vetoes = scheme.vetoes.iter().map(|v| match &v.cause {
        Cause::Fact(filter) => Some(filter),
        Cause::Condition(_) => None,
    });
    conditions.chain(vetoes).collect()
}

/// Rules that hold for a subject as such, by its class on the last day, and not fact by fact.
fn is_whole(mechanic: &Mechanic) -> bool {
    !matches!(
        mechanic,
        Mechanic::Tally(_)
            | Mechanic::Flat(_)
            | Mechanic::Checklist(_)
            | Mechanic::Sequence(_)
            | Mechanic::Pieces(_)
            | Mechanic::Manual(_)
    )
}

fn is_plain(rule: &Rule) -> bool {
    matches!(
        &rule.mechanic,
        Mechanic::Tally(mechanic::Tally { skip_first: 0, at_most: None, share: None, times, named: None, .. }) if times.is_empty()
    )
}

fn is_best_only(rule: &Rule) -> bool {
    matches!(
        &rule.mechanic,
        Mechanic::Pieces(mechanic::Pieces { price, combine: Combine::Highest, skip_first: 0, share: None, times, named: None, .. })
            if times.is_empty() && !price.lowest().is_negative()
    )
}

/// The price of a mechanic that has one.
pub(super) fn price_of(mechanic: &Mechanic) -> Option<&Price> {
    match mechanic {
        Mechanic::Tally(mechanic::Tally { price, .. })
        | Mechanic::Deductions(mechanic::Deductions { price, .. })
        | Mechanic::Flat(mechanic::Flat { price, .. })
        | Mechanic::Checklist(mechanic::Checklist { price })
        | Mechanic::Pieces(mechanic::Pieces { price, .. })
        | Mechanic::Report(mechanic::Report { price, .. }) => Some(price),
        _ => None,
    }
}

fn among(list: &[String], value: &str) -> bool {
    list.is_empty() || list.iter().any(|v| v == value)
}

/// Whether a shape passes a filter, its days and classes left aside.
fn fits(filter: &Filter, shape: &Shape) -> bool {
    filter.kind.as_deref() == Some(shape.kind.as_str()) && part_fits(filter, shape)
}

fn part_fits(filter: &Filter, shape: &Shape) -> bool {
    filter.attributes.iter().all(|(id, values)| {
        values.is_empty() || values.iter().any(|v| *v == shape.attribute(id) && !v.is_empty())
    }) && among(&filter.stages, &shape.stage)
        && among(&filter.roles, &shape.role)
        && filter.authorship.is_none_or(|a| a.id() == shape.value_of(&Dimension::Authorship))
}

fn used(rule: u16, of: &Rule, shape: &Shape) -> Use {
    let cell = price_of(&of.mechanic).and_then(|price| price.cell_by(|dimension| shape.value_of(dimension)));
    Use {
        rule,
        cell: cell.and_then(|cell| u16::try_from(cell).ok()).unwrap_or(NO_CELL),
        mark: mark_of(of, shape),
        times: times_of(of, shape),
    }
}

/// Which of a rule's factors fit a shape, bit by bit.
pub(super) fn times_of(rule: &Rule, shape: &Shape) -> u16 {
    let fitting = rule.factors().iter().take(16).enumerate().filter(|(_, t)| part_fits(&t.filter, shape));
    fitting.fold(0, |bits, (n, _)| bits | (1 << n))
}

fn mark_of(rule: &Rule, shape: &Shape) -> u16 {
    let is = |list: &[String], attribute: &str| list.iter().any(|v| v == shape.attribute(attribute));
    match &rule.mechanic {
        Mechanic::Rate(mechanic::Rate { attribute, attended, .. }) if is(attended, attribute) => mark::YES,
        Mechanic::Rate(mechanic::Rate { attribute, excused, .. }) if is(excused, attribute) => mark::NO,
        Mechanic::Manual(mechanic::Manual { review: Some(review), .. }) => {
            match shape.attribute(&review.attribute) {
                value if value == review.verified => mark::YES,
                value if value == review.own => mark::NO,
                _ => mark::OTHER,
            }
        }
        Mechanic::Rating(mechanic::Rating { min_ballots: Some((least, attribute)), .. }) => {
            let ballots = ballots(shape, attribute);
            if ballots < *least { mark::NO } else { mark::YES }
        }
        Mechanic::Tally(mechanic::Tally { named: Some(named), .. })
        | Mechanic::Pieces(mechanic::Pieces { named: Some(named), .. }) => {
            shape.attribute(&named.position).parse().unwrap_or(0)
        }
        Mechanic::Poll(mechanic::Poll { poll, .. }) => {
            let mine = |values: &(String, Vec<String>)| among(&values.1, shape.attribute(&values.0));
            let group = poll.groups.iter().position(|g| g.attributes.iter().all(mine));
            let choice = match &poll.form {
                Form::Choice { attribute, worth, .. } => {
                    worth.iter().position(|(value, ..)| value == shape.attribute(attribute))
                }
                Form::Bands { attribute, abstain, .. } => {
                    let value = shape.attribute(attribute);
                    (!value.is_empty() && !abstain.iter().any(|a| a == value)).then_some(0)
                }
                Form::Score { .. } | Form::Rank { .. } => Some(0),
            };
            let byte = |n: Option<usize>, or: u16| {
                n.and_then(|n| u16::try_from(n).ok()).filter(|n| *n < 255).unwrap_or(or)
            };
            (byte(group, mark::NO_GROUP) << 8) | byte(choice, mark::NOT_VALID)
        }
        _ => mark::OTHER,
    }
}

/// Number of valid ballots that a rating says it rests on.
pub(super) fn ballots(shape: &Shape, attribute: &str) -> u32 {
    shape.attribute(attribute).parse().unwrap_or(0)
}

/// Points of a cell.
pub(super) fn cell_points(price: &Price, cell: u16) -> Points {
    price.cells.get(usize::from(cell)).map_or(Points::ZERO, |c| c.points)
}
