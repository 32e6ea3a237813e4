//! What a draft starts from.
use lvzhi_platform::{Database, Error, Result};
use uuid::Uuid;

use super::find as find_draft;
use crate::schemes::{find as find_version, shipped};

/// The skeleton of a scheme, for those who start from nothing.
pub const BLANK: &str = r#"# 考评办法草稿。边写边检查，右边逐条说哪一行要改；写法见 docs/scheme-language.md。

[scheme]
id = "scheme-id"                 # 英文短名，各版本相同
version = "1"                    # 版本号，采用后不能再用
title = "考评办法"
subject = "member"
period = "half_year"
total = 100
rounding = "half_up"
ties = "equal"                   # 总分相同的，名次并列

[eligibility]
article = "第一条"
min_days = 90
exemption = "skip_all"

[[group]]
id = "work"
label = "履职"
max = 100

[[indicator]]
id = "proposal"
label = "提案"
group = "work"
max = 100
article = "第一条"

[[rule]]
id = "proposal"
indicator = "proposal"
article = "第一条"
label = "提案"
mechanic = "pieces"
kind = "proposal"
combine = "highest"
by = ["stage", "role"]
max = 100

  [rule.table]
  filed = { first = 4, joint = 2 }
"#;

/// Where a draft's text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The skeleton.
    Blank,
    /// A scheme that ships with the program.
    Shipped(String),
    /// An adopted version.
    Version(Uuid),
    /// Another draft.
    Draft(Uuid),
}

impl Origin {
    /// As stored and sent: empty, `shipped:ID`, `version:UUID`, `draft:UUID`.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Shipped(id) => format!("shipped:{id}"),
            Self::Version(id) => format!("version:{id}"),
            Self::Draft(id) => format!("draft:{id}"),
        }
    }

    /// Reads [`Origin::id`].
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        match id.split_once(':') {
            None => id.is_empty().then_some(Self::Blank),
            Some(("shipped", name)) => shipped(name).map(|_| Self::Shipped(name.to_owned())),
            Some(("version", id)) => id.parse().ok().map(Self::Version),
            Some(("draft", id)) => id.parse().ok().map(Self::Draft),
            Some(_) => None,
        }
    }

    /// The text to start with: the base, of an adopted version with the next version's number.
    ///
    /// # Errors
    /// As [`Origin::base`].
    pub async fn text(&self, db: &Database, committee: Uuid) -> Result<String> {
        let base = self.base(db, committee).await?;
        let Self::Version(id) = self else { return Ok(base) };
        let version = find_version(db, committee, *id).await?.version;
        Ok(numbered(&base, &version, &next_version(&version)))
    }

    /// The text that the draft is compared with.
    ///
    /// # Errors
    /// When the committee has no such version or draft.
    pub async fn base(&self, db: &Database, committee: Uuid) -> Result<String> {
        match self {
            Self::Blank => Ok(BLANK.to_owned()),
            Self::Shipped(id) => shipped(id)
                .map(str::to_owned)
                .ok_or_else(|| Error::NotFound("程序没有附带这一份办法。".into())),
            Self::Version(id) => Ok(find_version(db, committee, *id).await?.body),
            Self::Draft(id) => Ok(find_draft(db, committee, *id).await?.body),
        }
    }
}

/// The version after this one: `2026.2` after `2026.1`, `2` after `1`; where it ends in no number, `.2` is added.
fn next_version(version: &str) -> String {
    let digits = version.len() - version.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (start, number) = version.split_at(version.len() - digits);
    number
        .parse::<u32>()
        .map_or_else(|_| format!("{version}.2"), |n| format!("{start}{}", n.saturating_add(1)))
}

/// The text with another version in its head, where it is written in the usual way.
fn numbered(text: &str, old: &str, new: &str) -> String {
    text.replacen(&format!("version = \"{old}\""), &format!("version = \"{new}\""), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schemes::{CATALOGUE, Rulebook, findings_text};

    #[test]
    fn an_origin_is_read_as_it_is_written() {
        let id = Uuid::now_v7();
        let all =
            [Origin::Blank, Origin::Shipped("hn-member".into()), Origin::Version(id), Origin::Draft(id)];
        for origin in all {
            assert_eq!(Origin::parse(&origin.id()), Some(origin));
        }
        for wrong in ["shipped:nothing", "version:1", "member:1", "x"] {
            assert_eq!(Origin::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_next_version_is_proposed() {
        for (version, next) in
            [("2026.1", "2026.2"), ("1", "2"), ("9", "10"), ("试行", "试行.2"), ("v9", "v10")]
        {
            assert_eq!(next_version(version), next);
        }
        assert_eq!(
            numbered("id = \"a\"\nversion = \"1\"  # x", "1", "2"),
            "id = \"a\"\nversion = \"2\"  # x"
        );
    }

    #[test]
    fn the_skeleton_can_be_read() {
        let read = Rulebook::parse(BLANK, CATALOGUE).map_err(|findings| findings_text(&findings));
        assert_eq!(read.map(|(rulebook, _)| rulebook.scheme.version), Ok("1".to_owned()));
    }
}
