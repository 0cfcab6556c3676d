// Concept definitions to a Vocabulary.
//
// Entry: VocabularyBuilder; add() every definition and `extend` of all files (shipped files first), then
// build() once. A definition replaces a shipped one of the same name; everything wrong goes to the report,
// and a faulty concept stays in the vocabulary as far as it is understood, so that one mistake is not
// reported at every use. The syntax trees and sources must outlive build(). Tests:
// tests/engine/vocabulary_test.cpp, compile_test.cpp.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/report.hpp"
#include "engine/vocabulary.hpp"
#include "grammar/ast.hpp"

namespace eligo::engine {

class VocabularyBuilder {
 public:
  explicit VocabularyBuilder(Report& report) : report_(report) {}
  void add(const ast::Concept& syntax, const grammar::Source& source, bool shipped);
  Vocabulary build();

 private:
  struct Part {  // one statement
    const ast::Concept* syntax;
    const grammar::Source* source;
    bool shipped;
  };
  struct Entry {  // a definition with everything that extends it
    Part definition;
    std::vector<Part> extensions;
    ConceptId id = 0;  // or the index of the value set
    bool is_value_set() const { return definition.syntax->kind == ast::ConceptKind::value_set; }
    std::vector<Part> parts() const;
  };

  void define(const Part& part);
  void attach_extensions();

  // First pass: concepts, names and codes (vocabulary_builder.cpp).
  void declare(Entry& entry);
  void declare_value_set(Entry& entry);
  void declare_types(const Entry& entry);
  void name_concept(ConceptId id, const std::string& spelling, const Part& part, grammar::Span span);
  void name_value_set(std::uint32_t index, const std::string& spelling, const Part& part, grammar::Span span);
  void report_ambiguous(const std::string& spelling, const std::string& other, const Part& part,
                        grammar::Span span);
  void add_codes(FactConcept& fact, const std::vector<ast::CodeRange>& codes, const Part& part);
  void add_code(FactConcept& fact, const std::string& system, const ast::CodeRange& code, const Part& part);

  // The value side of an observation (vocabulary_quantities.cpp).
  void check_properties(const Entry& entry, const Part& part);
  void set_quantity(FactConcept& fact, const Entry& entry);
  void set_range(FactConcept& fact, const Part& part);
  std::optional<patients::Decimal> number(const ast::Number& number, const Part& part);

  // Second pass: relations (vocabulary_relations.cpp).
  void relate(const Entry& entry);
  void relate_parents(const Entry& entry, const Part& part);
  void relate_members(const Entry& entry, const Part& part);
  void fill_value_set(const Entry& entry);
  std::optional<ConceptId> resolve(const ast::Name& name, const Part& part);
  void close_hierarchy();
  bool visit(ConceptId id, std::vector<ConceptId>& path);
  void report_cycle(const std::vector<ConceptId>& path, ConceptId back_to);
  void index_codes();

  Report& report_;
  Vocabulary out_;
  std::vector<Entry> entries_;
  std::vector<Part> extensions_;
  std::unordered_map<std::string, std::size_t> entry_by_name_;
  std::vector<const Entry*> entry_of_;  // by concept id, for messages
  std::vector<std::uint8_t> state_;     // of visit(): 0 new, 1 on the path, 2 done
};

}  // namespace eligo::engine
