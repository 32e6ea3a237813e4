//! Import target: the roster of staff.
use std::collections::BTreeMap;

use lvzhi_platform::workbook::{ColumnSpec, clean_text};
use lvzhi_platform::{Act, Result};
use lvzhi_schema::imports::import_batch;
use lvzhi_schema::people::staff;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{import_write, store};
use crate::KEEP_PEOPLE;
use crate::names::bare_name;
use crate::office::{self, UnitBook, UnitKind, UnitRef};
use crate::pinyin_of;
use lvzhi_imports::{Effect, Examination, Examined, ImportTarget, RowDraft, StagedRow, Written};
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::Permission;

/// The roster of staff.
pub struct StaffTarget;

/// What is kept of a person on the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StaffFields {
    pub number: String,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub sex: String,
    pub division_id: Option<Uuid>,
    pub branch_id: Option<Uuid>,
    pub position: String,
    pub grade: String,
    pub phone: String,
    pub retired: bool,
}

impl StaffFields {
    pub(super) fn of(row: &staff::Model) -> Self {
        Self {
            number: row.number.clone(),
            name: row.name.clone(),
            pinyin: row.pinyin.clone(),
            initials: row.initials.clone(),
            sex: row.sex.clone(),
            division_id: row.division_id,
            branch_id: row.branch_id,
            position: row.position.clone(),
            grade: row.grade.clone(),
            phone: row.phone.clone(),
            retired: row.retired,
        }
    }

    pub(super) fn model(self, committee: Uuid, id: Uuid, created_at: i64, at: i64) -> staff::Model {
        staff::Model {
            committee_id: committee,
            id,
            number: self.number,
            name: self.name,
            pinyin: self.pinyin,
            initials: self.initials,
            sex: self.sex,
            division_id: self.division_id,
            branch_id: self.branch_id,
            position: self.position,
            grade: self.grade,
            phone: self.phone,
            retired: self.retired,
            created_at,
            updated_at: at,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StaffRecord {
    pub id: Uuid,
    pub after: StaffFields,
    pub before: Option<StaffFields>,
    pub division: Option<UnitRef>,
    pub branch: Option<UnitRef>,
}

impl ImportTarget for StaffTarget {
    fn id(&self) -> &str {
        "staff"
    }

    fn label(&self) -> &str {
        "机关干部名册"
    }

    fn hint(&self) -> &str {
        "一行一位干部。空着的单元格不改原来的内容。"
    }

    fn permission(&self) -> Permission {
        KEEP_PEOPLE
    }

    fn columns(&self) -> Vec<ColumnSpec> {
        let column = ColumnSpec::new;
        vec![
            column("name", "姓名").aliases(&["干部姓名", "名字"]).required(),
            column("division", "处室").aliases(&["部门", "所在处室", "内设机构", "科室"]),
            column("branch", "支部").aliases(&["党支部", "所在支部"]),
            column("position", "职务").aliases(&["现任职务", "行政职务"]),
            column("grade", "职级").aliases(&["现任职级", "级别"]),
            column("number", "人员编号").aliases(&["工号", "编号", "干部编号"]),
            column("sex", "性别"),
            column("phone", "手机").aliases(&["手机号", "手机号码", "电话", "联系电话", "联系方式"]),
            column("retired", "是否退休").aliases(&["是否离退休", "退休", "离退休"]),
        ]
    }

    fn list_path(&self) -> &str {
        "/staff"
    }

    fn examine<'a>(&'a self, question: Examination<'a>) -> BoxFuture<'a, Result<Examined>> {
        Box::pin(async move { Ok(examine(question).await?.into()) })
    }

    fn write<'a>(
        &'a self,
        tx: &'a Act,
        _batch: &'a import_batch::Model,
        rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>> {
        Box::pin(import_write::write(tx, rows))
    }

    fn undo<'a>(
        &'a self,
        tx: &'a Act,
        _batch: &'a import_batch::Model,
        rows: &'a [StagedRow],
    ) -> BoxFuture<'a, Result<Written>> {
        Box::pin(import_write::undo(tx, rows))
    }
}

struct Examiner {
    known: Vec<staff::Model>,
    names: BTreeMap<Uuid, String>,
    divisions: UnitBook,
    branches: UnitBook,
    met: BTreeMap<Uuid, u32>,
    numbers: BTreeMap<String, u32>,
}

async fn examine(question: Examination<'_>) -> Result<Vec<RowDraft>> {
    let (db, committee) = (question.app.db.read(), question.committee);
    let divisions = office::store::units(db, committee, UnitKind::Division).await?;
    let branches = office::store::units(db, committee, UnitKind::Branch).await?;
    let mut examiner = Examiner {
        known: store::all(db, committee).await?,
        names: divisions.iter().chain(&branches).map(|unit| (unit.id, unit.name.clone())).collect(),
        divisions: UnitBook::new(UnitKind::Division, &divisions),
        branches: UnitBook::new(UnitKind::Branch, &branches),
        met: BTreeMap::new(),
        numbers: BTreeMap::new(),
    };
    let mut drafts = Vec::new();
    for table in question.tables {
        for row in &table.rows {
            let mut draft = RowDraft::of(table, row);
            examiner.row(&mut draft)?;
            examiner.divisions.end_row(&draft);
            examiner.branches.end_row(&draft);
            drafts.push(draft);
        }
    }
    Ok(drafts)
}

impl Examiner {
    fn row(&mut self, draft: &mut RowDraft) -> Result<()> {
        let name = bare_name(draft);
        if name.is_empty() {
            draft.error("name", "没有填姓名；请填写，或者删去这一行");
            return Ok(());
        }
        let division = self.divisions.resolve(draft, "division");
        let branch = self.branches.resolve(draft, "branch");
        let number = clean_text(draft.text("number"));
        let known = match self.find(draft, &name, &number, division.as_ref()) {
            Ok(known) => known,
            Err(sentence) => {
                draft.error("name", sentence);
                return Ok(());
            }
        };
        if let Some(known) = &known
            && let Some(row) = self.met.insert(known.id, draft.row_number)
        {
            draft.error("name", format!("和第 {row} 行是同一个人；请删去一行"));
            return Ok(());
        }
        let number = match (&known, number.is_empty()) {
            (_, false) => number,
            (Some(known), true) => known.number.clone(),
            (None, true) => {
                division.as_ref().map_or_else(|| name.clone(), |unit| format!("{}/{name}", unit.name))
            }
        };
        if let Some(row) = self.numbers.insert(number.clone(), draft.row_number) {
            draft.error(
                "name",
                format!(
                    "和第 {row} 行的姓名、处室（或编号）都相同；同名的两个人请填人员编号，重复的请删去一行"
                ),
            );
            return Ok(());
        }
        self.record(draft, name, number, (division, branch), known.as_ref())
    }

    /// Who a row is; none: somebody new. Never guesses among namesakes.
    fn find(
        &self,
        draft: &mut RowDraft,
        name: &str,
        number: &str,
        division: Option<&UnitRef>,
    ) -> std::result::Result<Option<staff::Model>, String> {
        if let Some(found) = self.known.iter().find(|row| !number.is_empty() && row.number == number) {
            if found.name != name {
                return Err(format!(
                    "编号 {number} 是“{}”，这一行写的是“{name}”；请核对编号和姓名",
                    found.name
                ));
            }
            return Ok(Some(found.clone()));
        }
        let named: Vec<_> = self.known.iter().filter(|row| row.name == name).collect();
        let here: Vec<_> = named
            .iter()
            .filter(|row| division.is_some_and(|unit| row.division_id == Some(unit.id)))
            .collect();
        match (&named[..], &here[..]) {
            ([], _) => Ok(None),
            (_, [one]) if number.is_empty() => Ok(Some((**one).clone())),
            ([one], []) if number.is_empty() => {
                let old =
                    one.division_id.and_then(|id| self.names.get(&id)).map_or("没有处室", String::as_str);
                if let Some(unit) = division.filter(|unit| unit.name != old) {
                    draft.warn(
                        "division",
                        format!("名册里的“{name}”在{old}，将改到{}；另有其人的请填人员编号", unit.name),
                    );
                }
                Ok(Some((*one).clone()))
            }
            _ if !number.is_empty() => {
                draft.warn("name", format!("已有同名的干部（{}），将作为另一个人新增", named[0].number));
                Ok(None)
            }
            _ => Err(format!("有 {} 位“{name}”，处室对不上；请填人员编号或改正处室", named.len())),
        }
    }

    fn record(
        &self,
        draft: &mut RowDraft,
        name: String,
        number: String,
        (division, branch): (Option<UnitRef>, Option<UnitRef>),
        known: Option<&staff::Model>,
    ) -> Result<()> {
        let before = known.map(StaffFields::of);
        let text = |column: &str, kept: fn(&StaffFields) -> &String| {
            let typed = clean_text(draft.text(column));
            if typed.is_empty() {
                before.as_ref().map_or_else(String::new, |b| kept(b).clone())
            } else {
                typed
            }
        };
        let (pinyin, initials) = match &before {
            Some(before) if before.name == name && !before.pinyin.is_empty() => {
                (before.pinyin.clone(), before.initials.clone())
            }
            _ => pinyin_of(&name),
        };
        let (sex, position, grade) =
            (text("sex", |b| &b.sex), text("position", |b| &b.position), text("grade", |b| &b.grade));
        let mut phone = text("phone", |b| &b.phone).replace([' ', '-'], "");
        if phone.contains('*') {
            phone = before.as_ref().map_or_else(String::new, |b| b.phone.clone());
        }
        let retired = match draft.text("retired") {
            "是" | "√" | "1" | "退休" | "离退休" | "离休" => true,
            "" => before.as_ref().is_some_and(|b| b.retired),
            _ => false,
        };
        let after = StaffFields {
            number,
            name,
            pinyin,
            initials,
            sex,
            division_id: division
                .as_ref()
                .map(|u| u.id)
                .or_else(|| before.as_ref().and_then(|b| b.division_id)),
            branch_id: branch.as_ref().map(|u| u.id).or_else(|| before.as_ref().and_then(|b| b.branch_id)),
            position,
            grade,
            phone,
            retired,
        };
        if let Some(before) = &before {
            let old = |id: Option<Uuid>| id.and_then(|id| self.names.get(&id)).cloned().unwrap_or_default();
            let yes = |yes: bool| if yes { "是" } else { "否" };
            if let Some(unit) = &division {
                draft.change("division", "处室", &old(before.division_id), &unit.name);
            }
            if let Some(unit) = &branch {
                draft.change("branch", "支部", &old(before.branch_id), &unit.name);
            }
            draft.change("number", "人员编号", &before.number, &after.number);
            draft.change("sex", "性别", &before.sex, &after.sex);
            draft.change("position", "职务", &before.position, &after.position);
            draft.change("grade", "职级", &before.grade, &after.grade);
            draft.change("phone", "手机", &before.phone, &after.phone);
            draft.change("retired", "是否退休", yes(before.retired), yes(after.retired));
        }
        draft.effect = match &before {
            None => Effect::New,
            Some(_) if draft.changes.is_empty() => Effect::Same,
            Some(_) => Effect::Changed,
        };
        let id = known.map_or_else(Uuid::now_v7, |known| known.id);
        draft.record = serde_json::to_value(StaffRecord { id, after, before, division, branch })?;
        Ok(())
    }
}
