// How many patients have each pattern of statuses of a trial's criteria, and what that says of leaving some
// criteria out.
//
// Patterns are words of 64 criteria, so any number of criteria will do. All counts are exact. One thread.
// Tests: tests/engine/whatif_test.cpp, tests/oracle/compare_whatif.py.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace eligo::engine {

constexpr std::size_t words_of(std::size_t criteria) { return (criteria + 63) / 64; }

// A histogram of bit strings of one length.
class BitCounts {
 public:
  explicit BitCounts(std::size_t words = 1) : words_(words) {}

  void add(std::span<const std::uint64_t> bits, std::uint64_t count);
  void add(const BitCounts& other);  // of the same length
  void reserve(std::size_t size);    // for so many strings in all
  std::size_t words() const { return words_; }
  std::size_t size() const { return counts_.size(); }
  std::span<const std::uint64_t> bits(std::size_t i) const { return {bits_.data() + i * words_, words_}; }
  std::uint64_t count(std::size_t i) const { return counts_[i]; }
  std::uint64_t total() const;

 private:
  void place_all(std::size_t slots);
  std::size_t slot_of(std::span<const std::uint64_t> bits) const;

  std::size_t words_;
  std::vector<std::uint64_t> bits_;  // of all, one behind the other
  std::vector<std::uint64_t> counts_;
  std::vector<std::uint32_t> slots_;  // 1 + index; 0: free; a power of two
};

using VerdictCounts = std::array<std::uint64_t, 4>;  // by Verdict

// Patients by the criteria that stand between them and a verdict: whoever lacks nothing but criteria of a set
// has the verdict once the set is left out.
struct Blockers {
  BitCounts eligible;  // fails or is unknown
  BitCounts settled;   // fails, or is unknown for more than an attestation
  BitCounts possible;  // fails
};

// Of one trial. A pattern: the words of failing criteria, those of unknown ones, and of these the ones where
// more than an attestation is wanting.
class PatternCounts {
 public:
  PatternCounts(std::size_t criteria, bool unpublished);

  void add(std::span<const std::uint64_t> pattern, std::uint64_t count) { patterns_.add(pattern, count); }
  void add(const PatternCounts& other) { patterns_.add(other.patterns_); }
  void reserve(std::size_t size) { patterns_.reserve(size); }
  std::size_t criteria() const { return criteria_; }
  bool unpublished() const { return unpublished_; }
  const BitCounts& patterns() const { return patterns_; }

  Blockers blockers() const;

 private:
  std::size_t criteria_;
  bool unpublished_;
  BitCounts patterns_;
};

using CriterionIndices = std::vector<std::size_t>;  // ascending

CriterionIndices indices_of(std::span<const std::uint64_t> bits);
std::size_t first_index(std::span<const std::uint64_t> bits);  // beyond the last if no bit is set
std::size_t bits_in(std::span<const std::uint64_t> bits);      // how many are set
// Calls with the index of each bit that is set, ascending.
template <class Take>
void for_each_index(std::span<const std::uint64_t> bits, const Take& take) {
  for (std::size_t w = 0; w < bits.size(); ++w)
    for (std::uint64_t word = bits[w]; word != 0; word &= word - 1)
      take(64 * w + static_cast<std::size_t>(std::countr_zero(word)));
}

// How many have no bit outside `set`.
std::uint64_t count_within(const BitCounts& counts, const CriterionIndices& set);

// Verdicts of the trial without these criteria. `unpublished`: nobody is better than incomplete.
VerdictCounts verdicts_without(const Blockers& blockers, bool unpublished, const CriterionIndices& dropped);

// What becomes of the patients at one criterion, those of the rule file before it having been applied.
struct AttritionStep {
  std::uint64_t fail = 0;          // by this criterion alone, whatever the others say
  std::uint64_t unknown = 0;       // likewise
  std::uint64_t excluded = 0;      // fails this one and none before
  std::uint64_t remaining = 0;     // fails none up to here
  std::uint64_t unknown_left = 0;  // of those, unknown here
  std::uint64_t passing = 0;       // of those, pass all up to here
  std::uint64_t fails_alone = 0;   // fails this one and no other
};
std::vector<AttritionStep> attrition(const PatternCounts& patterns, const Blockers& blockers);

// Gains of leaving out two criteria; pairs that gain nobody are not listed. Most eligible first, then most
// not ineligible.
struct PairCost {
  std::size_t first = 0;
  std::size_t second = 0;
  std::uint64_t eligible = 0;        // gained
  std::uint64_t not_ineligible = 0;  // likewise
  std::uint64_t needs_both = 0;      // of the not ineligible: neither alone is enough
};
std::vector<PairCost> pair_costs(const Blockers& blockers, std::size_t criteria);

// The smallest sets of criteria without which at least `target` patients have no bit left.
struct SmallestSets {
  struct Set {
    CriterionIndices criteria;
    std::uint64_t count = 0;
  };
  std::uint64_t target = 0;
  bool reachable = true;   // false: there are not so many patients
  bool exhaustive = true;  // false: given up; no set of fewer than `size` criteria is enough
  std::size_t size = 0;
  std::uint64_t in_all = 0;  // sets of this size
  std::vector<Set> sets;     // of these the best few, most patients first
};
// `effort`: bit strings to look at before giving up.
SmallestSets smallest_sets(const BitCounts& blockers, std::uint64_t target, std::uint64_t effort);

}  // namespace eligo::engine
