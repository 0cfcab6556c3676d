// What women of childbearing potential must show and do: `women of childbearing potential must have a negative
// pregnancy test and agree to use contraception`. See line_reader.hpp.
#include <utility>

#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

// The test is of the record, what they agree to is for a person to confirm; the guard holds for both.
ReadLine LineReader::duties_of_women(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                     bool exclusion) {
  const std::string_view parts = tokens.parts;
  const std::size_t who = parts.find('W');
  const std::size_t split = parts.find('&');
  if (exclusion || who == std::string_view::npos || who > 2 || split == std::string_view::npos ||
      parts.find('&', split + 1) != std::string_view::npos || split + 1 >= parts.size() ||
      any_of_parts(tokens, "KkIXZ|;") || parts.find('s') > split)
    return {};
  std::size_t agrees = split + 1;
  while (agrees < parts.size() && (parts[agrees] == 'q' || parts[agrees] == 'm')) ++agrees;
  if (agrees == parts.size() || parts[agrees] != 'j') return {};
  const std::uint32_t middle = tokens.list[split].begin;
  ReadLine made = sentence(begin, middle, exclusion);
  auto* guarded = made.line_class == LineClass::unencoded || made.expression == nullptr
                      ? nullptr
                      : std::get_if<ast::If>(&made.expression->node);
  if (guarded == nullptr || guarded->otherwise != nullptr) return {};
  const std::uint32_t from = tokens.list[agrees].begin;
  ReadLine agreed = attestation(from, end, tokenize(text_, from, end, lexicon_), exclusion);
  if (agreed.line_class != LineClass::attestation || agreed.expression == nullptr) return {};
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(guarded->then));
  both.push_back(std::move(agreed.expression));
  guarded->then = joined(true, std::move(both));
  made.spans.insert(made.spans.begin(), {begin, end, SpanKind::no_op});
  made.spans.insert(made.spans.end(), agreed.spans.begin(), agreed.spans.end());
  return made;
}

}  // namespace eligo::grammar::registry
