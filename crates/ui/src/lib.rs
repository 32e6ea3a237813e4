//! The UI kit: maud functions that make the design's HTML, and its stylesheet.
//!
//! It knows no domain module and does no I/O: pages hand it words and numbers. Every page works without script
//! (the few that answer while one types load one, see [`script`](mod@script)), and no markup carries a `style` attribute,
//! so the strictest content security policy holds.
//!
//! | wanted | where |
//! |---|---|
//! | a whole page | [`page`], [`bare_page`], [`phone_page`] |
//! | title, sections, slips, numbers, messages | [`layout`] |
//! | lists | [`mod@table`] |
//! | lights, chips, stamps, steps, timelines | [`marks`] |
//! | a cycle, the stages of supervision | [`process`] |
//! | forms and their errors | [`form`] |
//! | a member's score | [`score`] |
//! | charts | [`charts`] |
//! | a member's phone | [`phone`] |
//! | all of it, in every state | [`kit`](mod@kit) |
//! | dates and figures as words | [`format`](mod@format) |

pub mod charts;
pub mod css;
pub mod form;
pub mod format;
pub mod frame;
pub mod icon;
pub mod kit;
pub mod layout;
pub mod marks;
mod month;
pub mod phone;
pub mod process;
pub mod score;
pub mod script;
pub mod shell;
pub mod table;

pub use charts::*;
pub use css::{stylesheet, stylesheet_path};
pub use form::*;
pub use frame::{Find, Logout, Page, RailItem, Size, TabItem, Theme};
pub use icon::Icon;
pub use kit::kit;
pub use layout::*;
pub use marks::*;
pub use month::{Mark, MonthDay, month};
pub use phone::phone_page;
pub use process::*;
pub use score::*;
pub use script::{script, script_path};
pub use shell::{bare_page, page};
pub use table::*;
