//! A JSON Schema of the scheme file, for editors.
use serde_json::{Map, Value, json};

use super::{Holds, Key, keys, keys_of};
use crate::scheme::options::MECHANICS;

/// The schema (draft 2020-12).
pub fn schema() -> Value {
    let mut root = object("", None);
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("考评办法");
    root
}

/// A section's object; of a rule: one mechanic's.
fn object(section: &str, mechanic: Option<&str>) -> Value {
    let mut properties = Map::new();
    for key in keys_of(section, mechanic) {
        properties.insert(key.name.to_owned(), property(key));
    }
    let required: Vec<_> = keys_of(section, mechanic).filter(|k| k.required()).map(|k| k.name).collect();
    if section == "rule" && mechanic.is_none() {
        return rule(required);
    }
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// A rule holds the keys of its mechanic.
fn rule(required: Vec<&str>) -> Value {
    let by_mechanic = MECHANICS.iter().map(|(mechanic, _)| {
        let mut own = object("rule", Some(mechanic));
        own["properties"]["mechanic"]["const"] = json!(mechanic);
        json!({ "if": { "properties": { "mechanic": { "const": mechanic } } }, "then": own })
    });
    let all = keys().find(|key| key.section == "rule" && key.name == "mechanic").map(property);
    json!({
        "type": "object",
        "properties": { "mechanic": all },
        "required": required,
        "allOf": by_mechanic.collect::<Vec<_>>(),
    })
}

fn property(key: &Key) -> Value {
    let mut value = holds(key.holds);
    let default = match key.default {
        "" | "required" => String::new(),
        word => format!(" 默认 {word}。"),
    };
    value["description"] = json!(format!("{}。{} {}", key.label, default, key.effect));
    value
}

fn holds(holds: Holds) -> Value {
    let text = || json!({ "type": "string" });
    let number = || json!({ "type": ["number", "string"], "pattern": "^[+-]?[0-9]+(\\.[0-9]{1,4})?$" });
    let share = || json!({ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?[%％]$" });
    let texts = || json!({ "type": ["string", "array"], "items": text() });
    match holds {
        Holds::Text => text(),
        Holds::Texts => texts(),
        Holds::Number => number(),
        Holds::Numbers => json!({ "type": "array", "items": number(), "minItems": 1 }),
        Holds::Count => json!({ "type": "integer", "minimum": 0 }),
        Holds::CountOr(words) => json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "enum": words }] }),
        Holds::Flag => json!({ "type": "boolean" }),
        Holds::Share => share(),
        Holds::Figure => json!({ "anyOf": [number(), share()] }),
        Holds::Date => json!({ "type": "string", "format": "date" }),
        Holds::Limit => json!({ "anyOf": [number(), { "const": "open" }] }),
        Holds::Word(words) => json!({ "type": "string", "enum": words }),
        Holds::Values => json!({ "type": "object", "additionalProperties": texts() }),
        Holds::NumberTable => json!({ "type": "object", "additionalProperties": number() }),
        Holds::Prices => json!({ "type": "object" }),
        Holds::Lists => json!({ "type": "array", "items": texts() }),
        Holds::Section(section) => object(section, None),
        Holds::Sections(section) => json!({ "type": "array", "items": object(section, None) }),
    }
}
