//! What the page and the command line say about a comparison in the same words.
use lvzhi_scoring::sandbox::{Effect, Fullness};
use lvzhi_scoring::{Line, Points, Rounding};

/// A class that loses more places than this on average is warned of.
pub const WORSE: Points = Points(10 * Points::UNIT);
/// A class of fewer people than this says little by its mean.
pub const FEW: u32 = 5;
/// An indicator that so many of those ranked fill tells nobody apart.
pub const FULL: Points = Points(8_000);
/// Who stays above a line in fewer tries than this stands there by chance.
pub const FIRM: Points = Points(9_500);

/// How firm an order is, by the mean of Kendall's tau under small changes.
#[must_use]
pub fn firmness(mean: Points) -> &'static str {
    match mean.0 {
        9_500.. => "次序很稳",
        8_500.. => "次序较稳",
        _ => "次序不稳",
    }
}

/// How far two orders agree.
#[must_use]
pub fn agreement(tau: Option<Points>) -> String {
    let Some(tau) = tau else { return "两份办法里都没有可比的名次".into() };
    let words = match tau.0 {
        10_000.. => "两份办法排出的次序相同",
        9_500.. => "两份办法排出的次序大体相同",
        8_000.. => "两份办法排出的次序有些不同",
        _ => "两份办法排出的次序很不同",
    };
    format!("{words}（τ {tau}）")
}

/// “前 60%”.
#[must_use]
pub fn line_label(share: Points) -> String {
    format!("前 {}", share.to_percent())
}

/// What a class is a class by, as the head of its rows.
#[must_use]
pub fn attribute_label(attribute: &str) -> &str {
    match attribute {
        "sector" => "界别",
        "special_committee" => "专委会",
        "sex" => "性别",
        "class" => "职务和类别",
        "service" => "任职时间",
        other => other,
    }
}

/// The name of a class beside others: 女 is 女委员.
#[must_use]
pub fn class_name(effect: &Effect) -> String {
    if effect.attribute == "sex" { format!("{}委员", effect.value) } else { effect.value.clone() }
}

/// Whether a class loses so much that somebody must answer for it.
#[must_use]
pub fn is_worse(effect: &Effect) -> bool {
    effect.people >= FEW && effect.climbed.0 < -WORSE.0
}

/// “↑ 8.1”, “↓ 12.4”, “0.0”.
#[must_use]
pub fn arrow(places: Points) -> String {
    let size = Points(places.0.saturating_abs()).to_one_decimal();
    match places.0 {
        1.. => format!("↑ {size}"),
        0 => size,
        _ => format!("↓ {size}"),
    }
}

/// “↑ 8”, “↓ 12”, “—”.
#[must_use]
pub fn places(climbed: Option<i64>) -> String {
    match climbed {
        Some(climbed @ 1..) => format!("↑ {climbed}"),
        Some(climbed @ ..0) => format!("↓ {}", climbed.unsigned_abs()),
        Some(0) => "—".into(),
        None => "进出排名".into(),
    }
}

/// Points with their sign: “+1.5”, “−2”.
#[must_use]
pub fn signed(points: Points) -> String {
    let size = Points(points.0.saturating_abs());
    match points.0 {
        1.. => format!("+{size}"),
        0 => "0".into(),
        _ => format!("−{size}"),
    }
}

/// As [`signed`], with one decimal: for means.
#[must_use]
pub fn signed_mean(points: Points) -> String {
    let size = Points(points.0.saturating_abs()).to_one_decimal();
    match points.0 {
        1.. => format!("+{size}"),
        0 => size,
        _ => format!("−{size}"),
    }
}

/// A share of tries or people, whole per cent.
#[must_use]
pub fn percent(share: Points) -> String {
    let whole = Rounding::HalfUp.divide(i128::from(share.0), 100).unwrap_or_default();
    format!("{whole}%")
}

/// Whether so many fill an indicator that it tells nobody apart.
#[must_use]
pub fn is_full(fullness: &Fullness, people: u32) -> bool {
    people > 0
        && i64::from(fullness.full).saturating_mul(Points::UNIT) >= i64::from(people).saturating_mul(FULL.0)
}

/// Several lines of one rule with one reason, as one: rule, reason, how many, their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered<'a> {
    /// The rule.
    pub rule: &'a str,
    /// Why.
    pub reason: &'a str,
    /// How many lines.
    pub count: usize,
    /// Their points.
    pub points: Points,
}

/// Gathers lines in their order: twelve attendances of 1.5 points are one line of 18.
#[must_use]
pub fn gather(lines: &[Line]) -> Vec<Gathered<'_>> {
    let mut gathered: Vec<Gathered<'_>> = Vec::new();
    for line in lines {
        match gathered.iter_mut().find(|known| known.rule == line.rule && known.reason == line.reason) {
            Some(known) => {
                known.count += 1;
                known.points = known.points.checked_add(line.points).unwrap_or(known.points);
            }
            None => gathered.push(Gathered {
                rule: &line.rule,
                reason: &line.reason,
                count: 1,
                points: line.points,
            }),
        }
    }
    gathered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(rule: &str, reason: &str, points: i64) -> Line {
        Line { fact: None, rule: rule.into(), points: Points(points), reason: reason.into() }
    }

    #[test]
    fn figures_are_words() {
        assert_eq!(arrow(Points(81_000)), "↑ 8.1");
        assert_eq!(arrow(Points(-124_000)), "↓ 12.4");
        assert_eq!(arrow(Points(0)), "0.0");
        assert_eq!((places(Some(3)), places(Some(-3))), ("↑ 3".into(), "↓ 3".into()));
        assert_eq!((signed(Points(15_000)), signed(Points(-20_000))), ("+1.5".into(), "−2".into()));
        assert_eq!(percent(Points(6_250)), "63%");
        assert_eq!(line_label(Points(6_000)), "前 60%");
        assert_eq!(
            [9_500, 9_499, 8_499].map(|tau| firmness(Points(tau))),
            ["次序很稳", "次序较稳", "次序不稳"]
        );
    }

    #[test]
    fn lines_of_one_reason_are_one() {
        let lines =
            [line("a", "每次 1.5 分", 15_000), line("b", "超出", -5_000), line("a", "每次 1.5 分", 15_000)];
        let gathered = gather(&lines);
        assert_eq!(gathered.len(), 2);
        assert_eq!((gathered[0].count, gathered[0].points), (2, Points(30_000)));
    }

    #[test]
    fn a_class_of_two_is_no_class_to_warn_of() {
        let effect = |people, climbed| Effect {
            attribute: "sex".into(),
            value: "女".into(),
            people,
            climbed: Points(climbed),
            score: Points(0),
            crossed: Vec::new(),
        };
        assert!(is_worse(&effect(5, -100_001)));
        assert!(!is_worse(&effect(5, -100_000)), "ten places are not more than ten");
        assert!(!is_worse(&effect(4, -200_000)));
        assert!(is_full(&Fullness { indicator: "i".into(), full: 8 }, 10));
        assert!(!is_full(&Fullness { indicator: "i".into(), full: 7 }, 10));
        assert!(!is_full(&Fullness { indicator: "i".into(), full: 0 }, 0));
    }
}
