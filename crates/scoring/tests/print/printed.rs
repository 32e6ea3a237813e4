//! The print of a scheme.
use lvzhi_scoring::print;

use super::{catalogue, everything, member_text, scheme};

#[test]
fn the_members_scheme_reads_as_the_office_would_write_it() {
    let catalogue = catalogue();
    let printed = print(&scheme(&member_text(), &catalogue), &catalogue);
    insta::assert_snapshot!(printed.to_text());
}

#[test]
fn every_mechanic_and_every_setting_is_said() {
    let (scheme, catalogue) = everything();
    insta::assert_snapshot!(print(&scheme, &catalogue).to_text());
}
