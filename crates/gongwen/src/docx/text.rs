//! Faces, runs and the escaping of text.

use crate::geometry::{CHARACTER, SIZE_FIVE, SIZE_FOUR, SIZE_SMALL_FOUR, SIZE_THREE, SIZE_TWO, TIGHTEN};

/// Fangsong, the face of the body.
pub(super) const FANGSONG: &str = "仿宋_GB2312";
/// Heiti, for first-level headings.
pub(super) const HEITI: &str = "黑体";
/// Kaiti, for second-level headings.
pub(super) const KAITI: &str = "楷体_GB2312";
/// Songti, for page numbers.
pub(super) const SONGTI: &str = "宋体";
/// Xiaobiaosong, for titles and the red head.
pub(super) const XIAOBIAOSONG: &str = "方正小标宋简体";
/// Latin letters and digits.
pub(super) const LATIN: &str = "Times New Roman";

/// The fonts that a document names, each with the substitute that it also names.
///
/// GB/T 9704 prescribes faces, not brands. Where neither font of a pair is installed, lines may
/// break differently; a screen that offers the file should say so.
pub const FONTS: [(&str, &str); 5] =
    [(XIAOBIAOSONG, "华文中宋"), (FANGSONG, "仿宋"), (KAITI, "楷体"), (HEITI, "SimHei"), (SONGTI, "SimSun")];

/// How a run looks.
#[derive(Clone, Copy)]
pub(super) struct Face {
    pub(super) font: &'static str,
    pub(super) size: u32,
    pub(super) bold: bool,
    pub(super) red: bool,
}

impl Face {
    pub(super) const BODY: Self = Self::new(FANGSONG, SIZE_THREE);
    pub(super) const HEITI: Self = Self::new(HEITI, SIZE_THREE);
    pub(super) const KAITI: Self = Self::new(KAITI, SIZE_THREE);
    pub(super) const TITLE: Self = Self::new(XIAOBIAOSONG, SIZE_TWO);
    pub(super) const IMPRINT: Self = Self::new(FANGSONG, SIZE_FOUR);
    pub(super) const PAGE_NUMBER: Self = Self::new(SONGTI, SIZE_FOUR);
    pub(super) const CAPTION: Self = Self::new(HEITI, SIZE_SMALL_FOUR);

    pub(super) const fn new(font: &'static str, size: u32) -> Self {
        Self { font, size, bold: false, red: false }
    }

    /// A face for table cells: 小四, or 五号 where many columns share the width.
    pub(super) const fn cell(font: &'static str, crowded: bool) -> Self {
        Self::new(font, if crowded { SIZE_FIVE } else { SIZE_SMALL_FOUR })
    }

    pub(super) const fn bold(mut self, bold: bool) -> Self {
        self.bold = bold;
        self
    }

    pub(super) const fn red(mut self) -> Self {
        self.red = true;
        self
    }

    /// `w:rPr`, children in schema order. The hint sends “ ” ‘ ’ — … to the East-Asian font.
    pub(super) fn properties(self) -> String {
        let Self { font, size, .. } = self;
        let latin = if font == SONGTI { SONGTI } else { LATIN };
        let bold = if self.bold { "<w:b/><w:bCs/>" } else { "" };
        let red = if self.red { r#"<w:color w:val="FF0000"/>"# } else { "" };
        let spacing = match size {
            SIZE_THREE => format!(r#"<w:spacing w:val="{TIGHTEN}"/>"#),
            _ => String::new(),
        };
        format!(
            r#"<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{latin}"/>{bold}{red}{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>"#
        )
    }

    /// A run of text in this face.
    pub(super) fn run(self, text: &str) -> String {
        format!("<w:r>{}{}</w:r>", self.properties(), content(text))
    }
}

/// The children of a run: text, line breaks and tabs.
fn content(text: &str) -> String {
    let mut xml = String::with_capacity(text.len() + 48);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            xml.push_str("<w:br/>");
        }
        push_line(&mut xml, line);
    }
    xml
}

fn push_line(xml: &mut String, line: &str) {
    for (index, piece) in line.split('\t').enumerate() {
        if index > 0 {
            xml.push_str("<w:tab/>");
        }
        let piece = escape(piece);
        if !piece.is_empty() {
            xml.push_str(r#"<w:t xml:space="preserve">"#);
            xml.push_str(&piece);
            xml.push_str("</w:t>");
        }
    }
}

/// Escapes markup and drops what XML 1.0 forbids.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The width of body text in twips: a Chinese character is one cell, a Latin one half a cell.
pub(super) fn body_width(text: &str) -> u32 {
    text.chars().map(|character| if character.is_ascii() { CHARACTER / 2 } else { CHARACTER }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_forbidden_characters_go() {
        assert_eq!(escape("a<b>&\"\u{0}\u{8}\u{1b}\u{ffff}“云”"), "a&lt;b&gt;&amp;&quot;“云”");
    }

    #[test]
    fn line_feeds_become_breaks() {
        assert_eq!(
            content("上\n下"),
            r#"<w:t xml:space="preserve">上</w:t><w:br/><w:t xml:space="preserve">下</w:t>"#
        );
    }
}
