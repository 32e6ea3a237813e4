use chrono::NaiveDate;

use crate::workbook::*;

#[test]
fn cleans_text_and_names() {
    assert_eq!(clean_text("\u{FEFF}　Ａ１２．５％\u{A0}\u{A0}中　文\r\n， "), "A12.5% 中 文 ，");
    assert_eq!(clean_name("张　三"), "张三");
    assert_eq!(clean_name("买买提 • 吐尔逊"), "买买提·吐尔逊");
    assert_eq!(clean_name("阿卜杜拉・卡里木"), "阿卜杜拉·卡里木");
    assert_eq!(clean_name("John  Smith"), "John Smith");
    assert_eq!(clean_name("王峯"), "王峯", "variants are never folded silently");
    assert_eq!(fold_variants("肖峯昇"), "萧峰升");
}

#[test]
fn reads_dates_in_every_usual_form() {
    let expected = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
    let forms = [
        "2026-02-03",
        "2026/2/3",
        "2026年2月3日",
        "2026.2.3",
        "20260203",
        "46056",
        "2月3日",
        "２０２６年０２月０３日",
        "2026 年 2 月 3 日",
        "2026-02-03 09:30",
        "2026年2月3日（星期二）",
        "2026年2月3号",
        "2026-2-3 上午9:00",
        "46056.5",
        "2026-02-03T09:30:00",
    ];
    for form in forms {
        assert_eq!(parse_date(form, Some(2026)), Ok(expected), "{form}");
    }
}

#[test]
fn explains_what_is_wrong_with_a_date() {
    let cases = [
        ("2026年2月31日", "“2026年2月31日”这个日期不存在：2026年2月只有28天"),
        ("20261301", "没有13月"),
        ("2月29日", "2026年2月只有28天"),
        ("2026年2月", "不是完整的日期"),
        ("2026.2", "不是完整的日期"),
        ("2026", "不是完整的日期"),
        ("26.2.3", "年份只有两位"),
        ("2026年2月3日至5日", "是一段日期"),
        ("上周五", "看不出是哪一天"),
        ("0206-02-03", "年份写成了206"),
        ("", "没有填写"),
    ];
    for (written, expected) in cases {
        let sentence = parse_date(written, Some(2026)).unwrap_err().to_string();
        assert!(sentence.contains(expected), "{written}: {sentence}");
    }
    assert!(parse_date("2月3日", None).unwrap_err().to_string().contains("写明年"));
}

#[test]
fn reads_points_and_integers() {
    let points = [
        ("1.5", 15_000),
        ("１．５", 15_000),
        ("-2", -20_000),
        ("1,234.5", 12_345_000),
        ("1，234", 12_340_000),
        ("3分", 30_000),
        ("0.0001", 1),
    ];
    for (text, expected) in points {
        assert_eq!(parse_points(text), Ok(expected), "{text}");
    }
    assert!(parse_points(".5").is_err());
    assert_eq!(parse_integer("１２"), Ok(12));
    assert_eq!(parse_integer("12.0"), Ok(12));
    let sentence = |text: &str| parse_integer(text).unwrap_err().to_string();
    assert_eq!(sentence("2天"), "“2天”里除了数字还有别的字；请只填数字，例如 2");
    assert!(sentence("2.5").contains("不是整数"));
    assert!(sentence("很多").contains("不是数字"));
    assert!(sentence("12,34").contains("不是数字"));
    assert!(sentence("99999999999999999999").contains("太大"));
    assert!(parse_points("0.33333").unwrap_err().to_string().contains("小数超过四位"));
    assert!(parse_points("85%").unwrap_err().to_string().contains("请只填数字，例如 85"));
}

#[test]
fn splits_lists_of_names() {
    let list = split_names("张三、李四，王 五；赵六 等4人");
    assert_eq!(list.names, ["张三", "李四", "王五", "赵六"]);
    assert!(list.warnings.is_empty(), "{:?}", list.warnings);
    let list = split_names("参会人员：张三 李四\n欧阳 修（组长）、张三等六人");
    assert_eq!(list.names, ["张三", "李四", "欧阳修"]);
    assert_eq!(list.warnings.len(), 3, "{:?}", list.warnings);
    assert!(list.warnings[2].contains("写明 6 人，实际列出 3 人"));
    assert_eq!(split_names("张三等").names, ["张三"]);
    assert_eq!(split_names("买买提•吐尔逊、John Smith").names, ["买买提·吐尔逊", "John Smith"]);
    assert!(split_names("").names.is_empty());
}
