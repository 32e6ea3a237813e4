//! A file as it arrives. What is too large is read to its end and thrown away, so that the browser gets a page and not a
//! broken connection.
use axum::RequestExt;
use axum::extract::{DefaultBodyLimit, Multipart, Request};
use lvzhi_platform::{Error, Result};
use lvzhi_shell::form::Sent;

/// So many times the limit is read before the connection is closed.
const DRAINED: usize = 16;

/// What was sent.
pub(crate) struct Upload {
    /// The fields beside the file.
    pub(crate) sent: Sent,
    /// Name and content; none: no file was chosen. Longer than the limit: [`Error::Invalid`] with the sentence.
    pub(crate) file: Option<(String, Result<Vec<u8>>)>,
}

/// Reads the form.
///
/// # Errors
/// [`Error::Invalid`] when it is none, or breaks off.
pub(crate) async fn read(mut request: Request, limit: usize) -> Result<Upload> {
    let broken = || Error::Invalid("文件没有传完整。请回到上一页再选一次。".into());
    DefaultBodyLimit::max(limit.saturating_mul(DRAINED)).apply(&mut request);
    let mut form: Multipart = request.extract().await.map_err(|_| broken())?;
    let mut upload = Upload { sent: Sent::default(), file: None };
    while let Some(mut field) = form.next_field().await.map_err(|_| broken())? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(short_name);
        let (mut bytes, mut length) = (Vec::new(), 0);
        while let Some(chunk) = field.chunk().await.map_err(|_| broken())? {
            length += chunk.len();
            if length <= limit {
                bytes.extend_from_slice(&chunk);
            }
        }
        match file_name {
            Some(file_name) if name == "file" && !file_name.is_empty() => {
                let content = if length > limit { Err(too_large(&file_name, limit)) } else { Ok(bytes) };
                upload.file = Some((file_name, content));
            }
            Some(_) => {}
            None => upload.sent.set(&name, String::from_utf8_lossy(&bytes)),
        }
    }
    Ok(upload)
}

fn too_large(name: &str, limit: usize) -> Error {
    Error::Invalid(format!(
        "“{name}”太大，最多 {} MB。请压缩图片或分成几个文件再加。文件没有存。",
        limit >> 20
    ))
}

/// The name without the path that some browsers send, without signs that are not seen: those that turn the direction of
/// writing make `fdp.exe` look like a paper.
fn short_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |sign: &char| matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    last.chars().filter(|sign| !sign.is_control() && !hidden(sign)).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_path_and_nothing_unseen() {
        assert_eq!(short_name("C:\\文件\\说明.pdf"), "说明.pdf");
        assert_eq!(short_name("../../etc/说明.txt"), "说明.txt");
        assert_eq!(short_name("说明\u{202e}fdp.exe\r\n"), "说明fdp.exe");
    }
}
