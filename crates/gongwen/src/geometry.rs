//! The measures of GB/T 9704-2012 in twips (1/1440 inch), and the sizes of type in half-points.
//!
//! The choices that differ between programs were measured in LibreOffice: a grid of lines only
//! (`linesAndChars` gives each glyph two cells), lines of exactly 28.95 pt, and glyphs of 16 pt set
//! 0.25 pt closer, so that 28 of them fill 156 mm.

/// A4, short side: 210 mm.
pub const PAGE_SHORT: u32 = 11_906;
/// A4, long side: 297 mm.
pub const PAGE_LONG: u32 = 16_838;
/// Top margin (天头): 37 mm.
pub const MARGIN_TOP: u32 = 2_098;
/// Bottom margin: 35 mm.
pub const MARGIN_BOTTOM: u32 = 1_984;
/// Binding margin (订口): 28 mm.
pub const MARGIN_LEFT: u32 = 1_588;
/// Fore-edge margin: 26 mm.
pub const MARGIN_RIGHT: u32 = 1_474;
/// Width of the text (版心): 156 mm.
pub const TEXT_WIDTH: u32 = PAGE_SHORT - MARGIN_LEFT - MARGIN_RIGHT;
/// Width of the text on a turned page.
pub const TEXT_WIDTH_TURNED: u32 = PAGE_LONG - MARGIN_TOP - MARGIN_BOTTOM;
/// Height of the text (版心): 225 mm.
pub const TEXT_HEIGHT: u32 = PAGE_LONG - MARGIN_TOP - MARGIN_BOTTOM;
/// Lines on a page.
pub const LINES: u32 = 22;
/// Characters on a line.
pub const CHARACTERS: u32 = 28;
/// Height of a line.
pub const LINE: u32 = 579;
/// What is added to the advance of each glyph of the body.
pub const TIGHTEN: i32 = -5;
/// Advance of one glyph of the body.
pub const CHARACTER: u32 = 315;
/// From the top of the text to the red head: 35 mm.
pub const HEAD_DROP: u32 = 1_984;
/// Height of the line that holds the page number.
pub const FOOTER_LINE: u32 = 320;
/// From the bottom of the text to the foot of the page number's line. The dash stands in the middle
/// of the line, 7 mm below the text.
pub const FOOTER_DROP: u32 = 397 + FOOTER_LINE / 2;

/// 二号, 22 pt.
pub const SIZE_TWO: u32 = 44;
/// 三号, 16 pt.
pub const SIZE_THREE: u32 = 32;
/// 四号, 14 pt.
pub const SIZE_FOUR: u32 = 28;
/// 小四, 12 pt.
pub const SIZE_SMALL_FOUR: u32 = 24;
/// 五号, 10.5 pt.
pub const SIZE_FIVE: u32 = 21;
