//! The schema for editors: fresh, and true of every scheme.
use lvzhi_scoring::scheme::keys::schema;
use serde_json::Value;

use super::extract;
use crate::support::read;

#[test]
fn the_schema_for_editors_is_fresh() {
    let made = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    let kept =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemes/scheme.schema.json"));
    super::written_or_same("../../schemes/scheme.schema.json", &made, &kept.unwrap_or_default());
}

#[test]
fn every_scheme_fits_the_schema() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemes");
    let mut texts: Vec<String> = extract::examples().into_iter().map(|e| e.text).collect();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        if path.extension().is_some_and(|e| e == "toml") && text.contains("[scheme]") {
            texts.push(text);
        }
    }
    for text in texts {
        let value = json(&text);
        if let Err(problem) = fits(&schema(), &value, "") {
            panic!("{problem}\n{text}");
        }
    }
}

#[test]
fn the_schema_refuses_what_the_parser_refuses() {
    let text = read("../../schemes/hn-member.toml");
    for (from, to) in [
        ("at_most = 8", "atmost = 8"),
        ("combine = \"highest\"", "combine = \"best\""),
        ("min_days = 90", "min_days = \"90\""),
        ("mechanic = \"pieces\"\n", ""),
        ("quota = \"10%\"", "quota = 10"),
        (
            "mechanic = \"tally\"\nkind = \"speech\"",
            "mechanic = \"tally\"\ncombine = \"sum\"\nkind = \"speech\"",
        ),
    ] {
        assert!(text.contains(from), "{from}");
        let changed = json(&text.replacen(from, to, 1));
        assert!(fits(&schema(), &changed, "").is_err(), "{to}");
    }
}

/// TOML as an editor's schema checker sees it: dates are texts.
fn json(text: &str) -> Value {
    fn value(found: toml::Value) -> Value {
        match found {
            toml::Value::Datetime(date) => Value::String(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(value).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(k, v)| (k, value(v))).collect(),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    value(toml::Value::Table(text.parse().unwrap()))
}

/// The part of JSON Schema that the schema uses.
fn fits(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let bad = |what: &str| Err(format!("{at}: {what}: {value}"));
    let is = |kind: &str| match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    };
    let kinds = match &schema["type"] {
        Value::String(kind) => vec![kind.as_str()],
        Value::Array(kinds) => kinds.iter().map(|k| k.as_str().unwrap()).collect(),
        _ => Vec::new(),
    };
    if !kinds.is_empty() && !kinds.iter().any(|kind| is(kind)) {
        return bad("wrong type");
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        return bad("not one of the words");
    }
    if schema.get("const").is_some_and(|word| word != value) {
        return bad("not the word");
    }
    if let Some(any) = schema["anyOf"].as_array()
        && !any.iter().any(|one| fits(one, value, at).is_ok())
    {
        return bad("fits none");
    }
    for one in schema["allOf"].as_array().into_iter().flatten() {
        if fits(&one["if"], value, at).is_ok() {
            fits(&one["then"], value, at)?;
        }
    }
    if let Some(items) = value.as_array() {
        items
            .iter()
            .enumerate()
            .try_for_each(|(n, item)| fits(&schema["items"], item, &format!("{at}/{n}")))?;
    }
    let Some(table) = value.as_object() else { return Ok(()) };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !table.contains_key(name) {
            return bad(&format!("lacks {name}"));
        }
    }
    for (name, inner) in table {
        let at = format!("{at}/{name}");
        match (schema["properties"].get(name), schema.get("additionalProperties")) {
            (Some(own), _) => fits(own, inner, &at)?,
            (None, Some(Value::Bool(false))) => return Err(format!("{at}: unknown")),
            (None, Some(rest)) => fits(rest, inner, &at)?,
            (None, None) => {}
        }
    }
    Ok(())
}
