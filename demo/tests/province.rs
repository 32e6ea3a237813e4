//! The province is the same every time, of the right size, plausible, and readable by another library.

#![allow(clippy::unwrap_used)]

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use chrono::NaiveDate;
use lvzhi_demo::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if dir.exists() {
        std::fs::remove_dir_all(&dir).unwrap();
    }
    dir
}

static PROVINCE: LazyLock<ProvinceFiles> =
    LazyLock::new(|| write_province(&folder("province"), SEED, &mut |_| ()).unwrap());

type Table = Vec<Vec<Data>>;

fn whole(range: &Range<Data>) -> Table {
    let (rows, columns) = range.end().unwrap();
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    (0..=rows).map(|row| (0..=columns).map(|column| cell(row, column)).collect()).collect()
}

/// Every sheet of a file, from its first row.
fn sheets(file: &DemoFile) -> Vec<(SheetSummary, Table)> {
    if file.name.ends_with(".csv") {
        let bytes = std::fs::read(&file.path).unwrap();
        let (text, _, broken) = encoding_rs::GBK.decode(&bytes);
        assert!(!broken, "{}", file.name);
        let line = |line: &str| line.split(',').map(|field| Data::String(field.to_owned())).collect();
        return vec![(file.sheets[0].clone(), text.lines().map(line).collect())];
    }
    let mut book: Xlsx<_> = open_workbook(&file.path).unwrap();
    file.sheets.iter().map(|s| (s.clone(), whole(&book.worksheet_range(&s.name).unwrap()))).collect()
}

fn file(name: &str) -> &'static DemoFile {
    PROVINCE.files.iter().find(|f| f.name == name).unwrap()
}

/// The rows under the header that are not traps, with the header.
fn good_rows(file: &DemoFile, sheet: usize) -> (Vec<String>, Vec<(u32, Vec<Data>)>) {
    let (summary, table) = sheets(file).swap_remove(sheet);
    let traps = file.traps.iter().filter(|t| t.sheet == summary.name && t.kind.fate() != Fate::Tidied);
    let traps: BTreeSet<u32> = traps.map(|t| t.row).collect();
    let header = table[summary.header_row as usize - 1].iter().map(Data::to_string).collect();
    let rows = table.into_iter().zip(1..).map(|(cells, row)| (row, cells));
    (header, rows.filter(|(row, _)| *row > summary.header_row && !traps.contains(row)).collect())
}

fn column(header: &[String], name: &str) -> usize {
    header.iter().position(|h| h == name).unwrap_or_else(|| panic!("没有 {name}：{header:?}"))
}

fn day(cell: &Data) -> Option<NaiveDate> {
    match cell {
        Data::DateTime(day) => day.as_datetime().map(|d| d.date()),
        Data::String(text) => ["%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日"]
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(text, form).ok()),
        _ => None,
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let again = write_province(&folder("again"), SEED, &mut |_| ()).unwrap();
    for (one, two) in PROVINCE.files.iter().zip(&again.files) {
        assert_eq!((&one.name, one.expected, &one.traps), (&two.name, two.expected, &two.traps));
        assert!(std::fs::read(&one.path).unwrap() == std::fs::read(&two.path).unwrap(), "{}", one.name);
    }
    let other = write_province(&folder("other"), SEED + 1, &mut |_| ()).unwrap();
    assert_ne!(other.files[2].traps, PROVINCE.files[2].traps);
}

/// Changes whenever the province changes: then look at what else must follow.
#[test]
fn the_seed_still_means_what_it_meant() {
    let csv = PROVINCE.files.iter().filter(|f| f.name.ends_with(".csv"));
    let bytes = csv.flat_map(|f| std::fs::read(&f.path).unwrap());
    let digest =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let facts: usize = PROVINCE.files.iter().map(|f| f.expected.facts).sum();
    assert_eq!((digest, facts), (8_228_506_148_189_893_626, 103_449));
}

#[test]
fn counts_agree_with_the_files() {
    let mut by_half = BTreeMap::new();
    let mut kinds: BTreeMap<HalfYear, BTreeSet<&str>> = BTreeMap::new();
    for file in &PROVINCE.files {
        let sum = file.expected;
        assert_eq!(sum.rows, sum.good_rows + sum.bad_rows + sum.skipped_rows, "{}", file.name);
        let fates = |fate| file.traps.iter().filter(|t| t.kind.fate() == fate).count();
        assert_eq!(
            (sum.warnings, sum.bad_rows, sum.skipped_rows),
            (fates(Fate::Tidied), fates(Fate::Refused), fates(Fate::Skipped))
        );
        for (summary, table) in sheets(file) {
            let header = &table[summary.header_row as usize - 1];
            println!(
                "{} | {} | 表头第 {} 行 | {:?}",
                file.name, summary.name, summary.header_row, summary.expected
            );
            println!("    {}", header.iter().map(Data::to_string).collect::<Vec<_>>().join(" | "));
            assert_eq!(table.len(), summary.header_row as usize + summary.expected.rows, "{}", file.name);
            assert!(summary.expected.facts >= summary.expected.good_rows);
        }
        for trap in &file.traps {
            if trap.kind != TrapKind::SpacedName || file.half_year.is_some() {
                println!("    {} 第 {} 行 {:?}", trap.sheet, trap.row, trap.kind);
            }
        }
        if let (FileKind::Facts(kind), Some(half)) = (file.kind, file.half_year) {
            *by_half.entry(half).or_insert(0) += sum.facts;
            kinds.entry(half).or_default().insert(kind);
        }
    }
    println!("{by_half:?}");
    for half in HALF_YEARS {
        assert!((47_000..=53_000).contains(&by_half[&half]), "{by_half:?}");
        assert_eq!(kinds[&half].len(), if half.second { 16 } else { 15 });
    }
}

#[test]
fn the_roster_is_that_of_the_thirteenth_committee() {
    let (header, rows) = good_rows(file("人员/委员名册.xlsx"), 0);
    let values = |name: &str| -> Vec<String> {
        let at = column(&header, name);
        rows.iter().map(|(_, cells)| cells[at].to_string().replace(' ', "")).collect()
    };
    let count = |name: &str, wanted: &str| values(name).iter().filter(|v| *v == wanted).count();
    let distinct = |name: &str| values(name).into_iter().collect::<BTreeSet<_>>().len();
    assert_eq!((rows.len(), distinct("委员编号")), (586, 586));
    assert_eq!((distinct("界别"), distinct("专委会"), count("是否常委", "是")), (34, 10, 98));
    assert_eq!((count("职务", "主席"), count("职务", "副主席"), count("职务", "秘书长")), (1, 10, 1));
    assert_eq!((count("免评原因", ""), distinct("姓名")), (562, 583));
    assert_eq!((count("备注", "届中增补"), count("备注", "已辞去委员职务")), (6, 4));
    assert_eq!(values("姓名").iter().filter(|n| n.contains('·')).count(), 16);
    for name in ["陆景和", "沈若谷", "普文忠"] {
        assert_eq!(count("姓名", name), 1);
    }
    let committees = values("专委会");
    for committee in committees.iter().collect::<BTreeSet<_>>() {
        let seats = committees.iter().filter(|c| *c == committee).count();
        assert!((50..=68).contains(&seats), "{committee} {seats}");
    }
}

#[test]
fn the_office_has_its_divisions_and_branches() {
    let (header, rows) = good_rows(file("人员/机关干部名册.xlsx"), 0);
    let distinct = |name: &str| {
        let at = column(&header, name);
        rows.iter().map(|(_, cells)| cells[at].to_string()).collect::<BTreeSet<_>>()
    };
    assert_eq!((rows.len(), distinct("姓名").len(), distinct("处室").len()), (320, 320, 23));
    // Two branches are of retired people.
    assert_eq!(distinct("支部").len(), 26);
    assert!(["何以宁", "唐有光", "覃望舒"].iter().all(|name| distinct("姓名").contains(*name)));
    let rows: Vec<usize> =
        file("人员/界别专委会处室支部.xlsx").sheets.iter().map(|s| s.expected.good_rows).collect();
    assert_eq!(rows, [34, 10, 23, 28]);
    let tree = file("人员/政协委员会.csv").expected.good_rows;
    assert!((48..=56).contains(&tree), "{tree}");
}

/// The share of those marked in a wide sheet who came.
fn rate(name: &str, sheet: usize, only: &dyn Fn(&str) -> bool) -> f64 {
    let (_, rows) = good_rows(file(name), sheet);
    let (mut came, mut called) = (0, 0);
    for (_, cells) in rows.iter().filter(|(_, cells)| only(&cells[1].to_string())) {
        for mark in cells[4..].iter().map(Data::to_string).filter(|m| !m.is_empty()) {
            called += 1;
            came += i32::from(["√", "出席", "迟到", "早退"].contains(&mark.as_str()));
        }
    }
    100.0 * f64::from(came) / f64::from(called)
}

#[test]
fn attendance_is_as_reported() {
    let (header, rows) = good_rows(file("人员/委员名册.xlsx"), 0);
    let standing = column(&header, "是否常委");
    let standing: BTreeSet<String> = rows
        .iter()
        .filter(|(_, cells)| cells[standing] == "是")
        .map(|(_, cells)| cells[0].to_string())
        .collect();
    for half in HALF_YEARS {
        let book = |name| format!("{}/考勤/{name}考勤.xlsx", half.label());
        let plenary = rate(&book("全体会议和其他会议"), 0, &|_| true);
        let sessions = rate(&book("常委会会议"), 0, &|number| standing.contains(number));
        println!("{} 全体会议 {plenary:.2}% 常委会会议 {sessions:.2}%", half.label());
        assert!((95.5..=98.5).contains(&plenary));
        assert!((91.5..=94.5).contains(&sessions));
    }
}

#[test]
fn every_date_is_in_its_half_year() {
    for file in PROVINCE.files.iter().filter(|f| f.half_year.is_some()) {
        let half = file.half_year.unwrap();
        let mut dated = 0;
        for sheet in 0..file.sheets.len() {
            let (header, rows) = good_rows(file, sheet);
            let columns =
                header.iter().filter_map(|name| day(&Data::String(name.split(' ').next()?.to_owned())));
            let cells = rows.iter().flat_map(|(_, cells)| cells.iter().filter_map(day));
            for day in columns.chain(cells) {
                assert!(half.first_day() <= day && day <= half.last_day(), "{} {day}", file.name);
                dated += 1;
            }
        }
        assert!(dated > 0 || file.name.contains("调研"), "{}", file.name);
    }
}

#[test]
fn who_joined_in_april_did_nothing_before() {
    let (header, rows) = good_rows(file("人员/委员名册.xlsx"), 0);
    let from = column(&header, "任职起");
    let from: BTreeMap<String, NaiveDate> =
        rows.iter().map(|(_, cells)| (cells[0].to_string(), day(&cells[from]).unwrap())).collect();
    for half in HALF_YEARS {
        let (header, rows) = good_rows(file(&format!("{}/考勤/界别活动签到.csv", half.label())), 0);
        let (number, date) = (column(&header, "委员编号"), column(&header, "日期"));
        for (_, cells) in &rows {
            assert!(from[&cells[number].to_string()] <= day(&cells[date]).unwrap());
        }
    }
}

#[test]
fn most_propose_once_or_twice_and_a_few_often() {
    let mut totals = BTreeMap::new();
    for half in HALF_YEARS {
        let (header, rows) = good_rows(file(&format!("{}/提案/提案登记表.xlsx", half.label())), 0);
        let (first, sector) = (column(&header, "第一提案人"), column(&header, "界别"));
        let mut by_member = BTreeMap::new();
        for (_, cells) in &rows {
            *by_member.entry((cells[first].to_string(), cells[sector].to_string())).or_insert(0) += 1;
        }
        let few = by_member.values().filter(|n| **n <= 2).count();
        println!("{} 提案 {} 件，{} 人提出", half.label(), rows.len(), by_member.len());
        assert!(few * 10 > by_member.len() * 6, "{few} {}", by_member.len());
        for (member, n) in by_member {
            *totals.entry(member).or_insert(0) += n;
        }
    }
    let often = totals.values().filter(|n| **n >= 8).count();
    assert!((3..=60).contains(&often), "{often}");
}

#[test]
fn every_kind_of_slip_occurs_in_both_half_years() {
    for half in HALF_YEARS {
        let files = PROVINCE.files.iter().filter(|f| f.half_year == Some(half));
        let kinds: BTreeSet<TrapKind> = files.flat_map(|f| f.traps.iter().map(|t| t.kind)).collect();
        assert_eq!(kinds.len(), 13, "{kinds:?}");
    }
}
