//! Why a workbook was refused.

/// Why a workbook could not be read. `Display` is the whole sentence shown to the clerk.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// No bytes, or only blanks.
    #[error(
        "文件《{file}》是空的，没有任何内容。请确认选对了文件，在表格软件中打开看到内容后保存，再重新上传。"
    )]
    Empty {
        /// File name.
        file: String,
    },
    /// The workbook opens but no cell is filled.
    #[error("文件《{file}》里没有填写任何单元格。请填好内容并保存后重新上传。")]
    NoContent {
        /// File name.
        file: String,
    },
    /// The upload is larger than allowed.
    #[error(
        "文件《{file}》超过 {megabytes} MB，没有导入。请删去图片和用不到的工作表，或者拆成几个文件分别上传。"
    )]
    TooLarge {
        /// File name.
        file: String,
        /// The limit.
        megabytes: usize,
    },
    /// The zip inflates to far more than a workbook would.
    #[error(
        "文件《{file}》解开后的内容异常巨大，为安全起见没有导入。请新建一个工作簿，只把需要的内容按“数值”粘贴进去，另存为 .xlsx 后重新上传。"
    )]
    Inflated {
        /// File name.
        file: String,
    },
    /// The workbook needs a password.
    #[error(
        "文件《{file}》已加密，需要密码才能打开，没有导入。请在表格软件中取消打开密码（文件→信息→保护工作簿），保存后重新上传。"
    )]
    Encrypted {
        /// File name.
        file: String,
    },
    /// The content is not a workbook, whatever the name says.
    #[error(
        "文件《{file}》不是可以导入的表格：它的实际内容是{found}。请用表格软件打开，另存为“Excel 工作簿（.xlsx）”后重新上传；只改文件扩展名不起作用。"
    )]
    WrongType {
        /// File name.
        file: String,
        /// What it is instead.
        found: &'static str,
    },
    /// The format is right but the content cannot be read.
    #[error(
        "文件《{file}》已损坏或者没有传完整，读不出来。请用表格软件打开确认无误，另存为新的 .xlsx 文件后重新上传。"
    )]
    Damaged {
        /// File name.
        file: String,
    },
    /// Text in none of the known encodings.
    #[error(
        "文件《{file}》的文字编码无法识别（不是 UTF-8，也不是 GBK）。请用表格软件打开，另存为 .xlsx 后重新上传。"
    )]
    Encoding {
        /// File name.
        file: String,
    },
    /// A quoted field of a text file is never closed.
    #[error(
        "文件《{file}》第 {row} 行有一个英文双引号没有成对，后面的内容分不清列。请补上或删去这个引号，或者另存为 .xlsx 后重新上传。"
    )]
    OpenQuote {
        /// File name.
        file: String,
        /// Row in which the field begins, counted from 1.
        row: usize,
    },
    /// Too many rows.
    #[error(
        "文件《{file}》的工作表“{sheet}”超过 {limit} 行，没有导入。请删去下方用不到的行，或者拆成几个文件分别上传。"
    )]
    TooManyRows {
        /// File name.
        file: String,
        /// Sheet name.
        sheet: String,
        /// The limit.
        limit: usize,
    },
    /// Too many columns.
    #[error("文件《{file}》的工作表“{sheet}”超过 {limit} 列，没有导入。请删去右侧用不到的列后重新上传。")]
    TooManyColumns {
        /// File name.
        file: String,
        /// Sheet name.
        sheet: String,
        /// The limit.
        limit: usize,
    },
    /// Too many cells altogether.
    #[error(
        "文件《{file}》的单元格总数超过 {limit} 个，没有导入。请删去用不到的工作表和行列，或者拆成几个文件分别上传。"
    )]
    TooManyCells {
        /// File name.
        file: String,
        /// The limit.
        limit: usize,
    },
    /// Too many sheets.
    #[error("文件《{file}》的工作表超过 {limit} 张，没有导入。请删去用不到的工作表后重新上传。")]
    TooManySheets {
        /// File name.
        file: String,
        /// The limit.
        limit: usize,
    },
}
