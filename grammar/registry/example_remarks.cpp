// See example_remarks.hpp.
#include "grammar/registry/example_remarks.hpp"

#include <algorithm>
#include <array>

#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr auto kJudged = std::to_array<std::string_view>(
    {"opinion", "judg", "investigator", "discretion", "comply", "compliance", "compromise the safety"});
constexpr auto kExample = std::to_array<std::string_view>(
    {"e.g", "eg.", "eg,", "i.e.", "i.e,", "such as ", "for example", "including "});

bool opens_example(std::string_view rest) {
  return std::any_of(kExample.begin(), kExample.end(),
                     [&](std::string_view word) { return rest.starts_with(word); });
}

// Where the examples that begin at `at` end: behind their bracket, or in front of `that would`.
std::size_t end_of_examples(std::string_view low, std::size_t at) {
  if (low[at] == '(') {
    const std::size_t close = low.find(')', at);
    if (close == std::string_view::npos || low.substr(at + 1, close - at).find('(') != std::string_view::npos)
      return std::string_view::npos;
    return close + 1;
  }
  return low.find(" that would", at);
}

}  // namespace

std::string without_examples(std::string_view text) {
  std::string made(text);
  std::string low = lowered(made);
  // who is only judged to have it has an illness; more than one sentence is more than one question
  if (low.find("judged by") != std::string::npos || low.find("). ") != std::string::npos) return {};
  if (std::none_of(kJudged.begin(), kJudged.end(),
                   [&](std::string_view word) { return low.find(word) != std::string::npos; }))
    return {};
  bool found = false;
  for (std::size_t at = 0; at + 4 < low.size(); ++at) {
    const bool bracket = low[at] == '(' && opens_example(std::string_view(low).substr(at + 1));
    const bool colon = low[at] == ':' && low.compare(at, 6, ": e.g.") == 0;
    if (!bracket && !colon) continue;
    const std::size_t end = end_of_examples(low, at);
    if (end == std::string::npos ||
        std::string_view(low).substr(at, end - at).find_first_of("<>=%") != std::string_view::npos)
      return {};
    std::size_t from = at;
    while (from > 0 && low[from - 1] == ' ') --from;
    made.erase(from, end - from);
    low.erase(from, end - from);
    at = from == 0 ? 0 : from - 1;
    found = true;
  }
  return found ? made : std::string{};
}

}  // namespace eligo::grammar::registry
