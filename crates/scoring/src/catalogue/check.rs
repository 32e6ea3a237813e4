//! Whether a fact is one the catalogue knows.
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Attribute, Catalogue, Content, Kind, Term, term_by_id};
use crate::{Fact, Points};

impl Catalogue {
    /// Checks a fact's kind and attributes; sentences in plain Chinese tell what is wrong.
    pub fn check_fact(&self, kind: &str, attributes: &BTreeMap<String, String>) -> Result<(), Vec<String>> {
        let mut problems = Vec::new();
        match self.kind(kind) {
            Some(kind) => kind.check_attributes(attributes, &mut problems),
            None => problems.push(format!("没有“{kind}”这种事实")),
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Checks all of a fact: kind, attributes, stage, role, piece, signers and quantity.
    pub fn check_whole_fact(&self, fact: &Fact) -> Result<(), Vec<String>> {
        let mut problems = Vec::new();
        match self.kind(&fact.kind) {
            Some(kind) => {
                kind.check_attributes(&fact.attributes, &mut problems);
                kind.check_piece(fact, &mut problems);
                kind.check_quantity(fact.quantity, &mut problems);
            }
            None => problems.push(format!("没有“{}”这种事实", fact.kind)),
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

impl Kind {
    fn check_attributes(&self, values: &BTreeMap<String, String>, problems: &mut Vec<String>) {
        for (id, value) in values {
            match self.attribute(id) {
                Some(attribute) => attribute.check(value, problems),
                None => problems.push(format!("“{}”没有“{id}”这一栏", self.label)),
            }
        }
        for attribute in self.attributes.iter().filter(|a| a.required) {
            if values.get(&attribute.id).is_none_or(|value| value.trim().is_empty()) {
                problems.push(format!("“{}”必须填写", attribute.label));
            }
        }
    }

    fn check_piece(&self, fact: &Fact, problems: &mut Vec<String>) {
        let mut known = |what: &str, value: &Option<String>, terms: &[Term]| {
            if let Some(value) = value
                && term_by_id(terms, value).is_none()
            {
                problems.push(format!("“{}”没有“{value}”这个{what}", self.label));
            }
        };
        known("阶段", &fact.stage, &self.stages);
        known("角色", &fact.role, &self.roles);
        if fact.piece.is_some() && !self.piece {
            problems.push(format!("“{}”不分件，不能写件号", self.label));
        }
        if fact.signers == Some(0) {
            problems.push("署名人数至少为 1".to_owned());
        }
    }

    fn check_quantity(&self, quantity: Points, problems: &mut Vec<String>) {
        match &self.quantity {
            None if quantity != Points::ONE => problems.push(format!("“{}”没有数量一栏", self.label)),
            Some(unit) if quantity.is_negative() => problems.push(format!("{}不能是负数", unit.label)),
            _ => {}
        }
    }
}

impl Attribute {
    fn check(&self, value: &str, problems: &mut Vec<String>) {
        let fits = match &self.content {
            Content::Enumeration(values) => term_by_id(values, value).is_some(),
            Content::Integer => value.parse::<i64>().is_ok(),
            Content::Date => value.parse::<NaiveDate>().is_ok(),
            Content::Text => true,
        };
        if !fits {
            problems.push(match &self.content {
                Content::Enumeration(values) => {
                    let labels: Vec<_> = values.iter().map(|v| v.label.as_str()).collect();
                    format!("“{}”不能是“{value}”，应为：{}", self.label, labels.join("、"))
                }
                Content::Date => format!("“{}”应为日期，不是“{value}”", self.label),
                _ => format!("“{}”应为整数，不是“{value}”", self.label),
            });
        }
    }
}
