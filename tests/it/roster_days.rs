//! Rosters that do not say from when somebody serves.
use lvzhi_schema::people::{member, member_post};
use sea_orm::EntityTrait;

use crate::support::{Browser, Reply, Upload, each_database};

/// A roster as an office keeps it: no dates at all.
const BARE: &str = "姓名,界别,职务\n白露,教育界,常委\n霜降,教育界,委员\n";

async fn with_options(browser: &mut Browser, text: &str, options: &[(&str, &str)]) -> Reply {
    let upload = Upload { field: "file", name: "名册.csv", bytes: text.as_bytes() };
    browser.upload("/imports", &[&[("target", "members")], options].concat(), upload).await
}

#[tokio::test]
async fn a_roster_without_dates_counts_from_the_first_day_of_the_term_and_says_so_once() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let batch = with_options(&mut clerk, BARE, &[]).await.header("location");
        let page = clerk.get(&batch).await.body;
        let sentence = "2 位委员没有写任职起，都按本届第一天 2023-01-10 记";
        assert_eq!(page.matches(sentence).count(), 1, "{page}");
        clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await;
        assert!(clerk.get(&batch).await.body.contains(sentence), "the result says it too");
        let all = member::Entity::find().all(site.app.db.read()).await.unwrap();
        let days: Vec<_> = all
            .iter()
            .filter(|m| ["白露", "霜降"].contains(&&*m.name))
            .map(|m| m.starts_on.to_string())
            .collect();
        assert_eq!(days, ["2023-01-10", "2023-01-10"]);
    })
    .await;
}

#[tokio::test]
async fn a_new_term_without_any_date_is_asked_for_its_first_day() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let reply = with_options(&mut clerk, BARE, &[("term", "十四届")]).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("请在“任职起（名册没写的）”里填本届第一天"), "{}", reply.body);
        let reply = with_options(&mut clerk, BARE, &[("term", "十四届"), ("from", "昨天")]).await;
        assert_eq!(reply.status, 422, "{}", reply.body);
        let reply = with_options(&mut clerk, BARE, &[("term", "十四届"), ("from", "2026-01-12")]).await;
        let batch = reply.header("location");
        assert!(clerk.get(&batch).await.body.contains("都按您填的这一天 2026-01-12 记"));
        clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await;
        let terms = lvzhi_schema::people::term::Entity::find().all(site.app.db.read()).await.unwrap();
        let new = terms.iter().find(|term| term.number == 14).unwrap();
        assert_eq!(new.starts_on.to_string(), "2026-01-12");
    })
    .await;
}

#[tokio::test]
async fn importing_again_puts_the_beginning_of_posts_right_and_can_be_undone() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let batch = with_options(&mut clerk, BARE, &[("from", "2026-07-01")]).await.header("location");
        clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await;
        let begins = async || {
            let posts = member_post::Entity::find().all(site.app.db.read()).await.unwrap();
            posts.into_iter().filter_map(|post| post.starts_on).map(|day| day.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(begins().await, ["2026-07-01"]);
        let right = "姓名,界别,职务,任职起\n白露,教育界,常委,2023-01-10\n";
        let batch = with_options(&mut clerk, right, &[]).await.header("location");
        let page = clerk.get(&batch).await.body;
        assert!(page.contains("常委起") && page.contains("2026-07-01"), "{page}");
        clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await;
        assert_eq!(begins().await, ["2023-01-10"], "put right, not doubled");
        let reply = clerk.post(&format!("{batch}/undo"), &[("reason", "看错了行")]).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        assert_eq!(begins().await, ["2026-07-01"]);
    })
    .await;
}
