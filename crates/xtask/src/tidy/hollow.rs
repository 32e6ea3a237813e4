//! Rule: a crate has something in it.
use super::Finding;
use super::source::Tree;

const LEAST: usize = 5;

/// Reports crates whose library (or program) is an empty shell.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let manifests = tree.files.iter().filter_map(|file| file.path.strip_suffix("Cargo.toml"));
    manifests.filter_map(|folder| hollow(tree, folder)).collect()
}

fn hollow(tree: &Tree, folder: &str) -> Option<Finding> {
    let library = format!("{folder}src/lib.rs");
    let program = format!("{folder}src/main.rs");
    let file = tree.file(&library).or_else(|| tree.file(&program));
    let lines = file.map_or(0, |file| file.text.lines().filter(|line| !line.trim().is_empty()).count());
    let path = file.map_or(library.as_str(), |file| file.path.as_str());
    (lines <= LEAST).then(|| Finding::new(path, 1, format!("this crate is an empty shell ({lines} lines).")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_shells_are_refused() {
        let full = "a\n".repeat(6);
        let found = check(&Tree::sample(&[
            ("Cargo.toml", ""),
            ("src/lib.rs", &full),
            ("crates/a/Cargo.toml", ""),
            ("crates/a/src/lib.rs", "//! a\n\n\n\n\n\n"),
            ("crates/b/Cargo.toml", ""),
            ("crates/b/src/main.rs", &full),
            ("crates/c/Cargo.toml", ""),
        ]));
        let paths: Vec<&str> = found.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, ["crates/a/src/lib.rs", "crates/c/src/lib.rs"]);
    }
}
