//! Rule: a function fits on a screen.
use super::Finding;
use super::source::{File, Tree, find_word};

const LIMIT: usize = 80;

/// Reports functions over the limit.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust().flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let long = functions(file).into_iter().filter(|(first, last)| last - first >= LIMIT);
    long.map(|(first, last)| {
        let sentence =
            format!("{} lines; a function has {LIMIT} at most. Give its parts names.", last - first + 1);
        Finding::new(&file.path, first, sentence)
    })
    .collect()
}

/// First and last line of every function with a body, numbered from 1.
fn functions(file: &File) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let (mut depth, mut inside, mut head) = (0_usize, 0_usize, None);
    for (at, line) in file.lines.iter().enumerate() {
        let starts = find_word(&line.code, "fn").filter(|place| line.code[place + 2..].starts_with(' '));
        for (place, character) in line.code.char_indices() {
            if Some(place) == starts {
                (head, inside) = (Some(at + 1), 0);
            }
            match character {
                '(' | '[' => inside += 1,
                ')' | ']' => inside = inside.saturating_sub(1),
                ';' if inside == 0 => head = None,
                '{' => {
                    depth += 1;
                    open.extend(head.take().map(|first| (depth, first)));
                }
                '}' => {
                    if let Some((_, first)) = open.pop_if(|(opened, _)| *opened == depth) {
                        found.push((first, at + 1));
                    }
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::sample(&[(path, text)])).iter().map(|it| it.line).collect()
    }

    fn function(name: &str, lines: usize) -> String {
        format!("fn {name}() {{\n{}}}\n", "    a();\n".repeat(lines - 2))
    }

    #[test]
    fn a_function_over_the_limit_is_refused_where_it_begins() {
        let text = format!("use a;\n\n{}{}", function("fits", 80), function("long", 81));
        assert_eq!(found("crates/x/src/a.rs", &text), [83]);
    }

    #[test]
    fn many_short_functions_are_none_too_long() {
        let text = format!("impl A {{\n{}}}\n", function("short", 60).repeat(3));
        assert_eq!(found("crates/x/src/a.rs", &text), [0; 0]);
    }

    #[test]
    fn a_function_is_known_by_its_body_alone() {
        let signatures = "trait A {\n    fn a(x: [u8; 4]) -> u8;\n}\nconst F: fn(u8) = f;\n";
        let text = format!("{signatures}struct B {{\n{}}}\n", "    a: u8,\n".repeat(90));
        assert_eq!(found("crates/x/src/a.rs", &text), [0; 0]);
        let inner = format!("fn outer(x: [u8; 4])\nwhere\n    A: B,\n{{\n{}}}\n", function("inner", 81));
        assert_eq!(found("crates/x/src/a.rs", &inner), [1, 5]);
    }
}
