//! Reading the figures a scheme reports.
use super::rule::{filter, known_attribute, strings};
use crate::finding::Findings;
use crate::read::Section;
use crate::scheme::options::{COUNTS, SHOWS};
use crate::scheme::*;

pub(super) fn statistic(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Statistic {
    let show = section.choice(f, "show", &SHOWS);
    if show.is_none() && !section.has("show") {
        let hint = "写 show = \"rate\"（比率）、\"count\"（多少）或 \"good\"（优良占比）";
        f.error_with(&section.span, "没有写明报告什么（show）", hint);
    }
    let shows = match show.map(|show| show.value) {
        Some(0) => rate(section, f, catalogue),
        Some(2) => Shows::Good,
        // Where nothing usable is said, what is written beside it is still looked at.
        known => {
            Shows::Count { filter: filter(section, f, catalogue, known.is_some()), count: count(section, f) }
        }
    };
    Statistic {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        shows,
        by: strings(section.texts(f, "by")),
    }
}

fn count(section: &Section<'_>, f: &mut Findings<'_>) -> Count {
    section.choice(f, "count", &COUNTS).map_or(Count::Facts, |count| count.value)
}

fn rate(section: &Section<'_>, f: &mut Findings<'_>, catalogue: &Catalogue) -> Shows {
    let filter = filter(section, f, catalogue, true);
    let attribute = section.need_text(f, "attribute");
    let attended = section.texts(f, "attended");
    let excused = section.texts(f, "excused");
    if attended.is_empty() {
        let hint = "例如 attended = [\"present\", \"late\"]";
        f.error_with(&section.span, "没有写明哪些情况算出席（attended）", hint);
    }
    if let Some(kind) = filter.kind.as_deref().and_then(|kind| catalogue.kind(kind)) {
        known_attribute(f, kind, &attribute, &attended);
        known_attribute(f, kind, &attribute, &excused);
    }
    Shows::Rate {
        filter,
        attribute: attribute.value,
        attended: strings(attended),
        excused: strings(excused),
        count: count(section, f),
    }
}
