//! Passwords: argon2id (RFC 9106 defaults of the library), checked off the async threads.
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::{Error, Result};

/// Shortest password that is accepted.
const MIN_CHARACTERS: usize = 8;
/// Letters and digits that are not mistaken for one another when read from paper.
const READABLE: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Each computation takes 19 MB: a crowd of logins waits instead of exhausting the machine.
static TURNS: Semaphore = Semaphore::const_new(8);

async fn turn() -> Result<SemaphorePermit<'static>> {
    TURNS.acquire().await.map_err(Error::internal)
}

/// A random password for the first login: three groups of four, 59 bits.
///
/// # Errors
/// When the machine has no randomness.
pub fn one_time_password() -> Result<String> {
    let mut out = String::with_capacity(14);
    while out.len() < 14 {
        let mut byte = [0_u8; 1];
        getrandom::fill(&mut byte).map_err(|cause| Error::internal(anyhow::anyhow!("random: {cause}")))?;
        // Five bits, and again when they point past the end: every character is equally likely.
        let Some(character) = READABLE.get(usize::from(byte[0] & 31)) else { continue };
        if out.len() == 4 || out.len() == 9 {
            out.push('-');
        }
        out.push(char::from(*character));
    }
    Ok(out)
}

/// Hashes a password for storing.
///
/// # Errors
/// When the hash cannot be computed.
pub async fn hash_password(password: String) -> Result<String> {
    let _turn = turn().await?;
    tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
    })
    .await
    .map_err(Error::internal)?
    .map_err(|cause| Error::internal(anyhow::anyhow!("argon2: {cause}")))
}

/// Compares a password with a stored hash; takes its time on purpose.
///
/// # Errors
/// When the worker thread fails.
pub async fn verify_password(password: String, stored: String) -> Result<bool> {
    let _turn = turn().await?;
    tokio::task::spawn_blocking(move || {
        PasswordHash::new(&stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
    .map_err(Error::internal)
}

/// Why a password is not accepted; none when it is.
#[must_use]
pub fn weakness(password: &str, login: &str, name: &str) -> Option<String> {
    if password.chars().count() < MIN_CHARACTERS {
        return Some(format!("密码太短，至少 {MIN_CHARACTERS} 个字符。"));
    }
    let kinds = [
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(char::is_alphabetic),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    if kinds.into_iter().filter(|kind| *kind).count() < 2 {
        return Some("密码太简单，请同时用上字母、数字、符号中的两种。".into());
    }
    let lower = password.to_lowercase();
    let holds = |word: &str| !word.is_empty() && lower.contains(&word.to_lowercase());
    if holds(login) || holds(name) {
        return Some("密码里不能有登录名或姓名。".into());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_fits_its_password_only() {
        let hash = hash_password("云岭-2026".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("云岭-2026".into(), hash.clone()).await.unwrap());
        assert!(!verify_password("云岭-2025".into(), hash).await.unwrap());
    }

    #[test]
    fn a_one_time_password_is_strong_readable_and_new() {
        let first = one_time_password().unwrap();
        assert_eq!(first.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
        assert!(weakness(&first, "clerk", "何以宁").is_none());
        assert_ne!(first, one_time_password().unwrap());
    }

    #[test]
    fn weak_passwords_are_named() {
        assert!(weakness("1234567", "clerk", "何以宁").is_some());
        assert!(weakness("12345678", "clerk", "何以宁").is_some());
        assert!(weakness("clerk-2026", "clerk", "何以宁").is_some());
        assert!(weakness("yunling-2026", "clerk", "何以宁").is_none());
    }
}
