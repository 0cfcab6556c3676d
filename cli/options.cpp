// The options of each command, and what they make. See options.hpp.
#include "cli/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>
#include <utility>

#include "cli/clock.hpp"
#include "cli/command_line.hpp"
#include "cli/output.hpp"
#include "engine/names.hpp"

namespace eligo::cli {
namespace {

patients::Day as_of_date(const cxxopts::ParseResult& found) {
  const auto day = date_of(found, "as-of");
  return day ? *day : today();
}

std::string rules_path(const cxxopts::ParseResult& found) {
  std::string path = text_of(found, "rules");
  if (found.count("rules") > 0 && path.empty()) throw UsageError{"`--rules` needs the name of a folder"};
  return path;
}

void check_one_stdin(const std::vector<std::string>& paths) {
  if (std::ranges::count(paths, "-") > 1) throw UsageError{"standard input (`-`) can be read only once"};
}

std::optional<std::uint64_t> row_number(const cxxopts::ParseResult& found) {
  if (found.count("row") == 0) return std::nullopt;
  if (found.count("id") > 0) throw UsageError{"`--row` and `--id` are two ways to say which: give one"};
  const std::string text = text_of(found, "row");
  std::uint64_t row = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
  if (error != std::errc{} || end != text.data() + text.size() || row == 0) {
    throw UsageError{"`--row` is a number from 1, not " + in_ticks(text)};
  }
  return row;
}

MatchArguments::Input input_of(const cxxopts::ParseResult& found) {
  constexpr std::array<std::string_view, 2> inputs{"csv", "ndjson"};
  if (found.count("input") == 0) return MatchArguments::Input::by_name;
  return static_cast<MatchArguments::Input>(1 + choice_of(found, "input", inputs, 0));
}

// No two results into one place.
void check_targets(const MatchArguments& arguments) {
  const std::array<std::string, 3> targets{arguments.output.empty() ? "-" : arguments.output,
                                           arguments.summary, arguments.rejects};
  for (std::size_t i = 0; i < targets.size(); ++i) {
    for (std::size_t j = i + 1; j < targets.size(); ++j) {
      if (targets[i].empty() || targets[i] != targets[j]) continue;
      throw UsageError{"two results cannot both go to " + in_ticks(targets[i])};
    }
  }
}

std::size_t default_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

std::string map_path(const cxxopts::ParseResult& found, const std::string& cohort) {
  std::string path = text_of(found, "columns");
  if (found.count("columns") > 0 && path.empty()) throw UsageError{"`--columns` needs the name of a map"};
  check_one_stdin({path, cohort});
  return path;
}

// A description has no verdicts to detail or to reject.
void check_describe(const cxxopts::ParseResult& found) {
  const bool describe = found.count("describe") > 0;
  for (const std::string name :
       {"trial", "detail", "summary", "rejects", "strict", "check-ids", "resume", "scan-only"}) {
    if (describe && found.count(name) > 0) throw UsageError{"`--" + name + "` does not go with `--describe`"};
  }
  if (!describe && found.count("format") > 0) throw UsageError{"`--format` goes with `--describe` only"};
}

bool is_json(const cxxopts::ParseResult& found) {
  constexpr std::array<std::string_view, 2> formats{"text", "json"};
  return choice_of(found, "format", formats, 0) == 1;
}

std::optional<engine::Verdict> fail_on(const cxxopts::ParseResult& found) {
  constexpr std::array<std::string_view, 4> verdicts{"ineligible", "incomplete", "candidate", "eligible"};
  if (found.count("fail-on") == 0) return std::nullopt;
  return engine::parse_verdict(verdicts[choice_of(found, "fail-on", verdicts, 0)]);
}

constexpr std::array<std::string_view, 3> details{"verdicts", "criteria", "near"};

}  // namespace

Parsed<ScreenArguments> parse_screen(Words words) {
  const CommandEntry command{
      "screen",
      {{"rules"}, {"trial", Takes::values}, {"as-of"}, {"format"}, {"fail-on"}, {"near", Takes::flag}},
      {{"RECORDS", true}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    constexpr std::array<std::string_view, 3> formats{"table", "json", "ndjson"};
    ScreenArguments arguments;
    arguments.records = texts_of(found, "operand.RECORDS");
    check_one_stdin(arguments.records);
    arguments.rules = rules_path(found);
    arguments.trials = texts_of(found, "trial");
    arguments.as_of = as_of_date(found);
    arguments.format = static_cast<ScreenArguments::Format>(choice_of(found, "format", formats, 0));
    arguments.fail_on = fail_on(found);
    arguments.near = found.count("near") > 0;
    return arguments;
  });
}

Parsed<ExplainArguments> parse_explain(Words words) {
  const CommandEntry command{
      "explain", {{"rules"}, {"id"}, {"row"}, {"columns"}, {"as-of"}, {"format"}}, {{"RECORD"}, {"TRIAL"}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    ExplainArguments arguments;
    arguments.record = text_of(found, "operand.RECORD");
    arguments.trial = text_of(found, "operand.TRIAL");
    arguments.rules = rules_path(found);
    if (found.count("id") > 0) arguments.id = text_of(found, "id");
    arguments.row = row_number(found);
    arguments.columns = map_path(found, arguments.record);
    arguments.as_of = as_of_date(found);
    arguments.json = is_json(found);
    return arguments;
  });
}

std::string_view to_string(MatchArguments::Detail detail) {
  return details[static_cast<std::size_t>(detail)];
}

Parsed<MatchArguments> parse_match(Words words) {
  const CommandEntry command{"match",
                             {{"rules"},
                              {"trial", Takes::values},
                              {"as-of"},
                              {"columns"},
                              {"output", Takes::value, 'o'},
                              {"detail"},
                              {"summary"},
                              {"rejects"},
                              {"strict", Takes::flag},
                              {"threads"},
                              {"engine"},
                              {"batch-rows"},
                              {"block-bytes"},
                              {"save-period"},
                              {"input"},
                              {"simd"},
                              {"check-ids", Takes::flag},
                              {"resume", Takes::flag},
                              {"scan-only", Takes::flag},
                              {"describe", Takes::flag},
                              {"format"}},
                             {{"COHORT"}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    MatchArguments arguments;
    arguments.cohort = text_of(found, "operand.COHORT");
    arguments.rules = rules_path(found);
    arguments.trials = texts_of(found, "trial");
    arguments.as_of = as_of_date(found);
    arguments.output = text_of(found, "output");
    arguments.detail = static_cast<MatchArguments::Detail>(choice_of(found, "detail", details, 0));
    arguments.summary = text_of(found, "summary");
    arguments.rejects = text_of(found, "rejects");
    arguments.strict = found.count("strict") > 0;
    constexpr std::array<std::string_view, 2> engines{"columnar", "plain"};
    arguments.plain = choice_of(found, "engine", engines, 0) == 1;
    arguments.threads = count_of(found, "threads", 256, default_threads());
    arguments.batch_rows = count_of(found, "batch-rows", 65536, arguments.batch_rows);
    arguments.block_bytes = count_of(found, "block-bytes", std::size_t{1} << 26U, arguments.block_bytes);
    arguments.save_period = std::chrono::milliseconds(
        count_of(found, "save-period", 3'600'000, static_cast<std::size_t>(arguments.save_period.count())));
    arguments.simd = text_of(found, "simd");
    arguments.input = input_of(found);
    arguments.columns = map_path(found, arguments.cohort);
    arguments.check_ids = found.count("check-ids") > 0;
    arguments.resume = found.count("resume") > 0;
    arguments.scan_only = found.count("scan-only") > 0;
    arguments.describe = found.count("describe") > 0;
    arguments.json = is_json(found);
    check_describe(found);
    check_targets(arguments);
    return arguments;
  });
}

Parsed<CalendarArguments> parse_calendar(Words words) {
  const CommandEntry command{
      "calendar",
      {{"rules"}, {"trial", Takes::values}, {"id"}, {"as-of"}, {"from"}, {"to"}, {"format"}},
      {{"RECORD"}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    constexpr std::array<std::string_view, 4> formats{"table", "json", "ics", "svg"};
    constexpr patients::Duration year{365, patients::TimeUnit::day};
    CalendarArguments arguments;
    arguments.record = text_of(found, "operand.RECORD");
    arguments.rules = rules_path(found);
    arguments.trials = texts_of(found, "trial");
    if (found.count("id") > 0) arguments.id = text_of(found, "id");
    arguments.as_of = as_of_date(found);
    arguments.from = date_of(found, "from").value_or(arguments.as_of);
    arguments.to = date_of(found, "to").value_or(patients::add(arguments.from, year));
    if (arguments.to < arguments.from) {
      throw UsageError{"`--to` " + patients::to_string(arguments.to) + " lies before `--from` " +
                       patients::to_string(arguments.from)};
    }
    arguments.format = static_cast<CalendarArguments::Format>(choice_of(found, "format", formats, 0));
    return arguments;
  });
}

Parsed<NextArguments> parse_next(Words words) {
  const CommandEntry command{
      "next",
      {{"rules"}, {"trial", Takes::values}, {"as-of"}, {"costs"}, {"sets"}, {"format"}},
      {{"RECORDS", true}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    constexpr std::array<std::string_view, 2> formats{"table", "json"};
    NextArguments arguments;
    arguments.records = texts_of(found, "operand.RECORDS");
    arguments.rules = rules_path(found);
    arguments.trials = texts_of(found, "trial");
    arguments.costs = text_of(found, "costs");
    auto inputs = arguments.records;
    inputs.push_back(arguments.costs);
    check_one_stdin(inputs);
    arguments.sets = count_of(found, "sets", 1000, arguments.sets);
    arguments.as_of = as_of_date(found);
    arguments.json = choice_of(found, "format", formats, 0) == 1;
    return arguments;
  });
}

Parsed<WhatIfArguments> parse_whatif(Words words) {
  const CommandEntry command{"whatif",
                             {{"rules"},
                              {"trial", Takes::values},
                              {"relax", Takes::values},
                              {"drop", Takes::values},
                              {"as-of"},
                              {"columns"},
                              {"input"},
                              {"output", Takes::value, 'o'},
                              {"strict", Takes::flag},
                              {"threads"},
                              {"format"}},
                             {{"COHORT"}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    constexpr std::array<std::string_view, 3> formats{"table", "json", "html"};
    WhatIfArguments arguments;
    arguments.cohort = text_of(found, "operand.COHORT");
    arguments.columns = map_path(found, arguments.cohort);
    arguments.rules = rules_path(found);
    arguments.trials = texts_of(found, "trial");
    arguments.relaxed = texts_of(found, "relax");
    arguments.dropped = texts_of(found, "drop");
    arguments.as_of = as_of_date(found);
    arguments.strict = found.count("strict") > 0;
    arguments.threads = count_of(found, "threads", 256, default_threads());
    arguments.input = input_of(found);
    arguments.output = text_of(found, "output");
    arguments.format = static_cast<WhatIfArguments::Format>(choice_of(found, "format", formats, 0));
    return arguments;
  });
}

Parsed<EvalArguments> parse_eval(Words words) {
  const CommandEntry command{"eval", {{"rules"}, {"as-of"}, {"format"}}, {{"EXPRESSION"}, {"RECORD"}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    EvalArguments arguments;
    arguments.expression = text_of(found, "operand.EXPRESSION");
    arguments.record = text_of(found, "operand.RECORD");
    arguments.rules = rules_path(found);
    arguments.as_of = as_of_date(found);
    arguments.json = is_json(found);
    return arguments;
  });
}

Parsed<CheckArguments> parse_check(Words words) {
  const CommandEntry command{"check", {}, {{"RULES", true, false}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    CheckArguments arguments{texts_of(found, "operand.RULES")};
    check_one_stdin(arguments.rules);
    return arguments;
  });
}

Parsed<FmtArguments> parse_fmt(Words words) {
  const CommandEntry command{"fmt", {{"check", Takes::flag}}, {{"RULES", true}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    FmtArguments arguments{texts_of(found, "operand.RULES"), found.count("check") > 0};
    check_one_stdin(arguments.rules);
    return arguments;
  });
}

Parsed<DraftArguments> parse_draft(Words words) {
  const CommandEntry command{"draft",
                             {{"output", Takes::value, 'o'},
                              {"output-dir"},
                              {"format"},
                              {"summary", Takes::flag},
                              {"unchecked", Takes::flag}},
                             {{"INPUT"}}};
  return parse(command, words, [](const cxxopts::ParseResult& found) {
    constexpr std::array<std::string_view, 2> formats{"elig", "json"};
    DraftArguments arguments;
    arguments.input = text_of(found, "operand.INPUT");
    arguments.output = text_of(found, "output");
    arguments.output_folder = text_of(found, "output-dir");
    arguments.format = static_cast<DraftArguments::Format>(choice_of(found, "format", formats, 0));
    arguments.summary = found.count("summary") > 0;
    arguments.unchecked = found.count("unchecked") > 0;
    if (!arguments.output.empty() && !arguments.output_folder.empty())
      throw UsageError{"`--output` and `--output-dir` are two places: give one"};
    if (!arguments.output_folder.empty() && arguments.format == DraftArguments::Format::json)
      throw UsageError{"`--format json` writes one line a record: give `--output FILE`"};
    return arguments;
  });
}

ExitStatus wrong_usage(std::string_view command, std::string_view message) {
  const std::string name = command.empty() ? "" : ' ' + std::string(command);
  write_error("eligo" + name + ": " + std::string(message) + "\nSee `eligo help" + name + "`.\n");
  return ExitStatus::usage;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  engine::NearestNames nearest(word);
  for (const auto candidate : candidates) nearest.offer(candidate);
  const auto best = nearest.best(3);
  return best.empty() ? "" : "; did you mean " + patients::printable(engine::quoted_list(best)) + "?";
}

}  // namespace eligo::cli
