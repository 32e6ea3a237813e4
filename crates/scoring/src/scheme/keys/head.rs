//! Keys of the head: identity, prose, who is ranked, classes, groups, indicators.
use super::Holds::*;
use super::{Key, REQUIRED, key, names};
use crate::scheme::options::*;

#[rustfmt::skip]
pub(super) static HEAD: &[Key] = &[
    key("", "scheme", Section("scheme"), REQUIRED, "", "办法", "identity, total, comparison"),
    key("", "text", Section("text"), "", "", "文字", "sentences for print; they score nothing"),
    key("", "eligibility", Section("eligibility"), REQUIRED, "", "考核范围", "who is ranked"),
    key("", "class", Sections("class"), "", "", "类别", "kinds of subjects"),
    key("", "group", Sections("group"), "", "", "组", "groups of indicators"),
    key("", "indicator", Sections("indicator"), REQUIRED, "", "指标", "rows of the score sheet"),
    key("", "rule", Sections("rule"), "", "", "规则", "how facts become points"),
    key("", "multiplier", Sections("multiplier"), "", "", "系数", "results from elsewhere by which the total is multiplied"),
    key("", "condition", Sections("condition"), "", "", "条件", "what grades, vetoes and outcomes may demand"),
    key("", "grade", Sections("grade"), "", "", "等次", "grades, best first"),
    key("", "veto", Sections("veto"), "", "", "一票否决", "what sets or limits the grade"),
    key("", "outcome", Sections("outcome"), "", "", "结果运用", "what follows"),
    key("", "statistic", Sections("statistic"), "", "", "统计", "figures that are reported with a result"),

    key("scheme", "id", Text, REQUIRED, "", "标识", "the same for all versions (the *family*)"),
    key("scheme", "version", Text, REQUIRED, "", "版本", "which version this is"),
    key("scheme", "title", Text, REQUIRED, "", "名称", "title of the 办法"),
    key("scheme", "subject", Text, "member", "", "考评对象", "what is evaluated"),
    key("scheme", "period", Word(const { &names(&PERIODS) }), "half_year", "", "考评周期", "length of the period"),
    key("scheme", "total", Limit, REQUIRED, "points", "总分", "full marks = sum of the groups (× `weight`) that are not bonus; `\"open\"`: no ceiling"),
    key("scheme", "floor", Number, "", "points", "总分保底", "the least a total can be"),
    key("scheme", "rounding", Word(const { &names(&ROUNDINGS) }), REQUIRED, "", "取舍", "wherever a division does not come out at the fourth decimal"),
    key("scheme", "ties", Texts, REQUIRED, "", "同分", "`\"equal\"`: equal scores share a place (1, 1, 3); or a list of indicators compared in turn, then equal"),
    key("scheme", "compare", Word(const { &names(&COMPARES) }), "total", "", "比较", "what places and grades compare (the *score*); `\"rate\"`: total × full marks ÷ own maximum, where that is lower. Needed when anything is excluded"),
    key("scheme", "rank_within", Texts, "", "", "分组名次", "subject attributes within which places are given too"),
    key("scheme", "separate_by", Text, "", "", "分类考评", "a subject attribute: subjects of different values are ranked, graded and selected apart; quotas are taken of each class"),
    key("scheme", "not_counted", Texts, "", "", "不计分的事实", "kinds of facts about the subject that no rule reads and none is meant to: printed in one sentence. Without it the checker lists the kinds that nothing uses"),

    key("text", "purpose", Text, "", "", "目的", "one sentence: what for"),
    key("text", "scope", Text, "", "", "适用范围", "one sentence: whom it is for"),
    key("text", "procedure", Texts, "", "", "程序", "how an evaluation is done, step by step"),
    key("text", "closing", Texts, "", "", "附则", "closing articles"),

    key("eligibility", "min_days", Count, REQUIRED, "days", "最少任职天数", "fewest days in service within the period, exempt days not counted; below: exempt, with the reason"),
    key("eligibility", "exempt", Texts, "", "", "不参加排名", "subjects of these classes on their last day in the period are not ranked"),
    key("eligibility", "exemption", Word(const { &names(&EXEMPTIONS) }), REQUIRED, "", "免评期", "facts inside an exemption: `skip_all` (not counted at all), `skip_deductions` (earn, but take nothing off)"),
    key("eligibility", "article", Text, "", "", "条款", "where the 办法 says so"),

    key("class", "id", Text, REQUIRED, "", "标识", "used by `for`, `not_for`, `exempt`, `max_by`, `reserve`, `class`"),
    key("class", "label", Text, REQUIRED, "", "名称", "as printed"),
    key("class", "post", Text, "", "", "职务", "holds this post on the day in question"),
    key("class", "where", Values, "", "", "栏目取值", "subject attributes → values, as printed"),
    key("class", "served_below", Count, "", "days", "任职不满", "in service for fewer days by the end of the period; a subject without a first day is not"),

    key("group", "id", Text, REQUIRED, "", "标识", "used by indicators"),
    key("group", "label", Text, REQUIRED, "", "名称", "as printed"),
    key("group", "max", Limit, REQUIRED, "points", "满分", "cap of the group"),
    key("group", "bonus", Flag, "false", "", "加分组", "comes on top of `total`"),
    key("group", "weight", Share, "100%", "", "权重", "the group's points go into the total at this share, after its cap"),

    key("indicator", "id", Text, REQUIRED, "", "标识", "used by rules, `ties`, conditions"),
    key("indicator", "label", Text, REQUIRED, "", "名称", "as printed"),
    key("indicator", "group", Text, REQUIRED, "", "所属组", "its group"),
    key("indicator", "article", Text, REQUIRED, "", "条款", "article of the 办法"),
    key("indicator", "max", Limit, REQUIRED, "points", "满分", "cap; what is over is taken off the last earning lines, which say so"),
    key("indicator", "max_by", NumberTable, "", "points", "分类满分", "another cap for subjects of a class on their last day; the first that fits"),
    key("indicator", "floor", Limit, "0", "points", "保底", "the least; `\"open\"`: none"),
    key("indicator", "floor_applies", Word(const { &names(&FLOORS) }), "after_bonus", "", "保底先后", "before or after rules marked `bonus`; must be stated when rules both deduct and are marked `bonus`"),
];
