//! The schemes that ship with the program, to start a draft from.

/// Id of the scheme and its text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("hn-member", super::MEMBER_SCHEME),
    ("hn-member-year", include_str!("../../../../schemes/hn-member-year.toml")),
    ("branch-quarter", include_str!("../../../../schemes/branch-quarter.toml")),
    ("branch-year", include_str!("../../../../schemes/branch-year.toml")),
    ("staff-quarter", include_str!("../../../../schemes/staff-quarter.toml")),
    ("staff-year", include_str!("../../../../schemes/staff-year.toml")),
    ("rank-promotion", include_str!("../../../../schemes/rank-promotion.toml")),
    ("committee-race", include_str!("../../../../schemes/committee-race.toml")),
    ("party-group", include_str!("../../../../schemes/party-group.toml")),
    ("organ-four-strong", include_str!("../../../../schemes/organ-four-strong.toml")),
    ("organ-six-type", include_str!("../../../../schemes/organ-six-type.toml")),
    ("member-studio", include_str!("../../../../schemes/member-studio.toml")),
    ("advanced-collective", include_str!("../../../../schemes/advanced-collective.toml")),
    ("advanced-individual", include_str!("../../../../schemes/advanced-individual.toml")),
];

/// The shipped scheme with this id.
#[must_use]
pub fn shipped(id: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}
