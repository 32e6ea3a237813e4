//! Form fields: label above, hint below, an error that says how to put it right.

use maud::{Markup, html};

/// What every field has. The id is the name.
#[derive(Clone, Debug, Default)]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    value: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    placeholder: Option<&'a str>,
    autocomplete: Option<&'a str>,
    inputmode: Option<&'a str>,
    list: Option<&'a str>,
    max_length: Option<usize>,
    required: bool,
    optional: bool,
    autofocus: bool,
}

impl<'a> Field<'a> {
    /// A field by its name in the form and its label.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, ..Self::default() }
    }

    /// What was filled in.
    pub fn value(mut self, value: &'a str) -> Self {
        self.value = value;
        self
    }

    /// A sentence below.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What is wrong and how to put it right.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// It must be filled in.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Says 可不填 beside the label.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The cursor starts here.
    pub fn autofocus(mut self) -> Self {
        self.autofocus = true;
        self
    }

    /// An example in the empty field.
    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = Some(text);
        self
    }

    /// What a browser may fill in: `username`, `current-password`, `one-time-code`, `off`.
    pub fn autocomplete(mut self, kind: &'a str) -> Self {
        self.autocomplete = Some(kind);
        self
    }

    /// Which keyboard a phone shows: `numeric`, `decimal`, `tel`.
    pub fn inputmode(mut self, kind: &'a str) -> Self {
        self.inputmode = Some(kind);
        self
    }

    /// The id of a `datalist` with suggestions.
    pub fn list(mut self, id: &'a str) -> Self {
        self.list = Some(id);
        self
    }

    /// The most characters.
    pub fn max_length(mut self, count: usize) -> Self {
        self.max_length = Some(count);
        self
    }

    fn described(&self) -> Option<String> {
        let hint = self.hint.map(|_| format!("{}-hint", self.name));
        let error = self.error.map(|_| format!("{}-error", self.name));
        match (error, hint) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(one),
            (Some(error), Some(hint)) => Some(format!("{error} {hint}")),
        }
    }

    fn wrap(&self, control: Markup) -> Markup {
        html! {
            div class={ "field" @if self.error.is_some() { " bad" } } {
                label for=(self.name) { (self.label) (self.duty()) }
                (control)
                (self.below())
            }
        }
    }

    fn duty(&self) -> Markup {
        html! {
            @if self.required { span class="req" { "必填" } } @else if self.optional { " " span class="opt-t" { "可不填" } }
        }
    }

    fn below(&self) -> Markup {
        html! {
            @if let Some(error) = self.error { p class="err" id={ (self.name) "-error" } { (error) } }
            @if let Some(hint) = self.hint { p class="hint" id={ (self.name) "-hint" } { (hint) } }
        }
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }

    fn input(&self, kind: &str, value: Option<&str>, accept: Option<&str>) -> Markup {
        self.wrap(html! {
            input class="in" type=(kind) id=(self.name) name=(self.name) value=[value] accept=[accept]
                placeholder=[self.placeholder] autocomplete=[self.autocomplete] inputmode=[self.inputmode]
                list=[self.list] maxlength=[self.max_length] required[self.required] autofocus[self.autofocus]
                aria-invalid=[self.invalid()] aria-describedby=[self.described()];
        })
    }
}

/// One line of text.
pub fn text_field(field: &Field<'_>) -> Markup {
    field.input("text", Some(field.value), None)
}

/// A number.
pub fn number_field(field: &Field<'_>, step: &str) -> Markup {
    field.wrap(html! {
        input class="in" type="number" step=(step) id=(field.name) name=(field.name) value=(field.value)
            required[field.required] autofocus[field.autofocus]
            aria-invalid=[field.invalid()] aria-describedby=[field.described()];
    })
}

/// A password: what was typed is never sent back.
pub fn password_field(field: &Field<'_>) -> Markup {
    field.input("password", None, None)
}

/// A day; the value is `2026-07-15`.
pub fn date_field(field: &Field<'_>) -> Markup {
    field.input("date", Some(field.value), None)
}

/// A day and a time; the value is `2026-07-15T09:00`.
pub fn datetime_field(field: &Field<'_>) -> Markup {
    field.input("datetime-local", Some(field.value), None)
}

/// A file; `accept` names endings, as in `.xlsx,.csv`. The form needs `enctype="multipart/form-data"`.
pub fn file_field(field: &Field<'_>, accept: &str) -> Markup {
    field.input("file", None, Some(accept))
}

/// Several lines of text.
pub fn textarea_field(field: &Field<'_>, rows: u32) -> Markup {
    field.wrap(html! {
        textarea class="in" id=(field.name) name=(field.name) rows=(rows) placeholder=[field.placeholder]
            maxlength=[field.max_length] required[field.required] autofocus[field.autofocus]
            aria-invalid=[field.invalid()] aria-describedby=[field.described()] { "\n" (field.value) }
    })
}

/// One of a list, as value and words. Let the first be `("", "请选择")` when nothing is chosen yet.
pub fn select_field(field: &Field<'_>, options: &[(String, String)]) -> Markup {
    field.wrap(html! {
        select class="in" id=(field.name) name=(field.name) required[field.required] autofocus[field.autofocus]
            aria-invalid=[field.invalid()] aria-describedby=[field.described()] {
            @for (value, text) in options { option value=(value) selected[value == field.value] { (text) } }
        }
    })
}

/// One of a few, as large targets in `columns` (1, 2 or 4). The id of the first option is the field's name.
pub fn radio_options(field: &Field<'_>, options: &[(String, String)], columns: u8) -> Markup {
    let class = match columns {
        4 => "opts n4",
        2 => "opts n2",
        _ => "opts",
    };
    html! {
        fieldset class={ "field" @if field.error.is_some() { " bad" } } aria-describedby=[field.described()] {
            legend class="lab" { (field.label) (field.duty()) }
            div class=(class) {
                @for (at, (value, text)) in options.iter().enumerate() {
                    label class="opt" {
                        input type="radio" name=(field.name) value=(value) id=[(at == 0).then_some(field.name)]
                            checked[value == field.value] required[field.required] autofocus[field.autofocus && at == 0];
                        span { (text) }
                    }
                }
            }
            (field.below())
        }
    }
}

/// A box to tick; it sends `value` when ticked.
pub fn checkbox(name: &str, value: &str, label: &str, checked: bool) -> Markup {
    let id = format!("{name}-{value}");
    html! {
        p class="check" {
            input type="checkbox" id=(id) name=(name) value=(value) checked[checked];
            label for=(id) { (label) }
        }
    }
}

/// Suggestions for a text field: `list(id)`.
pub fn suggestions(id: &str, values: &[String]) -> Markup {
    html! { datalist id=(id) { @for value in values { option value=(value) {} } } }
}

/// A field that is not seen.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// All that is wrong, on top of the form, each sentence a link to its field. Nothing when nothing is wrong.
/// Say that what was filled in is kept.
pub fn error_summary(errors: &[(&str, String)]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div class="errsum" role="alert" {
                h2 { "有 " (errors.len()) " 处要改，已填的都在" }
                ul { @for (field, sentence) in errors { li { a href={ "#" (field) } { (sentence) } } } }
            }
        }
    }
}

/// Somebody else wrote meanwhile: field, what was typed here, what stands there now. Put it above the form, which keeps
/// what was typed; sending it again writes over the other.
pub fn overtaken(rows: &[(&str, String, String)]) -> Markup {
    let columns = ["项目", "您填的", "别人刚存的"].map(super::Column::new);
    let body = html! {
        @for (label, typed, now) in rows {
            tr { th scope="row" { (label) } td data-l="您填的" { (typed) } td data-l="别人刚存的" { (now) } }
        }
    };
    html! {
        (super::message(super::Tone::Bad, html! { "您打开以后，别人改过这一条，还没有存您的。下面是不一样的地方；您填的都在表单里，改好再存就以您的为准。" }, html! {}))
        div class="mb5" { (super::table("不一样的地方", "flow", &columns, body)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_tied_to_its_field() {
        let field =
            Field::new("due", "时限").value("2026-07-01").hint("工作日").error(Some("不能早于今天。"));
        let html = date_field(&field).into_string();
        assert!(html.contains("<label for=\"due\">时限</label>"));
        assert!(html.contains("aria-invalid=\"true\" aria-describedby=\"due-error due-hint\""));
        assert!(html.contains("<p class=\"err\" id=\"due-error\">不能早于今天。</p>"));
        let summary = error_summary(&[("due", "时限：不能早于今天".to_owned())]).into_string();
        assert!(summary.contains("有 1 处要改") && summary.contains("<a href=\"#due\">"));
        assert!(error_summary(&[]).into_string().is_empty());
    }

    #[test]
    fn a_password_is_not_sent_back() {
        let html = password_field(&Field::new("password", "口令").value("secret")).into_string();
        assert!(!html.contains("secret"));
    }

    #[test]
    fn values_are_escaped() {
        let evil = "\"><script>";
        let field = Field::new("a", evil).value(evil).placeholder(evil).hint(evil);
        let options = [(evil.to_owned(), evil.to_owned())];
        let all = html! {
            (text_field(&field)) (textarea_field(&field, 3)) (select_field(&field, &options))
            (radio_options(&field, &options, 2)) (checkbox("k", evil, evil, true)) (hidden("h", evil))
        };
        assert!(!all.into_string().contains("<script>"));
    }

    #[test]
    fn the_chosen_one_is_marked() {
        let options = [("1".to_owned(), "一".to_owned()), ("2".to_owned(), "二".to_owned())];
        let field = Field::new("n", "数").value("2");
        assert!(select_field(&field, &options).into_string().contains("<option value=\"2\" selected>二"));
        assert!(radio_options(&field, &options, 2).into_string().contains("value=\"2\" checked>"));
    }
}
