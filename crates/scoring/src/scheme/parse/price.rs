//! Reading prices, units, shares and factors.
use toml::de::DeValue;

use super::reader::Reader;
use super::rule::{known_attribute, known_terms, part_filter, unknown};
use crate::catalogue::Term;
use crate::finding::Findings;
use crate::read::{self, At, Section};
use crate::scheme::options::{METHODS, PARTS, ROUNDINGS};
use crate::scheme::price::ANY;
use crate::scheme::*;

impl Reader<'_, '_> {
    /// `points = 3`, or `by = ["stage", "role"]` with `table = { filed = { first = 3 } }`.
    pub(in crate::scheme) fn price(&self, f: &mut Findings<'_>) -> Price {
        let s = self.section;
        if let Some(points) = s.points(f, "points") {
            if s.has("table") {
                f.error_with(
                    &s.at("table"),
                    "“points”和“table”只能写一项",
                    "一个分值写 points，按表计分写 by 和 table",
                );
                s.get("table");
            }
            s.get("by");
            return Price::flat(points.value);
        }
        self.by_table(f)
    }

    /// Only `by` and `table`.
    pub(in crate::scheme) fn by_table(&self, f: &mut Findings<'_>) -> Price {
        let s = self.section;
        let mut by = Vec::new();
        for name in s.texts(f, "by") {
            let dimension = match (name.value.as_str(), self.kind) {
                ("stage", _) => Dimension::Stage,
                ("role", _) => Dimension::Role,
                ("authorship", _) => Dimension::Authorship,
                (id, Some(kind)) => {
                    known_attribute(f, kind, &name, &[]);
                    Dimension::Attribute(id.to_owned())
                }
                (id, None) => Dimension::Attribute(id.to_owned()),
            };
            by.push(dimension);
        }
        let mut cells = Vec::new();
        match (s.table(f, "table"), by.is_empty()) {
            (Some(table), false) => self.cells(f, &table, &by, &[], &mut cells),
            (Some(_), true) => {
                f.error_with(&s.at("table"), "没有写明按什么分档（by）", "例如 by = [\"stage\"]")
            }
            (None, _) if s.has("table") => {}
            (None, _) => f.error_with(&s.span, "没有写明分值", "写 points = 3，或写 by 和 table"),
        }
        Price { by, cells }
    }

    fn cells(
        &self,
        f: &mut Findings<'_>,
        table: &Section<'_>,
        by: &[Dimension],
        path: &[(String, String)],
        cells: &mut Vec<Cell>,
    ) {
        let Some(dimension) = by.get(path.len()) else { return };
        for (key, value) in table.entries() {
            let label = self.label(f, dimension, &key);
            let mut path = path.to_vec();
            path.push((key.value, label));
            match value.get_ref() {
                DeValue::Table(inner) if path.len() < by.len() => {
                    self.cells(f, &Section::new(inner, value.span()), by, &path, cells);
                }
                DeValue::Table(_) => {
                    f.error_with(
                        &value.span(),
                        format!("分值表只有 {} 层，这里应为分数", by.len()),
                        "写成分数，或在 by 里加一层",
                    );
                }
                _ => {
                    let Some(points) = read::points_of(f, value) else { continue };
                    let labels: Vec<_> = path.iter().map(|p| p.1.as_str()).collect();
                    let label = labels.join("·");
                    cells.push(Cell { keys: path.iter().map(|p| p.0.clone()).collect(), label, points });
                }
            }
        }
    }

    /// Checks a key of a table and gives its Chinese name.
    fn label(&self, f: &mut Findings<'_>, dimension: &Dimension, key: &At<String>) -> String {
        let Some(kind) = self.kind else { return key.value.clone() };
        let terms: &[Term] = match dimension {
            _ if key.value == ANY => return "其他".to_owned(),
            Dimension::Stage => &kind.stages,
            Dimension::Role => &kind.roles,
            Dimension::Authorship => match key.value.as_str() {
                "alone" => return "个人".to_owned(),
                "joint" => return "联名".to_owned(),
                _ => &[],
            },
            Dimension::Attribute(id) => match kind.attribute(id) {
                Some(attribute) => attribute.values(),
                None => return key.value.clone(),
            },
        };
        if !terms.iter().any(|t| t.id == key.value) {
            unknown(f, "取值", key, terms.iter().map(|t| t.id.as_str()));
        }
        crate::catalogue::term_by_id(terms, &key.value).map_or_else(|| key.value.clone(), |t| t.label.clone())
    }

    pub(in crate::scheme) fn unit(&self, f: &mut Findings<'_>) -> Unit {
        let Some(per) = self.section.points(f, "per") else { return Unit::Fact };
        let part = self.section.choice(f, "part", &PARTS);
        if per.value <= Points::ZERO {
            f.error_with(&per.span, "“per”应大于 0", "例如 per = 1");
        }
        if self.kind.is_some_and(|kind| kind.quantity.is_none()) {
            f.error_with(&per.span, "这种事实没有数量，不能按数量计分", "删去 per，按件数计分");
        }
        if part.is_none() && !self.section.has("part") {
            let hint = "写 part = \"proportional\"（按比例）、\"none\"（不计）或 \"full\"（按一个单位计）";
            f.error_with(&per.span, "没有写明不足一个单位怎样计（part）", hint);
        }
        Unit::Quantity { per: per.value, part: part.map_or(Part::None, |p| p.value) }
    }

    pub(in crate::scheme) fn share(&self, f: &mut Findings<'_>) -> Option<Share> {
        let table = self.section.table(f, "share")?;
        let method = table.choice(f, "method", &METHODS);
        if method.is_none() && !table.has("method") {
            f.error_with(&table.span, "缺少“method”", "例如 method = \"equal\"");
        }
        let method = method.map_or(ShareMethod::FirstAll, |m| m.value);
        let rounding = table.choice(f, "rounding", &ROUNDINGS).map(|r| r.value);
        if rounding.is_none() && !table.has("rounding") && method != ShareMethod::FirstAll {
            f.error_with(&table.span, "没有写明除不尽时怎样取舍（rounding）", "例如 rounding = \"down\"");
        }
        let roles: &[Term] = self.kind.map_or(&[], |kind| &kind.roles);
        let first = match table.text(f, "first") {
            Some(first) => {
                known_terms(f, "角色", std::slice::from_ref(&first), roles, self.kind.is_some());
                first.value
            }
            None => roles.first().map(|role| role.id.clone()).unwrap_or_default(),
        };
        let decimals = table.count(f, "decimals").map_or(4, |n| n.value.min(4));
        table.finish(f);
        Some(Share { method, first, rounding: rounding.unwrap_or(Rounding::Down), decimals })
    }

    /// `times = [{ label = "综合采用", where = { … }, by = 0.5 }]`.
    pub(in crate::scheme) fn times(&self, f: &mut Findings<'_>) -> Vec<Times> {
        let mut list = Vec::new();
        for section in self.section.tables(f, "times") {
            let label = section.need_text(f, "label").value;
            let by = section.points(f, "by");
            if by.is_none() && !section.has("by") {
                f.error_with(&section.span, "没有写明乘以多少（by）", "例如 by = 0.5");
            }
            if let Some(by) = by.as_ref().filter(|by| by.value.is_negative()) {
                f.error_with(&by.span, "系数不能是负数", "例如 by = 0.5");
            }
            let filter = part_filter(&section, f, self.kind);
            section.finish(f);
            list.push(Times { label, filter, by: by.map_or(Points::ONE, |by| by.value) });
        }
        list
    }

    /// `named_at_most = 3`, with `position` naming the attribute that holds the place in the list.
    pub(in crate::scheme) fn named(&self, f: &mut Findings<'_>) -> Option<Named> {
        let at_most = self.section.count(f, "named_at_most");
        let position = self.section.text(f, "position");
        let at_most = at_most?;
        let Some(position) = position else {
            let hint = "写 position = \"栏目\"，那一栏填署名次序";
            f.error_with(&at_most.span, "没有写明按哪一栏的署名次序取人（position）", hint);
            return None;
        };
        if let Some(kind) = self.kind {
            known_attribute(f, kind, &position, &[]);
        }
        Some(Named { at_most: at_most.value, position: position.value })
    }
}
