//! Files and texts that no program should choke on: refused with a sentence, and nothing is stored.
use std::io::Write;

use lvzhi_evaluation::schemes::MEMBER_SCHEME;
use lvzhi_schema::duty::fact;
use lvzhi_schema::evaluation::scheme;
use lvzhi_schema::imports::import_batch;
use lvzhi_schema::work::stored_file;
use rust_xlsxwriter::{Formula, Workbook};
use sea_orm::{EntityTrait, PaginatorTrait};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Browser, Reply, Site, Upload, drafted, each_database, text_of};

async fn send(browser: &mut Browser, target: &str, name: &str, bytes: &[u8]) -> Reply {
    browser.upload("/imports", &[("target", target)], Upload { field: "file", name, bytes }).await
}

async fn nothing_stored(site: &Site) {
    let db = site.app.db.read();
    let found = (
        import_batch::Entity::find().count(db).await.unwrap(),
        stored_file::Entity::find().count(db).await.unwrap(),
        fact::Entity::find().count(db).await.unwrap(),
    );
    assert_eq!(found, (0, 0, 0));
}

#[tokio::test]
async fn a_file_of_100_mb_is_refused_with_the_limit() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let reply = send(&mut clerk, "members", "大.csv", &vec![b'a'; 100 << 20]).await;
        assert_eq!(reply.status, 413);
        assert!(reply.body.contains("文件太大，最多 4 MB。请分成几个文件再传。"), "{}", reply.body);
        nothing_stored(&site).await;
    })
    .await;
}

/// 64 MB of blanks in some kilobytes.
fn bomb() -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", b"<a/>".to_vec()),
        ("xl/workbook.xml", b"<a/>".to_vec()),
        ("xl/big.xml", vec![b' '; 64 << 20]),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[tokio::test]
async fn bombs_locked_files_and_pictures_are_refused_for_people_and_facts() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let locked = include_bytes!("../../crates/platform/tests/fixtures/encrypted.xlsx");
        for target in ["members", "attendance"] {
            for (name, bytes, sentence) in [
                ("弹.xlsx", bomb(), "异常巨大"),
                ("密.xlsx", locked.to_vec(), "已加密"),
                ("图.xlsx", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec(), "PNG 图片"),
            ] {
                let reply = send(&mut clerk, target, name, &bytes).await;
                assert_eq!(reply.status, 422, "{name}");
                assert!(reply.body.contains(sentence), "{target} {name}: {}", reply.body);
                assert!(reply.body.contains(&format!("《{name}》")), "{target} {name}: {}", reply.body);
            }
        }
        nothing_stored(&site).await;
    })
    .await;
}

/// A roster whose cells are formulas, as Excel stores them with their last result.
fn formulas() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in ["委员编号", "姓名", "界别", "手机"].into_iter().enumerate() {
        sheet.write_string(0, u16::try_from(column).unwrap(), header).unwrap();
    }
    for (row, name, phone) in
        [(1, "曾雁回", "13900000009"), (2, "单雨桐", "#N/A"), (3, "#REF!", "13900000010")]
    {
        sheet.write_string(row, 0, format!("1302{row}")).unwrap();
        sheet.write_formula(row, 1, Formula::new("=Sheet9!A1").set_result(name)).unwrap();
        sheet.write_string(row, 2, "环境资源界").unwrap();
        sheet.write_formula(row, 3, Formula::new("=VLOOKUP(A2,X1:Y9,2)").set_result(phone)).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn formulas_count_by_their_result_and_their_errors_are_named() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let reply = send(&mut clerk, "members", "公式.xlsx", &formulas()).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        let body = clerk.get(&reply.header("location")).await.body;
        assert!(body.contains("曾雁回") && body.contains("新增 1"), "{body}");
        assert!(body.contains("#REF!") && body.contains("#N/A"), "{body}");
        assert!(!body.contains("VLOOKUP"), "{body}");
    })
    .await;
}

#[tokio::test]
async fn a_name_in_other_characters_is_asked_about_and_others_members_are_unknown() {
    each_database(async |site| {
        let text =
            "日期,姓名,会议类别,出席情况\n2026-01-19,陸景和,全体会议,出席\n2026-01-19,沈若古,全体会议,出席\n";
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = send(&mut clerk, "attendance", "签到.csv", text.as_bytes()).await.header("location");
        let body = clerk.get(&page).await.body;
        assert!(body.contains("陆景和") && body.contains("沈若谷"), "both are suggested: {body}");
        assert!(body.contains("有问题 2") || body.contains("有问题 1"), "{body}");
        // The city has nobody of these names, and its clerk does not learn that the province has.
        let mut other = Browser::signed_in(&site, "other_committee_clerk").await;
        let text = "日期,姓名,会议类别,出席情况\n2026-01-19,陆景和,全体会议,出席\n";
        let reply = send(&mut other, "attendance", "签到.csv", text.as_bytes()).await;
        let page = reply.header("location");
        let body = if page.is_empty() { reply.body } else { other.get(&page).await.body };
        assert!(!body.contains("是不是") && !body.contains("13001"), "{body}");
        if !page.is_empty() {
            assert_ne!(other.post(&format!("{page}/confirm"), &[("seen", "1")]).await.status, 500);
        }
        assert_eq!(fact::Entity::find().count(site.app.db.read()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_scheme_comes_back_with_line_and_column() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        for (good, bad, sentence) in [
            ("kind = \"attendance\"", "kind = \"login\"", "事实目录里没有“login”这种事实"),
            ("\nfrom = 60\n", "\nfrom = 85\n", "行第 "),
            ("\nmax = 20\n", "\nmax = -20\n", "上限不能是 -20"),
            ("[scheme]", "[[scheme", "行第 "),
        ] {
            assert!(MEMBER_SCHEME.contains(good), "{good}");
            let text = MEMBER_SCHEME.replace(good, bad);
            let revision = text_of(&site, draft).await.revision.to_string();
            let form = [("revision", revision.as_str()), ("body", &text)];
            let reply = clerk.post(&format!("/evaluation/schemes/drafts/{draft}/submit"), &form).await;
            assert_eq!(reply.status, 422, "{bad}");
            assert!(reply.body.contains(sentence), "{bad}: {}", reply.body);
            assert!(reply.body.contains("政协委员履职“双考”半年量化考核办法"), "what was typed comes back");
        }
        let form = [("revision", "9"), ("body", "")];
        let reply = clerk.post(&format!("/evaluation/schemes/drafts/{draft}/submit"), &form).await;
        assert_eq!(reply.status, 409, "a text on a revision that never was: {}", reply.body);
        assert_eq!(scheme::Entity::find().count(site.app.db.read()).await.unwrap(), 0);
    })
    .await;
}
