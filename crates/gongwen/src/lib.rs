//! Official documents (公文) laid out by GB/T 9704-2012.
//!
//! One pure [`Document`] is turned into `.docx` bytes by [`Document::to_docx`]. There is no clock,
//! no file and no network here: the same document always gives the same bytes, so a file can be
//! rebuilt later and compared with the one that was sent out.
//!
//! Two kinds of document share the model: with a [`Letterhead`] it is a circular with red head and
//! red rule, without one it is a plain report. PDF will be made from the same model later; nothing
//! in the model is specific to Word.
//!
//! ```
//! use lvzhi_gongwen::wording::document_number;
//! use lvzhi_gongwen::{Block, Column, Document, Letterhead, Level, Signature, Table};
//!
//! let columns = vec![Column::new("名次", 1), Column::new("姓名", 3)];
//! let document = Document {
//!     letterhead: Some(Letterhead {
//!         organisation: "云岭省政协办公厅文件".into(),
//!         number: document_number("云协办", 2026, 12),
//!         ..Letterhead::default()
//!     }),
//!     addressee: Some("各市（州）政协".into()),
//!     blocks: vec![
//!         Block::heading(Level::First, "总体情况"),
//!         Block::text("现将履职情况通报如下。"),
//!         Table::new(columns).with_rows(vec![vec!["1".into(), "林知远".into()]]).into(),
//!     ],
//!     signature: chrono::NaiveDate::from_ymd_opt(2026, 7, 14)
//!         .map(|date| Signature { organisation: "云岭省政协办公厅".into(), date }),
//!     ..Document::new("关于委员履职情况的通报")
//! };
//! let bytes = document.to_docx()?;
//! assert!(bytes.starts_with(b"PK"));
//! # Ok::<(), lvzhi_gongwen::Error>(())
//! ```
//!
//! The layout is set with East-Asian fonts named directly, never through a theme, because theme
//! fonts override them in Word. [`FONTS`] lists the fonts that must be installed where the file is
//! printed; the file also names a substitute for each.

mod block;
mod docx;
pub mod geometry;
mod model;
mod numbering;
pub mod wording;

pub use block::{Align, Block, Column, Level, Run, Table};
pub use docx::{Error, FONTS};
pub use model::{Annex, Document, Imprint, Letterhead, Orientation, Signature};
