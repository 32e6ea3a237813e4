//! The check of a text before it is adopted: what the engine finds, and whether the version is still free.
use lvzhi_platform::{Database, Error, Result};
use lvzhi_scoring::{Finding, Scheme, Severity};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{CATALOGUE, Rulebook, store};

/// The longest text that is kept: what the engine would read at most.
pub const LIMIT: usize = lvzhi_scoring::LONGEST_TEXT;
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
