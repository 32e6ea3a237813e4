//! `cargo xtask bench build`: what a touched line costs until it is checked, tested and released, in wall and in
//! processor seconds.
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::process;

/// What `cargo xtask bench build` takes.
#[derive(Args)]
pub struct Options {
    /// The source file that gets a line more, from the top of the work tree
    #[arg(long, default_value = "crates/duty/src/facts/acts.rs")]
    file: PathBuf,
    /// Also build everything anew, in a target folder of its own that is removed again
    #[arg(long)]
    cold: bool,
}

/// What is built: its name in the table and the words for cargo.
const BUILDS: [(&str, &[&str]); 3] = [
    ("debug check", &["check", "--locked", "--package", "lvzhi"]),
    ("debug build of `tests/it`", &["test", "--locked", "--package", "lvzhi", "--test", "it", "--no-run"]),
    ("release build", &["build", "--locked", "--release", "--package", "lvzhi"]),
];
/// The line that a touched file begins with. It moves every other line, as a real one would.
const LINE: &str = "// One line more, for `cargo xtask bench build`; it is taken back.";
/// Says that no signal ends it any more, waits until its input ends, however the measurement ends, and takes the line
/// back; other changes stay.
const TAKE_BACK: &str = r#"trap "" INT TERM HUP; echo; cat > /dev/null
if [ "$(head -n 1 "$2")" = "$1" ]; then sed -i 1d "$2"; fi"#;
/// Clock ticks of /proc in a second: the same on every Linux that programs see.
const TICKS: u64 = 100;

/// Measures the builds and prints the table.
pub fn run(options: &Options) -> Result<()> {
    let file = process::root().join(&options.file);
    ensure!(file.is_file(), "there is no file {}", file.display());
    let mut rows = Vec::new();
    for (what, words) in BUILDS {
        println!("bench: {what}, first as it is, then with a line more");
        process::run(process::cargo().args(words))?;
        let touched = Touched::touch(&file)?;
        rows.push(measure(&format!("one line touched, {what}"), process::cargo().args(words))?);
        touched.take_back()?;
    }
    if options.cold {
        rows.extend(cold()?);
    }
    let file = options.file.display();
    let (day, commit, machine) = (super::day()?, super::commit()?, super::machine()?);
    println!("\nMeasured {day} at `{commit}` on {machine}; the line stands in `{file}`.\n");
    println!("| what | wall | CPU | load before |\n|---|--:|--:|--:|");
    rows.iter().for_each(|row| println!("{}", row.markdown()));
    Ok(())
}

/// The test build and the release build from nothing but downloaded crates.
fn cold() -> Result<Vec<Row>> {
    let target = process::target().join("bench-cold");
    let mut rows = Vec::new();
    for (what, words) in &BUILDS[1..] {
        if target.exists() {
            fs::remove_dir_all(&target).with_context(|| target.display().to_string())?;
        }
        println!("bench: {what} from nothing");
        let mut cargo = process::cargo();
        rows.push(measure(
            &format!("empty target folder, {what}"),
            cargo.args(*words).env("CARGO_TARGET_DIR", &target),
        )?);
    }
    fs::remove_dir_all(&target).with_context(|| target.display().to_string())?;
    Ok(rows)
}

/// A file with a line more, until this is dropped or the program ends in any way.
struct Touched {
    file: PathBuf,
    watcher: Child,
}

impl Touched {
    fn touch(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let mut sh = Command::new("sh");
        sh.args(["-c", TAKE_BACK, "sh", LINE]).arg(file).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut watcher = sh.spawn().context("cannot start sh")?;
        watcher.stdout.take().context("sh has no output")?.read_exact(&mut [0])?;
        fs::write(file, format!("{LINE}\n{text}")).with_context(|| file.display().to_string())?;
        Ok(Self { file: file.to_owned(), watcher })
    }

    fn take_back(self) -> Result<()> {
        let file = self.file.clone();
        drop(self);
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        ensure!(!text.starts_with(LINE), "{} still has the touched line", file.display());
        Ok(())
    }
}

impl Drop for Touched {
    fn drop(&mut self) {
        // `wait` closes the watcher's input first; that it did its work is seen in the file.
        let _ = self.watcher.wait();
    }
}

/// One measured build.
struct Row {
    what: String,
    wall: Duration,
    ticks: u64,
    load: String,
}

impl Row {
    fn markdown(&self) -> String {
        let Self { what, wall, ticks, load } = self;
        format!("| {what} | {} s | {} s | {load} |", wall.as_millis().div_ceil(1000), ticks.div_ceil(TICKS))
    }
}

fn measure(what: &str, command: &mut Command) -> Result<Row> {
    let load = super::busy()?;
    let before = ticks_of_children()?;
    let start = Instant::now();
    process::run(command)?;
    let wall = start.elapsed();
    let row = Row { what: what.to_owned(), wall, ticks: ticks_of_children()? - before, load };
    println!("{}", row.markdown()); // at once: the builds that follow may take long
    Ok(row)
}

/// What all programs that we started and that have ended took of the processors.
fn ticks_of_children() -> Result<u64> {
    ticks(&fs::read_to_string("/proc/self/stat")?).context("/proc/self/stat is not as it is known")
}

/// Fields 16 and 17; those before are counted from the name's bracket, since a name may hold blanks.
fn ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    Some(fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of its own in the folder for temporary files.
    fn sample(name: &str) -> PathBuf {
        let file = std::env::temp_dir().join(format!("lvzhi-xtask-{name}-{}", std::process::id()));
        fs::write(&file, "//! A file.\nfn nothing() {}\n").expect("written");
        file
    }

    #[test]
    fn a_touched_file_has_a_line_more_and_then_its_own_text_again() {
        let file = sample("touched");
        let own = fs::read_to_string(&file).expect("read");
        let touched = Touched::touch(&file).expect("touched");
        assert_eq!(fs::read_to_string(&file).expect("read"), format!("{LINE}\n{own}"));
        touched.take_back().expect("taken back");
        assert_eq!(fs::read_to_string(&file).expect("read"), own);
        fs::remove_file(file).expect("removed");
    }

    #[test]
    fn what_somebody_wrote_meanwhile_stays() {
        let file = sample("meanwhile");
        let touched = Touched::touch(&file).expect("touched");
        let text = fs::read_to_string(&file).expect("read");
        fs::write(&file, text + "fn more() {}\n").expect("written");
        touched.take_back().expect("taken back");
        let own = "//! A file.\nfn nothing() {}\nfn more() {}\n";
        assert_eq!(fs::read_to_string(&file).expect("read"), own);
        fs::remove_file(file).expect("removed");
    }

    #[test]
    fn an_interrupt_does_not_stop_the_watcher() {
        let file = sample("interrupt");
        let touched = Touched::touch(&file).expect("touched");
        for signal in ["-INT", "-TERM"] {
            let id = touched.watcher.id().to_string();
            process::run(Command::new("kill").args([signal, &id])).expect("sent");
        }
        touched.take_back().expect("taken back");
        fs::remove_file(file).expect("removed");
    }

    #[test]
    fn the_processor_time_of_children_is_read() {
        let stat = "7 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 11 12 250 50 20 0";
        assert_eq!(ticks(stat), Some(300));
        assert_eq!(ticks("7 (a) S 1"), None);
    }

    #[test]
    fn a_row_is_rounded_up() {
        let wall = Duration::from_millis(9_001);
        let row = Row { what: "x".into(), wall, ticks: 1_150, load: "0.50".into() };
        assert_eq!(row.markdown(), "| x | 10 s | 12 s | 0.50 |");
    }
}
