//! Rows of the administrator's list, and the people who may get an account.
use chrono::NaiveDate;
use lvzhi_platform::clock::Millis;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::access::account;
use lvzhi_schema::people::{committee, member, staff};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::{Filter, Kind, Person};
use crate::Account;
use lvzhi_shell::policy::Role;

/// Rows on one page of the list.
pub(super) const PER_PAGE: u64 = 50;
/// People found by a name, of each kind.
const PEOPLE_SHOWN: u64 = 20;

fn state(id: &str, now: Millis) -> Condition {
    use account::Column as C;
    let enabled = C::DisabledAt.is_null();
    let locked = C::LockedUntil.gt(now);
    let open = Condition::any().add(C::LockedUntil.is_null()).add(C::LockedUntil.lte(now));
    match id {
        "disabled" => Condition::all().add(C::DisabledAt.is_not_null()),
        "locked" => Condition::all().add(enabled).add(locked),
        "waiting" => Condition::all().add(enabled).add(open).add(C::MustChangePassword.eq(true)),
        "active" => Condition::all().add(enabled).add(open).add(C::MustChangePassword.eq(false)),
        _ => Condition::all(),
    }
}

/// One page of the list, and how many there are in all.
pub(super) async fn list(
    db: &Database,
    committee: Uuid,
    filter: &Filter,
    now: Millis,
) -> Result<(Vec<Account>, u64)> {
    let mut query = account::Entity::find()
        .filter(account::Column::CommitteeId.eq(committee))
        .filter(state(&filter.state, now));
    if let Some(role) = Role::parse(&filter.role) {
        query = query.filter(account::Column::Role.eq(role.id()));
    }
    let words = filter.q.trim();
    if !words.is_empty() {
        let either = Condition::any()
            .add(account::Column::Name.contains(words))
            .add(account::Column::Login.contains(crate::fold_login(words)));
        query = query.filter(either);
    }
    let pages = query
        .order_by_asc(account::Column::Role)
        .order_by_asc(account::Column::Login)
        .paginate(db.read(), PER_PAGE);
    let total = pages.num_items().await?;
    Ok((pages.fetch_page(filter.page.max(1) - 1).await?, total))
}

/// Enabled administrators of the committee, held until the act ends.
pub(super) async fn administrators(tx: &Act) -> Result<Vec<Uuid>> {
    let mut query = account::Entity::find()
        .filter(account::Column::CommitteeId.eq(tx.committee()))
        .filter(account::Column::Role.eq(Role::SystemAdministrator.id()))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Id);
    if tx.get_database_backend() == DbBackend::Postgres {
        query = query.lock_exclusive(); // two administrators must not disable each other at once
    }
    Ok(query.all(&**tx).await?.into_iter().map(|row| row.id).collect())
}

/// Members and staff whose name, number or pinyin fits.
pub(super) async fn people(
    db: &Database,
    committee: Uuid,
    words: &str,
    today: NaiveDate,
) -> Result<Vec<Person>> {
    let words = words.trim();
    let members = member::Entity::find()
        .filter(member::Column::CommitteeId.eq(committee))
        .filter(in_office(today))
        .filter(
            Condition::any()
                .add(member::Column::Name.contains(words))
                .add(member::Column::Number.eq(words))
                .add(member::Column::Initials.eq(words.to_lowercase()))
                .add(member::Column::Pinyin.starts_with(words.to_lowercase())),
        )
        .order_by_asc(member::Column::Number)
        .limit(PEOPLE_SHOWN)
        .all(db.read())
        .await?;
    let staff = staff::Entity::find()
        .filter(staff::Column::CommitteeId.eq(committee))
        .filter(
            Condition::any()
                .add(staff::Column::Name.contains(words))
                .add(staff::Column::Number.eq(words))
                .add(staff::Column::Initials.eq(words.to_lowercase()))
                .add(staff::Column::Pinyin.starts_with(words.to_lowercase())),
        )
        .order_by_asc(staff::Column::Number)
        .limit(PEOPLE_SHOWN)
        .all(db.read())
        .await?;
    Ok(members.into_iter().map(from_member).chain(staff.into_iter().map(from_staff)).collect())
}

fn in_office(today: NaiveDate) -> Condition {
    Condition::any().add(member::Column::EndsOn.is_null()).add(member::Column::EndsOn.gte(today))
}

fn from_member(row: member::Model) -> Person {
    Person {
        kind: Kind::Member,
        id: row.id,
        name: row.name,
        number: row.number,
        place: row.employer,
        pinyin: row.pinyin,
    }
}

fn from_staff(row: staff::Model) -> Person {
    Person {
        kind: Kind::Staff,
        id: row.id,
        name: row.name,
        number: row.number,
        place: row.position,
        pinyin: row.pinyin,
    }
}

/// One person of the committee.
pub(super) async fn person(db: &Database, committee: Uuid, kind: Kind, id: Uuid) -> Result<Person> {
    let found = match kind {
        Kind::Member => member::Entity::find_by_id((committee, id)).one(db.read()).await?.map(from_member),
        Kind::Staff => staff::Entity::find_by_id((committee, id)).one(db.read()).await?.map(from_staff),
    };
    found.ok_or_else(|| Error::NotFound("没有这个人。".into()))
}

/// The accounts of a person.
pub(super) async fn accounts_of<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    kind: Kind,
    id: Uuid,
) -> Result<Vec<Account>> {
    let column = match kind {
        Kind::Member => account::Column::MemberId,
        Kind::Staff => account::Column::StaffId,
    };
    let query = account::Entity::find().filter(account::Column::CommitteeId.eq(committee));
    Ok(query.filter(column.eq(id)).all(db).await?)
}

/// Members in office without an account, by number.
pub(super) async fn members_without_account<C: ConnectionTrait>(
    db: &C,
    committee: Uuid,
    today: NaiveDate,
) -> Result<Vec<Person>> {
    let taken: Vec<Option<Uuid>> = account::Entity::find()
        .select_only()
        .column(account::Column::MemberId)
        .filter(account::Column::CommitteeId.eq(committee))
        .filter(account::Column::MemberId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let taken: std::collections::HashSet<Uuid> = taken.into_iter().flatten().collect();
    let members = member::Entity::find()
        .filter(member::Column::CommitteeId.eq(committee))
        .filter(in_office(today))
        .order_by_asc(member::Column::Number)
        .all(db)
        .await?;
    Ok(members.into_iter().filter(|row| !taken.contains(&row.id)).map(from_member).collect())
}

/// Members' accounts that still wait for their first login.
pub(super) async fn members_waiting<C: ConnectionTrait>(db: &C, committee: Uuid) -> Result<Vec<Account>> {
    Ok(account::Entity::find()
        .filter(account::Column::CommitteeId.eq(committee))
        .filter(account::Column::Role.eq(Role::Member.id()))
        .filter(account::Column::MemberId.is_not_null())
        .filter(account::Column::MustChangePassword.eq(true))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Login)
        .all(db)
        .await?)
}

/// The committee's region, for telling apart logins of committees that number their members alike.
pub(super) async fn region(db: &Database, id: Uuid) -> Result<String> {
    Ok(committee::Entity::find_by_id(id).one(db.read()).await?.map_or_else(String::new, |row| row.region))
}
