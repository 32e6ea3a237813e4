//! The audit trail as people read it: who did what to what, when; and the proof that nothing was changed since.
mod labels;
mod noun;
mod pages;
mod store;
mod web;

use lvzhi_platform::audit::{ChainState, verify};
use lvzhi_platform::auth::Actor;
use lvzhi_platform::clock::{at_local, local};
use lvzhi_platform::sheet_export::{CellValue, Column, ColumnKind, SheetSpec, workbook_bytes};
use lvzhi_platform::{Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use lvzhi_shell::app::App;
use lvzhi_shell::register::Register;

pub use noun::{AUDIT, SEE_AUDIT, register};
pub use store::Event;

/// Most events of one exported sheet: Excel holds a million rows, memory less.
const MOST_EXPORTED: u64 = 100_000;

/// Which events.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    action: String,
    who: String,
    from: String,
    to: String,
    page: u64,
}

impl Filter {
    /// From the first moment of a day to the last of another, in China.
    fn span(&self) -> (Option<i64>, Option<i64>) {
        let day = |text: &str| text.parse::<chrono::NaiveDate>().ok();
        let after = day(&self.to).and_then(|day| day.succ_opt()).map(|day| at_local(day, 0, 0));
        (day(&self.from).map(|day| at_local(day, 0, 0)), after)
    }
}

/// The detail of an event; damaged text is no object.
fn detail(event: &Event) -> Value {
    serde_json::from_str(&event.detail).unwrap_or(Value::Null)
}

/// What it was done to, in words: the name that the act noted, else the kind and the end of the identifier.
fn object(register: &Register, event: &Event) -> String {
    let (kind, id) = event.subject.split_once(':').unwrap_or((&event.subject, ""));
    let kind = register.object(kind).map_or(kind, |known| known.label);
    let detail = detail(event);
    let named = ["name", "title", "file", "login"].iter().find_map(|key| detail.get(key)?.as_str());
    match (named, id.rsplit('-').next()) {
        (Some(name), _) => format!("{kind} {name}"),
        (None, Some(end)) if !end.is_empty() => format!("{kind} …{end}"),
        _ => kind.to_owned(),
    }
}

/// Walks the chain of the actor's committee and enters what was found; gives the number of that event.
async fn verify_chain(app: &App, actor: &Actor) -> Result<i64> {
    let detail = match verify(&app.db, actor.committee).await? {
        ChainState::Whole { events, head } => json!({ "state": "whole", "events": events, "head": head }),
        ChainState::Broken { seq, why } => json!({ "state": "broken", "seq": seq, "why": why }),
    };
    app.act(actor, async |tx| {
        let seq = store::next_seq(tx).await?;
        tx.note(noun::VERIFY, noun::TRAIL.id, detail);
        Ok(seq)
    })
    .await
}

/// The words for an act; one that no slice declares stays as it is.
fn action_label<'a>(register: &Register, id: &'a str) -> &'a str {
    register.action(id).map_or(id, |action| action.label)
}

/// The chosen events as a workbook, the taking of which is itself an event.
async fn export(app: &App, actor: &Actor, filter: &Filter) -> Result<Vec<u8>> {
    let (events, total) = store::list(&app.db, actor.committee, filter, 1, MOST_EXPORTED).await?;
    let bytes = workbook(&app.register, &events, total)?;
    let detail = json!({
        "count": events.len(), "action": filter.action, "who": filter.who, "from": filter.from, "to": filter.to,
    });
    app.act(actor, async |tx| {
        tx.note(noun::EXPORT, noun::TRAIL.id, detail);
        Ok(bytes)
    })
    .await
}

fn workbook(register: &Register, events: &[Event], total: u64) -> Result<Vec<u8>> {
    let text = |header, width| Column::new(header, width, ColumnKind::Text);
    let columns = vec![
        Column::new("序号", 8.0, ColumnKind::Integer),
        text("时间", 20.0),
        text("谁", 14.0),
        text("做了什么", 22.0),
        text("对象", 26.0),
        text("动作标识", 26.0),
        text("细节", 50.0),
        text("摘要", 66.0),
    ];
    let cells = |event: &Event| {
        vec![
            CellValue::Integer(event.seq),
            CellValue::Text(local(event.occurred_at).format("%Y-%m-%d %H:%M:%S").to_string()),
            CellValue::Text(event.actor_name.clone()),
            CellValue::Text(action_label(register, &event.action).to_owned()),
            CellValue::Text(object(register, event)),
            CellValue::Text(event.action.clone()),
            CellValue::Text(event.detail.clone()),
            CellValue::Text(event.hash.clone()),
        ]
    };
    let shown = events.len() as u64;
    let note = if shown < total {
        format!("共 {total} 条，一张表最多 {shown} 条，这里是最新的；更早的请按日期分几次导出")
    } else {
        format!("共 {total} 条，新的在前")
    };
    let sheet = SheetSpec::new("审计记录", columns, events.iter().map(cells).collect());
    workbook_bytes(&[sheet.title("审计记录").title(&note).landscape()]).map_err(Error::internal)
}
