//! Retiring a version: the future has it no more, the past keeps it.
use lvzhi_schema::evaluation::{cycle, scheme_retirement};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::support::{Browser, acts, adopted_scheme, each_database};

#[tokio::test]
async fn a_retired_version_binds_no_new_cycle_and_running_ones_keep_it() {
    each_database(async |site| {
        let version = adopted_scheme(&site).await.to_string();
        let path = format!("/evaluation/schemes/{version}");
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let form = |half: &'static str| {
            [("scheme", version.clone()), ("year", "2026".into()), ("half", half.into())]
        };
        let post = async |clerk: &mut Browser, half| {
            let form = form(half);
            let form: Vec<_> =
                form.iter().map(|(name, value): &(&str, String)| (*name, value.as_str())).collect();
            clerk.post("/evaluation/cycles", &form).await
        };
        let running = post(&mut clerk, "1").await.header("location");

        assert_eq!(clerk.get(&format!("{path}/retire")).await.status, 403);
        assert_eq!(clerk.post(&format!("{path}/retire"), &[("reason", "x")]).await.status, 403);
        let mut other = Browser::login(&site, "other_leader").await;
        for act in ["retire", "restore"] {
            assert_eq!(other.post(&format!("{path}/{act}"), &[("reason", "x")]).await.status, 404, "{act}");
        }
        let mut leader = Browser::signed_in(&site, "leader").await;
        let ask = leader.get(&format!("{path}/retire")).await.body;
        assert!(ask.contains("先不办") && ask.contains("已用它建的周期照旧"), "{ask}");
        let reply = leader.post(&format!("{path}/retire"), &[("reason", " ")]).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("请写明理由"), "{}", reply.body);
        for _ in 0..2 {
            let reply = leader.post(&format!("{path}/retire"), &[("reason", "第二版已采用")]).await;
            assert_eq!((reply.status, reply.header("location")), (303, path.clone()));
        }
        let rows = scheme_retirement::Entity::find().count(site.app.db.read()).await.unwrap();
        assert_eq!(rows, 1, "a double click retires once");

        let page = clerk.get("/evaluation/cycles/new").await.body;
        assert!(!page.contains(&version), "it is not offered: {page}");
        let reply = post(&mut clerk, "2").await;
        assert_eq!(reply.status, 422, "nor taken");
        assert!(reply.body.contains("这一版办法已停用"), "{}", reply.body);
        assert_eq!(cycle::Entity::find().count(site.app.db.read()).await.unwrap(), 1);
        assert_eq!(clerk.post(&format!("{running}/advance"), &[("step", "prepare")]).await.status, 303);
        let list = clerk.get("/evaluation/schemes").await.body;
        assert!(
            list.contains("已停用") && list.contains("第二版已采用") && list.contains("没有可用的办法"),
            "{list}"
        );
        assert!(clerk.get(&path).await.body.contains("停用：第二版已采用"));

        assert_eq!(leader.post(&format!("{path}/restore"), &[("reason", "")]).await.status, 422);
        for _ in 0..2 {
            assert_eq!(leader.post(&format!("{path}/restore"), &[("reason", "误停")]).await.status, 303);
        }
        assert_eq!(post(&mut clerk, "2").await.status, 303, "it may be bound again");
        let trail: Vec<_> = acts(&site).await.into_iter().filter(|act| act.starts_with("scheme.")).collect();
        assert_eq!(trail, ["scheme.adopt", "scheme.retire", "scheme.restore"]);
    })
    .await;
}
