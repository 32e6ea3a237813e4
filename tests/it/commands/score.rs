//! `lvzhi score`: scheme, people and facts as files; the explained result; wrong cells by row and column.
use super::{Ended, Folder, lvzhi};

const PEOPLE: &str = "编号,姓名,界别,专委会,任职起,职务,免评起,免评原因\n\
    13001,陆景和,环境资源界,人口资源环境委员会,2023-01-10,,,\n\
    13002,沈若谷,环境资源界,人口资源环境委员会,2023年1月10日,常委,,\n\
    13003,普文忠,教育界,,2023-01-10,,2026-01-01,因病\n";
const FACTS: &str = "记录号,姓名,种类,日期,数量,会议类别,出席情况,件号,阶段,角色,案由\n\
    A1,陆景和,参会,2026-01-19,2,全体会议,缺席,,,,\n\
    A2,沈若谷,参会,2026-01-19,2,全体会议,出席,,,,\n\
    P1,13002,提案,2026-01-21,,,,2026A0007,立案,第一提案人,关于县域冷链的建议\n";

fn score(people: &[u8], facts: &[u8], more: &[&str]) -> Ended {
    let folder = Folder::new();
    let (people, facts) = (folder.write("人员.csv", people), folder.write("履职记录.csv", facts));
    let files = ["score", "--scheme", "schemes/hn-member.toml", "--people", &people, "--facts", &facts];
    lvzhi(&[&files[..], more].concat())
}

#[test]
fn the_result_is_explained_line_by_line() {
    let ended = score(PEOPLE.as_bytes(), FACTS.as_bytes(), &[]);
    ended.expect(
        0,
        &[
            "2026-01-01 至 2026-06-30",
            "沈若谷　",
            "第 1 名",
            "普文忠　",
            "免评",
            "因病",
            "（P1）",
            "（A1）",
            "结果 SM3 ",
        ],
    );
    assert!(ended.out.find("沈若谷　") < ended.out.find("陆景和　"), "{}", ended.out);
}

#[test]
fn json_can_be_read_and_is_the_same_every_time() {
    let first = score(PEOPLE.as_bytes(), FACTS.as_bytes(), &["--json"]);
    first.expect(0, &[]);
    let value: serde_json::Value = serde_json::from_str(&first.out).unwrap();
    let text = value.to_string();
    assert!(text.contains("13002") && text.contains("P1"), "{text}");
    let shuffled: Vec<_> = FACTS.lines().collect();
    let shuffled = [shuffled[0], shuffled[3], shuffled[1], shuffled[2], ""].join("\n");
    assert_eq!(score(PEOPLE.as_bytes(), shuffled.as_bytes(), &["--json"]).out, first.out);
}

/// What Excel saves as .csv on a Chinese Windows.
#[test]
fn gbk_gives_the_same_result() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let plain = score(PEOPLE.as_bytes(), FACTS.as_bytes(), &["--json"]);
    assert_eq!(score(&gbk(PEOPLE), &gbk(FACTS), &["--json"]).out, plain.out);
    let marked = ["\u{feff}", PEOPLE].concat();
    assert_eq!(score(marked.as_bytes(), &gbk(FACTS), &["--json"]).out, plain.out);
}

#[test]
fn wrong_cells_are_named_by_row_and_column() {
    let facts = |good: &str, bad: &str| {
        assert!(FACTS.contains(good));
        score(PEOPLE.as_bytes(), FACTS.replacen(good, bad, 1).as_bytes(), &[])
    };
    facts("2026-01-21", "2026-02-31").expect(1, &["第 4 行", "D 列", "2026-02-31"]);
    facts("A2,沈若谷", "A2,沈若古").expect(1, &["第 3 行", "B 列", "人员表里没有“沈若古”"]);
    facts("A1,陆景和,参会", "A1,陆景和,打卡").expect(1, &["第 2 行", "C 列", "事实目录里没有“打卡”"]);
    facts("2026-01-19,2,", "2026-01-19,两次,").expect(1, &["第 2 行", "E 列", "两次"]);
    facts("立案", "办结撤案").expect(1, &["第 4 行", "I 列", "没有“办结撤案”这个值"]);
    facts("全体会议,缺席", ",缺席").expect(1, &["履职记录 A1", "会议类别"]);
    facts("日期", "何时").expect(1, &["履职记录.csv：缺“日期”这一列"]);
    let people = |good: &str, bad: &str| {
        assert!(PEOPLE.contains(good));
        score(PEOPLE.replacen(good, bad, 1).as_bytes(), FACTS.as_bytes(), &[])
    };
    people("13002", "13001").expect(1, &["第 3 行", "A 列", "编号“13001”出现了两次"]);
    people("\n13001", "\n").expect(1, &["第 2 行", "A 列", "编号是空的"]);
    people("常委", "理事").expect(1, &["第 3 行", "F 列", "职务“理事”不认识，可填：常委、主席会议成员"]);
    people("2023-01-10", "上月").expect(1, &["第 2 行", "E 列", "上月"]);
    people("普文忠", "沈若谷").expect(1, &["有几位“沈若谷”，请改填编号"]);
}

#[test]
fn the_period_is_taken_from_the_facts_or_from_the_call() {
    let header = FACTS.lines().next().unwrap();
    score(PEOPLE.as_bytes(), header.as_bytes(), &[]).expect(1, &["履职记录.csv", "表头下面没有数据"]);
    let none = ["--from", "2026-07-01", "--to", "2026-12-31"];
    score(PEOPLE.as_bytes(), FACTS.as_bytes(), &none).expect(0, &["2026-07-01 至 2026-12-31"]);
    let turned = ["--from", "2026-06-30", "--to", "2026-01-01"];
    score(PEOPLE.as_bytes(), FACTS.as_bytes(), &turned)
        .expect(1, &["时段起 2026-06-30 晚于时段止 2026-01-01"]);
    score(PEOPLE.as_bytes(), FACTS.as_bytes(), &["--from", "六月"]).expect(2, &["的值“六月”不对"]);
}

#[test]
fn a_broken_scheme_is_refused_with_code_3() {
    let folder = Folder::new();
    let (people, facts) = (folder.write("人员.csv", PEOPLE), folder.write("履职记录.csv", FACTS));
    let text = std::fs::read_to_string("schemes/hn-member.toml").unwrap();
    let scheme = folder.write("办法.toml", text.replace("\nmax = 20\n", "\nmax = -20\n"));
    lvzhi(&["score", "--scheme", &scheme, "--people", &people, "--facts", &facts])
        .expect(3, &["行第 ", "上限不能是 -20"]);
    lvzhi(&["score", "--scheme", &facts, "--people", &people, "--facts", &facts]).expect(3, &["第 1 行"]);
}
