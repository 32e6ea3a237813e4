//! What goes on paper: the ranking, one member's result sheet, everybody's; an office by the level of its committee; a
//! committee of eight.
use std::io::Read;

use sea_orm::{ActiveModelTrait, EntityTrait};
use uuid::Uuid;

use lvzhi_schema::people::member;

use crate::evaluation::{add_fact, computed, current_run, download, path};
use crate::support::{Browser, Site, acts, each_database, meddle, set_up};

const PRESENT: &str = r#"{"meeting_class":"plenary","presence":"present","title":"十三届四次会议"}"#;

/// The text of a document.
fn text(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

fn own(site: &Site, cycle: Uuid, name: &str, rest: &str) -> String {
    path(cycle, &format!("/members/{}{rest}", site.cast.members[name]))
}

#[tokio::test]
async fn many_like_records_are_one_line_that_opens_to_all() {
    each_database(async |site| {
        for day in 10..20 {
            add_fact(&site, "陆景和", "attendance", &format!("2026-03-{day}"), PRESENT).await;
        }
        let id = computed(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = clerk.get(&own(&site, id, "陆景和", "")).await.body;
        assert!(page.contains("出席 11 次，不扣分"), "{page}");
        for day in 10..20 {
            assert!(page.contains(&format!("3月{day}日")), "every record is still there: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn result_sheets_are_a_page_each_and_every_file_is_audited() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let all = text(&download(&mut clerk, &path(id, "/sheets.docx")).await.bytes);
        for name in ["陆景和", "沈若谷", "普文忠"] {
            assert!(all.contains(name), "{name}: {all}");
        }
        assert_eq!(all.matches("<w:pageBreakBefore/>").count(), 2, "three people, two page breaks");
        assert!(all.contains("半年量化考核成绩单") && all.contains("云岭省政协办公厅"), "{all}");
        let reply = clerk.post(&path(id, "/sheets.docx"), &[("sector", "没有这个界别")]).await;
        assert_eq!(reply.status, 404, "{}", reply.body);
        let unit = clerk.post(&path(id, "/sheets.docx"), &[("sector", "环境资源界")]).await;
        assert_eq!(text(&unit.bytes).matches("<w:pageBreakBefore/>").count(), 2);
        let one = text(&download(&mut clerk, &own(&site, id, "沈若谷", "/sheet.docx")).await.bytes);
        assert!(one.contains("沈若谷") && !one.contains("陆景和"), "{one}");
        let done = acts(&site).await;
        let count = |action: &str| done.iter().filter(|known| *known == action).count();
        assert_eq!((count("export.sheets"), count("export.score")), (2, 1), "{done:?}");
    })
    .await;
}

#[tokio::test]
async fn a_member_prints_his_own_sheet_and_no_other() {
    each_database(async |site| {
        let id = computed(&site).await;
        let run = current_run(&site, id).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert_eq!(clerk.post(&path(id, "/announce"), &[("run", &run)]).await.status, 303);
        let mut member = Browser::signed_in(&site, "member").await;
        let page = member.get(&own(&site, id, "陆景和", "/sheet")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("成绩单") && page.body.contains("第 1 次核算"), "{}", page.body);
        assert!(page.body.contains(&format!("href=\"{}\"", own(&site, id, "陆景和", ""))), "the way back");
        download(&mut member, &own(&site, id, "陆景和", "/sheet.docx")).await;
        assert_eq!(member.get(&own(&site, id, "沈若谷", "/sheet")).await.status, 404);
        assert_eq!(member.post(&own(&site, id, "沈若谷", "/sheet.docx"), &[]).await.status, 404);
        assert_eq!(member.post(&path(id, "/sheets.docx"), &[]).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn the_ranking_prints_whole_under_the_schemes_title() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = clerk.get(&path(id, "/ranking?print=1")).await.body;
        for said in ["云岭省政协", "半年量化考核名次表", "第 1 次核算", "结果还没有发布", "普文忠"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        let page = clerk.get(&path(id, "/ranking?print=1&all=1&name=%E6%B2%88")).await.body;
        assert!(page.contains("沈若谷") && !page.contains("普文忠") && page.contains("只列"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_county_has_an_office_of_its_own_word() {
    each_database(async |site| {
        let id = computed(&site).await;
        meddle(
            &site,
            &["update committee set level = 'county', name = '青禾县政协' where level = 'province'"],
        )
        .await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let sheet = text(&download(&mut clerk, &own(&site, id, "沈若谷", "/sheet.docx")).await.bytes);
        assert!(sheet.contains("青禾县政协办公室") && !sheet.contains("办公厅"), "{sheet}");
        let paper = text(&download(&mut clerk, &path(id, "/circular.docx")).await.bytes);
        assert!(paper.contains("青禾县政协办公室文件") && !paper.contains("办公厅"), "{paper}");
        let home = Browser::signed_in(&site, "member").await.get("/").await.body;
        assert!(home.contains("有错请告诉办公室"), "{home}");
        let complaints = clerk.get("/complaints").await.body;
        assert!(
            complaints.contains("办公室的委员工作机构") && !complaints.contains("办公厅"),
            "{complaints}"
        );
        let stranger = Browser::stranger(&site).get("/complaints").await.body;
        assert!(stranger.contains("政协机关的委员工作机构"), "{stranger}");
    })
    .await;
}

/// Five more members beside the three of the cast, each with one proposal more than the one before.
async fn be_eight(site: &Site) {
    let known = member::Entity::find_by_id((site.cast.province, site.cast.members["陆景和"]));
    let known = known.one(site.app.db.read()).await.unwrap().unwrap();
    set_up(&site.app, site.cast.province, async |act| {
        for (at, name) in ["段青禾", "木春山", "和映雪", "赵砚秋", "白河清"].into_iter().enumerate()
        {
            let number = format!("13{:03}", 100 + at);
            let row = member::Model { id: Uuid::now_v7(), number, name: name.into(), ..known.clone() };
            member::ActiveModel::from(row).insert(&**act).await?;
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_committee_of_eight_is_told_by_count() {
    each_database(async |site| {
        be_eight(&site).await;
        let id = computed(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = clerk.get(&path(id, "/ranking")).await.body;
        assert!(page.contains("参评 8 人"), "{page}");
        assert!(!page.contains("切线两侧") && !page.contains("展开</a>"), "all eight are shown: {page}");
        assert!(page.contains("最高") && page.contains("中位") && !page.contains("直方图"), "{page}");
        assert!(page.contains("8 人中"), "a line says of how many: {page}");
        let cycle = clerk.get(&path(id, "")).await.body;
        assert!(cycle.contains("／8") && !cycle.contains("12.5%") && !cycle.contains("87.5%"), "{cycle}");
        let score = clerk.get(&own(&site, id, "沈若谷", "")).await.body;
        assert!(!score.contains("直方图"), "among eight the bars would be persons: {score}");
        let paper = text(&download(&mut clerk, &path(id, "/circular.docx")).await.bytes);
        assert!(paper.contains("占比 ") && !paper.contains("占比 12.5%"), "{paper}");
    })
    .await;
}
