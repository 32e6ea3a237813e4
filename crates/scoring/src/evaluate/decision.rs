//! How the lines between people were decided: who was equal at a line, and what put whom above it.
use serde::{Deserialize, Serialize};

use super::line::place;
use super::plan::Plan;
use super::sheet::Sheet;
use crate::scheme::{LineTies, Scheme};
use crate::{Cut, Points};

/// How a line was decided. Not part of a sealed result: [`crate::evaluate_undigested`] finds it again from the same input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutDecision {
    /// The line.
    pub cut: Cut,
    /// How many the rule has places for.
    pub places: u32,
    /// Score at the last of these places.
    pub score: Points,
    /// How many have this score, where some of them stand beyond the last place; 0: nobody is equal at the line.
    pub equal: u32,
    /// How many of them are above the line.
    pub above: u32,
    /// What became of those of one place who stand on both sides of the last place; none: there are none.
    pub ties: Option<LineTies>,
    /// The indicator that put the last one above the line before the first one below it, equal in score.
    pub by: Option<String>,
    /// Whether places kept for a class, or limited for it, changed who is above.
    pub by_class: bool,
}

/// People of whom a line takes the first, best first.
pub(super) struct Drawn<'d> {
    pub(super) list: &'d [usize],
    /// How many there are places for.
    pub(super) places: usize,
    /// How many are above.
    pub(super) above: usize,
    pub(super) ties: LineTies,
}

impl Drawn<'_> {
    /// The decision of a line that places alone draw.
    pub(super) fn decision(&self, plan: &Plan<'_>, sheet: &Sheet, cut: Cut) -> CutDecision {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let score = |who: usize| sheet.score.get(who).copied().unwrap_or_default();
        let ends = |n: usize| Some((*self.list.get(n.checked_sub(1)?)?, *self.list.get(n)?));
        let last = self.list.get(self.places.min(self.list.len()).saturating_sub(1));
        let line = last.map_or(Points::ZERO, |who| score(*who));
        let mut decision = CutDecision {
            cut,
            places: count(self.places),
            score: line,
            equal: 0,
            above: 0,
            ties: None,
            by: None,
            by_class: false,
        };
        let Some((inside, outside)) = ends(self.places) else { return decision };
        if score(outside) != line {
            return decision;
        }
        let equal = |list: &[usize]| count(list.iter().filter(|who| score(**who) == line).count());
        decision.equal = equal(self.list);
        decision.above = equal(self.list.get(..self.above).unwrap_or(self.list));
        decision.ties = (place(sheet, inside) == place(sheet, outside)).then_some(self.ties);
        let divided = ends(self.above).filter(|(in_, out)| score(*in_) == score(*out));
        decision.by = divided.and_then(|(in_, out)| told_apart(plan, sheet, in_, out));
        decision
    }
}

/// The indicator that decides between two of equal score.
fn told_apart(plan: &Plan<'_>, sheet: &Sheet, a: usize, b: usize) -> Option<String> {
    let count = plan.ties.len();
    let pairs = sheet.ties_of(a, count).iter().zip(sheet.ties_of(b, count));
    let first = pairs.zip(&plan.scheme.ties).find(|((a, b), _)| a != b);
    first.map(|(_, indicator)| indicator.clone())
}

impl CutDecision {
    /// The decision in a sentence for a paper: "名额 2 人，列入 3 人；80 分的 3 人中列入 2 人，先比提案".
    pub fn sentence(&self, scheme: &Scheme) -> String {
        let CutDecision { cut, places, score, equal, above, .. } = self;
        let mut text = format!("名额 {places} 人，列入 {} 人", cut.people);
        if *equal == 0 {
            text.push_str("，线上没有同分的");
        } else {
            text.push_str(&format!("；{score} 分的 {equal} 人中列入 {above} 人"));
        }
        if let Some(indicator) = &self.by {
            text.push_str(&format!("，同分的先比{}", scheme.label_of(indicator)));
        }
        match self.ties {
            Some(LineTies::Include) => text.push_str("，线上名次并列的都算在内"),
            Some(LineTies::Exclude) => text.push_str("，线上名次并列而容不下的都不算"),
            None => {}
        }
        if self.by_class {
            text.push_str("；另按各类人员的名额作了调整");
        }
        text
    }
}
