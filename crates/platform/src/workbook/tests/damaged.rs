use std::io::Write;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn sentence(name: &str, bytes: &[u8]) -> String {
    read_workbook(name, bytes, &Limits::default()).unwrap_err().to_string()
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn each_bad_file_gets_its_sentence() {
    let good = xlsx(|sheet| {
        sheet.write_string(0, 0, "姓名").unwrap();
    });
    let cases: [(&str, Vec<u8>, &str); 12] = [
        ("空.xlsx", Vec::new(), "是空的"),
        ("空.csv", b"\xEF\xBB\xBF \r\n".to_vec(), "是空的"),
        ("图.xlsx", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec(), "PNG 图片"),
        ("页.xls", b"<html><table><tr><td>a</td></tr></table></html>".to_vec(), "网页（HTML）"),
        (
            "文.xlsx",
            package(&[("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>")]),
            "Word 文档",
        ),
        ("包.xlsx", package(&[("a.txt", b"a")]), "ZIP 压缩包"),
        ("断.xlsx", good[..good.len() / 2].to_vec(), "已损坏"),
        ("密.xlsx", include_bytes!("../../../tests/fixtures/encrypted.xlsx").to_vec(), "已加密"),
        ("码.csv", b"\x80\x80\xFF\xFFname".to_vec(), "文字编码无法识别"),
        ("引.csv", "姓名,备注\n张三,\"好\n".into(), "第 2 行有一个英文双引号没有成对"),
        ("坏.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(), "已损坏"),
        ("乱.xlsx", vec![0, 1, 2, 3, 4], "二进制"),
    ];
    for (name, bytes, expected) in cases {
        let sentence = sentence(name, &bytes);
        assert!(sentence.contains(expected), "{name}: {sentence}");
        assert!(sentence.contains(&format!("《{name}》")) && sentence.contains("请"), "{sentence}");
    }
}

#[test]
fn refuses_blank_workbooks_and_large_files() {
    assert!(sentence("白.xlsx", &xlsx(|_| ())).contains("没有填写任何单元格"));
    let limits = Limits { file_bytes: 1 << 20, ..Limits::default() };
    let error = read_workbook("大.csv", &vec![b'a'; (1 << 20) + 1], &limits).unwrap_err();
    assert!(error.to_string().contains("超过 1 MB"));
}

#[test]
fn refuses_zip_bombs_before_reading_them() {
    let zeros = vec![b' '; 64 << 20];
    let bomb =
        package(&[("[Content_Types].xml", b"<a/>"), ("xl/workbook.xml", b"<a/>"), ("xl/big.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(sentence("弹.xlsx", &bomb).contains("异常巨大"));
}

#[test]
fn refuses_wild_string_counts() {
    let sst = br#"<sst uniqueCount="99999999999999"></sst>"#;
    let bytes = package(&[("[Content_Types].xml", b"<a/>"), ("xl/sharedStrings.xml", sst)]);
    assert!(sentence("字.xlsx", &bytes).contains("已损坏"));
}

#[test]
fn refuses_too_many_rows_columns_and_cells() {
    let far = xlsx(|sheet| {
        sheet.write_string(1_048_575, 0, "远").unwrap();
    });
    assert!(sentence("行.xlsx", &far).contains("工作表“名册”超过 200000 行"));
    let wide = xlsx(|sheet| {
        sheet.write_string(0, 16_383, "宽").unwrap();
    });
    assert!(sentence("列.xlsx", &wide).contains("超过 500 列"));
    let limits = Limits { cells: 10, ..Limits::default() };
    let many = read_workbook("格.csv", ",,,,,,,,,,,,a".as_bytes(), &limits).unwrap_err();
    assert!(many.to_string().contains("总数超过 10 个"));
}

#[test]
fn refuses_containers_whose_chains_never_end() {
    let mut bytes = include_bytes!("../../../tests/fixtures/roster.xls").to_vec();
    let table = u32::from_le_bytes([bytes[76], bytes[77], bytes[78], bytes[79]]) as usize;
    let at = (table + 1) * 512;
    bytes[at..at + 4].copy_from_slice(&0u32.to_le_bytes());
    assert!(sentence("环.xls", &bytes).contains("已损坏"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn never_panics_on_random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600), start in 0usize..4) {
        let starts: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xEF\xBB\xBF"];
        let bytes = [starts[start], &bytes].concat();
        let _ = read(&bytes);
    }

    #[test]
    fn never_panics_on_flipped_bytes(flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = include_bytes!("../../../tests/fixtures/roster.xls").to_vec();
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = read(&bytes);
    }

    #[test]
    fn never_panics_on_text(text in "[张三,\"\n\t;=0-9年月日等、 ]{0,60}") {
        if let Ok(book) = read(text.as_bytes()) {
            let _ = crate::workbook::find_table(&book.sheets[0], &roster_columns()).map(|table| {
                (table.header_signature(), table.event_columns(Some(2026)))
            });
        }
        let _ = crate::workbook::parse_date(&text, Some(2026));
        let _ = crate::workbook::parse_points(&text);
        let _ = crate::workbook::split_names(&text);
    }
}
