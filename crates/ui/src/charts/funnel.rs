//! From sessions to what was adopted: bars with the share that passes on between them.

use maud::{Markup, html};

use super::super::format::thousands;
use super::{dot1, fitted};

/// One stage of a [`funnel`].
#[derive(Clone, Debug)]
pub struct Stage<'a> {
    /// Its name: 领导批示.
    pub label: &'a str,
    /// A smaller word: 省级以上.
    pub note: &'a str,
    /// How many.
    pub value: u32,
    /// Read out after the number: 件.
    pub unit: &'a str,
    /// On the way to the next stage: 获批 64%. Nothing for the last.
    pub onward: String,
}

const WIDTH: f64 = 410.0;
const BAR: f64 = 54.0;
const BASE: f64 = 118.0;
const ROOM: f64 = 92.0;

/// Draws it, 410 px wide, for up to five stages.
pub fn funnel(name: &str, stages: &[Stage<'_>]) -> Markup {
    let most = f64::from(stages.iter().map(|stage| stage.value).max().unwrap_or(0).max(1));
    let step = (WIDTH - BAR) / stages.len().saturating_sub(1).max(1) as f64;
    let x = |at: usize| step * at as f64;
    let top = |stage: &Stage| BASE - f64::from(stage.value) / most * ROOM;
    let said: Vec<String> =
        stages.iter().map(|stage| format!("{} {} {}", stage.label, stage.value, stage.unit)).collect();
    html! {
        svg class="ch broad" viewBox="-34 0 478 164" role="img" aria-label={ (name) "：" (said.join("，")) } {
            @for (at, pair) in stages.windows(2).enumerate() {
                @let (from, to) = (x(at) + BAR, x(at + 1));
                path class="f5" d={ "M" (dot1(from)) " " (dot1(top(&pair[0]))) "L" (dot1(to)) " " (dot1(top(&pair[1]))) "V118H" (dot1(from)) "z" } {}
                text class="mid" x=(dot1((from + to) / 2.0)) y="110" { (pair[0].onward) }
            }
            @for (at, stage) in stages.iter().enumerate() {
                @let middle = dot1(x(at) + BAR / 2.0);
                rect class="f1" x=(dot1(x(at))) y=(dot1(top(stage))) width="54" height=(dot1(BASE - top(stage))) {}
                text class="big mid" x=(middle) y=(dot1(top(stage) - 6.0)) { (thousands(i64::from(stage.value))) }
                text class="mid v" x=(middle) y="136" { (fitted(stage.label, step.min(120.0))) }
                text class="mid" x=(middle) y="152" { (fitted(stage.note, step.min(120.0))) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_each_stage() {
        let stage = |label, value, unit| Stage { label, note: "", value, unit, onward: String::new() };
        let html = funnel("协商转化", &[stage("协商", 17, "场"), stage("批示", 46, "件")]).into_string();
        assert!(html.contains("aria-label=\"协商转化：协商 17 场，批示 46 件\""));
        assert!(!funnel("空", &[]).into_string().contains("NaN"));
    }
}
