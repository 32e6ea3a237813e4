//! The source as the rules see it: every text file that git knows or would take, read once.
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::lex::{self, Line};
use crate::process;

const READ: [&str; 12] = ["rs", "toml", "md", "sql", "ts", "js", "mjs", "css", "html", "json", "sh", "txt"];

/// All files of the work tree that hold text.
pub struct Tree {
    /// In the order of their paths.
    pub files: Vec<File>,
}

/// One text file.
pub struct File {
    /// From the top of the work tree, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Rust taken apart; empty for other files.
    pub lines: Vec<Line>,
}

impl Tree {
    /// Reads the work tree.
    pub fn load(root: &Path) -> Result<Self> {
        let mut list = Command::new("git");
        list.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]).current_dir(root);
        let mut files = Vec::new();
        for path in process::output(&mut list)?.split('\0').filter(|path| is_read(path)) {
            let place = root.join(path);
            if place.is_file() {
                let text = std::fs::read_to_string(&place).with_context(|| format!("cannot read {path}"))?;
                files.push(File::new(path, &text));
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// A tree of sample files.
    #[cfg(test)]
    pub fn sample(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| File::new(path, text)).collect() }
    }

    /// The file of a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The Rust files.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.extension() == "rs")
    }
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        let lines = if path.ends_with(".rs") { lex::lines(text) } else { Vec::new() };
        Self { path: path.to_owned(), text: text.to_owned(), lines }
    }

    /// What follows the last dot of the name.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The name without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether the whole file is test code, or an example: no part of what runs in an office.
    pub fn is_test(&self) -> bool {
        let folders = ["tests", "benches", "examples", "e2e", "fuzz"];
        self.name() == "tests.rs" || self.path.split('/').any(|part| folders.contains(&part))
    }

    /// The lines of Rust that are no test code, numbered from 1.
    pub fn real_lines(&self) -> impl Iterator<Item = (usize, &Line)> {
        let test = self.is_test();
        self.lines
            .iter()
            .enumerate()
            .filter(move |(_, line)| !test && !line.test)
            .map(|(at, line)| (at + 1, line))
    }
}

fn is_read(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let text = name.rsplit_once('.').is_some_and(|(_, extension)| READ.contains(&extension));
    text && name != "package-lock.json"
}

/// Where a word stands in a line of code, whole: not as a part of a longer word.
pub fn find_word(code: &str, word: &str) -> Option<usize> {
    let part = |found: Option<char>| found.is_some_and(|it| it.is_alphanumeric() || it == '_');
    code.match_indices(word).map(|(at, _)| at).find(|at| {
        let starts_word = word.starts_with(|first: char| first.is_alphanumeric() || first == '_');
        let ends_word = word.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        let before = starts_word && part(code[..*at].chars().next_back());
        let after = ends_word && part(code[at + word.len()..].chars().next());
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        assert_eq!(find_word("subduty duty", "duty"), Some(8));
        assert_eq!(find_word("heavyduty", "duty"), None);
        assert_eq!(find_word("Utc::now()", "::now()"), Some(3));
    }

    #[test]
    fn tests_are_known_by_their_place() {
        let tree =
            Tree::sample(&[("tests/it/main.rs", ""), ("src/duty/tests.rs", ""), ("src/contests.rs", "")]);
        assert_eq!(tree.files.iter().map(File::is_test).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn lock_files_and_pictures_are_not_read() {
        assert!(is_read("src/ui/page.css"));
        assert!(!is_read("e2e/package-lock.json"));
        assert!(!is_read("docs/home.png"));
        assert!(!is_read("LICENSE"));
    }
}
