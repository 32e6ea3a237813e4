//! Every act through HTTP against real databases. One binary, a module per part of the program.
#![allow(missing_docs, clippy::unwrap_used)] // helpers of tests are not marked as tests
mod access;
mod accounts;
mod attachments;
mod audit;
mod bad_input;
mod commands;
mod coverage;
mod crash;
mod cycles;
mod evaluation;
mod facts;
mod first_day;
mod frame;
mod frozen;
mod imports;
mod kept_forms;
mod lines;
mod list_pages;
mod lists;
mod notices;
mod papers;
mod people;
mod plans;
mod printing;
mod readiness;
mod register;
mod remarks;
mod roster_days;
mod sandbox;
mod schema;
mod schemes;
mod search;
mod second_factor;
mod secrets;
mod support;
mod twins;

/// Real objects that parts of the tests make, for routes with a parameter that the cast and `support/objects.rs` have none
/// for: the route's pattern, such as `/visits/{id}`, and who makes one in the province and gives its id.
const OBJECTS: &[(&str, support::MakeObject)] = &[
    ("{notice}", notices::make),
    ("{paper}", papers::make),
    ("{holder}", papers::holder),
    ("{paper_kind}", papers::kind),
    ("{kind}", |_| Box::pin(async { "member".into() })),
    ("/attachments/{kind}/{id}", |site| Box::pin(async { site.cast.members["陆景和"].to_string() })),
    ("{attachment}", |site| Box::pin(attachments::one(site))),
    ("/remarks/{kind}/{id}", |site| Box::pin(async { site.cast.members["陆景和"].to_string() })),
    ("{remark}", |site| Box::pin(remarks::one(site))),
];

/// What is kept from other committees and other members of each kind of object that a noun of its own registers, such as
/// `("visit", Kept::FromMembers(|side| Box::pin(visits::secret(side))))`; those of older nouns stand in `support/secrets.rs`.
const SECRETS: &[(&str, support::Kept)] = &[];
