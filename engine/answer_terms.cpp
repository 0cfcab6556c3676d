// See answer_terms.hpp.
#include "engine/answer_terms.hpp"

#include <algorithm>

namespace eligo::engine {

namespace {

// Does `a` allow everything that `b` does?
bool covers(const Term& a, const Term& b) {
  auto at = b.begin();
  for (const auto& constraint : a) {
    while (at != b.end() && at->question < constraint.question) ++at;
    if (at == b.end() || at->question != constraint.question) return false;
    if ((at->allowed & ~constraint.allowed) != 0) return false;
  }
  return true;
}

std::optional<Term> both(const Term& a, const Term& b) {
  Term result;
  auto x = a.begin();
  auto y = b.begin();
  while (x != a.end() || y != b.end()) {
    if (y == b.end() || (x != a.end() && x->question < y->question)) {
      result.push_back(*x++);
    } else if (x == a.end() || y->question < x->question) {
      result.push_back(*y++);
    } else {
      const AnswerMask allowed = x->allowed & y->allowed;
      if (allowed == 0) return std::nullopt;
      result.push_back({x->question, allowed});
      ++x;
      ++y;
    }
  }
  return result;
}

// Boxes over the same questions that differ in one of them become one.
bool unite(Term& a, const Term& b) {
  if (a.size() != b.size()) return false;
  std::size_t different = a.size();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].question != b[i].question) return false;
    if (a[i].allowed == b[i].allowed) continue;
    if (different != a.size()) return false;
    different = i;
  }
  if (different != a.size()) a[different].allowed |= b[different].allowed;
  return true;
}

}  // namespace

void simplify(Sum& sum) {
  auto& terms = sum.terms;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      for (std::size_t j = i + 1; j < terms.size();) {
        const bool gone = covers(terms[i], terms[j]) || unite(terms[i], terms[j]);
        if (!gone && covers(terms[j], terms[i])) {
          std::swap(terms[i], terms[j]);
        } else if (!gone) {
          ++j;
          continue;
        }
        terms.erase(terms.begin() + static_cast<std::ptrdiff_t>(j));
        changed = true;
      }
    }
  }
  if (terms.size() <= most_terms) return;
  // Those that need least are kept.
  std::stable_sort(terms.begin(), terms.end(),
                   [](const Term& a, const Term& b) { return needed(a).size() < needed(b).size(); });
  terms.resize(most_terms);
  sum.complete = false;
}

Sum operator|(Sum a, const Sum& b) {
  a.terms.insert(a.terms.end(), b.terms.begin(), b.terms.end());
  a.complete = a.complete && b.complete;
  simplify(a);
  return a;
}

Sum operator&(const Sum& a, const Sum& b) {
  Sum result;
  result.complete = a.complete && b.complete;
  for (const auto& x : a.terms) {
    for (const auto& y : b.terms)
      if (auto term = both(x, y)) result.terms.push_back(std::move(*term));
    if (result.terms.size() > most_terms) simplify(result);
  }
  simplify(result);
  return result;
}

std::vector<std::uint32_t> needed(const Term& term) {
  std::vector<std::uint32_t> questions;
  for (const auto& constraint : term)
    if ((constraint.allowed & not_answered) == 0) questions.push_back(constraint.question);
  return questions;
}

namespace {

// `box` minus the terms from `at` on: a piece of it that lies in none of them?
bool outside(const Term& box, const std::vector<const Term*>& terms, std::size_t at,
             const std::vector<AnswerMask>& all_answers) {
  for (; at < terms.size(); ++at) {
    const Term& term = *terms[at];
    if (!both(box, term)) continue;
    // What of the box lies beside the term, one question after the other.
    Term rest = box;
    for (const auto& constraint : term) {
      auto place =
          std::lower_bound(rest.begin(), rest.end(), constraint.question,
                           [](const Constraint& c, std::uint32_t question) { return c.question < question; });
      if (place == rest.end() || place->question != constraint.question)
        place = rest.insert(place, {constraint.question, all_answers[constraint.question]});
      const AnswerMask beside = place->allowed & ~constraint.allowed;
      const AnswerMask inside = place->allowed & constraint.allowed;
      if (beside != 0) {
        place->allowed = beside;
        if (outside(rest, terms, at + 1, all_answers)) return true;
      }
      place->allowed = inside;
    }
    return false;
  }
  return true;
}

}  // namespace

bool reaches_outside(const Term& box, const std::vector<const Sum*>& sums,
                     const std::vector<AnswerMask>& all_answers) {
  std::vector<const Term*> terms;
  for (const Sum* sum : sums)
    for (const auto& term : sum->terms) terms.push_back(&term);
  return outside(box, terms, 0, all_answers);
}

std::optional<Term> without_answer(const Term& term, std::uint32_t question) {
  Term result = term;
  for (auto& constraint : result) {
    if (constraint.question != question || (constraint.allowed & not_answered) != 0) continue;
    constraint.allowed = not_answered;
    return result;
  }
  return std::nullopt;
}

}  // namespace eligo::engine
