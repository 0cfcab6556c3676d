"""The smallest rules, header and rows on which two engines still differ.

`Case` is what is compared; `smallest(case, differs)` shrinks it while `differs(case)` holds.
"""
from cohort_text import Row, plain_line
from random_rules import Criterion


class Case:
    def __init__(self, as_of, criteria, header, rows, options=()):
        self.as_of, self.criteria, self.header, self.rows, self.options = as_of, criteria, header, rows, tuple(options)

    def with_(self, **changed):
        case = Case(self.as_of, self.criteria, self.header, self.rows, self.options)
        for name, value in changed.items():
            setattr(case, name, value)
        return case


class Shrinking:
    def __init__(self, differs, budget):
        self.differs, self.budget = differs, budget

    def holds(self, case):
        self.budget -= 1
        return self.budget >= 0 and self.differs(case)

    def fewer(self, case, items, apply):
        """Drops halves, quarters and single items for as long as the rest differs."""
        size = max(1, len(items) // 2)
        while size and items:
            at = 0
            while at < len(items):
                rest = items[:at] + items[at + size:]
                candidate = apply(case, rest)
                if self.holds(candidate):
                    case, items = candidate, rest
                else:
                    at += size
            size //= 2
        return case

    def simpler_trees(self, case):
        for place, criterion in enumerate(case.criteria):
            tree, again = criterion.tree, True
            while again:
                again = False
                for child in tree.children:
                    tried = Criterion(criterion.trial, criterion.kind, criterion.number, child)
                    criteria = case.criteria[:place] + [tried] + case.criteria[place + 1:]
                    if self.holds(case.with_(criteria=criteria)):
                        case, tree, again = case.with_(criteria=criteria), child, True
                        break
        return case

    def emptier_cells(self, case):
        for number, row in enumerate(case.rows):
            for place, cell in enumerate(row.cells):
                for text in ("", cell.strip()):
                    cells = case.rows[number].cells
                    if cells[place] in ("", text) or case.header[place] == "id":
                        continue
                    tried = cells[:place] + [text] + cells[place + 1:]
                    rows = case.rows[:number] + [Row(tried, plain_line(tried))] + case.rows[number + 1:]
                    if self.holds(case.with_(rows=rows)):
                        case = case.with_(rows=rows)
        return case


def with_columns(case, header):
    places = [case.header.index(name) for name in header]
    rows = [[row.cells[place] for place in places] for row in case.rows]
    return case.with_(header=header, rows=[Row(cells, plain_line(cells)) for cells in rows])


def smallest(case, differs, budget=900):
    work = Shrinking(differs, budget)
    case = work.fewer(case, case.criteria, lambda c, criteria: c.with_(criteria=criteria))
    case = work.fewer(case, case.rows, lambda c, rows: c.with_(rows=rows))
    case = work.simpler_trees(case)
    others = [name for name in case.header if name != "id"]
    plain = with_columns(case, case.header)
    if work.holds(plain):
        case = work.fewer(plain, others, lambda c, names: with_columns(c, ["id"] + names))
        case = work.emptier_cells(case)
    return case
