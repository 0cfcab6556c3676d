// The half of Matcher that asks the plain path: for the rows that the columns cannot tell, and once for each
// class of the others. See matcher.hpp.
#include <algorithm>
#include <bit>

#include "engine/columnar/matcher.hpp"
#include "engine/columnar/simd.hpp"

namespace eligo::engine::columnar {

using patients::Form;

namespace {

constexpr std::uint64_t censored_key = 32;  // beyond the codes of texts and numbers

}  // namespace

// What of an entry decides whether it can be read: its words, and what kind of thing stands for a value.
std::uint64_t Matcher::check_key(const EntryCheck& check, std::size_t row) const {
  std::uint64_t key = 0;
  if (check.value != no_column) {
    const auto& value = columns_[check.value];
    const auto form = static_cast<Form>(value.form[row]);
    if (form == Form::text) {
      key = value.code[row];
    } else if (form != Form::empty && !check.number_is_readable) {
      key = first_number_code;
    } else if (form != Form::empty && form != Form::exact) {
      // A comparator of its own column may say something else.
      key = censored_key + static_cast<std::uint64_t>(form);
    }
  }
  for (const std::size_t column : check.columns) key = key << 8U | columns_[column].code[row];
  return key;
}

void Matcher::check_entries() {
  for (std::size_t i = 0; i < plan_.checks.size(); ++i) {
    const EntryCheck& check = plan_.checks[i];
    if (!check.columns.empty()) {
      for (std::size_t row = 0; row < rows_; ++row) check_row(i, row);
    } else if (columns_[check.value].only_texts) {
      check_texts(i);
    } else if (check.number_is_readable) {
      // Only texts in place of a number matter.
      for (const std::uint32_t row : columns_[check.value].irregular) check_row(i, row);
    } else {
      const auto& value = columns_[check.value];
      for (std::size_t row = 0; row < rows_; ++row)
        if (value.form[row] != static_cast<std::uint8_t>(Form::empty)) check_row(i, row);
    }
  }
}

// A column with nothing but texts: those known to be readable are passed at once.
void Matcher::check_texts(std::size_t index) {
  const std::size_t size = words_ * word_bits;
  const auto& codes = columns_[plan_.checks[index].value].code;
  constexpr unsigned bits = std::bit_width(patients::largest_value_dictionary);
  const std::span<std::uint8_t> known(answers_.data(), size);
  if (!look_up({codes.data(), size}, readable_texts_[index].data(), bits, known)) return;
  for (std::size_t row = 0; row < rows_; ++row)
    if (known[row] == 0) check_row(index, row);
}

// A combination of words that is new is tried on its row by the plain path, which says whether it can be
// read.
void Matcher::check_row(std::size_t index, std::size_t row) {
  constexpr std::size_t most_keys = 100'000;
  if (plain_[row] != 0) return;
  const EntryCheck& check = plan_.checks[index];
  const std::uint64_t key = check_key(check, row);
  if (key == 0 || key == last_readable_[index] || readable_[index].contains(key)) {
    last_readable_[index] = key;
    return;
  }
  if (const auto known = unreadable_keys_[index].find(key); known != unreadable_keys_[index].end()) {
    for (const std::size_t column : known->second) unreadable_.add(row, column);
    return;
  }
  const BoundRow& tried = bound_row(row);
  if (tried.row.rejected || unreadable_.set_of(row) == UnreadableCells::other) {
    plain_[row] = 1;
    return;
  }
  if (std::vector<std::size_t> columns = newly_unreadable(check, row); !columns.empty()) {
    for (const std::size_t column : columns) unreadable_.add(row, column);
    if (unreadable_keys_[index].size() >= most_keys) unreadable_keys_[index].clear();
    unreadable_keys_[index].emplace(key, std::move(columns));
    return;
  }
  if (readable_[index].size() >= most_keys) readable_[index].clear();
  readable_[index].insert(key);
  last_readable_[index] = key;
  if (check.columns.empty() && key < first_number_code) readable_texts_[index][key] = 1;
}

// Cells of the entry that cannot be read although each is of its type.
std::vector<std::size_t> Matcher::newly_unreadable(const EntryCheck& check, std::size_t row) {
  std::vector<std::size_t> found;
  const std::vector<std::size_t>& known = unreadable_.columns_of(unreadable_.set_of(row));
  const std::vector<std::size_t>& all = bound_row(row).row.unreadable;
  const auto add = [&](std::size_t column) {
    const std::size_t origin = plan_.cohort->columns[column].origin;
    if (origin > 0 && std::ranges::binary_search(all, origin - 1) &&
        !std::ranges::binary_search(known, origin - 1))
      found.push_back(origin - 1);
  };
  if (check.value != no_column) add(check.value);
  for (const std::size_t column : check.columns) add(column);
  return found;
}

// Rows whose cells of the same columns cannot be read are common or go through the plain path.
void Matcher::code_unreadable_rows() {
  if (!unreadable_.any()) return unreadable_.count();
  unreadable_.count();
  for (std::size_t row = 0; row < rows_; ++row) {
    const UnreadableCells::SetId set = unreadable_.set_of(row);
    if (set == 0 || plain_[row] != 0) continue;
    if (unreadable_.code_of(set) == 0 && (!unreadable_.is_common(set) || !admit(row))) {
      plain_[row] = 1;
    } else {
      unreadable_.put_code(row, unreadable_.code_of(set));
    }
  }
}

// Gives the set of the row a code, if the plain path says the same of the row.
bool Matcher::admit(std::size_t row) {
  if (source_) return false;
  const UnreadableCells::SetId set = unreadable_.set_of(row);
  const BoundRow& tried = bound_row(row);
  return !tried.row.rejected && tried.row.unreadable == unreadable_.columns_of(set) && unreadable_.admit(set);
}

BoundRow& Matcher::bound_row(std::size_t row) {
  if (!bound_[row]) {
    bound_[row] = std::make_unique<BoundRow>();
    touched_.push_back(row);
    if (source_) {
      source_(*bound_[row], row);
      return *bound_[row];
    }
    grid_->cells_of(row, cells_);
    read_row(*bound_[row], decoder_, plan_.program->vocabulary, plan_.as_of, cells_, 0);
  }
  return *bound_[row];
}

Evaluator& Matcher::evaluator(std::size_t row) {
  BoundRow& bound = bound_row(row);
  if (!evaluators_[row])
    evaluators_[row] = std::make_unique<Evaluator>(*plan_.program, bound.bound.bound, plan_.as_of);
  return *evaluators_[row];
}

void Matcher::note_rows() {
  for (std::size_t row = 0; row < rows_; ++row) {
    if (plain_[row] == 0 && unreadable_.codes()[row] == 0) continue;
    RowNote note;
    note.row = row;
    note.line = (*line_of_)(row);
    if (plain_[row] != 0) {
      const BoundRow& bound = bound_row(row);
      note.rejected = bound.row.rejected;
      note.counted = !bound.row.rejected;
      note.unreadable = bound.row.unreadable;
    } else {
      note.unreadable = unreadable_of(row);
    }
    if (note.counted && strict_ && !note.unreadable.empty())
      note.rejected = patients::CsvProblem{0, static_cast<std::uint32_t>(note.unreadable.front() + 1), ""};
    if (note.rejected) {
      note.rejected->line = note.line;
      rejected_[row] = 1;
      uncounted_[row] = note.counted ? 0 : 1;
    }
    if (note.rejected || !note.unreadable.empty()) notes_.push_back(std::move(note));
  }
}

// What stands for the class of the row, of which this matcher has not heard yet.
Answer Matcher::ask(const PredicatePlan& of, std::size_t row) {
  if (shared_ == nullptr) return ask_plainly(of.predicate, row);
  row_class_ = std::to_string(of.predicate);
  for (const FeatureId feature : of.features) codes_.append_meaning(feature, row, row_class_);
  Answer answer = shared_->find(row_class_);
  if (answer != Answer::not_asked) return answer;
  answer = ask_plainly(of.predicate, row);
  if (answer != Answer::not_asked) shared_->put(row_class_, answer);
  return answer;
}

Answer Matcher::ask_plainly(PredicateId predicate, std::size_t row) {
  // No class may rest on a row that the plain path refuses.
  const BoundRow& bound = bound_row(row);
  if (bound.row.rejected || bound.row.unreadable != unreadable_of(row)) {
    unfit_.push_back(row);
    return Answer::not_asked;
  }
  return answer_of(evaluator(row).evaluate(predicate));
}

}  // namespace eligo::engine::columnar
