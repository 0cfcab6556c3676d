"""Numbers of observations for engine_differential.py: units that convert, limits, values on and just beside them."""
from fractions import Fraction

from chance import decimal
from quantities import parse_unit

# As written, and the UCUM code it means where that is another. The engine has to convert all of them exactly.
WRITTEN = {
    "10*9/L": ("10*9/L", "10*3/uL", "/uL", ("K/uL", "10*3/uL"), ("x10^9/L", "10*9/L"), ("G/L", "10*9/L"), "10*12/L",
               ("Gpt/L", "10*9/L"), ("10\u2079/L", "10*9/L"), "/L", "10*6/mL", ("/cumm", "/uL"), "10^9/L"),
    "g/L": ("g/L", "g/dL", "mg/dL", "mmol/L", "umol/L", ("gm/dL", "g/dL"), "kg/m3"),
    "U/L": ("U/L", ("IU/L", "U/L"), "kU/L", "nkat/L", ("units/L", "U/L"), "mU/mL"),
    "umol/L": ("umol/L", "mg/dL", "mmol/L", ("\u00b5mol/L", "umol/L"), ("mcmol/L", "umol/L"), "mg/L", "nmol/mL"),
    "mmol/L": ("mmol/L", "mg/dL", "umol/L", "g/L", "mol/m3"),
    "mg/L": ("mg/L", "ug/mL", ("mcg/mL", "ug/mL"), "g/dL", "umol/L", "nmol/L"),
    "ms": ("ms", ("msec", "ms"), "s", "us"),
    "1": ("1", "", "%", "{score}", "[ppth]"),
    "{score}": ("{score}", "", "1"),
    "{class}": ("{class}", "", "1"),
    "d": ("d", "wk", "mo", "a", "h", ("days", "d"), ("months", "mo"), ("yrs", "a")),
    "[IU]/mL": ("[IU]/mL", ("IU/mL", "[IU]/mL"), "k[IU]/mL", ("kIU/mL", "[IU].10*3/mL"), "[IU]/L"),
}
USELESS_UNITS = ("widgets", "m[H2O]", "mol", "mm[Hg]", "{copies}/mL", "g/L/L/", "10*9", "U/L", "")
TYPICAL = {"platelets": "30", "neutrophils": "0.5", "leukocytes": "4", "hemoglobin": "70", "alt": "50", "ast": "40",
           "total_bilirubin": "20", "urea_nitrogen": "7", "urea": "8", "creatinine": "100", "qt": "450", "qtc": "480",
           "map_score": "0.14", "ecog": "2", "kps": "60", "hct_ci": "3", "nyha_class": "3", "expected_survival": "84",
           "hbv_dna": "20", "diff_protein": "12", "diff_ratio": "1.5", "diff_score": "7", "diff_scale": "4",
           "diff_virus_load": "100"}
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def unit_factors(fact):
    """[(unit as written, what a number in it is multiplied with to be canonical)]"""
    result = []
    canonical = parse_unit(fact.unit)
    for written in WRITTEN[fact.unit]:
        written, ucum = written if isinstance(written, tuple) else (written, written)
        factor, dimension = parse_unit(ucum or fact.unit)
        factor = factor / canonical[0]
        if dimension != canonical[1]:
            if not fact.molar_mass:
                continue
            mass = Fraction(fact.molar_mass)
            factor = factor * mass if "mol" in dict(dimension) else factor / mass
        result.append((written, factor))
    return result


def limits_of(chance, fact):
    """A few canonical limits, some of them close together. Those of a score are values it can have."""
    typical = Fraction(TYPICAL[fact.name])
    if fact.kind == "score":
        low, high, step = score_range(fact)
        return [Fraction(v) for v in chance.sample(range(low, high + 1, step), min(3, (high - low) // step + 1))]
    limits = [typical * Fraction(chance.choice((1, 2, 3, 5, 7, 10, 20)), chance.choice((1, 2, 4, 5)))
              for _ in range(chance.choice((1, 2, 2, 3)))]
    if chance.odds(0.3):
        limits.append(limits[0] + Fraction(1, 1000))
    if fact.unit == "1" and fact.range:
        limits = [min(limit, Fraction(9, 10)) for limit in limits]
    return sorted(set(limits))


def score_range(fact):
    words = fact.range.split()
    if words and words[0] == "from":
        return int(words[1]), 12, 1
    return int(words[0]), int(words[2]), int(words[4]) if len(words) > 3 else 1


def number_text(value):
    """Decimal text of a value, cut to 17 digits if it has more."""
    exact = decimal(value)
    if exact is not None:
        return exact
    scale = 0
    while abs(value) * 10 ** scale < 10 ** 12 and scale < 24:
        scale += 1
    return decimal(Fraction(int(value * 10 ** scale), 10 ** scale))


def around(chance, value):
    """The value, a hair to either side of it, or further away."""
    kind = chance.random()
    if kind < 0.4:
        return value
    if kind < 0.7:
        return value + chance.choice((-1, 1)) * value * Fraction(1, chance.choice((10, 1000, 10 ** 6)))
    if kind < 0.8:
        return value + chance.choice((-1, 1)) * Fraction(1, 10 ** 9)
    return value * Fraction(chance.randrange(0, 300), 100)


def rewritten(chance, text):
    """Another way to write the same number."""
    kind = chance.random()
    if kind < 0.3:
        return text + (".0" if "." not in text else chance.choice(("0", "00")))
    if kind < 0.6 and "." not in text and text.lstrip("-").isdigit():
        return text + chance.choice("eE") + chance.choice(("0", "+0", "-0", "+00"))
    if kind < 0.8 and text.lstrip("-").replace(".", "").isdigit():
        whole, _, rest = text.partition(".")
        return f"{whole}{rest}e-{len(rest)}" if rest else f"{whole}0e-1"
    return text
