//! The files opened by a real office program. Where it is missing the tests say so and check nothing.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

#[allow(dead_code, reason = "shared with the other tests")]
mod sample;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use lvzhi_gongwen::{Block, Document};

/// One conversion at a time: they share a profile.
static OFFICE: Mutex<()> = Mutex::new(());

/// The text of each page, laid out, or nothing where LibreOffice or poppler is missing.
fn pages(name: &str, document: &Document) -> Option<Vec<String>> {
    let _turn = OFFICE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    for program in ["soffice", "pdftotext"] {
        if Command::new(program).arg("--version").output().is_err() {
            eprintln!("SKIPPED {name}: {program} is not installed, the layout was not checked");
            return None;
        }
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let docx = folder.join("document.docx");
    std::fs::write(&docx, document.to_docx().unwrap()).unwrap();
    convert(&folder, &docx);
    let text = Command::new("pdftotext")
        .args(["-layout", "document.pdf", "-"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    Some(text.split('\u{c}').filter(|page| !page.is_empty()).map(str::to_owned).collect())
}

fn convert(folder: &Path, docx: &Path) {
    let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join("office-profile");
    let pdf = folder.join("document.pdf");
    if pdf.exists() {
        std::fs::remove_file(&pdf).unwrap();
    }
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder, docx])
        .output()
        .unwrap();
    assert!(pdf.exists(), "LibreOffice did not open the file: {}", String::from_utf8_lossy(&output.stderr));
}

fn lines(page: &str) -> Vec<&str> {
    page.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[test]
fn full_page_has_22_lines_of_28_characters() {
    let document = Document { blocks: vec![Block::text("政".repeat(28 * 60))], ..Document::new("报告") };
    let Some(pages) = pages("full-page", &document) else { return };
    let lines = lines(&pages[1]);
    let body: Vec<_> = lines.iter().filter(|line| line.contains('政')).collect();
    assert_eq!(body.len(), 22, "{}", pages[1]);
    assert!(body.iter().all(|line| line.chars().count() == 28), "{}", pages[1]);
}

#[test]
fn head_of_a_long_table_stands_on_every_page() {
    let document = Document { blocks: vec![sample::ranking(60).into()], ..Document::new("排名") };
    let Some(pages) = pages("long-table", &document) else { return };
    assert!(pages.len() > 1);
    for page in &pages {
        assert_eq!(page.matches("名次").count(), 1, "{page}");
    }
    assert_eq!(pages.concat().matches("称职").count() + pages.concat().matches("优秀").count(), 60);
}

#[test]
fn circular_opens_with_every_part() {
    let Some(pages) = pages("circular", &sample::circular()) else { return };
    let squeezed: Vec<String> = pages
        .iter()
        .map(|page| page.chars().filter(|character| !character.is_whitespace()).collect())
        .collect();
    assert!(squeezed[0].contains("云岭省政协办公厅文件") && squeezed[0].contains("云协办〔2026〕12号"));
    let whole = squeezed.concat();
    for words in ["“一案一策”", "2026年7月14日", "附件2", "抄送：", "2026年7月15日印发"]
    {
        assert!(whole.contains(words), "{words}");
    }
    for (index, page) in squeezed.iter().enumerate() {
        assert!(page.contains(&format!("—{}—", index + 1)), "page {}: {page}", index + 1);
    }
}
