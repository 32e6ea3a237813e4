//! Import target: the committees of three levels below one's own.
use std::collections::{BTreeMap, BTreeSet};

use lvzhi_platform::workbook::{ColumnSpec, clean_text};
use lvzhi_platform::{Act, Result};
use lvzhi_schema::imports::import_batch;
use lvzhi_schema::people::committee;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::store;
use crate::KEEP_PEOPLE;
use lvzhi_imports::{Effect, Examination, Examined, ImportTarget, RowDraft, StagedRow, Written};
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::Permission;

/// Committees of cities and counties.
pub struct CommitteesTarget;

#[derive(Clone, Serialize, Deserialize)]
struct CommitteeRecord {
    id: Uuid,
    name: String,
    level: String,
    parent: Option<Uuid>,
    ordinal: i32,
    before: Option<(String, Option<Uuid>)>,
}

/// Identifier of a level: 省, 市, 县.
fn level_id(text: &str) -> Option<&'static str> {
    match clean_text(text).trim_end_matches('级') {
        "省" | "自治区" | "直辖市" => Some("province"),
        "市" | "地" | "州" | "地市" | "州市" | "设区市" => Some("city"),
        "县" | "区" | "县区" | "县市" | "县级市" | "旗" | "县市区" => Some("county"),
        _ => None,
    }
}

/// As printed.
pub(super) fn level_label(id: &str) -> &'static str {
    match id {
        "province" => "省级",
        "city" => "市级",
        _ => "县级",
    }
}

/// Ids of a committee and all below it.
pub(super) fn subtree(all: &[committee::Model], root: Uuid) -> BTreeSet<Uuid> {
    let mut found = BTreeSet::from([root]);
    loop {
        let before = found.len();
        found.extend(
            all.iter()
                .filter(|c| c.parent_id.is_some_and(|p| found.contains(&p)))
                .map(|c| c.id)
                .collect::<Vec<_>>(),
        );
        if found.len() == before {
            return found;
        }
    }
}

impl ImportTarget for CommitteesTarget {
    fn id(&self) -> &str {
        "committees"
    }

    fn label(&self) -> &str {
        "三级政协"
    }

    fn hint(&self) -> &str {
        "本级和下级政协的名称、级别、上级；用于三级汇总。"
    }

    fn permission(&self) -> Permission {
        KEEP_PEOPLE
    }

    fn columns(&self) -> Vec<ColumnSpec> {
        vec![
            ColumnSpec::new("name", "名称")
                .aliases(&["政协名称", "单位名称", "委员会名称", "全称"])
                .required(),
            ColumnSpec::new("level", "级别").aliases(&["层级", "行政级别"]).required(),
            ColumnSpec::new("parent", "上级").aliases(&["上级政协", "上级名称", "所属"]),
        ]
    }

    fn list_path(&self) -> &str {
        "/committees"
    }

    fn examine<'a>(&'a self, question: Examination<'a>) -> BoxFuture<'a, Result<Examined>> {
        Box::pin(async move {
            let all = store::committees(question.app.db.read()).await?;
            let below = subtree(&all, question.committee);
            let names: BTreeMap<Uuid, &str> = all.iter().map(|c| (c.id, c.name.as_str())).collect();
            // Names of the whole file first: a county may stand above its city.
            let mut ids: BTreeMap<String, Uuid> = all.iter().map(|c| (c.name.clone(), c.id)).collect();
            let mut fresh: BTreeSet<Uuid> = BTreeSet::new();
            for table in question.tables {
                for row in &table.rows {
                    let name = table.cell(row, "name").map_or("", |cell| cell.text.as_str()).replace(' ', "");
                    if !name.is_empty() && !ids.contains_key(&name) {
                        let id = Uuid::now_v7();
                        fresh.insert(id);
                        ids.insert(name, id);
                    }
                }
            }
            let mut seen = BTreeSet::new();
            let mut drafts = Vec::new();
            for table in question.tables {
                for (at, row) in table.rows.iter().enumerate() {
                    let mut draft = RowDraft::of(table, row);
                    let name = draft.text("name").replace(' ', "");
                    let level = level_id(draft.text("level"));
                    if name.is_empty() {
                        draft.error("name", "没有填名称；请填写，或者删去这一行");
                    } else if !seen.insert(name.clone()) {
                        draft.error("name", format!("“{name}”在文件里出现了两次；请删去一行"));
                    }
                    if level.is_none() {
                        let text = draft.text("level").to_owned();
                        draft.error("level", format!("“{text}”不是级别；请填 省、市 或 县"));
                    }
                    let parent_name = draft.text("parent").replace(' ', "");
                    let mut parent = ids.get(&parent_name).copied();
                    if !parent_name.is_empty() && parent.is_none() {
                        draft.error(
                            "parent",
                            format!("没有上级“{parent_name}”；请把它也写进这张表，或者改正名称"),
                        );
                    }
                    let id = ids.get(&name).copied().unwrap_or_default();
                    let own = id == question.committee;
                    if parent.is_none() && !own {
                        parent = Some(question.committee);
                    }
                    let known = all.iter().find(|c| c.id == id);
                    if !own && known.is_some() && !below.contains(&id) {
                        draft.error("name", format!("“{name}”不在本级政协之下，不能由本级更改"));
                    }
                    if parent.is_some_and(|p| !own && !below.contains(&p) && !fresh.contains(&p)) {
                        draft.error("parent", format!("“{parent_name}”不在本级政协之下，不能在它下面新建"));
                    }
                    if let (Some(level), false) = (level, own) {
                        let before = known.map(|c| (c.level.clone(), c.parent_id));
                        if let Some(known) = known {
                            draft.change("level", "级别", level_label(&known.level), level_label(level));
                            let old =
                                known.parent_id.and_then(|p| names.get(&p).copied()).unwrap_or_default();
                            let new = parent.and_then(|p| names.get(&p).copied()).unwrap_or(&parent_name);
                            draft.change("parent", "上级", old, new);
                        }
                        draft.effect = match known {
                            None => Effect::New,
                            Some(_) if draft.changes.is_empty() => Effect::Same,
                            Some(_) => Effect::Changed,
                        };
                        let ordinal = i32::try_from(at + 1).unwrap_or(i32::MAX);
                        let record =
                            CommitteeRecord { id, name, level: level.into(), parent, ordinal, before };
                        draft.record = serde_json::to_value(record)?;
                    }
                    drafts.push(draft);
                }
            }
            Ok(drafts.into())
        })
    }

    fn write<'a>(
        &'a self,
        tx: &'a Act,
        _batch: &'a import_batch::Model,
        rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>> {
        Box::pin(async move {
            let mut models = Vec::new();
            for row in rows.iter().filter(|row| row.effect != Effect::Same) {
                let record: CommitteeRecord = serde_json::from_value(row.record.clone())?;
                models.push(model(&record, tx.at()));
            }
            store::upsert_committees(tx, models).await?;
            Ok(Written { notes: Vec::new(), detail: json!({ "committees": rows.len() }) })
        })
    }

    fn undo<'a>(
        &'a self,
        tx: &'a Act,
        _batch: &'a import_batch::Model,
        rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>> {
        Box::pin(async move {
            let (mut made, mut restored) = (Vec::new(), Vec::new());
            for row in rows.iter().filter(|row| row.effect != Effect::Same) {
                let mut record: CommitteeRecord = serde_json::from_value(row.record.clone())?;
                match record.before.take() {
                    None => made.push(record.id),
                    Some((level, parent)) => {
                        restored.push(model(&CommitteeRecord { level, parent, ..record }, tx.at()))
                    }
                }
            }
            store::upsert_committees(tx, restored).await?;
            let sentence = "这些政协下面已经有账号、人员或下级，不能撤销；一个也没有删。";
            store::delete_committees(tx, &made, sentence).await?;
            Ok(Written::default())
        })
    }
}

fn model(record: &CommitteeRecord, at: i64) -> committee::Model {
    committee::Model {
        id: record.id,
        parent_id: record.parent,
        level: record.level.clone(),
        name: record.name.clone(),
        short_name: record.name.clone(),
        region: record.name.replace("政协", ""),
        ordinal: record.ordinal,
        created_at: at,
    }
}
