//! What to look at before the data of a cycle are frozen. Pure: from what would be frozen now to a list of checks.
mod page;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use lvzhi_scoring::scheme::{ExemptionEffect, Filter, Mechanic, Missing, Test};
use lvzhi_scoring::{Exemption, Input, Kind, Period, Points, Rule, Subject};
use uuid::Uuid;

use crate::schemes::Rulebook;
use lvzhi_ui as ui;

pub(super) use page::page;

/// How a check turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing to be said.
    Clear,
    /// The rules deal with it; somebody should know.
    Told,
    /// Somebody should do something first.
    Open,
}

/// Something by name, with its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub name: String,
    pub href: String,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Check {
    pub title: String,
    pub state: State,
    /// How many, and of what.
    pub count: (u64, &'static str),
    pub sentence: String,
    /// What it speaks of.
    pub named: Vec<Named>,
    /// The list with all of it.
    pub list: Option<Named>,
}

impl Check {
    fn new(title: impl Into<String>, state: State, count: (u64, &'static str), sentence: String) -> Self {
        Self { title: title.into(), state, count, sentence, named: Vec::new(), list: None }
    }

    fn naming(self, named: Vec<Named>) -> Self {
        Self { named, ..self }
    }

    fn listed(self, name: &str, href: String) -> Self {
        Self { list: Some(Named { name: name.to_owned(), href }), ..self }
    }

    /// In a few words, for the line that says what is open.
    pub(super) fn brief(&self) -> String {
        let (count, unit) = self.count;
        format!("{}（{count} {unit}）", self.title)
    }
}

/// An import that nobody confirmed or discarded yet.
#[derive(Clone, Debug)]
pub(super) struct OpenImport {
    pub id: Uuid,
    pub file: String,
}

/// What the checks read.
pub(super) struct Now<'a> {
    pub rulebook: &'a Rulebook,
    /// What a computation would freeze.
    pub input: &'a Input,
    /// Facts of the period that nobody confirmed.
    pub unconfirmed: u64,
    pub imports: &'a [OpenImport],
}

/// All checks, in the order in which somebody would go through them.
pub(super) fn checks(now: &Now<'_>) -> Vec<Check> {
    let mut checks = vec![unconfirmed(now), imports(now)];
    if now.input.subjects.is_empty() {
        let sentence = "名册里没有在这一时段任职的委员，核算不了。".to_owned();
        let empty = Check::new("委员名册", State::Open, (0, "位"), sentence);
        checks.push(empty.listed("导入委员名册", "/imports/new?target=members".into()));
        return checks;
    }
    checks.extend(kinds(now));
    checks.extend(now.rulebook.scheme.rules.iter().filter_map(|rule| rating(now, rule)));
    checks.extend([without_special_committee(now), joined(now), exempted(now)]);
    checks
}

fn count<T>(list: &[T]) -> u64 {
    list.len() as u64
}

/// Clear where there is nothing.
fn unless_none(many: u64, state: State) -> State {
    if many == 0 { State::Clear } else { state }
}

fn facts(now: &Now<'_>, query: &str) -> String {
    let Period { from, to } = now.input.period;
    format!("/facts?{query}&from={from}&to={to}")
}

fn unconfirmed(now: &Now<'_>) -> Check {
    let many = now.unconfirmed;
    let sentence = match many {
        0 => "这一时段的履职记录都确认过了。",
        _ => "没有确认的不参加核算。确认，或者撤回。",
    };
    let check =
        Check::new("待确认的履职记录", unless_none(many, State::Open), (many, "条"), sentence.to_owned());
    if many == 0 { check } else { check.listed("看这些记录", facts(now, "confirmed=no")) }
}

fn imports(now: &Now<'_>) -> Check {
    let many = count(now.imports);
    let sentence = match many {
        0 => "导入的文件都办完了。",
        _ => "预览过，还没有确认，也没有放弃，里面的内容不参加核算。",
    };
    let named = now.imports.iter();
    let named = named
        .map(|open| Named { name: format!("《{}》", open.file), href: format!("/imports/{}", open.id) });
    let check = Check::new("没办完的导入", unless_none(many, State::Open), (many, "次"), sentence.to_owned())
        .naming(named.collect());
    if many == 0 { check } else { check.listed("看全部导入", "/imports".into()) }
}

/// Whether records are to be expected: what can only take points off is better absent.
fn expects(rule: &Rule, period: Period) -> bool {
    let due = match &rule.mechanic {
        Mechanic::Report(report) => report.due.holds(period),
        _ => true,
    };
    due && !is_rating(rule) && (rule.measure || rule.most() != Some(Points::ZERO))
}

fn is_rating(rule: &Rule) -> bool {
    matches!(rule.mechanic, Mechanic::Rating(_) | Mechanic::Poll(_))
}

/// The kinds that the scheme counts and of which there is no confirmed record; none where it reads no records itself.
fn kinds(now: &Now<'_>) -> Option<Check> {
    let Rulebook { scheme, catalogue } = now.rulebook;
    let rules = scheme.rules.iter().filter(|rule| expects(rule, now.input.period)).map(|rule| &rule.filter);
    let demanded = scheme.conditions.iter().filter_map(|condition| match &condition.test {
        Test::Facts { filter, .. } => Some(filter),
        _ => None,
    });
    let filters = rules.chain(scheme.multipliers.iter().map(|own| &own.filter)).chain(demanded);
    let counted: BTreeSet<&str> = filters.filter_map(|filter: &Filter| filter.kind.as_deref()).collect();
    let there: BTreeSet<&str> = now.input.facts.iter().map(|fact| fact.kind.as_str()).collect();
    if counted.is_empty() {
        return None;
    }
    let kinds = catalogue.kinds.iter();
    let absent: Vec<&Kind> = kinds
        .filter(|kind| counted.contains(kind.id.as_str()) && !there.contains(kind.id.as_str()))
        .collect();
    let sentence = if absent.is_empty() {
        format!("办法计分的 {} 类都有已确认的记录。", counted.len())
    } else {
        "办法计分，这一时段却没有一条已确认的记录。漏了的补上，确实没有的不用管。".to_owned()
    };
    let named = absent
        .iter()
        .map(|kind| Named { name: kind.label.clone(), href: facts(now, &format!("kind={}", kind.id)) });
    let many = count(&absent);
    let check = Check::new("没有记录的种类", unless_none(many, State::Open), (many, "类"), sentence);
    Some(check.naming(named.collect()))
}

/// Whether a rule is about this subject, who is ranked.
fn concerns(now: &Now<'_>, rule: &Rule, subject: &Subject) -> bool {
    let (scheme, period) = (&now.rulebook.scheme, now.input.period);
    let of = |class: &String| scheme.in_class(class, subject, period.to, period);
    let filter = &rule.filter;
    !scheme.eligibility.exempt.iter().any(of)
        && (filter.for_classes.is_empty() || filter.for_classes.iter().any(of))
        && !filter.not_for.iter().any(of)
}

/// Who has a rating by a rule that reads ratings.
fn rating(now: &Now<'_>, rule: &Rule) -> Option<Check> {
    let missing = match &rule.mechanic {
        Mechanic::Rating(own) => own.missing,
        Mechanic::Poll(own) => own.missing,
        _ => return None,
    };
    let (scheme, period) = (&now.rulebook.scheme, now.input.period);
    let of_kind: Vec<_> =
        now.input.facts.iter().filter(|fact| Some(&fact.kind) == rule.filter.kind.as_ref()).collect();
    let mut rated = BTreeSet::new();
    for subject in &now.input.subjects {
        let own = of_kind.iter().filter(|fact| fact.subject == subject.id);
        if own.into_iter().any(|fact| scheme.passes(&rule.filter, subject, fact, period)) {
            rated.insert(subject.id.as_str());
        }
    }
    let due = now.input.subjects.iter().filter(|subject| concerns(now, rule, subject));
    let without: Vec<&Subject> = due.filter(|subject| !rated.contains(subject.id.as_str())).collect();
    let effect = match missing {
        Missing::Exclude => "没有的不按零分计，这一项不计入本人的满分",
        Missing::Full => "没有的不按零分计，这一项按满分计",
        Missing::Zero => "没有的不计分",
    };
    let by = format!("{effect}（{}）。", rule.article);
    let (state, sentence, named) = match (rated.is_empty(), without.len()) {
        (true, _) => (State::Open, format!("还没有一位委员有已确认的评议结果。{by}"), Vec::new()),
        (false, 0) => (State::Clear, "每位委员都有已确认的评议结果。".to_owned(), Vec::new()),
        (false, _) => {
            (State::Told, format!("这些委员还没有评议结果。{by}"), people(&without, |_| String::new()))
        }
    };
    let check = Check::new(&rule.label, state, (count(&without), "位没有"), sentence).naming(named);
    let kind = rule.filter.kind.as_deref().unwrap_or_default();
    Some(check.listed("看评议结果", facts(now, &format!("kind={kind}"))))
}

fn people(subjects: &[&Subject], note: impl Fn(&Subject) -> String) -> Vec<Named> {
    let named = subjects.iter().map(|subject| Named {
        name: format!("{}{}", subject.name, note(subject)),
        href: format!("/members/{}", subject.id),
    });
    named.collect()
}

/// A check about members that the rules deal with.
fn told(
    title: &str,
    found: &[&Subject],
    (none, some): (&str, String),
    note: impl Fn(&Subject) -> String,
) -> Check {
    let many = count(found);
    let sentence = if many == 0 { none.to_owned() } else { some };
    Check::new(title, unless_none(many, State::Told), (many, "位"), sentence).naming(people(found, note))
}

fn without_special_committee(now: &Now<'_>) -> Check {
    let (scheme, period) = (&now.rulebook.scheme, now.input.period);
    let ranked = |subject: &&Subject| {
        !scheme.eligibility.exempt.iter().any(|class| scheme.in_class(class, subject, period.to, period))
    };
    let found: Vec<&Subject> = now
        .input
        .subjects
        .iter()
        .filter(ranked)
        .filter(|subject| !subject.attributes.contains_key("special_committee"))
        .collect();
    let some = "不在任何专委会的名次和出席率里。漏填的到档案里补上。".to_owned();
    let none = "参加排名的委员都有专委会。";
    told("没有专委会的委员", &found, (none, some), |_| String::new())
}

fn day(day: NaiveDate) -> String {
    ui::format::month_day(day.month(), day.day())
}

fn joined(now: &Now<'_>) -> Check {
    let (scheme, period) = (&now.rulebook.scheme, now.input.period);
    let since = |subject: &Subject| subject.from.filter(|from| *from > period.from);
    let found: Vec<&Subject> = now.input.subjects.iter().filter(|subject| since(subject).is_some()).collect();
    let eligibility = &scheme.eligibility;
    let mut some = match eligibility.min_days {
        0 => "任职以前的事不计；办法没有写最少任职天数，照常排名".to_owned(),
        days => format!("任职以前的事不计；任职不足 {days} 天的不排名（{}）", eligibility.article),
    };
    let own: Vec<&str> = scheme
        .classes
        .iter()
        .filter(|class| class.served_below.is_some())
        .map(|class| class.label.as_str())
        .collect();
    if !own.is_empty() {
        some.push_str(&format!("；办法对“{}”另有规定", own.join("”“")));
    }
    some.push('。');
    let none = "没有在这一时段里新任的委员。";
    told("期内新任的委员", &found, (none, some), |subject| {
        since(subject).map_or_else(String::new, |from| format!("（{}起）", day(from)))
    })
}

fn exempted(now: &Now<'_>) -> Check {
    let Period { from, to } = now.input.period;
    let within = |own: &&Exemption| own.from <= to && own.to.is_none_or(|last| last >= from);
    let found: Vec<&Subject> = now
        .input
        .subjects
        .iter()
        .filter(|subject| subject.exemptions.iter().any(|own| within(&own)))
        .collect();
    let eligibility = &now.rulebook.scheme.eligibility;
    let effect = match eligibility.exemption {
        ExemptionEffect::SkipAll => "免评期内的事不加分，也不扣分",
        ExemptionEffect::SkipDeductions => "免评期内的事照常计分，但不扣分",
    };
    let some = format!("{effect}；任职期间全部免评的不排名（{}）。", eligibility.article);
    told("期内免评的委员", &found, ("没有在这一时段里免评的委员。", some), |subject| {
        let reasons: Vec<&str> =
            subject.exemptions.iter().filter(within).map(|own| own.reason.as_str()).collect();
        format!("（{}）", reasons.join("、"))
    })
}
