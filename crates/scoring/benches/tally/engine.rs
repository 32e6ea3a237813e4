//! The scoring core itself: each workload is a scheme in its own language, compiled for the columns.
use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;
use lvzhi_scoring::{
    Catalogue, Columns, Period, Plan, Rows, Scheme as Rules, Shape, Subject, day_number, explain, reckon,
    tally,
};

use crate::facts::{Facts, GROUPS, ONE, RULES, Scheme};
use crate::{Outcome, Workload};

/// Parses the three schemes and builds the columns; what is timed is compiling and running.
pub fn prepare<'a>(facts: &'a Facts, scheme: &'a Scheme) -> crate::Ready<'a> {
    let catalogue = Catalogue::parse(&catalogue(scheme)).expect("the catalogue of the bench is valid");
    let rules: Vec<Rules> = Workload::ALL
        .iter()
        .map(|workload| {
            let text = rules(scheme, *workload);
            Rules::parse(&text, &catalogue).unwrap_or_else(|found| panic!("{}", found[0])).0
        })
        .collect();
    // One subject stands for all of them: the bench has no names.
    let subject: &'static Subject = Box::leak(Box::new(subject()));
    let year = columns(facts, scheme, subject, scheme.period);
    // The plain workload counts every day there is.
    let ever = columns(facts, scheme, subject, [0, 40_000]);
    Box::new(move |workload, threads| {
        let columns = if workload == Workload::Plain { &ever } else { &year };
        let at = Workload::ALL.iter().position(|other| *other == workload).unwrap_or(0);
        let plan = Plan::compile(&rules[at], &catalogue, columns);
        let sheet = match workload {
            Workload::Full => reckon(&plan, columns, threads),
            _ => tally(&plan, columns, threads),
        };
        Outcome { totals: sheet.total.iter().map(|points| points.0).collect(), places: sheet.place }
    })
}

/// The full workload with every step kept; gives the number of steps.
pub fn explained<'a>(facts: &'a Facts, scheme: &'a Scheme) -> impl Fn(usize) -> i64 + 'a {
    let catalogue = Catalogue::parse(&catalogue(scheme)).expect("the catalogue of the bench is valid");
    let text = rules(scheme, Workload::Full);
    let (rules, _) = Rules::parse(&text, &catalogue).unwrap_or_else(|found| panic!("{}", found[0]));
    let subject: &'static Subject = Box::leak(Box::new(subject()));
    let columns = columns(facts, scheme, subject, scheme.period);
    move |threads| {
        let plan = Plan::compile(&rules, &catalogue, &columns);
        let (_, ledgers) = explain(&plan, &columns, threads);
        ledgers.iter().map(|ledger| i64::try_from(ledger.len()).unwrap_or(0)).sum()
    }
}

fn subject() -> Subject {
    Subject {
        id: "s".to_owned(),
        name: "s".to_owned(),
        attributes: BTreeMap::new(),
        from: None,
        to: None,
        posts: Vec::new(),
        exemptions: Vec::new(),
    }
}

fn columns(facts: &Facts, scheme: &Scheme, subject: &'static Subject, period: [i32; 2]) -> Columns<'static> {
    let unix = day_number(NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day"));
    let date = |day: i32| NaiveDate::from_num_days_from_ce_opt(unix + day).expect("a day of the bench");
    let mut starts = vec![0_u32; facts.subjects as usize + 1];
    for subject in &facts.subject {
        starts[*subject as usize + 1] += 1;
    }
    for n in 1..starts.len() {
        starts[n] += starts[n - 1];
    }
    let shape = |n: usize| Shape {
        kind: "deed".to_owned(),
        attributes: vec![("shape".to_owned(), format!("s{n}"))],
        quantity: Some("数量".to_owned()),
        ..Shape::default()
    };
    let rows = Rows {
        shape: facts.shape.clone(),
        day: facts.day.iter().map(|day| unix + day).collect(),
        quantity: facts.quantity.clone(),
        piece: facts.piece.clone(),
        shapes: (0..scheme.rule.len()).map(shape).collect(),
    };
    let period = Period { from: date(period[0]), to: date(period[1]) };
    Columns::of_parts(period, vec![subject; facts.subjects as usize], starts, rows)
}

fn catalogue(scheme: &Scheme) -> String {
    let values: Vec<_> =
        (0..scheme.rule.len()).map(|n| format!("{{ id = \"s{n}\", label = \"形态{n}\" }}")).collect();
    format!(
        "version = 1\n[[kind]]\nid = \"deed\"\nlabel = \"事项\"\npiece = true\nquantity = {{ label = \"数量\", unit = \"个\" }}
         [[kind.attribute]]\nid = \"shape\"\nlabel = \"形态\"\ntype = \"enum\"\nvalues = [{}]\n",
        values.join(", ")
    )
}

fn rules(scheme: &Scheme, workload: Workload) -> String {
    let open = workload == Workload::Plain;
    let cap = |points: i64| if open { "\"open\"".to_owned() } else { (points / ONE).to_string() };
    let mut text = format!(
        "[scheme]\nid = \"bench\"\nversion = \"1\"\ntitle = \"测\"\ntotal = {}\nrounding = \"half_up\"\nties = \"equal\"
         [eligibility]\nmin_days = 1\nexemption = \"skip_all\"\n",
        cap(scheme.total_cap)
    );
    for group in 0..GROUPS {
        let _ = write!(
            text,
            "[[group]]\nid = \"g{group}\"\nlabel = \"组\"\nmax = {}\n",
            cap(scheme.group_caps[group])
        );
    }
    for rule in 0..RULES {
        let group = scheme.group[rule];
        let _ = write!(
            text,
            "[[indicator]]\nid = \"i{rule}\"\nlabel = \"项\"\ngroup = \"g{group}\"\narticle = \"一\"\nmax = {}\n",
            cap(scheme.rule_caps[rule])
        );
        let shapes: Vec<usize> = (0..scheme.rule.len()).filter(|shape| scheme.rule[*shape] == rule).collect();
        if !shapes.is_empty() {
            text.push_str(&one(scheme, workload, rule, &shapes));
        }
    }
    text
}

fn one(scheme: &Scheme, workload: Workload, rule: usize, shapes: &[usize]) -> String {
    let names: Vec<_> = shapes.iter().map(|shape| format!("\"s{shape}\"")).collect();
    let cells: Vec<_> =
        shapes.iter().map(|shape| format!("s{shape} = {}", scheme.points[*shape] / ONE)).collect();
    let price = format!("by = [\"shape\"]\ntable = {{ {} }}\n", cells.join(", "));
    let how = match workload {
        Workload::Plain => format!("mechanic = \"tally\"\n{price}"),
        Workload::Full if scheme.piece_rules.contains(&rule) => {
            let most = scheme.best_pieces;
            format!("mechanic = \"pieces\"\ncombine = \"highest\"\nat_most = {most}\n{price}")
        }
        Workload::Full if scheme.sequence_rules.contains(&rule) => {
            let [first, then] = scheme.sequence.map(|points| points / ONE);
            format!("mechanic = \"sequence\"\nscope = \"subject\"\npoints = [{first}, {then}]\n")
        }
        _ => format!("mechanic = \"tally\"\nper = 1\npart = \"proportional\"\n{price}"),
    };
    format!(
        "[[rule]]\nid = \"r{rule}\"\nindicator = \"i{rule}\"\narticle = \"一\"\nlabel = \"条\"\nkind = \"deed\"\nwhere = {{ shape = [{}] }}\n{how}",
        names.join(", ")
    )
}
