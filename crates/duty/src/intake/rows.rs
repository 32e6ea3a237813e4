//! One row of a table to facts: one person a row, or one event with many names.
use std::collections::BTreeMap;

use chrono::NaiveDate;
use lvzhi_platform::workbook::{split_names, without_note};
use lvzhi_scoring::{Content, Kind};

use super::Settings;
use crate::record::columns::{self as col, PeopleColumn};
use crate::record::{Confirmed, FactDraft, values};
use lvzhi_imports::RowDraft;
use lvzhi_people::{Beside, Roster, RosterMember, match_name};

/// Reads the rows of one table.
pub(super) struct Reader<'a> {
    pub(super) kind: &'a Kind,
    pub(super) roster: &'a Roster,
    pub(super) settings: &'a Settings,
    people: Vec<PeopleColumn>,
    sheet: &'a str,
}

/// What all facts of a row share.
pub(super) struct Shared {
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) stage: Option<String>,
    pub(super) document: String,
    pub(super) recorder: String,
    pub(super) confirmed: Confirmed,
}

/// Texts that every kind has, with the labels that sentences use.
const TEXTS: [(&str, &str); 4] = [
    (col::PIECE, "件号"),
    (col::DOCUMENT, "凭据"),
    (col::RECORDER, "记录单位"),
    (col::CONFIRMED_BY, "确认人"),
];
/// More people than any committee has.
const MOST_SIGNERS: i32 = 10_000;

/// A person named in a row.
struct Named<'a> {
    person: &'a RosterMember,
    role: Option<String>,
    preset: Option<(String, String)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(kind: &'a Kind, sheet: &'a str, roster: &'a Roster, settings: &'a Settings) -> Self {
        Self { kind, roster, settings, people: col::people_columns(kind), sheet }
    }

    /// The facts of a row; what is wrong goes into the draft.
    pub(super) fn facts(&self, draft: &mut RowDraft) -> Vec<FactDraft> {
        let day = self.day(draft);
        let preset =
            self.people.iter().any(|column| column.preset.is_some() && !draft.text(&column.id).is_empty());
        let shared = self.shared(draft, preset);
        let quantity = self.quantity(draft);
        let named = self.named(draft, day);
        let (Some(day), Some(quantity)) = (day, quantity) else { return Vec::new() };
        if draft.is_bad() {
            return Vec::new();
        }
        let piece = self.piece(draft, day, &named);
        let signers = self.signers(draft, named.len());
        let fact = |named: Named<'_>| {
            let mut attributes = shared.attributes.clone();
            attributes.extend(named.preset);
            FactDraft {
                member: named.person.member.id,
                occurred_on: day,
                quantity,
                attributes,
                piece: piece.clone(),
                stage: shared.stage.clone(),
                role: named.role,
                signers,
                document: shared.document.clone(),
                recorder: shared.recorder.clone(),
                confirmed: shared.confirmed.clone(),
            }
        };
        named.into_iter().map(fact).collect()
    }

    fn day(&self, draft: &mut RowDraft) -> Option<NaiveDate> {
        match values::first_day(draft.text(col::DATE), self.settings.year) {
            Ok(day) => {
                self.look_at_day(draft, col::DATE, day);
                Some(day)
            }
            Err(sentence) => {
                draft.error(col::DATE, sentence);
                None
            }
        }
    }

    /// Days to come are taken, but somebody should look.
    pub(super) fn look_at_day(&self, draft: &mut RowDraft, column: &str, day: NaiveDate) {
        if day > self.settings.today {
            draft.warn(column, format!("{day} 还没有到（今天是 {}），请核对日期", self.settings.today));
        }
    }

    pub(super) fn shared(&self, draft: &mut RowDraft, presence_is_preset: bool) -> Shared {
        let mut attributes = BTreeMap::new();
        for attribute in &self.kind.attributes {
            if presence_is_preset && attribute.id == super::matrix::MARK {
                continue;
            }
            let column = col::attribute_column(attribute);
            let text = draft.text(&column).to_owned();
            let from_sheet = || match attribute.content {
                Content::Enumeration(_) if attribute.required => values::value_in_name(attribute, self.sheet),
                _ => None,
            };
            let value = if text.is_empty() { from_sheet() } else { None };
            match value
                .map_or_else(|| values::attribute(attribute, &text, self.settings.year), |id| Ok(Some(id)))
            {
                Ok(value) => attributes.extend(value.map(|value| (attribute.id.clone(), value))),
                Err(sentence) => draft.error(&column, sentence),
            }
        }
        for (column, label) in TEXTS {
            if let Err(sentence) = values::fits(label, draft.text(column)) {
                draft.error(column, sentence);
            }
        }
        let recorder = match draft.text(col::RECORDER) {
            "" => self.settings.recorder.clone(),
            unit => unit.to_owned(),
        };
        Shared {
            attributes,
            stage: self.stage(draft),
            document: draft.text(col::DOCUMENT).to_owned(),
            recorder,
            confirmed: self.confirmed(draft),
        }
    }

    fn stage(&self, draft: &mut RowDraft) -> Option<String> {
        let first = self.kind.stages.first()?;
        let text = draft.text(col::STAGE).to_owned();
        if text.is_empty() {
            draft.warn(col::STAGE, format!("没有写阶段，按“{}”登记", first.label));
            return Some(first.id.clone());
        }
        values::term("阶段", &self.kind.stages, &text)
            .map_err(|sentence| draft.error(col::STAGE, sentence))
            .ok()
    }

    fn confirmed(&self, draft: &mut RowDraft) -> Confirmed {
        let name = draft.text(col::CONFIRMED_BY).to_owned();
        if !name.is_empty() {
            return Confirmed::By(name);
        }
        if draft.has(col::IS_CONFIRMED) {
            return match values::yes(draft.text(col::IS_CONFIRMED)) {
                Ok(true) => Confirmed::Importer,
                Ok(false) => Confirmed::No,
                Err(sentence) => {
                    draft.error(col::IS_CONFIRMED, sentence);
                    Confirmed::No
                }
            };
        }
        if self.settings.confirmed && !draft.has(col::CONFIRMED_BY) {
            Confirmed::Importer
        } else {
            Confirmed::No
        }
    }

    /// The quantity: the cell, or one where the file has none.
    fn quantity(&self, draft: &mut RowDraft) -> Option<i64> {
        let Some(unit) = &self.kind.quantity else { return Some(values::ONE) };
        let text = draft.text(col::QUANTITY).to_owned();
        if text.is_empty() && unit.decimals <= 1 {
            if draft.has(col::QUANTITY) {
                draft.warn(col::QUANTITY, format!("没有填{}，按 1 {}登记", unit.label, unit.unit));
            }
            return Some(values::ONE);
        }
        values::quantity(unit, &text).map_err(|sentence| draft.error(col::QUANTITY, sentence)).ok()
    }

    /// The one person of a row in its name column.
    pub(super) fn one_person(
        &self,
        draft: &mut RowDraft,
        column: &str,
        day: Option<NaiveDate>,
    ) -> Option<&'a RosterMember> {
        let (name, _) = without_note(draft.text(column));
        let found = {
            let (number, sector) = (draft.text(col::MEMBER_NUMBER), draft.text(col::SECTOR));
            match_name(self.roster, &name, Beside { number, sector, day })
        };
        found.map_err(|unmatched| draft.error(column, unmatched.to_string())).ok()
    }

    fn named(&self, draft: &mut RowDraft, day: Option<NaiveDate>) -> Vec<Named<'a>> {
        let mut named = Vec::new();
        if draft.has(col::NAME) {
            let role = self.role(draft);
            self.add(draft, day, &mut named, (col::NAME, true), (role, None));
        }
        let mut alone = !draft.has(col::NAME);
        for column in self.people.iter().filter(|column| draft.has(&column.id)).cloned().collect::<Vec<_>>() {
            let text = draft.text(&column.id).to_owned();
            if text.is_empty() {
                let is_first = self.kind.roles.first().map(|role| &role.id) == column.role.as_ref();
                if column.role.is_some() && is_first && !draft.has(col::NAME) {
                    let sentence = format!("没有写{}；请补上姓名后重新导入", column.label);
                    if self.kind.stages.is_empty() {
                        draft.warn(&column.id, sentence)
                    } else {
                        draft.error(&column.id, sentence)
                    }
                }
            } else {
                self.add(
                    draft,
                    day,
                    &mut named,
                    (&column.id, alone),
                    (column.role.clone(), column.preset.clone()),
                );
            }
            // The number and the sector of a row belong to its first name column.
            alone = false;
        }
        if named.is_empty() && !draft.is_bad() {
            draft.error("", "这一行没有一个人的姓名；请补上姓名后重新导入");
        }
        named
    }

    fn add(
        &self,
        draft: &mut RowDraft,
        day: Option<NaiveDate>,
        named: &mut Vec<Named<'a>>,
        (column, beside): (&str, bool),
        (role, preset): (Option<String>, Option<(String, String)>),
    ) {
        let list = split_names(draft.text(column));
        for warning in list.warnings {
            draft.warn(column, warning);
        }
        if list.names.len() <= 1 && beside {
            if let Some(person) = self.one_person(draft, column, day) {
                self.push(draft, day, named, column, Named { person, role, preset });
            }
            return;
        }
        for name in list.names {
            match match_name(self.roster, &name, Beside { day, ..Beside::default() }) {
                Ok(person) => {
                    let (role, preset) = (role.clone(), preset.clone());
                    self.push(draft, day, named, column, Named { person, role, preset });
                }
                Err(unmatched) => draft.error(column, unmatched.to_string()),
            }
        }
    }

    fn push(
        &self,
        draft: &mut RowDraft,
        day: Option<NaiveDate>,
        named: &mut Vec<Named<'a>>,
        column: &str,
        next: Named<'a>,
    ) {
        if let Some(sentence) = day.and_then(|day| next.person.out_of_service(day)) {
            draft.warn(column, sentence);
        }
        if named.iter().any(|other| other.person.member.id == next.person.member.id) {
            draft.warn(column, format!("{}在这一行写了两次，按第一处登记", next.person.member.name));
            return;
        }
        named.push(next);
    }

    /// Role of a table with one person a row.
    fn role(&self, draft: &mut RowDraft) -> Option<String> {
        if self.kind.roles.is_empty() {
            return None;
        }
        let text = draft.text(col::ROLE).to_owned();
        if text.is_empty() {
            let labels: Vec<_> = self.kind.roles.iter().map(|role| role.label.as_str()).collect();
            draft.error(col::ROLE, format!("没有写角色；请在“角色”一栏写明：{}", labels.join("、")));
            return None;
        }
        values::term("角色", &self.kind.roles, &text)
            .map_err(|sentence| draft.error(col::ROLE, sentence))
            .ok()
    }

    fn piece(&self, draft: &mut RowDraft, day: NaiveDate, named: &[Named<'_>]) -> Option<String> {
        if !self.kind.piece {
            return None;
        }
        let own = draft.text(col::PIECE);
        if !own.is_empty() {
            return Some(own.to_owned());
        }
        let text = |id: &str| self.kind.attribute(id).map_or("", |a| draft.text(&col::attribute_column(a)));
        let (number, title) = (text("number"), text("title"));
        if number.is_empty() && title.is_empty() {
            let labels: Vec<_> =
                ["number", "title"].iter().filter_map(|id| self.kind.attribute(id)).collect();
            let labels: Vec<_> = labels.iter().map(|attribute| attribute.label.as_str()).collect();
            let sentence = format!("没有{}，分不清是哪一件；请补上", labels.join("也没有"));
            draft.error("", sentence);
            return None;
        }
        let first = named.first().map_or("", |named| named.person.member.name.as_str());
        Some(values::piece(self.kind, number, title, first, day))
    }

    fn signers(&self, draft: &mut RowDraft, names: usize) -> Option<i32> {
        let text = draft.text(col::SIGNERS).to_owned();
        if !text.is_empty() {
            let parsed = lvzhi_platform::workbook::parse_integer(&text);
            let count = parsed.ok().and_then(|count| i32::try_from(count).ok());
            let count = count.filter(|count| (1..=MOST_SIGNERS).contains(count));
            if count.is_none() {
                draft.error(col::SIGNERS, format!("“{text}”不是署名人数；请填 1 到 {MOST_SIGNERS} 的整数"));
            }
            return count;
        }
        // A list with one person a row cannot tell how many others signed.
        let counts = self.kind.role("joint").is_some() && !draft.has(col::NAME);
        if counts { i32::try_from(names).ok() } else { None }
    }
}
