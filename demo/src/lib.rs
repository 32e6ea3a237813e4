//! 演示省：云岭省政协, an invented province with everything its clerks would have in their folders.
//!
//! From a seed, the same bytes every time: rosters of 586 members (34 sectors, 10 special committees) and
//! 320 staff, and for two half-years some 50 000 facts of every kind of `schemes/catalogue.toml`, in
//! workbooks of several layouts, with the mistakes that people make. No clock, no network.
//!
//! What a member does in a half-year, on average: about 40 half-days of meetings (plenary 12 in the first
//! half-year, 4 in the second; meetings of the special committee 9–10, of the sector 8–9; briefings 8–12;
//! standing sessions 12 for standing members, 4 for one sitting in), 9–10 study entries, 10 contacts with
//! sector people, 1–2 proposals of one's own and some 6 joint signatures, 3 briefs, 2 research trips,
//! 3–4 consultations, 2–3 services, 2 talks or articles, 1 speech.
//! The numbers are in `settings.rs`; they are meant to be tuned.

mod attendance;
mod book;
mod calendar;
mod cast;
mod dice;
mod events;
mod files;
mod names;
mod papers;
mod people;
mod personal;
mod pieces;
mod places;
mod roster;
mod settings;
mod sign_in;
mod spoil;
mod staff;
mod titles;

pub use calendar::{HALF_YEARS, HalfYear};
pub use files::{
    DemoFile, Expected, Fate, FileKind, PeopleList, ProvinceFiles, SheetSummary, Trap, TrapKind,
};

use book::Book;
use people::World;
use std::path::Path;

/// The seed of the demo that documents and screens show.
pub const SEED: u64 = 13;

/// Write every workbook of the province under `dir`, in the order in which they should be taken in.
/// `progress` is told the label of each file before it is made.
pub fn write_province(
    dir: &Path,
    seed: u64,
    progress: &mut dyn FnMut(&str),
) -> anyhow::Result<ProvinceFiles> {
    let world = World::new(seed);
    let mut files = ProvinceFiles::default();
    let mut save = |book: Book| -> anyhow::Result<()> {
        progress(&book.label);
        files.files.push(book.save(dir)?);
        Ok(())
    };
    save(roster::committees())?;
    save(roster::units(&world))?;
    save(roster::members(&world))?;
    save(roster::staff(&world))?;
    for half in HALF_YEARS {
        save(attendance::plenary(&world, half))?;
        save(attendance::standing(&world, half))?;
        save(sign_in::committees(&world, half))?;
        save(sign_in::sectors(&world, half))?;
        save(pieces::proposals(&world, half))?;
        save(pieces::briefs(&world, half))?;
        save(personal::speeches(&world, half))?;
        save(events::research(&world, half))?;
        save(events::supervision(&world, half))?;
        save(events::consultation(&world, half))?;
        save(personal::sector_work(&world, half))?;
        save(events::classes(&world, half))?;
        save(personal::reading(&world, half))?;
        save(personal::service(&world, half))?;
        save(personal::publicity(&world, half))?;
        save(papers::summaries(&world, half))?;
        if let Some(book) = papers::yearly_reports(&world, half) {
            save(book)?;
        }
        save(papers::awards(&world, half))?;
        save(papers::discipline(&world, half))?;
        for book in papers::ratings(&world, half) {
            save(book)?;
        }
    }
    Ok(files)
}
