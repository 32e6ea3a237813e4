//! Rust text taken apart into code, comments and string literals, line by line: as much as the rules need to see.

/// One line of Rust.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The code, with comments and the insides of literals left out.
    pub code: String,
    /// What the comments on this line say.
    pub comment: String,
    /// The string literals that begin on this line, whole.
    pub strings: Vec<String>,
    /// Whether the line is inside a `#[cfg(test)]` item.
    pub test: bool,
}

/// Takes Rust text apart.
pub fn lines(text: &str) -> Vec<Line> {
    let mut lexer = Lexer { text: text.chars().collect(), at: 0, lines: vec![Line::default()] };
    while lexer.at < lexer.text.len() {
        lexer.step();
    }
    let mut lines = lexer.lines;
    mark_tests(&mut lines);
    lines
}

struct Lexer {
    text: Vec<char>,
    at: usize,
    lines: Vec<Line>,
}

impl Lexer {
    fn step(&mut self) {
        match (self.text[self.at], self.peek(1)) {
            ('/', Some('/')) => self.line_comment(),
            ('/', Some('*')) => self.block_comment(),
            ('"', _) => self.string(),
            ('r', Some('"' | '#')) if !self.after_word() && self.raw_hashes().is_some() => self.raw_string(),
            ('\'', _) => self.quote(),
            (character, _) => {
                self.at += 1;
                self.code(character);
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    fn line(&mut self) -> &mut Line {
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    fn code(&mut self, character: char) {
        if character == '\n' {
            self.lines.push(Line::default());
        } else {
            self.line().code.push(character);
        }
    }

    /// Whether the character before is part of a word: then `r` is not the start of a raw string. `br"…"` is one.
    fn after_word(&self) -> bool {
        let before = |back: usize| self.at.checked_sub(back).map(|at| self.text[at]);
        let word = |found: Option<char>| found.is_some_and(|it| it.is_alphanumeric() || it == '_');
        word(before(if matches!(before(1), Some('b' | 'c')) { 2 } else { 1 }))
    }

    fn line_comment(&mut self) {
        while self.at < self.text.len() && self.text[self.at] != '\n' {
            let character = self.text[self.at];
            self.line().comment.push(character);
            self.at += 1;
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.text.len() {
            match (self.text[self.at], self.peek(1)) {
                ('/', Some('*')) => depth += 1,
                ('*', Some('/')) => depth -= 1,
                ('\n', _) => {
                    self.lines.push(Line::default());
                    self.at += 1;
                    continue;
                }
                (character, _) => {
                    self.line().comment.push(character);
                    self.at += 1;
                    continue;
                }
            }
            self.at += 2;
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        let mut content = String::new();
        let start = self.lines.len() - 1;
        self.lines[start].code.push('"');
        self.at += 1;
        while let Some(character) = self.peek(0) {
            self.at += 1;
            match character {
                '"' => break,
                '\\' => {
                    if self.peek(0) == Some('\n') {
                        self.lines.push(Line::default());
                    }
                    content.push(' ');
                    self.at += 1;
                }
                _ => self.literal_character(character, &mut content),
            }
        }
        self.end_of_string(start, content);
    }

    fn raw_hashes(&self) -> Option<usize> {
        let hashes = self.text[self.at + 1..].iter().take_while(|it| **it == '#').count();
        (self.peek(1 + hashes) == Some('"')).then_some(hashes)
    }

    fn raw_string(&mut self) {
        let hashes = self.raw_hashes().unwrap_or(0);
        let start = self.lines.len() - 1;
        self.lines[start].code.push('"');
        self.at += 2 + hashes;
        let mut content = String::new();
        while let Some(character) = self.peek(0) {
            self.at += 1;
            if character == '"' && self.text[self.at..].iter().take_while(|it| **it == '#').count() >= hashes
            {
                self.at += hashes;
                break;
            }
            self.literal_character(character, &mut content);
        }
        self.end_of_string(start, content);
    }

    fn literal_character(&mut self, character: char, content: &mut String) {
        if character == '\n' {
            self.lines.push(Line::default());
        }
        content.push(character);
    }

    fn end_of_string(&mut self, start: usize, content: String) {
        self.lines[start].strings.push(content);
        self.line().code.push('"');
    }

    /// A character literal, whose inside is left out, or the quote of a lifetime, which is code.
    fn quote(&mut self) {
        let length = match (self.peek(1), self.peek(2)) {
            (Some('\\'), _) => {
                let rest = self.text[self.at + 3..].iter().position(|it| *it == '\'');
                rest.map_or(1, |closing| closing + 4)
            }
            (Some(_), Some('\'')) => 3,
            _ => 1,
        };
        self.line().code.push('\'');
        self.at += length;
    }
}

/// Marks the lines of each item under `#[cfg(test)]`, by its braces.
fn mark_tests(lines: &mut [Line]) {
    let mut depth: Option<i32> = None;
    for line in lines {
        if depth.is_none() && line.code.contains("#[cfg(test)]") {
            depth = Some(0);
        }
        let Some(open) = depth else { continue };
        line.test = true;
        let braces = |wanted: char| i32::try_from(line.code.matches(wanted).count()).unwrap_or(0);
        let now = open + braces('{') - braces('}');
        let ended = now == 0 && (line.code.contains('}') || line.code.trim_end().ends_with(';'));
        depth = (!ended).then_some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Vec<String> {
        lines(text).into_iter().map(|line| line.code).collect()
    }

    #[test]
    fn comments_leave_the_code() {
        let found = lines("a(); // one /* two\nb /* x /* y */\n z */ c");
        assert_eq!(found[0].code, "a(); ");
        assert_eq!(found[0].comment, "// one /* two");
        assert_eq!(found[1].code, "b ");
        assert_eq!(found[2].code, " c");
    }

    #[test]
    fn strings_keep_their_text_apart() {
        let found = lines("x(\"a // \\\" b\", r#\"raw \" text\"#, br\"c\");\ny");
        assert_eq!(found[0].code, "x(\"\", \"\", b\"\");");
        assert_eq!(found[0].strings, ["a //   b", "raw \" text", "c"]);
        assert_eq!(found[1].code, "y");
    }

    #[test]
    fn a_string_over_lines_belongs_to_its_first() {
        let found = lines("let q = \"SELECT a\nFROM b\";\nnext");
        assert_eq!(found[0].strings, ["SELECT a\nFROM b"]);
        assert_eq!(found[2].code, "next");
    }

    #[test]
    fn lifetimes_and_characters_are_told_apart() {
        assert_eq!(code("fn f<'a>(x: &'a str) { '\"'; '\\''; '{' }"), ["fn f<'a>(x: &'a str) { '; '; ' }"]);
    }

    #[test]
    fn raw_identifiers_are_code() {
        assert_eq!(code("let r#type = for_r;"), ["let r#type = for_r;"]);
    }

    #[test]
    fn test_modules_are_marked_to_their_brace() {
        let marks: Vec<bool> = lines("fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() {}\n}\nfn c() {}")
            .iter()
            .map(|line| line.test)
            .collect();
        assert_eq!(marks, [false, true, true, true, true, false]);
        let marks: Vec<bool> =
            lines("#[cfg(test)]\nmod tests;\nfn c() {}").iter().map(|line| line.test).collect();
        assert_eq!(marks, [true, true, false]);
    }
}
