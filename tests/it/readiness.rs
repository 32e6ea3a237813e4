//! The checks before the data of a cycle are frozen.
use lvzhi_schema::people::member;
use lvzhi_shell::jobs;
use sea_orm::{ActiveModelTrait, Set};

use crate::evaluation::step_of;
use crate::support::{Browser, Site, Upload, adopted_scheme, between, each_database, set_up};

/// A file of facts, uploaded and previewed; gives its address.
async fn previewed(clerk: &mut Browser, target: &str, name: &str, text: &str) -> String {
    let upload = Upload { field: "file", name, bytes: text.as_bytes() };
    let reply = clerk.upload("/imports", &[("target", target)], upload).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    reply.header("location")
}

/// Addresses of the cycle and of the import that waits, and the scheme.
struct HalfReady {
    cycle: String,
    open: String,
    scheme: String,
}

/// A cycle of the first half of 2026 with one fact that waits for confirmation and one import that waits as well.
async fn half_ready(site: &Site, clerk: &mut Browser) -> HalfReady {
    let scheme = adopted_scheme(site).await.to_string();
    let form = [("scheme", scheme.as_str()), ("year", "2026"), ("half", "1")];
    let cycle = clerk.post("/evaluation/cycles", &form).await.header("location");
    let text = "日期,姓名,会议类别,会议名称,出席情况\n2026-01-19,陆景和,全体会议,四次会议,出席\n";
    let batch = previewed(clerk, "attendance", "签到.csv", text).await;
    assert_eq!(clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await.status, 303);
    let open = previewed(clerk, "attendance", "第二次签到.csv", &text.replace("01-19", "02-19")).await;
    HalfReady { cycle, open, scheme }
}

/// The row of a check.
fn row<'p>(page: &'p str, title: &str) -> &'p str {
    between(page, &format!("<th scope=\"row\">{title}</th>"), "</tr>")
}

#[tokio::test]
async fn what_is_open_before_freezing_is_told_and_freezing_goes_on_from_there() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let HalfReady { cycle, .. } = half_ready(&site, &mut clerk).await;
        let address = format!("{cycle}/readiness");
        assert!(clerk.get(&cycle).await.body.contains(&address), "the cycle leads there");
        let page = clerk.get(&address).await.body;
        let waiting = row(&page, "待确认的履职记录");
        assert!(waiting.contains("1 条") && waiting.contains("还没办完"), "{waiting}");
        let list = "/facts?confirmed=no&amp;from=2026-01-01&amp;to=2026-06-30";
        assert!(waiting.contains(list), "{waiting}");
        let imports = row(&page, "没办完的导入");
        assert!(imports.contains("1 次") && imports.contains("《第二次签到.csv》"), "{imports}");
        let rating = row(&page, "界别群众测评");
        assert!(rating.contains("还没有一位委员") && rating.contains("不按零分计"), "{rating}");
        let line = between(&page, "还没办完：", "</p>");
        assert!(line.contains("待确认的履职记录（1 条）") && line.contains("专委会评价"), "{line}");
        let facts = clerk.get(&list.replace("&amp;", "&")).await.body;
        assert!(facts.contains("陆景和") && facts.contains("四次会议"), "{facts}");

        let compute = between(&page, "<form method=\"post\" action=\"", "\"");
        assert_eq!(compute, format!("{cycle}/compute"));
        assert_eq!(clerk.post(compute, &[]).await.status, 303);
        jobs::run_until_idle(&site.app).await.unwrap();
        let id = cycle.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(step_of(&site, id).await, "compute");
    })
    .await;
}

#[tokio::test]
async fn what_is_done_and_what_lies_outside_the_period_is_not_open() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let HalfReady { cycle, open, scheme } = half_ready(&site, &mut clerk).await;
        let form = [("scheme", scheme.as_str()), ("year", "2025"), ("half", "2")];
        let earlier = clerk.post("/evaluation/cycles", &form).await.header("location");
        let page = clerk.get(&format!("{earlier}/readiness")).await.body;
        assert!(row(&page, "待确认的履职记录").contains("没有问题"), "another period: {page}");

        assert_eq!(clerk.post(&format!("{open}/discard"), &[]).await.status, 303);
        let page = clerk.get(&format!("{cycle}/readiness")).await.body;
        assert!(row(&page, "没办完的导入").contains("没有问题"), "{page}");
    })
    .await;
}

/// Names in a list of members.
fn listed(page: &str) -> Vec<&'static str> {
    ["陆景和", "沈若谷", "普文忠"].into_iter().filter(|name| page.contains(name)).collect()
}

#[tokio::test]
async fn a_row_about_members_leads_to_the_list_of_just_these() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let member = |name: &str| format!("/members/{}", site.cast.members[name]);
        let excused = [("reason", "因病"), ("exempt_from", "2026-06-30"), ("exempt_to", "2026-07-10")];
        assert_eq!(clerk.post(&format!("{}/exemptions", member("沈若谷")), &excused).await.status, 303);
        let over = [("reason", "外派"), ("exempt_from", "2025-03-01"), ("exempt_to", "2025-12-31")];
        assert_eq!(clerk.post(&format!("{}/exemptions", member("陆景和")), &over).await.status, 303);
        set_up(&site.app, site.cast.province, async |act| {
            let change = |name: &str| member::ActiveModel {
                committee_id: Set(site.cast.province),
                id: Set(site.cast.members[name]),
                ..Default::default()
            };
            let late = "2026-03-02".parse().unwrap();
            member::ActiveModel { starts_on: Set(late), ..change("普文忠") }.update(&**act).await?;
            let nowhere = member::ActiveModel { special_committee_id: Set(None), ..change("陆景和") };
            nowhere.update(&**act).await?;
            Ok(())
        })
        .await;
        let HalfReady { cycle, .. } = half_ready(&site, &mut clerk).await;
        let page = clerk.get(&format!("{cycle}/readiness")).await.body;
        for (title, name) in
            [("没有专委会的委员", "陆景和"), ("期内免评的委员", "沈若谷"), ("期内新任的委员", "普文忠")]
        {
            let row = row(&page, title);
            assert_eq!(listed(row), [name], "{title}: {row}");
            let list = between(row, "href=\"/members?", "\"").replace("&amp;", "&");
            assert_eq!(listed(&clerk.get(&format!("/members?{list}")).await.body), [name], "{title}: {list}");
        }
        assert_eq!(listed(&clerk.get("/members?case=undated").await.body), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn only_who_runs_evaluations_sees_what_is_open() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let HalfReady { cycle, .. } = half_ready(&site, &mut clerk).await;
        for (login, status) in
            [("secretary_general", 200), ("auditor", 403), ("leader", 403), ("member", 403)]
        {
            let mut browser = Browser::signed_in(&site, login).await;
            let reply = browser.get(&format!("{cycle}/readiness")).await;
            assert_eq!(reply.status, status, "{login}");
        }
    })
    .await;
}
