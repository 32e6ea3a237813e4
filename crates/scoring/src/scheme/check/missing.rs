//! Results that may be missing.
use super::Check;
use crate::finding::Findings;
use crate::scheme::*;

impl Check<'_> {
    /// What is left out of the own maximum is a zero when totals are compared.
    pub(super) fn missing(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            let Some(key) = rule.mechanic.excludes().filter(|key| place.has(key)) else { continue };
            if self.scheme.compare == Compare::Total {
                let message = format!("“{}”缺项时降低满分，名次却按总分排，等于按零分计", rule.label);
                f.error_with(place.at(key), message, "在 [scheme] 写 compare = \"rate\"（按折算分排名）");
            }
        }
    }
}
