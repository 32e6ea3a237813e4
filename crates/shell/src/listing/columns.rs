//! The columns of a list, declared once for the page, the printed page and the workbook.
use lvzhi_platform::sheet_export::{self, CellValue, ColumnKind, SheetSpec};
use maud::{Markup, html};

type Cell<'a, T, C> = Box<dyn Fn(&T, &C) -> CellValue + Send + Sync + 'a>;
type Draw<'a, T, C> = Box<dyn Fn(&T, &C) -> Markup + Send + Sync + 'a>;

/// A column over rows `T`. `C` is what the viewer is and may: what he must not see is masked in the cell itself, so no
/// page and no workbook can forget it.
pub struct Column<'a, T, C> {
    pub(super) heading: &'a str,
    kind: ColumnKind,
    width: f64,
    pub(super) class: &'static str,
    pub(super) sort: Option<&'static str>,
    is_head: bool,
    is_labelled: bool,
    is_drawn: bool,
    cell: Option<Cell<'a, T, C>>,
    draw: Option<Draw<'a, T, C>>,
}

impl<'a, T, C> Column<'a, T, C> {
    fn bare(heading: &'a str) -> Self {
        Self {
            heading,
            kind: ColumnKind::Text,
            width: 12.0,
            class: "",
            sort: None,
            is_head: false,
            is_labelled: false,
            is_drawn: true,
            cell: None,
            draw: None,
        }
    }

    /// A column; `width` is that in the workbook. The page shows the same as the workbook unless [`Column::drawn`].
    pub fn new(
        heading: &'a str,
        kind: ColumnKind,
        width: f64,
        cell: impl Fn(&T, &C) -> CellValue + Send + Sync + 'a,
    ) -> Self {
        Self { kind, width, cell: Some(Box::new(cell)), ..Self::bare(heading) }
    }

    /// A column of words that the row holds.
    pub fn text(
        heading: &'a str,
        width: f64,
        text: impl for<'r> Fn(&'r T, &'r C) -> &'r str + Send + Sync + 'a,
    ) -> Self {
        Self::new(heading, ColumnKind::Text, width, move |row, seen| written(text(row, seen)))
    }

    /// A column of words that are put together.
    pub fn words(heading: &'a str, width: f64, words: impl Fn(&T, &C) -> String + Send + Sync + 'a) -> Self {
        Self::new(heading, ColumnKind::Text, width, move |row, seen| written(&words(row, seen)))
    }

    /// A column of the page alone.
    pub fn page_only(heading: &'a str, draw: impl Fn(&T, &C) -> Markup + Send + Sync + 'a) -> Self {
        Self { draw: Some(Box::new(draw)), ..Self::bare(heading) }
    }

    /// A column of the workbook alone.
    #[must_use]
    pub fn sheet_only(self) -> Self {
        Self { is_drawn: false, ..self }
    }

    /// How the page draws what the workbook says in words.
    #[must_use]
    pub fn drawn(self, draw: impl Fn(&T, &C) -> Markup + Send + Sync + 'a) -> Self {
        Self { draw: Some(Box::new(draw)), ..self }
    }

    /// Its head sorts by this key.
    #[must_use]
    pub fn sorted(self, key: &'static str) -> Self {
        Self { sort: Some(key), ..self }
    }

    /// Classes of its head and its cells, as of [`lvzhi_ui::Column::class`].
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// Its cells name the row.
    #[must_use]
    pub fn head(self) -> Self {
        Self { is_head: true, ..self }
    }

    /// On a phone, where rows are blocks, its heading stands before the cell.
    #[must_use]
    pub fn labelled(self) -> Self {
        Self { is_labelled: true, ..self }
    }

    pub(super) fn is_on_page(&self) -> bool {
        self.is_drawn
    }

    pub(super) fn td(&self, row: &T, seen: &C) -> Markup {
        let content = match (&self.draw, &self.cell) {
            (Some(draw), _) => draw(row, seen),
            (None, Some(cell)) => html! { (sheet_export::text_of(&cell(row, seen))) },
            (None, None) => html! {},
        };
        let class = (!self.class.is_empty()).then_some(self.class);
        html! {
            @if self.is_head {
                th scope="row" class=[class] { (content) }
            } @else {
                td class=[class] data-l=[self.is_labelled.then_some(self.heading)] { (content) }
            }
        }
    }
}

fn written(text: &str) -> CellValue {
    if text.is_empty() { CellValue::Empty } else { text.into() }
}

/// The sheet of these rows.
pub(super) fn sheet<'r, T: 'r, C>(
    name: &str,
    columns: &[Column<'_, T, C>],
    rows: impl IntoIterator<Item = &'r T>,
    seen: &C,
) -> SheetSpec {
    let cells: Vec<_> =
        columns.iter().filter_map(|column| column.cell.as_ref().map(|cell| (column, cell))).collect();
    let heads = cells
        .iter()
        .map(|(column, _)| sheet_export::Column::new(column.heading, column.width, column.kind))
        .collect();
    let rows = rows.into_iter().map(|row| cells.iter().map(|(_, cell)| cell(row, seen)).collect()).collect();
    SheetSpec::new(name, heads, rows).landscape()
}
