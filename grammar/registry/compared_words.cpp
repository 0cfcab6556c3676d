// See compared_words.hpp.
#include "grammar/registry/compared_words.hpp"

#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

// Parts (lexicon.hpp) that join words to a time, and name nothing themselves.
constexpr PartSet glue{"mpqSTbge12kKhAH&|\\v,:-/"};
// Where a clause ends.
constexpr PartSet clause_end{";.:()#IX"};

}  // namespace

TokenRange without_glue(const Tokens& tokens, TokenRange range) {
  while (!range.empty() && is_among(tokens.parts[range.begin], glue)) ++range.begin;
  while (!range.empty() && is_among(tokens.parts[range.end - 1], glue)) --range.end;
  return range;
}

TokenRange words_in_front(const Tokens& tokens, std::uint32_t begin, std::uint32_t end) {
  TokenRange range{end, end};
  if (end > begin && tokens.parts[end - 1] == '(') --range.begin, --range.end;  // `steroids (within 4 weeks)`
  while (range.begin > begin && !is_among(tokens.parts[range.begin - 1], clause_end)) --range.begin;
  return without_glue(tokens, range);
}

TokenRange words_behind(const Tokens& tokens, std::uint32_t begin) {
  const auto count = static_cast<std::uint32_t>(tokens.parts.size());
  if (begin < count && tokens.parts[begin] == '/') return {};  // a unit that is not known
  while (begin < count && is_among(tokens.parts[begin], glue)) ++begin;
  TokenRange range{begin, begin};
  while (range.end < count && !is_among(tokens.parts[range.end], clause_end) &&
         tokens.parts[range.end] != ',')
    ++range.end;
  return without_glue(tokens, range);
}

}  // namespace eligo::grammar::registry
