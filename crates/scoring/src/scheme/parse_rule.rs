//! Reading rules: filters, prices and mechanics.
use toml::de::DeValue;

use super::parse::ROUNDINGS;
use super::price::ANY;
use super::*;
use crate::catalogue::{Content, Kind, Term};
use crate::finding::Findings;
use crate::read::{self, At, Section, nearest};

pub(super) const COUNTS: [(&str, Count); 3] =
    [("facts", Count::Facts), ("pieces", Count::Pieces), ("quantity", Count::Quantity)];

const MECHANICS: [&str; 11] = [
    "base",
    "tally",
    "deductions",
    "flat",
    "sequence",
    "pieces",
    "factor",
    "rate",
    "rating",
    "report",
    "manual",
];

pub(super) fn rule(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Rule {
    let id = section.need_text(f, "id").value;
    let indicator = section.need_text(f, "indicator").value;
    let article = section.need_text(f, "article").value;
    let label = section.need_text(f, "label").value;
    let name = section.choice(f, "mechanic", &MECHANICS.map(|m| (m, m)));
    if name.is_none() && !section.has("mechanic") {
        f.error_with(&section.span, "缺少“mechanic”", format!("可以写：{}", MECHANICS.join("、")));
    }
    let name = name.map_or("base", |m| m.value);
    let filter = filter(section, f, catalogue, !matches!(name, "base" | "factor"));
    let kind = filter.kind.as_deref().and_then(|kind| catalogue.kind(kind));
    let mechanic = Reader { section, kind }.mechanic(f, name);
    let max = section.points(f, "max");
    if let Some(max) = max.as_ref().filter(|max| max.value <= Points::ZERO) {
        f.error_with(&max.span, format!("上限不能是 {}", max.value), "上限应大于 0");
    }
    let bonus = section.flag(f, "bonus");
    let max = max.map(|max| max.value);
    Rule { id, indicator, article, label, filter, mechanic, max, bonus, points_text: String::new() }
}

pub(super) fn filter(
    section: &Section<'_>,
    f: &mut Findings<'_>,
    catalogue: &Catalogue,
    needs_kind: bool,
) -> Filter {
    let kind = if needs_kind { Some(section.need_text(f, "kind")) } else { section.text(f, "kind") };
    let known = kind.as_ref().and_then(|kind| catalogue.kind(&kind.value));
    if let Some(kind) = kind.as_ref().filter(|kind| known.is_none() && !kind.value.is_empty()) {
        let names = catalogue.kinds.iter().map(|k| k.id.as_str());
        let hint = match nearest(&kind.value, names.clone()) {
            Some(name) => format!("是不是“{name}”？"),
            None => format!("目录里有：{}", names.collect::<Vec<_>>().join("、")),
        };
        f.error_with(&kind.span, format!("事实目录里没有“{}”这种事实", kind.value), hint);
    }
    let no_terms: &[Term] = &[];
    let stages = section.texts(f, "stages");
    known_terms(f, "阶段", &stages, known.map_or(no_terms, |k| &k.stages), known.is_some());
    let roles = section.texts(f, "roles");
    known_terms(f, "角色", &roles, known.map_or(no_terms, |k| &k.roles), known.is_some());
    let mut attributes = Vec::new();
    if let Some(table) = section.table(f, "where") {
        for (key, value) in table.entries() {
            let values = read::texts_of(f, &key.value, value);
            if let Some(kind) = known {
                known_attribute(f, kind, &key, &values);
            }
            attributes.push((key.value, strings(values)));
        }
    }
    let (from, until) = (section.date(f, "from_date"), section.date(f, "until_date"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        f.error(&section.at("until_date"), "截止日早于起始日");
    }
    Filter {
        kind: kind.map(|kind| kind.value),
        attributes,
        stages: strings(stages),
        roles: strings(roles),
        for_posts: strings(section.texts(f, "for_posts")),
        not_posts: strings(section.texts(f, "not_posts")),
        from,
        until,
    }
}

fn strings(list: Vec<At<String>>) -> Vec<String> {
    list.into_iter().map(|item| item.value).collect()
}

fn known_terms(f: &mut Findings<'_>, what: &str, names: &[At<String>], terms: &[Term], check: bool) {
    for name in names.iter().filter(|name| check && !terms.iter().any(|t| t.id == name.value)) {
        unknown(f, what, name, terms.iter().map(|t| t.id.as_str()));
    }
}

fn unknown<'n>(
    f: &mut Findings<'_>,
    what: &str,
    name: &At<String>,
    names: impl Iterator<Item = &'n str> + Clone,
) {
    let hint = match nearest(&name.value, names.clone()) {
        Some(other) => format!("是不是“{other}”？"),
        None => format!("可以写：{}", names.collect::<Vec<_>>().join("、")),
    };
    f.error_with(&name.span, format!("没有“{}”这个{what}", name.value), hint);
}

fn known_attribute(f: &mut Findings<'_>, kind: &Kind, key: &At<String>, values: &[At<String>]) {
    match kind.attribute(&key.value) {
        None => unknown(f, "栏目", key, kind.attributes.iter().map(|a| a.id.as_str())),
        Some(attribute) => {
            if let Content::Enumeration(terms) = &attribute.content {
                known_terms(f, "取值", values, terms, true);
            }
        }
    }
}

struct Reader<'r, 'a> {
    section: &'r Section<'a>,
    kind: Option<&'r Kind>,
}

impl Reader<'_, '_> {
    fn mechanic(&self, f: &mut Findings<'_>, name: &str) -> Mechanic {
        let s = self.section;
        match name {
            "tally" => Mechanic::Tally {
                price: self.price(f),
                unit: self.unit(f),
                skip_first: s.count(f, "skip_first").map_or(0, |n| n.value),
                at_most: s.count(f, "at_most").map(|n| n.value),
                share: self.share(f),
            },
            "deductions" => {
                let price = self.price(f);
                if price.highest().is_positive() {
                    f.error_with(&s.at("table"), "扣分规则里不能有加分", "扣分写成负数，如 -1");
                }
                Mechanic::Deductions {
                    base: self.need_points(f, "base"),
                    floor: s.points(f, "floor").map_or(Points::ZERO, |p| p.value),
                    price,
                    unit: self.unit(f),
                }
            }
            "flat" => Mechanic::Flat {
                price: self.price(f),
                at_least: s.count(f, "at_least").map_or(1, |n| n.value),
                count: s.choice(f, "count", &COUNTS).map_or(Count::Facts, |c| c.value),
            },
            "sequence" => self.sequence(f),
            "pieces" => self.pieces(f),
            "factor" => {
                Mechanic::Factor { of: s.need_text(f, "of").value, factor: self.need_points(f, "factor") }
            }
            "rate" => self.rate(f),
            "rating" => self.rating(f),
            "report" => self.report(f),
            "manual" => {
                let (least, most) = (self.need_points(f, "least"), self.need_points(f, "most"));
                if most < least {
                    f.error(&s.at("most"), "“most”小于“least”");
                }
                Mechanic::Manual { least, most }
            }
            _ => Mechanic::Base { points: self.need_points(f, "points") },
        }
    }

    fn need_points(&self, f: &mut Findings<'_>, key: &'static str) -> Points {
        if !self.section.has(key) {
            f.error(&self.section.span, format!("缺少“{key}”"));
        }
        self.section.points(f, key).map_or(Points::ZERO, |p| p.value)
    }

    /// `points = 3`, or `by = ["stage", "role"]` with `table = { filed = { first = 3 } }`.
    fn price(&self, f: &mut Findings<'_>) -> Price {
        let s = self.section;
        if let Some(points) = s.points(f, "points") {
            if s.has("table") {
                f.error(&s.at("table"), "“points”和“table”只能写一项");
                s.get("table");
            }
            s.get("by");
            return Price::flat(points.value);
        }
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
                    f.error(&value.span(), format!("分值表只有 {} 层，这里应为分数", by.len()));
                }
                _ => {
                    let Some(points) = read::points_of(f, value) else { continue };
                    let labels: Vec<_> = path.iter().filter(|p| p.0 != ANY).map(|p| p.1.as_str()).collect();
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

    fn unit(&self, f: &mut Findings<'_>) -> Unit {
        let Some(per) = self.section.points(f, "per") else { return Unit::Fact };
        let parts = self.section.choice(f, "part", &[("proportional", true), ("none", false)]);
        if per.value <= Points::ZERO {
            f.error(&per.span, "“per”应大于 0");
        }
        if self.kind.is_some_and(|kind| kind.quantity.is_none()) {
            f.error_with(&per.span, "这种事实没有数量，不能按数量计分", "删去 per，按件数计分");
        }
        if parts.is_none() && !self.section.has("part") {
            let hint = "写 part = \"proportional\"（按比例）或 \"none\"（不计）";
            f.error_with(&per.span, "没有写明不足一个单位怎样计（part）", hint);
        }
        Unit::Quantity { per: per.value, parts: parts.is_some_and(|p| p.value) }
    }

    fn share(&self, f: &mut Findings<'_>) -> Option<Share> {
        let table = self.section.table(f, "share")?;
        let methods = [
            ("equal", ShareMethod::Equal),
            ("half_each", ShareMethod::HalfEach),
            ("first_all", ShareMethod::FirstAll),
            ("first_half", ShareMethod::FirstHalf),
        ];
        let method = table.choice(f, "method", &methods);
        if method.is_none() && !table.has("method") {
            f.error(&table.span, "缺少“method”");
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
            f.error(&s.at("points"), "依次的分值至少写一个");
        }
        let scopes = [("piece", Scope::Piece), ("subject", Scope::Subject)];
        let scope = s.choice(f, "scope", &scopes);
        if scope.is_none() && !s.has("scope") {
            f.error_with(
                &s.span,
                "没有写明依次是对同一件还是对同一人（scope）",
                "写 scope = \"piece\" 或 \"subject\"",
            );
        }
        Mechanic::Sequence { points, scope: scope.map_or(Scope::Subject, |s| s.value) }
    }

    fn pieces(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        if let Some(kind) = self.kind.filter(|kind| !kind.piece) {
            f.error_with(&s.at("kind"), format!("“{}”不分件", kind.label), "改用 mechanic = \"tally\"");
        }
        let combine = s.choice(f, "combine", &[("sum", Combine::Sum), ("highest", Combine::Highest)]);
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
                    f.error(&path.span, format!("分值表里没有“{}”这一格", path.value));
                }
                paths.push(keys);
            }
            either_or.push(paths);
        }
        Mechanic::Pieces {
            price,
            combine: combine.map_or(Combine::Highest, |c| c.value),
            either_or,
            skip_first: s.count(f, "skip_first").map_or(0, |n| n.value),
            at_most: s.count(f, "at_most").map(|n| n.value),
            share: self.share(f),
        }
    }

    fn missing(&self, f: &mut Findings<'_>, key: &'static str, zero: bool) -> Missing {
        let all = [("exclude", Missing::Exclude), ("full", Missing::Full), ("zero", Missing::Zero)];
        let options = if zero { all.to_vec() } else { all.into_iter().filter(|o| o.0 != "zero").collect() };
        let chosen = self.section.choice(f, key, &options);
        if chosen.is_none() && !self.section.has(key) {
            let names: Vec<_> = options.iter().map(|o| o.0).collect();
            let hint = format!("{key} = 可以写：{}（exclude 不计入满分，full 按满分）", names.join("、"));
            f.error_with(&self.section.span, format!("没有写明没有时怎样计（{key}）"), hint);
        }
        chosen.map_or(Missing::Exclude, |c| c.value)
    }

    fn rate(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        let attribute = s.need_text(f, "attribute");
        let attended = s.texts(f, "attended");
        let excused = s.texts(f, "excused");
        if attended.is_empty() {
            f.error(&s.span, "没有写明哪些情况算出席（attended）");
        }
        if let Some(kind) = self.kind {
            known_attribute(f, kind, &attribute, &attended);
            known_attribute(f, kind, &attribute, &excused);
        }
        let mut steps = Vec::new();
        for table in s.tables(f, "steps") {
            let from = table.share(f, "from");
            let points = table.points(f, "points");
            table.finish(f);
            match (from, points) {
                (Some(from), Some(points)) => steps.push((from.value, points.value)),
                _ => {
                    f.error_with(&table.span, "每一档要写 from 和 points", "{ from = \"90%\", points = 10 }")
                }
            }
        }
        if !steps.is_sorted_by(|a, b| a.0 > b.0) {
            f.error(&s.at("steps"), "出勤率各档应由高到低，不重复");
        }
        let points = self.need_points(f, "points");
        let none = self.missing(f, "none_due", true);
        Mechanic::Rate {
            points,
            attribute: attribute.value,
            attended: strings(attended),
            excused: strings(excused),
            steps,
            none,
        }
    }

    fn rating(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        if self.kind.is_some_and(|kind| kind.quantity.is_none()) {
            f.error(&s.at("kind"), "这种事实没有得分，不能作评议");
        }
        let scale = s.points(f, "scale");
        if let Some(scale) = scale.as_ref().filter(|scale| scale.value <= Points::ZERO) {
            f.error(&scale.span, "“scale”应大于 0");
        }
        let ballots = s.text(f, "ballots");
        if let (Some(kind), Some(ballots)) = (self.kind, &ballots) {
            known_attribute(f, kind, ballots, &[]);
        }
        let ballots = ballots.map_or_else(|| "ballots".to_owned(), |b| b.value);
        Mechanic::Rating {
            points: self.need_points(f, "points"),
            scale: scale.map_or(Points::whole(100), |p| p.value),
            min_ballots: s.count(f, "min_ballots").map(|n| (n.value, ballots)),
            missing: self.missing(f, "missing", false),
        }
    }

    fn report(&self, f: &mut Findings<'_>) -> Mechanic {
        let s = self.section;
        let dues =
            [("always", Due::Always), ("first_half", Due::FirstHalf), ("second_half", Due::SecondHalf)];
        let due = s.choice(f, "due", &dues).map_or(Due::Always, |d| d.value);
        let not_due = match due {
            Due::Always => Missing::Full,
            _ => self.missing(f, "not_due", true),
        };
        Mechanic::Report { price: self.price(f), missing: self.need_points(f, "missing"), due, not_due }
    }
}
