"""The founding trials in SQL, for the columns of cohort_generator: what DuckDB and SQLite are asked.

Three-valued logic is SQL's own: a criterion is TRUE (passes), FALSE (fails) or NULL (unknown). Dates are compared as
text, which is right for exact dates; windows are written as the first or last day they allow, as one would by hand for
one as-of date, 2026-11-25. Where the benchmark's columns never decide a test (heart failure is in no column, but
`complete` says that there is none), the test is what the completeness of its section makes of it.

What this SQL takes from the generator and does not check, all of it to the advantage of SQL: dates are exact days and
numbers exact; only a transplant may lie ahead; an entry and its own absence never stand in the same row; nobody is
born after the as-of date; dates of blood counts are not read, since each fact has one value.
"""

NUMBERS = ("ecog", "kps", "hct_ci", "expected_survival", "platelets", "alt", "alt.high", "map_score@hsct+7",
           "map_score@hsct+14", "hbv_dna", "hbv_dna.high")

HEADER = (
    "id,birth_date,sex,complete,ecog,kps,hct_ci,expected_survival,platelets,platelets.date,alt,alt.high,"
    "map_score@hsct+7,map_score@hsct+14,hbsag,hbv_dna,hbv_dna.high,hcv_antibody,hcv_rna,hiv_antibody,syphilis,"
    "pregnancy_test,hsct,hsct.type,hsct.date,immune_thrombocytopenia.status,immune_thrombocytopenia.onset,"
    "hematologic_malignancy.status,bleeding_tendency.status,uncontrolled_infection.status,"
    "malignant_solid_tumor.status,mucosal_injury.onset,ciclosporin,mycophenolate,antithymocyte_globulin_rabbit,"
    "rituximab.end,rituximab.response,thrombopoietin_agent.response,glucocorticoid.response,trials#1.id,"
    "trials#1.start,trials#1.end,informed_consent,investigator_judges_unsuitable").split(",")

# What SQL calls the columns.
SHORT = {
    "map_score@hsct+7": "map_7",
    "map_score@hsct+14": "map_14",
    "immune_thrombocytopenia.status": "itp_status",
    "immune_thrombocytopenia.onset": "itp_onset",
    "hematologic_malignancy.status": "malignancy_status",
    "bleeding_tendency.status": "bleeding_status",
    "uncontrolled_infection.status": "infection_status",
    "malignant_solid_tumor.status": "tumor_status",
    "mucosal_injury.onset": "mucosal_onset",
    "antithymocyte_globulin_rabbit": "rabbit_atg",
    "thrombopoietin_agent.response": "thrombopoietin_response",
    "trials#1.id": "trial_id",
    "trials#1.start": "trial_start",
    "trials#1.end": "trial_end",
    "investigator_judges_unsuitable": "unsuitable",
}


def column(header):
    return SHORT.get(header, header.replace(".", "_"))


COLUMNS = [(column(header), "DOUBLE" if header in NUMBERS else "VARCHAR") for header in HEADER]


def active(status):
    return f"CASE {status} WHEN 'active' THEN TRUE WHEN 'absent' THEN FALSE ELSE no_condition END"


def positive(test):
    return f"nullif({test}, 'indeterminate') = 'positive'"


def given(drug):
    return f"CASE {drug} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE ELSE no_medication END"


def failed(response):
    return f"CASE WHEN {response} IN ('no_response', 'relapse') THEN TRUE ELSE no_medication END"


def other_trial_since(day, own):
    """Whether a participation in another trial ended on `day` or later; without an end only its start tells."""
    return (f"CASE WHEN trial_id <> '{own}' AND (trial_end >= '{day}' OR trial_start >= '{day}') THEN TRUE "
            f"WHEN trial_id <> '{own}' AND trial_end IS NULL THEN NULL ELSE no_trial END")


# Facts that several criteria use. no_...: what an illness, procedure, drug or trial that no column lists comes to.
FACTS = {
    "no_condition": "CASE WHEN complete LIKE '%conditions%' THEN FALSE END",
    "no_procedure": "CASE WHEN complete LIKE '%procedures%' THEN FALSE END",
    "no_medication": "CASE WHEN complete LIKE '%medications%' THEN FALSE END",
    "no_trial": "CASE WHEN complete LIKE '%trials%' THEN FALSE END",
    "transplanted":
        "CASE WHEN hsct = 'false' THEN FALSE WHEN hsct_date > '2026-11-25' THEN no_procedure "
        "WHEN hsct = 'true' OR hsct_type IS NOT NULL OR hsct_date IS NOT NULL THEN TRUE ELSE no_procedure END",
    "allogeneic":
        "CASE WHEN transplanted AND hsct_type = 'allogeneic' THEN TRUE "
        "WHEN transplanted AND hsct_type IS NULL THEN NULL "
        "WHEN transplanted THEN no_procedure ELSE transplanted END",
    "itp":
        "CASE WHEN itp_status = 'absent' THEN FALSE WHEN itp_status IS NOT NULL OR itp_onset IS NOT NULL THEN TRUE "
        "ELSE no_condition END",
    "malignancy":
        "CASE WHEN malignancy_status = 'absent' THEN FALSE WHEN malignancy_status IS NOT NULL THEN TRUE "
        "ELSE no_condition END",
    "pregnant":
        "CASE WHEN sex = 'female' THEN no_condition OR (" + positive("pregnancy_test") + ") "
        "WHEN sex = 'male' THEN FALSE WHEN sex = 'other' THEN FALSE "
        "ELSE CASE WHEN NOT no_condition AND pregnancy_test = 'negative' THEN FALSE END END",
    "infected": active("infection_status"),
    "tumor": active("tumor_status"),
    "consents": "informed_consent = 'true'",
    "suitable": "unsuitable = 'false'",
    "hbv_above": "hbv_dna > hbv_dna_high",
}

# Each criterion as a truth that passes; None where no row of this file decides it.
CRITERIA = {
    "MSC4PGF": {
        "I1": "allogeneic",
        "I2": "birth_date > '1965-11-25' AND birth_date <= '2008-11-25'",
        "I3": "kps > 60 AND expected_survival > 91.3125",
        "I4": "NOT no_condition",
        "I5": None,
        "I6": "consents",
        "E1": "NOT no_condition",
        "E2": "NOT tumor",
        "E3": "NOT no_condition",
        "E4": None,
        "E5": "NOT no_condition",
        "E6": "NOT infected",
        "E7": f"NOT ({other_trial_since('2026-11-25', 'MSC4PGF')})",
        "E8": "suitable",
    },
    "NCT04014166": {
        "I1": "birth_date > '1965-11-25' AND birth_date <= '2008-11-25'",
        "I2": "itp",
        "I3": "NOT no_procedure",
        "I4":
            f"(({failed('glucocorticoid_response')}) AND ({failed('thrombopoietin_response')}) AND "
            "(CASE WHEN rituximab_response IN ('no_response', 'relapse') THEN TRUE "
            "WHEN rituximab_end IS NOT NULL AND rituximab_response IS NULL THEN NULL "
            "ELSE no_medication END)) OR no_procedure",
        "I5": "CASE WHEN itp THEN itp_onset < '2026-05-25' ELSE itp END",
        "I6":
            "NOT CASE WHEN rituximab_end >= '2026-08-25' THEN TRUE "
            "WHEN rituximab_end IS NULL AND rituximab_response IS NOT NULL THEN NULL ELSE no_medication END",
        "I7": f"platelets < 30 AND ({active('bleeding_status')})",
        "I8": "consents",
        "I9": None,
        "E1": "ecog <= 1",
        "E2": "NOT no_condition",
        "E3": None,
        # Antibodies against hepatitis D, EBV and CMV are in no column: this can fail and never pass. Likewise E7.
        "E4":
            "CASE WHEN hiv_antibody = 'positive' OR hbsag = 'positive' OR hcv_antibody = 'positive' "
            "OR syphilis = 'positive' THEN FALSE END",
        "E5": "NOT pregnant",
        "E6": "NOT no_condition",
        "E7": "CASE WHEN alt * 5 > alt_high * 6 THEN FALSE END",
        "E8": None,
        "E9": "NOT (no_procedure OR transplanted)",
        "E10": "suitable",
    },
    "NCT06599346": {
        "S1": "birth_date <= '2008-11-25'",
        "I1": "transplanted",
        "I2":
            "CASE WHEN transplanted AND mucosal_onset >= hsct_date THEN TRUE "
            "WHEN NOT transplanted AND NOT no_procedure THEN FALSE "
            "WHEN mucosal_onset IS NULL THEN no_condition "
            "WHEN transplanted AND hsct_date IS NULL THEN NULL "
            "WHEN NOT no_procedure THEN no_condition END",
        "I3": "consents",
        "E1": "NOT infected",
        "E2": "NOT no_condition",
        "E3": "NOT pregnant",
        "E4":
            f"NOT (({positive('hiv_antibody')}) OR no_condition OR ({positive('hbsag')}) OR hbv_above "
            f"OR ({positive('hcv_rna')}))",
        "E5": f"NOT ({other_trial_since('2026-10-28', 'NCT06599346')})",
        "D1": "NOT no_condition",
    },
    "NCT06949267": {
        # A transplant of unrecorded type is not 7 to 21 days ago if its date is not, once nothing else can be listed.
        "I1":
            "(malignancy OR itp OR no_condition) AND "
            "CASE WHEN allogeneic OR NOT no_procedure "
            "THEN allogeneic AND hsct_date BETWEEN '2026-11-04' AND '2026-11-18' ELSE allogeneic END",
        "I2": "birth_date > '1955-11-25' AND birth_date <= '2012-11-25'",
        "I3":
            "CASE WHEN ciclosporin = 'true' THEN TRUE ELSE no_medication END "
            f"AND ({given('mycophenolate')}) AND ({given('rabbit_atg')})",
        "I4":
            "CASE WHEN allogeneic OR NOT no_procedure "
            "THEN allogeneic AND (map_7 >= 0.14 OR map_14 >= 0.14) ELSE allogeneic END",
        "I5": "expected_survival >= 168",
        "I6": "ecog <= 2 AND hct_ci <= 3",
        "I7": None,
        "I8": "consents",
        "E1": "NOT no_condition",
        "E2": "NOT (CASE WHEN hsct = 'false' THEN FALSE ELSE no_procedure END)",
        "E3":
            # The core antibody of hepatitis B is in no column: it leaves the surface antigen to find it.
            f"NOT (((CASE WHEN hbsag = 'positive' THEN TRUE END) AND hbv_above) "
            f"OR (({positive('hcv_antibody')}) AND ({positive('hcv_rna')})) "
            f"OR ({positive('hiv_antibody')}) OR ({positive('syphilis')}))",
        "E4": "NOT no_condition",
        "E5": f"NOT ({active('malignancy_status')})",
        "E6": None,
        "E7": "NOT no_condition",
        # When a tumor that is over was over is in no column, so nothing says whether that was 5 years ago.
        "E8":
            "CASE tumor_status WHEN 'active' THEN FALSE WHEN 'absent' THEN TRUE WHEN 'resolved' THEN NULL "
            "WHEN 'remission' THEN NULL ELSE NOT no_condition END",
        "E9": "NOT no_condition",
        "E10": f"NOT ({other_trial_since('2026-10-25', 'NCT06949267')})",
        "E11": "suitable",
    },
    "UCMSC-MYELO": {
        "D1": "malignancy",
        "D2": "no_condition",
    },
}

# Criteria that only a person settles; what else is unknown makes a trial incomplete. Of those that are None, the
# ones that lack more than a person's word are unknown for it in every row (NCT04014166) or exactly where others of
# their trial are (MSC4PGF E3, NCT06949267 E6 and E7: where conditions are not complete).
ATTESTED = {
    "MSC4PGF": ("I5", "I6", "E4", "E8"),
    "NCT04014166": (),
    "NCT06599346": ("I3",),
    "NCT06949267": ("I7", "I8", "E6", "E11"),
    "UCMSC-MYELO": (),
}
NEVER_COMPLETE = ("NCT04014166", "UCMSC-MYELO")


def verdict(trial):
    """One WHEN a criterion. Behind the last, all are TRUE or NULL. Tests that repeat are left to stand once."""
    criteria = CRITERIA[trial]
    tests = list(dict.fromkeys(sql for sql in criteria.values() if sql))
    lines = [f"WHEN NOT ({sql}) THEN 'ineligible'" for sql in tests]
    if trial in NEVER_COMPLETE:
        return "CASE " + " ".join(lines) + " ELSE 'incomplete' END"
    others = dict.fromkeys(sql for name, sql in criteria.items() if sql and name not in ATTESTED[trial])
    attested = [criteria[name] for name in ATTESTED[trial]]
    lines.append("WHEN (" + " AND ".join(f"({sql})" for sql in others) + ") IS NULL THEN 'incomplete'")
    if None in attested:
        return "CASE " + " ".join(lines) + " ELSE 'candidate' END"
    lines.append("WHEN (" + " AND ".join(attested) + ") IS NULL THEN 'candidate'")
    return "CASE " + " ".join(lines) + " ELSE 'eligible' END"


def status(sql):
    return f"CASE WHEN {sql} THEN 'pass' WHEN NOT ({sql}) THEN 'fail' ELSE 'unknown' END" if sql else "'unknown'"


def with_facts(source, keep="*"):
    """A query with FACTS beside the columns, one level for those that use others."""
    first = ("no_condition", "no_procedure", "no_medication", "no_trial", "consents", "suitable", "hbv_above")
    third = ("allogeneic",)
    second = [name for name in FACTS if name not in first and name not in third]
    query = source
    for names in (first, second, third):
        query = f"SELECT {keep}, " + ", ".join(f"{FACTS[name]} AS {name}" for name in names) + f" FROM ({query})"
    return query


def match_query(source, detail=False):
    """The whole question, as a SELECT of id, verdicts and, with detail, the criteria."""
    outputs = ["id"] + [f'{verdict(trial)} AS "{trial}"' for trial in CRITERIA]
    if detail:
        outputs += [f'{status(sql)} AS "{trial}.{name}"' for trial, criteria in CRITERIA.items()
                    for name, sql in criteria.items()]
    return "SELECT " + ",\n".join(outputs) + f"\nFROM ({with_facts(source)})"
