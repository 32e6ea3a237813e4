//! The document as a whole.

use chrono::NaiveDate;

use crate::block::Block;

/// An official document before it is laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The red head; without it the document is a plain report.
    pub letterhead: Option<Letterhead>,
    /// The title. Line feeds break it where the sense allows.
    pub title: String,
    /// Below the title in Kaiti and in brackets of its own, such as （2026年1月10日通过）.
    pub subtitle: Option<String>,
    /// 主送: to whom it is sent. A missing full-width colon is added.
    pub addressee: Option<String>,
    /// The body.
    pub blocks: Vec<Block>,
    /// 附件说明: the names of the annexes, listed below the body and numbered when several.
    pub attachments: Vec<String>,
    /// Who signs, and the date of the document.
    pub signature: Option<Signature>,
    /// 附注, printed in full-width brackets below the date.
    pub note: Option<String>,
    /// The annexes themselves, each on a new page after the signature.
    pub annexes: Vec<Annex>,
    /// 版记, at the foot of the last page.
    pub imprint: Option<Imprint>,
}

impl Document {
    /// An empty document with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }
}

/// 版头: everything above the red rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The red line, such as 云岭省政协办公厅文件.
    pub organisation: String,
    /// The document number, such as 云协办〔2026〕12号; see [`crate::wording::document_number`].
    pub number: String,
    /// 签发人, for documents sent upward only. The number then moves to the left.
    pub signer: Option<String>,
    /// 密级和保密期限, such as 机密★1年.
    pub secrecy: Option<String>,
    /// 紧急程度: 特急 or 加急.
    pub urgency: Option<String>,
}

/// The organisation that signs, centred over the date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name of the organisation.
    pub organisation: String,
    /// 成文日期.
    pub date: NaiveDate,
}

/// 版记: to whom copies go, who printed the document and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// 抄送. A missing full stop is added.
    pub copies_to: Option<String>,
    /// 印发机关.
    pub printed_by: String,
    /// 印发日期.
    pub printed_on: NaiveDate,
}

/// An annex, on pages of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annex {
    /// The title of the annex. The label 附件1 above it is printed by the writer.
    pub title: String,
    /// How the pages of the annex lie.
    pub orientation: Orientation,
    /// The content; heading numbers start afresh.
    pub blocks: Vec<Block>,
}

/// How a page lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// Turned, for wide tables. The margins turn with the paper: the head of the table is on the
    /// binding side. The page number stays below the text as read.
    Landscape,
}
