//! Caps that are never reached, and caps or rules that make another rule worthless.
use super::Check;
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn caps(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            self.cap(f, rule, place);
        }
        for (n, (rule, place)) in self.rules().enumerate() {
            let same = |other: &&Rule| {
                rule.filter.kind.is_some()
                    && other.filter == rule.filter
                    && other.mechanic == rule.mechanic
                    && !other.measure
                    && !rule.measure
            };
            if let Some(other) = self.scheme.rules.iter().take(n).find(same) {
                let message = format!("与“{}”条件、分值完全相同，同一件事计两次", other.label);
                f.warn(place.id(), message, "删去一条，或改条件");
            }
        }
        for (indicator, place) in self.indicators() {
            self.floor_and_bonus(f, indicator, place);
            self.filled(f, indicator);
        }
    }

    fn cap(&self, f: &mut Findings<'_>, rule: &Rule, place: &Place) {
        let Some(max) = rule.max else { return };
        let indicator = self.scheme.indicator(&rule.indicator).and_then(|i| self.best_indicator(i));
        if indicator.is_some_and(|indicator| max > indicator) && !rule.measure {
            let message =
                format!("“{}”的上限 {max} 分高于指标满分 {} 分", rule.label, indicator.unwrap_or(max));
            f.warn(place.at("max"), message, "上限不起作用，可以删去");
        } else if let Some(most) = rule.mechanic.most().filter(|most| *most < max) {
            let message = format!("“{}”最多只能得 {most} 分，到不了上限 {max} 分", rule.label);
            f.warn(place.at("max"), message, "上限不起作用，可以删去");
        }
        let prices = rule.mechanic.price().into_iter().flat_map(|p| &p.cells).map(|cell| cell.points);
        let per_fact =
            !matches!(rule.mechanic, Mechanic::Tally(mechanic::Tally { unit: Unit::Quantity { .. }, .. }));
        let least = prices.filter(|p| p.is_positive()).min();
        let parts = rule.factors().iter().any(|t| t.by < Points::ONE) || has_share(rule);
        if let Some(least) = least.filter(|least| *least > max && per_fact && !parts) {
            let message = format!("最低的分值 {least} 分就已超过上限 {max} 分，各档没有差别");
            f.warn(place.at("max"), message, "提高上限，或降低分值");
        }
    }

    fn floor_and_bonus(&self, f: &mut Findings<'_>, indicator: &Indicator, place: &Place) {
        let deducts = self.scheme.rules_of(&indicator.id).any(Rule::can_deduct);
        let bonus = self.scheme.rules_of(&indicator.id).any(|rule| rule.bonus);
        if deducts && bonus && indicator.floor.is_some() && !place.has("floor_applies") {
            let message = format!("“{}”又有扣分又有奖励，没有写明保底在奖励之前还是之后", indicator.label);
            let hint = "在指标里写 floor_applies = \"before_bonus\" 或 \"after_bonus\"";
            f.error_with(place.id(), message, hint);
        }
        if let (Some(floor), Some(max)) = (indicator.floor, indicator.max)
            && floor >= max
        {
            f.error_with(place.at("floor"), "保底不低于满分，人人同分", "floor 应低于 max");
        }
    }

    /// Values that everyone starts with fill an indicator, and nothing takes off: what comes later adds nothing.
    fn filled(&self, f: &mut Findings<'_>, indicator: &Indicator) {
        let Some(max) = self.best_indicator(indicator) else { return };
        if self.scheme.rules_of(&indicator.id).any(Rule::can_deduct) {
            return;
        }
        let mut given = Points::ZERO;
        for (rule, place) in self.rules().filter(|(r, _)| r.indicator == indicator.id && !r.measure) {
            if given >= max {
                let message =
                    format!("“{}”满分 {max} 分已由基础分占满，这条规则永远加不上分", indicator.label);
                f.warn(place.id(), message, "提高指标满分，或降低基础分");
            }
            let everyone = rule.filter == Filter::default();
            if let Mechanic::Base(mechanic::Base { points }) = &rule.mechanic
                && everyone
            {
                given = given.checked_add(*points).unwrap_or(given);
            }
        }
    }
}

fn has_share(rule: &Rule) -> bool {
    let (Mechanic::Tally(mechanic::Tally { share, .. }) | Mechanic::Pieces(mechanic::Pieces { share, .. })) =
        &rule.mechanic
    else {
        return false;
    };
    share.is_some()
}
