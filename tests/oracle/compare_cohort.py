#!/usr/bin/env python3
"""A row and the record with the same facts: `eligo match` against `eligo screen` on generated patients.

    compare_cohort.py ELIGO [--count N] [--seed S]... [--as-of DATE]... [--explained N]

The records of generate.py are written as rows of one cohort file by the header convention (docs/cohorts.md). Compared
are every status, every verdict and every refusal, and for some rows the causes too, by `eligo explain --row`. Exit
status 1 if anything differs.
"""
import argparse
import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SECTIONS = ("observations", "conditions", "procedures", "medications")


class Inexpressible(Exception):
    """The convention has no columns for this record."""


def text(value):
    """A member as a cell. An empty text or one with blanks around it would be another cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value == "" or value != value.strip():
        raise Inexpressible(value)
    return value


def prefixes(section, entries, chance):
    """The beginning of each entry's columns: NAME, NAME#2, or SECTION#N for one without a plain name."""
    seen, coded = {}, 0
    for entry in entries:
        name = entry.get("name")
        if name and re.fullmatch(r"[A-Za-z][A-Za-z0-9_ -]*", name) and chance.random() < 0.9 and name.strip() == name:
            seen[name] = seen.get(name, 0) + 1
            yield (name if seen[name] == 1 else f"{name}#{seen[name]}"), True
        else:
            coded += 1
            yield f"{section}#{coded}", False


def cells_of_entry(section, entry, prefix, named, chance):
    members = {key: text(value) for key, value in entry.items() if not (named and key == "name")}
    if section == "observations":
        value = members.pop("value", None)
        if value is not None:
            if value[0] in "<>":
                raise Inexpressible(value)
            if chance.random() < 0.7 and re.match(r"-?\d", value):
                value = members.pop("comparator", "") + value
            yield (prefix if named else prefix + ".value"), value
        yield prefix + ".unit", members.pop("unit", "")
    elif named:
        absent = members.get("status") == "absent"
        if absent and chance.random() < 0.5:
            del members["status"]
        yield prefix, "false" if absent else "true"
    if not named and not members:
        raise Inexpressible(entry)
    for key, value in members.items():
        yield f"{prefix}.{key}", value


def row_of(record, chance):
    """Column and cell of everything a record says."""
    row = {"id": text(record["id"])}
    for key in ("birth_date", "sex"):
        if key in record:
            row[key] = text(record[key])
    for key, value in record.get("age", {}).items():
        row["age" if key == "value" else "age." + key] = text(value)
    if record.get("complete"):
        row["complete"] = " ".join(record["complete"])
    for section in SECTIONS:
        entries = record.get(section, [])
        for entry, (prefix, named) in zip(entries, prefixes(section, entries, chance)):
            row.update(cells_of_entry(section, entry, prefix, named, chance))
    for number, trial in enumerate(record.get("trials", []), 1):
        if not trial:
            raise Inexpressible("a trial of which nothing is known")
        row.update({f"trials#{number}.{key}": text(value) for key, value in trial.items()})
    for name, value in record.get("attestations", {}).items():
        if isinstance(value, dict):
            row.update({name if key == "value" else f"{name}.{key}": text(v) for key, v in value.items()})
        else:
            row[name] = text(value)
    return row


def write_cohort(rows, path, chance):
    columns = sorted({column for row in rows for column in row})
    chance.shuffle(columns)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator=chance.choice(("\n", "\r\n")))
    writer.writeheader()
    writer.writerows(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(out.getvalue())


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def statuses_of(answer):
    """Column and word, as `match --detail criteria` writes them."""
    words = {}
    for trial in answer["trials"]:
        words[trial["trial"]] = trial["verdict"]
        for criterion in trial["criteria"]:
            words[f"{trial['trial']}.{criterion['id']}"] = criterion["status"]
    return words


def causes_of(trial):
    return {c["id"]: sorted({cause["cause"] for cause in c["causes"]}) for c in trial["criteria"]}


class Comparison:
    def __init__(self, eligo):
        self.eligo, self.wrong, self.statuses, self.causes, self.left_out = eligo, 0, 0, 0, 0

    def differ(self, where, what):
        self.wrong += 1
        print(f"{where}: {what}")

    def compare(self, seed, count, as_of, explained):
        chance = random.Random(f"cohort {seed}")
        lines, rows = [], []
        generated = run(sys.executable, os.path.join(HERE, "generate.py"), "--seed", str(seed), "--count", str(count),
                        "--as-of", as_of)
        for line in generated.splitlines():
            try:
                rows.append(row_of(json.loads(line, parse_int=str, parse_float=str), chance))
                lines.append(line)
            except Inexpressible:
                self.left_out += 1
        with tempfile.TemporaryDirectory() as folder:
            records, cohort = os.path.join(folder, "p.ndjson"), os.path.join(folder, "p.csv")
            with open(records, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
            write_cohort(rows, cohort, chance)
            screened = run(self.eligo, "screen", records, "--as-of", as_of, "--format", "ndjson").splitlines()
            matched = run(self.eligo, "match", cohort, "--as-of", as_of, "--detail", "criteria", "--rejects", "/dev/null")
            self.compare_all(list(map(json.loads, screened)), list(csv.DictReader(io.StringIO(matched))))
            for number in chance.sample(range(len(rows)), min(explained, len(rows))):
                self.compare_causes(json.loads(screened[number]), cohort, number + 1, as_of)

    def compare_all(self, screened, matched):
        by_id = {row["id"]: row for row in matched}
        for answer in screened:
            row = by_id.pop(answer["patient"], None)
            if ("error" in answer) != (row is None):
                self.differ(answer["patient"], f"screen: {answer.get('error')}, match: {'no row' if row is None else 'a row'}")
            if "error" in answer or row is None:
                continue
            expected = statuses_of(answer)
            del row["id"]
            self.statuses += len(expected)
            for column in expected.keys() | row.keys():
                if expected.get(column) != row.get(column):
                    self.differ(answer["patient"], f"{column}: screen {expected.get(column)}, match {row.get(column)}")

    def compare_causes(self, answer, cohort, number, as_of):
        for trial in answer.get("trials", ()):
            ours = json.loads(run(self.eligo, "explain", cohort, trial["trial"], "--row", str(number), "--as-of", as_of,
                                  "--format", "json"))
            self.causes += len(trial["criteria"])
            if causes_of(ours) != causes_of(trial):
                self.differ(answer["patient"], f"{trial['trial']}: causes {causes_of(ours)}, screen {causes_of(trial)}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--as-of", action="append")
    parser.add_argument("--explained", type=int, default=20)
    arguments = parser.parse_args()
    comparison = Comparison(arguments.eligo)
    for as_of in arguments.as_of or ["2026-11-25"]:
        for seed in arguments.seed or [1]:
            comparison.compare(seed, arguments.count, as_of, arguments.explained)
    print(f"{comparison.statuses} statuses and {comparison.causes} sets of causes compared, {comparison.left_out} records "
          f"the convention cannot express, {comparison.wrong} differences")
    return 1 if comparison.wrong or not comparison.statuses or not comparison.causes else 0


if __name__ == "__main__":
    sys.exit(main())
