//! What the body of a document is made of.

/// One piece of the body, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A title as at the head of the document, such as that of the next sheet in a file of many.
    Title(String),
    /// A heading. The writer counts and prints the number; `text` must not contain it.
    Heading(Level, String),
    /// The heading of a chapter of rules (第一章　总则), centred in Heiti; `text` holds its number.
    Chapter(String),
    /// An article of rules: its number (第一条) in Heiti, then its first paragraph.
    Article {
        /// The number.
        number: String,
        /// The words of the first paragraph.
        text: String,
    },
    /// A paragraph indented by two characters.
    Paragraph(Vec<Run>),
    /// A ruled table over the whole width of the text.
    Table(Table),
    /// What follows starts on a new page.
    PageBreak,
}

impl Block {
    /// A heading of the given level.
    pub fn heading(level: Level, text: impl Into<String>) -> Self {
        Self::Heading(level, text.into())
    }

    /// A paragraph of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Run::plain(text)])
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

/// The four levels of heading that GB/T 9704 knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// 一、 in Heiti.
    First,
    /// （一） in Kaiti.
    Second,
    /// 1. in Fangsong.
    Third,
    /// （1） in Fangsong.
    Fourth,
}

/// A stretch of text in one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words. A line feed starts a new line; characters that XML forbids are dropped.
    pub text: String,
    /// Whether the words are bold.
    pub bold: bool,
}

impl Run {
    /// Text in the face of the body.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true }
    }
}

/// A table of plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Centred above the table and kept with it.
    pub caption: Option<String>,
    /// The columns from left to right; at least one.
    pub columns: Vec<Column>,
    /// The rows; each needs as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
    /// Whether the head is printed again on every page that the table reaches.
    pub repeat_header: bool,
}

impl Table {
    /// An empty table whose head repeats.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { caption: None, columns, rows: Vec::new(), repeat_header: true }
    }

    /// Sets the caption.
    #[must_use]
    pub fn with_caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// Sets the rows.
    #[must_use]
    pub fn with_rows(mut self, rows: Vec<Vec<String>>) -> Self {
        self.rows = rows;
        self
    }
}

/// One column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The text of the head.
    pub title: String,
    /// The share of the width, relative to the other columns.
    pub width: u32,
    /// Where the cells below the head stand; the head itself is always centred.
    pub align: Align,
}

impl Column {
    /// A centred column.
    pub fn new(title: impl Into<String>, width: u32) -> Self {
        Self { title: title.into(), width, align: Align::Centre }
    }

    /// Sets where the cells stand.
    #[must_use]
    pub fn aligned(mut self, align: Align) -> Self {
        self.align = align;
        self
    }
}

/// Where a line stands between its margins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    #[default]
    Centre,
    /// At the right, as figures do.
    Right,
}
