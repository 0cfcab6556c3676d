// Columns, blocks and the summary. See screen_table.hpp.
#include "cli/screen_table.hpp"

#include <algorithm>
#include <utility>

#include "cli/layout.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using engine::Verdict;
using patients::printable;

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest_column = 10;  // "ineligible"
constexpr std::size_t widest_trial = 16;
constexpr std::size_t widest_patient = 24;

std::string patient_name(const engine::ScreenResult& result) {
  return result.patient ? printable(*result.patient) : "(no id)";
}

}  // namespace

Style style_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::ineligible:
      return Style::red;
    case Verdict::incomplete:
      return Style::yellow;
    case Verdict::candidate:
      return Style::cyan;
    case Verdict::eligible:
      return Style::green;
  }
  return Style::plain;
}

Style style_of(engine::Status status) {
  switch (status) {
    case engine::Status::pass:
      return Style::green;
    case engine::Status::fail:
      return Style::red;
    case engine::Status::unknown:
      return Style::yellow;
  }
  return Style::plain;
}

ScreenTable::ScreenTable(const Terminal& terminal, patients::Day as_of, std::vector<std::string> trials,
                         std::string rules)
    : terminal_(terminal), as_of_(as_of), trials_(std::move(trials)), rules_(std::move(rules)) {
  for (auto& trial : trials_) trial = printable(trial);
}

void ScreenTable::add(const engine::ScreenResult& result) {
  Row row;
  row.patient = patient_name(result);
  if (result.refusal) {
    ++refused_;
    row.refusal = printable(result.refusal->message);
    rows_.push_back(std::move(row));
    return;
  }
  std::size_t width = 0;
  for (const auto& trial : result.trials) width = std::max(width, display_width(printable(trial.trial->id)));
  for (const auto& trial : result.trials) {
    ++verdict_counts_[static_cast<std::size_t>(trial.result.verdict)];
    row.verdicts.push_back(trial.result.verdict);
    row.details += deciding_criteria(trial, terminal_, width);
  }
  row.details += unplaced_facts(result);
  rows_.push_back(std::move(row));
}

// Entries that no criterion saw: a verdict that rests on their absence must say so on the same page.
std::string ScreenTable::unplaced_facts(const engine::ScreenResult& result) const {
  if (result.unplaced.empty()) return {};
  std::string names;
  for (const auto& name : result.unplaced) names += (names.empty() ? "`" : ", `") + printable(name) + "`";
  const std::string head = "  not in the vocabulary, so no criterion saw: ";
  return hanging(terminal_.paint(Style::bold, head), display_width(head), "    ", names, terminal_.width);
}

std::string ScreenTable::header() const {
  const std::string dot(terminal_.dot());
  const std::string date = "As of " + patients::to_string(as_of_);
  const std::string rest =
      dot + counted(rows_.size(), "patient") + dot + counted(trials_.size(), "trial") + dot + rules_;
  return hanging(terminal_.paint(Style::bold, date), date.size(), "", rest, terminal_.width);
}

std::size_t ScreenTable::trial_width(std::size_t trial) const {
  return std::clamp(display_width(trials_[trial]), narrowest_column, widest_trial);
}

std::string ScreenTable::trial_head(std::size_t trial) const {
  return padded(shortened(trials_[trial], widest_trial, terminal_.ellipsis()), trial_width(trial));
}

std::string ScreenTable::block(std::size_t begin, std::size_t end, std::size_t patient_width) const {
  std::string head = padded("patient", patient_width);
  for (std::size_t trial = begin; trial < end; ++trial) head += std::string(gap, ' ') + trial_head(trial);
  head.erase(head.find_last_not_of(' ') + 1);
  std::string text = terminal_.paint(Style::bold, head) + '\n';
  for (const auto& row : rows_) {
    const std::string name =
        padded(shortened(row.patient, widest_patient, terminal_.ellipsis()), patient_width);
    if (row.verdicts.empty()) {
      text += hanging(name + std::string(gap, ' ') + terminal_.paint(Style::red, "refused") + ": ",
                      patient_width + gap + 9, row.refusal, terminal_.width);
      continue;
    }
    text += name;
    for (std::size_t trial = begin; trial < end; ++trial) {
      const std::string_view word = engine::to_string(row.verdicts[trial]);
      text += std::string(gap, ' ') + terminal_.paint(style_of(row.verdicts[trial]), word);
      if (trial + 1 < end) text += std::string(trial_width(trial) - word.size(), ' ');
    }
    text += '\n';
  }
  return text;
}

// As many trials side by side as fit; the others in further blocks below.
std::string ScreenTable::blocks(std::size_t patient_width) const {
  std::string text;
  std::size_t begin = 0;
  do {
    std::size_t end = begin;
    std::size_t used = patient_width;
    while (end < trials_.size() && (end == begin || used + gap + trial_width(end) <= terminal_.width)) {
      used += gap + trial_width(end);
      ++end;
    }
    text += '\n' + block(begin, end, patient_width);
    begin = end;
  } while (begin < trials_.size());
  return text;
}

// Full names of what the columns shorten.
std::string ScreenTable::legend() const {
  std::string text;
  for (const auto& trial : trials_) {
    const std::string head = shortened(trial, widest_trial, terminal_.ellipsis());
    if (head != trial) text += hanging(head + " = ", widest_trial + 3, trial, terminal_.width);
  }
  return text.empty() ? text : '\n' + text;
}

std::string ScreenTable::summary() const {
  std::size_t verdicts = 0;
  for (const std::size_t count : verdict_counts_) verdicts += count;
  std::string text = counted(rows_.size(), "patient") + ", " + counted(verdicts, "verdict") + ": ";
  for (std::size_t i = 0; i < verdict_counts_.size(); ++i) {
    const auto verdict = static_cast<Verdict>(i);
    text += (i == 0 ? "" : ", ") + std::to_string(verdict_counts_[i]) + ' ' +
            std::string(engine::to_string(verdict));
  }
  if (refused_ > 0) text += "; " + counted(refused_, "record") + " refused";
  return hanging("", 0, text, terminal_.width);
}

std::string ScreenTable::render() const {
  std::size_t patient_width = display_width("patient");
  for (const auto& row : rows_) {
    patient_width = std::max(patient_width, std::min(display_width(row.patient), widest_patient));
  }
  std::string text = header() + blocks(patient_width) + legend();
  for (const auto& row : rows_) {
    if (row.details.empty()) continue;
    text += '\n' + hanging("", 0, row.patient, terminal_.width) + row.details;
  }
  return text + '\n' + summary();
}

}  // namespace eligo::cli
