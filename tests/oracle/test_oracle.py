#!/usr/bin/env python3
"""Hand-made cases for every rule of the oracle, and checks of the generator. Run: python3 test_oracle.py

A row of `CASES` is: what is shown; trial and criterion; the record's members; the expected status and causes. The as-of
date is 2026-11-25 unless the row ends with another. The record is complete in nothing unless it says so.
"""
import datetime
import json
import os
import subprocess
import sys
from fractions import Fraction

from calendar_days import add, births, completed, date_span, day, first_reaching
from eligible import BUILDERS, eligible
from chance import Chance
from generate import patient, write
from kleene import FALSE, TRUE, Truth, all_of, any_of, if_then, if_then_else, negate, unknown
from malformed import malformed
from oracle import screen
from predicates import less_than_ago, more_than_since, within
from quantities import factor_to, parse_number
from records import parse_json, split_records
from test_cases import CASES
from trials import TRIALS
from vocabulary import HERE, VOCABULARY, Disagreement

TODAY = "2026-11-25"
failures = []


def expect(what, got, wanted):
    if got != wanted:
        failures.append(f"{what}: got {got}, wanted {wanted}")


def run(members, as_of=TODAY):
    text = json.dumps({"id": "T", **members}) if isinstance(members, dict) else '{"id": "T", ' + members + "}"
    return screen(parse_json(text), day(as_of))


# --- parts -----------------------------------------------------------------------------------------------------------

def test_kleene():
    u, v = unknown("missing"), unknown("conflict")
    expect("T and U", all_of(TRUE, u), u)
    expect("F and U", all_of(FALSE, u), FALSE)
    expect("T or U", any_of(TRUE, u), TRUE)
    expect("U or V merges", any_of(u, v, FALSE), Truth(None, frozenset({"missing", "conflict"})))
    expect("not U", negate(u), u)
    expect("if F then U", if_then(FALSE, u), TRUE)
    expect("if U then T", if_then(u, TRUE), TRUE)
    expect("if U then F", if_then(u, FALSE), u)
    expect("if U then T else T", if_then_else(u, TRUE, TRUE), TRUE)
    expect("if U then T else F", if_then_else(u, TRUE, FALSE), u)
    expect("if T then F else U", if_then_else(TRUE, FALSE, u), FALSE)


def test_calendar():
    for start, count, unit, end in (("2025-11-30", 3, "mo", "2026-02-28"), ("2026-02-28", 1, "mo", "2026-03-28"),
                                    ("2026-01-31", 1, "mo", "2026-02-28"), ("2024-02-29", 1, "a", "2025-02-28"),
                                    ("2024-01-31", 1, "mo", "2024-02-29"), ("2026-01-01", 4, "wk", "2026-01-29")):
        expect(f"{start} + {count} {unit}", add(day(start), count, unit), day(end))
    expect("window opens, month end", first_reaching(day("2026-02-28"), 3, "mo", False), day("2025-11-28"))
    expect("window opens, strictly", first_reaching(day("2026-02-28"), 3, "mo", True), day("2025-12-01"))
    for today in map(day, (TODAY, "2026-02-28", "2024-02-29", "2026-03-31", "2026-05-01")):
        for count, unit in ((1, "mo"), (3, "mo"), (6, "mo"), (5, "a"), (4, "wk")):
            middle = first_reaching(today, count, unit, False)
            for event in range(middle - 40, min(middle + 40, today + 1)):
                ends = add(event, count, unit)
                for shown, window, holds in (("within", within, ends >= today), ("less than ago", less_than_ago, ends > today),
                                             ("more than since", more_than_since, ends < today)):
                    first, last = window(today, count, unit)
                    expect(f"{shown} {count} {unit}, {event} on {today}", first <= event <= last, holds)
    for birth, today, unit, age in (("2000-02-29", "2018-02-28", "a", 17), ("2000-02-29", "2018-03-01", "a", 18),
                                    ("2026-01-31", "2026-04-30", "mo", 2), ("2026-01-31", "2026-05-01", "mo", 3),
                                    ("2026-01-31", "2026-02-07", "wk", 1), ("2026-01-31", "2026-02-06", "wk", 0)):
        expect(f"age of {birth} on {today}", completed(day(birth), day(today), unit), age)
    expect("partial month", date_span("2024-02")[:2], (day("2024-02-01"), day("2024-02-29")))
    expect("births of 9 years", births(9, "a", day("2026-11-01")), (day("2016-11-02"), day("2017-11-01")))
    expect("births of 0 months", births(0, "mo", day("2026-03-01")), (day("2026-02-02"), day("2026-03-01")))
    for age, unit in ((0, "a"), (17, "a"), (3, "mo"), (25, "mo"), (6, "wk"), (100, "d")):
        for at in ("2024-02-29", "2026-02-28", "2026-03-01", "2026-03-31"):
            fits = [b for b in range(day(at) - 7000, day(at) + 1) if completed(b, day(at), unit) == age]
            expect(f"births of {age} {unit} at {at}", births(age, unit, day(at)), (fits[0], fits[-1]))


def test_units():
    for name, unit, factor in (("platelets", "K/uL", 1), ("platelets", "/uL", Fraction(1, 1000)), ("platelets", "G/L", 1),
                               ("platelets", "10*6/mL", 1), ("platelets", "10*12/L", 1000), ("platelets", "g/L", None),
                               ("platelets", None, None), ("ecog", None, 1), ("ecog", "1", 1), ("map_score", "%", Fraction(1, 100)),
                               ("qt", "msec", 1), ("qt", "s", 1000), ("qt", None, None), ("expected_survival", "mo", Fraction("30.4375")),
                               ("expected_survival", "wk", 7), ("expected_survival", "a", Fraction("365.25")),
                               ("creatinine", "K/uL", None), ("total_bilirubin", "\u00b5mol/L", 1), ("total_bilirubin", "\u03bcmol/L", 1)):
        expect(f"{name} in {unit}", factor_to(VOCABULARY.unit[name], unit), factor)
    for text, value in ((" 30 ", 30), ("3e1", 30), ("0.140", Fraction(14, 100)), ("+5", None), (".5", None), ("5.", None),
                        ("05", None), ("1,5", None), ("", None), ("-0", 0)):
        expect(f"number `{text}`", parse_number(text), value)


def test_vocabulary():
    for section, name, concept in (("conditions", "Veno-occlusive Disease", "veno_occlusive_disease"), ("conditions", "itp", "immune_thrombocytopenia"),
                                   ("observations", "HCT-CI", "hct_ci"), ("medications", "Cyclosporine", "ciclosporin"),
                                   ("medications", "rhTPO", "rhtpo"), ("conditions", "hsct", None)):
        expect(f"name {name}", VOCABULARY.place(section, name, None, None)[0], concept)
    for system, code, concept in (("ICD-10-CM", "C92.0", "hematologic_malignancy"), ("ICD-10-CM", "C96.9", "hematologic_malignancy"),
                                  ("ICD-10-CM", "C97", None), ("ICD-10-CM", "C80.1", None), ("ICD-10-CM", "D47.Z1", "hematologic_malignancy"),
                                  ("ICD-10-CM", "D48", None), ("ICD-10-CM", "D50.9", "hematologic_disease"), ("ICD-10-CM", "D77", "hematologic_disease"),
                                  ("ICD-10-CM", "D78.01", None), ("ICD-10-CM", "D69.3", "immune_thrombocytopenia"), ("ICD-10-CM", "D69.51", "secondary_thrombocytopenia"),
                                  ("ICD-10-CM", "D69.6", "hematologic_disease"), ("SNOMED", "128053003", "thrombosis"), ("LOINC", "2897005", None)):
        expect(f"code {code}", VOCABULARY.place("conditions", None, code, system)[0], concept)
    expect("transplant by CPT", VOCABULARY.place("procedures", None, "38241", "CPT"), ("hsct", "autologous"))
    expect("a boost is no transplant", VOCABULARY.place("procedures", None, "38243", "CPT"), (None, None))
    expect("name above code", VOCABULARY.place("conditions", "hematologic disease", "D69.3", "ICD-10-CM")[0], "immune_thrombocytopenia")
    expect("name below code", VOCABULARY.place("medications", "dexamethasone", "8640", "RxNorm")[0], "dexamethasone")
    expect("line of a drug", VOCABULARY.line("romiplostim"), ("romiplostim", "thrombopoietin_agent"))
    try:
        VOCABULARY.place("conditions", "ITP", "C92.0", "ICD-10-CM")
        failures.append("a name and a code that disagree were accepted")
    except Disagreement:
        pass


# --- criteria --------------------------------------------------------------------------------------------------------

def test_cases():
    for row in CASES:
        what, target, members, status, causes = row[:5]
        trial, criterion = target.split(".")
        result = run(members, *row[5:])
        if "error" in result:
            failures.append(f"{what}: refused, {result['error']}")
            continue
        got = result["trials"][trial]["criteria"][criterion]
        expect(f"{what} ({target})", (got["status"], got["causes"]), (status, sorted(causes.split())))


def test_verdicts():
    for trial in BUILDERS:
        for number in range(60):
            record = eligible(Chance(number, day(TODAY)), trial)
            result = run(record)["trials"][trial]
            expect(f"eligible for {trial}, {number}", result["verdict"], "incomplete" if trial == "UCMSC-MYELO" else "eligible")
    record = eligible(Chance(1, day(TODAY)), "MSC4PGF")
    del record["attestations"]["informed_consent"]
    expect("attestation lacks", run(record)["trials"]["MSC4PGF"]["verdict"], "candidate")
    record["observations"] = []
    expect("values lack too", run(record)["trials"]["MSC4PGF"]["verdict"], "incomplete")
    record["birth_date"] = "2020"
    expect("too young", run(record)["trials"]["MSC4PGF"]["verdict"], "ineligible")
    result = run({"complete": ["conditions"]})["trials"]["UCMSC-MYELO"]
    expect("no malignancy", (result["verdict"], result["criteria"]["D1"]["status"]), ("ineligible", "fail"))


def test_malformed():
    for case in malformed(day(TODAY)):
        result = screen(split_records(case["text"])[0], day(TODAY))
        expect(case["case"], ("error" in result, result["patient"]), (case["refused"], case["patient"]))
    results = [screen(r, day(TODAY)) for r in split_records('{"id": "A"}\n{"id": \n\n{"id": "B"}\n')]
    expect("a bad line does not stop the file", [r["patient"] for r in results], ["A", None, "B"])


# --- generator -------------------------------------------------------------------------------------------------------

def test_generator():
    seen, causes = set(), set()
    for as_of, count in ((TODAY, 900), ("2026-02-28", 250), ("2024-02-29", 250), ("2026-03-31", 250)):
        for number in range(count):
            result = screen(parse_json(write(patient(5, number, day(as_of)))), day(as_of))
            if "error" in result:
                failures.append(f"generated patient {number} of {as_of} is refused: {result['error']}")
                continue
            for trial, found in result["trials"].items():
                seen.add((trial, found["verdict"]))
                for name, criterion in found["criteria"].items():
                    seen.add((trial, name, criterion["status"]))
                    causes.update(criterion["causes"])
    for trial, criteria in TRIALS.items():
        for verdict in ("ineligible", "incomplete") + (("eligible", "candidate") if trial != "UCMSC-MYELO" else ()):
            expect(f"some patient is {verdict} for {trial}", (trial, verdict) in seen, True)
        for name, _, _ in criteria:
            for status in ("pass", "fail", "unknown"):
                expect(f"some patient has {trial}.{name} {status}", (trial, name, status) in seen, True)
    expect("causes seen", causes, {"missing", "imprecise", "conflict", "unconvertible", "pending", "attestation"})
    expect("same seed, same patient", write(patient(3, 4, day(TODAY))), write(patient(3, 4, day(TODAY))))


def refined(chance, record):
    """The record with what it leaves open filled in somehow: partial dates, unrecorded ends, types, responses, severities."""
    today = chance.today
    record = json.loads(json.dumps(record))
    for section, start in (("conditions", "onset"), ("procedures", "date"), ("medications", "start"), ("trials", "start")):
        for entry in record.get(section, []):
            for key in (start, "end"):
                if len(entry.get(key, "9999-99-99")) < 10:
                    lo, hi = date_span(entry[key])[:2]
                    if key == "end" and start in entry:
                        lo = max(lo, day(entry[start]))
                    elif "end" in entry:
                        hi = min(hi, date_span(entry["end"]).hi)
                    if lo <= today:
                        entry[key] = day_text(chance.randrange(lo, min(hi, today) + 1))
                    elif key == start:
                        entry[key] = day_text(lo)
            if section in ("medications", "trials") and "end" not in entry and not entry.get("ongoing") and entry.get("status") != "absent":
                lo = day(entry[start]) if start in entry else today - 4000
                if lo <= today:
                    entry["end"] = day_text(chance.randrange(lo, today + 1))
            if section in ("procedures", "medications"):
                entry.setdefault("response", chance.choice(("responded", "relapse")))
            if section == "conditions":
                entry.setdefault("severity", chance.choice(("mild", "severe")))
            if entry.get("name") == "hsct" and "code" not in entry and entry.get("status") != "absent":
                entry.setdefault("type", chance.choice(("allogeneic", "autologous")))
    for entry in record.get("observations", []):  # but for those of a given day: README.md, decision A
        if "map" not in entry.get("name", "").lower() and len(entry.get("date", "9999-99-99")) < 10:
            lo, hi = date_span(entry["date"])[:2]
            entry["date"] = day_text(chance.randrange(lo, max(lo, min(hi, today)) + 1))
    record.setdefault("sex", chance.choice(("male", "female")))
    record["complete"] = ["conditions", "procedures", "medications", "trials"]
    return record


def day_text(number):
    return datetime.date.fromordinal(number).isoformat()


def test_filling_in_keeps_what_is_decided():
    for number in range(500):
        chance = Chance(f"refine {number}", day(TODAY))
        text = write(patient(11, number, day(TODAY)))
        record = json.loads(text, parse_float=str)
        before, after = run(record), run(refined(chance, record))
        if "error" in before or "error" in after:
            failures.append(f"{number} is refused: {before.get('error')} {after.get('error')}")
            continue
        for trial, found in before["trials"].items():
            for name, criterion in found["criteria"].items():
                then = after["trials"][trial]["criteria"][name]
                if criterion["status"] not in ("unknown", then["status"]):
                    failures.append(f"patient {number}: {trial}.{name} turned from {criterion['status']} to {then}")


def test_command():
    line = '{"id": "A", "birth_date": "2000-01-01"}\n'
    done = subprocess.run([sys.executable, os.path.join(HERE, "oracle.py"), "-", "--as-of", TODAY], input=line, text=True,
                          capture_output=True, check=True)
    expect("command", json.loads(done.stdout)["trials"]["MSC4PGF"]["criteria"]["I2"], {"status": "pass", "causes": []})


def main():
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    for test in tests:
        test()
    for failure in failures:
        print(failure)
    print(f"{len(tests)} tests, {len(CASES)} cases, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
