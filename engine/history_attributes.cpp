// Attributes of entries as masks over the record's enumerators. See history_attributes.hpp.
#include "engine/history_attributes.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "engine/names.hpp"

namespace eligo::engine {

namespace {

struct Value {
  std::string_view word;
  std::uint8_t bit;
};

template <typename Enumerator>
constexpr std::uint8_t bit(Enumerator value) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(value));
}

using patients::ConditionStatus;
using patients::Severity;
constexpr std::array statuses{Value{"active", bit(ConditionStatus::active)},
                              Value{"remission", bit(ConditionStatus::remission)},
                              Value{"resolved", bit(ConditionStatus::resolved)}};
constexpr std::array severities{Value{"mild", bit(Severity::mild)},
                                Value{"moderate", bit(Severity::moderate)},
                                Value{"severe", bit(Severity::severe)}};
constexpr std::array responses{Value{"responded", bit(patients::Response::responded)},
                               Value{"no response", bit(patients::Response::no_response)},
                               Value{"relapse", bit(patients::Response::relapse)},
                               Value{"relapsed", bit(patients::Response::relapse)}};
constexpr std::array truths{Value{"true", 1}, Value{"yes", 1}, Value{"false", 2}};

std::string words(std::span<const Value> values) {
  std::vector<std::string> list;
  for (const Value& value : values) {
    list.emplace_back(value.word);
    std::ranges::replace(list.back(), ' ', '_');
  }
  return quoted_list(list);
}

// Nothing: a value is unknown, or the attribute was given twice (`sofar` is set).
std::optional<std::uint8_t> mask(Lowering& lowering, const ast::Attribute& attribute,
                                 std::span<const Value> values, std::uint8_t sofar) {
  if (sofar != 0)
    return lowering.error("E308", attribute.span, quoted(attribute.name.text) + " is asked for twice",
                          "list the values after one `with`: any of them fits");
  std::uint8_t named = 0;
  std::uint8_t all = 0;
  for (const Value& value : values) all |= value.bit;
  for (const ast::Name& name : attribute.values) {
    const std::string folded = fold_name(name.text);
    const auto* found = std::ranges::find(values.data(), values.data() + values.size(), folded, &Value::word);
    if (found == values.data() + values.size())
      return lowering.error("E308", name.span,
                            "unknown " + fold_name(attribute.name.text) + " " + quoted(name.text),
                            "write " + words(values));
    named |= found->bit;
  }
  const auto made = static_cast<std::uint8_t>(attribute.other_than ? all & ~named : named);
  if (made == 0)
    return lowering.error("E308", attribute.span, "no " + fold_name(attribute.name.text) + " is left over",
                          "leave some of " + words(values) + " out");
  return made;
}

bool unknown_attribute(Lowering& lowering, const ast::Attribute& attribute, std::string_view what,
                       std::string help) {
  lowering.error("E308", attribute.name.span,
                 quoted(attribute.name.text) + " is not an attribute of " + std::string(what),
                 std::move(help));
  return false;
}

bool condition_attribute(Lowering& lowering, const ast::Attribute& attribute, ConditionPredicate& predicate) {
  const std::string name = fold_name(attribute.name.text);
  if (name == "status") {
    const auto made = mask(lowering, attribute, statuses, predicate.status_mask);
    if (made) predicate.status_mask = *made;
    return made.has_value();
  }
  if (name == "severity") {
    const auto made = mask(lowering, attribute, severities, predicate.severity_mask);
    if (made) predicate.severity_mask = *made;
    return made.has_value();
  }
  if (name == "controlled") {
    const auto made = mask(lowering, attribute, truths, predicate.controlled ? 1 : 0);
    if (made && *made != 3) predicate.controlled = *made == 1;
    return made.has_value();
  }
  return unknown_attribute(lowering, attribute, "a condition",
                           "write `with status …`, `with severity …` or `with controlled …`");
}

std::string types_of(const Lowering& lowering, ConceptId procedure) {
  std::vector<std::string> list;
  for (const FactConcept& fact : lowering.vocabulary().concepts())
    if (fact.type_of == procedure) list.push_back(fact.type);
  return list.empty() ? "give the procedure types in the vocabulary" : "write " + quoted_list(list);
}

// `other than` means the other known types: an entry whose type is not recorded stays unknown.
bool type_attribute(Lowering& lowering, const ast::Attribute& attribute, const ast::Name& name,
                    EventPredicate& predicate) {
  const ConceptId procedure = predicate.concepts.members.front();
  if (lowering.fact(procedure).type_of) {
    lowering.error("E308", attribute.span, quoted(name.text) + " is a type already", "name one type only");
    return false;
  }
  std::vector<ConceptId> named;
  for (const ast::Name& value : attribute.values) {
    const auto type = lowering.vocabulary().find_type(procedure, value.text);
    if (!type) {
      lowering.error("E308", value.span, quoted(value.text) + " is not a type of " + quoted(name.text),
                     types_of(lowering, procedure));
      return false;
    }
    named.push_back(*type);
  }
  std::vector<ConceptId> chosen;
  for (const FactConcept& fact : lowering.vocabulary().concepts()) {
    if (fact.type_of != procedure) continue;
    const bool listed = std::ranges::find(named, fact.id) != named.end();
    if (listed != attribute.other_than) chosen.push_back(fact.id);
  }
  if (chosen.empty()) {
    lowering.error("E308", attribute.span, "no type of " + quoted(name.text) + " is left over",
                   types_of(lowering, procedure));
    return false;
  }
  predicate.concepts.members = std::move(chosen);
  return true;
}

}  // namespace

std::uint8_t response_mask(ast::Response response) {
  using patients::Response;
  switch (response) {
    case ast::Response::failed:
      return static_cast<std::uint8_t>(bit(Response::no_response) | bit(Response::relapse));
    case ast::Response::responded:
      return bit(Response::responded);
    case ast::Response::relapsed:
      return bit(Response::relapse);
  }
  return 0;
}

bool condition_attributes(Lowering& lowering, const ast::History& syntax, ConditionPredicate& predicate) {
  for (const ast::Attribute& attribute : syntax.attributes)
    if (!condition_attribute(lowering, attribute, predicate)) return false;
  const bool contradiction = predicate.active && predicate.status_mask != 0 &&
                             (predicate.status_mask & bit(ConditionStatus::active)) == 0;
  if (contradiction)
    lowering.warning("W503", syntax.subject.span,
                     "this test never holds: it asks for `active` and for another status",
                     "write `diagnosis of …` with the status");
  return true;
}

bool event_attributes(Lowering& lowering, const ast::History& syntax, const ast::Name& name,
                      EventPredicate& predicate) {
  for (const ast::Attribute& attribute : syntax.attributes) {
    const std::string folded = fold_name(attribute.name.text);
    if (folded == "response") {
      const auto made = mask(lowering, attribute, responses, predicate.response_mask);
      if (!made) return false;
      predicate.response_mask = *made;
    } else if (folded == "type" && predicate.kind == FactKind::procedure) {
      if (!type_attribute(lowering, attribute, name, predicate)) return false;
    } else {
      const bool procedure = predicate.kind == FactKind::procedure;
      return unknown_attribute(
          lowering, attribute, procedure ? "a procedure" : "a medication",
          procedure ? "write `with type …` or `with response …`" : "write `with response …`");
    }
  }
  return true;
}

}  // namespace eligo::engine
