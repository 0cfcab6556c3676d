#!/usr/bin/env python3
"""How many lines of registry records are drafted without an open part, by type of line.

usage: rates.py ELIGO RECORDS [--missed TYPE]

A type is a regular expression on the whole text of a line (after its bullet): a line of the type says nothing else.
`--missed TYPE` lists the lines of a type that have an open part, for whoever works on them. Hematology records are
those whose title or conditions name a disease of blood; beside them stand those that the file itself calls so (its
field `haematology`), which are a few more. Exit status 77 (skipped) without the records.
"""

import argparse
import collections
import gzip
import json
import pathlib
import re
import subprocess
import sys

SKIPPED = 77
CLOSED = ("compiled", "compiled_new_concept", "attestation", "no_op")

NUMBER = r"(?:\d[\d,. ]*|one|two|three|six|twelve|eighteen)"
SIGN = (r"(?:[<>=≤≥≦≧/]+|at least|at most|more than|less than|greater than|older than|younger than|over|above|under"
        r"|below|not (?:less|more|greater|older|younger) than|no (?:less|more|greater|older|younger) than|between|from"
        r"|up to|maximum|minimum|(?:equal|or equal) to|of|or|and|to|than|through)")
AGE_WORD = (r"(?:age[ds]?|old|older|younger|years?|yrs?|months?|weeks?|days|of|adults?|children|male|males|female"
            r"|females|men|women|man|woman|patients?|subjects?|participants?|persons?|people|individuals|volunteers"
            r"|gender|sex|both|either|any|must|be|is|are|who|with|the|a|an|in|for|have|has|been|range|ranging|inclusive"
            r"|above|over|and|or|to|between|at|time|consent|signing|informed|enrol?lment|screening|study|entry|limit"
            r"|registration|randomi[sz]ation|eligible|all|healthy|pediatric|elderly|but|not|than|less|more)")
PERFORMANCE_NAME = r"(?:ecog|eastern cooperative oncology group|karnofsky|kps|lansky|zubrod|swog|who|world health organi[sz]ation)"
LABORATORY = (r"(?:absolute |total |serum |peripheral |blood |direct |calculated |estimated |white )*"
              r"(?:neutrophils?(?: counts?)?|anc|granulocytes?(?: counts?)?|wbc(?: count)?|(?:blood )?cell(?: counts?)?"
              r"|leu[ck]ocytes?(?: counts?)?|platelets?(?: counts?)?|plt|ha?emoglobin|hb|hgb|creatinine(?: clearance)?"
              r"|crcl|e?gfr|bilirubin|ast|alt|sgot|sgpt|alkaline phosphatase|albumin|inr|a?ptt|ldh|ferritin|calcium"
              r"|potassium|lymphocytes?(?: counts?)?|hba1c|h(?:a)?ematocrit)(?: (?:level|value|count|concentration))?"
              r"(?: ?\([^()]{1,40}\))?")
UNIT = r"[A-Za-zµμ/%^*×·().\d\-⁰-⁹³²\[\] ]{0,40}?"
LIMIT_WORD = (r"(?:[<>=≤≥≦≧/]+|at least|at most|more than|less than|greater than|above|over|below|under|of|or|equal|to"
              r"|not|no|exceeding|exceed|must|be|is|than|a|minimum|maximum|up|higher|lower|greater|more|less)")

TYPES = {
    "age": re.compile(rf"(?=.*\d)(?=.*(?:\bage|\byear|\byrs?\b|old\b|\bmonths?\b))"
                      rf"(?:{SIGN}|{AGE_WORD}|{NUMBER}|[-–—:;,.()\s'’&])+", re.I),
    "performance status": re.compile(
        rf"(?=.*(?:{PERFORMANCE_NAME}|performance (?:status|score)))(?=.*\d)"
        rf"(?:{PERFORMANCE_NAME}|performance|status|scores?|scale|index|play|ps|grade|level|patients?|subjects?|or|and|with|have"
        rf"|has|a|an|the|of|must|be|is|to|at|least|equal|than|less|more|greater|better|higher|above|below|lower|between"
        rf"|not|for|age[ds]?|years?|old|adults|children|(?:<=|>=|[<>=≤≥≦≧])|\d+|%|[-–—:;,.()/\s])+", re.I),
    "one laboratory limit": re.compile(
        rf"(?:[a-z]+ ?[:\-] *)?(?:adequate )?{LABORATORY}[:,]?\s*(?:{LIMIT_WORD}\s*)+"
        rf"\d[\d,.]*(?:\s*(?:x|×|times|\*)?\s*(?:the |institutional |laboratory )*"
        rf"(?:ULN|UNL|upper (?:limits?|normal limits?)(?: of (?:the )?(?:institutional )?normal(?: range)?)?)"
        rf"|{UNIT})?(?:\s*\((?:[^()]|\([^()]*\))*\))?[.;,]?", re.I),
}
BY_WORDS = "hematology lines with a number"
BY_FIELD = "  of records that are called so"
HEMATOLOGY = re.compile(
    r"leuk(?:a)?emi|lymphom|myelom|myelodysplas|an(?:a)?emia|thrombocytop|h(?:a)?emophil|thalass|sickle|myelofibros"
    r"|polycyth|neutrop|h(?:a)?ematolog|stem cell transplant|graft[- ]versus|amyloidos|willebrand|h(?:a)?emoglobin", re.I)


def records_of(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def types_of(line, blood, called_so):
    yield "all lines"
    text = line["text"].strip()
    if blood and re.search(r"\d", text):
        yield BY_WORDS
    if called_so and re.search(r"\d", text):
        yield BY_FIELD
    for name, pattern in TYPES.items():
        if len(text) < 200 and pattern.fullmatch(text):
            yield name


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eligo")
    parser.add_argument("records", nargs="?", default="")
    parser.add_argument("--missed", default="")
    options = parser.parse_args()
    if not options.records or not pathlib.Path(options.records).exists():
        print("skipped: no registry records at hand")
        return SKIPPED
    blood = {record["nct_id"] for record in records_of(options.records)
             if HEMATOLOGY.search(" ".join([record["title"] or "", *(record.get("conditions") or [])]))}
    called_so = {record["nct_id"] for record in records_of(options.records) if record.get("haematology")}
    run = subprocess.run([options.eligo, "draft", options.records, "--format", "json"], capture_output=True, text=True,
                         check=True)
    seen = collections.Counter()
    closed = collections.Counter()
    for row in run.stdout.splitlines():
        draft = json.loads(row)
        for line in draft["lines"]:
            if line["kind"] != "criterion":
                continue
            for name in types_of(line, draft["trial"] in blood, draft["trial"] in called_so):
                seen[name] += 1
                closed[name] += line["class"] in CLOSED
                if name == options.missed and line["class"] not in CLOSED:
                    print(f"{draft['trial']} {line['line']} {line['section']}: {line['text']}")
    for name in ("all lines", BY_WORDS, BY_FIELD, *TYPES):
        share = 100 * closed[name] / seen[name] if seen[name] else 0
        print(f"{name:32}{seen[name]:7} lines{closed[name]:7} without an open part{share:7.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
