// Which answers make a formula true: sums of boxes over questions with few possible answers.
//
// A question that nobody has answered is one more of its answers, number 0. A Term is a box: for each
// question it names, the answers (0 among them or not) that it allows; it allows every answer of the others.
// A Sum is the union of its boxes. Value types without state. Tests: tests/engine/next_property_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace eligo::engine {

using AnswerMask = std::uint64_t;  // bit 0: not answered
constexpr AnswerMask not_answered = 1;
constexpr std::size_t most_answers = 63;  // besides

struct Constraint {
  std::uint32_t question = 0;
  AnswerMask allowed = 0;
  friend bool operator==(const Constraint&, const Constraint&) = default;
};
using Term = std::vector<Constraint>;  // by question, each once; no mask is empty

struct Sum {
  std::vector<Term> terms;
  bool complete = true;  // false: some terms were left out, because there are too many

  static Sum always() { return {{{}}, true}; }
  static Sum never() { return {}; }
  bool is_never() const { return terms.empty(); }
  bool is_always() const { return terms.size() == 1 && terms.front().empty(); }
};
// More terms than this are not kept.
constexpr std::size_t most_terms = 4000;

Sum operator|(Sum a, const Sum& b);
Sum operator&(const Sum& a, const Sum& b);

// Unites boxes that differ in one question, and drops those that lie in another.
void simplify(Sum& sum);

// The questions that a box needs answered.
std::vector<std::uint32_t> needed(const Term& term);

// Does the box hold a point outside all of `sums`?
bool reaches_outside(const Term& box, const std::vector<const Sum*>& sums,
                     const std::vector<AnswerMask>& all_answers);

// The box with `question` not answered; nothing if that leaves it as it is.
std::optional<Term> without_answer(const Term& term, std::uint32_t question);

}  // namespace eligo::engine
