//! The engine and the reference say the same of random schemes and inputs.
use std::collections::{BTreeMap, BTreeSet};

use lvzhi_scoring::{
    Assessment, Catalogue, Columns, Evaluation, Input, Plan, Points, Proportion, Scheme, Standing, evaluate,
    reckon, statistics,
};
use serde_json::Value;

use crate::random::{Dice, Text, catalogue, input, text};
use crate::reference::{Figures, Opinion, Opinions, opinions};

/// Schemes, and inputs for each; the two make the pairs of one run. `LVZHI_SCHEMES` asks for another number.
const SCHEMES: u64 = 3_000;
const INPUTS: usize = 4;

/// Everything that differs, as sentences.
fn differences(scheme: &Scheme, catalogue: &Catalogue, input: &Input) -> Vec<String> {
    let engine = evaluate(scheme, catalogue, input);
    let reference = opinions(scheme, catalogue, input);
    let mut found = Vec::new();
    let ids: Vec<_> = reference.subjects.iter().map(|o| &o.subject).collect();
    assert_eq!(engine.assessments.iter().map(|a| &a.subject).collect::<Vec<_>>(), ids);
    for (a, o) in engine.assessments.iter().zip(&reference.subjects) {
        compare(scheme, a, o, &mut found);
        sums(a, &mut found);
    }
    explained(&engine, input, &mut found);
    outcomes(&engine, &reference, &mut found);
    differ(&mut found, "figures".to_owned(), &figures(scheme, input, &engine), &reference.figures);
    numbers_alone(scheme, catalogue, input, &engine, &mut found);
    found
}

/// Numbers without reasons are those of the explanation, however many threads find them.
fn numbers_alone(
    scheme: &Scheme,
    catalogue: &Catalogue,
    input: &Input,
    engine: &Evaluation,
    found: &mut Vec<String>,
) {
    let columns = Columns::read(input, catalogue);
    let plan = Plan::compile(scheme, catalogue, &columns);
    let threads = if input.facts.len().is_multiple_of(8) { 3 } else { 1 };
    let sheet = reckon(&plan, &columns, threads);
    assert_eq!(sheet.total.len(), engine.assessments.len());
    for (n, a) in engine.assessments.iter().enumerate() {
        let of = |what: &str| format!("{} {what} alone", a.subject);
        differ(found, of("total"), a.total, sheet.total[n]);
        differ(found, of("max"), a.max, sheet.max[n]);
        differ(found, of("score"), a.score, sheet.score[n]);
        differ(found, of("place"), a.place, Some(sheet.place[n]).filter(|place| *place > 0));
        let grade = sheet.grade[n].map(|g| scheme.grades[usize::from(g)].id.clone());
        differ(found, of("grade"), a.grade.clone(), grade);
        for (class, list) in scheme.rank_within.iter().zip(&sheet.places) {
            let place = Some(list[n]).filter(|place| *place > 0);
            differ(found, of("places"), a.places.get(class).copied(), place);
        }
    }
}

fn differ<T: PartialEq + std::fmt::Debug>(found: &mut Vec<String>, what: String, engine: T, reference: T) {
    if engine != reference {
        found.push(format!("{what}: engine {engine:?}, reference {reference:?}"));
    }
}

fn compare(scheme: &Scheme, a: &Assessment, o: &Opinion, found: &mut Vec<String>) {
    let of = |what: &str| format!("{} {what}", a.subject);
    for (score, i) in a.indicators.iter().zip(&scheme.indicators) {
        for rule in scheme.rules_of(&i.id) {
            let sum = score.lines.iter().filter(|l| l.rule == rule.id).map(|l| l.points.0).sum();
            if let Some(Some(points)) = o.rules.get(&rule.id) {
                let mechanic = serde_json::to_value(&rule.mechanic).unwrap()["kind"].to_string();
                differ(found, of(&format!("{} {mechanic}", rule.id)), Points(sum), *points);
            }
        }
        differ(found, of(&i.id), score.points, o.indicators[&i.id]);
        differ(found, of(&format!("max of {}", i.id)), score.max, o.indicator_max[&i.id]);
    }
    differ(found, of("adjustments"), Points(a.adjustments.iter().map(|l| l.points.0).sum()), o.adjustments);
    differ(found, of("total"), a.total, o.total);
    differ(found, of("max"), a.max, o.max);
    differ(found, of("score"), a.score, o.score);
    differ(found, of("standing"), a.standing == Standing::Ranked, o.ranked);
    differ(found, of("place"), a.place, o.place);
    differ(found, of("places"), &a.places, &o.places);
    differ(found, of("grade"), &a.grade, &o.grade);
    differ(found, of("counters"), &a.counters, &o.counters);
}

/// The lines make the indicators, the indicators and the adjustments make the total.
fn sums(a: &Assessment, found: &mut Vec<String>) {
    let mut total = a.adjustments.iter().map(|l| l.points.0).sum::<i64>();
    for i in &a.indicators {
        let lines = i.lines.iter().map(|l| l.points.0).sum();
        differ(found, format!("{} lines of {}", a.subject, i.id), lines, i.points.0);
        total += i.points.0;
    }
    differ(found, format!("{} sum", a.subject), total, a.total.0);
}

/// Every fact has a line or is among the unused, with a reason.
fn explained(engine: &Evaluation, input: &Input, found: &mut Vec<String>) {
    for fact in &input.facts {
        let Some(a) = engine.assessments.iter().find(|a| a.subject == fact.subject) else { continue };
        let mut lines = a.indicators.iter().flat_map(|i| &i.lines).chain(&a.unused);
        if !lines.any(|l| l.fact.as_ref() == Some(&fact.id) && !l.reason.is_empty()) {
            found.push(format!("fact {} has no line", fact.id));
        }
    }
}

fn outcomes(engine: &Evaluation, reference: &Opinions, found: &mut Vec<String>) {
    let engine: BTreeSet<_> = engine.outcomes.iter().map(|o| (o.rule.clone(), o.subject.clone())).collect();
    for (rule, subject) in engine.symmetric_difference(&reference.outcomes) {
        let who = if engine.contains(&(rule.clone(), subject.clone())) { "engine" } else { "reference" };
        found.push(format!("outcome {rule}: only the {who} selects {subject}"));
    }
}

/// The figures the scheme reports, as the reference writes them.
fn figures(scheme: &Scheme, input: &Input, engine: &Evaluation) -> Figures {
    let mut found = Figures::new();
    for value in statistics(scheme, input, &engine.assessments) {
        let mut add = |id: &str, name: &str, p: Proportion| {
            found.insert((value.id.clone(), id.to_owned(), name.to_owned()), (p.part, p.of));
        };
        add("", "", value.all);
        for (id, groups) in &value.by {
            groups.iter().for_each(|(name, p)| add(id, name, *p));
        }
    }
    found
}

/// A pair on which the two differ, cut down while they still do.
struct Case<'c> {
    catalogue: &'c Catalogue,
    text: Text,
    input: Input,
}

impl Case<'_> {
    fn differences(&self, text: &Text, input: &Input) -> Vec<String> {
        match Scheme::parse(&text.whole(), self.catalogue) {
            Ok((scheme, _)) => differences(&scheme, self.catalogue, input),
            Err(_) => Vec::new(),
        }
    }

    fn keep(&mut self, text: Text, input: Input, kind: &str) -> bool {
        let same = self.differences(&text, &input).first().is_some_and(|d| kind_of(d) == kind);
        if same {
            (self.text, self.input) = (text, input);
        }
        same
    }

    /// Leaves out sections, lines, subjects, facts and earlier results as long as the same kind of thing differs.
    fn shrink(&mut self, kind: &str) {
        loop {
            let mut smaller = false;
            for n in (0..self.text.0.len()).rev() {
                let mut text = self.text.clone();
                text.0.remove(n);
                smaller |= self.keep(text, self.input.clone(), kind);
            }
            for n in 0..self.text.0.len() {
                for line in (1..self.text.0[n].len()).rev() {
                    let mut text = self.text.clone();
                    text.0[n].remove(line);
                    smaller |= self.keep(text, self.input.clone(), kind);
                }
            }
            smaller |= self.shrink_input(kind);
            if !smaller {
                return;
            }
        }
    }

    fn shrink_input(&mut self, kind: &str) -> bool {
        let mut smaller = false;
        for n in (0..self.input.facts.len()).rev() {
            let mut input = self.input.clone();
            input.facts.remove(n);
            smaller |= self.keep(self.text.clone(), input, kind);
        }
        for n in (0..self.input.subjects.len()).rev() {
            let mut input = self.input.clone();
            let gone = input.subjects.remove(n);
            input.facts.retain(|f| f.subject != gone.id);
            smaller |= self.keep(self.text.clone(), input, kind);
        }
        for n in (0..self.input.previous.len()).rev() {
            let mut input = self.input.clone();
            input.previous.remove(n);
            smaller |= self.keep(self.text.clone(), input, kind);
        }
        for n in 0..self.input.subjects.len() {
            for change in 0..5 {
                let mut input = self.input.clone();
                let s = &mut input.subjects[n];
                match change {
                    0 => s.attributes.clear(),
                    1 => s.posts.clear(),
                    2 => s.exemptions.clear(),
                    3 => s.from = None,
                    _ => s.to = None,
                }
                smaller |= input != self.input && self.keep(self.text.clone(), input, kind);
            }
        }
        smaller
    }
}

/// Without what is empty.
fn brief(value: Value) -> Value {
    let empty = |v: &Value| match v {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    match value {
        Value::Object(map) => {
            map.into_iter().map(|(k, v)| (k, brief(v))).filter(|(_, v)| !empty(v)).collect()
        }
        Value::Array(list) => list.into_iter().map(brief).collect(),
        other => other,
    }
}

/// What a difference is about, without its subject and figures.
fn kind_of(difference: &str) -> String {
    let what = difference.split(':').next().unwrap_or_default();
    let words = what.split(' ').filter(|w| !w.starts_with(['s', 'f']) || w.len() != 3);
    words.map(|w| w.trim_end_matches(|c: char| c.is_ascii_digit())).collect::<Vec<_>>().join(" ")
}

#[test]
fn engine_and_reference_agree() {
    let catalogue = catalogue();
    let (mut pairs, mut refused) = (0, 0);
    let schemes = std::env::var("LVZHI_SCHEMES").ok().and_then(|n| n.parse().ok()).unwrap_or(SCHEMES);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut reports: BTreeMap<String, String> = BTreeMap::new();
    for seed in 0..schemes {
        let mut dice = Dice::new(seed);
        let text = text(&mut dice);
        let Ok((scheme, _)) = Scheme::parse(&text.whole(), &catalogue) else {
            refused += 1;
            continue;
        };
        for _ in 0..INPUTS {
            let input = input(&mut dice, &catalogue);
            pairs += 1;
            let found = differences(&scheme, &catalogue, &input);
            let Some(kind) = found.first().map(|d| kind_of(d)) else { continue };
            *counts.entry(kind.clone()).or_default() += 1;
            if reports.contains_key(&kind) {
                continue;
            }
            let mut case = Case { catalogue: &catalogue, text: text.clone(), input };
            case.shrink(&kind);
            let left = case.differences(&case.text, &case.input).join("\n");
            let input = brief(serde_json::to_value(&case.input).unwrap());
            let report = format!("seed {seed}\n{}\n{input}\n{left}", case.text.whole());
            reports.insert(kind, report);
        }
    }
    assert!(refused * 20 < schemes, "{refused} of {schemes} schemes are refused");
    assert!(pairs >= 10_000, "only {pairs} pairs");
    println!("{pairs} pairs, differing: {counts:#?}");
    let report: Vec<String> = reports.into_values().collect();
    assert!(report.is_empty(), "{}", report.join("\n\n──────\n\n"));
}
