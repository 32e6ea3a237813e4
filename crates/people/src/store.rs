//! What the stores of people share: a violated key as a sentence.
use lvzhi_platform::Error;
use sea_orm::{DbErr, SqlErr};

/// Turns a violated key into the sentence: somebody was faster, or something still depends on the row.
pub(super) fn conflict(cause: DbErr, sentence: &str) -> Error {
    match cause.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_) | SqlErr::ForeignKeyConstraintViolation(_)) => {
            Error::Conflict(sentence.to_owned())
        }
        _ => Error::from(cause),
    }
}
