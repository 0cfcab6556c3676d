// See near_table.hpp.
#include "cli/near_table.hpp"

#include "cli/distance_text.hpp"
#include "cli/layout.hpp"
#include "cli/screen_table.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {

using patients::printable;

namespace {

constexpr std::string_view indent = "    ";

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

}  // namespace

NearTable::NearTable(const Terminal& terminal, patients::Day as_of, std::string rules)
    : terminal_(terminal), as_of_(as_of), rules_(std::move(rules)) {}

void NearTable::add(const engine::ScreenResult& result, const std::vector<engine::NearMiss>& misses) {
  if (result.refusal) {
    ++refused_;
    return;
  }
  ++patients_;
  if (misses.empty()) return;
  ++near_patients_;
  near_trials_ += misses.size();
  entries_ +=
      '\n' + terminal_.paint(Style::bold, result.patient ? printable(*result.patient) : "(no id)") + '\n';
  for (const auto& miss : misses) entries_ += entry(miss);
}

// The criterion, what was seen, how far it is off, and whether waiting helps.
std::string NearTable::entry(const engine::NearMiss& miss) const {
  const engine::CriterionExplanation& failing = miss.explanation();
  const std::string head =
      "  " + printable(miss.trial->trial->id) + "  " + printable(miss.failing().id) + "  ";
  std::string text = hanging(head, display_width(head), printable(miss.failing().label), terminal_.width);
  const auto line = [&](std::string_view name, const std::string& value) {
    const std::string prefix = std::string(indent) + padded(name, 10);
    text += hanging(prefix, prefix.size(), printable(value), terminal_.width);
  };
  if (!failing.reason.empty()) line("seen", failing.reason);
  for (const auto& distance : failing.distances) line("distance", distance_text(distance));
  if (miss.from) {
    line("time", "from " + patients::to_string(*miss.from) + " on it fails no longer; the trial is then " +
                     std::string(engine::to_string(miss.then)));
  } else {
    line("time", "does not change it within a year");
  }
  return text;
}

std::string NearTable::render() const {
  const std::string dot(terminal_.dot());
  std::string text = hanging(
      "", 0, "Near misses" + dot + "as of " + patients::to_string(as_of_) + dot + rules_, terminal_.width);
  text += hanging("", 0, "trials that one criterion alone keeps closed, the facts held as they are",
                  terminal_.width);
  text += entries_ + '\n';
  text += hanging("", 0,
                  std::to_string(near_patients_) + " of " + counted(patients_, "patient", "patients") + ", " +
                      counted(near_trials_, "near miss", "near misses") +
                      (refused_ > 0 ? ", " + counted(refused_, "record", "records") + " refused" : ""),
                  terminal_.width);
  return text;
}

}  // namespace eligo::cli
