// The patients of a cohort against one limit, a batch at a time. Internal to engine/whatif.
//
// Only rows in which no other criterion fails and whose verdict depends on the predicate are looked at. Rows
// whose cells say the same of the limit are of one kind, of which the definition is asked once. One thread.
#pragma once

#include <string>
#include <unordered_map>

#include "engine/columnar/matcher.hpp"
#include "engine/whatif/curve.hpp"

namespace eligo::engine {

// Of the other criteria of the trial, in words of rows.
struct OtherCriteria {
  std::vector<std::uint64_t> fail;
  std::vector<std::uint64_t> unknown;
  std::vector<std::uint64_t> open;
};

class LimitCounter {
 public:
  LimitCounter(const columnar::Plan& plan, std::size_t trial, const Limit& limit);

  void count(columnar::Matcher& matcher, const patients::CellGrid& grid, const OtherCriteria& others);
  void finish(Curve& curve);

 private:
  struct Kind {
    std::optional<TruthSteps> steps;
    std::array<std::uint64_t, 64> counts{};  // by the verdicts for each truth
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  enum class Key { age, value, cells };

  void set_verdicts(columnar::Matcher& matcher, const OtherCriteria& others);
  void count_word(columnar::Matcher& matcher, const patients::CellGrid& grid, const OtherCriteria& others,
                  std::size_t word);
  VerdictByTruth verdicts_of(std::size_t row) const;
  bool is_decided(const columnar::Matcher& matcher, std::size_t row) const;
  bool is_constant_unknown(const columnar::Matcher& matcher, std::size_t row) const;
  bool has_no_comparator(const columnar::Matcher& matcher, std::size_t row) const;
  void make_key(const columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row);
  std::uint32_t kind_of(columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row);
  std::uint32_t& shortcut(const columnar::Matcher& matcher, std::size_t row);
  void count_row(columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row);
  void count_plain_row(columnar::Matcher& matcher, const OtherCriteria& others, std::size_t row);
  std::optional<TruthSteps> steps_of(columnar::Matcher& matcher, std::size_t row) const;
  void flush();

  const columnar::Plan& plan_;
  std::size_t trial_;
  const Limit& limit_;
  const Predicate& predicate_;
  Key key_by_ = Key::cells;
  std::vector<std::size_t> columns_;  // whose cells decide the predicate
  std::size_t value_column_ = 0;      // of Key::value
  std::size_t comparator_column_ = columnar::no_column;
  std::size_t unit_column_ = columnar::no_column;
  std::vector<std::size_t> value_columns_;          // all three
  std::size_t birth_column_ = columnar::no_column;  // of Key::age

  struct Bits {
    std::vector<std::uint64_t> low;
    std::vector<std::uint64_t> high;
  };
  std::array<Bits, 3> verdicts_;  // of each row, by the truth of the predicate
  std::string key_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> keys_;
  std::vector<Kind> kinds_;
  // Ways to a kind without a key: 1 + its index; 0: not known yet. By the age of the day of birth in days,
  // and by exact number and unit.
  std::vector<std::uint32_t> kind_of_day_;
  struct NumberKey {
    std::int64_t number;
    std::uint8_t unit;
    bool operator==(const NumberKey&) const = default;
  };
  struct NumberSlot {
    NumberKey key{};
    std::uint32_t kind = 0;
  };
  std::vector<NumberSlot> kind_of_number_;
  std::uint32_t no_shortcut_ = 0;
  Curve curve_;
};

}  // namespace eligo::engine
