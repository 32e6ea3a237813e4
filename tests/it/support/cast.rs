//! Who is on stage: 云岭省政协 with its people, and 澜川市政协 as the others.
use std::collections::BTreeMap;

use lvzhi_platform::Act;
use lvzhi_platform::auth::hash_password;
use lvzhi_schema::access::account;
use lvzhi_schema::people::{committee, member, sector, special_committee, term};
use lvzhi_shell::app::App;
use lvzhi_shell::policy::Role;
use sea_orm::{ActiveModelTrait, EntityTrait};
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::stage::set_up;

/// Password of everybody on stage.
pub const PASSWORD: &str = "cast-2026-云岭";

/// Ids of the cast. Logins: a role's id (`committee_clerk`, `member` …) for the province,
/// `other_` + role's id for the city; `member_two` is a second member of the province.
#[derive(Clone)]
#[allow(dead_code)]
pub struct Cast {
    pub province: Uuid,
    pub city: Uuid,
    pub term: Uuid,
    pub sector: Uuid,
    pub special_committee: Uuid,
    /// Members of the province by name: 陆景和 (account `member`), 沈若谷 (`member_two`), 普文忠.
    pub members: BTreeMap<&'static str, Uuid>,
    pub accounts: BTreeMap<String, Uuid>,
}

static HASH: OnceCell<String> = OnceCell::const_new();

impl Cast {
    pub async fn enter(app: &App) -> Self {
        let province = Uuid::now_v7();
        let mut cast = Self {
            province,
            city: Uuid::now_v7(),
            term: Uuid::now_v7(),
            sector: Uuid::now_v7(),
            special_committee: Uuid::now_v7(),
            members: BTreeMap::new(),
            accounts: BTreeMap::new(),
        };
        set_up(app, province, async |act| {
            cast.come_in(act).await;
            Ok(())
        })
        .await;
        cast
    }

    async fn come_in(&mut self, tx: &Act) {
        self.committees(tx).await;
        for (number, name) in ["陆景和", "沈若谷", "普文忠"].into_iter().enumerate() {
            let id = self.member(tx, name, &format!("13{:03}", number + 1)).await;
            self.members.insert(name, id);
        }
        let (province, city) = (self.province, self.city);
        for role in Role::WORDS.all() {
            let own = (role == Role::Member).then(|| self.members["陆景和"]);
            self.account(tx, province, role.id(), role, own).await;
            self.account(tx, city, &format!("other_{}", role.id()), role, None).await;
        }
        self.account(tx, province, "member_two", Role::Member, Some(self.members["沈若谷"])).await;
    }

    async fn committees(&self, tx: &Act) {
        for (id, parent, level, name) in [
            (self.province, None, "province", "云岭省政协"),
            (self.city, Some(self.province), "city", "澜川市政协"),
        ] {
            let row = committee::Model {
                id,
                parent_id: parent,
                level: level.into(),
                name: name.into(),
                short_name: name.into(),
                region: name.replace("政协", ""),
                ordinal: 1,
                created_at: tx.at(),
            };
            committee::ActiveModel::from(row).insert(&**tx).await.unwrap();
        }
        let committee_id = self.province;
        let (starts_on, ends_on) = ("2023-01-10".parse().unwrap(), None);
        let row = term::Model {
            committee_id,
            id: self.term,
            number: 13,
            name: "十三届".into(),
            starts_on,
            ends_on,
        };
        term::ActiveModel::from(row).insert(&**tx).await.unwrap();
        let row = sector::Model { committee_id, id: self.sector, name: "环境资源界".into(), ordinal: 1 };
        sector::ActiveModel::from(row).insert(&**tx).await.unwrap();
        let row = special_committee::Model {
            committee_id,
            id: self.special_committee,
            name: "人口资源环境委员会".into(),
            ordinal: 1,
        };
        special_committee::ActiveModel::from(row).insert(&**tx).await.unwrap();
    }

    async fn member(&self, tx: &Act, name: &str, number: &str) -> Uuid {
        let id = Uuid::now_v7();
        let row = member::Model {
            committee_id: self.province,
            id,
            term_id: self.term,
            number: number.into(),
            name: name.into(),
            pinyin: String::new(),
            initials: String::new(),
            sex: "男".into(),
            ethnicity: "汉族".into(),
            born: "1975-04".into(),
            sector_id: self.sector,
            special_committee_id: Some(self.special_committee),
            employer: "云岭省生态监测中心高级工程师".into(),
            phone: "13900000000".into(),
            starts_on: "2023-01-10".parse().unwrap(),
            ends_on: None,
            note: String::new(),
            created_at: tx.at(),
            updated_at: tx.at(),
        };
        member::Entity::insert(member::ActiveModel::from(row)).exec(&**tx).await.unwrap();
        id
    }

    async fn account(&mut self, tx: &Act, committee: Uuid, login: &str, role: Role, member: Option<Uuid>) {
        let hash = HASH.get_or_init(|| async { hash_password(PASSWORD.into()).await.unwrap() }).await;
        let id = Uuid::now_v7();
        let row = account::Model {
            id,
            committee_id: committee,
            login: login.into(),
            name: format!("{}{login}", role.label()),
            role: role.id().into(),
            member_id: member,
            staff_id: None,
            password_hash: hash.clone(),
            must_change_password: false,
            totp_secret: None,
            totp_last_step: None,
            failed_logins: 0,
            locked_until: None,
            disabled_at: None,
            created_at: tx.at(),
        };
        account::ActiveModel::from(row).insert(&**tx).await.unwrap();
        self.accounts.insert(login.into(), id);
    }
}
