#!/usr/bin/env python3
"""The page of `eligo whatif --format html`: well-formed, by itself, escaped, and with the numbers of the JSON.

    whatif_page_test.py ELIGO
"""
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as tree

ELIGO = str(pathlib.Path(sys.argv.pop(1)).resolve())
AS_OF = "2026-11-25"
HOSTILE = "<script>alert(1)</script> & 'one' </svg> <b>"
RULES = f'''trial T-1 "title {HOSTILE} \\"two\\""
inclusion 1 "adults {HOSTILE}"
    age >= 18 years
inclusion 2 "few platelets: {'a-label-without-blanks-' * 9}"
    platelets < 30 10*9/L
inclusion 3 "a very long label {'that goes on ' * 20}"
    hemoglobin < 90 g/L
exclusion 4 "\u6e2c\u5b9a\u5024\u304c\u4f4e\u3044"
    ECOG > 1
exclusion 5 "never"
    age >= 150 years
'''
OTHER = 'trial T-2 "not published"\ncriteria not published\n'
VERDICTS = ("eligible", "candidate", "incomplete", "ineligible")
VOID = {"meta", "link", "br", "img", "input", "hr"}


def rows(count, unknown=True):
    for i in range(count):
        yield (f"P-{i},{1940 + i * 7 % 85}-03-05,{'' if unknown and i % 11 == 0 else i * 37 % 4000 % (60 + i)},"
               f"{60 + i * 13 % 90},{i % 5}")


class Balanced(html.parser.HTMLParser):
    """What a browser's rules would make of it: every element is closed where it was opened."""

    def __init__(self):
        super().__init__()
        self.open, self.problems, self.scripts, self.outside = [], [], 0, []

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script" or any(name.startswith("on") for name, _ in attrs)
        for name, value in attrs:
            if name in ("src", "href", "data", "action", "poster", "srcset", "xlink:href") and value[:1] != "#":
                self.outside.append((tag, name, value))
        if tag in VOID:
            return
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(tag)


def text_of(element):
    return " ".join("".join(element.itertext()).split())


def number(text):
    return 0 if text == "-" else int(text.replace(",", "").replace("+", ""))


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        (cls.path / "rules").mkdir()
        (cls.path / "rules/t1.elig").write_text(RULES, encoding="utf-8")
        (cls.path / "rules/t2.elig").write_text(OTHER, encoding="utf-8")
        cls.cohort = cls.path / "co & <b>\"x\".csv"
        cls.cohort.write_text("id,birth_date,platelets,hemoglobin,ecog\n" + "\n".join(rows(3000)) + "\nX,1980-02-31,,,\n",
                              encoding="utf-8")
        cls.html, cls.json = cls.both(cls.cohort)
        cls.page = tree.fromstring(cls.html.split("\n", 1)[1])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_eligo(cls, cohort, form, *more):
        command = [ELIGO, "whatif", cohort, "--rules", cls.path / "rules", "--as-of", AS_OF, "--format", form,
                   "--relax", "T-1.I2 platelets < 50 10*9/L and age > 3 years", "--drop", "T-1.E4", *more]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
        assert done.returncode in (0, 5), done.stderr
        return done.stdout

    @classmethod
    def both(cls, cohort, *more):
        return cls.run_eligo(cohort, "html", *more), json.loads(cls.run_eligo(cohort, "json", *more))

    def section(self, number_of_trial):
        return next(s for s in self.page.iter("section") if s.get("id") == f"trial-{number_of_trial}")

    def table_after(self, section, heading):
        """The rows of the first table below a heading, as lists of texts without the cells of bars."""
        place = [i for i, child in enumerate(section) if child.tag == "h3" and text_of(child).startswith(heading)][0]
        for child in section[place + 1:]:
            found = next(child.iter("table"), None)
            if found is not None:
                return [[text_of(cell) for cell in row if cell.get("class") != "b"] for row in found.find("tbody")]
        raise AssertionError(heading)

    # ---- form

    def test_is_well_formed(self):
        parser = Balanced()
        parser.feed(self.html)
        self.assertEqual((parser.problems, parser.open), ([], []))
        self.assertTrue(self.html.startswith("<!DOCTYPE html>\n"))

    def test_names_nothing_outside_and_runs_nothing(self):
        parser = Balanced()
        parser.feed(self.html)
        self.assertEqual((parser.scripts, parser.outside), (0, []))
        for word in ("://", "@import", "javascript:"):
            self.assertNotIn(word, self.html)
        self.assertEqual(set(re.findall(r"url\(([^)]*)\)", self.html)) - {"#eligo-hatch"}, set())
        self.assertIn("default-src 'none'", self.html)

    def test_escapes_every_text(self):
        text = text_of(self.page)
        self.assertIn("co & <b>\"x\".csv", text)
        self.assertIn(" ".join(f"title {HOSTILE} \"two\"".split()), text)
        self.assertIn(" ".join(f"adults {HOSTILE}".split()), text)
        self.assertNotIn("<script>", self.html)

    def test_pictures_and_tables_can_be_heard(self):
        ids = [element.get("id") for element in self.page.iter() if element.get("id")]
        self.assertEqual(len(ids), len(set(ids)))
        pictures = [svg for svg in self.page.iter("svg") if svg.get("role") == "img"]
        self.assertGreater(len(pictures), 4)
        for svg in pictures:
            self.assertEqual([child.tag for child in svg][:2], ["title", "desc"])
            self.assertEqual(svg.get("aria-labelledby"), " ".join(child.get("id") for child in svg[:2]))
            self.assertTrue(text_of(svg[0]) and text_of(svg[1]))
        for table in self.page.iter("table"):
            for row in table.iter("tr"):
                self.assertIn(row[0].get("scope"), ("row", "col"))

    # ---- numbers

    def test_verdicts(self):
        for i, trial in enumerate(self.json["trials"], 1):
            box = next(div for div in self.section(i).iter("div") if div.get("class") == "verdicts")
            self.assertEqual([number(text_of(verdict.find("b"))) for verdict in box],
                             [trial["verdicts"][verdict] for verdict in VERDICTS])
        summary = next(self.page.iter("main")).find(".//tbody")
        self.assertEqual([[number(text_of(cell)) for cell in row[1:5]] for row in summary],
                         [[trial["verdicts"][verdict] for verdict in VERDICTS] for trial in self.json["trials"]])

    def test_funnel(self):
        funnel = self.section(1).find("ol")
        items = [item for item in funnel if item.get("class") is None]
        self.assertEqual(number(text_of(items[0].find(".//b"))), self.json["rows"])
        criteria = self.json["trials"][0]["criteria"]
        self.assertEqual(len(items) - 1, len(criteria))
        for item, criterion in zip(items[1:], criteria):
            out = next(div for div in item if div.get("class").startswith("out"))
            self.assertTrue(text_of(out).startswith(f"{criterion['criterion']} "))
            count = out.find("./div[@class='count']")
            excluded = count.find("b")
            self.assertEqual(0 if excluded is None else number(text_of(excluded).split()[0]), criterion["excluded"])
            unknown = count.find("./span[@class='unknown']")
            self.assertEqual(0 if unknown is None else number(text_of(unknown).split()[1]),
                             criterion["remaining_unknown"])
            stay = item.find("./div[@class='stay']")
            if criterion["excluded"]:
                self.assertEqual(number(text_of(stay.find("b"))), criterion["remaining"])
        ends = [number(text_of(end.find("b"))) for end in funnel[-1]]
        self.assertEqual(ends, [self.json["trials"][0]["verdicts"][verdict] for verdict in VERDICTS[:3]])

    def test_costs_and_pairs(self):
        trial = self.json["trials"][0]
        costs = self.table_after(self.section(1), "What each criterion costs")
        self.assertEqual([[row[0].split()[0], *map(number, row[1:])] for row in costs],
                         [[c["criterion"], c["fails"], c["unknown"], c["gained"]["eligible"],
                           c["gained"]["not_ineligible"]] for c in trial["criteria"]])
        pairs = self.table_after(self.section(1), "What pairs")
        self.assertEqual([[row[0], *map(number, row[1:])] for row in pairs],
                         [[" and ".join(p["criteria"]), p["gained"]["eligible"], p["gained"]["not_ineligible"],
                           p["needs_both"]] for p in trial["pairs"]][:15])

    def test_combinations(self):
        trial = self.json["trials"][0]
        details = next(self.section(1).iter("details"))
        listed = [[text_of(cell) for cell in row] for row in details.iter("tr")][1:]
        wanted = [[" and ".join(c["criteria"]), f"{c['patients']:,}"] for c in trial["failing_together"]["combinations"]]
        shown = [row for row in listed if "rarer" not in row[0]]
        self.assertGreaterEqual(len(shown), 3)
        self.assertEqual(shown, wanted[:len(shown)])
        failing = sum(c["patients"] for c in trial["failing_together"]["combinations"])
        self.assertEqual(sum(number(row[1]) for row in listed), failing)
        svg = next(svg for svg in self.page.iter("svg") if "upset" in (svg.get("aria-labelledby") or ""))
        bars = [text_of(text) for text in svg.iter("text") if "rotate" in (text.get("transform") or "")]
        self.assertEqual([text for text in bars if text[0].isdigit()], [row[1] for row in listed])

    def test_curves(self):
        curves = self.json["trials"][0]["curves"]
        captions = [text_of(caption) for caption in self.section(1).iter("figcaption")]
        drawn = [f"{c['criterion']} {c['comparison']} {c['limit']} {c['unit']}".strip() for c in curves if c["steps"]]
        self.assertEqual(captions, drawn)
        now = self.json["trials"][0]["verdicts"]
        marks = [text_of(t) for svg in self.section(1).iter("svg") for t in svg.iter("text") if "now " in text_of(t)]
        left = now["eligible"] + now["candidate"] + now["incomplete"]
        self.assertEqual([mark.split(": ")[1] for mark in marks], [f"{now['eligible']:,} / {left:,}"] * len(drawn))

    def test_changes(self):
        trial = self.json["trials"][0]
        table = self.table_after(self.section(1), "The changes asked for")
        self.assertEqual(len(table), 1 + len(trial["scenarios"]))
        for row, scenario in zip(table[1:], trial["scenarios"]):
            self.assertEqual([number(cell.split(" ")[0]) for cell in row[1:5]],
                             [scenario["verdicts"][verdict] for verdict in VERDICTS])
            moved = {tuple(re.findall(r"[a-z]+", move)[1::2]): number(move.split()[0])
                     for move in row[5].split("; ") if move != "nobody"}
            self.assertEqual(moved, {(a, b): count for a, to in scenario["moved"].items() for b, count in to.items()
                                     if a != b and count})

    # ---- other ways in and out

    def test_sparse_cohorts(self):
        """One patient, and one who passes all: every picture copes with nothing to draw."""
        for line in ("A,2020-01-01,,,", "A,1980-01-01,12,80,0"):
            cohort = self.path / "one.csv"
            cohort.write_text(f"id,birth_date,platelets,hemoglobin,ecog\n{line}\n", encoding="utf-8")
            text = self.run_eligo(cohort, "html")
            tree.fromstring(text.split("\n", 1)[1])
            self.assertNotIn("nan", re.sub(r">[^<]*<", "><", text))

    def test_records_say_the_same(self):
        """The rows as records, one a line, give the same counts."""
        names, units = ("platelets", "hemoglobin", "ecog"), ({"unit": "10*9/L"}, {"unit": "g/L"}, {})
        lines = []
        for row in rows(700):
            name, birth, *values = row.split(",")
            seen = [{"name": what, "value": int(value), **unit} for what, value, unit in zip(names, values, units) if value]
            lines.append(json.dumps({"id": name, "birth_date": birth, "observations": seen}))
        records, cohort = self.path / "records.ndjson", self.path / "table.csv"
        records.write_text("\n".join(lines) + "\n", encoding="utf-8")
        cohort.write_text("id,birth_date,platelets,hemoglobin [g/L],ecog\n" + "\n".join(rows(700)) + "\n",
                          encoding="utf-8")
        self.assertEqual(*(json.loads(self.run_eligo(path, "json")) for path in (records, cohort)))

    def test_writes_a_file(self):
        target = self.path / "page.html"
        self.assertEqual(self.run_eligo(self.cohort, "html", "-o", target), "")
        self.assertEqual(target.read_text(encoding="utf-8"), self.html)


if __name__ == "__main__":
    unittest.main()
