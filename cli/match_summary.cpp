// See match_summary.hpp.
#include "cli/match_summary.hpp"

#include <algorithm>
#include <array>

#include "cli/layout.hpp"
#include "cli/output.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using engine::TrialTally;
using patients::printable;

constexpr std::size_t named_criteria = 3;
constexpr std::size_t named_columns = 10;

std::string right(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

// "I7 312 (40 alone), E2 12"
std::string costs(const TrialTally& tally) {
  std::string text;
  for (const std::size_t i : engine::costliest(tally, named_criteria)) {
    const auto& of = tally.criteria[i];
    text +=
        (text.empty() ? "" : ", ") + printable(tally.trial->criteria[i].id) + ' ' + std::to_string(of.fail);
    if (of.fail_alone > 0) text += " (" + std::to_string(of.fail_alone) + " alone)";
  }
  return text;
}

std::string verdict_table(const std::vector<TrialTally>& trials, const Terminal& terminal) {
  constexpr std::array<std::string_view, 4> words{"eligible", "candidate", "incomplete", "ineligible"};
  std::size_t width = 5;
  for (const auto& tally : trials) width = std::max(width, display_width(printable(tally.trial->id)));
  std::string text = padded("trial", width);
  for (const auto word : words) text += "  " + right(std::string(word), 10);
  text += "  fails most\n";
  for (const auto& tally : trials) {
    std::string row = padded(printable(tally.trial->id), width);
    for (std::size_t i = tally.verdicts.size(); i-- > 0;)
      row += "  " + right(std::to_string(tally.verdicts[i]), 10);
    const std::string most = costs(tally);
    text += most.empty() ? row + '\n' : hanging(row + "  ", width + 50, most, terminal.width);
  }
  return text;
}

// "3 columns not used: `a`, `b`, `c`"
std::string ignored_columns(const engine::CohortSummary& summary, const Terminal& terminal, bool set_aside) {
  std::string names;
  std::size_t count = 0;
  for (const auto& column : summary.columns) {
    if (!column.use.empty() || column.set_aside != set_aside) continue;
    if (++count <= named_columns) {
      names += (count == 1 ? "" : ", ") + (column.header.empty() ? "(no name)" : in_ticks(column.header));
    }
  }
  if (count == 0) return {};
  if (count > named_columns) names += " and " + std::to_string(count - named_columns) + " more";
  const std::string what = set_aside ? " set aside by the map: " : " not used: ";
  return hanging("", 0, counted(count, "column") + what + names, terminal.width);
}

// "1 id stands in more than one row, 1 row too many: `A` (lines 2, 7)"
std::string duplicate_ids(const engine::CohortSummary& summary, const Terminal& terminal) {
  if (!summary.duplicates) return {};
  const engine::DuplicateIds& duplicates = *summary.duplicates;
  if (duplicates.ids == 0) return "no id stands twice\n";
  std::string names;
  for (const auto& of : duplicates.first) {
    std::string lines;
    for (const auto line : of.lines) lines += (lines.empty() ? "" : ", ") + std::to_string(line);
    names += (names.empty() ? "" : ", ") + in_ticks(of.id) + " (lines " + lines + ')';
  }
  const std::string verb = duplicates.ids == 1 ? " stands" : " stand";
  return hanging("", 0,
                 counted(duplicates.ids, "id") + verb + " in more than one row, " +
                     counted(duplicates.rows, "row") + " too many: " + names +
                     (duplicates.first.size() < duplicates.ids ? " …" : ""),
                 terminal.width);
}

std::string unreadable_cells(const engine::CohortSummary& summary, const Terminal& terminal) {
  std::string text;
  for (const auto& column : summary.columns) {
    if (column.unreadable == 0) continue;
    std::string examples;
    for (const auto& example : column.examples)
      examples += (examples.empty() ? "" : ", ") + in_ticks(example);
    text += hanging("", 0,
                    counted(column.unreadable, "cell") + " of " + in_ticks(column.header) +
                        " not read, taken as unknown: " + examples,
                    terminal.width);
  }
  return text;
}

}  // namespace

std::string match_table(const engine::CohortSummary& summary, const std::vector<TrialTally>& trials,
                        const std::string& file, const Terminal& terminal) {
  std::string head = file + ": " + counted(summary.rows, "row") + " matched";
  if (summary.rejected > 0) head += ", " + std::to_string(summary.rejected) + " rejected";
  head += "; as of " + patients::to_string(summary.as_of);
  return hanging("", 0, head, terminal.width) + verdict_table(trials, terminal) +
         ignored_columns(summary, terminal, false) + ignored_columns(summary, terminal, true) +
         unreadable_cells(summary, terminal) + duplicate_ids(summary, terminal);
}

}  // namespace eligo::cli
