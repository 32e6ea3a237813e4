//! What can go wrong on the way to an answer, as a sentence for the person in front of it.
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Result of an act or a page.
pub type Result<T> = std::result::Result<T, Error>;

/// A refusal or a failure. The sentences are plain Chinese and say how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or not for this person.
    #[error("{0}")]
    NotFound(String),
    /// This person may not.
    #[error("{0}")]
    Forbidden(String),
    /// What was sent is wrong.
    #[error("{0}")]
    Invalid(String),
    /// It was right, but things have moved on meanwhile.
    #[error("{0}")]
    Conflict(String),
    /// Too many tries.
    #[error("{0}")]
    Throttled(String),
    /// Not logged in (or no longer): go to this address.
    #[error("请先登录")]
    LogIn(String),
    /// Our fault. The cause goes to the log, never to the page.
    #[error("程序出了错，已经记录。内容没有存上，可以稍后再试")]
    Internal(#[source] anyhow::Error),
}

/// What the error page shows; put into the response for the application's layout to render.
#[derive(Clone, Debug)]
pub struct ErrorSentence(pub String);

impl Error {
    /// The HTTP status that says the same.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::LogIn(_) => StatusCode::SEE_OTHER,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Our fault, with the cause.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self::Internal(cause.into())
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(cause: sea_orm::DbErr) -> Self {
        Self::Internal(cause.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Self::Internal(cause.into())
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::LogIn(path) = &self {
            return (StatusCode::SEE_OTHER, [(header::LOCATION, path.clone())]).into_response();
        }
        if let Self::Internal(cause) = &self {
            tracing::error!(error = ?cause, "request failed");
        }
        let sentence = self.to_string();
        let mut response = (self.status(), sentence.clone()).into_response();
        response.extensions_mut().insert(ErrorSentence(sentence));
        response
    }
}
