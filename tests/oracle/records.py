"""Patient records: text to `Patient` as known on one as-of date (docs/record-format.md; docs/semantics.md, "Bad input").

Entries: `split_records(text)` gives the texts or values of a file, `read_patient(value, today)` a Patient or Refused.
What is dated after the as-of date is left out here, once and for all. Tested in test_oracle.py.
"""
import json

from calendar_days import NEVER, Span, births, date_span
from quantities import TooPrecise, check_number, parse_number, parse_roman
from vocabulary import VOCABULARY, Disagreement, fold

SECTIONS = ("observations", "conditions", "procedures", "medications", "trials", "attestations")
TOP_LEVEL = SECTIONS + ("id", "birth_date", "age", "sex", "complete")
SEXES = ("female", "male", "other", "unknown")
STATUSES = ("active", "remission", "resolved", "absent")
VERIFICATIONS = ("confirmed", "provisional", "refuted", "entered_in_error")
SEVERITIES = ("mild", "moderate", "severe")
RESPONSES = ("responded", "no_response", "relapse")
COMPARATORS = ("<", "<=", ">", ">=")
HSCT_TYPES = ("allogeneic", "autologous")
CELL_COUNTS = ("platelets", "neutrophils", "leukocytes")


class Refused(ValueError):
    pass


class Number(str):
    """A JSON number, as its text."""


class Members(dict):
    """A JSON object that remembers whether a key stood twice."""
    repeated = None


def _members(pairs):
    result = Members(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        result.repeated = next(key for key in keys if keys.count(key) > 1)
    return result


def _no_constant(text):
    raise ValueError(f"`{text}` is not JSON")


def parse_json(text):
    return json.loads(text, object_pairs_hook=_members, parse_int=Number, parse_float=Number,
                      parse_constant=_no_constant)


def split_records(text):
    """One record, an array of records, or one a line: a list of JSON values, or Refused for a line that is none."""
    try:
        whole = parse_json(text)
        return whole if isinstance(whole, list) else [whole]
    except (ValueError, RecursionError) as problem:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:
            return [Refused(str(problem))]
    values = []
    for line in lines:
        try:
            values.append(parse_json(line))
        except (ValueError, RecursionError) as problem:
            values.append(Refused(str(problem)))
    return values


class Observation:
    __slots__ = ("concept", "when", "number", "text", "comparator", "unit", "high", "high_given")


class Entry:
    """A condition, procedure, medication or trial participation."""
    __slots__ = ("concept", "line", "when", "end", "course_end", "end_state", "type", "status", "severity", "response",
                 "provisional", "trial")


class Patient:
    def __init__(self):
        self.id = self.birth = self.birth_cause = self.sex = None
        self.complete = frozenset()
        self.observations = {}                                  # concept -> [Observation]
        self.entries = {s: [] for s in SECTIONS[1:5]}           # section -> [Entry], those that count
        self.absences = {s: [] for s in SECTIONS[1:5]}          # section -> [(concept, type)]
        self.attestations = {}                                  # name -> set of the values given


# --- members -----------------------------------------------------------------------------------------------------

def member(record, key, *types):
    value = record.get(key)
    if value is None and key not in record:
        return None
    if type(value) not in types:
        raise Refused(f"`{key}` has the wrong type")
    return value


def word(record, key, allowed):
    value = member(record, key, str)
    if value is not None and value not in allowed:
        raise Refused(f"`{value}` is no {key}")
    return value


def date(record, key):
    text = member(record, key, str)
    if text is None:
        return None
    try:
        return date_span(text)
    except ValueError as problem:
        raise Refused(f"{key}: {problem}") from None


def number(record, key):
    """(exact value or None, its text or None)"""
    value = member(record, key, Number, str)
    if value is None:
        return None, None
    try:
        return parse_number(value), value
    except TooPrecise as problem:
        raise Refused(f"{key}: {problem}") from None


def known_on(span, today):
    """A date as known on the as-of date: None if it lies after it, any day up to it if not recorded."""
    if span is None:
        return Span(NEVER, today, "missing")
    if span.lo > today:
        return None
    hi = min(span.hi, today)
    return Span(span.lo, hi, span.cause if span.lo < hi else None)


def check_everywhere(value):
    """Repeated keys and numbers beyond the limits, at any depth."""
    if isinstance(value, Number):
        try:
            check_number(value)
        except TooPrecise as problem:
            raise Refused(str(problem)) from None
    elif isinstance(value, Members):
        if value.repeated is not None:
            raise Refused(f"`{value.repeated}` stands twice")
        for part in value.values():
            check_everywhere(part)
    elif isinstance(value, list):
        for part in value:
            check_everywhere(part)


# --- the record --------------------------------------------------------------------------------------------------

def read_patient(record, today):
    if isinstance(record, Refused):
        raise record
    if not isinstance(record, Members):
        raise Refused("a record is an object")
    check_everywhere(record)
    for key in record:
        if key not in TOP_LEVEL:
            raise Refused(f"`{key}` is no section")
    patient = Patient()
    patient.id = member(record, "id", str)
    if patient.id is None:
        raise Refused("no `id`")
    patient.sex = word(record, "sex", SEXES)
    patient.complete = read_complete(record)
    read_birth(patient, record, today)
    for section in SECTIONS[:5]:
        for item in member(record, section, list) or []:
            if not isinstance(item, Members):
                raise Refused(f"an entry of `{section}` is no object")
            READERS[section](patient, item, today)
    read_attestations(patient, record, today)
    return patient


def read_complete(record):
    names = member(record, "complete", list) or []
    for name in names:
        if type(name) is not str or name not in SECTIONS:
            raise Refused(f"`{name}` in `complete` is no section")
    return frozenset(names)


def read_birth(patient, record, today):
    birth, age = date(record, "birth_date"), member(record, "age", Members)
    if birth is not None and birth.lo > today:
        raise Refused("born after the as-of date")
    patient.birth_cause = "missing"
    if age is not None:
        from_age = read_age(age, today)
        if birth is None and isinstance(from_age, str):
            patient.birth_cause = from_age
        elif birth is None:
            birth = from_age
    if birth is not None:
        patient.birth = known_on(birth, today)


def read_age(age, today):
    """The births that fit, or the cause for which they are unknown."""
    value, text = number(age, "value")
    unit, at = member(age, "unit", str), date(age, "date")
    if value is not None and value < 0:
        raise Refused("a negative age")
    if text is None:
        return "missing"
    unit = unit or "a"
    if value is None or unit not in ("a", "mo", "wk", "d"):
        return "unconvertible"
    at = Span(today, today) if at is None else known_on(at, today)
    if at is None:
        return "missing"
    years = int(value)  # a fraction of the unit is dropped
    return Span(births(years, unit, at.lo)[0], births(years, unit, at.hi)[1], "imprecise")


def place(section, item):
    name, code = member(item, "name", str), member(item, "code", str)
    system = member(item, "system", str)
    try:
        return VOCABULARY.place(section, name, code, system)
    except Disagreement as problem:
        raise Refused(str(problem)) from None


def read_observation(patient, item, today):
    result = Observation()
    result.concept, _ = place("observations", item)
    recorded = date(item, "date")
    result.number, result.text = number(item, "value")
    result.comparator = word(item, "comparator", COMPARATORS)
    result.unit = member(item, "unit", str)
    result.high, high_text = number(item, "high")
    number(item, "low")
    result.high_given = high_text is not None
    if result.concept == "nyha_class" and result.number is None and result.text is not None:
        result.number = parse_roman(result.text)
    if result.concept in CELL_COUNTS and result.number is not None and result.number < 0:
        raise Refused("a negative count")
    result.when = known_on(recorded, today)
    if result.concept is not None and result.when is not None and result.text is not None:
        patient.observations.setdefault(result.concept, []).append(result)


def read_entry(section, start_key, end_key):
    def read(patient, item, today):
        entry = Entry()
        entry.trial = member(item, "id", str) if section == "trials" else None
        entry.concept, implied_type = place(section, item) if section != "trials" else (None, None)
        entry.line = VOCABULARY.line(entry.concept) if entry.concept else ()
        start, end = date(item, start_key), date(item, end_key) if end_key else None
        if start and end and end.hi < start.lo:
            raise Refused("the end lies before the start")
        read_words(entry, section, item, implied_type)
        ongoing = member(item, "ongoing", bool) if section in ("medications", "trials") else None
        verification = word(item, "verification", VERIFICATIONS) if section == "conditions" else None
        entry.when = known_on(start, today)
        if entry.when is None or (entry.concept is None and section != "trials"):
            return
        set_ends(entry, end, ongoing, today)
        entry.provisional = verification == "provisional"
        if verification in ("refuted", "entered_in_error"):
            return
        if entry.status != "absent":
            patient.entries[section].append(entry)
        elif not entry.provisional:
            patient.absences[section].append((entry.concept, entry.type))
    return read


def read_words(entry, section, item, implied_type):
    entry.status = word(item, "status", STATUSES) if section != "trials" else None
    entry.severity = word(item, "severity", SEVERITIES) if section == "conditions" else None
    if section == "conditions":
        member(item, "controlled", bool)
    entry.response = word(item, "response", RESPONSES) if section in ("procedures", "medications") else None
    entry.type = member(item, "type", str) if section == "procedures" else None
    if entry.concept == "hsct" and entry.type is not None and entry.type not in HSCT_TYPES:
        raise Refused(f"`{entry.type}` is no type of transplant")
    if entry.type and implied_type and entry.type != implied_type:
        entry.type = None  # type and code contradict each other: open
    else:
        entry.type = entry.type or implied_type


def set_ends(entry, end, ongoing, today):
    """`course_end`: the days on which the course can have ended, an end after D being today.
    `end_state`: None if no end is recorded, else `past` or `future`."""
    entry.end_state = None if end is None else "future" if end.lo > today else "past"
    if ongoing or entry.end_state == "future":
        entry.course_end = Span(today, today)
        return
    lo = entry.when.lo if end is None else max(end.lo, entry.when.lo)
    hi = today if end is None else min(end.hi, today)
    cause = "missing" if end is None else "imprecise"
    entry.course_end = Span(lo, hi, cause if lo < hi else None)


def read_attestations(patient, record, today):
    for key, given in (member(record, "attestations", Members) or {}).items():
        when = None
        if isinstance(given, Members):
            when, value = date(given, "date"), member(given, "value", bool)
            member(given, "by", str)
        elif isinstance(given, bool):
            value = given
        else:
            raise Refused(f"attestation `{key}` is neither true nor false")
        name = VOCABULARY.names["attestations"].get(fold(key))
        if name is not None and value is not None and known_on(when, today) is not None:
            patient.attestations.setdefault(name, set()).add(value)


READERS = {"observations": read_observation,
           "conditions": read_entry("conditions", "onset", "end"),
           "procedures": read_entry("procedures", "date", None),
           "medications": read_entry("medications", "start", "end"),
           "trials": read_entry("trials", "start", "end")}
