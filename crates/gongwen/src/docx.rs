//! The `.docx` writer.

mod body;
mod closing;
mod opening;
mod package;
mod page;
mod paragraph;
mod parts;
mod table;
mod text;

pub use text::FONTS;

use body::Flow;

use crate::model::{Annex, Document, Orientation};

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row does not fit the head of its table.
    #[error("table {table:?}: row {row} has {found} cells, the head has {expected}")]
    RowWidth {
        /// The caption of the table, empty when it has none.
        table: String,
        /// The row, counted from one.
        row: usize,
        /// The number of columns.
        expected: usize,
        /// The number of cells found.
        found: usize,
    },
    /// A table has no columns.
    #[error("table {table:?} has no columns")]
    NoColumns {
        /// The caption of the table, empty when it has none.
        table: String,
    },
    /// Packing failed.
    #[error("the docx package could not be written")]
    Package(#[from] zip::result::ZipError),
    /// Compressing failed.
    #[error("the docx package could not be compressed")]
    Compress(#[from] std::io::Error),
}

impl Document {
    /// Lays the document out and gives the bytes of a `.docx` file.
    ///
    /// # Errors
    ///
    /// [`Error::RowWidth`] and [`Error::NoColumns`] for a malformed table; the other errors mean
    /// that memory could not be written.
    pub fn to_docx(&self) -> Result<Vec<u8>, Error> {
        let body = document_body(self)?;
        package::pack(&parts::all(&self.title, &body))
    }
}

fn document_body(document: &Document) -> Result<String, Error> {
    let mut flow = Flow::default();
    if let Some(letterhead) = &document.letterhead {
        opening::letterhead(&mut flow, letterhead);
    }
    opening::title(&mut flow, &document.title, document.subtitle.as_deref());
    if let Some(addressee) = &document.addressee {
        opening::addressee(&mut flow, addressee);
    }
    body::blocks(&mut flow, &document.blocks)?;
    closing::after_body(&mut flow, document);
    annexes(&mut flow, document)?;
    if let Some(imprint) = &document.imprint {
        flow.turn(Orientation::Portrait);
        closing::imprint(&mut flow, imprint);
    }
    Ok(flow.finish())
}

fn annexes(flow: &mut Flow, document: &Document) -> Result<(), Error> {
    let several = document.attachments.len().max(document.annexes.len()) > 1;
    for (index, annex) in document.annexes.iter().enumerate() {
        let label = if several { format!("附件{}", index + 1) } else { "附件".to_owned() };
        annex_pages(flow, &label, annex)?;
    }
    Ok(())
}

fn annex_pages(flow: &mut Flow, label: &str, annex: &Annex) -> Result<(), Error> {
    flow.turn(annex.orientation);
    flow.new_page();
    opening::annex_head(flow, label, &annex.title);
    body::blocks(flow, &annex.blocks)
}
