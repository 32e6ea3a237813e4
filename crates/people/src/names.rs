//! Names of people: their pinyin for search, and how near two names are.
use lvzhi_imports::RowDraft;
use lvzhi_platform::workbook::{clean_name, without_note};
use pinyin::ToPinyin;

/// Surnames that are read otherwise than the same character elsewhere.
const SURNAMES: [(&str, &[&str]); 34] = [
    ("尉迟", &["yu", "chi"]),
    ("万俟", &["mo", "qi"]),
    ("单于", &["chan", "yu"]),
    ("澹台", &["tan", "tai"]),
    ("长孙", &["zhang", "sun"]),
    ("单", &["shan"]),
    ("解", &["xie"]),
    ("仇", &["qiu"]),
    ("曾", &["zeng"]),
    ("查", &["zha"]),
    ("朴", &["piao"]),
    ("任", &["ren"]),
    ("区", &["ou"]),
    ("翟", &["zhai"]),
    ("华", &["hua"]),
    ("盖", &["ge"]),
    ("缪", &["miao"]),
    ("乐", &["yue"]),
    ("召", &["shao"]),
    ("員", &["yun"]),
    ("员", &["yun"]),
    ("覃", &["qin"]),
    ("冼", &["xian"]),
    ("洗", &["xian"]),
    ("折", &["she"]),
    ("黑", &["he"]),
    ("秘", &["bi"]),
    ("种", &["chong"]),
    ("重", &["chong"]),
    ("盛", &["sheng"]),
    ("纪", &["ji"]),
    ("宁", &["ning"]),
    ("佴", &["nai"]),
    ("逄", &["pang"]),
];

/// The name in a row of a roster. What stands in brackets behind it is no part of the name; that is said.
pub(crate) fn bare_name(draft: &mut RowDraft) -> String {
    let (bare, note) = without_note(draft.text("name"));
    let name = clean_name(&bare);
    if let Some(note) = note.filter(|_| !name.is_empty()) {
        draft.warn("name", format!("按“{name}”登记，括号里的“{note}”没有记进姓名"));
    }
    name
}

/// Full pinyin without tones and blanks, and the initials: `曾雁回` → `zengyanhui`, `zyh`.
/// Characters that have none (letters, digits) stand for themselves.
#[must_use]
pub fn pinyin_of(name: &str) -> (String, String) {
    let surname = SURNAMES
        .iter()
        .find(|(surname, _)| name.starts_with(surname) && name.chars().count() > surname.chars().count());
    let mut syllables: Vec<String> =
        surname.map_or_else(Vec::new, |(_, read)| read.iter().map(|s| (*s).to_owned()).collect());
    for character in name.chars().skip(syllables.len()) {
        match character.to_pinyin() {
            Some(pinyin) => syllables.push(pinyin.plain().replace('ü', "v")),
            None if character.is_ascii_alphanumeric() => {
                syllables.push(character.to_ascii_lowercase().to_string())
            }
            None => {}
        }
    }
    let initials = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    (syllables.concat(), initials)
}

/// How many slips of the pen lie between the two: a character other, more or less, or two neighbours swapped.
pub(super) fn slips(left: &[char], right: &[char]) -> usize {
    let mut before = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, one) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in right.iter().enumerate() {
            let mut least = (above[j] + usize::from(one != other)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *one == right[j - 1] && left[i - 1] == *other {
                let swapped: usize = before[j - 1];
                least = least.min(swapped + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[right.len()]
}

/// Whether at most one slip of the pen lies between the two.
#[must_use]
pub fn nearly_equal(left: &str, right: &str) -> bool {
    let [left, right] = [left, right].map(|text| text.chars().collect::<Vec<_>>());
    slips(&left, &right) <= 1
}

/// Whether a person is meant by what somebody typed: part of the name, pinyin from its beginning, initials, number.
#[must_use]
pub fn is_meant(typed: &str, name: &str, pinyin: &str, initials: &str, number: &str) -> bool {
    let query: String =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '\'').flat_map(char::to_lowercase).collect();
    if query.is_empty() {
        return typed.trim().is_empty(); // signs alone mean nobody
    }
    name.to_lowercase().contains(&query)
        || pinyin.starts_with(&query)
        || initials.starts_with(&query)
        || number.to_lowercase().contains(&query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_read_as_surnames() {
        for (name, full, initials) in [
            ("曾单解", "zengdanjie", "zdj"),
            ("单雨桐", "shanyutong", "syt"),
            ("尉迟敬", "yuchijing", "ycj"),
            ("陆景和", "lujinghe", "ljh"),
            ("吕绿", "lvlv", "ll"),
        ] {
            assert_eq!(pinyin_of(name), (full.to_owned(), initials.to_owned()), "{name}");
        }
    }

    #[test]
    fn one_slip_of_the_pen_is_near() {
        assert!(nearly_equal("环境资源界", "环境资原界"));
        assert!(nearly_equal("环境资源", "环境资源界"));
        assert!(nearly_equal("王小明", "王明小"));
        assert!(!nearly_equal("经济界", "教育界"));
        assert!(!nearly_equal("环境资源界", "环境"));
    }

    #[test]
    fn a_person_is_found_by_name_pinyin_initials_and_number() {
        for query in ["景", "lujing", "LJ", "l j h", "1300"] {
            assert!(is_meant(query, "陆景和", "lujinghe", "ljh", "13001"), "{query}");
        }
        assert!(!is_meant("jing", "陆景和", "lujinghe", "ljh", "13001"));
    }
}
