#!/usr/bin/env python3
"""Checks docs/record.schema.json against the cases of records/cases.csv: check_schema.py SCHEMA FOLDER.

The schema must say of each file what the column `schema` says: `accepts`, `rejects`, or `unread` where the text is no
JSON that a schema could be asked about. Where that differs from the reader (bad/ but accepted), the column `why` must
give the reason. The reader itself is held to the same table by record_cases_test.cpp. Exit status 77: skipped.
"""
import csv
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("SKIP: python3-jsonschema is not installed: the record schema was not checked")
    sys.exit(77)


def unique(pairs):
    """An object without duplicate keys, which JSON Schema cannot see."""
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError("duplicate key")
    return out


def refuse(constant):
    raise ValueError(constant)


def read(path):
    """The value in a file, or None where it is not strict JSON in UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8")
        value = json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # lone surrogates
        return value
    except ValueError:
        return None


def main(schema_path, folder):
    schema = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = 0
    counts = {"accepts": 0, "rejects": 0, "unread": 0}
    with open(pathlib.Path(folder) / "cases.csv", encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    for row in rows:
        value = read(pathlib.Path(folder) / row["file"])
        found = "unread" if value is None else "accepts" if validator.is_valid(value) else "rejects"
        counts[found] += 1
        good = row["file"].startswith("good/")
        expected = "accepts" if good else "rejects"
        if found != row["schema"]:
            print(f"{row['file']}: the schema {found}, expected {row['schema']}")
            failures += 1
        if row["schema"] != expected and not row["why"]:
            print(f"{row['file']}: schema and reader differ without a reason in the table")
            failures += 1
    print(f"{len(rows)} cases: {counts}, {failures} failures")
    if min(counts.values()) == 0:
        print("some kind of case is missing")
        failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
