//! Numbers and options of rules that leave nothing to count, or that cannot do what they say.
use super::Check;
use crate::catalogue::{Content, Kind};
use crate::finding::Findings;
use crate::scheme::place::Place;
use crate::scheme::*;

impl Check<'_> {
    pub(super) fn counts(&self, f: &mut Findings<'_>) {
        for (rule, place) in self.rules() {
            let kind = self.kind(&rule.filter);
            self.limits(f, rule, place);
            self.counted(f, rule, kind, place);
            self.signers(f, rule, kind, place);
            self.unless(f, rule, kind, place);
            match &rule.mechanic {
                Mechanic::Pieces(mechanic::Pieces { either_or, combine, price, .. }) => {
                    sets(f, either_or, *combine, price, place);
                }
                Mechanic::Sequence(mechanic::Sequence { points, scope }) => {
                    sequence(f, points, *scope, kind, place)
                }
                Mechanic::Target(mechanic::Target { points, below, over, .. }) => {
                    target(f, *points, *below, *over, place)
                }
                Mechanic::Report(mechanic::Report { price, missing, .. }) if *missing > price.highest() => {
                    f.error_with(place.at("missing"), "不交反而比交了得分多", "missing 应不高于各档分值");
                }
                Mechanic::Manual(mechanic::Manual { least, most, .. })
                    if least.is_zero() && most.is_zero() =>
                {
                    f.error_with(place.at("most"), "最低和最高都是 0 分，不起作用", "写明 most");
                }
                _ => {}
            }
        }
    }

    fn limits(&self, f: &mut Findings<'_>, rule: &Rule, place: &Place) {
        let (at_most, named) = match &rule.mechanic {
            Mechanic::Tally(mechanic::Tally { at_most, named, .. })
            | Mechanic::Pieces(mechanic::Pieces { at_most, named, .. }) => (*at_most, named.as_ref()),
            _ => (None, None),
        };
        if at_most == Some(0) {
            f.error_with(place.at("at_most"), "最多计 0 次，谁也得不到分", "写 1 以上，或删去这条规则");
        }
        if named.is_some_and(|named| named.at_most == 0) {
            f.error_with(place.at("named_at_most"), "只计前 0 人，谁也得不到分", "写 1 以上");
        }
        if let Mechanic::Flat(mechanic::Flat { at_least: 0, .. }) = &rule.mechanic {
            f.error_with(place.at("at_least"), "“at_least”至少为 1", "人人都有的分用 mechanic = \"base\"");
        }
        if let (Some(named), Some(kind)) = (named, self.kind(&rule.filter))
            && let Some(attribute) = kind.attribute(&named.position)
            && attribute.content != Content::Integer
        {
            let message = format!("“{}”不是整数，不能作署名次序", attribute.label);
            f.error_with(place.at("position"), message, "用 type = \"integer\" 的栏目");
        }
    }

    fn counted(&self, f: &mut Findings<'_>, rule: &Rule, kind: Option<&Kind>, place: &Place) {
        let (Mechanic::Flat(mechanic::Flat { count, .. }) | Mechanic::Target(mechanic::Target { count, .. })) =
            &rule.mechanic
        else {
            return;
        };
        count_fits(f, *count, kind, place);
    }

    fn signers(&self, f: &mut Findings<'_>, rule: &Rule, kind: Option<&Kind>, place: &Place) {
        let Some(kind) = kind else { return };
        let by_authorship =
            rule.mechanic.price().is_some_and(|price| price.by.contains(&Dimension::Authorship));
        if by_authorship && !kind.piece {
            let message = format!("“{}”不分件，没有署名人数，分不出个人和联名", kind.label);
            f.warn(place.at("by"), message, "不按 authorship 分档");
        }
        let (Mechanic::Tally(mechanic::Tally { share, .. })
        | Mechanic::Pieces(mechanic::Pieces { share, .. })) = &rule.mechanic
        else {
            return;
        };
        let Some(share) = share else { return };
        if !kind.piece {
            let message = format!("“{}”不分件，没有署名人数，无从分摊", kind.label);
            f.error_with(place.at("share"), message, "删去 share");
        } else if kind.roles.is_empty()
            && matches!(share.method, ShareMethod::FirstAll | ShareMethod::FirstHalf)
        {
            let message = format!("“{}”没有角色，分不出第一人", kind.label);
            f.error_with(place.at("share/method"), message, "改用 equal 或 half_each");
        } else if rule.filter.authorship == Some(Authorship::Alone) {
            f.warn(place.at("share"), "这条规则只计个人的，用不上联名的分摊", "删去 share");
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
pub(super) fn count_fits(f: &mut Findings<'_>, count: Count, kind: Option<&Kind>, place: &Place) {
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

fn sequence(f: &mut Findings<'_>, points: &[Points], scope: Scope, kind: Option<&Kind>, place: &Place) {
    if !points.is_empty() && points.iter().all(|p| p.is_zero()) {
        f.warn(place.at("points"), "分值都是 0，这条规则不起作用", "写明分值，或删去这条规则");
    } else if let [_] = points {
        f.warn(place.at("points"), "只有一个分值，每次都一样", "写上后面的分值，或改用 mechanic = \"tally\"");
    }
    if let Some(kind) = kind.filter(|kind| scope == Scope::Piece && !kind.piece) {
        let message = format!("“{}”不分件，不能按同一件依次计", kind.label);
        f.warn(place.at("scope"), message, "改用 scope = \"subject\"");
    }
}

fn target(f: &mut Findings<'_>, points: Points, below: Below, over: Option<Points>, place: &Place) {
    // With nothing for reaching it, fewer may still cost something, or more earn.
    let deducts = matches!(below, Below::Off { floor, .. } if floor.is_negative());
    if points.is_negative() || (points.is_zero() && !deducts && over.is_none()) {
        f.error_with(place.at("points"), "满分应大于 0", "写明达到目标得多少分");
    }
    if let Below::Off { off, floor } = below {
        if !off.is_positive() {
            f.error_with(place.at("off"), "“off”写扣多少分，应大于 0", "例如 off = 0.5");
        }
        if floor >= points {
            f.error_with(place.at("floor"), "保底不低于满分，永远扣不到分", "floor 应低于 points");
        }
    }
    if over.is_some_and(|over| !over.is_positive()) {
        f.error_with(place.at("over"), "超出目标的加分应大于 0", "写明每多一个加多少分，或删去 over");
    }
}
