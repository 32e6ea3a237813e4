//! Imports: preview, correct the columns, confirm, discard, undo, bad rows, large files.
use lvzhi_platform::audit::{ChainState, verify};
use lvzhi_schema::audit::audit_event;
use lvzhi_schema::people::{member, member_post, sector, staff};
use lvzhi_shell::jobs;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::{Browser, Reply, Site, Upload, each_database};

async fn send(browser: &mut Browser, target: &str, name: &str, text: &str) -> Reply {
    let upload = Upload { field: "file", name, bytes: text.as_bytes() };
    browser.upload("/imports", &[("target", target)], upload).await
}

/// Uploads and gives the address of the preview.
async fn previewed(browser: &mut Browser, target: &str, text: &str) -> String {
    let reply = send(browser, target, "名册.csv", text).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    reply.header("location")
}

async fn events(site: &Site, action: &str) -> u64 {
    audit_event::Entity::find()
        .filter(audit_event::Column::Action.eq(action))
        .count(site.app.db.read())
        .await
        .unwrap()
}

async fn members(site: &Site) -> u64 {
    member::Entity::find().count(site.app.db.read()).await.unwrap()
}

const ROSTER: &str = "委员编号,姓名,界别,专委会,是否常委,职务,手机,任职起\n\
    13001,陆景和,环境资源界,人口资源环境委员会,否,委员,13900000001,2023-01-10\n\
    13009,曾雁回,环境资源界,经济委员会,是,常委,13900000009,2023-01-10\n\
    13010,单 雨桐,教育界,经济委员会,否,委员,13900000010,2026年3月1日\n\
    13011,张三,环境资原界,,否,委员,13900000011,2023-01-10\n\
    ,合计 4 人\n";

#[tokio::test]
async fn a_roster_is_previewed_confirmed_once_and_undone() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = previewed(&mut clerk, "members", ROSTER).await;
        let reply = clerk.get(&page).await;
        for sentence in [
            "新增 2，更改 1，没有变化 0，有问题 1",
            "将新建界别“教育界”",
            "没有界别“环境资原界”。是不是“环境资源界”",
            "13900000000</span> → ",
            "合计行（第 6 行）",
        ] {
            assert!(reply.body.contains(sentence), "{sentence}\n{}", reply.body);
        }
        assert_eq!(members(&site).await, 3, "a preview writes nothing");

        let reply = clerk.post(&format!("{page}/confirm"), &[]).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("我看过了"));
        for _ in 0..2 {
            let reply = clerk.post(&format!("{page}/confirm"), &[("seen", "1")]).await;
            assert_eq!(reply.status, 303, "{}", reply.body);
        }
        assert_eq!((members(&site).await, events(&site, "import.confirm").await), (5, 1));
        let new = member::Entity::find()
            .filter(member::Column::Number.eq("13010"))
            .one(site.app.db.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (new.name.as_str(), new.pinyin.as_str(), new.initials.as_str()),
            ("单雨桐", "shanyutong", "syt")
        );
        let posts = member_post::Entity::find().count(site.app.db.read()).await.unwrap();
        assert_eq!(posts, 1);
        assert!(clerk.get(&page).await.body.contains("新建界别 1 个：教育界"));

        // The same file again: everything is there, and the page says so.
        let again = previewed(&mut clerk, "members", ROSTER).await;
        let reply = clerk.get(&again).await;
        assert!(reply.body.contains("同一个文件") && reply.body.contains("没有变化 3"), "{}", reply.body);
        let reply = clerk.post(&format!("{again}/discard"), &[]).await;
        assert_eq!(reply.header("location"), "/imports");
        assert_eq!(clerk.post(&format!("{again}/discard"), &[]).await.status, 303, "twice");
        assert_eq!(clerk.post(&format!("{again}/confirm"), &[("seen", "1")]).await.status, 409);

        assert!(clerk.get(&format!("{page}/undo")).await.body.contains("先不撤销"));
        let reply = clerk.post(&format!("{page}/undo"), &[("reason", " ")]).await;
        assert_eq!(reply.status, 422);
        for _ in 0..2 {
            let reply = clerk.post(&format!("{page}/undo"), &[("reason", "传错了名册")]).await;
            assert_eq!(reply.status, 303, "{}", reply.body);
        }
        assert_eq!((members(&site).await, events(&site, "import.undo").await), (3, 1));
        let first = member::Entity::find()
            .filter(member::Column::Number.eq("13001"))
            .one(site.app.db.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(first.phone, "13900000000", "the old phone is back");
        assert!(clerk.get(&page).await.body.contains("原因：传错了名册"));
        assert!(matches!(verify(&site.app.db, site.cast.province).await.unwrap(), ChainState::Whole { .. }));
    })
    .await;
}

#[tokio::test]
async fn a_roster_as_clerks_have_it_gives_names_without_remarks_and_no_identity_numbers() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let text = "十三届委员名册,,,,\n序号,姓 名,界  别,身份证号,备注\n7,曾 雁回（兼）,环境资源界,110101197504011234,\n\
                    审　核：,唐某,,,2026年1月6日\n合 计,1人,,,\n";
        let page = previewed(&mut clerk, "members", text).await;
        let preview = clerk.get(&page).await.body;
        assert!(preview.contains("按“曾雁回”登记，括号里的“兼”没有记进姓名"), "{preview}");
        assert!(preview.contains("共 1 行：新增 1"), "{preview}");
        assert_eq!(clerk.post(&format!("{page}/recheck"), &[]).await.status, 303, "looking again guesses no more");
        assert_eq!(clerk.post(&format!("{page}/confirm"), &[("seen", "1")]).await.status, 303);
        let list = clerk.get("/members?q=曾雁回").await.body;
        assert!(list.contains(">曾雁回<") && !list.contains("110101"), "{list}");
        assert!(list.contains(">13004<") && !list.contains(">7<"), "序号 is no number of a member: {list}");
        let facts = "日期,姓名,会议类别,出席情况\n2026-01-19,曾雁回（列席）,全体会议,出席\n";
        let page = previewed(&mut clerk, "attendance", facts).await;
        let preview = clerk.get(&page).await.body;
        assert!(preview.contains("后面的说明“列席”没有导入") && preview.contains("新增 1"), "{preview}");
    })
    .await;
}

#[tokio::test]
async fn an_edited_member_stops_the_undoing() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = previewed(&mut clerk, "members", ROSTER).await;
        assert_eq!(clerk.post(&format!("{page}/confirm"), &[("seen", "1")]).await.status, 303);
        let later = previewed(&mut clerk, "members", "委员编号,姓名,手机\n13009,曾雁回,13700000000\n").await;
        assert_eq!(clerk.post(&format!("{later}/confirm"), &[]).await.status, 303);
        let reply = clerk.post(&format!("{page}/undo"), &[("reason", "错了")]).await;
        assert_eq!(reply.status, 409);
        assert!(reply.body.contains("“曾雁回”导入以后又改过"), "{}", reply.body);
        assert_eq!(members(&site).await, 5);
    })
    .await;
}

#[tokio::test]
async fn data_that_moved_on_stops_the_confirmation() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let text = "委员编号,姓名,手机\n13001,陆景和,13700000000\n";
        let (one, two) =
            (previewed(&mut clerk, "members", text).await, previewed(&mut clerk, "members", text).await);
        assert_eq!(clerk.post(&format!("{one}/confirm"), &[]).await.status, 303);
        let reply = clerk.post(&format!("{two}/confirm"), &[]).await;
        assert_eq!(reply.status, 409);
        assert!(reply.body.contains("请点“重新核对”"));
        assert_eq!(clerk.post(&format!("{two}/recheck"), &[]).await.status, 303);
        assert!(clerk.get(&two).await.body.contains("没有可以导入的行"));
    })
    .await;
}

#[tokio::test]
async fn namesakes_are_asked_never_guessed() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = previewed(
            &mut clerk,
            "members",
            "委员编号,姓名,界别\n13020,沈若谷,环境资源界\n13021,沈若谷,农业界\n13001,沈若谷,环境资源界\n",
        )
        .await;
        let body = clerk.get(&page).await.body;
        assert!(body.contains("同一位的，请改成他的编号"), "{body}");
        assert!(body.contains("将作为另一位委员新增"));
        assert!(body.contains("编号 13001 在名册里是“陆景和”，这一行写的是“沈若谷”"));
    })
    .await;
}

#[tokio::test]
async fn wrong_files_come_back_with_the_sentence_and_nothing_is_stored() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        for (name, text, sentence) in [
            ("空.csv", "", "是空的"),
            ("图.xlsx", "\u{89}PNG...", "文件"),
            ("无表头.csv", "一,二,三\n四,五,六\n", "没有找到表头"),
        ] {
            let reply = send(&mut clerk, "members", name, text).await;
            assert_eq!(reply.status, 422, "{name}");
            assert!(reply.body.contains(sentence), "{name}: {}", reply.body);
        }
        assert!(clerk.get("/imports").await.body.contains("还没有导入过文件"));
        assert_eq!(send(&mut clerk, "nothing", "a.csv", "姓名\n").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_corrected_mapping_is_remembered() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let text = "委员编号,姓名,界别,联络渠道\n13001,陆景和,环境资源界,13700000000\n";
        let page = previewed(&mut clerk, "members", text).await;
        let twice = [("c0_0", "number"), ("c0_1", "name"), ("c0_2", "name")];
        let reply = clerk.post(&format!("{page}/mapping"), &twice).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("有两列选了同一项"));
        let form = [("c0_0", "number"), ("c0_1", "name"), ("c0_2", "sector"), ("c0_3", "phone")];
        assert_eq!(clerk.post(&format!("{page}/mapping"), &form).await.status, 303);
        assert!(clerk.get(&page).await.body.contains("更改 1"));
        let next = previewed(&mut clerk, "members", &text.replace("陆景和", "陆 景和")).await;
        assert!(clerk.get(&next).await.body.contains("更改 1"), "remembered");
        // Without the name column nothing can be read, and the page says which one is missing.
        assert_eq!(clerk.post(&format!("{next}/mapping"), &[("c0_0", "number")]).await.status, 303);
        assert!(clerk.get(&next).await.body.contains("没认出“姓名”列"));
    })
    .await;
}

#[tokio::test]
async fn bad_rows_are_downloaded_and_can_be_uploaded_again() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = previewed(&mut clerk, "members", ROSTER).await;
        let reply = clerk.post(&format!("{page}/bad-rows"), &[]).await;
        assert_eq!(reply.status, 200);
        assert_eq!(events(&site, "import.bad_rows").await, 1);
        let upload = Upload { field: "file", name: "有问题的行.xlsx", bytes: &reply.bytes };
        let again = clerk.upload("/imports", &[("target", "members")], upload).await;
        assert_eq!(again.status, 303, "{}", again.body);
        let body = clerk.get(&again.header("location")).await.body;
        assert!(body.contains("共 1 行") && body.contains("环境资原界"), "{body}");
    })
    .await;
}

#[tokio::test]
async fn the_door_is_closed_to_others() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = previewed(&mut clerk, "members", ROSTER).await;
        assert_eq!(Browser::stranger(&site).get("/imports").await.status, 303);
        let mut member = Browser::signed_in(&site, "member").await;
        for path in ["/imports", "/imports/new", &page, &format!("{page}/undo")] {
            assert_eq!(member.get(path).await.status, 403, "{path}");
        }
        assert_eq!(send(&mut member, "members", "a.csv", ROSTER).await.status, 403);
        let mut other = Browser::signed_in(&site, "other_committee_clerk").await;
        assert_eq!(other.get(&page).await.status, 404);
        assert_eq!(other.post(&format!("{page}/confirm"), &[("seen", "1")]).await.status, 404);
        let mut auditor = Browser::signed_in(&site, "auditor").await;
        let reply = auditor.get(&page).await;
        assert_eq!(reply.status, 200);
        assert!(!reply.body.contains("13900000009"), "phones are masked");
        assert_eq!(auditor.post(&format!("{page}/confirm"), &[("seen", "1")]).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn staff_units_and_committees_come_in() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "personnel_officer").await;
        let text = "序号,姓名,处室,支部,职务,职级,手机\n1,解思远,秘书处,秘书处党支部,处长,一级调研员,19800000001\n2,翟墨,秘书处,秘书处党支部,干部,四级调研员,19800000002\n";
        let page = previewed(&mut clerk, "staff", text).await;
        assert_eq!(clerk.post(&format!("{page}/confirm"), &[("seen", "1")]).await.status, 303);
        let row = staff::Entity::find().filter(staff::Column::Name.eq("解思远")).one(site.app.db.read()).await.unwrap().unwrap();
        assert_eq!(row.pinyin, "xiesiyuan");
        assert!(clerk.get("/staff?q=zm").await.body.contains("翟墨"));
        let again = previewed(&mut clerk, "staff", text).await;
        assert!(clerk.get(&again).await.body.contains("没有变化 2"));
        assert_eq!(clerk.post(&format!("{page}/undo"), &[("reason", "重来")]).await.status, 303);
        assert_eq!(staff::Entity::find().count(site.app.db.read()).await.unwrap(), 0);

        let page = previewed(&mut clerk, "units", "序号,界别\n1,环境资源界\n2,教育界\n").await;
        assert_eq!(clerk.post(&format!("{page}/confirm"), &[]).await.status, 303);
        assert_eq!(sector::Entity::find().count(site.app.db.read()).await.unwrap(), 2);

        let text = "名称,级别,上级\n云岭省政协,省,\n澜川市政协,市,云岭省政协\n青石县政协,县,澜川市政协\n远方县政协,县,没有市政协\n";
        let page = previewed(&mut clerk, "committees", text).await;
        let body = clerk.get(&page).await.body;
        assert!(body.contains("没有上级“没有市政协”"), "{body}");
        assert_eq!(clerk.post(&format!("{page}/confirm"), &[]).await.status, 303);
        assert!(clerk.get("/committees").await.body.contains("青石县政协"));
    })
    .await;
}

#[tokio::test]
async fn a_large_file_is_confirmed_in_the_background() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let mut text = String::from("委员编号,姓名,界别,专委会,手机,任职起\n");
        for number in 0..5_000 {
            text.push_str(&format!(
                "A{number:05},演员{number},环境资源界,人口资源环境委员会,139{number:08},2023-01-10\n"
            ));
        }
        let begun = std::time::Instant::now();
        let page = previewed(&mut clerk, "members", &text).await;
        let preview = begun.elapsed();
        let reply = clerk.post(&format!("{page}/confirm"), &[]).await;
        let job = reply.header("location");
        assert!(job.starts_with("/jobs/"), "{job}");
        assert_eq!(
            clerk.post(&format!("{page}/confirm"), &[]).await.header("location"),
            job,
            "one job, two clicks"
        );
        let waiting = clerk.get(&job).await;
        assert_eq!((waiting.status, waiting.header("refresh").as_str()), (200, "2"));
        let begun = std::time::Instant::now();
        jobs::run_until_idle(&site.app).await.unwrap();
        println!("5000 rows: preview {preview:?}, confirm {:?}", begun.elapsed());
        assert_eq!(clerk.get(&job).await.header("location"), page);
        assert_eq!(members(&site).await, 5_003);
        let mut other = Browser::signed_in(&site, "auditor").await;
        assert_eq!(other.get(&job).await.status, 404);
        assert_eq!(clerk.post(&format!("{page}/undo"), &[("reason", "试")]).await.status, 303);
        assert_eq!(members(&site).await, 3);
    })
    .await;
}

#[tokio::test]
async fn the_first_roster_brings_its_term() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "other_committee_clerk").await;
        let text = "姓名,界别,任职起,职务,免评原因,免评起\n单雨桐,经济界,2022-03-01,副主席,因病,2026-01-01\n解思远,经济界,,委员,,\n";
        let reply = send(&mut clerk, "members", "名册.csv", text).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("还没有届次"), "{}", reply.body);
        let upload = Upload { field: "file", name: "名册.csv", bytes: text.as_bytes() };
        let reply = clerk.upload("/imports", &[("target", "members"), ("term", "十四届")], upload).await;
        let page = reply.header("location");
        let body = clerk.get(&page).await.body;
        assert!(body.contains("没有委员编号，将编为 14001") && body.contains("将编为 14002"), "{body}");
        assert_eq!(body.matches("将新建界别“经济界”").count(), 1, "said once");
        let reply = clerk.post(&format!("{page}/confirm"), &[("seen", "1")]).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        assert!(clerk.get(&page).await.body.contains("新建十四届"));
        let list = clerk.get("/members?post=chair_meeting").await.body;
        assert!(list.contains("单雨桐") && !list.contains("解思远"));
        assert!(clerk.get("/members?standing=exempt").await.body.contains("单雨桐"));
        // Other people's roster is untouched.
        assert_eq!(members(&site).await, 5);
    })
    .await;
}

#[tokio::test]
async fn a_job_nobody_does_fails_with_a_sentence() {
    each_database(async |site| {
        let account = site.cast.accounts["committee_clerk"];
        let by = lvzhi_platform::act::By { account: Some(account), name: "经办".into() };
        let enqueued = site.app.act_by(site.cast.province, by, async |act| {
            act.unaudited(lvzhi_platform::Unaudited::Job);
            lvzhi_platform::jobs::enqueue(act, "no.such", "做不了的事", &serde_json::json!({})).await
        });
        let job = enqueued.await.unwrap();
        jobs::run_until_idle(&site.app).await.unwrap();
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let reply = clerk.get(&format!("/jobs/{job}")).await;
        assert_eq!((reply.status, reply.header("refresh").as_str()), (200, ""));
        assert!(reply.body.contains("没有办理“no.such”的程序"));
    })
    .await;
}
