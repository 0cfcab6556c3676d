"""SQLite: sqlite_match.py INPUT.csv OUTPUT.csv [--detail]

The sqlite3 shell imports the file into a table in memory and writes the answer; the query is DuckDB's. The shell
imports an empty cell as an empty text, which nullif makes unknown. SQLite has no use for a second thread.
"""

import argparse
import subprocess

import criteria


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args()
    types = {"DOUBLE": "REAL", "VARCHAR": "TEXT"}
    table = ", ".join(f"{name} {types[kind]}" for name, kind in criteria.COLUMNS)
    cells = ", ".join(f"nullif({name}, '') AS {name}" for name, _ in criteria.COLUMNS)
    query = criteria.match_query(f"SELECT {cells} FROM cohort ORDER BY rowid", options.detail)
    script = (f"PRAGMA journal_mode=OFF;\n"
              f"PRAGMA synchronous=OFF;\n"
              f"CREATE TABLE cohort({table});\n"
              f".mode csv\n"
              f".import --csv --skip 1 '{options.input}' cohort\n"
              f".headers on\n"
              f'.separator "," "\\n"\n'
              f".output '{options.output}'\n"
              f"{query};\n")
    subprocess.run(["sqlite3", "-batch", "-bail", ":memory:"], input=script, text=True, check=True,
                   stdout=subprocess.DEVNULL)


main()
