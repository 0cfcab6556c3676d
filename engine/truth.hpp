// Three-valued truth with causes.
//
//   and   | T U F     or    | T U F     not |
//   ------+-------    ------+-------    ----+---
//     T   | T U F       T   | T T T      T  | F
//     U   | U U F       U   | T U U      U  | U
//     F   | F F F       F   | T U F      F  | T
//
// An unknown carries the set of its causes; a connective that stays unknown merges the causes of the operands
// that left it undecided. Source: strong Kleene logic; docs/semantics.md, "Truth". Tests:
// tests/conformance/properties_test.cpp, truth.table.
#pragma once

#include <cstdint>
#include <string_view>

namespace eligo::engine {

enum class Truth : std::uint8_t { false_, unknown, true_ };
std::string_view to_string(Truth truth);

enum class Cause : std::uint8_t {
  missing,        // the record does not say
  stale,          // the newest value is older than the criterion allows
  imprecise,      // a partial date or a censored value straddles the limit
  conflict,       // values of one day disagree, or an entry stands beside its own absence
  unconvertible,  // the recorded unit or value cannot be brought to the criterion's
  pending,        // cannot be known before a date that lies ahead
  attestation,    // a person must confirm it
  unencoded,      // the sentence is not expressed in the language
  unpublished,    // the registry record publishes no criteria
};
constexpr std::size_t cause_count = 9;
std::string_view to_string(Cause cause);

// A set of causes; a value type of two bytes.
class Causes {
 public:
  constexpr Causes() = default;
  constexpr Causes(Cause cause)
      : bits_(bit(cause)) {}  // NOLINT(google-explicit-constructor): a cause is a set of one
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool contains(Cause cause) const { return (bits_ & bit(cause)) != 0; }
  constexpr bool only(Cause cause) const { return bits_ == bit(cause); }
  constexpr Causes& operator|=(Causes other) {
    bits_ = static_cast<std::uint16_t>(bits_ | other.bits_);
    return *this;
  }
  friend constexpr Causes operator|(Causes a, Causes b) { return a |= b; }
  friend constexpr bool operator==(Causes, Causes) = default;

 private:
  static constexpr std::uint16_t bit(Cause cause) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(cause));
  }
  std::uint16_t bits_ = 0;
};

// A truth with, exactly when it is unknown, at least one cause.
struct Outcome {
  Truth truth = Truth::unknown;
  Causes causes;

  static constexpr Outcome yes() { return {Truth::true_, {}}; }
  static constexpr Outcome no() { return {Truth::false_, {}}; }
  static constexpr Outcome of(bool value) { return value ? yes() : no(); }
  static constexpr Outcome unknown(Causes causes) { return {Truth::unknown, causes}; }

  constexpr bool is_true() const { return truth == Truth::true_; }
  constexpr bool is_false() const { return truth == Truth::false_; }
  constexpr bool is_unknown() const { return truth == Truth::unknown; }
  friend constexpr bool operator==(const Outcome&, const Outcome&) = default;
};

constexpr Outcome operator!(Outcome a) {
  if (a.is_true()) return Outcome::no();
  if (a.is_false()) return Outcome::yes();
  return a;
}
constexpr Outcome operator&(Outcome a, Outcome b) {
  if (a.is_false() || b.is_false()) return Outcome::no();
  if (a.is_true()) return b;
  if (b.is_true()) return a;
  return Outcome::unknown(a.causes | b.causes);
}
constexpr Outcome operator|(Outcome a, Outcome b) { return !((!a) & (!b)); }

// `if guard then p else q`: p where the guard is true, q where it is false; with an unknown guard decided
// only if p and q are decided and agree.
constexpr Outcome choose(Outcome guard, Outcome then, Outcome otherwise) {
  if (guard.is_true()) return then;
  if (guard.is_false()) return otherwise;
  if (!then.is_unknown() && then.truth == otherwise.truth) return then;
  return Outcome::unknown(guard.causes | then.causes | otherwise.causes);
}

// `at least n of`: true if n are true, false if fewer than n can still become true.
class AtLeastCounter {
 public:
  explicit constexpr AtLeastCounter(int needed) : needed_(needed) {}
  constexpr void add(Outcome outcome) {
    if (outcome.is_true()) ++true_;
    if (outcome.is_unknown()) {
      ++unknown_;
      causes_ |= outcome.causes;
    }
  }
  constexpr Outcome result() const {
    if (true_ >= needed_) return Outcome::yes();
    if (true_ + unknown_ < needed_) return Outcome::no();
    return Outcome::unknown(causes_);
  }

 private:
  int needed_;
  int true_ = 0;
  int unknown_ = 0;
  Causes causes_;
};

}  // namespace eligo::engine
