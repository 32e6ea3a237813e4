//! Outcomes: whether they reach anybody, and whether somebody must act and by when.
use super::Check;
use super::grades::quota_size;
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

/// Actions that somebody must carry out on a person.
const TO_BE_DONE: [&str; 6] = ["talk", "admonish", "rectify", "reassign", "resign", "remove"];

impl Check<'_> {
    pub(super) fn outcomes(&self, f: &mut Findings<'_>) {
        for (n, (outcome, place)) in self.all_outcomes().enumerate() {
            self.selects(f, outcome, place);
            self.praises(f, outcome, place);
            self.graded(f, outcome, place);
            deadline(f, outcome, place);
            if outcome.cadence == Cadence::YearEnd && self.scheme.period == "term" {
                let hint = "删去 cadence";
                f.warn(place.at("cadence"), "一届一考，不一定在 12 月结束", hint);
            }
            let exempt = &self.scheme.eligibility.exempt;
            if !outcome.for_classes.is_empty() && outcome.for_classes.iter().all(|c| exempt.contains(c)) {
                f.warn(place.at("for"), "只对不参加排名的人，谁也轮不到", "改 for");
            }
            let same = |other: &&OutcomeRule| {
                other.select == outcome.select
                    && other.action == outcome.action
                    && other.for_classes == outcome.for_classes
                    && other.only_grades == outcome.only_grades
                    && other.unless_vetoed == outcome.unless_vetoed
                    && other.running == outcome.running
                    && other.cadence == outcome.cadence
            };
            if let Some(other) = self.scheme.outcomes.iter().take(n).find(same) {
                let message = format!("与“{}”的对象和处理相同", other.label);
                f.warn(place.id(), message, "合成一条");
            }
        }
    }

    fn selects(&self, f: &mut Findings<'_>, outcome: &OutcomeRule, place: &Place) {
        match &outcome.select {
            Select::Top(quota) => quota_size(f, quota, place, ["top", "top_places"]),
            Select::Bottom(quota) => quota_size(f, quota, place, ["bottom", "bottom_places"]),
            Select::Climb(quota) => quota_size(f, quota, place, ["climb", "climb_places"]),
            Select::Fall(quota) => quota_size(f, quota, place, ["fall", "fall_places"]),
            Select::Below(below) if self.scheme.floor.is_some_and(|floor| *below <= floor) => {
                let message = format!(
                    "总分最少也有 {} 分，谁也不会低于 {below} 分",
                    self.scheme.floor.unwrap_or_default()
                );
                f.error_with(place.at("below"), message, "提高 below");
            }
            Select::Zero if self.scheme.floor.is_some_and(|floor| floor.is_positive()) => {
                f.error_with(place.at("zero"), "总分保底大于 0，没有人是 0 分", "删去这一条");
            }
            _ => {}
        }
    }
}

impl Check<'_> {
    /// Praise for people of the lowest grade, or for people a veto holds down.
    fn praises(&self, f: &mut Findings<'_>, outcome: &OutcomeRule, place: &Place) {
        let grades = &self.scheme.grades;
        let Some(lowest) = grades.last().filter(|_| grades.len() > 1) else { return };
        if !PRAISE.contains(&outcome.action.as_str()) {
            return;
        }
        let among = |n: usize| {
            let named = |list: &[String]| grades.get(n).is_some_and(|grade| list.contains(&grade.id));
            let selected = !matches!(&outcome.select, Select::Grades(list) if !named(list));
            selected && (outcome.only_grades.is_empty() || named(&outcome.only_grades))
        };
        let mut whom = Vec::new();
        if among(grades.len().saturating_sub(1)) {
            whom.push(format!("评为{}的", lowest.label));
        }
        let held = |veto: &&Veto| {
            let at = grades.iter().position(|grade| grade.id == veto.grade);
            at.is_some_and(|at| (at..grades.len()).any(|n| among(n) && (veto.ceiling || n == at)))
        };
        let veto = self.scheme.vetoes.iter().find(held).filter(|_| !outcome.unless_vetoed);
        whom.extend(veto.map(|veto| format!("有“{}”情形的", veto.label)));
        if whom.is_empty() {
            return;
        }
        let better: Vec<_> = grades.iter().take(grades.len().saturating_sub(1)).collect();
        let better = better.iter().map(|grade| format!("\"{}\"", grade.id)).collect::<Vec<_>>().join(", ");
        let mut hint = format!("写 only_grade = [{better}]");
        if veto.is_some() {
            hint.push_str("，并写 unless_vetoed = true");
        }
        f.warn(place.id(), format!("“{}”可能列入{}人", outcome.label, whom.join("、")), hint);
    }

    /// Demands on the grade of those selected that say nothing, or that nobody can meet.
    fn graded(&self, f: &mut Findings<'_>, outcome: &OutcomeRule, place: &Place) {
        if !outcome.only_grades.is_empty() && matches!(outcome.select, Select::Grades(_)) {
            let hint = "只留 grade";
            f.error_with(place.at("only_grade"), "grade 已经写明等次，不用再限", hint);
        }
        if outcome.unless_vetoed && self.scheme.vetoes.is_empty() {
            f.warn(place.at("unless_vetoed"), "本办法没有一票否决，这一项不起作用", "删去这一项");
        }
    }
}

fn deadline(f: &mut Findings<'_>, outcome: &OutcomeRule, place: &Place) {
    if outcome.within_working_days == Some(0) {
        f.error_with(place.at("within_working_days"), "0 个工作日办不成", "写 1 以上");
    }
    if !TO_BE_DONE.contains(&outcome.action.as_str()) {
        return;
    }
    let label = ACTIONS.iter().find(|(id, _)| *id == outcome.action).map_or("", |(_, label)| label);
    if outcome.to.is_empty() {
        let message = format!("“{}”要有人去办，没有写明由谁办（to）", outcome.label);
        f.warn(place.at("action"), message, format!("写 to = [\"谁负责{label}\"]"));
    }
    if outcome.within_working_days.is_none() {
        let message = format!("“{}”没有写明几个工作日内办（within_working_days）", outcome.label);
        f.warn(place.at("action"), message, "例如 within_working_days = 15");
    }
}
