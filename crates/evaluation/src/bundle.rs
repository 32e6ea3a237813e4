//! The recomputation bundle: scheme, catalogue, frozen input and result in one zip file that anyone can check
//! without this installation.
use std::io::{Cursor, Read, Write};

use lvzhi_platform::{Database, Error, Result};
use lvzhi_scoring::{Bundle, Difference, Manifest};
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{cycles, runs, schemes};

const MANIFEST: &str = "manifest.json";
const SCHEME: &str = "scheme.toml";
const CATALOGUE: &str = "catalogue.toml";
const INPUT: &str = "input.json";
const EVALUATION: &str = "evaluation.json";
/// A bundle larger than this is not one of ours.
const LARGEST_PART: u64 = 512 << 20;

/// The bundle of a run.
///
/// # Errors
/// When the run is not there or what is stored is damaged.
pub async fn export(db: &Database, committee: Uuid, run: Uuid) -> Result<Vec<u8>> {
    let run = runs::find(db, committee, run).await?;
    let cycle = cycles::find(db, committee, run.cycle_id).await?;
    let scheme = schemes::find(db, committee, cycle.scheme_id).await?;
    let frozen = runs::snapshot_input(db, &run).await?;
    let evaluation = runs::stored_evaluation(&run)?;
    pack(&Bundle::new(&scheme.body, &scheme.catalogue, frozen.input, evaluation)).map_err(Error::internal)
}

fn pack(bundle: &Bundle) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        (MANIFEST, serde_json::to_string_pretty(&bundle.manifest)?),
        (SCHEME, bundle.scheme_text.clone()),
        (CATALOGUE, bundle.catalogue_text.clone()),
        (INPUT, bundle.input.to_canonical_json()),
        (EVALUATION, bundle.evaluation.to_canonical_json()),
    ];
    for (name, text) in parts {
        // No time stamps: the same run gives the same file.
        zip.start_file(name, SimpleFileOptions::default().last_modified_time(zip::DateTime::default()))?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Reads a bundle from its file.
///
/// # Errors
/// With a sentence when the file is not a bundle or a part is missing or damaged.
pub fn unpack(bytes: &[u8]) -> anyhow::Result<Bundle> {
    let mut zip = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| anyhow::anyhow!("这不是复算包：应是从名次页下载的 .zip 文件"))?;
    let manifest: Manifest = parsed(MANIFEST, &part(&mut zip, MANIFEST)?)?;
    Ok(Bundle {
        manifest,
        scheme_text: part(&mut zip, SCHEME)?,
        catalogue_text: part(&mut zip, CATALOGUE)?,
        input: parsed(INPUT, &part(&mut zip, INPUT)?)?,
        evaluation: parsed(EVALUATION, &part(&mut zip, EVALUATION)?)?,
    })
}

fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> anyhow::Result<String> {
    let file = zip.by_name(name).map_err(|_| anyhow::anyhow!("复算包里少了 {name}，请重新下载"))?;
    let mut text = String::new();
    file.take(LARGEST_PART)
        .read_to_string(&mut text)
        .map_err(|cause| anyhow::anyhow!("复算包里的 {name} 读不出来（{cause}），请重新下载"))?;
    Ok(text)
}

fn parsed<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> anyhow::Result<T> {
    serde_json::from_str(text).map_err(|cause| {
        anyhow::anyhow!("{name} 第 {} 行第 {} 列不是本程序写的内容：{cause}", cause.line(), cause.column())
    })
}

/// Computes a bundle again; empty: byte for byte the same.
///
/// # Errors
/// When the file is not a bundle.
pub fn verify(bytes: &[u8]) -> anyhow::Result<(Bundle, Vec<Difference>)> {
    let bundle = unpack(bytes)?;
    let differences = bundle.verify();
    Ok((bundle, differences))
}
