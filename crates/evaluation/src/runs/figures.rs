//! The figures that a scheme reports beside its results (`[[statistic]]`), with their words.
use std::collections::BTreeMap;

use lvzhi_scoring::scheme::{Count, Shows, Statistic};
use lvzhi_scoring::{Evaluation, Input, Points, Proportion, statistics};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::schemes::Rulebook;

/// What a figure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// Attended out of due.
    Rate,
    /// How many.
    Count,
    /// Good or above out of ranked.
    Good,
}

/// A figure of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Identifier in the scheme.
    pub id: String,
    /// As printed: 全体会议出席率.
    pub label: String,
    /// What it shows.
    pub kind: FigureKind,
    /// The word it is counted by: 人次.
    pub unit: String,
    /// Of all.
    pub all: Proportion,
    /// Attribute of a member → value → of those with that value.
    pub by: BTreeMap<String, BTreeMap<String, Proportion>>,
}

impl Figure {
    /// Its value in words: `96.4%`, of few people `7／8`, `145`; none: there is nothing that it could be a share of.
    #[must_use]
    pub fn value(&self, of: Proportion, is_of_few: bool) -> Option<String> {
        match of.of {
            None => Some(number(of.part)),
            Some(whole) if whole.is_positive() && is_of_few => {
                Some(format!("{}／{}", number(of.part), number(whole)))
            }
            Some(whole) if whole.is_positive() => {
                Some(lvzhi_ui::format::percent_one(of.part.0.unsigned_abs(), whole.0.unsigned_abs()))
            }
            Some(_) => None,
        }
    }

    /// The same for the members with one value of an attribute.
    #[must_use]
    pub fn value_in(&self, attribute: &str, name: &str, is_of_few: bool) -> Option<String> {
        self.value(*self.by.get(attribute)?.get(name)?, is_of_few)
    }
}

/// A number without decimals that say nothing: `1,176`, `3.5`.
pub(crate) fn number(points: Points) -> String {
    if points.0 % Points::UNIT == 0 {
        return lvzhi_ui::format::thousands(points.0 / Points::UNIT);
    }
    points.to_one_decimal()
}

pub(super) fn of(rulebook: &Rulebook, input: &Input, evaluation: &Evaluation) -> Vec<Figure> {
    let scheme = &rulebook.scheme;
    let values = statistics(scheme, input, &evaluation.assessments);
    let figure = |(statistic, value): (&Statistic, lvzhi_scoring::StatisticValue)| Figure {
        id: value.id,
        label: statistic.label.clone(),
        kind: kind(&statistic.shows),
        unit: unit(rulebook, statistic),
        all: value.all,
        by: value.by,
    };
    scheme.statistics.iter().zip(values).map(figure).collect()
}

fn kind(shows: &Shows) -> FigureKind {
    match shows {
        Shows::Rate { .. } => FigureKind::Rate,
        Shows::Count { .. } => FigureKind::Count,
        Shows::Good => FigureKind::Good,
    }
}

fn unit(rulebook: &Rulebook, statistic: &Statistic) -> String {
    let count = match &statistic.shows {
        Shows::Good => return "人".into(),
        Shows::Rate { count: Count::Facts, .. } => return "人次".into(),
        Shows::Rate { count, .. } | Shows::Count { count, .. } => *count,
    };
    match count {
        Count::Facts => "次".into(),
        Count::Pieces => "件".into(),
        Count::Quantity => {
            let kind = statistic.filter().and_then(|filter| rulebook.catalogue.kind(filter.kind.as_deref()?));
            let quantity = kind.and_then(|kind| kind.quantity.as_ref());
            quantity.map_or_else(String::new, |it| it.unit.split('（').next().unwrap_or_default().into())
        }
    }
}

/// The figures and units of a run that was stored before schemes named theirs, as it was stored then: rates of attendance,
/// the share of 优良 and the number of instructions, and by name alone, with the special committees among the names listed.
pub(super) fn earlier(stored: &Value) -> (Vec<Figure>, BTreeMap<String, BTreeMap<String, u32>>) {
    let is_body = |name: &str| {
        stored["special_committees"].as_array().is_some_and(|list| list.iter().any(|it| it == name))
    };
    let attribute = |name: &str| if is_body(name) { "special_committee" } else { "sector" };
    let whole = |number: &Value| Points(number.as_i64().unwrap_or_default().saturating_mul(Points::UNIT));
    let rates = |key: &str, label: &str, kind, unit: &str| {
        let mut all = Proportion { part: Points(0), of: Some(Points(0)) };
        let mut by: BTreeMap<String, BTreeMap<String, Proportion>> = BTreeMap::new();
        for (name, rate) in stored[key].as_object().into_iter().flatten() {
            let of = Proportion { part: whole(&rate["present"]), of: Some(whole(&rate["due"])) };
            if name.is_empty() {
                all = of;
            } else {
                by.entry(attribute(name).to_owned()).or_default().insert(name.clone(), of);
            }
        }
        Figure { id: key.into(), label: label.into(), kind, unit: unit.into(), all, by }
    };
    let mut figures = vec![
        rates("plenary", "全体会议出席率", FigureKind::Rate, "人次"),
        rates("standing", "常委会会议出席率", FigureKind::Rate, "人次"),
    ];
    let good = rates("good", "良好以上占比", FigureKind::Good, "人");
    let mut classes: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for (attribute, names) in &good.by {
        for (name, of) in names {
            let people = of.of.map_or(0, |due| due.0 / Points::UNIT);
            let people = u32::try_from(people).unwrap_or_default();
            classes.entry(attribute.clone()).or_default().insert(name.clone(), people);
        }
    }
    if stored["has_good_share"] != Value::Bool(false) {
        figures.push(good);
    }
    figures.push(Figure {
        id: "instructions".into(),
        label: "领导批示".into(),
        kind: FigureKind::Count,
        unit: "件".into(),
        all: Proportion { part: whole(&stored["instructions"]), of: None },
        by: BTreeMap::new(),
    });
    (figures, classes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_stored_before_schemes_named_their_figures_keeps_its_own() {
        let stored = serde_json::json!({
            "plenary": { "": { "present": 9, "due": 10 }, "环境资源界": { "present": 1, "due": 2 } },
            "standing": {},
            "good": { "": { "present": 3, "due": 4 }, "环境资源界": { "present": 1, "due": 2 },
                "提案委": { "present": 1, "due": 1 } },
            "special_committees": ["提案委"],
            "instructions": 145,
        });
        let (figures, classes) = earlier(&stored);
        let values: Vec<_> =
            figures.iter().map(|figure| (figure.label.as_str(), figure.value(figure.all, false))).collect();
        let expected = [
            ("全体会议出席率", Some("90.0%")),
            ("常委会会议出席率", None),
            ("良好以上占比", Some("75.0%")),
            ("领导批示", Some("145")),
        ];
        assert_eq!(values, expected.map(|(label, value)| (label, value.map(str::to_owned))));
        assert_eq!(figures[0].value_in("sector", "环境资源界", false).as_deref(), Some("50.0%"));
        assert_eq!(figures[0].value_in("sector", "环境资源界", true).as_deref(), Some("1／2"));
        assert_eq!((classes["sector"]["环境资源界"], classes["special_committee"]["提案委"]), (2, 1));
    }
}
