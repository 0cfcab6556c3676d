// The command line of every command, as one value each.
//
// A parser returns what was asked for, or the exit status after help or a message about wrong usage was
// written. A misspelt option, command or word is answered with the nearest right one. cxxopts stays in
// options.cpp. Options: docs/cli.md. Tests: tests/cli/cases/usage.case, tests/cli/cases/help.case.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/exit_status.hpp"
#include "engine/evaluate.hpp"
#include "patients/date.hpp"

namespace eligo::cli {

struct ScreenArguments {
  enum class Format { table, json, ndjson };
  std::vector<std::string> records;  // paths, `-`; one or more
  std::string rules;                 // a folder or a file; empty: the shipped rules
  std::vector<std::string> trials;   // as given; empty: all
  patients::Day as_of;
  Format format = Format::table;
  std::optional<engine::Verdict> fail_on;
  bool near = false;  // only trials that one criterion keeps closed
};

struct ExplainArguments {
  std::string record;
  std::string trial;
  std::string rules;
  std::optional<std::string> id;     // which record of a file that holds several
  std::optional<std::uint64_t> row;  // which row of a cohort file, from 1
  std::string columns;               // a map for its columns; empty: the header convention
  patients::Day as_of;
  bool json = false;
};

struct MatchArguments {
  enum class Input { by_name, csv, ndjson };
  std::string cohort;               // a path, `-`
  Input input = Input::by_name;     // what it holds
  std::string columns;              // a map for its columns; empty: the header convention
  std::string rules;                // as for screen
  std::vector<std::string> trials;  // likewise
  patients::Day as_of;
  std::string output;  // empty: standard output
  enum class Detail { verdicts, criteria, near };
  Detail detail = Detail::verdicts;  // what stands behind the verdicts
  std::string summary;               // empty: none
  std::string rejects;               // likewise
  bool strict = false;
  bool plain = false;  // by the plain engine
  std::size_t threads = 1;
  std::size_t batch_rows = 512;
  std::size_t block_bytes = std::size_t{1} << 18U;
  std::string simd;  // an instruction set; empty: the best
  bool check_ids = false;
  bool resume = false;                         // go on where a stopped run was
  std::chrono::milliseconds save_period{200};  // between two notes of where a run is
  bool describe = false;                       // the columns instead of verdicts
  bool json = false;                           // of the description
  bool scan_only = false;                      // counts separators instead, for measuring
};
std::string_view to_string(MatchArguments::Detail detail);  // "criteria"

struct CalendarArguments {
  enum class Format { table, json, ics, svg };
  std::string record;
  std::string rules;
  std::vector<std::string> trials;
  std::optional<std::string> id;  // which record of a file that holds several
  patients::Day as_of;
  patients::Day from;
  patients::Day to;  // not before `from`
  Format format = Format::table;
};

struct NextArguments {
  std::vector<std::string> records;  // paths, `-`; one or more
  std::string rules;
  std::vector<std::string> trials;
  std::string costs;  // a site's table; empty: the shipped one alone
  std::size_t sets = 3;
  patients::Day as_of;
  bool json = false;
};

struct WhatIfArguments {
  std::string cohort;  // a path, `-`
  MatchArguments::Input input = MatchArguments::Input::by_name;
  std::string columns;  // as for match
  std::string rules;
  std::vector<std::string> trials;
  std::vector<std::string> relaxed;  // "TRIAL.CRITERION EXPRESSION", as given
  std::vector<std::string> dropped;  // "TRIAL.CRITERION"
  patients::Day as_of;
  bool strict = false;
  std::size_t threads = 1;
  enum class Format { table, json, html };
  Format format = Format::table;
  std::string output;  // a file; empty: standard output
};

struct EvalArguments {
  std::string expression;
  std::string record;
  std::string rules;
  patients::Day as_of;
  bool json = false;
};

struct CheckArguments {
  std::vector<std::string> rules;  // files and folders; empty: the shipped rules
};

struct FmtArguments {
  std::vector<std::string> rules;  // files, folders, `-`; one or more
  bool check = false;
};

struct DraftArguments {
  enum class Format { elig, json };
  std::string input;          // a path, `-`
  std::string output;         // a file; empty: standard output
  std::string output_folder;  // one file a record; empty: none
  Format format = Format::elig;
  bool summary = false;
  bool unchecked = false;  // does not compile what it made, for measuring
};

template <class Arguments>
using Parsed = std::variant<Arguments, ExitStatus>;

// The words behind the command's name.
using Words = std::span<const char* const>;

Parsed<ScreenArguments> parse_screen(Words words);
Parsed<ExplainArguments> parse_explain(Words words);
Parsed<MatchArguments> parse_match(Words words);
Parsed<CalendarArguments> parse_calendar(Words words);
Parsed<NextArguments> parse_next(Words words);
Parsed<WhatIfArguments> parse_whatif(Words words);
Parsed<EvalArguments> parse_eval(Words words);
Parsed<CheckArguments> parse_check(Words words);
Parsed<FmtArguments> parse_fmt(Words words);
Parsed<DraftArguments> parse_draft(Words words);

// "eligo COMMAND: MESSAGE" with a pointer to the help, on standard error; the status for wrong usage.
ExitStatus wrong_usage(std::string_view command, std::string_view message);

// "; did you mean `a` or `b`?", or nothing if no candidate is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace eligo::cli
