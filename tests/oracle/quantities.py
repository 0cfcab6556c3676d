"""Numbers, censored intervals and units, all exact (docs/semantics.md, "Values").

Units are a small UCUM: prefixes, powers of ten, `.`, `/`, exponents, annotations. Tested in test_oracle.py.
"""
import re
from fractions import Fraction
from functools import lru_cache

NUMBER_TEXT = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}

PREFIXES = {"": Fraction(1), "T": Fraction(10) ** 12, "G": Fraction(10) ** 9, "M": Fraction(10) ** 6,
            "k": Fraction(1000), "h": Fraction(100), "da": Fraction(10), "d": Fraction(1, 10), "c": Fraction(1, 100),
            "m": Fraction(1, 1000), "u": Fraction(1, 10 ** 6), "n": Fraction(1, 10 ** 9), "p": Fraction(1, 10 ** 12),
            "f": Fraction(1, 10 ** 15)}
DAY = 86400
# unit: (factor, dimension); the dimension is a tuple of (base, exponent)
METRIC = {"L": (Fraction(1, 1000), (("m", 3),)), "l": (Fraction(1, 1000), (("m", 3),)), "m": (Fraction(1), (("m", 1),)),
          "g": (Fraction(1), (("g", 1),)), "mol": (Fraction(1), (("mol", 1),)), "s": (Fraction(1), (("s", 1),)),
          "U": (Fraction(1, 60 * 10 ** 6), (("mol", 1), ("s", -1))), "kat": (Fraction(1), (("mol", 1), ("s", -1))),
          "[IU]": (Fraction(1), (("IU", 1),)), "[iU]": (Fraction(1), (("IU", 1),))}
PLAIN = {"min": (Fraction(60), (("s", 1),)), "h": (Fraction(3600), (("s", 1),)), "d": (Fraction(DAY), (("s", 1),)),
         "wk": (Fraction(7 * DAY), (("s", 1),)), "mo": (Fraction("30.4375") * DAY, (("s", 1),)),
         "a": (Fraction("365.25") * DAY, (("s", 1),)), "%": (Fraction(1, 100), ()), "[ppth]": (Fraction(1, 1000), ())}
COUNT_ALIASES = {"K/uL": "10*3/uL", "x10^9/L": "10*9/L", "x10^3/uL": "10*3/uL", "x10*9/L": "10*9/L",
                 "x10*3/uL": "10*3/uL", "G/L": "10*9/L"}
TIME_ALIASES = {"msec": "ms"}
PURE = ("1", "{score}", "{class}")
TOKEN = re.compile(r"10[*^](?P<power>[+-]?[0-9]+)|(?P<integer>[0-9]+)(?![*^])|"
                   r"(?P<atom>%|\[[^\]]*\]|[A-Za-z]+\[[^\]]*\]|[A-Za-z]+)(?P<exponent>[+-]?[0-9]+)?")


class TooPrecise(ValueError):
    pass


def parse_number(text):
    """The exact value of a JSON number's text; None if it is other text; TooPrecise beyond the limits."""
    text = text.strip(" ")
    if not NUMBER_TEXT.fullmatch(text):
        return None
    check_number(text)
    return Fraction(text)


def check_number(text):
    mantissa, _, exponent = text.lower().partition("e")
    digits = mantissa.lstrip("-").replace(".", "").lstrip("0")
    if len(digits) > 18:
        raise TooPrecise(f"`{text}` has more than 18 significant digits")
    if exponent and abs(int(exponent)) > 30:
        raise TooPrecise(f"`{text}` has an exponent beyond 30")


def parse_roman(text):
    value = ROMAN.get(text.strip(" ").upper())
    return Fraction(value) if value else None


@lru_cache(maxsize=4096)
def parse_unit(text):
    """UCUM text as (factor, dimension), or None."""
    factor, dimension, invert = Fraction(1), {}, False
    text = re.sub(r"(?<=[^./])\{[^{}]*\}", "", text)   # an annotation after a unit
    text = re.sub(r"\{[^{}]*\}", "1", text)            # an annotation that stands alone
    for position, part in enumerate(re.split(r"([./])", text)):
        if position % 2:
            invert = part == "/"
            continue
        if part == "" and position == 0 and text.startswith("/"):
            continue
        term = parse_term(part)
        if term is None:
            return None
        sign = -1 if invert else 1
        factor *= term[0] ** sign
        for base, exponent in term[1]:
            dimension[base] = dimension.get(base, 0) + sign * exponent
    return factor, tuple(sorted((b, e) for b, e in dimension.items() if e))


def parse_term(part):
    match = TOKEN.fullmatch(part)
    if not match:
        return None
    if match["power"]:
        return Fraction(10) ** int(match["power"]), ()
    if match["integer"]:
        return Fraction(int(match["integer"])), ()
    atom = match["atom"]
    exponent = int(match["exponent"] or 1)
    found = PLAIN.get(atom)
    if found is None:
        for prefix, scale in PREFIXES.items():
            base = METRIC.get(atom[len(prefix):]) if atom.startswith(prefix) else None
            if base:
                found = (scale * base[0], base[1])
                break
    if found is None:
        return None
    return found[0] ** exponent, tuple((base, power * exponent) for base, power in found[1])


@lru_cache(maxsize=4096)
def factor_to(canonical, unit):
    """What a value in `unit` is multiplied with to be in `canonical`; None: unconvertible."""
    if not unit:
        return Fraction(1) if canonical in PURE else None
    unit = unit.replace("\u00b5", "u").replace("\u03bc", "u")
    if canonical == "10*9/L":
        unit = COUNT_ALIASES.get(unit, unit)
    if canonical == "ms":
        unit = TIME_ALIASES.get(unit, unit)
    source, target = parse_unit(unit), parse_unit(canonical)
    if source is None or source[1] != target[1]:
        return None
    return source[0] / target[0]


def greater(number, comparator, limit):
    """Is every / no value that `comparator number` stands for above the limit: True, False or None."""
    if comparator in (None, "="):
        return number > limit
    if comparator in (">", ">="):
        return True if number > limit or (number == limit and comparator == ">") else None
    return False if number <= limit else None


def at_least(number, comparator, limit):
    if comparator in (None, "="):
        return number >= limit
    if comparator in (">", ">="):
        return True if number >= limit else None
    return False if number < limit or (number == limit and comparator == "<") else None


def compare(number, comparator, operator, limit):
    """True, False, or None where a censored value straddles the limit."""
    base = greater if operator in (">", "<=") else at_least
    result = base(number, comparator, limit)
    if result is None or operator in (">", ">="):
        return result
    return not result
