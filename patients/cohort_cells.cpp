// Scalars from cells. See cohort_cells.hpp; tests: tests/patients/cohort_rows_test.cpp.
#include "patients/cohort_cells.hpp"

#include <algorithm>
#include <limits>

#include "patients/record_reader.hpp"
#include "patients/record_words.hpp"
#include "patients/single_cell.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string shown = printable(text.substr(0, longest));
  if (text.size() > longest) shown += "...";
  return "`" + shown + "`";
}

bool is_word(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower,
                            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

}  // namespace

Cell CellReader::cell(std::size_t column) const { return {trimmed(cells_[column]), column}; }

Place CellReader::place(std::size_t column) const {
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  return {"", 0, static_cast<std::uint32_t>(std::min(line_, most)), plan_.columns[column].origin};
}

void CellReader::reject(std::size_t column, std::string reason) {
  if (!row_.rejected) row_.rejected = CsvProblem{line_, plan_.columns[column].origin, std::move(reason)};
}

// What a map gives is read when the map is.
void CellReader::unreadable(const Cell& cell) {
  const std::uint32_t origin = plan_.columns[cell.column].origin;
  if (origin > 0) row_.unreadable.push_back(origin - 1);
}

void CellReader::check_text(const Cell& cell) {
  if (!is_utf8(cell.text)) reject(cell.column, "text that is not UTF-8");
}

std::optional<bool> CellReader::boolean(const Cell& cell) {
  if (cell.is_empty()) return std::nullopt;
  if (is_word(cell.text, "true")) return true;
  if (is_word(cell.text, "false")) return false;
  unreadable(cell);
  return std::nullopt;
}

std::optional<PartialDate> CellReader::peek_date(const Cell& cell) const {
  return cell.is_empty() ? std::nullopt : PartialDate::parse(cell.text);
}

std::optional<PartialDate> CellReader::date(const Cell& cell) {
  const auto date = peek_date(cell);
  if (date || cell.is_empty()) return date;
  if (has_form_of_date(cell.text)) {
    reject(cell.column, quoted(cell.text) + " is not a day that exists");
  } else {
    unreadable(cell);
  }
  return std::nullopt;
}

// The limits of what a number may be reject the row; text that is no number gives nothing.
std::optional<Decimal> CellReader::limited(const Cell& cell, std::string_view text) {
  const auto parsed = Decimal::parse(text);
  if (const auto* decimal = std::get_if<Decimal>(&parsed)) return *decimal;
  const auto error = std::get<DecimalError>(parsed);
  if (error == DecimalError::too_many_digits) {
    reject(cell.column, quoted(text) + " has more than 18 significant digits");
  }
  if (error == DecimalError::exponent_out_of_range) {
    reject(cell.column, quoted(text) + " has an exponent beyond 30");
  }
  return std::nullopt;
}

std::optional<Decimal> CellReader::number(const Cell& cell) {
  if (cell.is_empty()) return std::nullopt;
  const auto decimal = limited(cell, cell.text);
  if (!decimal && !row_.rejected) unreadable(cell);
  return decimal;
}

void CellReader::value(const Cell& cell, Observation& out) {
  if (cell.is_empty()) return;
  std::string_view text = cell.text;
  std::optional<Comparator> comparator;
  for (std::size_t i = words::comparators.size(); i-- > 0 && !comparator;) {
    if (text.starts_with(words::comparators[i])) comparator = static_cast<Comparator>(i);
  }
  if (comparator)
    text = trimmed(text.substr(words::comparators[static_cast<std::size_t>(*comparator)].size()));
  const auto decimal = limited(cell, text);
  if (decimal) {
    out.value = *decimal;
    out.comparator = comparator;
  } else {
    out.value = std::string(cell.text);
  }
}

std::optional<std::size_t> CellReader::word(const Cell& cell, std::span<const std::string_view> words) {
  if (cell.is_empty()) return std::nullopt;
  const auto found = std::ranges::find(words, cell.text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  unreadable(cell);
  return std::nullopt;
}

void CellReader::check_order(const std::optional<PartialDate>& start, const std::optional<PartialDate>& end,
                             const Cell& end_cell, std::string_view start_name) {
  if (!start || !end || !(end->last < start->first)) return;
  reject(end_cell.column, "the end " + to_string(*end) + " lies before the " + std::string(start_name) + " " +
                              to_string(*start));
}

}  // namespace eligo::patients
