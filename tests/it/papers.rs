//! Papers are numbered once, filed as they went out, and never changed.
use std::future::Future;
use std::pin::Pin;

use lvzhi_platform::audit::sm3_hex;
use lvzhi_schema::evaluation::scheme;
use lvzhi_schema::papers::paper;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::evaluation::{computed, current_run, download, path};
use crate::lines::text;
use crate::support::{Browser, Site, acts, adopted_scheme, between, each_database};

/// The form of a number.
fn form<'a>(sequence: &'a str, day: &'a str) -> [(&'a str, &'a str); 3] {
    [("code", "云岭政协办发"), ("sequence", sequence), ("issued_on", day)]
}

/// Issues the scheme that is adopted last; gives the page of the paper.
async fn issued_scheme(site: &Site) -> String {
    let scheme = last_scheme(site).await;
    let mut clerk = Browser::signed_in(site, "committee_clerk").await;
    let reply = clerk.post(&format!("/papers/issue/scheme_notice/{scheme}"), &form("7", "2026-07-15")).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    reply.header("location")
}

async fn last_scheme(site: &Site) -> String {
    let schemes = scheme::Entity::find().all(site.app.db.read()).await.unwrap();
    schemes.iter().map(|scheme| scheme.id).max().unwrap().to_string()
}

/// A paper, for routes that name one.
pub(crate) fn make(site: &Site) -> Pin<Box<dyn Future<Output = String> + '_>> {
    Box::pin(async move { issued_scheme(site).await.rsplit('/').next().unwrap().to_owned() })
}

/// What a paper is made from, for routes that name it.
pub(crate) fn holder(site: &Site) -> Pin<Box<dyn Future<Output = String> + '_>> {
    Box::pin(last_scheme(site))
}

/// A kind of paper, for routes that name one.
pub(crate) fn kind(_: &Site) -> Pin<Box<dyn Future<Output = String> + '_>> {
    Box::pin(async { "scheme_notice".to_owned() })
}

#[tokio::test]
async fn a_scheme_is_issued_with_the_next_number_and_filed_as_it_went_out() {
    each_database(async |site| {
        let scheme = adopted_scheme(&site).await;
        let address = format!("/papers/issue/scheme_notice/{scheme}");
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = clerk.get(&format!("/evaluation/schemes/{scheme}")).await.body;
        assert!(page.contains(&address) && page.contains("还没有印发"), "{page}");
        assert_eq!(clerk.get(&address).await.status, 200);
        let reply = clerk.post(&address, &form("1", "2026-07-14")).await;
        let paper = reply.header("location");
        let shown = clerk.get(&paper).await.body;
        assert!(shown.contains("云岭政协办发〔2026〕1号") && shown.contains("2026年7月14日"), "{shown}");
        let file = clerk.post(&format!("{paper}/file"), &[]).await;
        assert!(shown.contains(&sm3_hex(&file.bytes)), "the page shows the digest of the very file");
        let words = text(&file.bytes);
        assert!(words.contains("云岭政协办发〔2026〕1号") && words.contains("第一条"), "{words}");
        let again = clerk.get(&address).await.body;
        let field = between(&again, "name=\"sequence\"", ">");
        assert!(
            field.contains("value=\"2\"") && again.contains("已经印发过：云岭政协办发〔2026〕1号"),
            "{again}"
        );
        // Everybody who is judged may read it; nobody else may issue.
        let mut member = Browser::signed_in(&site, "member").await;
        assert_eq!(member.get(&paper).await.status, 200);
        assert_eq!(member.get("/papers").await.status, 403);
        assert_eq!(member.post(&address, &form("2", "2026-07-14")).await.status, 403);
        let list = Browser::signed_in(&site, "leader").await.get("/papers?q=1号").await.body;
        assert!(list.contains("关于印发《"), "{list}");
        let acts = acts(&site).await;
        let own: Vec<_> = acts.iter().filter(|act| act.starts_with("paper")).collect();
        assert_eq!(own, ["paper_series.begin", "paper.issue"], "reading what is open to all leaves no event");
    })
    .await;
}

#[tokio::test]
async fn a_circular_is_issued_only_of_what_was_published() {
    each_database(async |site| {
        let id = computed(&site).await;
        let address = format!("/papers/issue/circular/{id}");
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        for reply in [clerk.get(&address).await, clerk.post(&address, &form("1", "2026-07-15")).await] {
            assert!(reply.body.contains("结果还没有发布，不能印发通报"), "{} {}", reply.status, reply.body);
        }
        assert_eq!(paper::Entity::find().count(site.app.db.read()).await.unwrap(), 0);
        let run = current_run(&site, id).await;
        assert_eq!(clerk.post(&path(id, "/announce"), &[("run", &run)]).await.status, 303);
        let later = site.at("2026-07-23");
        let mut clerk = Browser::signed_in(&later, "committee_clerk").await;
        assert_eq!(clerk.post(&path(id, "/review"), &[]).await.status, 303);
        let mut secretary = Browser::signed_in(&later, "secretary_general").await;
        assert_eq!(secretary.post(&path(id, "/publish"), &[("run", &run)]).await.status, 303);
        let paper = clerk.post(&address, &form("12", "2026-07-23")).await.header("location");
        let words = text(&clerk.post(&format!("{paper}/file"), &[]).await.bytes);
        assert!(words.contains("云岭政协办发〔2026〕12号") && words.contains("2026年7月23日"), "{words}");
        let draft = text(&download(&mut clerk, &path(id, "/circular.docx")).await.bytes);
        assert!(draft.contains("〔2026〕　　号"), "a draft has no number: {draft}");
        let list = clerk.get("/papers").await.body;
        assert!(list.contains("到 12 号为止，这里没有的号：1、2、3"), "{list}");
        // Whoever may not see the ranking sees no circular, in no list and by no address.
        let mut officer = Browser::signed_in(&later, "supervision_officer").await;
        assert!(!officer.get("/papers").await.body.contains("12号"));
        assert_eq!(officer.get(&paper).await.status, 404);
        assert_eq!(officer.post(&format!("{paper}/file"), &[]).await.status, 404);
        assert_eq!(acts(&site).await.iter().filter(|act| *act == "paper.take").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_number_is_given_once_even_to_two_at_once() {
    each_database(async |site| {
        let scheme = adopted_scheme(&site).await;
        let address = format!("/papers/issue/scheme_notice/{scheme}");
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let mut secretary = Browser::signed_in(&site, "secretary_general").await;
        let form = form("3", "2026-07-15");
        let (one, other) = tokio::join!(clerk.post(&address, &form), secretary.post(&address, &form));
        let mut states = [one.status, other.status];
        states.sort_unstable();
        assert_eq!(states, [303, 422], "{} {}", one.body, other.body);
        let refused = if one.status == 422 { one } else { other };
        let sentence = "云岭政协办发〔2026〕3号已经给了《关于印发";
        assert!(
            refused.body.contains(sentence) && refused.body.contains("没有用过的是 4 号"),
            "{}",
            refused.body
        );
        assert_eq!(paper::Entity::find().count(site.app.db.read()).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_second_click_finds_the_paper_issued_and_a_void_number_is_not_given_again() {
    each_database(async |site| {
        let scheme = adopted_scheme(&site).await;
        let address = format!("/papers/issue/scheme_notice/{scheme}");
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let paper = clerk.post(&address, &form("7", "2026-07-15")).await.header("location");
        assert_eq!(clerk.post(&address, &form("7", "2026-07-15")).await.header("location"), paper);
        let reply = clerk.post(&address, &form("7", "2026-07-14")).await;
        assert_eq!(reply.status, 422, "another day is another paper: {}", reply.body);
        let later = site.at("2026-07-16");
        let mut next_day = Browser::signed_in(&later, "committee_clerk").await;
        assert_eq!(next_day.post(&address, &form("7", "2026-07-15")).await.status, 422, "no second click");
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let reply = clerk.post(&format!("{paper}/void"), &[("reason", " \u{202e}")]).await;
        assert!(reply.status == 422 && reply.body.contains("请写明为什么作废"), "{}", reply.body);
        for _ in 0..2 {
            let reply = clerk.post(&format!("{paper}/void"), &[("reason", "附件装错")]).await;
            assert_eq!((reply.status, reply.header("location")), (303, paper.clone()), "{}", reply.body);
        }
        let page = clerk.get(&paper).await.body;
        assert!(page.contains("作废：附件装错") && !page.contains(&format!("{paper}/void")), "{page}");
        assert_eq!(clerk.post(&format!("{paper}/file"), &[]).await.status, 200, "what was filed stays");
        for login in ["secretary_general", "committee_clerk"] {
            let mut browser = Browser::signed_in(&site, login).await;
            let reply = browser.post(&address, &form("7", "2026-07-15")).await;
            assert_eq!(reply.status, 422, "{login}: {}", reply.body);
        }
        for sign in ["%25", "_"] {
            let list = clerk.get(&format!("/papers?q={sign}")).await.body;
            assert!(list.contains("没有符合条件的公文"), "{sign} is a sign like others: {list}");
        }
        assert!(clerk.get("/papers").await.body.contains("已作废"));
        let times = acts(&site).await.iter().filter(|act| *act == "paper.void").count();
        assert_eq!(times, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_number_comes_back_with_what_was_typed() {
    each_database(async |site| {
        let scheme = adopted_scheme(&site).await;
        let address = format!("/papers/issue/scheme_notice/{scheme}");
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let long = "云".repeat(21);
        for (code, sequence, day, sentence) in [
            ("云岭政协办发〔2026〕", "1", "2026-07-15", "机关代字只写代字本身"),
            (long.as_str(), "1", "2026-07-15", "最多 20 个字，现在是 21 个"),
            ("云岭政协办发", "一", "2026-07-15", "顺序号“一”不合适"),
            ("云岭政协办发", "1", "2026-07-16", "还没有到"),
            ("云岭政协办发", "1", "1026-07-16", "不是日期"),
        ] {
            let reply =
                clerk.post(&address, &[("code", code), ("sequence", sequence), ("issued_on", day)]).await;
            assert_eq!(reply.status, 422, "{code} {sequence} {day}");
            assert!(reply.body.contains(sentence) && reply.body.contains(code), "{sentence}: {}", reply.body);
        }
        assert_eq!(clerk.get(&format!("/papers/issue/nothing/{scheme}")).await.status, 404);
        assert_eq!(clerk.get(&format!("/papers/issue/circular/{scheme}")).await.status, 404);
        assert_eq!(paper::Entity::find().count(site.app.db.read()).await.unwrap(), 0);
    })
    .await;
}
