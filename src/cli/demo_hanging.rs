//! What hangs on the demo's objects: attachments and remarks on a member and on the open cycle.
use std::sync::Arc;

use anyhow::Context;
use lvzhi_attachments::{self as attachments, NewFile};
use lvzhi_evaluation::cycles;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::sheet_export::{CellValue, Column, ColumnKind, SheetSpec, workbook_bytes};
use lvzhi_remarks as remarks;
use lvzhi_shell::app::App;
use lvzhi_shell::holder::{self, Seen};
use uuid::Uuid;

const LETTER: &str = "关于工作单位变动的说明\r\n\r\n本人自 2026 年 3 月起调任云岭省生态监测中心总工程师，\
                      界别和联系方式不变，请更新档案。\r\n\r\n陆景和\r\n";
const CALLED: &str = "3月已通话核实：单位变动以来信为准，界别不变，档案已经更新。";
const ASKED: &str = "公示期收到 2 件询问，都已当面答复，没有书面异议。";

/// Adds them in the clerk's name, and one remark in the secretary-general's.
pub(super) async fn add(app: &App, clerk: Actor, secretary: Actor, member: Uuid) -> anyhow::Result<()> {
    let (clerk, secretary) = (Arc::new(clerk), Arc::new(secretary));
    let person = holder::see(app, &clerk, "member", member).await?;
    attach(app, &clerk, &person, "单位变动说明.txt", LETTER.into(), "委员来信").await?;
    app.act(&clerk, async |act| remarks::write(act, &clerk, &person, CALLED).await).await?;
    let open = cycles::list(&app.db, clerk.committee).await?;
    let open = open.first().context("演示数据里没有考评周期")?;
    let cycle = holder::see(app, &clerk, "cycle", open.id).await?;
    attach(app, &clerk, &cycle, "公示期询问登记.xlsx", questions()?, "委员工作处登记").await?;
    let cycle = holder::see(app, &secretary, "cycle", open.id).await?;
    app.act(&secretary, async |act| remarks::write(act, &secretary, &cycle, ASKED).await).await?;
    Ok(())
}

async fn attach(
    app: &App,
    clerk: &Actor,
    seen: &Seen,
    name: &str,
    bytes: Vec<u8>,
    about: &str,
) -> anyhow::Result<()> {
    let new = NewFile { name: name.into(), bytes, about: about.into() };
    app.act(clerk, async |act| attachments::add(act, clerk, seen, new).await).await?;
    Ok(())
}

/// The clerk's list of what was asked during the notice period.
fn questions() -> anyhow::Result<Vec<u8>> {
    let columns = [("谁问", 14.0), ("问什么", 40.0), ("怎样答复", 40.0)];
    let columns = columns.map(|(label, width)| Column::new(label, width, ColumnKind::Text));
    let rows = [
        ["某界别委员", "请假的会议怎样计算", "按办法规定的系数计，附了条款"],
        ["某专委会", "联名提案的分数怎样分", "领衔与联名的分值已当面说明"],
    ];
    let rows = rows.map(|row| row.map(|text| CellValue::Text(text.into())).to_vec());
    Ok(workbook_bytes(&[SheetSpec::new("询问登记", columns.to_vec(), rows.to_vec())])?)
}
