//! Second factor for officers: TOTP (RFC 6238, SHA-1, 6 digits, 30 s). The secret is sealed at rest with the
//! installation's key, so that a copy of the database alone does not give it away.
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce};
use totp_rs::{Builder, Secret, Totp};

use crate::clock::Millis;
use crate::{Error, Result};

const NONCE_BYTES: usize = 12;
const SECRET_BYTES: usize = 20;

/// The installation's key for sealing secrets in the database (32 bytes, kept outside it).
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// Reads the key file (64 hex characters), making it with the machine's randomness when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds something else.
    pub fn load_or_create(path: &std::path::Path) -> anyhow::Result<Self> {
        if let Ok(text) = std::fs::read_to_string(path) {
            let bytes = hex::decode(text.trim())?;
            let key =
                bytes.try_into().map_err(|_| anyhow::anyhow!("{} 里不是 32 字节的密钥", path.display()))?;
            return Ok(Self(key));
        }
        let mut key = [0_u8; 32];
        getrandom::fill(&mut key)?;
        write_private(path, &hex::encode(key))?;
        Ok(Self(key))
    }

    /// Seals a secret: nonce ‖ ciphertext.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn seal(&self, secret: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0_u8; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|cause| Error::internal(anyhow::anyhow!("random: {cause}")))?;
        let sealed = self
            .cipher()
            .encrypt(&Nonce::from(nonce), secret)
            .map_err(|_| Error::internal(anyhow::anyhow!("cannot seal")))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Self::seal`] made.
    ///
    /// # Errors
    /// When it was sealed with another key or changed.
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>> {
        let damaged = || Error::internal(anyhow::anyhow!("sealed secret does not open with this key"));
        let (nonce, body) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(damaged)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| damaged())?;
        self.cipher().decrypt(&Nonce::from(nonce), body).map_err(|_| damaged())
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(self.0))
    }
}

#[cfg(unix)]
fn write_private(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?
        .write_all(text.as_bytes())
}

#[cfg(not(unix))]
fn write_private(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    std::fs::write(path, text)
}

/// A fresh secret, shown once as QR code and text.
pub struct Enrolment {
    /// The secret.
    pub secret: Vec<u8>,
}

impl Enrolment {
    /// Makes a new secret.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn fresh() -> Result<Self> {
        let mut secret = vec![0_u8; SECRET_BYTES];
        getrandom::fill(&mut secret).map_err(|cause| Error::internal(anyhow::anyhow!("random: {cause}")))?;
        Ok(Self { secret })
    }

    /// The secret in base 32, for typing.
    #[must_use]
    pub fn text(&self) -> String {
        Secret::from(self.secret.clone()).to_base32()
    }

    /// The `otpauth:` address that the QR code holds.
    #[must_use]
    pub fn address(&self, login: &str) -> String {
        format!("otpauth://totp/Lvzhi:{login}?secret={}&issuer=Lvzhi", self.text())
    }
}

fn totp(secret: Vec<u8>) -> Totp {
    Builder::new().with_secret(secret).with_skew(1).build_noncompliant()
}

/// The time step a code is valid for (one step of clock skew allowed); none when it is wrong.
/// A step must be accepted once only: the caller keeps the last one.
#[must_use]
pub fn check_code(secret: &[u8], code: &str, now: Millis) -> Option<i64> {
    let seconds = u64::try_from(now / 1000).ok()?;
    totp(secret.to_vec()).check(code.trim(), seconds).and_then(|step| i64::try_from(step).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_of_rfc_6238_holds_and_a_wrong_code_fails() {
        let secret = b"12345678901234567890";
        assert_eq!(check_code(secret, "287082", 59_000), Some(1));
        assert_eq!(check_code(secret, "287083", 59_000), None);
        assert_eq!(check_code(secret, "", 59_000), None);
    }

    #[test]
    fn sealed_secrets_open_with_their_key_only() {
        let folder = std::env::temp_dir().join(format!("lvzhi-key-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let key = SecretKey::load_or_create(&folder.join("a")).unwrap();
        let sealed = key.seal(b"secret").unwrap();
        let again = SecretKey::load_or_create(&folder.join("a")).unwrap();
        assert_eq!(again.open(&sealed).unwrap(), b"secret");
        assert!(SecretKey::load_or_create(&folder.join("b")).unwrap().open(&sealed).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
