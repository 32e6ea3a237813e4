//! The checks, with values.
use lvzhi_scoring::{Fact, Post};
use serde_json::json;

use super::*;
use crate::schemes::{CATALOGUE, MEMBER_SCHEME, findings_text};

fn subject(id: &str, more: serde_json::Value) -> Subject {
    let mut all = json!({ "id": id, "name": id, "attributes": { "special_committee": "经济委员会" } });
    all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(all).unwrap()
}

fn fact(subject: &str, kind: &str, attributes: serde_json::Value) -> Fact {
    let id = format!("{subject}-{kind}-{attributes}");
    let all =
        json!({ "id": id, "subject": subject, "kind": kind, "date": "2026-03-01", "attributes": attributes });
    serde_json::from_value(all).unwrap()
}

/// The checks of the first half of 2026 by the members' scheme.
fn checked(subjects: Vec<Subject>, facts: Vec<Fact>, unconfirmed: u64, files: &[&str]) -> Vec<Check> {
    let rulebook = Rulebook::parse(MEMBER_SCHEME, CATALOGUE);
    let (rulebook, _) = rulebook.unwrap_or_else(|findings| panic!("{}", findings_text(&findings)));
    let (from, to) = ("2026-01-01".parse().unwrap(), "2026-06-30".parse().unwrap());
    let input = Input { period: Period { from, to }, subjects, facts, previous: Vec::new() };
    let imports: Vec<_> =
        files.iter().map(|file| OpenImport { id: Uuid::nil(), file: (*file).to_owned() }).collect();
    checks(&Now { rulebook: &rulebook, input: &input, unconfirmed, imports: &imports })
}

fn of<'c>(checks: &'c [Check], title: &str) -> &'c Check {
    checks.iter().find(|check| check.title == title).unwrap_or_else(|| panic!("no check {title}"))
}

fn names(check: &Check) -> Vec<&str> {
    check.named.iter().map(|named| named.name.as_str()).collect()
}

#[test]
fn what_is_not_confirmed_is_open_with_its_list() {
    let checks = checked(vec![subject("陆景和", json!({}))], Vec::new(), 3, &["签到.csv"]);
    let waiting = of(&checks, "待确认的履职记录");
    assert_eq!((waiting.state, waiting.count.0), (State::Open, 3));
    let list = waiting.list.as_ref().unwrap();
    assert_eq!(list.href, "/facts?confirmed=no&from=2026-01-01&to=2026-06-30");
    let imports = of(&checks, "没办完的导入");
    assert_eq!((imports.state, names(imports)), (State::Open, vec!["《签到.csv》"]));
    let checks = checked(vec![subject("陆景和", json!({}))], Vec::new(), 0, &[]);
    assert_eq!(of(&checks, "待确认的履职记录").state, State::Clear);
    assert_eq!(of(&checks, "没办完的导入").state, State::Clear);
}

#[test]
fn a_kind_that_can_earn_something_and_is_due_is_missed_and_no_other() {
    let facts = vec![fact("陆景和", "proposal", json!({}))];
    let checks = checked(vec![subject("陆景和", json!({}))], facts, 0, &[]);
    let kinds = of(&checks, "没有记录的种类");
    let absent = names(kinds);
    assert!(absent.contains(&"社情民意信息") && absent.contains(&"履职小结"), "{absent:?}");
    // There; only takes points off; due in the second half; has a check of its own.
    for other in ["提案", "纪律处理", "联系界别群众报告", "评议得分"] {
        assert!(!absent.contains(&other), "{other}: {absent:?}");
    }
    assert_eq!((kinds.state, kinds.count.0), (State::Open, absent.len() as u64));
}

#[test]
fn a_rating_that_nobody_has_is_open_and_says_what_the_scheme_does() {
    let both = || vec![subject("陆景和", json!({})), subject("沈若谷", json!({}))];
    let rated = |who: &str| fact(who, "rating", json!({ "rater": "special_committee" }));
    let checks = checked(both(), vec![rated("陆景和")], 0, &[]);
    let people = of(&checks, "界别群众测评");
    assert_eq!((people.state, people.count.0), (State::Open, 2), "the other rater's is not theirs");
    assert!(people.sentence.contains("不按零分计") && people.sentence.contains("第十九条第二款"));
    let committee = of(&checks, "专委会评价");
    assert_eq!((committee.state, names(committee)), (State::Told, vec!["沈若谷"]));
    let checks = checked(both(), vec![rated("陆景和"), rated("沈若谷")], 0, &[]);
    assert_eq!(of(&checks, "专委会评价").state, State::Clear);
}

#[test]
fn members_whom_the_rules_treat_apart_are_named() {
    let mut chair = subject("周望岳", json!({ "attributes": {} }));
    chair.posts.push(Post { post: "chair_meeting".into(), from: None, to: None });
    let ill = json!({ "exemptions": [{ "from": "2025-11-01", "to": "2026-01-01", "reason": "因病" }] });
    let earlier = json!({ "exemptions": [{ "from": "2025-11-01", "to": "2025-12-31", "reason": "因病" }] });
    let subjects = vec![
        subject("陆景和", json!({ "from": "2026-03-01" })),
        subject("沈若谷", json!({ "from": "2026-01-01", "attributes": {} })),
        subject("普文忠", ill),
        subject("曾雁回", earlier),
        chair,
    ];
    let checks = checked(subjects, Vec::new(), 0, &[]);
    assert_eq!(names(of(&checks, "没有专委会的委员")), ["沈若谷"], "who is not ranked needs none");
    let joined = of(&checks, "期内新任的委员");
    assert_eq!((joined.state, names(joined)), (State::Told, vec!["陆景和（3月1日起）"]));
    assert!(joined.sentence.contains("不足 90 天的不排名（第四条）"), "{}", joined.sentence);
    assert_eq!(names(of(&checks, "期内免评的委员")), ["普文忠（因病）"], "the last day counts");
}

#[test]
fn without_a_roster_there_is_nothing_else_to_look_at() {
    let checks = checked(Vec::new(), Vec::new(), 0, &[]);
    let titles: Vec<&str> = checks.iter().map(|check| check.title.as_str()).collect();
    assert_eq!(titles, ["待确认的履职记录", "没办完的导入", "委员名册"]);
}
