//! Deciding by its first bytes what a file is.

/// What the content of a file turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Nothing but blanks.
    Empty,
    /// A zip package: .xlsx, or something else that is packed as zip.
    Zip,
    /// An OLE2 container: .xls, an encrypted .xlsx, or an old Word document.
    Ole,
    /// Text, to be read as delimited.
    Text,
    /// Something that is no spreadsheet; the name is for the sentence.
    Foreign(&'static str),
}

const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG", "PNG 图片"),
    (b"\xFF\xD8\xFF", "JPG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
    (b"%PDF", "PDF 文件"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xBC\xAF", "7z 压缩包"),
    (b"\x1F\x8B", "gzip 压缩包"),
    (b"MZ", "程序文件"),
    (b"\x7FELF", "程序文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"SQLite format 3", "数据库文件"),
];

/// Decides what the file is. Never looks at the file name.
pub(super) fn format_of(bytes: &[u8]) -> Format {
    if is_blank(bytes) {
        return Format::Empty;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Format::Zip;
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Format::Ole;
    }
    if let Some((_, name)) = signature(bytes) {
        return Format::Foreign(name);
    }
    if let Some(name) = markup(bytes) {
        return Format::Foreign(name);
    }
    if is_utf16(bytes) || !has_control_bytes(bytes) {
        Format::Text
    } else {
        Format::Foreign("无法识别的二进制内容")
    }
}

/// Whether the bytes begin with a UTF-16 byte order mark.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

fn is_blank(bytes: &[u8]) -> bool {
    let rest = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"]
        .iter()
        .find_map(|mark| bytes.strip_prefix(*mark))
        .unwrap_or(bytes);
    rest.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}

fn signature(bytes: &[u8]) -> Option<&'static (&'static [u8], &'static str)> {
    // "BM" and "MZ" are also the first letters of honest headers ("BMI"), so they need binary content.
    SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start) && (start.len() > 2 || has_control_bytes(bytes)))
}

/// Many systems "export to Excel" by writing HTML or XML into a file called .xls.
fn markup(bytes: &[u8]) -> Option<&'static str> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with("mime-version:") {
        return Some("网页（MHTML）");
    }
    if !start.starts_with('<') {
        return None;
    }
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.starts_with("<?xml") {
        return Some("XML 表格");
    }
    let html = ["<html", "<!doctype html", "<table", "<head", "<meta", "<style"];
    if html.iter().any(|tag| start.contains(tag)) {
        return Some("网页（HTML）");
    }
    start.starts_with("<?xml").then_some("XML 文件")
}

/// Control bytes other than tab and line ends do not occur in text in any encoding we read.
fn has_control_bytes(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=25 | 27..=31 | 127))
}
