//! Whether the half-year scheme spreads a usual membership as its header says.
use std::collections::BTreeMap;

use crate::support::*;

/// A small generator, so that the people are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// A number between two ends, both included.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.roll(high - low + 1)
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.roll(of.len() as u64)).unwrap()]
    }
}

/// The half-year of one member; `zeal` from 0 (idle) to 3 (eager).
fn half_year(d: &mut Dice, n: usize, zeal: u64) -> Vec<String> {
    let mut lines = Vec::new();
    let quantities = [5, 1, 1, 1, 1, 1];
    for (i, q) in quantities.iter().enumerate() {
        let class = ["plenary", "special_committee", "sector", "special_committee", "sector", "other"][i];
        let presence = if zeal == 0 && d.roll(2) == 0 {
            "absent"
        } else {
            d.pick(&[
                "present", "present", "present", "present", "present", "present", "present", "leave", "late",
                "present",
            ])
        };
        lines.push(format!("attendance q={q} meeting_class={class} presence={presence}"));
    }
    let many = |d: &mut Dice, low: u64, high: u64| d.between(low.min(zeal * high), high).min(zeal * high);
    for i in 0..many(d, 1, 3) {
        let stage = d.pick(&["filed", "filed", "filed", "filed", "submitted", "key"]);
        let role = d.pick(&["first", "first", "joint"]);
        lines.push(format!("proposal piece=p{n}-{i} stage={stage} role={role} signers=3"));
    }
    for i in 0..many(d, 2, 5) {
        let stage = d.pick(&[
            "submitted",
            "submitted",
            "adopted level=city",
            "adopted level=province",
            "adopted level=city",
        ]);
        lines.push(format!("opinion_brief piece=o{n}-{i} stage={stage} role=author signers=1"));
    }
    for _ in 0..many(d, 0, 2) {
        lines.push(format!(
            "speech occasion={}",
            d.pick(&["consultation", "standing", "plenary_written", "plenary_oral"])
        ));
    }
    for i in 0..many(d, 1, 2) {
        lines.push(format!(
            "research q=1 piece=r{n}-{i} role={}",
            d.pick(&["participant", "participant", "writer"])
        ));
    }
    for (kind, low, high, words) in [
        ("supervision", 0, 2, "form=special"),
        ("consultation", 1, 2, "form=topical"),
        ("sector_work", 3, 5, "q=8 form=visit"),
        ("study", 2, 4, "q=1 form=reading"),
        ("service", 1, 2, "form=aid"),
        ("publicity", 0, 2, "level=local"),
    ] {
        for _ in 0..many(d, low, high) {
            lines.push(format!("{kind} {words}"));
        }
    }
    let report = d.roll(40);
    if zeal > 0 && report > 0 {
        lines.push(format!("summary timeliness={}", if report < 3 { "late" } else { "on_time" }));
    }
    let rating = if zeal == 0 { 60 } else { 84 };
    for rater in ["special_committee", "sector_people"] {
        lines.push(format!("rating q={} rater={rater} ballots=20", rating + d.roll(15)));
    }
    lines
}

#[test]
fn a_usual_membership() {
    let mut d = Dice(1453);
    let (mut people, mut all) = (Vec::new(), Vec::new());
    for n in 0..586 {
        let id = format!("m{n:03}");
        // two people do next to nothing
        let zeal = if n < 2 { 0 } else { 3 };
        let year = half_year(&mut d, n, zeal).join("\n");
        all.extend(facts(&year).into_iter().map(|mut fact| {
            fact.id = format!("{id}-{}", fact.id);
            fact.subject = id.clone();
            fact
        }));
        people.push(member(&id));
    }
    let evaluation = run(&hn(), &input(people, all));
    check_sums(&evaluation);
    let mut totals: Vec<_> = evaluation.assessments.iter().map(|a| a.total).collect();
    totals.sort();
    let mut grades: BTreeMap<&str, usize> = BTreeMap::new();
    for a in &evaluation.assessments {
        *grades.entry(a.grade.as_deref().unwrap()).or_default() += 1;
    }
    let at = |share: usize| totals[(totals.len() - 1) * share / 100];
    println!(
        "0/1/10/50/90/100 %: {} {} {} {} {} {} {grades:?}",
        at(0),
        at(1),
        at(10),
        at(50),
        at(90),
        at(100)
    );
    assert!(at(50) >= p("75") && at(50) <= p("82"), "median {}", at(50));
    assert!(at(90) >= p("83") && at(90) <= p("90"), "best tenth from {}", at(90));
    assert!(at(100) >= p("91"));
    let below = grades.get("qualified").unwrap_or(&0) + grades.get("unqualified").unwrap_or(&0);
    assert!((1..=6).contains(&below), "{grades:?}");
}
