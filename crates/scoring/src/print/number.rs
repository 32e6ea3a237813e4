//! Numbers of chapters and articles.
//!
//! Where the scheme states its articles in an order that a text can have, they keep their numbers, so that the print
//! agrees with the published text; what has no article of its own fills the numbers left between. Otherwise articles are
//! numbered afresh and each cites what the scheme states.
use super::terms::chinese;
use super::{Article, Chapter, Paragraph};

/// A chapter before it is numbered.
#[derive(Clone, Default)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) drafts: Vec<Draft>,
}

/// An article, or a part of one, before it is numbered.
#[derive(Clone, Default)]
pub(super) struct Draft {
    /// What the scheme states: "第六条第二款"; empty: nothing.
    pub(super) stated: String,
    pub(super) paragraphs: Vec<Paragraph>,
}

impl Section {
    pub(super) fn new(title: &str) -> Section {
        Section { title: title.to_owned(), drafts: Vec::new() }
    }

    pub(super) fn push(&mut self, stated: &str, paragraphs: Vec<Paragraph>) {
        if !paragraphs.is_empty() {
            self.drafts.push(Draft { stated: stated.to_owned(), paragraphs });
        }
    }

    /// Puts what states its article into the order of the articles, if all do.
    pub(super) fn sort(&mut self) {
        if self.drafts.iter().all(|draft| stated(&draft.stated).is_some()) {
            self.drafts.sort_by_key(|draft| stated(&draft.stated).map(|(article, _)| article));
        }
    }
}

/// Article and paragraph of "第六条第二款".
fn stated(text: &str) -> Option<(u32, Option<u32>)> {
    let (article, rest) = text.trim().strip_prefix('第')?.split_once('条')?;
    let paragraph =
        rest.strip_prefix('第').and_then(|rest| rest.split_once('款')).and_then(|(n, _)| number(n));
    Some((number(article)?, paragraph))
}

/// 1 to 9999, in Chinese or Arabic digits.
fn number(text: &str) -> Option<u32> {
    if let Ok(number) = text.trim().parse() {
        return Some(number);
    }
    let (mut total, mut digit) = (0_u32, 0_u32);
    for word in text.chars() {
        let unit = match word {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            '零' => continue,
            _ => {
                let at = "一二三四五六七八九".chars().position(|c| c == word)?;
                digit = u32::try_from(at).ok()?.saturating_add(1);
                continue;
            }
        };
        total = total.saturating_add(digit.max(1).saturating_mul(unit));
        digit = 0;
    }
    let total = total.saturating_add(digit);
    (total > 0).then_some(total)
}

/// Chapters with numbers, and a note where numbers are left out. `layouts`: chapters of the indicators, the best first.
pub(super) fn chapters(
    before: Vec<Section>,
    layouts: Vec<Vec<Section>>,
    after: Vec<Section>,
) -> (Vec<Chapter>, Option<String>) {
    let all = |middle: &Vec<Section>| before.iter().chain(middle).chain(&after).cloned().collect::<Vec<_>>();
    let found = layouts.iter().map(all).find_map(|sections| kept(&sections).map(|placed| (sections, placed)));
    let (sections, placed) = match found {
        Some(found) => found,
        None => {
            let sections = layouts.first().map(all).unwrap_or_default();
            let placed = afresh(&sections);
            (sections, placed)
        }
    };
    let numbers: Vec<u32> = placed.iter().map(|article| article.number).collect();
    let whole = (1_u32..).zip(&numbers).all(|(n, number)| n == *number);
    let note = (!whole).then(|| "条号与所据文本一致，未列出的条不涉及计分。".to_owned());
    (gathered(&sections, placed), note)
}

/// An article with its number, and the section it stands in.
struct Placed {
    section: usize,
    number: u32,
    paragraphs: Vec<Paragraph>,
}

fn gathered(sections: &[Section], placed: Vec<Placed>) -> Vec<Chapter> {
    let mut chapters: Vec<(usize, Chapter)> = Vec::new();
    for Placed { section, number, paragraphs } in placed {
        let article = Article { number: format!("第{}条", chinese(number)), paragraphs };
        match chapters.last_mut().filter(|(last, _)| *last == section) {
            Some((_, chapter)) => chapter.articles.push(article),
            None => {
                let n = u32::try_from(chapters.len()).unwrap_or(u32::MAX).saturating_add(1);
                let title = sections.get(section).map(|s| s.title.clone()).unwrap_or_default();
                let number = format!("第{}章", chinese(n));
                chapters.push((section, Chapter { number, title, articles: vec![article] }));
            }
        }
    }
    chapters.into_iter().map(|(_, chapter)| chapter).collect()
}

/// Every draft an article of its own; what states the same article stands together.
fn afresh(sections: &[Section]) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut last = String::new();
    for (section, drafts) in sections.iter().enumerate().map(|(n, s)| (n, &s.drafts)) {
        for draft in drafts {
            let own = stated(&draft.stated).map_or(draft.stated.clone(), |(article, _)| article.to_string());
            let mut paragraphs = draft.paragraphs.clone();
            if let Some(end) = paragraphs.last_mut().filter(|_| !draft.stated.is_empty()) {
                end.source = Some(draft.stated.clone());
            }
            let number = u32::try_from(placed.len()).unwrap_or(u32::MAX).saturating_add(1);
            match placed.last_mut().filter(|p| p.section == section && !own.is_empty() && own == last) {
                Some(article) => article.paragraphs.extend(paragraphs),
                None => placed.push(Placed { section, number, paragraphs }),
            }
            last = own;
        }
    }
    for article in &mut placed {
        cite_once(&mut article.paragraphs);
        let own = format!("第{}条", chinese(article.number));
        for paragraph in article.paragraphs.iter_mut().filter(|p| p.source.as_ref() == Some(&own)) {
            paragraph.source = None;
        }
    }
    placed
}

/// Neighbours that cite the same cite it once, the last of them.
fn cite_once(paragraphs: &mut [Paragraph]) {
    let mut next: Option<String> = None;
    for paragraph in paragraphs.iter_mut().rev() {
        if paragraph.source.is_some() && paragraph.source == next {
            paragraph.source = None;
        } else if paragraph.source.is_some() {
            next.clone_from(&paragraph.source);
        }
    }
}

/// Under the stated numbers; none: they do not make an order.
fn kept(sections: &[Section]) -> Option<Vec<Placed>> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut waiting: Vec<Placed> = Vec::new();
    let mut tail: Vec<Paragraph> = Vec::new(); // for the end of the article that is being put together
    let mut any = false;
    for (section, draft) in
        sections.iter().enumerate().flat_map(|(n, s)| s.drafts.iter().map(move |d| (n, d)))
    {
        let mut paragraphs = draft.paragraphs.clone();
        if draft.stated.is_empty() {
            waiting.push(Placed { section, number: 0, paragraphs });
            continue;
        }
        any = true;
        let (number, _) = stated(&draft.stated)?;
        let last = placed.last().map_or(0, |article| article.number);
        if number < last {
            return None;
        }
        for paragraph in &mut paragraphs {
            paragraph.source = Some(draft.stated.clone());
        }
        if let Some(article) = placed.last_mut().filter(|article| article.number != number) {
            article.paragraphs.append(&mut tail);
        }
        let room = number.saturating_sub(last).saturating_sub(1);
        let left = fill(&mut placed, std::mem::take(&mut waiting), room, section);
        match placed.last_mut().filter(|article| article.number == number) {
            Some(article) => article.paragraphs.extend(paragraphs),
            None => placed.push(Placed { section, number, paragraphs }),
        }
        tail.extend(left);
    }
    if let Some(article) = placed.last_mut() {
        article.paragraphs.append(&mut tail);
    }
    let room = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
    fill(&mut placed, waiting, room, usize::MAX);
    placed.iter_mut().for_each(cite_moved);
    any.then_some(placed)
}

/// Puts what has no article into the numbers left; what does not fit goes to the article before, or — given back —
/// to the one that follows, where that is of the same section.
fn fill(placed: &mut Vec<Placed>, mut waiting: Vec<Placed>, room: u32, next: usize) -> Vec<Paragraph> {
    let room_size = usize::try_from(room).unwrap_or(usize::MAX);
    if room == 0 {
        let mut left = Vec::new();
        for mut article in waiting {
            match placed.last_mut().filter(|_| article.section != next) {
                Some(before) => before.paragraphs.append(&mut article.paragraphs),
                None => left.append(&mut article.paragraphs),
            }
        }
        return left;
    }
    while waiting.len() < room_size && split_one(&mut waiting) {}
    // What belongs to the chapter of the article before goes there first.
    while waiting.len() > room_size
        && let Some(before) = placed.last_mut()
        && waiting.first().is_some_and(|article| article.section == before.section)
    {
        before.paragraphs.append(&mut waiting.remove(0).paragraphs);
    }
    while waiting.len() > room_size {
        let Some(mut last) = waiting.pop() else { break };
        match waiting.last_mut() {
            Some(before) => before.paragraphs.append(&mut last.paragraphs),
            None => break,
        }
    }
    let mut number = placed.last().map_or(0, |article| article.number);
    for article in waiting {
        number = number.saturating_add(1);
        placed.push(Placed { number, ..article });
    }
    Vec::new()
}

/// Makes two articles of the first that has two paragraphs.
fn split_one(waiting: &mut Vec<Placed>) -> bool {
    let second = |article: &Placed| {
        (1..).zip(article.paragraphs.iter().skip(1)).find(|(_, paragraph)| !paragraph.item).map(|(at, _)| at)
    };
    let Some((n, at)) = waiting.iter().enumerate().find_map(|(n, article)| second(article).map(|at| (n, at)))
    else {
        return false;
    };
    let Some(article) = waiting.get_mut(n) else { return false };
    let paragraphs = article.paragraphs.split_off(at);
    let rest = Placed { section: article.section, number: 0, paragraphs };
    waiting.insert(n.saturating_add(1), rest);
    true
}

/// A paragraph cites what is stated where that names another paragraph than the one it became.
fn cite_moved(article: &mut Placed) {
    let mut at = 0_u32;
    for paragraph in &mut article.paragraphs {
        if !paragraph.item {
            at = at.saturating_add(1);
        }
        let own = paragraph.source.as_deref().and_then(stated).and_then(|(_, own)| own);
        if own.is_none_or(|own| own == at) {
            paragraph.source = None;
        }
    }
    cite_once(&mut article.paragraphs);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stated_articles_are_read() {
        assert_eq!(stated("第十九条第四款"), Some((19, Some(4))));
        assert_eq!(stated("第一百零五条"), Some((105, None)));
        assert_eq!(stated("第12条"), Some((12, None)));
        assert_eq!(stated("四"), None);
        assert_eq!(stated("第附条"), None);
    }

    fn section(title: &str, drafts: &[&str]) -> Section {
        let mut section = Section::new(title);
        for (n, stated) in drafts.iter().enumerate() {
            let text = format!("{title}{n}");
            section.push(stated, vec![Paragraph { text, item: false, source: None, parts: Vec::new() }]);
        }
        section
    }

    fn printed(before: &[&str], rules: &[&str]) -> (Vec<String>, Option<String>) {
        let (chapters, note) =
            chapters(vec![section("甲", before)], vec![vec![section("乙", rules)]], Vec::new());
        let line = |article: &Article| {
            let words: Vec<_> = article.paragraphs.iter().map(Paragraph::words).collect();
            format!("{} {}", article.number, words.join(" "))
        };
        (chapters.iter().flat_map(|c| &c.articles).map(line).collect(), note)
    }

    #[test]
    fn stated_numbers_are_kept_and_the_rest_fills_what_is_left() {
        let (lines, note) = printed(&["", "", ""], &["第三条", "第四条第一款", "第四条第二款"]);
        assert_eq!(lines, ["第一条 甲0", "第二条 甲1 甲2", "第三条 乙0", "第四条 乙1 乙2"]);
        assert_eq!(note, None);
        let (lines, note) = printed(&[""], &["第三条", "第四条第二款"]);
        assert_eq!(lines, ["第一条 甲0", "第三条 乙0", "第四条 乙1（对应原条文：第四条第二款）"]);
        assert!(note.is_some());
    }

    #[test]
    fn without_an_order_articles_are_numbered_afresh_and_cite() {
        let (lines, note) = printed(&[""], &["第九条", "第五条第一款", "第五条第二款", "四"]);
        assert_eq!(
            lines,
            [
                "第一条 甲0",
                "第二条 乙0（对应原条文：第九条）",
                "第三条 乙1（对应原条文：第五条第一款） 乙2（对应原条文：第五条第二款）",
                "第四条 乙3（对应原条文：四）"
            ]
        );
        assert_eq!(note, None);
    }
}
