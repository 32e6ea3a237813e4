//! `lvzhi sandbox`: two schemes over one input; the report, the same numbers as JSON, and wrong calls.
use super::{Ended, Folder, lvzhi};

const SCHEME: &str = "schemes/hn-member.toml";

/// Three members; the first made two proposals, the second one, the third none.
fn input() -> String {
    let subject = |id: &str, name: &str, sex: &str| {
        format!(r#"{{"id":"{id}","name":"{name}","attributes":{{"sex":"{sex}"}},"from":"2023-01-10"}}"#)
    };
    let proposal = |id: &str, who: &str| {
        format!(
            r#"{{"id":"{id}","subject":"{who}","kind":"proposal","date":"2026-01-21","quantity":"1","attributes":{{"title":"关于山区公交的建议"}},"piece":"{id}","stage":"filed","role":"first"}}"#
        )
    };
    let subjects =
        [subject("1", "陆景和", "男"), subject("2", "沈若谷", "女"), subject("3", "普文忠", "男")].join(",");
    let facts = [proposal("P1", "1"), proposal("P2", "1"), proposal("P3", "2")].join(",");
    format!(
        r#"{{"period":{{"from":"2026-01-01","to":"2026-06-30"}},"subjects":[{subjects}],"facts":[{facts}],"previous":[]}}"#
    )
}

/// A second proposal takes points away, so that the first two change places.
fn changed() -> String {
    let text = std::fs::read_to_string(SCHEME).unwrap();
    let text = text.replace("version = \"2026.1\"", "version = \"2026.2\"");
    let changed = text.replace("filed = { first = 4, joint = 2 }", "filed = { first = 0, joint = 0 }");
    assert_ne!(changed, text);
    changed
}

fn sandbox(more: &[&str]) -> Ended {
    let folder = Folder::new();
    let (b, input) = (folder.write("改后.toml", changed()), folder.write("input.json", input()));
    lvzhi(&[&["sandbox", "--a", SCHEME, "--b", &b, "--input", &input], more].concat())
}

#[test]
fn the_report_names_who_moves_and_why() {
    let ended = sandbox(&[]);
    let sentences = [
        "2026.1 → ",
        "3 人、3 条履职记录。只试算，不改动已公布的成绩。",
        "一、谁过线",
        "二、谁升谁降",
        "三、对谁有利、对谁不利",
        "四、次序稳不稳",
        "试 100 次",
        "五、不起作用的规则",
        "六、一条记录定线",
        "前 10%",
        "前 60%",
        "陆景和",
        "提案　8 → 0",
        "2 条，+8 分",
    ];
    ended.expect(0, &sentences);
    let lines = sandbox(&["--lines", "34%", "--shakes", "3", "--top", "1"]);
    lines.expect(0, &["前 34%", "试 3 次", "列出 1 人"]);
    assert!(!lines.out.contains("前 60%"), "{}", lines.out);
}

#[test]
fn json_is_the_same_for_the_same_seed() {
    let first = sandbox(&["--json", "--seed", "7"]);
    first.expect(0, &[]);
    let report: serde_json::Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!(report["people"], 3);
    assert_eq!(report["movers"].as_array().unwrap().len(), 3, "{report}");
    assert_eq!(report["after"]["stability"]["shakes"], 100);
    assert_eq!(sandbox(&["--json", "--seed", "7"]).out, first.out);
}

#[test]
fn wrong_calls_and_files_are_answered_with_a_sentence() {
    sandbox(&["--lines", "六成"]).expect(2, &["六成"]);
    sandbox(&["--shakes", "0"]).expect(2, &["的值“0”不对"]);
    lvzhi(&["sandbox", "--a", SCHEME, "--b", SCHEME]).expect(2, &["还缺"]);
    let folder = Folder::new();
    let text = folder.write("不是.json", "[]");
    lvzhi(&["sandbox", "--a", SCHEME, "--b", SCHEME, "--input", &text])
        .expect(1, &["不是复算包里的 input.json"]);
    let (input, broken) = (folder.write("input.json", input()), folder.write("坏.toml", "[scheme]\nid = "));
    lvzhi(&["sandbox", "--a", SCHEME, "--b", &broken, "--input", &input]).expect(3, &["坏.toml：", "错误"]);
    let staff = changed().replacen("subject = \"member\"", "subject = \"staff\"", 1);
    let staff = folder.write("机关.toml", staff);
    lvzhi(&["sandbox", "--a", SCHEME, "--b", &staff, "--input", &input]).expect(1, &["考的不是同一种对象"]);
}
