//! What every table must hold to: rows of a committee are found, joined and kept apart by `committee_id` first.
#![allow(missing_docs, clippy::unwrap_used)]
use lvzhi_schema::{TABLES, Table};

/// Tables that belong to the whole installation. An account is found by its login before its committee is
/// known, a session by its token, a failed login by its address; a committee is what the others belong to.
const GLOBAL: [&str; 4] = ["committee", "account", "session", "login_attempt"];
/// Indexes of committees' tables that do not lead with the committee: the job loop serves all committees.
const ACROSS_COMMITTEES: [&str; 1] = ["job_due"];
/// Tables with a key of `(committee_id, id)` that need no index beside it, and why.
const BY_KEY_ALONE: [(&str, &str); 2] =
    [("term", "one row in five years"), ("scheme_draft", "a few rows a year, listed whole")];
/// Tables whose rows may only be added.
const APPEND_ONLY: [&str; 17] = [
    "attachment",
    "attachment_removal",
    "remark",
    "audit_event",
    "batch_reversal",
    "fact",
    "fact_confirmation",
    "scheme",
    "scheme_retirement",
    "cycle_step",
    "snapshot",
    "run",
    "run_assessment",
    "outcome",
    "paper_series",
    "paper",
    "paper_void",
];

/// The columns named in the bracket that follows `before`, at each of its places.
fn columns_after(statement: &str, before: &str) -> Vec<Vec<String>> {
    let brackets = statement.match_indices(before).map(|(at, _)| {
        let (_, rest) = statement[at..].split_once('(').unwrap();
        let (inside, _) = rest.split_once(')').unwrap();
        inside.split(',').map(|column| column.trim().to_owned()).collect()
    });
    brackets.collect()
}

fn leads_with_committee(columns: &[String]) -> bool {
    columns.first().is_some_and(|column| column == "committee_id")
}

fn of_committees() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().filter(|table| !GLOBAL.contains(&table.name))
}

#[test]
fn every_statement_makes_its_own_table_or_an_index_of_it() {
    for table in TABLES {
        let name = table.name;
        assert!(table.create[0].starts_with(&format!("create table {name} (")), "{name}");
        for statement in &table.create[1..] {
            let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
            let plain = statement.replace("create unique index", "create index");
            assert!(plain.starts_with(&format!("create index {name}_")), "{name}: {statement}");
            assert!(statement.contains(&format!(" on {name} (")), "{name}: {statement}");
        }
    }
    for name in GLOBAL {
        assert!(TABLES.iter().any(|table| table.name == name), "{name} is no table any more");
    }
}

#[test]
fn keys_lead_with_the_committee() {
    for table in of_committees() {
        let keys = columns_after(table.create[0], "primary key");
        assert_eq!(keys.len(), 1, "{}: one primary key", table.name);
        assert!(leads_with_committee(&keys[0]), "{}: {keys:?}", table.name);
        for unique in columns_after(table.create[0], "unique (") {
            assert!(leads_with_committee(&unique), "{}: unique {unique:?}", table.name);
        }
        assert!(table.create[0].contains("committee_id uuid not null"), "{}", table.name);
    }
}

#[test]
fn indexes_lead_with_the_committee() {
    for table in of_committees() {
        for statement in &table.create[1..] {
            let words: Vec<_> = statement.split_whitespace().collect();
            let name = words[words.iter().position(|word| *word == "index").unwrap() + 1];
            let columns = &columns_after(statement, &format!("on {}", table.name))[0];
            let leads = leads_with_committee(columns);
            assert_eq!(leads, !ACROSS_COMMITTEES.contains(&name), "{}: {statement}", table.name);
        }
    }
}

/// A row can only refer to a row of the same committee: the database itself refuses anything else.
#[test]
fn foreign_keys_stay_inside_the_committee() {
    for table in of_committees() {
        let from = columns_after(table.create[0], "foreign key");
        let to = columns_after(table.create[0], "references");
        assert_eq!(from.len(), to.len(), "{}", table.name);
        for (at, (from, to)) in from.iter().zip(&to).enumerate() {
            assert!(leads_with_committee(from), "{}: foreign key {at} {from:?}", table.name);
            let whole = from.len() == 1 && to[0] == "id"; // to the committee itself
            assert!(whole || leads_with_committee(to), "{}: references {to:?}", table.name);
        }
    }
}

#[test]
fn the_append_only_tables_are_these() {
    let mut found: Vec<_> = TABLES.iter().filter(|table| table.append_only).map(|table| table.name).collect();
    let mut expected = APPEND_ONLY.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

/// `(committee_id, id)` finds one row. A list is filtered and ordered; without an index for it every page reads all rows of
/// the committee. (Other keys begin with what their rows belong to, and are such an index.)
#[test]
fn every_table_of_a_committee_has_an_index_for_its_lists() {
    let mut bare = Vec::new();
    for table in of_committees() {
        let key = columns_after(table.create[0], "primary key");
        if key[0] != ["committee_id", "id"] {
            continue;
        }
        let indexes = columns_after(table.create[0], "unique (").len() + table.create.len() - 1;
        let excused = BY_KEY_ALONE.iter().any(|(name, _)| *name == table.name);
        assert!(indexes == 0 || !excused, "{} has an index and needs no excuse", table.name);
        if indexes == 0 && !excused {
            bare.push(table.name);
        }
    }
    assert!(
        bare.is_empty(),
        "no index beside the key of {bare:?}: add one that leads with committee_id and has the order of the list, or name \
         the table in BY_KEY_ALONE with the reason"
    );
}
