//! What pages and papers say: where a line divides people, of what kind a unit is, who sees whose records.
use std::io::Read;

use crate::evaluation::{ABSENT, add_fact, computed, download, path};
use crate::support::{Browser, between, each_database, meddle};

/// The text of a document.
pub(crate) fn text(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn a_line_says_what_became_of_equals() {
    each_database(async |site| {
        add_fact(&site, "陆景和", "proposal", "2026-01-23", r#"{"title":"关于河道采砂的建议"}"#).await;
        let id = computed(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = clerk.get(&path(id, "/ranking")).await.body;
        assert!(page.contains("名额 1 人，列入 2 人") && page.contains("名次并列的都算在内"), "{page}");
        assert!(
            !page.contains("委员双考") && page.contains("《政协委员履职“双考”半年量化考核办法》"),
            "{page}"
        );
        let paper = text(&download(&mut clerk, &path(id, "/circular.docx")).await.bytes);
        assert!(paper.contains("名额 1 人，列入 2 人"), "{paper}");
    })
    .await;
}

#[tokio::test]
async fn a_line_without_equals_says_nothing_of_them() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = clerk.get(&path(id, "/ranking")).await.body;
        assert!(page.contains("第 1 名 · ") && !page.contains("名额 1 人"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_circular_passes_over_whom_the_same_scheme_calls_unqualified() {
    each_database(async |site| {
        add_fact(&site, "沈若谷", "discipline", "2026-03-02", r#"{"measure":"grave"}"#).await;
        // The others lose more points by absences, so that she is first all the same.
        for (member, day) in
            ["陆景和", "普文忠"].into_iter().flat_map(|member| (1..=7).map(move |day| (member, day)))
        {
            add_fact(&site, member, "attendance", &format!("2026-02-0{day}"), ABSENT).await;
        }
        let id = computed(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let ranking = clerk.get(&path(id, "/ranking")).await.body;
        let (first, next) = (ranking.find("沈若谷").unwrap(), ranking.find("陆景和").unwrap());
        assert!(first < next, "a veto takes the grade, not the place");
        let paper = text(&download(&mut clerk, &path(id, "/circular.docx")).await.bytes);
        assert!(!paper.contains("沈若谷"), "{paper}");
        assert!(paper.contains("其中 1 人") && paper.contains("不列入名单"), "{paper}");
        assert!(paper.contains("云岭省政协办公厅"), "{paper}");
    })
    .await;
}

#[tokio::test]
async fn a_special_committee_is_known_by_its_kind_and_not_by_its_name() {
    each_database(async |site| {
        let renamed =
            ["UPDATE special_committee SET name = '环境资源工作组'", "UPDATE sector SET name = '工会委员会'"];
        meddle(&site, &renamed).await;
        let id = computed(&site).await;
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        let ranking = clerk.get(&path(id, "/ranking")).await.body;
        let bodies = between(&ranking, "name=\"special_committee\"", "</select>");
        assert!(bodies.contains("环境资源工作组") && !bodies.contains("工会委员会"), "{bodies}");
        let cycle = clerk.get(&path(id, "")).await.body;
        let rows = between(&cycle, "按专委会", "按界别<");
        assert!(rows.contains("环境资源工作组") && !rows.contains("工会委员会"), "{rows}");
    })
    .await;
}

#[tokio::test]
async fn a_members_home_says_who_else_sees_his_records() {
    each_database(async |site| {
        let home = Browser::signed_in(&site, "member").await.get("/").await.body;
        assert!(
            home.contains("领导、秘书长、委员工作经办、人事干部、审计员按各自的身份也看得到")
                && !home.contains("别人看不到"),
            "who sees it is said: {home}"
        );
    })
    .await;
}
