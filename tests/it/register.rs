//! What the slices bring to the program: every act has its words, every permission its holders.
use std::collections::BTreeSet;
use std::path::Path;

use lvzhi_evaluation::{ADOPT_SCHEME, DRAFT_SCHEME, PUBLISH_EVALUATION, RUN_EVALUATION};
use lvzhi_people::SEE_MEMBER;
use lvzhi_platform::Action;
use lvzhi_shell::frame::Part;
use lvzhi_shell::policy::{Permission, Relation, Role, grant};
use lvzhi_shell::register::{KeyWord, ObjectKind};

/// The identifiers of all acts written in the source of the slices.
fn written_actions() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let calls = text.split("Action::new(").skip(1);
                let ids = calls.filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next());
                found.extend(ids.map(str::to_owned));
            }
        }
    }
    found
}

#[test]
fn every_act_is_declared_once_with_its_words() {
    let register = lvzhi::register();
    let declared: Vec<&Action> = register.all::<Action>().iter().collect();
    let ids: BTreeSet<String> = declared.iter().map(|action| action.id.to_owned()).collect();
    assert_eq!(ids.len(), declared.len(), "an act is declared twice");
    assert_eq!(ids, written_actions(), "acts in the source and acts in the register differ");
    assert!(declared.iter().all(|action| !action.label.is_ascii()), "an act without Chinese words");
}

#[test]
fn every_kind_of_object_and_every_permission_has_a_name_of_its_own() {
    let register = lvzhi::register();
    let kinds: BTreeSet<_> = register.all::<ObjectKind>().iter().map(|kind| kind.id).collect();
    assert_eq!(kinds.len(), register.all::<ObjectKind>().len());
    let permissions: BTreeSet<_> = register.all::<Permission>().iter().map(|it| it.id).collect();
    assert_eq!(permissions.len(), register.all::<Permission>().len());
}

#[test]
fn a_member_sees_himself_and_nothing_else() {
    for permission in lvzhi::register().all::<Permission>() {
        let expected = (*permission == SEE_MEMBER).then_some(Relation::Own);
        assert_eq!(grant(Role::Member, *permission), expected, "{}", permission.id);
    }
}

#[test]
fn the_auditor_changes_nothing_and_the_administrator_sees_no_member() {
    for permission in lvzhi::register().all::<Permission>() {
        let reads = permission.id.starts_with("see_");
        assert!(reads || grant(Role::Auditor, *permission).is_none(), "{}", permission.id);
    }
    assert_eq!(grant(Role::SystemAdministrator, SEE_MEMBER), None);
}

#[test]
fn who_computes_does_not_publish_and_who_drafts_may_not_be_who_adopts() {
    assert!(grant(Role::CommitteeClerk, RUN_EVALUATION).is_some());
    assert_eq!(grant(Role::CommitteeClerk, PUBLISH_EVALUATION), None);
    assert!(grant(Role::CommitteeClerk, DRAFT_SCHEME).is_some());
    assert_eq!(grant(Role::CommitteeClerk, ADOPT_SCHEME), None);
    let adopters: Vec<_> = Role::WORDS.all().filter(|role| grant(*role, ADOPT_SCHEME).is_some()).collect();
    assert_eq!(adopters, [Role::Leader, Role::SecretaryGeneral]);
    assert!(adopters.into_iter().all(Role::needs_second_factor));
}

#[test]
fn every_part_of_the_index_has_a_place_of_its_own_and_an_address_that_is_there() {
    let register = lvzhi::register();
    let pages = lvzhi::web::routes(&register);
    let parts = register.all::<Part>();
    for (at, part) in parts.iter().enumerate() {
        let opens = pages.entries().iter().any(|entry| entry.method == "GET" && entry.path == part.href);
        assert!(opens, "the part “{}” begins at {}, where there is no page", part.label, part.href);
        for other in parts[..at].iter().filter(|other| other.id != part.id) {
            assert_ne!(
                part.place, other.place,
                "the parts “{}” and “{}” want the same place of the index: choose a free one in noun.rs",
                other.label, part.label
            );
        }
    }
}

#[test]
fn every_key_that_acts_note_has_one_printed_word() {
    let register = lvzhi::register();
    let mut known = BTreeSet::new();
    for KeyWord { key, word } in register.all::<KeyWord>() {
        assert!(known.insert(key), "the key “{key}” is declared twice; use the word that is there already");
        assert!(!word.is_ascii(), "the word of the key “{key}” is not Chinese: {word}");
    }
}
