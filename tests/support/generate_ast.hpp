// Random syntax trees for property tests: every construct of the language, in combinations that can be
// written.
//
// A tree is made from a stream of random bits (RapidCheck supplies the seed), so that any test can use it:
// `Generator(seed).file()`. Names include reserved words, statement words and foreign letters. What the
// parser cannot produce is not generated: `not` of a bare event, `no` of a connective, a window and a second
// window.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "grammar/ast.hpp"

namespace eligo::test {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  ast::ExpressionPtr expression(int depth) {
    return depth > 0 && chance(60) ? connective(depth - 1) : predicate();
  }

  ast::File file() {
    ast::File file;
    if (chance(20)) file.head_comments = {"licence"};
    const std::size_t items = below(6);
    for (std::size_t i = 0; i < items; ++i) {
      switch (below(4)) {
        case 0:
          file.items.emplace_back(definition());
          break;
        case 1:
          // A definition behind a trial would belong to it.
          if (!has_trial(file)) file.items.emplace_back(define());
          break;
        default:
          file.items.emplace_back(trial());
          break;
      }
    }
    if (!file.items.empty() && chance(20)) file.trailing_comments = {"the end"};
    if (file.items.empty()) file.head_comments.clear();
    return file;
  }

 private:
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  template <typename Enum>
  Enum one_of(std::size_t count) {
    return static_cast<Enum>(below(count));
  }
  std::string pick(std::initializer_list<const char*> from) { return *(from.begin() + below(from.size())); }

  static bool has_trial(const ast::File& file) {
    for (const auto& item : file.items) {
      if (std::holds_alternative<ast::Trial>(item)) return true;
    }
    return false;
  }

  ast::Name name() {
    return {.text = pick(
                {"platelets",
                 "HCT-CI",
                 "hematologic disease",
                 "HCV antibody",
                 "prostate cancer in situ",
                 "no response",
                 "Crohn's disease",
                 "score",
                 "value set of",
                 "unit dose",
                 "at least",
                 "month",
                 "25-OH vitamin D",
                 "血小板",
                 "pain at",
                 "to",
                 "of",
                 "other than",
                 "drug class",
                 "a, b",
                 "x (y)",
                 "first",
                 "cannot_follow_protocol",
                 "graft-versus-host disease of the gastrointestinal tract after donor lymphocyte infusion",
                 "criteria not",
                 "trial",
                 "note",
                 "on day",
                 "# x",
                 "Sjögren"}),
            .span = {}};
  }
  std::vector<ast::Name> names(std::size_t most) {
    std::vector<ast::Name> result;
    for (std::size_t i = 0; i <= below(most); ++i) result.push_back(name());
    return result;
  }
  ast::Number number() {
    return {pick({"0", "1", "2", "30", "0.14", "-1.50", "1e3", "2.5e-4", "100000", "007"}), {}};
  }
  ast::Duration duration() { return {.count = number(), .unit = one_of<ast::TimeUnit>(4), .span = {}}; }
  ast::Unit unit() {
    return {pick({"", "10*9/L", "%", "mg/dL", "/uL", "months", "[IU]/L", "{a, b}", "mL/min/{1.73_m2}",
                  "g/(12.h)", "days"}),
            {}};
  }
  ast::AbsoluteLimit limit() {
    ast::AbsoluteLimit result{.number = number(), .unit = unit()};
    if (result.unit.text == "{a, b}") result.unit.text = "{a,b}";
    return result;
  }
  ast::Text text() {
    return {pick({"", "a text", "with \"quotes\" and \\", "# no comment", "漢字 and é",
                  "a rather long text that runs on and on until the line "
                  "is longer than a hundred columns, as notes are"}),
            {}};
  }
  ast::Comments comments() {
    ast::Comments result;
    if (chance(10)) result.before = {"above", "# twice", ""};
    if (chance(10)) result.after = pick({"behind", " indented", "#"});
    return result;
  }
  std::vector<ast::Note> notes() {
    std::vector<ast::Note> result;
    while (chance(25)) result.push_back({text(), comments()});
    return result;
  }

  ast::Subject subject(bool with_except = true) {
    ast::Subject result;
    result.quantifier = chance(70) ? ast::Subject::Quantifier::one : one_of<ast::Subject::Quantifier>(3);
    result.names = names(result.quantifier == ast::Subject::Quantifier::one ? 1 : 5);
    if (with_except && chance(20)) result.except = names(6);
    return result;
  }

  // ------------------------------------------------------------------ predicates

  ast::ExpressionPtr make(ast::Expression::Node node) {
    auto result = std::make_unique<ast::Expression>();
    result->node = std::move(node);
    return result;
  }

  ast::ValueTest value_test() {
    switch (below(5)) {
      case 0: {
        ast::AbsoluteLimit high = limit();
        return ast::RangeTest{number(), std::move(high.number), std::move(high.unit)};
      }
      case 1:
        return ast::NormalTest{one_of<ast::NormalSide>(2)};
      case 2:
        return ast::FindingTest{one_of<ast::Finding>(3)};
      case 3: {
        ast::NormalLimit normal{.multiple = {}, .side = one_of<ast::NormalSide>(2)};
        if (chance(60)) normal.multiple = number();
        return ast::ComparisonTest{one_of<ast::Comparator>(5), std::move(normal)};
      }
      default:
        return ast::ComparisonTest{one_of<ast::Comparator>(5), limit()};
    }
  }

  ast::Measurement measurement() {
    ast::Measurement result;
    if (chance(30)) result.selector = one_of<ast::Selector>(6);
    result.subject = subject();
    if (chance(20)) {
      ast::OnDay timing{.day = number(), .tolerance = {}, .event = subject(), .span = {}};
      if (chance(40)) timing.tolerance = number();
      result.timing = std::move(timing);
    } else if (chance(10)) {
      result.timing = ast::Consecutive{number(), {}};
    }
    result.test = value_test();
    if (chance(30)) result.fresh_within = duration();
    return result;
  }

  ast::History history() {
    ast::History result;
    result.kind = one_of<ast::HistoryKind>(5);
    result.subject = subject();
    while (chance(20))
      result.attributes.push_back({.name = name(), .other_than = chance(30), .values = names(3), .span = {}});
    if (chance(20)) result.response = one_of<ast::Response>(3);
    // An event needs a suffix, an onset a time.
    const bool needs_time = result.kind == ast::HistoryKind::event || result.kind == ast::HistoryKind::onset;
    switch (needs_time ? 1 + below(3) : below(5)) {
      case 1:
        result.time = ast::WithinWindow{duration()};
        break;
      case 2:
        result.time = ast::AgoWindow{one_of<ast::Ago>(4), duration()};
        break;
      case 3:
        result.time = ast::OnOrAfter{subject()};
        break;
      case 4:
        if (result.kind == ast::HistoryKind::diagnosis) result.time = ast::ActiveWithin{duration()};
        break;
      default:
        break;
    }
    return result;
  }

  ast::Expression::Node since() {
    ast::Since result{.bound = one_of<ast::Since::Bound>(6),
                      .low = {},
                      .length = duration(),
                      .first = chance(30),
                      .onset = chance(30),
                      .event = subject()};
    if (result.bound == ast::Since::Bound::range) result.low = number();
    return result;
  }
  ast::Expression::Node count() {
    ast::Count result{.bound = one_of<ast::Count::Bound>(6),
                      .low = {},
                      .number = number(),
                      .event = subject(),
                      .within = {}};
    if (result.bound == ast::Count::Bound::range) result.low = number();
    if (chance(40)) result.within = duration();
    return result;
  }
  ast::Expression::Node age() {
    ast::AgeTest result;
    result.high = duration();
    if (chance(50)) {
      result.low = duration();
    } else {
      result.comparator = one_of<ast::Comparator>(5);
    }
    return result;
  }

  ast::ExpressionPtr predicate() {
    switch (below(10)) {
      case 0:
        return make(age());
      case 1:
        return make(ast::SexTest{one_of<ast::Sex>(2)});
      case 2:
        return make(history());
      case 3:
        return make(since());
      case 4:
        return make(count());
      case 5: {
        ast::OtherTrial other;
        if (chance(50)) other.within = duration();
        return make(std::move(other));
      }
      case 6:
        return make(ast::Attest{name()});
      case 7:
        return make(ast::Unencoded{text()});
      case 8:
        return make(ast::Reference{name()});
      default:
        return make(measurement());
    }
  }

  ast::ExpressionPtr absence() {
    if (chance(40))
      return make(ast::Not{make(ast::History{.kind = ast::HistoryKind::event,
                                             .subject = subject(false),
                                             .attributes = {},
                                             .response = {},
                                             .time = {}}),
                           true});
    ast::ExpressionPtr inner = predicate();
    if (std::holds_alternative<ast::Reference>(inner->node)) inner = make(history());
    return make(ast::Not{std::move(inner), true});
  }

  // ------------------------------------------------------------------ connectives

  std::vector<ast::ExpressionPtr> operands(int depth, std::size_t least) {
    std::vector<ast::ExpressionPtr> result;
    const std::size_t count = least + below(3);
    for (std::size_t i = 0; i < count; ++i) result.push_back(expression(depth));
    return result;
  }

  ast::ExpressionPtr connective(int depth) {
    switch (below(8)) {
      case 0:
        return make(ast::And{operands(depth, 2)});
      case 1:
        return make(ast::Or{operands(depth, 2)});
      case 2:
        return make(ast::AnyOf{operands(depth, 1)});
      case 3:
        return make(ast::AllOf{operands(depth, 1)});
      case 4:
        return make(ast::AtLeast{number(), operands(depth, 1)});
      case 5:
        return make(ast::Not{expression(depth), false});
      case 6:
        return absence();
      default:
        return make(ast::If{expression(depth), expression(depth), chance(50) ? expression(depth) : nullptr});
    }
  }

  // ------------------------------------------------------------------ statements

  // Comments stand at the operands that have lines of their own.
  ast::ExpressionPtr body() {
    ast::ExpressionPtr result = expression(3);
    const auto comment_all = [&](std::vector<ast::ExpressionPtr>& list) {
      for (const auto& operand : list) operand->comments = comments();
    };
    if (auto* conjunction = std::get_if<ast::And>(&result->node)) {
      comment_all(conjunction->operands);
    } else if (auto* disjunction = std::get_if<ast::Or>(&result->node)) {
      comment_all(disjunction->operands);
    } else {
      result->comments = comments();
    }
    return result;
  }

  ast::Define define() {
    return {.name = name(), .expression = body(), .notes = notes(), .span = {}, .comments = comments()};
  }

  ast::Criterion criterion() {
    ast::Criterion result;
    result.kind = one_of<ast::CriterionKind>(2);
    result.id.text = pick({"1", "S1", "12a", "D-1", "4.2"});
    result.label = text();
    result.expression = body();
    result.notes = notes();
    result.comments = comments();
    return result;
  }

  ast::Trial trial() {
    ast::Trial result;
    result.id.text = pick({"NCT06949267", "MSC4PGF", "X-1"});
    result.title = text();
    result.unpublished = chance(20);
    result.notes = notes();
    result.comments = comments();
    for (std::size_t i = below(4); i > 0; --i) {
      if (chance(25)) {
        result.items.emplace_back(define());
      } else {
        result.items.emplace_back(criterion());
      }
    }
    return result;
  }

  std::vector<ast::CodeRange> codes() {
    std::vector<ast::CodeRange> result;
    while (chance(40)) {
      ast::CodeRange code{.system = {.text = pick({"LOINC", "ICD-10-CM", "SNOMED"}), .span = {}},
                          .first = pick({"777-3", "C81", "D45.1", "2601"}),
                          .last = {},
                          .span = {}};
      if (code.first == "C81" && chance(50)) code.last = "C96";
      result.push_back(std::move(code));
    }
    return result;
  }
  std::vector<ast::Text> synonyms() {
    std::vector<ast::Text> result;
    while (chance(40)) result.push_back(text());
    return result;
  }

  ast::Concept definition() {
    ast::Concept result;
    result.extends = chance(20);
    result.kind = one_of<ast::ConceptKind>(9);
    result.name = name();
    if (!result.extends) result.phrase = text();
    result.comments = comments();
    if (chance(40)) return result;
    if (chance(40)) result.unit.text = pick({"10*9/L", "%", "{score}"});
    if (chance(30)) result.range_low = number();
    if (result.range_low && chance(60)) result.range_high = number();
    if (result.range_high && chance(40)) result.step = number();
    if (chance(20)) result.molar_mass = ast::AbsoluteLimit{number(), {"g/mol", {}}};
    result.nucleic_acid = chance(20);
    if (chance(30)) result.parents = names(4);
    if (chance(30)) result.members = names(12);
    result.codes = codes();
    result.synonyms = synonyms();
    while (chance(25))
      result.types.push_back(
          {.name = name(), .phrase = text(), .codes = codes(), .synonyms = synonyms(), .span = {}});
    // Comments behind a property go to the head, so the notes here have none.
    while (chance(25)) result.notes.push_back({text(), {}});
    return result;
  }

  std::mt19937_64 random_;
};

}  // namespace eligo::test
