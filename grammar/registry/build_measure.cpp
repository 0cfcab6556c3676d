// Measurements: tests of values, and how several of them go together. See sentence_builder.hpp.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "grammar/registry/build_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

// How several names share one test; nullopt where the sentence leaves it open.
std::optional<ast::Subject::Quantifier> SentenceBuilder::quantifier(
    const std::vector<std::size_t>& separators, bool of_tests) const {
  bool has_and = false;
  bool has_or = false;
  for (const std::size_t node : separators) {
    has_and = has_and || has_part(at(node), Part::and_);
    has_or = has_or || has_part(at(node), Part::or_) || has_part(at(node), Part::and_or);
  }
  if (has_and && has_or) return std::nullopt;
  if (has_or) return exclusion_ || of_tests ? std::optional(ast::Subject::Quantifier::any) : std::nullopt;
  if (has_and) return exclusion_ ? std::nullopt : std::optional(ast::Subject::Quantifier::all);
  return exclusion_ ? ast::Subject::Quantifier::any : ast::Subject::Quantifier::all;
}

// ---------------------------------------------------------------- tests

namespace {

ast::Expression::Node with_test(const ast::Measurement& about, ast::ValueTest test) {
  ast::Measurement made = about;
  made.test = std::move(test);
  return made;
}

}  // namespace

ast::ExpressionPtr SentenceBuilder::range_test(const ast::Measurement& about, std::size_t test) const {
  const Number low = limit(test + 1);
  const Number high = limit(at(test + 1).next);
  if (!low.side.empty() || !high.side.empty()) return nullptr;
  const auto unit = ucum(high);
  const auto low_unit = ucum(low);
  if (!unit || !low_unit || (!low_unit->empty() && *low_unit != *unit)) return nullptr;
  auto high_limit = absolute(about, high);
  if (!high_limit) return nullptr;
  if (std::strtod(low.value.c_str(), nullptr) > std::strtod(high.value.c_str(), nullptr)) return nullptr;
  ast::RangeTest range{{low.value, {}}, {high.value, {}}, std::get<ast::AbsoluteLimit>(*high_limit).unit};
  return make_expression(with_test(about, std::move(range)));
}

namespace {

// `ECOG 2`, `Karnofsky 70 %`: hardly this state alone; text that has lost its signs says it so, and nothing
// tells which sign it was.
bool is_between_best_and_worst(const ast::Concept* fact, std::string_view name, std::string_view value) {
  if (fact != nullptr && fact->name.text == "ecog") return value != "0";
  const bool of_hundred = fact != nullptr && fact->name.text == "kps";
  return (of_hundred || name.find("performance") != std::string_view::npos) && value != "0" && value != "100";
}

// `platelets = 100,000/uL`: nobody is asked for this very value; the text has lost a sign.
bool is_of_quantity(const ast::Limit& limit) {
  const auto* absolute = std::get_if<ast::AbsoluteLimit>(&limit);
  return absolute == nullptr || !absolute->unit.text.empty();
}

}  // namespace

ast::ExpressionPtr SentenceBuilder::grades_test(const ast::Measurement& about, std::size_t test) const {
  // 0, 1 or 2: grades in a row, only of scores
  std::vector<std::string> values;
  for (std::uint32_t i = at(test).begin; i < at(test).end; ++i) {
    if (token(i).part == Part::number) values.emplace_back(token(i).value);
    if (token(i).part == Part::unit && token(i).value != "1" && token(i).value != "%") return nullptr;
  }
  const ast::Concept* fact = lexicon_.fact_called(about.subject.names.front().text);
  const bool grade = fact != nullptr && (fact->name.text == "ecog" || fact->name.text == "kps" ||
                                         fact->name.text == "nyha_class");
  const std::string& name = about.subject.names.front().text;
  if (!grade && name.find("performance") == std::string::npos && facts_.unit(name) != "{class}")
    return nullptr;
  for (const auto& value : values)
    if (!is_whole(value)) return nullptr;
  if (values.size() == 1 && is_between_best_and_worst(fact, name, values[0])) return nullptr;
  if (values.size() == 1)
    return make_expression(with_test(
        about, ast::ComparisonTest{ast::Comparator::equal, ast::AbsoluteLimit{{values[0], {}}, {}}}));
  const unsigned long step = fact != nullptr && fact->name.text == "kps" ? 10 : 1;
  for (std::size_t i = 1; i < values.size(); ++i)
    if (std::stoul(values[i]) != std::stoul(values[i - 1]) + step) return nullptr;
  return make_expression(with_test(about, ast::RangeTest{{values.front(), {}}, {values.back(), {}}, {}}));
}

// Where `or more` stands in `7 or more points`.
std::uint32_t SentenceBuilder::or_more_of(std::size_t test) const {
  std::uint32_t i = at(test).end - 1;
  while (token(i).part != Part::or_more) --i;
  return i;
}

// The sign of a test with one limit, as if it stood in front of the limit.
std::string SentenceBuilder::sign_of(std::size_t test) const {
  switch (at(test).tag) {
    case Tag::compare:
      return std::string(token(at(test).begin).value);
    case Tag::after:
      return std::string(token(or_more_of(test)).value);
    case Tag::before_subject:
      return turned_sign(token(at(test).end - 1).value);
    case Tag::from:
      return ">=";
    case Tag::upto:
      return "<=";
    default:
      return {};
  }
}

// The limit of such a test; of a range, its lower end.
SentenceBuilder::Number SentenceBuilder::limit_of(std::size_t test) const {
  return limit(at(test).tag == Tag::from || at(test).tag == Tag::upto ? test : test + 1);
}

ast::ExpressionPtr SentenceBuilder::value_test(const ast::Measurement& about, std::size_t test) const {
  const auto compared = [&](std::string_view sign, const Number& number) -> Expr {
    const auto op = comparator(sign);
    auto made = absolute(about, number);
    if (!op || !made || (*op == ast::Comparator::equal && is_of_quantity(*made))) return nullptr;
    return make_expression(with_test(about, ast::ComparisonTest{*op, std::move(*made)}));
  };
  switch (at(test).tag) {
    case Tag::compare:
    case Tag::after:
    case Tag::before_subject:
    case Tag::from:
    case Tag::upto:
      return compared(sign_of(test), limit_of(test));
    case Tag::normal: {
      std::vector<Expr> both;
      both.push_back(make_expression(
          with_test(about, ast::ComparisonTest{ast::Comparator::greater_equal,
                                               ast::NormalLimit{{}, ast::NormalSide::lower}})));
      both.push_back(make_expression(with_test(
          about,
          ast::ComparisonTest{ast::Comparator::less_equal, ast::NormalLimit{{}, ast::NormalSide::upper}})));
      return joined(true, std::move(both));
    }
    case Tag::range:
      return range_test(about, test);
    case Tag::values:
      return grades_test(about, test);
    default:
      return nullptr;
  }
}

SentenceBuilder::MeasureParts SentenceBuilder::measure_parts(std::size_t node) const {
  MeasureParts parts;
  parts.node = node;
  for_each_child(node, [&](std::size_t child) {
    switch (at(child).tag) {
      case Tag::subject:
        parts.subjects.push_back(child);
        break;
      case Tag::new_subject:
        parts.new_subject = child;
        break;
      case Tag::separator:
        parts.separators.push_back(child);
        break;
      case Tag::window: {
        const auto time = window(child);
        const auto* within = time ? std::get_if<ast::WithinWindow>(&*time) : nullptr;
        if (within == nullptr || parts.fresh)
          parts.sure = false;
        else
          parts.fresh = within->length;
        break;
      }
      case Tag::named_scale:
        parts.scale = child;
        break;
      case Tag::named_again:
        parts.sure = parts.sure && names_again(child, parts.subjects);
        break;
      case Tag::stray:
        parts.sure = parts.sure && is_reference_mark(child, parts.subjects);
        break;
      case Tag::filler:
        parts.sure = parts.sure && moment_is_now(child);
        parts.restated = parts.restated || has_part(at(child), Part::unit);
        break;
      default:
        parts.tests.push_back(child);
    }
  });
  return parts;
}

// Every name in the brackets stands in front of them as well.
bool SentenceBuilder::names_again(std::size_t node, const std::vector<std::size_t>& subjects) const {
  bool same = true;
  for_each_child(node, [&](std::size_t child) {
    if (at(child).tag != Tag::subject) return;
    same = same && std::any_of(subjects.begin(), subjects.end(), [&](std::size_t subject) {
             return token(at(subject).begin).value == token(at(child).begin).value;
           });
  });
  return same;
}

// `ECOG 0-1 59`: a number that the scale does not have is what is left of a raised reference.
bool SentenceBuilder::is_reference_mark(std::size_t node, const std::vector<std::size_t>& subjects) const {
  return subjects.size() == 1 && token(at(subjects[0]).begin).value == "ecog" &&
         std::strtod(std::string(token(at(node).begin).value).c_str(), nullptr) > 5;
}

// How several measurements share the tests; nullopt where the sentence leaves it open.
std::optional<ast::Subject::Quantifier> SentenceBuilder::measured_together(const MeasureParts& parts) const {
  const bool performance =
      std::all_of(parts.subjects.begin(), parts.subjects.end(), [&](std::size_t node_of) {
        const std::string_view value = token(at(node_of).begin).value;
        return value == "kps" || value == "ecog" || value == "lansky_play_score";
      });
  auto how = quantifier(parts.separators, false);
  // Karnofsky for adults, Lansky for children: one of them is there
  if (performance && !exclusion_) how = ast::Subject::Quantifier::any;
  return how;
}

// Whether two tests are alternatives: `< 50 or > 100`.
bool SentenceBuilder::is_either(const std::vector<std::size_t>& tests) const {
  return tests.size() == 2 && at(tests[1]).begin > 0 && token(at(tests[1]).begin - 1).part == Part::or_;
}

// `>= 18.5 and < 35 kg/m2`: the unit that stands with one of two limits is the other's as well.
void SentenceBuilder::share_unit(const std::vector<std::size_t>& tests) {
  if (tests.size() != 2) return;
  for (const std::size_t test : tests)
    if (sign_of(test).empty()) return;
  const Number first = limit_of(tests[0]);
  const Number second = limit_of(tests[1]);
  const bool first_bare = first.unit == nullptr && first.side.empty();
  const bool second_bare = second.unit == nullptr && second.side.empty();
  if (first_bare == second_bare) return;
  const Number& written = first_bare ? second : first;
  if (!written.side.empty() && is_either(tests)) return;
  shared_ = {{}, written.unit, written.side};
}

// Limits without a unit must all be in the same one.
bool SentenceBuilder::same_bare_unit(const MeasureParts& parts) const {
  if (assumed_unit_.empty()) return true;
  std::vector<Number> numbers;
  for (const std::size_t test : parts.tests) {
    if (at(test).tag == Tag::normal) continue;
    numbers.push_back(limit_of(test));
    if (at(test).tag == Tag::range) numbers.push_back(limit(at(test + 1).next));
  }
  return std::all_of(numbers.begin(), numbers.end(), [&](const Number& number) {
    if (number.unit != nullptr || !number.side.empty()) return true;
    return std::all_of(parts.subjects.begin(), parts.subjects.end(), [&](std::size_t subject) {
      return lexicon_.bare_unit(token(at(subject).begin).entry->value, number.value) == assumed_unit_;
    });
  });
}

// `performance score >= 50 % (Lansky or Karnofsky)` is about the scales.
bool SentenceBuilder::name_scale(MeasureParts& parts) const {
  if (parts.scale == 0) return true;
  if (parts.subjects.size() != 1 || token(at(parts.subjects[0]).begin).value != "performance_status")
    return false;
  parts.subjects.clear();
  for_each_child(parts.scale, [&](std::size_t child) {
    if (at(child).tag == Tag::subject) parts.subjects.push_back(child);
    if (at(child).tag == Tag::separator) parts.separators.push_back(child);
  });
  return true;
}

ast::ExpressionPtr SentenceBuilder::measure(std::size_t node) {
  shared_ = {};
  assumed_unit_.clear();
  plain_score_ = false;
  MeasureParts parts = measure_parts(node);
  if (!parts.sure || parts.tests.empty() || !name_scale(parts)) return nullptr;
  share_unit(parts.tests);
  Expr result = measured_tests(parts);
  shared_ = {};
  if (result == nullptr) return nullptr;
  built_.has_fact = true;
  return result;
}

ast::ExpressionPtr SentenceBuilder::measured_tests(const MeasureParts& parts) {
  const std::size_t head = parts.tests[0];
  if (at(head).tag == Tag::pair) return pressures(parts);
  const bool values = at(head).tag == Tag::values || at(head).tag == Tag::normal;
  Number first = values ? Number{} : at(head).tag == Tag::range ? limit(at(head + 1).next) : limit_of(head);
  if (at(head).tag == Tag::normal) first.side = "ULN";
  const bool plain = at(head).tag == Tag::compare || at(head).tag == Tag::after;
  if (parts.restated && (parts.tests.size() != 1 || !plain || !first.side.empty())) return nullptr;
  auto about = measurement(parts.subjects, parts.new_subject, first);
  if (!about || !same_bare_unit(parts)) return nullptr;
  // of two that one word names, either may be too high, and both must be low enough
  if (about->subject.names.size() > parts.subjects.size() && parts.new_subject == 0 &&
      (values || sign_of(head).empty() || (sign_of(head).front() == '>') != exclusion_))
    return nullptr;
  if (about->subject.names.size() > 1) {
    const auto how = measured_together(parts);
    if (!how) return nullptr;
    about->subject.quantifier = *how;
  }
  about->fresh_within = parts.fresh;
  std::vector<Expr> made;
  for (const std::size_t test : parts.tests) {
    Expr one = at(test).tag == Tag::or_limit ? restated_test(*about, head, test) : value_test(*about, test);
    if (one == nullptr) return nullptr;
    made.push_back(std::move(one));
  }
  bool either = is_either(parts.tests) || at(parts.tests.back()).tag == Tag::or_limit;
  if (!either && contradicts(parts.tests)) {
    // `< 9 and > 25` holds of nobody: among exclusions it can only mean each by itself
    const bool apart = sign_of(parts.tests[0]).front() != sign_of(parts.tests[1]).front();
    if (!exclusion_ || !apart || token(at(parts.tests[1]).begin - 1).part != Part::and_) return nullptr;
    either = true;
  }
  const bool is_new = parts.new_subject != 0 || facts_.is_new(about->subject.names.front().text);
  cover(at(parts.node).begin, at(parts.node).end, is_new ? SpanKind::new_concept : SpanKind::predicate);
  return joined(!either, std::move(made));
}

// `>= 9 g/dL or 5.6 mmol/L`: the same test with the other limit. It must be another kind of unit.
ast::ExpressionPtr SentenceBuilder::restated_test(const ast::Measurement& about, std::size_t head,
                                                  std::size_t test) const {
  const auto sign = comparator(sign_of(head));
  const Number first = limit_of(head);
  Number again;
  again.unit = &token(at(test).end - 1);
  again.value = token(at(test).end - 2).value;
  const auto unit = ucum(first);
  const auto other = ucum(again);
  if (!sign || !unit || !other || *unit == *other || unit->empty()) return nullptr;
  auto made = absolute(about, again);
  if (!made) return nullptr;
  return make_expression(with_test(about, ast::ComparisonTest{*sign, std::move(*made)}));
}

// `< 18 and > 70` holds of nobody: the sentence means something else.
bool SentenceBuilder::contradicts(const std::vector<std::size_t>& tests) const {
  if (tests.size() != 2) return false;
  const std::string first = sign_of(tests[0]);
  const std::string second = sign_of(tests[1]);
  const Number a = limit_of(tests[0]);
  const Number b = limit_of(tests[1]);
  if (first.empty() || second.empty()) return false;
  if (first[0] == second[0]) return true;
  const double low = std::strtod((first[0] == '>' ? a : b).value.c_str(), nullptr);
  const double high = std::strtod((first[0] == '>' ? b : a).value.c_str(), nullptr);
  return a.side == b.side && (a.unit == nullptr || b.unit == nullptr || a.unit->value == b.unit->value) &&
         low > high;
}

}  // namespace eligo::grammar::registry
