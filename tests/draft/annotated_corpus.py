#!/usr/bin/env python3
"""Comparisons of a published, annotated corpus, beside those that `eligo draft --format json` finds.

usage: annotated_corpus.py ELIGO FOLDER [--differences]

FOLDER has pairs of files in brat's standoff format, in any depth: NAME.txt with the criteria of a trial, and NAME.ann,
whose events are `Eq-Comparison` with `Operator`, `Value`, `Unit` and `Temporal-Unit` (the Leaf Clinical Trials corpus;
nothing of it is kept here). Prints how many of the annotated values are found in their lines, how many of those have
the operator and the unit of time that is annotated, how many of the annotated units are found, and how many of what is
found is not annotated. A value that an annotation writes in words counts as its number; annotations without a value,
and ranges with one end, are left out. Exit status 77 (skipped) without the corpus.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SKIPPED = 77
SIGNS = {"GTEQ": ">=", "GT": ">", "LT": "<", "LTEQ": "<=", "EQ": "="}
TIMES = ("minute", "hour", "day", "week", "month", "year")
WORDS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())}
WORDS |= {"half": 0.5, "a": 1, "an": 1, "once": 1, "twice": 2, "double": 2, "fifteen": 15, "eighteen": 18, "twenty": 20,
          "twenty-four": 24, "thirty": 30, "sixty": 60, "ninety": 90}


def number(text):
    word = text.strip().lower().strip("≥≤<>").replace(",", "")
    if word in WORDS:
        return float(WORDS[word])
    found = re.fullmatch(r"(?:.*\()?(\d+(?:\.\d+)?)\)?", word)
    return float(found[1]) if found else None


def read_standoff(path):
    """Spans by id, attributes by span, events by id."""
    spans, attributes, events = {}, collections.defaultdict(dict), {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("T"):
            kind, ends = fields[1].split(" ", 1)
            ends = re.split("[ ;]", ends)
            spans[fields[0]] = {"kind": kind, "begin": int(ends[0]), "text": fields[2]}
        elif line.startswith("A"):
            words = fields[1].split()
            if len(words) > 2:
                attributes[words[1]][words[0]] = re.sub(r"E\d+$", "", words[2])
        elif line.startswith("E"):
            events[fields[0]] = [part.split(":") for part in fields[1].split()]
    return spans, attributes, events


def annotated(path):
    """What is compared, in the order of the file: begin, sign and value pairs, unit, unit of time."""
    spans, attributes, events = read_standoff(path)
    for event in events.values():
        if event[0][0] != "Eq-Comparison" or event[0][1] not in spans:
            continue
        parts = collections.defaultdict(list)
        for role, span in event[1:]:
            if span in spans:
                parts[re.sub(r"\d+$", "", role)].append(span)
        values = sorted(value for value in (number(spans[one]["text"]) for one in parts["Value"]) if value is not None)
        if not values or len(values) != len(parts["Value"]):
            continue
        signs = [attributes[one].get("Eq-Operator-Value") for one in parts["Operator"]]
        signs = [sign for sign in signs if sign]
        if len(values) == 2 and (not signs or "BETWEEN" in signs):
            pairs = list(zip((">=", "<="), values))
        elif len(values) == 1 and not signs:
            pairs = [("", values[0])]
        elif len(values) == 1 and len(signs) == 1 and signs[0] in SIGNS:
            pairs = [(SIGNS[signs[0]], values[0])]
        else:
            continue
        times = [attributes[one].get("Eq-Temporal-Unit-Value") for one in parts["Temporal-Unit"]]
        yield {"begin": min(spans[one]["begin"] for one in [event[0][1], *parts["Value"]]), "pairs": pairs,
               "unit": bool(parts["Unit"]), "time": next((time for time in times if time in TIMES), None),
               "text": spans[event[0][1]]["text"]}


def drafts_of(eligo, texts):
    with tempfile.TemporaryDirectory() as folder:
        records = pathlib.Path(folder) / "records.jsonl"
        records.write_text("".join(json.dumps({"nct_id": name, "title": "", "criteria_text": text}) + "\n"
                                   for name, text in texts.items()), encoding="utf-8")
        run = subprocess.run([eligo, "draft", records, "--format", "json", "--unchecked"], capture_output=True,
                             text=True, check=True)
    return {draft["trial"]: draft["lines"] for draft in map(json.loads, run.stdout.splitlines())}


def lines_with(lines, text, comparisons):
    """The annotated comparisons by the line that they stand in; lines are counted in bytes."""
    offsets = [0]
    for char in text:
        offsets.append(offsets[-1] + len(char.encode()))
    by_line = collections.defaultdict(list)
    for one in comparisons:
        at = offsets[one["begin"]]
        for index, line in enumerate(lines):
            if line["begin"] <= at < line["end"]:
                by_line[index].append(one)
    return by_line


def score_line(wanted, found, counts):
    """Counts what was found of what was wanted; returns what is missed or otherwise, and what is left."""
    left = list(found)
    differences = []
    for one in wanted:
        for sign, value in one["pairs"]:
            counts["annotated"] += 1
            same = [two for two in left if two["value"] is not None and float(two["value"]) == value]
            if not same:
                differences.append(f"missed {sign} {value} ({one['text']})")
                continue
            two = next((two for two in same if two["operator"] == sign), same[0])
            left.remove(two)
            counts["values"] += 1
            if sign:
                counts["signs"] += 1
                counts["signs the same"] += two["operator"] == sign
            if one["time"]:
                counts["times"] += 1
                counts["times the same"] += (two["unit"] or (two["window"] or {}).get("unit")) == one["time"]
            if one["unit"]:
                counts["units"] += 1
                counts["units found"] += two["unit"] is not None
    counts["found"] += len(found)
    counts["extra"] += len(left)
    return differences + [f"extra {two['operator']} {two['value']} {two['unit']} ({two['words']})" for two in left]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("folder", nargs="?", default="")
    parser.add_argument("--differences", action="store_true", help="the lines that differ")
    options = parser.parse_args()
    files = sorted(pathlib.Path(options.folder).rglob("*.ann")) if options.folder else []
    files = {path.stem: path for path in files if path.with_suffix(".txt").exists()}
    if not files:
        print("skipped: no annotated corpus at hand")
        return SKIPPED
    texts = {name: path.with_suffix(".txt").read_bytes().decode("utf-8") for name, path in files.items()}
    drafts = drafts_of(options.eligo, texts)
    counts = collections.Counter()
    for name, path in files.items():
        lines = drafts.get(name, [])
        wanted = lines_with(lines, texts[name], annotated(path))
        for index, line in enumerate(lines):
            differences = score_line(wanted[index], line["comparisons"], counts)
            if differences and options.differences:
                print(f"{name}, line {line['line']}: {line['text']}", *differences, sep="\n    ")

    def share(part, whole):
        return f"{100 * counts[part] / max(counts[whole], 1):.1f} % ({counts[part]} of {counts[whole]})"

    print(f"{len(files)} records")
    print("annotated values found     ", share("values", "annotated"))
    print("of these, the operator     ", share("signs the same", "signs"))
    print("of these, the unit of time ", share("times the same", "times"))
    print("of these, a unit           ", share("units found", "units"))
    print("found and not annotated    ", share("extra", "found"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
