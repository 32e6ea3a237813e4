//! Rows of papers.
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use lvzhi_platform::db::containing;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::papers::{paper, paper_series, paper_void};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::acts::Choice;
use crate::list::Filter;

/// A paper, and whether it was declared void.
pub(crate) type Filed = (paper::Model, Option<paper_void::Model>);

fn chosen(committee: Uuid, filter: &Filter) -> Select<paper::Entity> {
    use paper::Column as C;
    let mut query = paper::Entity::find().filter(C::CommitteeId.eq(committee));
    query = query.filter(C::Kind.is_in(filter.kinds.iter().copied()));
    if let Some(words) = &filter.words {
        query = query.filter(
            Condition::any().add(C::Title.like(containing(words))).add(C::Number.like(containing(words))),
        );
    }
    if let Some(year) = filter.year {
        query = query.filter(C::Year.eq(year));
    }
    query
}

/// How many papers a filter has.
pub(crate) async fn count(db: &Database, committee: Uuid, filter: &Filter) -> Result<u64> {
    Ok(chosen(committee, filter).count(db.read()).await?)
}

/// Some of them, newest first.
pub(crate) async fn list(
    db: &Database,
    committee: Uuid,
    filter: &Filter,
    (offset, limit): (u64, u64),
) -> Result<Vec<Filed>> {
    let query =
        chosen(committee, filter).order_by_desc(paper::Column::IssuedOn).order_by_desc(paper::Column::Id);
    let papers = query.offset(offset).limit(limit).all(db.read()).await?;
    with_voids(db, committee, papers).await
}

/// Those of some kinds that were issued within these days and stand.
pub(crate) async fn issued_within(
    db: &Database,
    committee: Uuid,
    kinds: &[&str],
    days: RangeInclusive<NaiveDate>,
) -> Result<Vec<paper::Model>> {
    let papers = paper::Entity::find()
        .filter(paper::Column::CommitteeId.eq(committee))
        .filter(paper::Column::IssuedOn.between(*days.start(), *days.end()))
        .filter(paper::Column::Kind.is_in(kinds.iter().copied()))
        .all(db.read())
        .await?;
    let filed = with_voids(db, committee, papers).await?;
    Ok(filed.into_iter().filter(|(_, void)| void.is_none()).map(|(paper, _)| paper).collect())
}

/// Those of one object, newest first.
pub(crate) async fn of_holder(
    db: &Database,
    committee: Uuid,
    kind: &str,
    holder: Uuid,
) -> Result<Vec<Filed>> {
    let papers = paper::Entity::find()
        .filter(paper::Column::CommitteeId.eq(committee))
        .filter(paper::Column::HolderKind.eq(kind))
        .filter(paper::Column::HolderId.eq(holder))
        .order_by_desc(paper::Column::Id)
        .all(db.read())
        .await?;
    with_voids(db, committee, papers).await
}

async fn with_voids(db: &Database, committee: Uuid, papers: Vec<paper::Model>) -> Result<Vec<Filed>> {
    let voids = paper_void::Entity::find()
        .filter(paper_void::Column::CommitteeId.eq(committee))
        .filter(paper_void::Column::PaperId.is_in(papers.iter().map(|paper| paper.id)))
        .all(db.read())
        .await?;
    let void_of = |id: Uuid| voids.iter().find(|void| void.paper_id == id).cloned();
    Ok(papers
        .into_iter()
        .map(|paper| (void_of(paper.id), paper))
        .map(|(void, paper)| (paper, void))
        .collect())
}

/// One paper.
pub(crate) async fn find(db: &Database, committee: Uuid, id: Uuid) -> Result<Filed> {
    let paper = paper::Entity::find_by_id((committee, id)).one(db.read()).await?;
    let paper = paper.ok_or_else(|| Error::NotFound("没有这份公文，或者您不能看。".into()))?;
    let void = paper_void::Entity::find_by_id((committee, id)).one(db.read()).await?;
    Ok((paper, void))
}

/// The years that have papers, newest first.
pub(crate) async fn years(db: &Database, committee: Uuid) -> Result<Vec<i32>> {
    Ok(paper::Entity::find()
        .select_only()
        .column(paper::Column::Year)
        .distinct()
        .filter(paper::Column::CommitteeId.eq(committee))
        .order_by_desc(paper::Column::Year)
        .into_tuple()
        .all(db.read())
        .await?)
}

/// The series of a committee, in the order in which they were begun.
pub(crate) async fn series<C: ConnectionTrait>(db: &C, committee: Uuid) -> Result<Vec<paper_series::Model>> {
    Ok(paper_series::Entity::find()
        .filter(paper_series::Column::CommitteeId.eq(committee))
        .order_by_asc(paper_series::Column::Id)
        .all(db)
        .await?)
}

/// The numbers given in a year of a series, ascending.
pub(crate) async fn given<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    series: Uuid,
    year: i32,
) -> Result<Vec<i32>> {
    Ok(paper::Entity::find()
        .select_only()
        .column(paper::Column::Sequence)
        .filter(paper::Column::CommitteeId.eq(committee))
        .filter(paper::Column::SeriesId.eq(series))
        .filter(paper::Column::Year.eq(year))
        .order_by_asc(paper::Column::Sequence)
        .into_tuple()
        .all(db)
        .await?)
}

/// The last number given in a year of a series; 0: none yet.
pub(crate) async fn last<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    series: Uuid,
    year: i32,
) -> Result<i32> {
    Ok(given(db, committee, series, year).await?.last().copied().unwrap_or_default())
}

/// The paper that has this number.
pub(crate) async fn numbered(act: &Act, series: Uuid, choice: &Choice) -> Result<Option<paper::Model>> {
    use chrono::Datelike;
    Ok(paper::Entity::find()
        .filter(paper::Column::CommitteeId.eq(act.committee()))
        .filter(paper::Column::SeriesId.eq(series))
        .filter(paper::Column::Year.eq(choice.issued_on.year()))
        .filter(paper::Column::Sequence.eq(choice.sequence))
        .one(&**act)
        .await?)
}

/// Whether a paper is void by now.
pub(crate) async fn void_in(act: &Act, paper: Uuid) -> Result<Option<paper_void::Model>> {
    Ok(paper_void::Entity::find_by_id((act.committee(), paper)).one(&**act).await?)
}

pub(crate) async fn insert(act: &Act, row: paper::Model) -> Result<()> {
    paper::ActiveModel::from(row).insert(&**act).await?;
    Ok(())
}

pub(crate) async fn insert_series(act: &Act, row: paper_series::Model) -> Result<()> {
    paper_series::ActiveModel::from(row).insert(&**act).await?;
    Ok(())
}

pub(crate) async fn insert_void(act: &Act, row: paper_void::Model) -> Result<()> {
    paper_void::ActiveModel::from(row).insert(&**act).await?;
    Ok(())
}
