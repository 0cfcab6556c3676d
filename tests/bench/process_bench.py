"""Whole-process cost of `eligo screen` of one record against the founding trials, beside an empty program that links
the same libraries: medians of alternating runs, and peak memory.

    process_bench.py ELIGO EMPTY_PROGRAM RECORD [RUNS]
"""

import statistics
import subprocess
import sys
import time


def run(command):
    start = time.perf_counter()
    process = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return seconds * 1000


def peak_megabytes(command):
    """By GNU time: a child of this interpreter would be charged with the interpreter's own memory."""
    process = subprocess.run(["time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                             text=True, check=True)
    return int(process.stderr.split()[-1]) / 1024


def main():
    eligo, empty, record = sys.argv[1:4]
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 101
    commands = {
        "empty program": [empty],
        "eligo --version": [eligo, "--version"],
        "eligo screen, table": [eligo, "screen", record, "--as-of", "2026-11-25"],
        "eligo screen, json": [eligo, "screen", record, "--as-of", "2026-11-25", "--format", "json"],
    }
    times = {name: [] for name in commands}
    memory = {name: peak_megabytes(command) for name, command in commands.items()}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(run(command))
    base = statistics.median(times["empty program"])
    print(f"{'process':22} {'median ms':>9} {'ratio':>6} {'peak MB':>8}   ({runs} alternating runs)")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:22} {median:9.2f} {median / base:6.2f} {memory[name]:8.1f}")


main()
