//! Rules that only measure.
use super::Check;
use crate::finding::Findings;

impl Check<'_> {
    pub(super) fn measures(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            if rule.measure && !self.scheme.rules.iter().any(|r| r.reads_rule() == Some(&rule.id)) {
                let message = format!("“{}”只作计量（measure），却没有规则用它，谁也得不到分", rule.label);
                f.warn(place.at("measure"), message, "删去 measure，或写一条用它的规则");
            }
        }
    }
}
