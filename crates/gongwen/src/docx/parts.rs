//! The parts of the package around the body.

use super::package::Part;
use super::page::{FOOTER_EVEN, FOOTER_ODD, page_number};
use super::text::{FANGSONG, FONTS, Face, LATIN, escape};
use crate::block::Align;
use crate::geometry::LINE;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Every part, in the order in which it is packed.
pub(super) fn all(title: &str, body: &str) -> Vec<Part> {
    vec![
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(title)),
        ("word/document.xml", format!("{HEAD}<w:document {WORD}><w:body>{body}</w:body></w:document>")),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", styles()),
        ("word/settings.xml", settings()),
        ("word/fontTable.xml", font_table()),
        ("word/footer1.xml", footer(Align::Right)),
        ("word/footer2.xml", footer(Align::Left)),
    ]
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts: String = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ]
    .map(|(part, kind)| format!(r#"<Override PartName="/word/{part}.xml" ContentType="{word}.{kind}+xml"/>"#))
    .concat();
    format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{parts}</Types>"#
    )
}

fn package_relations() -> String {
    format!(
        r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#
    )
}

fn document_relations() -> String {
    let targets: String = [
        ("rId1", "styles", "styles"),
        ("rId2", "settings", "settings"),
        ("rId3", "fontTable", "fontTable"),
        (FOOTER_ODD, "footer", "footer1"),
        (FOOTER_EVEN, "footer", "footer2"),
    ]
    .map(|(id, kind, part)| {
        format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{part}.xml"/>"#)
    })
    .concat();
    format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{targets}</Relationships>"#)
}

/// No dates: the bytes depend on the document alone.
fn core(title: &str) -> String {
    let title = escape(&title.replace('\n', ""));
    format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>"#
    )
}

/// Chinese and Latin text is set without automatic gaps, so that lines stay on the cells.
fn styles() -> String {
    let body = Face::BODY.properties();
    let headings: String = (1..=4).map(heading_style).collect();
    format!(
        r#"{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{FANGSONG}" w:cs="{LATIN}"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:line="{LINE}" w:lineRule="exact"/></w:pPr>{body}</w:style>{headings}</w:styles>"#
    )
}

fn heading_style(level: u32) -> String {
    format!(
        r#"<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="a"/><w:next w:val="a"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/><w:outlineLvl w:val="{}"/></w:pPr></w:style>"#,
        level - 1
    )
}

fn settings() -> String {
    format!(
        r#"{HEAD}<w:settings {WORD}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#
    )
}

fn font_table() -> String {
    let fonts: String = FONTS
        .map(|(name, substitute)| {
            format!(
                r#"<w:font w:name="{name}"><w:altName w:val="{substitute}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>"#
            )
        })
        .concat();
    format!(r#"{HEAD}<w:fonts {WORD}>{fonts}</w:fonts>"#)
}

fn footer(align: Align) -> String {
    format!(r#"{HEAD}<w:ftr {WORD}>{}</w:ftr>"#, page_number(align))
}
