//! What follows by rule.
use chrono::Datelike;

use super::columns::Columns;
use super::conditions::latest;
use super::decision::{CutDecision, Drawn};
use super::line::{above, place, size, split};
use super::plan::Plan;
use super::rank::{classes, ranked};
use super::sheet::Sheet;
use crate::scheme::{Cadence, OutcomeRule, Quota, Select, Size};
use crate::{Cut, Outcome, Points};

/// Subjects an outcome is for, each with the reason.
type Chosen = Vec<(usize, String)>;

struct Chooser<'c, 'i> {
    plan: &'c Plan<'c>,
    columns: &'c Columns<'i>,
    sheet: &'c Sheet,
    rule: &'c OutcomeRule,
    lines: &'c mut Vec<CutDecision>,
}

/// All outcomes in the scheme's order, then by place; the lines they draw go to `lines`.
pub(super) fn outcomes(
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    sheet: &Sheet,
    lines: &mut Vec<CutDecision>,
) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for rule in &plan.scheme.outcomes {
        let due = rule.cadence == Cadence::EveryPeriod || columns.period.to.month() == 12;
        for (name, mut people) in classes(columns, ranked(sheet), plan.scheme.separate_by.as_deref()) {
            people.retain(|who| is_for(plan, columns, rule, *who));
            people.sort_by_key(|who| (place(sheet, *who), *who));
            let mut chooser = Chooser { plan, columns, sheet, rule, lines };
            let chosen = chooser.choose(&people, name);
            let listed = chosen.into_iter().filter(|(who, _)| due && may(plan, sheet, rule, *who));
            outcomes.extend(listed.map(|(who, reason)| Outcome {
                rule: rule.id.clone(),
                action: rule.action.clone(),
                subject: columns.people.get(who).map_or_else(String::new, |s| s.id.clone()),
                reason,
            }));
        }
    }
    outcomes
}

fn is_for(plan: &Plan<'_>, columns: &Columns<'_>, rule: &OutcomeRule, who: usize) -> bool {
    let period = columns.period;
    rule.for_classes.is_empty()
        || columns.people.get(who).is_some_and(|subject| {
            let last = subject.to.map_or(period.to, |to| to.min(period.to));
            rule.for_classes.iter().any(|class| plan.scheme.in_class(class, subject, last, period))
        })
}

/// Whether one who is selected may be named: of the grades asked for, and without a veto where none is allowed.
fn may(plan: &Plan<'_>, sheet: &Sheet, rule: &OutcomeRule, who: usize) -> bool {
    let grade = sheet.grade.get(who).copied().flatten().and_then(|g| plan.scheme.grades.get(usize::from(g)));
    let graded = rule.only_grades.is_empty() || grade.is_some_and(|g| rule.only_grades.contains(&g.id));
    let vetoed = || sheet.verified.get(who).is_some_and(|verified| verified.vetoes.contains(&true));
    graded && !(rule.unless_vetoed && vetoed())
}

/// "前 10%", "后 3 名".
fn label(word: &str, size: Size) -> String {
    match size {
        Size::Share(share) => format!("{word} {}", share.to_percent()),
        Size::People(n) => format!("{word} {n} 名"),
    }
}

impl Chooser<'_, '_> {
    fn choose(&mut self, people: &[usize], name: &str) -> Chosen {
        match &self.rule.select {
            Select::Top(quota) => self.line(people, quota, name, "前"),
            Select::Bottom(quota) => {
                let backwards: Vec<usize> = people.iter().rev().copied().collect();
                self.line(&backwards, quota, name, "后")
            }
            Select::Climb(quota) => self.moved(people, quota, true),
            Select::Fall(quota) => self.moved(people, quota, false),
            _ => people.iter().filter_map(|who| Some((*who, self.applies(*who)?))).collect(),
        }
    }

    fn assessment_text(&self, who: usize) -> String {
        let total = self.sheet.total.get(who).copied().unwrap_or_default();
        let grade = self.sheet.grade.get(who).copied().flatten();
        let grade = grade.and_then(|g| self.plan.scheme.grades.get(usize::from(g)));
        let grade = grade.map_or(String::new(), |g| format!("，等次{}", g.label));
        format!("总分 {total}，第 {} 名{grade}", place(self.sheet, who))
    }

    /// Whether a rule that looks at each subject by itself applies, and why.
    fn applies(&self, who: usize) -> Option<String> {
        let scheme = self.plan.scheme;
        let text = self.assessment_text(who);
        let applies = match &self.rule.select {
            Select::Grades(grades) => {
                let grade = self.sheet.grade.get(who).copied().flatten();
                grade.and_then(|g| scheme.grades.get(usize::from(g))).is_some_and(|g| grades.contains(&g.id))
            }
            Select::Below(line) => self.sheet.score.get(who).is_some_and(|score| score < line),
            Select::Condition(id) => {
                let at = scheme.conditions.iter().position(|c| c.id == *id)?;
                return self.sheet.verified.get(who)?.holds.get(at)?.then(|| scheme.label_of(id).to_owned());
            }
            Select::Zero => self.sheet.total.get(who).is_some_and(|total| *total <= Points::ZERO),
            _ => true,
        };
        let running = self.rule.running;
        if !applies || running <= 1 {
            return applies.then_some(text);
        }
        let subject = self.columns.people.get(who)?;
        let before = latest(self.columns, &subject.id, None, &scheme.id, running.saturating_sub(1));
        let held = before.iter().all(|p| match &self.rule.select {
            Select::Grades(grades) => p.grade.as_ref().is_some_and(|g| grades.contains(g)),
            Select::Below(line) => p.score.unwrap_or(p.total) < *line,
            _ => false,
        });
        let enough = before.len().saturating_add(1) >= usize::try_from(running).unwrap_or(usize::MAX);
        (held && enough).then(|| format!("{text}，连续 {running} 期"))
    }

    fn line(&mut self, people: &[usize], quota: &Quota, name: &str, word: &str) -> Chosen {
        let mut chosen = Vec::new();
        for (within, list) in split(self.columns, people, quota) {
            let most = size(quota.size, quota.rounding, list.len());
            let kept = above(&list, most, quota.ties, |who| place(self.sheet, who));
            let names: Vec<&str> = [name, within].into_iter().filter(|name| !name.is_empty()).collect();
            let mut label = label(word, quota.size);
            if !names.is_empty() {
                label = format!("{}{label}", names.join("·"));
            }
            let last =
                kept.checked_sub(1).and_then(|n| list.get(n)).and_then(|who| self.sheet.score.get(*who));
            let cut = Cut {
                rule: self.rule.id.clone(),
                label: label.clone(),
                consequence: self.rule.label.clone(),
                people: u32::try_from(kept).unwrap_or(u32::MAX),
                points: last.copied().unwrap_or_default(),
            };
            let drawn = Drawn { list: &list, places: most, above: kept, ties: quota.ties };
            self.lines.push(drawn.decision(self.plan, self.sheet, cut));
            for who in list.iter().take(kept) {
                let reason = format!("第 {} 名，在{label}（{kept} 人）以内", place(self.sheet, *who));
                chosen.push((*who, reason));
            }
        }
        chosen.sort_by_key(|(who, _)| (place(self.sheet, *who), *who));
        chosen
    }

    /// Those who rose or fell most places since the last cycle.
    fn moved(&mut self, people: &[usize], quota: &Quota, up: bool) -> Chosen {
        let mut moved: Vec<(usize, i64, u32)> = Vec::new();
        for who in people {
            let Some(before) = last_place(self.columns, *who, &self.plan.scheme.id) else { continue };
            let change = i64::from(before).saturating_sub(i64::from(place(self.sheet, *who)));
            let change = if up { change } else { change.saturating_neg() };
            if change > 0 {
                moved.push((*who, change, before));
            }
        }
        moved.sort_by_key(|(who, change, _)| (std::cmp::Reverse(*change), place(self.sheet, *who), *who));
        let change = |who: usize| moved.iter().find(|(w, ..)| *w == who).map(|(_, change, _)| *change);
        let list: Vec<usize> = moved.iter().map(|(who, ..)| *who).collect();
        let mut chosen = Vec::new();
        for (within, list) in split(self.columns, &list, quota) {
            let of = split(self.columns, people, quota).into_iter().find(|(name, _)| *name == within);
            let most = size(quota.size, quota.rounding, of.map_or(0, |(_, list)| list.len()));
            let kept = above(&list, most, quota.ties, change);
            for who in list.iter().take(kept) {
                let Some((_, change, before)) = moved.iter().find(|(w, ..)| w == who) else { continue };
                let word = if up { "升" } else { "降" };
                let now = place(self.sheet, *who);
                chosen.push((*who, format!("由第 {before} 名{word}至第 {now} 名，{word} {change} 名")));
            }
        }
        chosen
    }
}

/// Place in the last cycle of the same family, if it gave one.
pub(super) fn last_place(columns: &Columns<'_>, who: usize, own: &str) -> Option<u32> {
    let subject = columns.people.get(who)?;
    columns.history(&subject.id, None, own).last()?.place
}
