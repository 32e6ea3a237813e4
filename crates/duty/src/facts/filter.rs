//! Which facts a page, an export or a confirmation speaks of.
use chrono::NaiveDate;
use lvzhi_platform::workbook::clean_name;
use serde::Deserialize;
use uuid::Uuid;

use crate::catalogue;

/// A filter that was read and is sound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kind of the catalogue.
    pub kind: Option<String>,
    /// Beginning of a name, a number or pinyin.
    pub person: Option<String>,
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
}

/// A filter as it comes in an address or a form: anything may be missing, empty or nonsense.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct FilterForm {
    pub(super) kind: String,
    pub(super) person: String,
    pub(super) member: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) confirmed: String,
    pub(super) batch: String,
    pub(super) page: String,
}

impl FilterForm {
    /// The sound parts; an unknown kind or day is no filter.
    #[must_use]
    pub fn read(&self) -> Filter {
        let person = clean_name(&self.person).to_lowercase();
        Filter {
            kind: catalogue().kind(&self.kind).map(|kind| kind.id.clone()),
            person: (!person.is_empty()).then_some(person),
            member: self.member.parse().ok(),
            from: self.from.parse().ok(),
            to: self.to.parse().ok(),
            confirmed: match self.confirmed.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            batch: self.batch.parse().ok(),
        }
    }

    /// Page of the list, from 1.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.page.parse().unwrap_or(1).max(1)
    }
}

impl Filter {
    /// Names and values of the form fields that give this filter.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        let mut add = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
        add("kind", self.kind.clone());
        add("person", self.person.clone());
        add("member", self.member.map(|id| id.to_string()));
        add("from", self.from.map(|day| day.to_string()));
        add("to", self.to.map(|day| day.to_string()));
        add("confirmed", self.confirmed.map(|yes| if yes { "yes".into() } else { "no".into() }));
        add("batch", self.batch.map(|id| id.to_string()));
        fields
    }

    /// An address with this filter.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let encode = |text: &str| -> String {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            let code =
                |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
            text.bytes().map(code).collect()
        };
        let pairs: Vec<_> =
            self.fields().iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }
}
