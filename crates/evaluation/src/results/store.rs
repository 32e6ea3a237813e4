//! Reading `run_assessment`.
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::cycles::shown_to_members;
use lvzhi_platform::{Database, Error, Result};
use lvzhi_schema::evaluation::{cycle, run_assessment};
use lvzhi_scoring::{Points, Scheme};
use lvzhi_shell::policy::VisibleMember;
use moka::sync::Cache;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use crate::runs::{Detail, inflate};
use crate::schemes;

/// One line of a ranking.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    /// The member.
    pub member_id: Uuid,
    /// Name.
    pub name: String,
    /// Sector.
    pub sector: String,
    /// Special committee.
    pub special_committee: String,
    /// 常委 in the period.
    pub standing: bool,
    /// ranked or exempt.
    pub state: String,
    /// Why not ranked.
    pub exempt_reason: String,
    /// 1/10 000 of a point.
    pub total: i64,
    /// The most this member could reach.
    pub max: i64,
    /// Grade id.
    pub grade: Option<String>,
    /// Place among all.
    pub place: Option<i32>,
    /// Place within the sector.
    pub place_in_sector: Option<i32>,
    /// Place within the special committee.
    pub place_in_special_committee: Option<i32>,
    /// Place in the cycle before.
    pub previous_place: Option<i32>,
    /// JSON: group id → points.
    pub group_points: String,
}

impl Row {
    /// Points by group.
    #[must_use]
    pub fn groups(&self) -> BTreeMap<String, Points> {
        serde_json::from_str(&self.group_points).unwrap_or_default()
    }

    /// What places and grades compare. The row keeps the total and the reachable maximum; the scheme converts, by
    /// the same arithmetic as the engine, so that no third figure can disagree.
    #[must_use]
    pub fn score(&self, scheme: &Scheme) -> Points {
        scheme.compared(Points(self.total), Points(self.max))
    }

    /// Places won since the cycle before.
    #[must_use]
    pub fn moved(&self) -> Option<i64> {
        Some(i64::from(self.previous_place?) - i64::from(self.place?))
    }
}

/// What a ranking shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this sector.
    pub sector: String,
    /// Only this special committee.
    pub special_committee: String,
    /// Only this grade.
    pub grade: String,
    /// Only names that hold this.
    pub name: String,
    /// Only 常委.
    pub standing: bool,
    /// Those not ranked instead of those ranked.
    pub exempt: bool,
}

fn query(committee: Uuid, run: Uuid, filter: &Filter) -> Select<run_assessment::Entity> {
    use run_assessment::Column as C;
    let mut condition = Condition::all()
        .add(C::CommitteeId.eq(committee))
        .add(C::RunId.eq(run))
        .add(C::State.eq(if filter.exempt { "exempt" } else { "ranked" }));
    for (column, value) in [
        (C::Sector, &filter.sector),
        (C::SpecialCommittee, &filter.special_committee),
        (C::Grade, &filter.grade),
    ] {
        if !value.is_empty() {
            condition = condition.add(column.eq(value));
        }
    }
    if !filter.name.is_empty() {
        condition = condition.add(C::Name.contains(&filter.name));
    }
    if filter.standing {
        condition = condition.add(C::Standing.eq(true));
    }
    // The blob with the lines is left out: a ranking does not read it.
    run_assessment::Entity::find()
        .select_only()
        .columns([
            C::MemberId,
            C::Name,
            C::Sector,
            C::SpecialCommittee,
            C::Standing,
            C::State,
            C::ExemptReason,
            C::Total,
            C::Max,
            C::Grade,
            C::Place,
            C::PlaceInSector,
            C::PlaceInSpecialCommittee,
            C::PreviousPlace,
            C::GroupPoints,
        ])
        .filter(condition)
}

/// How many rows fit a filter.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &Database, committee: Uuid, run: Uuid, filter: &Filter) -> Result<u64> {
    Ok(query(committee, run, filter).count(db.read()).await?)
}

/// A page of a ranking, by place, and the number of all rows that fit the filter.
///
/// # Errors
/// When the database cannot be read.
pub async fn rows(
    db: &Database,
    committee: Uuid,
    run: Uuid,
    filter: &Filter,
    offset: u64,
    limit: u64,
) -> Result<(Vec<Row>, u64)> {
    use run_assessment::Column as C;
    let all = query(committee, run, filter).count(db.read()).await?;
    let rows = query(committee, run, filter)
        .order_by_asc(C::Place)
        .order_by_asc(C::MemberId)
        .offset(offset)
        .limit(limit)
        .into_model::<Row>()
        .all(db.read())
        .await?;
    Ok((rows, all))
}

/// The ranked people with places in one of these spans (both ends included): what the folded ranking shows.
///
/// # Errors
/// When the database cannot be read.
pub async fn around(db: &Database, committee: Uuid, run: Uuid, spans: &[(i32, i32)]) -> Result<Vec<Row>> {
    use run_assessment::Column as C;
    let within = spans.iter().fold(Condition::any(), |any, (from, to)| any.add(C::Place.between(*from, *to)));
    let query = query(committee, run, &Filter::default()).filter(within);
    Ok(query.order_by_asc(C::Place).order_by_asc(C::MemberId).into_model::<Row>().all(db.read()).await?)
}

/// A member's line and what is behind it, shared.
pub type ReadResult = (Row, Arc<Detail>);

// A result never changes, so what was read once stays right; the number bounds the memory (about 15 MB).
static READ: LazyLock<Cache<(Uuid, Uuid, Uuid), ReadResult>> = LazyLock::new(|| Cache::new(200));

/// One member's line and the assessment behind it.
///
/// # Errors
/// When the member is not in the run.
pub async fn assessment(db: &Database, run: Uuid, member: VisibleMember) -> Result<ReadResult> {
    let key = (member.committee(), run, member.id());
    if let Some(found) = READ.get(&key) {
        return Ok(found);
    }
    let found = run_assessment::Entity::find_by_id(key)
        .one(db.read())
        .await?
        .ok_or_else(|| Error::NotFound("这次考评里没有这位委员。".into()))?;
    let detail: Detail = serde_json::from_slice(&inflate(&found.detail)?)?;
    let row = Row {
        member_id: found.member_id,
        name: found.name,
        sector: found.sector,
        special_committee: found.special_committee,
        standing: found.standing,
        state: found.state,
        exempt_reason: found.exempt_reason,
        total: found.total,
        max: found.max,
        grade: found.grade,
        place: found.place,
        place_in_sector: found.place_in_sector,
        place_in_special_committee: found.place_in_special_committee,
        previous_place: found.previous_place,
        group_points: found.group_points,
    };
    let found = (row, Arc::new(detail));
    READ.insert(key, found.clone());
    Ok(found)
}

/// Run, total, reachable maximum, place and grade, as one statement reads them.
type InRun = (Uuid, i64, i64, Option<i32>, Option<String>);

/// A member's result in one cycle.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The cycle.
    pub cycle: cycle::Model,
    /// What his place compares.
    pub score: Points,
    /// His place.
    pub place: Option<i32>,
    /// His grade.
    pub grade: Option<String>,
}

/// A member's results in the cycles he may see: announced or published ones, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_member(db: &Database, member: VisibleMember) -> Result<Vec<Placed>> {
    let (committee, member) = (member.committee(), member.id());
    let cycles = cycle::Entity::find()
        .filter(cycle::Column::CommitteeId.eq(committee))
        .filter(cycle::Column::Step.is_in(["announce", "review", "publish", "archived"]))
        .order_by_asc(cycle::Column::StartsOn)
        .all(db.read())
        .await?;
    let runs: Vec<Uuid> = cycles.iter().filter_map(shown_to_members).collect();
    let found: Vec<InRun> = run_assessment::Entity::find()
        .select_only()
        .columns([
            run_assessment::Column::RunId,
            run_assessment::Column::Total,
            run_assessment::Column::Max,
            run_assessment::Column::Place,
            run_assessment::Column::Grade,
        ])
        .filter(run_assessment::Column::CommitteeId.eq(committee))
        .filter(run_assessment::Column::MemberId.eq(member))
        .filter(run_assessment::Column::RunId.is_in(runs))
        .into_tuple()
        .all(db.read())
        .await?;
    let mut placed = Vec::new();
    for cycle in cycles {
        let Some(run) = shown_to_members(&cycle) else { continue };
        let Some((_, total, max, place, grade)) = found.iter().find(|(id, ..)| *id == run) else { continue };
        let rulebook = schemes::rulebook(db, committee, cycle.scheme_id).await?;
        let score = rulebook.scheme.compared(Points(*total), Points(*max));
        placed.push(Placed { cycle, score, place: *place, grade: grade.clone() });
    }
    Ok(placed)
}
