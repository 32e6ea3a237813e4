//! `lvzhi scheme`: checked, printed, compared.
use super::{Folder, lvzhi};

const SHIPPED: &str = "schemes/hn-member.toml";

fn shipped() -> String {
    std::fs::read_to_string(SHIPPED).unwrap()
}

#[test]
fn a_scheme_is_checked_and_each_error_has_its_place() {
    let ended = lvzhi(&["scheme", "check", SHIPPED]);
    ended.expect(0, &["《政协委员履职“双考”半年量化考核办法》", "没有错误"]);
    let shipped = shipped();
    let folder = Folder::new();
    let broken = [
        ("kind = \"attendance\"", "kind = \"login\"", "事实目录里没有“login”这种事实", true),
        ("\nmax = 20\n", "\nmax = -20\n", "上限不能是 -20", true),
        ("\nfrom = 60\n", "\nfrom = 90\n", "错误：", false),
        ("[scheme]", "[schema]", "错误：", false),
        ("title = \"政协", "title = 政协", "不合 TOML 写法", true),
    ];
    for (good, bad, sentence, there) in broken {
        assert!(shipped.contains(good), "{good}");
        let file = folder.write("办法.toml", shipped.replace(good, bad));
        let ended = lvzhi(&["scheme", "check", &file]);
        ended.expect(3, &["处错误", sentence]);
        let newline = usize::from(good.starts_with('\n'));
        let line = 1 + shipped[..shipped.find(good).unwrap()].matches('\n').count() + newline;
        if there {
            ended.expect(3, &[&format!("{file}:{line}:")]);
        }
    }
}

#[test]
fn several_schemes_are_checked_at_once_and_json_can_be_read() {
    let folder = Folder::new();
    let (text, good) = (shipped(), "\nmax = 20\n");
    let line = 2 + text[..text.find(good).unwrap()].matches('\n').count();
    let file = folder.write("办法.toml", text.replacen(good, "\nmax = -20\n", 1));
    let place = format!("{file}:{line}:7");
    lvzhi(&["scheme", "check", SHIPPED, &file]).expect(3, &["没有错误", "处错误", &place]);
    let ended = lvzhi(&["scheme", "check", "--json", SHIPPED, &file]);
    ended.expect(3, &[]);
    let list: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    let wrong = list.as_array().unwrap().iter().find(|finding| finding["line"] == line).unwrap();
    assert_eq!((wrong["file"].as_str(), wrong["severity"].as_str()), (Some(file.as_str()), Some("error")));
    assert_eq!(wrong["column"], 7);
    assert!(wrong["message"].as_str().unwrap().contains("-20"), "{wrong}");
}

#[test]
fn a_scheme_is_printed_as_articles() {
    let ended = lvzhi(&["scheme", "print", SHIPPED]);
    ended.expect(0, &["第一章　总则", "第七条　提案每件", "本项满 12 分为止。", "附件　计分表"]);
    let folder = Folder::new();
    let broken = folder.write("办法.toml", shipped().replace("[scheme]", "[schema]"));
    lvzhi(&["scheme", "print", SHIPPED, "--with", &broken]).expect(3, &["办法.toml:", "错误："]);
    lvzhi(&["scheme", "print", &broken]).expect(3, &["办法.toml:", "错误："]);
}

#[test]
fn another_scheme_whose_results_are_read_is_named_by_its_title() {
    let year = "schemes/staff-year.toml";
    let named = lvzhi(&["scheme", "print", year, "--with", "schemes/staff-quarter.toml"]);
    let quarter = std::fs::read_to_string("schemes/staff-quarter.toml").unwrap();
    let title = quarter.lines().find_map(|line| line.strip_prefix("title = ")).unwrap().trim_matches('"');
    named.expect(0, &[&format!("按《{title}》考评的")]);
    assert!(!named.out.contains("staff-quarter"), "{}", named.out);
}

#[test]
fn the_docx_holds_the_articles_and_is_the_same_every_time() {
    let folder = Folder::new();
    let (first, again) = (folder.path("甲.docx"), folder.path("乙.docx"));
    lvzhi(&["scheme", "print", SHIPPED, "--docx", &first]).expect(0, &["已写入", "甲.docx"]);
    lvzhi(&["scheme", "print", SHIPPED, "--docx", &again]).expect(0, &[]);
    let bytes = std::fs::read(&first).unwrap();
    assert_eq!(bytes, std::fs::read(&again).unwrap());
    assert!(bytes.starts_with(b"PK"));
    let nowhere = folder.path("没有/丙.docx");
    lvzhi(&["scheme", "print", SHIPPED, "--docx", &nowhere]).expect(1, &["写不了", "丙.docx"]);
}

#[test]
fn two_schemes_are_compared_in_sentences() {
    let folder = Folder::new();
    let text = shipped();
    let good = "by = [\"stage\", \"role\"]\nmax = 12";
    assert!(text.contains(good));
    let other = folder.write("新.toml", text.replace(good, "by = [\"stage\", \"role\"]\nmax = 10"));
    lvzhi(&["scheme", "diff", SHIPPED, &other]).expect(0, &["1 处改动", "第七条　提案：上限 12 分 → 10 分"]);
    lvzhi(&["scheme", "diff", SHIPPED, SHIPPED]).expect(0, &["两份办法的规则相同。"]);
    let ended = lvzhi(&["scheme", "diff", "--json", SHIPPED, &other]);
    let list: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(list[0]["part"], serde_json::json!({ "kind": "rule", "id": "proposal" }));
    assert_eq!((list[0]["before"].as_str(), list[0]["after"].as_str()), (Some("12 分"), Some("10 分")));
}
