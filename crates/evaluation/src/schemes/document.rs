//! The 办法 of a scheme as an official document, with the points table as its annex.
use lvzhi_gongwen::{Align, Annex, Block, Column, Document, Orientation, Table};
use lvzhi_platform::{Error, Result};
use lvzhi_scoring::Printed;
use lvzhi_scoring::print::{Article, PointsRow};

/// The most characters of a title that fit a line.
const TITLE_LINE: usize = 19;

/// The printed scheme in GB/T 9704 layout, as a file.
///
/// # Errors
/// When the document cannot be written.
pub fn docx(printed: &Printed) -> Result<Vec<u8>> {
    document(printed).to_docx().map_err(Error::internal)
}

/// The same before it is laid out.
#[must_use]
pub fn document(printed: &Printed) -> Document {
    let mut blocks: Vec<Block> = printed.note.iter().map(Block::text).collect();
    for chapter in &printed.chapters {
        blocks.push(Block::Chapter(format!("{}　{}", chapter.number, chapter.title)));
        blocks.extend(chapter.articles.iter().flat_map(article));
    }
    let table = Annex {
        title: "计分表".into(),
        orientation: Orientation::Landscape,
        blocks: vec![table(&printed.table)],
    };
    Document {
        subtitle: Some(printed.version.clone()),
        blocks,
        attachments: vec![table.title.clone()],
        annexes: vec![table],
        ..Document::new(broken(&printed.title))
    }
}

fn article(article: &Article) -> Vec<Block> {
    let words = article.paragraphs.iter().enumerate().map(|(n, paragraph)| match n {
        0 => Block::Article { number: article.number.clone(), text: paragraph.words() },
        _ => Block::text(paragraph.words()),
    });
    words.collect()
}

/// A long title in two lines of like length, never within “”.
fn broken(title: &str) -> String {
    let length = title.chars().count();
    if length <= TITLE_LINE || title.contains('\n') {
        return title.to_owned();
    }
    let mut open = false;
    let mut best: Option<(usize, usize)> = None;
    for (n, (at, sign)) in title.char_indices().enumerate() {
        if !open && n > 0 && !matches!(sign, '”' | '）' | '》') {
            let apart = (2 * n).abs_diff(length);
            best = best.filter(|(least, _)| *least <= apart).or(Some((apart, at)));
        }
        open = match sign {
            '“' | '（' | '《' => true,
            '”' | '）' | '》' => false,
            _ => open,
        };
    }
    best.map_or_else(|| title.to_owned(), |(_, at)| format!("{}\n{}", &title[..at], &title[at..]))
}

fn table(rows: &[PointsRow]) -> Block {
    let columns = vec![
        Column::new("组", 4),
        Column::new("指标", 5),
        Column::new("满分", 2),
        Column::new("计分项目", 5),
        Column::new("计分标准", 15).aligned(Align::Left),
        Column::new("条文", 4),
        Column::new("依据", 9).aligned(Align::Left),
    ];
    let cells = |row: &PointsRow| {
        [&row.group, &row.indicator, &row.max, &row.rule, &row.points, &row.article, &row.facts]
            .map(String::clone)
            .to_vec()
    };
    Table::new(columns).with_rows(rows.iter().map(cells).collect()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_break_in_the_middle_and_not_within_quotes() {
        assert_eq!(broken("委员履职考评办法"), "委员履职考评办法");
        assert_eq!(
            broken("政协委员履职“双考”半年量化考核办法（样本）"),
            "政协委员履职“双考”半\n年量化考核办法（样本）"
        );
        assert_eq!(
            broken("云岭省政协委员“履职尽责双岗建功作出贡献”考评办法"),
            "云岭省政协委员\n“履职尽责双岗建功作出贡献”考评办法"
        );
    }
}
