//! Paragraphs, with properties always in schema order.

use super::text::Face;
use crate::block::Align;
use crate::geometry::{CHARACTER, TEXT_WIDTH};

/// A red rule below the paragraph; with the space inside the line it stands 4 mm below the words.
const RED_RULE: &str =
    r#"<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="FF0000"/></w:pBdr>"#;

/// One `w:p`. Empty fields leave what the default style says.
#[derive(Clone, Default)]
pub(super) struct Paragraph {
    style: Option<&'static str>,
    keep_next: bool,
    page_break: bool,
    red_rule: bool,
    tabs: String,
    line: Option<u32>,
    indent: String,
    align: &'static str,
    runs: String,
    section: String,
}

impl Paragraph {
    /// An empty line.
    pub(super) fn blank() -> Self {
        Self::default()
    }

    /// A paragraph of one run.
    pub(super) fn of(face: Face, text: &str) -> Self {
        Self::default().run(face, text)
    }

    /// Adds a run.
    pub(super) fn run(mut self, face: Face, text: &str) -> Self {
        self.runs.push_str(&face.run(text));
        self
    }

    /// Adds ready XML.
    pub(super) fn xml(mut self, xml: &str) -> Self {
        self.runs.push_str(xml);
        self
    }

    pub(super) fn style(mut self, id: &'static str) -> Self {
        self.style = Some(id);
        self
    }

    pub(super) fn keep_next(mut self) -> Self {
        self.keep_next = true;
        self
    }

    pub(super) fn page_break(mut self) -> Self {
        self.page_break = true;
        self
    }

    pub(super) fn red_rule(mut self) -> Self {
        self.red_rule = true;
        self
    }

    /// Adds a tab stop; `kind` is `left` or `right`.
    pub(super) fn tab(mut self, kind: &str, position: u32) -> Self {
        self.tabs.push_str(&format!(r#"<w:tab w:val="{kind}" w:pos="{position}"/>"#));
        self
    }

    /// Leaves the grid of lines and sets lines of exactly this height.
    pub(super) fn line(mut self, twips: u32) -> Self {
        self.line = Some(twips);
        self
    }

    /// Indents the first line by two characters, whatever their size.
    pub(super) fn first_line(mut self) -> Self {
        self.indent = format!(r#"<w:ind w:firstLineChars="200" w:firstLine="{}"/>"#, 2 * CHARACTER);
        self.align = "both";
        self
    }

    /// Indents all lines but the first, which starts `hanging` before them.
    pub(super) fn hanging(self, left: u32, hanging: u32) -> Self {
        self.hanging_within(left, hanging, 0)
    }

    /// As [`Self::hanging`], with an indent at the right too.
    pub(super) fn hanging_within(mut self, left: u32, hanging: u32, right: u32) -> Self {
        self.indent = format!(r#"<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>"#);
        self
    }

    /// Indents both sides.
    pub(super) fn indent(mut self, left: u32, right: u32) -> Self {
        self.indent = format!(r#"<w:ind w:left="{left}" w:right="{right}"/>"#);
        self
    }

    pub(super) fn align(mut self, align: Align) -> Self {
        self.align = match align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        };
        self
    }

    /// Centres the line on the point `from_right` before the right edge of the text.
    pub(super) fn centred_at(self, from_right: u32) -> Self {
        self.indent(TEXT_WIDTH.saturating_sub(2 * from_right), 0).align(Align::Centre)
    }

    /// Ends a section with this paragraph.
    pub(super) fn end_section(&mut self, section: String) {
        self.section = section;
    }

    /// Whether it holds no words.
    pub(super) fn is_blank(&self) -> bool {
        self.runs.is_empty()
    }

    /// Whether a section ends here.
    pub(super) fn ends_section(&self) -> bool {
        !self.section.is_empty()
    }

    /// The finished element.
    pub(super) fn finish(&self) -> String {
        format!("<w:p>{}{}</w:p>", self.properties(), self.runs)
    }

    fn properties(&self) -> String {
        let mut xml = String::new();
        if let Some(style) = self.style {
            xml.push_str(&format!(r#"<w:pStyle w:val="{style}"/>"#));
        }
        for (wanted, element) in [
            (self.keep_next, "<w:keepNext/>"),
            (self.page_break, "<w:pageBreakBefore/>"),
            (self.red_rule, RED_RULE),
        ] {
            if wanted {
                xml.push_str(element);
            }
        }
        if !self.tabs.is_empty() {
            xml.push_str(&format!("<w:tabs>{}</w:tabs>", self.tabs));
        }
        if let Some(line) = self.line {
            xml.push_str(&format!(
                r#"<w:snapToGrid w:val="0"/><w:spacing w:line="{line}" w:lineRule="exact"/>"#
            ));
        }
        xml.push_str(&self.indent);
        if !self.align.is_empty() {
            xml.push_str(&format!(r#"<w:jc w:val="{}"/>"#, self.align));
        }
        xml.push_str(&self.section);
        if xml.is_empty() { xml } else { format!("<w:pPr>{xml}</w:pPr>") }
    }
}
