//! Tables for a terminal: a Chinese character is two columns wide.

/// Rows under heads, each column as wide as its widest cell. Columns named in `right` hold figures.
pub(super) fn table(heads: &[&str], right: &[usize], rows: &[Vec<String>]) -> String {
    let mut all = vec![heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>()];
    all.extend_from_slice(rows);
    let columns = heads.len();
    let widest =
        |at: usize| all.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let mut text = String::new();
    for row in &all {
        let mut line = String::from(" ");
        for (at, cell) in row.iter().enumerate() {
            let space = " ".repeat(widths.get(at).copied().unwrap_or(0).saturating_sub(width(cell)));
            let cell = if right.contains(&at) { format!("{space}{cell}") } else { format!("{cell}{space}") };
            line.push(' ');
            line.push_str(&cell);
            line.push(' ');
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Columns that a text takes. Box drawing, arrows and dashes are one column wide in the terminals of the field.
fn width(text: &str) -> usize {
    text.chars().map(|c| if u32::from(c) > 0x2e7f { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_right_and_words_left() {
        let rows = [vec!["陆景和".to_owned(), "↑ 8".to_owned()], vec!["普".to_owned(), "12".to_owned()]];
        assert_eq!(table(&["姓名", "名次"], &[1], &rows), "  姓名    名次\n  陆景和   ↑ 8\n  普        12\n");
        assert_eq!(table(&["甲"], &[], &[]), "  甲\n");
    }
}
