//! Which unit has delivered what for a cycle, and that a unit which has nothing says so.
use crate::evaluation::add_fact;
use crate::support::{Browser, Site, Upload, acts, adopted_scheme, between, each_database};

const SIGNED: &str = "日期,姓名,会议类别,会议名称,出席情况,记录单位,确认人\n\
    2026-01-19,陆景和,全体会议,四次会议,出席,人口资源环境委员会,唐有光\n\
    2026-01-19,沈若谷,全体会议,四次会议,出席,人口资源 环境委员会,\n\
    2026-01-19,普文忠,全体会议,四次会议,出席,某某学会,唐有光\n";

/// A cycle of the first half of 2026 with a sheet of attendance by three recorders; gives the address of its board.
async fn board(site: &Site, clerk: &mut Browser) -> String {
    let scheme = adopted_scheme(site).await.to_string();
    let form = [("scheme", scheme.as_str()), ("year", "2026"), ("half", "1")];
    let cycle = clerk.post("/evaluation/cycles", &form).await.header("location");
    let upload = Upload { field: "file", name: "签到.csv", bytes: SIGNED.as_bytes() };
    let batch = clerk.upload("/imports", &[("target", "attendance")], upload).await.header("location");
    assert_eq!(clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await.status, 303);
    format!("{cycle}/deliveries")
}

/// The row of a unit.
fn row<'p>(page: &'p str, name: &str) -> &'p str {
    let rows = page.split("<tr>").find(|row| row.contains("<th scope=\"row\">") && row.contains(name));
    rows.unwrap_or_else(|| panic!("no row of {name} in {page}"))
}

#[tokio::test]
async fn the_board_counts_by_unit_and_kind_and_each_number_opens_its_records() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let address = board(&site, &mut clerk).await;
        let page = clerk.get(&address).await.body;
        let own = row(&page, "人口资源环境委员会").to_owned();
        assert!(own.contains("1 条") && own.contains("待确认 1") && own.contains(">未交<"), "{own}");
        assert!(row(&page, "环境资源界").contains("2 个"), "two members of the sector have accounts: {page}");
        let stranger = row(&page, "某某学会");
        assert!(stranger.contains("机构表里没有") && !stranger.contains(">未交<"), "{stranger}");
        assert!(!own.contains("没有账号"), "members of the committee have accounts: {own}");

        let waiting = between(&own, "href=\"/facts?", "\">待确认").rsplit("href=\"/facts?").next().unwrap();
        let list = clerk.get(&format!("/facts?{}", waiting.replace("&amp;", "&"))).await.body;
        assert!(list.contains("沈若谷") && !list.contains("陆景和") && !list.contains("普文忠"), "{list}");

        add_fact(&site, "陆景和", "speech", "2025-12-31", r#"{"title":"上一期的"}"#).await;
        let again = clerk.get(&address).await.body;
        assert!(!again.contains("委员工作室"), "another period: {again}");
        let only = clerk.get(&format!("{address}?kind=speech&units=sector")).await.body;
        assert!(only.contains("环境资源界") && !only.contains("人口资源环境委员会</a>"), "{only}");
        let cycle = address.trim_end_matches("/deliveries");
        for from in [cycle, "/"] {
            assert!(clerk.get(from).await.body.contains(&address), "{from} leads there");
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_this_period_is_stated_with_a_source_and_can_be_taken_back() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let address = board(&site, &mut clerk).await;
        let unit = format!("{address}/{}", site.cast.special_committee);
        let state = format!("{unit}/nil");
        let before = acts(&site).await;
        for (form, sentence) in
            [(vec![("kind", "speech")], "没有写是谁说的"), (vec![("source", "赵某 来电")], "没有勾选种类")]
        {
            let reply = clerk.post(&state, &form).await;
            assert_eq!((reply.status, reply.body.contains(sentence)), (422, true), "{}", reply.body);
        }
        let both = [("kind", "speech"), ("kind", "attendance"), ("source", "赵某 来电")];
        let reply = clerk.post(&state, &both).await;
        assert_eq!(reply.status, 409, "{}", reply.body);
        assert!(reply.body.contains("本期已经有 2 条参会") && reply.body.contains("赵某 来电"));
        assert_eq!(acts(&site).await, before, "a refusal does nothing");

        let form = [("kind", "speech"), ("source", "赵某 来电")];
        for _ in 0..2 {
            assert_eq!(clerk.post(&state, &form).await.status, 303);
        }
        assert_eq!(acts(&site).await[before.len()..], ["delivery.nil"], "a second click does nothing");
        let page = clerk.get(&unit).await.body;
        assert!(page.contains("赵某 来电") && page.contains("收回"), "{page}");
        let list = clerk.get(&format!("{address}?standing=nil&kind=speech")).await.body;
        assert!(row(&list, "人口资源环境委员会").contains("本期确无") && !list.contains("环境资源界"));

        let back = format!("{state}/take-back");
        for _ in 0..2 {
            assert_eq!(clerk.post(&back, &[("kind", "speech")]).await.status, 303);
        }
        assert_eq!(acts(&site).await[before.len()..], ["delivery.nil", "delivery.nil.take_back"]);
        assert!(!clerk.get(&unit).await.body.contains("赵某 来电"));
        assert_eq!(clerk.post(&state, &form).await.status, 303, "and stated again");
    })
    .await;
}

#[tokio::test]
async fn who_keeps_no_records_states_nothing_and_only_who_sees_them_sees_the_board() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let address = board(&site, &mut clerk).await;
        let unit = format!("{address}/{}", site.cast.special_committee);
        for (login, status) in
            [("secretary_general", 200), ("auditor", 200), ("leader", 403), ("member", 403)]
        {
            let mut browser = Browser::signed_in(&site, login).await;
            for page in [&address, &unit] {
                assert_eq!(browser.get(page).await.status, status, "{login}");
            }
            let form = [("kind", "speech"), ("source", "李某某")];
            assert_eq!(browser.post(&format!("{unit}/nil"), &form).await.status, 403, "{login}");
        }
        let before = acts(&site).await.len();
        let file = clerk.post(&format!("{address}/export"), &[("units", "special_committee")]).await;
        assert_eq!((file.status, acts(&site).await.len()), (200, before + 1));
        let missing = format!("{address}/{}", site.cast.term);
        assert_eq!(clerk.get(&missing).await.status, 404);
    })
    .await;
}
