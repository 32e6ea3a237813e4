//! A run on its way into the database: computed, written out, digested and deflated before its act begins, so that
//! other acts wait for the inserts alone.
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::thread::ScopedJoinHandle;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use lvzhi_duty::facts::Evidence;
use lvzhi_platform::audit::sm3_hex;
use lvzhi_platform::{Error, Result};
use lvzhi_schema::evaluation::run_assessment;
use lvzhi_scoring::{Assessment, Evaluation, Input, Points, Standing, Subject, evaluate_undigested};
use uuid::Uuid;

use super::detail::{RecordsOf, detail_bytes, records};
use super::input::Gathered;
use super::summary::{RunSummary, summarise};
use crate::schemes::Rulebook;

/// A canonical JSON as it is stored.
pub(super) struct Packed {
    /// SM3 of the JSON.
    pub digest: String,
    /// The JSON, deflated.
    pub body: Vec<u8>,
}

impl Packed {
    fn of(json: &str) -> Result<Self> {
        Ok(Self { digest: sm3_hex(json.as_bytes()), body: deflate(json.as_bytes())? })
    }
}

/// What a computation found, and what is stored of it.
pub(super) struct Made {
    pub input: Input,
    pub evaluation: Evaluation,
    pub head: RunSummary,
    /// The input, frozen.
    pub frozen: Packed,
    /// The evaluation.
    pub result: Packed,
    /// Everybody's row, of the run with the id it was made for.
    pub rows: Vec<run_assessment::Model>,
}

impl Made {
    /// Computes what becomes a run of the committee. Takes long, on two threads.
    pub(super) fn compute((committee, run): (Uuid, Uuid), rulebook: &Rulebook, of: Gathered) -> Result<Self> {
        let Gathered { input, evidence } = of;
        let (frozen, (mut evaluation, decisions)) = beside(
            || Packed::of(&input.to_canonical_json()),
            || evaluate_undigested(&rulebook.scheme, &rulebook.catalogue, &input),
        )?;
        evaluation.input_digest.clone_from(&frozen.digest);
        let head = summarise(rulebook, &input, &evaluation, decisions);
        let writer = RowWriter::new((committee, run), rulebook, &input, &evaluation, &evidence);
        // Writing everybody's row takes longer than the result: who is done with that one goes on with the rows.
        let ((result, mut rows), others) = beside(
            || {
                let result = Packed::of(&evaluation.to_canonical_json())?;
                Ok((result, writer.rows()?))
            },
            || writer.rows(),
        )?;
        rows.append(&mut others?);
        Ok(Self { input, evaluation, head, frozen, result, rows })
    }
}

/// Does one thing on a thread of its own beside another.
fn beside<A: Send, B>(one: impl FnOnce() -> Result<A> + Send, other: impl FnOnce() -> B) -> Result<(A, B)> {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        Ok((joined(one)??, other))
    })
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> Result<T> {
    thread.join().map_err(|_| Error::internal(anyhow::anyhow!("a thread that writes results panicked")))
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 8), Compression::fast());
    encoder.write_all(bytes).map_err(Error::internal)?;
    encoder.finish().map_err(Error::internal)
}

/// Writes the rows of a run, each once, on as many threads as ask.
struct RowWriter<'a> {
    committee: Uuid,
    run: Uuid,
    rulebook: &'a Rulebook,
    input: &'a Input,
    subjects: BTreeMap<&'a str, &'a Subject>,
    /// Places in the latest earlier cycle.
    before: BTreeMap<&'a str, Option<u32>>,
    records: BTreeMap<&'a str, RecordsOf<'a>>,
    waiting: Mutex<std::slice::Iter<'a, Assessment>>,
}

impl<'a> RowWriter<'a> {
    fn new(
        (committee, run): (Uuid, Uuid),
        rulebook: &'a Rulebook,
        input: &'a Input,
        evaluation: &'a Evaluation,
        evidence: &'a [Evidence],
    ) -> Self {
        let last = input.previous.iter().map(|previous| previous.cycle.as_str()).max();
        let previous = input.previous.iter().filter(|previous| Some(previous.cycle.as_str()) == last);
        Self {
            committee,
            run,
            rulebook,
            input,
            subjects: input.subjects.iter().map(|subject| (subject.id.as_str(), subject)).collect(),
            before: previous.map(|previous| (previous.subject.as_str(), previous.place)).collect(),
            records: records(&input.facts, evidence),
            waiting: Mutex::new(evaluation.assessments.iter()),
        }
    }

    /// The rows of those whose turn comes while this goes on.
    fn rows(&self) -> Result<Vec<run_assessment::Model>> {
        let mut rows = Vec::new();
        while let Some(assessment) = self.next() {
            if let Some(subject) = self.subjects.get(assessment.subject.as_str()) {
                rows.push(self.row(subject, assessment)?);
            }
        }
        Ok(rows)
    }

    fn next(&self) -> Option<&'a Assessment> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).next()
    }

    fn row(&self, subject: &Subject, assessment: &Assessment) -> Result<run_assessment::Model> {
        let class = |key: &str| subject.attributes.get(key).cloned().unwrap_or_default();
        let place_in = |key: &str| assessment.places.get(key).copied().and_then(small);
        let (state, exempt_reason) = match &assessment.standing {
            Standing::Ranked => ("ranked", String::new()),
            Standing::Exempt(reason) => ("exempt", reason.clone()),
        };
        let period = self.input.period;
        let standing = subject.posts.iter().any(|post| {
            post.post == "standing"
                && post.from.is_none_or(|from| from <= period.to)
                && post.to.is_none_or(|to| period.from <= to)
        });
        let none = RecordsOf::new();
        let records = self.records.get(subject.id.as_str()).unwrap_or(&none);
        Ok(run_assessment::Model {
            committee_id: self.committee,
            run_id: self.run,
            member_id: subject.id.parse().map_err(Error::internal)?,
            name: subject.name.clone(),
            sector: class("sector"),
            special_committee: class("special_committee"),
            standing,
            state: state.into(),
            exempt_reason,
            total: assessment.total.0,
            max: assessment.max.0,
            grade: assessment.grade.clone(),
            place: assessment.place.and_then(small),
            place_in_sector: place_in("sector"),
            place_in_special_committee: place_in("special_committee"),
            previous_place: self.before.get(subject.id.as_str()).copied().flatten().and_then(small),
            group_points: serde_json::to_string(&group_points(self.rulebook, assessment))?,
            detail: deflate(&detail_bytes(assessment, records)?)?,
        })
    }
}

/// Points by group, for the bar of the ranking.
fn group_points(rulebook: &Rulebook, assessment: &Assessment) -> BTreeMap<String, Points> {
    let mut groups = BTreeMap::new();
    for score in &assessment.indicators {
        let Some(indicator) = rulebook.scheme.indicator(&score.id) else { continue };
        let sum: &mut Points = groups.entry(indicator.group.clone()).or_default();
        *sum = sum.checked_add(score.points).unwrap_or(*sum);
    }
    groups
}

fn small(place: u32) -> Option<i32> {
    i32::try_from(place).ok()
}
