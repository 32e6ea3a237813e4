//! What a request says about the machine it comes from.
use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header;
use axum::http::request::Parts;

/// Address and browser of a request. Behind a proxy the address is the proxy's.
#[derive(Clone, Debug)]
pub(super) struct Visitor {
    /// IP address, or `unknown`.
    pub address: String,
    /// The browser's name for itself.
    pub agent: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let address = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or_else(|| "unknown".to_owned(), |info| info.0.ip().to_string());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self { address, agent: agent.unwrap_or_default().to_owned() })
    }
}
