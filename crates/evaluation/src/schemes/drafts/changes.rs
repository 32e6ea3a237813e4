//! What a draft changed in the text it started from, line by line.

/// Lines that were replaced, added or taken out, with the place they belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'t> {
    /// Where, in words: 指标 提案.
    pub place: String,
    /// First line concerned in the new text, from 1.
    pub line: usize,
    /// Lines of the old text.
    pub removed: Vec<&'t str>,
    /// Lines of the new text.
    pub added: Vec<&'t str>,
}

/// The most cells of the table that compares two texts; a rewritten scheme is one change rather than a long wait.
const CELLS: usize = 4_000_000;

/// What changed from `old` to `new`.
#[must_use]
pub fn changes<'t>(old: &'t str, new: &'t str) -> Vec<Change<'t>> {
    let (before, after): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let start = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (before.get(start..).unwrap_or(&[]), after.get(start..).unwrap_or(&[]));
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| old == new).count();
    let old_middle = old_rest.get(..old_rest.len() - end).unwrap_or(&[]);
    let new_middle = new_rest.get(..new_rest.len() - end).unwrap_or(&[]);
    let mut found = Vec::new();
    for (line, removed, added) in hunks(old_middle, new_middle) {
        let at = start + line;
        // What was only taken out stood where its neighbour before it stands.
        let context = after.get(..(at + added.len()).min(after.len())).unwrap_or(&[]);
        found.push(Change { place: place(context), line: at + 1, removed, added });
    }
    found
}

type Hunk<'t> = (usize, Vec<&'t str>, Vec<&'t str>);

/// Runs of differing lines, each with its first line in `new`, from 0.
fn hunks<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Hunk<'t>> {
    if old.len().saturating_mul(new.len()) > CELLS {
        return vec![(0, old.to_vec(), new.to_vec())];
    }
    let common = common_lengths(old, new);
    let length = |i: usize, j: usize| common.get(i * (new.len() + 1) + j).copied().unwrap_or(0);
    let (mut i, mut j) = (0, 0);
    let mut hunks: Vec<Hunk<'t>> = Vec::new();
    let mut open = false;
    while let Some(next) = step(old.get(i), new.get(j), length(i + 1, j), length(i, j + 1)) {
        if next == Step::Keep {
            (i, j, open) = (i + 1, j + 1, false);
            continue;
        }
        if !open {
            hunks.push((j, Vec::new(), Vec::new()));
            open = true;
        }
        if let Some((_, removed, added)) = hunks.last_mut() {
            match next {
                Step::Remove => removed.extend(old.get(i)),
                _ => added.extend(new.get(j)),
            }
        }
        if next == Step::Remove { i += 1 } else { j += 1 }
    }
    hunks
}

#[derive(PartialEq)]
enum Step {
    Keep,
    Remove,
    Add,
}

fn step(old: Option<&&str>, new: Option<&&str>, without_old: u32, without_new: u32) -> Option<Step> {
    match (old, new) {
        (None, None) => None,
        (Some(old), Some(new)) if old == new => Some(Step::Keep),
        (Some(_), Some(_)) if without_old < without_new => Some(Step::Add),
        (Some(_), _) => Some(Step::Remove),
        (None, Some(_)) => Some(Step::Add),
    }
}

/// Length of the longest common subsequence of what follows each pair of places.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<u32> {
    let width = new.len() + 1;
    let mut table = vec![0; (old.len() + 1) * width];
    for (i, before) in old.iter().enumerate().rev() {
        for (j, after) in new.iter().enumerate().rev() {
            let at = |i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
            let longest = if before == after { at(i + 1, j + 1) + 1 } else { at(i + 1, j).max(at(i, j + 1)) };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = longest;
            }
        }
    }
    table
}

/// The table in which the last of these lines stands, with its label: 指标 提案.
fn place(lines: &[&str]) -> String {
    let Some(head) = lines.iter().rposition(|line| line.starts_with('[')) else {
        return "开头".to_owned();
    };
    let block = lines.get(head..).unwrap_or(&[]);
    let word = block.first().map_or("", |line| line.trim_matches(|sign| "[] \t".contains(sign)));
    let value = |key: &str| {
        let pairs = block.iter().filter_map(|line| line.split_once('='));
        pairs.filter(|(name, _)| name.trim() == key).find_map(|(_, value)| value.split('"').nth(1))
    };
    let label = value("label").or_else(|| value("id")).filter(|_| word != "scheme");
    let kind = match word {
        "scheme" => "总则",
        "eligibility" => "参评",
        "group" => "组",
        "indicator" => "指标",
        "rule" => "规则",
        "condition" => "条件",
        "grade" => "等次",
        "veto" => "一票否决",
        "outcome" => "结果运用",
        other => other,
    };
    label.map_or_else(|| kind.to_owned(), |label| format!("{kind} {label}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "# 办法\n[[indicator]]\nid = \"proposal\"\nlabel = \"提案\"\nmax = 12\n\n[[rule]]\nid = \"r\"\nmax = 12\n";

    #[test]
    fn a_changed_number_is_one_change_with_its_place() {
        let new = OLD.replacen("max = 12", "max = 10", 1);
        let found = changes(OLD, &new);
        let expected =
            Change {
                place: "指标 提案".into(), line: 5, removed: vec!["max = 12"], added: vec!["max = 10"]
            };
        assert_eq!(found, [expected]);
        assert_eq!(changes(OLD, &OLD.replace("12", "10")).len(), 2);
        assert_eq!(changes(OLD, OLD), []);
    }

    #[test]
    fn added_and_removed_lines_are_found_alone() {
        let new = format!("{OLD}[[grade]]\nlabel = \"优秀\"\n").replace("# 办法\n", "");
        let found = changes(OLD, &new);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!((found[0].line, &found[0].removed[..], found[0].added.len()), (1, &["# 办法"][..], 0));
        assert_eq!((found[1].place.as_str(), found[1].added.len()), ("等次 优秀", 2));
    }

    #[test]
    fn what_is_kept_and_what_is_added_make_the_new_text() {
        let new = "a\nb\nx\nc\ny\nz\nd\n";
        let found = changes("a\nb\nc\nq\nd\n", new);
        let lines: Vec<_> = new.lines().collect();
        for change in &found {
            assert_eq!(lines[change.line - 1..][..change.added.len()], change.added[..], "{change:?}");
        }
        assert_eq!(found.iter().map(|change| change.added.len()).sum::<usize>(), 3);
        assert_eq!(found.iter().map(|change| change.removed.len()).sum::<usize>(), 1);
    }
}
