//! The binary: everything is in the library, so that tests reach it.
use std::process::ExitCode;

/// glibc's allocator was a sixth of the time of a page (docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    lvzhi::cli::main()
}
