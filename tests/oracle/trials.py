"""The five founding trials, criterion by criterion, after the labels and notes of rules/trials.

`TRIALS` holds for each its criteria (id, kind, test) in the order of the table; a test takes the patient and the as-of
date and says whether the sentence holds. Tested in test_oracle.py.
"""
from fractions import Fraction

from kleene import all_of, any_of, if_then, if_then_else, negate
from predicates import (above_normal_dna, above_uln, active, active_within, age_between, attest, diagnosis,
                        diagnosis_not_in_remission, diagnosis_severe, failed, female, in_other_trial,
                        medication_within, more_than, more_than_since, negative, number_is, on_day, onset_on_or_after_any,
                        onset_within, other_trial_within, positive, procedure, procedure_less_than_ago, received, since)


def attested(name):
    return lambda p, d: attest(p, name)


def pregnant_or_nursing(p, d):
    return all_of(female(p), any_of(active(p, "pregnancy"), active(p, "lactation"), positive(p, "pregnancy_test")))


# --- MSC4PGF ---------------------------------------------------------------------------------------------------------

def pgf_i3(p, d):
    return all_of(number_is(p, "kps", ">", 60), number_is(p, "expected_survival", ">", "91.3125"))  # 3 x 30.4375 d


def pgf_e1(p, d):
    return any_of(active(p, "severe_heart_dysfunction"), active(p, "severe_kidney_dysfunction"),
                  active(p, "severe_liver_dysfunction"))


def pgf_e3(p, d):
    return all_of(any_of(active(p, "brain_dysfunction"), active(p, "severe_mental_illness")),
                  attest(p, "cannot_follow_protocol"))


MSC4PGF = (
    ("I1", "inclusion", lambda p, d: procedure(p, "hsct", "allogeneic")),
    ("I2", "inclusion", lambda p, d: age_between(p, d, 18, 60)),
    ("I3", "inclusion", pgf_i3),
    ("I4", "inclusion", lambda p, d: negate(active(p, "severe_organ_dysfunction"))),
    ("I5", "inclusion", attested("no_contraindication_to_hsct")),
    ("I6", "inclusion", attested("informed_consent")),
    ("E1", "exclusion", pgf_e1),
    ("E2", "exclusion", lambda p, d: active(p, "malignant_solid_tumor")),
    ("E3", "exclusion", pgf_e3),
    ("E4", "exclusion", attested("cannot_complete_follow_up")),
    ("E5", "exclusion", lambda p, d: diagnosis(p, "severe_acute_allergic_reaction")),
    ("E6", "exclusion", lambda p, d: active(p, "uncontrolled_infection")),
    ("E7", "exclusion", lambda p, d: in_other_trial(p, d, "MSC4PGF")),
    ("E8", "exclusion", attested("investigator_judges_unsuitable")),
)

# --- UCMSC-MYELO -----------------------------------------------------------------------------------------------------

UCMSC_MYELO = (
    ("D1", "inclusion", lambda p, d: diagnosis(p, "hematologic_malignancy")),
    ("D2", "inclusion", lambda p, d: active(p, "myelosuppression")),
)


# --- NCT06949267 -----------------------------------------------------------------------------------------------------

def gvhd_i1(p, d):
    return all_of(diagnosis(p, "hematologic_disease"), since(p, "procedures", "hsct", d - 21, d - 7, "allogeneic"))


def gvhd_i3(p, d):
    return all_of(any_of(received(p, "ciclosporin"), received(p, "tacrolimus")), received(p, "mycophenolate"),
                  received(p, "antithymocyte_globulin_rabbit"))


def gvhd_i4(p, d):
    limit = Fraction("0.14")
    return any_of(on_day(p, d, "map_score", ">=", limit, 7, "procedures", "hsct", "allogeneic"),
                  on_day(p, d, "map_score", ">=", limit, 14, "procedures", "hsct", "allogeneic"))


def gvhd_e3(p, d):
    return any_of(all_of(any_of(positive(p, "hbsag"), positive(p, "hbcab")), above_normal_dna(p, "hbv_dna")),
                  all_of(positive(p, "hcv_antibody"), positive(p, "hcv_rna")),
                  positive(p, "hiv_antibody"), positive(p, "syphilis"))


def gvhd_e6(p, d):
    return any_of(onset_within(p, d, "life_threatening_complication", 6, "mo"),
                  attest(p, "interfering_condition_within_6_months"))


def gvhd_e7(p, d):
    return all_of(any_of(active(p, "mental_illness"), active(p, "neurological_illness")),
                  attest(p, "cannot_express_will"))


def gvhd_e8(p, d):
    return active_within(p, d, "malignant_solid_tumor", 5, "a",
                         ("cervical_cancer", "prostate_cancer_in_situ", "nonmelanoma_skin_cancer"))


NCT06949267 = (
    ("I1", "inclusion", gvhd_i1),
    ("I2", "inclusion", lambda p, d: age_between(p, d, 14, 70)),
    ("I3", "inclusion", gvhd_i3),
    ("I4", "inclusion", gvhd_i4),
    ("I5", "inclusion", lambda p, d: number_is(p, "expected_survival", ">=", 24 * 7)),
    ("I6", "inclusion", lambda p, d: all_of(number_is(p, "ecog", "<=", 2), number_is(p, "hct_ci", "<=", 3))),
    ("I7", "inclusion", attested("treatment_within_5_days")),
    ("I8", "inclusion", attested("informed_consent")),
    ("E1", "exclusion", lambda p, d: active(p, "severe_organ_dysfunction")),
    ("E2", "exclusion", lambda p, d: more_than(p, 1, "procedures", "hsct")),
    ("E3", "exclusion", gvhd_e3),
    ("E4", "exclusion", lambda p, d: diagnosis_severe(p, "veno_occlusive_disease")),
    ("E5", "exclusion", lambda p, d: diagnosis_not_in_remission(p, "hematologic_malignancy")),
    ("E6", "exclusion", gvhd_e6),
    ("E7", "exclusion", gvhd_e7),
    ("E8", "exclusion", gvhd_e8),
    ("E9", "exclusion", lambda p, d: diagnosis(p, "cell_therapy_allergy")),
    ("E10", "exclusion", lambda p, d: other_trial_within(p, d, "NCT06949267", 1, "mo")),
    ("E11", "exclusion", attested("investigator_judges_unsuitable")),
)


# --- NCT04014166 -----------------------------------------------------------------------------------------------------

def itp_i4(p, d):
    drugs = all_of(any_of(failed(p, "medications", "immunoglobulin"), failed(p, "medications", "glucocorticoid")),
                   failed(p, "medications", "thrombopoietin_agent"), failed(p, "medications", "rituximab"))
    return any_of(drugs, failed(p, "procedures", "splenectomy"))


def itp_i7(p, d):
    return all_of(number_is(p, "platelets", "<", 30), active(p, "bleeding_tendency"))


def itp_i9(p, d):
    return all_of(attest(p, "acceptable_contraception"),
                  if_then(all_of(female(p), attest(p, "childbearing_potential")), negative(p, "pregnancy_test")))


def itp_e4(p, d):
    return any_of(*(positive(p, name) for name in ("hiv_antibody", "hbsag", "hcv_antibody", "hdv_antibody", "syphilis",
                                                   "ebv_dna", "cmv_dna")))


def itp_e7(p, d):
    return any_of(*(above_uln(p, name, "1.2") for name in ("alt", "ast", "total_bilirubin", "urea_nitrogen",
                                                           "creatinine")))


def itp_e8(p, d):
    return any_of(all_of(active(p, "heart_failure"), number_is(p, "nyha_class", ">=", 3)),
                  active(p, "arrhythmia_requiring_treatment"),
                  onset_within(p, d, "myocardial_infarction", 6, "mo"),
                  diagnosis(p, "atrial_fibrillation"),
                  if_then_else(active(p, "bundle_branch_block"), number_is(p, "qtc", ">", 480),
                               number_is(p, "qt", ">", 450)))


NCT04014166 = (
    ("I1", "inclusion", lambda p, d: age_between(p, d, 18, 60)),
    ("I2", "inclusion", lambda p, d: diagnosis(p, "immune_thrombocytopenia")),
    ("I3", "inclusion", lambda p, d: negate(procedure_less_than_ago(p, d, "splenectomy", 3, "mo"))),
    ("I4", "inclusion", itp_i4),
    ("I5", "inclusion", lambda p, d: since(p, "conditions", "immune_thrombocytopenia", *more_than_since(d, 6, "mo"))),
    ("I6", "inclusion", lambda p, d: negate(medication_within(p, d, "rituximab", 3, "mo"))),
    ("I7", "inclusion", itp_i7),
    ("I8", "inclusion", attested("informed_consent")),
    ("I9", "inclusion", itp_i9),
    ("E1", "exclusion", lambda p, d: number_is(p, "ecog", ">", 1)),
    ("E2", "exclusion", lambda p, d: diagnosis(p, "secondary_thrombocytopenia")),
    ("E3", "exclusion", attested("poor_compliance")),
    ("E4", "exclusion", itp_e4),
    ("E5", "exclusion", pregnant_or_nursing),
    ("E6", "exclusion", lambda p, d: diagnosis(p, "thrombosis")),
    ("E7", "exclusion", itp_e7),
    ("E8", "exclusion", itp_e8),
    ("E9", "exclusion", lambda p, d: any_of(procedure(p, "solid_organ_transplant"), procedure(p, "hsct"))),
    ("E10", "exclusion", attested("investigator_judges_unsuitable")),
)


# --- NCT06599346 -----------------------------------------------------------------------------------------------------

def skin_i2(p, d):
    return onset_on_or_after_any(p, "mucosal_injury", ("hsct", "chemotherapy", "radiotherapy"))


def skin_e4(p, d):
    return any_of(positive(p, "hiv_antibody"), diagnosis(p, "hiv_infection"), positive(p, "hbsag"),
                  above_normal_dna(p, "hbv_dna"), positive(p, "hcv_rna"))


NCT06599346 = (
    ("S1", "inclusion", lambda p, d: age_between(p, d, 18, None)),
    ("I1", "inclusion", lambda p, d: procedure(p, "hsct")),
    ("I2", "inclusion", skin_i2),
    ("I3", "inclusion", attested("informed_consent")),
    ("E1", "exclusion", lambda p, d: active(p, "uncontrolled_infection")),
    ("E2", "exclusion", lambda p, d: diagnosis(p, "msc_supernatant_allergy")),
    ("E3", "exclusion", pregnant_or_nursing),
    ("E4", "exclusion", skin_e4),
    ("E5", "exclusion", lambda p, d: other_trial_within(p, d, "NCT06599346", 4, "wk")),
    ("D1", "exclusion", lambda p, d: active(p, "severe_organ_dysfunction")),
)

TRIALS = {"MSC4PGF": MSC4PGF, "NCT04014166": NCT04014166, "NCT06599346": NCT06599346, "NCT06949267": NCT06949267,
          "UCMSC-MYELO": UCMSC_MYELO}
UNPUBLISHED = ("UCMSC-MYELO",)


def status(kind, truth):
    if truth.value is None:
        return "unknown"
    return "pass" if truth.value == (kind == "inclusion") else "fail"


def screen_trial(trial, patient, today):
    criteria = {}
    for name, kind, test in TRIALS[trial]:
        truth = test(patient, today)
        criteria[name] = {"status": status(kind, truth), "causes": sorted(truth.causes)}
    return {"verdict": verdict(criteria.values(), trial in UNPUBLISHED), "criteria": criteria}


def verdict(criteria, unpublished):
    criteria = list(criteria)
    if any(c["status"] == "fail" for c in criteria):
        return "ineligible"
    open_ones = [c for c in criteria if c["status"] == "unknown"]
    if unpublished or any(c["causes"] != ["attestation"] for c in open_ones):
        return "incomplete"
    return "candidate" if open_ones else "eligible"
