//! The flow of paragraphs and tables, and the blocks of the body.

use super::Error;
use super::opening::{blank_lines, title};
use super::page::section;
use super::paragraph::Paragraph;
use super::table;
use super::text::Face;
use crate::block::{Align, Block, Level, Run};
use crate::model::Orientation;
use crate::numbering::Numbering;

/// Height of the paragraph that a table needs after it.
const GAP: u32 = 200;

enum Node {
    Paragraph(Paragraph),
    Table(String),
}

/// What has been laid out so far.
#[derive(Default)]
pub(super) struct Flow {
    nodes: Vec<Node>,
    orientation: Orientation,
    break_wanted: bool,
}

impl Flow {
    /// Adds a paragraph.
    pub(super) fn push(&mut self, paragraph: Paragraph) {
        let breaks = std::mem::take(&mut self.break_wanted);
        self.nodes.push(Node::Paragraph(if breaks { paragraph.page_break() } else { paragraph }));
    }

    /// Adds a table and the small paragraph that keeps it apart from what follows.
    pub(super) fn push_table(&mut self, xml: String, gap: u32) {
        if self.break_wanted {
            self.push(Paragraph::blank().line(20));
        }
        self.nodes.push(Node::Table(xml));
        self.push(Paragraph::blank().line(gap));
    }

    /// Whether the last piece is an empty line.
    pub(super) fn ends_blank(&self) -> bool {
        matches!(self.nodes.last(), Some(Node::Paragraph(paragraph)) if paragraph.is_blank())
    }

    /// Starts a new page with the next piece.
    pub(super) fn new_page(&mut self) {
        self.break_wanted = !self.nodes.is_empty() && !self.just_turned();
    }

    /// Keeps the last paragraph on the page of the next one.
    pub(super) fn keep_last(&mut self) {
        if let Some(Node::Paragraph(paragraph)) = self.nodes.last_mut() {
            *paragraph = std::mem::take(paragraph).keep_next();
        }
    }

    /// Ends the section where the paper has to be turned.
    pub(super) fn turn(&mut self, orientation: Orientation) {
        if self.orientation == orientation {
            return;
        }
        let ended = section(self.orientation);
        self.orientation = orientation;
        if let Some(Node::Paragraph(paragraph)) = self.nodes.last_mut() {
            paragraph.end_section(ended);
        }
    }

    /// How the paper lies now.
    pub(super) fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// The content of `w:body`.
    pub(super) fn finish(self) -> String {
        let mut xml = String::new();
        for node in &self.nodes {
            match node {
                Node::Paragraph(paragraph) => xml.push_str(&paragraph.finish()),
                Node::Table(table) => xml.push_str(table),
            }
        }
        xml.push_str(&section(self.orientation));
        xml
    }

    fn just_turned(&self) -> bool {
        matches!(self.nodes.last(), Some(Node::Paragraph(paragraph)) if paragraph.ends_section())
    }
}

/// Lays out blocks; heading numbers start at one.
pub(super) fn blocks(flow: &mut Flow, blocks: &[Block]) -> Result<(), Error> {
    let mut numbering = Numbering::default();
    for block in blocks {
        match block {
            Block::Title(text) => title(flow, text, None),
            Block::Heading(level, text) => heading(flow, *level, &numbering.next(*level), text),
            Block::Chapter(text) => chapter(flow, text),
            Block::Article { number, text } => article(flow, number, text),
            Block::Paragraph(runs) => paragraph(flow, runs),
            Block::Table(content) => table_block(flow, content)?,
            Block::PageBreak => flow.new_page(),
        }
    }
    Ok(())
}

fn heading(flow: &mut Flow, level: Level, number: &str, text: &str) {
    let (style, face) = match level {
        Level::First => ("1", Face::HEITI),
        Level::Second => ("2", Face::KAITI),
        Level::Third => ("3", Face::BODY),
        Level::Fourth => ("4", Face::BODY),
    };
    flow.push(Paragraph::of(face, &format!("{number}{text}")).style(style).keep_next().first_line());
}

/// A chapter stands between two empty lines; the first after a title needs none above.
fn chapter(flow: &mut Flow, text: &str) {
    if !flow.ends_blank() {
        blank_lines(flow, 1);
    }
    flow.push(Paragraph::of(Face::HEITI, text).style("1").keep_next().align(Align::Centre));
    blank_lines(flow, 1);
}

fn article(flow: &mut Flow, number: &str, text: &str) {
    let number = Paragraph::of(Face::HEITI, &format!("{number}　"));
    flow.push(number.run(Face::BODY, text).first_line());
}

fn paragraph(flow: &mut Flow, runs: &[Run]) {
    let filled = runs.iter().fold(Paragraph::blank().first_line(), |paragraph, run| {
        paragraph.run(Face::BODY.bold(run.bold), &run.text)
    });
    flow.push(filled);
}

fn table_block(flow: &mut Flow, content: &crate::block::Table) -> Result<(), Error> {
    let xml = table::ruled(content, flow.orientation())?;
    if let Some(caption) = &content.caption {
        flow.push(table::caption(caption));
    }
    flow.push_table(xml, GAP);
    Ok(())
}
