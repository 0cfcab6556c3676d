// Sentences that are read once they are turned around: what women of childbearing potential must show and do:
// `women of childbearing potential must have a negative pregnancy test and agree to use contraception`. See
// line_reader.hpp.
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
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

// `Duration of asthma more than 6 months`, `asthma duration > 6 months`: ill for so long.
ReadLine LineReader::duration_of_illness(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                         bool exclusion) {
  const std::string_view parts = tokens.parts;
  const std::size_t limit = parts.find("cnt");
  if (limit == std::string_view::npos || limit < 2 ||
      parts.find_first_not_of(".;", limit + 3) != std::string_view::npos || parts.find('n') < limit ||
      tokens.list[limit].value.empty() || tokens.list[limit].value[0] != '>' ||
      any_of_parts(tokens, "kKIXZj&|\\/"))
    return {};
  const std::string whole = plain_text(text_, begin, tokens.list[limit].begin);
  const std::string low = lowered(whole);
  std::string name;
  if (low.starts_with("duration of "))
    name = whole.substr(std::string_view("duration of ").size());
  else if (const std::size_t at = low.rfind(" duration"); at != std::string::npos && at > 0)
    name = whole.substr(0, at);
  if (name.empty() || name.find("duration") != std::string::npos) return {};
  const std::string words = name + (tokens.list[limit].value == ">" ? " for more than " : " for at least ") +
                            plain_text(text_, tokens.list[limit + 1].begin, tokens.list[limit + 2].end);
  LineReader inner(words, lexicon_, facts_);
  ReadLine made = inner.sentence(0, static_cast<std::uint32_t>(words.size()), exclusion);
  if (made.line_class == LineClass::unencoded || made.expression == nullptr ||
      !std::holds_alternative<ast::Since>(made.expression->node))
    return {};
  made.spans = {
      {begin, end,
       made.line_class == LineClass::compiled_new_concept ? SpanKind::new_concept : SpanKind::predicate}};
  return made;
}

}  // namespace eligo::grammar::registry
