//! Classes of subjects: by a post held, by attributes, by length of service.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Period, Subject, post_label};

use super::Scheme;

/// A named class of subjects. All that is stated must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Id.
    pub id: String,
    /// Chinese name.
    pub label: String,
    /// Holds this post (on the day in question).
    pub post: Option<String>,
    /// Attribute of the subject → allowed values.
    pub attributes: Vec<(String, Vec<String>)>,
    /// In service for fewer days than this by the end of the period; a subject without a first day is not.
    pub served_below: Option<u32>,
}

impl Class {
    /// Whether a subject belongs to the class on a day of a period.
    pub fn holds(&self, subject: &Subject, day: NaiveDate, period: Period) -> bool {
        let by_attributes = self.attributes.iter().all(|(id, values)| {
            subject.attributes.get(id).is_some_and(|value| values.iter().any(|v| v == value))
        });
        let by_service = self.served_below.is_none_or(|below| {
            let days = subject.from.map(|from| period.to.signed_duration_since(from).num_days());
            days.is_some_and(|days| days.saturating_add(1) < i64::from(below))
        });
        by_attributes && by_service && self.post.as_ref().is_none_or(|post| subject.holds(post, day))
    }
}

impl Scheme {
    /// Whether a subject belongs to a class on a day. A class that the scheme does not define is a post.
    pub fn in_class(&self, class: &str, subject: &Subject, day: NaiveDate, period: Period) -> bool {
        match self.classes.iter().find(|c| c.id == class) {
            Some(class) => class.holds(subject, day, period),
            None => subject.holds(class, day),
        }
    }

    /// Chinese name of a class; the id itself when it is unknown.
    pub fn class_label<'s>(&'s self, class: &'s str) -> &'s str {
        self.classes.iter().find(|c| c.id == class).map_or_else(|| post_label(class), |c| &c.label)
    }
}
