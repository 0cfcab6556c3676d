#include "cli/draft_check.hpp"

#include <algorithm>
#include <optional>

namespace eligo::cli {
namespace {

// The criterion whose text holds the byte: the last head in front of it, if no other statement follows that.
std::optional<std::string> criterion_at(std::string_view text, std::size_t byte) {
  std::optional<std::string> id;
  for (std::size_t at = 0; at <= byte && at < text.size();) {
    const std::string_view line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
    const bool includes = line.starts_with("inclusion ");
    if (includes || line.starts_with("exclusion ")) {
      const std::string_view rest = line.substr(10);
      const std::string number(rest.substr(0, rest.find(' ')));
      const bool plain = !number.empty() && number[0] >= '0' && number[0] <= '9';
      id = plain ? (includes ? "I" : "E") + number : number;
    } else if (!line.empty() && line[0] != ' ' && line[0] != '#') {
      id.reset();
    }
    at += line.size() + 1;
  }
  return id;
}

}  // namespace

DraftProblems check_draft(std::string_view text, const std::vector<engine::RuleText>& vocabulary) {
  const std::vector<engine::RuleText> files{{"draft.elig", std::string(text)}};
  const engine::Compiled compiled = engine::compile(files, vocabulary);
  DraftProblems problems;
  for (const auto& diagnostic : compiled.diagnostics) {
    if (diagnostic.severity != grammar::Severity::error) continue;
    const auto id = criterion_at(text, diagnostic.span.begin);
    if (!id)
      problems.elsewhere = true;
    else if (std::ranges::find(problems.criteria, *id) == problems.criteria.end())
      problems.criteria.push_back(*id);
  }
  return problems;
}

}  // namespace eligo::cli
