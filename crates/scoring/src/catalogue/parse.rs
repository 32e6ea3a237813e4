//! From text to [`Catalogue`].
use std::collections::{BTreeMap, BTreeSet};

use super::banned::banned;
use super::{Attribute, Catalogue, Content, Kind, Quantity, Term};
use crate::digest::canonical_text;
use crate::finding::{Finding, Findings, Span};
use crate::read::{self, At, Section};

pub(super) fn parse(text: &str) -> Result<Catalogue, Vec<Finding>> {
    let text = canonical_text(text);
    let mut findings = Findings::new(&text);
    let catalogue = read::parse(&text, &mut findings).map(|document| {
        let root = Section::new(document.get_ref(), 0..0);
        let version = root.count(&mut findings, "version").map_or(1, |version| version.value);
        let kinds: Vec<_> =
            root.tables(&mut findings, "kind").iter().map(|s| kind(s, &mut findings)).collect();
        if kinds.is_empty() {
            findings.error(&(0..0), "目录里一种事实也没有");
        }
        root.finish(&mut findings);
        unique(&mut findings, "事实种类", kinds.iter().map(|(kind, span)| (kind.id.as_str(), span)));
        Catalogue { version, kinds: kinds.into_iter().map(|(kind, _)| kind).collect() }
    });
    match catalogue {
        Some(catalogue) if !findings.has_errors() => Ok(catalogue),
        _ => Err(findings.into_list()),
    }
}

fn unique<'n>(f: &mut Findings<'_>, what: &str, names: impl Iterator<Item = (&'n str, &'n Span)>) {
    let mut seen = Vec::new();
    for (name, span) in names {
        if seen.contains(&name) {
            f.error(span, format!("{what}“{name}”写了两次"));
        }
        seen.push(name);
    }
}

fn strings(list: Vec<At<String>>) -> Vec<String> {
    list.into_iter().map(|item| item.value).collect()
}

fn refuse_banned(f: &mut Findings<'_>, what: &str, id: &At<String>, label: &At<String>) {
    if let Some(word) = banned(&id.value, &label.value) {
        let message = format!("{what}“{}”属于“{word}”，不得作为考评依据（国办函〔2026〕12号）", label.value);
        f.error_with(&label.span, message, "删去这一种，改记实际履职的事实");
    }
}

fn kind(section: &Section<'_>, f: &mut Findings<'_>) -> (Kind, Span) {
    let id = section.need_text(f, "id");
    let label = section.need_text(f, "label");
    refuse_banned(f, "事实种类", &id, &label);
    let subject = section.text(f, "subject").map_or_else(|| "member".to_owned(), |s| s.value);
    let aliases = strings(section.texts(f, "aliases"));
    let quantity = section.table(f, "quantity").map(|table| {
        let quantity = Quantity {
            label: table.need_text(f, "label").value,
            unit: table.need_text(f, "unit").value,
            aliases: strings(table.texts(f, "aliases")),
            decimals: table.count(f, "decimals").map_or(1, |n| n.value.min(4)),
        };
        refuse_banned(f, "数量", &id, &At { value: quantity.label.clone(), span: table.span.clone() });
        table.finish(f);
        quantity
    });
    let piece = section.flag(f, "piece");
    let stages = terms(section, f, "stages");
    let roles = terms(section, f, "roles");
    let attributes = section.tables(f, "attribute").iter().map(|s| attribute(s, f)).collect();
    let staged = !stages.is_empty() || !roles.is_empty();
    if staged && !piece {
        f.error_with(&section.span, "有 stages 或 roles 的种类必须是“件”", "加上 piece = true");
    }
    section.finish(f);
    let span = id.span.clone();
    (
        Kind {
            id: id.value,
            label: label.value,
            subject,
            aliases,
            quantity,
            piece,
            stages,
            roles,
            attributes,
        },
        span,
    )
}

fn attribute(section: &Section<'_>, f: &mut Findings<'_>) -> Attribute {
    let id = section.need_text(f, "id");
    let label = section.need_text(f, "label");
    refuse_banned(f, "栏目", &id, &label);
    let aliases = strings(section.texts(f, "aliases"));
    let required = section.flag(f, "required");
    let values = terms(section, f, "values");
    let kinds = [
        ("enum", Content::Enumeration(Vec::new())),
        ("integer", Content::Integer),
        ("date", Content::Date),
        ("text", Content::Text),
    ];
    let mut content = section.choice(f, "type", &kinds).map_or(Content::Text, |c| c.value);
    if let Content::Enumeration(list) = &mut content {
        if values.is_empty() {
            f.error(&section.span, format!("枚举“{}”没有 values", label.value));
        }
        *list = values;
    } else if !values.is_empty() {
        f.error_with(&section.at("values"), "只有枚举才写 values", "改成 type = \"enum\"");
    }
    section.finish(f);
    Attribute { id: id.value, label: label.value, aliases, content, required }
}

fn terms(section: &Section<'_>, f: &mut Findings<'_>, key: &'static str) -> Vec<Term> {
    let mut list: Vec<Term> = Vec::new();
    let mut taken = Taken::default();
    for table in section.tables(f, key) {
        let id = table.need_text(f, "id");
        let label = table.need_text(f, "label");
        if banned("", &label.value) == Some(label.value.as_str()) {
            refuse_banned(f, "取值", &id, &label);
        }
        let aliases = strings(table.texts(f, "aliases"));
        table.finish(f);
        taken.take(f, &id, &label, &aliases);
        list.push(Term { id: id.value, label: label.value, aliases });
    }
    list
}

/// Ids and names of the terms read so far.
#[derive(Default)]
struct Taken {
    ids: BTreeSet<String>,
    /// Label or alias → label of the term that has it.
    names: BTreeMap<String, String>,
}

impl Taken {
    fn take(&mut self, f: &mut Findings<'_>, id: &At<String>, label: &At<String>, aliases: &[String]) {
        let names = || std::iter::once(&label.value).chain(aliases).filter(|name| !name.is_empty());
        if let Some((name, other)) = names().find_map(|name| self.names.get_key_value(name)) {
            f.error(&label.span, format!("“{name}”同时是“{other}”和“{}”的名称", label.value));
        }
        for name in names() {
            self.names.insert(name.clone(), label.value.clone());
        }
        if !id.value.is_empty() && !self.ids.insert(id.value.clone()) {
            f.error(&id.span, format!("“{}”写了两次", id.value));
        }
    }
}
