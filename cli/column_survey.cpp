// See column_survey.hpp.
#include "cli/column_survey.hpp"

#include <algorithm>
#include <limits>

#include "engine/bind.hpp"
#include "engine/cohort_names.hpp"
#include "engine/screen.hpp"
#include "patients/record_reader.hpp"
#include "patients/text.hpp"

namespace eligo::cli {
namespace {

using engine::ColumnDescription;

constexpr std::size_t different_in_column = 1000;
constexpr std::size_t different_in_file = 1000000;
constexpr std::size_t shown_values = 5;
constexpr std::size_t longest_value = 40;

std::string kept(std::string_view cell) {
  return cell.size() <= longest_value ? std::string(cell)
                                      : std::string(cell.substr(0, longest_value)) + "...";
}

std::vector<ColumnDescription::Value> most_frequent(
    const std::unordered_map<std::string, std::uint64_t>& counts) {
  std::vector<ColumnDescription::Value> values;
  values.reserve(counts.size());
  for (const auto& [text, count] : counts) values.push_back({text, count});
  const auto before = [](const auto& a, const auto& b) {
    return a.count != b.count ? a.count > b.count : a.text < b.text;
  };
  const auto shown = static_cast<std::ptrdiff_t>(std::min(values.size(), shown_values));
  std::partial_sort(values.begin(), values.begin() + shown, values.end(), before);
  values.resize(static_cast<std::size_t>(shown));
  return values;
}

}  // namespace

ColumnSurvey::ColumnSurvey(const CohortFile& cohort, const engine::Program& program, patients::Day as_of)
    : cohort_(cohort), program_(program), as_of_(as_of), columns_(cohort.columns().size()) {
  description_.advice = cohort.advice();
  const patients::MapVocabulary vocabulary = engine::map_vocabulary(program.vocabulary);
  for (const auto& column : cohort.columns()) {
    using Fate = patients::FileColumn::Fate;
    ColumnDescription out;
    out.header = column.header;
    out.use = column.use;
    if (column.fate == Fate::set_aside) out.why_not = "set aside by the map";
    if (column.fate == Fate::unmapped) {
      out.why_not = cohort.reads_headers() ? patients::why_unplaced(column.header, vocabulary)
                                           : "the map does not name it";
    }
    description_.columns.push_back(std::move(out));
  }
}

void ColumnSurvey::add(CohortFile::Item item) {
  ++description_.rows;
  for (std::size_t i = 0; i < item.cells.size(); ++i) {
    if (!cohort_.is_empty(i, item.cells[i])) add_cell(i, patients::trimmed(item.cells[i]));
  }
  if (!item.row.rejected) add_record(item);
  if (item.row.rejected) add_rejection(*item.row.rejected);
  for (const std::size_t column : item.row.unreadable) {
    ++description_.columns[column].unreadable;
    count(columns_[column].unreadable, patients::trimmed(item.cells[column]));
  }
}

bool ColumnSurvey::count(Counts& counts, std::string_view cell) {
  std::string text = kept(cell);
  const auto found = counts.find(text);
  if (found != counts.end()) {
    ++found->second;
    return true;
  }
  if (counts.size() >= different_in_column || different_ >= different_in_file) return false;
  ++different_;
  counts.emplace(std::move(text), 1);
  return true;
}

void ColumnSurvey::add_cell(std::size_t index, std::string_view cell) {
  Column& column = columns_[index];
  ColumnDescription& out = description_.columns[index];
  ++out.filled;
  if (!count(column.values, cell)) out.more_distinct = true;
  const auto number = patients::Decimal::parse(cell);
  if (const auto* value = std::get_if<patients::Decimal>(&number)) {
    if (column.numbers == 0 || *value < column.least_number) column.least_number = *value;
    if (column.numbers == 0 || *value > column.most_number) column.most_number = *value;
    ++column.numbers;
  } else if (patients::parse_day(cell)) {
    if (column.days == 0 || cell < column.least_day) column.least_day = cell;
    if (column.days == 0 || cell > column.most_day) column.most_day = cell;
    ++column.days;
  }
}

void ColumnSurvey::add_record(CohortFile::Item& item) {
  const patients::PatientRecord& record = *item.row.record;
  if (const auto refusal = engine::refuse_on(record, as_of_)) {
    item.row.rejected = patients::CsvProblem{item.line, record.birth_place.column, refusal->message};
    return;
  }
  const engine::BindResult bound = engine::bind(record, program_.vocabulary);
  for (const auto& problem : bound.diagnostics) {
    if (problem.severity == patients::DataSeverity::error) {
      item.row.rejected = patients::CsvProblem{item.line, problem.column, problem.message};
      return;
    }
    if (problem.code == "D603") item.note_unreadable(problem.column);
  }
  for (const auto& observation : bound.bound.observations) {
    const std::uint32_t column = observation.fact->place.column;
    if (column == 0 || !description_.columns[column - 1].unit_trouble.empty()) continue;
    description_.columns[column - 1].unit_trouble = engine::unit_trouble(observation, program_.vocabulary);
  }
}

void ColumnSurvey::add_rejection(const patients::CsvProblem& problem) {
  ++description_.rejected;
  if (problem.column == 0 || problem.column > columns_.size()) return;
  ColumnDescription& out = description_.columns[problem.column - 1];
  if (++out.rejected == 1) out.reject_reason = problem.reason;
}

void ColumnSurvey::add_range(ColumnDescription& out, const Column& column) const {
  if (out.filled == 0) return;
  if (column.numbers == out.filled) {
    out.least = column.least_number.to_string();
    out.most = column.most_number.to_string();
  } else if (column.days == out.filled) {
    out.least = column.least_day;
    out.most = column.most_day;
  }
}

engine::CohortDescription ColumnSurvey::result() const {
  engine::CohortDescription description = description_;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    ColumnDescription& out = description.columns[i];
    out.distinct = columns_[i].values.size();
    out.typical = most_frequent(columns_[i].values);
    out.unreadable_values = most_frequent(columns_[i].unreadable);
    add_range(out, columns_[i]);
  }
  return description;
}

}  // namespace eligo::cli
