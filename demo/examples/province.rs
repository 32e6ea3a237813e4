//! Write the demo province into a folder: `cargo run -p lvzhi-demo --example province -- 文件夹 [种子]`.

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let dir = args.next().context("要写到哪个文件夹？")?;
    let seed = args.next().map_or(Ok(lvzhi_demo::SEED), |seed| seed.parse()).context("种子是一个整数")?;
    let files = lvzhi_demo::write_province(dir.as_ref(), seed, &mut |_| ())?;
    for file in &files.files {
        let sum = file.expected;
        println!(
            "{}\t{} 行\t{} 好\t{} 事实\t{} 坏\t{} 提醒\t{} 略过",
            file.name, sum.rows, sum.good_rows, sum.facts, sum.bad_rows, sum.warnings, sum.skipped_rows
        );
    }
    Ok(())
}
