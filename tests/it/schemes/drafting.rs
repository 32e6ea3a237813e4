//! Writing a draft: nothing typed is lost, and what is wrong is said with its place.
use axum::body::Body;
use axum::http::{Request, header};
use lvzhi_evaluation::schemes::MEMBER_SCHEME;
use lvzhi_schema::evaluation::scheme_draft;
use sea_orm::{EntityTrait, PaginatorTrait};
use tower::ServiceExt;
use uuid::Uuid;

use super::{path, send};
use crate::support::{Browser, Site, acts, between, drafted, each_database, text_of};

const TYPO: &str = "kind = \"likes\"";

fn with_typo() -> String {
    MEMBER_SCHEME.replacen("kind = \"proposal\"", TYPO, 1)
}

#[tokio::test]
async fn a_double_click_starts_one_draft() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let page = clerk.get("/evaluation/schemes/new").await.body;
        let id = between(&page, "name=\"draft\" value=\"", "\"").to_owned();
        assert!(page.contains("value=\"shipped:hn-member\"") && page.contains("从头写"), "{page}");
        for _ in 0..2 {
            let form = [("draft", id.as_str()), ("from", "shipped:hn-member")];
            let reply = clerk.post("/evaluation/schemes/drafts", &form).await;
            assert_eq!((reply.status, reply.header("location")), (303, path(id.parse().unwrap(), "")));
        }
        assert_eq!(scheme_draft::Entity::find().count(site.app.db.read()).await.unwrap(), 1);
        assert_eq!(acts(&site).await.iter().filter(|act| *act == "scheme_draft.start").count(), 1);
        let row = text_of(&site, id.parse().unwrap()).await;
        assert_eq!((row.body.as_str(), row.version.as_str()), (MEMBER_SCHEME, "2026.1"));
        for (draft, from) in [("", "shipped:hn-member"), (id.as_str(), "shipped:nothing"), (id.as_str(), "x")]
        {
            let reply = clerk.post("/evaluation/schemes/drafts", &[("draft", draft), ("from", from)]).await;
            assert_eq!(reply.status, 422, "{draft} {from}");
        }
        let gone = format!("version:{}", Uuid::now_v7());
        let form = [("draft", id.as_str()), ("from", gone.as_str())];
        assert_eq!(clerk.post("/evaluation/schemes/drafts", &form).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_text_with_errors_is_kept_and_its_findings_are_shown() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "").await;
        let crlf = with_typo().replace('\n', "\r\n");
        for _ in 0..2 {
            let reply = send(&mut clerk, draft, "", 1, &crlf).await;
            assert_eq!((reply.status, reply.header("location")), (303, path(draft, "?done=saved")));
        }
        assert_eq!(
            acts(&site).await.iter().filter(|act| *act == "scheme_draft.save").count(),
            1,
            "a second click"
        );
        let row = text_of(&site, draft).await;
        assert_eq!((row.body, row.revision, row.state.as_str()), (with_typo(), 2, "drafting"));
        assert_eq!(row.title, "政协委员履职“双考”半年量化考核办法", "the head is read all the same");
        let page = clerk.get(&path(draft, "")).await.body;
        let line = with_typo().lines().position(|line| line == TYPO).unwrap() + 1;
        assert!(
            page.contains(&format!("href=\"#L{line}\"")) && page.contains("没有“likes”这种事实"),
            "{page}"
        );
        assert!(page.contains(&format!("<span id=\"L{line}\" class=\"bad\">")), "the number is marked");
        assert!(page.contains(TYPO.replace('"', "&quot;").as_str()), "what was typed is in the form");

        let nonsense = "[scheme\n不是 TOML";
        let reply = send(&mut clerk, draft, "", 2, nonsense).await;
        assert_eq!(reply.status, 303, "nonsense is kept too: {}", reply.body);
        let row = text_of(&site, draft).await;
        assert_eq!((row.body.as_str(), row.version.as_str()), (nonsense, "2026.1"));
        assert!(clerk.get(&path(draft, "")).await.body.contains("不是 TOML"));
    })
    .await;
}

/// A request as the script sends it.
async fn ask(site: &Site, cookie: &str, draft: Uuid, body: &str) -> (u16, String) {
    let request = Request::post(path(draft, "/check"))
        .header(header::HOST, "lvzhi.test")
        .header(header::ORIGIN, "http://lvzhi.test")
        .header(header::COOKIE, cookie)
        .header("hx-request", "true")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("revision=1&body={body}")))
        .unwrap();
    let reply = site.router.clone().oneshot(request).await.unwrap();
    let status = reply.status().as_u16();
    let bytes = axum::body::to_bytes(reply.into_body(), 64 << 20).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn the_live_check_answers_with_a_part_of_the_page_and_writes_nothing() {
    each_database(async |site| {
        let cookie = site_cookie(&site).await;
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        let before = acts(&site).await.len();
        let (status, part) = ask(&site, &cookie, draft, "%5Bscheme%0A").await;
        assert_eq!(status, 200);
        assert!(!part.contains("<html") && part.contains("hx-swap-oob=\"innerHTML:#verdict\""), "{part}");
        assert!(part.contains("错误 1") && part.contains("href=\"#L1\""), "{part}");
        let (status, part) = ask(&site, "", draft, "x").await;
        assert_eq!(status, 401, "a login that ran out");
        assert!(part.contains("打的字还在这里") && !part.contains("<html"), "{part}");
        let (status, part) = ask(&site, &cookie, Uuid::now_v7(), "x").await;
        assert_eq!(status, 404);
        assert!(part.contains("没有这份草稿") && !part.contains("<html"), "{part}");
        let (_, part) = ask(&site, &cookie, draft, &"x".repeat((1 << 20) + 1)).await;
        assert!(part.contains("超过 256 KB 的上限"), "{}", part.len());

        // Without script the button shows the same on the whole page.
        let reply = send(&mut clerk, draft, "/check", 1, &with_typo()).await;
        assert_eq!(reply.status, 200);
        assert!(reply.body.contains("<html") && reply.body.contains("没有“likes”这种事实"));
        assert!(reply.body.contains("还没有存") && reply.body.contains("likes&quot;"), "{}", reply.body);
        assert_eq!(acts(&site).await.len(), before, "looking is no act");
        assert_eq!(text_of(&site, draft).await.body, MEMBER_SCHEME);
    })
    .await;
}

/// The cookie of a session of the clerk, for requests that are made by hand.
async fn site_cookie(site: &Site) -> String {
    let mut browser = Browser::stranger(site);
    let form = [("login", "committee_clerk"), ("password", crate::support::PASSWORD)];
    let reply = browser.post("/login", &form).await;
    reply.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn only_the_editor_may_run_the_script() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        let editor = clerk.get(&path(draft, "")).await;
        let policy = editor.header("content-security-policy");
        assert!(policy.contains("script-src 'self'") && policy.contains("connect-src 'self'"), "{policy}");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let script = between(&editor.body, "<script src=\"", "\"").to_owned();
        assert_eq!(editor.body.matches("<script").count(), 1);
        let reply = clerk.get(&script).await;
        assert_eq!(
            (reply.status, reply.header("content-type").as_str()),
            (200, "text/javascript; charset=utf-8")
        );
        assert!(reply.header("cache-control").contains("immutable"));
        for other in ["/evaluation/schemes", "/evaluation/schemes/new", &path(draft, "?read=1"), "/"] {
            let reply = clerk.get(other).await;
            assert!(!reply.header("content-security-policy").contains("script"), "{other}");
            assert!(!reply.body.contains("<script"), "{other}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_was_overtaken_keeps_what_he_typed() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        assert_eq!(send(&mut clerk, draft, "", 1, "# 第一个窗口").await.status, 303);
        for act in ["", "/submit"] {
            let text = if act.is_empty() {
                "# 第二个窗口".to_owned()
            } else {
                format!("# 第二个窗口\n{MEMBER_SCHEME}")
            };
            let reply = send(&mut clerk, draft, act, 1, &text).await;
            assert_eq!(reply.status, 409, "{act}");
            assert!(
                reply.body.contains("# 第二个窗口") && reply.body.contains("刚才没有存"),
                "{}",
                reply.body
            );
            assert!(reply.body.contains("name=\"revision\" value=\"2\""), "the next save counts");
            assert_eq!(text_of(&site, draft).await.body, "# 第一个窗口");
        }
        assert_eq!(send(&mut clerk, draft, "", 2, "# 第二个窗口").await.status, 303);
        assert_eq!(text_of(&site, draft).await.body, "# 第二个窗口");
        let long = "x".repeat((1 << 20) + 1);
        let reply = send(&mut clerk, draft, "", 3, &long).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("最多 256 KB") && reply.body.contains(&long), "the text is still there");
    })
    .await;
}

#[tokio::test]
async fn drafts_belong_to_their_committee_and_are_written_by_their_drafter() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let draft = drafted(&mut clerk, "shipped:hn-member").await;
        let mut stranger = Browser::stranger(&site);
        assert_eq!(stranger.get(&path(draft, "")).await.status, 303);
        assert_eq!(send(&mut stranger, draft, "", 1, "x").await.status, 303, "to the login");
        let mut other = Browser::login(&site, "other_committee_clerk").await;
        let mut member = Browser::signed_in(&site, "member").await;
        for act in ["", "/check", "/submit"] {
            assert_eq!(send(&mut other, draft, act, 1, "x").await.status, 404, "{act}");
            assert_eq!(send(&mut member, draft, act, 1, "x").await.status, 403, "{act}");
        }
        assert_eq!(other.get(&path(draft, "")).await.status, 404);
        assert_eq!(member.get(&path(draft, "")).await.status, 403);
        let form = [("draft", Uuid::now_v7().to_string()), ("from", format!("draft:{draft}"))];
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(
            other.post("/evaluation/schemes/drafts", &form).await.status,
            404,
            "nor copied from there"
        );

        // A colleague reads, and starts one of his own from it, but does not write in it.
        let mut secretary = Browser::signed_in(&site, "secretary_general").await;
        let page = secretary.get(&path(draft, "")).await;
        assert!(page.status == 200 && !page.body.contains("<textarea"), "{}", page.body);
        for act in ["", "/submit"] {
            let reply = send(&mut secretary, draft, act, 1, "# 我来改").await;
            assert_eq!(reply.status, 403);
            assert!(
                reply.body.contains("只有起草人能改") && reply.body.contains("# 我来改"),
                "{}",
                reply.body
            );
        }
        let own = drafted(&mut secretary, &format!("draft:{draft}")).await;
        assert_eq!(text_of(&site, own).await.body, MEMBER_SCHEME);
        assert_eq!(text_of(&site, draft).await.body, MEMBER_SCHEME);
        let mut auditor = Browser::signed_in(&site, "auditor").await;
        assert_eq!(auditor.get(&path(draft, "")).await.status, 200);
        assert_eq!(auditor.post(&path(draft, "/withdraw"), &[]).await.status, 403, "he changes nothing");
    })
    .await;
}
