//! A strict reader of OLE2 containers.
//!
//! calamine follows the sector chains of a container as they come; a chain that bites its own tail would
//! never end. This reader looks at every chain first and refuses such containers.

const FREE: u32 = 0xFFFF_FFFA;
const ENTRY: usize = 128;

/// The container is not one we can trust.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadContainer;

/// An OLE2 container whose chains all end.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    short_table: Vec<u32>,
    short_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

impl<'a> Container<'a> {
    /// Reads the tables and the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, BadContainer> {
        let sector = match word(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return Err(BadContainer),
        };
        let mut container = Container {
            bytes,
            sector,
            table: Vec::new(),
            short_table: Vec::new(),
            short_stream: Vec::new(),
            entries: Vec::new(),
        };
        container.table = container.read_table()?;
        refuse_endless(&container.table)?;
        let directory = container.chain(long(bytes, 48)?, usize::MAX)?;
        container.entries = directory.chunks_exact(ENTRY).filter_map(|raw| entry(raw, sector)).collect();
        container.read_short_stream()?;
        Ok(container)
    }

    /// Whether a stream or storage of this name exists.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The content of the first stream of this name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, BadContainer> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        if entry.length < 4096 { self.short_chain(entry) } else { self.chain(entry.start, entry.length) }
            .map(Some)
    }

    fn sector_at(&self, id: u32) -> Result<&'a [u8], BadContainer> {
        let start = (id as usize + 1).checked_mul(self.sector).ok_or(BadContainer)?;
        let end = (start + self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty()).ok_or(BadContainer)
    }

    fn read_table(&self) -> Result<Vec<u32>, BadContainer> {
        let most = self.bytes.len() / self.sector + 1;
        let mut ids: Vec<u32> =
            (76..512).step_by(4).map(|at| long(self.bytes, at)).collect::<Result<_, _>>()?;
        let mut next = long(self.bytes, 68)?;
        let mut steps = 0;
        while next < FREE {
            steps += 1;
            ids.extend(longs(self.sector_at(next)?));
            next = ids.pop().ok_or(BadContainer)?;
            if steps > most || ids.len() > most + 256 {
                return Err(BadContainer);
            }
        }
        ids.retain(|id| *id < FREE);
        if ids.len() > most {
            return Err(BadContainer);
        }
        let mut table = Vec::new();
        for id in ids {
            table.extend(longs(self.sector_at(id)?));
        }
        Ok(table)
    }

    /// Follows a chain; the chains are known to end because [`refuse_endless`] looked at the table.
    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, BadContainer> {
        let mut content = Vec::new();
        let mut id = start;
        while id < FREE && content.len() < length {
            content.extend_from_slice(self.sector_at(id)?);
            id = *self.table.get(id as usize).ok_or(BadContainer)?;
        }
        content.truncate(length);
        Ok(content)
    }

    fn read_short_stream(&mut self) -> Result<(), BadContainer> {
        if long(self.bytes, 64)? == 0 {
            return Ok(());
        }
        let root = self.entries.first().ok_or(BadContainer)?;
        self.short_stream = self.chain(root.start, root.length)?;
        self.short_table = longs(&self.chain(long(self.bytes, 60)?, usize::MAX)?).collect();
        refuse_endless(&self.short_table)
    }

    fn short_chain(&self, entry: &Entry) -> Result<Vec<u8>, BadContainer> {
        let mut content = Vec::new();
        let mut id = entry.start;
        while id < FREE && content.len() < entry.length {
            let start = id as usize * 64;
            let end = (start + 64).min(self.short_stream.len());
            content.extend_from_slice(self.short_stream.get(start..end).ok_or(BadContainer)?);
            id = *self.short_table.get(id as usize).ok_or(BadContainer)?;
        }
        content.truncate(entry.length);
        Ok(content)
    }
}

fn entry(raw: &[u8], sector: usize) -> Option<Entry> {
    let units: Vec<u16> = raw[..64]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .take_while(|unit| *unit != 0)
        .collect();
    let name = String::from_utf16_lossy(&units);
    let low = long(raw, 120).ok()? as usize;
    let high = if sector == 512 { 0 } else { long(raw, 124).ok()? as usize };
    let length = high.checked_shl(32)?.checked_add(low)?;
    (!name.is_empty()).then_some(Entry { name, start: long(raw, 116).ok()?, length })
}

/// Refuses a table in which some chain comes back to itself.
fn refuse_endless(table: &[u32]) -> Result<(), BadContainer> {
    // 0: not seen; otherwise the number of the walk that saw the sector first.
    let mut seen = vec![0u32; table.len()];
    for start in 0..table.len() {
        let walk = start as u32 + 1;
        let mut at = start;
        while at < table.len() && seen[at] == 0 {
            seen[at] = walk;
            let next = table[at];
            if next >= FREE {
                at = usize::MAX;
            } else {
                at = next as usize;
            }
        }
        if at < table.len() && seen[at] == walk {
            return Err(BadContainer);
        }
    }
    Ok(())
}

fn word(bytes: &[u8], at: usize) -> Result<u16, BadContainer> {
    let pair = bytes.get(at..at + 2).ok_or(BadContainer)?;
    Ok(u16::from_le_bytes([pair[0], pair[1]]))
}

fn long(bytes: &[u8], at: usize) -> Result<u32, BadContainer> {
    let four = bytes.get(at..at + 4).ok_or(BadContainer)?;
    Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
