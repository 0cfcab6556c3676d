"""The tests that criteria are made of, each a function of a patient and the as-of date (docs/semantics.md "Values", "Absence").

Every one gives a `Truth`. Tested in test_oracle.py.
"""
from fractions import Fraction
from itertools import combinations

from calendar_days import NEVER, completed, first_reaching
from kleene import FALSE, TRUE, all_of, any_of, causes_of, known, merged, negate, unknown
from quantities import compare, factor_to
from vocabulary import VOCABULARY

NEGATIVE_WORDS = ("negative", "not detected", "non-reactive")
POSITIVE_WORDS = ("positive", "detected", "reactive")


def between(span, first, last):
    """Does the day that the span stands for lie in first..last?"""
    if first <= span.lo and span.hi <= last:
        return TRUE
    if span.hi < first or span.lo > last:
        return FALSE
    return unknown(span.cause)


# --- windows: pairs of first and last day of the event ---------------------------------------------------------------

def within(today, count, unit):
    return first_reaching(today, count, unit, False), today


def less_than_ago(today, count, unit):
    return first_reaching(today, count, unit, True), today


def more_than_since(today, count, unit):
    return NEVER, first_reaching(today, count, unit, False) - 1


# --- person and attestations -----------------------------------------------------------------------------------------

def age_between(p, today, low, high):
    """At least `low` completed years, and at most `high` (None: no limit)."""
    if p.birth is None:
        return unknown(p.birth_cause)
    oldest, youngest = completed(p.birth.lo, today, "a"), completed(p.birth.hi, today, "a")
    top = high if high is not None else 10 ** 6
    if low <= youngest and oldest <= top:
        return TRUE
    if oldest < low or youngest > top:
        return FALSE
    return unknown("imprecise")


def female(p):
    return unknown("missing") if p.sex in (None, "unknown") else known(p.sex == "female")


def attest(p, name):
    values = p.attestations.get(name)
    if not values:
        return unknown("attestation")
    return unknown("conflict") if len(values) > 1 else known(True in values)


# --- some entry satisfies --------------------------------------------------------------------------------------------

def entries(p, section, concept):
    return [e for e in p.entries[section] if concept in e.line]


def absent(p, section, concept, kind=None):
    """Is the concept, or one above it, listed as absent (of any type, or of the type asked for)?"""
    line = VOCABULARY.line(concept)
    return any(c in line and (t is None or t == kind) for c, t in p.absences[section])


def counted(entry, truth):
    """A provisional entry leaves unknown what it would make true."""
    return all_of(truth, unknown("missing")) if entry.provisional else truth


def some(p, section, concept, check, kind=None, exclude=()):
    found = [e for e in entries(p, section, concept) if not any(x in e.line for x in exclude)]
    truth = any_of(*(counted(e, check(e)) for e in found))
    denied = absent(p, section, concept, kind)
    if truth.value is False:
        return FALSE if denied or section in p.complete else unknown("missing")
    return unknown("conflict") if denied else truth


def is_active(entry):
    if entry.status is not None:
        return known(entry.status == "active")
    if entry.end_state is None:
        return unknown("missing")
    return known(entry.end_state == "future")


def active(p, concept):
    return some(p, "conditions", concept, is_active)


def diagnosis(p, concept):
    return some(p, "conditions", concept, lambda e: TRUE)


def diagnosis_severe(p, concept):
    return some(p, "conditions", concept,
                lambda e: known(e.severity == "severe") if e.severity else unknown("missing"))


def diagnosis_not_in_remission(p, concept):
    return some(p, "conditions", concept,
                lambda e: known(e.status == "active") if e.status else unknown("missing"))


def onset_within(p, today, concept, count, unit):
    window = within(today, count, unit)
    return some(p, "conditions", concept, lambda e: between(e.when, *window))


def active_within(p, today, concept, count, unit, exclude):
    window = within(today, count, unit)
    return some(p, "conditions", concept, lambda e: any_of(is_active(e), between(e.course_end, *window)),
                exclude=exclude)


def received(p, concept):
    return some(p, "medications", concept, lambda e: TRUE)


def procedure(p, concept, kind=None):
    return some(p, "procedures", concept, lambda e: of_type(e, kind), kind)


def of_type(entry, kind):
    if kind is None:
        return TRUE
    return known(entry.type == kind) if entry.type else unknown("missing")


def failed(p, section, concept):
    return some(p, section, concept,
                lambda e: known(e.response in ("no_response", "relapse")) if e.response else unknown("missing"))


def medication_within(p, today, concept, count, unit):
    window = within(today, count, unit)
    return some(p, "medications", concept, lambda e: between(e.course_end, *window))


def procedure_less_than_ago(p, today, concept, count, unit):
    window = less_than_ago(today, count, unit)
    return some(p, "procedures", concept, lambda e: between(e.when, *window))


def other_trial(p, own, check):
    """Some participation whose id is not the trial's own; one without an id may be the own one."""
    truths = []
    for entry in p.entries["trials"]:
        if entry.trial != own:
            truth = check(entry)
            truths.append(truth if entry.trial is not None else all_of(truth, unknown("missing")))
    truth = any_of(*truths)
    return unknown("missing") if truth.value is False and "trials" not in p.complete else truth


def in_other_trial(p, today, own):
    return other_trial(p, own, lambda e: between(e.course_end, today, today))


def other_trial_within(p, today, own, count, unit):
    window = within(today, count, unit)
    return other_trial(p, own, lambda e: between(e.course_end, *window))


def more_than(p, count, section, concept):
    listed, denied = len(entries(p, section, concept)), absent(p, section, concept)
    if listed > count:
        return unknown("conflict") if denied else TRUE
    if section in p.complete or (denied and not listed):
        return FALSE
    return unknown("conflict" if denied else "missing")


def onset_on_or_after_any(p, concept, procedures):
    """Some entry of `concept` with its onset on or after some entry of the procedures."""
    def not_before(mark, event):
        if mark.lo >= event.hi:
            return TRUE
        if mark.hi < event.lo:
            return FALSE
        return unknown("missing" if "missing" in (mark.cause, event.cause) else "imprecise")

    def after_one(entry):
        return any_of(*(some(p, "procedures", q, lambda e: not_before(entry.when, e.when)) for q in procedures))
    ever = any_of(*(procedure(p, q) for q in procedures))
    return all_of(ever, some(p, "conditions", concept, after_one))


# --- the most recent entry -------------------------------------------------------------------------------------------

def most_recent(p, section, concept, kind, judge):
    """`judge(spans)` of the entries that belong, evaluated with and without each entry that may or may not belong."""
    certain, doubtful, provisional = [], [], []
    for entry in entries(p, section, concept):
        belongs = of_type(entry, kind)
        if belongs.value is not False:
            chosen = provisional if entry.provisional else certain if belongs.value else doubtful
            chosen.append(entry.when)
    only_provisional = not certain and bool(provisional)
    certain, doubtful = (provisional, doubtful) if only_provisional else (certain, doubtful + provisional)
    denied = absent(p, section, concept, kind)
    never = FALSE if denied or section in p.complete else unknown("missing")
    worlds = []
    for size in range(len(doubtful) + 1):
        for chosen in combinations(doubtful, size):
            spans = certain + list(chosen)
            worlds.append(judge(spans) if spans else never)
    truth = worlds[0]
    if any(w.value != truth.value for w in worlds):
        truth = unknown("missing", *causes_of(worlds))
    elif truth.value is None:
        truth = unknown(*causes_of(worlds))
    elif only_provisional and truth.value is True:
        truth = unknown("missing")
    if denied and (certain or doubtful) and truth.value is not False:
        return unknown("conflict")
    return truth


def since(p, section, concept, first, last, kind=None):
    """Does the most recent event lie in first..last?"""
    def judge(spans):
        newest = max(s.lo for s in spans)
        tests = [between(s._replace(lo=newest), first, last) for s in spans if s.hi >= newest]
        return max_of(tests)
    return most_recent(p, section, concept, kind, judge)


def max_of(tests):
    """The candidates for the most recent all start on one day; the latest-ending covers the days of the others."""
    if all(t.value is True for t in tests) or all(t.value is False for t in tests):
        return tests[0]
    return unknown(*causes_of(tests))


def on_day(p, today, name, operator, limit, number, section, concept, kind=None):
    """The value of the day `number` days after the most recent event."""
    def judge(spans):
        newest = max(s.lo for s in spans)
        loose = [s.cause for s in spans if s.hi > newest]
        if loose:
            return unknown(*loose)
        target = newest + number
        values = [o for o in p.observations.get(name, ()) if o.when.exact and o.when.lo == target]
        if values:
            return merged([judge_number(o, operator, limit) for o in values], "conflict")
        return unknown("pending") if today <= target else unknown("missing")
    return most_recent(p, section, concept, kind, judge)


# --- observations ----------------------------------------------------------------------------------------------------

def latest(p, name, judge):
    """The latest value: those of one day are one if alike, all that may be the latest are candidates."""
    found = p.observations.get(name)
    if not found:
        return unknown("missing")
    newest = max(o.when.lo for o in found)
    days, outcomes = {}, []
    for o in found:
        if o.when.hi < newest:
            continue
        if o.when.exact:
            days.setdefault(o.when.lo, []).append(judge(o))
        else:
            outcomes.append(judge(o))
    outcomes += [merged(truths, "conflict") for truths in days.values()]
    return merged(outcomes, "imprecise")


def decided(value):
    return unknown("imprecise") if value is None else known(value)


def judge_number(o, operator, limit):
    """The value against a limit in the vocabulary's unit."""
    factor = factor_to(VOCABULARY.unit[o.concept], o.unit)
    if o.number is None or factor is None:
        return unknown("unconvertible")
    return decided(compare(o.number * factor, o.comparator, operator, limit))


def number_is(p, name, operator, limit):
    limit = Fraction(limit)
    return latest(p, name, lambda o: judge_number(o, operator, limit))


def above_limit(o, times):
    """The value against a multiple of its own upper reference limit, both in the unit recorded."""
    if not o.unit or o.number is None:
        return unknown("unconvertible")
    return against_high(o, times)


def against_high(o, times):
    if not o.high_given:
        return unknown("missing")
    if o.high is None:
        return unknown("unconvertible")
    return decided(compare(o.number, o.comparator, ">", o.high * times))


def above_uln(p, name, times):
    return latest(p, name, lambda o: above_limit(o, Fraction(times)))


def above_normal_dna(p, name):
    return latest(p, name, judge_dna)


def qualitative(o):
    """`negative`, `positive`, `indeterminate` or None, for a value in words."""
    text = o.text.strip(" ").lower()
    if text in NEGATIVE_WORDS:
        return "negative"
    if text in POSITIVE_WORDS:
        return "positive"
    return text if text == "indeterminate" else None


def judge_dna(o):
    """A quantity of virus above its upper reference limit."""
    if o.number is not None:
        return above_limit(o, 1)
    result = qualitative(o)
    if result == "negative":
        return FALSE
    if result == "indeterminate":
        return unknown("imprecise")
    if result is None or (o.high_given and o.high is None):
        return unknown("unconvertible")
    if not o.high_given:
        return unknown("missing")
    return TRUE if o.high <= 0 else unknown("imprecise")   # above zero and no more


def judge_positive(o):
    if o.number is None:
        result = qualitative(o)
        if result is None:
            return unknown("unconvertible")
        return unknown("imprecise") if result == "indeterminate" else known(result == "positive")
    if o.concept not in ("hcv_rna", "ebv_dna", "cmv_dna"):
        return unknown("unconvertible")
    if o.high_given:
        return against_high(o, 1)
    if o.comparator in ("<", "<="):
        return unknown("imprecise")
    if o.comparator == ">=" and o.number <= 0:
        return unknown("imprecise")
    return known(o.comparator == ">" or o.number > 0)


def positive(p, name):
    return latest(p, name, judge_positive)


def negative(p, name):
    return negate(positive(p, name))
