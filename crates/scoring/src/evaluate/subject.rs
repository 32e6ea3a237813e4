//! One subject: from its facts to its indicators and total.
use std::collections::{BTreeMap, HashMap};

use super::caps::{cap, floor, sum};
use super::standing::{Admission, TimeInOffice, admit, standing};
use super::{Scored, mechanic};
use crate::scheme::{Condition, Count, Filter, FloorApplies, Indicator, Mechanic, Rule, Scheme};
use crate::{Assessment, Catalogue, Fact, IndicatorScore, Line, Note, Period, Points, Subject, post_label};

/// A fact that may count.
#[derive(Clone, Copy)]
pub(super) struct Item<'i> {
    pub(super) fact: &'i Fact,
    /// Reason of the exemption it lies in: it takes nothing off.
    pub(super) excused: Option<&'i str>,
    index: usize,
}

/// What the mechanics see of a subject.
pub(super) struct Context<'i> {
    pub(super) scheme: &'i Scheme,
    pub(super) catalogue: &'i Catalogue,
    pub(super) period: Period,
    pub(super) subject: &'i Subject,
    pub(super) time_in_office: TimeInOffice,
    pub(super) results: HashMap<&'i str, Points>,
    /// The facts that may count, by kind, each kind in order.
    by_kind: HashMap<&'i str, Vec<Item<'i>>>,
}

impl<'i> Context<'i> {
    /// The facts that may pass a filter.
    fn of_kind(&self, filter: &Filter) -> &[Item<'i>] {
        filter.kind.as_deref().and_then(|kind| self.by_kind.get(kind)).map_or(&[], Vec::as_slice)
    }
}

/// What one rule gave.
#[derive(Default)]
pub(super) struct Given {
    pub(super) lines: Vec<Line>,
    /// By how much the subject's maximum shrinks.
    pub(super) less: Points,
    pub(super) notes: Vec<String>,
}

/// Whether a fact passes a filter.
enum Fit {
    Yes,
    /// Another kind, or the filter speaks of other cases.
    No,
    /// Everything fits but the post or the date of the rule.
    Nearly(String),
}

fn in_force(filter: &Filter, context: &Context<'_>, day: chrono::NaiveDate) -> Result<(), String> {
    let names = |posts: &[String]| posts.iter().map(|p| post_label(p)).collect::<Vec<_>>().join("、");
    if filter.from.is_some_and(|from| day < from) || filter.until.is_some_and(|until| day > until) {
        return Err("不在该条施行期内".to_owned());
    }
    let holds = |post: &String| context.subject.holds(post, day);
    if !filter.for_posts.is_empty() && !filter.for_posts.iter().any(holds) {
        return Err(format!("只对{}计分", names(&filter.for_posts)));
    }
    if filter.not_posts.iter().any(holds) {
        return Err(format!("对{}不适用", names(&filter.not_posts)));
    }
    Ok(())
}

fn fits(filter: &Filter, context: &Context<'_>, fact: &Fact) -> Fit {
    let among = |list: &[String], value: Option<&String>| {
        list.is_empty() || value.is_some_and(|value| list.contains(value))
    };
    let attributes = filter.attributes.iter().all(|(id, values)| among(values, fact.attributes.get(id)));
    if filter.kind.as_deref() != Some(fact.kind.as_str())
        || !attributes
        || !among(&filter.stages, fact.stage.as_ref())
        || !among(&filter.roles, fact.role.as_ref())
    {
        return Fit::No;
    }
    match in_force(filter, context, fact.date) {
        Ok(()) => Fit::Yes,
        Err(reason) => Fit::Nearly(reason),
    }
}

/// Rules that hold for a subject as such, by its post on the last day, and not fact by fact.
fn holds_for_subject(mechanic: &Mechanic) -> bool {
    matches!(
        mechanic,
        Mechanic::Base { .. }
            | Mechanic::Deductions { .. }
            | Mechanic::Factor { .. }
            | Mechanic::Rate { .. }
            | Mechanic::Rating { .. }
            | Mechanic::Report { .. }
    )
}

/// Which facts were used by a rule, and why others nearly were.
struct Used {
    by_rule: Vec<bool>,
    why_not: Vec<Option<String>>,
}

pub(super) fn assess<'i>(
    scheme: &'i Scheme,
    catalogue: &'i Catalogue,
    period: Period,
    subject: &'i Subject,
    facts: &[&'i Fact],
) -> Scored<'i> {
    let time_in_office = TimeInOffice::of(subject, period);
    let (results, by_kind) = (HashMap::new(), HashMap::new());
    let mut context = Context { scheme, catalogue, period, subject, time_in_office, results, by_kind };
    let mut notes = Vec::new();
    let mut unused = Vec::new();
    let mut items = Vec::with_capacity(facts.len());
    for fact in facts {
        let left =
            |reason| Line { fact: Some(fact.id.clone()), rule: String::new(), points: Points::ZERO, reason };
        if let Err(problems) = catalogue.check_whole_fact(fact) {
            let text = format!("事实“{}”与目录不符：{}", fact.id, problems.join("；"));
            notes.push(Note { text, rule: None });
        }
        let excused = match admit(scheme, subject, period, fact) {
            Admission::Counts => None,
            Admission::NoDeduction(reason) => Some(reason),
            Admission::Left(reason) => {
                unused.push(left(reason));
                continue;
            }
        };
        let item = Item { fact, excused, index: items.len() };
        context.by_kind.entry(&fact.kind).or_default().push(item);
        items.push(item);
    }
    let mut used = Used { by_rule: vec![false; items.len()], why_not: vec![None; items.len()] };
    let mut indicators = Vec::with_capacity(scheme.indicators.len());
    for indicator in &scheme.indicators {
        indicators.push(score(indicator, &mut context, &mut used, &mut notes));
    }
    for item in items.iter().filter(|item| !used.by_rule.get(item.index).copied().unwrap_or(false)) {
        let why = used.why_not.get_mut(item.index).and_then(Option::take);
        let reason = why.unwrap_or_else(|| unused_reason(&context, item.fact));
        unused.push(Line {
            fact: Some(item.fact.id.clone()),
            rule: String::new(),
            points: Points::ZERO,
            reason,
        });
    }
    unused.sort_by(|a, b| a.fact.cmp(&b.fact));
    let conditions = scheme.conditions.iter().map(|c| condition(c, &context)).collect();
    let (fixed, ceiling) = vetoes(&context, &mut notes);
    let (total, max, adjustments) = super::whole::total(scheme, &indicators);
    let score = scheme.compared(total, max);
    if score != total {
        let full = scheme.total.unwrap_or_default();
        let text = format!("满分按 {max} 分计，折算 {total} ÷ {max} × {full} ＝ {score} 分");
        notes.push(Note { text, rule: None });
    }
    let assessment = Assessment {
        subject: subject.id.clone(),
        standing: standing(scheme, subject, time_in_office),
        total,
        max,
        score,
        grade: None,
        place: None,
        places: BTreeMap::new(),
        indicators,
        adjustments,
        unused,
        notes,
    };
    Scored { subject, assessment, conditions, fixed, ceiling }
}

fn unused_reason(context: &Context<'_>, fact: &Fact) -> String {
    let label = context.catalogue.label(&fact.kind);
    if context.scheme.rules.iter().any(|r| r.filter.kind.as_deref() == Some(&fact.kind)) {
        format!("“{label}”的这种情形，办法没有规定分值")
    } else {
        format!("办法没有使用“{label}”的规则")
    }
}

fn score<'i>(
    indicator: &'i Indicator,
    context: &mut Context<'i>,
    used: &mut Used,
    notes: &mut Vec<Note>,
) -> IndicatorScore {
    let scheme = context.scheme;
    let last = context.time_in_office.last;
    let own = indicator.max_by_post.iter().find(|(post, _)| context.subject.holds(post, last));
    let mut max = own.map(|(_, max)| *max).or(indicator.max);
    let (mut plain, mut bonus) = (Vec::new(), Vec::new());
    for rule in scheme.rules_of(&indicator.id) {
        let given = apply(rule, context, used);
        max = max.map(|max| Points(max.0.saturating_sub(given.less.0)));
        let about = |text| Note { text, rule: Some(rule.id.clone()) };
        notes.extend(given.notes.into_iter().map(about));
        let before_bonus = indicator.floor_applies == FloorApplies::BeforeBonus;
        if rule.bonus && before_bonus { &mut bonus } else { &mut plain }.extend(given.lines);
    }
    floor(&mut plain, indicator.floor, &indicator.id, "本项");
    plain.append(&mut bonus);
    cap(&mut plain, max, "本项");
    let points = sum(&plain);
    IndicatorScore { id: indicator.id.clone(), points, max: max.unwrap_or(points), lines: plain }
}

fn apply<'i>(rule: &'i Rule, context: &mut Context<'i>, used: &mut Used) -> Given {
    let mut given = Given::default();
    let mut matched = Vec::new();
    let whole = holds_for_subject(&rule.mechanic);
    let force = if whole { in_force(&rule.filter, context, context.time_in_office.last) } else { Ok(()) };
    for item in context.of_kind(&rule.filter) {
        let reason = match (fits(&rule.filter, context, item.fact), &force) {
            (Fit::No, _) => continue,
            (Fit::Yes, Ok(())) => {
                if let Some(flag) = used.by_rule.get_mut(item.index) {
                    *flag = true;
                }
                matched.push(*item);
                continue;
            }
            (Fit::Yes, Err(reason)) => reason.clone(),
            (Fit::Nearly(reason), _) => reason,
        };
        if let Some(why) = used.why_not.get_mut(item.index) {
            why.get_or_insert(format!("{}：{reason}", rule.label));
        }
    }
    if force.is_ok() {
        mechanic::run(rule, context, &matched, &mut given);
    }
    cap(&mut given.lines, rule.max, "本条");
    context.results.insert(&rule.id, sum(&given.lines));
    given
}

fn condition(condition: &Condition, context: &Context<'_>) -> bool {
    let mut pieces = std::collections::BTreeSet::new();
    let (mut facts, mut quantity) = (0_i64, Points::ZERO);
    let items = context.of_kind(&condition.filter).iter();
    for item in items.filter(|i| matches!(fits(&condition.filter, context, i.fact), Fit::Yes)) {
        facts = facts.saturating_add(1);
        quantity = Points(quantity.0.saturating_add(item.fact.quantity.0));
        pieces.insert(mechanic::piece_of(item.fact));
    }
    let counted = match condition.count {
        Count::Facts => Points::whole(facts),
        Count::Pieces => Points::whole(i64::try_from(pieces.len()).unwrap_or(i64::MAX)),
        Count::Quantity => quantity,
    };
    counted >= Points::whole(i64::from(condition.at_least))
}

type Bound = Option<(usize, usize)>;

fn vetoes(context: &Context<'_>, notes: &mut Vec<Note>) -> (Bound, Bound) {
    let (mut fixed, mut ceiling) = (None, None);
    for (i, veto) in context.scheme.vetoes.iter().enumerate() {
        let items = context.of_kind(&veto.filter);
        let hit = items.iter().any(|item| matches!(fits(&veto.filter, context, item.fact), Fit::Yes));
        let grade = context.scheme.grades.iter().position(|g| g.id == veto.grade);
        let Some(grade) = grade.filter(|_| hit) else { continue };
        let label = context.scheme.grade(&veto.grade).map_or("", |g| g.label.as_str());
        let word = if veto.ceiling { "不得高于" } else { "直接评为" };
        let text = format!("{}，{word}{label}（{}）", veto.label, veto.article);
        notes.push(Note { text, rule: Some(veto.id.clone()) });
        let bound = if veto.ceiling { &mut ceiling } else { &mut fixed };
        if bound.is_none_or(|(worst, _)| grade > worst) {
            *bound = Some((grade, i));
        }
    }
    (fixed, ceiling)
}
