//! Reading the head of a scheme: identity, totals, who is ranked, classes, prose.
use super::limit;
use super::rule::{strings, wheres};
use crate::finding::Findings;
use crate::read::Section;
use crate::scheme::options::{COMPARES, EXEMPTIONS, PERIODS, ROUNDINGS};
use crate::scheme::place::{Place, Places};
use crate::scheme::*;

pub(super) fn head(root: &Section<'_>, f: &mut Findings<'_>, places: &mut Places) -> Scheme {
    let missing;
    let section = match root.table(f, "scheme") {
        Some(section) => section,
        None => {
            f.error_with(&(0..0), "缺少 [scheme] 一节", "开头写 [scheme]，再写 id、version、title、total 等");
            missing = toml::de::DeTable::new();
            Section::new(&missing, 0..0)
        }
    };
    places.scheme = Place::of(&section);
    let rounding = section.choice(f, "rounding", &ROUNDINGS);
    if rounding.is_none() && !section.has("rounding") {
        f.error_with(
            &section.span,
            "没有写明除不尽时怎样取舍（rounding）",
            "例如 rounding = \"half_up\"（四舍五入）",
        );
    }
    let ties = if section.has("ties") {
        section.texts(f, "ties")
    } else {
        section.get("ties");
        let hint =
            "写 ties = \"equal\"（名次并列），或写 ties = [\"指标\", …]（依次比较这些指标，再同则并列）";
        f.error_with(&section.span, "没有写明总分相同时怎样排名（ties）", hint);
        Vec::new()
    };
    let equal = ties.len() == 1 && ties.iter().all(|t| t.value == "equal");
    let ties = if equal { Vec::new() } else { ties };
    let scheme = Scheme {
        id: section.need_text(f, "id").value,
        version: section.need_text(f, "version").value,
        title: section.need_text(f, "title").value,
        subject: section.text(f, "subject").map_or_else(|| "member".to_owned(), |s| s.value),
        period: section.choice(f, "period", &PERIODS).map_or("half_year", |p| p.value).to_owned(),
        total: limit(&section, f, "total"),
        floor: section.points(f, "floor").map(|p| p.value),
        rounding: rounding.map_or(Rounding::HalfUp, |r| r.value),
        ties: strings(ties),
        compare: section.choice(f, "compare", &COMPARES).map_or(Compare::Total, |c| c.value),
        rank_within: strings(section.texts(f, "rank_within")),
        separate_by: section.text(f, "separate_by").map(|t| t.value),
        not_counted: strings(section.texts(f, "not_counted")),
        prose: prose(root, f),
        eligibility: eligibility(root, f, places),
        classes: Vec::new(),
        groups: Vec::new(),
        indicators: Vec::new(),
        rules: Vec::new(),
        multipliers: Vec::new(),
        conditions: Vec::new(),
        grades: Vec::new(),
        vetoes: Vec::new(),
        outcomes: Vec::new(),
        statistics: Vec::new(),
        text: String::new(),
        digest: String::new(),
    };
    section.finish(f);
    scheme
}

fn eligibility(root: &Section<'_>, f: &mut Findings<'_>, places: &mut Places) -> Eligibility {
    let Some(section) = root.table(f, "eligibility") else {
        let hint = "写 [eligibility]：min_days = 90、exemption = \"skip_all\"";
        f.error_with(&(0..0), "没有写明谁参加排名（[eligibility]）", hint);
        return Eligibility {
            min_days: 0,
            exempt: Vec::new(),
            exemption: ExemptionEffect::SkipAll,
            article: String::new(),
        };
    };
    places.eligibility = Place::of(&section);
    let effect = section.choice(f, "exemption", &EXEMPTIONS);
    if effect.is_none() && !section.has("exemption") {
        let hint = "写 exemption = \"skip_all\"（期内的事都不计）或 \"skip_deductions\"（只是不扣分）";
        f.error_with(&section.span, "没有写明免评期内的事怎样处理（exemption）", hint);
    }
    let min_days = section.count(f, "min_days");
    if min_days.is_none() && !section.has("min_days") {
        f.error_with(
            &section.span,
            "没有写明至少任职多少天才参加排名（min_days）",
            "不设要求写 min_days = 1",
        );
    }
    let eligibility = Eligibility {
        min_days: min_days.map_or(0, |d| d.value),
        exempt: strings(section.texts(f, "exempt")),
        exemption: effect.map_or(ExemptionEffect::SkipAll, |e| e.value),
        article: section.text(f, "article").map(|t| t.value).unwrap_or_default(),
    };
    section.finish(f);
    eligibility
}

fn prose(root: &Section<'_>, f: &mut Findings<'_>) -> Prose {
    let Some(section) = root.table(f, "text") else { return Prose::default() };
    let prose = Prose {
        purpose: section.text(f, "purpose").map(|t| t.value).unwrap_or_default(),
        scope: section.text(f, "scope").map(|t| t.value).unwrap_or_default(),
        procedure: strings(section.texts(f, "procedure")),
        closing: strings(section.texts(f, "closing")),
    };
    section.finish(f);
    prose
}

pub(super) fn class(section: &Section<'_>, f: &mut Findings<'_>) -> Class {
    let class = Class {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        post: section.text(f, "post").map(|t| t.value),
        attributes: wheres(section, f, None),
        served_below: section.count(f, "served_below").map(|n| n.value),
    };
    if class.post.is_none() && class.attributes.is_empty() && class.served_below.is_none() {
        let hint = "写 post（职务）、where（栏目与取值）或 served_below（任职不满多少天）";
        f.error_with(&section.at("id"), format!("没有写明哪些人属于“{}”", class.label), hint);
    }
    class
}
