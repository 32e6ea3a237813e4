//! Examines the rows of a roster against the members of a term.
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use lvzhi_platform::workbook::{clean_text, fold_variants};
use lvzhi_platform::{Error, Result};
use uuid::Uuid;

use super::import::{FROM, MemberRecord, TermRef};
use super::import_cells::{date, ethnicity, exemption, filled, month, note_changes, phone, sex};
use super::import_posts::{posts_to_move, stated_posts};
use super::{MemberFields, roster};
use crate::names::bare_name;
use crate::office::{self, UnitBook, UnitKind, UnitRef};
use crate::roster::{Roster, RosterMember};
use crate::{optional_date, pinyin_of};
use lvzhi_imports::{Effect, Examination, Examined, Options, RowDraft};

pub(super) struct Examiner<'a> {
    question: Examination<'a>,
    roster: Roster,
    sectors: UnitBook,
    special_committees: UnitBook,
    term: TermRef,
    term_number: i32,
    today: NaiveDate,
    /// First day of the term; none: a new one whose beginning nothing says yet.
    term_from: Option<NaiveDate>,
    /// The day given for what the roster does not say.
    given: Option<NaiveDate>,
    /// How many members and how many members' posts got a day that the roster does not say.
    assumed: (usize, usize),
    /// Row in which each member of the roster was met.
    met: BTreeMap<Uuid, u32>,
    numbers: BTreeMap<String, u32>,
    new_names: BTreeSet<(String, Uuid)>,
    next_number: u32,
}

impl<'a> Examiner<'a> {
    pub(super) async fn new(question: Examination<'a>) -> Result<Self> {
        let (app, committee) = (question.app, question.committee);
        let roster = roster(&app.db, committee).await?;
        let terms = office::store::terms(app.db.read(), committee).await?;
        let today = app.clock.today();
        let wanted = question.options.get("term").filter(|text| !text.is_empty());
        let (term, term_number, term_from) = match wanted {
            None => {
                let term = office::current_term(&terms, today).ok_or_else(|| {
                    Error::Invalid(
                        "还没有届次。请在“届次”里填这份名册是哪一届，例如 十三届，再上传一次。".into(),
                    )
                })?;
                (TermRef { id: term.id, new: None }, term.number, Some(term.starts_on))
            }
            Some(text) => {
                let number = office::term_number(text)
                    .ok_or_else(|| Error::Invalid(format!("届次“{text}”看不懂。请写成 十三届 或 13。")))?;
                match terms.iter().find(|term| term.number == number) {
                    Some(term) => (TermRef { id: term.id, new: None }, number, Some(term.starts_on)),
                    None => (TermRef { id: Uuid::now_v7(), new: Some((number, today)) }, number, None),
                }
            }
        };
        // Numbers and names of another term say nothing about this one.
        let roster = roster.of_term(term.id);
        Ok(Self {
            sectors: UnitBook::new(UnitKind::Sector, &roster.sectors),
            special_committees: UnitBook::new(UnitKind::SpecialCommittee, &roster.special_committees),
            roster,
            question,
            term,
            term_number,
            today,
            term_from,
            given: given(question.options)?,
            assumed: (0, 0),
            met: BTreeMap::new(),
            numbers: BTreeMap::new(),
            new_names: BTreeSet::new(),
            next_number: 1,
        })
    }

    pub(super) fn examine(mut self) -> Result<Examined> {
        let tables = self.question.tables;
        if let Some((number, _)) = self.term.new {
            // A new term begins with the first of its members.
            let texts = tables.iter().flat_map(|t| t.rows.iter().filter_map(|row| t.cell(row, "starts_on")));
            let days = texts.filter_map(|cell| optional_date(&cell.text).ok().flatten());
            let first = days.min().or(self.given).ok_or_else(|| {
                Error::Invalid(
                    "这是新的一届，名册里没有一位委员写了任职起。请在“任职起（名册没写的）”里填本届第一天，\
                     再上传一次。文件没有存。"
                        .into(),
                )
            })?;
            self.term.new = Some((number, first));
            self.term_from = Some(first);
        }
        for table in tables {
            for row in &table.rows {
                if let Some(cell) = table.cell(row, "number").filter(|cell| !cell.is_empty()) {
                    self.numbers.entry(clean_text(&cell.text)).or_insert(0);
                }
            }
        }
        let mut drafts = Vec::new();
        for table in tables {
            for row in &table.rows {
                let mut draft = RowDraft::of(table, row);
                self.row(&mut draft)?;
                self.sectors.end_row(&draft);
                self.special_committees.end_row(&draft);
                drafts.push(draft);
            }
        }
        Ok(Examined { rows: drafts, notes: self.notes() })
    }

    /// What was taken for granted, said once for all rows alike.
    fn notes(&self) -> Vec<String> {
        let (members, posts) = self.assumed;
        let mut notes = Vec::new();
        if members > 0 {
            let from = self.start_of_term();
            let why = if self.given.is_some() { "您填的这一天" } else { "本届第一天" };
            notes.push(format!(
                "{members} 位委员没有写任职起，都按{why} {from} 记。不对就放弃这次导入，填好日期再传。"
            ));
        }
        if posts > 0 {
            let from = self.posts_from();
            let why = if self.given.is_some() { "您填的这一天" } else { "今天" };
            notes.push(format!("{posts} 位在册委员新增的职务没有起始日，都从{why} {from} 算起。"));
        }
        notes
    }

    fn start_of_term(&self) -> NaiveDate {
        self.given.or(self.term_from).unwrap_or(self.today)
    }

    /// From when a post counts that a member of the roster did not hold.
    fn posts_from(&self) -> NaiveDate {
        self.given.unwrap_or(self.today)
    }

    fn row(&mut self, draft: &mut RowDraft) -> Result<()> {
        let name = bare_name(draft);
        if name.is_empty() {
            draft.error("name", "没有填姓名；请填写，或者删去这一行");
            return Ok(());
        }
        let number = clean_text(draft.text("number"));
        if !number.is_empty() {
            match self.numbers.insert(number.clone(), draft.row_number) {
                Some(0) | None => {}
                Some(row) => {
                    draft.error("number", format!("编号 {number} 和第 {row} 行重复；请改正其中一行"));
                    return Ok(());
                }
            }
        }
        let sector = self.sectors.resolve(draft, "sector");
        let special = self.special_committees.resolve(draft, "special_committee");
        let known = match self.find(draft, &name, &number, sector.as_ref().map_or("", |s| s.name.as_str())) {
            Ok(known) => known.cloned(),
            Err((column, sentence)) => {
                draft.error(column, sentence);
                return Ok(());
            }
        };
        if let Some(known) = &known
            && let Some(row) = self.met.insert(known.member.id, draft.row_number)
        {
            draft.error("name", format!("和第 {row} 行是同一位委员（{}）；请删去一行", known.described()));
            return Ok(());
        }
        let sector = match (sector, &known) {
            (Some(sector), _) => sector,
            (None, Some(known)) => {
                UnitRef { id: known.member.sector_id, name: known.sector.clone(), is_new: false }
            }
            (None, None) => {
                if !draft.is_bad() {
                    draft.error("sector", "没有填界别；新委员要有界别");
                }
                return Ok(());
            }
        };
        if known.is_none() && !self.new_names.insert((name.clone(), sector.id)) && number.is_empty() {
            draft.error("name", format!("文件里有两位{}的“{name}”；请给他们填上委员编号", sector.name));
            return Ok(());
        }
        self.record(draft, name, number, sector, special, known.as_ref())
    }

    /// Which member of the roster a row is; none: a new one. Never guesses.
    fn find(
        &self,
        draft: &mut RowDraft,
        name: &str,
        number: &str,
        sector: &str,
    ) -> std::result::Result<Option<&RosterMember>, (&'static str, String)> {
        if let Some(found) = self.roster.numbered(number).first().copied().filter(|_| !number.is_empty()) {
            if found.member.name == name {
                return Ok(Some(found));
            }
            if fold_variants(&found.member.name) == fold_variants(name) {
                draft.warn("name", format!("名册里写作“{}”，将改成“{name}”", found.member.name));
                return Ok(Some(found));
            }
            let sentence = format!(
                "编号 {number} 在名册里是“{}”，这一行写的是“{name}”；编号或姓名有一个错了，请核对。确实改了名的，请到委员档案里改",
                found.member.name
            );
            return Err(("name", sentence));
        }
        let named = self.roster.named(name);
        let in_sector: Vec<_> = named.iter().filter(|m| sector.is_empty() || m.sector == sector).collect();
        match (number.is_empty(), &named[..], &in_sector[..]) {
            (_, [], _) => Ok(None),
            (true, [_], [one]) => Ok(Some(one)),
            (true, _, [one]) if !sector.is_empty() => Ok(Some(one)),
            (true, ..) => {
                let who: Vec<_> = named.iter().map(|m| m.described()).collect();
                let sentence = format!(
                    "名册里有{}。是其中一位的，请补上委员编号；是另一位同名委员，请填他自己的编号",
                    who.join("、")
                );
                Err(("name", sentence))
            }
            (false, _, [one]) if !sector.is_empty() => {
                let sentence = format!("名册里的{}编号不同；是同一位的，请改成他的编号", one.described());
                Err(("number", sentence))
            }
            (false, ..) => {
                draft.warn("name", format!("已有同名的{}，将作为另一位委员新增", named[0].described()));
                Ok(None)
            }
        }
    }

    fn record(
        &mut self,
        draft: &mut RowDraft,
        name: String,
        number: String,
        sector: UnitRef,
        special: Option<UnitRef>,
        known: Option<&RosterMember>,
    ) -> Result<()> {
        let before = known.map(|known| MemberFields::of(&known.member));
        let number = match (&before, number.is_empty()) {
            (_, false) => number,
            (Some(before), true) => before.number.clone(),
            (None, true) => {
                let free = self.free_number();
                draft.warn("number", format!("没有委员编号，将编为 {free}"));
                free
            }
        };
        let start = self.start_of_term();
        let after = fields_after(draft, before.as_ref(), (number, name), (&sector, special.as_ref()), start);
        if after.ends_on.is_some_and(|end| end < after.starts_on) {
            draft.error("ends_on", format!("任职止早于任职起 {}；请改正", after.starts_on));
        }
        if before.is_none() && draft.text("starts_on").trim().is_empty() {
            self.assumed.0 += 1;
        }
        let (posts_add, posts_end) = stated_posts(draft, known, self.today);
        if before.is_some() && !posts_add.is_empty() {
            self.assumed.1 += 1;
        }
        let posts_move = posts_to_move(draft, known, &after, &posts_end);
        let exemption = exemption(draft, known);
        if let (Some(before), Some(known)) = (&before, known) {
            note_changes(draft, before, &after, known, &sector, special.as_ref());
        }
        draft.effect = match &before {
            None => Effect::New,
            // The pinyin of an old row may be filled in on the way; that alone is no change to look at.
            Some(_) if draft.changes.is_empty() => Effect::Same,
            Some(_) => Effect::Changed,
        };
        let record = MemberRecord {
            id: known.map_or_else(Uuid::now_v7, |known| known.member.id),
            term: self.term.clone(),
            posts_from: if before.is_some() { self.posts_from() } else { after.starts_on },
            posts_until: self.today.pred_opt().unwrap_or(self.today),
            after,
            before,
            sector,
            special_committee: special,
            posts_add,
            posts_end,
            posts_move,
            exemption,
        };
        draft.record = serde_json::to_value(record)?;
        Ok(())
    }

    fn free_number(&mut self) -> String {
        loop {
            let number = format!("{}{:03}", self.term_number, self.next_number);
            self.next_number += 1;
            if !self.numbers.contains_key(&number) && self.roster.numbered(&number).is_empty() {
                self.numbers.insert(number.clone(), 0);
                return number;
            }
        }
    }
}

/// The day given beside the file.
fn given(options: &Options) -> Result<Option<NaiveDate>> {
    let text = options.get(FROM).map_or("", String::as_str);
    optional_date(text)
        .map_err(|sentence| Error::Invalid(format!("任职起（名册没写的）：{sentence}。文件没有存。")))
}

/// A member as the row leaves him: what it says, else what stood, else nothing; without any day from `start`.
fn fields_after(
    draft: &mut RowDraft,
    before: Option<&MemberFields>,
    (number, name): (String, String),
    (sector, special): (&UnitRef, Option<&UnitRef>),
    start: NaiveDate,
) -> MemberFields {
    let (pinyin, initials) = match before {
        Some(before) if before.name == name && !before.pinyin.is_empty() => {
            (before.pinyin.clone(), before.initials.clone())
        }
        _ => pinyin_of(&name),
    };
    let kept = |pick: fn(&MemberFields) -> &String| before.map_or_else(String::new, |b| pick(b).clone());
    MemberFields {
        number,
        name,
        pinyin,
        initials,
        sex: sex(draft).unwrap_or_else(|| kept(|b| &b.sex)),
        ethnicity: ethnicity(draft).unwrap_or_else(|| kept(|b| &b.ethnicity)),
        born: month(draft).unwrap_or_else(|| kept(|b| &b.born)),
        sector_id: sector.id,
        special_committee_id: special.map(|s| s.id).or_else(|| before.and_then(|b| b.special_committee_id)),
        employer: filled(draft, "employer").unwrap_or_else(|| kept(|b| &b.employer)),
        phone: phone(draft).unwrap_or_else(|| kept(|b| &b.phone)),
        starts_on: date(draft, "starts_on").or(before.map(|b| b.starts_on)).unwrap_or(start),
        ends_on: date(draft, "ends_on").or(before.and_then(|b| b.ends_on)),
        note: filled(draft, "note").unwrap_or_else(|| kept(|b| &b.note)),
    }
}
