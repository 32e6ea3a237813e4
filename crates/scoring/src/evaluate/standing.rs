//! Who is ranked, and which facts count at all.
use chrono::{Days, NaiveDate};

use crate::scheme::{ExemptionEffect, Scheme};
use crate::{Fact, Period, Standing, Subject, post_label};

/// The days of the period on which the subject served.
#[derive(Clone, Copy)]
pub(super) struct TimeInOffice {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

impl TimeInOffice {
    pub(super) fn of(subject: &Subject, period: Period) -> TimeInOffice {
        let first = subject.from.map_or(period.from, |from| from.max(period.from));
        let last = subject.to.map_or(period.to, |to| to.min(period.to));
        TimeInOffice { first, last }
    }
}

pub(super) fn standing(scheme: &Scheme, subject: &Subject, time_in_office: TimeInOffice) -> Standing {
    let rule = &scheme.eligibility;
    if time_in_office.first > time_in_office.last {
        return Standing::Exempt("本期不在任".to_owned());
    }
    if let Some(post) = rule.exempt_posts.iter().find(|post| subject.holds(post, time_in_office.last)) {
        return Standing::Exempt(format!("{}不参加排名", post_label(post)));
    }
    let (mut served, mut excused) = (0_u32, 0_u32);
    let mut reason = None;
    let mut day = Some(time_in_office.first);
    while let Some(today) = day.filter(|day| *day <= time_in_office.last) {
        match subject.exemption_on(today) {
            Some(exemption) => {
                excused = excused.saturating_add(1);
                reason = reason.or(Some(&exemption.reason));
            }
            None => served = served.saturating_add(1),
        }
        day = today.checked_add_days(Days::new(1));
    }
    match reason {
        Some(reason) if served == 0 => Standing::Exempt(format!("整期免考核（{reason}）")),
        Some(reason) if served < rule.min_days => Standing::Exempt(format!(
            "本期除免考核 {excused} 天（{reason}）外任职 {served} 天，不足 {} 天",
            rule.min_days
        )),
        None if served < rule.min_days => {
            Standing::Exempt(format!("本期任职 {served} 天，不足 {} 天", rule.min_days))
        }
        _ => Standing::Ranked,
    }
}

/// Whether a fact can count.
pub(super) enum Admission<'i> {
    /// It counts.
    Counts,
    /// It counts, but takes nothing off: it lies in an exemption for this reason.
    NoDeduction(&'i str),
    /// It does not count, for this reason.
    Left(String),
}

pub(super) fn admit<'i>(scheme: &Scheme, subject: &'i Subject, period: Period, fact: &Fact) -> Admission<'i> {
    let date = fact.date;
    if date < period.from || date > period.to {
        return Admission::Left(format!("{date} 不在本期（{} 至 {}）内", period.from, period.to));
    }
    if let Some(from) = subject.from.filter(|from| date < *from) {
        return Admission::Left(format!("在任职（{from}）之前"));
    }
    if let Some(to) = subject.to.filter(|to| date > *to) {
        return Admission::Left(format!("在离任（{to}）之后"));
    }
    if fact.quantity.is_negative() {
        return Admission::Left("数量为负，不计".to_owned());
    }
    match subject.exemption_on(date) {
        None => Admission::Counts,
        Some(exemption) => match scheme.eligibility.exemption {
            ExemptionEffect::SkipAll => Admission::Left(format!("在免考核期内（{}）", exemption.reason)),
            ExemptionEffect::SkipDeductions => Admission::NoDeduction(&exemption.reason),
        },
    }
}
