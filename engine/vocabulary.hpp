// The compiled vocabulary: what facts there are, how they are called, coded and related.
//
// Built by compile() (engine/compile.hpp) from concept definitions; immutable afterwards and shared by
// threads. A type of a procedure ("allogeneic HSCT") is a concept of its own under its procedure. Names fold
// letter case and treat space, underscore and hyphen alike. Tests: tests/engine/vocabulary_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "patients/unit.hpp"

namespace eligo::engine {

using ConceptId = std::uint32_t;

enum class FactKind : std::uint8_t { observation, serology, condition, procedure, medication, attestation };
std::string_view to_string(FactKind kind);  // "observation", …

// A code or an inclusive range of codes of one system. ICD codes match by prefix (D69.5 covers D69.51), dots
// aside.
struct CodeMatch {
  std::string system;  // folded: see fold_system()
  std::string first;
  std::string last;  // equal to `first` for a single code
};

struct FactConcept {
  ConceptId id = 0;
  FactKind kind = FactKind::observation;
  std::string name;    // "total_bilirubin"; a type: "hsct.allogeneic"
  std::string phrase;  // "total bilirubin"
  std::vector<std::string> synonyms;
  std::vector<ConceptId> parents;
  std::vector<CodeMatch> codes;
  // observations
  patients::Analyte analyte;
  std::optional<patients::Decimal> range_low;
  std::optional<patients::Decimal> range_high;
  std::optional<patients::Decimal> step;
  bool nucleic_acid = false;  // a quantity or test of virus DNA or RNA
  bool is_class = false;      // a drug class
  // procedures: set on a type
  std::optional<ConceptId> type_of;
  std::string type;  // "allogeneic"
};

struct ValueSet {
  std::string name;
  std::string phrase;
  FactKind kind = FactKind::observation;
  std::vector<ConceptId> members;
};

std::string fold_name(std::string_view name);  // "HBV DNA" -> "hbv dna"
std::string fold_system(
    std::string_view system);  // "http://loinc.org", "LOINC" -> "LOINC"; unknown ones: folded text

class Vocabulary {
 public:
  const std::vector<FactConcept>& concepts() const { return concepts_; }
  const FactConcept& operator[](ConceptId id) const { return concepts_[id]; }
  const std::vector<ValueSet>& value_sets() const { return value_sets_; }

  // By name, phrase or synonym (folded). Allocates only for long names.
  std::optional<ConceptId> find(std::string_view name) const;
  const ValueSet* find_value_set(std::string_view name) const;

  // The most specific concepts that a code stands for (none: not known).
  std::vector<ConceptId> find_code(std::string_view system, std::string_view code) const;

  // The type concept of a procedure by the record's word ("allogeneic").
  std::optional<ConceptId> find_type(ConceptId procedure, std::string_view type) const;
  bool has_types(ConceptId procedure) const;

  // Is `concept_id` the same as `ancestor` or below it?
  bool is_under(ConceptId concept_id, ConceptId ancestor) const {
    return ancestry_[concept_id * concepts_.size() + ancestor];
  }

  // Up to `count` names nearest to `name` by edit distance, for "did you mean"; best first, near ones only.
  std::vector<std::string> nearest(std::string_view name, std::size_t count = 3) const;

 private:
  friend class VocabularyBuilder;
  std::vector<FactConcept> concepts_;
  std::vector<ValueSet> value_sets_;
  std::unordered_map<std::string, ConceptId> by_name_;
  std::unordered_map<std::string, std::uint32_t> value_set_by_name_;
  std::unordered_map<std::string, std::vector<ConceptId>> exact_codes_;  // "SYSTEM|CODE"
  std::vector<std::pair<CodeMatch, ConceptId>> code_patterns_;           // ranges and prefixes
  std::vector<bool> ancestry_;                                           // concepts x concepts
};

}  // namespace eligo::engine
