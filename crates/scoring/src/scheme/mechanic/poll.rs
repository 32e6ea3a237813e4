//! Ballots of rater groups.
mod bands;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Term, term_by_id};
use crate::finding::Findings;
use crate::read::{self, At, Section};
use crate::scheme::check::Site;
use crate::scheme::keys::{Holds, Key, REQUIRED, key, names};
use crate::scheme::options::{FEWER_GROUPS, FORMS};
use crate::scheme::parse::reader::Reader;
use crate::scheme::parse::rule::{known_attribute, known_terms, strings, wheres};
use crate::scheme::place::Place;
use crate::scheme::words::missing_text;
use crate::scheme::*;

/// Ballots of rater groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// The poll.
    pub poll: crate::scheme::Poll,
    /// What a missing poll does. Never a zero.
    pub missing: Missing,
}

/// Keys that only this mechanic has.
#[rustfmt::skip]
pub(in crate::scheme) static KEYS: &[Key] = &[
    key("rule", "form", Holds::Word(const { &names(&FORMS) }), REQUIRED, "", "票式", "what stands on a ballot").of(&["poll"]),
    key("rule", "raters", Holds::Sections("rule.raters"), REQUIRED, "", "评议方", "rater groups; weights make 100 %").of(&["poll"]),
    key("rule", "fewer_groups", Holds::Word(const { &names(&FEWER_GROUPS) }), "", "", "缺一方", "must be stated with several groups: `reweigh` raises the others' weights in proportion, `missing` makes the whole poll missing").of(&["poll"]),
    key("rule", "points", Holds::Number, REQUIRED, "points", "满分", "the weighted mean of the groups ÷ `scale` × `points`, at most `points`").of(&["poll"]),
    key("rule", "scale", Holds::Number, "100", "", "满分刻度", "the score that is worth full points").of(&["poll"]),
    key("rule", "attribute", Holds::Text, "", "", "选择栏", "`choice`, `bands`: attribute that holds the choice").of(&["poll"]),
    key("rule", "abstain", Holds::Texts, "", "", "弃权", "`choice`, `bands`: choices that are abstentions, not valid ballots").of(&["poll"]),
    key("rule", "worth", Holds::NumberTable, "", "score", "选择折算", "`choice`: each fact's quantity is the number of ballots with that choice; mean of what they are worth; choices without worth are not valid ballots").of(&["poll"]),
    key("rule", "bands", Holds::Sections("rule.bands"), "", "", "档次", "`bands`: shares of choices among valid ballots; the first band that fits; the last has no `when`").of(&["poll"]),
    key("rule", "trim_highest", Holds::Count, "0", "ballots", "去最高", "`score`: each fact one ballot, its quantity the score; mean after leaving out so many highest (not trimmed when nothing would be left)").of(&["poll"]),
    key("rule", "trim_lowest", Holds::Count, "0", "ballots", "去最低", "`score`: so many lowest").of(&["poll"]),
    key("rule", "rank_points", Holds::Numbers, "", "score", "名次折算", "`rank`: each fact one ballot, its quantity the rank given; mean of the ranks' points; ranks beyond earn the last").of(&["poll"]),
    key("rule.raters", "label", Holds::Text, REQUIRED, "", "名称", "as printed"),
    key("rule.raters", "where", Holds::Values, "", "", "哪些票", "which ballots are theirs"),
    key("rule.raters", "weight", Holds::Share, REQUIRED, "", "权重", "weight of the group"),
    key("rule.raters", "min_ballots", Holds::Count, "1", "ballots", "最少票数", "a group with fewer valid ballots is missing"),
    key("rule.bands", "points", Holds::Number, REQUIRED, "score", "得分", "score of the band"),
    key("rule.bands", "when", Holds::Sections("rule.bands.when"), "", "", "条件", "all of these must hold"),
    key("rule.bands.when", "choices", Holds::Texts, REQUIRED, "", "选择", "whose share"),
    key("rule.bands.when", "at_least", Holds::Share, "", "", "不低于", "the share is at least this"),
    key("rule.bands.when", "below", Holds::Share, "", "", "低于", "the share is less than this"),
];

impl Poll {
    pub(in crate::scheme) fn read(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Poll {
        let s = r.section;
        if r.kind.is_some_and(|kind| kind.quantity.is_none()) {
            f.error_with(&s.at("kind"), "这种事实没有数量，不能作票", "数量是票数、分数或名次");
        }
        let scale = s.points(f, "scale");
        if let Some(scale) = scale.as_ref().filter(|scale| !scale.value.is_positive()) {
            f.error_with(&scale.span, "“scale”应大于 0", "例如 scale = 100");
        }
        let reweigh = s.choice(f, "fewer_groups", &FEWER_GROUPS);
        let groups = groups(r, f);
        if reweigh.is_none() && !s.has("fewer_groups") && groups.len() > 1 {
            let hint =
                "写 fewer_groups = \"reweigh\"（其余各方按比例补足权重）或 \"missing\"（整项按没有评议计）";
            f.error_with(&s.span, "没有写明缺一方评议时怎样计（fewer_groups）", hint);
        }
        let poll = crate::scheme::Poll {
            points: r.need_points(f, "points"),
            scale: scale.map_or(Points::whole(100), |s| s.value),
            form: form(r, f),
            groups,
            reweigh: reweigh.is_some_and(|r| r.value),
        };
        Poll { poll, missing: r.missing(f, "missing", false) }
    }

    /// What is wrong with its settings.
    pub(in crate::scheme) fn check(&self, site: Site<'_>, f: &mut Findings<'_>) {
        check_poll(f, &self.poll, site.place);
    }

    /// What it gives, in a few words.
    pub(in crate::scheme) fn words(&self) -> Vec<String> {
        let Poll { poll, missing } = self;
        let mut parts = Vec::new();
        parts.extend(poll_text(poll));
        parts.push(missing_text(*missing));
        parts
    }

    /// The most one subject can get; none: no limit.
    pub(in crate::scheme) fn most(&self) -> Option<Points> {
        Some(self.poll.points)
    }
}

fn groups(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Vec<RaterGroup> {
    let s = r.section;
    let mut groups = Vec::new();
    for section in s.tables(f, "raters") {
        let weight = section.share(f, "weight");
        if weight.is_none() && !section.has("weight") {
            f.error_with(&section.span, "没有写明这一方的权重（weight）", "例如 weight = \"40%\"");
        }
        groups.push(RaterGroup {
            label: section.need_text(f, "label").value,
            attributes: wheres(&section, f, r.kind),
            weight: weight.map_or(Points::ZERO, |w| w.value),
            min_ballots: section.count(f, "min_ballots").map_or(1, |n| n.value.max(1)),
        });
        section.finish(f);
    }
    if groups.is_empty() {
        let hint = "写 raters = [{ label = \"群众代表\", weight = \"100%\" }]";
        f.error_with(&s.span, "没有写明谁来评（raters）", hint);
    }
    let sum = groups.iter().fold(0_i64, |sum, g| sum.saturating_add(g.weight.0));
    if !groups.is_empty() && sum != Points::ONE.0 {
        let message = format!("各方权重合计 {}，应为 100%", Points(sum).to_percent());
        f.error_with(&s.at("raters"), message, "调整各方的 weight");
    }
    groups
}

fn form(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> Form {
    let s = r.section;
    let form = s.choice(f, "form", &FORMS);
    if form.is_none() && !s.has("form") {
        let hint =
            "写 form = \"choice\"（选等次）、\"bands\"（按比例分档）、\"score\"（打分）或 \"rank\"（排名次）";
        f.error_with(&s.span, "没有写明票上写什么（form）", hint);
    }
    match form.map_or(2, |form| form.value) {
        0 => {
            let (attribute, abstain) = choices(r, f);
            let worth = worth(r, f, &attribute);
            Form::Choice { attribute: attribute.value, worth, abstain }
        }
        1 => {
            let (attribute, abstain) = choices(r, f);
            let bands = s.tables(f, "bands").iter().map(|b| band(r, f, b, &attribute)).collect();
            Form::Bands { attribute: attribute.value, abstain, bands }
        }
        2 => Form::Score {
            trim_highest: s.count(f, "trim_highest").map_or(0, |n| n.value),
            trim_lowest: s.count(f, "trim_lowest").map_or(0, |n| n.value),
        },
        _ => Form::Rank { list: r.list(f, "rank_points") },
    }
}

fn choices(r: &Reader<'_, '_>, f: &mut Findings<'_>) -> (At<String>, Vec<String>) {
    let attribute = r.section.need_text(f, "attribute");
    let abstain = r.section.texts(f, "abstain");
    if let Some(kind) = r.kind {
        known_attribute(f, kind, &attribute, &abstain);
    }
    (attribute, strings(abstain))
}

/// `worth = { good = 100, fair = 60, poor = 0 }`.
fn worth(r: &Reader<'_, '_>, f: &mut Findings<'_>, attribute: &At<String>) -> Vec<(String, String, Points)> {
    let Some(table) = r.section.table(f, "worth") else {
        if !r.section.has("worth") {
            let hint = "写 worth = { good = 100, fair = 60 }";
            f.error_with(&r.section.span, "没有写明各种选择值多少（worth）", hint);
        }
        return Vec::new();
    };
    let terms = terms(r, attribute);
    let mut worth = Vec::new();
    for (key, value) in table.entries() {
        known_terms(f, "取值", std::slice::from_ref(&key), terms, r.kind.is_some());
        let label = term_by_id(terms, &key.value).map_or(key.value.clone(), |t| t.label.clone());
        if let Some(points) = read::points_of(f, value) {
            worth.push((key.value, label, points));
        }
    }
    worth
}

/// `{ points = 10, when = [{ choices = "good", at_least = "90%" }] }`.
fn band(r: &Reader<'_, '_>, f: &mut Findings<'_>, band: &Section<'_>, attribute: &At<String>) -> Band {
    let terms = terms(r, attribute);
    let mut when = Vec::new();
    for test in band.tables(f, "when") {
        let choices = test.texts(f, "choices");
        known_terms(f, "取值", &choices, terms, r.kind.is_some());
        let labels: Vec<_> = choices
            .iter()
            .map(|c| term_by_id(terms, &c.value).map_or(c.value.as_str(), |t| t.label.as_str()))
            .collect();
        let label = labels.join("、");
        let at_least = test.share(f, "at_least").map(|s| s.value);
        let below = test.share(f, "below").map(|s| s.value);
        if choices.is_empty() || (at_least.is_none() && below.is_none()) {
            let hint = "{ choices = \"good\", at_least = \"90%\" }";
            f.error_with(&test.span, "要写明哪些选择（choices）和比例（at_least 或 below）", hint);
        }
        test.finish(f);
        when.push(ShareTest { label, choices: strings(choices), at_least, below });
    }
    let points = band.points(f, "points");
    if points.is_none() && !band.has("points") {
        f.error_with(&band.span, "每一档要写 points", "例如 points = 10");
    }
    band.finish(f);
    Band { points: points.map_or(Points::ZERO, |p| p.value), when }
}

fn terms<'r>(r: &Reader<'r, '_>, attribute: &At<String>) -> &'r [Term] {
    r.kind.and_then(|k| k.attribute(&attribute.value)).map_or(&[], |a| a.values())
}

fn poll_text(poll: &crate::scheme::Poll) -> Vec<String> {
    let raters: Vec<_> =
        poll.groups.iter().map(|g| format!("{} {}", g.label, g.weight.to_percent())).collect();
    let how = match &poll.form {
        Form::Choice { worth, .. } => {
            let list: Vec<_> = worth.iter().map(|(_, label, p)| format!("{label} {p}")).collect();
            format!("各票按{} 折算后平均", list.join("、"))
        }
        Form::Bands { bands, .. } => {
            let list: Vec<_> = bands.iter().map(band_text).collect();
            list.join("，")
        }
        Form::Score { trim_highest: 0, trim_lowest: 0 } => "各票打分平均".to_owned(),
        Form::Score { trim_highest, trim_lowest } => {
            format!("去掉 {trim_highest} 个最高分、{trim_lowest} 个最低分后平均")
        }
        Form::Rank { list } => {
            let list: Vec<_> = list.iter().map(Points::to_string).collect();
            format!("各票名次依次按 {} 分折算后平均", list.join("、"))
        }
    };
    let mut parts = vec![format!("评议方权重：{}", raters.join("、")), how];
    if !matches!(&poll.form, Form::Bands { .. } if poll.scale == poll.points) {
        parts.push(format!("得分 ÷ {} × {} 分", poll.scale, poll.points));
    }
    parts
}

fn band_text(band: &Band) -> String {
    let tests = band.when.iter().map(|t| {
        let least = t.at_least.map(|s| format!("不低于 {}", s.to_percent()));
        let below = t.below.map(|s| format!("低于 {}", s.to_percent()));
        let bounds: Vec<_> = least.into_iter().chain(below).collect();
        format!("“{}”票{}", t.label, bounds.join("且"))
    });
    let tests: Vec<_> = tests.collect();
    match tests.is_empty() {
        true => format!("其余 {} 分", band.points),
        false => format!("{}的 {} 分", tests.join("并且"), band.points),
    }
}

fn check_poll(f: &mut Findings<'_>, poll: &crate::scheme::Poll, place: &Place) {
    if !poll.points.is_positive() {
        f.error_with(place.at("points"), "满分应大于 0", "写明评议满分");
    }
    raters(f, poll, place);
    let best = match &poll.form {
        Form::Choice { worth, abstain, .. } => {
            for (value, label, _) in worth.iter().filter(|(value, ..)| abstain.contains(value)) {
                let message = format!("“{label}”算弃权，又折算成分数");
                f.error_with(place.key(&format!("worth/{value}")), message, "只写在一处");
            }
            worth.iter().map(|(_, _, points)| *points).max().map(|best| (best, "worth"))
        }
        Form::Bands { bands, .. } => {
            bands::check(f, bands, place);
            bands.iter().map(|band| band.points).max().map(|best| (best, "bands"))
        }
        Form::Rank { list } => {
            for (n, pair) in list.windows(2).enumerate() {
                if let [higher, lower] = pair
                    && lower > higher
                {
                    let at = place.item("rank_points", n.saturating_add(1));
                    f.error_with(at, "名次靠后的分反而多", "由高到低写");
                }
            }
            list.iter().max().map(|best| (*best, "rank_points"))
        }
        Form::Score { .. } => None,
    };
    let Some((best, key)) = best else { return };
    let scale = poll.scale;
    if best < scale {
        let message = format!("最好也只有 {best}，到不了 {scale}（scale），谁也得不到满分");
        f.warn(place.at(key), message, format!("写 scale = {best}"));
    } else if best > scale {
        let message = format!("最好的 {best} 超过 {scale}（scale），超过的部分不计");
        f.warn(place.at(key), message, format!("写 scale = {best}"));
    }
}

fn raters(f: &mut Findings<'_>, poll: &crate::scheme::Poll, place: &Place) {
    for (n, group) in poll.groups.iter().enumerate() {
        let same = poll.groups.iter().take(n).find(|earlier| {
            let apart = earlier.attributes.iter().any(|(id, values)| {
                let other = group.attributes.iter().find(|(other, _)| other == id);
                other.is_some_and(|(_, others)| values.iter().all(|v| !others.contains(v)))
            });
            !apart
        });
        if let Some(same) = same {
            let message = format!("同一张票可以既算“{}”又算“{}”", same.label, group.label);
            f.error_with(place.at(&format!("raters/{n}/where")), message, "用 where 把各方分开");
        }
        if group.weight.is_zero() {
            let message = format!("“{}”的权重为 0，评了不算", group.label);
            f.error_with(place.at(&format!("raters/{n}/weight")), message, "写明权重，或删去这一方");
        }
        if let Form::Score { trim_highest, trim_lowest } = &poll.form {
            let trimmed = trim_highest.saturating_add(*trim_lowest);
            if trimmed > 0 && group.min_ballots <= trimmed {
                let message = format!(
                    "“{}”只有 {} 票时去掉 {trimmed} 票就不剩了，那时不去",
                    group.label, group.min_ballots
                );
                let hint = format!("写 min_ballots = {}", trimmed.saturating_add(1));
                f.warn(place.at(&format!("raters/{n}/min_ballots")), message, hint);
            }
        }
    }
}
