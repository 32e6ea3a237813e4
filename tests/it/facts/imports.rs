//! Workbooks of facts in all layouts.
use lvzhi_platform::act::{By, Unaudited};
use sea_orm::ConnectionTrait;

use super::{audited, book, facts, import, namesakes, number, sheet, upload};
use crate::support::{Browser, Upload, each_database};

const LIST: &[&[&str]] = &[
    &["日期", "姓名", "会议类别", "会议名称", "出席情况", "半天数", "凭据", "确认人"],
    &["2026-03-05", "陆景和", "专委会会议", "水环境专题会", "实到", "2", "云协签〔2026〕3号", "何以宁"],
    &["2026-03-05", "沈若谷", "专委会会议", "水环境专题会", "事假", "2", "", "何以宁"],
];

#[tokio::test]
async fn a_list_with_one_person_a_row_is_previewed_confirmed_and_undone() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let bytes = book("签到", LIST);
        let reply = upload(&mut clerk, "attendance", &[], &bytes).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        let batch = reply.header("location");
        let page = clerk.get(&batch).await;
        assert!(page.body.contains("陆景和"), "{}", page.body);
        assert_eq!(facts(&site).await, 0);
        assert_eq!(clerk.post(&format!("{batch}/confirm"), &[]).await.status, 303);
        assert_eq!(facts(&site).await, 2);
        // A second click writes nothing more.
        assert_eq!(clerk.post(&format!("{batch}/confirm"), &[]).await.status, 303);
        assert_eq!((facts(&site).await, audited(&site, "import.confirm").await), (2, 1));
        let list = clerk.get("/facts").await;
        assert!(
            list.body.contains("水环境专题会") && list.body.contains("专委会会议 · 请假 · 2 半天"),
            "{}",
            list.body
        );
        assert!(list.body.contains("云协签〔2026〕3号") && list.body.contains("《表.xlsx》签到 第 3 行"));
        // The same list again adds nothing.
        let again = upload(&mut clerk, "attendance", &[], &bytes).await.header("location");
        let reply = clerk.post(&format!("{again}/confirm"), &[]).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("没有要新增"), "{}", reply.body);
        let reply = clerk.post(&format!("{batch}/undo"), &[("reason", "传错了文件")]).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        assert_eq!(facts(&site).await, 2);
        assert!(clerk.get("/facts").await.body.contains("还没有登记履职记录"));
        // What was taken back may come in again.
        import(&mut clerk, "attendance", &[], &bytes).await;
        assert_eq!(facts(&site).await, 4);
    })
    .await;
}

#[tokio::test]
async fn a_piece_with_many_names_gives_each_his_role_and_a_higher_stage_is_a_new_fact() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let header: &[&str] = &["案号", "案由", "第一提案人", "界别", "联名人", "提交日期", "状态"];
        let filed: &[&str] = &[
            "2026A0001",
            "关于社区托育的建议",
            "陆景和",
            "环境资源界",
            "沈若谷、普文忠",
            "2026年1月20日",
            "立案",
        ];
        import(&mut clerk, "proposal", &[("confirmed", "1")], &book("提案", &[header, filed])).await;
        let sql =
            "select count(*) from fact where piece = '2026A0001' and signers = 3 and confirmed_by <> ''";
        assert_eq!(number(&site, sql).await, 3);
        assert_eq!(number(&site, "select count(*) from fact where role = 'first'").await, 1);
        let mut key = filed.to_vec();
        key[6] = "重点提案";
        import(&mut clerk, "proposal", &[], &book("提案", &[header, filed, &key])).await;
        assert_eq!(number(&site, "select count(*) from fact where stage = 'key'").await, 3);
        assert_eq!(facts(&site).await, 6);
    })
    .await;
}

#[tokio::test]
async fn a_matrix_gives_a_fact_for_each_marked_cell() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let rows: &[&[&str]] = &[
            &["序号", "委员编号", "姓名", "四次会议 2026-01-19（2个半天）", "四次会议 2026-01-20 上午"],
            &["1", "13001", "陆景和", "√", "△"],
            &["2", "13002", "沈若谷", "×", ""],
            &["3", "13003", "普文忠", "待核", "√"],
        ];
        let reply = upload(&mut clerk, "attendance", &[], &book("全体会议", rows)).await;
        let batch = reply.header("location");
        let page = clerk.get(&batch).await;
        assert!(
            page.body.contains("“待核”不是认得的出席情况；可以写：出席、迟到、早退、请假、缺席"),
            "{}",
            page.body
        );
        clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await;
        assert_eq!(facts(&site).await, 3);
        assert_eq!(number(&site, "select count(*) from fact where quantity = 20000").await, 2);
        assert!(clerk.get("/facts").await.body.contains("全体会议 · 请假"));
    })
    .await;
}

#[tokio::test]
async fn wrong_cells_are_named_with_what_is_allowed_and_only_good_rows_come_in() {
    each_database(async |site| {
        namesakes(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let rows: &[&[&str]] = &[
            &["日期", "姓名", "界别", "形式", "联系人数"],
            &["2026-02-31", "陆景和", "", "走访", "3"],
            &["2026-03-02", "陆景禾", "", "走访", "3"],
            &["2026-03-03", "李勇", "", "走访", "3"],
            &["2026-03-03", "李勇", "经济界", "走访", "3"],
            &["2026-03-04", "陆景和", "", "茶话", "3"],
            &["2026-03-05", "陆景和", "", "走访", "若干"],
            &["2026-03-06", "", "环境资源界", "走访", "3"],
            &["2022-03-06", "陆景和", "", "走访", "3"],
            &["2026-03-08", "陆景和", "", "走访", "3"],
            &["2026-03-08", "陆景和", "", "走访", "3"],
            &["2026-03-08", "陆景和", "", "走访", "4"],
        ];
        let reply = upload(&mut clerk, "sector_work", &[], &book("界别工作", rows)).await;
        let batch = reply.header("location");
        let page = clerk.get(&batch).await;
        for sentence in [
            "2026年2月只有28天",
            "相近的有：陆景和",
            "有 2 位同名“李勇”",
            "“茶话”不是认得的活动形式；可以写：走访联系、接待来访、界别座谈",
            "“若干”不是数字",
            "没有写姓名",
            "从 2023-01-10 起任委员",
            "第 10 行相同，只导入一次",
            "联系人数已记 3，表中 4",
        ] {
            assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
        }
        assert_eq!(clerk.post(&format!("{batch}/confirm"), &[]).await.status, 422);
        clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await;
        assert_eq!(facts(&site).await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_with_a_sentence() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let locked = include_bytes!("../../../crates/platform/tests/fixtures/encrypted.xlsx");
        for (bytes, sentence) in
            [(&b""[..], "是空的"), (&locked[..], "已加密"), (&b"\x89PNG\r\n\x1a\n0000"[..], "PNG 图片")]
        {
            let reply = upload(&mut clerk, "attendance", &[], bytes).await;
            assert_eq!(reply.status, 422);
            assert!(reply.body.contains(sentence), "{}", reply.body);
        }
        // A sheet of another kind is not read.
        let bytes = book("协商活动", &[&["姓名", "日期", "监督形式"], &["陆景和", "2026-03-02", "专项监督"]]);
        let page = upload(&mut clerk, "supervision", &[], &bytes).await.header("location");
        assert!(clerk.get(&page).await.body.contains("请按那一类导入"));
        assert_eq!(facts(&site).await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_export_comes_in_again_as_the_same() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        import(&mut clerk, "attendance", &[], &book("签到", LIST)).await;
        let research: &[&[&str]] = &[
            &["课题", "起止日期", "天数", "执笔人", "参加人员"],
            &["漱玉河治理", "2026-03-09至2026-03-11", "2.5", "陆景和", "沈若谷 普文忠"],
        ];
        import(&mut clerk, "research", &[], &book("调研", research)).await;
        let reply = clerk.post("/facts/export", &[]).await;
        assert_eq!(reply.status, 200);
        assert_eq!(audited(&site, "fact.export").await, 1);
        for kind in ["attendance", "research"] {
            let upload = Upload { field: "file", name: "导出.xlsx", bytes: &reply.bytes };
            let batch = clerk.upload("/imports", &[("target", kind)], upload).await.header("location");
            let refused = clerk.post(&format!("{batch}/confirm"), &[("seen", "1")]).await;
            assert_eq!(refused.status, 422);
            assert!(refused.body.contains("没有要新增"), "{}", refused.body);
        }
        assert_eq!(facts(&site).await, 5);
    })
    .await;
}

#[tokio::test]
async fn an_import_with_corrected_facts_is_not_undone() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let batch = import(&mut clerk, "attendance", &[], &book("签到", &LIST[..2])).await;
        let id = super::only_fact(&site).await;
        let form = [
            ("name", "陆景和"),
            ("date", "2026-03-05"),
            ("attr.meeting_class", "special_committee"),
            ("attr.title", "水环境专题会"),
            ("attr.presence", "late"),
            ("quantity", "2"),
            ("document", "签到表"),
            ("reason", "签到表上写着迟到"),
        ];
        let reply = clerk.post(&format!("/facts/{id}/correct"), &form).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        let reply = clerk.post(&format!("{batch}/undo"), &[("reason", "传错了")]).await;
        assert_eq!(reply.status, 409);
        assert!(reply.body.contains("有 1 条后来更正过"), "{}", reply.body);
        // The list still says what was corrected; the clerk is told and nothing is written.
        let again = upload(&mut clerk, "attendance", &[], &book("签到", &LIST[..2])).await.header("location");
        assert!(clerk.get(&again).await.body.contains("出席情况已记“迟到”，表中“出席”"));
    })
    .await;
}

#[tokio::test]
async fn no_statement_changes_a_fact() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        import(&mut clerk, "attendance", &[], &book("签到", LIST)).await;
        for statement in ["update fact set quantity = 1", "delete from fact"] {
            let changed = site.app.act_by(site.cast.province, By::program(), async |act| {
                act.unaudited(Unaudited::Nothing);
                act.execute_unprepared(statement).await?;
                Ok(())
            });
            let lvzhi_platform::Error::Internal(refused) = changed.await.unwrap_err() else { panic!() };
            assert!(format!("{refused:#}").contains("append-only"), "{refused:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn several_sheets_of_a_kind_come_in_together() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let names = &[
            &["协商议题", "协商形式", "日期", "参加委员"][..],
            &["水价", "专题协商会", "2026.3.5", "陆景和，沈若谷；普文忠"],
        ];
        let single = &[&["日期", "姓名", "协商议题"][..], &["3月6日", "陆景和", "停车"]];
        let bytes =
            lvzhi_platform::sheet_export::workbook_bytes(&[sheet("省级", names), sheet("基层", single)]);
        import(&mut clerk, "consultation", &[("year", "2026")], &bytes.unwrap()).await;
        assert_eq!(facts(&site).await, 4);
    })
    .await;
}
