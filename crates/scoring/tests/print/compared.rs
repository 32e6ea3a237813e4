//! What changed between two versions.
use lvzhi_scoring::print::{Part, PartKind};
use lvzhi_scoring::{Catalogue, print, scheme_diff};

use super::{catalogue, everything, member_text, read, scheme};

/// The sentences of the change of one place of the members' scheme.
#[track_caller]
fn sentences(replaced: &[(&str, &str)]) -> Vec<String> {
    let (catalogue, text) = (catalogue(), member_text());
    let changed = replaced.iter().fold(text.clone(), |text, (good, new)| {
        assert!(text.contains(good), "{good}");
        text.replacen(good, new, 1)
    });
    let changes = scheme_diff(&scheme(&text, &catalogue), &scheme(&changed, &catalogue), &catalogue);
    changes.into_iter().map(|change| change.sentence).collect()
}

#[test]
fn changes_are_said_in_a_sentence_each() {
    let cap = sentences(&[
        ("joint = 4 }\n", "joint = 4 }\n"),
        ("by = [\"stage\", \"role\"]\nmax = 12", "by = [\"stage\", \"role\"]\nmax = 10"),
    ]);
    assert_eq!(cap, ["第七条　提案：上限 12 分 → 10 分"]);
    assert_eq!(
        sentences(&[("filed = { first = 4,", "filed = { first = 5,")]),
        ["第七条　提案：“立案·第一提案人”的分值 4 分 → 5 分"]
    );
    assert_eq!(
        sentences(&[("from = 85", "from = 86"), ("below = 85", "below = 86")]),
        ["第二十条　等次“优秀”：分数线 85 分以上 → 86 分以上"]
    );
    assert_eq!(
        sentences(&[("quota = \"10%\"", "quota_places = 50")]),
        ["第二十条　等次“优秀”：名额 10% → 50 名"]
    );
    assert_eq!(
        sentences(&[(
            "to = [\"分管副主席\"]\nwithin_working_days = 15",
            "to = [\"秘书长\"]\nwithin_working_days = 10"
        )]),
        [
            "第二十五条　不称职约谈：送 分管副主席 → 秘书长",
            "第二十五条　不称职约谈：办结时限 15 个工作日 → 10 个工作日"
        ]
    );
    assert_eq!(
        sentences(&[("for = \"standing\"", "for = \"standing\"\nfrom_date = 2026-04-01")]),
        ["第六条第二款　常委会会议：新增起始日　2026年4月1日"]
    );
    assert_eq!(sentences(&[("at_most = 8\n", "")]), ["第八条　社情民意信息：删去最多计　8 件"]);
    assert_eq!(
        sentences(&[("exempt = [\"chair_meeting\"]", "exempt = [\"standing\"]")]),
        ["第四条　考评对象：不参加排名的 主席会议成员 → 常委"]
    );
    assert_eq!(
        sentences(&[("article = \"第二十条\"\ngood = true\nfrom = 60", "article = \"第二十条\"\nfrom = 60")]),
        ["第二十条　等次“良好”：计入优良 是 → 否"]
    );
    assert_eq!(
        sentences(&[("only_grade = [\"excellent\", \"good\"]", "only_grade = \"excellent\"")]),
        ["第二十三条　年终通报表扬：限于等次 优秀、良好 → 优秀"]
    );
    assert_eq!(
        sentences(&[("unless_vetoed = true\n", "")]),
        ["第二十三条　年终通报表扬：删去有一票否决或等次限制的　除外"]
    );
    assert_eq!(
        sentences(&[("ties = [\"proposal\", \"opinion\"]", "ties = \"equal\"")]),
        ["总则：同分的 依次比提案、社情民意信息 → 并列"]
    );
}

#[test]
fn a_change_of_what_is_reported_is_said() {
    assert_eq!(
        sentences(&[(
            "attended = [\"present\", \"late\", \"early\", \"partial\"]",
            "attended = \"present\""
        )]),
        ["全体会议出席率：算作达到的 出席、迟到、早退、半程 → 出席"]
    );
    assert_eq!(
        sentences(&[(
            "show = \"good\"\nby = [\"sector\", \"special_committee\"]",
            "show = \"good\"\nby = \"sector\""
        )]),
        ["良好以上等次占比：分别报告 界别、专委会 → 界别"]
    );
    let gone = "\n[[statistic]]\nid = \"instructions\"\nlabel = \"获领导批示的社情民意信息\"\nshow = \"count\"\nkind = \"opinion_brief\"\nstages = \"instruction\"\ncount = \"pieces\"\n";
    let said = "所报 多少，事实种类 社情民意信息，阶段 批示，计数 件数";
    assert_eq!(sentences(&[(gone, "")]), [format!("删去统计　获领导批示的社情民意信息：{said}")]);
}

#[test]
fn what_is_not_counted_is_printed_and_compared() {
    let (catalogue, text) = (catalogue(), member_text());
    let kind = "[[kind]]\nid = \"visit\"\nlabel = \"走访\"\n";
    let wider = Catalogue::parse(&format!("{}\n{kind}", read("../../schemes/catalogue.toml"))).unwrap();
    let changed = text.replacen("subject = \"member\"", "subject = \"member\"\nnot_counted = \"visit\"", 1);
    let noted = scheme(&changed, &wider);
    let sentences: Vec<_> = scheme_diff(&scheme(&text, &catalogue), &noted, &wider);
    assert_eq!(sentences.len(), 1);
    assert!(
        sentences[0].sentence.contains("不计分的事实") && sentences[0].sentence.contains("走访"),
        "{sentences:?}"
    );
    let printed = format!("{:?}", print(&noted, &wider));
    assert!(printed.contains("走访只作记录，不计分。"), "{printed}");
}

#[test]
fn parts_that_come_and_go_are_named_with_what_they_do() {
    let added = "[[rule]]\nid = \"extra\"\nindicator = \"service\"\narticle = \"第十五条第二款\"\nlabel = \"驻村帮扶\"\nmechanic = \"tally\"\nkind = \"service\"\npoints = 1.5\n\n# ―― 十一";
    let (catalogue, text) = (catalogue(), member_text());
    let more = text.replacen("# ―― 十一", added, 1);
    let (less, more) = (scheme(&text, &catalogue), scheme(&more, &catalogue));
    let found = scheme_diff(&less, &more, &catalogue);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].sentence, "新增规则　第十五条第二款　驻村帮扶：每次 1.5 分");
    assert_eq!(found[0].part, Part::new(PartKind::Rule, "extra"));
    let back = scheme_diff(&more, &less, &catalogue);
    assert_eq!(back[0].sentence, "删去规则　第十五条第二款　驻村帮扶：每次 1.5 分");
    assert_eq!((back[0].before.as_deref(), back[0].after.as_deref()), (Some("驻村帮扶"), None));
}

#[test]
fn equal_schemes_comments_and_layout_give_nothing() {
    let (one, catalogue) = everything();
    assert_eq!(scheme_diff(&one, &one, &catalogue), []);
    let noted = format!("# 说明\n{}\n# 完\n", one.text().replace(" = ", "   =  "));
    let noted = scheme(&noted, &catalogue);
    assert_ne!(noted.digest(), one.digest());
    assert_eq!(scheme_diff(&one, &noted, &catalogue), []);
}

#[test]
fn another_order_is_a_change() {
    let (catalogue, text) = (catalogue(), member_text());
    let at = |mark: &str| text.find(mark).unwrap();
    let (six, seven, eight) = (at("# ―― 六"), at("# ―― 七"), at("# ―― 八"));
    let turned = [&text[..six], &text[seven..eight], &text[six..seven], &text[eight..]].concat();
    let changes = scheme_diff(&scheme(&text, &catalogue), &scheme(&turned, &catalogue), &catalogue);
    let settings: Vec<_> = changes.iter().map(|change| (change.part.kind, change.setting.as_str())).collect();
    assert_eq!(settings, [(PartKind::Indicator, "次序"), (PartKind::Rule, "次序")]);
    assert!(changes[0].sentence.starts_with("指标的次序：出席会议、提案"), "{}", changes[0].sentence);
}

/// The head cannot be taken apart by a pattern that names every field: two are private. This says when one is added.
#[test]
fn no_field_of_a_scheme_is_forgotten() {
    let fields = serde_json::to_value(everything().0).unwrap();
    let fields: Vec<_> = fields.as_object().unwrap().keys().map(String::as_str).collect();
    let known = "classes compare conditions eligibility floor grades groups id indicators multipliers not_counted \
                 outcomes period prose rank_within rounding rules separate_by statistics subject ties title total version vetoes";
    assert_eq!(fields, known.split_whitespace().collect::<Vec<_>>());
    let (with, catalogue) = everything();
    let without = scheme(&with.text().replacen("not_counted = [\"spare\"]\n", "", 1), &catalogue);
    let changes = scheme_diff(&without, &with, &catalogue);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].sentence, "总则：新增不计分的事实　书画活动");
}
