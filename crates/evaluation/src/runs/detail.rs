//! One member's result with the records it was made from, as they stood when the run was computed: a published
//! score keeps showing the evidence it was published with.
use std::collections::{BTreeMap, HashMap};

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

/// The records of everybody, by member.
pub(super) fn records<'a>(
    facts: &'a [Fact],
    evidence: &'a HashMap<String, Evidence>,
) -> HashMap<&'a str, RecordsOf<'a>> {
    let mut records: HashMap<&str, RecordsOf<'_>> = HashMap::new();
    for fact in facts {
        let Some(evidence) = evidence.get(&fact.id) else { continue };
        records.entry(&fact.subject).or_default().insert(&fact.id, RecordOf { fact, evidence });
    }
    records
}

/// The JSON that a [`Detail`] is read from.
pub(super) fn detail_bytes(assessment: &Assessment, records: &RecordsOf<'_>) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&DetailOf { assessment, records })
}
