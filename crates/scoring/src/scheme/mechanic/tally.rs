//! Points for each fact or quantity.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::scheme::check::Site;
use crate::scheme::check::counts::{limits as limits_hold, shared};
use crate::scheme::parse::reader::Reader;
use crate::scheme::reach::{grows, so_many};
use crate::scheme::words::{limits, named_text, per, price_text, share_text};
use crate::scheme::*;

/// Points for each fact or quantity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Points, by attributes if need be.
    pub price: Price,
    /// Per fact or per quantity.
    pub unit: Unit,
    /// The first so many earn nothing (they are the duty).
    pub skip_first: u32,
    /// At most so many earn.
    pub at_most: Option<u32>,
    /// How joint work is divided.
    pub share: Option<Share>,
    /// Factors, applied one after the other.
    pub times: Vec<Times>,
    /// Only the first so many named people earn.
    pub named: Option<Named>,
}

impl Tally {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Tally {
        let s = r.section;
        Tally {
            price: r.price(f),
            unit: r.unit(f),
            skip_first: s.count(f, "skip_first").map_or(0, |n| n.value),
            at_most: s.count(f, "at_most").map(|n| n.value),
            share: r.share(f),
            times: r.times(f),
            named: r.named(f),
        }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        limits_hold(f, self.at_most, self.named.as_ref(), site);
        shared(f, self.share.as_ref(), site);
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self, unit_name: &str) -> Vec<String> {
        let Tally { price, unit, skip_first, at_most, share, named, .. } = self;
        let mut parts = Vec::new();
        parts.extend(price_text(price, &per(*unit, unit_name, "每次")));
        parts.extend(limits(*skip_first, *at_most, "次"));
        parts.extend(share.as_ref().map(share_text));
        parts.extend(named.as_ref().map(named_text));
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        if grows(&self.times) {
            None
        } else {
            let facts = if self.unit == Unit::Fact { self.at_most } else { None };
            so_many(facts, &self.price)
        }
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.price.lowest().is_negative()
    }
}
