// `eligo match --describe`: the columns of a cohort file, what each was taken for and what stands in it.
// Contract: docs/cohorts.md. Tests: tests/cli/cases/describe.case.
#include <algorithm>

#include "cli/cohort_file.hpp"
#include "cli/column_survey.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/layout.hpp"
#include "cli/output.hpp"
#include "cli/output_file.hpp"
#include "cli/rules_loading.hpp"
#include "cli/terminal.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using engine::ColumnDescription;
using patients::printable;

// "`1` (112), `0` (75)"
std::string counts_of(const std::vector<ColumnDescription::Value>& values) {
  std::string text;
  for (const auto& value : values) {
    text += (text.empty() ? "" : ", ") + in_ticks(value.text) + " (" + std::to_string(value.count) + ')';
  }
  return text;
}

// "187 of 187, 125 different from 0.6 to 20.2: `17.8` (5), `11.5` (4) …"
std::string holdings(const ColumnDescription& column, std::uint64_t rows) {
  if (column.filled == 0) return "nothing";
  const std::string range = column.least.empty() || column.distinct <= column.typical.size()
                                ? ""
                                : " from " + column.least + " to " + column.most;
  std::string text = std::to_string(column.filled) + " of " + std::to_string(rows);
  if (column.distinct == column.filled && column.distinct > 1 && !column.more_distinct) {
    text += ", all different" + range + ": ";
    for (const auto& value : column.typical)
      text += (&value == &column.typical.front() ? "" : ", ") + in_ticks(value.text);
  } else {
    text += ", " + std::string(column.more_distinct ? "more than " : "") + std::to_string(column.distinct) +
            " different" + range + ": " + counts_of(column.typical);
  }
  return text + (column.distinct > column.typical.size() ? " …" : "");
}

class DescriptionText {
 public:
  DescriptionText(const engine::CohortDescription& description, std::size_t width)
      : description_(description), width_(width) {}

  std::string run(const std::string& file) {
    const auto unused = static_cast<std::size_t>(std::ranges::count_if(
        description_.columns, [](const ColumnDescription& column) { return column.use.empty(); }));
    std::string head = file + ": " + counted(description_.rows, "row") + ", " +
                       counted(description_.columns.size(), "column");
    if (unused > 0) head += ", " + std::to_string(unused) + " of them not used";
    if (description_.rejected > 0)
      head += "; " + counted(description_.rejected, "row") + " would be rejected";
    text_ = hanging("", 0, head, width_);
    if (!description_.advice.empty()) text_ += hanging("", 0, description_.advice, width_);
    for (std::size_t i = 0; i < description_.columns.size(); ++i) add(i);
    return std::move(text_);
  }

 private:
  void line(std::string_view label, const std::string& text) {
    constexpr std::size_t label_width = 9;
    const std::size_t prefix = number_width_ + label_width;
    text_ +=
        hanging(padded(std::string(number_width_, ' ') + std::string(label), prefix), prefix, text, width_);
  }

  void add(std::size_t index) {
    const ColumnDescription& column = description_.columns[index];
    const std::string number = std::to_string(index + 1);
    const std::size_t digits = std::to_string(description_.columns.size()).size();
    number_width_ = digits + 2;
    text_ += hanging(std::string(digits - number.size(), ' ') + number + "  ", number_width_,
                     column.header.empty() ? "(no name)" : printable(column.header), width_);
    line("is", column.use.empty() ? "not used: " + column.why_not : printable(column.use));
    line("holds", holdings(column, description_.rows));
    if (column.unreadable > 0) {
      line("unread",
           std::to_string(column.unreadable) + ", taken as unknown: " + counts_of(column.unreadable_values));
    }
    if (!column.unit_trouble.empty()) line("unit", column.unit_trouble);
    if (column.rejected > 0) {
      line("rejects", counted(column.rejected, "row") + ", first: " + printable(column.reject_reason));
    }
  }

  const engine::CohortDescription& description_;
  std::size_t width_;
  std::size_t number_width_ = 0;
  std::string text_;
};

}  // namespace

ExitStatus run_describe(const MatchArguments& arguments) {
  const LoadedRules rules = load_rules(arguments.rules, false);
  if (!rules.program) return rules.status;
  CohortFile cohort(arguments.cohort, arguments.columns);
  if (!cohort.open(rules.program->vocabulary, true)) return ExitStatus::bad_data;
  OutputFile output(arguments.output);
  if (!output.open()) {
    complain(output.error());
    return ExitStatus::bad_data;
  }
  ColumnSurvey survey(cohort, *rules.program, arguments.as_of);
  while (auto item = cohort.next()) survey.add(std::move(*item));
  if (cohort.failed()) return ExitStatus::bad_data;
  const engine::CohortDescription description = survey.result();
  output.write(
      arguments.json
          ? engine::render_cohort_description(description) + '\n'
          : DescriptionText(description, detect_terminal().width).run(display_name(arguments.cohort)));
  if (output.commit()) return ExitStatus::done;
  complain(output.error());
  return ExitStatus::bad_data;
}

}  // namespace eligo::cli
