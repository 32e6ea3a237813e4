//! What a ranking and the circular say where a line divides people.
use std::io::Read;

use crate::evaluation::{ABSENT, add_fact, computed, download, path};
use crate::support::{Browser, each_database};

/// The text of a document.
fn text(docx: &[u8]) -> String {
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
