//! Rule: a crate stands only on crates of lower layers, as each says in its own Cargo.toml
//! (`[package.metadata.lvzhi] layer = 4`). A circle does not compile; that the order is kept is held here.
use std::collections::BTreeMap;

use super::Finding;
use super::source::{File, Tree};

/// Crates that put the program together or work on it from outside; they may use all.
const OUTSIDE: [&str; 4] =
    ["Cargo.toml", "demo/Cargo.toml", "crates/xtask/Cargo.toml", "crates/scoring/fuzz/Cargo.toml"];

/// Reports crates without a layer, and dependencies on a crate that stands above or beside.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let manifests: Vec<&File> = tree
        .files
        .iter()
        .filter(|file| file.name() == "Cargo.toml" && !OUTSIDE.contains(&file.path.as_str()))
        .collect();
    let layers: BTreeMap<&str, u32> =
        manifests.iter().filter_map(|file| Some((name(&file.text)?, layer(&file.text)?))).collect();
    manifests.iter().flat_map(|file| check_file(file, &layers)).collect()
}

fn check_file(file: &File, layers: &BTreeMap<&str, u32>) -> Vec<Finding> {
    let Some(own) = layer(&file.text) else {
        let sentence = "state the layer of this crate: `[package.metadata.lvzhi]`, `layer = 4`.";
        return vec![Finding::new(&file.path, 1, sentence)];
    };
    let text = file.text.split("[dev-dependencies]").next().unwrap_or_default();
    let dependencies = text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, dependency(line)?)));
    dependencies
        .filter(|(_, used)| layers.get(used).is_some_and(|other| *other >= own))
        .map(|(line, used)| {
            let sentence = format!(
                "`{used}` (layer {}) does not stand below this crate (layer {own}).",
                layers.get(used).copied().unwrap_or_default()
            );
            Finding::new(&file.path, line, sentence)
        })
        .collect()
}

/// `lvzhi-people`.
fn name(manifest: &str) -> Option<&str> {
    manifest.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
}

fn layer(manifest: &str) -> Option<u32> {
    let (_, section) = manifest.split_once("[package.metadata.lvzhi]")?;
    section.lines().find_map(|line| line.strip_prefix("layer = ")?.trim().parse().ok())
}

/// `lvzhi-people` for `lvzhi-people.workspace = true`.
fn dependency(line: &str) -> Option<&str> {
    line.starts_with("lvzhi-").then(|| line.split(['.', ' ', '=']).next())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str, layer: u32, uses: &str) -> String {
        format!(
            "[package]\nname = \"lvzhi-{name}\"\n[package.metadata.lvzhi]\nlayer = {layer}\n[dependencies]\n\
             {uses}[dev-dependencies]\nlvzhi-desk.workspace = true\n"
        )
    }

    /// A duty crate that uses these, beside people (5), evaluation (8) and consultation (8).
    fn found(layer: u32, uses: &str) -> usize {
        check(&Tree::sample(&[
            ("crates/people/Cargo.toml", &manifest("people", 5, "")),
            ("crates/evaluation/Cargo.toml", &manifest("evaluation", 8, "")),
            ("crates/duty/Cargo.toml", &manifest("duty", layer, uses)),
        ]))
        .len()
    }

    #[test]
    fn down_is_allowed_and_up_and_beside_are_not() {
        assert_eq!(found(6, "lvzhi-people.workspace = true\nserde.workspace = true\n"), 0);
        assert_eq!(found(6, "lvzhi-evaluation.workspace = true\n"), 1);
        assert_eq!(found(8, "lvzhi-evaluation.workspace = true\n"), 1);
    }

    #[test]
    fn a_crate_without_a_layer_is_reported_but_not_the_program_itself() {
        let bare = "[package]\nname = \"lvzhi-x\"\n[dependencies]\nlvzhi-desk.workspace = true\n";
        assert_eq!(check(&Tree::sample(&[("crates/x/Cargo.toml", bare)])).len(), 1);
        assert_eq!(check(&Tree::sample(&[("Cargo.toml", bare)])).len(), 0);
    }
}
