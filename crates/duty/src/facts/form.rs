//! The form of one fact: its fields come from the catalogue, the same checks hold as for workbooks.
use std::collections::BTreeMap;

use lvzhi_scoring::{Kind, Term};
use lvzhi_shell::form::{Errors, Reading, Sent};

use super::FullFact;
use crate::record::{Confirmed, FactDraft, columns as col, values};
use lvzhi_people::{Beside, Roster, match_name};

/// Reason of a correction or withdrawal.
pub(super) const REASON: &str = "reason";

/// Most characters of a text that is not longer by its kind.
const LONGEST: usize = 300;
/// Most characters of a reason.
pub(super) const LONGEST_REASON: usize = 200;

/// A form filled with what a fact says.
pub(super) fn filled(fact: &FullFact) -> Sent {
    let view = &fact.fact;
    let mut sent = Sent::default();
    let mut put = |field: &str, value: String| sent.set(field, value);
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
    sent
}

/// Reads a form.
///
/// # Errors
/// Every field that is wrong, with its sentence.
pub(super) fn read(kind: &Kind, sent: &Sent, roster: &Roster) -> Result<FactDraft, Errors> {
    let mut form = Reading::of(sent);
    let name = form.text(col::NAME, "姓名", LONGEST);
    let number = form.text(col::MEMBER_NUMBER, "委员编号", LONGEST);
    let day = values::first_day(form.typed(col::DATE), None);
    let day = form.take(col::DATE, day);
    let person = match_name(roster, &name, Beside { number: &number, sector: sent.get(col::SECTOR), day });
    let person = form.take(col::NAME, person);
    let attributes = read_attributes(&mut form, kind);
    let mut term = |field: &str, label: &str, terms: &[Term]| {
        let read = || values::term(label, terms, sent.get(field));
        if terms.is_empty() { None } else { form.take(field, read()) }
    };
    let (stage, role) = (term(col::STAGE, "阶段", &kind.stages), term(col::ROLE, "角色", &kind.roles));
    let quantity = match &kind.quantity {
        None => Some(values::ONE),
        Some(unit) => form.take(col::QUANTITY, values::quantity(unit, sent.get(col::QUANTITY))),
    };
    let signers = form.number(col::SIGNERS, "署名人数", 1..=MOST_SIGNERS);
    let piece = form.text(col::PIECE, "件号", LONGEST);
    let ask = "没有填凭据；请写明文号、签到表或会议记录，好让人核对";
    let document = form.wanted(col::DOCUMENT, "凭据", LONGEST, ask);
    let recorder = form.text(col::RECORDER, "记录单位", LONGEST);
    let confirmed_by = form.text(col::CONFIRMED_BY, "确认人", LONGEST);
    let (Some(day), Some(person), Some(quantity), true) = (day, person, quantity, form.is_sound()) else {
        return Err(form.errors());
    };
    let piece = kind.piece.then(|| {
        let attribute = |id: &str| attributes.get(id).map_or("", String::as_str);
        if !piece.is_empty() {
            return piece;
        }
        values::piece(kind, attribute("number"), attribute("title"), &person.member.name, day)
    });
    Ok(FactDraft {
        member: person.member.id,
        occurred_on: day,
        quantity,
        attributes,
        piece,
        stage,
        role,
        signers: signers.and_then(|count| i32::try_from(count).ok()),
        document,
        recorder,
        confirmed: if confirmed_by.is_empty() { Confirmed::No } else { Confirmed::By(confirmed_by) },
    })
}

/// More people than any committee has.
const MOST_SIGNERS: i64 = 10_000;

fn read_attributes(form: &mut Reading<'_>, kind: &Kind) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    for attribute in &kind.attributes {
        let field = col::attribute_column(attribute);
        let typed = form.text(&field, &attribute.label, LONGEST);
        let value = form.take(&field, values::attribute(attribute, &typed, None)).flatten();
        attributes.extend(value.map(|value| (attribute.id.clone(), value)));
    }
    attributes
}
