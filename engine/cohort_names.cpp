// See cohort_names.hpp; tests: tests/cli/cases/match.case.
#include "engine/cohort_names.hpp"

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

}  // namespace

patients::NameLookup cohort_names(const Vocabulary& vocabulary) {
  return [&vocabulary](std::string_view name) -> patients::KnownName {
    const auto id = vocabulary.find(name);
    if (!id) return {};
    const FactConcept& known = vocabulary[*id];
    return {section_of(known.kind), known.name, needs_unit(known) ? known.analyte.unit : ""};
  };
}

}  // namespace eligo::engine
