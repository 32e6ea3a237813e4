//! What an office does from the command line: init, import, evaluate, export, verify.
use std::io::{Cursor, Read, Write};

use lvzhi_schema::access::account;
use lvzhi_schema::duty::fact;
use lvzhi_schema::people::{committee, member};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Folder, at_site, lvzhi};
use crate::support::{Browser, Site, acts, adopted_scheme, each_database, meddle};

const ROSTER: &str = "委员编号,姓名,界别,手机\n13009,曾雁回,环境资源界,13900000009\n13010,张三,环境资原界,\n";
const FACTS: &str = "日期,姓名,会议类别,会议名称,出席情况\n\
    2026-01-19,陆景和,全体会议,四次会议,出席\n\
    2026-01-19,沈若谷,全体会议,四次会议,缺席\n\
    2026-01-19,普文忠,全体会议,四次会议,请假\n";

#[tokio::test]
async fn init_makes_a_committee_with_an_administrator_who_must_change_his_password() {
    each_database(async |site| {
        let ended =
            at_site(&site, &["init", "--name", "青石县政协", "--level", "county", "--admin", "QingShi"]);
        ended.expect(0, &["已建“青石县政协”。", "初始密码 ", "首次登录要改"]);
        let row = committee::Entity::find().filter(committee::Column::Name.eq("青石县政协"));
        let row = row.one(site.app.db.read()).await.unwrap().unwrap();
        assert_eq!(row.level, "county");
        let administrator = account::Entity::find().filter(account::Column::Login.eq("qingshi"));
        let administrator = administrator.one(site.app.db.read()).await.unwrap().unwrap();
        assert!(administrator.must_change_password && administrator.committee_id == row.id);
        let (_, rest) = ended.out.split_once("初始密码 ").unwrap();
        let password = rest.split('，').next().unwrap();
        let mut browser = Browser::stranger(&site);
        let reply = browser.post("/login", &[("login", "qingshi"), ("password", password)]).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        assert_eq!(browser.get("/").await.header("location"), "/account/password");
        // The same name or the same login again is refused, and nothing is made by halves.
        let before = committee::Entity::find().count(site.app.db.read()).await.unwrap();
        assert_eq!(at_site(&site, &["init", "--name", "青石县政协", "--admin", "another"]).code, 1);
        assert_eq!(at_site(&site, &["init", "--name", "远方县政协", "--admin", "qingshi"]).code, 1);
        assert_eq!(committee::Entity::find().count(site.app.db.read()).await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn people_and_facts_come_in_and_bad_rows_are_named_with_code_3() {
    each_database(async |site| {
        let folder = Folder::new();
        let file = folder.write("名册.csv", ROSTER);
        let people = ["import", "people", &file, "--as", "committee_clerk"];
        let members = async || member::Entity::find().count(site.app.db.read()).await.unwrap();
        at_site(&site, &[&people[..], &["--preview"]].concat()).expect(3, &["新增 1"]);
        assert_eq!(members().await, 3, "a preview writes nothing");
        at_site(&site, &people).expect(3, &["第 3 行", "没有导入", "环境资原界", "新增 1", "没有导入 1。"]);
        assert_eq!(members().await, 4);
        let good = folder.write("名册.csv", ROSTER.lines().take(2).collect::<Vec<_>>().join("\n"));
        let again = at_site(&site, &["import", "people", &good, "--as", "committee_clerk"]);
        again.expect(0, &["新增 0，改动 0，没有变化 1，没有导入 0。"]);

        let facts = folder.write("签到.csv", encoding_rs::GBK.encode(FACTS).0);
        let import = ["import", "facts", &facts, "--as", "committee_clerk", "--kind", "参会", "--confirmed"];
        at_site(&site, &import).expect(0, &["新增 3"]);
        at_site(&site, &import).expect(0, &["新增 0", "没有变化 3"]);
        let rows = fact::Entity::find().all(site.app.db.read()).await.unwrap();
        assert!(rows.len() == 3 && rows.iter().all(|row| !row.confirmed_by.is_empty()), "{rows:?}");
        assert_eq!(acts(&site).await.iter().filter(|act| *act == "import.confirm").count(), 2);

        at_site(&site, &["import", "facts", &facts, "--as", "nobody"]).expect(1, &["没有“nobody”这个账号"]);
        let missing = folder.path("没有.csv");
        at_site(&site, &["import", "facts", &missing, "--as", "committee_clerk"]).expect(1, &["读不了"]);
        let picture = folder.write("图.xlsx", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR");
        at_site(&site, &["import", "people", &picture, "--as", "committee_clerk"]).expect(1, &["PNG 图片"]);
        at_site(&site, &["import", "people", &file, "--as", "a", "--target", "cats"]).expect(2, &["cats"]);
    })
    .await;
}

/// A cycle with facts, ready to be computed.
async fn cycle(site: &Site, folder: &Folder) {
    let facts = folder.write("签到.csv", FACTS);
    at_site(site, &["import", "facts", &facts, "--as", "committee_clerk", "--kind", "参会", "--confirmed"])
        .expect(0, &["新增 3"]);
    let scheme = adopted_scheme(site).await.to_string();
    let mut clerk = Browser::signed_in(site, "committee_clerk").await;
    let form = [("scheme", scheme.as_str()), ("year", "2026"), ("half", "1")];
    let reply = clerk.post("/evaluation/cycles", &form).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    let path = reply.header("location");
    assert_eq!(clerk.post(&format!("{path}/advance"), &[("step", "prepare")]).await.status, 303);
}

#[tokio::test]
async fn a_cycle_is_computed_exported_and_verified() {
    each_database(async |site| {
        let folder = Folder::new();
        cycle(&site, &folder).await;
        let by = ["--cycle", "2026-H1", "--as", "committee_clerk"];
        let file = folder.path("复算包.zip");
        let export = |paper: &'static str, to: &str| {
            at_site(&site, &[&["export", paper, "--out", to], &by[..]].concat())
        };
        export("bundle", &file).expect(1, &["还没有核算结果"]);
        at_site(&site, &["evaluate", "--cycle", "2031-H1", "--as", "committee_clerk"])
            .expect(1, &["没有“2031-H1”这个周期。现有：2026-H1"]);
        let computed = at_site(&site, &[&["evaluate"], &by[..]].concat());
        computed.expect(0, &["参评 3 人", "第 1 次核算", "结果 SM3 "]);
        at_site(&site, &[&["evaluate"], &by[..]].concat()).expect(1, &["重新核算要写明理由"]);
        let again = at_site(&site, &[&["evaluate", "--reason", "更正考勤"], &by[..]].concat());
        again.expect(0, &["第 2 次核算"]);
        let digest = |text: &str| text.split_once("结果 SM3 ").unwrap().1.trim().to_owned();
        assert_eq!(digest(&again.out), digest(&computed.out), "the same facts give the same result");

        for (paper, name) in [("ranking", "名次.xlsx"), ("scores", "明细.xlsx"), ("circular", "通报.docx")]
        {
            let path = folder.path(name);
            export(paper, &path).expect(0, &["已写到"]);
            assert!(std::fs::read(&path).unwrap().starts_with(b"PK"), "{paper}");
        }
        export("bundle", &file).expect(0, &["已写到"]);
        export("ranking", &folder.path("没有/名次.xlsx")).expect(1, &["写不了"]);
        assert!(acts(&site).await.iter().any(|act| act == "export.bundle"));

        lvzhi(&["verify", "result", &file])
            .expect(0, &["核验一致：3 人、3 条履职记录重算，逐字节相同。", &digest(&computed.out)]);
        let named = folder.write("改.zip", one_byte_changed(&std::fs::read(&file).unwrap(), "沈若谷", &site));
        lvzhi(&["verify", "result", &named]).expect(3, &["核验不一致", "沈若谷"]);
        let picture = folder.write("图.zip", b"\x89PNG\r\n\x1A\n");
        lvzhi(&["verify", "result", &picture]).expect(1, &["没有办成", "这不是复算包"]);
        lvzhi(&["verify", "result", &folder.path("没有.zip")]).expect(1, &["读不了"]);
    })
    .await;
}

/// The bundle with one digit of this member's total changed in `evaluation.json`.
fn one_byte_changed(bundle: &[u8], name: &str, site: &Site) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bundle)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name_of_part = part.name().unwrap().into_owned();
        if name_of_part == "evaluation.json" {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let member = text.find(&format!("\"subject\":\"{}\"", site.cast.members[name])).unwrap();
            let total = member + text[member..].find("\"total\":\"").unwrap() + "\"total\":\"".len();
            bytes[total] = if bytes[total] == b'1' { b'2' } else { b'1' };
        }
        writer.start_file(name_of_part, SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_changed_audit_event_is_named_by_its_number() {
    each_database(async |site| {
        let folder = Folder::new();
        cycle(&site, &folder).await;
        at_site(&site, &["verify", "audit"]).expect(0, &["云岭省政协：核验一致，", "链尾 SM3 "]);
        let change =
            "update audit_event set detail = '{}' where seq = 2 and committee_id = (select id from committee
                where name = '云岭省政协')";
        let refused = sea_orm::Database::connect(site.app.config.database_url()).await.unwrap();
        use sea_orm::ConnectionTrait;
        assert!(refused.execute_unprepared(change).await.is_err(), "the trigger refuses");
        refused.close().await.unwrap();
        let drop = match site.app.config.database_url {
            Some(_) => "drop trigger audit_event_no_update on audit_event",
            None => "drop trigger audit_event_no_update",
        };
        meddle(&site, &[drop, change]).await;
        at_site(&site, &["verify", "audit"])
            .expect(3, &["云岭省政协：从第 2 条起断开。", "第 2 条的内容与它的摘要对不上"]);
    })
    .await;
}
