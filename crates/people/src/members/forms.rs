//! The form of one member: what was typed, what is wrong with it, what it means.
use chrono::NaiveDate;
use lvzhi_platform::workbook::{clean_name, clean_text, parse_date};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::MemberFields;
use crate::roster::Roster;
use crate::{optional_date, pinyin_of};
use lvzhi_ui::{self as ui, Button, Field};

/// The form as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MemberForm {
    pub number: String,
    pub name: String,
    pub pinyin: String,
    pub initials: String,
    pub sex: String,
    pub ethnicity: String,
    pub born: String,
    pub sector: String,
    pub special_committee: String,
    pub employer: String,
    pub phone: String,
    pub starts_on: String,
    pub ends_on: String,
    pub note: String,
}

/// Field and sentence.
pub(super) type Errors = Vec<(&'static str, String)>;

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

impl MemberForm {
    pub(super) fn of(fields: &MemberFields) -> Self {
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        Self {
            number: fields.number.clone(),
            name: fields.name.clone(),
            pinyin: fields.pinyin.clone(),
            initials: fields.initials.clone(),
            sex: fields.sex.clone(),
            ethnicity: fields.ethnicity.clone(),
            born: fields.born.clone(),
            sector: fields.sector_id.to_string(),
            special_committee: fields.special_committee_id.map_or_else(String::new, |id| id.to_string()),
            employer: fields.employer.clone(),
            phone: fields.phone.clone(),
            starts_on: day(Some(fields.starts_on)),
            ends_on: day(fields.ends_on),
            note: fields.note.clone(),
        }
    }

    /// What the form means, or all that is wrong with it.
    pub(super) fn read(&self, roster: &Roster) -> std::result::Result<MemberFields, Errors> {
        let mut errors = Errors::new();
        let text = |text: &str| clean_text(text).chars().take(200).collect::<String>();
        let (number, name) = (text(&self.number), clean_name(&self.name));
        if number.is_empty() {
            errors.push(("number", "请填委员编号，同一届里不能重复。".into()));
        }
        if name.is_empty() {
            errors.push(("name", "请填姓名。".into()));
        }
        let unit = |text: &str, known: &[crate::office::Unit]| {
            text.parse::<Uuid>().ok().filter(|id| known.iter().any(|unit| unit.id == *id))
        };
        let sector = unit(&self.sector, &roster.sectors);
        if sector.is_none() {
            errors.push(("sector", "请选界别。".into()));
        }
        let special_committee_id = unit(&self.special_committee, &roster.special_committees);
        let born = match self.born.trim() {
            "" => String::new(),
            typed => parse_month(typed).unwrap_or_else(|| {
                errors.push(("born", format!("“{typed}”不是出生年月。请写成 1975-04。")));
                String::new()
            }),
        };
        let phone: String = text(&self.phone).replace([' ', '-'], "");
        if !phone.is_empty()
            && (!phone.bytes().all(|b| b.is_ascii_digit()) || !(7..=12).contains(&phone.len()))
        {
            errors.push(("phone", format!("“{phone}”不是电话号码。请填 7 到 12 位数字。")));
        }
        let mut day = |field: &'static str, typed: &str| match optional_date(typed) {
            Ok(day) => day,
            Err(sentence) => {
                errors.push((field, format!("{sentence}。")));
                None
            }
        };
        let (starts_on, ends_on) = (day("starts_on", &self.starts_on), day("ends_on", &self.ends_on));
        if starts_on.is_none() && self.starts_on.trim().is_empty() {
            errors.push(("starts_on", "请填任职的第一天。".into()));
        }
        if let (Some(from), Some(to)) = (starts_on, ends_on)
            && to < from
        {
            errors.push(("ends_on", format!("任职止不能早于任职起。最早填 {from}。")));
        }
        let (read, read_initials) = pinyin_of(&name);
        let letters = |typed: &str, otherwise: String| {
            let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
            if typed.is_empty() { otherwise } else { typed.to_ascii_lowercase() }
        };
        match (sector, starts_on) {
            (Some(sector_id), Some(starts_on)) if errors.is_empty() => Ok(MemberFields {
                number,
                name,
                pinyin: letters(&self.pinyin, read),
                initials: letters(&self.initials, read_initials),
                sex: if ["男", "女"].contains(&self.sex.as_str()) {
                    self.sex.clone()
                } else {
                    String::new()
                },
                ethnicity: text(&self.ethnicity),
                born,
                sector_id,
                special_committee_id,
                employer: text(&self.employer),
                phone,
                starts_on,
                ends_on,
                note: text(&self.note),
            }),
            _ => Err(errors),
        }
    }

    /// Draws the form.
    pub(super) fn markup(
        &self,
        roster: &Roster,
        errors: &Errors,
        action: &str,
        button: &str,
        back: &str,
    ) -> Markup {
        let error = |field: &str| {
            errors.iter().find(|(name, _)| *name == field).map(|(_, sentence)| sentence.as_str())
        };
        let units = |units: &[crate::office::Unit], first: &str| {
            let mut options = vec![(String::new(), first.to_owned())];
            options.extend(units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())));
            options
        };
        let sexes = ["", "男", "女"]
            .map(|sex| (sex.to_owned(), if sex.is_empty() { "未填".into() } else { sex.to_owned() }));
        let field = |name: &'static str, label: &'static str| {
            Field::new(name, label).error(error(name)).max_length(200)
        };
        let all: Vec<(&str, String)> = errors.clone();
        html! {
            (ui::error_summary(&all))
            form class="form" method="post" action=(action) autocomplete="off" {
                div class="two" {
                    (ui::text_field(&field("name", "姓名").value(&self.name).required()))
                    (ui::text_field(&field("number", "委员编号").value(&self.number).required().hint("同一届里不重复")))
                    (ui::text_field(&field("pinyin", "全拼").value(&self.pinyin).hint("不填就自动注音；多音字在这里改")))
                    (ui::text_field(&field("initials", "首字母").value(&self.initials).hint("查找用")))
                    (ui::select_field(&field("sector", "界别").value(&self.sector).required(), &units(&roster.sectors, "请选择")))
                    (ui::select_field(&field("special_committee", "专委会").value(&self.special_committee), &units(&roster.special_committees, "没有")))
                    (ui::select_field(&field("sex", "性别").value(&self.sex), &sexes))
                    (ui::text_field(&field("ethnicity", "民族").value(&self.ethnicity).optional()))
                    (ui::text_field(&field("born", "出生年月").value(&self.born).optional().placeholder("1975-04")))
                    (ui::text_field(&field("phone", "手机").value(&self.phone).optional().inputmode("tel")))
                    (ui::date_field(&field("starts_on", "任职起").value(&self.starts_on).required()))
                    (ui::date_field(&field("ends_on", "任职止").value(&self.ends_on).optional().hint("离任的最后一天")))
                }
                (ui::text_field(&field("employer", "工作单位及职务").value(&self.employer).optional()))
                (ui::text_field(&field("note", "备注").value(&self.note).optional()))
                div class="acts" { (ui::submit(Button::Primary, button)) (ui::button_link(Button::Plain, "不改了", back)) }
            }
        }
    }
}

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
