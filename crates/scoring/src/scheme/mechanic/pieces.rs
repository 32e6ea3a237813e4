//! Points for pieces by the stages they reach.
use serde::{Deserialize, Serialize};

use crate::finding::Findings;
use crate::read;
use crate::scheme::check::Site;
use crate::scheme::check::counts::{limits as limits_hold, shared};
use crate::scheme::keys::{Holds, Key, REQUIRED, key, names};
use crate::scheme::options::{COMBINES, LOWER_STAGES};
use crate::scheme::parse::reader::Reader;
use crate::scheme::place::Place;
use crate::scheme::reach::{grows, so_many};
use crate::scheme::words::{limits, named_text, price_text, share_text};
use crate::scheme::*;

/// Points for pieces by the stages they reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pieces {
    /// Points of a stage.
    pub price: Price,
    /// Whether the stages of a piece add up.
    pub combine: Combine,
    /// Sets of price cells of which only the highest counts on one piece.
    pub either_or: Vec<Vec<Vec<String>>>,
    /// Whether a stage stands for the lower ones of which there is no fact of its own (only with sums).
    pub implies_lower: bool,
    /// The first so many pieces earn nothing.
    pub skip_first: u32,
    /// At most so many pieces earn.
    pub at_most: Option<u32>,
    /// How joint work is divided.
    pub share: Option<Share>,
    /// Factors, applied one after the other.
    pub times: Vec<Times>,
    /// Only the first so many named people earn.
    pub named: Option<Named>,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "combine", Holds::Word(const { &names(&COMBINES) }), REQUIRED, "", "同一件合计", "per piece: `highest` (就高) or `sum` (each cell once)").of(&["pieces"]),
    key("rule", "either_or", Holds::Lists, "", "", "择一", "of these cells (\"stage.level\") only the best counts on one piece").of(&["pieces"]),
    key("rule", "lower_stages", Holds::Word(const { &names(&LOWER_STAGES) }), "separate", "", "低一级阶段", "`implied`: with `sum`, a stage also earns the lower stages that have no fact of their own").of(&["pieces"]),
];

impl Pieces {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Pieces {
        let s = r.section;
        if let Some(kind) = r.kind.filter(|kind| !kind.piece) {
            f.error_with(&s.at("kind"), format!("“{}”不分件", kind.label), "改用 mechanic = \"tally\"");
        }
        let combine = s.choice(f, "combine", &COMBINES);
        if combine.is_none() && !s.has("combine") {
            let hint = "写 combine = \"highest\"（就高）或 \"sum\"（累加）";
            f.error_with(&s.span, "没有写明同一件的几级怎样合计（combine）", hint);
        }
        let price = r.price(f);
        let mut either_or = Vec::new();
        let sets = s.get("either_or").and_then(|v| v.get_ref().as_array());
        for set in sets.into_iter().flat_map(|sets| sets.iter()) {
            let mut paths = Vec::new();
            for path in read::texts_of(f, "either_or", set) {
                let keys: Vec<String> = path.value.split('.').map(str::to_owned).collect();
                if !price.cells.iter().any(|cell| cell.keys.starts_with(&keys)) {
                    f.error_with(
                        &path.span,
                        format!("分值表里没有“{}”这一格", path.value),
                        "写表里有的一格，各层之间用点，如 \"adopted.province\"",
                    );
                }
                paths.push(keys);
            }
            either_or.push(paths);
        }
        let lower = s.choice(f, "lower_stages", &LOWER_STAGES);
        if let (Some(lower), Some(Combine::Highest)) = (&lower, combine.as_ref().map(|c| c.value)) {
            f.warn(&lower.span, "同一件就高时，低一级的阶段不起作用", "删去 lower_stages");
        }
        Pieces {
            implies_lower: lower.is_some_and(|l| l.value),
            price,
            combine: combine.map_or(Combine::Highest, |c| c.value),
            either_or,
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
        sets(f, &self.either_or, self.combine, &self.price, site.place);
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Pieces { price, combine, either_or, implies_lower, skip_first, at_most, share, named, .. } = self;
        let mut parts = Vec::new();
        parts.extend(price_text(price, "每件"));
        parts.push(if *combine == Combine::Highest { "同一件就高" } else { "同一件各级累加" }.to_owned());
        if *implies_lower {
            parts.push("达到高一级即视为经过低一级".to_owned());
        }
        if !either_or.is_empty() {
            parts.push("同一件按规定择一".to_owned());
        }
        parts.extend(limits(*skip_first, *at_most, "件"));
        parts.extend(share.as_ref().map(share_text));
        parts.extend(named.as_ref().map(named_text));
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        if grows(&self.times) {
            None
        } else {
            let pieces = if self.combine == Combine::Highest { self.at_most } else { None };
            so_many(pieces, &self.price)
        }
    }

    /// Whether it can take points off.
    pub(in crate::scheme) fn can_deduct(&self) -> bool {
        self.price.lowest().is_negative()
    }
}

fn sets(f: &mut Findings<'_>, sets: &[Vec<Vec<String>>], combine: Combine, price: &Price, place: &Place) {
    if !sets.is_empty() && combine == Combine::Highest {
        f.warn(place.at("either_or"), "同一件就高时只计一格，择一不起作用", "删去 either_or");
    }
    for (n, set) in sets.iter().enumerate() {
        let within = |cell: &&Cell| set.iter().any(|path| cell.keys.starts_with(path));
        if price.cells.iter().filter(within).count() < 2 {
            f.error_with(place.item("either_or", n), "只有一格，谈不上择一", "写上两格以上");
        }
        for (m, path) in set.iter().enumerate() {
            if set.iter().take(m).any(|earlier| path.starts_with(earlier) || earlier.starts_with(path)) {
                let at = place.at(&format!("either_or/{n}/{m}"));
                f.error_with(at, format!("“{}”写了两次", path.join(".")), "删去多余的一项");
            }
        }
    }
}
