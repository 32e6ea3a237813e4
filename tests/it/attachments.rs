//! Files that hang on an object: who adds them, who takes them, what is refused, what stays when one is removed.
use std::io::{Cursor, Write};

use lvzhi_schema::attachments::attachment;
use lvzhi_schema::audit::audit_event;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Browser, Reply, Site, Upload, acts, between, each_database};

/// A package with these parts, each of many equal bytes.
fn package(parts: &[&str], length: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(*part, SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![b' '; length]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx() -> Vec<u8> {
    package(&["[Content_Types].xml", "word/document.xml"], 40)
}

/// Where files are added to a member.
fn to_member(site: &Site, name: &str) -> String {
    format!("/attachments/member/{}", site.cast.members[name])
}

async fn attach(browser: &mut Browser, path: &str, name: &str, bytes: &[u8]) -> Reply {
    browser.upload(path, &[("about", "说明一下")], Upload { field: "file", name, bytes }).await
}

/// The ids of all attachments, oldest first.
async fn ids(site: &Site) -> Vec<String> {
    let rows = attachment::Entity::find().all(site.app.db.read()).await.unwrap();
    let mut ids: Vec<_> = rows.into_iter().map(|row| row.id.to_string()).collect();
    ids.sort_unstable();
    ids
}

async fn count(site: &Site) -> u64 {
    attachment::Entity::find().count(site.app.db.read()).await.unwrap()
}

/// One on a member of the province; its id.
pub async fn one(site: &Site) -> String {
    let mut clerk = Browser::signed_in(site, "committee_clerk").await;
    let reply = attach(&mut clerk, &to_member(site, "陆景和"), "情况说明.docx", &docx()).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    ids(site).await.pop().unwrap()
}

#[tokio::test]
async fn a_file_is_added_listed_and_taken_byte_for_byte() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = format!("/members/{}", site.cast.members["陆景和"]);
        let empty = clerk.get(&page).await.body;
        assert!(empty.contains("还没有附件。") && empty.contains("加附件"), "{empty}");
        let reply = attach(&mut clerk, &to_member(&site, "陆景和"), "C:\\桌面\\说明.docx", &docx()).await;
        assert_eq!((reply.status, reply.header("location")), (303, format!("{page}#attachments")));
        let id = ids(&site).await.pop().unwrap();
        let shown = clerk.get(&page).await.body;
        let panel = between(&shown, "id=\"attachments\"", "</section>");
        assert!(
            panel.contains("1 个") && panel.contains("说明.docx") && panel.contains("说明一下"),
            "{panel}"
        );
        assert!(!panel.contains("桌面") && panel.contains("委员工作经办committee_clerk"), "{panel}");
        let taken = clerk.post(&format!("/attachments/{id}/file"), &[]).await;
        assert_eq!((taken.status, taken.bytes == docx()), (200, true));
        let disposition = taken.header("content-disposition");
        assert!(disposition.starts_with("attachment; filename*=UTF-8''") && disposition.ends_with(".docx"));
        assert_eq!(taken.header("x-content-type-options"), "nosniff");
        assert!(taken.header("content-type").ends_with("wordprocessingml.document"));
        let paper = clerk.get(&format!("{page}?print=1")).await.body;
        let panel = between(&paper, "id=\"attachments\"", "</section>");
        assert!(
            panel.contains("说明.docx") && !panel.contains("<form") && !panel.contains("移除"),
            "{panel}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_not_what_its_name_says_is_refused_with_the_chooser_again() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let path = to_member(&site, "陆景和");
        let bomb = package(&["word/other.xml"], 8 << 20);
        let refused: [(&str, &[u8], &str); 9] = [
            ("程序.pdf", b"MZ\x90\0\x03", "内容不是 pdf 文件"),
            ("网页.jpg", b"<!DOCTYPE html><script>alert(1)</script>", "内容不是 jpg 文件"),
            ("网页.txt", b"<html><body>", "内容不是 txt 文件"),
            ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不收“图.svg”这类文件"),
            ("程序.exe", b"MZ\x90\0\x03", "不收“程序.exe”这类文件"),
            ("没有扩展名", b"%PDF-1.7", "不收"),
            ("压缩包.docx", &bomb, "内容不是 docx 文件"),
            ("空.pdf", b"", "是空的"),
            ("", b"%PDF-1.7", "没有选文件"),
        ];
        for (name, bytes, sentence) in refused {
            let reply = attach(&mut clerk, &path, name, bytes).await;
            assert_eq!(reply.status, 422, "{name}: {}", reply.body);
            assert!(reply.body.contains(sentence), "{name}: {}", reply.body);
            let form = between(&reply.body, "enctype=\"multipart/form-data\"", "</form>");
            assert!(form.contains("type=\"file\"") && form.contains("value=\"说明一下\""), "{form}");
        }
        let long = "长".repeat(101);
        let upload = Upload { field: "file", name: "说明.docx", bytes: &docx() };
        let reply = clerk.upload(&path, &[("about", &long)], upload).await;
        assert!(reply.status == 422 && reply.body.contains("最多 100 个字") && reply.body.contains(&long));
        assert_eq!(
            (count(&site).await, acts(&site).await.iter().any(|act| act == "attachment.add")),
            (0, false)
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_on_a_page_and_one_at_the_limit_is_kept() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let path = to_member(&site, "陆景和");
        let limit = site.app.config.upload_limit;
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.resize(limit, b'x');
        assert_eq!(attach(&mut clerk, &path, "正好.pdf", &bytes).await.status, 303);
        for length in [limit + 1, limit * 2] {
            bytes.resize(length, b'x');
            let reply = attach(&mut clerk, &path, "大.pdf", &bytes).await;
            assert_eq!(reply.status, 422, "{length}: {}", reply.body);
            assert!(reply.body.contains("“大.pdf”太大，最多 4 MB") && reply.body.contains("type=\"file\""));
        }
        assert_eq!(count(&site).await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_content_is_there_once_also_when_it_comes_twice_at_once() {
    each_database(async |site| {
        let path = to_member(&site, "陆景和");
        let mut one = Browser::signed_in(&site, "committee_clerk").await;
        let mut other = Browser::signed_in(&site, "committee_clerk").await;
        let content = docx();
        let twins = tokio::join!(
            attach(&mut one, &path, "甲.docx", &content),
            attach(&mut other, &path, "乙.docx", &content)
        );
        let mut statuses = [twins.0.status, twins.1.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        let refusal = if twins.0.status == 409 { twins.0.body } else { twins.1.body };
        assert!(refusal.contains("这个文件已经在这里了，名为“甲.docx”") || refusal.contains("名为“乙.docx”"));
        // On another object it is another attachment; when it was removed it may come again.
        assert_eq!(attach(&mut one, &to_member(&site, "沈若谷"), "甲.docx", &content).await.status, 303);
        let id = ids(&site).await.remove(0);
        let remove = format!("/attachments/{id}/remove");
        let reason = [("reason", "传错了")];
        let twins = tokio::join!(one.post(&remove, &reason), other.post(&remove, &reason));
        assert_eq!((twins.0.status, twins.1.status), (303, 303));
        assert_eq!(attach(&mut one, &path, "甲.docx", &content).await.status, 303);
        let done = acts(&site).await;
        let times = |act: &str| done.iter().filter(|it| *it == act).count();
        assert_eq!((times("attachment.add"), times("attachment.remove")), (3, 1));
    })
    .await;
}

#[tokio::test]
async fn an_object_takes_fifty_files_and_no_more() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let path = to_member(&site, "普文忠");
        for number in 0..lvzhi_attachments::MOST {
            let text = format!("第 {number} 份");
            assert_eq!(attach(&mut clerk, &path, "说明.txt", text.as_bytes()).await.status, 303);
        }
        let reply = attach(&mut clerk, &path, "说明.txt", "又一份".as_bytes()).await;
        assert_eq!(reply.status, 409);
        assert!(reply.body.contains("最多加 50 个附件，这里已经有 50 个"), "{}", reply.body);
        assert_eq!(count(&site).await, 50);
    })
    .await;
}

#[tokio::test]
async fn a_removed_file_stays_as_evidence_for_those_who_may_change_the_object() {
    each_database(async |site| {
        let id = one(&site).await;
        let page = format!("/members/{}", site.cast.members["陆景和"]);
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let mut secretary = Browser::signed_in(&site, "secretary_general").await;
        assert!(secretary.get(&page).await.body.contains("情况说明.docx"));
        let ask = clerk.get(&format!("/attachments/{id}/remove")).await.body;
        assert!(ask.contains("移除附件“情况说明.docx”？") && ask.contains("先不移除"), "{ask}");
        let without = clerk.post(&format!("/attachments/{id}/remove"), &[("reason", " ")]).await;
        assert!(without.status == 422 && without.body.contains("没有写为什么移除"), "{}", without.body);
        let reply = clerk.post(&format!("/attachments/{id}/remove"), &[("reason", "不是他的")]).await;
        assert_eq!((reply.status, reply.header("location")), (303, format!("{page}#attachments")));
        let shown = clerk.get(&page).await.body;
        assert!(shown.contains("已移除 1 个") && shown.contains("移除：不是他的"), "{shown}");
        assert_eq!(
            clerk.get(&format!("/attachments/{id}/remove")).await.status,
            303,
            "it is removed already"
        );
        assert!(clerk.post(&format!("/attachments/{id}/file"), &[]).await.bytes == docx());
        for login in ["secretary_general", "member"] {
            let mut browser = Browser::signed_in(&site, login).await;
            let page = if login == "member" { "/my/file" } else { page.as_str() };
            let shown = browser.get(page).await;
            assert!(shown.status == 200 && !shown.body.contains("情况说明.docx"), "{login}");
            assert_eq!(browser.post(&format!("/attachments/{id}/file"), &[]).await.status, 404, "{login}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_who_sees_the_object_sees_its_files_and_only_who_keeps_it_changes_them() {
    each_database(async |site| {
        let id = one(&site).await;
        let (file, remove) = (format!("/attachments/{id}/file"), format!("/attachments/{id}/remove"));
        let path = to_member(&site, "陆景和");
        let before = acts(&site).await.len();
        for login in ["other_committee_clerk", "other_auditor", "member_two", "system_administrator"] {
            let mut browser = Browser::signed_in(&site, login).await;
            assert_eq!(browser.post(&file, &[]).await.status, 404, "{login}");
            assert_eq!(browser.get(&remove).await.status, 404, "{login}");
            assert_eq!(browser.post(&remove, &[("reason", "试试")]).await.status, 404, "{login}");
            assert_eq!(attach(&mut browser, &path, "别的.txt", b"x").await.status, 404, "{login}");
        }
        assert_eq!(Browser::stranger(&site).post(&file, &[]).await.status, 303);
        for login in ["member", "auditor"] {
            let mut browser = Browser::signed_in(&site, login).await;
            assert_eq!(browser.get(&remove).await.status, 403, "{login}");
            assert_eq!(browser.post(&remove, &[("reason", "试试")]).await.status, 403, "{login}");
            assert_eq!(attach(&mut browser, &path, "别的.txt", b"x").await.status, 403, "{login}");
        }
        assert_eq!(acts(&site).await.len(), before, "somebody did something");
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        for kind in ["account", "nothing"] {
            let path = format!("/attachments/{kind}/{}", site.cast.accounts["member"]);
            assert_eq!(attach(&mut clerk, &path, "别的.txt", b"x").await.status, 404, "{kind}");
        }
        let mut member = Browser::signed_in(&site, "member").await;
        let own = member.get("/my/file").await.body;
        assert!(own.contains("情况说明.docx") && !own.contains("加附件") && !own.contains("移除"), "{own}");
        assert!(member.post(&file, &[]).await.bytes == docx());
        let mut two = Browser::signed_in(&site, "member_two").await;
        assert!(!two.get("/my/file").await.body.contains("附件"), "nothing hangs there, nothing is shown");
    })
    .await;
}

#[tokio::test]
async fn everything_is_in_the_trail_and_taking_ones_own_file_is_not() {
    each_database(async |site| {
        let id = one(&site).await;
        let (file, remove) = (format!("/attachments/{id}/file"), format!("/attachments/{id}/remove"));
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert_eq!(clerk.post(&file, &[]).await.status, 200);
        assert_eq!(Browser::signed_in(&site, "member").await.post(&file, &[]).await.status, 200);
        assert_eq!(clerk.post(&remove, &[("reason", "传错了")]).await.status, 303);
        let of_files = audit_event::Column::Action.starts_with("attachment.");
        let events = audit_event::Entity::find().filter(of_files).all(site.app.db.read()).await.unwrap();
        let told: Vec<_> =
            events.iter().map(|event| (event.action.as_str(), event.actor_name.as_str())).collect();
        let clerk = "委员工作经办committee_clerk";
        let expected =
            [("attachment.add", clerk), ("attachment.open", "委员member"), ("attachment.remove", clerk)];
        assert_eq!(told, expected);
        let page = Browser::signed_in(&site, "auditor").await.get("/audit").await.body;
        for words in ["加附件", "下载附件", "移除附件", "附件 情况说明.docx", "委员 陆景和", "传错了"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_corrected_fact_shows_the_files_of_its_first_version() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let mut form = vec![
            ("kind", "speech"),
            ("name", "陆景和"),
            ("date", "2026-06-16"),
            ("attr.occasion", "standing"),
            ("attr.title", "水价形成机制"),
            ("document", "常委会会议记录"),
        ];
        let first = clerk.post("/facts", &form).await.header("location");
        let path = format!("/attachments{}", first.replace("/facts/", "/fact/"));
        assert_eq!(attach(&mut clerk, &path, "发言稿.docx", &docx()).await.status, 303);
        form.retain(|(name, _)| *name != "attr.title");
        form.extend([("attr.title", "城市水价形成机制"), ("reason", "题目写漏了")]);
        let second = clerk.post(&format!("{first}/correct"), &form).await.header("location");
        assert_ne!(first, second);
        for page in [&first, &second] {
            assert!(clerk.get(page).await.body.contains("发言稿.docx"), "{page}");
        }
        // What is added to either version hangs on both, and leads on to the newest.
        let reply = attach(&mut clerk, &path, "照片.jpg", b"\xFF\xD8\xFF\xE0").await;
        assert_eq!(reply.header("location"), format!("{second}#attachments"));
        assert!(clerk.get(&second).await.body.contains("2 个"));
    })
    .await;
}
