//! Sections: paper, margins, grid and the page number.

use super::paragraph::Paragraph;
use super::text::Face;
use crate::block::Align;
use crate::geometry::{
    FOOTER_DROP, FOOTER_LINE, LINE, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, PAGE_LONG,
    PAGE_SHORT,
};
use crate::model::Orientation;

/// Relationship id of the footer of odd pages.
pub(super) const FOOTER_ODD: &str = "rId4";
/// Relationship id of the footer of even pages.
pub(super) const FOOTER_EVEN: &str = "rId5";

/// The `w:sectPr` of pages that lie this way.
pub(super) fn section(orientation: Orientation) -> String {
    let (size, [top, right, bottom, left]) = match orientation {
        Orientation::Portrait => (
            format!(r#"<w:pgSz w:w="{PAGE_SHORT}" w:h="{PAGE_LONG}"/>"#),
            [MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM, MARGIN_LEFT],
        ),
        Orientation::Landscape => (
            format!(r#"<w:pgSz w:w="{PAGE_LONG}" w:h="{PAGE_SHORT}" w:orient="landscape"/>"#),
            [MARGIN_LEFT, MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM],
        ),
    };
    let footer = bottom - FOOTER_DROP;
    format!(
        r#"<w:sectPr><w:footerReference w:type="default" r:id="{FOOTER_ODD}"/><w:footerReference w:type="even" r:id="{FOOTER_EVEN}"/><w:type w:val="nextPage"/>{size}<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" w:footer="{footer}" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>"#
    )
}

/// “— 1 —”, one character from the outer edge: right on odd pages, left on even ones.
pub(super) fn page_number(align: Align) -> String {
    let character = Face::PAGE_NUMBER.size * 10;
    let (left, right) = if align == Align::Left { (character, 0) } else { (0, character) };
    Paragraph::of(Face::PAGE_NUMBER, "— ")
        .xml(&field("begin"))
        .xml(&format!(
            r#"<w:r>{}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>"#,
            Face::PAGE_NUMBER.properties()
        ))
        .xml(&field("separate"))
        .run(Face::PAGE_NUMBER, "1")
        .xml(&field("end"))
        .run(Face::PAGE_NUMBER, " —")
        .line(FOOTER_LINE)
        .indent(left, right)
        .align(align)
        .finish()
}

fn field(kind: &str) -> String {
    format!(r#"<w:r>{}<w:fldChar w:fldCharType="{kind}"/></w:r>"#, Face::PAGE_NUMBER.properties())
}
