use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_xlsxwriter::Format;

use super::*;
use crate::sheet_export::{
    BadRow, CellValue, Column, ColumnKind, SheetSpec, annotate_bad_rows, workbook_bytes,
};
use crate::workbook::{SkipReason, Table, TableError, find_table};

fn table_of(text: &str) -> Table {
    find_table(&read_csv(text).sheets[0], &roster_columns()).unwrap()
}

fn reasons(table: &Table) -> Vec<(u32, SkipReason)> {
    table.skipped.iter().map(|row| (row.row_number, row.reason)).collect()
}

#[test]
fn finds_the_table_between_title_and_notes() {
    let table = table_of(
        "2026年委员履职得分表,,,\n填报单位：办公室,,,\n序号,姓 名,身份证号（必填）,得分(分)\n1,张三,110101199001011234,1.5\n,,,\n\
         一、经济界,,,\n2,李四,,2\n序号,姓 名,身份证号（必填）,得分(分)\n3,王五,,3\n合 计,,,6.5\n注：得分截至12月。,,,\n",
    );
    assert_eq!(table.header_rows, 3..=3);
    let mapped: Vec<_> =
        table.columns.iter().map(|column| (column.column.as_deref(), column.confidence)).collect();
    assert_eq!(mapped, [(None, 0), (Some("name"), 100), (Some("id_number"), 100), (Some("points"), 100)]);
    assert_eq!(table.rows.iter().map(|row| row.row_number).collect::<Vec<_>>(), [4, 7, 9]);
    use SkipReason::*;
    assert_eq!(reasons(&table), [(5, Blank), (6, Section), (8, RepeatedHeader), (10, Total), (11, Note)]);
    assert_eq!(table.cell(&table.rows[0], "points").unwrap().text, "1.5");
}

#[test]
fn names_and_meetings_with_their_days_make_a_header_without_another_known_heading() {
    let specs = [ColumnSpec::new("name", "姓名"), ColumnSpec::new("date", "日期")];
    let sheet = read_csv(
        "签到表,,,\n√出席,,,\n序号,姓 名,会议,\n,,预备会2026.3.8,开幕会 3月9日\n1,张三,√,√\n2,李四,△,√\n",
    );
    let table = find_table(&sheet.sheets[0], &specs).unwrap();
    assert_eq!((table.header_rows.clone(), table.rows.len()), (3..=4, 2));
    assert_eq!((table.column_index("name"), table.column_index("date")), (Some(1), None));
    let plain = read_csv("张三,2026-03-08\n李四,2026-03-09\n");
    assert!(find_table(&plain.sheets[0], &specs).is_err(), "days alone are no header");
}

#[test]
fn a_line_for_signatures_is_no_content_however_it_is_spread() {
    let table = table_of(
        "姓名,界别,得分\n张三,经济界,1\n审　核：,唐某,2026年1月6日\n制表：何某,审核：唐某,\n经办人,何某,\n审计署干部,教育界,2\n",
    );
    assert_eq!(table.rows.iter().map(|row| row.row_number).collect::<Vec<_>>(), [2, 6]);
    use SkipReason::Note;
    assert_eq!(reasons(&table), [(3, Note), (4, Note), (5, Note)]);
}

#[test]
fn the_number_of_an_identity_card_is_taken_for_no_other_number() {
    let specs = [
        ColumnSpec::new("number", "委员编号").aliases(&["编号", "证号", "委员证号"]),
        ColumnSpec::new("name", "姓名").required(),
    ];
    let sheet = read_csv("姓名,身份证号,身份证号码\n张三,110101199001011234,110101199001011234\n");
    let table = find_table(&sheet.sheets[0], &specs).unwrap();
    assert_eq!(table.column_index("number"), None);
    let sheet = read_csv("姓名,证号\n张三,13001\n");
    assert_eq!(find_table(&sheet.sheets[0], &specs).unwrap().column_index("number"), Some(1));
}

#[test]
fn joins_headers_of_two_rows_with_and_without_merged_regions() {
    let merged = xlsx(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 3, "履职情况表", &plain).unwrap();
        sheet.merge_range(1, 0, 2, 0, "姓名", &plain).unwrap();
        sheet.merge_range(1, 1, 1, 2, "会议", &plain).unwrap();
        sheet.merge_range(1, 3, 2, 3, "得分", &plain).unwrap();
        sheet.write_row(2, 1, ["全会", "常委会"]).unwrap();
        sheet.write_row(3, 0, ["张三", "1", "2", "3"]).unwrap();
        sheet.write_row(4, 0, ["李四", "1", "2", "3"]).unwrap();
    });
    let merged = find_table(&read(&merged).unwrap().sheets[0], &roster_columns()).unwrap();
    let plain = table_of("姓名,会议,,得分\n,全会,常委会,\n张三,1,2,3\n李四,1,2,3\n");
    for table in [&merged, &plain] {
        let headers: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(headers, ["姓名", "会议｜全会", "会议｜常委会", "得分"]);
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.column_index("plenary"), Some(1));
        assert_eq!(table.column_index("standing"), Some(2));
    }
    assert_eq!(merged.header_signature(), plain.header_signature());
}

#[test]
fn guesses_by_alias_part_and_likeness() {
    let table = table_of("委员姓名,公民身份证号码,所属界别,得  份\n张三,,,1\n");
    let guesses: Vec<_> = table
        .columns
        .iter()
        .map(|column| (column.column.as_deref().unwrap_or("-"), column.confidence))
        .collect();
    assert_eq!(guesses[0], ("name", 95));
    assert!(guesses[1].0 == "id_number" && guesses[1].1 < 90, "{guesses:?}");
    assert!(guesses[2].0 == "sector" && (60..90).contains(&guesses[2].1));
    assert!(guesses[3].0 == "points" && guesses[3].1 < 60);
}

#[test]
fn corrected_mapping_replaces_the_guesses() {
    let mut table = table_of("姓名,推荐人,界别\n张三,李四,经济界\n");
    let mapping = BTreeMap::from([(1, "name".to_owned()), (2, "sector".to_owned())]);
    table.apply_mapping(&mapping);
    assert_eq!(table.mapping(), mapping);
    assert_eq!(table.cell(&table.rows[0], "name").unwrap().text, "李四");
    table.apply_mapping(&BTreeMap::new());
    assert_eq!(table.missing(&roster_columns()).len(), 1);
}

#[test]
fn says_when_there_is_no_table() {
    let sheet = read_csv("a,b\n1,2\n").sheets.remove(0);
    let error = find_table(&sheet, &roster_columns()).unwrap_err();
    assert!(error.to_string().contains("没有一行写着“姓名”“身份证号”“界别”等列名"), "{error}");
    let sheet = read_csv("姓名,界别\n").sheets.remove(0);
    let error = find_table(&sheet, &roster_columns()).unwrap_err();
    assert_eq!(error, TableError::NoRows { sheet: "名册".into(), header_row: 1 });
}

#[test]
fn finds_meetings_as_columns() {
    let table_of = |text: &str| find_table(&read_csv(text).sheets[0], &roster_columns()[..2]).unwrap();
    let table = table_of(
        "2026年出席情况,,,,\n序号,姓名,常委会（2026-01-10）,2月31日协商会,专题调研,出席率\n1,张三,√,请假,×,50%\n2,李四,迟到,√,△,66%\n",
    );
    let events = table.event_columns(Some(2026));
    assert_eq!(
        events.iter().map(|event| event.title.as_str()).collect::<Vec<_>>(),
        ["常委会", "协商会", "专题调研"]
    );
    assert_eq!(events[0].date, Some(Ok(NaiveDate::from_ymd_opt(2026, 1, 10).unwrap())));
    let impossible = events[1].date.clone().unwrap().unwrap_err();
    assert!(impossible.to_string().contains("2026年2月只有28天"), "{impossible}");
    assert_eq!(events[2].date, None);
    let next = table_of("序号,姓名,常委会（2026-03-10）,3月3日座谈会,专题调研,出席率\n1,张三,√,√,√,1\n");
    assert_eq!(table.header_signature(), next.header_signature());
}

#[test]
fn dates_in_the_second_header_row_belong_to_the_header() {
    let table = table_of("姓名,界别,全体会议,协商座谈\n,,2026-01-10,2026/2/11\n张三,经济界,√,×\n");
    assert_eq!(table.header_rows, 1..=2);
    let events = table.event_columns(None);
    assert_eq!(events.len(), 2);
    assert_eq!((events[1].index, events[1].title.as_str()), (3, "协商座谈"));
    assert_eq!(events[1].date, Some(Ok(NaiveDate::from_ymd_opt(2026, 2, 11).unwrap())));
}

fn exported() -> SheetSpec {
    let columns = vec![
        Column::new("姓名", 12.0, ColumnKind::Text),
        Column::new("身份证号", 22.0, ColumnKind::Text),
        Column::new("界别", 16.0, ColumnKind::Text),
        Column::new("得分", 10.0, ColumnKind::Points4),
        Column::new("日期", 12.0, ColumnKind::Date),
    ];
    let day = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
    let row = |name: &str, points| {
        vec![
            name.into(),
            CellValue::Integer(110_101_199_001_011_234),
            "=1+1".into(),
            CellValue::Points(points),
            CellValue::Date(day),
        ]
    };
    SheetSpec::new("得分/2026", columns, vec![row("张三", 15_000), row("李四", -2_500)])
        .title("得分表")
        .title("截至2026年2月")
}

#[test]
fn reads_what_it_writes() {
    let bytes = workbook_bytes(&[exported(), exported()]).unwrap();
    assert_eq!(bytes, workbook_bytes(&[exported(), exported()]).unwrap(), "same input, same bytes");
    let book = read(&bytes).unwrap();
    assert_eq!(book.sheets[0].name, "得分-2026");
    assert_eq!(book.sheets[1].name, "得分-2026（2）");
    let table = find_table(&book.sheets[0], &roster_columns()).unwrap();
    assert_eq!(table.header_rows, 3..=3);
    assert_eq!(texts(&table.rows[0].cells), ["张三", "110101199001011234", "=1+1", "1.5", "2026-02-03"]);
    assert_eq!(texts(&table.rows[1].cells)[3], "-0.25");
    assert!(table.rows.iter().all(|row| row.cells.iter().all(|cell| !cell.formula)));
}

#[test]
fn bad_rows_come_back_with_their_remark() {
    let headers: Vec<String> = ["姓名", "会议｜全会", "得分"].map(str::to_owned).into();
    let cells: Vec<String> = ["张三", "2", "2天"].map(str::to_owned).into();
    let rows =
        [BadRow { row_number: 7, cells, remark: "得分：“2天”里除了数字还有别的字".into() }];
    let book = read(&annotate_bad_rows(&headers, &rows).unwrap()).unwrap();
    let table = find_table(&book.sheets[0], &roster_columns()).unwrap();
    assert_eq!(texts(&table.rows[0].cells)[..4], ["7", "张三", "2", "2天"]);
    assert_eq!(table.column_index("plenary"), Some(2));
    assert!(table.event_columns(None).is_empty());
}
