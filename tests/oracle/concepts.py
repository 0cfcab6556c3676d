"""The concepts of each section, and those that a trial asks for, from which the generator draws.

`look_at(chance, trial)` sets what `draw_concept` favours. Tested in test_oracle.py.
"""
from eligible import NOTHING
from vocabulary import SECTION_OF_KIND, VOCABULARY

CONCEPTS = {section: [c for c, kind in VOCABULARY.kind.items() if SECTION_OF_KIND[kind] == section]
            for section in ("observations", "conditions", "procedures", "medications", "attestations")}
# What the criteria of each trial ask for, beside what `eligible.NOTHING` lists; random entries favour it.
ASKED = {
    "MSC4PGF": {"conditions": ("severe_heart_dysfunction", "severe_kidney_dysfunction", "severe_mental_illness",
                               "cervical_cancer"), "procedures": ("hsct",), "observations": ("kps", "expected_survival")},
    "UCMSC-MYELO": {"conditions": ("hematologic_malignancy", "myelosuppression", "hematologic_disease")},
    "NCT06949267": {"conditions": ("hematologic_malignancy", "hematologic_disease", "cervical_cancer",
                                   "nonmelanoma_skin_cancer", "severe_mental_illness", "severe_liver_dysfunction"),
                    "procedures": ("hsct",),
                    "medications": ("ciclosporin", "tacrolimus", "mycophenolate", "antithymocyte_globulin_rabbit"),
                    "observations": ("expected_survival", "ecog", "hct_ci", "hbsag", "hbcab", "hbv_dna", "hbv_dna",
                                     "hcv_antibody", "hcv_rna", "hiv_antibody", "syphilis")},
    "NCT04014166": {"conditions": ("immune_thrombocytopenia", "bleeding_tendency", "hematologic_disease"),
                    "procedures": ("splenectomy", "hsct", "solid_organ_transplant"),
                    "medications": ("rituximab", "rituximab", "immunoglobulin", "glucocorticoid", "prednisone",
                                    "dexamethasone", "thrombopoietin_agent", "eltrombopag", "rhtpo"),
                    "observations": ("platelets", "ecog", "qt", "qtc", "nyha_class", "alt", "ast", "total_bilirubin",
                                     "urea_nitrogen", "creatinine", "pregnancy_test", "ebv_dna", "cmv_dna",
                                     "hdv_antibody")},
    "NCT06599346": {"conditions": ("mucosal_injury", "mucosal_injury"),
                    "procedures": ("hsct", "chemotherapy", "radiotherapy"),
                    "observations": ("hiv_antibody", "hbsag", "hbv_dna", "hcv_rna", "pregnancy_test")},
}


def look_at(chance, trial):
    chance.focus = dict(ASKED[trial])
    chance.focus["conditions"] += NOTHING[trial]


def draw_concept(chance, section):
    if section in chance.focus and chance.odds(0.75):
        return chance.choice(chance.focus[section])
    return chance.choice(CONCEPTS[section])


def put(entry, key, value):
    if value is None:
        entry.pop(key, None)
    else:
        entry[key] = value
