//! The generated XML against the figures of GB/T 9704-2012.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod sample;

use std::io::{Cursor, Read};

use lvzhi_gongwen::{Block, Column, Document, Error, Imprint, Letterhead, Run, Signature, Table};
use zip::ZipArchive;

fn part(docx: &[u8], path: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(path).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn body(document: &Document) -> String {
    part(&document.to_docx().unwrap(), "word/document.xml")
}

/// The number in `name="…"` of the first `element`.
fn measure(xml: &str, element: &str, name: &str) -> f64 {
    let start = xml.find(&format!("<w:{element} ")).unwrap_or_else(|| panic!("no {element}"));
    let tag = &xml[start..start + xml[start..].find('>').unwrap()];
    let key = format!(" w:{name}=\"");
    let value = tag.find(&key).unwrap_or_else(|| panic!("no {name} in {tag}")) + key.len();
    tag[value..value + tag[value..].find('"').unwrap()].parse().unwrap()
}

fn millimetres(twips: f64) -> f64 {
    twips / 1440.0 * 25.4
}

fn assert_millimetres(twips: f64, expected: f64) {
    let found = millimetres(twips);
    assert!((found - expected).abs() < 0.1, "{found} mm instead of {expected} mm");
}

/// The paragraph that holds the words.
fn paragraph<'a>(xml: &'a str, words: &str) -> &'a str {
    let at = xml.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    let start = xml[..at].rfind("<w:p>").unwrap();
    &xml[start..at + xml[at..].find("</w:p>").unwrap()]
}

#[test]
fn page_has_the_margins_of_the_standard() {
    let xml = body(&Document::new("报告"));
    assert_millimetres(measure(&xml, "pgSz", "w"), 210.0);
    assert_millimetres(measure(&xml, "pgSz", "h"), 297.0);
    for (side, expected) in [("top", 37.0), ("left", 28.0), ("right", 26.0), ("bottom", 35.0)] {
        assert_millimetres(measure(&xml, "pgMar", side), expected);
    }
    let width = measure(&xml, "pgSz", "w") - measure(&xml, "pgMar", "left") - measure(&xml, "pgMar", "right");
    assert_millimetres(width, 156.0);
}

#[test]
fn text_block_holds_22_lines_of_28_characters() {
    let docx = Document { blocks: vec![Block::text("字")], ..Document::new("报告") }.to_docx().unwrap();
    let (xml, styles) = (part(&docx, "word/document.xml"), part(&docx, "word/styles.xml"));
    let line = measure(&styles, "spacing", "line");
    assert_eq!(measure(&xml, "docGrid", "linePitch"), line);
    assert_eq!((12_756.0 / line).floor(), 22.0);
    let run = paragraph(&xml, ">字<");
    let advance = measure(run, "sz", "val") * 10.0 + measure(run, "spacing", "val");
    assert_eq!((8_844.0 / advance).floor(), 28.0);
    assert!(run.contains(r#"w:firstLineChars="200""#));
}

#[test]
fn faces_are_set_directly_and_never_by_theme() {
    let docx = sample::circular().to_docx().unwrap();
    let xml = part(&docx, "word/document.xml");
    let expected = [
        ("通报</w:t>", "方正小标宋简体", 44),
        ("一、总体情况", "黑体", 32),
        ("（一）提案质量", "楷体_GB2312", 32),
        ("1.报送数量", "仿宋_GB2312", 32),
        ("（1）采用渠道", "仿宋_GB2312", 32),
        ("附件1", "黑体", 32),
        ("抄送：", "仿宋_GB2312", 28),
    ];
    for (words, font, size) in expected {
        let found = paragraph(&xml, words);
        assert!(found.contains(&format!(r#"w:eastAsia="{font}""#)), "{words}: {found}");
        assert_eq!(measure(found, "sz", "val"), f64::from(size), "{words}");
    }
    for path in ["word/document.xml", "word/styles.xml", "word/footer1.xml", "word/settings.xml"] {
        assert!(!part(&docx, path).to_lowercase().contains("theme"), "{path}");
    }
    assert_eq!(xml.matches("<w:rFonts ").count(), xml.matches(r#"<w:rFonts w:hint="eastAsia""#).count());
}

#[test]
fn red_head_number_and_rule() {
    let xml = body(&sample::circular());
    let head = paragraph(&xml, ">云岭省政协办公厅文件<");
    assert!(head.contains(r#"<w:color w:val="FF0000"/>"#) && head.contains("方正小标宋简体"));
    let drop = measure(&xml, "spacing", "line");
    assert_millimetres(drop, 35.0);
    let number = paragraph(&xml, "云协办〔2026〕12号");
    assert!(number.contains(r#"w:color="FF0000""#) && number.contains(r#"<w:jc w:val="center"/>"#));
}

#[test]
fn upward_document_names_the_signer_beside_the_number() {
    let letterhead = Letterhead {
        organisation: "云岭省政协办公厅文件".into(),
        number: "云协办〔2026〕3号".into(),
        signer: Some("顾清和".into()),
        secrecy: Some("机密★1年".into()),
        urgency: Some("特急".into()),
    };
    let xml = body(&Document { letterhead: Some(letterhead), ..Document::new("请示") });
    let line = paragraph(&xml, "云协办〔2026〕3号");
    assert!(line.contains("签发人：") && line.contains("顾清和") && line.contains("楷体_GB2312"));
    assert!(!line.contains(r#"<w:jc w:val="center"/>"#));
    assert!(xml.find("机密★1年") < xml.find("特急"));
    assert!(paragraph(&xml, "特急").contains("黑体"));
    let drop = &xml[xml.find("<w:snapToGrid ").unwrap()..];
    assert_eq!(measure(drop, "spacing", "line"), 1_984.0 - 2.0 * 579.0);
}

#[test]
fn date_stands_four_characters_from_the_edge_below_the_organisation() {
    let xml = body(&sample::circular());
    let date = paragraph(&xml, ">2026年7月14日<");
    assert_eq!(measure(date, "ind", "right"), 4.0 * 315.0);
    assert!(date.contains(r#"<w:jc w:val="right"/>"#));
    let at = xml.find(">2026年7月14日<").unwrap();
    let organisation =
        paragraph(&xml[xml[..at].rfind(">云岭省政协办公厅<").unwrap() - 900..], ">云岭省政协办公厅<");
    let centre = (measure(organisation, "ind", "left") + 8_844.0) / 2.0;
    let date_centre = 8_844.0 - 4.0 * 315.0 - (3.0 * 315.0 + 7.0 * 157.0) / 2.0;
    assert!((centre - date_centre).abs() < 2.0, "{centre} {date_centre}");
}

#[test]
fn long_signature_moves_left_with_its_date() {
    let organisation = "中国人民政治协商会议云岭省委员会提案委员会".to_owned();
    let signature = Some(Signature { organisation: organisation.clone(), date: sample::day(2026, 7, 14) });
    let xml = body(&Document { signature, ..Document::new("报告") });
    let room = 8_844.0 - measure(paragraph(&xml, &organisation), "ind", "left");
    assert!(room >= 21.0 * 315.0, "{room}");
    let date_width = 3.0 * 315.0 + 7.0 * 157.0;
    let date_right = measure(paragraph(&xml, ">2026年7月14日<"), "ind", "right");
    assert!((date_right + date_width / 2.0 - room / 2.0).abs() < 2.0, "{date_right}");
}

#[test]
fn page_numbers_change_sides() {
    let docx = Document::new("报告").to_docx().unwrap();
    let (odd, even) = (part(&docx, "word/footer1.xml"), part(&docx, "word/footer2.xml"));
    assert!(odd.contains(r#"<w:jc w:val="right"/>"#) && even.contains(r#"<w:jc w:val="left"/>"#));
    assert_eq!((measure(&odd, "ind", "right"), measure(&even, "ind", "left")), (280.0, 280.0));
    assert_eq!(measure(&odd, "sz", "val"), 28.0);
    assert!(odd.contains("— </w:t>") && odd.contains(" PAGE ") && odd.contains("宋体"));
    assert!(part(&docx, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    let xml = part(&docx, "word/document.xml");
    let dash = measure(&xml, "pgMar", "bottom") - measure(&xml, "pgMar", "footer") - 160.0;
    assert_millimetres(dash, 7.0);
}

#[test]
fn tables_repeat_their_head_and_leave_the_grid() {
    let xml = body(&Document { blocks: vec![sample::ranking(60).into()], ..Document::new("排名") });
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(xml.matches("<w:tr>").count(), 61);
    assert_eq!(xml.matches("<w:cantSplit/>").count(), 61);
    let table = &xml[xml.find("<w:tbl>").unwrap()..xml.find("</w:tbl>").unwrap()];
    assert_eq!(table.matches("<w:p>").count(), table.matches(r#"<w:snapToGrid w:val="0"/>"#).count());
    assert_eq!(measure(table, "sz", "val"), 24.0);
    let columns: f64 =
        table.match_indices("<w:gridCol ").map(|(at, _)| measure(&table[at..], "gridCol", "w")).sum();
    assert_eq!(columns, 8_844.0);
    let mut plain = sample::ranking(1);
    plain.repeat_header = false;
    assert!(!body(&Document { blocks: vec![plain.into()], ..Document::default() }).contains("tblHeader"));
}

#[test]
fn malformed_tables_are_refused() {
    let table = Table::new(vec![Column::new("甲", 1)]).with_caption("表").with_rows(vec![vec![], vec![]]);
    let error = Document { blocks: vec![table.into()], ..Document::default() }.to_docx().unwrap_err();
    assert!(matches!(error, Error::RowWidth { row: 1, expected: 1, found: 0, .. }), "{error}");
    let error =
        Document { blocks: vec![Table::new(vec![]).into()], ..Document::default() }.to_docx().unwrap_err();
    assert!(matches!(error, Error::NoColumns { .. }), "{error}");
}

#[test]
fn wide_annex_turns_the_paper_and_the_imprint_turns_it_back() {
    let xml = body(&sample::circular());
    let sections: Vec<_> = xml.match_indices("<w:sectPr>").map(|(at, _)| &xml[at..]).collect();
    let widths: Vec<_> = sections.iter().map(|section| measure(section, "pgSz", "w")).collect();
    assert_eq!(widths, [11_906.0, 16_838.0, 11_906.0]);
    assert_eq!(measure(sections[1], "pgMar", "top"), 1_588.0);
    assert_eq!(xml.matches("<w:pageBreakBefore/>").count(), 1);
}

#[test]
fn imprint_is_pinned_to_the_foot_between_thick_rules() {
    let imprint = Imprint {
        copies_to: None,
        printed_by: "云岭省政协办公厅".into(),
        printed_on: sample::day(2026, 7, 15),
    };
    let xml = body(&Document { imprint: Some(imprint), ..Document::new("报告") });
    assert!(xml.contains(r#"w:vertAnchor="margin""#) && xml.contains(r#"w:tblpYSpec="bottom""#));
    assert!(!xml.contains("抄送"));
    assert!(paragraph(&xml, "日印发").contains("2026年7月15日印发"));
    assert_eq!(
        (measure(&xml, "top", "sz"), measure(&xml, "bottom", "sz"), measure(&xml, "insideH", "sz")),
        (8.0, 8.0, 6.0)
    );
}

#[test]
fn page_break_moves_to_the_next_piece() {
    let blocks = vec![Block::text("前"), Block::PageBreak, Block::text("后")];
    let xml = body(&Document { blocks, ..Document::new("报告") });
    assert!(paragraph(&xml, ">后<").contains("<w:pageBreakBefore/>"));
    assert!(!paragraph(&xml, ">前<").contains("<w:pageBreakBefore/>"));
}

#[test]
fn hostile_text_stays_text() {
    let blocks =
        vec![Block::Paragraph(vec![Run::plain("<w:p/>&\u{0}\u{1b}\u{ffff}\"“引”"), Run::bold("粗")])];
    let xml = body(&Document { blocks, ..Document::new("甲<乙") });
    assert!(xml.contains(">&lt;w:p/&gt;&amp;&quot;“引”<"));
    assert!(paragraph(&xml, ">粗<").contains("<w:b/>"));
    assert!(xml.contains("甲&lt;乙") && !xml.contains(['\u{0}', '\u{1b}', '\u{ffff}']));
}

#[test]
fn same_document_gives_the_same_bytes() {
    let bytes = sample::circular().to_docx().unwrap();
    assert_eq!(bytes, sample::circular().to_docx().unwrap());
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(archive.by_index(0).unwrap().name().unwrap(), "[Content_Types].xml");
    for index in 0..archive.len() {
        let date = archive.by_index(index).unwrap().last_modified().unwrap();
        assert_eq!((date.year(), date.month(), date.day(), date.hour()), (1980, 1, 1, 0));
    }
}

#[test]
fn reading_order_of_a_circular() {
    let xml = body(&sample::circular());
    let order = [
        "云岭省政协办公厅文件<",
        "云协办〔2026〕12号",
        "情况的通报",
        "各处室：",
        "今年以来",
        "一、总体情况",
        "二、主要特点",
        "（一）提案质量",
        "（二）社情民意",
        "1.报送数量",
        "（1）采用渠道",
        "三、下一步工作",
        "附件：1.",
        "2026年7月14日<",
        "（联系人：林溪",
        ">附件1<",
        "表1",
        ">附件2<",
        "抄送：",
        "2026年7月15日印发",
    ];
    let mut from = 0;
    for words in order {
        from += xml[from..].find(words).unwrap_or_else(|| panic!("{words} is missing or out of order"));
    }
}

#[test]
fn rules_have_centred_chapters_and_articles_with_numbers_in_heiti() {
    let document = Document {
        subtitle: Some("（2026年1月10日通过）".into()),
        blocks: vec![
            Block::Chapter("第一章　总则".into()),
            Block::Article {
                number: "第一条".into(), text: "为了规范考评，制定本办法。".into()
            },
            Block::text("另有规定的除外。"),
            Block::Chapter("第二章　附则".into()),
            Block::Article { number: "第二条".into(), text: "自印发之日起施行。".into() },
        ],
        ..Document::new("考评办法")
    };
    let xml = body(&document);
    let subtitle = paragraph(&xml, "（2026年1月10日通过）");
    assert!(subtitle.contains("楷体_GB2312") && subtitle.contains(r#"<w:jc w:val="center"/>"#));
    let chapter = paragraph(&xml, "第二章　附则");
    for part in ["黑体", r#"<w:jc w:val="center"/>"#, r#"<w:pStyle w:val="1"/>"#, "<w:keepNext/>"] {
        assert!(chapter.contains(part), "{part}: {chapter}");
    }
    let article = paragraph(&xml, "第一条");
    let (number, words) = article.split_once("</w:r>").unwrap();
    assert!(
        number.contains("黑体")
            && number.contains("第一条　")
            && number.contains(r#"w:firstLineChars="200""#)
    );
    assert!(words.contains("仿宋_GB2312") && words.contains("为了规范考评"));
    let order = ["考评办法", "（2026", "第一章", "第一条", "另有", "第二章", "第二条"]
        .map(|words| xml.find(words).unwrap());
    assert!(order.is_sorted(), "{order:?}");
    let between = &xml[order[4]..order[5]];
    assert_eq!(between.matches("<w:p>").count(), 2, "one empty line above a chapter");
    assert_eq!(
        xml[order[1]..order[2]].matches("<w:p>").count(),
        2,
        "none but that of the title above the first"
    );
}
