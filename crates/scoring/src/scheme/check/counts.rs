//! Numbers and options of rules that leave nothing to count, or that cannot do what they say.
use super::{Check, Site};
use crate::catalogue::{Content, Kind};
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn counts(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            let kind = self.kind(&rule.filter);
            self.by_authorship(f, rule, kind, place);
            self.unless(f, rule, kind, place);
        }
    }

    fn by_authorship(&self, f: &mut Findings<'_>, rule: &Rule, kind: Option<&Kind>, place: &Place) {
        let Some(kind) = kind.filter(|kind| !kind.piece) else { return };
        if rule.mechanic.price().is_some_and(|price| price.by.contains(&Dimension::Authorship)) {
            let message = format!("“{}”不分件，没有署名人数，分不出个人和联名", kind.label);
            f.warn(place.at("by"), message, "不按 authorship 分档");
        }
    }

    fn unless(&self, f: &mut Findings<'_>, rule: &Rule, kind: Option<&Kind>, place: &Place) {
        for (n, id) in rule.unless.iter().enumerate() {
            let at = place.item("unless", n);
            let Some(kind) = kind else {
                f.warn(at, "这条规则不看事实，没有件可比", "删去 unless");
                continue;
            };
            if !kind.piece {
                f.warn(at, format!("“{}”不分件，没有件可比", kind.label), "删去 unless");
                continue;
            }
            let Some(other) = self.scheme.rule(id) else { continue };
            match self.kind(&other.filter) {
                Some(theirs) if theirs.piece => {
                    if takes_all(other, rule) {
                        let message = format!("凡符合的都已由“{}”计分，这条规则永远轮不到", other.label);
                        f.warn(place.id(), message, "改条件，或删去这条规则");
                    }
                }
                _ => {
                    let message = format!("“{}”不按件计分，没有件可比", other.label);
                    f.warn(at, message, "只写按件的规则");
                }
            }
        }
    }
}

/// Whether every piece that a rule could count has earned by another one.
fn takes_all(other: &Rule, rule: &Rule) -> bool {
    let (
        Mechanic::Tally(mechanic::Tally {
            price,
            skip_first: 0,
            at_most: None,
            named: None,
            unit: Unit::Fact,
            ..
        })
        | Mechanic::Pieces(mechanic::Pieces { price, skip_first: 0, at_most: None, named: None, .. }),
        None,
    ) = (&other.mechanic, other.max)
    else {
        return false;
    };
    let first_only = match &other.mechanic {
        Mechanic::Tally(mechanic::Tally { share, .. }) | Mechanic::Pieces(mechanic::Pieces { share, .. }) => {
            share.as_ref().is_some_and(|s| s.method == ShareMethod::FirstAll)
        }
        _ => false,
    };
    let wider = |theirs: &[String], own: &[String]| {
        theirs.is_empty() || (!own.is_empty() && own.iter().all(|v| theirs.contains(v)))
    };
    let (theirs, own) = (&other.filter, &rule.filter);
    let attributes = theirs
        .attributes
        .iter()
        .all(|(id, values)| own.attributes.iter().any(|(own_id, own)| own_id == id && wider(values, own)));
    price.by.is_empty()
        && price.lowest().is_positive()
        && !first_only
        && other.factors().is_empty()
        && other.unless.is_empty()
        && theirs.kind == own.kind
        && attributes
        && wider(&theirs.stages, &own.stages)
        && wider(&theirs.roles, &own.roles)
        && wider(&theirs.for_classes, &own.for_classes)
        && theirs.not_for.iter().all(|class| own.not_for.contains(class))
        && theirs.authorship.is_none_or(|a| own.authorship == Some(a))
        && theirs.from.is_none_or(|from| own.from.is_some_and(|own| own >= from))
        && theirs.until.is_none_or(|until| own.until.is_some_and(|own| own <= until))
}

/// Whether a kind has what is to be counted.
pub(in crate::scheme) fn count_fits(f: &mut Findings<'_>, count: Count, kind: Option<&Kind>, place: &Place) {
    let Some(kind) = kind else { return };
    if count == Count::Pieces && !kind.piece {
        f.error_with(
            place.at("count"),
            format!("“{}”不分件，数不出件数", kind.label),
            "改用 count = \"facts\"",
        );
    }
    if count == Count::Quantity && kind.quantity.is_none() {
        f.warn(place.at("count"), format!("“{}”没有数量，按次数计", kind.label), "改用 count = \"facts\"");
    }
}

/// How many facts earn, and how many of the named people.
pub(in crate::scheme) fn limits(
    f: &mut Findings<'_>,
    at_most: Option<u32>,
    named: Option<&Named>,
    Site { kind, place, .. }: Site<'_>,
) {
    if at_most == Some(0) {
        f.error_with(place.at("at_most"), "最多计 0 次，谁也得不到分", "写 1 以上，或删去这条规则");
    }
    if named.is_some_and(|named| named.at_most == 0) {
        f.error_with(place.at("named_at_most"), "只计前 0 人，谁也得不到分", "写 1 以上");
    }
    if let (Some(named), Some(kind)) = (named, kind)
        && let Some(attribute) = kind.attribute(&named.position)
        && attribute.content != Content::Integer
    {
        let message = format!("“{}”不是整数，不能作署名次序", attribute.label);
        f.error_with(place.at("position"), message, "用 type = \"integer\" 的栏目");
    }
}

/// How joint work is divided.
pub(in crate::scheme) fn shared(
    f: &mut Findings<'_>,
    share: Option<&Share>,
    Site { rule, kind, place, .. }: Site<'_>,
) {
    let (Some(share), Some(kind)) = (share, kind) else { return };
    if !kind.piece {
        let message = format!("“{}”不分件，没有署名人数，无从分摊", kind.label);
        f.error_with(place.at("share"), message, "删去 share");
    } else if kind.roles.is_empty() && matches!(share.method, ShareMethod::FirstAll | ShareMethod::FirstHalf)
    {
        let message = format!("“{}”没有角色，分不出第一人", kind.label);
        f.error_with(place.at("share/method"), message, "改用 equal 或 half_each");
    } else if rule.filter.authorship == Some(Authorship::Alone) {
        f.warn(place.at("share"), "这条规则只计个人的，用不上联名的分摊", "删去 share");
    }
}

/// Values that count as attended and are left out of the count as well.
pub(in crate::scheme) fn counted_twice(
    f: &mut Findings<'_>,
    attended: &[String],
    excused: &[String],
    place: &Place,
) {
    for (n, value) in excused.iter().enumerate().filter(|(_, value)| attended.contains(value)) {
        let message = format!("“{value}”既算出席又不计入应到");
        f.error_with(place.item("excused", n), message, "只写在一处");
    }
}

/// Another rule whose points are compared.
pub(in crate::scheme) fn compared(f: &mut Findings<'_>, of: &str, site: Site<'_>) {
    let Some(other) = site.check.scheme.rule(of) else { return };
    if !other.measure {
        let message = format!("“{}”自己的分已经计入，比较后又得一次分", other.label);
        f.warn(site.place.at("of"), message, "只用来比较的，在那条规则写 measure = true");
    }
    if other.is_across() {
        let message = format!("“{}”本身就是比较出来的分，不能再拿来比较", other.label);
        f.warn(site.place.at("of"), message, "改用比较之前的那条规则");
    }
}
