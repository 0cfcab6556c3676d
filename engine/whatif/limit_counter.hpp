// The patients of a cohort against one limit, a batch at a time. Internal to engine/whatif.
//
// Only rows in which no other criterion fails and whose verdict depends on the predicate are looked at. Rows
// whose cells say the same of the limit are of one kind, of which the definition is asked once. One thread.
#pragma once

#include <string>
#include <unordered_map>

#include "engine/columnar/matcher.hpp"
#include "engine/whatif/age_table.hpp"
#include "engine/whatif/curve.hpp"
#include "engine/whatif/other_criteria.hpp"

namespace eligo::engine {

class LimitCounter {
 public:
  // `ages`: for the unit of a limit of age; shared with other counters of the thread.
  LimitCounter(const columnar::Plan& plan, std::size_t trial, const Limit& limit, const AgeTable* ages);

  // `plain`: rows that the plain path tells, in words.
  void count(columnar::Matcher& matcher, const patients::CellGrid& grid, const OtherCriteria& others,
             const std::vector<std::uint64_t>& plain);
  void finish(Curve& curve);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  enum class Key { age, value, visit, cells };
  // Of what cannot be placed, since a number does not fit.
  static constexpr std::uint32_t unplaced = 0xFFFFFFFF;

  void find_value(const columnar::PredicatePlan& of);
  void read_columns(const columnar::Matcher& matcher);
  void set_verdicts(columnar::Matcher& matcher, const OtherCriteria& others);
  void count_word(columnar::Matcher& matcher, const patients::CellGrid& grid, const OtherCriteria& others,
                  std::size_t word, std::uint64_t plain);
  void count_row(columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row,
                 std::size_t verdicts, bool decided);
  void count_plain_row(columnar::Matcher& matcher, const OtherCriteria& others, std::size_t row);
  bool is_exact_number(std::size_t row) const;
  bool is_constant_unknown(std::size_t row) const;
  void add_cells(const patients::CellGrid& grid, std::size_t row, const std::vector<std::size_t>& columns);
  bool add_visit(const columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row);
  void make_key(const columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row,
                bool decided);
  std::uint32_t kind_of(columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row,
                        bool decided);
  std::uint32_t* shortcut(std::size_t row, bool decided);
  std::uint32_t* shortcut_of_number(std::int64_t number, std::uint32_t unit);
  std::optional<TruthSteps> steps_of(columnar::Matcher& matcher, std::size_t row);
  void flush();

  const columnar::Plan& plan_;
  std::size_t trial_;
  const Limit& limit_;
  const Predicate& predicate_;
  Key key_by_ = Key::cells;
  std::vector<std::size_t> columns_;  // of cells in keys
  std::size_t value_column_ = 0;      // of Key::value and Key::visit
  std::size_t comparator_column_ = columnar::no_column;
  std::size_t unit_column_ = columnar::no_column;
  patients::CohortPlan part_plan_;                  // the entries that the predicate rests on
  std::optional<patients::CohortDecoder> part_;     // of these; none: it may rest on all
  std::vector<std::size_t> value_columns_;          // all three
  std::vector<std::size_t> date_columns_;           // of Key::visit
  std::vector<std::size_t> other_columns_;          // likewise
  std::size_t birth_column_ = columnar::no_column;  // of Key::age
  bool is_one_unit_ = true;                         // of all bounds of Key::age
  const AgeTable* ages_;

  // Of the batch, by row: what Key::age and Key::value look at.
  const std::int32_t* first_day_ = nullptr;
  const std::int32_t* last_day_ = nullptr;
  const patients::TypedColumn* value_ = nullptr;
  const std::uint8_t* unit_ = nullptr;        // may be none
  const std::uint8_t* comparator_ = nullptr;  // likewise

  struct Bits {
    std::vector<std::uint64_t> low;
    std::vector<std::uint64_t> high;
  };
  std::array<Bits, 3> verdicts_;  // of each row, by the truth of the predicate
  std::string key_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> keys_;
  std::vector<TruthSteps> kinds_;
  // By the verdicts for each truth, and kind; grown when needed. Small, since they are all over the cache.
  std::array<std::vector<std::uint32_t>, 64> counts_;
  std::uint32_t counted_ = 0;  // in all of them
  // Ways to a kind without a key: 1 + its index, or `unplaced`; 0: not known yet. By age, or the age in days,
  // and by exact number and unit.
  std::vector<std::uint32_t> kind_of_age_;
  std::vector<std::uint32_t> kind_of_integer_;  // of small whole numbers without a unit of their own
  struct NumberSlot {
    std::int64_t number = 0;
    std::uint32_t unit = 0;
    std::uint32_t kind = 0;
  };
  std::vector<NumberSlot> kind_of_number_;
  Curve curve_;
};

}  // namespace eligo::engine
