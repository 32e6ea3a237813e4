//! Reading conditions, vetoes and multipliers.
use super::rule::{filter, strings};
use crate::finding::Findings;
use crate::read::Section;
use crate::scheme::options::{APPLIES, COUNTS, MISSING_FULL};
use crate::scheme::*;

pub(super) fn condition(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Condition {
    let test = if section.has("earlier_grades") {
        history(section, f)
    } else if section.has("class") {
        Test::Class { class: section.need_text(f, "class").value }
    } else if section.has("from") || section.has("below") {
        Test::Score {
            indicator: section.text(f, "of").map(|t| t.value),
            from: section.points(f, "from").map(|p| p.value),
            below: section.points(f, "below").map(|p| p.value),
        }
    } else {
        facts(section, f, catalogue)
    };
    Condition {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        article: section.need_text(f, "article").value,
        test,
    }
}

fn facts(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Test {
    let at_most = section.count(f, "at_most").map(|n| n.value);
    let at_least = section.count(f, "at_least").map(|n| n.value);
    let term = section.get("earlier").filter(|v| v.get_ref().as_str() == Some("all")).is_some();
    let earlier = if term { None } else { Some(section.count(f, "earlier").map_or(0, |n| n.value)) };
    Test::Facts {
        filter: filter(section, f, catalogue, true),
        count: section.choice(f, "count", &COUNTS).map_or(Count::Facts, |c| c.value),
        at_least: if at_least.is_none() && at_most.is_none() { Some(1) } else { at_least },
        at_most,
        earlier,
    }
}

fn history(section: &Section<'_>, f: &mut Findings<'_>) -> Test {
    let cycles = section.count(f, "cycles");
    if cycles.as_ref().is_none_or(|c| c.value == 0) {
        f.error_with(&section.at("cycles"), "没有写明看以前几期（cycles）", "例如 cycles = 4");
    }
    let at_least = section.count(f, "at_least").map(|n| n.value);
    let at_most = section.count(f, "at_most").map(|n| n.value);
    let at_least_share = section.share(f, "at_least_share").map(|s| s.value);
    if at_least.is_none() && at_most.is_none() && at_least_share.is_none() {
        let hint = "写 at_least、at_most 或 at_least_share = \"50%\"";
        f.error_with(&section.span, "没有写明这些等次要有几次", hint);
    }
    Test::History {
        family: section.text(f, "family").map(|t| t.value),
        grades: strings(section.texts(f, "earlier_grades")),
        cycles: cycles.map_or(1, |c| c.value),
        at_least,
        at_most,
        at_least_share,
    }
}

pub(super) fn veto(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Veto {
    let cause = match section.text(f, "condition") {
        Some(condition) => Cause::Condition(condition.value),
        None => Cause::Fact(filter(section, f, catalogue, true)),
    };
    Veto {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        article: section.need_text(f, "article").value,
        cause,
        grade: section.need_text(f, "grade").value,
        ceiling: section.flag(f, "ceiling"),
    }
}

pub(super) fn multiplier(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Multiplier {
    let filter = filter(section, f, catalogue, true);
    let scale = section.points(f, "scale");
    if scale.as_ref().is_none_or(|s| !s.value.is_positive()) {
        f.error_with(&section.at("scale"), "没有写明多少分不增不减（scale）", "例如 scale = 90");
    }
    let applies = section.choice(f, "applies", &APPLIES);
    if applies.is_none() && !section.has("applies") {
        let hint = "写 applies = \"before_bonus\"（加分不乘）或 \"after_bonus\"（一并相乘）";
        f.error_with(&section.span, "没有写明加分是否一并相乘（applies）", hint);
    }
    let missing = section.choice(f, "missing", &MISSING_FULL);
    if missing.is_none() && !section.has("missing") {
        let hint = "写 missing = \"full\"（没有结果的，总分不变，并注明）";
        f.error_with(&section.span, "没有写明没有结果时怎样计（missing）", hint);
    }
    Multiplier {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        article: section.need_text(f, "article").value,
        filter,
        scale: scale.map_or(Points::whole(100), |s| s.value),
        most: section.points(f, "most").map(|p| p.value),
        with_bonus: applies.is_some_and(|a| a.value),
        missing: missing.map_or(Missing::Full, |m| m.value),
    }
}
