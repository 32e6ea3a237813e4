//! What one may see is found from every page, and nothing else; the days that matter stand on one sheet.
use crate::evaluation::{add_fact, computed, current_run, path};
use crate::papers;
use crate::support::{Browser, acts, adopted_scheme, each_database};

#[tokio::test]
async fn people_records_cycles_schemes_and_papers_are_found_by_who_may_see_them() {
    each_database(async |site| {
        computed(&site).await;
        papers::make(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        for (words, expected) in [
            ("陆景", "/members/"),
            ("13001", "编号 13001"),
            ("冷链", "关于县域冷链的建议"),
            ("2026年上半年", "/evaluation/cycles/"),
            ("双考", "/evaluation/schemes/"),
            ("办发〔2026〕7号", "/papers/"),
        ] {
            let page = clerk.get(&format!("/search?q={words}")).await.body;
            assert!(page.contains(expected) && !page.contains("没有找到"), "{words}: {page}");
            assert!(
                page.contains(&format!("value=\"{words}\"")),
                "what was typed stands in the field: {page}"
            );
        }
        for (login, words) in [
            ("member", "陆景"),
            ("member", "冷链"),
            ("member", "2026年上半年"),
            ("staff", "冷链"),
            ("leader", "冷链"),
            ("system_administrator", "陆景"),
            ("other_committee_clerk", "陆景"),
            ("other_committee_clerk", "双考"),
            ("other_secretary_general", "办发〔2026〕7号"),
        ] {
            let page = Browser::signed_in(&site, login).await.get(&format!("/search?q={words}")).await.body;
            assert!(page.contains("没有找到"), "{login} {words}: {page}");
        }
        let mut member = Browser::signed_in(&site, "member").await;
        assert!(member.get("/search?q=双考").await.body.contains("《政协委员履职“双考”"));
        assert!(member.get("/search").await.body.contains("要找什么"));
        let before = acts(&site).await.len();
        let long = "长".repeat(101);
        for words in ["%25", "_", "!", "'", "%3Cscript%3E", "title", long.as_str()] {
            let page = clerk.get(&format!("/search?q={words}")).await;
            assert_eq!(page.status, 200, "{words}");
            assert!(!page.body.contains("<script>") && !page.body.contains("冷链"), "{words}: {}", page.body);
        }
        assert_eq!(acts(&site).await.len(), before, "looking writes nothing");
    })
    .await;
}

#[tokio::test]
async fn more_than_a_page_shows_leads_to_the_whole_list() {
    each_database(async |site| {
        for day in 1..=9 {
            let more = format!(r#"{{"title":"关于水质监测的建议之{day}"}}"#);
            add_fact(&site, "陆景和", "proposal", &format!("2026-03-0{day}"), &more).await;
        }
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = clerk.get("/search?q=水质监测").await.body;
        assert!(page.contains("9 项") && page.contains("/facts?q="), "{page}");
        let list = clerk.get("/facts?q=水质监测").await.body;
        assert!(list.contains("之1") && list.contains("之9"), "{list}");
    })
    .await;
}

#[tokio::test]
async fn the_schedule_has_the_days_that_each_slice_knows() {
    each_database(async |site| {
        let id = computed(&site).await;
        let run = current_run(&site, id).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert_eq!(clerk.post(&path(id, "/announce"), &[("run", &run)]).await.status, 303);
        let person = format!("/members/{}/exemptions", site.cast.members["普文忠"]);
        let form = [("reason", "因病"), ("exempt_from", "2026-07-01"), ("exempt_to", "2026-07-30")];
        assert_eq!(clerk.post(&person, &form).await.status, 303);
        papers::make(&site).await;
        let page = clerk.get("/schedule").await.body;
        for expected in [
            "2026年7月",
            "考评公示开始",
            "考评公示截止",
            "普文忠的免评到期",
            "印发 云岭政协办发〔2026〕7号",
            "今天",
        ] {
            assert!(page.contains(expected), "{expected}: {page}");
        }
        assert!(clerk.get("/schedule?month=2026-06").await.body.contains("考评期末"));
        assert!(clerk.get("/schedule?month=2031-02").await.body.contains("这个月没有排定的事"));
        assert!(clerk.get("/schedule?month=nothing").await.body.contains("月份没有“nothing”这一项"));
        let own = Browser::signed_in(&site, "member").await.get("/schedule").await.body;
        assert!(own.contains("考评公示截止") && !own.contains("普文忠"), "{own}");
        let other = Browser::signed_in(&site, "other_committee_clerk").await.get("/schedule").await.body;
        assert!(!other.contains("公示") || other.contains("这个月没有排定的事"), "{other}");
    })
    .await;
}

#[tokio::test]
async fn a_paper_that_is_void_is_no_day_of_the_schedule() {
    each_database(async |site| {
        adopted_scheme(&site).await;
        let paper = papers::make(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert!(clerk.get("/schedule").await.body.contains("7号"));
        let reason = [("reason", "附件装错")];
        assert_eq!(clerk.post(&format!("/papers/{paper}/void"), &reason).await.status, 303);
        assert!(!clerk.get("/schedule").await.body.contains("7号"));
    })
    .await;
}
