//! A file as the answer to a posted form.
use std::fmt::Write;

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Media type of `.xlsx`.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Media type of `.docx`.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Media type of `.zip`.
pub const ZIP: &str = "application/zip";
/// Media type of a file of which nothing is known.
pub const BYTES: &str = "application/octet-stream";
/// Media type of `.csv`.
pub const CSV: &str = "text/csv; charset=utf-8";

/// An answer that the browser saves under `name`, which may be Chinese (RFC 6266).
#[must_use]
pub fn attachment(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}"); // writing to a String cannot fail
        }
    }
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let headers = [(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

/// A workbook as the answer.
#[must_use]
pub fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    attachment(name, XLSX, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_name_is_encoded() {
        let answer = attachment("委员 1.xlsx", XLSX, Vec::new());
        let name = answer.headers()["content-disposition"].to_str().unwrap();
        assert_eq!(name, "attachment; filename*=UTF-8''%E5%A7%94%E5%91%98%201.xlsx");
    }
}
