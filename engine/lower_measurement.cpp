// Measurements and serology: one predicate for each fact of the subject, joined by and/or. See lowering.hpp.
#include <utility>

#include "engine/lowering.hpp"
#include "engine/names.hpp"
#include "grammar/format.hpp"

namespace eligo::engine {

namespace {

Selector selector(const std::optional<ast::Selector>& selector) {
  if (!selector) return Selector::latest;
  switch (*selector) {
    case ast::Selector::latest:
      return Selector::latest;
    case ast::Selector::any:
      return Selector::any;
    case ast::Selector::every:
      return Selector::every;
    case ast::Selector::first:
      return Selector::first;
    case ast::Selector::highest:
      return Selector::highest;
    case ast::Selector::lowest:
      return Selector::lowest;
  }
  return Selector::latest;
}

Finding finding(ast::Finding finding) {
  switch (finding) {
    case ast::Finding::positive:
      return Finding::positive;
    case ast::Finding::negative:
      return Finding::negative;
    case ast::Finding::indeterminate:
      return Finding::indeterminate;
  }
  return Finding::positive;
}

std::optional<OnDay> on_day(Lowering& lowering, const ast::OnDay& syntax) {
  OnDay made;
  const auto day = lowering.whole(syntax.day, "a day");
  if (!day) return std::nullopt;
  made.day = *day;
  if (syntax.tolerance) {
    const auto tolerance = lowering.whole(*syntax.tolerance, "a visit window in days");
    if (!tolerance) return std::nullopt;
    made.tolerance = *tolerance;
  }
  const auto resolved = lowering.resolve(syntax.event);
  if (!resolved) return std::nullopt;
  if (resolved->all)
    return lowering.error("E301", syntax.event.span,
                          "a day is counted from one event, not from `all of` several",
                          "write `any of (…)`: the most recent of them counts");
  auto event = event_set(lowering, syntax.event, *resolved, false, "`on day`");
  if (!event) return std::nullopt;
  if (event->kind != FactKind::procedure)
    return lowering.wrong_kind(syntax.event.names.front(), event->kind,
                               "and days are counted from a procedure");
  made.event = std::move(event->concepts);
  return made;
}

// What all facts of the subject have in common: everything but the fact and the test. False: reported.
bool fill_common(Lowering& lowering, const ast::Measurement& syntax, MeasurementPredicate& predicate) {
  predicate.selector = selector(syntax.selector);
  if (const auto* timing = std::get_if<ast::OnDay>(&syntax.timing)) {
    auto made = on_day(lowering, *timing);
    if (!made) return false;
    predicate.timing = std::move(*made);
  } else if (const auto* run = std::get_if<ast::Consecutive>(&syntax.timing)) {
    const auto days = lowering.whole(run->days, "a number of days");
    if (!days) return false;
    if (*days < 1) {
      lowering.error("E404", run->days.span, "a run of 0 days says nothing",
                     "write for example `on 3 consecutive days`");
      return false;
    }
    predicate.timing = Consecutive{*days};
  }
  if (syntax.fresh_within) {
    predicate.fresh_within = lowering.duration(*syntax.fresh_within);
    if (!predicate.fresh_within) return false;
  }
  return true;
}

// Findings are for serology and nucleic acids, numbers for quantities. False: reported.
bool fill_test(Lowering& lowering, const ast::Measurement& syntax, const ast::Name& name,
               MeasurementPredicate& predicate) {
  const FactConcept& fact = lowering.fact(predicate.concept_id);
  const auto* test = std::get_if<ast::FindingTest>(&syntax.test);
  const bool ordered = predicate.selector == Selector::highest || predicate.selector == Selector::lowest;
  if (test != nullptr && fact.kind == FactKind::observation && !fact.nucleic_acid) {
    lowering.wrong_kind(name, fact.kind,
                        "and has no findings such as `" + lowering.text(syntax.test_span) + "`");
    return false;
  }
  if (test == nullptr && fact.kind == FactKind::serology) {
    lowering.wrong_kind(name, fact.kind, "not a number");
    return false;
  }
  if (test != nullptr && ordered) {
    lowering.error("E301", syntax.test_span, "`highest` and `lowest` choose among numbers, not findings",
                   "write `any` or `every`");
    return false;
  }
  if (test != nullptr) {
    predicate.test = finding(test->finding);
    return true;
  }
  auto bounds = lower_limits(lowering, fact, syntax, name.text);
  if (!bounds) return false;
  predicate.test = std::move(*bounds);
  return true;
}

bool is_measured(FactKind kind) { return kind == FactKind::observation || kind == FactKind::serology; }

Lowered one_fact(Lowering& lowering, const ast::Measurement& syntax, const ast::Expression& whole,
                 const MeasurementPredicate& common, const ResolvedName& name, ConceptId member,
                 const std::string* text_of_single) {
  MeasurementPredicate predicate = common;
  predicate.concept_id = member;
  ast::Name written = lowering.spelling(name, member);
  if (!fill_test(lowering, syntax, written, predicate)) return std::nullopt;
  if (text_of_single != nullptr) return lowering.add(std::move(predicate), *text_of_single);
  ast::Measurement alone = syntax;
  alone.subject = {ast::Subject::Quantifier::one, {std::move(written)}, {}, syntax.subject.span};
  return lowering.add(std::move(predicate),
                      grammar::format(ast::Expression{std::move(alone), whole.span, {}}));
}

}  // namespace

Lowered lower_node(Lowering& lowering, const ast::Measurement& syntax, const ast::Expression& whole) {
  MeasurementPredicate common;
  const bool good = fill_common(lowering, syntax, common);
  const auto subject = lowering.resolve(syntax.subject);
  if (!subject) return std::nullopt;
  for (const ResolvedName& name : subject->names)
    if (!is_measured(name.kind)) return lowering.wrong_kind(*name.written, name.kind, "and is not measured");
  if (!good) return std::nullopt;
  const std::string text = grammar::format(whole);
  const bool single = subject->names.size() == 1 && !subject->names.front().is_set && subject->except.empty();
  auto excepted = [&](ConceptId member) {
    for (ConceptId except : subject->except)
      if (lowering.vocabulary().is_under(member, except)) return true;
    return false;
  };
  std::vector<NodeId> names;
  for (const ResolvedName& name : subject->names) {
    std::vector<NodeId> members;
    for (ConceptId member : name.members) {
      if (excepted(member)) continue;
      const Lowered made = one_fact(lowering, syntax, whole, common, name, member, single ? &text : nullptr);
      if (!made) return made;
      members.push_back(*made);
    }
    if (!members.empty()) names.push_back(lowering.join(false, std::move(members), text));
  }
  if (names.empty())
    return lowering.error("E301", syntax.subject.span, "`except` leaves nothing to measure",
                          "name other exceptions");
  return lowering.join(subject->all, std::move(names), text);
}

}  // namespace eligo::engine
