"""Random cohort rows for engine_differential.py: cells on and beside everything that the rules ask for.

`RandomCohort(chance, rules, facts)` chooses a header; `rows(count)` gives rows (column to cell), many of them one or
two cells away from another. How they are written, and spoilt, is in cohort_text.py.
"""
import datetime
import re
from fractions import Fraction

from calendar_days import date_span, first_reaching
from chance import iso
from measured import ROMAN, USELESS_UNITS, around, number_text, rewritten, score_range, unit_factors

GARBAGE = {"number": ("hemolyzed", "n/a", "1,5", "12..5", "<", "++", ".5", "5.", "0x1F", "1e", "- 3", "\u221230"),
           "date": ("15.3.1984", "n/a", "2026/01/05", "yesterday", "2026-1-5", "2026-11-20T10:00"),
           "word": ("yes", "1", "Active", "true false", "unknown", "TRUE ", "x", "absent?")}
BOOLEANS = ("true", "true", "true", "true", "false", "TRUE", "False")
FINDINGS = ("positive", "negative") * 4 + ("indeterminate",) * 3 + (
    "reactive", "non-reactive", "detected", "not detected", "Positive", "NEGATIVE", "weakly positive", "borderline")
MEMBERS = {"conditions": ("status", "verification", "severity", "controlled", "onset", "end"),
           "procedures": ("type", "date", "response", "status"),
           "medications": ("start", "end", "ongoing", "response", "status"),
           "trials": ("id", "start", "end", "ongoing", "status")}
ODDS = {"status": 0.5, "verification": 0.25, "severity": 0.4, "controlled": 0.4, "onset": 0.8, "end": 0.6, "type": 0.6,
        "date": 0.9, "response": 0.5, "start": 0.8, "ongoing": 0.4, "id": 1}
WORDS = {"verification": ("confirmed", "provisional", "refuted", "entered_in_error"),
         "severity": ("mild", "moderate", "severe"), "controlled": BOOLEANS, "ongoing": BOOLEANS,
         "response": ("responded", "no_response", "relapse"), "sex": ("female", "male") * 3 + ("other", "unknown"),
         "value": BOOLEANS, "verdict": BOOLEANS}
STATUS = {"conditions": ("active",) * 4 + ("remission", "resolved", "resolved", "absent")}
FILLED = {"status": 0.5, "verification": 0.3, "severity": 0.6, "controlled": 0.6, "end": 0.45, "ongoing": 0.4}
RELATED_ICD = ("C92.01", "C92.0", "C81", "D69.3", "D69.30", "D70", "D47.9", "L20", "L20.8", "L20.81", "L29", "L30", "C96")


class Column:
    """A header cell, and how to draw a cell below it: `draw(chance, row)`."""

    def __init__(self, header, kind, draw, fact=None):
        self.header, self.kind, self.draw, self.fact = header, kind, draw, fact


class RandomCohort:
    def __init__(self, chance, rules, facts, strict=False):
        self.chance, self.rules, self.facts, self.today = chance, rules, facts, chance.today
        self.garbage = 0.0005 if strict else chance.choice((0.001, 0.005, 0.005, 0.03))  # of the cells
        self.spoilt = not strict and chance.odds(0.4)  # some columns are
        self.mess = chance.choice((0.1, 0.1, 0.3, 1))   # how much is partial, absent, censored or not given
        self.columns, self.orders = [], []   # orders: (start column, end column)
        self.days = self.interesting_days()
        self.seen = set()
        self.add_person()
        for fact in rules.numeric + rules.serology:
            self.add_entries("observations", fact)
        for section, facts_of in (("conditions", rules.conditions), ("procedures", rules.procedures),
                                  ("medications", rules.medications)):
            for fact in facts_of:
                self.add_entries(section, fact)
            if chance.odds(0.5):
                self.add_relative(section, facts_of)
            if chance.odds(0.4):
                self.add_coded(section, facts_of)
        if chance.odds(0.3):
            self.add_coded("observations", rules.numeric + rules.serology)
        for fact in rules.attestations:
            self.add_attestation(fact)
        for number in range(1, chance.choice((0, 1, 1, 2)) + 1):
            self.add_history("trials", f"trials#{number}", None)
        if chance.odds(0.3):
            self.add("ward", "text", lambda c, row: c.choice(("7B", "", 'a "b", c', "x\ny", "\u00e9")))
        if self.spoilt:
            self.garbage = 0.0002
            for _ in range(chance.choice((1, 1, 2, 3))):
                kind = chance.choice(("word", "word", "date", "value", "limit"))
                self.spoil(chance.choice([column for column in self.columns if column.kind in (kind, "word")]),
                           chance.choice((0.2, 0.5, 0.9)))
        chance.shuffle(self.columns)
        self.by_header = {column.header: column for column in self.columns}
        self.weights = [3 if column.kind in ("date", "value") else 1 for column in self.columns]
        self.date_columns = [column.header for column in self.columns if column.kind == "date"]

    @property
    def header(self):
        return [column.header for column in self.columns]

    @staticmethod
    def spoil(column, share):
        """Many cells of the column cannot be read, as in a file of other words."""
        cells = GARBAGE[column.kind if column.kind in GARBAGE else "number"]
        few, draw = cells[:3], column.draw
        column.draw = lambda c, row: c.choice(few if c.odds(0.8) else cells) if c.odds(share) else draw(c, row)

    # --- days ----------------------------------------------------------------------------------------------------

    def interesting_days(self):
        """The as-of date, and the first and last day of every window that ends there, each with its neighbours."""
        days = {self.today} | self.edges(self.rules.windows)
        for _, day, tolerance in self.rules.days:
            days |= {self.today - day - tolerance, self.today - day, self.today - day + tolerance}
        return sorted(day + step for day in days for step in (-1, 0, 1))

    def edges(self, windows):
        return {first_reaching(self.today, count, unit, strictly) for count, unit in windows for strictly in (False, True)}

    def births(self):
        today, days = self.today, []
        for count, unit in self.rules.ages:
            days += [first_reaching(today, count + more, unit, False) + step
                     for more in (0, 1) for step in (-2, -1, 0, 1, 2)]
        year = datetime.date.fromordinal(today).year - 18
        return [day for day in days if day <= today] + [datetime.date(year - year % 4, 2, 29).toordinal(), today]

    def shortened(self, day):
        return iso(day)[:self.chance.choice((4, 7, 7, 7))]

    def date(self, filled=0.88, fact=None):
        asked = sorted(self.edges(self.rules.asked.get(fact.name, ()))) if fact else []
        near = [day + step for day in asked for step in (-1, 0, 0, 1)]

        def draw(chance, row):
            if not chance.odds(filled if filled < 0.6 else 1 - (1 - filled) * self.mess):
                return ""
            if chance.odds(self.garbage):
                return chance.choice(GARBAGE["date"])
            if chance.odds(0.15 * self.mess):
                return self.shortened(chance.choice(self.days))
            if near and chance.odds(0.55):
                return iso(chance.choice(near))
            kind = chance.random()
            other = chance.choice(self.date_columns) if self.date_columns else None
            if kind < 0.2 and other and first_day(row.get(other, "")):
                return iso(first_day(row[other]) + chance.choice((-1, 0, 0, 1)))
            if kind < 0.85:
                return iso(chance.choice(self.days))
            if kind < 0.96:
                return iso(self.today - chance.randrange(0, 60))
            return iso(self.today + chance.choice((1, 1, 2, 30)))
        return draw

    def result_date(self, fact):
        """Of a result: also near day N after a date of the event that is asked for, or beside another result."""
        offsets = [(day, tolerance) for name, day, tolerance in self.rules.days if name == fact.name]
        plain = self.date(fact=fact)

        def draw(chance, row):
            if offsets and chance.odds(0.75):
                events = [c.header for c in self.columns if c.kind == "date" and c.fact in self.rules.procedures
                          and first_day(row.get(c.header, ""))]
                if events:
                    latest = max(events, key=lambda header: (first_day(row[header]) <= self.today, first_day(row[header])))
                    event, (day, tolerance) = chance.choice(events + [latest] * 3), chance.choice(offsets)
                    step = chance.choice((0, 0, -tolerance, tolerance, -tolerance - 1, tolerance + 1))
                    return iso(first_day(row[event]) + day + step)
            own = [row[c.header] for c in self.columns
                   if c.kind == "date" and c.fact is fact and first_day(row.get(c.header, ""))]
            if own and chance.odds(0.8 if fact.name in self.rules.runs else 0.3):
                return iso(first_day(chance.choice(own)) + chance.choice((-1, 0, 0, 1)))
            return plain(chance, row)
        return draw

    # --- columns -------------------------------------------------------------------------------------------------

    def add(self, header, kind, draw, fact=None):
        if header.split(" [")[0] not in self.seen:
            self.seen.add(header.split(" [")[0])
            self.columns.append(Column(header, kind, draw, fact))
            return True
        return False

    def words(self, words, filled):
        doubt = [w for w in words if w in ("absent", "false", "False", "provisional", "refuted", "entered_in_error")]

        def draw(chance, _):
            if not chance.odds(filled):
                return ""
            if doubt and doubt != words and chance.odds(0.8 - 0.8 * self.mess):
                return chance.choice([w for w in words if w not in doubt] or words)
            return chance.choice(GARBAGE["word"]) if chance.odds(self.garbage) else chance.choice(words)
        return draw

    def add_person(self):
        chance = self.chance
        self.add("id", "id", lambda c, row: "")
        self.date_columns = []
        if chance.odds(0.85):
            births = self.births()
            self.add("birth_date", "birth", lambda c, row: c.choices(
                (iso(c.choice(births)), self.shortened(c.choice(births)), "", c.choice(GARBAGE["date"])),
                (70, 15, 13, 100 * self.garbage))[0])
        if chance.odds(0.5):
            self.add_age()
        self.add("sex", "word", self.words(WORDS["sex"], 0.85))
        sections = ("conditions", "procedures", "medications", "trials")
        self.add("complete", "text", lambda c, row: " ".join(
            c.sample(sections, c.choice((4,) if self.spoilt else (0, 2, 3, 4, 4, 4))) + c.choices(([], ["observations"], ["all"]), (94, 4, 100 * self.garbage))[0]))

    def add_age(self):
        chance = self.chance
        unit = chance.odds(0.6)
        words = {"a": "a years", "mo": "mo months", "wk": "wk weeks", "d": "d days"}
        if unit:
            self.add("age.unit", "word", lambda c, row: c.choices(
                (c.choice(words[c.choice(self.rules.ages)[1]].split()) if self.rules.ages else "a", "", "y"),
                (80, 16, 100 * self.garbage))[0])
        if chance.odds(0.5):
            self.add("age.date", "date", self.date())

        def draw(c, row):
            spans = [count for count, span in self.rules.ages if row.get("age.unit", "a")[:1] in ("", span[0])] or [18]
            text = str(max(0, c.choice(spans) + c.choice((-1, -1, 0, 0, 1))))
            return c.choices((text, text + ".9", rewritten(c, text), "", "old"), (60, 8, 8, 20, 100 * self.garbage))[0]
        self.add("age", "age", draw)

    def spelling(self, fact):
        """A name as a header: any spelling, in any letter case."""
        chance = self.chance
        text = chance.choice(fact.spellings) if chance.odds(0.5) else fact.name
        text = re.sub("[_-]", lambda _: chance.choice("_ -"), text)
        return chance.choice((text, text, text.upper(), text.title()))

    def add_entries(self, section, fact):
        """Some entries of one fact: NAME, NAME#2, and another spelling beside them."""
        chance = self.chance
        name = self.spelling(fact)
        more = self.rules.runs.get(fact.name, 0)
        count = chance.choice((1, 1, 2, 2, 3)) + more
        for number in range(1, count + 1):
            self.add_entry(section, name if number == 1 else f"{name}#{number}", fact)
        if chance.odds(0.2):
            other = self.spelling(fact)
            self.add_entry(section, other if chance.odds(0.6) else f"{other}#{count + 1}", fact)

    def add_entry(self, section, name, fact):
        if section == "observations":
            self.add_result(name, fact)
        else:
            self.add_history(section, name, fact)

    def add_relative(self, section, facts_of):
        near = [name for fact in facts_of for name in self.facts.near(fact.name)]
        fact = self.facts[self.chance.choice(near)] if near else self.chance.choice(facts_of)
        self.add_entry(section, self.spelling(fact), fact)

    def add_history(self, section, prefix, fact):
        chance = self.chance
        if section != "trials" and chance.odds(0.85):
            self.add(prefix, "word", self.words(WORDS["value"], 0.6), fact)
        dates = []
        for member in MEMBERS[section]:
            if not chance.odds(ODDS[member]):
                continue
            header = f"{prefix}.{member}"
            if member in ("date", "start", "end", "onset"):
                if self.add(header, "date", self.date(FILLED.get(member, 0.85), fact), fact) and member != "date":
                    dates.append(header)
            elif member == "status":
                filled = 0.5 if section == "conditions" else 0.1
                self.add(header, "word", self.words(STATUS.get(section, ("absent",)), filled))
            elif member == "type":
                types = [name for name, _ in fact.types] if fact else []
                self.add(header, "word", self.words(types + ["open"], 0.8))
            elif member == "id":
                ids = ["NCT00000000", *self.rules.trials, self.rules.trials[0].lower()]
                self.add(header, "text", lambda c, row, ids=ids: c.choice(ids) if c.odds(0.75) else "")
            else:
                self.add(header, "word", self.words(WORDS[member], FILLED.get(member, 0.6)))
        if len(dates) == 2:
            self.orders.append(tuple(dates))

    def add_attestation(self, fact):
        name = self.spelling(fact)
        self.add(name, "word", self.words(WORDS["value"], 0.7))
        if self.chance.odds(0.3):
            self.add(name + ".by", "text", lambda c, row: c.choice(("", "Dr A")))
        if self.chance.odds(0.4):
            self.add(name + ".date", "date", self.date())
        if self.chance.odds(0.2):
            self.add(self.spelling(fact), "word", self.words(WORDS["value"], 0.4))

    def add_coded(self, section, facts_of):
        """Entries by code, and now and then by name in a cell."""
        chance = self.chance
        codes = [code[:2] for fact in facts_of for code in fact.codes if "-" not in code[1]] + [("LOINC", "99999-9")]
        if section == "conditions":
            codes += [("ICD-10-CM", code) for code in RELATED_ICD]
        prefix = f"{section}#{chance.choice((1, 1, 2))}"

        def system(c, row):
            known = [s for s, code in codes if code == row.get(prefix + ".code")]
            return c.choice(known) if known and c.odds(0.93) else c.choice(("", codes[0][0], "LOCAL"))
        self.add(prefix + ".code", "code", lambda c, row: c.choice(codes)[1] if c.odds(0.7) else "")
        self.add(prefix + ".system", "system", system)
        if chance.odds(0.25):
            self.add(prefix + ".name", "text", lambda c, row: c.choice(facts_of).phrase if not row.get(prefix + ".code")
                     and c.odds(0.6) else "")
        if section == "observations":
            self.add_result(prefix, facts_of[0], value=prefix + ".value")
        else:
            self.add_history(section, prefix, facts_of[0])

    # --- results -------------------------------------------------------------------------------------------------

    def add_result(self, name, fact, value=None):
        chance, rules = self.chance, self.rules
        units = unit_factors(fact) if fact.unit else [("[IU]/mL", Fraction(1)), ("", Fraction(1))]
        dates = [f for f in rules.procedures if f.kind == "procedure"]
        offset = value is None and chance.odds(0.25) and dates
        base = name
        if offset:
            days = [day for n, day, _ in rules.days if n == fact.name] or [7]
            base = f"{name}@{chance.choice(dates).name}+{chance.choice(days)}"
        header, unit_header, fixed = value or base, base + ".unit", None
        kind = chance.random()
        if kind < 0.25 and value is None:
            fixed = chance.choice(units if chance.odds(0.9) else [("widgets", Fraction(1))])
            fixed = fixed if fixed[0] else None
            header = f"{base} [{fixed[0]}]" if fixed else header
        elif kind < 0.65:
            self.add(unit_header, "unit", lambda c, row: c.choices(
                (c.choice(units)[0], units[0][0], c.choice(USELESS_UNITS)), (50, 42, 8 * self.mess))[0])
        if fact.kind not in ("score",) and (fact.nucleic or fact.name in rules.multiples or chance.odds(0.15)):
            for side in ("high", "low"):
                if chance.odds(0.85 if side == "high" or fact.name in rules.multiples else 0.2):
                    self.add(f"{base}.{side}", "limit", self.normal_limit(fact, side))
        if chance.odds(0.15 * self.mess):
            self.add(base + ".comparator", "word", self.words(("<", "<=", ">", ">=", "="), 0.3))
        if chance.odds(0.25 if offset else 1 - 0.15 * self.mess):
            self.add(base + ".date", "date", self.result_date(fact), fact)
        self.add(header, "value", self.value(fact, base, unit_header, fixed, dict(units)), fact)

    def normal_limit(self, fact, side):
        numbers = ("40", "50", "100", "20", "20.0") if side == "high" else ("7", "10", "4")

        def draw(c, row):
            return c.choices((c.choice(numbers), "", c.choice(GARBAGE["number"]), "0", "-1"),
                             (85, 15 * self.mess, 100 * self.garbage, 2 * self.mess, self.mess))[0]
        return draw

    def value(self, fact, base, unit_header, fixed, units):
        multiples = self.rules.multiples.get(fact.name, ())
        limits = self.rules.limits.get(fact.name, [Fraction(0), Fraction(100)])
        findings = 0 if fact.unit and not fact.nucleic else 50 if fact.unit else 75
        findings = 35 if fact.kind == "serology" and fact.nucleic else findings

        def number(c, row):
            if fact.kind == "score":
                low, high, step = score_range(fact)
                value = c.choice(limits) + c.choice((0, 0, step, -step))
                value = min(max(value, low), high) if c.odds(0.95) else value + Fraction(1, 2)
                if fact.unit == "{class}" and value in ROMAN and c.odds(0.3):
                    return c.choice((ROMAN[value], ROMAN[value].lower()))
                return number_text(value)
            side, multiple = c.choice(multiples) if multiples and c.odds(0.5) else ("", 0)
            given = row.get(f"{base}.{'high' if side == 'ULN' else 'low'}", "")
            if side or fact.nucleic and c.odds(0.3):
                given = Fraction(given) if re.fullmatch(r"\d+(\.\d+)?", given) else Fraction(50)
                return number_text(around(c, given * (multiple or 1)))
            factor = fixed[1] if fixed else units.get(row.get(unit_header, fact.unit), Fraction(1))
            return number_text(around(c, c.choice(limits) / factor))

        def draw(c, row):
            kind = c.randrange(100)
            if kind < 10 * self.mess:
                return ""
            if c.odds(self.garbage):
                return c.choice(GARBAGE["number"])
            if c.randrange(100) < findings:
                return c.choice(FINDINGS if c.odds(self.mess) else FINDINGS[:11])
            text = number(c, row)
            if fact.name in self.rules.runs and c.odds(0.5):  # alike, so that days in a row hold
                text = next((row[o.header] for o in self.columns if o.kind == "value" and o.fact is fact
                             and row.get(o.header)), text)
            if c.odds(0.15):
                text = rewritten(c, text)
            if c.odds(0.15 * max(self.mess, 0.3)):
                text = c.choice(("<", "<=", ">", ">=", "< ", ">= ")) + text
            return text
        return draw

    # --- rows ----------------------------------------------------------------------------------------------------

    def settled(self, row):
        """An end before its start would reject the row, and so would a name that is not the code's."""
        for header in row:
            if header.endswith(".name") and row.get(header[:-5] + ".code"):
                row[header] = ""
            if header.endswith(".status") and self.chance.odds(0.93):  # said both ways, the section is open
                said = row.get(header[:-7], "").casefold()
                if row[header] and (said == "true" and row[header] == "absent" or said == "false" != row[header] != "absent"):
                    row[header] = ""
        for start, end in self.orders:
            first, last = first_day(row.get(start, "")), last_day(row.get(end, ""))
            if first and last and last < first:
                row[start], row[end] = row[end], row[start]
        return row

    def base(self):
        row = {}
        results = self.rules.numeric + self.rules.serology
        for column in sorted(self.columns, key=lambda column: (
                3 if column.kind in ("value", "system") else 2 if column.fact in results else 1, self.chance.random())):
            row[column.header] = column.draw(self.chance, row)
        return self.settled(row)

    def varied(self, row, bases):
        chance, row = self.chance, dict(row)
        for column in chance.choices(self.columns, self.weights, k=chance.choice((0, 1, 1, 1, 2, 2, 3, 6))):
            kind, text = chance.random(), row[column.header]
            if column.kind == "id":
                continue
            if kind < 0.12:
                row[column.header] = ""
            elif kind < 0.22:
                row[column.header] = chance.choice(bases)[column.header]
            elif kind < 0.45 and column.kind == "date":
                row[column.header] = self.moved(row, text)
            elif kind < 0.4 and column.kind in ("value", "limit", "age") and re.match(r"\d", text):
                row[column.header] = rewritten(chance, text)
            else:
                row[column.header] = column.draw(chance, row)
        return self.settled(row)

    def moved(self, row, text):
        chance, day = self.chance, first_day(text)
        if chance.odds(0.35):
            return row[chance.choice(self.date_columns)]
        if day is None:
            return text
        return chance.choice((iso(day + 1), iso(day - 1), iso(day)[:7], iso(day)[:4], iso(day)))

    def rows(self, count):
        """Rows in runs that vary one base, and bases that come back."""
        chance = self.chance
        bases = [self.base() for _ in range(max(1, min(count, chance.choice((4, 8, 16)))))]
        result = []
        for number in range(count):
            row = self.varied(chance.choice(bases), bases)
            row["id"] = f"R-{number + 1}"
            result.append(row)
            if chance.odds(0.05):
                bases[chance.randrange(len(bases))] = row
        return result


def first_day(text):
    try:
        return date_span(text.strip()).lo
    except ValueError:
        return None


def last_day(text):
    try:
        return date_span(text.strip()).hi
    except ValueError:
        return None
