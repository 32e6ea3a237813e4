//! Bars that fill their column: widths are percentages inside an SVG, so no `style` attribute is needed.

use maud::{Markup, html};

use super::super::format::{figure, short};
use super::{dot1, line_name};

/// Five steps of ink, dark to light, in the order of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Darkest.
    One,
    /// Dark.
    Two,
    /// Middle.
    Three,
    /// Light, outlined.
    Four,
    /// Lightest, outlined.
    Five,
}

impl Ink {
    /// The step for part `at` (from 0); past the fifth it starts again.
    pub const fn of(at: usize) -> Self {
        match at % 5 {
            0 => Self::One,
            1 => Self::Two,
            2 => Self::Three,
            3 => Self::Four,
            _ => Self::Five,
        }
    }

    const fn fill(self) -> &'static str {
        match self {
            Self::One => "f1",
            Self::Two => "f2",
            Self::Three => "f3",
            Self::Four => "f4",
            Self::Five => "f5",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::One => "k1",
            Self::Two => "k2",
            Self::Three => "k3",
            Self::Four => "k4",
            Self::Five => "k5",
        }
    }

    const fn outlined(self) -> bool {
        matches!(self, Self::Four | Self::Five)
    }
}

/// One part of a [`stacked_bar`].
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// Its name, read out.
    pub label: &'a str,
    /// How much.
    pub value: f64,
}

/// A total made of parts, on a line that runs to `full`.
pub fn stacked_bar(parts: &[Part<'_>], full: f64) -> Markup {
    let full = if full > 0.0 { full } else { 1.0 };
    let said: Vec<String> =
        parts.iter().map(|part| format!("{} {}", part.label, short(part.value))).collect();
    let mut left = 0.0;
    let shapes: Vec<(Ink, f64, f64)> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let width = (part.value.max(0.0) / full * 100.0).min(100.0 - left);
            let shape = (Ink::of(at), left, width);
            left += width;
            shape
        })
        .collect();
    html! {
        svg class="sbar" role="img" aria-label=(said.join("，")) {
            @for (ink, x, width) in &shapes { @if *width > 0.0 {
                rect class=(ink.fill()) x={ (dot1(*x)) "%" } width={ (dot1(*width)) "%" } height="100%" {}
            } }
            @for pair in shapes.windows(2) { @if !pair[1].0.outlined() && pair[1].2 > 0.0 {
                line x1={ (dot1(pair[1].1)) "%" } x2={ (dot1(pair[1].1)) "%" } y1="0" y2="100%" {}
            } }
        }
    }
}

/// The key of a stacked bar: “考勤 26”.
pub fn key(labels: &[String]) -> Markup {
    html! {
        span class="sum key hide-s" {
            @for (at, label) in labels.iter().enumerate() { span { i class=(Ink::of(at).key()) {} (label) } }
        }
    }
}

/// The key of [`score_bar`], for a section's header.
pub fn key_average(own: &str, average: &str) -> Markup {
    html! { span class="more key" { span { i class="k1" {} (own) } span { u class="ku" {} (average) } } }
}

/// A score against its cap, with a tick where the average stands.
pub fn score_bar(value: f64, max: f64, average: Option<f64>) -> Markup {
    let share = |amount: f64| if max > 0.0 { (amount / max * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    let mut said = format!("{} 分，满分 {}", short(value), short(max));
    if let Some(average) = average {
        said.push_str(&format!("，平均 {}", short(average)));
    }
    html! {
        svg class="tr" role="img" aria-label=(said) {
            rect class="f1" width={ (dot1(share(value))) "%" } height="100%" {}
            @if let Some(average) = average {
                rect class="avg" x={ (dot1(share(average))) "%" } y="-4" width="3" height="20" transform="translate(-1)" {}
            }
        }
    }
}

/// A division's work in hand: normal, due soon (hatched), overdue (striped). `full` is the longest bar of the list.
pub fn lights_bar(normal: u32, soon: u32, late: u32, full: u32) -> Markup {
    let full = f64::from(full.max(1));
    let share = |count: u32| f64::from(count) / full * 100.0;
    let (a, b, c) = (share(normal), share(soon), share(late));
    html! {
        svg class="mix" role="img" aria-label={ "正常 " (normal) "，临期 " (soon) "，逾期 " (late) } {
            @if normal > 0 { rect class="fok" width={ (dot1(a)) "%" } height="100%" {} }
            @if soon > 0 { (hatched("fwarn", "url(#hatch)", a, b)) }
            @if late > 0 { (hatched("flate", "url(#stripe)", a + b, c)) }
        }
    }
}

fn hatched(class: &str, pattern: &str, x: f64, width: f64) -> Markup {
    html! {
        rect class=(class) x={ (dot1(x)) "%" } width={ (dot1(width)) "%" } height="100%" {}
        rect fill=(pattern) x={ (dot1(x)) "%" } width={ (dot1(width)) "%" } height="100%" {}
        @if x > 0.0 { line x1={ (dot1(x)) "%" } x2={ (dot1(x)) "%" } y1="0" y2="100%" {} }
    }
}

/// Where one score stands between the cut lines, on a bar from 0 to `full`: for phones.
/// `cuts` as name and score, lowest first, three at most.
pub fn where_bar(value: f64, full: f64, cuts: &[(&str, f64)]) -> Markup {
    let share = |amount: f64| (amount / full.max(1.0) * 100.0).clamp(0.0, 100.0);
    let mut edges: Vec<f64> = cuts.iter().map(|cut| share(cut.1)).collect();
    edges.push(100.0);
    let best = cuts.iter().rev().find(|cut| value >= cut.1);
    let said = match (best, cuts.first()) {
        (Some((name, at)), _) => {
            format!("{} 分，不低于{} {} 分", figure(value), line_name(name), figure(*at))
        }
        (None, Some((name, at))) => {
            format!("{} 分，低于{} {} 分", figure(value), line_name(name), figure(*at))
        }
        (None, None) => format!("{} 分，满分 {}", figure(value), short(full)),
    };
    // The band above the last line is darkest.
    let band = |at: usize| match cuts.len() - at {
        0 => "f1",
        1 => "f2",
        2 => "f4",
        _ => "f5",
    };
    html! {
        svg class="where" role="img" aria-label=(said) {
            @for (at, edge) in edges.iter().enumerate() {
                @let left = if at == 0 { 0.0 } else { edges[at - 1] };
                rect class=(band(at)) x={ (dot1(left)) "%" } width={ (dot1(edge - left)) "%" } height="14" {}
            }
            circle class="me" cx={ (dot1(share(value))) "%" } cy="7" r="10.5" {}
            @for (at, (name, score)) in cuts.iter().enumerate() {
                @let x = dot1(share(*score));
                @let anchor = label_anchor(&edges[..cuts.len()], at);
                text x={ (x) "%" } y="38" text-anchor=(anchor) { (figure(*score)) }
                text x={ (x) "%" } y="56" text-anchor=(anchor) { (name) }
            }
        }
    }
}

/// Labels nearer than 16 % lean away from each other.
fn label_anchor(edges: &[f64], at: usize) -> &'static str {
    let near = |a: Option<&f64>| a.is_some_and(|a| (a - edges[at]).abs() < 16.0);
    if near(edges.get(at + 1)) || edges[at] > 92.0 {
        "end"
    } else if (at > 0 && near(edges.get(at - 1))) || edges[at] < 8.0 {
        "start"
    } else {
        "middle"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_say_their_numbers_and_stay_inside() {
        let parts = [
            Part { label: "考勤", value: 25.0 },
            Part { label: "建言", value: 38.3 },
            Part { label: "评议", value: 90.0 },
        ];
        let html = stacked_bar(&parts, 100.0).into_string();
        assert!(html.contains("aria-label=\"考勤 25，建言 38.3，评议 90\""));
        assert!(html.contains("x=\"63.3%\" width=\"36.7%\""));
        let bar = score_bar(13.0, 12.0, Some(7.4)).into_string();
        assert!(bar.contains("13 分，满分 12，平均 7.4") && bar.contains("width=\"100.0%\""));
        assert!(score_bar(0.0, 0.0, None).into_string().contains("width=\"0.0%\""));
    }

    #[test]
    fn where_bar_names_the_line_it_passes() {
        let cuts = [("前 60%", 62.5), ("前 10%", 81.1)];
        assert!(where_bar(83.6, 100.0, &cuts).into_string().contains("83.6 分，不低于前 10% 线 81.1 分"));
        assert!(where_bar(50.0, 100.0, &cuts).into_string().contains("50.0 分，低于前 60% 线 62.5 分"));
        assert!(where_bar(50.0, 100.0, &[]).into_string().contains("满分 100"));
    }

    #[test]
    fn labels_are_escaped() {
        let html = stacked_bar(&[Part { label: "\"><script>", value: 1.0 }], 2.0).into_string();
        assert!(!html.contains("<script>"));
    }
}
