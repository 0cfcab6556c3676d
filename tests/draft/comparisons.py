#!/usr/bin/env python3
"""Comparisons annotated by hand, beside those that `eligo draft --format json` finds.

usage: comparisons.py ELIGO RECORDS [--file FILE] [--differences]

An annotation is a row of comparisons.csv: record, line (from 1), operator, value, unit, window (`14 day`); a line
without a comparison has one row with nothing behind its number. No text is kept. Annotated without sight of what the
program says. Prints how many of the annotated comparisons are found (recall), and how many of those found are annotated
(precision): by operator and value, with the unit as well, and with the window too. Exit status 77 (skipped) without the
records, 1 below what held when the annotations were made.
"""

import argparse
import collections
import csv
import json
import pathlib
import subprocess
import sys

SKIPPED = 77
LEVELS = {"operator and value": 2, "with the unit": 3, "with the window": 4}
AT_LEAST = 0.80  # of both, by operator, value, unit and window


def number(text):
    return str(float(text)) if text else ""


def found_in(comparison):
    window = comparison["window"]
    return (comparison["operator"], number(comparison["value"]), comparison["unit"] or "",
            f"{number(window['value'])} {window['unit']}" if window else "")


def annotated(row):
    window = row["window"].split()
    return (row["operator"], number(row["value"]), row["unit"], f"{number(window[0])} {window[1]}" if window else "")


def matched(wanted, found, parts):
    left = collections.Counter(one[:parts] for one in found)
    count = 0
    for one in wanted:
        if left[one[:parts]] > 0:
            left[one[:parts]] -= 1
            count += 1
    return count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("records", nargs="?", default="")
    parser.add_argument("--file", default=str(pathlib.Path(__file__).with_name("comparisons.csv")))
    parser.add_argument("--differences", action="store_true", help="the lines that differ")
    options = parser.parse_args()
    if not options.records or not pathlib.Path(options.records).exists():
        print("skipped: no registry records at hand")
        return SKIPPED
    wanted = collections.defaultdict(list)
    with open(options.file, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            wanted[row["record"], int(row["line"])] += [annotated(row)] if row["operator"] else []
    run = subprocess.run([options.eligo, "draft", options.records, "--format", "json", "--unchecked"],
                         capture_output=True, text=True, check=True)
    found = {}
    for text in run.stdout.splitlines():
        draft = json.loads(text)
        for line in draft["lines"]:
            if (draft["trial"], line["line"]) in wanted:
                found[draft["trial"], line["line"]] = [found_in(one) for one in line["comparisons"]]
                if options.differences and sorted(found[draft["trial"], line["line"]]) != sorted(
                        wanted[draft["trial"], line["line"]]):
                    print(f"{draft['trial']}, line {line['line']}: {line['text']}")
                    print(f"    annotated {wanted[draft['trial'], line['line']]}")
                    print(f"    found     {found[draft['trial'], line['line']]}")
    of_wanted = sum(len(rows) for rows in wanted.values())
    of_found = sum(len(found.get(key, [])) for key in wanted)
    print(f"{len(wanted)} lines, {of_wanted} comparisons annotated, {of_found} found")
    for name, parts in LEVELS.items():
        same = sum(matched(rows, found.get(key, []), parts) for key, rows in wanted.items())
        recall, precision = same / max(of_wanted, 1), same / max(of_found, 1)
        print(f"{name:20} recall {100 * recall:.1f} %, precision {100 * precision:.1f} %")
    return 0 if min(recall, precision) >= AT_LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
