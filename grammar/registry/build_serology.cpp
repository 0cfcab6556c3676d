// Findings of tests: positive for HIV, HBsAg negative. See sentence_builder.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

namespace {

// The tests that stand for an infection where a text says that it is positive.
struct Shown {
  std::string_view infection;
  std::string_view test;
};
constexpr std::array kShown = {
    Shown{"hepatitis_b", "hbsag"},          Shown{"hepatitis_c", "hcv_antibody"},
    Shown{"hepatitis_b_or_c", "hbsag"},     Shown{"hepatitis_b_or_c", "hcv_antibody"},
    Shown{"hiv_infection", "hiv_antibody"}, Shown{"syphilis_infection", "syphilis"},
};

}  // namespace

void SentenceBuilder::add_test(const NewFacts::Made& fact, ast::Measurement& made) {
  built_.has_new_fact = built_.has_new_fact || fact.is_new;
  const bool again = std::any_of(made.subject.names.begin(), made.subject.names.end(),
                                 [&](const ast::Name& name) { return name.text == fact.name.text; });
  if (!again) made.subject.names.push_back(fact.name);
}

// A virus or another agent that the lexicon has no test of, behind tests that it has.
bool SentenceBuilder::add_other_serum(std::size_t node, ast::Measurement& made) {
  const std::string words = lower_text(at(node).begin, at(node).end);
  const bool agent = has_word(words, "virus") || has_word(words, "cmv") || has_word(words, "ebv") ||
                     has_word(words, "hsv") || has_word(words, "chagas") || has_word(words, "toxoplasma") ||
                     has_word(words, "mycoplasma") || has_word(words, "pallidum") ||
                     has_word(words, "rubella");
  if (!exclusion_ || !agent || made.subject.names.empty()) return false;
  add_test(facts_.get(ast::ConceptKind::serology, text_of(at(node).begin, at(node).end)), made);
  return true;
}

// The test at `node`, or those that stand for the infection there; false: neither.
bool SentenceBuilder::add_serum(std::size_t node, ast::Measurement& made) {
  if (token(at(node).begin).part == Part::word) return add_other_serum(node, made);
  const Entry* entry = token(at(node).begin).entry;
  if (entry == nullptr) return false;
  if (token(at(node).begin).part == Part::serology) {
    add_test(facts_.get(*entry), made);
    return true;
  }
  bool found = false;
  for (const Shown& shown : kShown) {
    const ast::Concept* test = shown.infection == entry->value ? lexicon_.fact(shown.test) : nullptr;
    if (test == nullptr) continue;
    found = true;
    const std::string phrase = test->phrase.text;
    add_test({{phrase, {}, false}, false}, made);
    built_.notes.push_back(phrase + " stands for " + entry->phrase + '.');
  }
  return found;
}

ast::ExpressionPtr SentenceBuilder::serology(std::size_t node) {
  ast::Measurement made;
  std::vector<std::size_t> separators;
  std::vector<std::size_t> sera;
  ast::FindingTest test;
  int findings = 0;
  bool sure = true;
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag == Tag::separator) separators.push_back(child);
    if (at(child).tag == Tag::filler) sure = sure && moment_is_now(child);
    if (at(child).tag == Tag::window) {
      const auto time = window(child);
      const auto* within = time ? std::get_if<ast::WithinWindow>(&*time) : nullptr;
      if (within == nullptr || made.fresh_within)
        sure = false;
      else
        made.fresh_within = within->length;
    }
    if (at(child).tag == Tag::finding) {
      const auto finding =
          token(at(child).begin).part == Part::positive ? ast::Finding::positive : ast::Finding::negative;
      sure = sure && (findings++ == 0 || finding == test.finding);
      test.finding = finding;
    }
    if (at(child).tag == Tag::subject) sera.push_back(child);
    if (at(child).tag == Tag::sera_meant && !sera.empty()) {
      // of a test, what stands in brackets is another name; an infection there is meant beside the first one
      sure = sure && token(at(sera.back()).begin).part == Part::condition;
      std::vector<std::size_t> meant;
      bool tests = true;
      for_each_child(child, [&](std::size_t inner) {
        if (at(inner).tag != Tag::subject) return;
        meant.push_back(inner);
        tests = tests && token(at(inner).begin).part == Part::serology;
      });
      if (tests) sera.pop_back();
      sera.insert(sera.end(), meant.begin(), meant.end());
    }
  });
  for (const std::size_t serum : sera) sure = sure && add_serum(serum, made);
  if (!sure) return nullptr;
  const auto how = found_together(node, made.subject.names.size(), separators, test.finding);
  if (!how) return nullptr;
  made.subject.quantifier = *how;
  made.test = test;
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, built_.has_new_fact ? SpanKind::new_concept : SpanKind::predicate);
  return make_expression(std::move(made));
}

// How several tests share one finding; nullopt where the sentence leaves it open.
std::optional<ast::Subject::Quantifier> SentenceBuilder::found_together(
    std::size_t node, std::size_t tests, const std::vector<std::size_t>& separators,
    ast::Finding finding) const {
  using Quantifier = ast::Subject::Quantifier;
  if (tests < 2) return Quantifier::one;
  // a list of viruses behind `positive for` excludes one by one, whatever joins it
  if (exclusion_ && finding == ast::Finding::positive) return Quantifier::any;
  if (!exclusion_ && finding == ast::Finding::negative) {
    for (const std::size_t separator : separators)
      if (has_part(at(separator), Part::or_) && token(at(node).begin).part != Part::negative)
        return std::nullopt;
    return Quantifier::all;
  }
  return separators.empty() ? std::nullopt : quantifier(separators, true);
}

}  // namespace eligo::grammar::registry
