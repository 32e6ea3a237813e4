//! From text to [`Scheme`]: the head, groups and indicators. Rules and results have files of their own.
use super::parse_result::{condition, grade, outcome, veto};
use super::parse_rule::rule;
use super::*;
use crate::digest::{canonical_text, digest};
use crate::finding::{Findings, Span};
use crate::read::{self, At, Section};

/// Places of the parts of a scheme, for the checks across parts; same order as in the scheme.
#[derive(Default)]
pub(super) struct Places {
    pub(super) total: Span,
    pub(super) ties: Vec<Span>,
    pub(super) groups: Vec<Span>,
    pub(super) indicators: Vec<Span>,
    pub(super) rules: Vec<Span>,
    pub(super) conditions: Vec<Span>,
    pub(super) grades: Vec<GradePlace>,
    pub(super) vetoes: Vec<Span>,
    pub(super) outcomes: Vec<Span>,
}

/// Where a grade stands, and the upper end it states.
pub(super) struct GradePlace {
    pub(super) span: Span,
    pub(super) from: Span,
    pub(super) below: Option<At<Points>>,
}

pub(super) const ROUNDINGS: [(&str, Rounding); 3] =
    [("half_up", Rounding::HalfUp), ("down", Rounding::Down), ("half_even", Rounding::HalfEven)];

pub(super) fn parse(text: &str, catalogue: &Catalogue) -> Result<(Scheme, Vec<Finding>), Vec<Finding>> {
    let canonical = canonical_text(text);
    let mut findings = Findings::new(&canonical);
    let scheme = read::parse(&canonical, &mut findings).map(|document| {
        let root = Section::new(document.get_ref(), 0..0);
        let f = &mut findings;
        let mut places = Places::default();
        let mut scheme = head(&root, f, &mut places);
        scheme.groups = many(&root, f, "group", &mut places.groups, group);
        scheme.indicators = many(&root, f, "indicator", &mut places.indicators, indicator);
        scheme.rules = many(&root, f, "rule", &mut places.rules, |s, f| rule(s, f, catalogue));
        scheme.conditions =
            many(&root, f, "condition", &mut places.conditions, |s, f| condition(s, f, catalogue));
        for section in root.tables(f, "grade") {
            let (grade, place) = grade(&section, f);
            scheme.grades.push(grade);
            places.grades.push(place);
        }
        scheme.vetoes = many(&root, f, "veto", &mut places.vetoes, |s, f| veto(s, f, catalogue));
        scheme.outcomes = many(&root, f, "outcome", &mut places.outcomes, outcome);
        root.finish(f);
        super::check::check(&scheme, &places, f);
        for rule in &mut scheme.rules {
            rule.points_text = super::words::points_text(rule, catalogue);
        }
        scheme
    });
    let digest = digest(canonical.as_bytes());
    match scheme {
        Some(scheme) if !findings.has_errors() => {
            let warnings = findings.into_list();
            Ok((Scheme { text: canonical, digest, ..scheme }, warnings))
        }
        _ => Err(findings.into_list()),
    }
}

fn many<T>(
    root: &Section<'_>,
    f: &mut Findings<'_>,
    key: &'static str,
    places: &mut Vec<Span>,
    mut read: impl FnMut(&Section<'_>, &mut Findings<'_>) -> T,
) -> Vec<T> {
    let sections = root.tables(f, key);
    sections
        .iter()
        .map(|section| {
            let part = read(section, f);
            section.finish(f);
            places.push(section.at("id"));
            part
        })
        .collect()
}

/// A limit that is a number or the word "open".
fn limit(section: &Section<'_>, f: &mut Findings<'_>, key: &'static str) -> Option<Points> {
    let value = section.get(key);
    let Some(value) = value else {
        f.error_with(
            &section.span,
            format!("缺少“{key}”"),
            format!("写明满分，例如 {key} = 10；不封顶写 {key} = \"open\""),
        );
        return None;
    };
    if value.get_ref().as_str() == Some("open") {
        return None;
    }
    let points = read::points_of(f, value)?;
    if points <= Points::ZERO {
        f.error_with(&value.span(), format!("上限不能是 {points}"), "上限应大于 0；不封顶写 \"open\"");
    }
    Some(points)
}

fn head(root: &Section<'_>, f: &mut Findings<'_>, places: &mut Places) -> Scheme {
    let missing;
    let section = match root.table(f, "scheme") {
        Some(section) => section,
        None => {
            f.error_with(&(0..0), "缺少 [scheme] 一节", "开头写 [scheme]，再写 id、version、title、total 等");
            missing = toml::de::DeTable::new();
            Section::new(&missing, 0..0)
        }
    };
    places.total = section.at("total");
    let periods = ["month", "quarter", "half_year", "year", "term"].map(|p| (p, p));
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
    places.ties = ties.iter().map(|t| t.span.clone()).collect();
    let compares = [("total", Compare::Total), ("rate", Compare::Rate)];
    let scheme = Scheme {
        id: section.need_text(f, "id").value,
        version: section.need_text(f, "version").value,
        title: section.need_text(f, "title").value,
        subject: section.text(f, "subject").map_or_else(|| "member".to_owned(), |s| s.value),
        period: section.choice(f, "period", &periods).map_or("half_year", |p| p.value).to_owned(),
        total: limit(&section, f, "total"),
        floor: section.points(f, "floor").map(|p| p.value),
        rounding: rounding.map_or(Rounding::HalfUp, |r| r.value),
        ties: ties.into_iter().map(|t| t.value).collect(),
        compare: section.choice(f, "compare", &compares).map_or(Compare::Total, |c| c.value),
        rank_within: section.texts(f, "rank_within").into_iter().map(|t| t.value).collect(),
        eligibility: eligibility(root, f),
        groups: Vec::new(),
        indicators: Vec::new(),
        rules: Vec::new(),
        conditions: Vec::new(),
        grades: Vec::new(),
        vetoes: Vec::new(),
        outcomes: Vec::new(),
        text: String::new(),
        digest: String::new(),
    };
    section.finish(f);
    scheme
}

fn eligibility(root: &Section<'_>, f: &mut Findings<'_>) -> Eligibility {
    let Some(section) = root.table(f, "eligibility") else {
        let hint = "写 [eligibility]：min_days = 90、exemption = \"skip_all\"";
        f.error_with(&(0..0), "没有写明谁参加排名（[eligibility]）", hint);
        return Eligibility {
            min_days: 0,
            exempt_posts: Vec::new(),
            exemption: ExemptionEffect::SkipAll,
            article: String::new(),
        };
    };
    let effects =
        [("skip_all", ExemptionEffect::SkipAll), ("skip_deductions", ExemptionEffect::SkipDeductions)];
    let effect = section.choice(f, "exemption", &effects);
    if effect.is_none() && !section.has("exemption") {
        let hint = "写 exemption = \"skip_all\"（期内的事都不计）或 \"skip_deductions\"（只是不扣分）";
        f.error_with(&section.span, "没有写明免考核期内的事怎样处理（exemption）", hint);
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
        exempt_posts: section.texts(f, "exempt_posts").into_iter().map(|t| t.value).collect(),
        exemption: effect.map_or(ExemptionEffect::SkipAll, |e| e.value),
        article: section.text(f, "article").map(|t| t.value).unwrap_or_default(),
    };
    section.finish(f);
    eligibility
}

fn group(section: &Section<'_>, f: &mut Findings<'_>) -> Group {
    Group {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        max: limit(section, f, "max"),
        bonus: section.flag(f, "bonus"),
    }
}

fn indicator(section: &Section<'_>, f: &mut Findings<'_>) -> Indicator {
    let mut max_by_post = Vec::new();
    if let Some(table) = section.table(f, "max_by_post") {
        for (key, value) in table.entries() {
            if let Some(points) = read::points_of(f, value) {
                if points <= Points::ZERO {
                    f.error(&value.span(), format!("上限不能是 {points}"));
                }
                max_by_post.push((key.value, points));
            }
        }
    }
    let applies = [("before_bonus", FloorApplies::BeforeBonus), ("after_bonus", FloorApplies::AfterBonus)];
    let floor = section.get("floor").map(|value| match value.get_ref().as_str() {
        Some("open") => None,
        _ => read::points_of(f, value),
    });
    Indicator {
        id: section.need_text(f, "id").value,
        label: section.need_text(f, "label").value,
        group: section.need_text(f, "group").value,
        article: section.need_text(f, "article").value,
        max: limit(section, f, "max"),
        max_by_post,
        floor: floor.unwrap_or(Some(Points::ZERO)),
        floor_applies: section
            .choice(f, "floor_applies", &applies)
            .map_or(FloorApplies::AfterBonus, |a| a.value),
    }
}
