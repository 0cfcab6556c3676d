// Whose time or number a comparison without a subject of its own speaks of: `rituximab` in `rituximab within
// 4 weeks`, `radiotherapy` in `at least 4 weeks since radiotherapy`, `prior relapses` in `2 or more prior
// relapses`. The words around it say so; for scoring only, no rule is made of them. Internal to
// grammar/registry/.
#pragma once

#include <cstdint>
#include <string_view>

#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {

struct TokenRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool empty() const { return begin >= end; }
};

// A range without what joins it to the words beside it.
TokenRange without_glue(const Tokens& tokens, TokenRange range);

// The words in front of token `end`, not before token `begin`, without what leads to them (`patients with a
// history of`). They reach back to a bracket, a semicolon or a clause.
TokenRange words_in_front(const Tokens& tokens, std::uint32_t begin, std::uint32_t end);

// The words behind token `begin`, without what leads to them (`since`, `before enrolment`).
TokenRange words_behind(const Tokens& tokens, std::uint32_t begin);

// A unit that the lexicon lacks, behind a number: `cigarettes per day`, `drinks a week`, `mgA/L`.
TokenRange unknown_unit(const Tokens& tokens, std::uint32_t begin);

// Whether words end in what has grades or scores, so that a number behind them compares: `stage 2`, `ASA 1 or
// 2`. `one`: only one number stands there, which may as well be part of a name.
bool has_grades(std::string_view words, bool one);

// `blood pressure`, `BP persistently`
bool is_pressure(std::string_view words);

bool measures_time(std::string_view unit);
bool is_unit_part(Part part);
// A dose compares nothing, nor does a sound or a picture (`2D`): no limit, unless a sign says so.
bool says_no_limit(const Token& unit);

}  // namespace eligo::grammar::registry
