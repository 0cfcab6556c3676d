#!/usr/bin/env python3
"""A file of records, one a line: `eligo match` by both engines against `eligo screen` on the same file.

    compare_records.py ELIGO [--count N] [--seed S]... [--as-of DATE]... [--random-rules N]

Generated records, small records with one error each, the same facts in other words (escapes, blanks, members in another
order, members nobody knows) and lines with random damage are mixed into one file. `match --engine plain` must say what
`screen` says of every line, refusals with their message included; the columnar engine must write the same bytes as the
plain one for several batch sizes and numbers of threads, and read at least some of the lines as cells. With
--random-rules the two engines are also compared on so many sets of random criteria. Exit status 1 if anything differs.
"""
import argparse
import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

from calendar_days import day
from chance import Chance
from engine_differential import LOCAL, Differential
from random_rules import RandomRules, render

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = (("1", "512"), ("3", "512"), ("1", "64"), ("3", "64"), ("1", "1"))
BYTES = [b"\\", b'"', b"{", b"}", b"[", b"]", b",", b":", b" ", b"\t", b"\0", b"\xff", b"\xc3\xa9", b"null", b"1e3", b"-", b"0", b"<", b"\r"]


def run(*command, stdin=None):
    return subprocess.run(command, stdin=stdin, capture_output=True, check=False).stdout


def generated(*arguments):
    return run(sys.executable, os.path.join(HERE, "generate.py"), *arguments).decode().splitlines()


class Number(str):
    """A number by its text."""


def members(value, chance):
    """The same record in another order of members; entries keep theirs, since they are numbered by it."""
    if isinstance(value, dict):
        items = list(value.items())
        chance.shuffle(items)
        return {key: members(one, chance) for key, one in items}
    if isinstance(value, list):
        return [members(one, chance) for one in value]
    return value


def escaped(text, chance):
    return '"' + "".join(f"\\u{ord(c):04x}" if chance.random() < 0.1 else json.dumps(c, ensure_ascii=False)[1:-1] for c in text) + '"'


def write(value, chance, escapes, blanks):
    """JSON in other words; what a text or number says stays the same."""
    gap = lambda: chance.choice(("", "", " ", "\t", "  ")) if blanks else ""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        return escaped(value, chance) if escapes else json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        inside = ("," + gap()).join(f"{gap()}{write(k, chance, escapes, blanks)}{gap()}:{gap()}{write(v, chance, escapes, blanks)}{gap()}" for k, v in value.items())
        return "{" + inside + gap() + "}"
    if isinstance(value, list):
        return "[" + ",".join(gap() + write(one, chance, escapes, blanks) + gap() for one in value) + gap() + "]"
    return json.dumps(value)


def entries(record):
    for section in ("observations", "conditions", "procedures", "medications", "trials"):
        yield from record.get(section, ())


def other_words(line, chance):
    record = json.loads(line, parse_int=Number, parse_float=Number)
    for entry in entries(record):
        if chance.random() < 0.05:
            entry[chance.choice(("source", "lab", "colour"))] = chance.choice(("x", Number("1"), True, "", None, ["x"]))
        if chance.random() < 0.05:
            entry.setdefault("verification", "confirmed")
        if isinstance(entry.get("value"), str) and chance.random() < 0.2:
            entry["value"] = str(entry["value"]) if isinstance(entry["value"], Number) else chance.choice(("<", " ", "")) + entry["value"]
    for section in ("observations", "conditions"):
        if section in record and chance.random() < 0.3:
            chance.shuffle(record[section])
    if chance.random() < 0.5:
        record = members(record, chance)
    if chance.random() < 0.1:
        record["id"] = chance.choice(("=1+1", "a,b", 'say "x"', " x ", "é", "-3", "", "\t"))
    return write(record, chance, chance.random() < 0.2, chance.random() < 0.5).encode()


def damaged(line, chance):
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        line = line or b"x"
        at = chance.randrange(len(line))
        how = chance.randrange(4)
        if how == 0:
            line = line[:at] + line[at + chance.choice((1, 1, 2, 10)):]
        elif how == 1:
            line = line[:at] + chance.choice(BYTES) + line[at:]
        elif how == 2:
            line = line[:at] + chance.choice(BYTES) + line[at + 1:]
        else:
            other = chance.randrange(len(line))
            line = line[:at] + line[other:other + chance.randrange(1, 40)] + line[at:]
    return line.replace(b"\n", b" ")


def lines_of(seed, count, as_of, chance):
    plain = generated("--seed", str(seed), "--count", str(count), "--as-of", as_of)
    wrong = [json.loads(line)["text"].encode() for line in generated("--malformed", "--as-of", as_of)]
    # What the first thousand lines do not have has no column; every other seed they have little.
    first = [json.dumps({**json.loads(line), "id": f"F{i}"}).encode() for i, line in enumerate(plain[:20] * 50)] if seed % 2 == 0 else []
    lines = []
    for line in plain:
        lines.append(line.encode() if chance.random() < 0.5 else other_words(line, chance))
        if chance.random() < 0.2:
            lines.append(damaged(chance.choice(lines) or b"{}", chance))
        if chance.random() < 0.05:
            lines.append(chance.choice((b"", b"  ", b"\t\r")))
        if chance.random() < 0.1:
            lines[-1] += b"\r"
    lines += wrong
    chance.shuffle(lines)
    # The first line says that there is one record a line.
    return [b'{"id": "first"}', *first, *lines]


def as_cell(text):
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def expected_of(answers):
    """Rows and messages of refusals, as `screen --format ndjson` has them."""
    rows, refusals = [], []
    for answer in map(json.loads, answers):
        if "error" in answer:
            refusals.append(answer["error"]["message"])
            continue
        row = {"id": as_cell(answer["patient"])}
        for trial in answer["trials"]:
            row[trial["trial"]] = trial["verdict"]
            row.update({f"{trial['trial']}.{c['id']}": c["status"] for c in trial["criteria"]})
        rows.append(row)
    return rows, refusals


class Comparison:
    def __init__(self, eligo):
        self.eligo, self.wrong, self.statuses, self.refused, self.lines, self.plainly = eligo, 0, 0, 0, 0, 0
        self.random_statuses = 0

    def differ(self, *what):
        self.wrong += 1
        if self.wrong <= 20:
            print(*what)

    def compare(self, seed, count, as_of):
        chance = random.Random(f"records {seed}")
        lines = lines_of(seed, count, as_of, chance)
        with tempfile.TemporaryDirectory() as folder:
            records = os.path.join(folder, "p.ndjson")
            with open(records, "wb") as file:
                file.write((b"\xef\xbb\xbf" if seed % 3 == 0 else b"") + b"\n".join(lines) + chance.choice((b"", b"\n")))
            answers = run(self.eligo, "screen", records, "--as-of", as_of, "--format", "ndjson").decode().splitlines()
            plain, rejects, self.summary = self.match(folder, records, as_of, "--engine", "plain")
            self.compare_plain(answers, lines, plain, rejects)
            for threads, batch in RUNS:
                self.compare_columnar(folder, records, as_of, threads, batch, plain, rejects)
            with open(records, "rb") as file:
                piped = run(self.eligo, "match", "-", "--input", "ndjson", "--as-of", as_of, "--detail", "criteria",
                            "--rejects", "/dev/null", stdin=file)
            if piped != plain:
                self.differ(f"seed {seed}: standard input differs")
        self.lines += sum(1 for line in lines if line.strip())

    def compare_rules(self, number, count, as_of):
        """Both engines, with criteria that nobody would write."""
        chance = random.Random(f"rules for records {number}")
        made = Differential(argparse.Namespace(eligo=self.eligo, mutate=False, jobs=1))
        criteria = made.accepted(RandomRules(Chance(f"records {number}", day(as_of)), made.facts).criteria)
        with tempfile.TemporaryDirectory() as folder:
            rules, records = os.path.join(folder, "rules"), os.path.join(folder, "p.ndjson")
            os.mkdir(rules)
            shutil.copy(LOCAL, rules)
            with open(os.path.join(rules, "random.elig"), "w", encoding="utf-8") as file:
                file.write(render(criteria)[0])
            with open(records, "wb") as file:
                file.write(b"\n".join(lines_of(1000 + number, count, as_of, chance)))
            plain, rejects, self.summary = self.match(folder, records, as_of, "--engine", "plain", "--rules", rules)
            self.random_statuses += plain.count(b",") - plain.split(b"\n")[0].count(b",")
            for threads, batch in RUNS[:4:3]:
                self.compare_columnar(folder, records, as_of, threads, batch, plain, rejects, "--rules", rules)

    def match(self, folder, records, as_of, *options):
        paths = [os.path.join(folder, name) for name in ("v.csv", "r.csv", "s.json")]
        run(self.eligo, "match", records, "--as-of", as_of, "--detail", "criteria", "-o", paths[0], "--rejects", paths[1],
            "--summary", paths[2], *options)
        texts = []
        for path in paths:
            with open(path, "rb") as file:
                texts.append(file.read())
        return texts

    def compare_plain(self, answers, lines, plain, rejects):
        expected, refusals = expected_of(answers)
        rows = list(csv.DictReader(io.StringIO(plain.decode(), newline="")))
        rejected = list(csv.DictReader(io.StringIO(rejects.decode(), newline="")))
        self.refused += len(refusals)
        if len(rows) != len(expected) or len(rejected) != len(refusals):
            self.differ(f"{len(rows)} rows and {len(rejected)} rejects, screen has {len(expected)} and {len(refusals)}")
        for row, wanted in zip(rows, expected):
            self.statuses += len(wanted)
            for key in row.keys() | wanted.keys():
                if row.get(key) != wanted.get(key):
                    self.differ(wanted["id"], f"{key}: screen {wanted.get(key)}, match {row.get(key)}")
        for row, message in zip(rejected, refusals):
            if row["reason"].removeprefix("'") != message or row["column"]:
                self.differ(f"line {row['line']}: screen {message}, match {row}: {lines[int(row['line']) - 1]}")

    def compare_columnar(self, folder, records, as_of, threads, batch, plain, rejects, *options):
        ours, our_rejects, summary = self.match(folder, records, as_of, "--threads", threads, "--batch-rows", batch, *options)
        where = f"{threads} threads, {batch} rows a batch"
        for what, one, other in (("verdicts", ours, plain), ("rejects", our_rejects, rejects)):
            if one == other:
                continue
            for ours_line, plain_line in zip(one.split(b"\n"), other.split(b"\n")):
                if ours_line != plain_line:
                    self.differ(f"{where}: {what}: {ours_line.decode()}, plain {plain_line.decode()}")
                    break
            else:
                self.differ(f"{where}: {what} end early")
        counts = json.loads(summary)
        if (threads, batch) == RUNS[0] and not options:
            self.plainly += counts.get("read_plainly", 0)
        counts.pop("read_plainly", None)
        if counts != json.loads(self.summary):
            self.differ(f"{where}: the summary differs")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--as-of", action="append")
    parser.add_argument("--random-rules", type=int, default=0)
    arguments = parser.parse_args()
    comparison = Comparison(arguments.eligo)
    for as_of in arguments.as_of or ["2026-11-25"]:
        for seed in arguments.seed or [1]:
            comparison.compare(seed, arguments.count, as_of)
        for number in range(arguments.random_rules):
            comparison.compare_rules(number, arguments.count, as_of)
    print(f"{comparison.statuses} statuses and {comparison.refused} refusals of {comparison.lines} lines compared, "
          f"{comparison.plainly} lines left to the definition, {comparison.random_statuses} statuses of random criteria, {comparison.wrong} differences")
    enough = comparison.statuses and comparison.refused and comparison.plainly < comparison.lines * 3 // 4
    return 1 if comparison.wrong or not enough else 0


if __name__ == "__main__":
    sys.exit(main())
