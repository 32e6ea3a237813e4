//! What the slices bring to the program, collected by kind: the frame shows every [`Part`], the audit page knows every
//! [`Action`], the job loop every [`Job`], the imports every target. Who collects defines the kind of thing; who has one adds it.
use std::any::{Any, TypeId};
use std::collections::HashMap;

use lvzhi_platform::act::Action;
use uuid::Uuid;

use crate::app::AppRoutes;
use crate::frame::Part;
use crate::jobs::Job;
use crate::policy::Permission;

/// Everything the slices have added, in the order in which they did.
#[derive(Default, Debug)]
pub struct Register(HashMap<TypeId, Box<dyn Any + Send + Sync>>);

impl Register {
    /// Adds a thing of a kind.
    pub fn add<T: Send + Sync + 'static>(&mut self, thing: T) -> &mut Self {
        self.add_all([thing])
    }

    /// Adds several things of a kind.
    pub fn add_all<T: Send + Sync + 'static>(&mut self, things: impl IntoIterator<Item = T>) -> &mut Self {
        let kept = self.0.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(Vec::<T>::new()));
        if let Some(list) = kept.downcast_mut::<Vec<T>>() {
            list.extend(things);
        }
        self
    }

    /// All things of a kind.
    #[must_use]
    pub fn all<T: Send + Sync + 'static>(&self) -> &[T] {
        self.0
            .get(&TypeId::of::<T>())
            .and_then(|kept| kept.downcast_ref::<Vec<T>>())
            .map_or(&[], Vec::as_slice)
    }

    /// The act with this identifier; none: no slice declares it.
    #[must_use]
    pub fn action(&self, id: &str) -> Option<Action> {
        self.all::<Action>().iter().copied().find(|action| action.id == id)
    }

    /// The printed word for a key in the detail of an event; none: no slice declares one.
    #[must_use]
    pub fn key_word(&self, key: &str) -> Option<&'static str> {
        self.all::<KeyWord>().iter().find(|known| known.key == key).map(|known| known.word)
    }

    /// The kind of object with this identifier.
    #[must_use]
    pub fn object(&self, id: &str) -> Option<ObjectKind> {
        self.all::<ObjectKind>().iter().copied().find(|kind| kind.id == id)
    }
}

/// What a slice registers.
#[derive(Default)]
pub struct Noun {
    /// Its pages and acts.
    pub routes: Option<fn(AppRoutes) -> AppRoutes>,
    /// Where it stands in the index of the program.
    pub parts: &'static [Part],
    /// What one may be allowed to do here.
    pub permissions: &'static [Permission],
    /// Its acts, with their words for the audit trail.
    pub actions: &'static [Action],
    /// What its acts note in the detail of their events: each key with its printed word.
    pub keys: &'static [KeyWord],
    /// What acts are done to.
    pub objects: &'static [ObjectKind],
    /// Its background work.
    pub jobs: &'static [Job],
}

/// The pages and acts of a slice.
#[derive(Clone, Copy)]
pub struct Pages(pub fn(AppRoutes) -> AppRoutes);

impl Register {
    /// Adds what every noun has.
    pub fn noun(&mut self, noun: Noun) -> &mut Self {
        self.add_all(noun.routes.map(Pages))
            .add_all(noun.parts.iter().copied())
            .add_all(noun.permissions.iter().copied())
            .add_all(noun.actions.iter().copied())
            .add_all(noun.keys.iter().copied())
            .add_all(noun.objects.iter().copied())
            .add_all(noun.jobs.iter().copied())
    }
}

/// A key in the detail of events, and its word on the audit page. What a list is filtered by needs none: [`Listing::detail`]
/// names filters as they are printed.
///
/// [`Listing::detail`]: crate::listing::Listing::detail
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyWord {
    /// As stored: `visitor`.
    pub key: &'static str,
    /// As printed: 来访人.
    pub word: &'static str,
}

impl KeyWord {
    /// A key with its word.
    #[must_use]
    pub const fn new(key: &'static str, word: &'static str) -> Self {
        Self { key, word }
    }
}

/// A kind of object that acts are done to, that papers, remarks and files hang on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectKind {
    /// Identifier, as stored: `cycle`.
    pub id: &'static str,
    /// As printed: 考评.
    pub label: &'static str,
    /// Where one is seen: the path before its id; empty when it has no page of its own.
    pub path: &'static str,
}

impl ObjectKind {
    /// A kind of object with its pages under `path`.
    #[must_use]
    pub const fn new(id: &'static str, label: &'static str, path: &'static str) -> Self {
        Self { id, label, path }
    }

    /// One of them, as the audit trail names it.
    #[must_use]
    pub fn subject(self, id: Uuid) -> String {
        format!("{}:{id}", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_of_one_kind_come_together_in_order() {
        let mut register = Register::default();
        register.add(1_u8).add("a").add_all([2_u8, 3]);
        assert_eq!(register.all::<u8>(), [1, 2, 3]);
        assert_eq!(register.all::<&str>(), ["a"]);
        assert!(register.all::<char>().is_empty());
    }
}
