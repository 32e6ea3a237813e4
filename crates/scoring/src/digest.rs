//! SM3 digests and the canonical bytes they are taken of.
use serde::Serialize;
use sm3::{Digest, Sm3};

use crate::{Evaluation, Input};

/// Version of the engine's meaning: raised whenever the same input may give other bytes.
pub const ENGINE: &str = "3";

/// SM3 of some bytes, in lower-case hex.
pub fn digest(bytes: &[u8]) -> String {
    hex::encode(Sm3::digest(bytes))
}

/// The form of a text that is digested: no byte order mark, LF line ends, no blanks at line ends, one LF at the end.
pub fn canonical_text(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let mut canonical = String::with_capacity(text.len().saturating_add(1));
    for line in text.lines() {
        canonical.push_str(line.trim_end());
        canonical.push('\n');
    }
    canonical.truncate(canonical.trim_end_matches('\n').len());
    canonical.push('\n');
    canonical
}

/// Writes into a hasher.
struct Hashing(Sm3);

impl std::io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// SM3 of the canonical JSON, without building it.
fn json_digest(value: &impl Serialize) -> String {
    let mut writer = std::io::BufWriter::with_capacity(1 << 16, Hashing(Sm3::new()));
    if serde_json::to_writer(&mut writer, value).is_err() {
        return String::new();
    }
    writer.into_inner().map(|hashing| hex::encode(hashing.0.finalize())).unwrap_or_default()
}

/// Compact JSON with the fields in the order of the types and maps sorted by key.
pub(crate) fn canonical_json(value: &impl Serialize) -> String {
    // The types of this crate are maps with text keys, lists and texts, which always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

impl Input {
    /// The normalised input as compact JSON.
    pub fn to_canonical_json(&self) -> String {
        if self.is_normal() {
            return canonical_json(self);
        }
        let mut copy = self.clone();
        copy.normalise();
        canonical_json(&copy)
    }

    /// SM3 of the canonical JSON, in hex. The order in which the parts were given does not matter.
    pub fn digest(&self) -> String {
        if self.is_normal() {
            return json_digest(self);
        }
        let mut copy = self.clone();
        copy.normalise();
        json_digest(&copy)
    }
}

impl Evaluation {
    /// Compact JSON: equal results give equal bytes on every machine.
    pub fn to_canonical_json(&self) -> String {
        canonical_json(self)
    }

    /// SM3 of the canonical JSON, in hex.
    pub fn digest(&self) -> String {
        json_digest(self)
    }
}
