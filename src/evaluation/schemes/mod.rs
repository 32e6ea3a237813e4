//! Schemes: one version of one body of rules, adopted once, never edited.
mod document;
pub mod pages;
mod store;
pub mod web;

use std::sync::{Arc, LazyLock};

use lvzhi_platform::{Database, Error, Result, WriteTx};
use lvzhi_scoring::{Catalogue, Finding, Scheme, Severity};
use moka::sync::Cache;
use uuid::Uuid;

pub use document::docx;
pub use store::{find, list};

/// The fact catalogue that ships with the program.
pub const CATALOGUE: &str = include_str!("../../../schemes/catalogue.toml");
/// The members' half-year scheme that ships with the program.
pub const MEMBER_SCHEME: &str = include_str!("../../../schemes/hn-member.toml");

/// A scheme version, read and checked, with the catalogue it was checked against.
#[derive(Debug)]
pub struct Rulebook {
    /// The rules.
    pub scheme: Scheme,
    /// The fact kinds they speak of.
    pub catalogue: Catalogue,
}

impl Rulebook {
    /// Reads both texts.
    ///
    /// # Errors
    /// With all findings, each with line and column.
    pub fn parse(scheme: &str, catalogue: &str) -> std::result::Result<(Self, Vec<Finding>), Vec<Finding>> {
        let catalogue = Catalogue::parse(catalogue)?;
        let (scheme, warnings) = Scheme::parse(scheme, &catalogue)?;
        Ok((Self { scheme, catalogue }, warnings))
    }
}

/// "第 12 行第 3 列：…（建议：…）", one line a finding.
#[must_use]
pub fn findings_text(findings: &[Finding]) -> String {
    findings.iter().map(finding_text).collect::<Vec<_>>().join("\n")
}

/// One finding in a line.
#[must_use]
pub fn finding_text(finding: &Finding) -> String {
    let kind = if finding.severity == Severity::Error { "错误" } else { "提醒" };
    let advice = finding.suggestion.as_ref().map_or_else(String::new, |advice| format!("　建议：{advice}"));
    format!("第 {} 行第 {} 列　{kind}：{}{advice}", finding.line, finding.column, finding.message)
}

/// Adopts a scheme version as part of an act, and gives its id.
///
/// # Errors
/// When the text has errors, or this version was adopted before.
pub async fn adopt(tx: &WriteTx, body: &str, catalogue: &str) -> Result<Uuid> {
    let (rulebook, _) = Rulebook::parse(body, catalogue)
        .map_err(|findings| Error::Invalid(format!("办法没有通过检查：\n{}", findings_text(&findings))))?;
    let scheme = &rulebook.scheme;
    if store::exists(tx, &scheme.id, &scheme.version).await? {
        let sentence =
            format!("《{}》{} 已经采用过，采用后不能再改。请换一个版本号。", scheme.title, scheme.version);
        return Err(Error::Conflict(sentence));
    }
    store::insert(tx, scheme, body, catalogue).await
}

// An adopted version never changes, so what was read once stays right for as long as the program runs.
static READ: LazyLock<Cache<(Uuid, Uuid), Arc<Rulebook>>> = LazyLock::new(|| Cache::new(64));

/// The rules of an adopted version.
///
/// # Errors
/// When there is no such version in the committee.
pub async fn rulebook(db: &Database, committee: Uuid, id: Uuid) -> Result<Arc<Rulebook>> {
    if let Some(found) = READ.get(&(committee, id)) {
        return Ok(found);
    }
    let row = find(db, committee, id).await?;
    let (rulebook, _) = Rulebook::parse(&row.body, &row.catalogue).map_err(|findings| {
        Error::internal(anyhow::anyhow!("adopted scheme: {}", findings_text(&findings)))
    })?;
    let rulebook = Arc::new(rulebook);
    READ.insert((committee, id), rulebook.clone());
    Ok(rulebook)
}
