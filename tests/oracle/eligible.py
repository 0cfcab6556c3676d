"""Records that pass every criterion of one founding trial, for the generator to start from.

`eligible(chance, trial)` gives a record as plain values. Tested in test_oracle.py: each is eligible (or, for the trial
without published criteria, passes all that is encoded).
"""
from chance import ULN, iso
from calendar_days import first_reaching
from vocabulary import VOCABULARY

SEROLOGY = tuple(name for name, kind in VOCABULARY.kind.items() if kind == "serology")
NOTHING = {  # what each trial must know to be absent, if the section is not declared complete
    "MSC4PGF": ("severe_organ_dysfunction", "malignant_solid_tumor", "brain_dysfunction", "mental_illness",
                "severe_acute_allergic_reaction", "uncontrolled_infection"),
    "UCMSC-MYELO": (),
    "NCT06949267": ("severe_organ_dysfunction", "veno_occlusive_disease", "life_threatening_complication",
                    "mental_illness", "neurological_illness", "malignant_solid_tumor", "cell_therapy_allergy"),
    "NCT04014166": ("secondary_thrombocytopenia", "pregnancy", "lactation", "thrombosis", "heart_failure",
                    "arrhythmia_requiring_treatment", "myocardial_infarction", "atrial_fibrillation",
                    "bundle_branch_block"),
    "NCT06599346": ("uncontrolled_infection", "msc_supernatant_allergy", "pregnancy", "lactation", "hiv_infection",
                    "severe_organ_dysfunction"),
}
ATTESTED = {
    "MSC4PGF": {"no_contraindication_to_hsct": True, "informed_consent": True, "cannot_follow_protocol": False,
                "cannot_complete_follow_up": False, "investigator_judges_unsuitable": False},
    "UCMSC-MYELO": {},
    "NCT06949267": {"treatment_within_5_days": True, "informed_consent": True, "cannot_express_will": False,
                    "interfering_condition_within_6_months": False, "investigator_judges_unsuitable": False},
    "NCT04014166": {"informed_consent": True, "acceptable_contraception": True, "childbearing_potential": True,
                    "poor_compliance": False, "investigator_judges_unsuitable": False},
    "NCT06599346": {"informed_consent": True},
}


def eligible(chance, trial):
    record = {"birth_date": iso(chance.today - 366 * 18 - chance.randrange(0, 40 * 365)),
              "sex": chance.choice(("female", "male")),
              "complete": ["conditions", "procedures", "medications", "trials"],
              "observations": [], "conditions": [], "procedures": [], "medications": [], "trials": [],
              "attestations": dict(ATTESTED[trial])}
    BUILDERS[trial](chance, record)
    in_remission = any(c.get("status") == "remission" for c in record["conditions"])  # its absence cannot be listed
    if chance.odds(0.25) and not (trial == "NCT06949267" and in_remission):
        record["complete"].remove("conditions")
        record["conditions"] += [{"name": name, "status": "absent"} for name in NOTHING[trial]]
    return record


def observe(chance, record, name, value, **members):
    unit = VOCABULARY.unit[name]
    entry = {"name": name, "value": value, "date": iso(chance.today - chance.randrange(0, 20)), **members}
    if unit and type(value) is not str:
        entry["unit"] = unit
    record["observations"].append(entry)


def transplant(chance, record, days_ago):
    record["procedures"].append({"name": "hsct", "type": "allogeneic", "date": iso(chance.today - days_ago)})


def negative_serology(chance, record, names):
    for name in names:
        observe(chance, record, name, chance.choice(("negative", "Negative", "not detected", "non-reactive")))


def for_pgf(chance, record):
    transplant(chance, record, chance.randrange(0, 400))
    observe(chance, record, "kps", chance.choice((70, 80, 90)))
    observe(chance, record, "expected_survival", chance.choice((92, 200, 1000)))


def for_myelosuppression(chance, record):
    record["conditions"] += [{"name": "hematologic_malignancy", "status": chance.choice(("active", "remission"))},
                             {"name": "myelosuppression", "status": "active", "onset": iso(chance.today - 5)}]


def for_gvhd(chance, record):
    days_ago = chance.choice((7, 8, 10, 14, 20, 21))
    transplant(chance, record, days_ago)
    blood = {"name": "hematologic_malignancy", "onset": iso(chance.today - 300), "status": "remission"}
    if chance.odds(0.3):
        blood = {"code": "D61.9", "system": "ICD-10-CM", "onset": iso(chance.today - 500), "status": "active"}
        record["conditions"].append({"name": "hematologic_malignancy", "status": "absent"})
    record["conditions"].append(blood)
    for name in (chance.choice(("ciclosporin", "tacrolimus")), "mycophenolate", "antithymocyte_globulin_rabbit"):
        record["medications"].append({"name": name, "start": iso(chance.today - days_ago - 1), "ongoing": True})
    observe(chance, record, "map_score", "0.14", date=iso(chance.today - days_ago + 7))
    if days_ago >= 14 and chance.odds(0.5):
        observe(chance, record, "map_score", "0.05", date=iso(chance.today - days_ago + 14))
    observe(chance, record, "expected_survival", chance.choice((168, 400)))
    observe(chance, record, "ecog", chance.choice((0, 1, 2)))
    observe(chance, record, "hct_ci", chance.choice((0, 1, 3)))
    negative_serology(chance, record, ("hbsag", "hbcab", "hcv_antibody", "hiv_antibody", "syphilis"))


def for_itp(chance, record):
    opens = first_reaching(chance.today, 6, "mo", False)
    record["conditions"] += [
        {"name": "immune_thrombocytopenia", "onset": iso(opens - 1 - chance.randrange(0, 900)), "status": "active"},
        {"name": "bleeding_tendency", "status": "active"}]
    closed = first_reaching(chance.today, 3, "mo", False) - 1
    for name in ("immunoglobulin", "prednisone", "eltrombopag", "rituximab"):
        start = closed - chance.randrange(20, 200)
        record["medications"].append({"name": name, "start": iso(start), "end": iso(start + 20),
                                      "response": chance.choice(("no_response", "relapse"))})
    observe(chance, record, "platelets", chance.randrange(1, 30))
    observe(chance, record, "ecog", chance.choice((0, 1)))
    for name in ULN[:5]:
        high = chance.choice((20, 40, 50))
        observe(chance, record, name, chance.choice((high * 6 // 5, high, high // 2)), high=high, low=1)
    observe(chance, record, "qt", chance.choice((400, 450)))
    negative_serology(chance, record, SEROLOGY)


def for_skin(chance, record):
    transplant(chance, record, chance.randrange(30, 300))
    record["conditions"].append({"name": "mucosal_injury", "onset": iso(chance.today - chance.randrange(0, 30)),
                                 "status": "active"})
    negative_serology(chance, record, ("pregnancy_test", "hiv_antibody", "hbsag", "hcv_rna"))
    if chance.odds(0.5):
        negative_serology(chance, record, ("hbv_dna",))
    else:
        observe(chance, record, "hbv_dna", 20, comparator="<", high=20)


BUILDERS = {"MSC4PGF": for_pgf, "UCMSC-MYELO": for_myelosuppression, "NCT06949267": for_gvhd, "NCT04014166": for_itp,
            "NCT06599346": for_skin}
