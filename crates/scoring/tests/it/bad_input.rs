//! Whatever the bytes, the answer is a clear sentence, soon, and within bounds.
use lvzhi_scoring::{Catalogue, Finding, Scheme, canonical_text};

use crate::support::*;

const HEAD: &str = "[scheme]\nid = \"x\"\nversion = \"1\"\ntitle = \"办法\"\ntotal = \"open\"\nrounding = \"down\"\n\
    ties = \"equal\"\n[eligibility]\nmin_days = 1\nexemption = \"skip_all\"\n";

/// What the readers of schemes and catalogues both answer; every place is inside the text.
fn refused(text: &str) -> Vec<Finding> {
    let findings = Scheme::parse(text, &hn().1).expect_err("a bad scheme");
    inside(text, &findings);
    inside(text, &Catalogue::parse(text).expect_err("a bad catalogue"));
    findings
}

fn inside(text: &str, findings: &[Finding]) {
    let canonical = canonical_text(text);
    let widths: Vec<_> = canonical.lines().map(|line| line.chars().count()).collect();
    assert!(!findings.is_empty() && findings.len() <= 401, "{}", findings.len());
    for f in findings {
        let width = widths.get(f.line as usize - 1).unwrap_or_else(|| panic!("line of {f}"));
        assert!(f.column >= 1 && f.column as usize <= width + 1, "column of {f}");
        assert!(f.message.chars().count() <= 401 && f.message.contains(|c| c > '\u{4e00}'), "{f}");
        assert!(f.suggestion.as_ref().is_none_or(|s| s.chars().count() <= 401), "{f}");
    }
}

/// The only finding, printed.
fn only(text: &str) -> String {
    match refused(text).as_slice() {
        [one] => one.to_string(),
        more => panic!("{}", list(more)),
    }
}

#[test]
fn ten_megabytes_are_not_read() {
    let said = "第 1 行第 1 列 错误：全文 10.4 MB，超过 256 KB 的上限，没有往下读（检查是否选错了文件；办法和目录通常不到 50 KB）";
    assert_eq!(only(&"# 说明文\n".repeat(910_000)), said);
    assert!(only(&"\0".repeat(10_000_000)).contains("全文 9.5 MB"));
    let comments = format!("{HEAD}{}", "# 说明\n".repeat(27_000));
    assert!(only(&comments).contains("没有写任何指标"), "262 143 bytes are few enough");
}

#[test]
fn a_million_brackets_neither_overflow_nor_pass() {
    for open in ["[", "{", "[{", "{a=", "[{a=[", "{a.a.a.a.a.a.a="] {
        for few in [1_000_000, 20_000, 100, 17] {
            let text = format!("a = {}", open.repeat(few / open.len().min(few / 17)));
            let found = only(&text);
            assert!(
                found.contains("层") || found.contains("MB") || found.contains("KB"),
                "{open} {few}: {found}"
            );
        }
    }
    assert!(only(&format!("{}a{}", "[".repeat(200_000), "]".repeat(50_000))).contains("超过 16 层"));
}

#[test]
fn a_million_dots_neither_overflow_nor_pass() {
    for key in ["a.", "\"a\".", "a . ", "'.'."] {
        let deep = key.repeat(200_000 / key.len());
        for text in [format!("{deep}a = 1"), format!("[{deep}a]"), format!("a = {{ {deep}a = 1 }}")] {
            assert!(only(&text).contains("一个名称里的点号超过 8 个"), "{key}");
        }
    }
    // ever deeper tables, each written within the limit
    let steps: String = (0..400).map(|n| format!("[{}a]\n", "a.".repeat(n % 9))).collect();
    refused(&steps);
}

#[test]
fn of_many_errors_two_hundred_are_listed() {
    let unknown: String = (0..9_900).map(|n| format!("k{n} = 1\n")).collect();
    let findings = refused(&format!("{unknown}{HEAD}"));
    assert_eq!(findings.len(), 201);
    assert_eq!(findings[0].to_string().split('（').next(), Some("第 1 行第 1 列 错误：不认识“k0”这一项"));
    let last = findings.last().map(ToString::to_string).unwrap_or_default();
    assert!(last.contains("还有 ") && last.contains(" 处没有列出（先改好列出的各处，再检查一次）"), "{last}");
    let million: String = (0..1_000_000).map(|n| format!("k{n} = {{ 1 }}\n")).collect();
    assert!(only(&million).contains("MB"));
}

#[test]
fn control_characters_and_lone_returns_are_named() {
    assert!(
        only("# a\n[scheme]\nid = \"a\0b\"")
            .starts_with("第 3 行第 8 列 错误：有一个看不见的控制字符（U+0000）")
    );
    assert!(only("a = 1\rb = 2").starts_with("第 1 行第 6 列 错误：只有回车、没有换行"));
    assert!(only("# 上限\u{202e}01 分").contains("（U+202E）"), "what is read is not what is seen");
    assert!(only("a = \"\u{85}\"").contains("（U+0085）"));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let plain = read("../../schemes/hn-member.toml");
    let windows = format!("\u{feff}\u{feff}{}", plain.replace('\n', "  \r\n"));
    let (scheme, warnings) = Scheme::parse(&windows, &hn().1).unwrap_or_else(|f| panic!("{}", list(&f)));
    assert_eq!((scheme.text(), scheme.digest()), (hn().0.text(), hn().0.digest()));
    assert_eq!(warnings, []);
    let catalogue = read("../../schemes/catalogue.toml");
    assert_eq!(Catalogue::parse(&format!("\u{feff}{}", catalogue.replace('\n', "\r\n"))).unwrap(), hn().1);
}

#[test]
fn huge_numbers_and_names_are_cut_short() {
    let digits = "9".repeat(200_000);
    for number in
        [digits.clone(), format!("-{digits}.{digits}"), format!("\"{digits}\""), format!("0x{digits}")]
    {
        refused(&HEAD.replace("\"open\"", &number));
    }
    refused(&HEAD.replace("min_days = 1", &format!("min_days = {digits}")));
    refused(&HEAD.replace("\"down\"", &format!("\"{digits}\"")));
    let name = "名".repeat(80_000);
    refused(&format!("{HEAD}\"{name}\" = 1"));
    refused(&format!("{HEAD}[[indicator]]\nid = \"{name}\"\ngroup = \"{name}\""));
    assert!(only(&"名".repeat(400_000)).contains("1.1 MB"));
}

#[test]
fn too_many_rules_grades_or_names_are_refused() {
    for part in
        ["[[rule]]", "[[grade]]", "[[indicator]]\nid = \"i\"", "[[veto]]", "[[group]]", "[[condition]]"]
    {
        let found = list(&refused(&format!("{HEAD}{}", format!("{part}\n").repeat(2_000))));
        assert!(found.contains("写了 2000 条，超过 1000 条的上限"), "{part}: {found}");
        assert!(only(&format!("{part}\n").repeat(100_000)).contains("MB") || part.len() < 11, "{part}");
    }
    assert!(only(&"[[rule]]\n".repeat(20_000)).contains("内容超过 10000 项"));
    assert!(only(&format!("a = [{}]", "1,".repeat(100_000))).contains("内容超过 10000 项"));
    let ties = format!("[{}]", "\"a\",".repeat(1_001));
    let found = list(&refused(&HEAD.replace("\"equal\"", &ties)));
    assert!(found.contains("“ties”写了 1001 条"), "{found}");
}

#[test]
fn one_name_for_two_terms_is_found_among_many() {
    let term =
        |n: usize, alias: &str| format!("{{ id = \"v{n}\", label = \"值{n}\", aliases = [\"{alias}\"] }},\n");
    let values: String = (0..900).map(|n| term(n, &format!("别名{n}"))).collect();
    let text = |more: &str| {
        format!(
            "[[kind]]\nid = \"k\"\nlabel = \"种\"\n[[kind.attribute]]\nid = \"a\"\nlabel = \"栏\"\n\
             type = \"enum\"\nvalues = [\n{values}{more}]\n"
        )
    };
    Catalogue::parse(&text("")).unwrap_or_else(|f| panic!("{}", list(&f)));
    let found = Catalogue::parse(&text(&(term(900, "值7") + &term(8, "别名8")))).expect_err("names twice");
    let messages: Vec<_> = found.iter().map(|f| f.message.as_str()).collect();
    let expected = ["“值7”同时是“值7”和“值900”的名称", "“v8”写了两次", "“值8”同时是“值8”和“值8”的名称"];
    assert_eq!(messages, expected);
}

#[test]
fn canonical_text_is_its_own_canonical_text() {
    for text in
        ["", "\u{feff}", "\u{feff}\u{feff}a \r\n\r\n", "a\r", "\r\r\n\n", "a\u{3000}\nb\t", "\n\n", "a\n \n"]
    {
        let once = canonical_text(text);
        assert_eq!(canonical_text(&once), once, "{text:?}");
        assert!(once.ends_with('\n') && !once.ends_with("\n\n"), "{text:?}");
    }
    assert_eq!(canonical_text(&"\n".repeat(10_000_000)), "\n");
}
