//! `lvzhi backup` and `lvzhi restore`.
use std::path::Path;
use std::process::ExitCode;

use lvzhi_platform::{Clock, Database, backup};

use super::Ended;
use super::console::wheel;
use lvzhi_shell::app::App;
use lvzhi_shell::config::Config;

pub(super) async fn run(app: &App, file: &Path) -> Ended {
    let wheel = wheel("正在备份");
    let manifest = backup::write(&app.db, file, app.clock.now()).await?;
    wheel.finish_and_clear();
    println!("已备份到 {}，{} 字节，SM3 {}", file.display(), manifest.size, manifest.digest);
    println!("动态口令的密钥 {} 不在备份里，请另行保管。", app.config.key_file().display());
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(config: Config, file: &Path) -> Ended {
    let wheel = wheel("正在核对并恢复");
    let manifest = match config.database_url() {
        url if url.starts_with("sqlite:") => {
            std::fs::create_dir_all(&config.data)?;
            backup::restore_file(file, &config.data.join("lvzhi.db"))?
        }
        url => backup::restore_rows(file, &Database::open(&url).await?).await?,
    };
    let app = crate::open(config, Clock::System).await?; // brings the tables up to date
    app.db.close().await?;
    wheel.finish_and_clear();
    println!("已恢复，{} 字节，SM3 {}", manifest.size, manifest.digest);
    Ok(ExitCode::SUCCESS)
}
