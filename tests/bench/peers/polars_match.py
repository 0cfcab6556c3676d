"""Polars: polars_match.py INPUT.csv OUTPUT.csv [--streaming] [--threads N] [--detail]

The criteria of criteria.py as polars expressions, Kleene logic included. A `when` with an unknown condition takes the
next branch, as CASE does in SQL.
"""

import argparse
import os


def levels(pl):
    """Facts that several criteria use, in the order in which they build on one another."""
    col, lit = pl.col, pl.lit
    unknown = lit(None, dtype=pl.Boolean)

    def not_listed(section):
        return pl.when(col("complete").str.contains(section, literal=True)).then(False).otherwise(unknown)

    def active(status):
        return pl.when(col(status) == "active").then(True).when(col(status) == "absent").then(False).otherwise(
            col("no_condition"))

    first = {
        "no_condition": not_listed("conditions"),
        "no_procedure": not_listed("procedures"),
        "no_medication": not_listed("medications"),
        "no_trial": not_listed("trials"),
        "consents": col("informed_consent") == "true",
        "suitable": col("unsuitable") == "false",
        "hbv_above": col("hbv_dna") > col("hbv_dna_high"),
        "adult": col("birth_date") <= "2008-11-25",
        "not_61": col("birth_date") > "1965-11-25",
        "hiv": positive(pl, "hiv_antibody"),
        "hcv": positive(pl, "hcv_rna"),
    }
    listed = (col("hsct") == "true") | col("hsct_type").is_not_null() | col("hsct_date").is_not_null()
    second = {
        "transplanted":
            pl.when(col("hsct") == "false").then(False)
            .when(col("hsct_date") > "2026-11-25").then(col("no_procedure"))
            .when(listed).then(True).otherwise(col("no_procedure")),
        "itp":
            pl.when(col("itp_status") == "absent").then(False)
            .when(col("itp_status").is_not_null() | col("itp_onset").is_not_null()).then(True)
            .otherwise(col("no_condition")),
        "malignancy":
            pl.when(col("malignancy_status") == "absent").then(False)
            .when(col("malignancy_status").is_not_null()).then(True).otherwise(col("no_condition")),
        "pregnant":
            pl.when(col("sex") == "female").then(col("no_condition") | positive(pl, "pregnancy_test"))
            .when((col("sex") == "male") | (col("sex") == "other")).then(False)
            .when(~col("no_condition") & (col("pregnancy_test") == "negative")).then(False).otherwise(unknown),
        "infected": active("infection_status"),
        "tumor": active("tumor_status"),
        "bleeding": active("bleeding_status"),
        "malignancy_active": active("malignancy_status"),
    }
    third = {
        "allogeneic":
            pl.when(col("transplanted") & (col("hsct_type") == "allogeneic")).then(True)
            .when(col("transplanted") & col("hsct_type").is_null()).then(unknown)
            .when(col("transplanted")).then(col("no_procedure")).otherwise(col("transplanted")),
    }
    return [first, second, third]


def positive(pl, test):
    return pl.when(pl.col(test) != "indeterminate").then(pl.col(test) == "positive")


def criteria(pl):
    """A truth a criterion that passes; None where no row of this file decides it (see criteria.py)."""
    col = pl.col
    unknown = pl.lit(None, dtype=pl.Boolean)
    no_condition, no_procedure, no_medication = col("no_condition"), col("no_procedure"), col("no_medication")
    transplanted, allogeneic = col("transplanted"), col("allogeneic")

    def given(drug):
        return pl.when(col(drug) == "true").then(True).when(col(drug) == "false").then(False).otherwise(no_medication)

    def failed(response):
        return (col(response) == "no_response") | (col(response) == "relapse")

    def fails(response):
        return pl.when(failed(response)).then(True).otherwise(no_medication)

    def no_other_trial_since(day, own):
        other = col("trial_id") != own
        return pl.when(other & ((col("trial_end") >= day) | (col("trial_start") >= day))).then(False).when(
            other & col("trial_end").is_null()).then(unknown).otherwise(~col("no_trial"))

    def of_transplant(test):
        return pl.when(allogeneic | ~no_procedure).then(allogeneic & test).otherwise(allogeneic)

    rituximab_failed = pl.when(failed("rituximab_response")).then(True).when(
        col("rituximab_end").is_not_null() & col("rituximab_response").is_null()).then(unknown).otherwise(no_medication)
    return {
        "MSC4PGF": {
            "I1": allogeneic,
            "I2": col("not_61") & col("adult"),
            "I3": (col("kps") > 60) & (col("expected_survival") > 91.3125),
            "I4": ~no_condition,
            "I5": None,
            "I6": col("consents"),
            "E1": ~no_condition,
            "E2": ~col("tumor"),
            "E3": ~no_condition,
            "E4": None,
            "E5": ~no_condition,
            "E6": ~col("infected"),
            "E7": no_other_trial_since("2026-11-25", "MSC4PGF"),
            "E8": col("suitable"),
        },
        "NCT04014166": {
            "I1": col("not_61") & col("adult"),
            "I2": col("itp"),
            "I3": ~no_procedure,
            "I4":
                (fails("glucocorticoid_response") & fails("thrombopoietin_response") & rituximab_failed)
                | no_procedure,
            "I5": pl.when(col("itp")).then(col("itp_onset") < "2026-05-25").otherwise(col("itp")),
            "I6":
                pl.when(col("rituximab_end") >= "2026-08-25").then(False)
                .when(col("rituximab_end").is_null() & col("rituximab_response").is_not_null()).then(unknown)
                .otherwise(~no_medication),
            "I7": (col("platelets") < 30) & col("bleeding"),
            "I8": col("consents"),
            "I9": None,
            "E1": col("ecog") <= 1,
            "E2": ~no_condition,
            "E3": None,
            "E4":
                pl.when((col("hiv_antibody") == "positive") | (col("hbsag") == "positive")
                        | (col("hcv_antibody") == "positive") | (col("syphilis") == "positive"))
                .then(False).otherwise(unknown),
            "E5": ~col("pregnant"),
            "E6": ~no_condition,
            "E7": pl.when(col("alt") * 5 > col("alt_high") * 6).then(False).otherwise(unknown),
            "E8": None,
            "E9": ~(no_procedure | transplanted),
            "E10": col("suitable"),
        },
        "NCT06599346": {
            "S1": col("adult"),
            "I1": transplanted,
            "I2":
                pl.when(transplanted & (col("mucosal_onset") >= col("hsct_date"))).then(True)
                .when(~transplanted & ~no_procedure).then(False)
                .when(col("mucosal_onset").is_null()).then(no_condition)
                .when(transplanted & col("hsct_date").is_null()).then(unknown)
                .when(~no_procedure).then(no_condition).otherwise(unknown),
            "I3": col("consents"),
            "E1": ~col("infected"),
            "E2": ~no_condition,
            "E3": ~col("pregnant"),
            "E4": ~(col("hiv") | no_condition | positive(pl, "hbsag") | col("hbv_above") | col("hcv")),
            "E5": no_other_trial_since("2026-10-28", "NCT06599346"),
            "D1": ~no_condition,
        },
        "NCT06949267": {
            "I1":
                (col("malignancy") | col("itp") | no_condition)
                & of_transplant((col("hsct_date") >= "2026-11-04") & (col("hsct_date") <= "2026-11-18")),
            "I2": (col("birth_date") > "1955-11-25") & (col("birth_date") <= "2012-11-25"),
            "I3":
                pl.when(col("ciclosporin") == "true").then(True).otherwise(no_medication) & given("mycophenolate")
                & given("rabbit_atg"),
            "I4": of_transplant((col("map_7") >= 0.14) | (col("map_14") >= 0.14)),
            "I5": col("expected_survival") >= 168,
            "I6": (col("ecog") <= 2) & (col("hct_ci") <= 3),
            "I7": None,
            "I8": col("consents"),
            "E1": ~no_condition,
            "E2": ~pl.when(col("hsct") == "false").then(False).otherwise(no_procedure),
            "E3":
                ~((pl.when(col("hbsag") == "positive").then(True).otherwise(unknown) & col("hbv_above"))
                  | (positive(pl, "hcv_antibody") & col("hcv")) | col("hiv") | positive(pl, "syphilis")),
            "E4": ~no_condition,
            "E5": ~col("malignancy_active"),
            "E6": None,
            "E7": ~no_condition,
            "E8":
                pl.when(col("tumor_status") == "active").then(False).when(col("tumor_status") == "absent").then(True)
                .when(col("tumor_status").is_null()).then(~no_condition).otherwise(unknown),
            "E9": ~no_condition,
            "E10": no_other_trial_since("2026-10-25", "NCT06949267"),
            "E11": col("suitable"),
        },
        "UCMSC-MYELO": {
            "D1": col("malignancy"),
            "D2": no_condition,
        },
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--streaming", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args()
    os.environ["POLARS_MAX_THREADS"] = str(options.threads)  # polars reads it when it is loaded
    import polars as pl

    from criteria import ATTESTED, COLUMNS, NEVER_COMPLETE

    # Without the header the schema names the columns.
    schema = {name: pl.Float64 if kind == "DOUBLE" else pl.String for name, kind in COLUMNS}
    truths = criteria(pl)
    distinct = {}  # equal criteria are computed once
    columns = {}
    for trial, tests in truths.items():
        for name, test in tests.items():
            if test is not None:
                columns[trial, name] = distinct.setdefault(test.meta.serialize(), (f"{trial}.{name}.truth", test))[0]

    def verdict(trial):
        tests = truths[trial]
        every = pl.all_horizontal({columns[trial, name] for name in tests if tests[name] is not None})
        ineligible = pl.when(~every).then(pl.lit("ineligible"))
        if trial in NEVER_COMPLETE:
            return ineligible.otherwise(pl.lit("incomplete")).alias(trial)
        settled = pl.all_horizontal(
            {columns[trial, name] for name in tests if tests[name] is not None and name not in ATTESTED[trial]})
        chain = ineligible.when(settled.is_null()).then(pl.lit("incomplete"))
        if any(tests[name] is None for name in ATTESTED[trial]):
            return chain.otherwise(pl.lit("candidate")).alias(trial)
        return chain.when(every.is_null()).then(pl.lit("candidate")).otherwise(pl.lit("eligible")).alias(trial)

    def status(trial, name):
        if (trial, name) not in columns:
            return pl.lit("unknown").alias(f"{trial}.{name}")
        truth = pl.col(columns[trial, name])
        return pl.when(truth).then(pl.lit("pass")).when(~truth).then(pl.lit("fail")).otherwise(
            pl.lit("unknown")).alias(f"{trial}.{name}")

    outputs = [pl.col("id")] + [verdict(trial) for trial in truths]
    if options.detail:
        outputs += [status(trial, name) for trial, tests in truths.items() for name in tests]
    if options.streaming:
        frame = pl.scan_csv(options.input, has_header=False, skip_rows=1, schema=schema, low_memory=False)
    else:
        frame = pl.read_csv(options.input, has_header=False, skip_rows=1, schema=schema, low_memory=False)
    for facts in levels(pl):
        frame = frame.with_columns(**facts)
    frame = frame.with_columns(**dict(distinct.values())).select(outputs)
    if options.streaming:
        frame.sink_csv(options.output, maintain_order=True, engine="streaming")
    else:
        frame.write_csv(options.output)


main()
