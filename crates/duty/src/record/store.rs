//! SQL of records: what stands already, and writing many facts at once.
use std::collections::BTreeMap;

use chrono::NaiveDate;
use lvzhi_platform::{Act, Error, Result};
use lvzhi_schema::duty::fact;
use lvzhi_scoring::Kind;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, Statement};
use uuid::Uuid;

use super::{Confirmed, FactDraft, MOVED_ON, Seen};

/// Conditions on alias `f` under which a fact stands. `$1` is the committee.
///
/// Neither list depends on `f`, so each is made once and not looked up for every fact: few facts are ever
/// corrected and few imports taken back.
pub(crate) const CURRENT: &str = "f.void = false
    and f.id not in (select r.replaces_id from fact r where r.committee_id = $1 and r.replaces_id is not null)
    and (f.batch_id is null
        or f.batch_id not in (select b.batch_id from batch_reversal b where b.committee_id = $1))";

/// Rows in one statement: SQLite takes 32 766 values, a fact has 22.
const CHUNK: usize = 1_400;

#[derive(FromQueryResult)]
struct KnownRow {
    id: Uuid,
    member_id: Uuid,
    occurred_on: NaiveDate,
    quantity: i64,
    attributes: String,
    piece: Option<String>,
    stage: Option<String>,
    role: Option<String>,
}

/// The current facts of a kind between two days, as far as they tell whether another one is the same.
///
/// # Errors
/// When the database cannot be read.
pub async fn known<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    kind: &Kind,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<(Uuid, FactDraft)>> {
    let sql = format!(
        "select f.id, f.member_id, f.occurred_on, f.quantity, f.attributes, f.piece, f.stage, f.role from fact f
        where f.committee_id = $1 and f.occurred_on between $2 and $3 and f.kind = $4 and {CURRENT}"
    );
    let values = [committee.into(), from.into(), to.into(), kind.id.as_str().into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = KnownRow::find_by_statement(statement).all(db).await?;
    rows.into_iter().map(|row| Ok((row.id, row.draft()?))).collect()
}

impl KnownRow {
    fn draft(self) -> Result<FactDraft> {
        let attributes: BTreeMap<String, String> = serde_json::from_str(&self.attributes)?;
        Ok(FactDraft {
            member: self.member_id,
            occurred_on: self.occurred_on,
            quantity: self.quantity,
            attributes,
            piece: self.piece,
            stage: self.stage,
            role: self.role,
            signers: None,
            document: String::new(),
            recorder: String::new(),
            confirmed: Confirmed::No,
        })
    }
}

/// [`known`] as a set to compare with.
///
/// # Errors
/// As [`known`].
pub async fn seen<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    kind: &Kind,
    span: (NaiveDate, NaiveDate),
) -> Result<Seen> {
    let mut seen = Seen::default();
    for (_, fact) in known(db, committee, kind, span).await? {
        seen.stored(kind, &fact);
    }
    Ok(seen)
}

/// Where a fact comes from, beside what it says.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// The import and the row of it.
    pub batch: Option<(Uuid, i32)>,
    /// The fact it corrects.
    pub replaces: Option<Uuid>,
    /// It only takes that one back.
    pub void: bool,
    /// Why.
    pub reason: String,
}

/// The row of a fact.
///
/// # Errors
/// When the program itself acts: a fact is recorded by a person.
pub fn row(tx: &Act, kind: &str, fact: FactDraft, from: Provenance) -> Result<fact::Model> {
    // Facts made by the program's own commands stand under the nil account and the program's name.
    let by = tx.by();
    Ok(fact::Model {
        committee_id: tx.committee(),
        id: Uuid::now_v7(),
        kind: kind.to_owned(),
        member_id: fact.member,
        occurred_on: fact.occurred_on,
        quantity: fact.quantity,
        attributes: serde_json::to_string(&fact.attributes)?,
        piece: fact.piece,
        stage: fact.stage,
        role: fact.role,
        signers: fact.signers,
        document: fact.document,
        recorder: fact.recorder,
        batch_id: from.batch.map(|(batch, _)| batch),
        batch_ordinal: from.batch.map(|(_, ordinal)| ordinal),
        recorded_by: by.account.unwrap_or_default(),
        recorded_by_name: by.name.clone(),
        recorded_at: tx.at(),
        confirmed_by: match fact.confirmed {
            Confirmed::No => String::new(),
            Confirmed::By(name) => name,
            Confirmed::Importer => by.name.clone(),
        },
        replaces_id: from.replaces,
        void: from.void,
        reason: from.reason,
    })
}

/// Writes facts.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &Act, rows: Vec<fact::Model>) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk = rows.by_ref().take(CHUNK).map(fact::ActiveModel::from);
        fact::Entity::insert_many(chunk).exec_without_returning(&**tx).await.map_err(one_correction)?;
    }
    Ok(())
}

/// Two people correct the same fact at the same moment: the second gets a sentence.
fn one_correction(error: sea_orm::DbErr) -> Error {
    match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Error::Conflict(MOVED_ON.into()),
        _ => error.into(),
    }
}
