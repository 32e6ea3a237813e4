//! The list of members: filter, order, page, export.
use chrono::NaiveDate;
use lvzhi_platform::sheet_export::{CellValue, Column as SheetColumn, ColumnKind, SheetSpec};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use crate::is_meant;
use crate::office::people_tabs;
use crate::roster::{Roster, RosterMember, Standing};
use lvzhi_imports::mask_phone;
use lvzhi_ui::{self as ui, Button, Chip, Column};

/// Members on a page.
const SIZE: usize = 50;

/// What the list is asked for; also sent along with an export.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    pub q: String,
    pub sector: String,
    pub special_committee: String,
    pub post: String,
    pub standing: String,
    pub sort: String,
    pub page: String,
}

impl ListQuery {
    /// The members asked for, in the order asked for.
    pub(super) fn pick<'r>(&self, roster: &'r Roster, today: NaiveDate) -> Vec<&'r RosterMember> {
        let id = |text: &str| text.parse::<Uuid>().ok();
        let (sector, special) = (id(&self.sector), id(&self.special_committee));
        let standing = Standing::ALL.into_iter().find(|standing| standing.id() == self.standing);
        let mut found: Vec<&RosterMember> = roster
            .members
            .iter()
            .filter(|m| sector.is_none_or(|id| m.member.sector_id == id))
            .filter(|m| special.is_none_or(|id| m.member.special_committee_id == Some(id)))
            .filter(|m| self.post.is_empty() || m.holds(&self.post, today))
            .filter(|m| standing.is_none_or(|standing| m.standing(today) == standing))
            .filter(|m| {
                is_meant(&self.q, &m.member.name, &m.member.pinyin, &m.member.initials, &m.member.number)
            })
            .collect();
        match self.sort.trim_start_matches('-') {
            "name" => found
                .sort_by(|a, b| (&a.member.pinyin, &a.member.name).cmp(&(&b.member.pinyin, &b.member.name))),
            "sector" => {
                let place =
                    |m: &RosterMember| roster.sectors.iter().position(|unit| unit.id == m.member.sector_id);
                found.sort_by_key(|m| place(m));
            }
            _ => {}
        }
        if self.sort.starts_with('-') {
            found.reverse();
        }
        found
    }

    fn link(&self, key: &str, value: &str) -> String {
        let pairs = [
            ("q", self.q.as_str()),
            ("sector", &self.sector),
            ("special_committee", &self.special_committee),
            ("post", &self.post),
            ("standing", &self.standing),
            ("sort", &self.sort),
            ("page", ""),
        ];
        let pairs = pairs.iter().map(|(name, old)| (*name, if *name == key { value } else { *old }));
        let query: Vec<String> = pairs
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        format!("/members?{}", query.join("&"))
    }

    fn hidden(&self) -> Markup {
        html! {
            @for (name, value) in [("q", &self.q), ("sector", &self.sector), ("special_committee", &self.special_committee), ("post", &self.post), ("standing", &self.standing), ("sort", &self.sort)] {
                @if !value.is_empty() { (ui::hidden(name, value)) }
            }
        }
    }
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

pub(super) fn posts_words(member: &RosterMember, today: NaiveDate) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for post in member.posts_on(today) {
        if !titles.contains(&post.title.as_str()) {
            titles.push(&post.title);
        }
    }
    titles.join("、")
}

pub(super) fn standing_mark(standing: Standing) -> Markup {
    match standing {
        Standing::Serving => html! { (standing.label()) },
        Standing::Exempt => ui::chip(Chip::Soft, standing.label()),
        Standing::Left => ui::chip(Chip::Dash, standing.label()),
    }
}

/// What the viewer may do and see.
#[derive(Clone, Copy)]
pub(super) struct Rights {
    pub keeps: bool,
    pub exports: bool,
    pub opens: bool,
}

pub(super) fn page(roster: &Roster, query: &ListQuery, rights: Rights, today: NaiveDate) -> Markup {
    let found = query.pick(roster, today);
    let pages = found.len().div_ceil(SIZE).max(1);
    let page = query.page.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let count = |standing| roster.members.iter().filter(|m| m.standing(today) == standing).count();
    let sub = html! {
        "共 " (roster.members.len()) " 位：在任 " (count(Standing::Serving)) "，免评 " (count(Standing::Exempt)) "，离任 " (count(Standing::Left)) "。"
        @if found.len() != roster.members.len() { "符合条件的 " (found.len()) " 位。" }
    };
    let actions = html! {
        @if rights.exports && !found.is_empty() {
            form method="post" action="/members/export" { (query.hidden()) (ui::submit(Button::Plain, "导出这些委员")) }
        }
        @if rights.keeps {
            (ui::button_link(Button::Plain, "导入名册", "/imports/new?target=members"))
            (ui::button_link(Button::Primary, "添一位委员", "/members/new"))
        }
    };
    html! {
        (ui::head("委员", sub, actions))
        (people_tabs("/members"))
        @if roster.members.is_empty() {
            (ui::empty("名册还是空的", "导入委员名册后，考勤、提案等才对得上人。", rights.keeps.then_some(("导入委员名册", "/imports/new?target=members"))))
        } @else {
            (filters(roster, query))
            @let shown = found.iter().skip((page - 1) * SIZE).take(SIZE).copied().collect::<Vec<_>>();
            (table(query, &shown, rights, today))
            (ui::pager(page as u64, pages as u64, &format!("每页 {SIZE} 位"), |n| query.link("page", &n.to_string())))
        }
    }
}

fn filters(roster: &Roster, query: &ListQuery) -> Markup {
    let units = |units: &[crate::office::Unit]| {
        let mut options = vec![(String::new(), "全部".to_owned())];
        options.extend(units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())));
        options
    };
    let words = |items: &[(&str, &str)]| {
        items.iter().map(|(id, label)| ((*id).to_owned(), (*label).to_owned())).collect::<Vec<_>>()
    };
    let mut standings = vec![("", "全部")];
    standings.extend(Standing::ALL.iter().map(|standing| (standing.id(), standing.label())));
    ui::filter(
        "/members",
        html! {
            (ui::filter_text("q", "姓名、拼音或编号", &query.q, 12))
            (ui::filter_select("sector", "界别", &units(&roster.sectors), &query.sector))
            (ui::filter_select("special_committee", "专委会", &units(&roster.special_committees), &query.special_committee))
            (ui::filter_select("post", "职务", &words(&[("", "全部"), ("standing", "常委"), ("chair_meeting", "主席会议成员")]), &query.post))
            (ui::filter_select("standing", "状态", &words(&standings), &query.standing))
            @if !query.sort.is_empty() { (ui::hidden("sort", &query.sort)) }
        },
        html! {},
    )
}

fn sorted(query: &ListQuery, label: &str, key: &str) -> Column {
    let (column, down) = (Column::new(label), format!("-{key}"));
    let current = if query.sort.is_empty() { "number" } else { &query.sort };
    if current == key {
        column.ascending(Some(query.link("sort", &down)))
    } else if current == down {
        column.descending(Some(query.link("sort", key)))
    } else {
        column.sortable(query.link("sort", key))
    }
}

fn table(query: &ListQuery, members: &[&RosterMember], rights: Rights, today: NaiveDate) -> Markup {
    let columns = [
        sorted(query, "编号", "number"),
        sorted(query, "姓名", "name"),
        sorted(query, "界别", "sector"),
        Column::new("专委会").class("hide-s"),
        Column::new("职务"),
        Column::new("工作单位及职务").class("hide-m hide-s"),
        Column::new("手机").class("hide-s"),
        Column::new("状态"),
    ];
    let rows = html! {
        @for m in members {
            tr {
                td class="nowrap" { (m.member.number) }
                th scope="row" class="nowrap" {
                    @if rights.opens { a href={ "/members/" (m.member.id) } { (m.member.name) } } @else { (m.member.name) }
                }
                td { (m.sector) }
                td class="hide-s" { (m.special_committee) }
                td { (posts_words(m, today)) }
                td class="hide-m hide-s" { (m.member.employer) }
                td class="hide-s nowrap" { (mask_phone(&m.member.phone)) }
                td class="nowrap" { (standing_mark(m.standing(today))) }
            }
        }
        @if members.is_empty() { (ui::empty_row(columns.len(), "没有符合条件的委员。换个条件，或清空筛选。")) }
    };
    ui::table("委员名册", "dense flow", &columns, rows)
}

/// The members as a workbook that can be imported again. Phones are whole only for those who keep people.
pub(super) fn sheet(members: &[&RosterMember], whole_phones: bool, today: NaiveDate) -> SheetSpec {
    let text = |header, width| SheetColumn::new(header, width, ColumnKind::Text);
    let date = |header| SheetColumn::new(header, 12.0, ColumnKind::Date);
    let columns = vec![
        text("委员编号", 10.0),
        text("姓名", 12.0),
        text("性别", 6.0),
        text("民族", 8.0),
        text("出生年月", 10.0),
        text("界别", 16.0),
        text("专委会", 22.0),
        text("工作单位及职务", 36.0),
        text("是否常委", 10.0),
        text("职务", 10.0),
        text("手机", 14.0),
        date("任职起"),
        date("任职止"),
        text("免评原因", 14.0),
        date("免评起"),
        date("免评止"),
        text("备注", 20.0),
    ];
    let day = |day: Option<NaiveDate>| day.map_or(CellValue::Empty, CellValue::Date);
    let rows = members.iter().map(|m| {
        let row = &m.member;
        let exemption = m.exemptions.last();
        let phone = if whole_phones { row.phone.clone() } else { mask_phone(&row.phone) };
        vec![
            row.number.as_str().into(),
            row.name.as_str().into(),
            row.sex.as_str().into(),
            row.ethnicity.as_str().into(),
            row.born.as_str().into(),
            m.sector.as_str().into(),
            m.special_committee.as_str().into(),
            row.employer.as_str().into(),
            if m.holds("standing", today) { "是" } else { "否" }.into(),
            posts_words(m, today).as_str().into(),
            phone.as_str().into(),
            day(Some(row.starts_on)),
            day(row.ends_on),
            exemption.map_or("", |e| e.reason.as_str()).into(),
            day(exemption.map(|e| e.starts_on)),
            day(exemption.and_then(|e| e.ends_on)),
            row.note.as_str().into(),
        ]
    });
    SheetSpec::new("委员名册", columns, rows.collect()).landscape()
}
