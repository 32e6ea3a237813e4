//! Any text as a scheme, a catalogue or a bundle.
use lvzhi_scoring::{Bundle, Catalogue, Evaluation, Finding, Scheme, canonical_text, evaluate};

use crate::rules::{CATALOGUES, INPUTS};

/// A scheme is read or refused with places inside the text; one that is read scores people without a panic.
pub fn scheme_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for (catalogue, input) in CATALOGUES.iter().zip(INPUTS.iter()) {
        match Scheme::parse(&text, catalogue) {
            Err(findings) => refused(&text, &findings),
            Ok((scheme, warnings)) => {
                inside(&text, &warnings);
                let again = Scheme::parse(scheme.text(), catalogue).expect("its own text is a scheme");
                assert_eq!((&again.0, again.1), (&scheme, warnings));
                sums(&evaluate(&scheme, catalogue, input));
            }
        }
    }
}

/// A catalogue is read or refused with places inside the text.
pub fn catalogue_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match Catalogue::parse(&text) {
        Err(findings) => refused(&text, &findings),
        Ok(catalogue) => assert_eq!(Catalogue::parse(&canonical_text(&text)), Ok(catalogue)),
    }
}

/// Whatever claims to be a bundle is verified without a panic.
pub fn bundle_json(bytes: &[u8]) {
    let Ok(bundle) = serde_json::from_slice::<Bundle>(bytes) else { return };
    for difference in bundle.verify() {
        assert!(!difference.to_string().is_empty());
    }
    let json = serde_json::to_string(&bundle).expect("a bundle is maps, lists and texts");
    assert_eq!(serde_json::from_str::<Bundle>(&json).expect("its own JSON"), bundle);
}

fn refused(text: &str, findings: &[Finding]) {
    assert!(!findings.is_empty(), "refused without a word");
    inside(text, findings);
}

fn inside(text: &str, findings: &[Finding]) {
    let canonical = canonical_text(text);
    assert_eq!(canonical_text(&canonical), canonical);
    let widths: Vec<_> = canonical.lines().map(|line| line.chars().count()).collect();
    for finding in findings {
        let width =
            widths.get(finding.line as usize - 1).unwrap_or_else(|| panic!("no such line: {finding}"));
        assert!(finding.column >= 1 && finding.column as usize <= width + 1, "no such column: {finding}");
        assert!(!finding.message.is_empty());
    }
}

/// Lines add up to their indicator; indicators and adjustments to the total.
pub fn sums(evaluation: &Evaluation) {
    for a in &evaluation.assessments {
        let mut total: i128 = a.adjustments.iter().map(|line| i128::from(line.points.0)).sum();
        for i in &a.indicators {
            let lines: i128 = i.lines.iter().map(|line| i128::from(line.points.0)).sum();
            assert_eq!(lines, i128::from(i.points.0), "lines of {} of {}", i.id, a.subject);
            total += i128::from(i.points.0);
        }
        assert_eq!(total, i128::from(a.total.0), "total of {}", a.subject);
    }
}
