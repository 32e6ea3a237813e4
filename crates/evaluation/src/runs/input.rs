//! What a cycle's evaluation reads: members with posts and exemptions, confirmed facts, earlier results.
use lvzhi_platform::{Database, Error, Result};
use lvzhi_schema::evaluation::cycle;
use lvzhi_scoring::{Input, Period};

use super::store;
use crate::schemes::Rulebook;
use lvzhi_duty::facts::{self, Evidence};

/// The input, and the evidence of its facts in the same order.
pub(super) struct Gathered {
    pub input: Input,
    pub evidence: Vec<Evidence>,
}

/// Reads it. The subjects are those that the scheme speaks of.
///
/// # Errors
/// [`Error::Invalid`] when the program keeps no such subjects; when the database cannot be read.
pub(super) async fn gather(db: &Database, cycle: &cycle::Model, rulebook: &Rulebook) -> Result<Gathered> {
    if let Some(sentence) = rulebook.unfit() {
        return Err(Error::Invalid(sentence));
    }
    let (from, to) = (cycle.starts_on, cycle.ends_on);
    let committee = cycle.committee_id;
    // Already in the order of the engine, so that what follows leaves each fact where its evidence is.
    let (facts, evidence) = facts::confirmed_between(db, committee, from, to).await?.into_iter().unzip();
    let mut input = Input {
        period: Period { from, to },
        subjects: store::subjects(db, committee, from, to).await?,
        facts,
        previous: store::previous(db, cycle).await?,
    };
    input.normalise();
    Ok(Gathered { input, evidence })
}
