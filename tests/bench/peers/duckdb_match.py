"""DuckDB: duckdb_match.py INPUT OUTPUT.csv [--threads N] [--detail]"""

import argparse

import duckdb

import criteria


def csv_source(path):
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in criteria.COLUMNS)
    return (f"SELECT * FROM read_csv('{path}', auto_detect=false, header=true, delim=',', quote='\"', escape='\"', "
            f"buffer_size=16777216, columns={{{columns}}})")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args()
    connection = duckdb.connect()
    connection.execute(f"SET threads={options.threads}")
    query = criteria.match_query(csv_source(options.input), options.detail)
    connection.execute(f"COPY ({query}) TO '{options.output}' (FORMAT csv, HEADER true)")


main()
