//! Configuration: a file and the environment, all optional.
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

/// What can be set. Environment variables (`LVZHI_…`) win over `lvzhi.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Folder of the database, the key file and the backups.
    pub data: PathBuf,
    /// `sqlite://…` or `postgres://…`; unset: a SQLite file in the data folder. Also `DATABASE_URL`.
    pub database_url: Option<String>,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Cookies only over HTTPS; set it behind a TLS proxy.
    pub secure_cookies: bool,
    /// Largest upload, bytes.
    pub upload_limit: usize,
    /// Officers must enrol a second factor at their first login.
    pub require_second_factor: bool,
    /// Logs as JSON lines.
    pub json_logs: bool,
    /// A sentence for the foot of every page.
    pub notice: Option<String>,
    /// It runs on the invented province and shows the kit page; no file and no variable sets it.
    #[serde(skip)]
    pub is_demo: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("lvzhi-data"),
            database_url: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            secure_cookies: false,
            upload_limit: 20 << 20,
            require_second_factor: true,
            json_logs: false,
            notice: None,
            is_demo: false,
        }
    }
}

impl Config {
    /// Reads `file` if it is given (or `lvzhi.toml` if it is there), then the environment.
    ///
    /// # Errors
    /// When the file is not to be read or a value is not of its kind.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let default = Path::new("lvzhi.toml");
        let path = file.or_else(|| default.exists().then_some(default));
        let mut config = match path {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("读不了配置文件 {}", path.display()))?;
                toml::from_str(&text).with_context(|| format!("配置文件 {} 有误", path.display()))?
            }
            None => Self::default(),
        };
        config.apply_environment(|name| std::env::var(name).ok())?;
        Ok(config)
    }

    fn apply_environment(&mut self, read: impl Fn(&str) -> Option<String>) -> anyhow::Result<()> {
        if let Some(value) = read("LVZHI_DATA") {
            self.data = value.into();
        }
        if let Some(value) = read("DATABASE_URL") {
            self.database_url = Some(value);
        }
        if let Some(value) = read("LVZHI_LISTEN") {
            self.listen = value.parse().with_context(|| format!("LVZHI_LISTEN：“{value}”不是地址:端口"))?;
        }
        if let Some(value) = read("LVZHI_SECURE_COOKIES") {
            self.secure_cookies = flag("LVZHI_SECURE_COOKIES", &value)?;
        }
        if let Some(value) = read("LVZHI_REQUIRE_SECOND_FACTOR") {
            self.require_second_factor = flag("LVZHI_REQUIRE_SECOND_FACTOR", &value)?;
        }
        if let Some(value) = read("LVZHI_JSON_LOGS") {
            self.json_logs = flag("LVZHI_JSON_LOGS", &value)?;
        }
        Ok(())
    }

    /// Where the database is.
    #[must_use]
    pub fn database_url(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}", self.data.join("lvzhi.db").display()))
    }

    /// Where the installation's key is.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        self.data.join("secret.key")
    }
}

fn flag(name: &str, value: &str) -> anyhow::Result<bool> {
    match value {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => anyhow::bail!("{name}：“{value}”应为 true 或 false"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_and_is_checked() {
        let mut config: Config = toml::from_str("listen = \"0.0.0.0:80\"").unwrap();
        config.apply_environment(|name| (name == "LVZHI_LISTEN").then(|| "127.0.0.1:9".into())).unwrap();
        assert_eq!(config.listen.port(), 9);
        assert!(config.apply_environment(|name| (name == "LVZHI_JSON_LOGS").then(|| "ja".into())).is_err());
        assert!(toml::from_str::<Config>("listne = 1").is_err());
    }
}
