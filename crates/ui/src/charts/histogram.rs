//! The distribution of scores, its cut lines, and where one person stands.

use maud::{Markup, html};

use super::super::format::{figure, short, thousands};
use super::{dot1, line_name, numbers, text_width};

/// A line that divides: “前10%” at 81.1.
#[derive(Clone, Debug)]
pub struct Cut<'a> {
    /// Its rule, short.
    pub label: &'a str,
    /// Its score.
    pub at: f64,
}

/// What a histogram shows. `width` and `height` are the pixels it will have, so that 12 px stays 12 px.
#[derive(Clone, Debug)]
pub struct Histogram<'a> {
    /// What is counted: 成绩分布.
    pub name: &'a str,
    /// Of whom: 人.
    pub unit: &'a str,
    /// The lower edge of the first bin.
    pub start: f64,
    /// The width of a bin.
    pub bin: f64,
    /// How many in each bin.
    pub counts: &'a [u32],
    /// Cut lines, in any order.
    pub cuts: &'a [Cut<'a>],
    /// One person: a word and his score.
    pub mark: Option<(&'a str, f64)>,
    /// Whether each bar carries its count.
    pub values: bool,
    /// Words under the axis, or nothing.
    pub axis: &'a str,
    /// Pixels across.
    pub width: f64,
    /// Pixels of the bars and what stands above them.
    pub height: f64,
}

impl<'a> Histogram<'a> {
    /// A histogram 300 px wide, counts on the bars, for a side column.
    pub fn new(name: &'a str, start: f64, bin: f64, counts: &'a [u32], cuts: &'a [Cut<'a>]) -> Self {
        let (unit, axis) = ("人", "");
        Self {
            name,
            unit,
            start,
            bin,
            counts,
            cuts,
            mark: None,
            values: true,
            axis,
            width: 300.0,
            height: 184.0,
        }
    }

    /// The small one beside a member's score: 340 px, no counts, the member marked.
    pub fn beside_score(mut self, mark: (&'a str, f64)) -> Self {
        (self.width, self.height, self.values, self.mark) = (340.0, 118.0, false, Some(mark));
        self
    }

    /// Words under the axis.
    pub fn axis(mut self, axis: &'a str) -> Self {
        self.axis = axis;
        self
    }

    fn sentence(&self) -> String {
        let total: u64 = self.counts.iter().map(|count| u64::from(*count)).sum();
        let mut said = format!("{}直方图，{total} {}", self.name, self.unit);
        for cut in self.sorted_cuts().iter().rev() {
            said.push_str(&format!("，{} {}", line_name(cut.label), figure(cut.at)));
        }
        if let Some((who, score)) = self.mark {
            said.push_str(&format!("，{who} {}", figure(score)));
        }
        said
    }

    fn sorted_cuts(&self) -> Vec<&Cut<'a>> {
        let mut cuts: Vec<&Cut> = self.cuts.iter().filter(|cut| cut.at.is_finite()).collect();
        cuts.sort_by(|a, b| a.at.total_cmp(&b.at));
        cuts
    }

    fn x(&self, value: f64) -> f64 {
        let span = self.bin * self.counts.len().max(1) as f64;
        ((value - self.start) / span * self.width).clamp(0.0, self.width)
    }
}

/// A piece of a bar between two cut lines.
struct Piece {
    class: &'static str,
    from: f64,
    to: f64,
}

/// Cuts bin `at` where lines run through it. Above every line is darkest, below all is lightest.
fn pieces(chart: &Histogram<'_>, cuts: &[&Cut<'_>], at: usize) -> Vec<Piece> {
    let low = chart.start + chart.bin * at as f64;
    let high = low + chart.bin;
    let mut edges = vec![low];
    edges.extend(cuts.iter().map(|cut| cut.at).filter(|at| *at > low && *at < high));
    edges.push(high);
    edges
        .windows(2)
        .map(|pair| {
            let passed = cuts.iter().filter(|cut| pair[0] >= cut.at).count();
            let class = match cuts.len() - passed {
                _ if cuts.is_empty() => "f2",
                0 => "f1",
                1 if cuts.len() > 1 => "f2",
                2 if cuts.len() > 2 => "f3",
                _ => "f4",
            };
            let inset = |edge: f64, by: f64| {
                if edge == low || edge == high { chart.x(edge) + by } else { chart.x(edge) }
            };
            Piece { class, from: inset(pair[0], 0.8), to: inset(pair[1], -0.8) }
        })
        .collect()
}

/// Rows for the labels over cut lines, so that none runs into its neighbour: where, and which row from the top.
fn label_places(chart: &Histogram<'_>, cuts: &[&Cut<'_>]) -> Vec<(f64, usize)> {
    let mut ends: Vec<f64> = Vec::new();
    cuts.iter()
        .map(|cut| {
            let half = text_width(&cut_label(cut)) / 2.0;
            let x = chart.x(cut.at).min(chart.width - half).max(half);
            let row = ends.iter().position(|end| x - half > end + 6.0).unwrap_or(ends.len());
            if row == ends.len() {
                ends.push(x + half);
            } else {
                ends[row] = x + half;
            }
            (x, row)
        })
        .collect()
}

/// Where the counts stand over their bars, the greatest first; one that would run into another is left to the table.
fn value_places(chart: &Histogram<'_>, top: impl Fn(u32) -> f64) -> Vec<(f64, f64, u32)> {
    let mut bars: Vec<(usize, u32)> =
        chart.counts.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.1));
    let mut placed: Vec<(f64, f64, u32)> = Vec::new();
    for (at, count) in bars {
        let (x, y) = (chart.x(chart.start + chart.bin * (at as f64 + 0.5)), top(count) - 4.0);
        let half = |count: u32| text_width(&thousands(i64::from(count))) / 2.0;
        let free = placed.iter().all(|(x2, y2, count2)| {
            (x - x2).abs() > half(count) + half(*count2) + 2.0 || (y - y2).abs() > 13.0
        });
        if free {
            placed.push((x, y, count));
        }
    }
    placed
}

fn cut_label(cut: &Cut<'_>) -> String {
    format!("{} {}", cut.label, figure(cut.at))
}

/// Draws it.
pub fn histogram(chart: &Histogram<'_>) -> Markup {
    let cuts = chart.sorted_cuts();
    let places = label_places(chart, &cuts);
    let rows = places.iter().map(|place| place.1 + 1).max().unwrap_or(0);
    let lift = rows.saturating_sub(1) as f64 * 16.0;
    let base = chart.height + lift;
    let room = base - 34.0 - lift;
    let most = f64::from(chart.counts.iter().copied().max().unwrap_or(0).max(1));
    let top = |count: u32| base - f64::from(count) / most * room;
    let below = if chart.axis.is_empty() { 20.0 } else { 36.0 };
    let middle = chart.width / 2.0;
    let view = format!("-2 0 {} {}", dot1(chart.width + 4.0), dot1(base + below));
    html! {
        svg class="ch" viewBox=(view) role="img" aria-label=(chart.sentence()) {
            @for share in [0.25, 0.5, 0.75, 1.0] {
                @let y = dot1(base - room * share);
                line class="gr" x1="0" x2=(chart.width) y1=(y) y2=(y) {}
            }
            @for (at, count) in chart.counts.iter().enumerate() { @if *count > 0 {
                @for piece in pieces(chart, &cuts, at) {
                    rect class=(piece.class) x=(dot1(piece.from)) y=(dot1(top(*count)))
                        width=(dot1((piece.to - piece.from).max(0.5))) height=(dot1(base - top(*count))) {}
                }
            } }
            line class="ax" x1="0" x2=(chart.width) y1=(dot1(base)) y2=(dot1(base)) {}
            @for value in ticks(chart) {
                text class="mid" x=(dot1(chart.x(value))) y=(dot1(base + 16.0)) { (short(value)) }
            }
            @if !chart.axis.is_empty() { text class="mid" x=(dot1(middle)) y=(dot1(base + 32.0)) { (chart.axis) } }
            @for (cut, (x, row)) in cuts.iter().zip(&places) {
                @let y = 12.0 + *row as f64 * 16.0;
                @let at = dot1(chart.x(cut.at));
                line class="cutl" x1=(at) x2=(at) y1=(dot1(y + 6.0)) y2=(dot1(base)) {}
                text class="hot mid halo" x=(dot1(*x)) y=(dot1(y)) { (cut_label(cut)) }
            }
            @if chart.values { @for (x, y, count) in value_places(chart, top) {
                text class="mid halo" x=(dot1(x)) y=(dot1(y)) { (thousands(i64::from(count))) }
            } }
            @if let Some((who, score)) = chart.mark { (mark(chart, who, score, base)) }
        }
    }
}

fn mark(chart: &Histogram<'_>, who: &str, score: f64, base: f64) -> Markup {
    let x = chart.x(score);
    let y = base - 52.0;
    let left = x + 10.0 + text_width(who) > chart.width + 2.0;
    let text_x = if left { x - 10.0 } else { x + 10.0 };
    html! {
        path class="fcin" d={ "M" (dot1(x)) " " (dot1(base + 2.0)) "l5 8h-10z" } {}
        line class="lcin" x1=(dot1(x)) x2=(dot1(x)) y1=(dot1(y)) y2=(dot1(base)) {}
        circle class="fcin me" cx=(dot1(x)) cy=(dot1(y)) r="6" {}
        text class={ "hot halo" @if left { " e" } } x=(dot1(text_x)) y=(dot1(y + 5.0)) { (who) }
    }
}

/// Round values, two bins apart or wider, never nearer than 34 px.
fn ticks(chart: &Histogram<'_>) -> Vec<f64> {
    let end = chart.start + chart.bin * chart.counts.len() as f64;
    if chart.bin <= 0.0 || chart.counts.is_empty() {
        return Vec::new();
    }
    let mut step = chart.bin * 2.0;
    while step / (end - chart.start) * chart.width < 34.0 {
        step *= 2.0;
    }
    let first = (chart.start / step).ceil() * step;
    let mut out = Vec::new();
    let mut value = first;
    while value <= end + 1e-9 && out.len() < 50 {
        if value > chart.start && value < end {
            out.push(value);
        }
        value += step;
    }
    out
}

/// The same numbers as a folded table.
pub fn histogram_numbers(chart: &Histogram<'_>, open: bool) -> Markup {
    let rows: Vec<Vec<String>> = chart
        .counts
        .iter()
        .enumerate()
        .map(|(at, count)| {
            let low = chart.start + chart.bin * at as f64;
            vec![
                format!("{}—{}", short(low), short(low + chart.bin)),
                format!("{} {}", thousands(i64::from(*count)), chart.unit),
            ]
        })
        .collect();
    numbers(chart.name, &["得分", "多少"], &rows, open)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTS: [u32; 14] = [2, 5, 6, 17, 25, 49, 59, 113, 80, 82, 60, 35, 21, 8];

    fn cuts() -> [Cut<'static>; 2] {
        [Cut { label: "前 10%", at: 81.1 }, Cut { label: "前 60%", at: 62.5 }]
    }

    #[test]
    fn it_says_what_it_shows() {
        let cuts = cuts();
        let chart = Histogram::new("成绩分布", 25.0, 5.0, &COUNTS, &cuts).beside_score(("本人", 83.6));
        let html = histogram(&chart).into_string();
        assert!(
            html.contains("aria-label=\"成绩分布直方图，562 人，前 10% 线 81.1，前 60% 线 62.5，本人 83.6\"")
        );
        assert!(html.contains("role=\"img\""));
    }

    #[test]
    fn a_bar_is_split_where_a_line_runs_through_it() {
        let cuts = cuts();
        let chart = Histogram::new("成绩分布", 25.0, 5.0, &COUNTS, &cuts);
        let sorted = chart.sorted_cuts();
        let classes: Vec<_> = pieces(&chart, &sorted, 7).iter().map(|piece| piece.class).collect();
        assert_eq!(classes, ["f4", "f2"]);
        let classes: Vec<_> = pieces(&chart, &sorted, 11).iter().map(|piece| piece.class).collect();
        assert_eq!(classes, ["f2", "f1"]);
        assert_eq!(pieces(&chart, &sorted, 13)[0].class, "f1");
    }

    #[test]
    fn near_labels_stand_in_two_rows() {
        let near = [Cut { label: "前 10%", at: 81.1 }, Cut { label: "前 15%", at: 80.0 }];
        let chart = Histogram::new("成绩分布", 25.0, 5.0, &COUNTS, &near);
        let rows: Vec<_> = label_places(&chart, &chart.sorted_cuts()).iter().map(|place| place.1).collect();
        assert_eq!(rows, [0, 1]);
    }

    #[test]
    fn nothing_to_count_draws_an_axis_only() {
        let html = histogram(&Histogram::new("成绩分布", 0.0, 5.0, &[], &[])).into_string();
        assert!(html.contains("0 人") && !html.contains("<rect") && !html.contains("NaN"));
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(
            ticks(&Histogram::new("", 25.0, 5.0, &COUNTS, &[])),
            [30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]
        );
    }
}
