//! Schemes: one version of one body of rules, drafted by one person, adopted by another, never edited.
mod check;
mod document;
pub mod drafts;
mod list_page;
mod parts;
mod retirement;
mod shipped;
mod store;
mod version_page;
pub mod web;

use std::sync::{Arc, LazyLock};

use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_scoring::{Catalogue, Finding, Scheme, Severity};
use moka::sync::Cache;
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

use crate::noun;

pub use check::{Checked, LIMIT, check};
pub use document::{document, docx};
pub use retirement::{restore, retire};
pub use shipped::{SHIPPED, shipped};
pub use store::{adopted_before, find, in_use, is_retired, list, retirements};

/// The fact catalogue that ships with the program.
pub const CATALOGUE: &str = include_str!("../../../../schemes/catalogue.toml");
/// The members' half-year scheme that ships with the program.
pub const MEMBER_SCHEME: &str = include_str!("../../../../schemes/hn-member.toml");

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

/// What a scheme is about, for the titles of what is made by it: 《委员履职考核办法（试行）》 is about 委员履职考核.
#[must_use]
pub fn matter(title: &str) -> &str {
    let bare = title.find('（').map_or(title, |at| title.get(..at).unwrap_or(title)).trim();
    let kinds = ["实施办法", "办法", "实施细则", "细则", "规则", "规定", "方案"];
    let matter = kinds.iter().find_map(|kind| bare.strip_suffix(kind)).unwrap_or(bare);
    if matter.is_empty() { title } else { matter }
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

/// Adopts a scheme version that has no draft, and gives its id.
///
/// # Errors
/// When the text has errors, or this version was adopted before.
pub async fn adopt(tx: &mut Act, body: &str, catalogue: &str) -> Result<Uuid> {
    let id = insert(tx, body, catalogue).await?;
    tx.note(noun::ADOPT, noun::SCHEME.subject(id), json!({}));
    Ok(id)
}

/// Makes a text a version, as part of an act that has its own event.
async fn insert(tx: &Act, body: &str, catalogue: &str) -> Result<Uuid> {
    let (rulebook, _) = Rulebook::parse(body, catalogue)
        .map_err(|findings| Error::Invalid(format!("办法没有通过检查：\n{}", findings_text(&findings))))?;
    let scheme = &rulebook.scheme;
    if store::exists(tx, &scheme.id, &scheme.version).await? {
        return Err(Error::Conflict(check::taken(scheme)));
    }
    store::insert(tx, scheme, body, catalogue).await
}

/// The kind of subjects whose facts the program keeps so far.
pub const EVALUATED: &str = "member";

impl Rulebook {
    /// Why no cycle can be bound to these rules; none: it can.
    #[must_use]
    pub fn unfit(&self) -> Option<String> {
        let scheme = &self.scheme;
        (scheme.subject != EVALUATED).then(|| {
            format!(
                "《{}》考评的是{}，现在只能给委员建周期。它的履职记录和测评还进不来，可以用命令 lvzhi score 按文件试算。",
                scheme.title,
                scheme.subject_label()
            )
        })
    }
}

// An adopted version never changes, so what was read once stays right for as long as the program runs.
static READ: LazyLock<Cache<(Uuid, Uuid), Arc<Rulebook>>> = LazyLock::new(|| Cache::new(64));

/// The rules of an adopted version.
///
/// # Errors
/// When there is no such version in the committee.
pub async fn rulebook(db: &Database, committee: Uuid, id: Uuid) -> Result<Arc<Rulebook>> {
    read(db.read(), committee, id).await
}

/// The same as an act sees it.
///
/// # Errors
/// As [`rulebook`].
pub async fn rulebook_in(tx: &Act, id: Uuid) -> Result<Arc<Rulebook>> {
    read(&**tx, tx.committee(), id).await
}

async fn read<C: ConnectionTrait>(db: &C, committee: Uuid, id: Uuid) -> Result<Arc<Rulebook>> {
    if let Some(found) = READ.get(&(committee, id)) {
        return Ok(found);
    }
    let row = store::find_in(db, committee, id).await?;
    let (rulebook, _) = Rulebook::parse(&row.body, &row.catalogue).map_err(|findings| {
        Error::internal(anyhow::anyhow!("adopted scheme: {}", findings_text(&findings)))
    })?;
    let rulebook = Arc::new(rulebook);
    READ.insert((committee, id), rulebook.clone());
    Ok(rulebook)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_with_the_program_passes_its_own_check() {
        for (id, text) in SHIPPED {
            let (rulebook, _) =
                Rulebook::parse(text, CATALOGUE).unwrap_or_else(|f| panic!("{id}: {}", findings_text(&f)));
            assert_eq!(rulebook.scheme.id, *id);
            assert_eq!(shipped(id), Some(*text));
        }
        assert_eq!(shipped("nothing"), None);
    }
}
