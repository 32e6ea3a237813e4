//! The list of members: filter, order, columns; its workbook can be imported again.
use chrono::NaiveDate;
use lvzhi_platform::sheet_export::{CellValue, ColumnKind};
use maud::{Markup, html};
use uuid::Uuid;

use crate::is_meant;
use crate::noun::{EXPORT_MEMBERS, MEMBER};
use crate::office::people_tabs;
use crate::roster::{Roster, RosterMember, Standing};
use lvzhi_imports::mask_phone;
use lvzhi_shell::listing::{Column, Export, Listing, Shown};
use lvzhi_shell::words::Words;
use lvzhi_ui::{self as ui, Button, Chip};

/// Classes of members that the filter knows, by the posts they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Standing,
    ChairMeeting,
    NotChairMeeting,
}

const CLASSES: Words<Class> = Words(&[
    (Class::Standing, "standing", "常委"),
    (Class::ChairMeeting, "chair_meeting", "主席会议成员"),
    (Class::NotChairMeeting, "not_chair_meeting", "主席会议成员以外"),
]);

impl Class {
    fn has(self, member: &RosterMember, day: NaiveDate) -> bool {
        match self {
            Self::Standing => member.holds("standing", day),
            Self::ChairMeeting => member.holds("chair_meeting", day),
            Self::NotChairMeeting => !member.holds("chair_meeting", day),
        }
    }
}

/// What is special about a member in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Joined,
    Exempt,
    Undated,
}

const CASES: Words<Case> = Words(&[
    (Case::Joined, "joined", "期内新任"),
    (Case::Exempt, "exempt", "期内免评"),
    (Case::Undated, "undated", "职务没有起日"),
]);

impl Case {
    fn has(self, member: &RosterMember, (from, to): (NaiveDate, NaiveDate)) -> bool {
        match self {
            Self::Joined => member.member.starts_on > from && member.member.starts_on <= to,
            Self::Exempt => member
                .exemptions
                .iter()
                .any(|own| own.starts_on <= to && own.ends_on.is_none_or(|end| end >= from)),
            Self::Undated => member.posts.iter().any(|post| post.starts_on.is_none()),
        }
    }
}

/// A unit of one kind, or that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    In(Uuid),
    Nowhere,
}

/// Asks for those without a unit.
const NOWHERE: &str = "none";

impl Place {
    fn parse(text: &str) -> Option<Self> {
        if text == NOWHERE { Some(Self::Nowhere) } else { text.parse().ok().map(Self::In) }
    }

    fn is(self, unit: Option<Uuid>) -> bool {
        match self {
            Self::In(wanted) => unit == Some(wanted),
            Self::Nowhere => unit.is_none(),
        }
    }
}

/// Which members, in which order.
pub(super) struct Filter {
    words: String,
    sector: Option<Uuid>,
    special_committee: Option<Place>,
    class: Option<Class>,
    standing: Option<Standing>,
    case: Option<Case>,
    /// First and last day of the period that is meant; one alone reaches to the other end of time.
    period: Option<(NaiveDate, NaiveDate)>,
    order: (&'static str, bool),
}

impl Filter {
    pub(super) fn of(listing: &mut Listing) -> Self {
        let (from, to) = (listing.day("from", "起日"), listing.day("to", "止日"));
        let any = from.or(to).is_some();
        Self {
            words: listing.text("q", "姓名、拼音或编号").unwrap_or_default(),
            sector: listing.id("sector", "界别"),
            special_committee: listing.choice("special_committee", "专委会", Place::parse),
            class: listing.word("post", "类别", &CLASSES),
            standing: listing.word("standing", "状态", &Standing::WORDS),
            case: listing.word("case", "情况", &CASES),
            period: any.then(|| (from.unwrap_or(NaiveDate::MIN), to.unwrap_or(NaiveDate::MAX))),
            order: listing.order(&["number", "name", "sector"]),
        }
    }

    /// The members asked for, in the order asked for. The roster is in memory anyway, in the order of numbers.
    pub(super) fn pick<'r>(&self, roster: &'r Roster, today: NaiveDate) -> Vec<&'r RosterMember> {
        let whole = (NaiveDate::MIN, NaiveDate::MAX);
        // Who is what is asked of the last day of a period that is over, as an evaluation asks.
        let day = self.period.map_or(today, |(_, to)| if to == NaiveDate::MAX { today } else { to });
        let mut found: Vec<&RosterMember> = roster
            .members
            .iter()
            .filter(|m| self.sector.is_none_or(|id| m.member.sector_id == id))
            .filter(|m| self.special_committee.is_none_or(|place| place.is(m.member.special_committee_id)))
            .filter(|m| self.class.is_none_or(|class| class.has(m, day)))
            .filter(|m| self.standing.is_none_or(|standing| m.standing(today) == standing))
            .filter(|m| self.period.is_none_or(|(from, to)| m.serves_between(from, to)))
            .filter(|m| self.case.is_none_or(|case| case.has(m, self.period.unwrap_or(whole))))
            .filter(|m| {
                is_meant(&self.words, &m.member.name, &m.member.pinyin, &m.member.initials, &m.member.number)
            })
            .collect();
        match self.order.0 {
            "name" => found
                .sort_by(|a, b| (&a.member.pinyin, &a.member.name).cmp(&(&b.member.pinyin, &b.member.name))),
            "sector" => {
                let place =
                    |m: &RosterMember| roster.sectors.iter().position(|unit| unit.id == m.member.sector_id);
                found.sort_by_key(|m| place(m));
            }
            _ => {}
        }
        if self.order.1 {
            found.reverse();
        }
        found
    }
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

/// What the viewer may do and see, and when.
#[derive(Clone, Copy)]
pub(super) struct Rights {
    pub keeps: bool,
    pub exports: bool,
    pub opens: bool,
    pub today: NaiveDate,
}

/// What an export notes; phones are whole only for those who keep people.
pub(super) fn taken<'a>(phones: &'a [(&'a str, bool)]) -> Export<'a> {
    Export {
        action: EXPORT_MEMBERS, subject: MEMBER.id, counted: "位委员", file: "委员名册", detail: phones
    }
}

type Col = Column<'static, RosterMember, Rights>;

fn day(heading: &'static str, day: fn(&RosterMember) -> Option<NaiveDate>) -> Col {
    let cell = move |m: &RosterMember, _: &Rights| day(m).map_or(CellValue::Empty, CellValue::Date);
    Col::new(heading, ColumnKind::Date, 12.0, cell).sheet_only()
}

pub(super) fn columns() -> Vec<Col> {
    let yes_or_no = |yes: bool| if yes { "是" } else { "否" };
    vec![
        Col::text("委员编号", 10.0, |m, _| &m.member.number).class("nowrap").sorted("number"),
        Col::text("姓名", 12.0, |m, _| &m.member.name)
            .drawn(|m, seen| {
                html! { @if seen.opens { a href={ "/members/" (m.member.id) } { (m.member.name) } } @else { (m.member.name) } }
            })
            .class("nowrap")
            .sorted("name")
            .head(),
        Col::text("性别", 6.0, |m, _| &m.member.sex).sheet_only(),
        Col::text("民族", 8.0, |m, _| &m.member.ethnicity).sheet_only(),
        Col::text("出生年月", 10.0, |m, _| &m.member.born).sheet_only(),
        Col::text("界别", 16.0, |m, _| &m.sector).sorted("sector"),
        Col::text("专委会", 22.0, |m, _| &m.special_committee).class("hide-s"),
        Col::text("是否常委", 10.0, move |m, seen| yes_or_no(m.holds("standing", seen.today))).sheet_only(),
        Col::words("职务", 10.0, |m, seen| posts_words(m, seen.today)),
        Col::text("工作单位及职务", 36.0, |m, _| &m.member.employer).class("hide-m hide-s"),
        Col::words("手机", 14.0, |m, seen| {
            if seen.keeps { m.member.phone.clone() } else { mask_phone(&m.member.phone) }
        })
        .drawn(|m, _| html! { (mask_phone(&m.member.phone)) })
        .class("hide-s nowrap"),
        Col::page_only("状态", |m, seen| standing_mark(m.standing(seen.today))).class("nowrap"),
        day("任职起", |m| Some(m.member.starts_on)),
        day("任职止", |m| m.member.ends_on),
        Col::text("免评原因", 14.0, |m, _| m.exemptions.last().map_or("", |e| &e.reason)).sheet_only(),
        day("免评起", |m| m.exemptions.last().map(|e| e.starts_on)),
        day("免评止", |m| m.exemptions.last().and_then(|e| e.ends_on)),
        Col::text("备注", 20.0, |m, _| &m.member.note).sheet_only(),
    ]
}

pub(super) fn page(roster: &Roster, listing: &Listing, found: &[&RosterMember], rights: Rights) -> Markup {
    let count = |standing| roster.members.iter().filter(|m| m.standing(rights.today) == standing).count();
    let total = found.len() as u64;
    let sub = html! {
        "共 " (roster.members.len()) " 位：在任 " (count(Standing::Serving)) "，免评 " (count(Standing::Exempt)) "，离任 " (count(Standing::Left)) "。"
        @if found.len() != roster.members.len() { "符合条件的 " (found.len()) " 位。" }
    };
    let actions = html! {
        @if rights.exports && !found.is_empty() {
            form method="post" action="/members/export" { (listing.hidden()) (ui::submit(Button::Plain, "导出这些委员")) }
        }
        @if rights.keeps {
            (ui::button_link(Button::Plain, "导入名册", "/imports/new?target=members"))
            (ui::button_link(Button::Primary, "添一位委员", "/members/new"))
        }
    };
    let shown = Shown {
        caption: "委员",
        class: "dense flow",
        unit: "位",
        total,
        fields: fields(roster, listing),
        empty: (
            "名册还是空的",
            "导入委员名册后，考勤、提案等才对得上人。",
            rights.keeps.then_some(("导入委员名册", "/imports/new?target=members")),
        ),
    };
    let span = listing.span(total);
    let places = usize::try_from(span.offset).unwrap_or(usize::MAX)..;
    let rows = found.get(places).unwrap_or_default().iter().copied();
    let rows = rows.take(usize::try_from(span.limit).unwrap_or(usize::MAX));
    html! {
        (ui::head("委员", sub, actions))
        (people_tabs("/members"))
        (listing.draw(&shown, &columns(), rows, &rights))
    }
}

fn fields(roster: &Roster, listing: &Listing) -> Markup {
    let all = |mut options: Vec<(String, String)>| {
        options.insert(0, (String::new(), "全部".to_owned()));
        options
    };
    let units = |units: &[crate::office::Unit]| {
        all(units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect())
    };
    let mut committees = units(&roster.special_committees);
    committees.push((NOWHERE.to_owned(), "没有专委会".to_owned()));
    html! {
        (ui::filter_text("q", "姓名、拼音或编号", listing.value("q"), 12))
        (ui::filter_select("sector", "界别", &units(&roster.sectors), listing.value("sector")))
        (ui::filter_select("special_committee", "专委会", &committees, listing.value("special_committee")))
        (ui::filter_select("post", "类别", &all(CLASSES.options()), listing.value("post")))
        (ui::filter_select("standing", "状态", &all(Standing::WORDS.options()), listing.value("standing")))
        (ui::filter_select("case", "情况", &all(CASES.options()), listing.value("case")))
        (ui::filter_day("from", "从", listing.value("from")))
        (ui::filter_day("to", "到", listing.value("to")))
    }
}
