#!/usr/bin/env python3
"""Golden tests of the eligo command.

A case file holds cases of this form; a missing section means: empty, and exit status 0.

    === a sentence that says what is tested
    eligo screen examples/patients/P-0001.json --as-of 2026-11-25
    --- stdout
    ...
    --- stderr
    ...
    --- exit 2

The lines under the title are a bash script. It runs in an empty folder in which `examples` and `rules` are links to
the project's, with `eligo` and `on_terminal` (runs a command on a pseudo-terminal) on the PATH, COLUMNS unset, in a
UTF-8 locale. `--update` rewrites the sections from what the command does now: read the difference before you commit.
"""
import argparse
import difflib
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent


class Case:
    def __init__(self, title):
        self.title = title
        self.script, self.stdout, self.stderr = [], [], []
        self.exit = 0


def parse(path):
    """The lines before the first case, and the cases."""
    preamble, cases, section = [], [], None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("=== "):
            cases.append(Case(line[4:]))
            section = cases[-1].script
        elif line.startswith("--- exit "):
            cases[-1].exit = int(line[9:])
        elif line in ("--- stdout", "--- stderr"):
            section = getattr(cases[-1], line[4:])
        else:
            (preamble if section is None else section).append(line)
    for case in cases:
        for lines in (case.script, case.stdout, case.stderr):
            while lines and not lines[-1]:
                lines.pop()
    return preamble, cases


def render(preamble, cases):
    out = list(preamble)
    for case in cases:
        out += ["=== " + case.title] + case.script
        if case.stdout:
            out += ["--- stdout"] + case.stdout
        if case.stderr:
            out += ["--- stderr"] + case.stderr
        if case.exit:
            out.append(f"--- exit {case.exit}")
        out.append("")
    return "\n".join(out)


def lines_of(data):
    """Output as lines; what could hide in a terminal or in an editor is made visible."""
    text = data.decode("utf-8", errors="backslashreplace")
    text = "".join(c if c == "\n" or c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    lines = text.split("\n")
    if lines[-1]:
        lines.append("(no line end)")
    while lines and not lines[-1]:
        lines.pop()
    return lines


def run(case, eligo):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        work, tools = root / "work", root / "bin"
        work.mkdir()
        tools.mkdir()
        for name in ("examples", "rules"):
            (work / name).symlink_to(PROJECT / name)
        (tools / "eligo").symlink_to(eligo)
        (tools / "on_terminal").symlink_to(HERE / "on_terminal.py")
        environment = {k: v for k, v in os.environ.items() if k in ("HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS")}
        environment.update(PATH=f"{tools}:/usr/local/bin:/usr/bin:/bin", LC_ALL="C.UTF-8", TERM="xterm")
        done = subprocess.run(["bash", "-c", "\n".join(case.script)], cwd=work, env=environment, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return lines_of(done.stdout), lines_of(done.stderr), done.returncode


def compare(case, stdout, stderr, status):
    """What differs, as lines to print."""
    report = []
    for name, expected, got in (("stdout", case.stdout, stdout), ("stderr", case.stderr, stderr)):
        if expected != got:
            report += difflib.unified_diff(expected, got, f"expected {name}", f"{name}", lineterm="")
    if status != case.exit:
        report.append(f"exit status {status}, expected {case.exit}")
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eligo", required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument("--update", action="store_true")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    failures = 0
    for path in arguments.files or sorted((HERE / "cases").glob("*.case")):
        preamble, cases = parse(path)
        for case in cases:
            result = run(case, arguments.eligo)
            report = compare(case, *result)
            if report and not arguments.update:
                failures += 1
                print(f"FAILED {path.name}: {case.title}", *report, "", sep="\n")
            case.stdout, case.stderr, case.exit = result
        if arguments.update:
            path.write_text(render(preamble, cases), encoding="utf-8")
        print(f"{path.name}: {len(cases)} cases")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
