//! Attendance as a matrix: a person a row, a meeting a column, a mark a cell.
use std::collections::BTreeMap;

use chrono::NaiveDate;
use lvzhi_platform::workbook::{Table, TableRow, ValueError, column_letters, split_names};
use lvzhi_scoring::Kind;

use super::rows::Reader;
use crate::record::{FactDraft, columns as col, values};
use lvzhi_imports::RowDraft;

/// The attribute that the marks give. A kind without it has no matrix.
pub(super) const MARK: &str = "presence";

/// A column that is a meeting.
pub(super) struct MeetingColumn {
    index: usize,
    heading: String,
    title: String,
    day: Result<NaiveDate, ValueError>,
    quantity: i64,
}

impl MeetingColumn {
    /// The day in its heading, if there is such a day.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.day.as_ref().ok().copied()
    }
}

/// The meetings of a table, when it is a matrix: it has names, no column of days, and days in its headings.
pub(super) fn meetings(kind: &Kind, table: &Table, year: Option<i32>) -> Option<Vec<MeetingColumn>> {
    let surely =
        |id: &str| table.columns.iter().any(|c| c.column.as_deref() == Some(id) && c.confidence >= 90);
    if kind.attribute(MARK).is_none() || surely(col::DATE) || surely("attr.presence") {
        return None;
    }
    let dated = table.event_columns(year).into_iter().filter_map(|event| {
        let heading = table.columns.get(event.index)?.header.clone();
        let (title, day) = (title_of(&event.title), event.date?);
        let quantity = values::half_days(&heading).unwrap_or(values::ONE);
        Some(MeetingColumn { index: event.index, heading, title, day, quantity })
    });
    let dated: Vec<_> = dated.collect();
    (!dated.is_empty()).then_some(dated)
}

/// The meeting's name without bars of joined headings and remarks on half-days.
fn title_of(title: &str) -> String {
    let mut title = title.replace('｜', " ");
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let (Some(start), Some(end)) = (title.find(open), title.find(close))
            && start < end
            && title[start..end].contains("半天")
        {
            title.replace_range(start..end + close.len_utf8(), "");
        }
    }
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The table with its meetings mapped to no column.
pub(super) fn without_meetings(table: &Table, meetings: &[MeetingColumn]) -> Table {
    let mut plain = table.clone();
    for meeting in meetings {
        plain.columns[meeting.index].column = None;
    }
    plain
}

/// The facts of a row: one for each marked cell.
pub(super) fn facts(
    reader: &Reader<'_>,
    draft: &mut RowDraft,
    row: &TableRow,
    meetings: &[MeetingColumn],
) -> Vec<FactDraft> {
    let Some(mark) = reader.kind.attribute(MARK) else { return Vec::new() };
    let first_day = meetings.iter().find_map(|meeting| meeting.day.as_ref().ok().copied());
    for warning in split_names(draft.text(col::NAME)).warnings {
        draft.warn(col::NAME, warning);
    }
    let person = reader.one_person(draft, col::NAME, first_day);
    let shared = reader.shared(draft, true);
    let mut facts = Vec::new();
    let mut marks: BTreeMap<String, usize> = BTreeMap::new();
    let mut outside = None;
    for meeting in meetings {
        let Some(cell) = row.cells.get(meeting.index).filter(|cell| !cell.is_empty()) else { continue };
        let place = || format!("第 {} 列“{}”：", column_letters(meeting.index), meeting.heading);
        let text = cell
            .error()
            .map_or_else(|| values::term(&mark.label, mark.values(), &cell.text), |e| Err(e.into()));
        let (value, day) = match (text, &meeting.day) {
            (Err(sentence), _) => {
                draft.error("", format!("{}{sentence}", place()));
                continue;
            }
            (_, Err(error)) => {
                draft.error("", format!("{}{error}", place()));
                continue;
            }
            (Ok(value), Ok(day)) => (value, *day),
        };
        *marks.entry(mark.value_label(&value).to_owned()).or_default() += 1;
        let Some(person) = person else { continue };
        outside = outside.or_else(|| person.out_of_service(day));
        let mut attributes = shared.attributes.clone();
        attributes.insert(MARK.into(), value);
        if !meeting.title.is_empty() {
            attributes.insert("title".into(), meeting.title.clone());
        }
        facts.push(FactDraft {
            member: person.member.id,
            occurred_on: day,
            quantity: meeting.quantity,
            attributes,
            piece: None,
            stage: None,
            role: None,
            signers: None,
            document: shared.document.clone(),
            recorder: shared.recorder.clone(),
            confirmed: shared.confirmed.clone(),
        });
    }
    if let Some(sentence) = outside {
        draft.warn(col::NAME, sentence);
    }
    let summary: Vec<_> = marks.into_iter().map(|(label, count)| format!("{label} {count}")).collect();
    draft.cells.insert("attr.presence".into(), summary.join("，"));
    facts
}
