//! Steps put into words: short Chinese sentences that say why.
use super::columns::{Columns, Shape};
use super::ledger::{Barrier, Beating, Lack, Left, NO_ROW, PartOf, Step, Trim, Why};
use super::plan::{NO_CELL, Plan, cell_points, price_of};
use super::standing::Person;
use crate::scheme::{Mechanic, Rule, Scope, Unit, mechanic};
use crate::{Fact, Kind, Points};

/// "扣 1 分" or "3 分".
pub(super) fn signed(points: Points) -> String {
    if points.is_negative() { format!("扣 {} 分", points.negated()) } else { format!("{points} 分") }
}

fn head(label: &str, rest: &str) -> String {
    if label.is_empty() { rest.to_owned() } else { format!("{label}，{rest}") }
}

/// The id of a fact, or the name of the rule where there is none.
pub(super) fn fact_or_rule(plan: &Plan<'_>, columns: &Columns<'_>, rule: u16, row: u32) -> String {
    match columns.source.get(row as usize).and_then(|n| columns.facts.get(*n as usize)) {
        Some(fact) => fact.id.clone(),
        None => plan.rules.get(usize::from(rule)).map_or(String::new(), |c| c.rule.label.clone()),
    }
}

/// What is missing.
pub(super) fn lack(what: Lack) -> &'static str {
    match what {
        Lack::NothingDue => "本期没有应到的会议",
        Lack::NoRating => "没有评议结果",
        Lack::NotDue => "本期不到期",
        Lack::NoPoll => "没有有效的评议票",
        Lack::NoGoal => "没有目标数",
        Lack::NoHistory => "没有足够的往期成绩",
        Lack::NothingToCompare => "没有可比的得分",
    }
}

/// One subject's words.
pub(super) struct Words<'w, 'i> {
    pub(super) plan: &'w Plan<'w>,
    pub(super) columns: &'w Columns<'i>,
    pub(super) person: &'w Person<'i>,
}

impl<'w, 'i> Words<'w, 'i> {
    pub(super) fn fact(&self, row: u32) -> Option<&'i Fact> {
        self.columns.facts.get(*self.columns.source.get(row as usize)? as usize)
    }

    pub(super) fn shape(&self, row: u32) -> Option<&'w Shape> {
        self.columns.shapes.get(*self.columns.shape.get(row as usize)? as usize)
    }

    pub(super) fn kind(&self, row: u32) -> Option<&'w Kind> {
        self.plan.catalogue.kind(&self.shape(row)?.kind)
    }

    pub(super) fn quantity(&self, row: u32) -> Points {
        Points(self.columns.quantity.get(row as usize).copied().unwrap_or(0))
    }

    pub(super) fn unit(&self, row: u32) -> &'w str {
        self.kind(row).and_then(|k| k.quantity.as_ref()).map_or("", |q| q.unit.as_str())
    }

    fn excuse(&self, row: u32) -> &str {
        let date = self.fact(row).map(|fact| fact.date);
        date.and_then(|date| self.person.subject.exemption_on(date)).map_or("", |e| e.reason.as_str())
    }

    fn label_of_rule(&self, rule: u16) -> &'w str {
        self.plan.rules.get(usize::from(rule)).map_or("", |c| c.rule.label.as_str())
    }

    /// Chinese name of a price's cell.
    fn cell(rule: &Rule, cell: u16) -> &str {
        let price = price_of(&rule.mechanic);
        price.and_then(|p| p.cells.get(usize::from(cell))).map_or("", |c| c.label.as_str())
    }

    fn price(rule: &Rule, cell: u16) -> Points {
        price_of(&rule.mechanic).filter(|_| cell != NO_CELL).map_or(Points::ZERO, |p| cell_points(p, cell))
    }

    /// The values of a fact in the dimensions of a table, in Chinese: "报送·第一作者".
    fn describe(&self, rule: &Rule, row: u32) -> String {
        use crate::scheme::Dimension;
        let (Some(shape), Some(price)) = (self.shape(row), price_of(&rule.mechanic)) else {
            return String::new();
        };
        let Some(kind) = self.kind(row) else { return "未填分档项目，".to_owned() };
        let labels = price.by.iter().map(|dimension| {
            let value = shape.value_of(dimension);
            let label = match dimension {
                Dimension::Stage => kind.stage(value).map(|t| t.label.as_str()),
                Dimension::Role => kind.role(value).map(|t| t.label.as_str()),
                Dimension::Authorship => Some(if value == "joint" { "联名" } else { "个人" }),
                Dimension::Attribute(id) => kind.attribute(id).map(|a| a.value_label(value)),
            };
            label.unwrap_or(value)
        });
        let labels: Vec<_> = labels.filter(|label| !label.is_empty()).collect();
        if labels.is_empty() { "未填分档项目，".to_owned() } else { labels.join("·") }
    }

    fn factors(rule: &Rule, times: u16) -> String {
        let applied = rule.factors().iter().take(16).enumerate().filter(|(n, _)| times & (1 << n) != 0);
        applied.map(|(_, t)| format!("，{} ×{}", t.label, t.by)).collect()
    }

    fn per_quantity(&self, rule: &Rule, row: u32) -> String {
        let by_quantity = matches!(
            &rule.mechanic,
            Mechanic::Tally(mechanic::Tally { unit: Unit::Quantity { .. }, .. })
                | Mechanic::Deductions(mechanic::Deductions { unit: Unit::Quantity { .. }, .. })
        );
        if by_quantity { format!("，{} {}", self.quantity(row), self.unit(row)) } else { String::new() }
    }

    /// "立案，4 分，2 半天，综合采用 ×0.5".
    fn priced(&self, rule: &Rule, row: u32, cell: u16, times: u16) -> String {
        let price = Self::price(rule, cell);
        let deduction = matches!(rule.mechanic, Mechanic::Deductions(_));
        let word = if deduction && price.is_zero() { "不扣分".to_owned() } else { signed(price) };
        let rest = format!("{word}{}{}", self.per_quantity(rule, row), Self::factors(rule, times));
        head(Self::cell(rule, cell), &rest)
    }

    /// The sentence of a step, caps included.
    pub(super) fn step(&self, step: &Step, trims: &[&Trim]) -> String {
        let Some(rule) = self.plan.rules.get(usize::from(step.rule)).map(|c| c.rule) else {
            return String::new();
        };
        let taken = trims.iter().fold(0_i64, |sum, trim| sum.saturating_add(trim.taken.0));
        let whole = Step { points: Points(step.points.0.saturating_add(taken)), ..*step };
        let mut text = self.reason(rule, &whole);
        for trim in trims {
            let what = if trim.of_rule { "本条" } else { "本项" };
            let counted =
                if trim.rest.is_zero() { "不计".to_owned() } else { format!("只计 {} 分", trim.rest) };
            text = format!("{text}；超出{what}上限 {} 分，{counted}", trim.max);
        }
        if rule.measure && !step.points.is_zero() {
            text = format!("{text}，计 {}，只供比较", signed(step.points));
        }
        text
    }

    fn reason(&self, rule: &Rule, step: &Step) -> String {
        let row = step.row;
        match step.why {
            Why::Base => format!("基础分 {} 分", base_of(rule)),
            Why::Priced { cell, times, part } => {
                format!("{}{}", self.priced(rule, row, cell, times), part_text(part))
            }
            Why::NoCell if row == NO_ROW => String::new(),
            Why::NoCell => format!("{}不计分", self.describe(rule, row)),
            Why::Excused { cell } => {
                let label = if cell == NO_CELL { "" } else { Self::cell(rule, cell) };
                head(label, &format!("在免评期内（{}），不扣分", self.excuse(row)))
            }
            Why::Duty { pieces } => {
                format!("前 {} {}是基本要求，不另计分", skip_of(rule), if pieces { "件" } else { "次" })
            }
            Why::TooMany { pieces } => {
                let unit = if pieces { "件" } else { "次" };
                format!("最多计 {} {unit}，取分高的，本{unit}不计", most_of(rule))
            }
            Why::NoSigners => "联名而没有署名人数，无法分摊，不计".to_owned(),
            Why::NamedLate { position } => format!("署名第 {position} 位，只计前 {} 位", named_of(rule)),
            Why::NoPosition => "没有署名次序，不计".to_owned(),
            Why::Elsewhere { rule } => format!("同一件已按“{}”计分，不重复计", self.label_of_rule(rule)),
            Why::ToFloor { cell, times } => {
                format!("{}；已扣至下限 {} 分", self.priced(rule, row, cell, times), floor_of(rule))
            }
            Why::Lenient { cell } => head(Self::cell(rule, cell), &format!("前 {} 次不扣", skip_of(rule))),
            Why::TooFew { counted } => format!("计 {}，不足 {}，不得分", Points(counted), least_of(rule)),
            Why::Once { cell } => {
                head(Self::cell(rule, cell), &format!("{}，只计一次", signed(Self::price(rule, cell))))
            }
            Why::Again { cell } => head(Self::cell(rule, cell), "只计一次，已计"),
            Why::NotDone { cells } => {
                let price = price_of(&rule.mechanic).map_or(&[][..], |p| p.cells.as_slice());
                let left = price.iter().take(64).enumerate().filter(|(n, _)| cells & (1 << n) != 0);
                let labels: Vec<_> = left.map(|(_, cell)| cell.label.as_str()).collect();
                format!("没有：{}", labels.join("、"))
            }
            Why::Nth { .. } | Why::Stage { .. } | Why::Beaten { .. } => self.piece(rule, step),
            Why::Manual { bounded } => {
                let bound = if bounded { "，按每项限额" } else { "" };
                format!("人工记分 {}{bound}", self.quantity(row))
            }
            Why::OwnScore => format!("自评 {}，以审核分为准", self.quantity(row)),
            Why::NobodysScore => format!("得分 {}，没有注明是自评还是审核，不计", self.quantity(row)),
            Why::Early => "本期不到期，提前报送不另计分".to_owned(),
            Why::NotHandedIn => format!("未报送，{}", signed(missing_of(rule))),
            Why::OtherReport => "已按另一份报告计分".to_owned(),
            Why::Floor => String::new(),
            Why::TooLarge => "数值过大，不计".to_owned(),
            _ => self.figure(rule, step),
        }
    }

    /// Reasons of mechanics that look at pieces, or at the order of facts.
    fn piece(&self, rule: &Rule, step: &Step) -> String {
        match step.why {
            Why::Nth { n } => {
                let piece = matches!(
                    rule.mechanic,
                    Mechanic::Sequence(mechanic::Sequence { scope: Scope::Piece, .. })
                );
                let value = match &rule.mechanic {
                    Mechanic::Sequence(mechanic::Sequence { points, .. }) => points
                        .get(n.saturating_sub(1) as usize)
                        .or(points.last())
                        .copied()
                        .unwrap_or_default(),
                    _ => step.points,
                };
                format!("{}第 {n} 次，{}", if piece { "同一件" } else { "本期" }, signed(value))
            }
            Why::Stage { cell, times, part, implied } => {
                let label = Self::cell(rule, cell);
                let name = if label.is_empty() { "本件" } else { label };
                let implied = if implied { "（由更高一级推定）" } else { "" };
                format!(
                    "{name}，{}{}{}{implied}",
                    signed(step.points),
                    Self::factors(rule, times),
                    part_text(part)
                )
            }
            Why::Beaten { cell, by, how } => {
                let label = Self::cell(rule, cell);
                let name = if label.is_empty() { "本件" } else { label };
                let by = Self::cell(rule, by);
                match how {
                    Beating::Highest => format!("{name}：同一件就高，已按“{by}”计分"),
                    Beating::Either => format!("{name}：同一件择一，已按“{by}”计分"),
                    Beating::Same => format!("{name}：同一件同一级只计一次"),
                }
            }
            _ => String::new(),
        }
    }

    /// Why a fact does not count at all.
    pub(super) fn left(&self, row: u32, why: Left) -> String {
        let period = self.person.period;
        let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        match why {
            Left::OutsidePeriod => {
                let date = day(self.fact(row).map(|fact| fact.date));
                format!("{date} 不在本期（{} 至 {}）内", period.from, period.to)
            }
            Left::BeforeService => format!("在任职（{}）之前", day(self.person.subject.from)),
            Left::AfterService => format!("在离任（{}）之后", day(self.person.subject.to)),
            Left::Negative => "数量为负，不计".to_owned(),
            Left::Exempt => format!("在免评期内（{}）", self.excuse(row)),
        }
    }

    /// Why a rule does not read a fact of the right shape.
    pub(super) fn barrier(&self, rule: u16, barrier: Barrier) -> String {
        let Some(rule) = self.plan.rules.get(usize::from(rule)).map(|c| c.rule) else { return String::new() };
        let names = |classes: &[String]| {
            classes.iter().map(|class| self.plan.scheme.class_label(class)).collect::<Vec<_>>().join("、")
        };
        let why = match barrier {
            Barrier::Day => "不在该条施行期内".to_owned(),
            Barrier::OnlyFor => format!("只对{}计分", names(&rule.filter.for_classes)),
            Barrier::NotFor => format!("对{}不适用", names(&rule.filter.not_for)),
        };
        format!("{}：{why}", rule.label)
    }

    /// Why no rule reads a fact.
    pub(super) fn unread(&self, row: u32) -> String {
        let kind = self.shape(row).map_or("", |s| s.kind.as_str());
        let label = self.plan.catalogue.label(kind);
        if self.plan.scheme.rules.iter().any(|r| r.filter.kind.as_deref() == Some(kind)) {
            format!("“{label}”的这种情形，办法没有规定分值")
        } else {
            format!("办法没有使用“{label}”的规则")
        }
    }
}

fn part_text(part: PartOf) -> String {
    match part {
        PartOf::All => String::new(),
        PartOf::FirstAll => "，联名的只计第一人".to_owned(),
        PartOf::NotFirst => "，不是第一人，不计".to_owned(),
        PartOf::HalfEach => "，联名每人一半".to_owned(),
        PartOf::Equal { n } => format!("，{n} 人平均"),
        PartOf::FirstHalf => "，联名第一人一半".to_owned(),
        PartOf::Others { n } => format!("，其余 {n} 人平分另一半"),
    }
}

fn base_of(rule: &Rule) -> Points {
    match &rule.mechanic {
        Mechanic::Base(mechanic::Base { points }) => *points,
        Mechanic::Deductions(mechanic::Deductions { base, .. }) => *base,
        _ => Points::ZERO,
    }
}

fn floor_of(rule: &Rule) -> Points {
    if let Mechanic::Deductions(mechanic::Deductions { floor, .. }) = &rule.mechanic {
        *floor
    } else {
        Points::ZERO
    }
}

fn skip_of(rule: &Rule) -> u32 {
    match &rule.mechanic {
        Mechanic::Tally(mechanic::Tally { skip_first, .. })
        | Mechanic::Pieces(mechanic::Pieces { skip_first, .. })
        | Mechanic::Deductions(mechanic::Deductions { skip_first, .. }) => *skip_first,
        _ => 0,
    }
}

fn most_of(rule: &Rule) -> u32 {
    match &rule.mechanic {
        Mechanic::Tally(mechanic::Tally { at_most, .. })
        | Mechanic::Pieces(mechanic::Pieces { at_most, .. }) => at_most.unwrap_or(0),
        _ => 0,
    }
}

fn least_of(rule: &Rule) -> u32 {
    if let Mechanic::Flat(mechanic::Flat { at_least, .. }) = &rule.mechanic { *at_least } else { 0 }
}

fn missing_of(rule: &Rule) -> Points {
    if let Mechanic::Report(mechanic::Report { missing, .. }) = &rule.mechanic {
        *missing
    } else {
        Points::ZERO
    }
}

fn named_of(rule: &Rule) -> u32 {
    match &rule.mechanic {
        Mechanic::Tally(mechanic::Tally { named: Some(named), .. })
        | Mechanic::Pieces(mechanic::Pieces { named: Some(named), .. }) => named.at_most,
        _ => 0,
    }
}
