#!/usr/bin/env python3
"""Drafts every record of a file of registry records and checks what must hold of all of them.

usage: check_corpus.py ELIGO RECORDS [--every N]

For each record: the spans of each line cover every character that is neither blank, punctuation nor bullet and
stay inside their line, the lines cover the text, `eligo check` accepts the draft without a word of error, and
`eligo fmt` leaves it unchanged. Then the figures by class are printed. Exit status 77 (skipped) without data.
"""

import argparse
import collections
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SKIPPED = 77


def words(text):
    """Offsets of the bytes that must be covered: those of letters and digits."""
    for match in re.finditer(r"\w", text):
        yield match.start()


def uncovered(text, lines):
    """The first letter or digit of `text` in no span of a line, or None. Offsets of the output are bytes."""
    data = text.encode("utf-8", "replace")
    covered = bytearray(len(data))
    for line in lines:
        for span in line["spans"]:
            assert line["begin"] <= span["begin"] <= span["end"] <= line["end"], (line["text"], span)
            covered[span["begin"]:span["end"]] = b"\1" * (span["end"] - span["begin"])
    offset = 0
    for index, char in enumerate(text):
        size = len(char.encode("utf-8", "replace"))
        if (char.isalpha()) and not covered[offset]:
            if not is_bullet(text, index):
                return text[max(0, index - 30):index + 30]
        offset += size
    return None


def is_bullet(text, index):
    """`a.`, `(iv)`, `o ` at the start of a line, or a character entity or escape."""
    start = text.rfind("\n", 0, index) + 1
    return re.match(r"\s*[(*-]*\s*(?:[a-z]|[ivx]+)[.)\s]", text[start:index + 6], re.I) is not None


def records_of(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def run(arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, check=False, **options)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("records", nargs="?", default="")
    parser.add_argument("--every", type=int, default=1, help="run check and fmt on every Nth draft only")
    options = parser.parse_args()
    if not options.records or not pathlib.Path(options.records).exists():
        print("skipped: no registry records at hand")
        return SKIPPED
    records = {record["nct_id"]: record for record in records_of(options.records)}
    failures = []
    classes = collections.Counter()
    drafted = run([options.eligo, "draft", options.records, "--format", "json"])
    if drafted.returncode != 0:
        print(drafted.stderr[-2000:])
        return 1
    seen = 0
    for row in drafted.stdout.splitlines():
        draft = json.loads(row)
        seen += 1
        problem = uncovered(records[draft["trial"]]["criteria_text"] or "", draft["lines"])
        if problem:
            failures.append(f"{draft['trial']}: not covered: {problem!r}")
        classes.update(line["class"] for line in draft["lines"] if line["kind"] == "criterion")
    if seen != len(records):
        failures.append(f"{seen} drafts of {len(records)} records")
    with tempfile.TemporaryDirectory() as folder:
        made = run([options.eligo, "draft", options.records, "--output-dir", folder])
        if made.returncode != 0:
            failures.append(made.stderr[-500:])
        paths = sorted(pathlib.Path(folder).glob("*.elig"))[::options.every]
        unformatted = run([options.eligo, "fmt", "--check", *map(str, paths)])
        failures += [f"fmt would change it: {line}" for line in unformatted.stdout.splitlines()]
        failures += [f"fmt: {line}" for line in unformatted.stderr.splitlines()[:20]]
        for path in paths:
            checked = run([options.eligo, "check", str(path)])
            if checked.returncode != 0 or "error[" in checked.stderr:
                failures.append(f"check refuses {path.name}: {checked.stderr.splitlines()[:1]}")
    total = sum(classes.values())
    for name, count in classes.most_common():
        print(f"{name:22}{count:7}{100 * count / total:8.1f} %")
    print(*failures[:40], sep="\n")
    print(f"{seen} records, {total} criterion lines, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
