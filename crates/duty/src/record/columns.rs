//! Which columns a workbook of one fact kind may have, made from the catalogue.
use lvzhi_platform::workbook::ColumnSpec;
use lvzhi_scoring::{Attribute, Kind};

/// 姓名, in tables with one person a row.
pub const NAME: &str = "name";
/// 委员编号.
pub const MEMBER_NUMBER: &str = "member_number";
/// 界别.
pub const SECTOR: &str = "sector";
/// The day.
pub const DATE: &str = "date";
/// The kind's quantity.
pub const QUANTITY: &str = "quantity";
/// Stage of the piece.
pub const STAGE: &str = "stage";
/// Role in the piece.
pub const ROLE: &str = "role";
/// 件号, as our own export writes it.
pub const PIECE: &str = "piece";
/// How many signed.
pub const SIGNERS: &str = "signers";
/// Unit that recorded it.
pub const RECORDER: &str = "recorder";
/// Evidence.
pub const DOCUMENT: &str = "document";
/// Who confirmed it at the source.
pub const CONFIRMED_BY: &str = "confirmed_by";
/// 是 or 否.
pub const IS_CONFIRMED: &str = "is_confirmed";

const DATE_NAMES: [&str; 18] = [
    "时间",
    "发生日期",
    "会议日期",
    "会议时间",
    "活动日期",
    "活动时间",
    "提交日期",
    "提交时间",
    "报送日期",
    "发言日期",
    "起止日期",
    "起止时间",
    "开始日期",
    "表彰日期",
    "处理日期",
    "刊发日期",
    "评议日期",
    "学习日期",
];

/// Column of an attribute.
#[must_use]
pub fn attribute_column(attribute: &Attribute) -> String {
    format!("attr.{}", attribute.id)
}

/// A column that holds names: everybody in it has this role, or this value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleColumn {
    /// Column id.
    pub id: String,
    /// Heading.
    pub label: String,
    /// Other headings.
    pub aliases: Vec<String>,
    /// Role of everybody in it.
    pub role: Option<String>,
    /// Attribute and value of everybody in it: 请假人员 are on leave.
    pub preset: Option<(String, String)>,
}

/// The columns with many names that tables of this kind may have.
#[must_use]
pub fn people_columns(kind: &Kind) -> Vec<PeopleColumn> {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    if !kind.roles.is_empty() {
        let column = |role: &lvzhi_scoring::Term| PeopleColumn {
            id: format!("role.{}", role.id),
            label: role.label.clone(),
            aliases: role.aliases.clone(),
            role: Some(role.id.clone()),
            preset: None,
        };
        return kind.roles.iter().map(column).collect();
    }
    let Some(presence) = kind.attribute("presence") else {
        return vec![PeopleColumn {
            id: "people".into(),
            label: "参加人员".into(),
            aliases: words(&["参加委员", "参与委员", "参与人员", "参加人", "人员名单", "委员名单", "名单"]),
            role: None,
            preset: None,
        }];
    };
    let column = |value: &lvzhi_scoring::Term| {
        let aliases = if value.id == "present" {
            words(&["参会人员", "参会委员", "参加人员", "参加委员", "出席委员", "到会人员", "到会委员"])
        } else {
            vec![format!("{}委员", value.label), format!("{}名单", value.label)]
        };
        PeopleColumn {
            id: format!("presence.{}", value.id),
            label: format!("{}人员", value.label),
            aliases,
            role: None,
            preset: Some((presence.id.clone(), value.id.clone())),
        }
    };
    presence.values().iter().map(column).collect()
}

/// All columns of a kind.
#[must_use]
pub fn columns(kind: &Kind) -> Vec<ColumnSpec> {
    let mut specs = vec![
        ColumnSpec::new(NAME, "姓名").aliases(&[
            "委员姓名",
            "人员姓名",
            "发言人",
            "宣讲人",
            "获奖人",
            "委员",
        ]),
        ColumnSpec::new(MEMBER_NUMBER, "委员编号").aliases(&["委员号", "委员证号", "人员编号"]),
        ColumnSpec::new(SECTOR, "界别").aliases(&["所属界别", "所在界别", "委员界别"]),
        ColumnSpec::new(DATE, "日期").aliases(&DATE_NAMES),
    ];
    for attribute in &kind.attributes {
        let mut spec = ColumnSpec::new(&attribute_column(attribute), &attribute.label);
        spec.aliases.clone_from(&attribute.aliases);
        specs.push(spec);
    }
    if let Some(quantity) = &kind.quantity {
        let mut spec = ColumnSpec::new(QUANTITY, &quantity.label);
        spec.aliases.clone_from(&quantity.aliases);
        specs.push(spec);
    }
    if !kind.stages.is_empty() {
        specs.push(ColumnSpec::new(STAGE, "阶段").aliases(&[
            "状态",
            "办理状态",
            "立案情况",
            "采用情况",
            "办理结果",
        ]));
    }
    if !kind.roles.is_empty() {
        specs.push(ColumnSpec::new(ROLE, "角色").aliases(&["署名角色", "担任角色"]));
    }
    for people in people_columns(kind) {
        let mut spec = ColumnSpec::new(&people.id, &people.label);
        spec.aliases = people.aliases;
        specs.push(spec);
    }
    if kind.piece {
        specs.push(ColumnSpec::new(PIECE, "件号"));
        specs.push(ColumnSpec::new(SIGNERS, "署名人数").aliases(&["提案人数", "署名总人数"]));
    }
    specs.push(ColumnSpec::new(RECORDER, "记录单位").aliases(&["填报单位", "组织单位", "主办单位"]));
    specs.push(ColumnSpec::new(DOCUMENT, "凭据").aliases(&["凭据文号", "发文字号", "佐证材料", "来源文件"]));
    specs.push(ColumnSpec::new(CONFIRMED_BY, "确认人").aliases(&["核实人", "审定人"]));
    specs.push(ColumnSpec::new(IS_CONFIRMED, "是否确认").aliases(&["确认情况", "是否核实"]));
    specs
}
