//! 附件说明, signature, note and 版记.

use super::body::Flow;
use super::opening::blank_lines;
use super::paragraph::Paragraph;
use super::text::{Face, body_width};
use crate::block::Align;
use crate::geometry::{CHARACTER, TEXT_WIDTH};
use crate::model::{Document, Imprint, Signature};
use crate::wording::date_text;

/// Height of a line of the imprint.
const IMPRINT_LINE: u32 = 480;
/// Distance from the body where the imprint cannot float.
const IMPRINT_GAP: u32 = 200;

/// Everything between the body and the annexes.
pub(super) fn after_body(flow: &mut Flow, document: &Document) {
    attachments(flow, &document.attachments);
    if let Some(signed) = &document.signature {
        flow.keep_last();
        signature(flow, signed);
    }
    if let Some(note) = &document.note {
        flow.push(Paragraph::of(Face::BODY, &bracketed(note)).first_line());
    }
}

/// One empty line, then 附件： with the names one below the other.
fn attachments(flow: &mut Flow, names: &[String]) {
    if names.is_empty() {
        return;
    }
    blank_lines(flow, 1);
    if let [name] = names {
        flow.push(Paragraph::of(Face::BODY, &format!("附件：{name}")).hanging(5 * CHARACTER, 3 * CHARACTER));
        return;
    }
    let number_width = if names.len() < 10 { CHARACTER } else { CHARACTER * 3 / 2 };
    let left = 5 * CHARACTER + number_width;
    for (index, name) in names.iter().enumerate() {
        let (label, hanging) =
            if index == 0 { ("附件：", left - 2 * CHARACTER) } else { ("", number_width) };
        let line = format!("{label}{}.\t{name}", index + 1);
        flow.push(Paragraph::of(Face::BODY, &line).hanging(left, hanging).tab("left", left));
    }
}

/// Room for the seal, the organisation, and the date four characters from the right edge. A name
/// too long to stand centred there moves both to the left.
fn signature(flow: &mut Flow, signature: &Signature) {
    let date = date_text(signature.date);
    let date_width = body_width(&date);
    let name_width = signature.organisation.lines().map(body_width).max().unwrap_or(0);
    let centre = (4 * CHARACTER + date_width / 2).max(name_width.div_ceil(2));
    let date_gap = centre.saturating_sub(date_width / 2);
    blank_lines(flow, 2);
    flow.push(Paragraph::of(Face::BODY, &signature.organisation).keep_next().centred_at(centre));
    flow.push(Paragraph::of(Face::BODY, &date).indent(0, date_gap).align(Align::Right));
}

fn bracketed(note: &str) -> String {
    if note.starts_with('（') { note.to_owned() } else { format!("（{note}）") }
}

/// The imprint, a floating table pinned to the foot of the last page.
///
/// LibreOffice before 7.6 does not float a table as wide as the text and leaves it below the body.
pub(super) fn imprint(flow: &mut Flow, imprint: &Imprint) {
    flow.push(Paragraph::blank().line(IMPRINT_GAP));
    let copies = imprint.copies_to.as_deref().map(|names| row(&copies(names))).unwrap_or_default();
    let xml = format!(
        r#"<w:tbl>{}<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{copies}{}</w:tbl>"#,
        imprint_properties(),
        row(&printed(imprint))
    );
    flow.push_table(xml, 20);
}

/// Thick rules (0.35 mm) outside, a thin one (0.25 mm) inside.
fn imprint_properties() -> String {
    let rule = |side, eighths| {
        format!(r#"<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>"#)
    };
    format!(
        r#"<w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{}{}{}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>"#,
        rule("top", 8),
        rule("bottom", 8),
        rule("insideH", 6)
    )
}

fn copies(copies_to: &str) -> Paragraph {
    let character = Face::IMPRINT.size * 10;
    let stop = if copies_to.ends_with('。') { "" } else { "。" };
    Paragraph::of(Face::IMPRINT, &format!("抄送：{copies_to}{stop}")).line(IMPRINT_LINE).hanging_within(
        4 * character,
        3 * character,
        character,
    )
}

fn printed(imprint: &Imprint) -> Paragraph {
    let character = Face::IMPRINT.size * 10;
    let words = format!("\t{}\t{}印发", imprint.printed_by, date_text(imprint.printed_on));
    Paragraph::of(Face::IMPRINT, &words)
        .line(IMPRINT_LINE)
        .tab("left", character)
        .tab("right", TEXT_WIDTH - character)
}

fn row(line: &Paragraph) -> String {
    format!(
        r#"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{}</w:tc></w:tr>"#,
        line.finish()
    )
}
