// See example_remarks.hpp.
#include "grammar/registry/example_remarks.hpp"

#include <algorithm>
#include <array>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_words.hpp"

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

// Words that an example may not hold, and ones that need their examples.
bool qualifies(std::string_view word) {
  return stands_among(
      " within except not history no without unless last past if during for after than least ", word);
}
bool is_general(std::string_view word) {
  static constexpr std::string_view kGeneral =
      " treatment treatments medication medications therapy therapies condition conditions disease diseases "
      "drug "
      "drugs agent agents procedure procedures factor factors factors: disorder disorders ";
  return stands_among(kGeneral, word);
}

// The last words in front of `at`: a general one with nothing but `or`, `any` or `other` in front of it.
bool ends_generally(std::string_view low) {
  while (!low.empty() && low.back() == ' ') low.remove_suffix(1);
  const std::size_t blank = low.rfind(' ');
  const std::string_view last = blank == std::string_view::npos ? low : low.substr(blank + 1);
  if (!is_general(last)) return false;
  if (blank == std::string_view::npos) return true;
  const std::string_view front = low.substr(0, blank);
  const std::size_t before = front.rfind(' ');
  return stands_among(" or and any other another of with a ",
                      before == std::string_view::npos ? front : front.substr(before + 1));
}

bool is_plain_example(std::string_view inner) {
  static constexpr auto kPlain = std::to_array<std::string_view>(
      {"e.g", "eg.", "eg,", "eg ", "such as ", "for example", "for instance"});
  return std::any_of(kPlain.begin(), kPlain.end(),
                     [&](std::string_view word) { return inner.starts_with(word); }) &&
         inner.find_first_of("<>=%(;") == std::string_view::npos && !any_word(inner, qualifies);
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

std::string without_plain_examples(std::string_view text) {
  std::string made(text);
  std::string low = lowered(made);
  bool found = false;
  for (std::size_t at = low.find(" ("); at != std::string::npos; at = low.find(" (", at + 1)) {
    const std::size_t close = low.find(')', at);
    if (close == std::string::npos) return {};
    if (!is_plain_example(std::string_view(low).substr(at + 2, close - at - 2))) continue;
    if (ends_generally(std::string_view(low).substr(0, at))) return {};
    made.erase(at, close + 1 - at);
    low.erase(at, close + 1 - at);
    at = at == 0 ? 0 : at - 1;
    found = true;
  }
  return found ? made : std::string{};
}

}  // namespace eligo::grammar::registry
