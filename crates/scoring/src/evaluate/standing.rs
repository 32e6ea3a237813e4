//! Who is ranked, and which facts count at all.
use chrono::NaiveDate;

use super::columns::day_number;
use super::ledger::{Barrier, Left};
use super::plan::{Force, Plan};
use crate::scheme::{ExemptionEffect, Filter, Scheme};
use crate::{Period, Standing, Subject};

/// A subject and the days of the period on which it served.
pub(super) struct Person<'i> {
    pub(super) subject: &'i Subject,
    pub(super) period: Period,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// First and last day on which facts count, as numbers.
    days: (i32, i32),
    /// Whether its classes are the same on every day of the period.
    steady: bool,
    pub(super) standing: Standing,
}

/// Whether a fact can count.
pub(super) enum Admission {
    Counts,
    /// It counts, but takes nothing off.
    NoDeduction,
    Left(Left),
}

impl<'i> Person<'i> {
    pub(super) fn of(scheme: &Scheme, subject: &'i Subject, period: Period) -> Person<'i> {
        let first = subject.from.map_or(period.from, |from| from.max(period.from));
        let last = subject.to.map_or(period.to, |to| to.min(period.to));
        let days = (day_number(first), day_number(last));
        let steady = subject.posts.iter().all(|post| {
            post.from.is_none_or(|from| from <= first || from > last)
                && post.to.is_none_or(|to| to >= last || to < first)
        });
        let standing = standing(scheme, subject, period, first, last);
        Person { subject, period, first, last, days, steady, standing }
    }

    pub(super) fn is_ranked(&self) -> bool {
        self.standing == Standing::Ranked
    }

    /// Whether every fact of its days counts in full.
    pub(super) fn is_plain(&self) -> bool {
        self.subject.exemptions.is_empty()
    }

    /// First and last day on which facts count.
    pub(super) fn days(&self) -> (i32, i32) {
        self.days
    }

    /// Whether a fact of this day and quantity counts.
    pub(super) fn admit(&self, scheme: &Scheme, day: i32, quantity: i64) -> Admission {
        if day < self.days.0 || day > self.days.1 {
            let period = (day_number(self.period.from), day_number(self.period.to));
            return Admission::Left(match day {
                _ if day < period.0 || day > period.1 => Left::OutsidePeriod,
                _ if day < self.days.0 => Left::BeforeService,
                _ => Left::AfterService,
            });
        }
        if quantity < 0 {
            return Admission::Left(Left::Negative);
        }
        if self.subject.exemptions.is_empty() {
            return Admission::Counts;
        }
        let date = NaiveDate::from_num_days_from_ce_opt(day);
        match date.and_then(|date| self.subject.exemption_on(date)).map(|_| scheme.eligibility.exemption) {
            None => Admission::Counts,
            Some(ExemptionEffect::SkipAll) => Admission::Left(Left::Exempt),
            Some(ExemptionEffect::SkipDeductions) => Admission::NoDeduction,
        }
    }

    /// Whether a filter's classes allow the subject on a day.
    fn classes(&self, scheme: &Scheme, filter: &Filter, day: NaiveDate) -> Result<(), Barrier> {
        let belongs = |class: &String| scheme.in_class(class, self.subject, day, self.period);
        if !filter.for_classes.is_empty() && !filter.for_classes.iter().any(belongs) {
            return Err(Barrier::OnlyFor);
        }
        if filter.not_for.iter().any(belongs) { Err(Barrier::NotFor) } else { Ok(()) }
    }

    /// Whether a filter's days and classes allow a fact of this day.
    pub(super) fn allows(
        &self,
        plan: &Plan<'_>,
        force: &Force,
        filter: &Filter,
        day: i32,
    ) -> Result<(), Barrier> {
        if day < force.from || day > force.until {
            return Err(Barrier::Day);
        }
        if !force.by_class {
            return Ok(());
        }
        let date = if self.steady { None } else { NaiveDate::from_num_days_from_ce_opt(day) };
        self.classes(plan.scheme, filter, date.unwrap_or(self.last))
    }

    /// Whether a filter holds for the subject as such, on its last day.
    pub(super) fn allowed(&self, plan: &Plan<'_>, force: &Force, filter: &Filter) -> Result<(), Barrier> {
        self.allows_day(force, self.days.1)?;
        self.classes(plan.scheme, filter, self.last)
    }

    /// Whether a filter's days allow this one.
    pub(super) fn allows_day(&self, force: &Force, day: i32) -> Result<(), Barrier> {
        if day < force.from || day > force.until { Err(Barrier::Day) } else { Ok(()) }
    }
}

/// The days that count for whoever serves all the time without exemption, and whether he is ranked; none where some
/// classes are not.
pub(super) fn usual(scheme: &Scheme, period: Period) -> Option<((i32, i32), bool)> {
    let days = (day_number(period.from), day_number(period.to));
    let served = i64::from(days.1).saturating_sub(i64::from(days.0)).saturating_add(1);
    let ranked = served > 0 && served >= i64::from(scheme.eligibility.min_days);
    scheme.eligibility.exempt.is_empty().then_some((days, ranked))
}

fn standing(
    scheme: &Scheme,
    subject: &Subject,
    period: Period,
    first: NaiveDate,
    last: NaiveDate,
) -> Standing {
    let rule = &scheme.eligibility;
    if first > last {
        return Standing::Exempt("本期不在任".to_owned());
    }
    if let Some(class) = rule.exempt.iter().find(|class| scheme.in_class(class, subject, last, period)) {
        return Standing::Exempt(format!("{}不参加排名", scheme.class_label(class)));
    }
    let days = i64::from(day_number(last)).saturating_sub(i64::from(day_number(first))).saturating_add(1);
    if subject.exemptions.is_empty() && days >= i64::from(rule.min_days) {
        return Standing::Ranked;
    }
    let (excused, reason) = excused(subject, first, last);
    let served = days.saturating_sub(excused);
    match reason {
        Some(reason) if served == 0 => Standing::Exempt(format!("整期免评（{reason}）")),
        Some(reason) if served < i64::from(rule.min_days) => Standing::Exempt(format!(
            "本期除免评 {excused} 天（{reason}）外任职 {served} 天，不足 {} 天",
            rule.min_days
        )),
        None if served < i64::from(rule.min_days) => {
            Standing::Exempt(format!("本期任职 {served} 天，不足 {} 天", rule.min_days))
        }
        _ => Standing::Ranked,
    }
}

/// Days of a span that lie in exemptions, and the reason of the first of them.
fn excused(subject: &Subject, first: NaiveDate, last: NaiveDate) -> (i64, Option<&str>) {
    let clip = |e: &crate::Exemption| (e.from.max(first), e.to.map_or(last, |to| to.min(last)));
    let mut spans: Vec<_> = subject.exemptions.iter().map(clip).filter(|(from, to)| from <= to).collect();
    spans.sort_unstable();
    let (mut days, mut counted_to) = (0_i64, None::<NaiveDate>);
    for (from, to) in &spans {
        let new_from = counted_to.map_or(*from, |to| to.succ_opt().unwrap_or(to).max(*from));
        days = days.saturating_add(to.signed_duration_since(new_from).num_days().saturating_add(1).max(0));
        counted_to = Some(counted_to.map_or(*to, |day| day.max(*to)));
    }
    let first_day = spans.first().map(|(from, _)| *from);
    let reason = first_day.and_then(|day| subject.exemption_on(day)).map(|e| e.reason.as_str());
    (days, reason)
}
