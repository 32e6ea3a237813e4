//! Rules that read other rules or earlier cycles.
use super::Check;
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn across(&self, f: &mut Findings<'_>) {
        for (n, (rule, place)) in self.rules().enumerate() {
            match &rule.mechanic {
                Mechanic::Factor(mechanic::Factor { of, factor }) => self.factor(f, n, of, *factor, place),
                Mechanic::Ratio(mechanic::Ratio { of, .. })
                | Mechanic::PlacePoints(mechanic::PlacePoints { of, .. }) => self.compared(f, of, place),
                Mechanic::Rollup(mechanic::Rollup { family, of, .. }) => {
                    self.rollup(f, family.as_deref(), of.as_deref(), place)
                }
                _ => {}
            }
            if rule.measure && !self.scheme.rules.iter().any(|r| r.reads_rule() == Some(&rule.id)) {
                let message = format!("“{}”只作计量（measure），却没有规则用它，谁也得不到分", rule.label);
                f.warn(place.at("measure"), message, "删去 measure，或写一条用它的规则");
            }
        }
    }

    fn factor(&self, f: &mut Findings<'_>, n: usize, of: &str, factor: Points, place: &Place) {
        if factor.is_zero() {
            f.error_with(place.at("factor"), "系数为 0，不起作用", "写明系数，或删去这条规则");
        }
        let Some(other) = self.scheme.rule(of) else { return };
        if !other.measure && factor >= Points::ONE {
            let message = format!("“{}”的分已经计入，再加 {factor} 倍，同一得分重复计", other.label);
            let hint = "只想乘系数的，在那条规则写 measure = true；只想多加一部分的，系数写小于 1 的数";
            f.warn(place.at("of"), message, hint);
        }
        let twice = self.scheme.rules.iter().take(n).find(
            |r| matches!(&r.mechanic, Mechanic::Factor(mechanic::Factor { of: other, .. }) if other == of),
        );
        if let Some(twice) = twice {
            let message = format!("“{}”的分已由“{}”乘过系数，重复计", other.label, twice.label);
            f.warn(place.at("of"), message, "合成一条规则");
        }
    }

    fn compared(&self, f: &mut Findings<'_>, of: &str, place: &Place) {
        let Some(other) = self.scheme.rule(of) else { return };
        if !other.measure {
            let message = format!("“{}”自己的分已经计入，比较后又得一次分", other.label);
            f.warn(place.at("of"), message, "只用来比较的，在那条规则写 measure = true");
        }
        if other.is_across() {
            let message = format!("“{}”本身就是比较出来的分，不能再拿来比较", other.label);
            f.warn(place.at("of"), message, "改用比较之前的那条规则");
        }
    }

    fn rollup(&self, f: &mut Findings<'_>, family: Option<&str>, of: Option<&str>, place: &Place) {
        if family.is_none_or(|family| family == self.scheme.id) {
            let at = if family.is_some() { "family" } else { "mechanic" };
            let hint = "写 family = \"办法标识\"（每月或每季那份办法的 id）";
            f.warn(place.at(at), "汇总的是本办法自己的前几期，一期之内没有更早的一期", hint);
        }
        if of.is_some_and(str::is_empty) {
            f.error_with(place.at("of"), "没有写明汇总哪个指标", "写指标标识，或删去 of（汇总总分）");
        }
    }
}
