//! Words for steps that find a figure first: rates, ratings, polls, targets, comparisons.
use super::ledger::{Gives, Step, Why};
use super::plan::{ballots, mark};
use super::words::{Words, lack};
use crate::Points;
use crate::scheme::{Below, Count, Each, Goal, Mechanic, Rule, To, mechanic};

impl Words<'_, '_> {
    /// Reasons of mechanics that find a figure first.
    pub(super) fn figure(&self, rule: &Rule, step: &Step) -> String {
        let row = step.row;
        match step.why {
            Why::Factor { other } => {
                let of = rule.reads_rule().map_or("", |of| self.plan.scheme.label_of(of));
                let factor = if let Mechanic::Factor(mechanic::Factor { factor, .. }) = &rule.mechanic {
                    *factor
                } else {
                    Points::ONE
                };
                format!("“{of}”{other} 分 × {factor}")
            }
            Why::InRate { mark } => self.in_rate(rule, row, mark),
            Why::Rate { came, due } => {
                let share = Points::ONE.scaled(came, due, self.plan.scheme.rounding).unwrap_or_default();
                format!("实到 {} ÷ 应到 {}，出勤率 {}", Points(came), Points(due), share.to_percent())
            }
            Why::FewBallots => {
                let Mechanic::Rating(mechanic::Rating { min_ballots: Some((least, attribute)), .. }) =
                    &rule.mechanic
                else {
                    return String::new();
                };
                let own = self.shape(row).map_or(0, |shape| ballots(shape, attribute));
                format!("有效票 {own} 张，不足 {least} 张，不采用")
            }
            Why::OnlyRating => format!("得分 {}{}", self.quantity(row), scale_text(rule)),
            Why::Counted => format!("得分 {}，计入平均", self.quantity(row)),
            Why::Ratings { n, figure } => {
                let word = match &rule.mechanic {
                    Mechanic::Rating(mechanic::Rating { take: crate::scheme::Take::Sum, .. }) => "合计",
                    Mechanic::Rating(mechanic::Rating { take: crate::scheme::Take::Highest, .. }) => "最高",
                    Mechanic::Rating(mechanic::Rating { take: crate::scheme::Take::Latest, .. }) => {
                        "最近一次"
                    }
                    _ => "平均",
                };
                format!("{n} 次{word} {figure}{}", scale_text(rule))
            }
            Why::Missing { what, gives } => {
                let word = match gives {
                    Gives::Full => "按满分计",
                    Gives::Zero => "不得分",
                    Gives::Excluded => "不计入满分",
                };
                format!("{}，{word}", lack(what))
            }
            Why::Towards => {
                let by_quantity = matches!(
                    &rule.mechanic,
                    Mechanic::Target(mechanic::Target { count: Count::Quantity, .. })
                );
                let amount = if by_quantity {
                    format!(" {} {}", self.quantity(row), self.unit(row))
                } else {
                    String::new()
                };
                format!("计入完成数{amount}")
            }
            Why::Target { counted, goal, part } => self.target(rule, counted, goal, part),
            Why::Ratio { own, other } => {
                let (to, points) = match &rule.mechanic {
                    Mechanic::Ratio(mechanic::Ratio { to: To::Sum, points, .. }) => ("合计", *points),
                    Mechanic::Ratio(mechanic::Ratio { to: To::Mean, points, .. }) => ("平均", *points),
                    Mechanic::Ratio(mechanic::Ratio { points, .. }) => ("最高", *points),
                    _ => ("", Points::ZERO),
                };
                format!("{own} ÷ {to} {other} × {points} 分")
            }
            Why::Place { own, place } => format!("{own}，第 {place} 名"),
            Why::NotCompared => "不参加比较，不得分".to_owned(),
            Why::Rollup { n, figure } => format!("{n} 期合并 {figure}{}", scale_text(rule)),
            _ => self.polled(rule, step),
        }
    }

    /// Reasons of polls.
    fn polled(&self, rule: &Rule, step: &Step) -> String {
        match step.why {
            Why::NoBallot { abstained } => (if abstained {
                "弃权或无效，不计入有效票"
            } else {
                "不属于任何评议方，不计"
            })
            .to_owned(),
            Why::Ballots { group } => format!("{}，计入", self.group(rule, group)),
            Why::Trimmed { group } => format!("{}，去掉的最高或最低分", self.group(rule, group)),
            Why::Group { group, ballots, figure } => {
                let name = self.group(rule, group);
                match figure {
                    Some(figure) => format!("{name}：有效票 {}，得 {figure}", Points(ballots)),
                    None => format!("{name}：有效票 {}，不足规定票数，不采用", Points(ballots)),
                }
            }
            Why::Poll { figure } => match &rule.mechanic {
                Mechanic::Poll(mechanic::Poll { poll, .. }) => {
                    format!("各方加权 {figure} ÷ {} × {} 分", poll.scale, poll.points)
                }
                _ => String::new(),
            },
            _ => String::new(),
        }
    }

    fn group(&self, rule: &Rule, group: u16) -> String {
        match &rule.mechanic {
            Mechanic::Poll(mechanic::Poll { poll, .. }) => {
                poll.groups.get(usize::from(group)).map_or(String::new(), |g| g.label.clone())
            }
            _ => String::new(),
        }
    }

    fn in_rate(&self, rule: &Rule, row: u32, mark: u16) -> String {
        let Mechanic::Rate(mechanic::Rate { attribute, .. }) = &rule.mechanic else { return String::new() };
        let value = self.shape(row).map_or("", |s| s.attribute(attribute));
        let label =
            self.kind(row).and_then(|k| k.attribute(attribute)).map_or(value, |a| a.value_label(value));
        let quantity = self.quantity(row);
        match mark {
            mark::YES => format!("{label}，计入应到 {quantity}、实到 {quantity}"),
            mark::NO => format!("{label}，不计入应到"),
            _ => format!("{label}，计入应到 {quantity}"),
        }
    }

    fn target(&self, rule: &Rule, counted: i64, goal: i64, part: u16) -> String {
        let Mechanic::Target(mechanic::Target { each, below, over, goal: of, .. }) = &rule.mechanic else {
            return String::new();
        };
        let when = match each {
            Each::Period => String::new(),
            Each::Month => format!("第 {} 个月，", part.saturating_add(1)),
            Each::Quarter => format!("第 {} 个季度，", part.saturating_add(1)),
        };
        let own = if matches!(of, Goal::Attribute(_)) { "本人目标" } else { "目标" };
        let (counted, goal) = (Points(counted), Points(goal));
        let short = Points(goal.0.saturating_sub(counted.0));
        let how = match below {
            _ if short <= Points::ZERO && over.is_some() && short.is_negative() => {
                format!("，超出 {}", short.negated())
            }
            _ if short <= Points::ZERO => "，达到".to_owned(),
            Below::Zero => "，没有达到，不得分".to_owned(),
            Below::Proportional => "，按比例".to_owned(),
            Below::Off { off, .. } => format!("，少 {short}，每少一个扣 {off} 分"),
        };
        format!("{when}完成 {counted}，{own} {goal}{how}")
    }
}

fn scale_text(rule: &Rule) -> String {
    use crate::scheme::Curve;
    match &rule.mechanic {
        Mechanic::Rating(mechanic::Rating { curve, .. })
        | Mechanic::Rollup(mechanic::Rollup { curve, .. }) => match curve {
            Curve::Linear { points, scale } => format!(" ÷ {scale} × {points} 分"),
            Curve::Steps { .. } => "，按所在档计分".to_owned(),
            Curve::PerStep { points, per, .. } => format!("，每 {per} 得 {points} 分"),
            Curve::Shortfall { target, per, off, .. } => format!("，目标 {target}，每低 {per} 扣 {off} 分"),
        },
        _ => String::new(),
    }
}
