// The typed program: predicates with everything resolved, trials as flat trees over them.
//
// Made by compile(); immutable; one program serves many threads. Limits are exact ratios in the analyte's
// canonical unit, names are concept ids. Equal predicates are stored once and shared by all criteria and
// trials. Adding a predicate: a struct here, a line in predicate_catalogue(), its file in engine/predicates/,
// its lowering in engine/lower_*.cpp and a table of tests; docs/architecture.md works through one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/rules_digest.hpp"
#include "engine/vocabulary.hpp"
#include "patients/date.hpp"
#include "patients/decimal.hpp"
#include "patients/record.hpp"

namespace eligo::engine {

using patients::Duration;

// Concepts of one kind. An entry is of the set if it is of (or under) some member and of no excepted concept.
struct ConceptSet {
  std::vector<ConceptId> members;
  std::vector<ConceptId> except;
  friend bool operator==(const ConceptSet&, const ConceptSet&) = default;
};

enum class Comparator : std::uint8_t { less, less_equal, greater, greater_equal, equal };

// ---- person

struct AgeBound {
  Comparator comparator = Comparator::greater_equal;
  Duration limit;  // completed units
};
struct AgePredicate {
  std::vector<AgeBound> bounds;  // one or two; all must hold
};
struct SexPredicate {
  patients::Sex sex = patients::Sex::female;
};

// ---- values

enum class Selector : std::uint8_t { latest, any, every, first, highest, lowest };
enum class NormalSide : std::uint8_t { lower, upper };

struct AbsoluteLimit {
  patients::Rational canonical;  // in the analyte's canonical unit
  std::string number;            // as the criterion writes it
  std::string unit;              // as the criterion writes it; empty for scores
  patients::Rational
      unit_factor;  // canonical = number * unit_factor (distances are shown in the criterion's unit)
};
struct NormalLimit {
  patients::Decimal multiple{1};
  NormalSide side = NormalSide::upper;
};
struct ValueBound {
  Comparator comparator = Comparator::less;
  std::variant<AbsoluteLimit, NormalLimit> limit;
};
enum class Finding : std::uint8_t { positive, negative, indeterminate };

struct OnDay {
  std::int32_t day = 0;
  std::int32_t tolerance = 0;
  ConceptSet event;  // procedures
};
struct Consecutive {
  std::int32_t days = 2;
};

// One value test of one observation or serology: selector, optional timing, bounds (all must hold) or a
// finding.
struct MeasurementPredicate {
  ConceptId concept_id = 0;
  Selector selector = Selector::latest;
  std::variant<std::monostate, OnDay, Consecutive> timing;
  std::variant<std::vector<ValueBound>, Finding> test;
  std::optional<Duration> fresh_within;
};

// ---- history

// Position of an entry in time, counted forward from it to the as-of date D.
struct TimeBound {
  enum class Kind : std::uint8_t {
    within,     // E <= D <= E + N        (also "at most N ago", "at most N since")
    less_than,  // D < E + N
    at_least,   // D >= E + N
    more_than,  // D > E + N
    exactly,    // D == E + N
    range,      // E + low <= D <= E + N
  };
  Kind kind = Kind::within;
  Duration length;
  Duration low;  // of a range
  friend bool operator==(const TimeBound&, const TimeBound&) = default;
};

// `diagnosis of`, `active`, `onset of … within`. Masks are over the enumerators of the record; 0 means not
// asked.
struct ConditionPredicate {
  ConceptSet concepts;
  bool active = false;             // active X
  std::uint8_t status_mask = 0;    // with status …
  std::uint8_t severity_mask = 0;  // with severity …
  std::optional<bool> controlled;  // with controlled true
  std::optional<TimeBound> onset;  // from the onset
  std::optional<Duration> active_within;
};

// `received X`, `X within N`, `X failed`: procedures count from their date, drug courses from their end.
struct EventPredicate {
  FactKind kind = FactKind::procedure;  // or medication
  ConceptSet concepts;
  std::uint8_t response_mask = 0;
  std::optional<TimeBound> time;
};

// Time since the most recent (or first) event, drug course end, or onset of a condition.
struct SincePredicate {
  FactKind kind = FactKind::procedure;
  ConceptSet concepts;
  bool first = false;
  TimeBound bound;
};

struct CountPredicate {
  FactKind kind = FactKind::procedure;
  ConceptSet concepts;
  std::int32_t low = 0;              // inclusive
  std::optional<std::int32_t> high;  // inclusive; absent: no upper end
  std::optional<Duration> within;
};

// `onset of X on or after any of (A, B)`; one event concept each (lowered to `or` over them)
struct OnsetAfterPredicate {
  ConceptSet condition;
  FactKind event_kind = FactKind::procedure;
  ConceptSet event;
};

struct OtherTrialPredicate {
  std::string own_id;  // empty outside a trial
  std::optional<Duration> within;
};

// ---- persons and gaps

struct AttestPredicate {
  ConceptId concept_id = 0;
};
struct UnencodedPredicate {
  std::string text;
};

using Predicate = std::variant<AgePredicate, SexPredicate, MeasurementPredicate, ConditionPredicate,
                               EventPredicate, SincePredicate, CountPredicate, OnsetAfterPredicate,
                               OtherTrialPredicate, AttestPredicate, UnencodedPredicate>;
using PredicateId = std::uint32_t;

// ---- trees

enum class NodeKind : std::uint8_t { predicate, and_, or_, not_, if_, at_least };
using NodeId = std::uint32_t;

struct Node {
  NodeKind kind = NodeKind::predicate;
  PredicateId predicate = 0;     // of a predicate node
  std::int32_t count = 0;        // of at_least
  std::vector<NodeId> children;  // and_, or_, at_least: two or more; not_: one; if_: guard, then[, else]
  std::string text;              // canonical source text of this node
};

enum class CriterionKind : std::uint8_t { inclusion, exclusion };

struct Criterion {
  std::string id;  // "I4", "E11", "S1"
  CriterionKind kind = CriterionKind::inclusion;
  std::string label;
  std::vector<std::string> notes;
  NodeId root = 0;
};

struct Trial {
  std::string id;
  std::string title;
  std::vector<std::string> notes;
  bool unpublished = false;
  std::vector<Criterion> criteria;  // in file order
  std::vector<Node> nodes;          // children stand before their parents
};

// One line a predicate: feeds the checker's help, `eligo check --constructs`, and the manual.
struct PredicateEntry {
  std::string_view name;     // "measurement"
  std::string_view summary;  // one line
  std::string_view example;  // a criterion expression that compiles to it
};
std::span<const PredicateEntry> predicate_catalogue();  // in the order of Predicate's alternatives

struct Program {
  Vocabulary vocabulary;
  std::vector<Predicate> predicates;         // unique
  std::vector<std::string> predicate_texts;  // canonical source text, parallel to predicates
  std::vector<Trial> trials;                 // sorted by id
  RulesDigest digest;                        // of all rule texts

  const Trial* find_trial(std::string_view id) const;  // folds letter case
};

// Text of a predicate with all ids and limits, one line: equal predicates have equal text. For tests and
// sharing.
std::string dump(const Predicate& predicate, const Vocabulary& vocabulary);
std::string dump(const Trial& trial, const Program& program);

}  // namespace eligo::engine
