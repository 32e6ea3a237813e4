//! A member's scores over the terms.

use maud::{Markup, html};

use super::super::format::figure;
use super::dot1;

/// One term.
#[derive(Clone, Debug)]
pub struct HistoryPoint<'a> {
    /// Short: 26上.
    pub label: &'a str,
    /// The score.
    pub score: f64,
    /// The rank then.
    pub place: Option<u32>,
    /// What it is compared with: the average, or a cut line.
    pub compare: Option<f64>,
}

const WIDTH: f64 = 290.0;
const SIDE: f64 = 18.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 92.0;

/// A line through the scores; the last in cinnabar. `compared` names the broken line: 前 60% 线. 290 px wide.
pub fn history_line(points: &[HistoryPoint<'_>], compared: &str) -> Markup {
    let said: Vec<String> = points
        .iter()
        .map(|point| {
            let place = point.place.map(|place| format!(" 第 {place} 名")).unwrap_or_default();
            format!("{} {} 分{place}", point.label, figure(point.score))
        })
        .collect();
    let all = || points.iter().flat_map(|point| [Some(point.score), point.compare]).flatten();
    let low = all().fold(f64::INFINITY, f64::min);
    let high = all().fold(f64::NEG_INFINITY, f64::max);
    let y = |value: f64| BOTTOM - (value - low) / (high - low).max(1.0) * (BOTTOM - TOP);
    let step = (WIDTH - 2.0 * SIDE) / points.len().saturating_sub(1).max(1) as f64;
    let x = |at: usize| SIDE + step * at as f64;
    let line = |values: Vec<(usize, f64)>| -> String {
        values
            .iter()
            .map(|(at, value)| format!("{},{}", dot1(x(*at)), dot1(y(*value))))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let scores = line(points.iter().enumerate().map(|(at, point)| (at, point.score)).collect());
    let others: Vec<(usize, f64)> =
        points.iter().enumerate().filter_map(|(at, point)| Some((at, point.compare?))).collect();
    let last = points.len().saturating_sub(1);
    html! {
        svg class="ch" viewBox="0 0 290 134" role="img" aria-label={ "历次得分：" (said.join("，")) } {
            @if let Some((_, value)) = others.last() {
                text class="e" x="286" y=(dot1(name_height(y(*value), points.last().map(|p| y(p.score))))) { (compared) }
            }
            @if others.len() > 1 { polyline class="dashl" points=(line(others)) {} }
            @if points.len() > 1 { polyline class="l1" points=(scores) {} }
            @for (at, point) in points.iter().enumerate() {
                @let here = at == last;
                circle class=(if here { "fcin" } else { "f1" }) cx=(dot1(x(at))) cy=(dot1(y(point.score)))
                    r=(if here { "5" } else { "3.5" }) {}
                text class=(if here { "mid hot halo" } else { "mid v halo" }) x=(dot1(x(at))) y=(dot1(y(point.score) - 9.0)) {
                    (figure(point.score))
                }
                text class="mid" x=(dot1(x(at))) y="114" { (point.label) }
                @if let Some(place) = point.place { text class="mid" x=(dot1(x(at))) y="130" { (place) " 名" } }
            }
        }
    }
}

/// The name of the broken line stands over its end, or under it where the score line is in the way.
fn name_height(line: f64, score: Option<f64>) -> f64 {
    match score {
        Some(score) if score < line && line - score < 20.0 => (line + 14.0).min(100.0),
        _ => line - 6.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_every_term() {
        let points = [
            HistoryPoint { label: "25下", score: 79.8, place: Some(64), compare: Some(62.0) },
            HistoryPoint { label: "26上", score: 83.6, place: Some(41), compare: Some(62.5) },
        ];
        let html = history_line(&points, "前 60% 线").into_string();
        assert!(html.contains("aria-label=\"历次得分：25下 79.8 分 第 64 名，26上 83.6 分 第 41 名\""));
        assert_eq!(html.matches("fcin").count(), 1);
    }

    #[test]
    fn one_point_and_none_are_drawn_without_a_line() {
        let point = HistoryPoint { label: "26上", score: 83.6, place: None, compare: None };
        let html = history_line(&[point], "").into_string();
        assert!(!html.contains("polyline") && !html.contains("NaN"));
        assert!(!history_line(&[], "").into_string().contains("NaN"));
    }
}
