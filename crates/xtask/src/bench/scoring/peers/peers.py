"""The tallies of crates/scoring/benches/tally in DuckDB and Polars, timed and printed as the same JSON lines.

usage: peers.py FOLDER ENGINE THREADS RUNS

The columns are read into the engine's own memory before any clock starts. Each workload has several ways to ask for it;
each is tried, all must agree, and the fastest is timed: the best of RUNS runs, fewer where they take longer than
PATIENCE together. Other ways (windows, more joins, CASE) were slower when this was written and are left out.
"""

import json
import os
import sys
import time

FOLDER, ENGINE, THREADS, RUNS = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
os.environ["POLARS_MAX_THREADS"] = str(THREADS)  # read when Polars is imported

import numpy as np  # noqa: E402

COLUMNS = {"subject": "<u4", "shape": "<u4", "quantity": "<i8", "day": "<i4", "piece": "<u4"}
READ = {
    "plain": ["subject", "shape"],
    "capped": ["subject", "shape", "quantity", "day"],
    "full": ["subject", "shape", "quantity", "day", "piece"],
}
PATIENCE = 6.0
LONG = 2.0  # a try of so many seconds is not repeated


def checksum(subject, total, place):
    """As in benches/tally/main.rs; 64 bits hold it exactly."""
    subject, total, place = (np.asarray(column, dtype=np.int64) for column in (subject, total, place))
    return int(((total + place * 31) * (subject % 1009 + 1)).sum())


def timed(ask):
    started = time.perf_counter()
    ask()
    return time.perf_counter() - started


def best(ask):
    started, times = time.perf_counter(), []
    for run in range(RUNS):
        times.append(timed(ask))
        if run > 0 and time.perf_counter() - started > PATIENCE:
            break
    return min(times)


def measure(name, engine, facts):
    """One line for a workload; every way must give the same result."""
    tried = {}
    for way, ask in engine.ways(name).items():
        seconds = timed(ask)
        if seconds < LONG:
            seconds = timed(ask)
        tried[way] = (seconds, checksum(*engine.result()))
    if len({checked for _, checked in tried.values()}) > 1:
        sys.exit(f"peers: {ENGINE} gives different results for {name}: {tried}")
    way = min(tried, key=lambda it: tried[it][0])
    line = {
        "workload": name,
        "engine": ENGINE,
        "threads": THREADS,
        "seconds": best(engine.ways(name)[way]),
        "facts": facts,
        "bytes": sum(np.dtype(COLUMNS[column]).itemsize for column in READ[name]),
        "checksum": checksum(*engine.result()),
        "way": way,
    }
    print(json.dumps(line), flush=True)
    seconds = ", ".join(f"{way} {tried[way][0]:.3f} s" for way in tried)
    print(f"peers: {ENGINE}, threads {THREADS}, {name}: tried {seconds}", file=sys.stderr)


def main():
    with open(f"{FOLDER}/scheme.json", encoding="utf-8") as file:
        scheme = json.load(file)
    columns = {name: np.fromfile(f"{FOLDER}/{name}.bin", dtype=kind) for name, kind in COLUMNS.items()}
    facts = len(columns["subject"])
    if ENGINE == "DuckDB":
        import in_duckdb as module
    else:
        import in_polars as module
    engine = module.Engine(columns, scheme, THREADS)
    del columns
    for name in READ:
        measure(name, engine, facts)


main()
