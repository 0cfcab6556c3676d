// The facts that a draft adds to the vocabulary. Names are made from the words of the text and differ from
// every name of the vocabulary. One draft, one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/registry/lexicon.hpp"

namespace eligo::grammar::registry {

class NewFacts {
 public:
  explicit NewFacts(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // The fact of this kind with this phrase: one of the vocabulary, or a new one. `unit` for observations
  // (`{score}` makes a score); a second unit of another kind makes a second fact.
  struct Made {
    ast::Name name;  // as an expression spells it
    bool is_new = false;
  };
  Made get(ast::ConceptKind kind, std::string_view phrase, std::string_view unit = {});

  // The same for a lexicon's entry, whose value is the fact's name.
  Made get(const Entry& entry, std::string_view unit = {});

  // Puts the new fact `name` under another one, for `except`.
  void put_under(const ast::Name& name, const ast::Name& parent);

  // Facts that `used` mentions, in the order they were made.
  std::vector<ast::Concept> declared(const std::map<std::string, int>& used) const;
  // What kind of thing a name stands for; nullopt: neither the draft nor the vocabulary has it.
  std::optional<ast::ConceptKind> kind(std::string_view name) const;
  // What a person calls it, with all its words.
  std::string phrase(std::string_view name) const;
  // The unit of a new measurement; empty: it has none, or the name is no new fact.
  std::string_view unit(std::string_view name) const;
  bool is_new(std::string_view name) const { return index_.contains(std::string(name)); }

 private:
  struct Fact {
    ast::Concept definition;
    std::string spelling;  // in expressions
  };
  // `low`: the phrase, folded.
  Made make(ast::ConceptKind kind, std::string_view wanted_name, std::string_view phrase,
            const std::string& low, std::string_view unit);
  bool taken(const std::string& low) const;

  const Lexicon& lexicon_;
  std::deque<Fact> facts_;
  std::unordered_map<std::size_t, std::string> in_full_;  // phrases longer than the language allows
  std::unordered_map<std::string, std::size_t> index_;    // by spelling in expressions
  std::unordered_map<std::string, std::size_t> by_key_;
  std::unordered_set<std::string> folded_taken_;
};

}  // namespace eligo::grammar::registry
