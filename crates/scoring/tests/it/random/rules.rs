//! Random rules.
use super::Dice;
use super::prices::*;

pub type Lines = Vec<String>;

/// What rules are made in: what came before, and whether anything may be left out of the maximum.
pub struct Setting<'s> {
    pub earlier: &'s [(String, &'static str)],
    pub rates: bool,
    pub indicators: &'s [String],
}

const MECHANICS: &str = "base tally tally tally deductions flat checklist target target sequence pieces pieces pieces \
     factor rate rating poll poll report manual ratio place_points rollup";

pub fn rule(d: &mut Dice, n: usize, set: &Setting<'_>) -> (Lines, &'static str) {
    let names: Vec<&'static str> = MECHANICS.split_whitespace().collect();
    let mut name = *d.pick(&names);
    if set.earlier.is_empty() && matches!(name, "factor" | "ratio" | "place_points") {
        name = "tally";
    }
    let mut l = vec![
        "[[rule]]".to_owned(),
        format!(
            "id = \"r{n}\"\nindicator = {:?}\nlabel = \"条{n}\"\narticle = \"一\"",
            d.pick(set.indicators)
        ),
        format!("mechanic = {name:?}"),
    ];
    let kind = kind_of(d, name);
    if kind.is_empty() {
        dates(d, &mut l, 4);
        classes(d, &mut l, 12);
    } else {
        l.push(format!("kind = {kind:?}"));
        filter(d, &kind, &mut l, true);
    }
    settings(d, name, &kind, set, &mut l);
    if d.in_hundred(20) && !l.iter().any(|line| line == "max = 20") {
        l.push(format!("max = {}", d.word("2 3.5 6 12")));
    }
    if d.in_hundred(10) {
        l.push("bonus = true".to_owned());
    }
    if d.in_hundred(8) {
        l.push("measure = true".to_owned());
    }
    (l, name)
}

fn kind_of(d: &mut Dice, name: &str) -> String {
    match name {
        "base" | "factor" | "ratio" | "place_points" | "rollup" => String::new(),
        "pieces" => d.word("paper paper paper study"),
        "rate" => "event".to_owned(),
        "rating" | "manual" => "mark".to_owned(),
        "poll" => "ballot".to_owned(),
        "report" => "notice".to_owned(),
        _ => d.word(KINDS),
    }
}

fn settings(d: &mut Dice, name: &str, kind: &str, set: &Setting<'_>, l: &mut Lines) {
    match name {
        "base" => l.push(format!("points = {}", d.word("5 10 2.5 -1"))),
        "tally" => {
            let sign = if d.in_hundred(12) { "-" } else { "" };
            price(d, kind, l, sign);
            unit(d, kind, l);
            times(d, kind, l);
            share(d, kind, l);
            named(d, kind, l);
            limits(d, l);
            unless(d, set, l);
        }
        "deductions" => {
            price(d, kind, l, "-");
            l.push(format!("base = {}", d.word("10 5 20")));
            if d.in_hundred(30) {
                l.push(format!("floor = {}", d.word("2 -5 1.5")));
            }
            unit(d, kind, l);
            times(d, kind, l);
            if d.in_hundred(25) {
                l.push(format!("skip_first = {}", d.between(1, 3)));
            }
        }
        "flat" => {
            let sign = if d.in_hundred(15) { "-" } else { "" };
            price(d, kind, l, sign);
            if d.in_hundred(50) {
                l.push(format!("at_least = {}", d.between(1, 4)));
            }
            count(d, kind, l);
        }
        "checklist" => {
            while !l.iter().any(|line| line.starts_with("by")) {
                l.retain(|line| !line.starts_with("points"));
                price(d, kind, l, "");
            }
        }
        "target" => target(d, kind, set, l),
        "sequence" => {
            let list: Vec<_> = (0..d.between(1, 3)).map(|_| points(d)).collect();
            l.push(format!("points = [{}]", list.join(", ")));
            l.push(format!("scope = {:?}", d.word("piece subject")));
        }
        "pieces" => pieces(d, kind, set, l),
        "factor" => {
            of(d, set, l);
            l.push(format!("factor = {}", d.word("0.5 1.5 -0.5 0.3333")));
        }
        "rate" => {
            l.push(format!("attribute = \"presence\"\nattended = {}", d.some("present late")));
            if d.in_hundred(50) {
                l.push("excused = \"leave\"".to_owned());
            }
            missing(d, set, l, "none_due", true);
            curve(d, true, l);
        }
        "rating" => {
            l.push(format!("take = {:?}", d.word("mean sum highest latest")));
            if d.in_hundred(30) {
                l.push(format!("min_ballots = {}", d.between(1, 8)));
            }
            missing(d, set, l, "missing", false);
            curve(d, false, l);
        }
        "poll" => poll(d, set, l),
        _ => over(d, name, kind, set, l),
    }
}

/// Settings of mechanics that look at reports, entries, other subjects and earlier cycles.
fn over(d: &mut Dice, name: &str, kind: &str, set: &Setting<'_>, l: &mut Lines) {
    match name {
        "report" => {
            price(d, kind, l, "");
            l.push(format!("missing = {}", d.word("0 -2 1")));
            if d.in_hundred(50) {
                l.push(format!("due = {:?}", d.word("first_half second_half")));
                missing(d, set, l, "not_due", true);
            }
        }
        "manual" => {
            l.push(format!("least = {}\nmost = {}", d.word("0 1 20"), d.word("30 60 90")));
            if d.in_hundred(40) {
                l.push(
                    "review = { attribute = \"side\", own = \"self\", verified = \"verified\" }".to_owned(),
                );
            }
        }
        "ratio" => {
            of(d, set, l);
            l.push(format!("to = {:?}\npoints = {}", d.word("best sum mean"), points(d)));
            within(d, l);
            missing(d, set, l, "none_due", true);
        }
        "place_points" => {
            of(d, set, l);
            within(d, l);
            l.push(format!("ties = {:?}", d.word("same mean")));
            l.push(d.word("points|=|[10,8,5]%rest|=|1.5 points|=|[6,2.3333]%rest|=|0 first|=|9%step|=|1.7%least|=|1").replace('%', "\n").replace('|', " "));
            for key in ["lowest_first", "skip_zero"] {
                if d.in_hundred(30) {
                    l.push(format!("{key} = true"));
                }
            }
        }
        _ => rollup(d, set, l),
    }
}

fn of(d: &mut Dice, set: &Setting<'_>, l: &mut Lines) {
    l.push(format!("of = {:?}", d.pick(set.earlier).0));
}

fn within(d: &mut Dice, l: &mut Lines) {
    if d.in_hundred(35) {
        l.push("within = \"sector\"".to_owned());
    }
}

fn unless(d: &mut Dice, set: &Setting<'_>, l: &mut Lines) {
    let by_piece: Vec<_> = set
        .earlier
        .iter()
        .filter(|(_, m)| matches!(*m, "tally" | "pieces" | "sequence" | "manual"))
        .collect();
    if !by_piece.is_empty() && d.in_hundred(25) {
        l.push(format!("unless = [{:?}]", d.pick(&by_piece).0));
    }
}

fn count(d: &mut Dice, kind: &str, l: &mut Lines) {
    if d.in_hundred(50) {
        let word = if kind == "paper" { d.word("facts pieces") } else { d.word("facts quantity") };
        l.push(format!("count = {word:?}"));
    }
}

fn missing(d: &mut Dice, set: &Setting<'_>, l: &mut Lines, key: &str, zero: bool) {
    let mut words = vec!["full"];
    if zero {
        words.push("zero");
    }
    if set.rates {
        words.push("exclude");
    }
    l.push(format!("{key} = {:?}", d.pick(&words)));
}

fn target(d: &mut Dice, kind: &str, set: &Setting<'_>, l: &mut Lines) {
    l.push(format!("points = {}", points(d)));
    if d.in_hundred(35) {
        l.push("target_from = \"goal\"".to_owned());
        missing(d, set, l, "missing", true);
    } else {
        l.push(format!("target = {}", d.word("1 2 3 2.5")));
    }
    count(d, kind, l);
    match d.below(3) {
        0 => l.push("below = \"zero\"".to_owned()),
        1 => l.push("below = \"proportional\"".to_owned()),
        _ => {
            l.push(format!("below = \"off\"\noff = {}", d.word("0.5 1 0.3333")));
            if d.in_hundred(30) {
                l.push(format!("floor = {}", d.word("0.5 -1")));
            }
        }
    }
    if d.in_hundred(40) {
        l.push(format!("over = {}", d.word("0.5 1 0.3333")));
    }
    if d.in_hundred(40) {
        l.push(format!("each = {:?}", d.word("month quarter")));
    }
}

fn pieces(d: &mut Dice, kind: &str, set: &Setting<'_>, l: &mut Lines) {
    l.push(format!("combine = {:?}", d.word("highest sum sum")));
    if kind == "paper" && d.in_hundred(50) {
        l.retain(|line| !line.starts_with("stages"));
        let by = if d.in_hundred(50) {
            vec!["stage".to_owned()]
        } else {
            vec!["stage".to_owned(), "role".to_owned()]
        };
        table(d, kind, l, "", &by);
        let stages: Vec<&str> = ["draft", "filed", "adopted", "praised"]
            .into_iter()
            .filter(|s| l.last().is_some_and(|t| t.contains(&format!("{s} ="))))
            .collect();
        if stages.len() > 1 && d.in_hundred(40) {
            let n = d.between(1, stages.len() - 1);
            l.push(format!("either_or = [[{:?}, {:?}]]", stages[n - 1], stages[n]));
        }
        if d.in_hundred(40) {
            l.push("lower_stages = \"implied\"".to_owned());
        }
    } else {
        price(d, kind, l, "");
    }
    times(d, kind, l);
    share(d, kind, l);
    named(d, kind, l);
    limits(d, l);
    unless(d, set, l);
}

fn curve(d: &mut Dice, percent: bool, l: &mut Lines) {
    let figure = |d: &mut Dice, percents: &str, numbers: &str| {
        if percent { format!("\"{}\"", d.word(percents)) } else { d.word(numbers) }
    };
    match d.below(4) {
        0 => {
            l.push(format!("points = {}", points(d)));
            if !percent && d.in_hundred(40) {
                l.push(format!("scale = {}", d.word("10 50 90")));
            }
        }
        1 => {
            let high = figure(d, "90% 66.67%", "85 70.5");
            let low = figure(d, "50% 33.34%", "60 20");
            l.push(format!("steps = [{{ from = {high}, points = 8 }}, {{ from = {low}, points = 3.5 }}]"));
        }
        2 => {
            let per = figure(d, "10% 33.33% 25%", "10 7 2.5");
            l.push(format!(
                "points = {}\nper = {per}\npart = {:?}",
                points(d),
                d.word("proportional none full")
            ));
            if !percent {
                l.push("max = 20".to_owned());
            }
        }
        _ => {
            let (target, per) = (figure(d, "95% 80%", "90 75"), figure(d, "5% 10% 33.33%", "5 7 2.5"));
            l.push(format!("points = {}\ntarget = {target}\nper = {per}", points(d)));
            l.push(format!(
                "off = {}\npart = {:?}",
                d.word("0.5 1 0.3333"),
                d.word("proportional none full")
            ));
            if d.in_hundred(30) {
                l.push(format!("floor = {}", d.word("0.2 -1")));
            }
        }
    }
}

fn poll(d: &mut Dice, set: &Setting<'_>, l: &mut Lines) {
    l.push(format!("points = {}", points(d)));
    if d.in_hundred(50) {
        let (a, b) = *d.pick(&[(40, 60), (50, 50), (90, 10)]);
        let group = |d: &mut Dice, name: &str, weight: i32| {
            let least = d.between(1, 4);
            format!(
                "{{ label = {name:?}, where = {{ rater = {name:?} }}, weight = \"{weight}%\", min_ballots = {least} }}"
            )
        };
        let (people, leaders) = (group(d, "people", a), group(d, "leaders", b));
        l.push(format!("raters = [{people}, {leaders}]"));
        l.push(format!("fewer_groups = {:?}", d.word("reweigh missing")));
    } else {
        l.push("raters = [{ label = \"大家\", weight = \"100%\" }]".to_owned());
    }
    missing(d, set, l, "missing", false);
    match d.below(4) {
        0 => {
            l.push("form = \"choice\"\nattribute = \"choice\"".to_owned());
            l.push(
                d.word("worth|=|{|good|=|100,|fair|=|60,|poor|=|0|} worth|=|{|good|=|95.5,|fair|=|70|}")
                    .replace('|', " "),
            );
            l.push("abstain = \"none\"".to_owned());
        }
        1 => {
            l.push("form = \"bands\"\nattribute = \"choice\"".to_owned());
            if d.in_hundred(60) {
                l.push("abstain = \"none\"".to_owned());
            }
            l.push(format!("scale = 10\nbands = [{{ points = 10, when = [{{ choices = \"good\", at_least = {:?} }}] }}, {{ points = 6, when = [{{ choices = \"poor\", below = {:?} }}] }}, {{ points = 1 }}]", d.word("60% 66.67% 50%"), d.word("30% 33.34%")));
        }
        2 => {
            l.push("form = \"score\"\nscale = 10".to_owned());
            for key in ["trim_highest", "trim_lowest"] {
                if d.in_hundred(50) {
                    l.push(format!("{key} = {}", d.between(1, 2)));
                }
            }
        }
        _ => l.push("form = \"rank\"\nscale = 10\nrank_points = [10, 8, 3.5]".to_owned()),
    }
}

fn rollup(d: &mut Dice, set: &Setting<'_>, l: &mut Lines) {
    let cycles = d.between(1, 3);
    l.push(format!("cycles = {cycles}\ncombine = {:?}", d.word("mean sum weighted")));
    if l.last().is_some_and(|line| line.contains("weighted")) {
        let weights: Vec<_> = (0..cycles).map(|_| d.word("1 2 0.5 3")).collect();
        l.push(format!("weights = [{}]", weights.join(", ")));
    }
    if d.in_hundred(50) {
        l.push(format!("at_least = {}", d.between(1, cycles)));
    }
    if d.in_hundred(60) {
        l.push("family = \"monthly\"".to_owned());
    }
    if d.in_hundred(30) {
        l.push("of = \"i1\"".to_owned());
    }
    missing(d, set, l, "missing", false);
    curve(d, false, l);
}
