//! Places before and after, near the line that divides: who comes above it, who falls below.

use maud::{Markup, html};

use super::{dot1, text_width};

/// One person of a [`slope`].
#[derive(Clone, Debug)]
pub struct Slope<'a> {
    /// Its name.
    pub name: &'a str,
    /// Places before and after.
    pub place: (u32, u32),
}

/// What a [`slope`] shows.
#[derive(Clone, Debug)]
pub struct Slopes<'a> {
    /// What is drawn: 前 60% 线附近的名次变化.
    pub name: &'a str,
    /// Heads of both sides: 现行, 改后.
    pub heads: (&'a str, &'a str),
    /// The line's name.
    pub line: &'a str,
    /// The last place above the line, before and after.
    pub last: (u32, u32),
    /// Who is drawn.
    pub people: &'a [Slope<'a>],
}

/// Between two names.
const GAP: f64 = 18.0;
/// The farthest from the line is drawn so far from it, unless names need more room.
const REACH: f64 = 76.0;
const TOP: f64 = 24.0;
const WIDTH: f64 = 340.0;

/// Distances from the line on one side of the picture, above negative: in proportion, but never nearer than a line of
/// text to each other.
fn heights(places: &[u32], last: u32) -> Vec<f64> {
    let distance = |place: u32| {
        if place <= last { f64::from(last - place) + 0.5 } else { -(f64::from(place - last) - 0.5) }
    };
    let most = places.iter().map(|place| distance(*place).abs()).fold(1.0, f64::max);
    let mut heights = vec![0.0; places.len()];
    for above in [true, false] {
        let mut half: Vec<usize> = (0..places.len()).filter(|at| (places[*at] <= last) == above).collect();
        half.sort_by(|a, b| distance(places[*a]).abs().total_cmp(&distance(places[*b]).abs()).then(a.cmp(b)));
        let mut nearest = GAP * 0.6;
        for at in half {
            let wanted = distance(places[at]).abs() / most * REACH;
            let height = wanted.max(nearest);
            heights[at] = if above { -height } else { height };
            nearest = height + GAP;
        }
    }
    heights
}

/// Draws it, 340 px wide: full lines for those who come above the line, broken ones for those who fall below.
pub fn slope(chart: &Slopes<'_>) -> Markup {
    let places: (Vec<u32>, Vec<u32>) = chart.people.iter().map(|person| person.place).unzip();
    let (left, right) = (heights(&places.0, chart.last.0), heights(&places.1, chart.last.1));
    let all = || left.iter().chain(&right).copied();
    let (up, down) = (all().fold(-GAP, f64::min), all().fold(GAP, f64::max));
    let cut = TOP + 8.0 - up;
    let height = cut + down + 12.0;
    let label = |person: &Slope<'_>| format!("{} {}", person.name, person.place.0);
    let widest = chart.people.iter().map(|person| text_width(&label(person))).fold(72.0, f64::max).min(150.0);
    let (x1, x2) = (widest + 12.0, WIDTH - 84.0);
    let said: Vec<String> = chart.people.iter().map(|person| said(person, chart)).collect();
    html! {
        svg class="ch near" viewBox={ "0 0 " (WIDTH) " " (dot1(height)) } role="img" aria-label={ (chart.name) "：" (said.join("，")) } {
            text class="e" x=(dot1(x1 - 8.0)) y="12" { (chart.heads.0) }
            text x=(dot1(x2 + 8.0)) y="12" { (chart.heads.1) }
            line class="cutl" x1=(dot1(x1 - 8.0)) x2=(dot1(x2 + 8.0)) y1=(dot1(cut)) y2=(dot1(cut)) stroke-dasharray="5 3" {}
            text class="hot mid halo" x=(dot1((x1 + x2) / 2.0)) y="12" { (chart.line) }
            @for (at, person) in chart.people.iter().enumerate() {
                @let (y1, y2) = (cut + left[at], cut + right[at]);
                @let falls = person.place.1 > chart.last.1;
                line class="l1" x1=(dot1(x1)) x2=(dot1(x2)) y1=(dot1(y1)) y2=(dot1(y2)) stroke-dasharray=[falls.then_some("4 3")] {}
                circle class="f1" cx=(dot1(x1)) cy=(dot1(y1)) r="3" {}
                circle class="f1" cx=(dot1(x2)) cy=(dot1(y2)) r="3" {}
                text class="e halo" x=(dot1(x1 - 8.0)) y=(dot1(y1 + 4.0)) { (label(person)) }
                text class="halo v" x=(dot1(x2 + 8.0)) y=(dot1(y2 + 4.0)) { (person.place.1) " " (word(person, chart)) }
            }
        }
    }
}

fn word(person: &Slope<'_>, chart: &Slopes<'_>) -> &'static str {
    match (person.place.0 <= chart.last.0, person.place.1 <= chart.last.1) {
        (false, true) => "↑ 入线",
        (true, false) => "↓ 出线",
        _ if person.place.1 < person.place.0 => "↑",
        _ if person.place.1 > person.place.0 => "↓",
        _ => "",
    }
}

fn said(person: &Slope<'_>, chart: &Slopes<'_>) -> String {
    let word = word(person, chart);
    let word = word.split_once(' ').map_or("", |(_, word)| word);
    format!(
        "{} {} 到 {}{}{word}",
        person.name,
        person.place.0,
        person.place.1,
        if word.is_empty() { "" } else { " " }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_overlap_and_stay_on_their_side() {
        let heights = heights(&[330, 331, 331, 332, 333, 600], 331);
        assert!(
            heights[..3].iter().all(|y| *y < 0.0) && heights[3..].iter().all(|y| *y > 0.0),
            "{heights:?}"
        );
        let mut sorted = heights.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= GAP - 1e-6), "{sorted:?}");
    }

    #[test]
    fn it_says_who_comes_in_and_who_goes_out() {
        let people =
            [Slope { name: "罗清越", place: (351, 329) }, Slope { name: "唐有光<b>", place: (337, 338) }];
        let chart = Slopes {
            name: "名次变化",
            heads: ("现行", "改后"),
            line: "前 60% 线",
            last: (337, 337),
            people: &people,
        };
        let html = slope(&chart).into_string();
        assert!(
            html.contains("aria-label=\"名次变化：罗清越 351 到 329 入线，唐有光&lt;b&gt; 337 到 338 出线\""),
            "{html}"
        );
        assert_eq!(html.matches("stroke-dasharray=\"4 3\"").count(), 1);
        let empty = Slopes { people: &[], last: (0, 0), ..chart };
        assert!(!slope(&empty).into_string().contains("NaN"));
    }
}
