"""Three truth values with the causes of the unknown (docs/semantics.md, "Truth").

    and | T F U      or | T F U      not |
    ----+------      ---+------      ----+--
     T  | T F U       T | T T T       T  | F
     F  | F F F       F | T F U       F  | T
     U  | U F U       U | T U U       U  | U

An undecided connective carries the causes of the operands that left it undecided.
Tested in test_oracle.py.
"""
from typing import NamedTuple, Optional


class Truth(NamedTuple):
    value: Optional[bool]
    causes: frozenset = frozenset()


TRUE = Truth(True)
FALSE = Truth(False)


def known(flag):
    return TRUE if flag else FALSE


def unknown(*causes):
    return Truth(None, frozenset(causes))


def causes_of(truths):
    merged = frozenset()
    for truth in truths:
        if truth.value is None:
            merged |= truth.causes
    return merged


def all_of(*truths):
    if any(t.value is False for t in truths):
        return FALSE
    if any(t.value is None for t in truths):
        return Truth(None, causes_of(truths))
    return TRUE


def any_of(*truths):
    if any(t.value is True for t in truths):
        return TRUE
    if any(t.value is None for t in truths):
        return Truth(None, causes_of(truths))
    return FALSE


def negate(truth):
    if truth.value is None:
        return truth
    return FALSE if truth.value else TRUE


def if_then(guard, then):
    return any_of(negate(guard), then)


def if_then_else(guard, then, otherwise):
    if guard.value is not None:
        return then if guard.value else otherwise
    if then.value is not None and then.value == otherwise.value:
        return then
    return Truth(None, causes_of((guard, then, otherwise)))


def merged(truths, disagreement):
    """Several readings of one test: alike, or all undecided, or else unknown because of `disagreement`."""
    values = {t.value for t in truths}
    if len(values) > 1:
        return unknown(disagreement)
    value = values.pop()
    return known(value) if value is not None else Truth(None, causes_of(truths))
