//! A word for every kind of object that stands in one object's record and nowhere else: who reads it has read the record.
use std::pin::Pin;

use lvzhi_evaluation::schemes::shipped;
use lvzhi_platform::act::Action;
use lvzhi_schema::notices::notice;
use lvzhi_schema::people::{member, sector, term};
use sea_orm::{ActiveModelTrait, EntityTrait};
use uuid::Uuid;

use super::browser::{Browser, Upload};
use super::stage::{Site, set_up};

/// One of the two committees, and a member of it.
pub struct Side<'s> {
    pub site: &'s Site,
    pub committee: Uuid,
    /// Before a role's id in a login.
    prefix: &'static str,
    pub member: Uuid,
    /// His name.
    pub name: &'static str,
}

/// What stands in one object's record.
pub struct Secret {
    /// A word that stands nowhere else.
    pub word: String,
    /// A page that shows it.
    pub page: String,
    /// The role of somebody of its committee who may open it.
    pub reader: &'static str,
}

/// Makes an object of a committee about its member, with its secret.
pub type MakeSecret = for<'s> fn(&'s Side<'s>) -> Pin<Box<dyn Future<Output = Secret> + 's>>;

/// How the tests know that nobody reads what is not his to read.
pub enum Kept {
    /// A member reads at most his own.
    FromMembers(MakeSecret),
    /// Everybody of the committee may read it, nobody of another.
    FromOthers(MakeSecret),
    /// There is nothing to keep; why.
    Open(#[allow(dead_code)] &'static str),
}

/// What is kept of the kinds of objects whose tests have no module of their own.
pub const KINDS: &[(&str, Kept)] = &[
    ("member", Kept::FromMembers(|side| Box::pin(member(side)))),
    ("committee", Kept::Open("committees of all levels see that the others are there")),
    ("account", Kept::FromMembers(|side| Box::pin(account(side)))),
    ("audit", Kept::FromMembers(|side| Box::pin(audit(side)))),
    ("fact", Kept::FromMembers(|side| Box::pin(fact(side)))),
    ("import", Kept::FromMembers(|side| Box::pin(import(side)))),
    ("scheme", Kept::FromOthers(|side| Box::pin(scheme(side)))),
    ("scheme_draft", Kept::FromMembers(|side| Box::pin(draft(side)))),
    ("cycle", Kept::FromMembers(|side| Box::pin(cycle(side)))),
    ("run", Kept::FromMembers(|side| Box::pin(run(side)))),
    ("notice", Kept::FromMembers(|side| Box::pin(notice(side)))),
    ("paper", Kept::FromOthers(|side| Box::pin(paper(side)))),
    ("attachment", Kept::FromMembers(|side| Box::pin(attachment(side)))),
    ("remark", Kept::FromMembers(|side| Box::pin(remark(side)))),
];

fn secret(word: &str, page: impl Into<String>, reader: &'static str) -> Secret {
    Secret { word: word.into(), page: page.into(), reader }
}

impl<'s> Side<'s> {
    /// The province with its member 陆景和.
    pub fn province(site: &'s Site) -> Self {
        let member = site.cast.members["陆景和"];
        Self { site, committee: site.cast.province, prefix: "", member, name: "陆景和" }
    }

    /// The city, with a first member.
    pub async fn city(site: &'s Site) -> Self {
        let (committee_id, term_id, sector_id, id) =
            (site.cast.city, Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let name = "霰雪生";
        let like = member::Entity::find_by_id((site.cast.province, site.cast.members["陆景和"]));
        let like = like.one(site.app.db.read()).await.unwrap().unwrap();
        set_up(&site.app, committee_id, async |act| {
            let starts_on = like.starts_on;
            let name_of_term = "五届".into();
            let row = term::Model {
                committee_id,
                id: term_id,
                number: 5,
                name: name_of_term,
                starts_on,
                ends_on: None,
            };
            term::ActiveModel::from(row).insert(&**act).await?;
            let row = sector::Model { committee_id, id: sector_id, name: "界".into(), ordinal: 1 };
            sector::ActiveModel::from(row).insert(&**act).await?;
            let row = member::Model {
                committee_id,
                id,
                term_id,
                sector_id,
                special_committee_id: None,
                name: name.into(),
                employer: String::new(),
                ..like
            };
            member::Entity::insert(member::ActiveModel::from(row)).exec_without_returning(&**act).await?;
            Ok(())
        })
        .await;
        Self { site, committee: committee_id, prefix: "other_", member: id, name }
    }

    /// The login of a role here.
    pub fn login(&self, role: &str) -> String {
        format!("{}{role}", self.prefix)
    }

    /// Somebody's browser.
    pub async fn browser(&self, role: &str) -> Browser {
        Browser::signed_in(self.site, &self.login(role)).await
    }
}

/// Sends a form that must be taken; gives where it leads.
async fn done(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> String {
    let reply = browser.post(path, form).await;
    assert_eq!(reply.status, 303, "{path}: {}", reply.body);
    reply.header("location")
}

async fn member(side: &Side<'_>) -> Secret {
    let mut clerk = side.browser("committee_clerk").await;
    let page = format!("/members/{}", side.member);
    let excused = [("reason", "霰雪之疾"), ("exempt_from", "2025-03-01"), ("exempt_to", "2025-04-01")];
    done(&mut clerk, &format!("{page}/exemptions"), &excused).await;
    secret("霰雪之疾", page, "committee_clerk")
}

async fn attachment(side: &Side<'_>) -> Secret {
    let mut clerk = side.browser("committee_clerk").await;
    let file = Upload { field: "file", name: "霰雪之件.txt", bytes: "因病请假".as_bytes() };
    let path = format!("/attachments/member/{}", side.member);
    let reply = clerk.upload(&path, &[("about", "")], file).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    secret("霰雪之件", format!("/members/{}", side.member), "committee_clerk")
}

async fn remark(side: &Side<'_>) -> Secret {
    let mut clerk = side.browser("committee_clerk").await;
    done(&mut clerk, &format!("/remarks/member/{}", side.member), &[("remark", "霰雪之注")]).await;
    secret("霰雪之注", format!("/members/{}", side.member), "committee_clerk")
}

async fn account(side: &Side<'_>) -> Secret {
    let form = [("name", "霰雪账号"), ("login", &*side.login("xianxue")), ("role", "staff")];
    let reply = side.browser("system_administrator").await.post("/accounts", &form).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    secret("霰雪账号", "/accounts", "system_administrator")
}

async fn audit(side: &Side<'_>) -> Secret {
    set_up(&side.site.app, side.committee, async |act| {
        act.note(Action::new("stage.set_up", "布置"), "stage", serde_json::json!({ "name": "霰雪审计" }));
        Ok(())
    })
    .await;
    secret("霰雪审计", "/audit", "auditor")
}

async fn fact(side: &Side<'_>) -> Secret {
    let form = [
        ("kind", "speech"),
        ("name", side.name),
        ("date", "2026-06-16"),
        ("attr.occasion", "standing"),
        ("attr.title", "霰雪发言"),
        ("document", "常委会会议记录"),
    ];
    let page = done(&mut side.browser("committee_clerk").await, "/facts", &form).await;
    secret("霰雪发言", page, "committee_clerk")
}

async fn import(side: &Side<'_>) -> Secret {
    let text =
        format!("日期,姓名,会议类别,会议名称,出席情况\n2026-01-20,{},全体会议,五次会议,出席\n", side.name);
    let upload = Upload { field: "file", name: "霰雪签到.csv", bytes: text.as_bytes() };
    let reply =
        side.browser("committee_clerk").await.upload("/imports", &[("target", "attendance")], upload).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    secret("霰雪签到", reply.header("location"), "committee_clerk")
}

/// Starts a draft with this title; gives its page.
async fn drafted(side: &Side<'_>, title: &str, id: &str) -> String {
    let mut clerk = side.browser("committee_clerk").await;
    let draft = Uuid::now_v7().to_string();
    let form = [("draft", draft.as_str()), ("from", "shipped:hn-member")];
    let page = done(&mut clerk, "/evaluation/schemes/drafts", &form).await;
    let body = shipped("hn-member").unwrap();
    let old = body.lines().find(|line| line.starts_with("title = ")).unwrap();
    let old_id = body.lines().find(|line| line.starts_with("id = ")).unwrap();
    let body = body.replace(old, &format!("title = \"{title}\"")).replace(old_id, &format!("id = \"{id}\""));
    done(&mut clerk, &page, &[("revision", "1"), ("body", &body)]).await;
    page
}

async fn adopted(side: &Side<'_>, title: &str, id: &str) -> String {
    let page = drafted(side, title, id).await;
    let mut clerk = side.browser("committee_clerk").await;
    let text = lvzhi_schema::evaluation::scheme_draft::Entity::find_by_id((
        side.committee,
        page.rsplit('/').next().unwrap().parse::<Uuid>().unwrap(),
    ));
    let text = text.one(side.site.app.db.read()).await.unwrap().unwrap().body;
    done(&mut clerk, &format!("{page}/submit"), &[("revision", "2"), ("body", &text)]).await;
    done(&mut side.browser("secretary_general").await, &format!("{page}/adopt"), &[("revision", "3")]).await
}

async fn draft(side: &Side<'_>) -> Secret {
    secret("霰雪草稿", drafted(side, "霰雪草稿", "frost-draft").await, "committee_clerk")
}

async fn scheme(side: &Side<'_>) -> Secret {
    secret("霰雪办法", adopted(side, "霰雪办法", "frost-scheme").await, "committee_clerk")
}

/// A cycle by a scheme of its own.
async fn begun(side: &Side<'_>, title: &str, id: &str) -> String {
    let scheme = adopted(side, title, id).await;
    let scheme = scheme.rsplit('/').next().unwrap();
    let form = [("scheme", scheme), ("year", "2024"), ("half", "2")];
    done(&mut side.browser("committee_clerk").await, "/evaluation/cycles", &form).await
}

async fn cycle(side: &Side<'_>) -> Secret {
    secret("2024 年下半年", begun(side, "周期所依的办法", "frost-cycle").await, "committee_clerk")
}

async fn run(side: &Side<'_>) -> Secret {
    let cycle = begun(side, "核算所依的办法", "frost-run").await;
    let mut clerk = side.browser("committee_clerk").await;
    done(&mut clerk, &format!("{cycle}/advance"), &[("step", "prepare")]).await;
    for reason in ["", "霰雪重算"] {
        let job = done(&mut clerk, &format!("{cycle}/compute"), &[("reason", reason)]).await;
        assert!(job.starts_with("/jobs/"), "{job}");
        lvzhi_shell::jobs::run_until_idle(&side.site.app).await.unwrap();
    }
    secret("霰雪重算", cycle, "committee_clerk")
}

async fn notice(side: &Side<'_>) -> Secret {
    set_up(&side.site.app, side.committee, async |act| {
        let row = notice::Model {
            committee_id: side.committee,
            id: Uuid::now_v7(),
            account_id: side.site.cast.accounts[&side.login("member")],
            kind: "result_published".into(),
            text: "霰雪通知".into(),
            href: "/".into(),
            sent_by_name: "何以宁".into(),
            sent_at: act.at(),
            read_at: None,
        };
        notice::Entity::insert(notice::ActiveModel::from(row)).exec_without_returning(&**act).await?;
        Ok(())
    })
    .await;
    secret("霰雪通知", "/notices", "member")
}

async fn paper(side: &Side<'_>) -> Secret {
    let scheme = adopted(side, "公文所印的办法", "frost-paper").await;
    let path = format!("/papers/issue/scheme_notice/{}", scheme.rsplit('/').next().unwrap());
    let form = [("code", "霰雪办发"), ("sequence", "1"), ("issued_on", "2026-07-15")];
    let page = done(&mut side.browser("committee_clerk").await, &path, &form).await;
    secret("霰雪办发", page, "committee_clerk")
}
