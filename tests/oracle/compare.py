"""Runs `eligo screen` and the oracle on the same generated patients and reports every status that differs.

    compare.py ELIGO [--count N] [--seed S]... [--as-of DATE]... [--malformed]

Exit status 1 if any status, refusal or verdict differs. Causes are not compared: see the README.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def python(script, *arguments):
    return run(sys.executable, os.path.join(HERE, script), *arguments)


def differences(ours, theirs):
    """One line for each status or verdict that differs between the two answers about one patient."""
    if ("error" in ours) != ("error" in theirs):
        yield f"refusal: eligo {ours.get('error')}, oracle {theirs.get('error')}"
        return
    for trial in ours.get("trials", ()):
        other = theirs["trials"][trial["trial"]]
        if trial["verdict"] != other["verdict"]:
            yield f"{trial['trial']}: verdict {trial['verdict']}, oracle {other['verdict']}"
        for criterion in trial["criteria"]:
            expected = other["criteria"][criterion["id"]]
            if criterion["status"] != expected["status"]:
                yield (f"{trial['trial']}.{criterion['id']}: {criterion['status']}, oracle {expected['status']} "
                       f"({criterion['reason']})")


def compare(eligo, seed, count, as_of):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "patients.ndjson")
        text = python("generate.py", "--seed", str(seed), "--count", str(count), "--as-of", as_of)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        ours = run(eligo, "screen", path, "--as-of", as_of, "--format", "ndjson").splitlines()
        theirs = python("oracle.py", path, "--as-of", as_of).splitlines()
    if len(ours) != count or len(theirs) != count:
        print(f"seed {seed}: {len(ours)} and {len(theirs)} answers for {count} patients")
        return 1, 0
    wrong = statuses = 0
    for a, b in zip(map(json.loads, ours), map(json.loads, theirs)):
        statuses += sum(len(t["criteria"]) for t in a.get("trials", ()))
        for line in differences(a, b):
            wrong += 1
            print(f"seed {seed}, {as_of}, {a['patient']}: {line}")
    return wrong, statuses


def malformed(eligo):
    wrong = 0
    for case in map(json.loads, python("generate.py", "--malformed").splitlines()):
        process = subprocess.run([eligo, "screen", "-", "--as-of", "2026-11-25", "--format", "ndjson"],
                                 input=case["text"], capture_output=True, text=True, check=False)
        refused = any("error" in json.loads(line) for line in process.stdout.splitlines()) or process.returncode == 4
        if refused != case["refused"] and case["certain"]:
            wrong += 1
            print(f"{case['case']}: refused {refused}, expected {case['refused']}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, action="append")
    parser.add_argument("--as-of", action="append")
    parser.add_argument("--malformed", action="store_true")
    arguments = parser.parse_args()
    wrong = malformed(arguments.eligo) if arguments.malformed else 0
    total = 0
    for as_of in arguments.as_of or ["2026-11-25"]:
        for seed in arguments.seed or [1]:
            more, statuses = compare(arguments.eligo, seed, arguments.count, as_of)
            wrong += more
            total += statuses
    print(f"{total} statuses compared, {wrong} differences")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main())
