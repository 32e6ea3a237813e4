//! 版头, title and addressee.

use super::body::Flow;
use super::paragraph::Paragraph;
use super::text::{Face, XIAOBIAOSONG};
use crate::block::Align;
use crate::geometry::{CHARACTER, HEAD_DROP, LINE, SIZE_TWO, TEXT_WIDTH};
use crate::model::Letterhead;

/// The largest red head, 50 pt in half-points.
const HEAD_LARGEST: u32 = 100;
/// Height of a line of the title; on the grid LibreOffice would give 22 pt two lines.
const TITLE_LINE: u32 = 640;

/// Marks, red head, number and red rule, and the two empty lines below.
pub(super) fn letterhead(flow: &mut Flow, letterhead: &Letterhead) {
    let marks = [&letterhead.secrecy, &letterhead.urgency];
    let mut drop = HEAD_DROP;
    for mark in marks.into_iter().flatten() {
        flow.push(Paragraph::of(Face::HEITI, mark));
        drop -= LINE;
    }
    flow.push(Paragraph::blank().line(drop));
    flow.push(red_head(&letterhead.organisation));
    blank_lines(flow, 2);
    flow.push(number_line(letterhead));
    blank_lines(flow, 2);
}

fn red_head(organisation: &str) -> Paragraph {
    let size = head_size(organisation);
    Paragraph::of(Face::new(XIAOBIAOSONG, size).red(), organisation).line(size * 23 / 2).align(Align::Centre)
}

/// As large as fits nineteen twentieths of the line, in half-points.
fn head_size(organisation: &str) -> u32 {
    let longest = organisation.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let longest = u32::try_from(longest).unwrap_or(u32::MAX).max(1);
    (TEXT_WIDTH / 10 * 19 / 20 / longest).clamp(SIZE_TWO, HEAD_LARGEST)
}

/// The number in the middle, or at the left with the signer at the right, above the red rule.
fn number_line(letterhead: &Letterhead) -> Paragraph {
    let Some(signer) = &letterhead.signer else {
        return Paragraph::of(Face::BODY, &letterhead.number).align(Align::Centre).red_rule();
    };
    Paragraph::of(Face::BODY, &format!("\t{}\t签发人：", letterhead.number))
        .run(Face::KAITI, signer)
        .tab("left", CHARACTER)
        .tab("right", TEXT_WIDTH - CHARACTER)
        .red_rule()
}

/// The title, what stands below it, and the empty line after both.
pub(super) fn title(flow: &mut Flow, title: &str, subtitle: Option<&str>) {
    flow.push(Paragraph::of(Face::TITLE, title).keep_next().line(TITLE_LINE).align(Align::Centre));
    if let Some(subtitle) = subtitle {
        flow.push(Paragraph::of(Face::KAITI, subtitle).keep_next().align(Align::Centre));
    }
    blank_lines(flow, 1);
}

/// 主送, at the very left.
pub(super) fn addressee(flow: &mut Flow, addressee: &str) {
    let colon = if addressee.ends_with('：') { "" } else { "：" };
    flow.push(Paragraph::of(Face::BODY, &format!("{addressee}{colon}")));
}

/// 附件 at the top left, the title of the annex on the third line.
pub(super) fn annex_head(flow: &mut Flow, label: &str, heading: &str) {
    flow.push(Paragraph::of(Face::HEITI, label).keep_next());
    blank_lines(flow, 1);
    title(flow, heading, None);
}

/// Empty lines on the grid.
pub(super) fn blank_lines(flow: &mut Flow, count: usize) {
    for _ in 0..count {
        flow.push(Paragraph::blank().keep_next());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn red_head_fits_the_line() {
        assert_eq!(head_size("云岭省政协办公厅文件"), 83);
        assert_eq!(head_size("政协文件"), HEAD_LARGEST);
        assert_eq!(head_size(&"长".repeat(40)), SIZE_TWO);
    }
}
