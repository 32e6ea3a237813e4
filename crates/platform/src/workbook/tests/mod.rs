//! Tests of reading workbooks.

mod damaged;
mod layouts;
mod reading;
mod values;

use rust_xlsxwriter::{Workbook as Writer, Worksheet};

use super::{ColumnSpec, Limits, Workbook, WorkbookError, read_workbook};

/// Writes one sheet called 名册.
fn xlsx(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.set_name("名册").unwrap();
    fill(sheet);
    book.save_to_buffer().unwrap()
}

fn read(bytes: &[u8]) -> Result<Workbook, WorkbookError> {
    read_workbook("名册.xlsx", bytes, &Limits::default())
}

fn read_csv(text: &str) -> Workbook {
    read_workbook("名册.csv", text.as_bytes(), &Limits::default()).unwrap()
}

fn roster_columns() -> Vec<ColumnSpec> {
    vec![
        ColumnSpec::new("name", "姓名").aliases(&["委员姓名", "名字"]).required(),
        ColumnSpec::new("id_number", "身份证号").aliases(&["公民身份号码"]),
        ColumnSpec::new("sector", "界别"),
        ColumnSpec::new("points", "得分").aliases(&["分值"]),
        ColumnSpec::new("plenary", "全会次数").aliases(&["全会"]),
        ColumnSpec::new("standing", "常委会"),
    ]
}

fn texts(row: &[super::Cell]) -> Vec<&str> {
    row.iter().map(|cell| cell.text.as_str()).collect()
}
