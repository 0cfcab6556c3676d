#!/usr/bin/env python3
"""Random patients as ndjson, or small records with one data error each; the same seed gives the same patients.

    generate.py --seed 1 --count 1000 --as-of 2026-11-25
    generate.py --malformed --as-of 2026-11-25

Half of the patients start from one who passes every criterion of some trial; the others are random throughout.
Tested in test_oracle.py.
"""
import argparse
import json
import sys

from calendar_days import day
from chance import Chance, Raw
from concepts import CONCEPTS, look_at
from eligible import BUILDERS, eligible
from malformed import malformed
from mutations import LISTS, MUTATIONS, change_person, new_entry
from observe import new_observation


def write(value):
    """JSON text that keeps the text of `Raw` numbers."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {write(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(write(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def at_random(chance):
    """A patient of whom anything may be recorded."""
    record = {"complete": [s for s in LISTS if chance.odds(0.5)],
              "observations": [new_observation(chance) for _ in range(chance.randrange(0, 12))],
              "attestations": {}}
    for section in LISTS:
        record[section] = [new_entry(chance, section) for _ in range(chance.randrange(0, 6))]
    for name in CONCEPTS["attestations"]:
        if chance.odds(0.6):
            record["attestations"][name] = chance.odds(0.5)
    change_person(chance, record)
    change_person(chance, record)
    return record


def patient(seed, number, today):
    chance = Chance(f"{seed}/{number}", today)
    trial = chance.choice(list(BUILDERS))
    look_at(chance, trial)
    if chance.odds(0.65):
        record = eligible(chance, trial)
        changes = chance.choice((0, 1, 1, 2, 2, 3, 4, 6, 10))
        if record["attestations"] and chance.odds(0.15):
            del record["attestations"][chance.choice(list(record["attestations"]))]
    else:
        record = at_random(chance)
        changes = chance.choice((3, 6, 10, 15))
    mutations, weights = zip(*MUTATIONS)
    for mutate in chance.choices(mutations, weights, k=changes):
        mutate(chance, record)
    for section in LISTS:
        if not record[section] and chance.odds(0.5):
            del record[section]
    return {"id": f"G{seed}-{number:06d}", **record}


def main():
    parser = argparse.ArgumentParser(description="random patients for the oracle")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--as-of", type=day, default=day("2026-11-25"), metavar="DATE")
    parser.add_argument("--malformed", action="store_true", help="one data error a record, with what is expected")
    options = parser.parse_args()
    if options.malformed:
        for case in malformed(options.as_of):
            print(json.dumps(case, ensure_ascii=False))
        return
    for number in range(options.count):
        sys.stdout.write(write(patient(options.seed, number, options.as_of)) + "\n")


if __name__ == "__main__":
    main()
