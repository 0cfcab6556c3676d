#!/usr/bin/env python3
"""Judgements of drafted lines: drawing them, and holding them.

usage: judgements.py draw ELIGO RECORDS [--seed N] [--count N] [--unjudged]   lines to judge, on standard output
       judgements.py check ELIGO RECORDS [--file FILE]                        what was judged is still so

`--unjudged` draws from the lines that the file of judgements does not have yet.

A judgement is a row of judgements.csv: record, line (from 1, as `eligo draft --format json` numbers them), digest of
the expression that was judged, verdict. Verdicts are `faithful` and `unfaithful`: does the expression say what the
sentence says (subject, direction, value, unit, strictness of bounds, window, negation, exception)? An attestation that
hides what a record holds (a drug, a diagnosis, a value) is unfaithful. No text is kept.
A line whose expression has changed since must be judged again; the check names it. Exit status 77 (skipped) without
the records.
"""

import argparse
import csv
import hashlib
import json
import pathlib
import random
import subprocess
import sys

SKIPPED = 77
JUDGED = ("compiled", "compiled_new_concept", "attestation")
AT_LEAST = 0.97  # of what was judged and stands
MOST_OPEN = 0.05  # of all that was judged: nothing is made better by leaving it open


def digest(expression):
    return hashlib.sha256(expression.encode()).hexdigest()[:12]


def drafted(eligo, records):
    run = subprocess.run([eligo, "draft", records, "--format", "json"], capture_output=True, text=True, check=True)
    for row in run.stdout.splitlines():
        draft = json.loads(row)
        for line in draft["lines"]:
            yield draft["trial"], line


def judged_before(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def shown(trial, lines, at):
    """A line to judge with what stands above it, for its stem and its heading."""
    line = lines[at]
    yield f"{trial},{line['line']},{digest(line['expression'])}"
    for above in lines[max(0, at - 2):at]:
        yield f"      above ({above['section']} {above['kind']} {above.get('class')}): {above['text'][:160]}"
    if line["group"]:
        yield f"      group, which guards the criterion: {line['group']}"
    yield f"    {line['section']}: {line['text']}"
    yield f"    {line['class']}: {line['expression']}"
    for fact in line["facts"]:
        if fact["name"].replace("_", " ").lower() != fact["phrase"].lower():
            yield f"      {fact['name']}: {fact['kind']} \"{fact['phrase']}\""
    if line["notes"]:
        yield f"    notes: {line['notes']}"


def draw(options):
    records = {}
    for trial, line in drafted(options.eligo, options.records):
        records.setdefault(trial, []).append(line)
    known = {(row["record"], int(row["line"])) for row in judged_before(options.file)} if options.unjudged else set()
    closed = [(trial, at) for trial, lines in records.items() for at, line in enumerate(lines)
              if line["class"] in JUDGED and (trial, line["line"]) not in known]
    random.seed(options.seed)
    for trial, at in sorted(random.sample(closed, min(options.count, len(closed)))):
        print("\n".join(shown(trial, records[trial], at)))
    return 0


def check(options):
    lines = {(trial, line["line"]): line for trial, line in drafted(options.eligo, options.records)}
    rows = judged_before(options.file)
    changed = []
    left_open = 0
    stands = []  # what is drafted as it was judged
    for row in rows:
        line = lines.get((row["record"], int(row["line"])))
        if line is None or line["expression"] is None:
            changed.append(row)
        elif line["class"] not in JUDGED:
            left_open += 1
        elif digest(line["expression"]) != row["digest"]:
            changed.append(row)
        else:
            stands.append(row)
    for row in changed:
        print(f"{row['record']}, line {row['line']}: drafted otherwise than it was judged; judge it again")
    faithful = sum(row["verdict"] == "faithful" for row in stands)
    share = faithful / max(len(stands), 1)
    print(f"{len(rows)} judged: {left_open} left open since, {len(changed)} changed")
    print(f"{len(stands)} as they were judged, {faithful} of them faithful ({100 * share:.1f} %)")
    few_open = left_open <= MOST_OPEN * len(rows)
    return 0 if share >= AT_LEAST and few_open and not changed else 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("draw", "check"))
    parser.add_argument("eligo")
    parser.add_argument("records", nargs="?", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--unjudged", action="store_true")
    parser.add_argument("--file", default=str(pathlib.Path(__file__).with_name("judgements.csv")))
    options = parser.parse_args()
    if not options.records or not pathlib.Path(options.records).exists():
        print("skipped: no registry records at hand")
        return SKIPPED
    return draw(options) if options.what == "draw" else check(options)


if __name__ == "__main__":
    sys.exit(main())
