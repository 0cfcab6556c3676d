// Ages, and findings of tests. See sentence_builder.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
// ---------------------------------------------------------------- age

namespace {

bool is_bare_age(const Token& token) {
  constexpr std::string_view parts = "ntcMTr&|.,;:-qmBF";
  return parts.find(static_cast<char>(token.part)) != std::string_view::npos;
}

}  // namespace

// One end of an age; years where neither end has a unit.
std::optional<ast::Duration> SentenceBuilder::age_limit(const Number& number, const Number& other) const {
  const Token* unit = number.unit != nullptr ? number.unit : other.unit;
  if (!number.side.empty() || (unit != nullptr && unit->part == Part::unit)) return std::nullopt;
  if (unit != nullptr) return duration(number.value, unit);
  if (!is_whole(number.value)) return std::nullopt;
  return ast::Duration{{number.value, {}}, ast::TimeUnit::year, {}};
}

// `over 50 kg, male`: without a unit of time a clause must say age.
bool SentenceBuilder::says_age(std::uint32_t begin, std::uint32_t end, bool unit_written) const {
  bool word = false;
  bool group = false;
  bool years = false;
  for (std::uint32_t i = begin; i < end; ++i) {
    const Part part = token(i).part;
    const std::string text = lower_text(i, i + 1);
    const bool old = text.find("old") != std::string::npos || text.find("young") != std::string::npos ||
                     text.find("elder") != std::string::npos;
    word = word || part == Part::age || part == Part::years_old ||
           ((part == Part::or_more || part == Part::comparator) && old);
    group = group || part == Part::age_group || part == Part::any_sex || part == Part::sex;
    years = years || (part == Part::time && token(i).value == "year");
  }
  // `18-80 years`, and nothing else in the whole line
  if (years && begin == 0 && std::all_of(tokens_.list.begin(), tokens_.list.end(), is_bare_age)) return true;
  return word || (group && unit_written);
}

std::optional<ast::AgeTest> SentenceBuilder::age_test(std::size_t child, const Number& last) const {
  const Tag tag = at(child).tag;
  ast::AgeTest test;
  if (const std::string sign = sign_of(child); !sign.empty()) {
    const auto bound = age_limit(limit_of(child), last);
    test.comparator = comparator(sign);
    if (!bound || !test.comparator) return std::nullopt;
    test.high = *bound;
    return test;
  }
  if (tag != Tag::range) return std::nullopt;
  const Number low = limit(child + 1);
  const Number high = limit(at(child + 1).next);
  const auto from = age_limit(low, high);
  const auto to = age_limit(high, low);
  if (!from || !to || (from->unit == to->unit && std::stoul(from->count.text) > std::stoul(to->count.text)))
    return std::nullopt;
  test.low = from;
  test.high = *to;
  return test;
}

ast::ExpressionPtr SentenceBuilder::age(std::size_t node, std::size_t clause_begin) {
  bool sure = true;
  bool unit_written = false;
  std::vector<std::size_t> tests;
  Number last;  // `< 18 or > 70 years`: the unit may stand once, at the end
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag == Tag::filler) {
      sure = sure && moment_is_now(child);
      return;
    }
    tests.push_back(child);
    if (at(child).tag == Tag::range) unit_written = unit_written || limit(at(child + 1).next).unit != nullptr;
    if (sign_of(child).empty() || at(child).tag == Tag::before_subject) return;
    last = limit_of(child);
    unit_written = unit_written || last.unit != nullptr;
  });
  if (!sure || tests.empty() ||
      !says_age(static_cast<std::uint32_t>(clause_begin), at(node).end, unit_written))
    return nullptr;
  bool either = tests.size() == 2 && token(at(tests[1]).begin - 1).part == Part::or_;
  if (!either && contradicts(tests)) {
    // `under 18 and over 75` holds of nobody: among exclusions it can only mean each by itself
    if (!exclusion_ || token(at(tests[1]).begin - 1).part != Part::and_) return nullptr;
    either = true;
  }
  std::vector<Expr> made;
  for (const std::size_t child : tests) {
    auto test = age_test(child, last);
    if (!test) return nullptr;
    made.push_back(make_expression(std::move(*test)));
  }
  built_.has_fact = true;
  cover(at(node).begin, at(node).end, SpanKind::predicate);
  return joined(!either, std::move(made));
}

// ---------------------------------------------------------------- findings

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

// The test at `node`, or those that stand for the infection there; false: neither.
bool SentenceBuilder::add_serum(std::size_t node, ast::Measurement& made) {
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
      // of a test, what stands in brackets is another name
      if (token(at(sera.back()).begin).part == Part::condition)
        sera.pop_back();
      else
        sure = false;
      for_each_child(child, [&](std::size_t meant) {
        if (at(meant).tag == Tag::subject) sera.push_back(meant);
      });
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
