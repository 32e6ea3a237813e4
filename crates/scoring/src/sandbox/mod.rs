//! The policy sandbox: one body of facts by two schemes — who moves and why, who gains, how firm the order is.
mod effect;
mod line;
mod marginal;
mod order;
mod shake;
mod stability;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use effect::Effect;
pub use line::CutLine;
pub use marginal::Marginal;
pub use order::kendall;
pub use stability::{Stability, Stay};

use crate::evaluate::evaluate_undigested;
use crate::{
    Catalogue, Columns, Evaluation, IndicatorChange, Input, Plan, Points, Scheme, Sheet, diff, reckon,
};

/// What is asked of the sandbox.
#[derive(Clone, Debug)]
pub struct Question {
    /// Lines to watch, as shares of those ranked: 10 %, 60 %.
    pub lines: Vec<Points>,
    /// Subject attributes by whose values the effect is told.
    pub attributes: Vec<String>,
    /// How many random changes the order must stand.
    pub shakes: u32,
    /// The largest change of a rule's points, as a share.
    pub most: Points,
    /// Seed of the random changes: the same seed gives the same answer.
    pub seed: u64,
    /// How many places beside each line are looked at for facts that decide it.
    pub beside: u32,
}

impl Default for Question {
    /// 10 % and 60 %; by sector, special committee and sex; 100 changes of at most 10 %; three places beside a line.
    fn default() -> Question {
        let attributes = ["sector", "special_committee", "sex"];
        Question {
            lines: vec![Points(1_000), Points(6_000)],
            attributes: attributes.map(str::to_owned).to_vec(),
            shakes: 100,
            most: Points(1_000),
            seed: 1,
            beside: 3,
        }
    }
}

/// One subject that another scheme moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mover {
    /// Subject id.
    pub subject: String,
    /// Name as printed.
    pub name: String,
    /// Place before and after.
    pub place: (Option<u32>, Option<u32>),
    /// What places compare, before and after.
    pub score: (Option<Points>, Option<Points>),
    /// Grade id before and after.
    pub grade: (Option<String>, Option<String>),
    /// Indicators that differ, with the lines that moved them.
    pub indicators: Vec<IndicatorChange>,
}

impl Mover {
    /// Places won; negative: lost. None where one of the places is unknown.
    pub fn climbed(&self) -> Option<i64> {
        Some(i64::from(self.place.0?).saturating_sub(i64::from(self.place.1?)))
    }
}

/// An indicator that most people fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fullness {
    /// Indicator id.
    pub indicator: String,
    /// How many of those ranked have full marks there.
    pub full: u32,
}

/// What a scheme does by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behaviour {
    /// How firm the order is.
    pub stability: Stability,
    /// Rules by which nobody won or lost a point.
    pub idle: Vec<String>,
    /// How many people fill each indicator, in the scheme's order.
    pub fullness: Vec<Fullness>,
    /// Facts that decide a line.
    pub marginal: Vec<Marginal>,
}

/// The sandbox's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How many are ranked by both schemes.
    pub people: u32,
    /// Everyone whose place, score or grade differs: the most places moved first.
    pub movers: Vec<Mover>,
    /// Who crosses each line.
    pub lines: Vec<CutLine>,
    /// How classes of people fare.
    pub effects: Vec<Effect>,
    /// The first scheme by itself.
    pub before: Behaviour,
    /// The second scheme by itself.
    pub after: Behaviour,
    /// Kendall's tau of the two orders.
    pub agreement: Option<Points>,
}

/// One scheme with its numbers and words.
pub(crate) struct Side<'s> {
    scheme: &'s Scheme,
    evaluation: Evaluation,
    sheet: Sheet,
}

/// Compares two schemes over the same facts.
pub fn compare(
    before: &Scheme,
    after: &Scheme,
    catalogue: &Catalogue,
    input: &Input,
    question: &Question,
) -> Report {
    let columns = Columns::read(input, catalogue);
    let (a, b) = std::thread::scope(|scope| {
        let other = scope.spawn(|| side(before, catalogue, input, &columns));
        let after = side(after, catalogue, input, &columns);
        // The other side cannot fail but by a bug; then it is done again here, so that the fault shows where it is.
        (other.join().unwrap_or_else(|_| side(before, catalogue, input, &columns)), after)
    });
    let (before, after) = std::thread::scope(|scope| {
        let other = scope.spawn(|| behaviour(&a, catalogue, input, &columns, question));
        let after = behaviour(&b, catalogue, input, &columns, question);
        (other.join().unwrap_or_else(|_| behaviour(&a, catalogue, input, &columns, question)), after)
    });
    let both =
        |who: &usize| [&a, &b].iter().all(|side| side.sheet.ranked.get(*who).copied().unwrap_or(false));
    let ranked: Vec<usize> = (0..columns.people.len()).filter(both).collect();
    let scores = |side: &Side<'_>| -> Vec<i64> {
        ranked.iter().map(|who| side.sheet.score.get(*who).map_or(0, |score| score.0)).collect()
    };
    Report {
        people: u32::try_from(ranked.len()).unwrap_or(u32::MAX),
        movers: movers(&a, &b, &columns),
        lines: line::lines(&a, &b, &columns, question),
        effects: effect::effects(&a, &b, &columns, question),
        agreement: order::kendall(&scores(&a), &scores(&b)),
        before,
        after,
    }
}

fn side<'s>(scheme: &'s Scheme, catalogue: &Catalogue, input: &Input, columns: &Columns<'_>) -> Side<'s> {
    let plan = Plan::compile(scheme, catalogue, columns);
    let sheet = reckon(&plan, columns, 1);
    Side { scheme, evaluation: evaluate_undigested(scheme, catalogue, input).0, sheet }
}

fn behaviour(
    side: &Side<'_>,
    catalogue: &Catalogue,
    input: &Input,
    columns: &Columns<'_>,
    question: &Question,
) -> Behaviour {
    Behaviour {
        stability: stability::stability(side, catalogue, columns, question),
        idle: idle(side),
        fullness: fullness(side),
        marginal: marginal::marginal(side, catalogue, input, columns, question),
    }
}

/// Rules by which nobody won or lost a point.
fn idle(side: &Side<'_>) -> Vec<String> {
    let lines = side.evaluation.assessments.iter().flat_map(|a| &a.indicators).flat_map(|i| &i.lines);
    let fired: BTreeSet<&str> =
        lines.filter(|line| !line.points.is_zero()).map(|line| line.rule.as_str()).collect();
    let read: BTreeSet<&str> = side.scheme.rules.iter().filter_map(|rule| rule.reads_rule()).collect();
    let idle = side.scheme.rules.iter().filter(|rule| !fired.contains(rule.id.as_str()));
    // A rule that only measures gives no points of its own; it works where another one reads it.
    idle.filter(|rule| !(rule.measure && read.contains(rule.id.as_str())))
        .map(|rule| rule.id.clone())
        .collect()
}

fn fullness(side: &Side<'_>) -> Vec<Fullness> {
    let of = |indicator: &crate::Indicator| {
        let ranked = side.evaluation.assessments.iter().filter(|a| a.place.is_some());
        let full = ranked.filter(|a| {
            a.indicators.iter().any(|i| i.id == indicator.id && i.points >= i.max && i.max.is_positive())
        });
        let full = if indicator.max.is_some() { full.count() } else { 0 };
        Fullness { indicator: indicator.id.clone(), full: u32::try_from(full).unwrap_or(u32::MAX) }
    };
    side.scheme.indicators.iter().map(of).collect()
}

fn movers(a: &Side<'_>, b: &Side<'_>, columns: &Columns<'_>) -> Vec<Mover> {
    let find = |side: &Side<'_>, id: &str| {
        let list = &side.sheet;
        let at = columns.people.binary_search_by(|s| s.id.as_str().cmp(id)).ok()?;
        list.score.get(at).copied()
    };
    let name = |id: &str| {
        let at = columns.people.binary_search_by(|s| s.id.as_str().cmp(id)).ok();
        at.and_then(|at| columns.people.get(at)).map_or(id, |s| s.name.as_str()).to_owned()
    };
    let changes = diff(&a.evaluation, &b.evaluation);
    let moved = changes.into_iter().map(|change| Mover {
        name: name(&change.subject),
        place: change.place,
        score: (find(a, &change.subject), find(b, &change.subject)),
        grade: change.grade,
        indicators: change.indicators.into_iter().filter(|i| i.points.0 != i.points.1).collect(),
        subject: change.subject,
    });
    let differs = |m: &Mover| m.place.0 != m.place.1 || m.score.0 != m.score.1 || m.grade.0 != m.grade.1;
    let mut movers: Vec<Mover> = moved.filter(differs).collect();
    movers.sort_by_key(|m| (std::cmp::Reverse(m.climbed().unwrap_or(0).abs()), m.place.1, m.subject.clone()));
    movers
}
