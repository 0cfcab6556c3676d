// Help as text, in the words a coordinator would use. See help.hpp.
#include "cli/help.hpp"

#include "cli/output.hpp"

namespace eligo::cli {
namespace {

constexpr std::string_view program_text =
    R"(eligo - screens patients against the eligibility criteria of clinical trials

Usage: eligo COMMAND [OPTIONS] ...

  screen    patients against trials: verdicts, and the criteria that decide them
  explain   one patient and one trial: every criterion, down to the facts
  match     a cohort file (CSV) against trials: a row of verdicts for each row
  calendar  when one patient is eligible, and what to do by when
  next      which missing facts can decide a trial, and what to ask first
  whatif    what criteria cost in a cohort, and what other rules would bring
  eval      one expression of the criteria language for a patient
  check     compiles rule files and reports what is wrong with them
  fmt       brings rule files into the canonical layout
  draft     a first version of a rule file from a registry record

  eligo help COMMAND    options and examples of a command
  eligo --version

Try it:
  eligo screen examples/patients/P-0001.json --as-of 2026-11-25
  eligo explain examples/patients/P-0001.json NCT06949267 --as-of 2026-11-25

A verdict is `ineligible` (a criterion fails), `incomplete` (nothing fails, but
facts are missing), `candidate` (only a person's confirmations are missing) or
`eligible`. What a record does not say is unknown; it is never guessed.

Exit status: 0 done; 1 the verdict of --fail-on occurred; 2 wrong usage;
3 error in rules; 4 error in data, nothing usable; 5 done, but some records
were refused.
)";

constexpr std::string_view screen_text =
    R"(eligo screen - patients against trials

Usage: eligo screen RECORDS... [OPTIONS]

RECORDS are JSON files with one patient, an array of patients, or one patient a
line; `-` is standard input. A record with an error is refused as a whole,
reported, and the next one is screened.

  --rules DIR         the .elig files below DIR instead of the shipped trials
                      (the shipped vocabulary stays known)
  --trial ID          only this trial; may be repeated
  --as-of DATE        the day to judge by, such as 2026-11-25 (default: today);
                      facts dated later are not seen
  --format FORMAT     table (default), json (one array), ndjson (one patient a
                      line)
  --near              only the trials that one criterion alone keeps closed, how
                      far it is from its limit, and when time cures it
  --fail-on VERDICT   exit status 1 if some verdict is this one: ineligible,
                      incomplete, candidate or eligible
  -h, --help          this text

The table shows a verdict for each patient and trial. Beneath it stand the
criteria that decide each verdict: what fails, or what is not known, or what a
person has yet to confirm. `(only this one)` marks a patient whom a single
criterion keeps out of a trial. COLUMNS sets the width; NO_COLOR is honoured.

Examples:
  eligo screen examples/patients/P-0001.json --as-of 2026-11-25
  eligo screen examples/patients/cohort.ndjson --trial NCT04014166
  eligo screen examples/patients/*.json --format json > verdicts.json
  eligo screen - --format ndjson < examples/patients/cohort.ndjson
)";

constexpr std::string_view explain_text =
    R"(eligo explain - why one patient is, or is not, eligible for one trial

Usage: eligo explain RECORD TRIAL [OPTIONS]

Shows every criterion of the trial with its status, the reason, and the tree of
its tests: what each test saw, on which date, at which place of the record, how
far it is from the limit, what was assumed, and what is missing.

  --rules DIR       the .elig files below DIR instead of the shipped trials
  --id ID           which patient, if the file holds several
  --row N           which row of a cohort file (.csv), from 1
  --columns MAP     a map of the cohort file's columns, as for match
  --as-of DATE      the day to judge by (default: today)
  --format FORMAT   text (default) or json
  -h, --help        this text

Examples:
  eligo explain examples/patients/P-0001.json NCT06949267 --as-of 2026-11-25
  eligo explain examples/patients/cohort.ndjson NCT04014166 --id P-0102
)";

constexpr std::string_view match_text =
    R"(eligo match - the rows of a cohort file against trials

Usage: eligo match COHORT.csv [OPTIONS]
       eligo match RECORDS.ndjson [OPTIONS]
       eligo match --describe COHORT.csv [OPTIONS]

Reads one patient a row and writes one line of verdicts a row, in the same
order, as CSV. The header names the facts: `id`, `birth_date`, `platelets`,
`platelets.date`, `hemoglobin [g/dL]`, `hsct.date`, `map_score@hsct+7` and so on
(docs/cohorts.md); for any other header a map says what its columns hold. `-` is
standard input; files packed by gzip or Zstandard are read as they are. A row
that cannot be used is rejected and the next one is read; a cell that cannot be
read makes its fact unknown. A file of records, one a line (.ndjson, .jsonl), is
matched in the same way.

  --describe        look at the file: what each column was taken for, what
                    stands in it, and what cannot be read; with --format text
                    (default) or json
  --columns MAP     a JSON map of the columns
  --input INPUT     csv or ndjson (default: by the name of the file, else csv)

  --rules DIR       the .elig files below DIR instead of the shipped trials
  --trial ID        only this trial; may be repeated
  --as-of DATE      the day to judge by (default: today)
  -o, --output FILE where the verdicts go (default: standard output); the file
                    appears once it is whole, packed if its name ends in .gz or
                    .zst (so do --summary and --rejects)
  --detail DETAIL   verdicts (default); criteria: a column more a criterion; or
                    near: of a trial that one criterion alone keeps closed,
                    which one, and how far it is from its limit
  --summary FILE    counts of verdicts, criteria and columns, as JSON
  --rejects FILE    line, column and reason of each rejected row, as CSV
  --strict          also reject rows with a cell that cannot be read
  --threads N       threads (default: as many as the machine has); the output is
                    the same for any number
  --engine ENGINE   columnar (default), or plain: row by row, the definition
  --resume          go on where the same command was killed; needs files that
                    are not packed, and -o
  --batch-rows N    rows judged together (default: 512)
  --block-bytes N   bytes that a thread reads at a time (default: 262144)
  --save-period N   milliseconds after which a run notes anew where --resume is
                    to go on (default: 200)
  --simd NAME       only this instruction set (portable, ssse3, sse4, avx2,
                    avx512, avx512vbmi2), for tests
  --scan-only       only find commas, line ends and quotes, for measuring
  --check-ids       say which ids stand in more than one row (remembers all ids)
  -h, --help        this text

A table of the verdicts, and of the criteria that fail most, goes to standard
error at the end; before that, if it is a terminal, how far the run is. Exit
status 5 if some rows were rejected.

Examples:
  eligo match --describe examples/cohort.csv
  eligo match examples/cohort.csv --as-of 2026-11-25
  eligo match examples/cohort.csv --trial NCT04014166 --detail criteria
  eligo match examples/patients/cohort.ndjson --as-of 2026-11-25
  eligo explain examples/cohort.csv NCT04014166 --row 2 --as-of 2026-11-25
)";

constexpr std::string_view calendar_text =
    R"(eligo calendar - when one patient is eligible, and what to do by when

Usage: eligo calendar RECORD [OPTIONS]

Says for every day of a range what the verdict of each trial is, why it changes
on which day, and what to measure, repeat, confirm or look up by when. Facts are
held as they are: a later day changes ages, windows, freshness and what is
pending, nothing else.

  --rules DIR       the .elig files below DIR instead of the shipped trials
  --trial ID        only this trial; may be repeated
  --id ID           which patient, if the file holds several
  --as-of DATE      the day on which the record is true (default: today)
  --from DATE       the first day (default: the as-of date)
  --to DATE         the last day (default: 365 days after the first)
  --format FORMAT   table (default), json, ics (a calendar file of windows and
                    actions), svg (a picture)
  -h, --help        this text

Examples:
  eligo calendar examples/patients/P-0001.json --as-of 2026-11-25
  eligo calendar examples/patients/P-0001.json --to 2036-11-25 --format json
  eligo calendar examples/patients/P-0001.json --format ics > P-0001.ics
  eligo calendar examples/patients/P-0001.json --format svg > P-0001.svg
)";

constexpr std::string_view next_text =
    R"(eligo next - which missing facts can decide a trial, and what to ask first

Usage: eligo next RECORDS... [OPTIONS]

For every trial that is incomplete or a candidate: the facts whose answer can
still decide it, and the smallest sets of facts that would make it eligible if
all answers are favourable, cheapest first. A fact that cannot change the
verdict any more is never asked for. Above them stands a work list for all
patients: first what one answer can decide in most trials.

  --rules DIR       the .elig files below DIR instead of the shipped trials
  --trial ID        only this trial; may be repeated
  --as-of DATE      the day to judge by (default: today)
  --costs FILE      costs of a site, lines `WORD,COST`, on top of the shipped
                    ones (rules/costs.csv)
  --sets N          how many of the cheapest sets to show for a trial, up to
                    1000 (default: 3)
  --format FORMAT   table (default) or json
  -h, --help        this text

Examples:
  eligo next examples/patients/P-0005.json --as-of 2026-11-25
  eligo next examples/patients/cohort.ndjson --as-of 2026-11-25 --format json
)";

constexpr std::string_view whatif_text =
    R"(eligo whatif - what criteria cost in a cohort, and what other rules would bring

Usage: eligo whatif COHORT [OPTIONS]

Counts in one pass over a cohort file (.csv, or .ndjson: records, one a line;
packed or not), for each trial: how many patients are lost at each criterion in
the order of the rules and by each alone, how many each criterion and each pair
of criteria costs, which smallest sets of criteria would have to go to double
the patients, and the verdicts against every limit. Two verdicts are counted
beside each other: eligible, and not ineligible (which also counts those who
are only waiting for facts).

  --relax 'TRIAL.ID EXPRESSION'
                    the patients gained, by verdict, with this expression in the
                    place of the criterion; may be repeated
  --drop TRIAL.ID   the same without the criterion; may be repeated. Several
                    changes of a trial are counted each alone and all together
  --rules DIR       the .elig files below DIR instead of the shipped trials
  --trial ID        only this trial; may be repeated
  --as-of DATE      the day to judge by (default: today)
  --columns MAP     a map of the cohort file's columns, as for match
  --input FORMAT    csv or ndjson, whatever the name of the file says
  --strict          also reject rows with a cell that cannot be read
  --threads N       threads (default: as many as the machine has)
  --format FORMAT   table (default), json, or html: one page with pictures, to
                    read and to print
  -o, --output FILE the file to write (default: standard output)
  -h, --help        this text

With one trial, `TRIAL.` may be left out. Exit status 5 if some rows were
rejected.

Examples:
  eligo whatif examples/cohort.csv --as-of 2026-11-25
  eligo whatif examples/cohort.csv --relax 'NCT04014166.I7 platelets < 50 K/uL'
  eligo whatif examples/cohort.csv --trial NCT04014166 --drop I4 --format json
  eligo whatif examples/cohort.csv --format html -o whatif.html
)";

constexpr std::string_view eval_text =
    R"(eligo eval - one expression of the criteria language

Usage: eligo eval EXPRESSION RECORD [OPTIONS]

Says whether the expression is true, false or unknown for each patient of the
file, why, and from which facts. Quote the expression for the shell.

  --rules DIR       also the names defined by the .elig files below DIR
  --as-of DATE      the day to judge by (default: today)
  --format FORMAT   text (default) or json (an array if the file holds several
                    patients)
  -h, --help        this text

Examples:
  eligo eval 'platelets < 50 10*9/L' examples/patients/P-0001.json
  eligo eval 'no rituximab within 3 months' examples/patients/P-0001.json
  eligo eval 'any of (ALT, AST) > 1.2 ULN' - < examples/patients/cohort.ndjson
)";

constexpr std::string_view check_text =
    R"(eligo check - compiles rules and reports what is wrong with them

Usage: eligo check [RULES...]

RULES are .elig files, and folders of them; `-` is standard input. They are
compiled together, with the shipped vocabulary beside them. Without RULES the
shipped rules are checked.

Silent, with exit status 0, when all is well. Errors and warnings go to standard
error with file, line, column and what to write instead; exit status 3 if there
is an error, 0 if there are only warnings.

  -h, --help        this text

Examples:
  eligo check
  eligo check rules/trials/NCT04014166.elig
)";

constexpr std::string_view fmt_text =
    R"(eligo fmt - brings rule files into the canonical layout

Usage: eligo fmt [--check] RULES...

RULES are .elig files, and folders of them; they are rewritten in place, and
left untouched if nothing changes. `-` reads standard input and writes standard
output. Comments and notes are kept. A file with a syntax error is reported and
left alone (exit status 3).

  --check           change nothing: list the files that would change, and exit
                    with status 3 if there are any
  -h, --help        this text

Examples:
  eligo fmt --check rules
  eligo fmt - < rules/trials/NCT04014166.elig
)";

constexpr std::string_view draft_text =
    R"(eligo draft - a first version of a rule file from a registry record

Usage: eligo draft INPUT [OPTIONS]

INPUT is a study as the registry gives it (API v2, JSON), flat records (one a
line, packed or not, or an array), or the plain text of a criteria section; `-`
is standard input. Every line of the text becomes a criterion: compiled as far
as its reading is certain, and `unencoded` where it is not. Nothing is dropped.
A condition, drug or procedure that the vocabulary lacks is defined at the head
of the file, for review. `eligo check` accepts the draft as it is; a person has
to read it before it screens anybody.

  -o, --output FILE    where the draft goes (default: standard output)
  --output-dir DIR     one file a record, named after the trial
  --format FORMAT      elig (default), or json: one line a record, with the
                       class, the expression, the spans and the comparisons of
                       each line of the text
  --summary            instead of drafts, or beside those that go to files:
                       lines by class, and the texts most often not understood
  --unchecked          do not compile what was made, for measuring
  -h, --help           this text

Exit status 5 if some records were refused, 4 if all were.

Examples:
  eligo draft examples/registry/study.json
  eligo draft examples/registry/study.json --format json
  eligo draft examples/registry/criteria.txt --summary
)";

}  // namespace

std::string_view program_help() { return program_text; }

std::string_view command_help(std::string_view command) {
  if (command == "screen") return screen_text;
  if (command == "explain") return explain_text;
  if (command == "match") return match_text;
  if (command == "calendar") return calendar_text;
  if (command == "next") return next_text;
  if (command == "whatif") return whatif_text;
  if (command == "eval") return eval_text;
  if (command == "check") return check_text;
  if (command == "fmt") return fmt_text;
  if (command == "draft") return draft_text;
  return {};
}

ExitStatus print_help(std::string_view command) {
  Output output;
  output.write(command_help(command));
  return output.finish(ExitStatus::done);
}

}  // namespace eligo::cli
