//! The mechanics that look at facts one by one, or at the subject as such.
use chrono::Datelike;

use super::caps::bounded;
use super::pieces;
use super::subject::{Context, Given, Item};
use crate::scheme::{Count, Due, Mechanic, Missing, Price, Rule, Scope, Unit};
use crate::{Fact, Line, Points, Rounding};

/// Writes the lines of one rule.
pub(super) struct Writer<'w, 'i> {
    pub(super) rule: &'w Rule,
    pub(super) context: &'w Context<'i>,
    pub(super) given: &'w mut Given,
}

/// The piece a fact speaks of; a fact without one is a piece of its own.
pub(super) fn piece_of(fact: &Fact) -> &str {
    fact.piece.as_deref().unwrap_or(&fact.id)
}

/// "扣 1 分" or "3 分".
pub(super) fn signed(points: Points) -> String {
    if points.is_negative() { format!("扣 {} 分", points.negated()) } else { format!("{points} 分") }
}

impl<'i> Writer<'_, 'i> {
    /// Adds a line; impossible numbers become a note and no points.
    pub(super) fn line(&mut self, fact: Option<&Fact>, points: Option<Points>, reason: String) -> Points {
        let id = fact.map(|fact| fact.id.clone());
        let (points, reason) = match bounded(points) {
            Some(points) => (points, reason),
            None => {
                let which = id.as_deref().unwrap_or(&self.rule.label);
                self.given.notes.push(format!("“{which}”的数值过大，未计分"));
                (Points::ZERO, "数值过大，不计".to_owned())
            }
        };
        self.given.lines.push(Line { fact: id, rule: self.rule.id.clone(), points, reason });
        points
    }

    /// A line for a fact that earns nothing.
    pub(super) fn nothing(&mut self, item: &Item<'_>, reason: impl Into<String>) {
        self.line(Some(item.fact), Some(Points::ZERO), reason.into());
    }

    /// The price of a fact with its label; a line is written when there is none.
    pub(super) fn price<'p>(&mut self, price: &'p Price, item: &Item<'_>) -> Option<(Points, &'p str)> {
        match price.cell(item.fact) {
            Some(cell) if cell.points.is_negative() && item.excused.is_some() => {
                let reason = item.excused.unwrap_or_default();
                self.nothing(item, format!("{}，在免考核期内（{reason}），不扣分", cell.label));
                None
            }
            Some(cell) => Some((cell.points, &cell.label)),
            None => {
                let text = format!("{}不计分", self.describe(price, item.fact));
                self.nothing(item, text);
                None
            }
        }
    }

    /// The values of a fact in the dimensions of a table, in Chinese: "报送·第一作者".
    fn describe(&self, price: &Price, fact: &Fact) -> String {
        use crate::scheme::Dimension;
        let kind = self.context.catalogue.kind(&fact.kind);
        let labels = price.by.iter().filter_map(|dimension| {
            let value = dimension.value_of(fact);
            let kind = kind?;
            let label = match dimension {
                Dimension::Stage => kind.stage(value).map(|t| t.label.as_str()),
                Dimension::Role => kind.role(value).map(|t| t.label.as_str()),
                Dimension::Authorship => Some(if value == "joint" { "联名" } else { "个人" }),
                Dimension::Attribute(id) => kind.attribute(id).map(|a| a.value_label(value)),
            };
            Some(label.unwrap_or(value)).filter(|label| !label.is_empty())
        });
        let labels: Vec<_> = labels.collect();
        if labels.is_empty() { "未填分档项目，".to_owned() } else { labels.join("·") }
    }

    pub(super) fn rounding(&self) -> Rounding {
        self.context.scheme.rounding
    }

    /// Points of a fact by its quantity.
    fn by_unit(&self, unit: Unit, points: Points, fact: &Fact) -> (Option<Points>, String) {
        let Unit::Quantity { per, parts } = unit else { return (Some(points), String::new()) };
        let quantity = fact.quantity;
        let amount = if parts {
            quantity
        } else {
            let units = quantity.0.checked_div(per.0).unwrap_or(0);
            Points(units.saturating_mul(per.0))
        };
        let value = points.scaled(amount.0, per.0, self.rounding());
        let kind = self.context.catalogue.kind(&fact.kind);
        let name = kind.and_then(|k| k.quantity.as_ref()).map_or("", |q| q.unit.as_str());
        (value, format!("，{quantity} {name}"))
    }
}

fn head(label: &str, rest: String) -> String {
    if label.is_empty() { rest } else { format!("{label}，{rest}") }
}

pub(super) fn run(rule: &Rule, context: &Context<'_>, items: &[Item<'_>], given: &mut Given) {
    let mut w = Writer { rule, context, given };
    match &rule.mechanic {
        Mechanic::Base { points } => {
            w.line(None, Some(*points), format!("基础分 {points} 分"));
        }
        Mechanic::Tally { price, unit, skip_first, at_most, share } => {
            let mut earning = 0_u32;
            for item in items {
                let Some((points, label)) = w.price(price, item) else { continue };
                if points.is_positive() {
                    earning = earning.saturating_add(1);
                }
                if let Some(reason) = pieces::out_of_count(earning, *skip_first, *at_most, "次")
                    && points.is_positive()
                {
                    w.nothing(item, reason);
                    continue;
                }
                let (value, quantity) = w.by_unit(*unit, points, item.fact);
                let reason = head(label, format!("{}{quantity}", signed(points)));
                match share {
                    Some(share) => pieces::shared_line(&mut w, item, share, value, reason),
                    None => {
                        w.line(Some(item.fact), value, reason);
                    }
                }
            }
        }
        Mechanic::Deductions { base, floor, price, unit } => {
            let mut left = w.line(None, Some(*base), format!("基础分 {base} 分"));
            for item in items {
                let Some((points, label)) = w.price(price, item) else { continue };
                let (value, quantity) = w.by_unit(*unit, points, item.fact);
                let room = Points(floor.0.saturating_sub(left.0));
                let taken = value.map(|value| value.max(room));
                let word = if points.is_zero() { "不扣分".to_owned() } else { signed(points) };
                let mut reason = head(label, format!("{word}{quantity}"));
                if taken != value {
                    reason = format!("{reason}；已扣至下限 {floor} 分");
                }
                let points = w.line(Some(item.fact), taken, reason);
                left = Points(left.0.saturating_add(points.0));
            }
        }
        Mechanic::Flat { price, at_least, count } => flat(&mut w, items, price, *at_least, *count),
        Mechanic::Sequence { points, scope } => {
            let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
            for item in items {
                let scope_id = if *scope == Scope::Piece { piece_of(item.fact) } else { "" };
                let n = counts.entry(scope_id).or_insert(0);
                let value = points.get(*n).or(points.last()).copied().unwrap_or_default();
                *n = n.saturating_add(1);
                let whose = if *scope == Scope::Piece { "同一件" } else { "本期" };
                let reason = format!("{whose}第 {n} 次，{}", signed(value));
                w.line(Some(item.fact), Some(value), reason);
            }
        }
        Mechanic::Pieces { .. } => pieces::run(&mut w, items),
        Mechanic::Factor { of, factor } => {
            let other = context.results.get(of.as_str()).copied().unwrap_or_default();
            let value = other.checked_mul(*factor, w.rounding());
            let label = context.scheme.label_of(of);
            w.line(None, value, format!("“{label}”{other} 分 × {factor}"));
        }
        Mechanic::Rate { .. } => rate(&mut w, items),
        Mechanic::Rating { .. } => rating(&mut w, items),
        Mechanic::Report { .. } => report(&mut w, items),
        Mechanic::Manual { least, most } => {
            for item in items {
                let value = item.fact.quantity.clamp(*least, (*most).max(*least));
                let bound = if value == item.fact.quantity { "" } else { "，按每项限额" };
                w.line(Some(item.fact), Some(value), format!("人工记分 {}{bound}", item.fact.quantity));
            }
        }
    }
}

fn flat(w: &mut Writer<'_, '_>, items: &[Item<'_>], price: &Price, at_least: u32, count: Count) {
    let mut priced = Vec::new();
    for item in items {
        if let Some((points, label)) = w.price(price, item) {
            priced.push((item, points, label));
        }
    }
    let counted = match count {
        Count::Facts => i64::try_from(priced.len()).unwrap_or(i64::MAX).saturating_mul(Points::UNIT),
        Count::Pieces => {
            let pieces: std::collections::BTreeSet<_> =
                priced.iter().map(|(i, ..)| piece_of(i.fact)).collect();
            i64::try_from(pieces.len()).unwrap_or(i64::MAX).saturating_mul(Points::UNIT)
        }
        Count::Quantity => priced.iter().fold(0, |n: i64, (i, ..)| n.saturating_add(i.fact.quantity.0)),
    };
    let enough = counted >= Points::whole(i64::from(at_least)).0;
    let best = priced.iter().map(|(_, points, _)| *points).max();
    let mut given = false;
    for (item, points, label) in priced {
        if !enough {
            w.nothing(item, format!("计 {}，不足 {at_least}，不得分", Points(counted)));
        } else if !given && Some(points) == best {
            given = true;
            w.line(Some(item.fact), Some(points), head(label, format!("{}，只计一次", signed(points))));
        } else {
            w.nothing(item, head(label, "只计一次，已计".to_owned()));
        }
    }
}

/// What a missing thing gives.
fn missing(w: &mut Writer<'_, '_>, what: Missing, points: Points, why: &str) {
    match what {
        Missing::Full => {
            w.line(None, Some(points), format!("{why}，按满分计"));
        }
        Missing::Zero => {
            w.line(None, Some(Points::ZERO), format!("{why}，不得分"));
        }
        Missing::Exclude => {
            w.line(None, Some(Points::ZERO), format!("{why}，不计入满分"));
            w.given.less = points;
            let label = &w.rule.label;
            w.given.notes.push(format!("{label}：{why}，本人满分减少 {points} 分"));
        }
    }
}

fn rate(w: &mut Writer<'_, '_>, items: &[Item<'_>]) {
    let Mechanic::Rate { points, attribute, attended, excused, steps, none } = &w.rule.mechanic else {
        return;
    };
    let (mut due, mut came) = (0_i64, 0_i64);
    for item in items {
        let value = item.fact.attributes.get(attribute).map_or("", String::as_str);
        let kind = w.context.catalogue.kind(&item.fact.kind);
        let label =
            kind.and_then(|k| k.attribute(attribute)).map_or(value, |a| a.value_label(value)).to_owned();
        let quantity = item.fact.quantity;
        if attended.iter().any(|a| a == value) {
            due = due.saturating_add(quantity.0);
            came = came.saturating_add(quantity.0);
            w.nothing(item, format!("{label}，计入应到 {quantity}、实到 {quantity}"));
        } else if excused.iter().any(|a| a == value) || item.excused.is_some() {
            w.nothing(item, format!("{label}，不计入应到"));
        } else {
            due = due.saturating_add(quantity.0);
            w.nothing(item, format!("{label}，计入应到 {quantity}"));
        }
    }
    if due <= 0 {
        return missing(w, *none, *points, "本期没有应到的会议");
    }
    let share = Points::ONE.scaled(came, due, w.rounding()).unwrap_or_default();
    let value = match steps
        .iter()
        .find(|(from, _)| came >= from.scaled(due, Points::UNIT, Rounding::Down).map_or(i64::MAX, |p| p.0))
    {
        Some((_, step)) => Some(*step),
        None if steps.is_empty() => points.scaled(came, due, w.rounding()),
        None => Some(Points::ZERO),
    };
    let text = format!("实到 {} ÷ 应到 {}，出勤率 {}", Points(came), Points(due), share.to_percent());
    w.line(None, value, text);
}

fn rating(w: &mut Writer<'_, '_>, items: &[Item<'_>]) {
    let Mechanic::Rating { points, scale, min_ballots, missing: what, .. } = &w.rule.mechanic else { return };
    let mut scores = Vec::new();
    for item in items {
        let ballots = min_ballots.as_ref().map(|(least, id)| {
            let ballots = item.fact.attributes.get(id).and_then(|b| b.parse::<u32>().ok());
            (*least, ballots.unwrap_or(0))
        });
        match ballots {
            Some((least, ballots)) if ballots < least => {
                w.nothing(item, format!("有效票 {ballots} 张，不足 {least} 张，不采用"));
            }
            _ => scores.push(item),
        }
    }
    let Ok(n) = i64::try_from(scores.len()) else { return };
    if n == 0 {
        return missing(w, *what, *points, "没有评议结果");
    }
    let total = scores.iter().fold(0_i64, |t, item| t.saturating_add(item.fact.quantity.0));
    let value = scale.0.checked_mul(n).and_then(|den| points.scaled(total, den, w.rounding()));
    let value = value.map(|v| v.min(*points));
    if let [only] = scores.as_slice() {
        w.line(Some(only.fact), value, format!("得分 {} ÷ {scale} × {points} 分", only.fact.quantity));
        return;
    }
    for item in &scores {
        w.nothing(item, format!("得分 {}，计入平均", item.fact.quantity));
    }
    let mean = Points(total).scaled(1, n, w.rounding()).unwrap_or_default();
    w.line(None, value, format!("{n} 次平均 {mean} ÷ {scale} × {points} 分"));
}

fn report(w: &mut Writer<'_, '_>, items: &[Item<'_>]) {
    let Mechanic::Report { price, missing: none, due, not_due } = &w.rule.mechanic else { return };
    let second = w.context.period.to.month() > 6;
    let is_due = match due {
        Due::Always => true,
        Due::FirstHalf => !second,
        Due::SecondHalf => second,
    };
    if !is_due {
        missing(w, *not_due, price.highest(), "本期不到期");
        for item in items {
            w.nothing(item, "本期不到期，提前报送不另计分");
        }
        return;
    }
    let mut priced = Vec::new();
    for item in items {
        if let Some((points, label)) = w.price(price, item) {
            priced.push((item, points, label));
        }
    }
    let Some(best) = priced.iter().map(|(_, points, _)| *points).max() else {
        w.line(None, Some(*none), format!("未报送，{}", signed(*none)));
        return;
    };
    let mut given = false;
    for (item, points, label) in priced {
        if !given && points == best {
            given = true;
            w.line(Some(item.fact), Some(points), head(label, signed(points)));
        } else {
            w.nothing(item, "已按另一份报告计分");
        }
    }
}
