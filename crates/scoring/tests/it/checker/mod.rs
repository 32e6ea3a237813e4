//! What the checker refuses, and where it says so.
use lvzhi_scoring::{Catalogue, Finding, Scheme, Severity};

use crate::support::*;

mod counts;
mod figures;
mod filters;
mod frame;
mod results;
mod sums;

fn check(from: &str, to: &str) -> Vec<Finding> {
    let text = read("../../schemes/hn-member.toml");
    assert!(text.contains(from), "{from}");
    let changed = text.replacen(from, to, 1);
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    match Scheme::parse(&changed, &catalogue) {
        Ok((_, warnings)) => warnings,
        Err(findings) => findings,
    }
}

/// The finding with `words`, at the place of `at` in the changed text.
fn finds(from: &str, to: &str, at: &str, words: &str) {
    let findings = check(from, to);
    let text = read("../../schemes/hn-member.toml").replacen(from, to, 1);
    let before = &text[..text.find(at).unwrap_or_else(|| panic!("{at}"))];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let found =
        findings.iter().find(|f| f.message.contains(words)).unwrap_or_else(|| panic!("{}", list(&findings)));
    assert_eq!((found.line as usize, found.column as usize), (line, column), "{found}");
    assert!(found.suggestion.is_some(), "{found}");
}

#[test]
fn the_shipped_scheme_has_nothing_to_remark() {
    assert_eq!(list(&check("total = 100", "total = 100")), "");
}

#[test]
fn unknown_kind() {
    finds("kind = \"speech\"", "kind = \"speach\"", "\"speach\"", "没有“speach”这种事实");
}

#[test]
fn last_grade_with_a_quota() {
    let quota = "below = 50\nquota_places = 2\nties = \"include\"\n";
    finds("below = 50\n", quota, "2\nties = \"include\"", "不能限名额");
}

#[test]
fn unknown_attribute() {
    finds("by = [\"occasion\"]", "by = [\"ocasion\"]", "\"ocasion\"", "没有“ocasion”这个栏目");
}

#[test]
fn unknown_value_in_a_table() {
    finds("{ local = 2,", "{ locale = 2,", "locale = 2", "没有“locale”这个取值");
}

#[test]
fn unknown_stage_in_a_table() {
    finds("  key = { first", "  kee = { first", "kee = { first", "没有“kee”这个取值");
}

#[test]
fn unknown_value_in_a_filter() {
    finds("rater = \"sector_people\"", "rater = \"people\"", "\"people\" }", "没有“people”这个取值");
}

#[test]
fn unknown_key() {
    finds("at_most = 8", "atmost = 8", "atmost = 8", "不认识“atmost”");
}

#[test]
fn gapped_grades() {
    finds("below = 85", "below = 84.9", "84.9", "中间的分数没有等次");
}

#[test]
fn overlapping_grades() {
    finds("below = 60", "below = 62", "62\n", "重叠");
}

#[test]
fn the_lowest_grade_leaves_nobody_out() {
    finds("below = 50", "from = 10\nbelow = 50", "10\nbelow = 50", "低于 10 分没有等次");
}

#[test]
fn negative_cap() {
    finds(
        "max = 12\n\n  [rule.table]",
        "max = -12\n\n  [rule.table]",
        "-12\n\n  [rule.table]",
        "上限不能是 -12",
    );
}

#[test]
fn unstated_ties() {
    finds("ties = [\"proposal\", \"opinion\"]", "", "[scheme]", "没有写明总分相同时怎样排名");
}

#[test]
fn unstated_rounding() {
    finds("rounding = \"half_up\" ", "# ", "[scheme]", "没有写明除不尽时怎样取舍");
}

#[test]
fn maxima_do_not_make_the_total() {
    finds("total = 100", "total = 110", "110\n", "总分写的是 110 分，各组满分合计却是 100 分");
}

#[test]
fn indicators_do_not_make_the_group() {
    finds("label = \"考勤\"\nmax = 20", "label = \"考勤\"\nmax = 25", "25\n", "永远得不满");
}

#[test]
fn a_missing_rating_must_be_spoken_of() {
    finds(
        "points = 4\nscale = 100\nmissing = \"exclude\"",
        "points = 4\nscale = 100",
        "[[rule]]\nid = \"rating-committee\"",
        "没有写明没有时怎样计",
    );
}

#[test]
fn a_missing_rating_is_never_a_zero() {
    finds("missing = \"exclude\"", "missing = \"zero\"", "\"zero\"", "“missing”不能写“zero”");
    finds("compare = \"rate\"", "compare = \"total\"", "\"exclude\"", "等于按零分计");
}

#[test]
fn one_class_favoured() {
    // rules give 4 at most, so that the higher cap changes nothing
    finds(
        "article = \"第十六条\"\n\n[[rule]]",
        "article = \"第十六条\"\nmax_by = { standing = 9 }\n\n[[rule]]",
        "9 }",
        "常委满分 9 分，按现有规则最多只能得 4 分",
    );
    let findings = check(
        "label = \"宣传宣讲\"\nmechanic = \"tally\"",
        "label = \"宣传宣讲\"\nmechanic = \"tally\"\nnot_for = \"standing\"",
    );
    assert!(
        findings.iter().any(|f| f.message.contains("常委最多能得的分比其他人少 4 分")),
        "{}",
        list(&findings)
    );
    assert!(findings.iter().all(|f| f.severity == Severity::Warning));
}

#[test]
fn broken_toml_is_a_finding() {
    let catalogue = Catalogue::parse(&read("../../schemes/catalogue.toml")).unwrap();
    let findings = Scheme::parse("[scheme\nid = 1", &catalogue).unwrap_err();
    assert_eq!(findings[0].line, 1);
    assert!(findings[0].message.contains("不合 TOML 写法"), "{}", findings[0]);
    for (text, words) in [
        ("a = 1\na = 2", "同一项写了两次"),
        ("a = \"x", "引号没有成对"),
        ("a = 第七条", "引号没有成对"),
        ("a = [1,", "括号没有成对"),
    ] {
        let findings = Scheme::parse(text, &catalogue).unwrap_err();
        assert!(findings[0].message.contains(words), "{text}: {}", findings[0]);
    }
    assert!(Scheme::parse("", &catalogue).is_err());
    assert!(Scheme::parse("scheme = 3", &catalogue).is_err());
}

#[test]
fn banned_kinds_are_refused_with_the_reason() {
    for (id, label) in
        [("login", "登录平台"), ("x", "点赞"), ("y", "网络投票数"), ("z", "转发文章"), ("w", "在线时长")]
    {
        let text = format!("[[kind]]\nid = \"{id}\"\nlabel = \"{label}\"\n");
        let findings = Catalogue::parse(&text).unwrap_err();
        assert!(findings[0].message.contains("国办函〔2026〕12号"), "{}", findings[0]);
        assert_eq!((findings[0].line, findings[0].column), (3, 9));
    }
}

#[test]
fn facts_are_checked_in_plain_chinese() {
    let (_, catalogue) = hn();
    let fact = fact("f", "attendance", "meeting_class=plenum");
    let problems = catalogue.check_fact("attendance", &fact.attributes).unwrap_err();
    assert_eq!(
        problems,
        [
            "“会议类别”不能是“plenum”，应为：全体会议、常委会会议、专委会会议、界别会议、其他会议",
            "“出席情况”必须填写"
        ]
    );
    assert!(catalogue.check_fact("swimming", &fact.attributes).is_err());
    assert_eq!(catalogue.kind_by_name("提案").unwrap().stage_by_name("已立案").unwrap().id, "filed");
}
