"""The rows of test_oracle.py: what is shown, TRIAL.criterion, members of the record, status, causes[, as-of date].

Expected results are worked out by hand from docs/semantics.md, docs/record-format.md and the rules' notes; the as-of date is 2026-11-25.
"""
PGF, GVHD, ITP, SKIN, MYELO = "MSC4PGF", "NCT06949267", "NCT04014166", "NCT06599346", "UCMSC-MYELO"
SECTIONS = ["conditions", "procedures", "medications", "trials"]


def conditions(*entries):
    return {"conditions": list(entries)}


def procedures(*entries):
    return {"procedures": list(entries)}


def medications(*entries):
    return {"medications": list(entries)}


def trials(*entries):
    return {"trials": list(entries)}


def observations(*entries):
    return {"observations": list(entries)}


def full(members):
    return {"complete": SECTIONS, **members}


def named(name, **members):
    return {"name": name, **members}


def absent(name, **members):
    return {"name": name, "status": "absent", **members}


def allogeneic(date=None, **members):
    entry = {"name": "hsct", "type": "allogeneic", **members}
    return {**entry, "date": date} if date else entry


def platelets(value, unit="10*9/L", **members):
    """Platelets of a patient who bleeds: MSC ITP I7 is then `platelets < 30`."""
    entry = named("platelets", value=value, **members)
    return {**conditions(named("bleeding_tendency", status="active")), **observations({**entry, "unit": unit} if unit else entry)}


def several(*entries):
    return {**conditions(named("bleeding_tendency", status="active")),
            **observations(*(named("platelets", unit="10*9/L", **e) for e in entries))}


def liver(**members):
    """Of the five values of ITP E7 the other four are normal."""
    normal = [named(n, value=1, high=1, unit="mmol/L") for n in ("ast", "total_bilirubin", "urea_nitrogen", "creatinine")]
    return observations(named("alt", **members), *normal)


def scores(transplant, *values):
    return full({**procedures(*transplant), **observations(*(named("map_score", **v) for v in values))})


TUMOR, ITP_NAME, INFECTION = "malignant_solid_tumor", "immune_thrombocytopenia", "uncontrolled_infection"

AGE = (
    ("no birth date", f"{PGF}.I2", {}, "unknown", "missing"),
    ("18 today", f"{PGF}.I2", {"birth_date": "2008-11-25"}, "pass", ""),
    ("18 tomorrow", f"{PGF}.I2", {"birth_date": "2008-11-26"}, "fail", ""),
    ("61 tomorrow", f"{PGF}.I2", {"birth_date": "1965-11-26"}, "pass", ""),
    ("61 today", f"{PGF}.I2", {"birth_date": "1965-11-25"}, "fail", ""),
    ("14 today", f"{GVHD}.I2", {"birth_date": "2012-11-25"}, "pass", ""),
    ("71 today", f"{GVHD}.I2", {"birth_date": "1955-11-25"}, "fail", ""),
    ("no upper age", f"{SKIN}.S1", {"birth_date": "1900"}, "pass", ""),
    ("born on 29 February, the day before", f"{PGF}.I2", {"birth_date": "2008-02-29"}, "fail", "", "2026-02-28"),
    ("born on 29 February, 1 March", f"{PGF}.I2", {"birth_date": "2008-02-29"}, "pass", "", "2026-03-01"),
    ("year of birth straddles", f"{PGF}.I2", {"birth_date": "2008"}, "unknown", "imprecise"),
    ("month of birth straddles", f"{PGF}.I2", {"birth_date": "2008-11"}, "unknown", "imprecise"),
    ("month of birth decides", f"{PGF}.I2", {"birth_date": "2008-10"}, "pass", ""),
    ("year of birth decides", f"{PGF}.I2", {"birth_date": "1990"}, "pass", ""),
    ("age, today", f"{PGF}.I2", {"age": {"value": 18}}, "pass", ""),
    ("age, 17 a year ago", f"{PGF}.I2", {"age": {"value": 17, "date": "2025-11-25"}}, "pass", ""),
    ("age, 17 a day less than a year ago", f"{PGF}.I2", {"age": {"value": 17, "date": "2025-11-26"}}, "unknown", "imprecise"),
    ("age, 16 less than a year ago", f"{PGF}.I2", {"age": {"value": 16, "date": "2025-12-01"}}, "fail", ""),
    ("age with a fraction", f"{PGF}.I2", {"age": {"value": "17.9"}}, "fail", ""),
    ("age in months", f"{PGF}.I2", {"age": {"value": 216, "unit": "mo"}}, "pass", ""),
    ("age in months, one less", f"{PGF}.I2", {"age": {"value": 215, "unit": "mo"}}, "fail", ""),
    ("age in weeks straddles", f"{PGF}.I2", {"age": {"value": 939, "unit": "wk"}}, "unknown", "imprecise"),
    ("age of a later date", f"{PGF}.I2", {"age": {"value": 30, "date": "2026-11-26"}}, "unknown", "missing"),
    ("age in partial month", f"{PGF}.I2", {"age": {"value": 18, "date": "2025-10"}}, "pass", ""),
    ("birth date before age", f"{PGF}.I2", {"birth_date": "2015-01-01", "age": {"value": 30}}, "fail", ""),
)

EXISTENCE = (
    ("not listed", f"{PGF}.E6", {}, "unknown", "missing"),
    ("not listed, complete", f"{PGF}.E6", {"complete": ["conditions"]}, "pass", ""),
    ("not listed, other section complete", f"{PGF}.E6", {"complete": ["procedures"]}, "unknown", "missing"),
    ("active", f"{PGF}.E6", conditions(named(INFECTION, status="active")), "fail", ""),
    ("resolved, incomplete", f"{PGF}.E6", conditions(named(INFECTION, status="resolved")), "unknown", "missing"),
    ("resolved, complete", f"{PGF}.E6", full(conditions(named(INFECTION, status="resolved"))), "pass", ""),
    ("in remission, complete", f"{PGF}.E6", full(conditions(named(INFECTION, status="remission"))), "pass", ""),
    ("no status, no end", f"{PGF}.E6", full(conditions(named(INFECTION))), "unknown", "missing"),
    ("no status, ended today", f"{PGF}.E6", full(conditions(named(INFECTION, end="2026-11-25"))), "pass", ""),
    ("no status, ends tomorrow", f"{PGF}.E6", full(conditions(named(INFECTION, end="2026-11-26"))), "fail", ""),
    ("no status, ends this month", f"{PGF}.E6", full(conditions(named(INFECTION, end="2026-11"))), "pass", ""),
    ("no status, ends next month", f"{PGF}.E6", full(conditions(named(INFECTION, end="2026-12"))), "fail", ""),
    ("active despite an end", f"{PGF}.E6", full(conditions(named(INFECTION, status="active", end="2026-01-01"))), "fail", ""),
    ("absent", f"{PGF}.E6", conditions(absent(INFECTION)), "pass", ""),
    ("absent and active", f"{PGF}.E6", conditions(absent(INFECTION), named(INFECTION, status="active")), "unknown", "conflict"),
    ("absent and resolved", f"{PGF}.E6", conditions(absent(INFECTION), named(INFECTION, status="resolved")), "pass", ""),
    ("absent and undecided", f"{PGF}.E6", conditions(absent(INFECTION), named(INFECTION)), "unknown", "conflict"),
    ("onset tomorrow", f"{PGF}.E6", full(conditions(named(INFECTION, status="active", onset="2026-11-26"))), "pass", ""),
    ("onset this month", f"{PGF}.E6", full(conditions(named(INFECTION, status="active", onset="2026-11"))), "fail", ""),
    ("absence of a later date", f"{PGF}.E6", conditions(absent(INFECTION, onset="2026-12")), "unknown", "missing"),
    ("one of two is active", f"{PGF}.E6", conditions(named(INFECTION), named(INFECTION, status="active")), "fail", ""),
    ("refuted", f"{PGF}.E6", full(conditions(named(INFECTION, status="active", verification="refuted"))), "pass", ""),
    ("entered in error", f"{PGF}.E6", conditions(named(INFECTION, status="active", verification="entered_in_error")), "unknown", "missing"),
    ("provisional", f"{PGF}.E6", full(conditions(named(INFECTION, status="active", verification="provisional"))), "unknown", "missing"),
    ("provisional, resolved", f"{PGF}.E6", full(conditions(named(INFECTION, status="resolved", verification="provisional"))), "pass", ""),
    ("provisional beside confirmed", f"{PGF}.E6", conditions(named(INFECTION, status="active", verification="provisional"),
                                                            named(INFECTION, status="active", verification="confirmed")), "fail", ""),
    ("refuted absence", f"{PGF}.E6", conditions(absent(INFECTION, verification="refuted")), "unknown", "missing"),
    ("provisional absence", f"{PGF}.E6", conditions(absent(INFECTION, verification="provisional")), "unknown", "missing"),
    ("diagnosis without status", f"{ITP}.E6", conditions(named("thrombosis")), "fail", ""),
    ("diagnosis, resolved", f"{ITP}.E6", conditions(named("thrombosis", status="resolved")), "fail", ""),
    ("diagnosis, absent", f"{ITP}.E6", conditions(absent("thrombosis")), "pass", ""),
    ("diagnosis by SNOMED", f"{ITP}.E6", conditions({"code": "128053003", "system": "SNOMED"}), "fail", ""),
    ("unplaced name, complete", f"{ITP}.E6", full(conditions(named("clots"))), "pass", ""),
    ("child is an entry of the parent", f"{PGF}.I4", conditions(named("severe_heart_dysfunction", status="active")), "fail", ""),
    ("parent is no entry of the child", f"{PGF}.E1", conditions(named("severe_organ_dysfunction", status="active")), "unknown", "missing"),
    ("absent parent covers the child", f"{PGF}.E1", conditions(absent("severe_organ_dysfunction")), "pass", ""),
    ("absent child does not cover the parent", f"{PGF}.I4", conditions(absent("severe_heart_dysfunction")), "unknown", "missing"),
    ("absent parent beside the child", f"{PGF}.E1", conditions(absent("severe_organ_dysfunction"), named("severe_heart_dysfunction", status="active")), "unknown", "conflict"),
    ("absent child beside itself, parent asked", f"{PGF}.I4", conditions(absent("severe_heart_dysfunction"), named("severe_heart_dysfunction", status="active")), "fail", ""),
    ("severe mental illness is mental illness", f"{GVHD}.E7", {**conditions(named("severe_mental_illness", status="active")), "attestations": {"cannot_express_will": True}}, "fail", ""),
    ("malignancy by ICD-10-CM", f"{MYELO}.D1", conditions({"code": "C92.0", "system": "ICD-10-CM"}), "pass", ""),
    ("ITP is no malignancy", f"{MYELO}.D1", full(conditions({"code": "D69.3", "system": "ICD-10-CM"})), "fail", ""),
    ("ITP by code", f"{ITP}.I2", conditions({"code": "D69.3", "system": "ICD-10-CM"}), "pass", ""),
    ("synonym", f"{ITP}.I2", conditions(named("itp")), "pass", ""),
    ("secondary is not ITP", f"{ITP}.I2", full(conditions({"code": "D69.51", "system": "ICD-10-CM"})), "fail", ""),
    ("severity severe", f"{GVHD}.E4", conditions(named("veno-occlusive disease", severity="severe")), "fail", ""),
    ("severity mild", f"{GVHD}.E4", full(conditions(named("veno_occlusive_disease", severity="mild"))), "pass", ""),
    ("severity mild, incomplete", f"{GVHD}.E4", conditions(named("veno_occlusive_disease", severity="mild")), "unknown", "missing"),
    ("no severity", f"{GVHD}.E4", full(conditions(named("veno_occlusive_disease"))), "unknown", "missing"),
    ("malignancy active", f"{GVHD}.E5", conditions(named("hematologic_malignancy", status="active")), "fail", ""),
    ("malignancy in remission", f"{GVHD}.E5", full(conditions(named("hematologic_malignancy", status="remission"))), "pass", ""),
    ("malignancy without status", f"{GVHD}.E5", full(conditions(named("hematologic_malignancy"))), "unknown", "missing"),
    ("malignancy with an end, without status", f"{GVHD}.E5", full(conditions(named("hematologic_malignancy", end="2020"))), "unknown", "missing"),
)

WINDOWS = (
    ("onset 6 months ago", f"{GVHD}.E6", conditions(named("life_threatening_complication", onset="2026-05-25")), "fail", ""),
    ("onset a day longer ago", f"{GVHD}.E6", full({**conditions(named("life_threatening_complication", onset="2026-05-24")),
                                                  "attestations": {"interfering_condition_within_6_months": False}}), "pass", ""),
    ("onset in the month of the limit", f"{GVHD}.E6", {**conditions(named("life_threatening_complication", onset="2026-05")),
                                                      "attestations": {"interfering_condition_within_6_months": False}}, "unknown", "imprecise"),
    ("onset not dated", f"{GVHD}.E6", {**conditions(named("life_threatening_complication")),
                                      "attestations": {"interfering_condition_within_6_months": False}}, "unknown", "missing"),
    ("attested only", f"{GVHD}.E6", {"attestations": {"interfering_condition_within_6_months": True}}, "fail", ""),
    ("nothing attested", f"{GVHD}.E6", {"complete": ["conditions"]}, "unknown", "attestation"),
    ("month end: 30 Nov + 6 mo", f"{GVHD}.E6", conditions(named("life_threatening_complication", onset="2025-08-31")), "fail", "", "2026-02-28"),
    ("active tumor", f"{GVHD}.E8", conditions(named(TUMOR, status="active", onset="2010")), "fail", ""),
    ("tumor ended 5 years ago", f"{GVHD}.E8", conditions(named(TUMOR, status="resolved", end="2021-11-25")), "fail", ""),
    ("tumor ended a day earlier", f"{GVHD}.E8", full(conditions(named(TUMOR, status="resolved", end="2021-11-24"))), "pass", ""),
    ("tumor ended in that month", f"{GVHD}.E8", full(conditions(named(TUMOR, status="resolved", end="2021-11"))), "unknown", "imprecise"),
    ("tumor resolved, end unknown", f"{GVHD}.E8", full(conditions(named(TUMOR, status="resolved", onset="2010"))), "unknown", "missing"),
    ("tumor resolved, onset within 5 years", f"{GVHD}.E8", full(conditions(named(TUMOR, status="resolved", onset="2022"))), "fail", ""),
    ("tumor without status, onset within 5 years", f"{GVHD}.E8", conditions(named(TUMOR, onset="2022")), "fail", ""),
    ("tumor without status, onset long ago", f"{GVHD}.E8", conditions(named(TUMOR, onset="2010")), "unknown", "missing"),
    ("tumor without status, ended long ago", f"{GVHD}.E8", full(conditions(named(TUMOR, onset="2005", end="2010"))), "pass", ""),
    ("excepted tumor", f"{GVHD}.E8", full(conditions(named("cervical_cancer", status="active"))), "pass", ""),
    ("excepted tumor, incomplete", f"{GVHD}.E8", conditions(named("cervical_cancer", status="active")), "unknown", "missing"),
    ("excepted tumor elsewhere", f"{PGF}.E2", conditions(named("cervical_cancer", status="active")), "fail", ""),
    ("excepted beside absence of all", f"{GVHD}.E8", conditions(named("cervical_cancer", status="active"), absent(TUMOR)), "pass", ""),
    ("splenectomy 3 months ago", f"{ITP}.I3", full(procedures(named("splenectomy", date="2026-08-25"))), "pass", ""),
    ("splenectomy a day less", f"{ITP}.I3", full(procedures(named("splenectomy", date="2026-08-26"))), "fail", ""),
    ("splenectomy in that month", f"{ITP}.I3", full(procedures(named("splenectomy", date="2026-08"))), "unknown", "imprecise"),
    ("splenectomy undated", f"{ITP}.I3", full(procedures(named("splenectomy"))), "unknown", "missing"),
    ("no splenectomy", f"{ITP}.I3", {"complete": ["procedures"]}, "pass", ""),
    ("old splenectomy, incomplete", f"{ITP}.I3", procedures(named("splenectomy", date="2020")), "unknown", "missing"),
    ("splenectomy absent", f"{ITP}.I3", procedures(absent("splenectomy")), "pass", ""),
    ("splenectomy at a month end: D = X + 3 mo", f"{ITP}.I3", full(procedures(named("splenectomy", date="2025-11-30"))), "pass", "", "2026-02-28"),
    ("ITP 6 months", f"{ITP}.I5", conditions(named(ITP_NAME, onset="2026-05-25")), "fail", ""),
    ("ITP more than 6 months", f"{ITP}.I5", conditions(named(ITP_NAME, onset="2026-05-24")), "pass", ""),
    ("ITP, the most recent onset", f"{ITP}.I5", conditions(named(ITP_NAME, onset="2026-05-24"), named(ITP_NAME, onset="2026-09")), "fail", ""),
    ("ITP undated", f"{ITP}.I5", conditions(named(ITP_NAME)), "unknown", "missing"),
    ("ITP undated beside recent", f"{ITP}.I5", conditions(named(ITP_NAME), named(ITP_NAME, onset="2026-09-01")), "fail", ""),
    ("ITP undated beside old", f"{ITP}.I5", conditions(named(ITP_NAME), named(ITP_NAME, onset="2020")), "unknown", "missing"),
    ("ITP partial", f"{ITP}.I5", conditions(named(ITP_NAME, onset="2026")), "unknown", "imprecise"),
    ("never ITP", f"{ITP}.I5", {"complete": ["conditions"]}, "fail", ""),
    ("ITP not listed", f"{ITP}.I5", {}, "unknown", "missing"),
    ("ITP absent", f"{ITP}.I5", conditions(absent(ITP_NAME)), "fail", ""),
    ("ITP old and absent", f"{ITP}.I5", conditions(absent(ITP_NAME), named(ITP_NAME, onset="2020")), "unknown", "conflict"),
    ("ITP recent and absent", f"{ITP}.I5", conditions(absent("hematologic_disease"), named(ITP_NAME, onset="2026-10")), "fail", ""),
    ("ITP old, provisional", f"{ITP}.I5", full(conditions(named(ITP_NAME, onset="2020", verification="provisional"))), "unknown", "missing"),
    ("ITP old, a recent one provisional", f"{ITP}.I5", conditions(named(ITP_NAME, onset="2020"), named(ITP_NAME, onset="2026-10", verification="provisional")), "unknown", "missing"),
    ("7 days", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(allogeneic("2026-11-18"))}, "pass", ""),
    ("6 days", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(allogeneic("2026-11-19"))}, "fail", ""),
    ("21 days", f"{GVHD}.I1", {**conditions(named("ITP")), **procedures(allogeneic("2026-11-04"))}, "pass", ""),
    ("22 days", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(allogeneic("2026-11-03"))}, "fail", ""),
    ("autologous does not count", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(allogeneic("2026-11-10"), named("hsct", type="autologous", date="2026-11-20"))}, "pass", ""),
    ("the most recent counts", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(allogeneic("2026-11-10"), allogeneic("2026-11-20"))}, "fail", ""),
    ("only autologous, incomplete", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(named("hsct", type="autologous", date="2026-11-10"))}, "unknown", "missing"),
    ("type missing, in the window", f"{GVHD}.I1", full({**conditions(named("hematologic_disease")), **procedures(named("hsct", date="2026-11-10"))}), "unknown", "missing"),
    ("type missing, outside, complete", f"{GVHD}.I1", full({**conditions(named("hematologic_disease")), **procedures(named("hsct", date="2026-10-10"))}), "fail", ""),
    ("type missing, outside, incomplete", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(named("hsct", date="2026-10-10"))}, "unknown", "missing"),
    ("type missing, older than a typed one", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(named("hsct", date="2026-10-10"), allogeneic("2026-11-10"))}, "pass", ""),
    ("type missing, newer, both in the window", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(named("hsct", date="2026-11-12"), allogeneic("2026-11-10"))}, "pass", ""),
    ("type from CPT", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures({"code": "38240", "system": "CPT", "date": "2026-11-10"})}, "pass", ""),
    ("partial date outside", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(allogeneic("2026-10"))}, "fail", ""),
    ("partial date straddles", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(allogeneic("2026-11"))}, "unknown", "imprecise"),
    ("undated beside one of today", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(allogeneic(), allogeneic("2026-11-25"))}, "fail", ""),
    ("in the window and absent", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(absent("hsct"), allogeneic("2026-11-10"))}, "unknown", "conflict"),
    ("outside and absent", f"{GVHD}.I1", {**conditions(named("hematologic_disease")), **procedures(absent("hsct"), allogeneic("2026-10-10"))}, "fail", ""),
)

COURSES = (
    ("rituximab ended 3 months ago", f"{ITP}.I6", full(medications(named("rituximab", start="2026-07-01", end="2026-08-25"))), "fail", ""),
    ("rituximab ended a day earlier", f"{ITP}.I6", full(medications(named("rituximab", start="2026-07-01", end="2026-08-24"))), "pass", ""),
    ("rituximab ended earlier, incomplete", f"{ITP}.I6", medications(named("rituximab", start="2026-07-01", end="2026-08-24")), "unknown", "missing"),
    ("rituximab ongoing", f"{ITP}.I6", medications(named("rituximab", start="2020-01-01", ongoing=True)), "fail", ""),
    ("rituximab ends tomorrow", f"{ITP}.I6", medications(named("rituximab", start="2020-01-01", end="2026-11-26")), "fail", ""),
    ("rituximab, end not recorded", f"{ITP}.I6", full(medications(named("rituximab", start="2020-01-01"))), "unknown", "missing"),
    ("rituximab, not ongoing, end not recorded", f"{ITP}.I6", full(medications(named("rituximab", start="2020-01-01", ongoing=False))), "unknown", "missing"),
    ("rituximab, end not recorded, recent start", f"{ITP}.I6", medications(named("rituximab", start="2026-09-01")), "fail", ""),
    ("rituximab, end in the month of the limit", f"{ITP}.I6", full(medications(named("rituximab", start="2026-07-01", end="2026-08"))), "unknown", "imprecise"),
    ("rituximab, the partial end begins at its start", f"{ITP}.I6", full(medications(named("rituximab", start="2026-08-26", end="2026-08"))), "fail", ""),
    ("rituximab undated start, old end", f"{ITP}.I6", full(medications(named("rituximab", end="2026-01-01"))), "pass", ""),
    ("rituximab undated", f"{ITP}.I6", full(medications(named("rituximab"))), "unknown", "missing"),
    ("rituximab starts tomorrow", f"{ITP}.I6", full(medications(named("rituximab", start="2026-11-26"))), "pass", ""),
    ("never rituximab", f"{ITP}.I6", {"complete": ["medications"]}, "pass", ""),
    ("rituximab absent", f"{ITP}.I6", medications(absent("rituximab")), "pass", ""),
    ("rituximab recent and absent", f"{ITP}.I6", medications(absent("rituximab"), named("rituximab", start="2026-11-01")), "unknown", "conflict"),
    ("marked ongoing despite an end", f"{ITP}.I6", full(medications(named("rituximab", start="2020", end="2021", ongoing=True))), "fail", ""),
    ("in another trial, ongoing", f"{PGF}.E7", trials({"id": "X", "start": "2026-01-01", "ongoing": True}), "fail", ""),
    ("in another trial until today", f"{PGF}.E7", trials({"id": "X", "start": "2026-01-01", "end": "2026-11-25"}), "fail", ""),
    ("in another trial until yesterday", f"{PGF}.E7", full(trials({"id": "X", "start": "2026-01-01", "end": "2026-11-24"})), "pass", ""),
    ("in another trial, neither end nor ongoing", f"{PGF}.E7", full(trials({"id": "X", "start": "2026-01-01"})), "unknown", "missing"),
    ("in another trial until this month", f"{PGF}.E7", full(trials({"id": "X", "start": "2026-01-01", "end": "2026-11"})), "unknown", "imprecise"),
    ("in the trial itself", f"{PGF}.E7", full(trials({"id": "MSC4PGF", "ongoing": True})), "pass", ""),
    ("in a trial without id", f"{PGF}.E7", full(trials({"ongoing": True})), "unknown", "missing"),
    ("in a trial without id, ended", f"{PGF}.E7", full(trials({"end": "2020"})), "pass", ""),
    ("no trial listed", f"{PGF}.E7", {}, "unknown", "missing"),
    ("no trial, complete", f"{PGF}.E7", {"complete": ["trials"]}, "pass", ""),
    ("another trial ended a month ago", f"{GVHD}.E10", trials({"id": "X", "end": "2026-10-25"}), "fail", ""),
    ("another trial ended a day earlier", f"{GVHD}.E10", full(trials({"id": "X", "end": "2026-10-24"})), "pass", ""),
    ("another trial ended 4 weeks ago", f"{SKIN}.E5", trials({"id": "X", "end": "2026-10-28"}), "fail", ""),
    ("another trial ended a day earlier, weeks", f"{SKIN}.E5", full(trials({"id": "X", "end": "2026-10-27"})), "pass", ""),
    ("another trial starts tomorrow", f"{SKIN}.E5", full(trials({"id": "X", "start": "2026-11-26", "ongoing": True})), "pass", ""),
    ("drugs received", f"{GVHD}.I3", medications(named("cyclosporine"), named("mycophenolate mofetil", start="2026-11"), {"code": "225741", "system": "RxNorm"}), "pass", ""),
    ("drugs received, no ATG", f"{GVHD}.I3", full(medications(named("tacrolimus"), named("mycophenolate"))), "fail", ""),
    ("drugs received, no ATG, incomplete", f"{GVHD}.I3", medications(named("tacrolimus"), named("mycophenolate")), "unknown", "missing"),
    ("equine ATG is not it", f"{GVHD}.I3", full(medications(named("tacrolimus"), named("mycophenolate"), {"code": "91601", "system": "RxNorm"})), "fail", ""),
    ("all failed", f"{ITP}.I4", medications(*(named(n, response=r) for n, r in (("prednisone", "relapse"), ("rhTPO", "no_response"), ("rituximab", "relapse")))), "pass", ""),
    ("one responded, splenectomy unknown", f"{ITP}.I4", {"complete": ["medications"], **medications(*(named(n, response=r) for n, r in (("prednisone", "relapse"), ("rhTPO", "responded"), ("rituximab", "relapse"))))}, "unknown", "missing"),
    ("one responded, complete", f"{ITP}.I4", full(medications(*(named(n, response=r) for n, r in (("prednisone", "relapse"), ("rhTPO", "responded"), ("rituximab", "relapse"))))), "fail", ""),
    ("response not recorded", f"{ITP}.I4", full(medications(named("immunoglobulin", response="relapse"), named("eltrombopag"), named("rituximab", response="relapse"))), "unknown", "missing"),
    ("splenectomy failed", f"{ITP}.I4", full(procedures(named("splenectomy", response="relapse"))), "pass", ""),
)

VALUES = (
    ("29.999 K/uL", f"{ITP}.I7", platelets("29.999", "K/uL"), "pass", ""),
    ("30 10*9/L", f"{ITP}.I7", platelets(30), "fail", ""),
    ("30 K/uL", f"{ITP}.I7", platelets(30, "K/uL"), "fail", ""),
    ("30000 /uL", f"{ITP}.I7", platelets(30000, "/uL"), "fail", ""),
    ("29999 /uL", f"{ITP}.I7", platelets(29999, "/uL"), "pass", ""),
    ("number as text", f"{ITP}.I7", platelets(" 2.9e1 "), "pass", ""),
    ("text", f"{ITP}.I7", platelets("clotted"), "unknown", "unconvertible"),
    ("comparator inside the text", f"{ITP}.I7", platelets("<20"), "unknown", "unconvertible"),
    ("no unit", f"{ITP}.I7", platelets(20, None), "unknown", "unconvertible"),
    ("unit of another kind", f"{ITP}.I7", platelets(20, "g/L"), "unknown", "unconvertible"),
    ("not recorded", f"{ITP}.I7", conditions(named("bleeding_tendency", status="active")), "unknown", "missing"),
    ("no value", f"{ITP}.I7", {**conditions(named("bleeding_tendency", status="active")), **observations(named("platelets"))}, "unknown", "missing"),
    ("< 30", f"{ITP}.I7", platelets(30, comparator="<"), "pass", ""),
    ("<= 30", f"{ITP}.I7", platelets(30, comparator="<="), "unknown", "imprecise"),
    (">= 30", f"{ITP}.I7", platelets(30, comparator=">="), "fail", ""),
    ("> 20", f"{ITP}.I7", platelets(20, comparator=">"), "unknown", "imprecise"),
    ("bleeding decides alone", f"{ITP}.I7", {"complete": ["conditions"]}, "fail", ""),
    ("the latest", f"{ITP}.I7", several({"value": 20, "date": "2026-11-20"}, {"value": 50, "date": "2026-11-19"}), "pass", ""),
    ("the latest before D", f"{ITP}.I7", several({"value": 50, "date": "2026-11-26"}, {"value": 20, "date": "2026-11-19"}), "pass", ""),
    ("same day, alike", f"{ITP}.I7", several({"value": 20, "date": "2026-11-20"}, {"value": 25, "date": "2026-11-20"}), "pass", ""),
    ("same day, apart", f"{ITP}.I7", several({"value": 20, "date": "2026-11-20"}, {"value": 35, "date": "2026-11-20"}), "unknown", "conflict"),
    ("same day, one undecided", f"{ITP}.I7", several({"value": 20, "date": "2026-11-20"}, {"value": "n/a", "date": "2026-11-20"}), "unknown", "conflict"),
    ("same day, all undecided", f"{ITP}.I7", several({"value": 20, "comparator": ">", "date": "2026-11-20"}, {"value": "n/a", "date": "2026-11-20"}), "unknown", "imprecise unconvertible"),
    ("undated beside dated, alike", f"{ITP}.I7", several({"value": 20}, {"value": 25, "date": "2026-11-20"}), "pass", ""),
    ("undated beside dated, apart", f"{ITP}.I7", several({"value": 20}, {"value": 35, "date": "2026-11-20"}), "unknown", "imprecise"),
    ("two undated, apart", f"{ITP}.I7", several({"value": 20}, {"value": 35}), "unknown", "imprecise"),
    ("partial overlaps, apart", f"{ITP}.I7", several({"value": 20, "date": "2026-11"}, {"value": 35, "date": "2026-11-20"}), "unknown", "imprecise"),
    ("partial is older", f"{ITP}.I7", several({"value": 35, "date": "2026-10"}, {"value": 20, "date": "2026-11-01"}), "pass", ""),
    ("partial on the very as-of day", f"{ITP}.I7", several({"value": 35, "date": "2026-11"}, {"value": 20, "date": "2026-11-25"}), "unknown", "imprecise"),
    ("survival 3 months", f"{PGF}.I3", observations(named("kps", value=70), named("expected_survival", value=3, unit="mo")), "fail", ""),
    ("survival a quarter year", f"{PGF}.I3", observations(named("kps", value=70), named("expected_survival", value="0.25", unit="a")), "fail", ""),
    ("survival 92 days", f"{PGF}.I3", observations(named("kps", value=70), named("expected_survival", value=92, unit="d")), "pass", ""),
    ("survival above 3 months", f"{PGF}.I3", observations(named("kps", value=70), named("expected_survival", value=3, unit="mo", comparator=">")), "pass", ""),
    ("survival without unit", f"{PGF}.I3", observations(named("kps", value=70), named("expected_survival", value=12)), "unknown", "unconvertible"),
    ("KPS 60", f"{PGF}.I3", observations(named("kps", value=60)), "fail", ""),
    ("survival 24 weeks", f"{GVHD}.I5", observations(named("expected_survival", value=24, unit="wk")), "pass", ""),
    ("survival 5.5 months", f"{GVHD}.I5", observations(named("expected_survival", value="5.5", unit="mo")), "fail", ""),
    ("ECOG 2, HCT-CI 3", f"{GVHD}.I6", observations(named("ECOG", value=2), named("HCT-CI", value="3", unit="{score}")), "pass", ""),
    ("ECOG 3", f"{GVHD}.I6", observations(named("ecog", value=3)), "fail", ""),
    ("ECOG 1 is not above 1", f"{ITP}.E1", observations(named("ecog", value=1, unit="1")), "pass", ""),
    ("NYHA III", f"{ITP}.E8", {**conditions(named("heart_failure", status="active")), **observations(named("nyha_class", value="III"))}, "fail", ""),
    ("NYHA II, the rest normal", f"{ITP}.E8", full({**conditions(named("heart_failure", status="active")), **observations(named("nyha_class", value="II"), named("qt", value=450, unit="ms"))}), "pass", ""),
    ("QT 450.1", f"{ITP}.E8", full(observations(named("qt", value="0.4501", unit="s"))), "fail", ""),
    ("QTc with a block", f"{ITP}.E8", full({**conditions(named("bundle_branch_block", status="active")), **observations(named("qt", value=500, unit="ms"), named("qtc", value=480, unit="msec"))}), "pass", ""),
    ("block unknown, both above", f"{ITP}.E8", observations(named("qt", value=500, unit="ms"), named("qtc", value=500, unit="ms")), "fail", ""),
    ("block unknown, apart", f"{ITP}.E8", {**conditions(named("bundle_branch_block"), *(absent(n) for n in ("heart_failure", "arrhythmia_requiring_treatment", "myocardial_infarction", "atrial_fibrillation"))), **observations(named("qt", value=500, unit="ms"), named("qtc", value=470, unit="ms"))}, "unknown", "missing"),
    ("1.2 ULN", f"{ITP}.E7", liver(value="60", high=50, unit="U/L"), "pass", ""),
    ("above 1.2 ULN", f"{ITP}.E7", liver(value="60.0000001", high="50", unit="IU/L"), "fail", ""),
    ("no limit", f"{ITP}.E7", liver(value=500, unit="U/L"), "unknown", "missing"),
    ("limit is text", f"{ITP}.E7", liver(value=500, high="n/a", unit="U/L"), "unknown", "unconvertible"),
    ("no unit beside a limit", f"{ITP}.E7", liver(value=500, high=50), "unknown", "unconvertible"),
    ("unit is that of the limit", f"{ITP}.E7", liver(value=500, high=50, unit="things"), "fail", ""),
    ("HBV DNA in copies, limit in copies", f"{SKIN}.E4", observations(named("hbv_dna", value=900, high=500, unit="{copies}/mL")), "fail", ""),
    ("censored above", f"{ITP}.E7", liver(value=60, comparator=">", high=50, unit="U/L"), "fail", ""),
    ("censored straddles", f"{ITP}.E7", liver(value=60, comparator=">=", high=50, unit="U/L"), "unknown", "imprecise"),
)

SEROLOGY = (
    ("positive", f"{ITP}.E4", observations(named("cmv_dna", value="Positive")), "fail", ""),
    ("one negative is not enough", f"{ITP}.E4", observations(named("cmv_dna", value="negative")), "unknown", "missing"),
    ("pregnancy test negative", f"{SKIN}.E3", full({"sex": "female", **observations(named("pregnancy_test", value="not detected"))}), "pass", ""),
    ("pregnancy test reactive", f"{SKIN}.E3", full({"sex": "female", **observations(named("pregnancy_test", value="reactive"))}), "fail", ""),
    ("pregnancy test indeterminate", f"{SKIN}.E3", full({"sex": "female", **observations(named("pregnancy_test", value="indeterminate"))}), "unknown", "imprecise"),
    ("pregnancy test in other words", f"{SKIN}.E3", full({"sex": "female", **observations(named("pregnancy_test", value="see report"))}), "unknown", "unconvertible"),
    ("pregnancy test as a number", f"{SKIN}.E3", full({"sex": "female", **observations(named("pregnancy_test", value=0, unit="1"))}), "unknown", "unconvertible"),
    ("serology apart on one day", f"{SKIN}.E3", full({"sex": "female", **observations(named("pregnancy_test", value="positive", date="2026-11-20"), named("pregnancy_test", value="negative", date="2026-11-20"))}), "unknown", "conflict"),
    ("urine test is no serum test", f"{SKIN}.E3", full({"sex": "female", **observations({"code": "2106-3", "system": "LOINC", "value": "positive"})}), "unknown", "missing"),
    ("male", f"{SKIN}.E3", {"sex": "male"}, "pass", ""),
    ("sex other", f"{SKIN}.E3", {"sex": "other"}, "pass", ""),
    ("sex unknown, pregnant", f"{SKIN}.E3", {"sex": "unknown", **conditions(named("pregnancy", status="active"))}, "unknown", "missing"),
    ("sex missing, nothing of it", f"{SKIN}.E3", full(observations(named("pregnancy_test", value="negative"))), "pass", ""),
    ("contraception, male", f"{ITP}.I9", {"sex": "male", "attestations": {"acceptable_contraception": True}}, "pass", ""),
    ("contraception, childbearing not attested", f"{ITP}.I9", {"sex": "female", "attestations": {"acceptable_contraception": True}}, "unknown", "attestation missing"),
    ("contraception, test negative", f"{ITP}.I9", {"attestations": {"acceptable_contraception": True}, **observations(named("pregnancy_test", value="negative"))}, "pass", ""),
    ("contraception, childbearing, test positive", f"{ITP}.I9", {"sex": "female", "attestations": {"acceptable_contraception": True, "childbearing_potential": True}, **observations(named("pregnancy_test", value="positive"))}, "fail", ""),
    ("contraception, none", f"{ITP}.I9", {"attestations": {"acceptable_contraception": False}}, "fail", ""),
    ("HBV DNA above", f"{SKIN}.E4", observations(named("hbv_dna", value=21, high=20, unit="[IU]/mL")), "fail", ""),
    ("HBV DNA words", f"{GVHD}.E3", observations(named("hbv_dna", value="Not Detected"), *(named(n, value="negative") for n in ("hcv_antibody", "hiv_antibody", "syphilis"))), "pass", ""),
    ("HBV DNA < 20 of 20", f"{GVHD}.E3", observations(named("hbv_dna", value=20, comparator="<", high=20, unit="[IU]/mL"), *(named(n, value="negative") for n in ("hcv_antibody", "hiv_antibody", "syphilis"))), "pass", ""),
    ("HBV DNA positive", f"{GVHD}.E3", observations(named("hbsag", value="positive"), named("hbv_dna", value="positive", high=20), *(named(n, value="negative") for n in ("hcv_antibody", "hiv_antibody", "syphilis"))), "unknown", "imprecise"),
    ("HBV DNA positive, no limit", f"{GVHD}.E3", observations(named("hbsag", value="positive"), named("hbv_dna", value="positive"), *(named(n, value="negative") for n in ("hcv_antibody", "hiv_antibody", "syphilis"))), "unknown", "missing"),
    ("HBV DNA without limit", f"{GVHD}.E3", observations(named("hbcab", value="positive"), named("hbv_dna", value=500, unit="[IU]/mL"), *(named(n, value="negative") for n in ("hcv_antibody", "hiv_antibody", "syphilis"))), "unknown", "missing"),
    ("HCV RNA number", f"{SKIN}.E4", observations(named("hcv_rna", value=15)), "fail", ""),
    ("HCV RNA zero", f"{GVHD}.E3", observations(named("hbv_dna", value="negative"), named("hcv_rna", value=0), *(named(n, value="negative") for n in ("hiv_antibody", "syphilis"))), "pass", ""),
    ("HCV RNA at its limit", f"{GVHD}.E3", observations(named("hbv_dna", value="negative"), named("hcv_rna", value=15, high=15), *(named(n, value="negative") for n in ("hiv_antibody", "syphilis"))), "pass", ""),
    ("HCV RNA below detection, no limit", f"{GVHD}.E3", observations(named("hbv_dna", value="negative"), named("hcv_antibody", value="positive"), named("hcv_rna", value=15, comparator="<"), *(named(n, value="negative") for n in ("hiv_antibody", "syphilis"))), "unknown", "imprecise"),
    ("HCV RNA below its limit", f"{GVHD}.E3", observations(named("hbv_dna", value="negative"), named("hcv_antibody", value="positive"), named("hcv_rna", value=15, comparator="<", high=15), *(named(n, value="negative") for n in ("hiv_antibody", "syphilis"))), "pass", ""),
    ("HCV RNA above detection", f"{SKIN}.E4", observations(named("hcv_rna", value=15, comparator=">")), "fail", ""),
    ("HIV infection without a test", f"{SKIN}.E4", conditions(named("hiv_infection")), "fail", ""),
)

EVENTS = (
    ("allogeneic", f"{PGF}.I1", procedures(allogeneic()), "pass", ""),
    ("autologous, complete", f"{PGF}.I1", full(procedures(named("hsct", type="autologous"))), "fail", ""),
    ("autologous, incomplete", f"{PGF}.I1", procedures(named("hsct", type="autologous")), "unknown", "missing"),
    ("type missing", f"{PGF}.I1", full(procedures(named("hsct"))), "unknown", "missing"),
    ("transplant tomorrow", f"{PGF}.I1", full(procedures(allogeneic("2026-11-26"))), "fail", ""),
    ("transplant absent", f"{PGF}.I1", procedures(absent("hsct")), "fail", ""),
    ("absent of the other type", f"{PGF}.I1", procedures(absent("hsct", type="autologous")), "unknown", "missing"),
    ("absent of this type", f"{PGF}.I1", procedures(absent("hsct", type="allogeneic")), "fail", ""),
    ("absent of one type, any asked", f"{SKIN}.I1", procedures(absent("hsct", type="allogeneic")), "unknown", "missing"),
    ("transplant and absent", f"{PGF}.I1", procedures(absent("hsct"), allogeneic()), "unknown", "conflict"),
    ("boost is no transplant", f"{SKIN}.I1", full(procedures({"code": "38243", "system": "CPT"})), "fail", ""),
    ("two transplants", f"{GVHD}.E2", procedures(allogeneic("2025"), named("hsct", type="autologous")), "fail", ""),
    ("one transplant", f"{GVHD}.E2", procedures(allogeneic()), "unknown", "missing"),
    ("one transplant, complete", f"{GVHD}.E2", full(procedures(allogeneic())), "pass", ""),
    ("no transplant, absent", f"{GVHD}.E2", procedures(absent("hsct")), "pass", ""),
    ("two transplants and absent", f"{GVHD}.E2", procedures(absent("hsct"), allogeneic(), allogeneic()), "unknown", "conflict"),
    ("one and absent, complete", f"{GVHD}.E2", full(procedures(absent("hsct"), allogeneic())), "pass", ""),
    ("organ transplant", f"{ITP}.E9", procedures({"code": "70536003", "system": "SNOMED"}), "fail", ""),
    ("no transplant of any kind", f"{ITP}.E9", procedures(absent("hsct"), absent("solid organ transplant")), "pass", ""),
    ("injury on the day of the transplant", f"{SKIN}.I2", {**procedures(allogeneic("2026-10-01")), **conditions(named("mucosal_injury", onset="2026-10-01"))}, "pass", ""),
    ("injury the day before", f"{SKIN}.I2", full({**procedures(allogeneic("2026-10-01")), **conditions(named("mucosal_injury", onset="2026-09-30"))}), "fail", ""),
    ("injury the day before, procedures incomplete", f"{SKIN}.I2", {"complete": ["conditions"], **procedures(allogeneic("2026-10-01")), **conditions(named("mucosal_injury", onset="2026-09-30"))}, "unknown", "missing"),
    ("injury before one and after another", f"{SKIN}.I2", {**procedures(allogeneic("2026-10-01"), named("radiotherapy", date="2026-09-01")), **conditions(named("mucosal_injury", onset="2026-09-30"))}, "pass", ""),
    ("injury in the same month", f"{SKIN}.I2", {**procedures(named("chemotherapy", date="2026-10-10")), **conditions(named("mucosal_injury", onset="2026-10"))}, "unknown", "imprecise missing"),
    ("injury in the same month, complete", f"{SKIN}.I2", full({**procedures(named("chemotherapy", date="2026-10-10")), **conditions(named("mucosal_injury", onset="2026-10"))}), "unknown", "imprecise"),
    ("injury not dated", f"{SKIN}.I2", full({**procedures(named("chemotherapy", date="2026-10-10")), **conditions(named("mucosal_injury"))}), "unknown", "missing"),
    ("none of the three, complete", f"{SKIN}.I2", {"complete": ["procedures"], **conditions(named("mucosal_injury"))}, "fail", ""),
    ("none of the three, complete, injury not listed", f"{SKIN}.I2", {"complete": ["procedures"]}, "fail", ""),
    ("each of the three absent", f"{SKIN}.I2", procedures(absent("hsct"), absent("chemotherapy"), absent("radiotherapy")), "fail", ""),
    ("injury not listed", f"{SKIN}.I2", procedures(allogeneic("2026-10-01")), "unknown", "missing"),
    ("no injury, complete", f"{SKIN}.I2", {"complete": ["conditions"]}, "fail", ""),
)

ON_DAY = (
    ("score on day 7 reaches", f"{GVHD}.I4", scores([allogeneic("2026-11-10")], {"value": "0.140", "date": "2026-11-17"}), "pass", ""),
    ("score in per cent", f"{GVHD}.I4", scores([allogeneic("2026-11-10")], {"value": 14, "unit": "%", "date": "2026-11-17"}), "pass", ""),
    ("both low", f"{GVHD}.I4", scores([allogeneic("2026-11-10")], {"value": "0.11", "date": "2026-11-17"}, {"value": "0.12", "date": "2026-11-24"}), "fail", ""),
    ("day 7 low, day 14 ahead", f"{GVHD}.I4", scores([allogeneic("2026-11-12")], {"value": "0.11", "date": "2026-11-19"}), "unknown", "pending"),
    ("day 7 low, day 14 today", f"{GVHD}.I4", scores([allogeneic("2026-11-11")], {"value": "0.11", "date": "2026-11-18"}), "unknown", "pending"),
    ("day 7 low, day 14 passed", f"{GVHD}.I4", scores([allogeneic("2026-11-10")], {"value": "0.11", "date": "2026-11-17"}), "unknown", "missing"),
    ("day 7 not measured, day 14 ahead", f"{GVHD}.I4", scores([allogeneic("2026-11-12")]), "unknown", "missing pending"),
    ("wrong days", f"{GVHD}.I4", scores([allogeneic("2026-11-10")], {"value": "0.5", "date": "2026-11-18"}), "unknown", "missing"),
    ("two scores of a day, apart", f"{GVHD}.I4", scores([allogeneic("2026-11-10")], {"value": "0.1", "date": "2026-11-17"}, {"value": "0.2", "date": "2026-11-17"}, {"value": "0.1", "date": "2026-11-24"}), "unknown", "conflict"),
    ("no transplant, complete", f"{GVHD}.I4", {"complete": ["procedures"]}, "fail", ""),
    ("no transplant listed", f"{GVHD}.I4", {}, "unknown", "missing"),
    ("transplant undated", f"{GVHD}.I4", scores([allogeneic()], {"value": "0.2", "date": "2026-11-17"}), "unknown", "missing"),
    ("transplant in a month", f"{GVHD}.I4", scores([allogeneic("2026-11")], {"value": "0.2", "date": "2026-11-17"}), "unknown", "imprecise"),
    ("type missing, low", f"{GVHD}.I4", scores([named("hsct", date="2026-11-10")], {"value": "0.11", "date": "2026-11-17"}, {"value": "0.12", "date": "2026-11-24"}), "fail", ""),
    ("type missing, high", f"{GVHD}.I4", scores([named("hsct", date="2026-11-10")], {"value": "0.2", "date": "2026-11-17"}), "unknown", "missing"),
    ("transplant denied, score high", f"{GVHD}.I4", scores([allogeneic("2026-11-10"), absent("hsct")], {"value": "0.2", "date": "2026-11-17"}), "unknown", "conflict"),
)

ATTESTED = (
    ("true", f"{PGF}.I6", {"attestations": {"informed_consent": True}}, "pass", ""),
    ("false", f"{PGF}.I6", {"attestations": {"informed_consent": False}}, "fail", ""),
    ("false, exclusion", f"{PGF}.E8", {"attestations": {"investigator_judges_unsuitable": {"value": False, "by": "Dr A", "date": "2026-11-20"}}}, "pass", ""),
    ("not given", f"{PGF}.I6", {}, "unknown", "attestation"),
    ("of a later date", f"{PGF}.I6", {"attestations": {"informed_consent": {"value": True, "date": "2026-11-26"}}}, "unknown", "attestation"),
    ("of this month", f"{PGF}.I6", {"attestations": {"informed_consent": {"value": True, "date": "2026-11"}}}, "pass", ""),
    ("by its phrase", f"{PGF}.I6", {"attestations": {"Informed Consent": True}}, "pass", ""),
    ("repeated in two spellings, apart", f"{PGF}.I6", {"attestations": {"informed_consent": True, "informed consent": False}}, "unknown", "conflict"),
    ("A or B, and C", f"{PGF}.E3", {**conditions(named("brain_dysfunction", status="active"))}, "unknown", "attestation"),
    ("not C", f"{PGF}.E3", {"attestations": {"cannot_follow_protocol": False}}, "pass", ""),
    ("neither A nor B", f"{PGF}.E3", {"complete": ["conditions"]}, "pass", ""),
)

CASES = AGE + EXISTENCE + WINDOWS + COURSES + VALUES + SEROLOGY + EVENTS + ON_DAY + ATTESTED
