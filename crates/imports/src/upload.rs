//! The choice of a target, and the upload form.
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use lvzhi_platform::routes::SignedIn;
use lvzhi_platform::{Error, Result};
use serde::Deserialize;

use super::pages::{self, UploadForm};
use super::target::{OptionKind, Options, Targets};
use super::web::{may_keep, refused};
use super::{Upload, acts};
use crate::IMPORTS;
use lvzhi_shell::app::App;
use lvzhi_shell::frame::Frame;

#[derive(Deserialize)]
pub(super) struct NewQuery {
    target: Option<String>,
}

pub(super) async fn new(
    State(app): State<App>,
    targets: Targets,
    frame: Frame,
    SignedIn(actor): SignedIn,
    Query(query): Query<NewQuery>,
) -> Result<Response> {
    let own: Vec<_> = targets.iter().filter(|target| may_keep(&actor, *target)).collect();
    if own.is_empty() {
        return Err(refused());
    }
    let crumbs = [("导入", "/imports")];
    let Some(id) = query.target else {
        return Ok(frame.page(IMPORTS, "导入文件", &crumbs, pages::choose(&own)).into_response());
    };
    let target = own.iter().find(|target| target.id() == id);
    let target = *target.ok_or_else(|| Error::NotFound("没有这类导入。".into()))?;
    let form = UploadForm { options: Options::new(), error: None, megabytes: app.config.upload_limit >> 20 };
    let body = pages::upload(target, &form, frame.today);
    Ok(frame.page(IMPORTS, target.label(), &crumbs, body).into_response())
}

pub(super) async fn upload(
    State(app): State<App>,
    targets: Targets,
    frame: Frame,
    SignedIn(actor): SignedIn,
    mut form: Multipart,
) -> Result<Response> {
    let mut fields = Options::new();
    let mut file = None;
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return Ok(error.into_response()),
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = match field.bytes().await {
            Ok(bytes) => bytes,
            Err(error) => return Ok(error.into_response()),
        };
        if let Some(file_name) = file_name.filter(|_| name == "file") {
            // Some browsers send the whole path.
            let short = file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(120).collect();
            file = Some(Upload { name: short, bytes: bytes.to_vec() });
        } else {
            fields.insert(name, String::from_utf8_lossy(&bytes).trim().chars().take(200).collect());
        }
    }
    let id = fields.remove("target").unwrap_or_default();
    let target = targets.find(&id).ok_or_else(|| Error::NotFound("没有这类导入。".into()))?;
    if !may_keep(&actor, target) {
        return Err(refused());
    }
    let specs = target.options();
    let options: Options = fields
        .into_iter()
        .filter(|(name, text)| !text.is_empty() && specs.iter().any(|s| s.id == name))
        .collect();
    let again = |sentence: String| {
        let megabytes = app.config.upload_limit >> 20;
        let form = UploadForm { options: options.clone(), error: Some(sentence), megabytes };
        let body = pages::upload(target, &form, frame.today);
        let page = frame.page(IMPORTS, target.label(), &[("导入", "/imports")], body);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let year = specs.iter().find(|spec| spec.kind == OptionKind::Year).and_then(|spec| options.get(spec.id));
    if let Some(year) =
        year.filter(|year| !year.parse::<i32>().is_ok_and(|year| (1950..2200).contains(&year)))
    {
        return again(format!("年份“{year}”不对。请填四位年份，例如 2026。文件没有存，请重新选一次。"));
    }
    let Some(file) = file.filter(|file| !file.name.is_empty()) else {
        return again("没有选文件。请点“选择文件”，选一个 .xlsx、.xls 或 .csv 文件。".into());
    };
    match acts::preview(&app, &actor, target, file, options.clone()).await {
        Ok(id) => Ok(Redirect::to(&format!("/imports/{id}")).into_response()),
        Err(Error::Invalid(sentence)) => again(sentence),
        Err(error) => Err(error),
    }
}
