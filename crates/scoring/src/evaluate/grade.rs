//! Grades: thresholds, conditions, quotas, reserves, vetoes and ceilings.
use std::collections::{BTreeMap, BTreeSet};

use super::columns::Columns;
use super::conditions::bounds;
use super::decision::{CutDecision, Drawn};
use super::line::{above, place, size, split};
use super::plan::Plan;
use super::rank::{classes, ranked};
use super::sheet::Sheet;
use crate::scheme::{Grade, Quota, Reserve};
use crate::{Cut, Note, Points};

/// What grading has to say.
#[derive(Default)]
pub(super) struct Remarks {
    pub(super) notes: Vec<(usize, Note)>,
    pub(super) lines: Vec<CutDecision>,
    pub(super) general: Vec<Note>,
}

/// One body of subjects that are graded together.
struct Body<'b, 'i> {
    plan: &'b Plan<'b>,
    columns: &'b Columns<'i>,
    /// All ranked ones of the body, by place.
    people: Vec<usize>,
    /// Value of the attribute by which bodies are apart.
    name: &'i str,
}

/// Fills in the grades.
pub(super) fn grade(
    plan: &Plan<'_>,
    columns: &Columns<'_>,
    sheet: &mut Sheet,
    mut remarks: Option<&mut Remarks>,
) {
    sheet.grade = vec![None; columns.people.len()];
    if plan.scheme.grades.is_empty() {
        return;
    }
    for (name, mut people) in classes(columns, ranked(sheet), plan.scheme.separate_by.as_deref()) {
        people.sort_by_key(|who| (place(sheet, *who), *who));
        let body = Body { plan, columns, people, name };
        body.grade(sheet, remarks.as_deref_mut());
    }
    if let Some(remarks) = remarks {
        about(plan, sheet, remarks);
    }
}

/// Says how many have the grades of which a share is hoped for.
fn about(plan: &Plan<'_>, sheet: &Sheet, remarks: &mut Remarks) {
    let people = i64::try_from(ranked(sheet).count()).unwrap_or(i64::MAX);
    for (n, grade) in (0_u16..).zip(&plan.scheme.grades) {
        let Some(about) = grade.about.filter(|_| people > 0) else { continue };
        let have = sheet.grade.iter().filter(|g| **g == Some(n)).count();
        let share =
            Points::whole(i64::try_from(have).unwrap_or(i64::MAX)).scaled(1, people, plan.scheme.rounding);
        let share = share.unwrap_or_default().to_percent();
        let text =
            format!("“{}”{have} 人，占 {share}；办法的要求是 {} 左右", grade.label, about.to_percent());
        remarks.general.push(Note { text, rule: Some(grade.id.clone()) });
    }
}

impl Body<'_, '_> {
    fn grade(&self, sheet: &mut Sheet, mut remarks: Option<&mut Remarks>) {
        let scheme = self.plan.scheme;
        let mut open: Vec<usize> = Vec::new();
        for who in &self.people {
            match self.bounds(sheet, *who).0 {
                Some(grade) => set(sheet, *who, grade),
                None => open.push(*who),
            }
        }
        for (index, grade) in scheme.grades.iter().enumerate() {
            let last = index.saturating_add(1) == scheme.grades.len();
            let (mut candidates, mut rest) = (Vec::new(), Vec::new());
            for who in open {
                match self.reaches(sheet, grade, index, who) {
                    Ok(()) => candidates.push(who),
                    Err(_) if last => candidates.push(who),
                    Err(need) => {
                        if let (Some(remarks), Some(need)) = (remarks.as_deref_mut(), need) {
                            remarks.notes.push((who, self.without(grade, need)));
                        }
                        rest.push(who);
                    }
                }
            }
            if let Some(quota) = grade.quota.as_ref().filter(|_| !last) {
                let kept = self.within_quota(sheet, grade, quota, &candidates, remarks.as_deref_mut());
                for who in candidates.iter().filter(|who| !kept.contains(who)) {
                    rest.push(*who);
                }
                candidates = kept.into_iter().collect();
            }
            for who in candidates {
                set(sheet, who, index);
            }
            rest.sort_by_key(|who| (place(sheet, *who), *who));
            open = rest;
        }
    }

    fn bounds(&self, sheet: &Sheet, who: usize) -> (Option<usize>, Option<usize>) {
        let vetoes = sheet.verified.get(who).map_or(&[][..], |v| v.vetoes.as_slice());
        bounds(self.plan.scheme, vetoes)
    }

    /// Whether a subject may have this grade by score, conditions and ceiling; else the conditions it lacks.
    fn reaches<'g>(
        &self,
        sheet: &Sheet,
        grade: &'g Grade,
        index: usize,
        who: usize,
    ) -> Result<(), Option<&'g [String]>> {
        let score = sheet.score.get(who).copied().unwrap_or_default();
        if grade.from.is_some_and(|from| score < from) {
            return Err(None);
        }
        if self.bounds(sheet, who).1.is_some_and(|best| index < best) {
            return Err(None);
        }
        let holds = |id: &String| {
            let at = self.plan.scheme.conditions.iter().position(|c| c.id == *id);
            let verified = sheet.verified.get(who);
            at.and_then(|at| verified.and_then(|v| v.holds.get(at))).copied().unwrap_or(false)
        };
        match grade.needs.iter().find(|any| !any.iter().any(holds)) {
            Some(any) => Err(Some(any)),
            None => Ok(()),
        }
    }

    fn without(&self, grade: &Grade, any: &[String]) -> Note {
        let labels = any.iter().map(|id| self.plan.scheme.label_of(id));
        let labels: Vec<_> = labels.collect();
        let text = format!("分数达到{}，但没有{}", grade.label, labels.join("或"));
        Note { text, rule: Some(grade.id.clone()) }
    }

    /// Which candidates a quota keeps.
    fn within_quota(
        &self,
        sheet: &Sheet,
        grade: &Grade,
        quota: &Quota,
        candidates: &[usize],
        mut remarks: Option<&mut Remarks>,
    ) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        let base: BTreeMap<&str, usize> = split(self.columns, &self.people, quota)
            .into_iter()
            .map(|(name, list)| (name, list.len()))
            .collect();
        for (name, list) in split(self.columns, candidates, quota) {
            let most = size(quota.size, quota.rounding, base.get(name).copied().unwrap_or(0));
            let key = |who| place(sheet, who);
            let (limits, reserves): (Vec<_>, Vec<_>) = grade.reserves.iter().partition(|r| r.at_most);
            let mut open = list.clone();
            for limit in limits {
                self.limit(sheet, limit, quota, most, &mut open);
            }
            let first = above(&open, most, quota.ties, key);
            let mut kept: Vec<usize> = open.iter().take(first).copied().collect();
            for reserve in reserves {
                self.reserve(sheet, reserve, quota, most, &open, &mut kept);
            }
            kept.sort_by_key(|who| (place(sheet, *who), *who));
            if let Some(remarks) = remarks.as_deref_mut() {
                let inside: BTreeSet<usize> = kept.iter().copied().collect();
                for who in list.iter().filter(|who| !inside.contains(who)) {
                    let text = format!("分数达到{}，但名额 {most} 人已满", grade.label);
                    remarks.notes.push((*who, Note { text, rule: Some(grade.id.clone()) }));
                }
                let drawn = Drawn { list: &open, places: most, above: first, ties: quota.ties };
                let mut decision = drawn.decision(self.plan, sheet, self.cut(sheet, grade, name, &kept));
                let plain = list.get(..above(&list, most, quota.ties, key)).unwrap_or(&list);
                decision.by_class = plain != kept;
                remarks.lines.push(decision);
            }
            all.extend(kept);
        }
        all
    }

    fn cut(&self, sheet: &Sheet, grade: &Grade, name: &str, kept: &[usize]) -> Cut {
        let names: Vec<&str> = [self.name, name].into_iter().filter(|name| !name.is_empty()).collect();
        let label = if names.is_empty() {
            grade.label.clone()
        } else {
            format!("{}（{}）", grade.label, names.join("·"))
        };
        let worst = kept.last().and_then(|who| sheet.score.get(*who)).copied();
        Cut {
            rule: grade.id.clone(),
            label,
            consequence: format!("评为{}", grade.label),
            people: u32::try_from(kept.len()).unwrap_or(u32::MAX),
            points: worst.unwrap_or_default(),
        }
    }

    fn belongs(&self, who: usize, class: &str) -> bool {
        self.columns.people.get(who).is_some_and(|subject| {
            let period = self.columns.period;
            let last = subject.to.map_or(period.to, |to| to.min(period.to));
            self.plan.scheme.in_class(class, subject, last, period)
        })
    }

    /// Passes over those of a class who are beyond its part of the places. Equals are treated as the quota says.
    fn limit(&self, sheet: &Sheet, limit: &Reserve, quota: &Quota, most: usize, open: &mut Vec<usize>) {
        let places = size(limit.size, limit.rounding, most).min(most);
        let mine: Vec<usize> = open.iter().copied().filter(|who| self.belongs(*who, &limit.class)).collect();
        let stay = above(&mine, places, quota.ties, |who| place(sheet, who));
        let over: BTreeSet<usize> = mine.into_iter().skip(stay).collect();
        open.retain(|who| !over.contains(who));
    }

    /// Gives a class its part of the places; the last others give way. Equals are treated as the quota says.
    fn reserve(
        &self,
        sheet: &Sheet,
        reserve: &Reserve,
        quota: &Quota,
        most: usize,
        candidates: &[usize],
        kept: &mut Vec<usize>,
    ) {
        let places = size(reserve.size, reserve.rounding, most).min(most);
        let key = |who| place(sheet, who);
        let belongs = |who: &usize| self.belongs(*who, &reserve.class);
        let (mut mine, mut others): (Vec<usize>, Vec<usize>) = kept.iter().copied().partition(belongs);
        let inside: BTreeSet<usize> = kept.iter().copied().collect();
        let outside = candidates.iter().copied().filter(|who| !inside.contains(who));
        let more: Vec<usize> = outside.filter(belongs).collect();
        if mine.len() < places {
            mine.extend(more.iter().take(above(&more, places.saturating_sub(mine.len()), quota.ties, key)));
            let stay = most.saturating_sub(mine.len());
            if others.len() > stay {
                others.truncate(above(&others, stay, quota.ties, key));
            }
        }
        mine.extend(others);
        *kept = mine;
    }
}

fn set(sheet: &mut Sheet, who: usize, grade: usize) {
    if let Some(slot) = sheet.grade.get_mut(who) {
        *slot = u16::try_from(grade).ok();
    }
}
