//! Which keys the parsers ask for, for the test that holds them to the list of keys.
use std::cell::RefCell;
use std::collections::BTreeSet;

/// (section, mechanic of a rule, key).
type Asked = BTreeSet<(String, String, &'static str)>;

thread_local! {
    static ASKED: RefCell<Asked> = const { RefCell::new(BTreeSet::new()) };
}

pub(crate) fn start() {
    ASKED.with_borrow_mut(BTreeSet::clear);
}

pub(crate) fn take() -> Asked {
    ASKED.with_borrow_mut(std::mem::take)
}

pub(crate) fn add(section: &str, mechanic: &str, key: &'static str) {
    ASKED.with_borrow_mut(|asked| asked.insert((section.to_owned(), mechanic.to_owned(), key)));
}
