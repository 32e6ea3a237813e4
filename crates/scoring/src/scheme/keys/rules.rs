//! Keys of rules that several mechanics have; what one has alone stands in its file.
use super::Holds::*;
use super::{Key, REQUIRED, key, names};
use crate::scheme::options::*;

const FACTS: &[&str] = &[
    "tally",
    "deductions",
    "flat",
    "checklist",
    "target",
    "sequence",
    "pieces",
    "rate",
    "rating",
    "poll",
    "report",
    "manual",
];
const NO_FACTS: &[&str] = &["base", "factor", "ratio", "place_points", "rollup"];
const PRICED: &[&str] = &["tally", "deductions", "flat", "checklist", "pieces", "report"];
const FLAT_PRICED: &[&str] = &["tally", "deductions", "flat", "pieces", "report"];

#[rustfmt::skip]
pub(super) static RULES: &[Key] = &[
    key("rule", "id", Text, REQUIRED, "", "标识", "used by `unless`, `of`"),
    key("rule", "indicator", Text, REQUIRED, "", "所属指标", "where the points go"),
    key("rule", "article", Text, REQUIRED, "", "条款", "article of the 办法"),
    key("rule", "label", Text, REQUIRED, "", "名称", "as printed"),
    key("rule", "mechanic", Word(const { &names(&MECHANICS) }), REQUIRED, "", "计分方式", "how it counts, see below"),
    key("rule", "max", Number, "", "points", "上限", "cap of the rule"),
    key("rule", "bonus", Flag, "false", "", "加分", "see `floor_applies`"),
    key("rule", "measure", Flag, "false", "", "只计量", "the points only serve other rules (`factor`, `ratio`, `place_points`); they do not go to the indicator"),
    key("rule", "unless", Texts, "", "", "已计的除外", "ids of earlier rules: a piece that earned something by one of them earns nothing here (a proposal turned into a report is not counted twice: both facts carry the same piece)"),
    key("rule", "kind", Text, REQUIRED, "", "事实种类", "kind of fact").of(FACTS),
    key("rule", "kind", Text, "", "", "事实种类", "not needed: reads no facts").of(NO_FACTS),

    key("filter", "where", Values, "", "", "栏目取值", "attribute values; a fact without the attribute does not pass"),
    key("filter", "stages", Texts, "", "", "阶段", "only facts with one of these stages"),
    key("filter", "roles", Texts, "", "", "角色", "only facts with one of these roles"),
    key("filter", "authorship", Word(const { &names(&AUTHORSHIPS) }), "", "", "署名", "`joint`: more than one signer"),
    key("filter", "for", Texts, "", "", "适用", "only subjects of one of these classes, on the fact's day (whole-subject mechanics: on the last day in the period)"),
    key("filter", "not_for", Texts, "", "", "不适用", "not subjects of these classes"),
    key("filter", "from_date", Date, "", "", "起始日", "first day in force; judged by the fact's day (whole-subject mechanics: by the last day too)"),
    key("filter", "until_date", Date, "", "", "截止日", "last day in force"),

    key("rule", "points", Number, "", "points", "分值", "one price for all; else `by` and `table`").of(FLAT_PRICED),
    key("rule", "by", Texts, "", "", "分档栏目", "dimensions of the table: `stage`, `role`, `authorship`, attributes").of(PRICED),
    key("rule", "table", Prices, "", "points", "分值表", "a number instead of an inner table holds for all its values; `any` stands for every value not named. A fact without a cell earns nothing and says so").of(PRICED),
    key("rule", "per", Number, "", "of the quantity", "计量单位", "per so much of the quantity instead of per fact").of(&["tally", "deductions"]),
    key("rule", "part", Word(const { &names(&PARTS) }), "", "", "不足一个单位", "must be stated with `per`: `proportional`, `none` (only full units), `full` (a part counts as a unit)").of(&["tally", "deductions"]),
    key("rule", "skip_first", Count, "0", "facts", "免计", "the first so many earning ones (by day) are the duty; with deductions: the first that would take something off take nothing").of(&["tally", "deductions", "pieces"]),
    key("rule", "at_most", Count, "", "facts", "最多计", "the so many best of the rest").of(&["tally", "pieces"]),
    key("rule", "share", Section("rule.share"), "", "", "分摊", "how joint work is divided. Work with one signer is not divided; where the number of signers is needed and unknown, nothing is given and a note says so. Factors come first, then the share").of(&["tally", "pieces"]),
    key("rule", "times", Sections("rule.times"), "", "", "系数", "points of facts that fit are multiplied, by all factors that fit one after the other, each product rounded").of(&["tally", "deductions", "pieces"]),
    key("rule", "named_at_most", Count, "", "people", "署名前几人", "only facts whose `position` is at most this earn; without the attribute: nothing, and a note").of(&["tally", "pieces"]),
    key("rule", "position", Text, "", "", "署名次序栏", "integer attribute; must be stated with `named_at_most`").of(&["tally", "pieces"]),

    key("rule.share", "method", Word(const { &names(&METHODS) }), REQUIRED, "", "分法", "`first_half`: half to the first, the others divide the other half"),
    key("rule.share", "rounding", Word(const { &names(&ROUNDINGS) }), "", "", "取舍", "of the division; must be stated unless `first_all`"),
    key("rule.share", "decimals", Count, "4", "decimals", "小数位", "decimals kept"),
    key("rule.share", "first", Text, "", "", "第一人", "the role that counts as first, by default the kind's first role"),

    key("rule.times", "label", Text, REQUIRED, "", "名称", "as printed"),
    key("rule.times", "by", Number, REQUIRED, "", "系数", "the factor; not negative"),

    key("rule", "floor", Number, "0", "points", "扣至", "the least that is left").of(&["deductions", "target"]),

    key("rule", "count", Word(const { &names(&COUNTS) }), "facts", "", "计数", "what is counted").of(&["flat", "target"]),

    key("rule", "points", Number, "", "points", "分值", "curve: full points, or points for every `per`").of(&["rate", "rating", "rollup"]),
    key("rule", "scale", Number, "100", "", "满分刻度", "curve: figure ÷ `scale` × `points`, at most `points` (100 % for rates, not written)").of(&["rating", "rollup"]),
    key("rule", "steps", Sections("rule.steps"), "", "", "分档", "curve: from this figure so many points, best first; below the last: nothing").of(&["rate", "rating", "rollup"]),
    key("rule", "per", Figure, "", "", "每", "curve: `points` for every so much of the figure; with `target`: `off` for every so much below it").of(&["rate", "rating", "rollup"]),
    key("rule", "part", Word(const { &names(&PARTS) }), "", "", "不足一个单位", "must be stated with `per`").of(&["rate", "rating", "rollup"]),
    key("rule", "target", Figure, "", "", "目标", "curve: full points from this figure on").of(&["rate", "rating", "rollup"]),
    key("rule", "off", Number, "", "points", "扣", "with `target`: taken off for every `per` below it").of(&["rate", "rating", "rollup"]),
    key("rule", "floor", Number, "0", "points", "扣至", "with `target`: the least that is left").of(&["rate", "rating", "rollup"]),
    key("rule.steps", "from", Figure, REQUIRED, "", "达", "least figure of the step"),
    key("rule.steps", "points", Number, REQUIRED, "points", "得", "points of the step"),

    key("rule", "none_due", Word(const { &names(&MISSING_OR_ZERO) }), REQUIRED, "", "无可比", "what holds when nothing was due (ratio: where the best, sum or mean is not above zero)").of(&["rate", "ratio"]),

    key("rule", "missing", Word(const { &names(&MISSING) }), REQUIRED, "", "没有结果", "`exclude`: own maximum lowered, noted; `full`; never zero").of(&["rating", "poll", "rollup"]),

    key("rule", "of", Text, REQUIRED, "", "哪条规则", "an earlier rule").of(&["factor", "ratio", "place_points"]),
    key("rule", "within", Text, "", "", "组内比较", "only with subjects of equal value in this attribute").of(&["ratio", "place_points"]),
];
