// Finds the command and runs it; everything else is in the command's own file.
// Tests: tests/cli/.
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "engine/render_json.hpp"

namespace eligo::cli {
namespace {

template <class Arguments>
ExitStatus run(const Parsed<Arguments>& parsed, ExitStatus (*command)(const Arguments&)) {
  if (const auto* status = std::get_if<ExitStatus>(&parsed)) return *status;
  return command(std::get<Arguments>(parsed));
}

ExitStatus print(std::string_view text) {
  Output output;
  output.write(text);
  return output.finish(ExitStatus::done);
}

ExitStatus unknown_command(std::string_view word) {
  std::vector<std::string_view> candidates(command_names.begin(), command_names.end());
  candidates.insert(candidates.end(), {"help", "--help", "--version"});
  const std::string_view kind = word.starts_with('-') ? "option " : "command ";
  return wrong_usage("", "unknown " + std::string(kind) + in_ticks(word) + did_you_mean(word, candidates));
}

ExitStatus help(Words words) {
  if (words.empty()) return print(program_help());
  if (command_help(words.front()).empty()) return unknown_command(words.front());
  return print_help(words.front());
}

ExitStatus dispatch(Words words) {
  if (words.empty()) {
    write_error(program_help());
    return ExitStatus::usage;
  }
  const std::string_view command = words.front();
  const Words rest = words.subspan(1);
  if (command == "screen") return run(parse_screen(rest), run_screen);
  if (command == "explain") return run(parse_explain(rest), run_explain);
  if (command == "match") return run(parse_match(rest), run_match);
  if (command == "calendar") return run(parse_calendar(rest), run_calendar);
  if (command == "next") return run(parse_next(rest), run_next);
  if (command == "whatif") return run(parse_whatif(rest), run_whatif);
  if (command == "eval") return run(parse_eval(rest), run_eval);
  if (command == "check") return run(parse_check(rest), run_check);
  if (command == "fmt") return run(parse_fmt(rest), run_fmt);
  if (command == "draft") return run(parse_draft(rest), run_draft);
  if (command == "help" || command == "--help" || command == "-h") return help(rest);
  if (command == "--version") return print("eligo " + std::string(engine::version()) + "\n");
  return unknown_command(command);
}

}  // namespace
}  // namespace eligo::cli

int main(int argc, char** argv) {
  using namespace eligo::cli;
  prepare_streams();
  try {
    return static_cast<int>(dispatch(Words(argv + 1, argv + (argc > 0 ? argc : 1))));
  } catch (const std::bad_alloc&) {
    complain("out of memory");
  } catch (const std::exception& error) {
    complain(std::string("internal error: ") + error.what());
  }
  return static_cast<int>(ExitStatus::bad_data);
}
