//! Prices, filters and the settings that several mechanics share.
use super::Dice;
use super::rules::Lines;

pub const KINDS: &str = "event paper study ballot mark notice";
pub const CLASSES: &str = "standing party fresh chief mixed";

/// What a dimension may be: its values.
fn values(kind: &str, dimension: &str) -> &'static str {
    match (kind, dimension) {
        (_, "authorship") => "alone joint",
        (_, "stage") => "draft filed adopted praised",
        ("paper", "role") => "first joint",
        (_, "role") => "writer member",
        (_, "presence") => "present late leave absent",
        ("event", "level") => "city province county",
        (_, "level") => "city province",
        (_, "rater") => "people leaders",
        (_, "choice") => "good fair poor none",
        (_, "side") => "self verified",
        _ => "on_time late breach",
    }
}

fn dimensions(kind: &str) -> &'static str {
    match kind {
        "event" => "presence level",
        "paper" => "stage role authorship level",
        "study" => "role authorship",
        "ballot" => "rater choice",
        "mark" => "side",
        _ => "state",
    }
}

pub fn points(d: &mut Dice) -> String {
    d.word("0.5 1 1.5 2 2.25 3 4 5 0.3333 7.7 10")
}

pub fn price(d: &mut Dice, kind: &str, lines: &mut Lines, sign: &str) {
    if d.in_hundred(40) {
        lines.push(format!("points = {sign}{}", points(d)));
        return;
    }
    let mut by = vec![d.word(dimensions(kind))];
    let second = d.word(dimensions(kind));
    if d.in_hundred(50) && !by.contains(&second) {
        by.push(second);
    }
    table(d, kind, lines, sign, &by);
}

pub fn table(d: &mut Dice, kind: &str, lines: &mut Lines, sign: &str, by: &[String]) {
    lines.push(format!("by = {by:?}"));
    let text = level(d, kind, sign, by);
    lines.push(format!("table = {text}"));
}

fn level(d: &mut Dice, kind: &str, sign: &str, by: &[String]) -> String {
    let mut entries = Vec::new();
    let mut names: Vec<&str> = values(kind, &by[0]).split(' ').filter(|_| d.in_hundred(65)).collect();
    if names.is_empty() || d.in_hundred(25) {
        names.insert(d.below(names.len() + 1), "any");
    }
    for name in names {
        let inner = by.len() > 1 && d.in_hundred(70);
        let value = if inner { level(d, kind, sign, &by[1..]) } else { format!("{sign}{}", points(d)) };
        entries.push(format!("{name} = {value}"));
    }
    format!("{{ {} }}", entries.join(", "))
}

/// The cells of one part of a price that have stages: paths for `either_or`.
pub fn filter(d: &mut Dice, kind: &str, lines: &mut Lines, stages: bool) {
    for dimension in dimensions(kind).split(' ') {
        if !d.in_hundred(12) {
            continue;
        }
        match dimension {
            "stage" if stages => lines.push(format!("stages = {}", d.some(values(kind, "stage")))),
            "stage" => {}
            "role" => lines.push(format!("roles = {}", d.some(values(kind, "role")))),
            "authorship" => lines.push(format!("authorship = {:?}", d.word("alone joint"))),
            // one table of attributes is enough
            _ if lines.iter().any(|l| l.starts_with("where")) => {}
            _ => lines.push(format!("where = {{ {dimension} = {} }}", d.some(values(kind, dimension)))),
        }
    }
    dates(d, lines, 8);
    classes(d, lines, 12);
}

pub fn dates(d: &mut Dice, lines: &mut Lines, chance: usize) {
    if d.in_hundred(chance) {
        lines.push(format!("from_date = {}", d.word("2026-02-01 2026-03-15 2026-05-02")));
    }
    if d.in_hundred(chance) {
        lines.push(format!("until_date = {}", d.word("2026-05-15 2026-06-30 2026-11-30")));
    }
}

pub fn classes(d: &mut Dice, lines: &mut Lines, chance: usize) {
    if d.in_hundred(chance) {
        lines.push(format!("for = {}", d.some(CLASSES)));
    }
    if d.in_hundred(chance) {
        lines.push(format!("not_for = {:?}", d.word(CLASSES)));
    }
}

pub fn unit(d: &mut Dice, kind: &str, lines: &mut Lines) {
    if !matches!(kind, "paper" | "notice") && d.in_hundred(50) {
        lines.push(format!("per = {}", d.word("1 2 3 0.5 1.5 0.7")));
        lines.push(format!("part = {:?}", d.word("proportional none full")));
    }
}

pub fn times(d: &mut Dice, kind: &str, lines: &mut Lines) {
    if !d.in_hundred(30) {
        return;
    }
    let mut list = Vec::new();
    for n in 0..d.between(1, 2) {
        let mut parts =
            vec![format!("label = \"系数{n}\""), format!("by = {}", d.word("0.5 2 0.3333 1.2 0 1"))];
        filter(d, kind, &mut parts, true);
        list.push(format!("{{ {} }}", parts.join(", ")));
    }
    lines.push(format!("times = [{}]", list.join(", ")));
}

pub fn share(d: &mut Dice, kind: &str, lines: &mut Lines) {
    if !matches!(kind, "paper" | "study") || !d.in_hundred(35) {
        return;
    }
    let mut parts = vec![
        format!("method = {:?}", d.word("equal half_each first_all first_half")),
        format!("rounding = {:?}", d.word("half_up down half_even up")),
    ];
    if d.in_hundred(40) {
        parts.push(format!("decimals = {}", d.below(5)));
    }
    if d.in_hundred(20) {
        parts.push(format!("first = {:?}", d.word(values(kind, "role"))));
    }
    lines.push(format!("share = {{ {} }}", parts.join(", ")));
}

pub fn named(d: &mut Dice, kind: &str, lines: &mut Lines) {
    if matches!(kind, "paper" | "study") && d.in_hundred(15) {
        lines.push(format!("named_at_most = {}", d.between(1, 4)));
        lines.push("position = \"rank\"".to_owned());
    }
}

pub fn limits(d: &mut Dice, lines: &mut Lines) {
    if d.in_hundred(20) {
        lines.push(format!("skip_first = {}", d.between(1, 3)));
    }
    if d.in_hundred(25) {
        lines.push(format!("at_most = {}", d.between(1, 4)));
    }
}
