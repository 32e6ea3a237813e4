//! The papers that the office issues of a cycle and of a scheme.
use std::sync::Arc;

use chrono::NaiveDate;
use lvzhi_gongwen::{Annex, Block, Document, Letterhead, Signature};
use lvzhi_papers::PaperKind;
use lvzhi_platform::auth::Actor;
use lvzhi_platform::{Error, Result};
use lvzhi_shell::app::App;
use lvzhi_shell::jobs::BoxFuture;
use uuid::Uuid;

use super::Material;
use crate::noun::{CYCLE, DRAFT_SCHEME, RUN_EVALUATION, SCHEME, SEE_EVALUATION};
use crate::{cycles, runs, schemes};

pub(crate) const PAPER_KINDS: [PaperKind; 2] = [
    PaperKind {
        id: "circular",
        label: "通报",
        of: CYCLE,
        issuers: RUN_EVALUATION,
        readers: Some(SEE_EVALUATION),
        compose: compose_circular,
    },
    // Everybody who is judged may read by what he is judged.
    PaperKind {
        id: "scheme_notice",
        label: "办法",
        of: SCHEME,
        issuers: DRAFT_SCHEME,
        readers: None,
        compose: compose_notice,
    },
];

/// The circular of what was published: nothing else is told to everybody.
fn compose_circular(
    app: App,
    actor: Arc<Actor>,
    cycle: Uuid,
    day: NaiveDate,
) -> BoxFuture<'static, Result<Document>> {
    Box::pin(async move {
        let cycle = cycles::find(&app.db, actor.committee, cycle).await?;
        let run = cycle.published_run_id.ok_or_else(|| {
            Error::Conflict("结果还没有发布，不能印发通报。先公示、复核、发布，再来编号印发。".into())
        })?;
        if day <= cycle.ends_on {
            let sentence =
                format!("考评期到 {} 为止，通报的成文日期要在这以后。请改成文日期。", cycle.ends_on);
            return Err(Error::Conflict(sentence));
        }
        let material = Material::load(&app.db, cycle, run).await?;
        let office = lvzhi_access::office(&app.db, actor.committee).await?;
        let evaluation = runs::stored_evaluation(&runs::find(&app.db, actor.committee, run).await?)?;
        Ok(super::circular(&material, &evaluation, &office, day))
    })
}

/// The notice by which a scheme is sent out, with the scheme as its annexes.
fn compose_notice(
    app: App,
    actor: Arc<Actor>,
    scheme: Uuid,
    day: NaiveDate,
) -> BoxFuture<'static, Result<Document>> {
    Box::pin(async move {
        let row = schemes::find(&app.db, actor.committee, scheme).await?;
        if schemes::retirements(&app.db, actor.committee).await?.contains_key(&scheme) {
            return Err(Error::Conflict("这一版办法已经停用，不能再印发。请印发现行的一版。".into()));
        }
        let rulebook = schemes::rulebook(&app.db, actor.committee, scheme).await?;
        let office = lvzhi_access::office(&app.db, actor.committee).await?;
        let issuer = format!("{}{}", office.committee, office.word);
        let printed = schemes::document(&lvzhi_scoring::print(&rulebook.scheme, &rulebook.catalogue));
        let own = Annex { title: row.title.clone(), blocks: printed.blocks, ..Annex::default() };
        let annexes: Vec<_> = std::iter::once(own).chain(printed.annexes).collect();
        let sentence =
            format!("现将《{}》（{}）印发给你们，请结合实际认真贯彻执行。", row.title, row.version);
        Ok(Document {
            letterhead: Some(Letterhead { organisation: format!("{issuer}文件"), ..Letterhead::default() }),
            addressee: Some("各专门委员会，各界别，各位委员".into()),
            blocks: vec![Block::text(sentence)],
            attachments: annexes.iter().map(|annex| annex.title.clone()).collect(),
            signature: Some(Signature { organisation: issuer, date: day }),
            annexes,
            ..Document::new(format!("关于印发《{}》的\n通知", row.title))
        })
    })
}
