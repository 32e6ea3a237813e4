//! The form of one member: what was typed, what is wrong with it, what it means.
use chrono::NaiveDate;
use lvzhi_platform::workbook::{clean_name, clean_text, parse_date};
use maud::{Markup, html};

use super::MemberFields;
use crate::office::Unit;
use crate::roster::Roster;
use crate::{optional_date, pinyin_of};
use lvzhi_shell::form::{Errors, Filled, Reading, Sent};
use lvzhi_ui::{self as ui, Button};

/// Most characters of a text.
const LONGEST: usize = 200;

/// `1975-04` from `1975-04`, `1975.4`, `1975年4月`, `197504`, or a whole date.
pub(super) fn parse_month(text: &str) -> Option<String> {
    if let Ok(day) = parse_date(text, None) {
        return Some(day.format("%Y-%m").to_string());
    }
    let parts: Vec<&str> =
        text.split(['-', '.', '/', '年', '月', ' ']).filter(|part| !part.is_empty()).collect();
    let (year, month) = match parts[..] {
        [year, month] => (year.parse::<i32>().ok()?, month.parse::<u32>().ok()?),
        [both] if both.len() == 6 => (both.get(..4)?.parse().ok()?, both.get(4..)?.parse().ok()?),
        _ => return None,
    };
    ((1900..2100).contains(&year) && (1..=12).contains(&month)).then(|| format!("{year:04}-{month:02}"))
}

/// A form filled with what is known of a member.
pub(super) fn filled(fields: &MemberFields) -> Sent {
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    let special = fields.special_committee_id.map_or_else(String::new, |id| id.to_string());
    Sent::default()
        .with("number", &fields.number)
        .with("name", &fields.name)
        .with("pinyin", &fields.pinyin)
        .with("initials", &fields.initials)
        .with("sex", &fields.sex)
        .with("ethnicity", &fields.ethnicity)
        .with("born", &fields.born)
        .with("sector", fields.sector_id.to_string())
        .with("special_committee", special)
        .with("employer", &fields.employer)
        .with("phone", &fields.phone)
        .with("starts_on", day(Some(fields.starts_on)))
        .with("ends_on", day(fields.ends_on))
        .with("note", &fields.note)
}

/// What the form means.
///
/// # Errors
/// All that is wrong with it.
pub(super) fn read(sent: &Sent, roster: &Roster) -> Result<MemberFields, Errors> {
    let mut form = Reading::of(sent);
    let name = clean_name(&form.wanted("name", "姓名", LONGEST, "请填姓名。"));
    let ask = "请填委员编号，同一届里不能重复。";
    let number = clean_text(&form.wanted("number", "委员编号", LONGEST, ask));
    let (read, read_initials) = pinyin_of(&name);
    let pinyin = letters(&form.text("pinyin", "全拼", LONGEST), read);
    let initials = letters(&form.text("initials", "首字母", LONGEST), read_initials);
    let known = |units: &[Unit], id| units.iter().any(|unit| unit.id == id);
    let sector = form.id("sector", "界别", |id| known(&roster.sectors, id));
    if form.typed("sector").is_empty() {
        form.fail("sector", "请选界别。");
    }
    let special = form.id("special_committee", "专委会", |id| known(&roster.special_committees, id));
    let sex = form.typed("sex");
    let ethnicity = clean_text(&form.text("ethnicity", "民族", LONGEST));
    let born = read_month(&mut form);
    let phone = read_phone(&mut form);
    let (starts_on, ends_on) = read_term(&mut form);
    let employer = clean_text(&form.text("employer", "工作单位及职务", LONGEST));
    let note = clean_text(&form.text("note", "备注", LONGEST));
    match (sector, starts_on) {
        (Some(sector_id), Some(starts_on)) if form.is_sound() => Ok(MemberFields {
            number,
            name,
            pinyin,
            initials,
            sex: if ["男", "女"].contains(&sex) { sex.to_owned() } else { String::new() },
            ethnicity,
            born,
            sector_id,
            special_committee_id: special,
            employer,
            phone,
            starts_on,
            ends_on,
            note,
        }),
        _ => Err(form.errors()),
    }
}

fn letters(typed: &str, otherwise: String) -> String {
    let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    if typed.is_empty() { otherwise } else { typed.to_ascii_lowercase() }
}

fn read_month(form: &mut Reading<'_>) -> String {
    let typed = form.text("born", "出生年月", LONGEST);
    if typed.is_empty() {
        return typed;
    }
    let month = parse_month(&typed).ok_or_else(|| format!("“{typed}”不是出生年月。请写成 1975-04。"));
    form.take("born", month).unwrap_or_default()
}

fn read_phone(form: &mut Reading<'_>) -> String {
    let phone = form.text("phone", "手机", LONGEST).replace([' ', '-'], "");
    let is_number = phone.bytes().all(|b| b.is_ascii_digit()) && (7..=12).contains(&phone.len());
    if !phone.is_empty() && !is_number {
        form.fail("phone", format!("“{phone}”不是电话号码。请填 7 到 12 位数字。"));
    }
    phone
}

fn read_term(form: &mut Reading<'_>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let mut day = |name: &str| {
        let read = optional_date(form.typed(name)).map_err(|sentence| format!("{sentence}。"));
        form.take(name, read).flatten()
    };
    let (from, to) = (day("starts_on"), day("ends_on"));
    if form.typed("starts_on").is_empty() {
        form.fail("starts_on", "请填任职的第一天。");
    }
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        form.fail("ends_on", format!("任职止不能早于任职起。最早填 {from}。"));
    }
    (from, to)
}

/// Draws the form.
pub(super) fn markup(
    filled: Filled<'_>,
    roster: &Roster,
    (action, button, back): (&str, &str, &str),
) -> Markup {
    let units = |units: &[Unit], first: &str| {
        let mut options = vec![(String::new(), first.to_owned())];
        options.extend(units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())));
        options
    };
    let sexes = ["", "男", "女"]
        .map(|sex| (sex.to_owned(), if sex.is_empty() { "未填".into() } else { sex.to_owned() }));
    let field = |name: &'static str, label: &'static str| filled.field(name, label);
    html! {
        (filled.errors.summary())
        form class="form" method="post" action=(action) autocomplete="off" {
            div class="two" {
                (ui::text_field(&field("name", "姓名").required()))
                (ui::text_field(&field("number", "委员编号").required().hint("同一届里不重复")))
                (ui::text_field(&field("pinyin", "全拼").hint("不填就自动注音；多音字在这里改")))
                (ui::text_field(&field("initials", "首字母").hint("查找用")))
                (ui::select_field(&field("sector", "界别").required(), &units(&roster.sectors, "请选择")))
                (ui::select_field(&field("special_committee", "专委会"), &units(&roster.special_committees, "没有")))
                (ui::select_field(&field("sex", "性别"), &sexes))
                (ui::text_field(&field("ethnicity", "民族").optional()))
                (ui::text_field(&field("born", "出生年月").optional().placeholder("1975-04")))
                (ui::text_field(&field("phone", "手机").optional().inputmode("tel")))
                (ui::date_field(&field("starts_on", "任职起").required()))
                (ui::date_field(&field("ends_on", "任职止").optional().hint("离任的最后一天")))
            }
            (ui::text_field(&field("employer", "工作单位及职务").optional()))
            (ui::text_field(&field("note", "备注").optional()))
            (ui::hidden(SEEN, filled.sent.get(SEEN)))
            div class="acts" { (ui::submit(Button::Primary, button)) (ui::button_link(Button::Plain, "不改了", back)) }
        }
    }
}

/// The field that says which state of the member was seen.
pub(super) const SEEN: &str = "seen";

/// Fields with their labels, for saying what somebody else has changed meanwhile.
pub(super) const LABELS: [(&str, &str); 14] = [
    ("name", "姓名"),
    ("number", "委员编号"),
    ("pinyin", "全拼"),
    ("initials", "首字母"),
    ("sector", "界别"),
    ("special_committee", "专委会"),
    ("sex", "性别"),
    ("ethnicity", "民族"),
    ("born", "出生年月"),
    ("phone", "手机"),
    ("starts_on", "任职起"),
    ("ends_on", "任职止"),
    ("employer", "工作单位及职务"),
    ("note", "备注"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_many_hands() {
        for text in ["1975-04", "1975.4", "1975年4月", "197504", "1975-04-12", "1975/04"] {
            assert_eq!(parse_month(text).as_deref(), Some("1975-04"), "{text}");
        }
        assert_eq!(parse_month("1975-13"), None);
        assert_eq!(parse_month("四月"), None);
    }
}
