//! What can be tried: adopted versions and drafts as rules, computed cycles as facts.
use std::sync::Arc;

use lvzhi_platform::{Database, Error, Result};
use lvzhi_schema::evaluation::cycle;
use uuid::Uuid;

use crate::cycles;
use crate::schemes::{self, Rulebook, drafts};

/// A scheme that can be tried.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Of the version or the draft.
    pub id: Uuid,
    /// The scheme's own id; empty as long as a draft cannot be read.
    pub family: String,
    /// As printed: 《…》2026.1.
    pub label: String,
    /// Whether it is still a draft.
    pub draft: bool,
}

/// What can be chosen.
#[derive(Debug)]
pub(super) struct Choices {
    /// Drafts that may still be adopted, then adopted versions; the newest first.
    pub schemes: Vec<Choice>,
    /// Computed cycles, the newest first.
    pub cycles: Vec<cycle::Model>,
}

impl Choices {
    /// Everything of a committee.
    pub async fn of(db: &Database, committee: Uuid) -> Result<Self> {
        let mut schemes = Vec::new();
        for draft in drafts::list(db, committee).await? {
            use drafts::State::{Adopted, Withdrawn};
            if !matches!(drafts::state_of(&draft)?, Adopted | Withdrawn) {
                let title = if draft.title.is_empty() { "未命名" } else { &draft.title };
                let label = format!("草稿《{title}》{}", draft.version);
                schemes.push(Choice { id: draft.id, family: draft.family, label, draft: true });
            }
        }
        for version in schemes::list(db, committee).await? {
            let label = format!("《{}》{}", version.title, version.version);
            schemes.push(Choice { id: version.id, family: version.family, label, draft: false });
        }
        let cycles = cycles::list(db, committee).await?;
        let cycles = cycles.into_iter().filter(|cycle| cycle.current_run_id.is_some()).collect();
        Ok(Self { schemes, cycles })
    }

    /// A scheme of the list; none: nothing was asked for.
    ///
    /// # Errors
    /// When what was asked for is not of this committee.
    pub fn scheme(&self, asked: &str) -> Result<Option<&Choice>> {
        find(asked, &self.schemes, |choice| choice.id, "没有这一版办法。")
    }

    /// As [`Choices::scheme`].
    pub fn cycle(&self, asked: &str) -> Result<Option<&cycle::Model>> {
        find(asked, &self.cycles, |cycle| cycle.id, "没有这个考评周期，或者它还没有核算。")
    }

    /// What a changed scheme is compared with when nothing is said: the version in force of the same family.
    pub fn in_force(&self, changed: &Choice) -> Option<&Choice> {
        let others = || self.schemes.iter().filter(|choice| !choice.draft && choice.id != changed.id);
        others().find(|choice| choice.family == changed.family).or_else(|| others().next())
    }
}

fn find<'a, T>(asked: &str, all: &'a [T], id: impl Fn(&T) -> Uuid, sentence: &str) -> Result<Option<&'a T>> {
    if asked.is_empty() {
        return Ok(None);
    }
    let wanted = asked.parse::<Uuid>().ok();
    let found = all.iter().find(|one| Some(id(one)) == wanted);
    found.map(Some).ok_or_else(|| Error::NotFound(sentence.to_owned()))
}

/// The rules of a choice; none: a draft that cannot be read yet.
pub(super) async fn rules(db: &Database, committee: Uuid, choice: &Choice) -> Result<Option<Arc<Rulebook>>> {
    if !choice.draft {
        return schemes::rulebook(db, committee, choice.id).await.map(Some);
    }
    let draft = drafts::find(db, committee, choice.id).await?;
    Ok(schemes::check(db, committee, &draft.body).await?.rulebook.map(Arc::new))
}
