// Ages. See sentence_builder.hpp.
#include <algorithm>
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

}  // namespace eligo::grammar::registry
