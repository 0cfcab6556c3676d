// See cohort_names.hpp; tests: tests/cli/cases/match.case.
#include "engine/cohort_names.hpp"

#include "engine/names.hpp"
#include "engine/predicates/entries.hpp"

namespace eligo::engine {
namespace {

// Where a value without a unit is not read as anything.
bool needs_unit(const FactConcept& known) {
  using patients::UnitFamily;
  if (known.kind != FactKind::observation) return false;
  const UnitFamily family = known.analyte.family;
  return family != UnitFamily::number && family != UnitFamily::score && family != UnitFamily::class_;
}

std::string hint(const Vocabulary& vocabulary, std::string_view name) {
  const auto near = vocabulary.nearest(name, 3);
  return near.empty() ? "" : "; did you mean " + patients::printable(quoted_list(near)) + "?";
}

// An error, an unknown type, a value that cannot be read, a unit that does not convert.
std::string complaint(const Vocabulary& vocabulary, const patients::PatientRecord& record) {
  const BindResult result = bind(record, vocabulary);
  for (const auto& problem : result.diagnostics) {
    const bool counts = problem.code == "D602" || problem.code == "D603";
    if (!counts && problem.severity != patients::DataSeverity::error) continue;
    return problem.message.substr(0, problem.message.find("; tests "));
  }
  for (const auto& observation : result.bound.observations) {
    if (std::string trouble = unit_trouble(observation, vocabulary); !trouble.empty()) return trouble;
  }
  return {};
}

}  // namespace

patients::NameLookup cohort_names(const Vocabulary& vocabulary) {
  return [&vocabulary](std::string_view name) -> patients::KnownName {
    const auto id = vocabulary.find(name);
    if (!id) return {};
    const FactConcept& known = vocabulary[*id];
    return {section_of(known.kind), known.name, needs_unit(known) ? known.analyte.unit : ""};
  };
}

std::string unit_trouble(const BoundObservation& observation, const Vocabulary& vocabulary) {
  const auto* reason = std::get_if<Unreadable>(&observation.reading);
  if (reason == nullptr || *reason == Unreadable::not_a_number || *reason == Unreadable::overflow) return {};
  const FactConcept& known = vocabulary[observation.concept_id];
  const std::string unit = patients::printable(observation.fact->unit);
  const std::string wanted = "`" + known.analyte.unit + "`, that of `" + known.name + "`";
  return unit.empty() ? "it has no unit; give " + wanted
                      : "the unit `" + unit + "` does not convert to " + wanted;
}

patients::MapVocabulary map_vocabulary(const Vocabulary& vocabulary) {
  return {cohort_names(vocabulary), [&vocabulary](std::string_view name) { return hint(vocabulary, name); },
          [&vocabulary](const patients::PatientRecord& record) { return complaint(vocabulary, record); }};
}

}  // namespace eligo::engine
