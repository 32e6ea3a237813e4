//! Rule: a crate stands on those below it. A circle does not compile; the order is held here, by each crate's Cargo.toml.
use super::Finding;
use super::source::{File, Tree};

/// From the bottom up; crates in one step do not know each other, and what puts the program together stands above all.
const STEPS: [&[&str]; 11] = [
    &["scoring", "gongwen", "schema", "ui"],
    &["platform"],
    &["shell"],
    &["access", "audit"],
    &["imports"],
    &["people"],
    &["duty"],
    &["supervision"],
    &["consultation", "evaluation"],
    &["desk"],
    &["lvzhi"],
];

/// Reports dependencies on a crate that stands above or beside.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().filter(|file| file.name() == "Cargo.toml").flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let Some((own, own_step)) = owner(&file.path) else { return Vec::new() };
    let text = file.text.split("[dev-dependencies]").next().unwrap_or_default();
    let dependencies = text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, dependency(line)?)));
    let upward = dependencies.filter(|(_, name)| step(name).is_some_and(|other| other >= own_step));
    upward
        .map(|(line, name)| {
            let sentence =
                format!("`{own}` may not use `{name}`: crates stand only on those below ({}).", order());
            Finding::new(&file.path, line, sentence)
        })
        .collect()
}

/// The crate of a Cargo.toml that has a place in the order.
fn owner(path: &str) -> Option<(&str, usize)> {
    let own = if path == "Cargo.toml" { "lvzhi" } else { path.strip_prefix("crates/")?.split('/').next()? };
    Some((own, step(own)?))
}

/// `people` for `lvzhi-people.workspace = true`.
fn dependency(line: &str) -> Option<&str> {
    let name = line.strip_prefix("lvzhi-")?.split(['.', ' ', '=']).next()?;
    line.contains("workspace = true").then_some(name)
}

fn step(name: &str) -> Option<usize> {
    STEPS.iter().position(|step| step.contains(&name))
}

fn order() -> String {
    STEPS.map(|step| step.join(", ")).join(" ← ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, uses: &str) -> usize {
        let text = format!(
            "[dependencies]\nlvzhi-{uses}.workspace = true\n[dev-dependencies]\nlvzhi-desk.workspace = true\n"
        );
        check(&Tree::sample(&[(path, &text)])).len()
    }

    #[test]
    fn down_is_allowed_and_up_and_beside_are_not() {
        assert_eq!(found("crates/duty/Cargo.toml", "people"), 0);
        assert_eq!(found("crates/people/Cargo.toml", "duty"), 1);
        assert_eq!(found("crates/evaluation/Cargo.toml", "consultation"), 1);
        assert_eq!(found("Cargo.toml", "desk"), 0);
    }

    #[test]
    fn the_bottom_knows_none_of_ours() {
        assert_eq!(found("crates/ui/Cargo.toml", "platform"), 1);
        assert_eq!(found("crates/scoring/Cargo.toml", "ui"), 1);
    }

    #[test]
    fn tools_have_no_place_in_the_order() {
        assert_eq!(found("crates/xtask/Cargo.toml", "duty"), 0);
    }
}
