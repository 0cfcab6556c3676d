// The patients of a cohort against the limits of one predicate, a batch at a time. Internal to engine/whatif.
//
// Only rows in which no other criterion fails and whose verdict depends on the predicate are looked at; they
// are counted by kind (limit_kinds.hpp). One thread.
#pragma once

#include <span>

#include "engine/columnar/matcher.hpp"
#include "engine/whatif/curve.hpp"
#include "engine/whatif/limit_kinds.hpp"
#include "engine/whatif/other_criteria.hpp"

namespace eligo::engine {

class LimitCounter {
 public:
  // `limits`: one or more; of a range, both its ends. `ages`: for the unit of a limit of age; shared with
  // other counters of the thread. `shared`: with counters of other threads.
  LimitCounter(const columnar::Plan& plan, std::size_t trial, std::span<const Limit> limits,
               const AgeTable* ages, SharedKinds& shared);
  std::size_t criterion() const { return criterion_; }

  // `plain`: rows that the plain path tells, in words.
  void count(columnar::Matcher& matcher, const patients::CellGrid& grid, const OtherCriteria& others,
             const std::vector<std::uint64_t>& plain);
  std::vector<Curve> finish();  // by limit; the counter is used up

 private:
  static constexpr std::uint32_t most_counted = 0xFFFFFF00;

  void set_verdicts(columnar::Matcher& matcher, const OtherCriteria& others);
  void count_word(columnar::Matcher& matcher, const patients::CellGrid& grid, const OtherCriteria& others,
                  std::size_t word, std::uint64_t plain);
  void count_rows(columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t word,
                  std::uint64_t rows);
  void count_plain_row(columnar::Matcher& matcher, const OtherCriteria& others, std::size_t row);
  void add(const LimitKind& kind, const VerdictByTruth& verdicts, std::uint64_t count);
  void add_constant(Verdict verdict, std::uint64_t count);
  void add_unplaced(Verdict verdict);
  void flush();

  const columnar::Plan& plan_;
  std::size_t trial_;
  std::size_t criterion_;
  PredicateId predicate_;

  struct Bits {
    std::vector<std::uint64_t> low;
    std::vector<std::uint64_t> high;
  };
  std::array<Bits, 3> verdicts_;  // of each row, by the truth of the predicate
  LimitKinds kinds_;
  // By the verdicts for each truth, and kind; grown when needed. Small, since they are all over the cache.
  std::array<std::vector<std::uint32_t>, 64> counts_;
  std::uint32_t counted_ = 0;  // in all of them
  std::vector<Curve> curves_;  // by limit
};

}  // namespace eligo::engine
