"""Random dates, numbers and spellings for the generator, with a weight on the limits that criteria have.

`Chance` is seeded per patient, so that a patient depends only on the seed and its number. Tested in test_oracle.py.
"""
import datetime
import random
from fractions import Fraction

from calendar_days import add, first_reaching
from quantities import factor_to
from vocabulary import VOCABULARY

WINDOWS = ((1, "mo"), (3, "mo"), (6, "mo"), (5, "a"), (4, "wk"), (7, "d"), (14, "d"), (21, "d"), (12, "mo"))
# the windows that some criterion measures from a fact
WINDOW_OF = {"hsct": ((7, "d"), (21, "d"), (14, "d")), "splenectomy": ((3, "mo"),), "rituximab": ((3, "mo"),),
             "immune_thrombocytopenia": ((6, "mo"),), "life_threatening_complication": ((6, "mo"),),
             "myocardial_infarction": ((6, "mo"),), "malignant_solid_tumor": ((5, "a"),),
             "cervical_cancer": ((5, "a"),), "trials": ((1, "mo"), (4, "wk"))}
COUNT_UNITS = ("10*9/L", "10*3/uL", "/uL", "K/uL", "x10^9/L", "G/L", "10*6/mL", "10*12/L", "/L", "10*3/mm3", "/mm3",
               "10^9/L", "{cells}/uL", "10*9{platelets}/L", "K/\u00b5L", "10*3/\u03bcL")
UNITS = {"platelets": COUNT_UNITS, "neutrophils": COUNT_UNITS, "leukocytes": COUNT_UNITS,
         "hemoglobin": ("g/L", "g/dL", "mg/dL", "mmol/L"), "alt": ("U/L", "IU/L", "nkat/L"), "ast": ("U/L", "IU/L"),
         "total_bilirubin": ("umol/L", "\u00b5mol/L", "\u03bcmol/L", "mg/dL"),
         "creatinine": ("umol/L", "mg/dL", "\u00b5mol/L", "mmol/L"), "urea_nitrogen": ("mmol/L", "mg/dL"),
         "urea": ("mmol/L", "mg/dL"), "qt": ("ms", "msec", "s", "us"), "qtc": ("ms", "s", "msec"),
         "map_score": ("1", None, "%", "{score}"), "ecog": ("{score}", "1", None), "kps": ("{score}", "1", None),
         "hct_ci": ("{score}", "1", None), "nyha_class": ("{class}", "1", None),
         "expected_survival": ("d", "wk", "mo", "a", "h"), "hbv_dna": ("[IU]/mL",)}
LIMITS = {"platelets": ("30",), "neutrophils": ("0.5",), "leukocytes": ("4",), "hemoglobin": ("70",),
          "qt": ("450",), "qtc": ("480",), "map_score": ("0.14",), "ecog": ("0", "1", "2", "3"), "kps": ("60",),
          "hct_ci": ("3",), "nyha_class": ("2", "3"), "expected_survival": ("91.3125", "168")}
ULN = ("alt", "ast", "total_bilirubin", "urea_nitrogen", "creatinine", "urea")
WHOLE = ("ecog", "kps", "hct_ci", "nyha_class")


class Raw(str):
    """A number's text, written to JSON as it stands."""


def iso(number):
    return datetime.date.fromordinal(number).isoformat()


def decimal(value):
    """A fraction as decimal text, or None if it has no finite one of at most 18 digits."""
    for digits in range(0, 25):
        scaled = value * 10 ** digits
        if scaled.denominator == 1:
            text = str(abs(scaled.numerator)).rjust(digits + 1, "0")
            if len(text.lstrip("0")) > 18:
                return None
            sign = "-" if value < 0 else ""
            return sign + (text[:-digits] + "." + text[-digits:] if digits else text)
    return None


class Chance(random.Random):
    def __init__(self, seed, today):
        super().__init__(seed)
        self.today = today
        self.focus = {}   # section -> concepts that the patient's trial asks for

    def odds(self, probability):
        return self.random() < probability

    # --- dates; `concept` is what is dated, and shifts the weight to its own windows --------------------------------

    def near_limit(self, concept=None):
        count, unit = self.choice(WINDOW_OF.get(concept, WINDOWS))
        opens = first_reaching(self.today, count, unit, self.odds(0.5))
        return opens + self.choice((-1, 0, 0, 1))

    def past_day(self, concept=None):
        kind = self.random()
        if kind < (0.6 if concept in WINDOW_OF else 0.35):
            return min(self.near_limit(concept), self.today)
        if kind < 0.7:
            return self.today - self.choice((0, 0, 1, 2))
        if kind < 0.85:
            return self.today - self.randrange(0, 45)
        return self.today - self.randrange(0, 2400)

    def shortened(self, number):
        text = iso(number)
        return text[:7] if self.odds(0.75) else text[:4]

    def date(self, concept=None):
        """A date text, now and then partial or after the as-of date."""
        kind = self.random()
        if kind < 0.05:
            return iso(self.today + self.choice((1, 1, 2, 20, 40)))
        partial = 0.32 if concept in WINDOW_OF else 0.20
        return self.shortened(self.past_day(concept)) if kind < partial else iso(self.past_day(concept))

    def maybe_date(self, concept=None):
        return None if self.odds(0.12) else self.date(concept)

    def birth(self):
        """A birth day around the limits of age, month ends and leap days included."""
        kind = self.random()
        limit = self.choice((14, 18, 60, 61, 70, 71))
        if kind < 0.35:
            return first_reaching(self.today, limit, "a", False) + self.choice((-2, -1, 0, 1, 2))
        year = datetime.date.fromordinal(self.today).year - limit
        if kind < 0.5:
            leap = year - year % 4
            return datetime.date(leap, 2, 29).toordinal()
        if kind < 0.6:
            return datetime.date(year, self.choice((1, 3, 5, 7, 8, 10, 12)), 31).toordinal()
        return self.today - self.randrange(0, 80 * 365)

    # --- numbers -------------------------------------------------------------------------------------------------

    def written(self, text):
        """One of the ways to write a number: as a number or a string, with zeros behind, with an exponent."""
        kind = self.random()
        if kind < 0.1 and "." in text and len(text) < 15:
            text += self.choice(("0", "00"))
        elif kind < 0.16 and "." not in text and "-" not in text:
            text = text[0] + ("." + text[1:] if len(text) > 1 else "") + self.choice("eE") + str(len(text) - 1)
        kind = self.random()
        if kind < 0.25:
            return text if kind < 0.2 else f" {text} "
        return Raw(text)

    def in_unit(self, name, value):
        """(number text, unit) for a canonical value in one of the units that express it exactly."""
        unit = self.choice(UNITS[name])
        factor = factor_to(VOCABULARY.unit[name], unit)
        text = decimal(value / factor) if factor else None
        if text is None:
            unit = VOCABULARY.unit[name]
            text = decimal(value)
        return text, unit

    def around(self, limit):
        """A value at the limit, a hair or more to either side, or anywhere."""
        kind = self.random()
        if kind < 0.35:
            return limit
        if kind < 0.6:
            return limit + self.choice((-1, 1)) * Fraction(self.choice(("0.0000001", "0.001", "0.5")))
        return limit * Fraction(self.randrange(0, 300), 100)

    def spelling(self, name):
        """A fact's name as someone may write it: its synonyms, in other case, with blanks or hyphens."""
        section = next(s for s, names in VOCABULARY.names.items() if name in names.values())
        known = [n for n, concept in VOCABULARY.names[section].items() if concept == name]
        text = self.choice(known) if self.odds(0.5) else name
        text = "".join(self.choice("_ -") if c == "_" else c for c in text) if self.odds(0.6) else text
        return self.choice((text, text.upper(), text.title())) if self.odds(0.5) else text

    def day_after(self, event, count):
        return add(event, count, "d")
