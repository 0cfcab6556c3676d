"""Observations at random and changes to those of a record, for the generator: values at the limits in many units, texts,
censored values, rivals of the same or an uncertain day. Tested in test_oracle.py.
"""
from fractions import Fraction

from chance import LIMITS, ULN, WHOLE, Raw, decimal, iso
from concepts import draw_concept, put
from vocabulary import VOCABULARY

WORDS = ("positive", "negative", "indeterminate", "Positive", "NEGATIVE", "detected", "not detected", "reactive",
         "non-reactive", "see report")


def new_value(chance, entry, name):
    """Set value, unit, comparator and limits of an observation, mostly near a limit of some criterion."""
    for key in ("value", "unit", "comparator", "low", "high"):
        entry.pop(key, None)
    if VOCABULARY.kind[name] == "serology":
        serology_value(chance, entry, name)
    elif name == "hbv_dna" and chance.odds(0.4):
        entry["value"] = chance.choice(WORDS)
        if chance.odds(0.5):
            entry["high"] = 20
    elif name in ULN or name == "hbv_dna":
        relative_value(chance, entry, name)
    else:
        limited_value(chance, entry, name)
    spoil_value(chance, entry, name)


def serology_value(chance, entry, name):
    entry["value"] = chance.choice(WORDS)
    if name in ("hcv_rna", "ebv_dna", "cmv_dna") and chance.odds(0.5):
        entry["value"] = chance.written(chance.choice(("0", "20", "15", "20.0001", "1500")))
        if chance.odds(0.5):
            put(entry, "comparator", chance.choice((None, "<", "<=", ">", ">=")) if entry["value"].strip() != "0" else None)
        if chance.odds(0.5):
            entry["high"] = chance.choice((15, 20))
        if chance.odds(0.5):
            entry["unit"] = "[IU]/mL"


def relative_value(chance, entry, name):
    high = Fraction(chance.choice(("20", "50", "17.1", "0.9")))
    limit = high * Fraction(6, 5) if name in ULN and chance.odds(0.7) else high
    entry["value"] = chance.written(decimal(chance.around(limit)))
    if chance.odds(0.9):
        entry["high"] = chance.written(decimal(high))
    if chance.odds(0.3):
        entry["low"] = Raw("0.1")
    put(entry, "comparator", chance.choice((None, None, None, None, "<", "<=", ">", ">=")))
    units = {"alt": ("U/L", "IU/L"), "ast": ("U/L", "IU/L"), "hbv_dna": ("[IU]/mL", "[IU]/mL", "{copies}/mL")}.get(name)
    entry["unit"] = chance.choice(units or ("umol/L", "\u00b5mol/L", "\u03bcmol/L", "mg/dL", "mmol/L"))


def limited_value(chance, entry, name):
    value = chance.around(Fraction(chance.choice(LIMITS[name])))
    if name in WHOLE and chance.odds(0.9):
        value = Fraction(round(value))
    text, unit = chance.in_unit(name, max(value, Fraction(0)))
    entry["value"] = chance.written(text)
    put(entry, "unit", unit)
    put(entry, "comparator", chance.choice((None,) * 6 + ("<", "<=", ">", ">=")))
    if name == "nyha_class" and chance.odds(0.5):
        entry["value"] = chance.choice(("I", "II", "III", "IV", "iii"))


def spoil_value(chance, entry, name):
    kind = chance.random()
    if kind < 0.04:
        entry["value"] = chance.choice(("hemolyzed", "n/a", "1,5", "<20", "+5", ".5", "0x1F", "negative"))
    elif kind < 0.08:
        entry.pop("unit", None)
    elif kind < 0.11 and name in LIMITS:
        entry["unit"] = chance.choice(("g/L", "widgets", "mm[Hg]", "mol"))
    elif kind < 0.13:
        del entry["value"]


def new_observation(chance, name=None):
    entry = {"name": name or draw_concept(chance, "observations")}
    new_value(chance, entry, entry["name"])
    put(entry, "date", chance.maybe_date())
    return entry


def named_observation(chance, record):
    found = [o for o in record["observations"] if o.get("name") in VOCABULARY.kind]
    return chance.choice(found) if found else None


def add_observation(chance, record):
    record["observations"].append(new_observation(chance))


def drop_observation(chance, record):
    if record["observations"]:
        record["observations"].remove(chance.choice(record["observations"]))


def revalue(chance, record):
    entry = named_observation(chance, record)
    if entry:
        new_value(chance, entry, entry["name"])


def redate_observation(chance, record):
    entry = named_observation(chance, record)
    if entry:
        put(entry, "date", chance.maybe_date())


def rival_observation(chance, record):
    """A second value: of the same day, of an uncertain day, undated, or older or newer."""
    entry = named_observation(chance, record)
    if not entry:
        return
    rival = dict(entry)
    kind = chance.random()
    if kind < 0.8:
        new_value(chance, rival, rival["name"])
    date = entry.get("date")
    if kind > 0.75:
        rival["date"] = chance.date()
    elif kind > 0.5:
        put(rival, "date", date[:chance.choice((4, 7, 7))] if date and chance.odds(0.7) else None)
    record["observations"].insert(chance.randrange(len(record["observations"]) + 1), rival)


def scores_after_transplant(chance, record):
    """MAP scores on and around day 7 and 14 of a transplant, which is moved close to the as-of date."""
    day = chance.today - chance.choice((0, 3, 6, 7, 8, 10, 13, 14, 15, 20, 21, 22))
    transplants = [e for e in record["procedures"] if e.get("name") == "hsct"]
    if not transplants:
        record["procedures"].append({"name": "hsct", "type": "allogeneic"})
        transplants = record["procedures"][-1:]
    chance.choice(transplants)["date"] = iso(day)
    for offset in chance.sample((6, 7, 7, 8, 14, 14, 15), 3):
        entry = {"name": "map_score", "date": iso(day + offset)}
        limited_value(chance, entry, "map_score")
        record["observations"].append(entry)


def code_observation(chance, record):
    entry = named_observation(chance, record)
    codes = [c for c in VOCABULARY.codes["observations"] if entry and c[2] == entry["name"]]
    if codes:
        entry["system"], entry["code"] = chance.choice(codes)[:2]
        if chance.odds(0.7):
            del entry["name"]


def respell_observation(chance, record):
    entry = named_observation(chance, record)
    if entry:
        entry["name"] = chance.spelling(entry["name"])
