//! Reads the cells of a roster's row; what is wrong becomes a problem of the draft.
use chrono::NaiveDate;
use lvzhi_platform::workbook::clean_text;
use uuid::Uuid;

use super::MemberFields;
use super::forms::parse_month;
use super::import::ExemptionRecord;
use crate::office::UnitRef;
use crate::optional_date;
use crate::roster::RosterMember;
use lvzhi_imports::RowDraft;

pub(super) fn filled(draft: &RowDraft, column: &str) -> Option<String> {
    Some(clean_text(draft.text(column))).filter(|text| !text.is_empty())
}

pub(super) fn date(draft: &mut RowDraft, column: &str) -> Option<NaiveDate> {
    match optional_date(draft.text(column)) {
        Ok(day) => day,
        Err(sentence) => {
            draft.error(column, sentence);
            None
        }
    }
}

pub(super) fn sex(draft: &mut RowDraft) -> Option<String> {
    let text = filled(draft, "sex")?;
    if !["男", "女"].contains(&text.as_str()) {
        draft.error("sex", format!("“{text}”不是性别；请填 男 或 女"));
    }
    Some(text)
}

pub(super) fn ethnicity(draft: &RowDraft) -> Option<String> {
    let text = filled(draft, "ethnicity")?;
    Some(if text.ends_with('族') { text } else { format!("{text}族") })
}

/// `1975-04` from whatever way it is written.
pub(super) fn month(draft: &mut RowDraft) -> Option<String> {
    let text = filled(draft, "born")?;
    match parse_month(&text) {
        Some(month) => Some(month),
        None => {
            draft.error("born", format!("“{text}”不是出生年月；请写成 1975-04"));
            None
        }
    }
}

/// A masked number, as exported for those who may not see it, changes nothing.
pub(super) fn phone(draft: &mut RowDraft) -> Option<String> {
    let text: String = filled(draft, "phone")?.replace([' ', '-'], "");
    if text.contains('*') {
        return None;
    }
    if !text.bytes().all(|b| b.is_ascii_digit()) || !(7..=12).contains(&text.len()) {
        draft.warn("phone", format!("“{text}”不像电话号码，照原样存"));
    }
    Some(text)
}

pub(super) fn exemption(draft: &mut RowDraft, known: Option<&RosterMember>) -> Option<ExemptionRecord> {
    let (reason, from, to) =
        (filled(draft, "exemption_reason"), date(draft, "exemption_from"), date(draft, "exemption_to"));
    let reason = match (reason, from.or(to)) {
        (None, None) => return None,
        (None, Some(_)) => {
            draft.error("exemption_reason", "填了免评日期，没有填免评原因；请补上原因");
            return None;
        }
        (Some(reason), _) => reason,
    };
    let Some(starts_on) = from else {
        draft.error("exemption_from", "填了免评原因，没有填免评起；请补上日期");
        return None;
    };
    if to.is_some_and(|to| to < starts_on) {
        draft.error("exemption_to", format!("免评止早于免评起 {starts_on}；请改正"));
        return None;
    }
    let old = known.and_then(|known| known.exemptions.iter().find(|e| e.starts_on == starts_on));
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    if known.is_some() {
        let words = |reason: &str, to| {
            format!(
                "{reason}，{starts_on} 至 {}",
                if day(to).is_empty() { "另行通知".into() } else { day(to) }
            )
        };
        let before = old.map_or_else(String::new, |old| words(&old.reason, old.ends_on));
        draft.change("exemption_reason", "免评", &before, &words(&reason, to));
        if old.is_some_and(|old| old.reason == reason && old.ends_on == to) {
            return None;
        }
    }
    Some(ExemptionRecord {
        id: old.map_or_else(Uuid::now_v7, |old| old.id),
        starts_on,
        ends_on: to,
        reason,
        before: old.map(|old| (old.ends_on, old.reason.clone())),
    })
}

pub(super) fn note_changes(
    draft: &mut RowDraft,
    before: &MemberFields,
    after: &MemberFields,
    known: &RosterMember,
    sector: &UnitRef,
    special: Option<&UnitRef>,
) {
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    draft.change("number", "委员编号", &before.number, &after.number);
    draft.change("name", "姓名", &before.name, &after.name);
    draft.change("sector", "界别", &known.sector, &sector.name);
    if let Some(special) = special {
        draft.change("special_committee", "专委会", &known.special_committee, &special.name);
    }
    draft.change("sex", "性别", &before.sex, &after.sex);
    draft.change("ethnicity", "民族", &before.ethnicity, &after.ethnicity);
    draft.change("born", "出生年月", &before.born, &after.born);
    draft.change("employer", "工作单位及职务", &before.employer, &after.employer);
    draft.change("phone", "手机", &before.phone, &after.phone);
    draft.change("starts_on", "任职起", &day(Some(before.starts_on)), &day(Some(after.starts_on)));
    draft.change("ends_on", "任职止", &day(before.ends_on), &day(after.ends_on));
    draft.change("note", "备注", &before.note, &after.note);
}
