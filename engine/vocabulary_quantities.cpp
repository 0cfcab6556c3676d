// What may be said of which kind of fact, and the units and ranges of observations. See
// vocabulary_builder.hpp.
#include <string>

#include "engine/codes.hpp"
#include "engine/names.hpp"
#include "engine/vocabulary_builder.hpp"

namespace eligo::engine {

namespace {

std::string_view kind_word(ast::ConceptKind kind) {
  switch (kind) {
    case ast::ConceptKind::observation:
      return "an observation";
    case ast::ConceptKind::score:
      return "a score";
    case ast::ConceptKind::serology:
      return "a serology";
    case ast::ConceptKind::condition:
      return "a condition";
    case ast::ConceptKind::procedure:
      return "a procedure";
    case ast::ConceptKind::medication:
      return "a medication";
    case ast::ConceptKind::drug_class:
      return "a drug class";
    case ast::ConceptKind::attestation:
      return "an attestation";
    case ast::ConceptKind::value_set:
      return "a value set";
  }
  return "a fact";
}

}  // namespace

void VocabularyBuilder::check_properties(const Entry& entry, const Part& part) {
  using ast::ConceptKind;
  const ast::Concept& syntax = *part.syntax;
  const ConceptKind kind = entry.definition.syntax->kind;
  const bool quantity = kind == ConceptKind::observation || kind == ConceptKind::score;
  auto refuse = [&](bool wrong, std::string_view property, std::string_view where) {
    if (!wrong) return;
    report_.error("E401", *part.source, syntax.name.span,
                  std::string(kind_word(kind)) + " such as " + quoted(syntax.name.text) + " takes no " +
                      quoted(property),
                  std::string(where));
  };
  refuse(!syntax.unit.text.empty() && !quantity, "unit", "only an `observation` or a `score` has a unit");
  refuse((syntax.range_low || syntax.range_high || syntax.step) && !quantity, "range",
         "only an `observation` or a `score` has a range");
  refuse(syntax.molar_mass && kind != ConceptKind::observation, "molar mass",
         "only an `observation` has a molar mass");
  refuse(syntax.nucleic_acid && !quantity && kind != ConceptKind::serology, "nucleic acid",
         "only an `observation` or a `serology` measures nucleic acid");
  refuse(!syntax.types.empty() && kind != ConceptKind::procedure, "type", "only a `procedure` has types");
  refuse(!syntax.members.empty() && kind != ConceptKind::value_set && kind != ConceptKind::drug_class,
         "members", "write `under` in the members, or use a `value set`");
  refuse(!syntax.parents.empty() && kind == ConceptKind::value_set, "under",
         "a value set lists its `members`");
  refuse(!syntax.codes.empty() && kind == ConceptKind::value_set, "code", "give the codes to the members");
}

std::optional<patients::Decimal> VocabularyBuilder::number(const ast::Number& number, const Part& part) {
  const auto parsed = patients::Decimal::parse(number.text);
  if (const auto* value = std::get_if<patients::Decimal>(&parsed)) return *value;
  report_.error("E309", *part.source, number.span,
                quoted(number.text) + " is not a number of at most 18 digits",
                "write a plain decimal number such as `113.1179`");
  return std::nullopt;
}

void VocabularyBuilder::set_quantity(FactConcept& fact, const Entry& entry) {
  std::string unit = entry.definition.syntax->kind == ast::ConceptKind::score ? "{score}" : "";
  Part unit_part = entry.definition;
  std::optional<patients::Decimal> molar_mass;
  for (const Part& part : entry.parts()) {
    if (!part.syntax->unit.text.empty()) {
      unit = part.syntax->unit.text;
      unit_part = part;
    }
    if (const auto& mass = part.syntax->molar_mass) {
      molar_mass = number(mass->number, part);
      if (mass->unit.text != "g/mol")
        report_.error("E401", *part.source, mass->unit.span, "a molar mass is written in `g/mol`",
                      "for example `molar mass 113.1179 g/mol`");
    }
    set_range(fact, part);
  }
  if (unit.empty()) {
    report_.error("E401", *entry.definition.source, entry.definition.syntax->name.span,
                  "the observation " + quoted(fact.name) + " has no unit",
                  "add `unit` with a UCUM code, for example `unit 10*9/L`, or `unit 1` for a pure number");
    unit = "1";
  }
  auto analyte = patients::make_analyte(unit, molar_mass);
  if (!analyte) {
    report_.error("E303", *unit_part.source, unit_part.syntax->unit.span,
                  quoted(unit) + " is not a UCUM unit",
                  "write a UCUM code such as `10*9/L`, `mg/dL`, `umol/L`, `U/L` or `1`");
    analyte = patients::make_analyte("1", std::nullopt);
  }
  if (analyte) fact.analyte = std::move(*analyte);
}

void VocabularyBuilder::set_range(FactConcept& fact, const Part& part) {
  const ast::Concept& syntax = *part.syntax;
  if (syntax.range_low) fact.range_low = number(*syntax.range_low, part);
  if (syntax.range_high) fact.range_high = number(*syntax.range_high, part);
  if (syntax.step) fact.step = number(*syntax.step, part);
  if (syntax.range_high && fact.range_low && fact.range_high && *fact.range_high < *fact.range_low)
    report_.error("E306", *part.source, syntax.range_high->span,
                  "the range of " + quoted(fact.name) + " ends before it begins",
                  "write the smaller number first");
  if (syntax.step && fact.step && (fact.step->is_negative() || fact.step->is_zero())) {
    report_.error("E401", *part.source, syntax.step->span, "a step must be greater than 0",
                  "for example `step 10`");
    fact.step.reset();
  }
}

}  // namespace eligo::engine
