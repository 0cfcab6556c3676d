#!/usr/bin/env python3
"""The fast engine of `eligo match` against the plain one, on random rules and random cohorts.

    engine_differential.py ELIGO [--statuses N] [--count ROUNDS] [--seed S]... [--as-of DATE]... [--mutate] [--coverage]

A round is a folder of random trials, and a cohort with cells on and beside everything they ask for. The plain engine's
verdicts, summary and rejects are compared, byte for byte, with those of the default engine at several threads and batch
sizes. A difference is reduced to few rows, columns and criteria, and printed. Exit status 1 if anything differs.

--mutate changes one status in what the fast engine said, and succeeds only if that is reported. --coverage fails if
some kind of test was not seen true, false and unknown.
"""
import argparse
import collections
import concurrent.futures
import csv
import difflib
import glob
import io
import os
import re
import subprocess
import sys
import tempfile

from calendar_days import day
from chance import Chance
from cohort_text import file_text, write_rows
from random_rows import RandomCohort
from random_rules import RandomRules, render
from rules_vocabulary import read_facts
from smallest_case import Case, smallest

HERE = os.path.dirname(os.path.abspath(__file__))
LOCAL = os.path.join(HERE, "engine_differential.elig")
DAYS = ("2026-11-25", "2026-02-28", "2024-02-29", "2026-03-01", "2026-03-31", "2026-04-30", "2026-05-31", "2025-12-31",
        "2025-02-28", "2027-01-01", "2024-03-31", "2026-07-15")
NEAR = "near misses"  # a setting: what stands behind the verdicts; every so many rounds
NEAR_ROUNDS = 8
SIZES = (1, 2, 63, 64, 65, 127, 128, 129, 200, 300, 300, 300, 500, 700)
SMALL_BLOCK = "2500"
BATCHES = ("1", "63", "64", "65", "4096")
SIMD = ("portable", "ssse3", "sse4", "avx2", "avx512", "avx512vbmi2")
SLOWEST = 120   # seconds, of one file
PARTS = ("verdicts", "summary", "rejects")
EXEMPT = ("unencoded",)               # always unknown


class Binary:
    """`eligo` and the settings that it offers."""

    def __init__(self, path):
        self.path, self.notes = path, []
        self.help = subprocess.run([path, "match", "--help"], capture_output=True, text=True, check=False).stdout
        self.plain = ["--engine", "plain"] if self.offers("--engine") else []
        self.threads = [["--threads", n] for n in ("1", "3")] if self.offers("--threads") else [[]]
        if self.offers("--block-bytes"):
            self.threads[-1] += ["--block-bytes", SMALL_BLOCK]  # several for every thread
        self.batches = [["--batch-rows", n] for n in BATCHES] if self.offers("--batch-rows") else [[]]
        self.simd = self.all_simd() if self.offers("--simd") else []
        self.used = collections.Counter()

    def offers(self, option):
        if f"{option} " in self.help:
            return True
        if f"no {option} in this eligo: not tried" not in self.notes:
            self.notes.append(f"no {option} in this eligo: not tried")
        return False

    def all_simd(self):
        known = [name for name in SIMD if re.search(rf"\b{name}\b", self.help) and self.accepts("--simd", name)]
        self.notes.append(f"--simd: {', '.join(known) or 'no name that this test knows'}")
        return [["--simd", name] for name in known]

    def settings(self, number):
        """Of one round: the default, and every batch size, with another number of threads the next time."""
        chosen = [[]]
        for place, batch in enumerate(self.batches):
            chosen.append(self.threads[(number + place) % len(self.threads)] + batch)
        if self.simd:
            chosen.append(self.simd[number % len(self.simd)] + self.batches[number % len(self.batches)])
        chosen = [setting for place, setting in enumerate(chosen) if setting not in chosen[:place]]
        self.used.update(" ".join(setting) or "default" for setting in chosen)
        return chosen

    def accepts(self, *options):
        with tempfile.TemporaryDirectory() as folder:
            cohort = os.path.join(folder, "c.csv")
            with open(cohort, "w", encoding="utf-8") as file:
                file.write("id\n1\n")
            command = [self.path, "match", cohort, "--as-of", DAYS[0], *options]
            return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def match(self, folder, as_of, options):
        """Verdicts, summary and rejects as bytes (None if not written), and the exit status."""
        with tempfile.TemporaryDirectory() as results:
            paths = [os.path.join(results, part) for part in PARTS]
            command = [self.path, "match", os.path.join(folder, "cohort.csv"), "--rules", os.path.join(folder, "rules"),
                       "--as-of", as_of, "--detail", "near" if NEAR in options else "criteria", "-o", paths[0],
                       "--summary", paths[1], "--rejects", paths[2], *(o for o in options if o != NEAR)]
            try:
                done = subprocess.run(command, capture_output=True, check=False, timeout=SLOWEST)
                answer = {"exit status": done.returncode, "said": done.stderr.decode(errors="replace")}
            except subprocess.TimeoutExpired:
                answer = {"exit status": "none", "said": f"not done after {SLOWEST} seconds"}
            for part, path in zip(PARTS, paths):
                answer[part] = open(path, "rb").read() if os.path.exists(path) else None
            return answer


def different(one, other):
    """The first part that differs, or nothing."""
    return next((part for part in PARTS + ("exit status",) if one[part] != other[part]), "")


def write_case(folder, case):
    os.makedirs(os.path.join(folder, "rules"), exist_ok=True)
    with open(LOCAL, encoding="utf-8") as source:
        local = source.read()
    for name, text in (("rules/local.elig", local), ("rules/random.elig", render(case.criteria)[0]),
                       ("cohort.csv", file_text(case.header, case.rows))):
        with open(os.path.join(folder, name), "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            file.write(text)


def words_of(answer):
    """[(id, {column: word})]"""
    rows = list(csv.reader(io.StringIO(answer["verdicts"].decode(errors="surrogateescape")))) if answer["verdicts"] else []
    return [(row[0], dict(zip(rows[0], row))) for row in rows[1:]]


class Mutation:
    """Changes one status of one row in the verdicts; the same one, whatever else the file holds."""

    def __init__(self, chance, answer):
        rows = [(name, words) for name, words in words_of(answer) if name.startswith("R-")]
        name, words = chance.choice(rows)
        column = chance.choice([column for column in words if "." in column])
        self.row, self.column = name, column

    def apply(self, answer):
        if not answer["verdicts"]:
            return answer
        lines = answer["verdicts"].decode(errors="surrogateescape").split("\n")
        header = lines[0].split(",")
        if self.column not in header:
            return answer
        place = header.index(self.column)
        for number, line in enumerate(lines):
            cells = line.split(",")
            if cells[0] == self.row:
                cells[place] = "fail" if cells[place] == "pass" else "pass"
                lines[number] = ",".join(cells)
        return {**answer, "verdicts": "\n".join(lines).encode(errors="surrogateescape")}


class Differential:
    def __init__(self, arguments):
        self.binary = Binary(arguments.eligo)
        self.facts = read_facts(sorted(glob.glob(os.path.join(HERE, "../../rules/vocabulary/*.elig"))) + [LOCAL])
        self.mutate, self.mutation, self.reported = arguments.mutate, None, []
        self.statuses = self.rows = self.rejected = self.unreadable = self.compared = self.unusable = self.rounds = 0
        self.distinct = 0
        self.written = self.refused = 0                  # criteria
        self.refusals = collections.Counter()
        self.truths = collections.defaultdict(collections.Counter)
        self.pool = concurrent.futures.ThreadPoolExecutor(arguments.jobs)

    # --- one round -----------------------------------------------------------------------------------------------

    def case(self, seed, number, as_of):
        chance = Chance(f"engine {seed} {number}", day(as_of))
        rules = RandomRules(chance, self.facts)
        options = ["--strict"] if chance.odds(0.08) else []
        cohort = RandomCohort(chance, rules, self.facts, bool(options))
        rows = write_rows(chance, cohort, cohort.rows(chance.choice(SIZES)))
        if chance.odds(0.1):
            options += ["--trial", rules.trials[0]]
        criteria = self.accepted(rules.criteria)
        options = options if any(c.trial == rules.trials[0] for c in criteria) else options[:options.count("--strict")]
        return Case(as_of, criteria, cohort.header, rows, options), chance

    def accepted(self, criteria):
        """Without the criteria that `eligo check` refuses."""
        self.written += len(criteria)
        while True:
            text, owner = render(criteria)
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "random.elig")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
                command = [self.binary.path, "check", path, LOCAL]
                checked = subprocess.run(command, capture_output=True, text=True, check=False)
            if checked.returncode == 0:
                return criteria
            errors = re.findall(r"random\.elig:(\d+):\d+: error\[(E\d+)\]", checked.stderr)
            bad = {owner[int(line)] for line, _ in errors if int(line) in owner}
            if not bad:
                raise SystemExit(f"eligo check: {checked.stderr}")
            self.refusals.update(code for _, code in errors)
            self.refused += len(bad)
            criteria = [criterion for criterion in criteria if criterion not in bad]

    def answers(self, folder, case, settings):
        jobs = [self.pool.submit(self.binary.match, folder, case.as_of, list(case.options) + s) for s in settings]
        return [job.result() for job in jobs]

    def pair(self, case, setting):
        with tempfile.TemporaryDirectory() as folder:
            write_case(folder, case)
            shared = [NEAR] if NEAR in setting else []
            plain, fast = self.answers(folder, case, [self.binary.plain + shared, setting])
        return plain, self.mutation.apply(fast) if self.mutation else fast

    def round(self, seed, number, as_of):
        case, chance = self.case(seed, number, as_of)
        with tempfile.TemporaryDirectory() as folder:
            write_case(folder, case)
            settings = self.binary.settings(number)
            plain, *fast = self.answers(folder, case, [self.binary.plain] + settings)
        self.rounds += 1
        if self.mutate and not self.mutation and plain["verdicts"] and len(case.rows) > 100:
            self.mutation = Mutation(chance, plain)
        self.count(case, plain)
        for setting, answer in zip(settings, fast):
            answer = self.mutation.apply(answer) if self.mutation else answer
            self.compared += 1
            if different(plain, answer):
                self.report(f"seed {seed}, round {number}, as of {as_of}", case, setting)
                return
        if number % NEAR_ROUNDS == 0 and not self.mutate:
            plain, fast = self.pair(case, [NEAR])
            self.compared += 1
            if different(plain, fast):
                self.report(f"seed {seed}, round {number}, as of {as_of}", case, [NEAR])

    def count(self, case, plain):
        self.rejected += (plain["rejects"] or b"").count(b"\n") - 1
        if not plain["verdicts"]:
            self.unusable += 1
            if plain["exit status"] not in (0, 4, 5):
                raise SystemExit(f"eligo match: {plain['said']}")
            return
        words = words_of(plain)
        self.rows += len(words)
        self.distinct += len({tuple(row.cells[1:]) for row in case.rows})
        for criterion in case.criteria:
            counts = collections.Counter(row.get(criterion.column) for _, row in words)
            del counts[None]
            self.statuses += counts.total()
            labels = criterion.tree.labels or ("connectives",)
            names = {"pass": "true", "fail": "false", "unknown": "unknown"}
            if criterion.kind == "exclusion":
                names |= {"pass": "false", "fail": "true"}
            for label in labels:
                self.truths[label].update({names[word]: number for word, number in counts.items()})

    # --- what differs --------------------------------------------------------------------------------------------

    def report(self, where, case, setting):
        self.reported.append((where, setting))
        print(f"\nDIFFERENCE: {where}, {' '.join(setting) or 'default settings'}")
        if len(self.reported) > 3:
            return
        part = different(*self.pair(case, setting))
        if not part:
            print("it did not come back when run again: the answer depends on chance or on timing")
            return
        case = smallest(case, lambda c: different(*self.pair(c, setting)) == part)
        plain, fast = self.pair(case, setting)
        print(render(case.criteria)[0])
        print(file_text(case.header, case.rows).encode("utf-8", "backslashreplace").decode())
        print(f"eligo match cohort.csv --rules rules --detail criteria --as-of {case.as_of} {' '.join(case.options)}")
        texts = [shown(answer[part]).splitlines() for answer in (plain, fast)]
        names = f"{part}, plain", f"{part}, {' '.join(setting) or 'default'}"
        print("\n".join(difflib.unified_diff(*texts, *names, lineterm="")))
        if part != "exit status" and not fast[part]:
            print(fast["said"])

    # --- at the end ----------------------------------------------------------------------------------------------

    def summary(self):
        for note in self.binary.notes:
            print("note:", note)
        refusals = ": " + ", ".join(f"{c} {n}" for c, n in self.refusals.items()) if self.refusals else ""
        print(f"{self.rounds} rounds: {self.written - self.refused} criteria "
              f"({self.refused} more refused by `eligo check`{refusals}), {self.rows} rows ({self.distinct} distinct), {self.rejected} rejected, {self.unusable} files without a usable row")
        print(f"{'':24}{'statuses':>9}{'true':>7}{'false':>7}{'unknown':>9}")
        for label, counts in sorted(self.truths.items()):
            total = counts.total() or 1
            widths = (("true", 6), ("false", 6), ("unknown", 8))
            shares = "".join(f"{100 * counts[word] / total:>{width}.1f}%" for word, width in widths)
            print(f"{label:24}{counts.total():>9}{shares}")
        used = sorted(self.binary.used.items())
        print("settings and rounds:", ", ".join(f"{setting} {count}" for setting, count in used))
        print(f"{self.statuses} statuses, {self.compared} comparisons of verdicts, summary and rejects, "
              f"{len(self.reported)} differences")

    def uncovered(self):
        return [f"{label}: never {word}" for label, counts in self.truths.items() if label not in EXEMPT
                for word in ("true", "false", "unknown") if not counts[word]]


def shown(value):
    if not isinstance(value, bytes):
        return str(value)
    text = value.decode(errors="backslashreplace").rstrip("\n")
    return text if len(text) < 6000 else text[:6000] + "\u2026"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("--statuses", type=int, default=20000, help="go on until so many statuses are compared")
    parser.add_argument("--count", type=int, default=0, help="so many rounds, whatever --statuses says")
    parser.add_argument("--first", type=int, default=0, help="number of the first round, to repeat one")
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--as-of", action="append")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--mutate", action="store_true")
    parser.add_argument("--coverage", action="store_true")
    arguments = parser.parse_args()
    test = Differential(arguments)
    days = arguments.as_of or DAYS
    number = arguments.first
    while number - arguments.first < arguments.count if arguments.count else test.statuses < arguments.statuses:
        for seed in arguments.seed or [1]:
            test.round(seed, number, days[number % len(days)])
        number += 1
        if len(test.reported) >= (1 if arguments.mutate else 10):
            break
    test.summary()
    missing = test.uncovered() if arguments.coverage else []
    for line in missing:
        print("not covered:", line)
    if arguments.mutate:
        expected = test.mutation and len(test.reported) == 1
        print("the changed status", f"{test.mutation.row} {test.mutation.column}" if test.mutation else "",
              "was reported" if expected else "WAS NOT REPORTED")
        return 0 if expected else 1
    return 1 if test.reported or missing or not test.statuses else 0


if __name__ == "__main__":
    sys.exit(main())
