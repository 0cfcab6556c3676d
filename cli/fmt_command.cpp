// `eligo fmt`: rule files in canonical layout, rewritten in place or only compared. Tests:
// tests/cli/cases/rules.case.
#include <optional>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/output.hpp"
#include "cli/rules_loading.hpp"
#include "grammar/format.hpp"
#include "grammar/parse.hpp"
#include "grammar/source.hpp"

namespace eligo::cli {
namespace {

// The canonical layout of a text; nothing if it has syntax errors, which are reported.
std::optional<std::string> canonical(const std::string& path, const std::string& text) {
  const grammar::Source source(display_name(path), text);
  const grammar::ParsedFile parsed = grammar::parse_file(source);
  report(parsed.diagnostics, Show::errors);
  if (grammar::has_errors(parsed.diagnostics)) return std::nullopt;
  return grammar::format(parsed.file);
}

// One file; true if nothing is wrong with it.
bool format_one(const std::string& path, bool check, Output& output) {
  const FileText file = read_file(path, largest_rule_file);
  if (!file.text) {
    complain(file.error);
    return false;
  }
  const auto formatted = canonical(path, *file.text);
  if (!formatted) return false;
  if (check) {
    if (*formatted == *file.text) return true;
    output.write(display_name(path) + '\n');
    return false;
  }
  if (path == "-") {
    output.write(*formatted);
    return true;
  }
  if (*formatted == *file.text) return true;
  const auto error = replace_file(path, *formatted);
  if (error) complain(*error);
  return !error;
}

}  // namespace

ExitStatus run_fmt(const FmtArguments& arguments) {
  const RuleFiles found = expand_rule_paths(arguments.rules);
  if (!found.error.empty()) {
    complain(found.error);
    return ExitStatus::bad_rules;
  }
  Output output;
  bool all_well = true;
  for (const auto& path : found.paths) all_well = format_one(path, arguments.check, output) && all_well;
  return output.finish(all_well ? ExitStatus::done : ExitStatus::bad_rules);
}

}  // namespace eligo::cli
