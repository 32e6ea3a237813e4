//! What a cycle's evaluation reads: members with posts and exemptions, confirmed facts, earlier results.
use lvzhi_platform::{Database, Result};
use lvzhi_schema::evaluation::cycle;
use lvzhi_scoring::{Input, Period};

use super::store;
use crate::duty::facts;

pub(super) async fn gather(db: &Database, cycle: &cycle::Model) -> Result<Input> {
    let (from, to) = (cycle.starts_on, cycle.ends_on);
    let committee = cycle.committee_id;
    let mut input = Input {
        period: Period { from, to },
        subjects: store::subjects(db, committee, from, to).await?,
        facts: facts::confirmed_between(db, committee, from, to).await?,
        previous: store::previous(db, cycle).await?,
    };
    input.normalise();
    Ok(input)
}
