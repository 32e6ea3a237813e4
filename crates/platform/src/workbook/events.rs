//! Wide layouts: attendance sheets in which each meeting is a column.

use chrono::NaiveDate;

use super::mapping::{CONFIDENT, LEVEL, header_key};
use super::values::scan_date;
use super::{Table, ValueError, clean_text};

/// A column that stands for an event, such as a meeting; its cells say what each person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventColumn {
    /// Zero-based column.
    pub index: usize,
    /// The heading without the date; may be empty.
    pub title: String,
    /// The date in the heading. An impossible one gives the sentence; `None` if no date is written.
    pub date: Option<Result<NaiveDate, ValueError>>,
}

/// Columns of nearly every sheet that are no events.
const NO_EVENTS: &[&str] = &[
    "序号",
    "编号",
    "序",
    "备注",
    "说明",
    "合计",
    "总计",
    "小计",
    "累计",
    "应到",
    "实到",
    "缺席",
    "出席率",
    "出勤率",
    "到会率",
    "出席次数",
    "缺席次数",
    "应出席次数",
    "实际出席次数",
    "请假次数",
    "次数",
    "总分",
    "得分",
    "排名",
    "原行号",
    "问题说明",
];

impl Table {
    /// The columns that are events: those whose heading has a date, and those that are no known column.
    /// Dates without a year get `default_year`. Cells are left to the caller (√, ×, 请假, 迟到).
    pub fn event_columns(&self, default_year: Option<i32>) -> Vec<EventColumn> {
        let candidates = self.columns.iter().filter(|column| !column.header.is_empty());
        candidates
            .filter_map(|column| {
                let found = find_date(&column.header, default_year);
                let is_known = column.column.is_some() && column.confidence >= CONFIDENT;
                let leaf = column.header.rsplit(LEVEL).next().unwrap_or_default();
                let is_ordinary = NO_EVENTS.contains(&header_key(leaf).as_str());
                match found {
                    Some(_) if is_known && column.confidence >= 90 => None,
                    Some((title, date)) => Some(EventColumn { index: column.index, title, date: Some(date) }),
                    None if is_known || is_ordinary => None,
                    None => {
                        Some(EventColumn { index: column.index, title: tidy(&column.header), date: None })
                    }
                }
            })
            .collect()
    }
}

/// Finds the first date in a heading; gives the heading without it.
pub(super) fn find_date(
    header: &str,
    default_year: Option<i32>,
) -> Option<(String, Result<NaiveDate, ValueError>)> {
    let characters: Vec<char> = clean_text(header).chars().collect();
    for start in 0..characters.len() {
        let begins_number =
            characters[start].is_ascii_digit() && (start == 0 || !characters[start - 1].is_ascii_digit());
        if !begins_number {
            continue;
        }
        if let Some((end, date)) = scan_date(&characters, start) {
            let written: String = characters[start..end].iter().collect();
            let title: String = characters[..start].iter().chain(&characters[end..]).collect();
            return Some((tidy(&title), date.resolve(&written, default_year)));
        }
    }
    None
}

/// Takes off the brackets and bars that the date left behind.
fn tidy(title: &str) -> String {
    let title = title.replace("()", "").replace("（）", "").replace("[]", "").replace("【】", "");
    let title = clean_text(&title);
    let title = title.trim_matches([LEVEL, ' ', '-', '—', '_', '/', ',', '，', '、', '：', ':']);
    title.to_owned()
}
