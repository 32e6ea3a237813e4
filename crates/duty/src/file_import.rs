//! Importing a file of facts without a browser: the command line, the demo. The same acts as the pages.
use lvzhi_platform::auth::Actor;
use lvzhi_platform::workbook::{Limits, read_workbook};
use lvzhi_platform::{Error, Result};

use super::{catalogue, import_target, intake};
use lvzhi_imports::{ImportReport, Upload, import_file};
use lvzhi_shell::app::App;

/// What is said beside the file.
#[derive(Clone, Debug, Default)]
pub struct FileOptions {
    /// Kind of the catalogue, by id or name; none: guessed.
    pub kind: Option<String>,
    /// Year of dates without one.
    pub year: Option<i32>,
    /// Unit that recorded, where the file names none.
    pub recorder: String,
    /// Rows that do not say so count as confirmed.
    pub confirmed: bool,
    /// Only look; write nothing.
    pub look_only: bool,
}

/// Imports a workbook of facts into the committee of `by`: guess the kind, preview, confirm.
/// `progress` is told what is being done.
///
/// # Errors
/// [`Error::Invalid`] with the sentence for the clerk when the file cannot be read or no kind fits.
pub async fn import_facts_file(
    app: &App,
    by: &Actor,
    name: &str,
    bytes: Vec<u8>,
    options: &FileOptions,
    progress: &mut (dyn FnMut(&str) + Send),
) -> Result<ImportReport> {
    let kind = match &options.kind {
        Some(kind) => catalogue().kind_by_name(kind).map(|kind| kind.id.clone()),
        None => guess(name, bytes.clone()).await?,
    };
    let targets = import_target::import_targets();
    let target = targets.iter().find(|target| kind.as_deref() == Some(target.id()));
    let target = target
        .ok_or_else(|| Error::Invalid(format!("看不出《{name}》是哪一类履职。请指明种类后再导入。")))?;
    progress(&format!("{name}：按“{}”导入", target.label()));
    let answers = import_target::options(options.year, &options.recorder, options.confirmed);
    let upload = Upload { name: name.to_owned(), bytes };
    import_file(app, by, target.as_ref(), upload, answers, options.look_only).await
}

async fn guess(name: &str, bytes: Vec<u8>) -> Result<Option<String>> {
    let name = name.to_owned();
    let guess = move || {
        let book = read_workbook(&name, &bytes, &Limits::default())
            .map_err(|error| Error::Invalid(error.to_string()))?;
        Ok(intake::guess_kind(catalogue(), &name, &book).into_iter().next().map(|guess| guess.kind))
    };
    tokio::task::spawn_blocking(guess).await.map_err(Error::internal)?
}
