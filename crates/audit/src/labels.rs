//! The words for the facts in the detail of an event. What is not listed is printed as it is.

/// Names of the facts in an event's detail.
const FIELDS: &[(&str, &str)] = &[
    ("login", "登录名"),
    ("name", "姓名"),
    ("address", "来自地址"),
    ("role", "身份"),
    ("from", "原来"),
    ("to", "改为"),
    ("count", "条数"),
    ("events", "核验条数"),
    ("state", "结果"),
    ("head", "链尾摘要"),
    ("seq", "断点"),
    ("why", "原因"),
    ("reason", "理由"),
    ("file", "文件"),
    ("title", "标题"),
    ("version", "版本"),
    ("drafted_by", "起草"),
    ("draft", "草稿"),
    ("rows", "行数"),
    ("holder", "所在"),
    ("added_by", "谁加的"),
];

/// The word for a field of the detail; an unknown one stays as it is.
pub(super) fn field_label(field: &str) -> &str {
    FIELDS.iter().find(|(key, _)| *key == field).map_or(field, |(_, label)| label)
}
