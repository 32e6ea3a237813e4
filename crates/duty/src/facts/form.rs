//! The form of one fact: its fields come from the catalogue, the same checks hold as for workbooks.
use chrono::NaiveDate;
use lvzhi_imports::Level;
use lvzhi_scoring::Kind;
use lvzhi_shell::form::{Errors, Sent};

use super::FullFact;
use crate::intake::{self, Settings};
use crate::record::{FactDraft, columns as col, values};
use lvzhi_people::Roster;

/// Reason of a correction or withdrawal.
pub(super) const REASON: &str = "reason";

/// That the warnings were looked at.
pub(super) const SEEN: &str = "seen";
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

/// A form that was read: the fact that it makes, and what somebody should look at first.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) fact: FactDraft,
    pub(super) warnings: Vec<String>,
}

/// Reads a form by the rules of a workbook's row; only the evidence, which a workbook is itself, must be given here.
///
/// # Errors
/// Every field that is wrong, with its sentence.
pub(super) fn read(kind: &Kind, sent: &Sent, roster: &Roster, today: NaiveDate) -> Result<Read, Errors> {
    let fields = fields(kind);
    let cells = fields.iter().map(|field| (field.clone(), sent.get(field).to_owned())).collect();
    let settings = Settings { year: None, recorder: String::new(), confirmed: false, today };
    let (mut draft, fact) = intake::read_one(kind, cells, roster, &settings);
    if sent.get(col::DOCUMENT).is_empty() {
        draft.error(col::DOCUMENT, "没有填凭据；请写明文号、签到表或会议记录，好让人核对");
    }
    let of = |level: Level| {
        let mut found: Vec<_> = draft.problems.iter().filter(|problem| problem.level == level).collect();
        let place = |column: &Option<String>| fields.iter().position(|field| Some(field) == column.as_ref());
        found.sort_by_key(|problem| place(&problem.column));
        found
    };
    let mut errors = Errors::default();
    for problem in of(Level::Error) {
        errors.add(problem.column.as_deref().unwrap_or(col::NAME), problem.message.clone());
    }
    match fact.filter(|_| errors.is_empty()) {
        Some(fact) => {
            let warnings = of(Level::Warning).into_iter().map(|problem| problem.message.clone()).collect();
            Ok(Read { fact, warnings })
        }
        None => Err(errors),
    }
}

/// The fields of the form, in its order.
fn fields(kind: &Kind) -> Vec<String> {
    let mut fields = vec![col::NAME.to_owned(), col::MEMBER_NUMBER.to_owned(), col::DATE.to_owned()];
    fields.extend(kind.attributes.iter().map(col::attribute_column));
    let last = [
        (col::STAGE, !kind.stages.is_empty()),
        (col::ROLE, !kind.roles.is_empty()),
        (col::QUANTITY, kind.quantity.is_some()),
        (col::SIGNERS, kind.piece),
        (col::PIECE, kind.piece),
        (col::DOCUMENT, true),
        (col::RECORDER, true),
        (col::CONFIRMED_BY, true),
    ];
    fields.extend(last.into_iter().filter(|(_, is_there)| *is_there).map(|(field, _)| field.to_owned()));
    fields
}
