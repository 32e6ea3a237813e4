use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};

use super::*;
use crate::workbook::{CellKind, Limits, place};

#[test]
fn reads_cells_as_the_clerk_sees_them() {
    let bytes = xlsx(|sheet| {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_string(0, 0, "　张　三\u{200B} ").unwrap();
        sheet.write_number(0, 1, 0.1 + 0.2).unwrap();
        sheet.write_number(0, 2, 13800138000.0).unwrap();
        let day = ExcelDateTime::from_ymd(2026, 2, 3).unwrap();
        sheet.write_datetime_with_format(0, 3, &day, &date).unwrap();
        sheet.write_boolean(0, 4, true).unwrap();
        sheet.write_string(0, 5, "１１０１０１１９９００１０１１２３Ｘ").unwrap();
        sheet.write_formula(0, 6, Formula::new("=1+2").set_result("3")).unwrap();
    });
    let sheet = &read(&bytes).unwrap().sheets[0];
    assert_eq!(
        texts(&sheet.rows[0]),
        ["张 三", "0.3", "13800138000", "2026-02-03", "是", "11010119900101123X", "3"]
    );
    assert_eq!(sheet.rows[0][3].kind, CellKind::Date(NaiveDate::from_ymd_opt(2026, 2, 3).unwrap()));
    assert!(sheet.rows[0][6].formula);
    assert!(!sheet.rows[0][1].formula);
}

#[test]
fn refuses_identity_numbers_stored_as_numbers() {
    let bytes = xlsx(|sheet| {
        sheet.write_number(0, 0, 110_101_199_001_011_234.0).unwrap();
        sheet.write_string(0, 1, "1.10101E+17").unwrap();
    });
    for cell in &read(&bytes).unwrap().sheets[0].rows[0] {
        assert_eq!(cell.text, "1.10101E+17");
        assert!(cell.error().unwrap().contains("末尾几位已经丢失，请把这一列设为文本格式后重新填写"));
    }
}

#[test]
fn formula_without_result_and_formula_errors_are_sentences() {
    let bytes = xlsx(|sheet| {
        sheet.write_formula(0, 0, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let cell = read(&bytes).unwrap().sheets[0].rows[0][0].clone();
    assert!(cell.error().unwrap().contains("#DIV/0!"), "{cell:?}");
    let none = crate::workbook::Cell::from_data(&calamine::DataRef::Empty, true);
    assert!(none.error().unwrap().contains("没有保存计算结果"));
}

#[test]
fn spreads_merged_regions_and_marks_the_copies() {
    let bytes = xlsx(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 2, "会议", &plain).unwrap();
        sheet.merge_range(1, 0, 2, 0, "张三", &plain).unwrap();
        sheet.write_string(2, 2, "出席").unwrap();
    });
    let sheet = &read(&bytes).unwrap().sheets[0];
    assert_eq!(texts(&sheet.rows[0]), ["会议", "会议", "会议"]);
    assert_eq!(texts(&sheet.rows[2]), ["张三", "", "出席"]);
    assert!(sheet.rows[2][0].spread && !sheet.rows[1][0].spread);
    assert_eq!(sheet.merges.len(), 2);
}

#[test]
fn reads_old_workbooks() {
    let bytes = include_bytes!("../../../tests/fixtures/roster.xls");
    let book = read(bytes).unwrap();
    assert!(!book.sheets[0].hidden && book.sheets[1].hidden);
    let table = crate::workbook::find_table(&book.sheets[0], &roster_columns()).unwrap();
    assert_eq!(table.header_rows, 2..=3);
    assert_eq!(table.columns[1].header, "会议｜全会");
    assert_eq!(texts(&table.rows[0].cells), ["张 三", "3", "6", "1970-02-03"]);
    assert!(table.rows[0].cells[2].formula);
}

#[test]
fn reads_text_in_every_usual_encoding() {
    let text = "姓名,界别\r\n张三,经济界\r\n";
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend(text.as_bytes());
    let mut wide = b"\xFF\xFE".to_vec();
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let (gbk, _, _) = encoding_rs::GB18030.encode(text);
    for bytes in [text.as_bytes().to_vec(), marked, wide, gbk.into_owned()] {
        let book = read_workbook("委员 名册.csv", &bytes, &Limits::default()).unwrap();
        assert_eq!(book.sheets[0].name, "委员 名册");
        assert_eq!(texts(&book.sheets[0].rows[0]), ["姓名", "界别"]);
        assert_eq!(texts(&book.sheets[0].rows[1]), ["张三", "经济界"]);
    }
}

#[test]
fn reads_quotes_separators_and_text_marks() {
    let book =
        read_csv("姓名\t备注\n\"张\n三\"\t\"说\"\"好\"\",行\"\n李四\t=\"110101199001011234\"\n王五\t'0012\n");
    let rows = &book.sheets[0].rows;
    assert_eq!(texts(&rows[1]), ["张\n三", "说\"好\",行"]);
    assert_eq!(texts(&rows[2]), ["李四", "110101199001011234"]);
    assert_eq!(texts(&rows[3]), ["王五", "0012"]);
    assert_eq!(texts(&read_csv("a;b\n1;2,5").sheets[0].rows[1]), ["1", "2,5"]);
    assert_eq!(texts(&read_csv("sep=;\na,b;c").sheets[0].rows[0]), ["a,b", "c"]);
}

#[test]
fn names_places_as_excel_does() {
    assert_eq!(place("名册", 5, 2), "工作表“名册”第 5 行第 C 列");
    assert_eq!(crate::workbook::column_letters(25), "Z");
    assert_eq!(crate::workbook::column_letters(26), "AA");
    assert_eq!(crate::workbook::column_letters(701), "ZZ");
}

#[test]
fn reads_five_thousand_rows_quickly() {
    let bytes = xlsx(|sheet| {
        sheet.write_row(0, 0, ["姓名", "身份证号", "界别", "得分"]).unwrap();
        for row in 1..=5000u32 {
            sheet
                .write_row(row, 0, [format!("张{row}"), format!("11010119900101{row:04}"), "经济界".into()])
                .unwrap();
            sheet.write_number(row, 3, f64::from(row) / 4.0).unwrap();
        }
    });
    let start = std::time::Instant::now();
    let book = read(&bytes).unwrap();
    let table = crate::workbook::find_table(&book.sheets[0], &roster_columns()).unwrap();
    assert_eq!(table.rows.len(), 5000);
    eprintln!("5000 rows: {:?}", start.elapsed());
    assert!(start.elapsed().as_secs_f64() < 3.0, "unoptimised build included");
}
