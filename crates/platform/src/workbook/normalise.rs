//! Cleaning text and names.

/// Cleans one line of text: full-width digits, letters and technical signs become half-width, invisible
/// characters go, every run of blanks (line breaks too) becomes one space, outer blanks go. Chinese
/// punctuation stays as it is.
pub fn clean_text(text: &str) -> String {
    join_words(text.chars())
}

/// Like [`clean_text`], but keeps line breaks between lines that are not blank.
pub(super) fn clean_lines(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return clean_text(text);
    }
    // Excel writes a carriage return inside a cell as this escape.
    let text = text.replace("_x000D_", "");
    let lines: Vec<String> =
        text.split(['\n', '\r']).map(clean_text).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn join_words(characters: impl Iterator<Item = char>) -> String {
    let mut cleaned = String::new();
    let mut gap = false;
    for character in characters.filter(|character| !is_invisible(*character)).map(half_width) {
        if character.is_whitespace() {
            gap = !cleaned.is_empty();
            continue;
        }
        if gap {
            cleaned.push(' ');
            gap = false;
        }
        cleaned.push(character);
    }
    cleaned
}

/// Zero-width characters, marks of direction and order, and control characters that are no blanks.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}')
        || (character.is_control() && !character.is_whitespace())
}

fn half_width(character: char) -> char {
    match character {
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '．'
        | '／'
        | '－'
        | '＋'
        | '％'
        | '＃'
        | '＆'
        | '＊'
        | '＠'
        | '＿'
        | '＝' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        '−' => '-',
        other => other,
    }
}

/// Cleans a person's name: as [`clean_text`], without the blanks inside Chinese names (`张　三` → `张三`), and
/// with one middle dot `·` for all its look-alikes (`买买提•吐尔逊` → `买买提·吐尔逊`). Variant characters stay:
/// see [`fold_variants`](super::fold_variants).
pub fn clean_name(name: &str) -> String {
    let dotted: String =
        clean_text(name).chars().map(|character| if is_dot(character) { '·' } else { character }).collect();
    if dotted.chars().any(is_han) {
        let has_latin = dotted.chars().any(|character| character.is_ascii_alphabetic());
        let tight = if has_latin { dotted } else { dotted.replace(' ', "") };
        return tight.replace(" ·", "·").replace("· ", "·");
    }
    dotted
}

/// Look-alikes of the middle dot between the parts of a transcribed name.
fn is_dot(character: char) -> bool {
    matches!(character, '·' | '・' | '•' | '‧' | '∙' | '⋅' | '･' | '●' | '᛫' | '˙')
}

/// Whether the character is a Chinese character.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Text without any blanks, lower case: for comparing headers.
pub(super) fn key(text: &str) -> String {
    clean_text(text)
        .chars()
        .filter(|character| !character.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}
