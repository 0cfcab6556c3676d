// What a predicate saw: the material from which explanations are made.
//
// A predicate that is given an Account writes into it; one that is not computes the same outcome and nothing
// else. Texts are plain (not yet safe for a terminal: see patients::printable). Written once, then read-only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/truth.hpp"
#include "patients/date.hpp"
#include "patients/decimal.hpp"

namespace eligo::engine {

// One fact of the record that had a part in the outcome.
struct Evidence {
  std::string fact;   // vocabulary name: "map_score"
  std::string value;  // as recorded, with comparator: "<20"; for history entries: status, response …
  std::string unit;   // as recorded; the canonical unit for scores without one
  std::string converted_value;  // in the criterion's unit, where that differs; else empty
  std::string converted_unit;
  std::string date;    // as recorded; empty: not recorded
  std::string source;  // place in the record
};

struct CauseNote {
  Cause cause = Cause::missing;
  std::string fact;                    // vocabulary name, or empty
  std::string detail;                  // what exactly is missing, old, imprecise …
  std::optional<patients::Day> until;  // for pending
};

// Signed distance of a value to its limit (value - limit), or of the as-of date to a limit in time (days
// until it; negative: days past it).
struct Distance {
  std::string amount;
  std::string unit;  // the criterion's unit; "d" for time
  std::string limit;
  bool is_time = false;
  // The amount in per cent of the limit, to three digits; empty for time, and for a limit of 0.
  std::string percent;
};
// To a limit so many days after the as-of date.
Distance distance_in_days(std::int32_t days, patients::Day as_of);
// Of a whole number.
Distance distance_from(std::int64_t value, std::int64_t limit, std::string unit);
// The percentage of a limit that a difference is, as Distance has it.
std::string percent_of(const patients::Rational& difference, const patients::Rational& limit);

// `subject seen phrase`: "MAP score" "0.11 on 2026-11-17 (day 7)" "is below 0.14". Clauses with equal subject
// and phrase are merged when a sentence is made of them.
struct Clause {
  std::string subject;
  std::string seen;
  std::string phrase;
};

struct Account {
  std::vector<Evidence> evidence;
  std::vector<CauseNote> causes;
  std::vector<std::string> assumptions;
  std::vector<Distance> distances;
  std::vector<Clause> clauses;
};

}  // namespace eligo::engine
