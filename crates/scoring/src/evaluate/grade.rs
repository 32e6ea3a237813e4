//! Grades: thresholds, conditions, quotas and vetoes.
use super::Scored;
use super::outcome::{above, size};
use crate::scheme::{Grade, Scheme};
use crate::{Cut, Note};

/// Whether a subject may have this grade by score, conditions and ceiling.
fn reaches(scheme: &Scheme, grade: &Grade, index: usize, scored: &Scored<'_>) -> Result<(), Option<String>> {
    if grade.from.is_some_and(|from| scored.assessment.score < from) {
        return Err(None);
    }
    if scored.ceiling.is_some_and(|(best, _)| index < best) {
        return Err(None);
    }
    for any in &grade.needs {
        let holds = |id: &String| {
            let at = scheme.conditions.iter().position(|c| c.id == *id);
            at.and_then(|at| scored.conditions.get(at)).copied().unwrap_or(false)
        };
        if !any.iter().any(holds) {
            let labels = any.iter().filter_map(|id| scheme.conditions.iter().find(|c| c.id == *id));
            let labels: Vec<_> = labels.map(|c| c.label.as_str()).collect();
            return Err(Some(format!("分数达到{}，但没有{}", grade.label, labels.join("或"))));
        }
    }
    Ok(())
}

pub(super) fn grade(scheme: &Scheme, scored: &mut [Scored<'_>], cuts: &mut Vec<Cut>) {
    let mut open: Vec<usize> = Vec::new();
    let mut ranked: Vec<_> =
        scored.iter().enumerate().filter_map(|(i, s)| Some((s.assessment.place?, i))).collect();
    ranked.sort_unstable();
    let people = ranked.len();
    for (_, i) in ranked {
        let Some(one) = scored.get_mut(i) else { continue };
        match one.fixed.and_then(|(grade, _)| scheme.grades.get(grade)) {
            Some(grade) => one.assessment.grade = Some(grade.id.clone()),
            None => open.push(i),
        }
    }
    let mut notes: Vec<(usize, Note)> = Vec::new();
    for (index, grade) in scheme.grades.iter().enumerate() {
        let last = index.saturating_add(1) == scheme.grades.len();
        let (mut candidates, mut rest) = (Vec::new(), Vec::new());
        for i in open {
            match scored.get(i).map(|one| reaches(scheme, grade, index, one)) {
                Some(Ok(())) => candidates.push(i),
                Some(Err(_)) if last => candidates.push(i),
                Some(Err(why)) => {
                    notes.extend(why.map(|text| (i, Note { text, rule: Some(grade.id.clone()) })));
                    rest.push(i);
                }
                None => {}
            }
        }
        if let Some(quota) = grade.quota.filter(|_| !last) {
            let most = size(quota, people);
            let kept = above(scored, &candidates, most, quota.ties);
            for i in candidates.split_off(kept) {
                let text = format!("分数达到{}，但名额 {most} 人已满", grade.label);
                notes.push((i, Note { text, rule: Some(grade.id.clone()) }));
                rest.push(i);
            }
            let worst = candidates.last().and_then(|i| scored.get(*i)).map(|s| s.assessment.score);
            cuts.push(Cut {
                rule: grade.id.clone(),
                label: grade.label.clone(),
                consequence: format!("评为{}", grade.label),
                people: u32::try_from(candidates.len()).unwrap_or(u32::MAX),
                points: worst.unwrap_or_default(),
            });
        }
        for i in candidates {
            if let Some(one) = scored.get_mut(i) {
                one.assessment.grade = Some(grade.id.clone());
            }
        }
        rest.sort_by_key(|i| (scored.get(*i).and_then(|s| s.assessment.place), *i));
        open = rest;
    }
    for (i, note) in notes {
        if let Some(one) = scored.get_mut(i) {
            one.assessment.notes.push(note);
        }
    }
}
