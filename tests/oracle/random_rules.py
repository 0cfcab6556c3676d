"""Random rules for engine_differential.py: trials whose criteria ask about few facts, limits and times in many ways.

`RandomRules(chance, facts)` has `criteria`, trial by trial, and what rows have to be near: `limits`, `windows`,
`multiples`, `days`, `ages`. A leaf carries labels (its families), by which the statuses are counted.
"""
import re
from fractions import Fraction

from measured import TYPICAL, limits_of, number_text, score_range, unit_factors

TIME_WORDS = {"d": "days", "wk": "weeks", "mo": "months", "a": "years"}
COMPARATORS = ("<", "<=", ">", ">=", "=", "less than", "at most", "more than", "at least", "exactly")
SELECTORS = ("latest", "any", "every", "first", "highest", "lowest")
BOUNDS = ("less than", "at most", "more than", "at least", "exactly")
NOT_BARE = re.compile(r"\b(or|and|of|no|not|with|within|since|on|to|above|below|first|active|in|at|any|all|other)\b")


class Node:
    """An expression: a leaf with its text, or a connective over others."""

    def __init__(self, op, children=(), text="", labels=(), number=0):
        self.op, self.children, self.text, self.labels, self.number = op, list(children), text, tuple(labels), number

    def render(self, inside=False):
        if self.op == "leaf":
            return self.text
        parts = [child.render(True) for child in self.children]
        if self.op in ("any of", "all of", "at least"):
            head = f"at least {self.number} of" if self.op == "at least" else self.op
            return f"{head} ({', '.join(child.in_list() for child in self.children)})"
        if self.op == "not":
            return "not " + parts[0]
        if self.op == "if":
            text = f"if {parts[0]} then {parts[1]}" + (f" else {parts[2]}" if len(parts) > 2 else "")
        else:
            text = f" {self.op} ".join(parts)
        return f"({text})" if inside else text

    def in_list(self):
        """Where a comma would end it: the values of an attribute are a list too."""
        text = self.render()
        return f"({text})" if self.op in ("leaf", "not") and (" with " in text or " except " in text) else text


class Criterion:
    def __init__(self, trial, kind, number, tree):
        self.trial, self.kind, self.number, self.tree = trial, kind, number, tree

    @property
    def column(self):
        return f"{self.trial}.{self.kind[0].upper()}{self.number}"

    def render(self):
        return f'{self.kind} {self.number} "random"\n    {self.tree.render()}\n'


class RandomRules:
    def __init__(self, chance, facts):
        self.chance, self.facts = chance, facts
        self.choose_facts()
        units = ("d", "d", "wk", "wk", "mo", "mo", "mo", "a")
        self.windows = [(chance.choice({"d": (0, 1, 3, 7, 14, 28, 30, 45), "wk": (1, 2, 3, 4, 6, 12),
                                        "mo": (1, 1, 2, 3, 6, 12, 18), "a": (1, 1, 2, 3, 5)}[unit]), unit)
                        for unit in chance.sample(units, chance.choice((3, 4, 5)))]
        self.limits = {fact.name: limits_of(chance, fact) for fact in self.numeric}
        self.multiples = {}    # observation -> [(side, multiple)]
        self.days = []         # (observation, event, day, tolerance)
        self.runs = {}         # observation -> longest run of days asked for
        self.ages = []         # (count, unit)
        self.asked = {}        # fact -> windows that some test measures from it
        self.mentioned, self.measured = set(), set()   # facts and windows of the leaf at hand
        self.trials = [f"T-{n}" for n in range(1, chance.choice((1, 2, 3)) + 1)]
        self.criteria = [criterion for trial in self.trials for criterion in self.trial(trial)]

    def choose_facts(self):
        """Few facts, with their relatives, so that they meet in many criteria."""
        chance, facts = self.chance, self.facts
        numeric = facts.of("observation", "score")
        self.numeric = chance.sample(numeric, chance.choice((2, 3, 4)))
        if chance.odds(0.3):
            self.numeric = list({f.name: f for f in self.numeric + [facts["hbv_dna"]]}.values())
        self.serology = chance.sample(facts.of("serology"), 2)
        self.numeric += [f for f in facts.of("observation") if f.nucleic and f not in self.numeric and chance.odds(0.15)]
        self.conditions = self.family(facts.of("condition"), chance.choice((3, 4, 5)))
        self.procedures = self.family([facts["hsct"], facts["hsct"], facts["diff_surgery"], facts["diff_surgery"],
                                       *facts.of("procedure")], chance.choice((2, 3)))
        self.medications = self.family(facts.of("medication", "drug class"), chance.choice((2, 3, 4)))
        self.attestations = chance.sample(facts.of("attestation"), 2)
        self.sets = {kind: [f for f in facts.of("value set") if facts[f.members[0]].kind == kind]
                     for kind in ("condition", "procedure", "serology")}

    def family(self, among, count):
        """A fact and its relatives, then another one, until there are `count`."""
        chance, chosen = self.chance, []
        known = {fact.name for fact in among}
        while len(chosen) < count:
            start = chance.choice(among)
            wanted = [start] + [self.facts[name] for name in self.facts.near(start.name) if name in known]
            for fact in wanted[:1 + chance.choice((0, 1, 2, 2))]:
                if fact not in chosen:
                    chosen.append(fact)
        return chosen

    # --- words -------------------------------------------------------------------------------------------------

    def name(self, fact, types=True):
        """A fact as some file may spell it, a typed procedure now and then."""
        chance = self.chance
        self.mentioned |= {fact.name, *fact.members}
        text = chance.choice(fact.spellings)
        if types and fact.types and chance.odds(0.4):
            text = chance.choice(chance.choice(fact.types)[1])
        bare = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*([ '-][A-Za-z0-9_]+)*", text) and not NOT_BARE.search(text)
        return text if bare and chance.odds(0.8) else f"`{text}`"

    def names(self, facts, quantifiers=("any of", "any of", "all of"), sets=()):
        """One name, or a list of them, and now and then an exception."""
        chance = self.chance
        pool = list(facts) + list(sets) * chance.choice((0, 0, 1))
        if chance.odds(0.25) and len(pool) > 1:
            chosen = chance.sample(pool, chance.choice((2, 2, min(3, len(pool)))))
            return f"{chance.choice(quantifiers)} ({', '.join(map(self.name, chosen))})", ("list",)
        fact = chance.choice(pool)
        if fact.kind == "value set":
            return self.name(fact), ("value set",)
        return self.name(fact), (("drug class",) if fact.kind == "drug class" else ())

    def history(self, facts, sets=()):
        text, labels = self.names(facts, sets=sets)
        return self.excepting(text, labels, facts)

    def event(self, facts, sets=()):
        text, labels = self.names(facts, ("any of",), sets)
        return self.excepting(text, labels, facts)

    def excepting(self, text, labels, facts):
        if self.chance.odds(0.2):
            return f"{text} except {self.name(self.chance.choice(facts))}", labels + ("except",)
        return text, labels

    def duration(self, span=None):
        count, unit = span or self.chance.choice(self.windows)
        self.measured.add((count, unit))
        word = TIME_WORDS[unit]
        return f"{count} {word[:-1] if count == 1 else word}"

    def fresh(self, odds=0.25):
        return (" within " + self.duration(), ("fresh",)) if self.chance.odds(odds) else ("", ())

    # --- person ------------------------------------------------------------------------------------------------

    def age(self):
        chance = self.chance
        spans = {"a": (1, 14, 18, 60, 70), "mo": (6, 12, 18, 216), "wk": (12, 52, 939), "d": (30, 365, 6574)}
        unit = chance.choice(("a", "a", "a", "mo", "wk", "d"))
        low = (chance.choice(spans[unit]), unit)
        self.ages.append(low)
        if chance.odds(0.35):
            high = (low[0] + chance.choice((0, 1, 4, 40)), unit) if chance.odds(0.7) else (90, "a")
            self.ages.append(high)
            first = f"{low[0]}" if high[1] == unit and chance.odds(0.5) else self.duration(low)
            return Node("leaf", text=f"age {first} to {self.duration(high)}", labels=("age",))
        return Node("leaf", text=f"age {chance.choice(COMPARATORS)} {self.duration(low)}", labels=("age",))

    def sex(self):
        return Node("leaf", text=self.chance.choice(("female", "male")), labels=("sex",))

    # --- measurements ------------------------------------------------------------------------------------------

    def limit(self, fact, value=None):
        """A limit in one of its units: (number, unit behind a blank)."""
        chance = self.chance
        value = chance.choice(self.limits[fact.name]) if value is None else value
        if fact.kind == "score":
            return number_text(value), ""
        written, factor = chance.choice(unit_factors(fact)) if chance.odds(0.6) else (fact.unit, Fraction(1))
        if fact.unit == "1" or not written:
            return number_text(value), ""
        return number_text(value / factor), " " + written

    def comparison(self, fact):
        chance = self.chance
        kind = chance.random()
        if kind < 0.25 and fact.kind != "score":
            return self.normal(fact)
        if kind < 0.45:
            low, high = sorted(chance.choices(self.limits[fact.name], k=2))
            units = [(w, f) for w, f in unit_factors(fact) if w and fact.unit != "1"] if fact.kind != "score" else []
            written, factor = chance.choice(units) if units else ("", Fraction(1))
            top = number_text(high / factor)
            return f"{number_text(low / factor)} to {top}{' ' + written if written else ''}", ("range",)
        number, unit = self.limit(fact)
        other = unit.strip() not in ("", fact.unit)
        return f"{chance.choice(COMPARATORS)} {number}{unit}", ("unit converted",) if other else ("comparison",)

    def normal(self, fact):
        chance = self.chance
        side, multiple = chance.choice((("ULN", "1"), ("ULN", "1.2"), ("ULN", "2"), ("ULN", "2.5"), ("LLN", "1"),
                                        ("LLN", "0.75"), ("ULN", "0.3")))
        self.multiples.setdefault(fact.name, []).append((side, Fraction(multiple)))
        if multiple == "1" and chance.odds(0.5):
            return ("above" if side == "ULN" else "below") + " normal", ("limit of normal",)
        shown = "" if multiple == "1" and chance.odds(0.5) else multiple + " "
        return f"{chance.choice(COMPARATORS[:5])} {shown}{side}", ("limit of normal",)

    def timing(self, fact):
        chance = self.chance
        kind = chance.random()
        if kind < 0.16:
            day, tolerance = chance.choice(((0, 0), (7, 0), (14, 0), (28, 2), (30, 0), (10, 3), (3, 1)))
            text, labels = self.event(self.procedures, self.sets["procedure"])
            self.days.append((fact.name, day, tolerance))
            window = f" {chance.choice(('±', '+/-'))} {tolerance}" if tolerance else ""
            return f" on day {day}{window} after {text}", ("on day",) + labels
        if kind < 0.24:
            days = chance.choice((2, 2, 3))
            self.runs[fact.name] = max(days, self.runs.get(fact.name, 0))
            return f" on {days} consecutive days", ("consecutive",)
        return "", ()

    def measurement(self):
        chance = self.chance
        fact = chance.choice(self.numeric)
        timing, labels = self.timing(fact)
        selector = chance.choice(SELECTORS) if not timing and chance.odds(0.5) else ""
        text, more = self.comparison(fact)
        subject = self.name(fact)
        same = [f for f in self.numeric if f.unit == fact.unit and f is not fact and f.kind == fact.kind != "score"]
        if same and chance.odds(0.3):
            subject = f"{chance.choice(('any of', 'all of'))} ({subject}, {self.name(chance.choice(same))})"
            more += ("list",)
        fresh, stale = self.fresh()
        labels += more + stale + ((f"selector {selector}",) if selector else ())
        return Node("leaf", text=f"{selector} {subject}{timing} {text}{fresh}".strip(), labels=labels)

    def finding(self):
        chance = self.chance
        nucleic = [f for f in self.numeric if f.nucleic]
        if nucleic and chance.odds(0.3):
            fact = chance.choice(nucleic)
            subject, labels = self.name(fact), ("finding of a quantity",)
        else:
            fact = chance.choice(self.serology)
            subject, labels = self.names([fact] if chance.odds(0.7) else self.serology, sets=self.sets["serology"])
        if fact.nucleic:
            labels += ("nucleic acid",)
        timing, when = self.timing(fact)
        selector = chance.choice(SELECTORS[:4]) if not timing and chance.odds(0.4) else ""
        fresh, stale = self.fresh()
        result = chance.choice(("positive", "negative", "indeterminate"))
        labels += ("finding",) + when + stale + ((f"selector {selector}",) if selector else ())
        return Node("leaf", text=f"{selector} {subject}{timing} {result}{fresh}".strip(), labels=labels)

    # --- history -----------------------------------------------------------------------------------------------

    def attribute(self, name, values, count):
        chance = self.chance
        chosen = chance.sample(values, min(len(values) - 1, chance.choice((1, 1, count))))
        other = "other than " if chance.odds(0.25) else ""
        return f" with {name} {other}{', '.join(chosen)}", ("with " + name,)

    def condition(self):
        chance = self.chance
        head = chance.choice(("diagnosis of", "diagnosis of", "active", "active", "onset of"))
        subject, labels = self.history(self.conditions, self.sets["condition"])
        text = f"{head} {subject}"
        labels += (head,)
        for name, values in (("status", ("active", "remission", "resolved")), ("severity", ("mild", "moderate", "severe")),
                             ("controlled", ("true", "false"))):
            if chance.odds(0.18) and not (name == "status" and head == "active"):
                suffix, more = self.attribute(name, values, 2)
                text, labels = text + suffix, labels + more
        if head == "onset of":
            return Node("leaf", text=text + " within " + self.duration(), labels=labels)
        if head == "diagnosis of" and chance.odds(0.3):
            return Node("leaf", text=text + " active within " + self.duration(), labels=labels + ("active within",))
        return Node("leaf", text=text, labels=labels)

    def onset_after(self):
        chance = self.chance
        subject, labels = self.history(self.conditions, self.sets["condition"])
        facts = chance.choice((self.procedures, self.medications))
        event, more = self.event(facts, self.sets["procedure"] if facts is self.procedures else ())
        return Node("leaf", text=f"onset of {subject} on or after {event}", labels=labels + more + ("onset on or after",))

    def received(self):
        chance = self.chance
        facts = chance.choice((self.procedures, self.procedures, self.medications))
        subject, labels = self.history(facts, self.sets["procedure"] if facts is self.procedures else ())
        labels += ("procedure" if facts is self.procedures else "drug course",)
        suffix = ""
        typed = [fact for fact in facts if fact.types]
        if typed and chance.odds(0.2):
            fact = chance.choice(typed)
            subject = self.name(fact, types=False)
            suffix, more = self.attribute("type", [name for name, _ in fact.types], 1)
            labels += more
        kind = chance.random()
        if kind < 0.2:
            word = chance.choice(("failed", "responded", "relapsed"))
            suffix, labels = suffix + " " + word, labels + ("response",)
        elif kind < 0.3:
            more, label = self.attribute("response", ("`responded`", "no_response", "relapse"), 2)
            suffix, labels = suffix + more, labels + label
        if chance.odds(0.55):
            bound = chance.choice(("within",) + BOUNDS[:4])
            ago = f" within {self.duration()}" if bound == "within" else f" {bound} {self.duration()} ago"
            suffix, labels = suffix + ago, labels + (bound + " N ago" if bound != "within" else "event within",)
        head = chance.choice(("received ", "no ", "" if suffix else "received "))
        return Node("leaf", text=head + subject + suffix, labels=labels + (("no",) if head == "no " else ()))

    def since(self):
        chance = self.chance
        kind = chance.choice(("procedure", "procedure", "medication", "condition"))
        facts = {"procedure": self.procedures, "medication": self.medications, "condition": self.conditions}[kind]
        event, labels = self.event(facts, self.sets.get(kind, ()))
        first = "first " if chance.odds(0.35) else ""
        onset = "onset of " if kind == "condition" else ""
        if chance.odds(0.25):
            low, high = chance.choice(((0, 7), (7, 21), (30, 45), (1, 1), (28, 90)))
            bound = f"{low} to {high} days"
            self.measured |= {(low, "d"), (high, "d")}
            labels += ("range since",)
        else:
            word = chance.choice(BOUNDS)
            bound, labels = f"{word} {self.duration()}", labels + (word + " since",)
        labels += (f"since first {kind}" if first else f"since {kind}",)
        return Node("leaf", text=f"{bound} since {first}{onset}{event}", labels=labels)

    def count(self):
        chance = self.chance
        facts, sets = chance.choice(((self.procedures, self.sets["procedure"]), (self.medications, ())))
        event, labels = self.event(facts, sets)
        bound = chance.choice(("0 to 1", "1 to 2", "2 to 3", "more than 1", "more than 0", "at least 1", "at least 2",
                               "at most 1", "at most 2", "less than 2", "exactly 1", "exactly 2", "exactly 0"))
        within = f" within {self.duration()}" if chance.odds(0.5) else ""
        return Node("leaf", text=f"{bound} {event}{within}", labels=labels + ("count within" if within else "count",))

    def other_trial(self):
        fresh, labels = self.fresh(0.6)
        return Node("leaf", text="in another trial" + fresh, labels=("other trial" + (" within" if labels else ""),))

    def attest(self):
        fact = self.chance.choice(self.attestations)
        return Node("leaf", text="attest " + self.name(fact), labels=("attest",))

    def unencoded(self):
        return Node("leaf", text='unencoded "judged by a person"', labels=("unencoded",))

    # --- trees -------------------------------------------------------------------------------------------------

    def leaf(self):
        makers = ((self.measurement, 9), (self.finding, 4), (self.condition, 7), (self.onset_after, 2),
                  (self.received, 8), (self.since, 5), (self.count, 3), (self.age, 2), (self.sex, 1),
                  (self.other_trial, 1), (self.attest, 1), (self.unencoded, 0.3))
        self.mentioned, self.measured = set(), set()
        leaf = self.chance.choices([maker for maker, _ in makers], [weight for _, weight in makers])[0]()
        for name in self.mentioned | {near for name in self.mentioned for near in self.facts.near(name)}:
            self.asked.setdefault(name, set()).update(self.measured)
        return leaf

    def tree(self, depth):
        chance = self.chance
        if depth == 0 or chance.odds(0.25):
            return self.leaf()
        op = chance.choice(("not", "and", "and", "or", "or", "if", "any of", "all of", "at least"))
        count = {"not": 1, "if": chance.choice((2, 3))}.get(op, chance.choice((2, 2, 3, 4)))
        children = [self.tree(depth - 1) for _ in range(count)]
        return Node(op, children, number=chance.randrange(1, count + 1))

    def trial(self, trial):
        chance = self.chance
        numbers = {"inclusion": 0, "exclusion": 0}
        for _ in range(chance.randrange(6, 17)):
            kind = chance.choice(tuple(numbers))
            numbers[kind] += 1
            tree = self.leaf() if chance.odds(0.65) else self.tree(chance.choice((1, 2, 2, 3)))
            yield Criterion(trial, kind, numbers[kind], tree)


def render(criteria):
    """The text of a rules file, and the criterion that stands on each line."""
    lines, owner, trial = [], {}, None
    for criterion in criteria:
        if criterion.trial != trial:
            trial = criterion.trial
            lines += [f'trial {trial} "random"', ""]
        for line in criterion.render().splitlines():
            lines.append(line)
            owner[len(lines)] = criterion
    return "\n".join(lines) + "\n", owner
