//! The page that tells which columns a workbook may have names them all.
use lvzhi_duty::{catalogue, record::columns};

#[test]
fn the_formats_page_names_every_kind_column_and_value() {
    let text = include_str!("../../../docs/import-formats.md");
    for kind in catalogue().kinds.iter().filter(|kind| kind.subject == "member") {
        let (_, rest) = text.split_once(&format!("### {} `{}`", kind.label, kind.id)).unwrap_or_else(|| {
            panic!("docs/import-formats.md has no section “### {} `{}`”", kind.label, kind.id)
        });
        let section = rest.split("\n### ").next().unwrap_or_default();
        let own = ["attr.", "quantity", "role.", "presence.", "people", "stage"];
        let mut specs = columns::columns(kind).into_iter();
        let lacking = specs.find(|spec| {
            own.iter().any(|start| spec.id.starts_with(start))
                && !section.contains(&format!("`{}`", spec.label))
        });
        assert_eq!(lacking, None, "{}", kind.label);
        let values = kind.attributes.iter().flat_map(|attribute| attribute.values()).chain(&kind.stages);
        for value in values {
            assert!(section.contains(&value.label), "{}: {}", kind.label, value.label);
        }
    }
}
