//! Gains to the right of an axis, losses to the left, the worst in red.

use maud::{Markup, html};

use super::{dot1, fitted, text_width};

/// One bar of [`diverging_bars`].
#[derive(Clone, Debug)]
pub struct Diverging<'a> {
    /// Its name.
    pub label: &'a str,
    /// How far: positive to the right.
    pub value: f64,
    /// The figure beside it: ↓ 12.4.
    pub text: String,
    /// Why it stands out: 超过 10 名; empty: it does not.
    pub alarm: &'a str,
}

const WIDTH: f64 = 340.0;
const ROW: f64 = 24.0;

/// Draws them in their order, 340 px wide.
pub fn diverging_bars(name: &str, bars: &[Diverging<'_>]) -> Markup {
    let room = |labels: f64| labels + 10.0;
    let left = room(bars.iter().map(|bar| text_width(bar.label)).fold(0.0, f64::max).min(150.0));
    let figure = |bar: &Diverging<'_>| {
        if bar.alarm.is_empty() { bar.text.clone() } else { format!("{}　{}", bar.text, bar.alarm) }
    };
    let (gains, losses): (Vec<_>, Vec<_>) = bars.iter().partition(|bar| bar.value > 0.0);
    let width =
        |bars: &[&Diverging<'_>]| bars.iter().map(|bar| text_width(&figure(bar))).fold(0.0, f64::max) + 8.0;
    let most = |bars: &[&Diverging<'_>]| bars.iter().map(|bar| bar.value.abs()).fold(0.0, f64::max);
    // What is left between the names and the figures is parted so that one place is as long on both sides.
    let (gain, loss) = (most(&gains), most(&losses));
    let both = (gain + loss).max(f64::MIN_POSITIVE);
    let by_gain = (WIDTH - left - width(&gains)) / both;
    let by_loss = if loss > 0.0 { (WIDTH - left - width(&losses)) / loss } else { by_gain };
    let scale = by_gain.min(by_loss).max(0.0);
    let axis = left + loss * scale;
    let height = ROW * bars.len() as f64;
    let said: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.label, figure(bar))).collect();
    html! {
        svg class="ch near" viewBox={ "0 0 " (WIDTH) " " (dot1(height + 4.0)) } role="img" aria-label={ (name) "：" (said.join("，")) } {
            line class="ax" x1=(dot1(axis)) x2=(dot1(axis)) y1="0" y2=(dot1(height)) {}
            @for (at, bar) in bars.iter().enumerate() {
                @let y = ROW * at as f64;
                @let length = bar.value.abs() * scale;
                @let gains = bar.value > 0.0;
                @let strong = gains || !bar.alarm.is_empty();
                text class=[(!bar.alarm.is_empty()).then_some("v")] x="0" y=(dot1(y + 16.0)) { (fitted(bar.label, 150.0)) }
                @if length > 0.0 {
                    rect class=(if !bar.alarm.is_empty() { "flate" } else if gains { "f1" } else { "f4" })
                        x=(dot1(if gains { axis } else { axis - length })) y=(dot1(y + 4.0)) width=(dot1(length)) height="15" {}
                }
                text class=[strong.then_some("v")] x=(dot1(if gains { axis + length } else { axis } + 5.0)) y=(dot1(y + 16.0)) {
                    (figure(bar))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &'static str, value: f64, alarm: &'static str) -> Diverging<'static> {
        Diverging { label, value, text: format!("{value:.1}"), alarm }
    }

    #[test]
    fn bars_and_figures_stay_inside() {
        let bars =
            [bar("少数民族界", 48.1, ""), bar("民盟", -3.0, ""), bar("港澳和驻外", -12.4, "超过 10 名")];
        let html = diverging_bars("平均名次", &bars).into_string();
        assert!(
            html.contains("港澳和驻外 -12.4　超过 10 名") && html.matches("flate").count() == 1,
            "{html}"
        );
        let numbers = |key: &str| -> Vec<f64> {
            let wanted = format!(" {key}=\"");
            let parts = html.split(wanted.as_str()).skip(1);
            parts.filter_map(|part| part.split('"').next()?.parse().ok()).collect()
        };
        let rects: Vec<&str> = html.split("<rect").skip(1).collect();
        assert_eq!(rects.len(), 3);
        assert!(numbers("x").iter().all(|x| (0.0..=WIDTH).contains(x)), "{html}");
    }

    #[test]
    fn nothing_and_only_losses_can_be_drawn() {
        assert!(!diverging_bars("空", &[]).into_string().contains("NaN"));
        assert!(!diverging_bars("平", &[bar("女", 0.0, "")]).into_string().contains("NaN"));
        let html = diverging_bars("降", &[bar("<b>", -2.0, "")]).into_string();
        assert!(!html.contains("<b>") && html.contains("f4"), "{html}");
    }
}
