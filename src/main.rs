//! The binary: everything is in the library, so that tests reach it.
use std::process::ExitCode;

/// glibc's allocator took a sixth of a page's samples in `perf` (docs/decisions/0001).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    lvzhi::cli::main()
}
