// Kinds of rows for the limits of one predicate: rows whose cells say the same of it are of one kind, of
// which the definition is asked once. Internal to engine/whatif.
//
// Most rows are told by a number alone (an age, a value with its unit), which leads to the kind by a table;
// others by a key of what their cells say. One thread; SharedKinds: any number.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/columnar/matcher.hpp"
#include "engine/whatif/age_table.hpp"
#include "engine/whatif/limits.hpp"

namespace eligo::engine {

using LimitKind = std::vector<TruthSteps>;  // by limit

// What threads tell each other of the kinds of a predicate. Memory: bounded; when it is full, what is known
// stays.
class SharedKinds {
 public:
  using Known = std::shared_ptr<const LimitKind>;  // none of a kind that cannot be placed
  std::optional<Known> find(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(key);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
  }
  void put(const std::string& key, const Known& kind) {
    const std::lock_guard lock(mutex_);
    if (known_.size() < most) known_.emplace(key, kind);
  }

 private:
  static constexpr std::size_t most = 20'000;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Known> known_;
};

class LimitKinds {
 public:
  // Of what cannot be placed, since a number does not fit.
  static constexpr std::uint32_t unplaced = 0xFFFFFFFF;

  // `limits`: of one predicate. `ages`: for the unit of a limit of age. All must outlive the kinds.
  LimitKinds(const columnar::Plan& plan, std::span<const Limit> limits, const AgeTable* ages,
             SharedKinds& shared);

  // Before the rows of a batch.
  void look_at(const columnar::Matcher& matcher);
  // No value, or an exact one that is of no use (too old, of an unknown unit): no limit changes that. Of a
  // row whose predicate is not decided.
  bool is_constant_unknown(std::size_t row) const {
    if (key_by_ != Key::value) return false;
    if (value_->only_texts) return value_->code[row] == 0;
    return static_cast<patients::Form>(value_->form[row]) == patients::Form::empty || is_exact_number(row);
  }
  // 1 + the index of the kind, or `unplaced`. `decided`: the predicate is true or false of the row.
  std::uint32_t of(columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row,
                   bool decided) {
    std::uint32_t* known = shortcut(row, decided);
    return known != nullptr && *known != 0 ? *known : learn(matcher, grid, row, decided, known);
  }
  const LimitKind& operator[](std::size_t index) const { return *kinds_[index]; }
  bool is_full() const { return keys_.size() >= most_kinds; }
  void clear();
  // By the definition, whatever the kind; none if a number does not fit.
  std::optional<LimitKind> ask(columnar::Matcher& matcher, std::size_t row) const;

 private:
  static constexpr std::size_t most_kinds = 50'000;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  enum class Key { age, value, visit, cells };
  struct NumberSlot {
    std::int64_t number = 0;
    std::uint32_t unit = 0;
    std::uint32_t kind = 0;
  };

  const Predicate& predicate() const { return plan_.program->predicates[limits_.front().predicate]; }
  void find_value(const columnar::PredicatePlan& of);
  bool is_exact_number(std::size_t row) const {
    return !value_->only_texts && static_cast<patients::Form>(value_->form[row]) == patients::Form::exact &&
           (comparator_ == nullptr || comparator_[row] == 0);
  }
  // Where the kind of a row is kept that is told by a number alone; none if it is not.
  std::uint32_t* shortcut(std::size_t row, bool decided) {
    if (key_by_ == Key::age) return shortcut_of_day(first_day_[row], last_day_[row]);
    if (key_by_ != Key::value || !decided || !is_exact_number(row)) return nullptr;
    return shortcut_of_number(value_->number[row], unit_ == nullptr ? 0 : unit_[row]);
  }
  std::uint32_t* shortcut_of_day(std::int32_t first, std::int32_t last) {
    if (first == patients::no_day) return &kind_of_no_day_;
    const std::int64_t days = std::int64_t{plan_.as_of.number} - first;
    if (first != last || days < 0 || days > AgeTable::most_days) return nullptr;
    return &kind_of_age_[is_one_unit_ ? (*ages_)[days] : static_cast<std::size_t>(days)];
  }
  std::uint32_t* shortcut_of_number(std::int64_t number, std::uint32_t unit);
  void add_cells(const patients::CellGrid& grid, std::size_t row, const std::vector<std::size_t>& columns);
  bool add_visit(const columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row);
  void make_key(const columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row,
                bool decided);
  std::uint32_t learn(columnar::Matcher& matcher, const patients::CellGrid& grid, std::size_t row,
                      bool decided, std::uint32_t* place);

  const columnar::Plan& plan_;
  std::span<const Limit> limits_;
  const AgeTable* ages_;
  SharedKinds& shared_;
  Key key_by_ = Key::cells;
  std::vector<std::size_t> columns_;  // of cells in keys
  std::size_t value_column_ = 0;      // of Key::value and Key::visit
  std::size_t comparator_column_ = columnar::no_column;
  std::size_t unit_column_ = columnar::no_column;
  patients::CohortPlan part_plan_;                       // the entries that the predicate rests on
  mutable std::optional<patients::CohortDecoder> part_;  // of these; none: it may rest on all
  std::vector<std::size_t> value_columns_;               // all three
  std::vector<std::size_t> date_columns_;                // of Key::visit
  std::vector<std::size_t> other_columns_;               // likewise
  std::size_t birth_column_ = columnar::no_column;       // of Key::age
  bool is_one_unit_ = true;                              // of all bounds of Key::age

  // Of the batch, by row: what Key::age and Key::value look at.
  const std::int32_t* first_day_ = nullptr;
  const std::int32_t* last_day_ = nullptr;
  const patients::TypedColumn* value_ = nullptr;
  const std::uint8_t* unit_ = nullptr;        // may be none
  const std::uint8_t* comparator_ = nullptr;  // likewise

  std::string key_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> keys_;
  std::vector<SharedKinds::Known> kinds_;
  // Ways to a kind without a key: 1 + its index, or `unplaced`; 0: not known yet. By age, or the age in days,
  // and by exact number and unit.
  std::vector<std::uint32_t> kind_of_age_;
  std::uint32_t kind_of_no_day_ = 0;
  std::vector<std::uint32_t> kind_of_integer_;  // of small whole numbers without a unit of their own
  std::vector<NumberSlot> kind_of_number_;
};

}  // namespace eligo::engine
