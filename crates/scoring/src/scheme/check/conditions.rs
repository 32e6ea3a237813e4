//! Conditions that never hold, always hold, or contradict each other.
use super::Check;
use super::counts::count_fits;
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn conditions(&self, f: &mut Findings<'_>) {
        for (condition, place) in self.all_conditions() {
            match &condition.test {
                Test::Facts { filter, count, at_least, at_most, .. } => {
                    count_fits(f, *count, self.kind(filter), place);
                    bounds(f, *at_least, *at_most, place);
                    if *at_least == Some(0) && at_most.is_none() {
                        f.warn(place.at("at_least"), "至少 0 次，永远成立", "写 1 以上");
                    }
                }
                Test::History { cycles, at_least, at_most, .. } => {
                    bounds(f, *at_least, *at_most, place);
                    if at_least.is_some_and(|n| n > *cycles) {
                        let message = format!("只看 {cycles} 期，不可能有这么多次");
                        f.error_with(place.at("at_least"), message, "at_least 不大于 cycles");
                    }
                    if at_most.is_some_and(|n| n >= *cycles) {
                        let message = format!("只看 {cycles} 期，永远成立");
                        f.warn(place.at("at_most"), message, "at_most 应小于 cycles");
                    }
                }
                Test::Score { indicator, from, below } => {
                    self.score(f, indicator.as_deref(), *from, *below, place);
                }
                Test::Class { .. } => {}
            }
        }
    }

    fn score(
        &self,
        f: &mut Findings<'_>,
        indicator: Option<&str>,
        from: Option<Points>,
        below: Option<Points>,
        place: &Place,
    ) {
        if let (Some(from), Some(below)) = (from, below)
            && from >= below
        {
            f.error_with(
                place.at("below"),
                format!("不能既不低于 {from} 又低于 {below}"),
                "below 应高于 from",
            );
        }
        let known = indicator.map(|id| self.scheme.indicator(id));
        let (best, floor) = match known {
            Some(Some(indicator)) => (self.best_indicator(indicator), indicator.floor),
            Some(None) => return,
            None => (self.best_score(), self.scheme.floor),
        };
        if let (Some(from), Some(best)) = (from, best)
            && from > best
        {
            f.error_with(place.at("from"), format!("最多只能得 {best} 分，到不了 {from} 分"), "降低 from");
        }
        if let (Some(below), Some(floor)) = (below, floor)
            && below <= floor
        {
            f.error_with(
                place.at("below"),
                format!("最少也有 {floor} 分，不会低于 {below} 分"),
                "提高 below",
            );
        }
    }

    /// The highest score anybody can be compared by.
    pub(super) fn best_score(&self) -> Option<Points> {
        *self.best.get_or_init(|| {
            let best = self.best_total()?;
            match (self.scheme.compare, self.scheme.total) {
                (Compare::Rate, Some(total)) => Some(best.max(total)),
                _ => Some(best),
            }
        })
    }

    fn condition(&self, id: &str) -> Option<&Condition> {
        self.scheme.conditions.iter().find(|c| c.id == id)
    }

    /// Conditions of a grade that cannot hold together.
    pub(super) fn needs(&self, f: &mut Findings<'_>, grade: &Grade, place: &Place) {
        let mut single: Vec<&Condition> = Vec::new();
        for (n, any) in grade.needs.iter().enumerate() {
            let at = place.item("needs", n);
            if any.is_empty() {
                f.error_with(at, "这一条里没有写条件，谁也达不到", "写上条件，或删去");
            }
            let [id] = any.as_slice() else { continue };
            let Some(condition) = self.condition(id) else { continue };
            if let Some(other) = single.iter().find(|other| contradict(&other.test, &condition.test)) {
                let message = format!("“{}”和“{}”不能同时成立，谁也达不到", other.label, condition.label);
                f.error_with(at, message, "放在同一个括号里表示有一项即可，或删去一项");
            }
            if let (Test::Score { indicator: None, below: Some(below), .. }, Some(from)) =
                (&condition.test, grade.from)
                && *below <= from
            {
                let message =
                    format!("“{}”要低于 {below} 分，这一等又从 {from} 分起，谁也达不到", condition.label);
                f.error_with(at, message, "改条件，或改 from");
            }
            single.push(condition);
        }
    }
}

fn bounds(f: &mut Findings<'_>, at_least: Option<u32>, at_most: Option<u32>, place: &Place) {
    if let (Some(least), Some(most)) = (at_least, at_most)
        && least > most
    {
        let message = format!("不能既至少 {least} 次又至多 {most} 次");
        f.error_with(place.at("at_most"), message, "at_most 不小于 at_least");
    }
}

/// Whether two tests look at the same and cannot both hold.
fn contradict(a: &Test, b: &Test) -> bool {
    let apart =
        |least: Option<u32>, most: Option<u32>| least.zip(most).is_some_and(|(least, most)| least > most);
    match (a, b) {
        (
            Test::Facts { filter, count, at_least, at_most, earlier },
            Test::Facts { filter: g, count: n, at_least: least, at_most: most, earlier: e },
        ) => {
            filter == g && count == n && earlier == e && (apart(*at_least, *most) || apart(*least, *at_most))
        }
        (
            Test::History { family, grades, cycles, at_least, at_most, .. },
            Test::History { family: g, grades: list, cycles: n, at_least: least, at_most: most, .. },
        ) => {
            family == g
                && grades == list
                && cycles == n
                && (apart(*at_least, *most) || apart(*least, *at_most))
        }
        (
            Test::Score { indicator, from, below },
            Test::Score { indicator: other, from: least, below: most },
        ) => {
            let none =
                |from: &Option<Points>, below: &Option<Points>| from.zip(*below).is_some_and(|(f, b)| f >= b);
            indicator == other && (none(from, most) || none(least, below))
        }
        _ => false,
    }
}
