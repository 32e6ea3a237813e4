//! Import target: the roster of members. `import_rows` examines, `import_write` writes and takes back.
use chrono::NaiveDate;
use lvzhi_platform::workbook::ColumnSpec;
use lvzhi_platform::{Act, Result};
use lvzhi_schema::imports::import_batch;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::import_rows::Examiner;
use super::{MemberFields, import_write};
use crate::KEEP_PEOPLE;
use crate::office::UnitRef;
use lvzhi_imports::{Examination, Examined, ImportTarget, OptionKind, OptionSpec, StagedRow, Written};
use lvzhi_shell::jobs::BoxFuture;
use lvzhi_shell::policy::Permission;

/// Option: the day from which members and posts count whose beginning the roster does not say.
pub(super) const FROM: &str = "from";

/// The roster of members.
pub struct MembersTarget;

/// What will be written for a row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MemberRecord {
    pub id: Uuid,
    pub term: TermRef,
    pub after: MemberFields,
    /// As it stood at the preview; none for a new member.
    pub before: Option<MemberFields>,
    pub sector: UnitRef,
    pub special_committee: Option<UnitRef>,
    pub posts_add: Vec<(Uuid, String, String)>,
    pub posts_from: NaiveDate,
    pub posts_end: Vec<Uuid>,
    /// Posts that begin with the membership, whose first day the roster puts right.
    #[serde(default)]
    pub posts_move: Vec<Uuid>,
    pub posts_until: NaiveDate,
    pub exemption: Option<ExemptionRecord>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TermRef {
    pub id: Uuid,
    /// Number and first day of a term that is still to be made.
    pub new: Option<(i32, NaiveDate)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ExemptionRecord {
    pub id: Uuid,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    pub reason: String,
    /// As it stood, when it is there already.
    pub before: Option<(Option<NaiveDate>, String)>,
}

impl ImportTarget for MembersTarget {
    fn id(&self) -> &str {
        "members"
    }

    fn label(&self) -> &str {
        "委员名册"
    }

    fn hint(&self) -> &str {
        "一行一位委员。空着的单元格不改原来的内容；要清空某项，请到委员档案里改。"
    }

    fn permission(&self) -> Permission {
        KEEP_PEOPLE
    }

    fn columns(&self) -> Vec<ColumnSpec> {
        let column = ColumnSpec::new;
        vec![
            column("number", "委员编号").aliases(&["编号", "委员号", "证号", "委员证号", "工号"]),
            column("name", "姓名").aliases(&["委员姓名", "名字", "委员"]).required(),
            column("sector", "界别").aliases(&["所属界别", "所在界别", "界别名称"]),
            column("special_committee", "专委会").aliases(&[
                "专门委员会",
                "所属专委会",
                "所在专委会",
                "委员会",
            ]),
            column("sex", "性别"),
            column("ethnicity", "民族").aliases(&["族别"]),
            column("born", "出生年月").aliases(&["出生日期", "生日", "出生"]),
            column("employer", "工作单位及职务").aliases(&["工作单位", "单位及职务", "单位职务", "单位"]),
            column("standing", "是否常委").aliases(&["常委", "是否为常委"]),
            column("title", "职务").aliases(&["政协职务", "委员职务"]),
            column("phone", "手机").aliases(&["手机号", "手机号码", "电话", "联系电话", "联系方式"]),
            column("starts_on", "任职起").aliases(&["任职时间", "任职开始", "任职日期", "增补日期"]),
            column("ends_on", "任职止").aliases(&["任职结束", "离任日期", "免职日期", "辞任日期"]),
            column("exemption_reason", "免评原因").aliases(&["免考原因", "不参评原因"]),
            column("exemption_from", "免评起").aliases(&["免评开始", "免考起"]),
            column("exemption_to", "免评止").aliases(&["免评结束", "免考止"]),
            column("note", "备注").aliases(&["说明"]),
        ]
    }

    fn options(&self) -> Vec<OptionSpec> {
        let hint = "只在第一次导入或换届时填，例如 十三届。不填就是现在这一届。";
        let from = "名册没写任职起的新委员、没写起始日的新职务，都从这一天算起。不填：委员从本届第一天算。";
        vec![
            OptionSpec { id: "term", label: "届次", hint, kind: OptionKind::Text },
            OptionSpec {
                id: FROM, label: "任职起（名册没写的）", hint: from, kind: OptionKind::Day
            },
        ]
    }

    fn list_path(&self) -> &str {
        "/members"
    }

    fn examine<'a>(&'a self, question: Examination<'a>) -> BoxFuture<'a, Result<Examined>> {
        Box::pin(async move { Examiner::new(question).await?.examine() })
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
