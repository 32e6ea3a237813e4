//! SQL of facts. "Current" means: not void, not replaced, not from an import that was taken back.
mod confirmed;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use lvzhi_platform::db::escaped;
use lvzhi_platform::{Act, Database, Result};
use lvzhi_shell::policy::VisibleMember;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use uuid::Uuid;

use super::{FactView, Filter, FullFact, Person};
use crate::record::store::CURRENT;

pub use confirmed::confirmed_between;

/// Condition on alias `f`: nobody confirmed it. The first half spares most facts the look-up.
pub(super) const UNCONFIRMED: &str = "f.confirmed_by = '' and not exists (select 1 from fact_confirmation c
    where c.committee_id = f.committee_id and c.fact_id = f.id)";

/// The recording unit of alias `f` as [`super::recorder_key`] makes it, of the blanks that are typed.
pub(super) const RECORDER_KEY: &str = "replace(replace(f.recorder, ' ', ''), '　', '')";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    member_id: Uuid,
    occurred_on: NaiveDate,
    quantity: i64,
    attributes: String,
    piece: Option<String>,
    stage: Option<String>,
    role: Option<String>,
    signers: Option<i32>,
    document: String,
    recorder: String,
    recorded_by_name: String,
    recorded_at: i64,
    confirmed_by: String,
    batch_id: Option<Uuid>,
    replaces_id: Option<Uuid>,
    reason: String,
}

const COLUMNS: &str = "f.id, f.kind, f.member_id, f.occurred_on, f.quantity, f.attributes, f.piece, f.stage,
    f.role, f.signers, f.document, f.recorder, f.recorded_by_name, f.recorded_at,
    coalesce(nullif(f.confirmed_by, ''), c.confirmed_by_name, '') as confirmed_by, f.batch_id, f.replaces_id, f.reason";

const FROM: &str = "from fact f left join fact_confirmation c
    on c.committee_id = f.committee_id and c.fact_id = f.id";

async fn rows(db: &Database, condition: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<Row>> {
    let sql = format!("select {COLUMNS} {FROM} where {condition} and {CURRENT} order by f.occurred_on, f.id");
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    let found = db.read().query_all_raw(statement).await?;
    Ok(found.iter().map(|row| Row::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// A member's current facts between two days, confirmed or not, by day.
///
/// # Errors
/// When the database cannot be read or a stored attribute is not JSON.
pub async fn of_member(
    db: &Database,
    member: VisibleMember,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<FactView>> {
    let (committee, member) = (member.committee(), member.id());
    let condition = "f.committee_id = $1 and f.member_id = $2 and f.occurred_on between $3 and $4";
    let rows = rows(db, condition, [committee.into(), member.into(), from.into(), to.into()]).await?;
    rows.into_iter().map(view).collect()
}

fn view(row: Row) -> Result<FactView> {
    let attributes: BTreeMap<String, String> = serde_json::from_str(&row.attributes)?;
    Ok(FactView {
        id: row.id,
        kind: row.kind,
        occurred_on: row.occurred_on,
        quantity: row.quantity,
        attributes,
        piece: row.piece,
        stage: row.stage,
        role: row.role,
        signers: row.signers,
        document: row.document,
        recorder: row.recorder,
        recorded_by_name: row.recorded_by_name,
        recorded_at: row.recorded_at,
        confirmed_by: row.confirmed_by,
        batch: row.batch_id,
        replaces: row.replaces_id,
        reason: row.reason,
    })
}

/// Conditions of a filter: SQL over `f`, with its values; `$1` is the committee.
struct Condition {
    sql: String,
    values: Vec<Value>,
}

impl Condition {
    fn of(backend: DbBackend, committee: Uuid, filter: &Filter) -> Self {
        let mut condition = Self { sql: "f.committee_id = $1".into(), values: vec![committee.into()] };
        if let Some(kind) = &filter.kind {
            condition.and("f.kind = ", kind.as_str().into());
        }
        if let Some(from) = filter.from {
            condition.and("f.occurred_on >= ", from.into());
        }
        if let Some(to) = filter.to {
            condition.and("f.occurred_on <= ", to.into());
        }
        if let Some(batch) = filter.batch {
            condition.and("f.batch_id = ", batch.into());
        }
        if let Some(member) = filter.member {
            condition.and("f.member_id = ", member.into());
        }
        if let Some(recorder) = &filter.recorder {
            condition.and(&format!("{RECORDER_KEY} = "), recorder.as_str().into());
        }
        if let Some(person) = &filter.person {
            condition.values.push(format!("{}%", escaped(person)).into());
            let at = condition.values.len();
            condition.sql.push_str(&format!(
                " and f.member_id in (select p.id from member p where p.committee_id = $1
                and (p.name like ${at} escape '!' or p.number like ${at} escape '!'
                    or p.initials like ${at} escape '!' or p.pinyin like ${at} escape '!'))"
            ));
        }
        if let Some(title) = &filter.title {
            let own = match backend {
                DbBackend::Postgres => "f.attributes::json ->> 'title'",
                _ => "json_extract(f.attributes, '$.title')",
            };
            condition.values.push(format!("%{}%", escaped(title)).into());
            condition.sql.push_str(&format!(" and {own} like ${} escape '!'", condition.values.len()));
        }
        match filter.confirmed {
            Some(true) => condition.sql.push_str(&format!(" and not ({UNCONFIRMED})")),
            Some(false) => condition.sql.push_str(&format!(" and {UNCONFIRMED}")),
            None => {}
        }
        condition
    }

    fn and(&mut self, comparison: &str, value: Value) {
        self.values.push(value);
        self.sql.push_str(&format!(" and {comparison}${}", self.values.len()));
    }
}

#[derive(FromQueryResult)]
struct Extra {
    name: String,
    number: String,
    sector: String,
    void: bool,
    replaced_by: Option<Uuid>,
    reversed: i32,
    batch_file: Option<String>,
    batch_row: Option<i32>,
    batch_sheet: Option<String>,
}

const FULL: &str = "m.name, m.number, s.name as sector, f.void,
    (select r.id from fact r where r.committee_id = f.committee_id and r.replaces_id = f.id) as replaced_by,
    (case when exists (select 1 from batch_reversal b where b.committee_id = f.committee_id
        and b.batch_id = f.batch_id) then 1 else 0 end) as reversed,
    i.file_name as batch_file, w.row_number as batch_row, w.sheet as batch_sheet";

const FULL_FROM: &str = "join member m on m.committee_id = f.committee_id and m.id = f.member_id
    join sector s on s.committee_id = m.committee_id and s.id = m.sector_id
    left join import_batch i on i.committee_id = f.committee_id and i.id = f.batch_id
    left join import_row w on w.committee_id = f.committee_id and w.batch_id = f.batch_id
        and w.ordinal = f.batch_ordinal";

async fn full<C: ConnectionTrait>(db: &C, rest: &str, values: Vec<Value>) -> Result<Vec<FullFact>> {
    let sql = format!("select {COLUMNS}, {FULL} {FROM} {FULL_FROM} where {rest}");
    let found =
        db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    let mut facts = Vec::with_capacity(found.len());
    for result in &found {
        let (row, extra) = (Row::from_query_result(result, "")?, Extra::from_query_result(result, "")?);
        facts.push(FullFact {
            person: Person {
                id: row.member_id,
                name: extra.name,
                number: extra.number,
                sector: extra.sector,
            },
            fact: view(row)?,
            void: extra.void,
            replaced_by: extra.replaced_by,
            reversed: extra.reversed == 1,
            origin: extra.batch_file.zip(extra.batch_row).map(|(file, row)| {
                format!("《{file}》{} 第 {row} 行", extra.batch_sheet.unwrap_or_default())
            }),
        });
    }
    Ok(facts)
}

/// Current facts of a filter, by day.
pub(super) async fn page(
    db: &Database,
    committee: Uuid,
    filter: &Filter,
    offset: u64,
    limit: u64,
) -> Result<Vec<FullFact>> {
    let Condition { sql, values } = Condition::of(db.backend(), committee, filter);
    // The page is cut from the index alone; only its own rows are joined.
    let order = if filter.oldest_first {
        "order by f.occurred_on, f.id"
    } else {
        "order by f.occurred_on desc, f.id desc"
    };
    let rest = format!(
        "f.committee_id = $1 and f.id in (select f.id from fact f where {sql} and {CURRENT}
            {order} limit {limit} offset {offset}) {order}"
    );
    full(db.read(), &rest, values).await
}

/// How many current facts a filter has, and how many of them are not confirmed.
pub(super) async fn counts(db: &Database, committee: Uuid, filter: &Filter) -> Result<(u64, u64)> {
    let Condition { sql, values } = Condition::of(db.backend(), committee, filter);
    let sql = format!(
        "select count(*) as total,
            cast(coalesce(sum(case when {UNCONFIRMED} then 1 else 0 end), 0) as bigint) as waiting
        from fact f where {sql} and {CURRENT}"
    );
    let statement = Statement::from_sql_and_values(db.backend(), sql, values);
    let Some(row) = db.read().query_one_raw(statement).await? else { return Ok((0, 0)) };
    let number = |name: &str| row.try_get::<i64>("", name).map(i64::unsigned_abs);
    Ok((number("total")?, number("waiting")?))
}

/// How many current facts of a committee wait for confirmation. A partial index keeps this cheap.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn waiting(db: &Database, committee: Uuid) -> Result<u64> {
    let sql = format!(
        "select count(*) as total from fact f where f.committee_id = $1 and {UNCONFIRMED} and {CURRENT}"
    );
    let statement = Statement::from_sql_and_values(db.backend(), sql, [committee.into()]);
    let found = db.read().query_one_raw(statement).await?;
    Ok(found.map_or(Ok(0), |row| row.try_get::<i64>("", "total"))?.unsigned_abs())
}

/// How many of them happened between two days (both included).
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting_between(db: &Database, committee: Uuid, from: NaiveDate, to: NaiveDate) -> Result<u64> {
    let filter = Filter { from: Some(from), to: Some(to), confirmed: Some(false), ..Filter::default() };
    Ok(counts(db, committee, &filter).await?.1)
}

/// A fact of this committee, in whatever state.
pub(super) async fn find<C: ConnectionTrait>(db: &C, committee: Uuid, id: Uuid) -> Result<Option<FullFact>> {
    let values = vec![committee.into(), id.into()];
    Ok(full(db, "f.committee_id = $1 and f.id = $2", values).await?.pop())
}

/// The fact whose correction this one is and so on, and those that corrected it: oldest first.
pub(super) async fn chain(db: &Database, committee: Uuid, id: Uuid) -> Result<Vec<FullFact>> {
    let mut chain: Vec<FullFact> = Vec::new();
    let mut next = Some(id);
    while let Some(fact) = match next {
        Some(id) => find(db.read(), committee, id).await?,
        None => None,
    } {
        next = fact.fact.replaces;
        chain.insert(0, fact);
    }
    let mut next = chain.last().and_then(|last| last.replaced_by);
    while let Some(id) = next {
        let Some(fact) = find(db.read(), committee, id).await? else { break };
        next = fact.replaced_by;
        chain.push(fact);
    }
    Ok(chain)
}

/// Confirms all current facts of a filter that nobody confirmed; gives how many.
pub(super) async fn confirm(tx: &Act, filter: &Filter, only: Option<Uuid>, name: &str) -> Result<u64> {
    let filter = Filter { confirmed: Some(false), ..filter.clone() };
    let mut condition = Condition::of(tx.get_database_backend(), tx.committee(), &filter);
    if let Some(id) = only {
        condition.and("f.id = ", id.into());
    }
    let Condition { sql, mut values } = condition;
    let at = values.len();
    values.extend([tx.by().account.unwrap_or_default().into(), name.into(), tx.at().into()]);
    // PostgreSQL cannot guess the type of a bare parameter in a select list.
    let cast = |n: usize, kind: &str| match tx.get_database_backend() {
        DbBackend::Postgres => format!("${n}::{kind}"),
        _ => format!("${n}"),
    };
    let sql = format!(
        "insert into fact_confirmation (committee_id, fact_id, confirmed_by, confirmed_by_name, confirmed_at)
        select f.committee_id, f.id, {}, {}, {} from fact f where {sql} and {CURRENT}
        on conflict do nothing",
        cast(at + 1, "uuid"),
        cast(at + 2, "text"),
        cast(at + 3, "bigint"),
    );
    let done = tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected())
}

/// How many current facts are corrections of facts of an import.
///
/// # Errors
/// When the database cannot be read.
pub async fn corrected_of_batch(tx: &Act, batch: Uuid) -> Result<u64> {
    let sql = format!(
        "with recursive line (id) as (
            select r.id from fact r join fact o on o.committee_id = r.committee_id and o.id = r.replaces_id
                where r.committee_id = $1 and o.batch_id = $2
            union
            select r.id from fact r join line l on r.replaces_id = l.id where r.committee_id = $1)
        select count(*) as total from fact f join line l on l.id = f.id
        where f.committee_id = $1 and {CURRENT}"
    );
    total(tx, sql, batch).await
}

/// How many facts of an import stand.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_of_batch(tx: &Act, batch: Uuid) -> Result<u64> {
    let sql = format!(
        "select count(*) as total from fact f where f.committee_id = $1 and f.batch_id = $2 and {CURRENT}"
    );
    total(tx, sql, batch).await
}

async fn total(tx: &Act, sql: String, batch: Uuid) -> Result<u64> {
    let values = [tx.committee().into(), batch.into()];
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    let row = tx.query_one_raw(statement).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get::<i64>("", "total"))?.unsigned_abs())
}
