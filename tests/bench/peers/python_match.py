"""Python by hand: python_match.py INPUT.csv OUTPUT.csv

What one writes without a library: the csv module, and per trial a function that stops at the first criterion that
fails. True, False and None are the three truths.
"""

import csv
import sys

TRIALS = ("MSC4PGF", "NCT04014166", "NCT06599346", "NCT06949267", "UCMSC-MYELO")
FAILED = ("no_response", "relapse")


class Patient:
    """A row by column name, and the facts that several trials use."""

    def __init__(self, at, row):
        def cell(name):
            return row[at[name]]

        self.cell = cell
        complete = cell("complete")
        self.conditions_complete = "conditions" in complete
        self.procedures_complete = "procedures" in complete
        self.medications_complete = "medications" in complete
        # What a fact that no column lists comes to.
        self.no_condition = False if self.conditions_complete else None
        self.no_procedure = False if self.procedures_complete else None
        self.no_medication = False if self.medications_complete else None
        self.no_trial = False if "trials" in complete else None
        self.birth = cell("birth_date")
        hsct, kind, self.hsct_date = cell("hsct"), cell("hsct.type"), cell("hsct.date")
        self.hsct_absent = hsct == "false"
        if self.hsct_absent:
            self.transplanted = False
        elif self.hsct_date > "2026-11-25" or not (hsct or kind or self.hsct_date):
            self.transplanted = self.no_procedure
        else:
            self.transplanted = True
        if self.transplanted and kind != "allogeneic":
            self.allogeneic = self.no_procedure if kind else None
        else:
            self.allogeneic = self.transplanted
        self.itp = self.diagnosis(cell("immune_thrombocytopenia.status"), cell("immune_thrombocytopenia.onset"))
        self.malignancy = self.diagnosis(cell("hematologic_malignancy.status"))
        self.consent = truth(cell("informed_consent"))
        self.suitable = negation(truth(cell("investigator_judges_unsuitable")))

    def diagnosis(self, status, onset=""):
        if status == "absent":
            return False
        return True if status or onset else self.no_condition

    def active(self, name):
        status = self.cell(name + ".status")
        if status == "active":
            return True
        return False if status == "absent" else self.no_condition

    def number(self, name):
        text = self.cell(name)
        return float(text) if text else None

    def aged(self, after, until):
        return after < self.birth <= until if self.birth else None

    def given(self, drug):
        text = self.cell(drug)
        return text == "true" if text else self.no_medication

    def above_normal(self, name):
        value, high = self.number(name), self.number(name + ".high")
        return None if value is None or high is None else value > high

    def positive(self, test):
        return {"positive": True, "negative": False}.get(self.cell(test))

    def pregnant(self):
        sex = self.cell("sex")
        if sex in ("male", "other"):
            return False
        state = either(self.no_condition, self.positive("pregnancy_test"))
        return state if sex == "female" else both(None, state)

    def no_other_trial_since(self, day, own):
        trial, start, end = self.cell("trials#1.id"), self.cell("trials#1.start"), self.cell("trials#1.end")
        if trial and trial != own:
            if end >= day or start >= day:
                return False
            if not end:
                return None
        return negation(self.no_trial)

    def since_transplant(self, test):
        if self.allogeneic or self.procedures_complete:
            return both(self.allogeneic, test)
        return self.allogeneic


def truth(text):
    return text == "true" if text else None


def negation(value):
    return None if value is None else not value


def both(*values):
    if any(value is False for value in values):
        return False
    return None if None in values else True


def either(*values):
    if True in values:
        return True
    return None if None in values else False


def limit(value, test):
    return None if value is None else test(value)


def msc4pgf(p):
    yield p.allogeneic
    yield p.aged("1965-11-25", "2008-11-25")
    yield both(limit(p.number("kps"), lambda kps: kps > 60),
               limit(p.number("expected_survival"), lambda days: days > 91.3125))
    yield negation(p.no_condition)
    yield negation(p.active("malignant_solid_tumor"))
    yield negation(p.active("uncontrolled_infection"))
    yield p.no_other_trial_since("2026-11-25", "MSC4PGF")


def nct04014166(p):
    yield p.aged("1965-11-25", "2008-11-25")
    yield p.itp
    yield negation(p.no_procedure)
    glucocorticoid = p.cell("glucocorticoid.response") in FAILED or p.no_medication
    thrombopoietin = p.cell("thrombopoietin_agent.response") in FAILED or p.no_medication
    end, response = p.cell("rituximab.end"), p.cell("rituximab.response")
    rituximab = True if response in FAILED else None if end and not response else p.no_medication
    yield either(both(glucocorticoid, thrombopoietin, rituximab), p.no_procedure)
    onset = p.cell("immune_thrombocytopenia.onset")
    yield (onset < "2026-05-25" if onset else None) if p.itp else p.itp
    yield False if end >= "2026-08-25" else None if response and not end else negation(p.no_medication)
    yield both(limit(p.number("platelets"), lambda count: count < 30), p.active("bleeding_tendency"))
    yield limit(p.number("ecog"), lambda score: score <= 1)
    if "positive" in (p.cell("hiv_antibody"), p.cell("hbsag"), p.cell("hcv_antibody"), p.cell("syphilis")):
        yield False
    yield negation(p.pregnant())
    alt, high = p.number("alt"), p.number("alt.high")
    if alt is not None and high is not None and alt * 5 > high * 6:
        yield False
    yield negation(either(p.no_procedure, p.transplanted))


def nct06599346(p):
    yield p.aged("", "2008-11-25")
    yield p.transplanted
    onset = p.cell("mucosal_injury.onset")
    if p.transplanted and p.hsct_date and onset >= p.hsct_date:
        yield True
    elif p.transplanted is False and p.procedures_complete:
        yield False
    elif not onset:
        yield p.no_condition
    elif p.transplanted and not p.hsct_date:
        yield None
    else:
        yield p.no_condition if p.procedures_complete else None
    yield negation(p.active("uncontrolled_infection"))
    yield negation(p.no_condition)
    yield negation(p.pregnant())
    yield negation(either(p.positive("hiv_antibody"), p.no_condition, p.positive("hbsag"), p.above_normal("hbv_dna"),
                          p.positive("hcv_rna")))
    yield p.no_other_trial_since("2026-10-28", "NCT06599346")


def nct06949267(p):
    yield both(either(p.malignancy, p.itp, p.no_condition),
               p.since_transplant("2026-11-04" <= p.hsct_date <= "2026-11-18" if p.hsct_date else None))
    yield p.aged("1955-11-25", "2012-11-25")
    yield both(p.cell("ciclosporin") == "true" or p.no_medication, p.given("mycophenolate"),
               p.given("antithymocyte_globulin_rabbit"))
    yield p.since_transplant(either(limit(p.number("map_score@hsct+7"), lambda score: score >= 0.14),
                                    limit(p.number("map_score@hsct+14"), lambda score: score >= 0.14)))
    yield limit(p.number("expected_survival"), lambda days: days >= 168)
    yield both(limit(p.number("ecog"), lambda score: score <= 2), limit(p.number("hct_ci"), lambda score: score <= 3))
    yield negation(p.no_condition)
    yield True if p.hsct_absent else negation(p.no_procedure)
    hepatitis_b = both(p.positive("hbsag") or None, p.above_normal("hbv_dna"))
    yield negation(either(hepatitis_b, both(p.positive("hcv_antibody"), p.positive("hcv_rna")),
                          p.positive("hiv_antibody"), p.positive("syphilis")))
    yield negation(p.active("hematologic_malignancy"))
    tumor = p.cell("malignant_solid_tumor.status")
    yield {"active": False, "absent": True, "": negation(p.no_condition)}.get(tumor)
    yield p.no_other_trial_since("2026-10-25", "NCT06949267")


def ucmsc_myelo(p):
    yield p.malignancy
    yield p.no_condition


def verdict(criteria, attested, best):
    """`criteria` stops at the first that fails; `attested` are the facts that only a person states."""
    if False in attested:
        return "ineligible"
    complete = True
    for value in criteria:
        if value is False:
            return "ineligible"
        if value is None:
            complete = False
    if not complete:
        return "incomplete"
    return "candidate" if None in attested and best == "eligible" else best


def main():
    with open(sys.argv[1], newline="", encoding="utf-8") as source, \
            open(sys.argv[2], "w", newline="", encoding="utf-8") as target:
        rows = csv.reader(source)
        at = {name: index for index, name in enumerate(next(rows))}
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(("id",) + TRIALS)
        for row in rows:
            p = Patient(at, row)
            writer.writerow((
                row[0],
                verdict(msc4pgf(p), (p.consent, p.suitable), "candidate"),
                verdict(nct04014166(p), (p.consent, p.suitable), "incomplete"),
                verdict(nct06599346(p), (p.consent,), "eligible"),
                verdict(nct06949267(p), (p.consent, p.suitable), "candidate"),
                verdict(ucmsc_myelo(p), (), "incomplete"),
            ))


main()
