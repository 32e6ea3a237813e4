//! Looking into a zip package before calamine does: what it is, and how much it inflates to.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Limits, WorkbookError};

/// Below this size the ratio says nothing: a few thousand equal rows pack a hundredfold.
const RATIO_FLOOR: u64 = 16 << 20;

/// Checks that the package is an .xlsx and that all its parts inflate within the limits.
///
/// The parts are really inflated, because the sizes a package declares may be lies.
pub(super) fn check(file: &str, bytes: &[u8], limits: &Limits) -> Result<(), WorkbookError> {
    let damaged = || WorkbookError::Damaged { file: file.to_owned() };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    check_contents(file, &archive)?;
    let allowed = allowed_bytes(bytes.len() as u64, limits);
    let mut inflated = 0;
    let mut buffer = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(reason) if reason.contains("assword") => {
                WorkbookError::Encrypted { file: file.to_owned() }
            }
            _ => damaged(),
        })?;
        buffer.clear();
        // One byte more than allowed is enough to know.
        let mut reader = part.by_ref().take(allowed - inflated + 1);
        reader.read_to_end(&mut buffer).map_err(|_| damaged())?;
        inflated += buffer.len() as u64;
        if inflated > allowed {
            return Err(WorkbookError::Inflated { file: file.to_owned() });
        }
        if declares_too_many_strings(&buffer) {
            return Err(damaged());
        }
    }
    Ok(())
}

fn allowed_bytes(packed: u64, limits: &Limits) -> u64 {
    let by_ratio = packed.saturating_mul(limits.inflate_ratio).max(RATIO_FLOOR);
    by_ratio.min(limits.inflated_bytes)
}

fn check_contents(file: &str, archive: &ZipArchive<Cursor<&[u8]>>) -> Result<(), WorkbookError> {
    let names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(|name| name.replace('\\', "/").to_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|other| other == name);
    let has_folder = |folder: &str| names.iter().any(|other| other.starts_with(folder));
    let found = if has("[content_types].xml") && has_folder("xl/") && !has("xl/workbook.bin") {
        return Ok(());
    } else if has("xl/workbook.bin") {
        "Excel 二进制工作簿（.xlsb）"
    } else if has_folder("word/") {
        "Word 文档"
    } else if has_folder("ppt/") {
        "演示文稿"
    } else if has("content.xml") && has("mimetype") {
        "OpenDocument 文件"
    } else if has("ofd.xml") {
        "OFD 版式文件"
    } else {
        "ZIP 压缩包"
    };
    Err(WorkbookError::WrongType { file: file.to_owned(), found })
}

/// calamine makes room for as many strings as the part declares, so a wild number would exhaust memory.
fn declares_too_many_strings(part: &[u8]) -> bool {
    const KEY: &[u8] = b"uniqueCount";
    let mut rest = part;
    while let Some(at) = find(rest, KEY) {
        rest = &rest[at + KEY.len()..];
        let digits =
            rest.iter().skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit());
        let count =
            digits.fold(0u64, |sum, byte| sum.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
        let quoted = rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=');
        if quoted && count > part.len() as u64 {
            return true;
        }
    }
    false
}

fn find(text: &[u8], key: &[u8]) -> Option<usize> {
    let first = *key.first()?;
    let mut from = 0;
    while let Some(step) = text[from..].iter().position(|byte| *byte == first) {
        let at = from + step;
        if text[at..].starts_with(key) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}
