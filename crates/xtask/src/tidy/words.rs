//! Rule: one word for one thing in what people read. A word with a fellow in use is refused in string literals of the
//! program and in texts of rules; headings of files that others write are no words of ours and are left alone.
use super::Finding;
use super::source::Tree;

/// The word that may not appear, and the one to write.
const WORDS: [(&str, &str); 12] = [
    ("免考核", "免评"),
    ("待核对", "需核对"),
    ("须核对", "需核对"),
    ("承办人", "经办人"),
    ("办理人", "经办人"),
    ("操作人", "经办人"),
    ("时刻", "时间"),
    ("赋能", "a plain word"),
    ("抓手", "a plain word"),
    ("一键", "a plain word"),
    ("智能", "a plain word"),
    ("系统异常", "what happened and how to mend it"),
];

/// Reports words that have a better one.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust().filter(|file| file.path != file!()) {
        for (at, line) in file.real_lines() {
            let found = line.strings.iter().flat_map(|text| wrong(text));
            findings.extend(found.map(|sentence| Finding::new(&file.path, at, sentence)));
        }
    }
    for file in tree.files.iter().filter(|file| file.path.starts_with("schemes/")) {
        for (at, line) in file.text.lines().enumerate() {
            findings.extend(wrong(line).map(|sentence| Finding::new(&file.path, at + 1, sentence)));
        }
    }
    findings
}

fn wrong(text: &str) -> impl Iterator<Item = String> {
    let found = WORDS.iter().filter(|(wrong, _)| text.contains(wrong));
    found.map(|(wrong, right)| format!("“{wrong}”: write {right}.")).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::sample(&[(path, text)])).iter().map(|it| it.line).collect()
    }

    #[test]
    fn a_word_with_a_better_one_is_refused_where_people_read_it() {
        let text = "let a = \"免评\";\nlet b = \"整期免考核\";\n// 免考核\nlet c = \"免考原因\";\n";
        assert_eq!(lines("crates/people/src/a.rs", text), [2]);
        assert_eq!(lines("schemes/a.toml", "a = 1\nb = \"x\" # 免考核期\n"), [2]);
        assert_eq!(lines("crates/people/tests/a.rs", text), [0; 0], "what tests say is read by nobody");
    }

    #[test]
    fn the_finding_says_the_right_word() {
        let found = check(&Tree::sample(&[("src/a.rs", "\"需要承办人\"")]));
        assert_eq!(found[0].sentence, "“承办人”: write 经办人.");
    }
}
