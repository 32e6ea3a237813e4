//! Which facts a page, an export or a confirmation speaks of.
use chrono::NaiveDate;
use lvzhi_platform::workbook::clean_name;
use lvzhi_shell::listing::Listing;
use lvzhi_shell::words::Words;
use uuid::Uuid;

use crate::catalogue;

/// Confirmed or not, as in the filter.
pub(super) const CONFIRMED: Words<bool> = Words(&[(true, "yes", "已确认"), (false, "no", "待确认")]);

/// A filter that was read and is sound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kind of the catalogue.
    pub kind: Option<String>,
    /// Beginning of a name, a number or pinyin.
    pub person: Option<String>,
    /// Part of its title.
    pub title: Option<String>,
    /// Exactly this member.
    pub member: Option<Uuid>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Confirmed or not.
    pub confirmed: Option<bool>,
    /// Import.
    pub batch: Option<Uuid>,
    /// Oldest first, not newest.
    pub oldest_first: bool,
}

impl Filter {
    /// What a list is asked for.
    pub(super) fn of(listing: &mut Listing) -> Self {
        let kind = |id: &str| catalogue().kind(id).map(|kind| kind.id.clone());
        let person = listing.text("person", "姓名或编号").map(|typed| clean_name(&typed).to_lowercase());
        Self {
            kind: listing.choice("kind", "种类", kind),
            person: person.filter(|name| !name.is_empty()),
            title: listing.text("q", "标题"),
            member: listing.id("member", "委员"),
            from: listing.day("from", "起日"),
            to: listing.day("to", "止日"),
            confirmed: listing.word("confirmed", "确认", &CONFIRMED),
            batch: listing.id("batch", "导入"),
            oldest_first: listing.order(&["-date"]) == ("date", false),
        }
    }

    /// In words.
    pub(super) fn conditions(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.kind.as_deref().map(|kind| catalogue().label(kind).to_owned()));
        parts.extend(self.person.as_ref().map(|person| format!("姓名“{person}”")));
        parts.extend(self.title.as_ref().map(|title| format!("标题有“{title}”")));
        parts.extend(self.member.map(|_| "一位委员".to_owned()));
        parts.extend(self.from.map(|day| format!("{day} 起")));
        parts.extend(self.to.map(|day| format!("到 {day} 止")));
        parts.extend(self.batch.map(|_| "同一次导入".to_owned()));
        parts.extend(self.confirmed.map(|yes| CONFIRMED.label(yes).to_owned()));
        if parts.is_empty() { "全部履职记录".into() } else { parts.join("，") }
    }
}
