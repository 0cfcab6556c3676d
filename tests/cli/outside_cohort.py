#!/usr/bin/env python3
"""The map of examples/bone_marrow on the published file, if it is there: every row is used, every cell is read, and each
status is what this script derives from the file by itself.

    outside_cohort.py ELIGO FOLDER

FOLDER holds cohorts/uci_bone_marrow_children.csv (UCI "bone marrow transplant: children", CC BY 4.0). Without it the
test is skipped.
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = PROJECT / "examples" / "bone_marrow"
SKIPPED = 77
DAY = 100  # after the transplant, which the map puts on 2010-01-01
AS_OF = "2010-04-11"
NEVER = "1000000"


def status(truth, exclusion=False):
    if truth is None:
        return "unknown"
    return "pass" if truth != exclusion else "fail"


def both(a, b):
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def flag(cell, yes="1"):
    return None if cell == "?" else cell == yes


def onset_within(row, day, window):
    """Severe acute GVHD that began at most `window` days before `day`; later ones are not seen."""
    if row["aGvHDIIIIV"] == "1":
        # A flag that says no beside a time is a time of something absent.
        return False
    if row["time_to_aGvHD_III_IV"] == NEVER:
        return None
    began = int(row["time_to_aGvHD_III_IV"])
    if began > day:
        return None
    return day - window <= began


def expected(row):
    """The statuses in the order of the rule file."""
    years = int(float(row["Recipientage"]))
    age = True if 1 <= years <= 16 else False if years > 17 else None
    if row["ANCrecovery"] == NEVER:
        recovered = False
    else:
        recovered = True if int(row["ANCrecovery"]) <= DAY else None
    weight = None if row["Rbodymass"] == "?" else float(row["Rbodymass"]) >= 8
    negative = None if row["RecipientCMV"] == "?" else row["RecipientCMV"] == "0"
    followed = int(row["survival_time"])
    died = False if row["survival_status"] == "0" else True if followed <= DAY else None
    return [
        "pass",
        status(age),
        status(flag(row["Diseasegroup"])),
        status(onset_within(row, DAY, 90)),
        status(recovered),
        status(weight),
        status(row["HLAmatch"] in "012"),
        status(both(negative, flag(row["DonorCMV"])), True),
        status(flag(row["Txpostrelapse"]), True),
        status(flag(row["Relapse"]), True),
        status(flag(row["extcGvHD"], "0"), True),
        status(both(died, followed < DAY), True),
    ]


def main():
    eligo, folder = sys.argv[1], pathlib.Path(sys.argv[2] or "/nonexistent")
    data = folder / "cohorts" / "uci_bone_marrow_children.csv"
    if not data.exists():
        print("skipped: configure with -DELIGO_OUTSIDE_DATA=FOLDER that holds", data.relative_to(folder))
        return SKIPPED
    with tempfile.TemporaryDirectory() as work:
        summary = pathlib.Path(work) / "summary.json"
        done = subprocess.run(
            [eligo, "match", data, "--columns", EXAMPLE / "columns.json", "--rules", EXAMPLE / "rules", "--as-of", AS_OF,
             "--detail", "criteria", "--summary", summary],
            stdout=subprocess.PIPE, encoding="utf-8", check=True, timeout=60)
        counts = json.loads(summary.read_text(encoding="utf-8"))
    with data.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    got = list(csv.reader(done.stdout.splitlines()))[1:]
    problems = []
    if counts["rows"] != len(rows) or counts["rejected"] != 0 or len(got) != len(rows):
        problems.append(f"{counts['rows']} rows used, {counts['rejected']} rejected, of {len(rows)}")
    problems += [f"{column['column']}: {column['unreadable']} cells not read" for column in counts["columns"] if column["unreadable"]]
    problems += [f"{column}: not mapped" for column in counts["unmapped"]]
    for number, (row, cells) in enumerate(zip(rows, got), 2):
        wanted = expected(row)
        if cells[0] != f"line-{number}" or cells[2:] != wanted:
            problems.append(f"line {number}: {cells}, expected {wanted}")
    print("\n".join(problems) or f"{len(rows)} rows, {12 * len(rows)} statuses as expected")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
