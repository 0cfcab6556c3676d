#!/usr/bin/env python3
"""The oracle's command: records and an as-of date in, one JSON object a record out, in input order.

    oracle.py [FILE...] --as-of 2026-11-25          `-` or no file: standard input

Tested in test_oracle.py.
"""
import argparse
import datetime
import json
import sys

from calendar_days import day
from records import Refused, read_patient, split_records
from trials import TRIALS, screen_trial


def screen(record, today):
    """The result for one JSON value of `split_records`, on a day number."""
    try:
        patient = read_patient(record, today)
    except Refused as problem:
        name = record.get("id") if isinstance(record, dict) else None
        return {"patient": name if type(name) is str else None, "error": str(problem)}
    return {"patient": patient.id, "as_of": datetime.date.fromordinal(today).isoformat(),
            "trials": {trial: screen_trial(trial, patient, today) for trial in TRIALS}}


def main():
    parser = argparse.ArgumentParser(description="an independent reading of the founding trials")
    parser.add_argument("files", nargs="*", default=["-"])
    parser.add_argument("--as-of", required=True, type=day, metavar="DATE")
    options = parser.parse_args()
    for name in options.files:
        if name == "-":
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        else:
            with open(name, encoding="utf-8-sig", newline="") as file:
                text = file.read()
        for record in split_records(text):
            print(json.dumps(screen(record, options.as_of), ensure_ascii=False))


if __name__ == "__main__":
    main()
