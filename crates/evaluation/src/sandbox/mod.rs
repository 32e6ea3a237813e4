//! The sandbox: the facts of a computed cycle by two schemes, before one of them is adopted. It reads and computes;
//! it stores nothing, and nothing that was published changes.
mod choice;
mod effect_page;
mod firm_page;
mod mover_page;
mod pages;
pub mod web;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use lvzhi_platform::{Database, Error, Result};
use lvzhi_scoring::sandbox::{Question, Report, compare};
use lvzhi_scoring::{Catalogue, Input, Scheme, scheme_diff};
use moka::sync::Cache;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use uuid::Uuid;

use super::results::describe;
use super::runs;
use super::schemes::{Rulebook, findings_text};

/// A comparison with the words that its identifiers stand for.
#[derive(Debug)]
pub struct Answer {
    /// The comparison.
    pub report: Report,
    /// What the second scheme changes of the first, in sentences.
    pub changes: Vec<String>,
    /// How many people and facts it read.
    pub read: (usize, usize),
    /// Names by subject id.
    pub names: BTreeMap<String, String>,
    /// The facts that decide a line, in words, by fact id.
    pub facts: BTreeMap<String, String>,
}

impl Answer {
    /// A subject's name, or its id where the input does not know it.
    #[must_use]
    pub fn name<'a>(&'a self, subject: &'a str) -> &'a str {
        self.names.get(subject).map_or(subject, String::as_str)
    }

    /// How many people another scheme moves to another place, in or out of the order.
    #[must_use]
    pub fn moved(&self) -> usize {
        self.report.movers.iter().filter(|mover| mover.place.0 != mover.place.1).count()
    }
}

/// Compares two schemes over an input.
#[must_use]
pub fn compute(
    before: &Scheme,
    after: &Scheme,
    catalogue: &Catalogue,
    input: &Input,
    question: &Question,
) -> Answer {
    let report = compare(before, after, catalogue, input, question);
    let marginal = report.before.marginal.iter().chain(&report.after.marginal);
    let deciding: BTreeSet<&str> = marginal.map(|marginal| marginal.fact.as_str()).collect();
    let facts = input.facts.iter().filter(|fact| deciding.contains(fact.id.as_str()));
    Answer {
        changes: scheme_diff(before, after, catalogue).into_iter().map(|change| change.sentence).collect(),
        read: (input.subjects.len(), input.facts.len()),
        names: input.subjects.iter().map(|subject| (subject.id.clone(), subject.name.clone())).collect(),
        facts: facts.map(|fact| (fact.id.clone(), describe(catalogue, fact))).collect(),
        report,
    }
}

/// The first of two schemes, read by the catalogue of the second: facts are compared by one catalogue only.
///
/// # Errors
/// When the newer catalogue has dropped something that the first scheme speaks of.
pub fn by_one_catalogue(before: &Rulebook, after: &Rulebook) -> Result<Scheme> {
    if before.catalogue == after.catalogue {
        return Ok(before.scheme.clone());
    }
    let read = Scheme::parse(before.scheme.text(), &after.catalogue);
    read.map(|(scheme, _)| scheme).map_err(|findings| {
        let scheme = &before.scheme;
        let text = findings_text(&findings);
        Error::Conflict(format!(
            "《{}》{} 按另一版的事实目录读不通，不能一起算：\n{text}",
            scheme.title, scheme.version
        ))
    })
}

/// How many comparisons run at once: each takes two cores for a second, and other pages must go on.
static PLACES: Semaphore = Semaphore::const_new(2);
/// How long one waits for a place.
const QUEUE: Duration = Duration::from_secs(10);
/// How long one waits for the answer; the page's own limit is a minute.
const PATIENCE: Duration = Duration::from_secs(40);

/// Committee, digests of both schemes, run.
type Key = (Uuid, String, String, Uuid);

// Schemes are known by their digests and a run's input is frozen, so an answer stays right; it is kept while looked at.
static ANSWERS: LazyLock<Cache<Key, Arc<Answer>>> =
    LazyLock::new(|| Cache::builder().max_capacity(12).time_to_idle(Duration::from_secs(900)).build());

/// The comparison over the frozen input of a run.
///
/// # Errors
/// When the run is not there, the schemes cannot be read together, or too many comparisons are under way.
pub async fn answer(
    db: &Database,
    committee: Uuid,
    run: Uuid,
    before: Arc<Rulebook>,
    after: Arc<Rulebook>,
) -> Result<Arc<Answer>> {
    let digests = (before.scheme.digest().to_owned(), after.scheme.digest().to_owned());
    let key = (committee, digests.0, digests.1, run);
    if let Some(known) = ANSWERS.get(&key) {
        return Ok(known);
    }
    let crowd = || Error::Throttled("正在试算的人多。什么也没有丢，请过一会儿再打开这一页。".into());
    let place = timeout(QUEUE, PLACES.acquire()).await.map_err(|_| crowd())?.map_err(Error::internal)?;
    // Somebody may have asked the same while this one waited.
    if let Some(known) = ANSWERS.get(&key) {
        return Ok(known);
    }
    let run = runs::find(db, committee, run).await?;
    let body = runs::snapshot_input(db, &run).await?;
    // The place goes with the work: who leaves the page early does not make room for more than the machine can do.
    let work = tokio::task::spawn_blocking(move || {
        let _place = place;
        let scheme = by_one_catalogue(&before, &after)?;
        let question = Question::default();
        let answer = compute(&scheme, &after.scheme, &after.catalogue, &body.input, &question);
        let answer = Arc::new(answer);
        ANSWERS.insert(key, answer.clone());
        Ok(answer)
    });
    let long =
        || Error::Throttled("这次试算还没有算完，请过一会儿再打开这一页，算好的结果会直接显示。".into());
    timeout(PATIENCE, work).await.map_err(|_| long())?.map_err(Error::internal)?
}
