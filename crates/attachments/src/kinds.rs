//! Which files may be attached: the content must be what the ending of the name says. Nothing is unpacked.
use std::io::Cursor;

use zip::ZipArchive;

/// A kind of file.
struct FileKind {
    /// The ending of its name.
    ending: &'static str,
    /// How it is sent.
    media_type: &'static str,
    /// Whether bytes are one.
    fits: fn(&[u8]) -> bool,
}

const fn kind(ending: &'static str, media_type: &'static str, fits: fn(&[u8]) -> bool) -> FileKind {
    FileKind { ending, media_type, fits }
}

/// All that may be attached; an ending that is not here is refused.
const KINDS: [FileKind; 12] = [
    kind("pdf", "application/pdf", |bytes| bytes.starts_with(b"%PDF-")),
    kind("ofd", "application/ofd", |bytes| has_parts(bytes, &["OFD.xml"])),
    kind("docx", lvzhi_shell::download::DOCX, |bytes| {
        has_parts(bytes, &["[Content_Types].xml", "word/document.xml"])
    }),
    kind("xlsx", lvzhi_shell::download::XLSX, |bytes| {
        has_parts(bytes, &["[Content_Types].xml", "xl/workbook.xml"])
    }),
    kind("doc", "application/msword", is_word),
    kind("xls", "application/vnd.ms-excel", is_workbook),
    kind("wps", "application/vnd.ms-works", is_word),
    kind("et", "application/vnd.ms-excel", is_workbook),
    kind("jpg", "image/jpeg", is_jpeg),
    kind("jpeg", "image/jpeg", is_jpeg),
    kind("png", "image/png", |bytes| bytes.starts_with(b"\x89PNG\r\n\x1A\n")),
    kind("txt", "text/plain", is_text),
];

/// For the file chooser.
pub(crate) const ENDINGS: &str = ".pdf,.ofd,.docx,.xlsx,.doc,.xls,.wps,.et,.jpg,.jpeg,.png,.txt";
/// The same in a sentence.
pub(crate) const IN_WORDS: &str = "pdf、ofd、docx、xlsx、doc、xls、wps、et、jpg、png 和 txt";

/// The media type of a file that may be attached; else the sentence that says why it may not.
pub(crate) fn media_type(name: &str, bytes: &[u8]) -> Result<&'static str, String> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let Some(kind) = KINDS.iter().find(|kind| kind.ending == ending) else {
        return Err(format!("不收“{name}”这类文件。收 {IN_WORDS}。文件没有存。"));
    };
    if bytes.is_empty() {
        return Err(format!("“{name}”是空的，一个字节也没有。请换一个文件。"));
    }
    if !(kind.fits)(bytes) {
        return Err(format!(
            "“{name}”的内容不是 {ending} 文件，可能是改过扩展名，或者文件已经损坏。请用原来的程序另存一份再加。文件没有存。"
        ));
    }
    Ok(kind.media_type)
}

/// The media type by which a kind is sent that was stored as this.
pub(crate) fn sent_as(media_type: &str) -> &'static str {
    let known = KINDS.iter().find(|kind| kind.media_type == media_type);
    known.map_or(lvzhi_shell::download::BYTES, |kind| kind.media_type)
}

/// Whether a zip package names these parts, and no macros. Only its index is read.
fn has_parts(bytes: &[u8], parts: &[&str]) -> bool {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(|name| name.replace('\\', "/")).collect();
    let has = |part: &str| names.iter().any(|name| name.eq_ignore_ascii_case(part));
    let runs = names.iter().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin"));
    bytes.starts_with(b"PK\x03\x04") && !runs && parts.iter().all(|part| has(part))
}

fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xD8\xFF")
}

fn is_word(bytes: &[u8]) -> bool {
    is_container_of(bytes, &["WordDocument"])
}

fn is_workbook(bytes: &[u8]) -> bool {
    is_container_of(bytes, &["Workbook", "Book"])
}

/// Whether an OLE2 container has one of these streams: its directory names them in UTF-16, each name begins an entry of
/// 128 bytes. An installer is such a container too, and has none of them.
fn is_container_of(bytes: &[u8], streams: &[&str]) -> bool {
    let begins_entry = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks_exact(128).any(|entry| entry.starts_with(&name))
    };
    bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
        && streams.iter().any(|stream| begins_entry(stream))
}

/// Text in any encoding of the office: no control bytes, and no page or picture that a browser would run.
fn is_text(bytes: &[u8]) -> bool {
    let is_wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 14..=25 | 27..=31 | 127);
    if !is_wide && bytes.iter().any(is_control) {
        return false;
    }
    let start: String =
        bytes.iter().take(4096).filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
    let start = start.to_ascii_lowercase();
    let tags = ["<html", "<!doctype", "<script", "<svg", "<?xml", "<iframe", "<body", "<head"];
    !tags.iter().any(|tag| start.contains(tag))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn package(parts: &[&str]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for part in parts {
            zip.start_file(*part, SimpleFileOptions::default()).unwrap();
            zip.write_all(b"<x/>").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn container(stream: &str) -> Vec<u8> {
        let mut bytes = vec![0; 1024];
        bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[640..640 + name.len()].copy_from_slice(&name);
        bytes
    }

    #[test]
    fn every_kind_is_known_by_its_content() {
        let docx = package(&["[Content_Types].xml", "word/document.xml"]);
        let xlsx = package(&["[Content_Types].xml", "xl/workbook.xml"]);
        let samples: [(&str, Vec<u8>); 12] = [
            ("a.pdf", b"%PDF-1.7\n".to_vec()),
            ("a.ofd", package(&["OFD.xml", "Doc_0/Document.xml"])),
            ("a.docx", docx),
            ("a.XLSX", xlsx),
            ("a.doc", container("WordDocument")),
            ("a.xls", container("Workbook")),
            ("a.wps", container("WordDocument")),
            ("a.et", container("Book")),
            ("a.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec()),
            ("a.jpeg", b"\xFF\xD8\xFF\xE1\0\x10Exif".to_vec()),
            ("a.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec()),
            ("a.txt", "情况说明\r\n".into()),
        ];
        for (name, bytes) in &samples {
            assert!(media_type(name, bytes).is_ok(), "{name}");
            for (other, _) in &samples {
                let same = |a: &str, b: &str| {
                    a.to_lowercase().ends_with(b.to_lowercase().rsplit('.').next().unwrap())
                };
                let alike = [["a.doc", "a.wps"], ["a.xls", "a.et"], ["a.jpg", "a.jpeg"]];
                let twins = alike.iter().any(|pair| pair.contains(name) && pair.contains(other));
                // The signature of a PDF is text too.
                let plain = *other == "a.txt" && *name == "a.pdf";
                let fits = media_type(other, bytes).is_ok();
                assert_eq!(fits, same(name, other) || twins || plain, "the content of {name} as {other}");
            }
        }
    }

    #[test]
    fn every_ending_is_offered_and_said() {
        for kind in &KINDS {
            assert!(ENDINGS.split(',').any(|ending| ending[1..] == *kind.ending), "{}", kind.ending);
            assert!(kind.ending == "jpeg" || IN_WORDS.contains(kind.ending), "{}", kind.ending);
            assert_eq!(sent_as(kind.media_type), kind.media_type);
        }
        assert_eq!(sent_as("text/html"), "application/octet-stream");
    }

    #[test]
    fn what_runs_or_hides_is_refused() {
        let macros = package(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
        let refused: [(&str, &[u8]); 11] = [
            ("a.exe", b"MZ\x90\0"),
            ("a.pdf", b"MZ\x90\0"),
            ("a.jpg", b"<!DOCTYPE html><script>"),
            ("a.svg", b"<svg xmlns=''/>"),
            ("a.html", b"<html>"),
            ("a.txt", b"\xEF\xBB\xBF <SVG onload=x>"),
            ("a.txt", b"\xFF\xFE<\0s\0c\0r\0i\0p\0t\0>\0"),
            ("a.docx", &macros),
            ("a.docx", b"PK\x03\x04 and nothing else"),
            ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
            ("pdf", b"%PDF-1.7"),
        ];
        for (name, bytes) in refused {
            assert!(media_type(name, bytes).is_err(), "{name} {bytes:?}");
        }
        assert!(media_type("空.pdf", b"").unwrap_err().contains("空的"));
    }
}
