//! One member's result with the records it was made from, as they stood when the run was computed: a published
//! score keeps showing the evidence it was published with.
use std::collections::BTreeMap;

use lvzhi_scoring::{Assessment, Fact};
use serde::{Deserialize, Serialize};

use lvzhi_duty::facts::Evidence;

/// A fact with its evidence, frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What happened.
    pub fact: Fact,
    /// Where it is written and who vouched for it.
    pub evidence: Evidence,
}

/// What `run_assessment.detail` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// The assessment.
    pub assessment: Assessment,
    /// The member's confirmed facts of the period, by id.
    pub records: BTreeMap<String, Record>,
}

/// A [`Record`] on its way into the database: the same fields in the same order.
#[derive(Serialize)]
pub(super) struct RecordOf<'a> {
    fact: &'a Fact,
    evidence: &'a Evidence,
}

/// A member's records, by id, on their way into the database.
pub(super) type RecordsOf<'a> = BTreeMap<&'a str, RecordOf<'a>>;

/// A [`Detail`] on its way into the database: the same fields in the same order.
#[derive(Serialize)]
struct DetailOf<'a> {
    assessment: &'a Assessment,
    records: &'a RecordsOf<'a>,
}

/// The records of everybody, by member; each fact's evidence stands where the fact does.
pub(super) fn records<'a>(facts: &'a [Fact], evidence: &'a [Evidence]) -> BTreeMap<&'a str, RecordsOf<'a>> {
    let mut records: BTreeMap<&str, RecordsOf<'_>> = BTreeMap::new();
    for (fact, evidence) in facts.iter().zip(evidence) {
        records.entry(&fact.subject).or_default().insert(&fact.id, RecordOf { fact, evidence });
    }
    records
}

/// The JSON that a [`Detail`] is read from.
pub(super) fn detail_bytes(assessment: &Assessment, records: &RecordsOf<'_>) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&DetailOf { assessment, records })
}
