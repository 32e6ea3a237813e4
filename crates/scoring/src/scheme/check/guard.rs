//! Refuses what must never be assessed, whatever a scheme calls it.
use super::Check;
use crate::catalogue::banned;
use crate::finding::{Findings, Span};
use crate::scheme::place::Place;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn guard(&self, f: &mut Findings<'_>) {
        let Check { scheme, places, .. } = self;
        for (class, place) in scheme.classes.iter().zip(&places.classes) {
            names(f, &class.id, &class.label, place);
            for (attribute, _) in &class.attributes {
                name(f, attribute, "", place.key(&format!("where/{attribute}")));
            }
        }
        for (group, place) in scheme.groups.iter().zip(&places.groups) {
            names(f, &group.id, &group.label, place);
        }
        for (indicator, place) in self.indicators() {
            names(f, &indicator.id, &indicator.label, place);
        }
        for (multiplier, place) in scheme.multipliers.iter().zip(&places.multipliers) {
            names(f, &multiplier.id, &multiplier.label, place);
        }
        for (condition, place) in self.all_conditions() {
            names(f, &condition.id, &condition.label, place);
        }
        for (grade, place) in self.all_grades() {
            names(f, &grade.id, &grade.label, place);
        }
        for (veto, place) in self.all_vetoes() {
            names(f, &veto.id, &veto.label, place);
        }
        for (outcome, place) in self.all_outcomes() {
            names(f, &outcome.id, &outcome.label, place);
        }
        self.guard_rules(f);
        let attributes =
            scheme.rank_within.iter().enumerate().map(|(n, a)| (a, places.scheme.item("rank_within", n)));
        for (attribute, at) in
            attributes.chain(scheme.separate_by.iter().map(|a| (a, places.scheme.at("separate_by"))))
        {
            name(f, attribute, "", at);
        }
    }

    fn guard_rules(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            names(f, &rule.id, &rule.label, place);
            for (n, times) in rule.factors().iter().enumerate() {
                name(f, "", &times.label, place.at(&format!("times/{n}/label")));
            }
            let (attribute, key) = match &rule.mechanic {
                Mechanic::Target(mechanic::Target { goal: Goal::Attribute(attribute), .. }) => {
                    (attribute, "target_from")
                }
                Mechanic::Ratio(mechanic::Ratio { within: Some(attribute), .. })
                | Mechanic::PlacePoints(mechanic::PlacePoints { within: Some(attribute), .. }) => {
                    (attribute, "within")
                }
                Mechanic::Poll(mechanic::Poll { poll, .. }) => {
                    for (n, group) in poll.groups.iter().enumerate() {
                        name(f, "", &group.label, place.at(&format!("raters/{n}/label")));
                    }
                    continue;
                }
                _ => continue,
            };
            name(f, attribute, "", place.at(key));
        }
    }
}

fn names(f: &mut Findings<'_>, id: &str, label: &str, place: &Place) {
    let at = if banned(id, "").is_some() { place.id() } else { place.at("label") };
    name(f, id, label, at);
}

fn name(f: &mut Findings<'_>, id: &str, label: &str, at: &Span) {
    if let Some(word) = banned(id, label) {
        let written = if label.is_empty() { id } else { label };
        let message = format!("“{written}”属于“{word}”，不得作为考评依据（国办函〔2026〕12号）");
        f.error_with(at, message, "删去，改考实际履职的事");
    }
}
