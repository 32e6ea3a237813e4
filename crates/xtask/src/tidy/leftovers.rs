//! Rule: nothing unfinished is committed, and an `unwrap` or `expect` outside tests carries its proof.
use super::Finding;
use super::lex::Line;
use super::source::{File, Tree, find_word};

const MARKS: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
const PANICS: [&str; 2] = [".unwrap()", ".expect("];
const MACROS: [&str; 3] = ["unimplemented!", "todo!", "dbg!"];
const OTHER: [&str; 6] = ["sql", "ts", "js", "css", "toml", "sh"];

/// Reports marks of unfinished work and unproven unwraps and expectations.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let rust = tree.rust().flat_map(|file| [marks(file), macros(file), unwraps(file)].into_iter().flatten());
    let others = tree.files.iter().filter(|file| OTHER.contains(&file.extension()));
    rust.chain(others.flat_map(marks_in_text)).collect()
}

fn marks(file: &File) -> Vec<Finding> {
    let comments = file.lines.iter().enumerate().map(|(at, line)| (at, line.comment.as_str()));
    comments.filter_map(|(at, text)| mark(file, at, text)).collect()
}

fn marks_in_text(file: &File) -> Vec<Finding> {
    file.text.lines().enumerate().filter_map(|(at, text)| mark(file, at, text)).collect()
}

fn mark(file: &File, at: usize, text: &str) -> Option<Finding> {
    let word = MARKS.iter().find(|word| find_word(text, word).is_some())?;
    Some(Finding::new(
        &file.path,
        at + 1,
        format!("{word}: finish it, or open an issue and take the mark out."),
    ))
}

fn macros(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, line) in file.lines.iter().enumerate() {
        if let Some(name) = MACROS.iter().find(|name| find_word(&line.code, name).is_some()) {
            findings.push(Finding::new(&file.path, at + 1, format!("`{name}` is not committed.")));
        }
    }
    findings
}

fn unwraps(file: &File) -> Vec<Finding> {
    let proven = |at: usize| file.lines.get(at).is_some_and(|line| line.comment.contains("// proof:"));
    let bare = |(number, line): (usize, &Line)| {
        let call = PANICS.iter().find(|call| line.code.contains(**call))?;
        let above = number.checked_sub(2).is_some_and(proven);
        let sentence = format!("`{call}…` needs `// proof:` why it cannot fail, or handle the error.");
        (!proven(number - 1) && !above).then(|| Finding::new(&file.path, number, sentence))
    };
    file.real_lines().filter_map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::sample(&[(path, text)])).iter().map(|it| it.line).collect()
    }

    #[test]
    fn marks_are_refused() {
        let text = format!("// {}: later\nlet a = \"{}\";\n", MARKS[0], MARKS[1]);
        assert_eq!(lines("src/a.rs", &text), [1]);
        assert_eq!(lines("e2e/a.ts", &text), [1, 2]);
    }

    #[test]
    fn unfinished_macros_are_refused() {
        assert_eq!(
            lines("src/a.rs", "todo!();\nx.push(unimplemented!(\"no\"));\ndbg!(1);\n\"todo!\""),
            [1, 2, 3]
        );
    }

    #[test]
    fn an_unwrap_needs_a_proof() {
        let text = "a.unwrap();\n// proof: it is 1\nb.unwrap();\nc.unwrap(); // proof: it is 2\n\nd.unwrap();\n\
            #[cfg(test)]\nmod tests { fn f() { e.unwrap(); } }";
        assert_eq!(lines("src/a.rs", text), [1, 6]);
        assert_eq!(lines("tests/it/a.rs", text), [0; 0]);
        let expected = "a.expect(\"one\");\n// proof: it is 1\nb.expect(\"two\");\n#[expect(dead_code)]\nc.expect_err(d);\n";
        assert_eq!(lines("src/a.rs", expected), [1]);
    }
}
