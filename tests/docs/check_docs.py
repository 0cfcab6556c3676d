#!/usr/bin/env python3
"""Runs every example of the manual: README.md, CHANGELOG.md, docs/*.md and examples/README.md.

    check_docs.py --eligo build/release/cli/eligo             check
    check_docs.py --eligo build/release/cli/eligo --update    rewrite what the console examples print

A fenced block is run according to its tag; a tag that is not in this list is an error.

    elig [W5xx …]        compiles, and gives exactly these warnings. Without a `trial` the statements are put into one;
                         without any statement each line is an expression (indented lines continue it).
    elig-error CODE …    gives exactly these codes, and exit status 3.
    eval                 rows `EXPRESSION | truth [cause …]`; `given { … }` sets the record for the rows after it,
                         `as of DATE` the day.
    record [D5xx …]      a patient record that is read, with exactly these warnings.
    record-error CODE …  input that gives exactly these codes, and exit status 4.
    console              `$ command` lines (going on in lines that begin with `> `) and what they print, both
                         streams; `[exit status N]` where it is not 0. `…` stands for any text in a line, and alone on a line for any lines.
    words FILE NAME      the words of the array NAME in a source file, in any order, with commas between.
    json                 well-formed JSON.
    ebnf text sh cpp cmake    not run; `sh` must be well-formed.

`TAG file=PATH`: the block is a part of that file of the project, word for word. The comment `<!-- save as NAME -->`
above a block keeps its text as a file that later examples of the page may use. Besides: links lead somewhere, lines
have at most 120 characters, docs/diagnostics.md describes exactly the codes that exist, each with an example, and the
verdicts that examples/README.md promises are those of the program.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LONGEST_LINE = 120
WIDE_TAGS = {"console", "json", "record-error"}  # what programs print is not wrapped by hand
PLAIN_TAGS = {"text", "cpp", "cmake", "ebnf"}
STATEMENT = re.compile(
    r"\s*(trial|inclusion|exclusion|note|criteria\s+not|define|observation|score|serology|condition|procedure"
    r"|medication|attestation|drug\s+class|value\s+set|extend)\b"
)
CODE = re.compile(r"\[([EWD]\d{3})\]")


@dataclasses.dataclass
class Block:
    page: pathlib.Path
    line: int  # of the opening fence, one-based
    tag: str
    words: list
    text: str
    saved_as: str = ""

    @property
    def place(self):
        return f"{self.page.relative_to(ROOT)}:{self.line}"


class Failure(Exception):
    pass


def blocks_of(page):
    """The fenced blocks of a page; a fence inside a list is indented."""
    blocks, current, saved_as = [], None, ""
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
        fence = re.match(r"( *)```(.*)$", line)
        if fence and current is None:
            words = fence[2].split()
            current = Block(page, number, words[0] if words else "", words[1:], "", saved_as)
            indent, saved_as = len(fence[1]), ""
        elif fence:
            blocks.append(current)
            current = None
        elif current is not None:
            current.text += line[indent:] + "\n"
        else:
            saved = re.match(r"<!-- save as (\S+) -->", line)
            saved_as = saved[1] if saved else saved_as
    if current is not None:
        raise Failure(f"{current.place}: this block is never closed")
    return blocks


class Runner:
    def __init__(self, eligo, folder):
        self.folder = folder
        self.seen_codes = set()
        self.examples = 0
        environment = {key: os.environ[key] for key in ("HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS") if key in os.environ}
        self.environment = environment | {
            "PATH": f"{folder}/bin:{os.environ.get('PATH', '/usr/bin:/bin')}",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "COLUMNS": "100",
            "NO_COLOR": "1",
        }
        (folder / "bin").mkdir()
        (folder / "bin/eligo").symlink_to(eligo)
        for name in ("examples", "rules", "docs"):
            (folder / name).symlink_to(ROOT / name)

    def run(self, command, text=None):
        result = subprocess.run(
            command, input=text, shell=isinstance(command, str), cwd=self.folder, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", timeout=60, check=False,
        )
        self.examples += 1
        return result.returncode, result.stdout

    # ---- rules

    @staticmethod
    def as_rules(text):
        lines = text.rstrip("\n").split("\n")
        starts = [match[1] for match in map(STATEMENT.match, lines) if match]
        if not starts:
            rules, count = 'trial EXAMPLE "example"\n', 0
            for line in lines:
                if not line.strip():
                    continue
                if not line.startswith((" ", "#")):
                    count += 1
                    rules += f'inclusion {count} "example"\n'
                rules += f"    {line}\n"
            return rules
        if not any(start == "trial" for start in starts) and any(
            start in ("inclusion", "exclusion") or start.startswith("criteria") for start in starts
        ):
            return 'trial EXAMPLE "example"\n' + text
        return text

    def check_rules(self, block, status):
        rules = self.as_rules(block.text)
        got_status, output = self.run(["eligo", "check", "-"], rules)
        self.expect_codes(block, output, got_status, status)

    def expect_codes(self, block, output, got_status, status):
        wanted = {word for word in block.words if re.fullmatch(r"[EWD]\d{3}", word)}
        found = set(CODE.findall(output))
        self.seen_codes |= wanted
        if found != wanted or got_status != status:
            raise Failure(
                f"expected {' '.join(sorted(wanted)) or 'no code'} and exit status {status}, "
                f"got {' '.join(sorted(found)) or 'no code'} and {got_status}:\n{output}"
            )

    def run_elig(self, block):
        self.check_rules(block, 0)

    def run_elig_error(self, block):
        self.check_rules(block, 3)

    # ---- records

    def run_record(self, block):
        status, output = self.run("eligo eval female - --as-of 2026-11-25 >/dev/null", block.text)
        self.expect_codes(block, output, status, 0)

    def run_record_error(self, block):
        status, output = self.run("eligo eval female - --as-of 2026-11-25 >/dev/null", block.text)
        self.expect_codes(block, output, status, 4)

    def run_eval(self, block):
        record, as_of, given, failures, rows = {}, "2026-11-25", None, [], 0
        for line in block.text.split("\n"):
            if given is not None or line.startswith("given "):
                given = line[6:] if given is None else given + "\n" + line
                try:
                    record, given = json.loads(given), None
                except json.JSONDecodeError:
                    pass
            elif line.startswith("as of "):
                as_of = line[6:].strip()
            elif line.strip() and not line.startswith("#"):
                rows += 1
                failures += self.evaluate(line, record, as_of)
        if given is not None:
            raise Failure(f"this record is not JSON:\n{given}")
        if rows == 0:
            raise Failure("no row to evaluate")
        if failures:
            raise Failure("\n".join(failures))

    def evaluate(self, row, record, as_of):
        expression, _, wanted = row.rpartition("|")
        truth, *causes = wanted.split()
        status, output = self.run(
            ["eligo", "eval", expression.strip(), "-", "--as-of", as_of, "--format", "json"],
            json.dumps({"id": "example"} | record),
        )
        try:
            found = json.loads(output[output.index('{"truth"'):])
        except ValueError:
            return [f"`{expression.strip()}`: exit status {status}\n{output}"]
        got = sorted({cause["cause"] for cause in found["causes"]})
        if found["truth"] == truth and got == sorted(causes):
            return []
        return [f"`{expression.strip()}`: expected {wanted.strip()}, got {found['truth']} {' '.join(got)}: {found['reason']}"]

    # ---- commands

    @staticmethod
    def commands_of(text):
        """[(command, expected lines)]; a line that begins with `> ` goes on with the command."""
        commands = []
        for line in text.rstrip("\n").split("\n"):
            if commands and line.startswith("> ") and not commands[-1][1]:
                commands[-1][0] += "\n" + line
            elif line.startswith("$ "):
                commands.append([line[2:], []])
            elif commands:
                commands[-1][1].append(line)
            else:
                raise Failure("a console example begins with `$ command`")
        for _, expected in commands:
            while expected and not expected[-1].strip():
                expected.pop()
        return commands

    @staticmethod
    def matches(expected, output):
        pattern = ""
        for line in expected:
            if line.strip() == "…":
                pattern += r"(?:.*\n)*?"
            else:
                pattern += ".*".join(re.escape(part) for part in line.rstrip().split("…")) + r" *\n"
        return re.fullmatch(pattern, output) is not None

    def shortened(self, expected, output):
        """The lines of `output`; where a line fits an expected one with `…`, that one."""
        elided = [line for line in expected if "…" in line and line.strip() != "…"]
        return [next((line for line in elided if self.matches([line], shown + "\n")), shown.rstrip())
                for shown in output.split("\n")[:-1]]

    def run_console(self, block):
        """The text of the block as it should be."""
        actual, wrong = "", []
        for command, expected in self.commands_of(block.text):
            status, output = self.run(command.replace("\n> ", "\n"))
            output = output.rstrip("\n") + "\n" if output.strip("\n") else ""
            if status != 0:
                output += f"[exit status {status}]\n"
            self.seen_codes |= set(CODE.findall(output))
            good = self.matches(expected, output)
            if not good:
                wrong.append(f"$ {command}\n{output}")
            shown = expected if good else self.shortened(expected, output)
            actual += ("\n" if actual else "") + "".join(f"{line}\n" for line in [f"$ {command}", *shown])
        if wrong:
            failure = Failure("a command prints something else:\n" + "".join(wrong))
            failure.actual = actual
            raise failure

    # ---- others

    def run_words(self, block):
        path, name = block.words[:2]
        source = (ROOT / path).read_text(encoding="utf-8")
        array = re.search(rf"\b{name}\b[^;]*?[={{](.*?)\n?}};", source, re.DOTALL)
        if array is None:
            raise Failure(f"{path} has no array {name}")
        entries = re.findall(r'\w+\{"([^"]+)"(?:, "([^"]*)")?', array[1]) or re.findall(r'"([^"]+)"()', array[1])
        words = {" ".join(filter(None, entry)) for entry in entries}
        shown = {word.strip() for word in block.text.replace("\n", " ").split(",")}
        if shown != words:
            raise Failure(f"missing: {sorted(words - shown)}; too many: {sorted(shown - words)}")
        self.examples += 1

    def run_json(self, block):
        try:
            json.loads(block.text)
        except json.JSONDecodeError as problem:
            raise Failure(f"not JSON: {problem}") from problem
        self.examples += 1

    def run_sh(self, block):
        status, output = self.run(["bash", "-n"], block.text)
        if status != 0:
            raise Failure(output)

    def run_block(self, block):
        for word in block.words:
            if word.startswith("file="):
                if block.text not in (ROOT / word[5:]).read_text(encoding="utf-8"):
                    raise Failure(f"this is not a part of {word[5:]}")
                self.examples += 1
        if block.saved_as:
            (self.folder / block.saved_as).write_text(block.text, encoding="utf-8")
        if block.tag in PLAIN_TAGS:
            return
        run = getattr(self, "run_" + block.tag.replace("-", "_"), None) if block.tag else None
        if run is None:
            raise Failure(f"unknown tag `{block.tag}`; see tests/docs/check_docs.py")
        run(block)


# ---- pages as a whole


def check_layout(page):
    problems, tag = [], None
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
        place = f"{page.relative_to(ROOT)}:{number}"
        fence = re.match(r" *```(\S*)", line)
        if fence:
            tag = None if tag is not None else fence[1]
        if len(line) > LONGEST_LINE and tag not in WIDE_TAGS:
            problems.append(f"{place}: {len(line)} characters")
        if tag is not None:
            continue
        for target in re.findall(r"\]\(([^)\s]+)\)", line):
            problems += check_link(page, place, target)
    return problems


def anchor(heading):
    text = re.sub(r"[`*]", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def check_link(page, place, target):
    path, _, fragment = target.partition("#")
    if re.match(r"[a-z]+:", path):
        return []
    file = (page.parent / path).resolve() if path else page
    if not file.exists():
        return [f"{place}: no file {path}"]
    if fragment and file.suffix == ".md":
        anchors = {anchor(heading) for heading in re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.M)}
        if fragment not in anchors:
            return [f"{place}: {path or page.name} has no heading #{fragment}"]
    return []


def existing_codes():
    rules = (ROOT / "grammar/diagnostic.cpp").read_text(encoding="utf-8")
    data = (ROOT / "patients/data_codes.hpp").read_text(encoding="utf-8")
    codes = set(re.findall(r'CatalogueEntry\{"([EW]\d{3})"', rules)) | set(re.findall(r'"(D\d{3})"', data))
    for path in (ROOT / "engine").rglob("*.[ch]pp"):
        codes |= set(re.findall(r'"(D\d{3})"', path.read_text(encoding="utf-8")))
    return codes


def check_codes(page, seen):
    described = re.findall(r"^### ([EWD]\d{3})\b", page.read_text(encoding="utf-8"), re.M)
    existing = existing_codes()
    problems = [f"{page.name}: {code} is described twice" for code in sorted(set(described)) if described.count(code) > 1]
    problems += [f"{page.name}: {code} is not described" for code in sorted(existing - set(described))]
    problems += [f"{page.name}: {code} does not exist" for code in sorted(set(described) - existing)]
    problems += [f"{page.name}: no example of {code}" for code in sorted(existing - seen)]
    return problems


def check_example_verdicts(runner):
    """The table of expected verdicts in examples/README.md, against the program."""
    page = ROOT / "examples/README.md"
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.read_text(encoding="utf-8").split("\n")]
    trials = next(row[1:] for row in rows if row[0] == "patient" and "MSC4PGF" in row)
    letters = {"E": "eligible", "C": "candidate", "i": "incomplete", "x": "ineligible"}
    expected = {row[0]: dict(zip(trials, (letters[cell] for cell in row[1:]))) for row in rows
                if len(row) == len(trials) + 1 and set(row[1:]) <= set(letters)}
    _, output = runner.run("eligo screen examples/patients/*.json examples/patients/*.ndjson --as-of 2026-11-25"
                           " --format ndjson 2>/dev/null")
    found = {}
    for line in output.split("\n"):
        if line:
            result = json.loads(line)
            found[result["patient"]] = {trial["trial"]: trial["verdict"] for trial in result["trials"]}
    if found.keys() != expected.keys():
        return [f"{page.name}: verdicts of other patients than there are: {sorted(found.keys() ^ expected.keys())}"]
    return [f"{page.name}: {patient}, {trial}: the table says {expected[patient][trial]}, the program {verdict}"
            for patient in found for trial, verdict in found[patient].items() if expected[patient].get(trial) != verdict]


def update(page, changes):
    lines = page.read_text(encoding="utf-8").split("\n")
    for block, text in reversed(changes):
        old = block.text.count("\n")
        lines[block.line:block.line + old] = text.split("\n")[:-1]
    page.write_text("\n".join(lines), encoding="utf-8")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--eligo", required=True, type=pathlib.Path, help="the program")
    arguments.add_argument("--update", action="store_true", help="rewrite the output of console examples")
    arguments.add_argument("pages", nargs="*", type=pathlib.Path, help="only these pages, and no test of all codes")
    options = arguments.parse_args()
    all_pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "examples/README.md", *sorted((ROOT / "docs").glob("*.md"))]
    pages = [page.resolve() for page in options.pages] or all_pages
    problems, seen, examples = [], set(), 0
    for page in pages:
        problems += check_layout(page)
        with tempfile.TemporaryDirectory() as folder:
            runner = Runner(options.eligo.resolve(), pathlib.Path(folder))
            changes = []
            for block in blocks_of(page):
                try:
                    runner.run_block(block)
                except Failure as failure:
                    if options.update and hasattr(failure, "actual"):
                        changes.append((block, failure.actual))
                        print(f"{block.place}: updated")
                    else:
                        problems.append(f"{block.place}: {block.tag}: {failure}")
            if changes:
                update(page, changes)
            if page == ROOT / "examples/README.md":
                problems += check_example_verdicts(runner)
            seen |= runner.seen_codes
            examples += runner.examples
    if not options.pages:
        problems += check_codes(ROOT / "docs/diagnostics.md", seen)
    for problem in problems:
        print(problem)
    print(f"{examples} examples on {len(pages)} pages, {len(problems)} problems")
    return 1 if problems or examples == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
