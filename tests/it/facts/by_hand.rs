//! One fact by hand: record, confirm, correct, withdraw; and who may.
use lvzhi_schema::imports::import_row;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{audited, facts, only_fact};
use crate::support::{Browser, Site, Upload, each_database};

const SPEECH: [(&str, &str); 6] = [
    ("kind", "speech"),
    ("name", "陆景和"),
    ("date", "2026-06-16"),
    ("attr.occasion", "standing"),
    ("attr.title", "水价形成机制"),
    ("document", "常委会会议记录"),
];

fn with<'a>(field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<_> = SPEECH.iter().copied().filter(|(name, _)| *name != field).collect();
    form.push((field, value));
    form
}

#[tokio::test]
async fn a_fact_is_recorded_confirmed_corrected_and_withdrawn() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert!(clerk.get("/facts/new").await.body.contains("发言"));
        assert!(clerk.get("/facts/new?kind=speech").await.body.contains("发言场合"));
        let reply = clerk.post("/facts", &SPEECH).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        let first = reply.header("location");
        let page = clerk.get(&first).await;
        assert!(
            page.body.contains("还没有确认，暂不计分") && page.body.contains("常委会会议发言"),
            "{}",
            page.body
        );
        // The same thing twice is refused, and the form keeps what was typed.
        let twice = clerk.post("/facts", &SPEECH).await;
        assert_eq!(twice.status, 422);
        assert!(twice.body.contains("已经登记过") && twice.body.contains("水价形成机制"));
        for _ in 0..2 {
            assert_eq!(clerk.post(&format!("{first}/confirm"), &[]).await.status, 303);
        }
        assert_eq!(audited(&site, "fact.confirm").await, 1);
        assert!(!clerk.get(&first).await.body.contains("暂不计分"));
        let mut change = with("attr.title", "城市水价形成机制");
        assert_eq!(clerk.post(&format!("{first}/correct"), &change).await.status, 422);
        change.push(("reason", "题目写漏了"));
        let reply = clerk.post(&format!("{first}/correct"), &change).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        let second = reply.header("location");
        assert_ne!(first, second);
        // The first cannot be corrected twice.
        let late = clerk.post(&format!("{first}/correct"), &change).await;
        assert_eq!(late.status, 409);
        assert!(late.body.contains("已由别人更正或撤回"), "{}", late.body);
        let page = clerk.get(&first).await;
        assert!(page.body.contains("更正记录") && page.body.contains("题目写漏了"), "{}", page.body);
        assert_eq!(clerk.post(&format!("{second}/withdraw"), &[]).await.status, 422);
        for _ in 0..2 {
            let reply = clerk.post(&format!("{second}/withdraw"), &[("reason", "没有发言")]).await;
            assert_eq!(reply.status, 303, "{}", reply.body);
        }
        assert_eq!((facts(&site).await, audited(&site, "fact.withdraw").await), (3, 1));
        assert!(clerk.get("/facts").await.body.contains("还没有登记履职记录"));
        assert!(clerk.get(&second).await.body.contains("没有发言"));
    })
    .await;
}

#[tokio::test]
async fn wrong_input_comes_back_with_a_sentence_at_its_field() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        for (field, value, sentence) in [
            ("date", "2026-02-31", "2月只有28天"),
            ("name", "陆景禾", "相近的有：陆景和"),
            ("attr.occasion", "hall", "不是认得的发言场合"),
            ("document", "", "没有填凭据"),
        ] {
            let reply = clerk.post("/facts", &with(field, value)).await;
            assert_eq!(reply.status, 422, "{field}");
            assert!(reply.body.contains(sentence), "{sentence}: {}", reply.body);
        }
        assert_eq!(facts(&site).await, 0);
        assert_eq!(clerk.post("/facts", &with("kind", "likes")).await.status, 404);
    })
    .await;
}

/// A field of the form, a value that is wrong or doubtful, and its column in a workbook.
const DOUBTFUL: [(&str, &str, &str); 10] = [
    ("date", "2026-02-31", "日期"),
    ("date", "", "日期"),
    ("date", "2022-12-31", "日期"),
    ("date", "2027-01-01", "日期"),
    ("name", "陆景禾", "姓名"),
    ("name", "", "姓名"),
    ("member_number", "13002", "委员编号"),
    ("attr.occasion", "hall", "发言场合"),
    ("attr.title", LONG, "题目"),
    ("document", LONG, "凭据"),
];
const LONG: &str = const {
    match std::str::from_utf8(&[b'x'; 301]) {
        Ok(text) => text,
        Err(_) => "",
    }
};

/// The columns of a workbook that says what the form says.
const COLUMNS: [(&str, &str); 6] = [
    ("name", "姓名"),
    ("member_number", "委员编号"),
    ("date", "日期"),
    ("attr.occasion", "发言场合"),
    ("attr.title", "题目"),
    ("document", "凭据"),
];

#[tokio::test]
async fn the_form_says_of_a_doubtful_record_what_the_import_says_of_its_row() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        assert_eq!(clerk.post("/facts", &SPEECH).await.status, 303);
        let mut cases: Vec<Vec<(&str, &str)>> =
            DOUBTFUL.iter().map(|(field, value, _)| with(field, value)).collect();
        let mut other_wording = with("attr.title", "水价形成机制");
        other_wording.push(("member_number", "13001"));
        cases.push(other_wording);
        for form in cases {
            let value =
                |field: &str| form.iter().rfind(|(name, _)| *name == field).map_or("", |(_, value)| value);
            let heads: Vec<&str> = COLUMNS.iter().map(|(_, head)| *head).collect();
            let cells: Vec<&str> = COLUMNS.iter().map(|(field, _)| value(field)).collect();
            let text = format!("{}\n{}\n", heads.join(","), cells.join(","));
            let upload = Upload { field: "file", name: "发言.csv", bytes: text.as_bytes() };
            let batch = clerk.upload("/imports", &[("target", "speech"), ("year", "")], upload).await;
            let batch = batch.header("location").rsplit('/').next().unwrap().parse().unwrap();
            let rows = staged(&site, batch).await;
            let reply = clerk.post("/facts", &form).await;
            assert_eq!(reply.status, 422, "{form:?}: {}", reply.body);
            for sentence in &rows {
                let shown = sentence.replace('&', "&amp;");
                assert!(reply.body.contains(&shown), "{form:?}: the form lacks “{sentence}”: {}", reply.body);
            }
            assert!(!rows.is_empty() || reply.body.contains("已经登记过"), "{form:?}: {}", reply.body);
        }
        assert_eq!(facts(&site).await, 1, "nothing doubtful was written");
    })
    .await;
}

/// The sentences about the only row of a preview.
async fn staged(site: &Site, batch: Uuid) -> Vec<String> {
    let key = (site.cast.province, batch, 1);
    let row = import_row::Entity::find_by_id(key).one(site.app.db.read()).await.unwrap().unwrap();
    let problems: Vec<serde_json::Value> = serde_json::from_str(&row.problems).unwrap();
    problems.iter().map(|problem| problem["message"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_somebody_should_look_at_is_recorded_once_he_has_looked() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        let mut form = with("date", "2022-12-31");
        let reply = clerk.post("/facts", &form).await;
        assert_eq!((reply.status, facts(&site).await), (422, 0));
        assert!(
            reply.body.contains("请核对日期") && reply.body.contains("上面的提醒我看过了"),
            "{}",
            reply.body
        );
        form.push(("seen", "1"));
        assert_eq!(clerk.post("/facts", &form).await.status, 303);
        assert_eq!(facts(&site).await, 1);
    })
    .await;
}

#[tokio::test]
async fn all_facts_of_a_filter_are_confirmed_with_a_name() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        clerk.post("/facts", &SPEECH).await;
        clerk.post("/facts", &with("name", "沈若谷")).await;
        let ask = clerk.get("/facts/confirm?kind=speech").await;
        assert!(ask.body.contains("确认 2 条履职记录？"), "{}", ask.body);
        let reply = clerk
            .post("/facts/confirm", &[("kind", "speech"), ("person", "沈"), ("confirmed_by", "何以宁")])
            .await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        let list = clerk.get("/facts?confirmed=yes").await;
        assert!(
            list.body.contains("沈若谷") && list.body.contains("何以宁") && !list.body.contains("陆景和")
        );
        for _ in 0..2 {
            clerk.post("/facts/confirm", &[("kind", "speech")]).await;
        }
        assert_eq!(audited(&site, "fact.confirm_all").await, 2);
        assert!(clerk.get("/facts").await.body.contains("都已确认"));
    })
    .await;
}

#[tokio::test]
async fn strangers_members_and_other_committees_stay_outside() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        clerk.post("/facts", &SPEECH).await;
        let fact = format!("/facts/{}", only_fact(&site).await);
        let mut stranger = Browser::stranger(&site);
        let mut member = Browser::signed_in(&site, "member").await;
        let mut auditor = Browser::signed_in(&site, "auditor").await;
        let mut other = Browser::signed_in(&site, "other_committee_clerk").await;
        for path in
            ["/facts", "/facts/new", fact.as_str(), &format!("{fact}/correct"), &format!("{fact}/withdraw")]
        {
            assert_eq!(stranger.get(path).await.status, 303, "{path}");
            assert_eq!(member.get(path).await.status, 403, "{path}");
        }
        for path in [fact.clone(), format!("{fact}/correct"), format!("{fact}/withdraw")] {
            assert_eq!(other.get(&path).await.status, 404, "{path}");
        }
        let mut correction = SPEECH.to_vec();
        correction.push(("reason", "试试"));
        for act in ["confirm", "correct", "withdraw"] {
            assert_eq!(other.post(&format!("{fact}/{act}"), &correction).await.status, 404, "{act}");
            assert_eq!(auditor.post(&format!("{fact}/{act}"), &correction).await.status, 403, "{act}");
        }
        assert!(!other.get("/facts").await.body.contains("水价形成机制"));
        assert_eq!(auditor.get(&fact).await.status, 200);
        assert_eq!(auditor.post("/facts/export", &[]).await.status, 403);
        assert_eq!(other.post("/facts/export", &[]).await.status, 404);
        assert_eq!(Browser::signed_in(&site, "leader").await.post("/facts/export", &[]).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn a_member_sees_his_facts_in_his_own_file_and_nobody_elses() {
    each_database(async |site| {
        let mut clerk = Browser::signed_in(&site, "committee_clerk").await;
        clerk.post("/facts", &SPEECH).await;
        let mut member = Browser::signed_in(&site, "member").await;
        let own = member.get("/my/file").await;
        assert!(own.body.contains("发言 1") && own.body.contains("水价形成机制"), "{}", own.body);
        assert!(own.body.contains("1 条待确认") && !own.body.contains("/facts/"));
        let mut two = Browser::signed_in(&site, "member_two").await;
        assert!(two.get("/my/file").await.body.contains("今年还没有登记"));
        let file = format!("/members/{}", site.cast.members["陆景和"]);
        assert_eq!(two.get(&file).await.status, 404, "nor is it said that there is such a member");
        assert!(clerk.get(&file).await.body.contains("看全部"));
    })
    .await;
}
