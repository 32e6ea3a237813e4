//! Lists: whatever stands in an address gives a page; page, workbook and paper say the same.
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use sea_orm::DbBackend;

use crate::support::{Browser, List, Site, acts, each_database, lists, meddle};

const NONSENSE: [&str; 12] = [
    "page=0",
    "page=-1",
    "page=18446744073709551616",
    "page=9223372036854775807",
    "page=zwei&rows=-5",
    "rows=1000000000",
    "sort=-%00name&page=%00",
    "q=%00%00&person=%00&who=%00",
    "q=%FF%FE&from=2026-02-31&to=+262142-12-31",
    "from=%00&to=0000-00-00&sector=1&member=2&batch=3",
    "role=king&state=drunk&standing=upright&kind=miracle&action=nothing&confirmed=maybe",
    "colour=red&colour=blue&%25&=&&&",
];

#[tokio::test]
async fn whatever_stands_in_the_address_of_a_list_gives_a_whole_page() {
    each_database(async |site| {
        for List { path, role, .. } in lists(&site).await {
            let mut browser = Browser::signed_in(&site, role.id()).await;
            for query in NONSENSE {
                let reply = browser.get(&format!("{path}?{query}")).await;
                assert_eq!(reply.status, 200, "{path}?{query}: {}", reply.body);
                assert!(reply.body.contains("</html>"), "{path}?{query}");
            }
            let long = browser.get(&format!("{path}?{}=1", "a".repeat(5_000))).await;
            let remark = format!("这张表没有“{}…”这个条件", "a".repeat(20));
            assert!(long.status == 200 && long.body.contains(&remark), "{}", long.body);
        }
        let mut administrator = Browser::signed_in(&site, "system_administrator").await;
        let page = administrator.get("/accounts?role=king&page=zwei").await.body;
        assert!(page.contains("身份没有“king”这一项，没有用它筛选。"), "{page}");
        assert!(page.contains("“zwei”不是页码，显示第 1 页。"));
    })
    .await;
}

#[tokio::test]
async fn an_act_on_a_list_does_not_go_beyond_a_filter_it_cannot_read() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let before = acts(&site).await.len();
        let refused = clerk.post("/facts/confirm", &[("from", "morgen"), ("confirmed_by", "何以宁")]).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(refused.body.contains("起日没有“morgen”这一项"));
        assert_eq!(clerk.post("/facts/export", &[("kind", "miracle")]).await.status, 422);
        assert_eq!(clerk.post("/members/export", &[("sector", "7")]).await.status, 422);
        let mut auditor = Browser::signed_in(&site, "auditor").await;
        assert_eq!(auditor.post("/audit/export", &[("to", "31.2.")]).await.status, 422);
        assert_eq!(acts(&site).await.len(), before);
    })
    .await;
}

#[tokio::test]
async fn the_workbook_of_accounts_has_the_columns_and_the_order_of_the_page() {
    each_database(async |site| {
        let mut browser = Browser::signed_in(&site, "system_administrator").await;
        let page = browser.get("/accounts?sort=-login").await.body;
        assert!(page.find("supervision_officer") < page.find(">leader<"), "{page}");
        let reply = browser.post("/accounts/export", &[("sort", "-login"), ("role", "member")]).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(reply.bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let head: Vec<String> = sheet.rows().next().unwrap().iter().map(Data::to_string).collect();
        assert_eq!(head, ["姓名", "登录名", "身份", "状态", "第二步验证", "建于"]);
        let logins: Vec<String> = sheet.rows().skip(1).map(|row| row[1].to_string()).collect();
        let mut sorted = logins.clone();
        sorted.sort();
        sorted.reverse();
        assert!(logins.len() > 1 && logins == sorted, "{logins:?}");
        assert_eq!(acts(&site).await.last().unwrap(), "account.export");
        for login in ["committee_clerk", "auditor", "member"] {
            let refused = Browser::signed_in(&site, login).await.post("/accounts/export", &[]).await;
            assert_eq!(refused.status, 403, "{login}");
        }
    })
    .await;
}

/// Makes so many more accounts, at once.
async fn crowd(site: &Site, count: u32) {
    let id = match site.app.db.backend() {
        DbBackend::Postgres => "gen_random_uuid()",
        _ => "randomblob(16)",
    };
    let statement = format!(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < {count}),
            one as (select * from account where login = 'leader')
        insert into account (committee_id, id, login, name, role, password_hash, must_change_password,
            totp_last_step, failed_logins, created_at)
        select one.committee_id, {id}, 'crowd' || n.i, '众人', 'staff', one.password_hash,
            one.must_change_password, one.totp_last_step, 0, one.created_at from n, one"
    );
    meddle(site, &[&statement]).await;
}

#[tokio::test]
async fn two_hundred_thousand_rows_are_paged_printed_up_to_a_limit_and_not_exported_silently_cut() {
    each_database(async |site| {
        crowd(&site, 200_001).await;
        let mut browser = Browser::signed_in(&site, "system_administrator").await;
        let page = browser.get("/accounts?q=crowd&page=99999999&rows=200").await.body;
        assert!(
            page.contains("共 200,001 个")
                && page.contains("aria-current=\"page\"><span class=\"vh\">第 </span>1001"),
            "{page}"
        );
        assert_eq!(page.matches("<tr>").count(), 1 + 1, "the head and the one row of the last page");
        let paper = browser.get("/accounts?q=crowd&print=1").await.body;
        assert_eq!(paper.matches("<tr>").count(), 1 + 2_000);
        assert!(paper.contains("一次最多打印 2,000 个"));
        let refused = browser.post("/accounts/export", &[("q", "crowd")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("符合条件的有 200001 个账号，一次最多导出 200000"), "{}", refused.body);
    })
    .await;
}

#[tokio::test]
async fn a_list_for_paper_names_committee_title_and_moment_and_nothing_to_press() {
    each_database(async |site| {
        let mut printed = 0;
        for List { path, role, .. } in lists(&site).await {
            let mut browser = Browser::signed_in(&site, role.id()).await;
            let page = browser.get(path).await.body;
            if !page.contains("，每页") {
                continue; // it has no rows here, or no pages: the schedule
            }
            printed += 1;
            assert!(page.contains(&format!("href=\"{path}?print=1\">打印整张表")), "{path}: {page}");
            let paper = browser.get(&format!("{path}?print=1")).await.body;
            assert!(
                paper.contains("云岭省政协") && paper.contains("2026-07-15 09:00 打印"),
                "{path}: {paper}"
            );
            assert!(!paper.contains("class=\"rail\"") && !paper.contains("<script"), "{path}");
            assert!(paper.contains(&format!("href=\"{path}\">回到原来的页")), "{path}: {paper}");
        }
        assert!(printed > 2, "only {printed} lists have rows");
    })
    .await;
}
