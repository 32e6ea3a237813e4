//! Entered by hand: each fact's quantity is its points, within bounds.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Site;
use crate::scheme::keys::{Holds, Key, REQUIRED, key};
use crate::scheme::parse::reader::Reader;
use crate::scheme::parse::rule::known_attribute;
use crate::scheme::*;

/// Entered by hand: each fact's quantity is its points, within bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manual {
    /// Least per entry.
    pub least: Points,
    /// Most per entry.
    pub most: Points,
    /// Where self-scores stand beside verified ones: only the latter count.
    pub review: Option<Review>,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "least", Holds::Number, REQUIRED, "points", "每项最低", "least per entry: each fact's quantity is its points").of(&["manual"]),
    key("rule", "most", Holds::Number, REQUIRED, "points", "每项最高", "most per entry").of(&["manual"]),
    key("rule", "review", Holds::Section("rule.review"), "", "", "自评与审核", "only verified ones count; self-scores are shown beside them").of(&["manual"]),
    key("rule.review", "attribute", Holds::Text, REQUIRED, "", "栏目", "attribute that tells whose score it is"),
    key("rule.review", "own", Holds::Text, REQUIRED, "", "自评", "its value for self-scores"),
    key("rule.review", "verified", Holds::Text, REQUIRED, "", "审核", "its value for verified scores"),
];

impl Manual {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Manual {
        let (least, most) = (r.need_points(f, "least"), r.need_points(f, "most"));
        if most < least {
            f.error_with(&r.section.at("most"), "“most”小于“least”", "most 应不小于 least");
        }
        Manual { least, most, review: review(r, f) }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        if self.least.is_zero() && self.most.is_zero() {
            f.error_with(site.place.at("most"), "最低和最高都是 0 分，不起作用", "写明 most");
        }
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Manual { least, most, review } = self;
        let mut parts = vec![format!("每项 {least} 至 {most} 分，写明理由")];
        if review.is_some() {
            parts.push("自评分须经审核，以审核分为准".to_owned());
        }
        parts
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.least.is_negative()
    }
}

/// `review = { attribute = "side", own = "self", verified = "verified" }`.
fn review(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Option<Review> {
    let table = r.section.table(f, "review")?;
    let attribute = table.need_text(f, "attribute");
    let (own, verified) = (table.need_text(f, "own"), table.need_text(f, "verified"));
    if let Some(kind) = r.kind {
        known_attribute(f, kind, &attribute, &[own.clone(), verified.clone()]);
    }
    table.finish(f);
    Some(Review { attribute: attribute.value, own: own.value, verified: verified.value })
}
