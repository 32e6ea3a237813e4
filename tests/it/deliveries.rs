//! Which unit has delivered what for a cycle, and that a unit which has nothing says so.
use lvzhi_schema::access::account;
use lvzhi_schema::people::{division, staff};
use sea_orm::{ActiveModelTrait, Set};
use uuid::Uuid;

use crate::evaluation::add_fact;
use crate::support::{Browser, Site, Upload, acts, adopted_scheme, between, each_database, set_up};

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

/// A division with one member of staff, whose account is `staff`; gives its id.
async fn division_with_staff(site: &Site) -> Uuid {
    let (committee_id, id) = (site.cast.province, Uuid::now_v7());
    set_up(&site.app, committee_id, async |act| {
        let row = division::Model { committee_id, id, name: "提案工作处".into(), ordinal: 1 };
        division::ActiveModel::from(row).insert(&**act).await?;
        let person = staff::Model {
            committee_id,
            id: Uuid::now_v7(),
            number: "G001".into(),
            name: "秦晓岚".into(),
            pinyin: String::new(),
            initials: String::new(),
            sex: "女".into(),
            division_id: Some(id),
            branch_id: None,
            position: "干部".into(),
            grade: String::new(),
            phone: String::new(),
            retired: false,
            created_at: 0,
            updated_at: 0,
        };
        let own = account::ActiveModel {
            id: Set(site.cast.accounts["staff"]),
            staff_id: Set(Some(person.id)),
            ..Default::default()
        };
        staff::ActiveModel::from(person).insert(&**act).await?;
        own.update(&**act).await?;
        Ok(())
    })
    .await;
    id
}

#[tokio::test]
async fn the_staff_of_a_unit_are_reminded_once_a_day_of_what_is_missing() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let unit = division_with_staff(&site).await;
        let text = "日期,姓名,会议类别,会议名称,出席情况,记录单位,确认人\n\
            2026-02-19,普文忠,全体会议,五次会议,出席,提案工作处,唐有光\n";
        let upload = Upload { field: "file", name: "处室签到.csv", bytes: text.as_bytes() };
        let address = board(&site, &mut clerk).await;
        let batch = clerk.upload("/imports", &[("target", "attendance")], upload).await.header("location");
        assert_eq!(clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await.status, 303);
        let page = format!("{address}/{unit}");
        let remind = format!("{page}/remind");
        assert!(clerk.get(&page).await.body.contains(&remind));
        assert_eq!(clerk.post(&remind, &[]).await.status, 303);
        let reply = clerk.post(&remind, &[]).await;
        assert!(reply.status == 409 && reply.body.contains("今天已经催报过"), "{}", reply.body);
        let told = Browser::signed_in(&site, "staff").await.get("/notices").await.body;
        assert!(told.contains("请报送2026 年上半年考评的") && told.contains("提案工作处"), "{told}");
        let tomorrow = site.at("2026-07-16");
        let mut again = Browser::signed_in(&tomorrow, "committee_clerk").await;
        assert_eq!(again.post(&remind, &[]).await.status, 303, "another day");

        // Members are not reminded by a machine, and nobody is whom a notice does not reach.
        let members = format!("{address}/{}", site.cast.special_committee);
        let shown = again.get(&members).await.body;
        assert!(shown.contains("不发催报") && !shown.contains("/remind"), "{shown}");
        let reply = again.post(&format!("{members}/remind"), &[]).await;
        assert!(reply.status == 409 && reply.body.contains("请用电话或者书面催报"), "{}", reply.body);
        let times = acts(&site).await.iter().filter(|act| *act == "delivery.remind").count();
        assert_eq!(times, 2);
    })
    .await;
}
