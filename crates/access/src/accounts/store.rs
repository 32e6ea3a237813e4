//! Rows of the administrator's list, and the people who may get an account.
use chrono::NaiveDate;
use lvzhi_platform::clock::Millis;
use lvzhi_platform::db::containing;
use lvzhi_platform::{Act, Database, Error, Result};
use lvzhi_schema::access::account;
use lvzhi_schema::people::{committee, member, staff};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::list::Filter;
use super::{Kind, Person};
use crate::{Account, AccountState};
use lvzhi_shell::policy::Role;

/// People found by a name, of each kind.
const PEOPLE_SHOWN: u64 = 20;

fn state(state: AccountState, now: Millis) -> Condition {
    use account::Column as C;
    let enabled = C::DisabledAt.is_null();
    let locked = C::LockedUntil.gt(now);
    let open = Condition::any().add(C::LockedUntil.is_null()).add(C::LockedUntil.lte(now));
    match state {
        AccountState::Disabled => Condition::all().add(C::DisabledAt.is_not_null()),
        AccountState::Locked => Condition::all().add(enabled).add(locked),
        AccountState::Waiting => Condition::all().add(enabled).add(open).add(C::MustChangePassword.eq(true)),
        AccountState::Active => Condition::all().add(enabled).add(open).add(C::MustChangePassword.eq(false)),
    }
}

fn chosen(committee: Uuid, filter: &Filter, now: Millis) -> Select<account::Entity> {
    let mut query = account::Entity::find().filter(account::Column::CommitteeId.eq(committee));
    if let Some(wanted) = filter.state {
        query = query.filter(state(wanted, now));
    }
    if let Some(role) = filter.role {
        query = query.filter(account::Column::Role.eq(role.id()));
    }
    if let Some(words) = &filter.words {
        let either = Condition::any()
            .add(account::Column::Name.like(containing(words)))
            .add(account::Column::Login.like(containing(&crate::fold_login(words))));
        query = query.filter(either);
    }
    query
}

/// How many accounts a filter has.
pub(super) async fn count(db: &Database, committee: Uuid, filter: &Filter, now: Millis) -> Result<u64> {
    Ok(chosen(committee, filter, now).count(db.read()).await?)
}

/// Some of them, in the order asked for.
pub(super) async fn list(
    db: &Database,
    committee: Uuid,
    filter: &Filter,
    now: Millis,
    offset: u64,
    limit: u64,
) -> Result<Vec<Account>> {
    let (key, down) = filter.order;
    let column = match key {
        "name" => account::Column::Name,
        "login" => account::Column::Login,
        _ => account::Column::Role,
    };
    let order = if down { Order::Desc } else { Order::Asc };
    let query = chosen(committee, filter, now).order_by(column, order).order_by_asc(account::Column::Login);
    Ok(query.offset(offset).limit(limit).all(db.read()).await?)
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
                .add(member::Column::Name.like(containing(words)))
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
                .add(staff::Column::Name.like(containing(words)))
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
