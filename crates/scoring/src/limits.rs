//! What a text may measure, looked at before anything takes it apart. The bounds stand far above any real 办法
//! (the longest known is 12 KB, 600 values, 4 deep) and far below what would make a check slow or deep.
use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use crate::finding::Findings;

/// The longest text of a scheme or catalogue that is read, in bytes.
pub const LONGEST_TEXT: usize = 256 * 1024;
/// Values, list items and tables of a text.
const VALUES: usize = 10_000;
/// Brackets inside brackets.
const DEPTH: usize = 16;
/// Dots in one key.
const DOTS: usize = 8;
/// Items of one list, tables of one kind.
pub(crate) const ITEMS: usize = 1_000;

/// Whether the text is small and flat enough to be read; if not, a finding says why.
pub(crate) fn within(text: &str, f: &mut Findings<'_>) -> bool {
    let refused = too_long(text, f) || unseen(text, f) || too_deep(text, f);
    !refused
}

fn too_long(text: &str, f: &mut Findings<'_>) -> bool {
    if text.len() > LONGEST_TEXT {
        let message = format!("全文 {}，超过 {} 的上限，没有往下读", size(text.len()), size(LONGEST_TEXT));
        f.error_with(&(0..0), message, "检查是否选错了文件；办法和目录通常不到 50 KB");
    }
    text.len() > LONGEST_TEXT
}

/// "812 字节", "256 KB", "9.5 MB": one decimal, rounded down.
fn size(bytes: usize) -> String {
    let (unit, name) = match bytes {
        0..1_024 => return format!("{bytes} 字节"),
        1_024..1_048_576 => (1_024, "KB"),
        _ => (1_048_576, "MB"),
    };
    let tenths = (bytes % unit).saturating_mul(10) / unit;
    if tenths == 0 { format!("{} {name}", bytes / unit) } else { format!("{}.{tenths} {name}", bytes / unit) }
}

/// Characters that no reader sees, yet change what is read: control characters, and those that turn the direction
/// of writing around.
fn unseen(text: &str, f: &mut Findings<'_>) -> bool {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let (message, hint) = match c {
            '\n' | '\t' => continue,
            '\r' if rest.peek().is_some_and(|(_, next)| *next == '\n') => continue,
            '\r' => ("只有回车、没有换行".to_owned(), "用通常的换行另存一次，编码选 UTF-8"),
            _ if c.is_control() || turns(c) => {
                let number = u32::from(c);
                (format!("有一个看不见的控制字符（U+{number:04X}）"), "删去这个字符；另存时编码选 UTF-8")
            }
            _ => continue,
        };
        f.error_with(&(at..at), message, hint);
        return true;
    }
    false
}

/// Looks at the tokens, which come one after the other however deep the text is.
fn too_deep(text: &str, f: &mut Findings<'_>) -> bool {
    let (mut depth, mut dots, mut values) = (0_usize, 0_usize, 0_usize);
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                (depth, dots) = (depth.saturating_add(1), 0);
                values = values.saturating_add(1);
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                (depth, dots) = (depth.saturating_sub(1), 0);
            }
            TokenKind::Equals | TokenKind::Comma => (values, dots) = (values.saturating_add(1), 0),
            TokenKind::Dot => dots = dots.saturating_add(1),
            TokenKind::Newline => dots = 0,
            _ => {}
        }
        let (message, hint) = if depth > DEPTH {
            (format!("括号一层套一层，超过 {DEPTH} 层"), "检查括号是否成对；办法一般不超过 4 层")
        } else if dots > DOTS {
            (format!("一个名称里的点号超过 {DOTS} 个"), "检查名称；多级的内容写成 [节.小节]")
        } else if values > VALUES {
            (format!("内容超过 {VALUES} 项，没有往下读"), "检查是否选错了文件，或同一段粘贴了多次")
        } else {
            continue;
        };
        let at = Token::span(&token).start();
        f.error_with(&(at..at), message, hint);
        return true;
    }
    false
}
