//! Writes the sample circular to the path given: `cargo run --example circular -- circular.docx`.

#[path = "../tests/sample/mod.rs"]
#[allow(dead_code, reason = "shared with the tests, which use more of it")]
mod sample;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give the path of the file to write")?;
    std::fs::write(path, sample::circular().to_docx()?)?;
    Ok(())
}
