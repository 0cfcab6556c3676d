// An age and what else somebody must have, in one clause: `patients aged 18 to 65 years with asthma`. See
// line_reader.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

// `cirrhotic patients`
std::string illness_of_adjective(std::string_view low) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kAdjectives = {
      {{"cirrhotic", "cirrhosis"},
       {"diabetic", "diabetes"},
       {"asthmatic", "asthma"},
       {"epileptic", "epilepsy"},
       {"hypertensive", "hypertension"}}};
  for (const auto& [adjective, illness] : kAdjectives)
    if (low == adjective) return std::string(illness);
  return low.ends_with("ic") || low.ends_with("al") ? std::string() : std::string(low);
}

// An age, also of one sex.
bool is_of_person(const ast::Expression& one) {
  if (const auto* both = std::get_if<ast::And>(&one.node))
    return std::all_of(both->operands.begin(), both->operands.end(),
                       [](const ast::ExpressionPtr& part) { return is_of_person(*part); });
  return std::holds_alternative<ast::AgeTest>(one.node) || std::holds_alternative<ast::SexTest>(one.node);
}

bool holds_age(const ast::Expression& one) {
  if (const auto* both = std::get_if<ast::And>(&one.node))
    return std::any_of(both->operands.begin(), both->operands.end(),
                       [](const ast::ExpressionPtr& part) { return holds_age(*part); });
  return std::holds_alternative<ast::AgeTest>(one.node);
}

}  // namespace

// `Aged 18-65 years, cirrhosis patients`: both at once.
ReadLine LineReader::age_and_illness(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                     bool exclusion) {
  const std::string_view parts = tokens.parts;
  constexpr std::size_t most = 24;
  if (exclusion || parts.size() > most || parts.size() < 4 || !is_among(parts[0], "anq") ||
      any_of_parts(tokens, "kKIXZjP;:(") || parts.find('n') > 3)
    return {};
  const std::size_t stop = end_before(tokens);
  if (parts[stop - 1] != 'q' || is_among(parts[stop - 2], "|&,\\/")) return {};
  for (std::size_t split = std::min<std::size_t>(stop - 1, 7); split > 2; --split) {
    if (parts.find('n', split) != std::string_view::npos) return {};
    const std::uint32_t at = tokens.list[split].begin;
    ReadLine age = sentence(begin, tokens.list[split - 1].end, false);
    if (age.expression == nullptr || !std::holds_alternative<ast::AgeTest>(age.expression->node)) continue;
    std::string words = words_at(tokens, split, stop - 1);
    if (words.find(' ') == std::string::npos) words = illness_of_adjective(lowered(words));
    if (words.empty()) return {};
    ReadLine illness = read_as("Diagnosis of " + words, begin, end, false);
    if (illness.expression == nullptr) return {};
    const auto* history = std::get_if<ast::History>(&illness.expression->node);
    if (history == nullptr || history->kind != ast::HistoryKind::diagnosis) return {};
    std::vector<ast::ExpressionPtr> both;
    both.push_back(std::move(age.expression));
    both.push_back(std::move(illness.expression));
    illness.expression = joined(true, std::move(both));
    illness.spans = {{begin, at, SpanKind::predicate}, {at, end, SpanKind::new_concept}};
    return illness;
  }
  return {};
}

// `Male or female patients >= 18 years old with gout`, `adults aged 18-75 years who have had a stroke` among
// inclusions: the age, and what the same line says without it.
ReadLine LineReader::age_and_more(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                  bool exclusion) {
  constexpr std::size_t most = 40;
  const std::string_view parts = tokens.parts;
  if (exclusion || parts.size() > most || !any_of_parts(tokens, "n") || !any_of_parts(tokens, "aty"))
    return {};
  for (std::size_t split = parts.find_first_of("aty"); split < parts.size(); ++split) {
    if (!is_among(parts[split], "2#qhH")) continue;
    const Token& link = tokens.list[split];
    const std::string word = lowered(plain_text(text_, link.begin, link.end));
    if (word != "with" && word != "who" && word != "who have" && word != "who are" && word != "having" &&
        word != "patients with" && word != "suffering from" && !word.starts_with("who have ") &&
        word != "who underwent" && word != "who received")
      continue;
    // `>= 60 years or with gout`, `men aged >= 60 years and women with gout`: one of the two, and of whom?
    const std::size_t number = parts.rfind('n', split);
    if (number == std::string_view::npos ||
        parts.substr(number + 1, split - number - 1).find_first_not_of("yt),MaqBGmeb") !=
            std::string_view::npos)
      return {};
    // the age of somebody else, or of another time
    const std::string rest = plain_text(text_, link.begin, end);
    if (parts.find_first_of("ay", split) != std::string_view::npos ||
        holds_any(lowered(rest), {" age", "years old", "least one of"}))
      return {};
    ReadLine age = sentence(begin, tokens.list[split - 1].end, false);
    if (age.line_class != LineClass::compiled || age.expression == nullptr ||
        !is_of_person(*age.expression) || !holds_age(*age.expression))
      return {};
    ReadLine made = read_again(word.starts_with("patients") ? rest : "Patients " + rest, begin, end, false);
    if (made.expression == nullptr) return {};
    // a question may hide an illness that the sentence joins to it
    if (made.line_class == LineClass::attestation && holds_any(rest, {" and ", " or ", "without"})) return {};
    std::vector<ast::ExpressionPtr> both;
    both.push_back(std::move(age.expression));
    both.push_back(std::move(made.expression));
    made.expression = joined(true, std::move(both));
    if (made.line_class == LineClass::attestation) made.line_class = LineClass::compiled;
    const SpanKind kind = made.spans.front().kind;
    made.spans = {{begin, link.begin, SpanKind::predicate}, {link.begin, end, kind}};
    return made;
  }
  return {};
}

}  // namespace eligo::grammar::registry
