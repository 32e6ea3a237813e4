//! Facts as columns, sorted by subject: what a compiled scheme runs over.
use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};

use crate::scheme::Dimension;
use crate::{Catalogue, Content, Fact, Input, Note, Period, Points, Previous, Subject};

/// What a fact says besides subject, day, quantity, piece and number of signers. Facts of equal shape are priced alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Kind, an id of the catalogue.
    pub kind: String,
    /// Stage of the piece.
    pub stage: String,
    /// Role of the subject.
    pub role: String,
    /// Whether more than one signed.
    pub joint: bool,
    /// Attributes that are not free text.
    pub attributes: Vec<(String, String)>,
    /// What does not agree with the catalogue.
    pub problem: String,
    /// Whether facts of the kind have a quantity, and its Chinese name.
    pub quantity: Option<String>,
}

impl Shape {
    /// Value of an attribute; empty when there is none.
    pub fn attribute(&self, id: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == id).map_or("", |(_, value)| value)
    }

    /// Value in a dimension of a points table; empty when there is none.
    pub(super) fn value_of(&self, dimension: &Dimension) -> &str {
        match dimension {
            Dimension::Stage => &self.stage,
            Dimension::Role => &self.role,
            Dimension::Authorship if self.joint => "joint",
            Dimension::Authorship => "alone",
            Dimension::Attribute(id) => self.attribute(id),
        }
    }
}

/// Facts as columns. Facts of one subject stand together, in order of day and id.
#[derive(Debug)]
pub struct Columns<'i> {
    /// The period.
    pub period: Period,
    /// The facts as they were given; `source` points into them.
    pub facts: &'i [Fact],
    /// Subjects in order of their ids.
    pub people: Vec<&'i Subject>,
    /// First row of each subject; one more than there are subjects.
    pub starts: Vec<u32>,
    /// Index into `shapes`.
    pub shape: Vec<u32>,
    /// Day, counted from the common era.
    pub day: Vec<i32>,
    /// Quantity in 1/10 000.
    pub quantity: Vec<i64>,
    /// Number of the piece; a fact without one has a number of its own.
    pub piece: Vec<u32>,
    /// How many signed; 0: unknown.
    pub signers: Vec<u32>,
    /// Index of the fact in the input.
    pub source: Vec<u32>,
    /// The shapes.
    pub shapes: Vec<Shape>,
    /// First and last day.
    pub(super) days: (i32, i32),
    /// Least and greatest quantity.
    pub(super) quantities: (i64, i64),
    /// Earlier results of each subject, oldest first.
    pub(super) earlier: HashMap<&'i str, Vec<&'i Previous>>,
    /// Remarks on the input.
    pub(super) notes: Vec<Note>,
}

/// No index.
pub(super) const NONE: u32 = u32::MAX;

/// Days since the common era began, as the columns count them.
pub fn day_number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

impl<'i> Columns<'i> {
    /// Sorts an input into columns. Subjects or facts that occur twice count once; what cannot be used is a note.
    pub fn read(input: &'i Input, catalogue: &Catalogue) -> Columns<'i> {
        let mut notes = Vec::new();
        let people = people(input, &mut notes);
        let order = order(input, &people, &mut notes);
        let n = order.len();
        let mut columns = Columns {
            period: input.period,
            facts: &input.facts,
            starts: Vec::with_capacity(people.len().saturating_add(1)),
            people,
            shape: Vec::with_capacity(n),
            day: Vec::with_capacity(n),
            quantity: Vec::with_capacity(n),
            piece: Vec::with_capacity(n),
            signers: Vec::with_capacity(n),
            source: Vec::with_capacity(n),
            shapes: Vec::new(),
            days: (0, 0),
            quantities: (0, 0),
            earlier: earlier(input),
            notes,
        };
        let mut shapes = Interner { catalogue, known: HashMap::new(), key: String::new() };
        // A fact without a piece is a piece of its own, whatever other pieces are called.
        let mut pieces: HashMap<(bool, &str), u32> = HashMap::new();
        let mut next_piece = 0_u32;
        let mut rows = order.into_iter().peekable();
        for subject in columns.people.clone() {
            columns.starts.push(u32::try_from(columns.shape.len()).unwrap_or(NONE));
            pieces.clear();
            while let Some((source, fact)) = rows.next_if(|(_, fact)| fact.subject == subject.id) {
                let name = fact.piece.as_deref().map_or((false, fact.id.as_str()), |piece| (true, piece));
                let piece = *pieces.entry(name).or_insert_with(|| {
                    next_piece = next_piece.saturating_add(1);
                    next_piece
                });
                columns.shape.push(shapes.shape(fact, &mut columns.shapes));
                columns.day.push(day_number(fact.date));
                columns.quantity.push(fact.quantity.0);
                columns.piece.push(piece);
                columns.signers.push(fact.signers.unwrap_or(0));
                columns.source.push(source);
            }
        }
        columns.starts.push(u32::try_from(columns.shape.len()).unwrap_or(NONE));
        (columns.days, columns.quantities) = (bounds(&columns.day), bounds(&columns.quantity));
        columns
    }

    /// Columns that somebody has already: rows sorted by subject, day and fact, pieces of different subjects under
    /// different numbers. There are no facts behind them, so that steps over them cannot be put into words.
    pub fn of_parts(period: Period, people: Vec<&'i Subject>, starts: Vec<u32>, rows: Rows) -> Columns<'i> {
        let Rows { shape, day, quantity, piece, shapes } = rows;
        let (signers, source) = (Vec::new(), Vec::new());
        let (days, quantities) = (bounds(&day), bounds(&quantity));
        let (earlier, notes) = (HashMap::new(), Vec::new());
        Columns {
            period,
            facts: &[],
            people,
            starts,
            shape,
            day,
            quantity,
            piece,
            signers,
            source,
            shapes,
            days,
            quantities,
            earlier,
            notes,
        }
    }

    /// Rows of a subject.
    pub(super) fn rows(&self, who: usize) -> std::ops::Range<usize> {
        let at = |n: usize| self.starts.get(n).map_or(0, |n| *n as usize);
        at(who)..at(who.saturating_add(1)).max(at(who))
    }

    /// Earlier results of a subject in a scheme family, oldest first; `own` is the family of those that name none.
    pub(super) fn history(
        &self,
        who: &str,
        family: Option<&str>,
        own: &str,
    ) -> impl Iterator<Item = &'i Previous> + use<'i> {
        let list = self.earlier.get(who).cloned().unwrap_or_default();
        let (family, own) = (family.unwrap_or(own).to_owned(), own.to_owned());
        list.into_iter().filter(move |p| p.family.as_ref().unwrap_or(&own) == &family)
    }
}

/// Rows for [`Columns::of_parts`].
#[derive(Debug, Default)]
pub struct Rows {
    /// Index into `shapes`.
    pub shape: Vec<u32>,
    /// Day, by [`day_number`].
    pub day: Vec<i32>,
    /// Quantity in 1/10 000.
    pub quantity: Vec<i64>,
    /// Number of the piece.
    pub piece: Vec<u32>,
    /// The shapes.
    pub shapes: Vec<Shape>,
}

/// Least and greatest of a column.
fn bounds<T: Ord + Copy + Default>(column: &[T]) -> (T, T) {
    (column.iter().min().copied().unwrap_or_default(), column.iter().max().copied().unwrap_or_default())
}

fn people<'i>(input: &'i Input, notes: &mut Vec<Note>) -> Vec<&'i Subject> {
    let mut people: Vec<&Subject> = input.subjects.iter().collect();
    if !people.is_sorted_by(|a, b| a.id < b.id) {
        people.sort_by(|a, b| a.order(b));
    }
    let mut twice = BTreeSet::new();
    people.dedup_by(|later, first| {
        let same = later.id == first.id;
        if same {
            twice.insert(first.id.clone());
        }
        same
    });
    notes.extend(twice.iter().map(|id| note(format!("人员“{id}”出现两次，只计一次"))));
    people
}

/// Facts of known subjects in order, each id once, with their index in the input.
fn order<'i>(input: &'i Input, people: &[&Subject], notes: &mut Vec<Note>) -> Vec<(u32, &'i Fact)> {
    let mut order: Vec<(u32, &Fact)> = (0_u32..).zip(&input.facts).collect();
    if !order.is_sorted_by(|(_, a), (_, b)| a.order(b).is_le()) {
        order.sort_by(|(_, a), (_, b)| a.order(b));
    }
    let known: std::collections::HashSet<&str> = people.iter().map(|s| s.id.as_str()).collect();
    let mut seen = std::collections::HashSet::with_capacity(order.len());
    order.retain(|(_, fact)| {
        let first = seen.insert(fact.id.as_str());
        let listed = known.contains(fact.subject.as_str());
        if !first {
            notes.push(note(format!("事实“{}”出现两次，只计一次", fact.id)));
        } else if !listed {
            notes.push(note(format!("事实“{}”记在名单之外的“{}”名下，未计", fact.id, fact.subject)));
        }
        first && listed
    });
    order
}

fn note(text: String) -> Note {
    Note { text, rule: None }
}

fn earlier(input: &Input) -> HashMap<&str, Vec<&Previous>> {
    let mut map: HashMap<&str, Vec<&Previous>> = HashMap::new();
    for previous in input.previous.iter().filter(|p| p.to.is_none_or(|to| to <= input.period.to)) {
        map.entry(&previous.subject).or_default().push(previous);
    }
    for list in map.values_mut() {
        list.sort_by(|a, b| a.order(b));
    }
    map
}

/// Gives equal shapes equal numbers.
struct Interner<'c> {
    catalogue: &'c Catalogue,
    known: HashMap<String, u32>,
    key: String,
}

impl Interner<'_> {
    fn shape(&mut self, fact: &Fact, shapes: &mut Vec<Shape>) -> u32 {
        let kind = self.catalogue.kind(&fact.kind);
        let coded =
            |id: &str| !kind.and_then(|k| k.attribute(id)).is_some_and(|a| a.content == Content::Text);
        let key = &mut self.key;
        key.clear();
        let joint = fact.signers.is_some_and(|n| n > 1);
        let flags = [joint, fact.piece.is_some(), fact.signers == Some(0)];
        key.extend(flags.map(|flag| if flag { '1' } else { '0' }));
        let parts = [Some(&fact.kind), fact.stage.as_ref(), fact.role.as_ref()];
        for part in parts {
            key.push('\u{1}');
            key.push_str(part.map_or("\u{2}", String::as_str));
        }
        for (id, value) in fact.attributes.iter().filter(|(id, _)| coded(id)) {
            key.push('\u{1}');
            key.push_str(id);
            key.push('\u{2}');
            key.push_str(value);
        }
        if let Some(known) = self.known.get(key.as_str()) {
            return *known;
        }
        let number = u32::try_from(shapes.len()).unwrap_or(NONE);
        self.known.insert(key.clone(), number);
        let attributes = fact.attributes.iter().filter(|(id, _)| coded(id));
        shapes.push(Shape {
            kind: fact.kind.clone(),
            stage: fact.stage.clone().unwrap_or_default(),
            role: fact.role.clone().unwrap_or_default(),
            joint,
            attributes: attributes.map(|(id, value)| (id.clone(), value.clone())).collect(),
            problem: problem(self.catalogue, fact),
            quantity: kind.and_then(|k| k.quantity.as_ref()).map(|q| q.label.clone()),
        });
        number
    }
}

/// What is wrong with a fact but for its quantity, which differs from fact to fact.
fn problem(catalogue: &Catalogue, fact: &Fact) -> String {
    let one = Fact { quantity: Points::ONE, ..fact.clone() };
    catalogue.check_whole_fact(&one).err().map_or(String::new(), |list| list.join("；"))
}
