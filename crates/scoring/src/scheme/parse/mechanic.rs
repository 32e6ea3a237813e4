//! Reading mechanics.
use super::rule::known_attribute;
use crate::catalogue::Kind;
use crate::finding::Findings;
use crate::read::{self, Section};
use crate::scheme::options::*;
use crate::scheme::*;

/// Reads one rule's own part.
pub(super) struct Reader<'r, 'a> {
    pub(super) section: &'r Section<'a>,
    pub(super) kind: Option<&'r Kind>,
}

impl Reader<'_, '_> {
    pub(super) fn mechanic(&self, f: &mut Findings<'_>, name: &str) -> Mechanic {
        let s = self.section;
        match name {
            "tally" => Mechanic::Tally(mechanic::Tally {
                price: self.price(f),
                unit: self.unit(f),
                skip_first: s.count(f, "skip_first").map_or(0, |n| n.value),
                at_most: s.count(f, "at_most").map(|n| n.value),
                share: self.share(f),
                times: self.times(f),
                named: self.named(f),
            }),
            "deductions" => {
                let price = self.price(f);
                if price.highest().is_positive() {
                    f.error_with(&s.at("table"), "扣分规则里不能有加分", "扣分写成负数，如 -1");
                }
                Mechanic::Deductions(mechanic::Deductions {
                    base: self.need_points(f, "base"),
                    floor: s.points(f, "floor").map_or(Points::ZERO, |p| p.value),
                    price,
                    unit: self.unit(f),
                    skip_first: s.count(f, "skip_first").map_or(0, |n| n.value),
                    times: self.times(f),
                })
            }
            "checklist" => Mechanic::Checklist(mechanic::Checklist { price: self.by_table(f) }),
            "target" => self.target(f),
            "flat" => Mechanic::Flat(mechanic::Flat {
                price: self.price(f),
                at_least: s.count(f, "at_least").map_or(1, |n| n.value),
                count: s.choice(f, "count", &COUNTS).map_or(Count::Facts, |c| c.value),
            }),
            "sequence" => self.sequence(f),
            "pieces" => self.pieces(f),
            "factor" => Mechanic::Factor(mechanic::Factor {
                of: s.need_text(f, "of").value,
                factor: self.need_points(f, "factor"),
            }),
            "rate" => self.rate(f),
            "rating" => self.rating(f),
            "poll" => self.poll(f),
            "ratio" => self.ratio(f),
            "place_points" => self.place_points(f),
            "rollup" => self.rollup(f),
            "report" => self.report(f),
            "manual" => {
                let (least, most) = (self.need_points(f, "least"), self.need_points(f, "most"));
                if most < least {
                    f.error_with(&s.at("most"), "“most”小于“least”", "most 应不小于 least");
                }
                Mechanic::Manual(mechanic::Manual { least, most, review: self.review(f) })
            }
            _ => Mechanic::Base(mechanic::Base { points: self.need_points(f, "points") }),
        }
    }

    pub(super) fn need_points(&self, f: &mut Findings<'_>, key: &'static str) -> Points {
        if !self.section.has(key) {
            f.error_with(&self.section.span, format!("缺少“{key}”"), format!("加上 {key} = …"));
        }
        self.section.points(f, key).map_or(Points::ZERO, |p| p.value)
    }
}

impl Reader<'_, '_> {
    fn sequence(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        let mut points = Vec::new();
        match s.get("points").and_then(|v| v.get_ref().as_array()) {
            Some(array) => points.extend(array.iter().filter_map(|item| read::points_of(f, item))),
            None => f.error_with(&s.span, "“points”应为依次的分值", "写成 points = [10, 5]"),
        }
        if points.is_empty() {
            f.error_with(&s.at("points"), "依次的分值至少写一个", "例如 points = [10, 5]");
        }
        let scope = s.choice(f, "scope", &SCOPES);
        if scope.is_none() && !s.has("scope") {
            f.error_with(
                &s.span,
                "没有写明依次是对同一件还是对同一人（scope）",
                "写 scope = \"piece\" 或 \"subject\"",
            );
        }
        Mechanic::Sequence(mechanic::Sequence { points, scope: scope.map_or(Scope::Subject, |s| s.value) })
    }

    fn pieces(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        if let Some(kind) = self.kind.filter(|kind| !kind.piece) {
            f.error_with(&s.at("kind"), format!("“{}”不分件", kind.label), "改用 mechanic = \"tally\"");
        }
        let combine = s.choice(f, "combine", &COMBINES);
        if combine.is_none() && !s.has("combine") {
            let hint = "写 combine = \"highest\"（就高）或 \"sum\"（累加）";
            f.error_with(&s.span, "没有写明同一件的几级怎样合计（combine）", hint);
        }
        let price = self.price(f);
        let mut either_or = Vec::new();
        let sets = s.get("either_or").and_then(|v| v.get_ref().as_array());
        for set in sets.into_iter().flat_map(|sets| sets.iter()) {
            let mut paths = Vec::new();
            for path in read::texts_of(f, "either_or", set) {
                let keys: Vec<String> = path.value.split('.').map(str::to_owned).collect();
                if !price.cells.iter().any(|cell| cell.keys.starts_with(&keys)) {
                    f.error_with(
                        &path.span,
                        format!("分值表里没有“{}”这一格", path.value),
                        "写表里有的一格，各层之间用点，如 \"adopted.province\"",
                    );
                }
                paths.push(keys);
            }
            either_or.push(paths);
        }
        let lower = s.choice(f, "lower_stages", &LOWER_STAGES);
        if let (Some(lower), Some(Combine::Highest)) = (&lower, combine.as_ref().map(|c| c.value)) {
            f.warn(&lower.span, "同一件就高时，低一级的阶段不起作用", "删去 lower_stages");
        }
        Mechanic::Pieces(mechanic::Pieces {
            implies_lower: lower.is_some_and(|l| l.value),
            price,
            combine: combine.map_or(Combine::Highest, |c| c.value),
            either_or,
            skip_first: s.count(f, "skip_first").map_or(0, |n| n.value),
            at_most: s.count(f, "at_most").map(|n| n.value),
            share: self.share(f),
            times: self.times(f),
            named: self.named(f),
        })
    }

    pub(super) fn missing(&self, f: &mut Findings<'_>, key: &'static str, zero: bool) -> Missing {
        let options: &[_] = if zero { &MISSING_OR_ZERO } else { &MISSING };
        let chosen = self.section.choice(f, key, options);
        if chosen.is_none() && !self.section.has(key) {
            let names: Vec<_> = options.iter().map(|o| o.0).collect();
            let hint = format!("{key} = 可以写：{}（exclude 不计入满分，full 按满分）", names.join("、"));
            f.error_with(&self.section.span, format!("没有写明没有时怎样计（{key}）"), hint);
        }
        chosen.map_or(Missing::Exclude, |c| c.value)
    }

    fn report(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        let due = s.choice(f, "due", &DUES).map_or(Due::Always, |d| d.value);
        let not_due = match due {
            Due::Always => Missing::Full,
            _ => self.missing(f, "not_due", true),
        };
        Mechanic::Report(mechanic::Report {
            price: self.price(f),
            missing: self.need_points(f, "missing"),
            due,
            not_due,
        })
    }

    fn target(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        let fixed = s.points(f, "target");
        let own = s.text(f, "target_from");
        if let Some(fixed) = fixed.as_ref().filter(|n| !n.value.is_positive()) {
            f.error_with(&fixed.span, "“target”应大于 0", "例如 target = 3");
        }
        let goal = match (fixed, own) {
            (Some(_), Some(own)) => {
                f.error_with(
                    &own.span,
                    "“target”和“target_from”只能写一项",
                    "人人一样的写 target，各人不同的写 target_from",
                );
                Goal::Attribute(own.value)
            }
            (None, Some(own)) => Goal::Attribute(own.value),
            (Some(fixed), None) => Goal::Fixed(fixed.value),
            (None, None) => {
                let hint = "写 target = 3，或写 target_from = \"栏目\"（各人自己的目标）";
                f.error_with(&s.span, "没有写明要达到多少（target）", hint);
                Goal::Fixed(Points::ONE)
            }
        };
        let missing = match goal {
            Goal::Fixed(_) => Missing::Full,
            Goal::Attribute(_) => self.missing(f, "missing", true),
        };
        let below = s.choice(f, "below", &BELOWS);
        if below.is_none() && !s.has("below") {
            let hint =
                "写 below = \"zero\"（不得分）、\"proportional\"（按比例）或 \"off\"（每少一个扣 off 分）";
            f.error_with(&s.span, "没有写明达不到怎样计（below）", hint);
        }
        let below = match below.map(|b| b.value) {
            Some(1) => Below::Proportional,
            Some(2) => Below::Off {
                off: self.need_points(f, "off"),
                floor: s.points(f, "floor").map_or(Points::ZERO, |p| p.value),
            },
            _ => Below::Zero,
        };
        Mechanic::Target(mechanic::Target {
            points: self.need_points(f, "points"),
            goal,
            count: s.choice(f, "count", &COUNTS).map_or(Count::Facts, |c| c.value),
            below,
            over: s.points(f, "over").map(|p| p.value),
            each: s.choice(f, "each", &EACHES).map_or(Each::Period, |e| e.value),
            missing,
        })
    }

    /// `review = { attribute = "side", own = "self", verified = "verified" }`.
    fn review(&self, f: &mut Findings<'_>) -> Option<Review> {
        let table = self.section.table(f, "review")?;
        let attribute = table.need_text(f, "attribute");
        let (own, verified) = (table.need_text(f, "own"), table.need_text(f, "verified"));
        if let Some(kind) = self.kind {
            known_attribute(f, kind, &attribute, &[own.clone(), verified.clone()]);
        }
        table.finish(f);
        Some(Review { attribute: attribute.value, own: own.value, verified: verified.value })
    }
}
