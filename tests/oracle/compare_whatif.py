#!/usr/bin/env python3
"""`eligo whatif` against `eligo match` with the changed rules, on random rules and random cohorts.

    compare_whatif.py ELIGO [--count ROUNDS] [--first ROUND] [--seed S]... [--limits N] [--mutate]

A round is a folder of random trials of few criteria, and a cohort with cells on and beside everything they ask for (as
in engine_differential.py). Every count that `whatif` gives is compared with what `match` says on the same file after the
rules were written anew: without each criterion, without pairs, without the smallest sets (and that no smaller set would
do, by trying all), with limits on, between and beyond the steps of each curve, and with criteria replaced and dropped.
Exit status 1 if anything differs. --mutate changes one count, and succeeds only if that is reported.
"""
import argparse
import collections
import decimal
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

from calendar_days import day
from chance import Chance
from engine_differential import DAYS, Differential, words_of, write_case
from random_rules import Criterion
from smallest_case import Case

VERDICTS = ("eligible", "candidate", "incomplete", "ineligible")
NUMBER = re.compile(r"(?<![\w.*/^])\d+(?:\.\d+)?(?![\w.*/^])")
MOST_SETS = 3000      # tried by hand


class Text:
    """A criterion's tree that is only text."""

    def __init__(self, text):
        self.text, self.labels = text, ()

    def render(self, inside=False):
        return f"({self.text})" if inside else self.text


def criterion_id(criterion):
    return f"{criterion.kind[0].upper()}{criterion.number}"


def counted(words):
    counts = collections.Counter(words)
    return {verdict: counts[verdict] for verdict in VERDICTS}


class Comparison:
    def __init__(self, arguments):
        self.mutate, self.limits = arguments.mutate, arguments.limits
        self.generator = Differential(argparse.Namespace(eligo=arguments.eligo, mutate=False, jobs=1))
        self.eligo = arguments.eligo
        self.done, self.reported = collections.Counter(), []

    # --- running ---------------------------------------------------------------------------------------------------

    def match(self, case, criteria):
        """[(id, {column: word})] with these criteria; nothing if the rules are refused."""
        with tempfile.TemporaryDirectory() as folder:
            write_case(folder, Case(case.as_of, criteria, case.header, case.rows, case.options))
            answer = self.generator.binary.match(folder, case.as_of, list(case.options))
        self.done["runs of match"] += 1
        return words_of(answer) if answer["exit status"] in (0, 5) else None

    def whatif(self, case, options):
        with tempfile.TemporaryDirectory() as folder:
            write_case(folder, case)
            command = [self.eligo, "whatif", os.path.join(folder, "cohort.csv"), "--rules",
                       os.path.join(folder, "rules"), "--as-of", case.as_of, "--format", "json", *case.options, *options]
            done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode not in (0, 5):
            return None, done.stderr.decode(errors="replace")
        return json.loads(done.stdout), ""

    def same(self, what, expected, found):
        self.done[what] += 1
        if expected != found:
            self.reported.append(f"{self.where}: {what}\n  match says {expected}\n  whatif says {found}")

    # --- a round ---------------------------------------------------------------------------------------------------

    def case(self, seed, number, as_of):
        case, _ = self.generator.case(seed, number, as_of)
        chance = Chance(f"whatif {seed} {number}", day(as_of))
        criteria = []
        for trial in sorted({c.trial for c in case.criteria}):
            own = [c for c in case.criteria if c.trial == trial]
            # Few enough that a patient may pass, and now and then more than a word has bits.
            kept = chance.sample(own, min(len(own), chance.choice((1, 2, 3, 4, 6))))
            criteria += sorted(kept, key=own.index)
        case.criteria = criteria
        return case, chance

    def changes(self, case, chance):
        """Criteria replaced by the text of another, and dropped: the options, and {criterion: text or None}."""
        options, made = [], {}
        for criterion in chance.sample(case.criteria, min(len(case.criteria), chance.choice((0, 1, 2, 3)))):
            if "--trial" in case.options and criterion.trial != case.options[-1]:
                continue
            name = f"{criterion.trial}.{criterion_id(criterion)}"
            if chance.odds(0.4):
                made[criterion] = None
                options += ["--drop", name]
            else:
                made[criterion] = chance.choice(case.criteria).tree.render()
                options += ["--relax", f"{name} {made[criterion]}"]
        return options, made

    def round(self, seed, number, as_of):
        self.where = f"seed {seed}, round {number}, as of {as_of}"
        case, chance = self.case(seed, number, as_of)
        options, changes = self.changes(case, chance)
        rows = self.match(case, case.criteria)
        result, said = self.whatif(case, options + ["--threads", chance.choice(("1", "2", "3"))])
        self.done["rounds"] += 1
        if not rows or result is None:
            self.same("files without a usable row", rows is None or rows == [], result is None)
            if rows:
                print(said)
            return
        if self.mutate:
            result["trials"][0]["verdicts"]["eligible"] += 1
        self.same("rows", len(rows), result["rows"])
        for trial in result["trials"]:
            own = [c for c in case.criteria if c.trial == trial["trial"]]
            self.trial(case, own, rows, trial)
            self.curves(case, own, trial, chance)
            self.scenarios(case, own, rows, trial, changes)

    def without(self, case, own, dropped, words=False):
        """The verdicts of the trial without these criteria; none if nothing is left of it, or it does not compile."""
        if len(dropped) == len(own):
            return None
        rows = self.match(case, [c for c in case.criteria if c not in dropped])
        verdicts = [row[own[0].trial] for _, row in rows] if rows is not None else None
        return verdicts if words or verdicts is None else counted(verdicts)

    def trial(self, case, own, rows, trial):
        ids = [criterion_id(c) for c in own]
        statuses = [[row[c.column] for c in own] for _, row in rows]
        self.same("verdicts", counted(row[trial["trial"]] for _, row in rows), trial["verdicts"])
        self.same("criteria in order", ids, [of["criterion"] for of in trial["criteria"]])
        for place, of in enumerate(trial["criteria"]):
            up_to = [row[:place + 1] for row in statuses]
            fails = [row for row in statuses if row[place] == "fail"]
            expected = {"fails": len(fails), "unknown": sum(row[place] == "unknown" for row in statuses),
                        "excluded": sum("fail" not in row[:place] for row in fails),
                        "remaining": sum("fail" not in row for row in up_to),
                        "remaining_unknown": sum("fail" not in row and row[-1] == "unknown" for row in up_to),
                        "passing": sum(set(row) == {"pass"} for row in up_to),
                        "fails_alone": sum(row.count("fail") == 1 for row in fails)}
            self.same("attrition", expected, {name: of[name] for name in expected})
            counts = self.without(case, own, [own[place]])
            if counts:
                self.same("without one criterion", counts, of["verdicts_without"])
                self.same("gains of one", self.gains(trial, counts), of["gained"])
        pairs = {tuple(pair["criteria"]): pair["gained"] for pair in trial["pairs"]}
        for a, b in list(itertools.combinations(range(len(own)), 2))[:6]:
            counts = self.without(case, own, [own[a], own[b]])
            if counts:
                self.same("without two criteria", self.gains(trial, counts),
                          pairs.get((ids[a], ids[b]), {"eligible": 0, "not_ineligible": 0}))
        together = collections.Counter(tuple(i for i, word in zip(ids, row) if word == "fail") for row in statuses)
        del together[()]
        if len(together) <= 100:
            self.same("failing together", dict(together), {tuple(of["criteria"]): of["patients"]
                                                           for of in trial["failing_together"]["combinations"]})
        for name, blocking in (("eligible", ("fail", "unknown")), ("not_ineligible", ("fail",))):
            blockers = collections.Counter(frozenset(i for i, word in zip(ids, row) if word in blocking)
                                           for row in statuses)
            self.sets(blockers, ids, trial["smallest_sets"][name])

    def gains(self, trial, counts):
        return {"eligible": counts["eligible"] - trial["verdicts"]["eligible"],
                "not_ineligible": trial["verdicts"]["ineligible"] - counts["ineligible"]}

    def sets(self, blockers, ids, found):
        now = blockers[frozenset()]
        target = 2 * now if now else 1
        self.same("target of sets", target, found["target"])
        self.same("reachable", sum(blockers.values()) >= target, found["reachable"])
        tried = 0
        for size in range(len(ids) + 1) if found["reachable"] else ():
            enough = {}
            for chosen in itertools.combinations(ids, size):
                tried += 1
                count = sum(number for of, number in blockers.items() if of <= set(chosen))
                if count >= target:
                    enough[chosen] = count
            if tried > MOST_SETS:
                return
            if enough:
                self.same("size of smallest sets", (size, len(enough), True),
                          (found["criteria_needed"], found["sets_in_all"], found["exhaustive"]))
                best = sorted(enough.values(), reverse=True)[:5]
                self.same("smallest sets", best, [of["patients"] for of in found["sets"]])
                self.same("smallest sets", [enough.get(tuple(of["criteria"])) for of in found["sets"]], best)
                return

    # --- limits ----------------------------------------------------------------------------------------------------

    def limits_of(self, curve, chance):
        """[(limit, expected verdicts)] on, between and beyond some steps."""
        steps, age = curve["steps"], curve["comparison"].startswith("age ")
        found = [(curve["limit"], None)]
        places = sorted({0, len(steps) - 1, *(chance.randrange(len(steps)) for _ in range(self.limits))}) if steps else []
        for place in places:
            if not steps[place]["exact"]:
                continue
            here = decimal.Decimal(steps[place]["limit"])
            found.append((here, steps[place]["at"]))
            last = place + 1 == len(steps)
            above = here + 1 if last or age else (here + decimal.Decimal(steps[place + 1]["limit"])) / 2
            if not last and (not steps[place + 1]["exact"] or above >= decimal.Decimal(steps[place + 1]["limit"])):
                continue
            found.append((above, steps[place]["above"]))
        if steps and steps[0]["exact"]:
            first = decimal.Decimal(steps[0]["limit"])
            found.append((first - 1 if age else first / 2, curve["below"] if first > 0 else None))
        else:
            found.append((decimal.Decimal(1), curve["below"] if not steps else None))
        return [(decimal.Decimal(limit), expected) for limit, expected in found if expected and decimal.Decimal(limit) >= 0]

    def curves(self, case, own, trial, chance):
        twice = collections.Counter((c["criterion"], c["limit"]) for c in trial["curves"])
        for curve in trial["curves"]:
            criterion = next(c for c in own if criterion_id(c) == curve["criterion"])
            text = criterion.tree.render()
            places = [m for m in NUMBER.finditer(text) if decimal.Decimal(m[0]) == decimal.Decimal(curve["limit"])]
            if len(places) != 1 or twice[curve["criterion"], curve["limit"]] > 1:
                self.done["limits that stand twice, not tried"] += 1
                continue
            for limit, expected in self.limits_of(curve, chance):
                written = f"{limit.normalize():f}"
                if len(written.replace(".", "").strip("0")) > 18:
                    continue
                changed = Criterion(criterion.trial, criterion.kind, criterion.number,
                                    Text(text[:places[0].start()] + written + text[places[0].end():]))
                rows = self.match(case, [changed if c is criterion else c for c in case.criteria])
                if rows is None:
                    self.done["limits that do not compile, not tried"] += 1
                    continue
                verdicts = counted(row[trial["trial"]] for _, row in rows)
                if verdicts != expected:
                    print(curve["comparison"], curve["limit"], curve["unit"], "as", written, "in", text)
                self.same("limits", verdicts, expected)

    # --- changed rules ---------------------------------------------------------------------------------------------

    def scenarios(self, case, own, rows, trial, changes):
        before = [row[trial["trial"]] for _, row in rows]
        for scenario in trial["scenarios"]:
            criteria, left = list(case.criteria), len(own)
            for change in scenario["changes"]:
                criterion = next(c for c in own if criterion_id(c) == change["criterion"])
                self.same("changes", changes[criterion], change["expression"])
                place = criteria.index(criterion)
                if change["expression"] is None:
                    del criteria[place]
                    left -= 1
                else:
                    criteria[place] = Criterion(criterion.trial, criterion.kind, criterion.number,
                                                Text(change["expression"]))
            if left == 0:
                continue
            after = [row[trial["trial"]] for _, row in self.match(case, criteria)]
            self.same("changed rules", counted(after), scenario["verdicts"])
            moved = collections.Counter(zip(before, after))
            self.same("moves", {a: {b: moved[a, b] for b in VERDICTS} for a in VERDICTS}, scenario["moved"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("--count", type=int, default=10, help="rounds for each seed")
    parser.add_argument("--first", type=int, default=0, help="number of the first round, to repeat one")
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--limits", type=int, default=2, help="steps of each curve to try besides the ends")
    parser.add_argument("--mutate", action="store_true")
    arguments = parser.parse_args()
    test = Comparison(arguments)
    for number in range(arguments.first, arguments.first + arguments.count):
        for seed in arguments.seed or [1]:
            test.round(seed, number, DAYS[number % len(DAYS)])
        if len(test.reported) >= 5:
            break
    for text in test.reported[:5]:
        print("DIFFERENCE:", text)
    print(", ".join(f"{what} {number}" for what, number in sorted(test.done.items())))
    print(f"{len(test.reported)} differences")
    return 1 if bool(test.reported) != test.mutate else 0


if __name__ == "__main__":
    sys.exit(main())
