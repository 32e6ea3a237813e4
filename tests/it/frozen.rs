//! What evaluation freezes is what the rows of the facts say: a digest over anything else would be as stable, and wrong.
use std::collections::BTreeMap;

use lvzhi_duty::facts::confirmed_between;
use lvzhi_evaluation::runs;
use lvzhi_platform::clock::day_of;
use lvzhi_schema::duty::{fact, fact_confirmation};
use lvzhi_schema::evaluation::{run, run_assessment};
use lvzhi_scoring::{Fact, Points};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::evaluation::{add_fact, computed};
use crate::support::{Site, each_database, set_up};

/// Facts that differ in every column, entered in no order of members or days; every second is confirmed later.
async fn varied_facts(site: &Site) {
    for (number, (member, day)) in
        [("普文忠", 20), ("陆景和", 24), ("沈若谷", 2), ("陆景和", 2), ("普文忠", 2), ("沈若谷", 11)]
            .into_iter()
            .enumerate()
    {
        let n = i64::try_from(number).unwrap();
        let row = fact::Model {
            committee_id: site.cast.province,
            id: Uuid::now_v7(),
            kind: if number % 3 == 0 { "proposal" } else { "information" }.into(),
            member_id: site.cast.members[member],
            occurred_on: format!("2026-03-{day:02}").parse().unwrap(),
            quantity: 10_000 * (n + 1),
            attributes: format!(r#"{{"title":"第 {number} 件"}}"#),
            piece: (number != 1).then(|| format!("件 {number}")),
            stage: (number != 2).then(|| "filed".into()),
            role: (number != 3).then(|| "first".into()),
            signers: (number != 4).then_some(2 + number as i32),
            document: format!("登记簿 第 {number} 页"),
            recorder: "提案委".into(),
            batch_id: None,
            batch_ordinal: None,
            recorded_by: site.cast.accounts["committee_clerk"],
            recorded_by_name: "何以宁".into(),
            recorded_at: site.app.clock.now() - n * 86_400_000,
            confirmed_by: if number % 2 == 0 { format!("第 {number} 人") } else { String::new() },
            replaces_id: None,
            void: false,
            reason: String::new(),
        };
        let later = (number % 2 == 1).then(|| fact_confirmation::Model {
            committee_id: site.cast.province,
            fact_id: row.id,
            confirmed_by: site.cast.accounts["committee_clerk"],
            confirmed_by_name: format!("后来的第 {number} 人"),
            confirmed_at: row.recorded_at + 43_200_000,
        });
        set_up(&site.app, site.cast.province, async |act| {
            fact::Entity::insert(fact::ActiveModel::from(row)).exec_without_returning(&**act).await?;
            if let Some(later) = later {
                let row = fact_confirmation::ActiveModel::from(later);
                fact_confirmation::Entity::insert(row).exec_without_returning(&**act).await?;
            }
            Ok(())
        })
        .await;
    }
}

fn as_the_engine_reads(row: &fact::Model) -> Fact {
    Fact {
        id: row.id.to_string(),
        subject: row.member_id.to_string(),
        kind: row.kind.clone(),
        date: row.occurred_on,
        quantity: Points(row.quantity),
        attributes: serde_json::from_str(&row.attributes).unwrap(),
        piece: row.piece.clone(),
        stage: row.stage.clone(),
        role: row.role.clone(),
        signers: row.signers.map(i32::cast_unsigned),
    }
}

#[tokio::test]
async fn every_frozen_fact_is_its_row_with_its_own_evidence() {
    each_database(async |site| {
        varied_facts(&site).await;
        computed(&site).await;
        let db = site.app.db.read();
        let rows = fact::Entity::find().all(db).await.unwrap();
        let rows: BTreeMap<String, fact::Model> =
            rows.into_iter().map(|row| (row.id.to_string(), row)).collect();
        let later = fact_confirmation::Entity::find().all(db).await.unwrap();
        let later: BTreeMap<Uuid, _> = later.into_iter().map(|row| (row.fact_id, row)).collect();
        let run = run::Entity::find().one(db).await.unwrap().unwrap();
        let frozen = runs::snapshot_input(&site.app.db, &run).await.unwrap().input;
        assert!(later.len() >= 3 && frozen.facts.len() >= 6 + later.len());
        for fact in &frozen.facts {
            assert_eq!(*fact, as_the_engine_reads(&rows[&fact.id]));
        }
        let stored = run_assessment::Entity::find().all(db).await.unwrap();
        let mut seen = 0;
        for row in stored {
            let detail: runs::Detail = serde_json::from_slice(&runs::inflate(&row.detail).unwrap()).unwrap();
            for (id, record) in detail.records {
                let fact = &rows[&id];
                let (by, at) = match later.get(&fact.id) {
                    Some(later) => (&later.confirmed_by_name, later.confirmed_at),
                    None => (&fact.confirmed_by, fact.recorded_at),
                };
                assert_eq!(record.fact.id, id);
                assert_eq!([&record.evidence.document, &record.evidence.confirmed_by], [&fact.document, by]);
                assert_eq!(record.evidence.confirmed_on, day_of(at));
                seen += 1;
            }
        }
        assert_eq!(seen, frozen.facts.len());
        // Where evidence is found by its place, another order would give it to another fact.
        let (from, to) = (frozen.period.from, frozen.period.to);
        let read = confirmed_between(&site.app.db, site.cast.province, from, to).await.unwrap();
        assert!(read.iter().map(|(fact, _)| fact).eq(&frozen.facts), "facts are read in the engine's order");
    })
    .await;
}
