//! What an address names. An id that is none names nothing, like one that nobody has.
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use lvzhi_platform::Error;
use serde::de::DeserializeOwned;

/// The parameters of a route; what cannot be read leads to the page that says there is no such thing.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    #[expect(clippy::disallowed_types, reason = "the one place that stands on axum's")]
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let read = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        read.map(|path| Self(path.0)).map_err(|rejection| {
            if rejection.status().is_server_error() {
                return Error::internal(rejection);
            }
            Error::NotFound("没有这个地址：其中的编号不完整或者写错了。请从列表里点进去".into())
        })
    }
}
