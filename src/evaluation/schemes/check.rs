//! The check of a text before it is adopted: what the engine finds, and whether the version is still free.
use lvzhi_platform::{Database, Error, Result};
use lvzhi_scoring::{Finding, Scheme, Severity};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{CATALOGUE, Rulebook, store};

/// The longest text that is read, in bytes: fifty times a real scheme.
pub const LIMIT: usize = 1 << 20;
/// The most tables (groups, indicators, rules …) that are read: thirty times a real scheme. The time of a check grows
/// with tables times length.
const TABLES: usize = 2000;
/// How many texts are checked at once. Who goes on typing gives up his place, and other people's pages go on.
static PLACES: Semaphore = Semaphore::const_new(2);

/// What the check has to say about a text.
#[derive(Debug)]
pub struct Checked {
    /// The rules, where the text could be read.
    pub rulebook: Option<Rulebook>,
    /// Errors and warnings in the order of the text.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// How many findings stand in the way of adoption.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }
}

/// Checks a text for a committee.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(db: &Database, committee: Uuid, text: &str) -> Result<Checked> {
    if let Some(finding) = too_much(text) {
        return Ok(Checked { rulebook: None, findings: vec![finding] });
    }
    let owned = text.to_owned();
    let place = PLACES.acquire().await.map_err(Error::internal)?;
    // A long text full of mistakes takes its time, and other people's pages must not wait for it.
    let read = tokio::task::spawn_blocking(move || {
        let read = Rulebook::parse(&owned, CATALOGUE);
        drop(place);
        read
    });
    let (rulebook, mut findings) = match read.await.map_err(Error::internal)? {
        Ok((rulebook, warnings)) => (Some(rulebook), warnings),
        Err(findings) => (None, findings),
    };
    if let Some(Rulebook { scheme, .. }) = &rulebook
        && store::adopted_before(db, committee, &scheme.id, &scheme.version).await?
    {
        findings.insert(0, version_taken(text, scheme));
    }
    Ok(Checked { rulebook, findings })
}

/// Why a text is not read at all.
fn too_much(text: &str) -> Option<Finding> {
    let tables = text.lines().filter(|line| line.trim_start().starts_with('[')).count();
    let message = if text.len() > LIMIT {
        format!("办法有 {} KB，最多 {} KB，没有检查。", text.len().div_ceil(1024), LIMIT >> 10)
    } else if tables > TABLES {
        format!("办法有 {tables} 段，最多 {TABLES} 段，没有检查。")
    } else {
        return None;
    };
    let suggestion = Some("删去不是规则的内容，例如附件和表格".to_owned());
    Some(Finding { severity: Severity::Error, line: 1, column: 1, message, suggestion })
}

fn version_taken(text: &str, scheme: &Scheme) -> Finding {
    let place = text.lines().position(|line| line.trim_start().starts_with("version"));
    let line = place.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(1);
    let suggestion = Some("换一个没有用过的版本号".to_owned());
    Finding { severity: Severity::Error, line, column: 1, message: taken(scheme), suggestion }
}

/// Why this version cannot be adopted once more.
pub(super) fn taken(scheme: &Scheme) -> String {
    format!("《{}》{} 已经采用过，采用后不能再改。", scheme.title, scheme.version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::schemes::MEMBER_SCHEME;

    #[test]
    fn only_what_could_be_a_scheme_is_read() {
        assert_eq!(too_much(MEMBER_SCHEME), None);
        let long = too_much(&"#".repeat(LIMIT + 1)).unwrap();
        assert!(long.message.contains("最多 1024 KB"), "{long}");
        let many = too_much(&"[[rule]]\n".repeat(TABLES + 1)).unwrap();
        assert!(many.message.contains("2001 段"), "{many}");
    }
}
