//! Random schemes as text, section by section, so that a failing one can be cut down.
use super::Dice;
use super::prices::{CLASSES, filter};
use super::rules::{Lines, Setting, rule};

/// A scheme's sections, each a list of lines (the first is its heading).
#[derive(Clone, Debug)]
pub struct Text(pub Vec<Lines>);

impl Text {
    pub fn whole(&self) -> String {
        self.0.iter().map(|section| section.join("\n") + "\n").collect()
    }
}

fn lines(text: &str) -> Lines {
    text.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect()
}

pub fn text(d: &mut Dice) -> Text {
    let (rates, simple) = (d.in_hundred(50), d.in_hundred(25));
    let (mut sections, total, indicators) = groups(d);
    let mut head = lines("[scheme]\nid = \"own\"\nversion = \"1\"\ntitle = \"试行办法\"");
    head.push(format!("total = {total}"));
    head.push(format!("rounding = {:?}", d.word("half_up down half_even up")));
    let ties = if d.in_hundred(50) { "\"equal\"".to_owned() } else { format!("[{:?}]", d.pick(&indicators)) };
    head.push(format!("ties = {ties}"));
    if rates {
        head.push("compare = \"rate\"".to_owned());
    }
    for (key, value) in [("floor", "0"), ("rank_within", "[\"sector\"]"), ("separate_by", "\"branch\"")] {
        if d.in_hundred(25) {
            head.push(format!("{key} = {value}"));
        }
    }
    let mut all = vec![head, eligibility(d)];
    all.extend(classes());
    all.append(&mut sections);
    let mut earlier = Vec::new();
    for n in 1..=d.between(1, 8) {
        let set = Setting { earlier: &earlier, rates, indicators: &indicators };
        let (mut section, name) = rule(d, n, &set);
        if simple {
            undated(&mut section);
        }
        all.push(section);
        earlier.push((format!("r{n}"), name));
    }
    if !simple && d.in_hundred(20) {
        all.extend((1..=d.between(1, 2)).map(|n| multiplier(d, n)).collect::<Vec<_>>());
    }
    let conditions =
        if !simple && d.in_hundred(50) { conditions(d, &mut all, &indicators) } else { Vec::new() };
    if d.in_hundred(60) {
        let most = total.split('.').next().and_then(|t| t.parse().ok()).unwrap_or(12);
        grades(d, &mut all, &conditions, most);
        all.retain(|section| !simple || section[0] != "[[veto]]");
    }
    let graded = all.iter().any(|s| s[0] == "[[grade]]");
    for n in 1..=d.below(4) {
        all.push(outcome(d, n, &conditions, graded));
    }
    for n in 1..=d.below(3) {
        all.push(statistic(d, n, graded));
    }
    Text(all)
}

/// Takes out what asks for days and classes: numbers alone have a shorter way where no rule does.
fn undated(section: &mut Lines) {
    let keys = ["from_date", "until_date", "for ", "not_for "];
    section.retain(|line| !keys.iter().any(|key| line.starts_with(key)));
}

fn eligibility(d: &mut Dice) -> Lines {
    let mut l = lines("[eligibility]");
    l.push(format!("min_days = {}", d.word("1 30 90")));
    l.push(format!("exemption = {:?}", d.word("skip_all skip_deductions")));
    if d.in_hundred(20) {
        l.push(format!("exempt = [{:?}]", d.word(CLASSES)));
    }
    l
}

fn classes() -> Vec<Lines> {
    [
        "id = \"party\"\nlabel = \"甲乙界\"\nwhere = { sector = [\"甲\", \"乙\"] }",
        "id = \"fresh\"\nlabel = \"新任\"\nserved_below = 120",
        "id = \"chief\"\nlabel = \"召集人\"\npost = \"convenor\"",
        "id = \"mixed\"\nlabel = \"甲界常委\"\npost = \"standing\"\nwhere = { sector = \"甲\" }",
    ]
    .map(|text| lines(&format!("[[class]]\n{text}")))
    .into()
}

/// Groups with their indicators; the total they make.
fn groups(d: &mut Dice) -> (Vec<Lines>, String, Vec<String>) {
    let (mut sections, mut indicators, mut total, mut open) = (Vec::new(), Vec::new(), 0, false);
    for g in 1..=d.between(1, 3) {
        let bonus = g > 1 && d.in_hundred(40);
        let (mut sum, mut any_open) = (0, false);
        let mut parts = Vec::new();
        for _ in 0..d.between(1, 2) {
            let id = format!("i{}", indicators.len() + 1);
            let max = *d.pick(&[6, 10, 20, 40]);
            let is_open = d.in_hundred(20);
            any_open |= is_open;
            sum += max;
            parts.push(indicator(d, &id, g, if is_open { None } else { Some(max) }));
            indicators.push(id);
        }
        let mut l = lines("[[group]]");
        l.push(format!("id = \"g{g}\"\nlabel = \"组{g}\""));
        let max = if d.in_hundred(25) { sum / 2 } else { sum };
        let group_open = if any_open { d.in_hundred(70) } else { d.in_hundred(15) };
        l.push(if group_open { "max = \"open\"".to_owned() } else { format!("max = {max}") });
        let weight = if d.in_hundred(20) { *d.pick(&[30, 50, 85]) } else { 100 };
        if weight != 100 {
            l.push(format!("weight = \"{weight}%\""));
        }
        if bonus {
            l.push("bonus = true".to_owned());
        } else {
            total += max * weight;
            open |= group_open;
        }
        sections.push(l);
        sections.append(&mut parts);
    }
    let closed = if open { d.in_hundred(40) } else { d.in_hundred(80) };
    let total = if closed { format!("{}.{:02}", total / 100, total % 100) } else { "\"open\"".to_owned() };
    (sections, total, indicators)
}

fn indicator(d: &mut Dice, id: &str, group: usize, max: Option<usize>) -> Lines {
    let mut l = lines("[[indicator]]");
    l.push(format!("id = {id:?}\nlabel = \"项{id}\"\ngroup = \"g{group}\"\narticle = \"一\""));
    l.push(max.map_or("max = \"open\"".to_owned(), |max| format!("max = {max}")));
    l.push(format!("floor_applies = {:?}", d.word("before_bonus after_bonus")));
    if d.in_hundred(35) {
        l.push(format!("floor = {}", d.word("\"open\" -5 1.5")));
    }
    if d.in_hundred(20) {
        l.push(format!(
            "max_by = {{ {} = {}, party = 9 }}",
            d.word("standing fresh chief"),
            d.word("4 12 30")
        ));
    }
    l
}

fn multiplier(d: &mut Dice, n: usize) -> Lines {
    let mut l =
        lines("[[multiplier]]\nlabel = \"系数\"\narticle = \"一\"\nkind = \"mark\"\nmissing = \"full\"");
    l.push(format!("id = \"m{n}\""));
    l.push(format!("scale = {}\napplies = {:?}", d.word("90 75 100"), d.word("before_bonus after_bonus")));
    if d.in_hundred(50) {
        l.push(format!("most = {}", d.word("1 1.2")));
    }
    filter(d, "mark", &mut l, true);
    l
}

fn conditions(d: &mut Dice, all: &mut Vec<Lines>, indicators: &[String]) -> Vec<String> {
    let mut ids = Vec::new();
    for n in 1..=d.between(1, 4) {
        let mut l = lines("[[condition]]");
        l.push(format!("id = \"c{n}\"\nlabel = \"条件{n}\"\narticle = \"一\""));
        match d.below(5) {
            0 => l.push(format!("class = {:?}", d.word(CLASSES))),
            1 => {
                l.push(d.word("from|=|3 below|=|8 from|=|2%below|=|9").replace('%', "\n").replace('|', " "));
                if d.in_hundred(50) {
                    l.push(format!("of = {:?}", d.pick(indicators)));
                }
            }
            2 => {
                l.push(format!(
                    "earlier_grades = {}\nfamily = \"monthly\"\ncycles = {}",
                    d.some("g1 g2"),
                    d.between(1, 3)
                ));
                l.push(d.word("at_least|=|1 at_most|=|1 at_least_share|=|\"50%\"").replace('|', " "));
            }
            _ => {
                let kind = d.word(super::prices::KINDS);
                l.push(format!("kind = {kind:?}"));
                filter(d, &kind, &mut l, true);
                if d.in_hundred(60) {
                    l.push(
                        d.word("at_least|=|2 at_most|=|1 at_most|=|3%at_least|=|1")
                            .replace('%', "\n")
                            .replace('|', " "),
                    );
                }
                if d.in_hundred(30) {
                    l.push(d.word("earlier|=|1 earlier|=|2 earlier|=|\"all\"").replace('|', " "));
                }
                if d.in_hundred(40) {
                    l.push(format!("count = {:?}", if kind == "paper" { "pieces" } else { "quantity" }));
                }
            }
        }
        all.push(l);
        ids.push(format!("c{n}"));
    }
    ids
}

fn grades(d: &mut Dice, all: &mut Vec<Lines>, conditions: &[String], most: usize) {
    let count = d.between(2, 4);
    let mut from = d.between(6, 12).min(most) as i32;
    for n in 1..=count {
        let mut l = lines("[[grade]]");
        l.push(format!("id = \"g{n}\"\nlabel = \"等{n}\"\narticle = \"一\"\ngood = {}", n < 2));
        if n < count {
            let quota = d.in_hundred(50);
            if quota {
                l.push(
                    d.word("quota|=|\"30%\" quota|=|\"12.5%\" quota_places|=|1 quota_places|=|3")
                        .replace('|', " "),
                );
                l.push(format!(
                    "rounding = {:?}\nties = {:?}",
                    d.word("half_up down up half_even"),
                    d.word("include exclude")
                ));
                if d.in_hundred(25) {
                    l.push("within = \"sector\"".to_owned());
                }
                reserves(d, &mut l);
            }
            if !quota || d.in_hundred(60) {
                l.push(format!("from = {from}"));
                from -= d.between(1, 2) as i32;
            }
            if !conditions.is_empty() && d.in_hundred(35) {
                let list: Vec<_> = (0..d.between(1, 2)).map(|_| d.some(&conditions.join(" "))).collect();
                l.push(format!("needs = [{}]", list.join(", ")));
            }
        }
        all.push(l);
    }
    for n in 1..=d.below(3) {
        let mut l = lines("[[veto]]");
        l.push(format!(
            "id = \"v{n}\"\nlabel = \"否决{n}\"\narticle = \"一\"\ngrade = \"g{}\"",
            d.between(1, count)
        ));
        if !conditions.is_empty() && d.in_hundred(50) {
            l.push(format!("condition = {:?}", d.pick(conditions)));
        } else {
            l.push("kind = \"notice\"\nwhere = { state = \"breach\" }".to_owned());
            super::prices::classes(d, &mut l, 10);
        }
        if d.in_hundred(60) {
            l.push("ceiling = true".to_owned());
        }
        all.push(l);
    }
}

fn reserves(d: &mut Dice, l: &mut Lines) {
    for key in ["reserve", "limit"] {
        if d.in_hundred(20) {
            let size = d.word("share|=|\"50%\",|rounding|=|\"up\" places|=|1").replace('|', " ");
            l.push(format!("{key} = [{{ for = {:?}, {size} }}]", d.word(CLASSES)));
        }
    }
}

fn outcome(d: &mut Dice, n: usize, conditions: &[String], graded: bool) -> Lines {
    let mut l = lines("[[outcome]]");
    l.push(format!("id = \"o{n}\"\nlabel = \"运用{n}\"\narticle = \"一\"\naction = \"notify\""));
    let running = |d: &mut Dice, l: &mut Lines| {
        if d.in_hundred(40) {
            l.push("running = 2".to_owned());
        }
    };
    match d.below(12) {
        0 => l.push("all = true".to_owned()),
        1 => l.push("zero = true".to_owned()),
        2 => {
            l.push(format!("below = {}", d.word("3 6.5 12")));
            running(d, &mut l);
        }
        3 if !conditions.is_empty() => l.push(format!("condition = {:?}", d.pick(conditions))),
        4 | 5 if graded => {
            l.push(format!("grade = {}", d.some("g1 g2")));
            running(d, &mut l);
        }
        _ => {
            let key = d.word("top bottom climb fall");
            l.push(if d.in_hundred(50) {
                format!("{key} = {:?}", d.word("60% 30% 12.5%"))
            } else {
                format!("{key}_places = {}", d.between(1, 4))
            });
            l.push(format!(
                "rounding = {:?}\nties = {:?}",
                d.word("half_up down up half_even"),
                d.word("include exclude")
            ));
            if d.in_hundred(25) {
                l.push("within = \"sector\"".to_owned());
            }
        }
    }
    if d.in_hundred(25) {
        l.push(format!("for = {}", d.some(CLASSES)));
    }
    if d.in_hundred(20) {
        l.push("cadence = \"year_end\"".to_owned());
    }
    if graded && d.in_hundred(25) && !l.iter().any(|line| line.starts_with("grade = ")) {
        l.push(format!("only_grade = {}", d.some("g1 g2")));
    }
    if d.in_hundred(25) {
        l.push("unless_vetoed = true".to_owned());
    }
    l
}

fn statistic(d: &mut Dice, n: usize, graded: bool) -> Lines {
    let mut l = lines("[[statistic]]");
    l.push(format!("id = \"s{n}\"\nlabel = \"统计{n}\""));
    if graded && d.in_hundred(30) {
        l.push("show = \"good\"".to_owned());
    } else if d.in_hundred(40) {
        l.push("show = \"rate\"\nkind = \"event\"\nattribute = \"presence\"\nexcused = \"leave\"".to_owned());
        l.push(format!("attended = {}\ncount = {:?}", d.some("present late"), d.word("facts quantity")));
        filter(d, "event", &mut l, true);
    } else {
        let kind = d.word(super::prices::KINDS);
        l.push(format!("show = \"count\"\nkind = {kind:?}"));
        filter(d, &kind, &mut l, true);
        let counts = if kind == "paper" { "facts pieces quantity" } else { "facts quantity" };
        l.push(format!("count = {:?}", d.word(counts)));
    }
    if d.in_hundred(60) {
        l.push(format!("by = {}", d.some("sector branch")));
    }
    l
}
