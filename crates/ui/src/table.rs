//! Three-line tables: heads that sort, cut lines between rows, folded rows.

use maud::{Markup, html};

/// What a column's head does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Sort {
    #[default]
    Fixed,
    Link(String),
    Ascending(Option<String>),
    Descending(Option<String>),
}

/// A column: its head and the classes of that head.
#[derive(Clone, Debug, Default)]
pub struct Column {
    label: String,
    class: String,
    hidden: bool,
    sort: Sort,
    light: Option<super::Light>,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// A column of figures, right-aligned (give its cells `td.num`).
    pub fn num(label: impl Into<String>) -> Self {
        Self::new(label).class("num")
    }

    /// A column under a light's shape.
    pub fn light(state: super::Light) -> Self {
        Self { light: Some(state), ..Self::num("") }
    }

    /// A head that is read out but not seen: 操作.
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Adds a class: `hide-s` (not on phones), `hide-m` (below 1500 px), `hide-l` (not in large letters), `half`, `third`.
    pub fn class(mut self, class: &str) -> Self {
        if !self.class.is_empty() {
            self.class.push(' ');
        }
        self.class.push_str(class);
        self
    }

    /// Its head is a link that sorts by it.
    pub fn sortable(mut self, href: impl Into<String>) -> Self {
        self.sort = Sort::Link(href.into());
        self
    }

    /// Sorted by it, smallest first; the link turns the order round.
    pub fn ascending(mut self, turn: Option<String>) -> Self {
        self.sort = Sort::Ascending(turn);
        self
    }

    /// Sorted by it, largest first; the link turns the order round.
    pub fn descending(mut self, turn: Option<String>) -> Self {
        self.sort = Sort::Descending(turn);
        self
    }

    fn th(&self) -> Markup {
        let (order, href) = match &self.sort {
            Sort::Fixed => (None, None),
            Sort::Link(href) => (None, Some(href)),
            Sort::Ascending(href) => (Some("ascending"), href.as_ref()),
            Sort::Descending(href) => (Some("descending"), href.as_ref()),
        };
        let class = (!self.class.is_empty()).then_some(&self.class);
        html! {
            th scope="col" class=[class] aria-sort=[order] {
                @if let Some(state) = self.light {
                    (super::light_head(state))
                } @else if let Some(href) = href {
                    a href=(href) { (self.label) }
                } @else if self.hidden {
                    span class="vh" { (self.label) }
                } @else {
                    (self.label)
                }
            }
        }
    }
}

/// How a table is drawn: any of `dense`, `plain`, `flow` (rows become blocks on a phone), `top`, `loose`.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// What it lists: always read out, seen when `caption_seen`.
    pub caption: &'a str,
    /// Whether the caption is printed.
    pub caption_seen: bool,
    /// Classes beside `tbl`.
    pub class: &'a str,
    /// Its columns.
    pub columns: &'a [Column],
    /// Its `tr` rows.
    pub body: Markup,
    /// `tr` rows below, such as a sum.
    pub foot: Option<Markup>,
}

impl<'a> Table<'a> {
    /// A table with a caption that is read out but not seen.
    pub fn new(caption: &'a str, class: &'a str, columns: &'a [Column], body: Markup) -> Self {
        Self { caption, caption_seen: false, class, columns, body, foot: None }
    }

    /// With rows below.
    pub fn foot(mut self, foot: Markup) -> Self {
        self.foot = Some(foot);
        self
    }

    /// Draws it. When every column's head is hidden the whole head takes no room.
    pub fn render(&self) -> Markup {
        let bare = self.columns.iter().all(|column| column.hidden);
        html! {
            div class="scroll" role="group" aria-label=(self.caption) tabindex="0" {
                table class={ "tbl" @if !self.class.is_empty() { " " (self.class) } } {
                    caption class=[(!self.caption_seen).then_some("vh")] { (self.caption) }
                    @if !self.columns.is_empty() {
                        thead class=[bare.then_some("hid")] { tr { @for column in self.columns { (column.th()) } } }
                    }
                    tbody { (self.body) }
                    @if let Some(foot) = &self.foot { tfoot { (foot) } }
                }
            }
        }
    }
}

/// A table with an unseen caption: the common case of [`Table`].
pub fn table(caption: &str, class: &str, columns: &[Column], body: Markup) -> Markup {
    Table::new(caption, class, columns, body).render()
}

/// The line that divides people: its rule in bold, rank and score, and what follows from it.
/// “前 10%”, “第 56 名 · 81.1 分”, “线以上在常委会会议通报”.
pub fn cut_row(colspan: usize, label: &str, text: &str, note: &str) -> Markup {
    html! {
        tr class="cut" {
            td colspan=(colspan) {
                span class="cutlab" { b { (label) } " " (text) }
                @if !note.is_empty() { span class="cutnote" { (note) } }
            }
        }
    }
}

/// Rows left out, and the link that shows them: “第 8—38 名，31 人，展开”.
pub fn fold_row(colspan: usize, text: &str, href: &str) -> Markup {
    html! { tr class="fold" { td colspan=(colspan) { a href=(href) { (text) } } } }
}

/// A row that heads a group.
pub fn group_row(colspan: usize, text: &str) -> Markup {
    html! { tr class="grp" { th scope="colgroup" colspan=(colspan) { (text) } } }
}

/// The only row of a list with nothing in it.
pub fn empty_row(colspan: usize, text: &str) -> Markup {
    html! { tr { td class="ctr mute" colspan=(colspan) { (text) } } }
}

/// A filter form of GET fields; `right` (a key, a sum) stands at the end. Put [`filter_select`] and others inside.
pub fn filter(action: &str, fields: Markup, right: Markup) -> Markup {
    html! {
        form class="filter" method="get" action=(action) aria-label="筛选" {
            (fields)
            button class="btn sm" type="submit" { "筛选" }
            (right)
        }
    }
}

/// A choice in a filter.
pub fn filter_select(name: &str, label: &str, options: &[(String, String)], chosen: &str) -> Markup {
    html! {
        label { (label) " " select name=(name) {
            @for (value, text) in options { option value=(value) selected[value == chosen] { (text) } }
        } }
    }
}

/// A short text in a filter.
pub fn filter_text(name: &str, label: &str, value: &str, size: u32) -> Markup {
    html! { label { (label) " " input name=(name) value=(value) size=(size); } }
}

/// A day in a filter.
pub fn filter_day(name: &str, label: &str, value: &str) -> Markup {
    html! { label { (label) " " input type="date" name=(name) value=[(!value.is_empty()).then_some(value)]; } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_row_states_rule_place_and_consequence() {
        let html = cut_row(9, "前 10%", "第 56 名 · 81.1 分", "年终表扬").into_string();
        let wanted = "<tr class=\"cut\"><td colspan=\"9\"><span class=\"cutlab\"><b>前 10%</b> 第 56 名 · 81.1 分</span>\
                      <span class=\"cutnote\">年终表扬</span></td></tr>";
        assert_eq!(html, wanted);
        assert!(!cut_row(1, "<script>", "<script>", "<script>").into_string().contains("<script>"));
    }

    #[test]
    fn heads_have_scope_and_order() {
        let columns = [
            Column::num("名次").ascending(Some("?sort=-rank".into())),
            Column::new("姓名").sortable("?sort=name"),
            Column::new("操作").hidden(),
        ];
        let html = table("名次表", "dense", &columns, empty_row(3, "没有")).into_string();
        assert!(html.contains(
            "<th scope=\"col\" class=\"num\" aria-sort=\"ascending\"><a href=\"?sort=-rank\">名次</a></th>"
        ));
        assert!(html.contains("<th scope=\"col\"><a href=\"?sort=name\">姓名</a></th>"));
        assert!(html.contains("<caption class=\"vh\">名次表</caption>"));
        assert!(html.contains("<span class=\"vh\">操作</span>"));
        assert_eq!(html.matches("aria-sort").count(), 1);
    }
}
