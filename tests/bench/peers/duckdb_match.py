"""DuckDB: duckdb_match.py INPUT OUTPUT.csv [--threads N] [--detail]

INPUT is the cohort as CSV, or as records one a line (.ndjson). Types are given, nothing is sniffed; dates stay text,
which is faster to read than DATE and compares the same; a buffer of 16 MiB was faster than the default and than 4 MiB.
"""

import argparse

import duckdb

import criteria


def csv_source(path):
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in criteria.COLUMNS)
    return (f"SELECT * FROM read_csv('{path}', auto_detect=false, header=true, delim=',', quote='\"', escape='\"', "
            f"buffer_size=16777216, columns={{{columns}}})")


def entry(section, name):
    """The first entry of that name. Its position in the list of names is found faster than by list_filter."""
    return f"{section}[list_position({section}_names, '{name}')]"


def ndjson_source(path):
    """The records as the columns of the CSV, so that the query is the same from there on."""
    columns = {
        "id": "VARCHAR",
        "birth_date": "VARCHAR",
        "sex": "VARCHAR",
        "complete": "VARCHAR",  # the list as text, in which the criteria look for a name
        "observations": "STRUCT(name VARCHAR, value VARCHAR, high DOUBLE, date VARCHAR)[]",
        "conditions": "STRUCT(name VARCHAR, status VARCHAR, onset VARCHAR)[]",
        "procedures": "STRUCT(name VARCHAR, status VARCHAR, type VARCHAR, date VARCHAR)[]",
        "medications": 'STRUCT(name VARCHAR, status VARCHAR, "end" VARCHAR, response VARCHAR)[]',
        "trials": 'STRUCT(id VARCHAR, start VARCHAR, "end" VARCHAR)[]',
        "attestations": "STRUCT(informed_consent VARCHAR, investigator_judges_unsuitable VARCHAR)",
    }
    typed = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    names = ", ".join(f"list_transform({section}, lambda x: x.name) AS {section}_names"
                      for section in ("observations", "conditions", "procedures", "medications"))
    outputs = ["id", "birth_date", "sex", "complete"]
    for name in ("ecog", "kps", "hct_ci", "expected_survival", "platelets", "alt", "hbv_dna"):
        outputs.append(f"CAST({entry('observations', name)}.value AS DOUBLE) AS {name}")
    for name in ("alt", "hbv_dna"):
        outputs.append(f"{entry('observations', name)}.high AS {name}_high")
    for name in ("hbsag", "hcv_antibody", "hcv_rna", "hiv_antibody", "syphilis", "pregnancy_test"):
        outputs.append(f"{entry('observations', name)}.value AS {name}")
    for days in (7, 14):
        day = f"CAST(CAST(hsct_entry.date AS DATE) + {days} AS VARCHAR)"
        outputs.append(f"CAST(list_filter(observations, lambda x: x.name = 'map_score' AND x.date = {day})[1].value "
                       f"AS DOUBLE) AS map_{days}")
    outputs += [
        "CASE WHEN hsct_entry.status = 'absent' THEN 'false' WHEN hsct_entry IS NOT NULL THEN 'true' END AS hsct",
        "hsct_entry.type AS hsct_type",
        "hsct_entry.date AS hsct_date",
        f"{entry('conditions', 'immune_thrombocytopenia')}.status AS itp_status",
        f"{entry('conditions', 'immune_thrombocytopenia')}.onset AS itp_onset",
        f"{entry('conditions', 'hematologic_malignancy')}.status AS malignancy_status",
        f"{entry('conditions', 'bleeding_tendency')}.status AS bleeding_status",
        f"{entry('conditions', 'uncontrolled_infection')}.status AS infection_status",
        f"{entry('conditions', 'malignant_solid_tumor')}.status AS tumor_status",
        f"{entry('conditions', 'mucosal_injury')}.onset AS mucosal_onset",
        f"{entry('medications', 'rituximab')}.\"end\" AS rituximab_end",
        f"{entry('medications', 'rituximab')}.response AS rituximab_response",
        f"{entry('medications', 'thrombopoietin_agent')}.response AS thrombopoietin_response",
        f"{entry('medications', 'glucocorticoid')}.response AS glucocorticoid_response",
        "trials[1].id AS trial_id",
        "trials[1].start AS trial_start",
        'trials[1]."end" AS trial_end',
        "attestations.informed_consent AS informed_consent",
        "attestations.investigator_judges_unsuitable AS unsuitable",
    ]
    for name, column in (("ciclosporin", "ciclosporin"), ("mycophenolate", "mycophenolate"),
                         ("antithymocyte_globulin_rabbit", "rabbit_atg")):
        outputs.append(f"CASE WHEN {entry('medications', name)}.status = 'absent' THEN 'false' "
                       f"WHEN list_position(medications_names, '{name}') > 0 THEN 'true' END AS {column}")
    records = (f"SELECT *, {names} FROM read_json('{path}', auto_detect=false, format='newline_delimited', "
               f"columns={{{typed}}})")
    placed = f"SELECT *, {entry('procedures', 'hsct')} AS hsct_entry FROM ({records})"
    return f"SELECT {', '.join(outputs)} FROM ({placed})"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args()
    connection = duckdb.connect()
    connection.execute(f"SET threads={options.threads}")
    source = ndjson_source if options.input.endswith(".ndjson") else csv_source
    query = criteria.match_query(source(options.input), options.detail)
    connection.execute(f"COPY ({query}) TO '{options.output}' (FORMAT csv, HEADER true)")


main()
