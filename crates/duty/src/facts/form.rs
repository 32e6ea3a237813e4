//! The form of one fact: its fields come from the catalogue, the same checks hold as for workbooks.
use std::collections::BTreeMap;

use lvzhi_scoring::Kind;

use super::FullFact;
use crate::record::{Confirmed, FactDraft, columns as col, values};
use lvzhi_people::{Beside, Roster, match_name};

/// Reason of a correction or withdrawal.
pub(super) const REASON: &str = "reason";

/// What was typed: field → text.
pub(super) type Typed = BTreeMap<String, String>;

/// Fields with what is wrong with them.
pub(super) type Errors = Vec<(String, String)>;

pub(super) fn text<'t>(typed: &'t Typed, field: &str) -> &'t str {
    typed.get(field).map_or("", |text| text.trim())
}

/// A form filled with what a fact says.
pub(super) fn filled(fact: &FullFact) -> Typed {
    let view = &fact.fact;
    let mut typed = Typed::new();
    let mut put = |field: &str, value: String| typed.insert(field.to_owned(), value);
    put(col::NAME, fact.person.name.clone());
    put(col::MEMBER_NUMBER, fact.person.number.clone());
    put(col::DATE, view.occurred_on.to_string());
    put(col::QUANTITY, values::quantity_text(view.quantity));
    put(col::STAGE, view.stage.clone().unwrap_or_default());
    put(col::ROLE, view.role.clone().unwrap_or_default());
    put(col::PIECE, view.piece.clone().unwrap_or_default());
    put(col::SIGNERS, view.signers.map(|count| count.to_string()).unwrap_or_default());
    put(col::DOCUMENT, view.document.clone());
    put(col::RECORDER, view.recorder.clone());
    put(col::CONFIRMED_BY, view.confirmed_by.clone());
    for (id, value) in &view.attributes {
        put(&format!("attr.{id}"), value.clone());
    }
    typed
}

/// Reads a form.
///
/// # Errors
/// Every field that is wrong, with its sentence.
pub(super) fn read(kind: &Kind, typed: &Typed, roster: &Roster) -> Result<FactDraft, Errors> {
    let mut errors = Errors::new();
    let get = |field: &str| text(typed, field);
    let day = values::first_day(get(col::DATE), None)
        .map_err(|sentence| errors.push((col::DATE.into(), sentence)))
        .ok();
    let beside = Beside { number: get(col::MEMBER_NUMBER), sector: get(col::SECTOR), day };
    let person = match_name(roster, get(col::NAME), beside);
    let person = person.map_err(|unmatched| errors.push((col::NAME.into(), unmatched.to_string()))).ok();
    let mut attributes = BTreeMap::new();
    for attribute in &kind.attributes {
        let field = col::attribute_column(attribute);
        match values::attribute(attribute, get(&field), None) {
            Ok(value) => attributes.extend(value.map(|value| (attribute.id.clone(), value))),
            Err(sentence) => errors.push((field, sentence)),
        }
    }
    let mut term = |field: &str, label: &str, terms: &[lvzhi_scoring::Term]| {
        if terms.is_empty() {
            return None;
        }
        values::term(label, terms, get(field)).map_err(|sentence| errors.push((field.into(), sentence))).ok()
    };
    let (stage, role) = (term(col::STAGE, "阶段", &kind.stages), term(col::ROLE, "角色", &kind.roles));
    let quantity = match &kind.quantity {
        None => Some(values::ONE),
        Some(unit) => {
            let read = values::quantity(unit, get(col::QUANTITY));
            read.map_err(|sentence| errors.push((col::QUANTITY.into(), sentence))).ok()
        }
    };
    let signers = match get(col::SIGNERS) {
        "" => None,
        text => match text.parse::<i32>() {
            Ok(count) if count > 0 => Some(count),
            _ => {
                errors.push((col::SIGNERS.into(), format!("“{text}”不是署名人数；请填 1 以上的整数")));
                None
            }
        },
    };
    if get(col::DOCUMENT).is_empty() {
        errors.push((col::DOCUMENT.into(), "没有填凭据；请写明文号、签到表或会议记录，好让人核对".into()));
    }
    let (Some(day), Some(person), Some(quantity), true) = (day, person, quantity, errors.is_empty()) else {
        return Err(errors);
    };
    let piece = kind.piece.then(|| match get(col::PIECE) {
        "" => {
            let attribute = |id: &str| attributes.get(id).map_or("", String::as_str);
            values::piece(kind, attribute("number"), attribute("title"), &person.member.name, day)
        }
        own => own.to_owned(),
    });
    let confirmed = match get(col::CONFIRMED_BY) {
        "" => Confirmed::No,
        name => Confirmed::By(name.to_owned()),
    };
    Ok(FactDraft {
        member: person.member.id,
        occurred_on: day,
        quantity,
        attributes,
        piece,
        stage,
        role,
        signers,
        document: get(col::DOCUMENT).to_owned(),
        recorder: get(col::RECORDER).to_owned(),
        confirmed,
    })
}
