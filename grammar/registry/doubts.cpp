// What leaves a sentence open although each of its clauses can be read: words that turn what stands beside
// them, and a negation, a sex or a time that may be meant for one clause or for all. See
// sentence_builder.hpp.
#include <algorithm>
#include <array>
#include <string_view>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

namespace {

bool is_negated(const ast::ExpressionPtr& clause) { return std::holds_alternative<ast::Not>(clause->node); }

bool is_history(const ast::ExpressionPtr& clause) {
  return std::holds_alternative<ast::History>(clause->node);
}

}  // namespace

bool SentenceBuilder::says(std::uint32_t begin, std::uint32_t end,
                           std::initializer_list<std::string_view> words) const {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    if (!tokens_.pairs.may_hold(word)) return false;
    for (std::uint32_t i = begin; i < end; ++i)
      // not of `including but not limited to`
      if (token(i).part != Part::example && has_word(low_word(i), word)) return true;
    return false;
  });
}

// `Both A and B`: all of them together. The word is no token, for mostly it says nothing.
bool SentenceBuilder::says_both() const {
  if (tokens_.list.empty()) return false;
  std::uint32_t begin = tokens_.list.front().begin;
  constexpr std::uint32_t word = 5;  // the word and a blank, which may stand in front of the first token
  begin -= std::min(begin, word);
  const std::string_view said = text_.substr(begin, tokens_.list.back().end - begin);
  return said.find("both ") != std::string_view::npos || said.find("Both ") != std::string_view::npos;
}

// `epilepsy, or have received A in the past year`, `B, such as C, or is taking D`: behind an `or` a clause of
// its own begins, which is no part of the name or example in front.
bool SentenceBuilder::swallows_a_clause(std::uint32_t begin, std::uint32_t end) const {
  bool joined = false;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Part part = token(i).part;
    if (part == Part::or_ || part == Part::and_or)
      // `acute or active infection`: two words of one thing
      joined = i > begin && token(i - 1).part != Part::vague && token(i - 1).part != Part::active;
    else if (joined && (part == Part::treated || (part == Part::active && low_word(i).starts_with("acti"))))
      return true;
    else if (part != Part::lead && part != Part::verb)
      joined = false;
  }
  return false;
}

// `sodium outside 130-150`; in a name, what says that it is not the thing named: `ruled out HIV`, `HIV test`.
bool SentenceBuilder::has_turning_words(const SentenceNodes& nodes) const {
  const auto end = static_cast<std::uint32_t>(tokens_.list.size());
  if (says(0, end, {"outside"})) return true;
  // The lexicon knows no letter case: this would be a length.
  for (std::uint32_t i = 0; i < end; ++i)
    if (token(i).part == Part::unit && text_of(i, i + 1) == "mM") return true;
  if (exclusion_ && says_both() && has_part(0, end, Part::and_) && !has_part(0, end, Part::any_sex))
    return true;
  for (std::uint32_t i = 0; i < end; ++i)
    if (token(i).part == Part::example && swallows_a_clause(i, end)) return true;
  for (std::size_t i = 0; i < nodes.size(); i = nodes[i].next) {
    const SentenceNode& node = nodes[i];
    if (node.tag != SentenceTag::history && node.tag != SentenceTag::phrase) continue;
    if (node.tag == SentenceTag::phrase && swallows_a_clause(node.begin, node.end)) return true;
    // `treated with A and B or C`
    if (exclusion_ && token(node.begin).part == Part::treated && has_part(node, Part::and_) &&
        has_part(node, Part::or_) && !has_part(node, static_cast<Part>('(')))
      return true;
    if (says(node.begin, node.end,
             {"but", "ruled", "exclude", "exclusion", "exclusions", "change", "changes", "healthy",
              "incidence"}))
      return true;
    const bool found = has_part(node, Part::positive) || has_part(node, Part::negative);
    if (found && says(node.begin, node.end, {"must"})) return true;  // a finding that is asked for
    // a test that is to be done, whatever it finds
    if (says(node.begin, node.end, {"undergo"}) && says(node.begin, node.end, {"test", "tests"})) return true;
    constexpr std::uint32_t few = 3;  // further behind it is said of something else
    if (!found && says(node.begin, std::min(node.begin + few, node.end), {"test", "tests", "testing"}))
      return true;
  }
  return false;
}

// `No A within 4 weeks or B within 2 weeks`: is B asked for, or kept out too? Behind `;` and a full stop
// another thing begins, and so does a limit behind `and`.
bool SentenceBuilder::negation_may_go_on(const SentenceParts& parts) const {
  const bool alternatives =
      std::any_of(parts.joins.begin(), parts.joins.end(), [](Join join) { return join == Join::or_; });
  bool negated_before = false;
  for (std::size_t i = 0; i < parts.made.size(); ++i) {
    const Expr& clause = parts.made[i];
    // `negative for A; B`
    const bool absent =
        !exclusion_ && parts.begins[i] < tokens_.list.size() && token(parts.begins[i]).part == Part::negative;
    if (is_negated(clause) || absent) {
      negated_before = true;
      continue;
    }
    if (!negated_before) continue;
    const Part in_front = parts.begins[i] > 0 ? token(parts.begins[i] - 1).part : Part::word;
    const bool apart = in_front == static_cast<Part>(';') || in_front == static_cast<Part>('.');
    if (alternatives || ((!apart || !exclusion_) && is_history(clause))) return true;
  }
  return false;
}

// A sex that is said of one clause among several, or both, each of another.
bool SentenceBuilder::sex_is_of_one_clause(const SentenceParts& parts) const {
  if (parts.sexes.empty() || parts.made.size() < 2) return false;
  if (exclusion_ && std::all_of(parts.made.begin(), parts.made.end(), about_pregnancy)) return false;
  if (std::any_of(parts.sexes.begin(), parts.sexes.end(),
                  [](const SaidSex& said) { return said.clauses_before > 0; }))
    return true;
  const bool one = std::all_of(parts.sexes.begin(), parts.sexes.end(),
                               [&](const SaidSex& said) { return said.sex == parts.sexes.front().sex; });
  return exclusion_ && one;
}

// `Males or diabetes`, `men or pregnant women`: one of the two, or of whom the rest is said?
bool SentenceBuilder::sex_is_an_alternative(const SentenceParts& parts) const {
  const auto end = static_cast<std::uint32_t>(tokens_.list.size());
  const auto is_join = [&](std::uint32_t i) {
    const Part part = token(i).part;
    return part == Part::or_ || part == Part::and_or ||
           (exclusion_ && (part == Part::and_ || is(token(i), ',') || is(token(i), ';') ||
                           (is(token(i), '.') && i + 1 < end)));
  };
  const bool pregnant = std::any_of(parts.made.begin(), parts.made.end(), about_pregnancy);
  // `male or females`
  if (!pregnant && parts.sexes.size() > 1 && parts.sexes[0].sex != parts.sexes[1].sex) return false;
  return !parts.made.empty() && std::any_of(parts.sexes.begin(), parts.sexes.end(), [&](const SaidSex& said) {
    const SentenceNode& node = at(said.node);
    if (pregnant && said.sex == ast::Sex::male) return true;
    if (pregnant && exclusion_) return false;
    return (node.end < end && is_join(node.end)) || (node.begin > 0 && is_join(node.begin - 1));
  });
}

// `Female, not pregnant` asks for a woman; `women must not be pregnant` does not.
bool SentenceBuilder::sex_may_be_asked_for(const SentenceParts& parts) const {
  if (exclusion_ || parts.sexes.empty() || parts.made.empty() || !is_negated(parts.made.front()))
    return false;
  const auto end = static_cast<std::uint32_t>(tokens_.list.size());
  return !says(0, end, {"must", "should", "may", "will", "cannot", "if", "all", "who", "potential"});
}

// `Adult women with asthma`, `girls with asthma`: the age is not said in numbers, and not nothing.
bool SentenceBuilder::sex_says_age(const SentenceParts& parts) const {
  const bool aged = std::any_of(parts.made.begin(), parts.made.end(), [](const Expr& clause) {
    return std::holds_alternative<ast::AgeTest>(clause->node) ||
           std::holds_alternative<ast::And>(clause->node);
  });
  return !aged && std::any_of(parts.sexes.begin(), parts.sexes.end(), [&](const SaidSex& said) {
    return says(at(said.node).begin, at(said.node).end, {"adult", "girl", "girls", "boy", "boys"});
  });
}

// `Renal impairment, creatinine > 1.5 ULN` among exclusions: one more ground, or what the illness is?
bool SentenceBuilder::limit_may_explain(const SentenceParts& parts) const {
  if (!exclusion_ || std::find(parts.joins.begin(), parts.joins.end(), Join::or_) != parts.joins.end())
    return false;
  for (std::size_t i = 1; i < parts.made.size(); ++i) {
    const auto* test = std::get_if<ast::Measurement>(&parts.made[i]->node);
    const bool comma = parts.begins[i] > 0 && token(parts.begins[i] - 1).part == static_cast<Part>(',');
    if (test != nullptr && comma && is_history(parts.made[i - 1]) &&
        !std::holds_alternative<ast::FindingTest>(test->test))
      return true;
  }
  return false;
}

// `Within 14 days: A and B`
bool SentenceBuilder::time_may_go_on(const SentenceNodes& nodes, const SentenceParts& parts) const {
  if (parts.made.size() < 2) return false;
  for (std::size_t i = 0; i < nodes.size(); i = nodes[i].next) {
    if (nodes[i].tag != SentenceTag::measure) continue;
    return i + 1 < nodes.size() && nodes[i + 1].tag == SentenceTag::window &&
           nodes[i + 1].begin == nodes[i].begin;
  }
  return false;
}

// `Female and/or male chromosome abnormalities`: of a couple, who are not both patients.
bool SentenceBuilder::sexes_are_a_couple(const SentenceParts& parts) const {
  if (!exclusion_ || parts.sexes.size() != 2 || parts.sexes[0].sex == parts.sexes[1].sex) return false;
  const std::uint32_t next = at(parts.sexes[1].node).end;
  return next < tokens_.list.size() &&
         (token(next).part == Part::word || token(next).part == Part::condition);
}

// `Arterial disease, patients who have had surgery for it`: one more ground, or what the illness is?
bool SentenceBuilder::clause_may_explain(const SentenceParts& parts) const {
  for (std::size_t i = 1; exclusion_ && i < parts.begins.size(); ++i) {
    const std::uint32_t begin = parts.begins[i];
    if (begin == 0 || !is(token(begin - 1), ',') || token(begin).part != Part::lead) continue;
    const std::string& words = low_word(begin);
    const bool who = words.find(" who") != std::string::npos ||
                     (begin + 1 < tokens_.list.size() && low_word(begin + 1).starts_with("who"));
    if (who &&
        (words.starts_with("patient") || words.starts_with("subject") || words.starts_with("participant")))
      return true;
  }
  return false;
}

bool SentenceBuilder::is_doubtful(const SentenceNodes& nodes, const SentenceParts& parts) const {
  return has_turning_words(nodes) || negation_may_go_on(parts) || sex_is_of_one_clause(parts) ||
         sex_is_an_alternative(parts) || sex_may_be_asked_for(parts) || sex_says_age(parts) ||
         limit_may_explain(parts) || time_may_go_on(nodes, parts) || sexes_are_a_couple(parts) ||
         clause_may_explain(parts);
}

}  // namespace eligo::grammar::registry
