"""The names and codes of vocabulary.csv.

`place(section, name, code, system)` gives the concept of an entry. Tested in test_oracle.py.
"""
import csv
import os
import re

SECTION_OF_KIND = {"observation": "observations", "serology": "observations", "condition": "conditions",
                   "procedure": "procedures", "medication": "medications", "attestation": "attestations"}
HERE = os.path.dirname(os.path.abspath(__file__))


class Disagreement(ValueError):
    pass


def fold(name):
    """Names fold case, and treat space, underscore and hyphen alike."""
    return re.sub(r"[ _-]+", "_", name.strip()).casefold()


class Vocabulary:
    def __init__(self, path=os.path.join(HERE, "vocabulary.csv")):
        self.kind, self.unit, self.parent = {}, {}, {}
        self.names = {section: {} for section in SECTION_OF_KIND.values()}   # folded name -> concept
        self.codes = {section: [] for section in SECTION_OF_KIND.values()}   # (system, pattern, concept, type)
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["kind"] in SECTION_OF_KIND:
                    self._add(row)
        self.lines = {c: self._line(c) for c in self.kind}

    def _add(self, row):
        concept, section = row["name"], SECTION_OF_KIND[row["kind"]]
        self.kind[concept], self.unit[concept] = row["kind"], row["unit"]
        self.parent[concept] = row["parent"] or None
        names = self.names[section]
        names[fold(concept)] = names[fold(row["phrase"])] = concept
        if row["notes"].startswith("synonym "):
            names[fold(row["notes"].split(" ", 1)[1])] = concept
        if row["notes"].startswith("class: "):
            for member in row["notes"][7:].split():
                key = fold(member)
                self.kind[key], self.unit[key], self.parent[key] = row["kind"], "", concept
                names[key] = key
        for code in row["loinc"].split():
            self.codes[section].append(("LOINC", code, concept, None))
        for group in filter(None, re.split(r";\s*", row["other_codes"])):
            system, codes = group.split(": ")
            for code in codes.split():
                if code in ("allogeneic", "autologous"):
                    self.codes[section][-1] = self.codes[section][-1][:3] + (code,)
                else:
                    self.codes[section].append((system, code, concept, None))

    def _line(self, concept):
        line = []
        while concept:
            line.append(concept)
            concept = self.parent[concept]
        return tuple(line)

    def line(self, concept):
        """The concept and those above it."""
        return self.lines[concept]

    def _matches(self, section, code, system):
        found = [(c, t) for s, pattern, c, t in self.codes[section] if s == system and code_fits(s, pattern, code)]
        above = {a for c, _ in found for a in self.line(c)[1:]}
        return [(c, t) for c, t in found if c not in above]

    def place(self, section, name, code, system):
        """(concept or None, type that the code implies or None); Disagreement if name and code differ."""
        by_name = self.names[section].get(fold(name)) if name is not None else None
        by_code = self._matches(section, code, system) if code is not None and system is not None else []
        if by_name is None:
            return by_code[0] if by_code else (None, None)
        if not by_code:
            return by_name, None
        for concept, kind in by_code:
            if by_name in self.line(concept):
                return concept, kind
            if concept in self.line(by_name):
                return by_name, kind
        raise Disagreement(f"`{name}` and {system} {code} disagree")


def code_fits(system, pattern, code):
    if system != "ICD-10-CM":
        return code == pattern
    code = code.replace(".", "")
    if "-" in pattern:
        first, last = pattern.split("-")
        return len(code) >= 3 and first <= code[:3] <= last
    return code.startswith(pattern.replace(".", ""))


VOCABULARY = Vocabulary()
