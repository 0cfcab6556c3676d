// Rules to a program: names resolved, types checked, limits converted, sentences lowered to predicates.
//
// Entry: compile() over all files of a rules folder, in any order. `base` files are the shipped vocabulary: a
// definition in `files` replaces a shipped one of the same name (warning W502 unless it says the same),
// `extend` adds to either. Everything wrong in all files comes back in one list, sorted by file and position;
// a trial with an error is not in the program. Thread-safe; no global state. Tests:
// tests/engine/compile_test.cpp, tests/engine/cases/.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/program.hpp"
#include "grammar/diagnostic.hpp"
#include "grammar/source.hpp"

namespace eligo::engine {

struct Compiled {
  std::shared_ptr<const Program> program;  // never null; complete only if there are no errors
  std::vector<grammar::Diagnostic> diagnostics;
  // Diagnostics point into these.
  std::vector<std::shared_ptr<const grammar::Source>> sources;

  // One for each Replacement, in their order: the trial with that criterion replaced, over the predicates of
  // the program. None where the expression does not compile, or there is no such trial or criterion.
  std::vector<std::optional<Trial>> replaced;

  bool ok() const { return !grammar::has_errors(diagnostics); }
};

struct RuleText {
  std::string name;  // path, for messages
  std::string text;
};

// Another expression in the place of a criterion, in the scope of its trial; label and kind stay.
struct Replacement {
  std::string trial;      // id, letter case as in the rules
  std::string criterion;  // id
  RuleText expression;
};

Compiled compile(std::span<const RuleText> files, std::span<const RuleText> base = {},
                 std::span<const Replacement> replacements = {});

// The trial with the criterion at `index` as it is in `from`, another form of the same trial.
Trial with_criterion(const Trial& trial, std::size_t index, const Trial& from);

// One expression against a compiled vocabulary, for `eligo eval`: a program with one trial "expression" that
// has one inclusion criterion "I1".
Compiled compile_expression(std::string_view expression, const Program& vocabulary_of);

}  // namespace eligo::engine
