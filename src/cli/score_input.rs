//! The two tables that `lvzhi score` reads.
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use chrono::NaiveDate;
use lvzhi_platform::workbook::{
    ColumnSpec, Limits, Table, TableRow, find_table, parse_date, parse_integer, parse_points, place,
    read_workbook,
};
use lvzhi_scoring::{Catalogue, Exemption, Fact, Kind, Points, Post, Subject};

fn table(path: &Path, columns: &[ColumnSpec]) -> anyhow::Result<Table> {
    let bytes = std::fs::read(path).with_context(|| format!("读不了 {}", path.display()))?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let book = read_workbook(&name, &bytes, &Limits::default())?;
    let sheet = book.sheets.first().ok_or_else(|| anyhow!("{name} 里没有工作表"))?;
    let table = find_table(sheet, columns).map_err(|error| anyhow!("{name}：{error}"))?;
    if let Some(missing) = table.missing(columns).first() {
        bail!("{name}：缺“{}”这一列", missing.label);
    }
    Ok(table)
}

/// Reads one table row by column id.
struct Reader<'a> {
    table: &'a Table,
    row: &'a TableRow,
}

impl Reader<'_> {
    fn text(&self, id: &str) -> &str {
        self.table.cell(self.row, id).map_or("", |cell| cell.text.trim())
    }

    fn at(&self, id: &str) -> String {
        place(&self.table.sheet, self.row.row_number, self.table.column_index(id).unwrap_or_default())
    }

    fn read<T, E: std::fmt::Display>(
        &self,
        id: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> anyhow::Result<Option<T>> {
        match self.text(id) {
            "" => Ok(None),
            text => parse(text).map(Some).map_err(|cause| anyhow!("{}：{cause}", self.at(id))),
        }
    }

    fn date(&self, id: &str) -> anyhow::Result<Option<NaiveDate>> {
        self.read(id, |text| parse_date(text, None))
    }
}

/// 常委 and 主席会议成员 as the engine knows them.
fn posts(text: &str) -> anyhow::Result<Vec<Post>> {
    let names = text.split(['、', ',', '，', ';', '；', ' ']).map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| {
            let post = match name {
                "常委" | "standing" => "standing",
                "主席会议成员" | "主席" | "副主席" | "秘书长" | "chair_meeting" => {
                    "chair_meeting"
                }
                other => bail!("职务“{other}”不认识，可填：常委、主席会议成员"),
            };
            Ok(Post { post: post.into(), from: None, to: None })
        })
        .collect()
}

/// The people.
pub(super) fn people(path: &Path) -> anyhow::Result<Vec<Subject>> {
    let columns = [
        ColumnSpec::new("id", "编号").aliases(&["委员编号", "id"]).required(),
        ColumnSpec::new("name", "姓名").aliases(&["name"]).required(),
        ColumnSpec::new("sector", "界别").aliases(&["sector"]),
        ColumnSpec::new("special_committee", "专委会").aliases(&["special_committee"]),
        ColumnSpec::new("sex", "性别").aliases(&["sex"]),
        ColumnSpec::new("from", "任职起").aliases(&["from"]),
        ColumnSpec::new("to", "任职止").aliases(&["to"]),
        ColumnSpec::new("posts", "职务").aliases(&["posts"]),
        ColumnSpec::new("exempt_from", "免评起").aliases(&["exempt_from"]),
        ColumnSpec::new("exempt_to", "免评止").aliases(&["exempt_to"]),
        ColumnSpec::new("exempt_reason", "免评原因").aliases(&["exempt_reason"]),
    ];
    let table = table(path, &columns)?;
    let mut subjects: Vec<Subject> = Vec::new();
    for row in &table.rows {
        let reader = Reader { table: &table, row };
        let id = reader.text("id").to_owned();
        if id.is_empty() {
            bail!("{}：编号是空的", reader.at("id"));
        }
        if subjects.iter().any(|subject| subject.id == id) {
            bail!("{}：编号“{id}”出现了两次", reader.at("id"));
        }
        let attributes: BTreeMap<_, _> = ["sector", "special_committee", "sex"]
            .into_iter()
            .map(|key| (key.to_owned(), reader.text(key).to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let exemption = reader.date("exempt_from")?.map(|from| -> anyhow::Result<_> {
            Ok(Exemption {
                from,
                to: reader.date("exempt_to")?,
                reason: reader.text("exempt_reason").to_owned(),
            })
        });
        subjects.push(Subject {
            id,
            name: reader.text("name").to_owned(),
            attributes,
            from: reader.date("from")?,
            to: reader.date("to")?,
            posts: posts(reader.text("posts")).with_context(|| reader.at("posts"))?,
            exemptions: exemption.transpose()?.into_iter().collect(),
        });
    }
    Ok(subjects)
}

fn fact_columns(catalogue: &Catalogue) -> Vec<ColumnSpec> {
    let mut columns = vec![
        ColumnSpec::new("fact", "记录号").aliases(&["fact"]),
        ColumnSpec::new("subject", "编号").aliases(&["委员编号", "姓名", "subject"]).required(),
        ColumnSpec::new("kind", "种类").aliases(&["履职种类", "kind"]).required(),
        ColumnSpec::new("date", "日期").aliases(&["date"]).required(),
        ColumnSpec::new("quantity", "数量").aliases(&["quantity"]),
        ColumnSpec::new("piece", "件号").aliases(&["piece"]),
        ColumnSpec::new("stage", "阶段").aliases(&["stage"]),
        ColumnSpec::new("role", "角色").aliases(&["role"]),
        ColumnSpec::new("signers", "签名人数").aliases(&["signers"]),
    ];
    let mut known: Vec<String> = columns.iter().map(|column| column.id.clone()).collect();
    for attribute in catalogue.kinds.iter().flat_map(|kind| &kind.attributes) {
        let id = format!("attribute.{}", attribute.id);
        if known.contains(&id) {
            continue;
        }
        columns.push(ColumnSpec::new(&id, &attribute.label).aliases(&[attribute.id.as_str()]));
        known.push(id);
    }
    columns
}

/// The facts; a subject is named by number, or by name where that is unique.
pub(super) fn facts(path: &Path, catalogue: &Catalogue, subjects: &[Subject]) -> anyhow::Result<Vec<Fact>> {
    let table = table(path, &fact_columns(catalogue))?;
    let mut by_name: HashMap<&str, Vec<&str>> = HashMap::new();
    for subject in subjects {
        by_name.entry(&subject.id).or_default().push(&subject.id);
        if subject.name != subject.id {
            by_name.entry(&subject.name).or_default().push(&subject.id);
        }
    }
    let mut facts = Vec::new();
    for row in &table.rows {
        let reader = Reader { table: &table, row };
        let who = reader.text("subject");
        let subject = match by_name.get(who).map(Vec::as_slice) {
            Some([id]) => (*id).to_owned(),
            Some(_) => bail!("{}：有几位“{who}”，请改填编号", reader.at("subject")),
            None => bail!("{}：人员表里没有“{who}”", reader.at("subject")),
        };
        let kind = catalogue
            .kind_by_name(reader.text("kind"))
            .ok_or_else(|| anyhow!("{}：事实目录里没有“{}”", reader.at("kind"), reader.text("kind")))?;
        facts.push(fact(&reader, kind, subject)?);
    }
    for fact in &facts {
        if let Err(sentences) = catalogue.check_whole_fact(fact) {
            bail!("履职记录 {}：{}", fact.id, sentences.join("；"));
        }
    }
    Ok(facts)
}

fn fact(reader: &Reader<'_>, kind: &Kind, subject: String) -> anyhow::Result<Fact> {
    let date = reader.date("date")?.ok_or_else(|| anyhow!("{}：日期是空的", reader.at("date")))?;
    let named = |id: &str, found: Option<String>| match (reader.text(id), found) {
        ("", _) => Ok(None),
        (_, Some(found)) => Ok(Some(found)),
        (text, None) => Err(anyhow!("{}：“{}”没有“{text}”这个值", reader.at(id), kind.label)),
    };
    let mut attributes = BTreeMap::new();
    for attribute in &kind.attributes {
        let column = format!("attribute.{}", attribute.id);
        let text = reader.text(&column);
        if !text.is_empty() {
            let value = attribute.value_by_name(text).map_or_else(|| text.to_owned(), |term| term.id.clone());
            attributes.insert(attribute.id.clone(), value);
        }
    }
    let id = match reader.text("fact") {
        "" => format!("第{}行", reader.row.row_number),
        text => text.to_owned(),
    };
    Ok(Fact {
        id,
        subject,
        kind: kind.id.clone(),
        date,
        quantity: reader.read("quantity", parse_points)?.map_or(Points::ONE, Points),
        attributes,
        piece: Some(reader.text("piece").to_owned()).filter(|piece| !piece.is_empty()),
        stage: named("stage", kind.stage_by_name(reader.text("stage")).map(|term| term.id.clone()))?,
        role: named("role", kind.role_by_name(reader.text("role")).map(|term| term.id.clone()))?,
        signers: reader.read("signers", parse_integer)?.and_then(|signers| u32::try_from(signers).ok()),
    })
}
