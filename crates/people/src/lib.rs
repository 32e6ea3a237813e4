//! Who there is: committees of three levels, terms, sectors, special committees, divisions, branches, members
//! with their posts and exemptions, staff. A noun is a folder: [`members`], [`staff`], [`office`].

use lvzhi_shell::app::AppRoutes;

mod first_step;
mod matching;
pub mod members;
mod names;
mod noun;
pub mod office;
mod roster;
pub mod staff;
mod store;

pub use matching::{Beside, Unmatched, match_name};
pub use members::{MemberFile, member_file, member_page, roster};
pub use names::{is_meant, nearly_equal, pinyin_of};
pub use noun::{KEEP_PEOPLE, MEMBER, MEMBERS, SEE_MEMBER, SEE_PEOPLE, register};
pub use office::{NewCommittee, committees, found};
pub use roster::{Roster, RosterMember, Standing};

/// Pages and acts of people.
fn routes(routes: AppRoutes) -> AppRoutes {
    routes.with(members::routes).with(staff::routes).with(office::routes)
}

const MOVED_ON: &str = "预览以后数据有了变动，什么也没有写。请点“重新核对”，看过新的预览再确认。";

/// A date column of an import or a form: blank is none.
fn optional_date(text: &str) -> std::result::Result<Option<chrono::NaiveDate>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    lvzhi_platform::workbook::parse_date(text, None).map(Some).map_err(|error| error.to_string())
}
