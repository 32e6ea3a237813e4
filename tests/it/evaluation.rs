//! A half-year evaluation from the first page to the published result, through HTTP.
use std::collections::BTreeMap;

use lvzhi_evaluation::{bundle, runs};
use lvzhi_platform::act::{By, Unaudited};
use lvzhi_platform::audit;
use lvzhi_schema::audit::audit_event;
use lvzhi_schema::duty::fact;
use lvzhi_schema::evaluation::{cycle, outcome, run, run_assessment, snapshot};
use lvzhi_shell::jobs;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::support::{Browser, Reply, Site, adopted_scheme, between, each_database, set_up};

/// A confirmed fact of a member.
pub(crate) async fn add_fact(site: &Site, member: &str, kind: &str, day: &str, attributes: &str) -> Uuid {
    let app = &site.app;
    let id = Uuid::now_v7();
    let row = fact::Model {
        committee_id: site.cast.province,
        id,
        kind: kind.into(),
        member_id: site.cast.members[member],
        occurred_on: day.parse().unwrap(),
        quantity: 10_000,
        attributes: attributes.into(),
        piece: (kind == "proposal").then(|| format!("p-{id}")),
        stage: (kind == "proposal").then(|| "filed".into()),
        role: (kind == "proposal").then(|| "first".into()),
        signers: None,
        document: "签到表 第 3 页".into(),
        recorder: "委员工作室".into(),
        batch_id: None,
        batch_ordinal: None,
        recorded_by: site.cast.accounts["committee_clerk"],
        recorded_by_name: "何以宁".into(),
        recorded_at: app.clock.now(),
        confirmed_by: "唐有光".into(),
        replaces_id: None,
        void: false,
        reason: String::new(),
    };
    set_up(app, site.cast.province, async |act| {
        fact::Entity::insert(fact::ActiveModel::from(row)).exec_without_returning(&**act).await?;
        Ok(())
    })
    .await;
    id
}

const PRESENT: &str = r#"{"meeting_class":"plenary","presence":"present","title":"十三届四次会议"}"#;
pub(crate) const ABSENT: &str = r#"{"meeting_class":"plenary","presence":"absent","title":"十三届四次会议"}"#;

async fn some_facts(site: &Site) {
    for member in ["陆景和", "沈若谷", "普文忠"] {
        add_fact(site, member, "attendance", "2026-01-19", PRESENT).await;
    }
    add_fact(site, "普文忠", "attendance", "2026-01-20", ABSENT).await;
    add_fact(site, "沈若谷", "proposal", "2026-01-21", r#"{"title":"关于县域冷链的建议"}"#).await;
    add_fact(site, "沈若谷", "proposal", "2026-01-22", r#"{"title":"关于山区公交的建议"}"#).await;
    add_fact(site, "陆景和", "proposal", "2026-01-22", r#"{"title":"关于水质监测的建议"}"#).await;
}

/// Adopts the scheme, makes the cycle, computes it; gives the cycle's id.
pub(crate) async fn computed(site: &Site) -> Uuid {
    some_facts(site).await;
    let scheme = adopted_scheme(site).await.to_string();
    let mut clerk = Browser::login(site, "committee_clerk").await;
    let form = [("scheme", scheme.as_str()), ("year", "2026"), ("half", "1")];
    let reply = clerk.post("/evaluation/cycles", &form).await;
    assert_eq!(reply.status, 303, "{}", reply.body);
    let path = reply.header("location");
    assert_eq!(clerk.post(&format!("{path}/advance"), &[("step", "prepare")]).await.status, 303);
    let reply = clerk.post(&format!("{path}/compute"), &[("reason", "")]).await;
    let job = reply.header("location");
    assert!(job.starts_with("/jobs/"), "{}", reply.body);
    jobs::run_until_idle(&site.app).await.unwrap();
    let reply = clerk.get(&job).await;
    assert_eq!((reply.status, reply.header("location")), (303, format!("{path}/ranking")), "{}", reply.body);
    path.rsplit('/').next().unwrap().parse().unwrap()
}

pub(crate) async fn step_of(site: &Site, id: Uuid) -> String {
    let row = cycle::Entity::find_by_id((site.cast.province, id)).one(site.app.db.read()).await.unwrap();
    row.unwrap().step
}

pub(crate) fn path(cycle: Uuid, rest: &str) -> String {
    format!("/evaluation/cycles/{cycle}{rest}")
}

/// The id of the run that a cycle points to.
pub(crate) async fn current_run(site: &Site, cycle: Uuid) -> String {
    let row = cycle::Entity::find_by_id((site.cast.province, cycle)).one(site.app.db.read()).await.unwrap();
    row.unwrap().current_run_id.unwrap().to_string()
}

/// On the last day of what follows, the desk says for how many.
async fn assert_desk_tells_deadline(site: &Site, outcomes: &[outcome::Model]) {
    let due = outcomes.iter().find(|row| row.due_on.is_some()).unwrap();
    let last_day = site.at(&due.due_on.unwrap().to_string());
    let desk = Browser::login(&last_day, "committee_clerk").await.get("/").await.body;
    let people = outcomes.iter().filter(|row| row.rule == due.rule).count();
    assert!(desk.contains(&format!("{}：{people} 人", due.label)), "{desk}");
}

#[tokio::test]
async fn from_the_scheme_to_the_published_result() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        let ranking = clerk.get(&path(id, "/ranking")).await;
        assert_eq!(ranking.status, 200);
        let (first, last) = (ranking.body.find("沈若谷").unwrap(), ranking.body.find("普文忠").unwrap());
        assert!(first < last, "two proposals come before an absence");

        // Nobody outside the office sees anything before the notice.
        let mut member = Browser::login(&site, "member").await;
        let own = path(id, &format!("/members/{}", site.cast.members["陆景和"]));
        assert_eq!(member.get(&own).await.status, 404);

        let run = current_run(&site, id).await;
        let ask = clerk.get(&path(id, "/announce")).await;
        assert!(ask.body.contains("先不公示") && ask.body.contains(&run), "{}", ask.body);
        for _ in 0..2 {
            let reply = clerk.post(&path(id, "/announce"), &[("run", &run)]).await;
            assert_eq!(reply.status, 303, "a second click does no harm: {}", reply.body);
        }
        assert_eq!(step_of(&site, id).await, "announce");
        let reply = member.get(&own).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert!(reply.body.contains("关于水质监测的建议") && reply.body.contains("唐有光"));
        let other = path(id, &format!("/members/{}", site.cast.members["沈若谷"]));
        assert_eq!(member.get(&other).await.status, 404, "a member sees himself and only himself");
        assert_eq!(member.get(&path(id, "/ranking")).await.status, 403);

        // The notice period cannot be cut short, and who computes does not publish.
        let reply = clerk.post(&path(id, "/review"), &[]).await;
        assert_eq!(reply.status, 409);
        assert!(reply.body.contains("公示到"), "{}", reply.body);
        assert_eq!(clerk.post(&path(id, "/publish"), &[("run", &run)]).await.status, 403);

        let later = site.at("2026-07-23");
        let mut clerk = Browser::login(&later, "committee_clerk").await;
        assert_eq!(clerk.post(&path(id, "/review"), &[]).await.status, 303);
        let mut secretary = Browser::login(&later, "secretary_general").await;
        let ask = secretary.get(&path(id, "/publish")).await;
        assert!(ask.body.contains("先不发布"), "{}", ask.body);
        for _ in 0..2 {
            let reply = secretary.post(&path(id, "/publish"), &[("run", &run)]).await;
            assert_eq!(reply.status, 303, "a second click does no harm: {}", reply.body);
        }
        assert_eq!(step_of(&site, id).await, "publish");
        let desk = secretary.get("/").await.body;
        let standing = between(&desk, "考评进度", "</section>");
        assert!(standing.contains("发布") && !standing.contains("class=\"cin\""), "settled: {standing}");
        let outcomes = outcome::Entity::find().all(site.app.db.read()).await.unwrap();
        assert!(outcomes.iter().any(|row| row.action == "circulate"), "{outcomes:?}");
        let back = secretary.post(&path(id, "/back"), &[("step", "publish"), ("reason", "试试")]).await;
        assert_eq!(back.status, 409, "what was published stays");

        let actions: Vec<String> = audit_event::Entity::find()
            .filter(audit_event::Column::CommitteeId.eq(site.cast.province))
            .order_by_asc(audit_event::Column::Seq)
            .all(site.app.db.read())
            .await
            .unwrap()
            .into_iter()
            .map(|event| event.action)
            .filter(|action| action.starts_with("cycle.") || action.starts_with("run."))
            .collect();
        let expected = [
            "cycle.create",
            "cycle.move",
            "run.request",
            "run.compute",
            "cycle.announce",
            "cycle.move",
            "cycle.publish",
        ];
        assert_eq!(actions, expected);
        let chain = audit::verify(&site.app.db, site.cast.province).await.unwrap();
        assert!(matches!(chain, audit::ChainState::Whole { .. }), "{chain:?}");
        assert_desk_tells_deadline(&site, &outcomes).await;
    })
    .await;
}

pub(crate) async fn download(browser: &mut Browser, address: &str) -> Reply {
    let reply = browser.post(address, &[]).await;
    assert_eq!(reply.status, 200, "{address}: {}", reply.body);
    assert!(reply.header("content-disposition").starts_with("attachment"), "{address}");
    reply
}

#[tokio::test]
async fn the_bundle_recomputes_and_tampering_is_named() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        let file = download(&mut clerk, &path(id, "/bundle.zip")).await.bytes;
        let (mut opened, differences) = bundle::verify(&file).unwrap();
        assert_eq!(differences, [], "the bundle recomputes byte for byte");
        let shown = opened.evaluation.assessments.iter_mut().find(|a| a.total.is_positive()).unwrap();
        shown.total.0 += 10_000;
        let (subject, named) = (shown.subject.clone(), opened.verify());
        let name = opened.input.subjects.iter().find(|s| s.id == subject).unwrap().name.clone();
        assert!(named.iter().any(|difference| difference.place == name), "{named:?} should name {name}");
        assert!(bundle::verify(b"not a zip").is_err());
    })
    .await;
}

#[tokio::test]
async fn what_is_stored_is_the_json_that_the_digests_name() {
    each_database(async |site| {
        computed(&site).await;
        let db = site.app.db.read();
        let run = run::Entity::find().one(db).await.unwrap().unwrap();
        let stored = snapshot::Entity::find().one(db).await.unwrap().unwrap();
        let frozen = runs::snapshot_input(&site.app.db, &run).await.unwrap();
        assert_eq!(runs::inflate(&stored.body).unwrap(), frozen.input.to_canonical_json().into_bytes());
        assert_eq!([&stored.digest, &run.input_digest], [&frozen.input.digest(); 2]);
        let result = runs::stored_evaluation(&run).unwrap();
        assert_eq!(runs::inflate(&run.body).unwrap(), result.to_canonical_json().into_bytes());
        assert_eq!(run.result_digest, result.digest());
        let rows = run_assessment::Entity::find().all(db).await.unwrap();
        assert_eq!(rows.len(), result.assessments.len(), "everybody has a row");
        for row in rows {
            let (json, id) = (runs::inflate(&row.detail).unwrap(), row.member_id.to_string());
            let detail: runs::Detail = serde_json::from_slice(&json).unwrap();
            assert_eq!(serde_json::to_vec(&detail).unwrap(), json, "{}", row.name);
            assert_eq!(result.assessments.iter().find(|of| of.subject == id), Some(&detail.assessment));
            let own = frozen.input.facts.iter().filter(|fact| fact.subject == id);
            let records = detail.records.iter().map(|(id, record)| (id, &record.fact));
            assert!(records.eq(own.map(|fact| (&fact.id, fact)).collect::<BTreeMap<_, _>>()), "{}", row.name);
        }
    })
    .await;
}

#[tokio::test]
async fn papers_are_made_from_the_rows_of_the_page_and_every_export_is_audited() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        for (file, signature) in [
            ("/ranking.xlsx", b"PK"),
            ("/scores.xlsx", b"PK"),
            ("/circular.docx", b"PK"),
            ("/bundle.zip", b"PK"),
        ] {
            assert_eq!(&download(&mut clerk, &path(id, file)).await.bytes[..2], signature);
        }
        let sheet = path(id, &format!("/members/{}/score.xlsx", site.cast.members["沈若谷"]));
        let book = download(&mut clerk, &sheet).await.bytes;
        let text = cells(&book);
        assert!(text.contains("关于县域冷链的建议") && text.contains("沈若谷"), "{text}");
        let ranking = cells(&download(&mut clerk, &path(id, "/ranking.xlsx")).await.bytes);
        assert!(ranking.contains("沈若谷") && ranking.contains("普文忠"), "{ranking}");
        let exports = audit_event::Entity::find()
            .filter(audit_event::Column::Action.starts_with("export."))
            .count(site.app.db.read())
            .await
            .unwrap();
        assert_eq!(exports, 6);
        let mut other = Browser::login(&site, "other_committee_clerk").await;
        assert_eq!(other.post(&path(id, "/ranking.xlsx"), &[]).await.status, 404);
        assert_eq!(other.get(&path(id, "/ranking")).await.status, 404);
    })
    .await;
}

/// Nobody was rated, so everybody could reach less than full marks and every score is converted: the ranking, the
/// score page, the workbooks and the circular must say the converted score, and the score page how it came about.
#[tokio::test]
async fn every_page_and_paper_says_the_score_that_places_compare() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        let page = clerk.get(&path(id, &format!("/members/{}", site.cast.members["沈若谷"]))).await.body;
        let figure =
            page.split("<span class=\"fig\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        assert!(page.contains("折算：") && page.contains("可得满分 93 分"), "{page}");
        let ranking = clerk.get(&path(id, "/ranking")).await.body;
        assert!(ranking.contains(&format!("<b class=\"rank\">{figure}</b>")), "{figure} {ranking}");
        assert!(ranking.contains("／93") && ranking.contains("折算成总分"), "{ranking}");
        let book = cells(&download(&mut clerk, &path(id, "/ranking.xlsx")).await.bytes);
        assert!(book.contains("可得满分") && book.contains(figure), "{figure} {book}");
        let page = clerk.get(&path(id, "/ranking?all=1&page=999")).await.body;
        assert!(page.contains("沈若谷"), "a page behind the last is the last: {page}");
    })
    .await;
}

/// All texts of a workbook.
fn cells(bytes: &[u8]) -> String {
    use calamine::{Reader, Xlsx};
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name).unwrap();
        sheet.rows().flatten().for_each(|cell| text.push_str(&format!("{cell} ")));
    }
    text
}

#[tokio::test]
async fn a_recomputation_keeps_the_old_run_and_shows_what_changed() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        let reply = clerk.post(&path(id, "/compute"), &[("reason", "  ")]).await;
        assert_eq!(reply.status, 422, "a recomputation needs a reason");
        add_fact(&site, "陆景和", "proposal", "2026-02-02", r#"{"title":"关于夜间儿科的建议"}"#).await;
        let reply = clerk.post(&path(id, "/compute"), &[("reason", "补记 1 件提案")]).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        jobs::run_until_idle(&site.app).await.unwrap();
        let runs =
            run::Entity::find().order_by_asc(run::Column::Ordinal).all(site.app.db.read()).await.unwrap();
        assert_eq!(runs.len(), 2);
        assert_eq!(runs[1].parent_id, Some(runs[0].id));
        let page = clerk.get(&path(id, &format!("/differences/{}", runs[1].id))).await;
        assert!(page.body.contains("陆景和") && page.body.contains("补记 1 件提案"), "{}", page.body);
        let old = clerk.get(&path(id, &format!("/ranking?run={}", runs[0].id))).await;
        assert!(old.body.contains("不是现行结果"), "{}", old.body);
    })
    .await;
}

#[tokio::test]
async fn a_double_click_computes_once() {
    each_database(async |site| {
        let id = computed(&site).await;
        add_fact(&site, "陆景和", "proposal", "2026-02-02", r#"{"title":"关于夜间儿科的建议"}"#).await;
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        for _ in 0..2 {
            let reply = clerk.post(&path(id, "/compute"), &[("reason", "补记 1 件提案")]).await;
            assert_eq!(reply.status, 303, "{}", reply.body);
        }
        jobs::run_until_idle(&site.app).await.unwrap();
        assert_eq!(run::Entity::find().count(site.app.db.read()).await.unwrap(), 2, "the first and one more");
    })
    .await;
}

#[tokio::test]
async fn runs_snapshots_and_facts_refuse_to_be_changed() {
    each_database(async |site| {
        computed(&site).await;
        for statement in
            ["update run set reason = 'x'", "delete from snapshot", "update fact set quantity = 1"]
        {
            let changed = site.app.act_by(site.cast.province, By::program(), async |act| {
                act.unaudited(Unaudited::Nothing);
                act.execute_unprepared(statement).await?;
                Ok(())
            });
            let lvzhi_platform::Error::Internal(refused) = changed.await.unwrap_err() else { panic!() };
            assert!(format!("{refused:#}").contains("append-only"), "{statement}: {refused:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn wrong_input_comes_back_with_a_sentence() {
    each_database(async |site| {
        let id = computed(&site).await;
        let mut secretary = Browser::login(&site, "secretary_general").await;
        let mut clerk = Browser::login(&site, "committee_clerk").await;
        let scheme =
            cycle::Entity::find_by_id((site.cast.province, id)).one(site.app.db.read()).await.unwrap();
        let scheme = scheme.unwrap().scheme_id.to_string();
        for (year, half, sentence) in
            [("26", "1", "年份"), ("2026", "3", "上半年"), ("2026", "1", "已经建过")]
        {
            let form = [("scheme", scheme.as_str()), ("year", year), ("half", half)];
            let reply = clerk.post("/evaluation/cycles", &form).await;
            assert_eq!(reply.status, 422);
            assert!(reply.body.contains(sentence), "{year} {half}: {}", reply.body);
        }
        let reply = secretary.post(&path(id, "/back"), &[("reason", "")]).await;
        assert_eq!(reply.status, 422, "going back needs a reason");
    })
    .await;
}
