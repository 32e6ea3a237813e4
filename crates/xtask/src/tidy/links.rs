//! Rule: pages load nothing from outside; the office network may have no way out.
use super::Finding;
use super::source::{File, Tree};

/// Addresses that are names, never loaded.
const NAMESPACES: [&str; 3] =
    ["http://www.w3.org/", "http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/"];

/// Reports addresses of other hosts in what reaches a browser.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().filter(|file| reaches_a_browser(file)).flat_map(check_file).collect()
}

fn reaches_a_browser(file: &File) -> bool {
    let path = &file.path;
    match file.extension() {
        "rs" => path.starts_with("crates/ui/src/") || file.name() == "pages.rs" || path.contains("/pages/"),
        "css" | "js" | "ts" | "mjs" | "html" => {
            path.starts_with("src/")
                || path.starts_with("crates/")
                || path.starts_with("web/")
                || path.starts_with("assets/")
        }
        _ => false,
    }
}

fn check_file(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    if file.extension() == "rs" {
        for (number, line) in file.real_lines() {
            findings.extend(
                line.strings.iter().filter_map(|literal| outside(literal)).map(|at| report(file, number, at)),
            );
        }
    } else {
        for (at, line) in file.text.lines().enumerate() {
            let comment = line.trim_start().starts_with("//") || line.trim_start().starts_with(['*', '/']);
            findings.extend(outside(line).filter(|_| !comment).map(|address| report(file, at + 1, address)));
        }
    }
    findings
}

fn report(file: &File, line: usize, address: &str) -> Finding {
    Finding::new(
        &file.path,
        line,
        format!("{address} is outside: pages load only what the program itself serves."),
    )
}

fn outside(text: &str) -> Option<&str> {
    let starts = text.match_indices("http").map(|(at, _)| &text[at..]);
    let address = starts
        .filter(|rest| rest.starts_with("http://") || rest.starts_with("https://"))
        .find(|rest| !NAMESPACES.iter().any(|name| rest.starts_with(name)))?;
    address.split([' ', '"', '\'', ')', '<', '>']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::sample(&[(path, text)])).iter().map(|it| it.line).collect()
    }

    #[test]
    fn addresses_of_other_hosts_are_refused_in_pages() {
        let text = "// https://a.example\nlet a = \"https://cdn.example/x.js\";\nlet b = \"http://www.w3.org/2000/svg\";";
        assert_eq!(lines("crates/ui/src/layout.rs", text), [2]);
        assert_eq!(lines("src/people/members/pages.rs", text), [2]);
        assert_eq!(lines("src/people/members/web.rs", text), [0; 0]);
    }

    #[test]
    fn style_sheets_count_too() {
        assert_eq!(
            lines("src/ui/page.css", "/* https://a.example */\na { background: url(https://b.example/c) }"),
            [2]
        );
    }
}
