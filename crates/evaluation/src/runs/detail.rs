//! One member's result with the records it was made from, as they stood when the run was computed: a published
//! score keeps showing the evidence it was published with.
use std::collections::{BTreeMap, HashMap};

use lvzhi_scoring::{Assessment, Evaluation, Fact};
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

/// The records of everybody, by member.
pub(super) fn records(
    facts: &[Fact],
    evidence: &HashMap<String, Evidence>,
) -> HashMap<String, BTreeMap<String, Record>> {
    let mut records: HashMap<String, BTreeMap<String, Record>> = HashMap::new();
    for fact in facts {
        let Some(evidence) = evidence.get(&fact.id) else { continue };
        let record = Record { fact: fact.clone(), evidence: evidence.clone() };
        records.entry(fact.subject.clone()).or_default().insert(fact.id.clone(), record);
    }
    records
}

/// The details of all assessments, in their order.
pub(super) fn details<'e>(
    evaluation: &'e Evaluation,
    mut records: HashMap<String, BTreeMap<String, Record>>,
) -> impl Iterator<Item = Detail> + 'e {
    evaluation.assessments.iter().map(move |assessment| Detail {
        assessment: assessment.clone(),
        records: records.remove(&assessment.subject).unwrap_or_default(),
    })
}
