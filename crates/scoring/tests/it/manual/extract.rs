//! The examples of the manual.
#![allow(dead_code, reason = "shared by the tests of the crate and of its interface")]

pub const MANUAL: &str = include_str!("../../../../../docs/scheme-language.md");

/// One example, as a whole scheme.
pub struct Example {
    /// Line of its fence in the manual.
    pub line: usize,
    /// The scheme.
    pub text: String,
    /// One person's facts and the total they make, where the manual tells.
    pub facts: Option<(String, String)>,
}

const HEAD: &str = "[scheme]\nid = \"example\"\nversion = \"1\"\ntitle = \"例\"\ntotal = \"open\"\nrounding = \"half_up\"\nties = \"equal\"\n[eligibility]\nmin_days = 1\nexemption = \"skip_all\"\n[[group]]\nid = \"g\"\nlabel = \"组\"\nmax = \"open\"\n[[indicator]]\nid = \"i\"\nlabel = \"项\"\ngroup = \"g\"\narticle = \"第一条\"\nmax = \"open\"\n";
const RULE: &str = "[[rule]]\nid = \"example\"\nindicator = \"i\"\narticle = \"第一条\"\nlabel = \"例\"\n";
const PLAIN: &str = "mechanic = \"tally\"\nkind = \"study\"\npoints = 1\n";
const GRADES: &str = "[[grade]]\nid = \"good\"\nlabel = \"良好\"\narticle = \"第二条\"\nfrom = 60\n[[grade]]\nid = \"poor\"\nlabel = \"不称职\"\narticle = \"第二条\"\n";

/// Fenced blocks: (line, info string, text).
fn blocks() -> Vec<(usize, &'static str, String)> {
    let mut blocks: Vec<(usize, &str, String)> = Vec::new();
    let mut open = false;
    for (n, line) in MANUAL.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(info), false) => {
                blocks.push((n + 1, info.trim(), String::new()));
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => {
                let (_, _, text) = blocks.last_mut().unwrap();
                text.push_str(line);
                text.push('\n');
            }
            (None, false) => {}
        }
    }
    blocks
}

/// The catalogue the manual's examples are written against.
pub fn catalogue() -> String {
    blocks().into_iter().find(|(_, info, _)| *info == "toml catalogue").unwrap().2
}

/// All examples: a block of one of these kinds becomes a scheme.
pub fn examples() -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for (line, info, body) in blocks() {
        let text = match info {
            "toml catalogue" => continue,
            "toml tutorial" => body,
            "toml rule" => format!("{HEAD}{RULE}{body}"),
            "toml rules" => format!("{HEAD}{body}"),
            "toml part" => format!("{HEAD}{RULE}{PLAIN}{body}{GRADES}"),
            "toml grades" => format!("{HEAD}{RULE}{PLAIN}{body}"),
            "facts" => {
                let (facts, expected) = body.split_once("=>").unwrap();
                examples.last_mut().unwrap().facts = Some((facts.to_owned(), expected.trim().to_owned()));
                continue;
            }
            other => panic!("line {line}: what is a block of {other:?}?"),
        };
        examples.push(Example { line, text, facts: None });
    }
    examples
}
