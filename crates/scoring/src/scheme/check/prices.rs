//! Cells of points tables that no fact can reach.
use super::Check;
use crate::catalogue::Kind;
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::price::ANY;
use crate::scheme::*;

impl Mechanic {
    /// The points table, where the mechanic has one.
    pub(super) fn price(&self) -> Option<&Price> {
        match self {
            Mechanic::Tally(mechanic::Tally { price, .. })
            | Mechanic::Deductions(mechanic::Deductions { price, .. })
            | Mechanic::Checklist(mechanic::Checklist { price })
            | Mechanic::Flat(mechanic::Flat { price, .. })
            | Mechanic::Pieces(mechanic::Pieces { price, .. })
            | Mechanic::Report(mechanic::Report { price, .. }) => Some(price),
            _ => None,
        }
    }
}

impl Check<'_> {
    pub(super) fn prices(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            let Some(price) = rule.mechanic.price() else { continue };
            if !price.cells.is_empty() && price.cells.iter().all(|cell| cell.points.is_zero()) {
                let at = if price.by.is_empty() { "points" } else { "table" };
                f.warn(place.at(at), "分值都是 0，这条规则不起作用", "写明分值，或删去这条规则");
            }
            if !price.by.is_empty() {
                self.cells(f, rule, price, place);
            }
        }
    }

    fn cells(&self, f: &mut Findings<'_>, rule: &Rule, price: &Price, place: &Place) {
        let reached = |cell: &&Cell| {
            let mut keys = price.by.iter().zip(&cell.keys);
            keys.all(|(dimension, key)| key == ANY || passes(&rule.filter, dimension, key))
        };
        if !price.cells.is_empty() && !price.cells.iter().any(|cell| reached(&cell)) {
            let message = "分值表的每一格都被这条规则的条件排除，永远不会计分";
            return f.warn(place.at("table"), message, "改条件，或改分值表");
        }
        for cell in price.cells.iter().filter(|cell| !reached(cell)) {
            let message = format!("“{}”这一格永远用不上：规则的条件已经排除了它", cell.label);
            f.warn(place.key(&path(&cell.keys)), message, "删去这一格，或改条件");
        }
        let Some(kind) = self.kind(&rule.filter) else { return };
        for cell in &price.cells {
            if let Some(depth) = shadowed(rule, price, cell, kind) {
                let keys = cell.keys.iter().take(depth.saturating_add(1)).cloned().collect::<Vec<_>>();
                let message = "“any”永远用不上：可能的取值都已单列";
                f.warn(place.key(&path(&keys)), message, "删去这一格");
            }
        }
    }
}

fn path(keys: &[String]) -> String {
    format!("table/{}", keys.join("/"))
}

/// Whether a filter lets facts with this value of a dimension pass.
fn passes(filter: &Filter, dimension: &Dimension, key: &str) -> bool {
    let within = |list: &[String]| list.is_empty() || list.iter().any(|value| value == key);
    match dimension {
        Dimension::Stage => within(&filter.stages),
        Dimension::Role => within(&filter.roles),
        Dimension::Authorship => filter.authorship.is_none_or(|authorship| authorship.id() == key),
        Dimension::Attribute(id) => {
            filter.attributes.iter().filter(|(other, _)| other == id).all(|(_, values)| within(values))
        }
    }
}

/// The depth at which a cell says "any" though each possible value has cells of its own.
fn shadowed(rule: &Rule, price: &Price, cell: &Cell, kind: &Kind) -> Option<usize> {
    price.by.iter().zip(&cell.keys).enumerate().position(|(depth, (dimension, key))| {
        let values: Vec<&str> = match dimension {
            _ if key != ANY => return false,
            Dimension::Authorship => vec!["alone", "joint"],
            // A fact may have no stage, no role, or lack an attribute that is not required.
            Dimension::Stage if !rule.filter.stages.is_empty() => ids(&kind.stages),
            Dimension::Role if !rule.filter.roles.is_empty() => ids(&kind.roles),
            Dimension::Attribute(id) => match kind.attribute(id) {
                Some(a) if a.required || rule.filter.attributes.iter().any(|(other, _)| other == id) => {
                    ids(a.values())
                }
                _ => return false,
            },
            Dimension::Stage | Dimension::Role => return false,
        };
        let before = cell.keys.get(..depth).unwrap_or_default();
        let named = |value: &str| {
            let keys = |c: &Cell| c.keys.starts_with(before) && c.keys.get(depth).is_some_and(|k| k == value);
            price.cells.iter().any(keys)
        };
        !values.is_empty()
            && values.iter().all(|value| !passes(&rule.filter, dimension, value) || named(value))
    })
}

fn ids(terms: &[crate::catalogue::Term]) -> Vec<&str> {
    terms.iter().map(|term| term.id.as_str()).collect()
}
