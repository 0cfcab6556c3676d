"""The facts of .elig files, as far as a generator needs them: names, kinds, units, relations, codes.

`read_facts(paths)` gives `Facts`. It knows the layout of `eligo fmt`, not the language.
"""
import re

KINDS = ("observation", "score", "serology", "condition", "procedure", "medication", "drug class", "attestation",
         "value set")
SECTION = {"observation": "observations", "score": "observations", "serology": "observations",
           "condition": "conditions", "procedure": "procedures", "medication": "medications",
           "drug class": "medications", "attestation": "attestations"}
STATEMENT = re.compile(rf'({"|".join(KINDS)}) (\w+) "([^"]*)"', re.M)
PROPERTY = re.compile(r"(unit|range|molar mass|nucleic acid|under|members|code|synonym|type|note)\b")


class Fact:
    def __init__(self, kind, name, phrase):
        self.kind, self.name, self.phrase = kind, name, phrase
        self.unit, self.range, self.molar_mass, self.nucleic = "", "", None, False
        self.under, self.members, self.codes, self.synonyms, self.types = [], [], [], [], []

    @property
    def spellings(self):
        return [self.name, self.phrase] + self.synonyms

    def take(self, line):
        """One property, with what continues it on further lines."""
        word = PROPERTY.match(line)[0]
        rest = line[len(word):].strip()
        if word == "unit":
            self.unit = rest
        elif word == "range":
            self.range = rest
        elif word == "molar mass":
            self.molar_mass = rest.split()[0]
        elif word == "nucleic acid":
            self.nucleic = True
        elif word in ("under", "members"):
            getattr(self, word).extend(part.strip() for part in rest.split(","))
        elif word == "code":
            system, codes = rest.split(" ", 1)
            self.codes += [(system, code.strip(), None) for code in codes.split(",")]
        elif word == "synonym":
            self.synonyms += re.findall(r'"([^"]*)"', rest)
        elif word == "type":
            self.take_type(rest)

    def take_type(self, rest):
        name = rest.split(" ", 1)[0]
        code = re.search(r"code (\S+) (\S+)", rest)
        if code:
            self.codes.append((code[1], code[2], name))
        self.types.append((name, re.findall(r'"([^"]*)"', rest)))


class Facts(dict):
    """Name to Fact; `section_of` also knows value sets, by their members."""

    def of(self, *kinds):
        return [fact for fact in self.values() if fact.kind in kinds]

    def section(self, fact):
        return SECTION[fact.kind] if fact.kind in SECTION else self.section(self[fact.members[0]])

    def above(self, name):
        return set(self[name].under) | {f.name for f in self.of("drug class") if name in f.members}

    def near(self, name):
        """Those directly above and below."""
        return sorted(self.above(name) | {other for other in self if name in self.above(other)})


def read_facts(paths):
    facts = Facts()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = re.sub(r"^\s*#.*\n", "", file.read(), flags=re.M)
        found = list(STATEMENT.finditer(text))
        for match, following in zip(found, found[1:] + [None]):
            fact = facts[match[2]] = Fact(*match.groups())
            body = text[match.end():following.start() if following else len(text)]
            lines = re.sub(r",\s*\n\s*", ", ", body).splitlines()
            for line in filter(None, map(str.strip, lines)):
                fact.take(line)
    return facts
