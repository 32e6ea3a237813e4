//! Charts as inline SVG, drawn here: five steps of ink, one thing in cinnabar, figures on the marks.
//! Each has `role="img"` and a sentence; pages put the same numbers one click away ([`numbers`]).

mod bars;
mod diverging;
mod funnel;
mod histogram;
mod history;
mod slope;

use maud::{Markup, html};

pub use bars::{Ink, Part, key, key_average, lights_bar, score_bar, stacked_bar, where_bar};
pub use diverging::{Diverging, diverging_bars};
pub use funnel::{Stage, funnel};
pub use histogram::{Cut, Histogram, histogram, histogram_numbers};
pub use history::{HistoryPoint, history_line};
pub use slope::{Slope, Slopes, slope};

/// A coordinate with one decimal.
pub(super) fn dot1(value: f64) -> String {
    if value.is_finite() { format!("{value:.1}") } else { "0.0".to_owned() }
}

/// About how wide 12 px text runs: a CJK character 12, another 6.6.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().map(|c| if c as u32 > 0x2e7f { 12.0 } else { 6.6 }).sum()
}

/// As much of a text as takes this room, for a drawing that says the whole of it in its name.
pub(super) fn fitted(text: &str, room: f64) -> String {
    if text_width(text) <= room {
        return text.to_owned();
    }
    let mut width = text_width("…");
    let kept = text.chars().take_while(|c| {
        width += text_width(c.encode_utf8(&mut [0; 4]));
        width <= room
    });
    kept.chain(['…']).collect()
}

/// “前10% 线”, “表扬线”: a space only after a figure.
pub(super) fn line_name(label: &str) -> String {
    let gap = if label.ends_with(|c: char| c.is_ascii()) { " " } else { "" };
    format!("{label}{gap}线")
}

/// The numbers behind a chart, folded away: 看数.
pub fn numbers(caption: &str, heads: &[&str], rows: &[Vec<String>], open: bool) -> Markup {
    html! {
        details class="data" open[open] {
            summary { "看数" span class="vh" { "：" (caption) } }
            table class="tbl dense plain" {
                caption class="vh" { (caption) }
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" class="lite" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
