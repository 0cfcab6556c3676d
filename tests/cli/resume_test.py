#!/usr/bin/env python3
"""A killed `eligo match` goes on with --resume and ends with the bytes of a run that nobody stopped.

    resume_test.py ELIGO [--rows N] [--seed S] [--kills N]

Also: nothing half-written ever stands under a final name; a run is not gone on with if anything about it has changed;
and progress is drawn on a terminal, and only there.
"""
import argparse
import os
import pathlib
import pty
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HEADER = "id,age,sex,complete,platelets,platelets.date,hemoglobin [g/dL],alt,alt.high,hsct,hsct.date,note"
RESULTS = ("out.csv", "summary.json", "rejects.csv")
ASKED = ["--as-of", "2026-11-25", "-o", "out.csv", "--summary", "summary.json", "--rejects", "rejects.csv",
         "--detail", "criteria"]
SLOW = ["--batch-rows", "4"]  # changes no result, and gives time to kill
OFTEN = ["--save-period", "1"]  # however fast the machine, a checkpoint every few blocks


def write_cohort(path, rows, generator):
    """Rows of all kinds: quoted, with line ends in cells, damaged, too short, with cells that cannot be read."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\n")
        for i in range(rows):
            age, count = generator.randrange(1, 95), generator.randrange(1, 400)
            cells = [f"P{i}", str(age), ("male", "female", "", "m")[count % 4], ("", "conditions procedures")[age % 2],
                     str(count) if count % 7 else "", f"2026-{count % 12 + 1:02}-{age % 28 + 1:02}",
                     f"{count / 20:.1f}" if count % 90 else f"hemolyzed {i}", str(age * 2), "40",
                     ("true", "false", "", "")[age % 4], "2026-10-20" if age % 4 == 0 else "", "x" * (count % 60)]
            # Long stretches without quotes take another way than those with some.
            if i % 20_000 > 15_000 and i % 50 == 0:
                cells[11] = ('"two\nlines, one cell"', '"a ""word"""', 'a "quote inside')[i // 50 % 3]
            if i % 1_111 == 7:
                cells[5] = "2026-02-30"
            if i % 5_000 == 11:
                cells.pop()
            file.write(",".join(cells) + "\n")


class Folder:
    def __init__(self, eligo, path, cohort):
        self.eligo, self.path, self.cohort = eligo, path, cohort
        path.mkdir()

    def command(self, *more, asked=None):
        return [self.eligo, "match", str(self.cohort), *(ASKED if asked is None else asked), *SLOW, *OFTEN,
                *more]

    def run(self, *more, asked=None):
        return subprocess.run(self.command(*more, asked=asked), cwd=self.path, capture_output=True, text=True,
                              check=False, stdin=subprocess.DEVNULL)

    def run_for(self, seconds, *more):
        """False if it was killed; None: never."""
        with self.start(*more) as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                return False
            return True

    def run_until(self, reached, *more):
        """Kills it once reached() holds; False if it ended before."""
        with self.start(*more) as process:
            while not reached():
                if process.poll() is not None:
                    return False
                time.sleep(0.001)
            process.kill()
        return True

    def start(self, *more, **options):
        return subprocess.Popen(self.command(*more), cwd=self.path, stdin=subprocess.DEVNULL,
                                **{"stderr": subprocess.DEVNULL, **options})

    def has(self, name):
        return (self.path / name).exists()

    def rows_done(self):
        """By the checkpoint; 0 if there is none."""
        path = self.path / "out.csv.resume"
        if not path.exists():
            return 0
        return int(re.search(r"^at \d+ \d+ (\d+)$", path.read_text(), re.M).group(1))

    def stop_somewhere(self):
        """A run that was killed when its checkpoint was there."""
        check(self.run_until(lambda: self.has("out.csv.resume"), "--threads", "1"), "a checkpoint before the end")
        check(self.rows_done() > 0, "a run was killed behind its first checkpoint")


def check(holds, what):
    if not holds:
        sys.exit(f"FAILED: {what}")


def same(folder, expected):
    for name in RESULTS:
        check((folder.path / name).read_bytes() == (expected.path / name).read_bytes(), f"the same bytes of {name}")
    left = sorted(p.name for p in folder.path.iterdir() if p.name not in RESULTS)
    check(not left, f"nothing else is left, not {left}")


def check_kills(folder, expected, seconds, kills, generator):
    """Killed by turns once a run has got further, and at a random moment; then to the end."""
    went_on, killed = 0, 0
    for name in RESULTS:
        (folder.path / name).write_text("old")
    while True:
        done = folder.rows_done()
        went_on += done > 0
        how = ["--resume", "--threads", generator.choice(["1", "2", "2", "3"])]
        if killed < kills and killed % 2 == 0:
            ended = not folder.run_until(lambda before=done: folder.rows_done() > before, *how)
        else:
            ended = folder.run_for(generator.uniform(0.01, 0.2 * seconds) if killed < kills else None, *how)
        if ended:
            break
        killed += 1
        for name in RESULTS:
            check((folder.path / name).read_text() == "old", f"{name} is untouched while the run is not done")
        check(folder.rows_done() >= done, "a run that goes on never falls back")
    same(folder, expected)
    print(f"killed {killed} times, went on from a checkpoint {went_on} times")
    check(went_on >= 1, "some runs went on from a checkpoint")


def replaced(option, value):
    asked = list(ASKED)
    asked[asked.index(option) + 1] = value
    return asked


def without(option):
    at = ASKED.index(option)
    return ASKED[:at] + ASKED[at + 2:]


def check_refusals(folder, expected):
    folder.stop_somewhere()
    before = {p.name: p.read_bytes() for p in folder.path.iterdir()}

    def refuses(why, *more, asked=None):
        done = folder.run("--resume", *more, asked=asked)
        check(done.returncode == 4 and why in done.stderr, f"refused with {why!r}, not {done.stderr!r}")
        check(before == {p.name: p.read_bytes() for p in folder.path.iterdir()}, f"nothing was touched: {why}")

    refuses("`--as-of` was `2026-11-25` and is `2026-11-24` now", asked=replaced("--as-of", "2026-11-24"))
    refuses("`--detail` was `criteria` and is `verdicts` now", asked=replaced("--detail", "verdicts"))
    refuses("`--rejects` was", asked=replaced("--rejects", "others.csv"))
    refuses("`--rejects` was", asked=without("--rejects"))
    refuses("`--summary` was `given` and is not given now", asked=without("--summary"))
    refuses("`--strict` was not given and is `given` now", "--strict")
    refuses("`--trial` was", "--trial", "MSC4PGF")
    rules = folder.path.parent / "rules"
    rules.mkdir()
    (rules / "one.elig").write_text('trial X-1 "x"\ninclusion 1 "adult" age >= 18 years\n')
    refuses("the text of the rules has changed", "--rules", str(rules))
    facts = '{"id": "id", "age": "age"}'
    (folder.path.parent / "map.json").write_text('{"by_header": true, "facts": ' + facts + "}")
    refuses("the map has changed since", "--columns", str(folder.path.parent / "map.json"))
    other = folder.path.parent / "other.csv"
    shutil.copy2(folder.cohort, other)
    cohort, folder.cohort = folder.cohort, other
    refuses("the cohort was")
    folder.cohort = cohort
    times = cohort.stat()
    os.utime(cohort)
    refuses("the cohort has changed since")
    with cohort.open("ab") as file:
        file.write(b"Z,1\n")
    refuses("the size of the cohort was")
    os.truncate(cohort, times.st_size)
    os.utime(cohort, ns=(times.st_atime_ns, times.st_mtime_ns))

    for name in ("out.csv.partial", "rejects.csv.partial"):
        path = folder.path / name
        for damage in (b"", before[name][:100]):
            path.write_bytes(damage)
            done = folder.run("--resume")
            check(done.returncode == 4 and "is not what the stopped run left" in done.stderr, f"damaged {name}")
            check(path.read_bytes() == damage, f"{name} is left as it was")
        path.write_bytes(before[name])
    (folder.path / "out.csv.resume").write_bytes(before["out.csv.resume"].replace(b"counts ", b"counts 1", 1))
    done = folder.run("--resume")
    check(done.returncode == 4 and "it is damaged" in done.stderr, "a damaged checkpoint")
    (folder.path / "out.csv.resume").write_bytes(before["out.csv.resume"])

    done = folder.run("--resume", "--threads", "2")
    check(done.returncode == 5, f"after all that it goes on: {done.stderr}")
    same(folder, expected)


def hold(process, folder):
    """Stops it in the midst of its rows: its files are locked by then."""
    while not folder.has("out.csv.resume"):
        check(process.poll() is None, "a checkpoint before the end")
        time.sleep(0.001)
    process.send_signal(signal.SIGSTOP)


def check_anew(folder, expected):
    folder.stop_somewhere()
    done = folder.run("--threads", "2")
    check("`--resume` would have gone on" in done.stderr, "a stopped run is spoken of")
    same(folder, expected)
    with folder.start() as process:
        hold(process, folder)
        second = folder.run()
        process.send_signal(signal.SIGCONT)
        check(second.returncode == 4 and "another run is writing it" in second.stderr, "two runs into one file")
        check(process.wait() == 5, "the first run is not disturbed")
    same(folder, expected)


def check_progress(folder):
    reader, terminal = pty.openpty()
    environment = dict(os.environ, TERM="xterm", LC_ALL="C.UTF-8")
    drawn = b""
    with folder.start("--threads", "1", stderr=terminal, env=environment) as process:
        os.close(terminal)
        hold(process, folder)
        time.sleep(0.5)  # a short run would show nothing
        process.send_signal(signal.SIGCONT)
        try:
            while data := os.read(reader, 65536):
                drawn += data
        except OSError:  # the other side is closed
            pass
        process.wait()
    lines = drawn.decode().split("\r")
    check(re.fullmatch(r"\d+ rows · \d+ MB/s · \d+ % · \d+:\d\d left\x1b\[K", lines[1]), f"progress, not {lines[1]!r}")
    check(any(line.startswith(f"\x1b[K{folder.cohort}"[:20]) for line in lines), "the line is gone before the table")
    check(len(lines) < 1000, "it is not drawn all the time")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eligo", type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    generator = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        cohort = root / "cohort.csv"
        write_cohort(cohort, arguments.rows, generator)
        expected = Folder(arguments.eligo, root / "expected", cohort)
        start = time.monotonic()
        done = expected.run("--threads", "2")
        seconds = time.monotonic() - start
        check(done.returncode == 5 and "\r" not in done.stderr and " rows matched" in done.stderr,
              f"a run that nobody stops, without progress: {done.stderr}")
        print(f"{cohort.stat().st_size} bytes, {seconds:.2f} s")
        check_kills(Folder(arguments.eligo, root / "killed", cohort), expected, seconds, arguments.kills, generator)
        check_refusals(Folder(arguments.eligo, root / "refused", cohort), expected)
        check_anew(Folder(arguments.eligo, root / "anew", cohort), expected)
        check_progress(Folder(arguments.eligo, root / "drawn", cohort))
    print("all well")


if __name__ == "__main__":
    main()
