//! One real object of the province for every parameter of a route.
use std::pin::Pin;

use lvzhi_schema::duty::fact;
use lvzhi_schema::evaluation::{run, scheme_draft};
use lvzhi_schema::people::{exemption, member_post};
use lvzhi_schema::work::job;
use sea_orm::EntityTrait;

use super::browser::{Browser, Upload};
use super::scheme::adopted_scheme;
use super::stage::Site;

/// Makes an object in the province; gives its id.
pub type MakeObject = for<'s> fn(&'s Site) -> Pin<Box<dyn Future<Output = String> + 's>>;

/// What stands for each name in a route: `{cycle}`, or `/facts/{id}` where the name alone does not tell.
#[allow(dead_code)]
pub struct Objects(Vec<(&'static str, String)>);

#[allow(dead_code)]
impl Objects {
    /// One import, its fact, a post and an exemption, a cycle computed twice, a draft and its version.
    pub async fn of(site: &Site) -> Self {
        let mut clerk = Browser::signed_in(site, "committee_clerk").await;
        let text = "日期,姓名,会议类别,会议名称,出席情况\n2026-01-19,陆景和,全体会议,四次会议,出席\n";
        let upload = Upload { field: "file", name: "签到.csv", bytes: text.as_bytes() };
        let batch = clerk.upload("/imports", &[("target", "attendance"), ("confirmed", "1")], upload).await;
        let batch = batch.header("location");
        assert_eq!(clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await.status, 303);
        let person = format!("/members/{}", site.cast.members["陆景和"]);
        let post = [("title", "常委"), ("post_from", "2026-03-01")];
        assert_eq!(clerk.post(&format!("{person}/posts"), &post).await.status, 303);
        let excused = [("reason", "因病"), ("exempt_from", "2024-03-01"), ("exempt_to", "2024-04-01")];
        assert_eq!(clerk.post(&format!("{person}/exemptions"), &excused).await.status, 303);
        let scheme = adopted_scheme(site).await.to_string();
        let form = [("scheme", scheme.as_str()), ("year", "2026"), ("half", "1")];
        let cycle = clerk.post("/evaluation/cycles", &form).await.header("location");
        assert_eq!(clerk.post(&format!("{cycle}/advance"), &[("step", "prepare")]).await.status, 303);
        for reason in ["", "更正考勤"] {
            let job = clerk.post(&format!("{cycle}/compute"), &[("reason", reason)]).await;
            assert!(job.header("location").starts_with("/jobs/"), "{}", job.body);
            lvzhi_shell::jobs::run_until_idle(&site.app).await.unwrap();
        }
        let mut auditor = Browser::signed_in(site, "auditor").await;
        let verified = auditor.post("/audit/verify", &[]).await.header("location");
        let db = site.app.db.read();
        let runs = run::Entity::find().all(db).await.unwrap();
        let run = runs.iter().max_by_key(|run| run.ordinal).unwrap().id.to_string();
        assert_eq!(clerk.post(&format!("{cycle}/announce"), &[("run", &run)]).await.status, 303);
        let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        let mut objects = Vec::new();
        for (pattern, make) in crate::OBJECTS {
            objects.push((*pattern, make(site).await));
        }
        objects.extend([
            ("/facts/{id}", fact::Entity::find().one(db).await.unwrap().unwrap().id.to_string()),
            ("/imports/{id}", id(&batch)),
            ("/members/{id}", site.cast.members["陆景和"].to_string()),
            ("/accounts/{id}", site.cast.accounts["member_two"].to_string()),
            ("/jobs/{id}", job::Entity::find().one(db).await.unwrap().unwrap().id.to_string()),
            ("{post}", member_post::Entity::find().one(db).await.unwrap().unwrap().id.to_string()),
            ("{exemption}", exemption::Entity::find().one(db).await.unwrap().unwrap().id.to_string()),
            ("{scheme}", scheme),
            ("{draft}", scheme_draft::Entity::find().one(db).await.unwrap().unwrap().id.to_string()),
            ("{cycle}", id(&cycle)),
            ("{member}", site.cast.members["陆景和"].to_string()),
            ("{run}", run),
            ("{seq}", id(&verified)),
            ("{target}", "members".into()),
            ("{act}", "disable".into()),
            ("{name}", "nothing.css".into()),
        ]);
        Self(objects)
    }

    /// The id that stands for a name.
    #[track_caller]
    pub fn id(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| *known == name);
        &found.unwrap_or_else(|| panic!("support/objects.rs has no object for {name}")).1
    }

    /// The route with real objects in place of its names. A name without one fails the test.
    #[track_caller]
    pub fn fill(&self, route: &str) -> String {
        let filled =
            self.0.iter().fold(route.to_owned(), |path, (name, value)| match name.split_once("/{id}") {
                Some((start, _)) if route.starts_with(start) => path.replace("{id}", value),
                Some(_) => path,
                None => path.replace(name, value),
            });
        assert!(
            !filled.contains('{'),
            "neither OBJECTS in main.rs nor support/objects.rs has an object for a name of {route}: add one to OBJECTS in tests/it/main.rs"
        );
        filled
    }
}
