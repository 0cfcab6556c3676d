#!/usr/bin/env python3
"""A file of the header convention and the same file in foreign dress with a map: `eligo match` must say the same.

    compare_map.py ELIGO [--count N] [--seed S]... [--as-of DATE]...

The rows of compare_cohort.py are written twice: by the convention, and with other headers, codes for words, decimal
commas, German dates or days from a fixed day, `?` for nothing and semicolons, beside a map that undoes all of it.
Compared are every verdict and status, which rows are rejected and at which column. Exit status 1 if anything differs.
"""
import argparse
import csv
import datetime
import json
import os
import random
import re
import sys
import tempfile

from compare_cohort import HERE, Inexpressible, row_of, run

DATE_MEMBERS = (".date", ".onset", ".start", ".end")
TEXT_MEMBERS = (".name", ".code", ".system", ".id", ".unit", ".comparator", ".by")
# What may stand for a code: a map is refused if its codes hold what cannot be read.
WORDS = set("true false male female other unknown active remission resolved absent confirmed provisional refuted mild moderate"
            " severe responded no_response relapse".split())
FINDINGS = {"positive", "negative", "indeterminate"}
SEROLOGY = ("hbsag", "hbcab", "hiv_antibody", "hcv_antibody", "syphilis")
ZERO = datetime.date(2015, 3, 31)


def is_date(column):
    return column == "birth_date" or column.endswith(DATE_MEMBERS)


def days_from_zero(cell):
    return (datetime.date.fromisoformat(cell) - ZERO).days


def german(cell):
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", cell)
    if not match:
        return cell
    return ".".join(part for part in reversed(match.groups()) if part)


def dress_dates(cells, chance):
    """What stands in the foreign file, and what the map says of it."""
    try:
        if chance.random() < 0.4:
            return {cell: str(days_from_zero(cell)) for cell in cells}, {"days_after": ZERO.isoformat()}
    except ValueError:
        pass
    return {cell: german(cell) for cell in cells}, {}


def dress(column, cells, chance):
    if column == "id" or not cells:
        return {cell: cell for cell in cells}, {}
    if is_date(column):
        return dress_dates(cells, chance)
    numeric = any(re.match(r"[<>=]*-?\d", cell) for cell in cells)
    known = cells & (WORDS | FINDINGS if column.startswith(SEROLOGY) else WORDS)
    if known and not numeric and chance.random() < 0.8:
        codes = {cell: f"k{number}" for number, cell in enumerate(sorted(known))}
        says = {"codes": {code: cell for cell, code in codes.items()}, "otherwise": "keep"}
        if known == cells:
            del says["otherwise"]
        return {cell: codes.get(cell, cell) for cell in cells}, says
    if numeric and not column.endswith(TEXT_MEMBERS):
        if any("," in cell for cell in cells):  # no number by the convention, but one where commas are decimal
            return {cell: cell for cell in cells}, {"decimal_comma": False}
        return {cell: cell.replace(".", ",") for cell in cells}, {}
    return {cell: cell for cell in cells}, {}


def used_columns(eligo, path):
    """Those that the convention places: a map may name no others."""
    described = json.loads(run(eligo, "match", "--describe", path, "--format", "json"))
    return {column["column"] for column in described["columns"] if column["use"] is not None}


def write_both(eligo, rows, folder, chance):
    columns = sorted({column for row in rows for column in row})
    chance.shuffle(columns)
    plain, foreign = os.path.join(folder, "plain.csv"), os.path.join(folder, "foreign.csv")
    with open(plain, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([row.get(column, "") for column in columns] for row in rows)
    used, dressed, facts = used_columns(eligo, plain), [], {}
    for number, column in enumerate(columns):
        cells, says = dress(column, {row[column] for row in rows if row.get(column)}, chance)
        dressed.append(cells)
        if column in used:
            facts[column] = {"column": chance.choice((f"spalte {number}", number + 1)), **says}
    with open(foreign, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(f"spalte {number}" for number in range(len(columns)))
        for row in rows:
            writer.writerow(cells[row[column]] if row.get(column) else chance.choice(("", "?"))
                            for column, cells in zip(columns, dressed))
    items = list(facts.items())
    chance.shuffle(items)
    mapping = {"separator": ";", "decimal_comma": True, "dates": "DD.MM.YYYY", "empty": ["?"], "facts": dict(items)}
    with open(os.path.join(folder, "map.json"), "w", encoding="utf-8") as file:
        json.dump(mapping, file)
    return plain, foreign


def match(eligo, path, as_of, *more):
    rejects = path + ".rejects"
    verdicts = run(eligo, "match", path, "--as-of", as_of, "--detail", "criteria", "--rejects", rejects, *more)
    with open(rejects, encoding="utf-8", newline="") as file:
        places = [tuple(row[:2]) for row in csv.reader(file)]
    return verdicts.splitlines(), places


def compare(eligo, seed, count, as_of):
    """How many rows were compared, and the differences."""
    chance = random.Random(f"map {seed} {as_of}")
    rows = []
    for line in run(sys.executable, os.path.join(HERE, "generate.py"), "--seed", str(seed), "--count", str(count), "--as-of",
                    as_of).splitlines():
        try:
            rows.append(row_of(json.loads(line, parse_int=str, parse_float=str), chance))
        except Inexpressible:
            pass
    with tempfile.TemporaryDirectory() as folder:
        plain, foreign = write_both(eligo, rows, folder, chance)
        expected, expected_rejects = match(eligo, plain, as_of)
        got, got_rejects = match(eligo, foreign, as_of, "--columns", os.path.join(folder, "map.json"))
    differences = [f"by the convention {a}\nby the map        {b}" for a, b in zip(expected, got) if a != b]
    if len(expected) != len(got):
        differences.append(f"{len(expected)} lines by the convention, {len(got)} by the map")
    if expected_rejects != got_rejects:
        differences.append(f"rejected by the convention {expected_rejects}\nby the map {got_rejects}")
    return len(expected) - 1, differences


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--as-of", action="append")
    arguments = parser.parse_args()
    total, wrong = 0, 0
    for as_of in arguments.as_of or ["2026-11-25"]:
        for seed in arguments.seed or [1]:
            rows, differences = compare(arguments.eligo, seed, arguments.count, as_of)
            total, wrong = total + rows, wrong + len(differences)
            print("\n".join(differences[:5]), end="\n" if differences else "")
    print(f"{total} rows compared, {wrong} differences")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main())
