// See whatif_table.hpp.
#include "cli/whatif_table.hpp"

#include <algorithm>

#include "cli/layout.hpp"
#include "cli/output.hpp"
#include "engine/whatif/curve_points.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using engine::TrialWhatIf;
using engine::VerdictCounts;
using patients::printable;

constexpr std::size_t listed_pairs = 5;
constexpr std::size_t listed_points = 6;
constexpr std::array<std::string_view, 4> verdict_words{"ineligible", "incomplete", "candidate", "eligible"};

std::string right(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string plus(std::uint64_t count) { return count == 0 ? "-" : "+" + std::to_string(count); }

std::string verdicts_text(const VerdictCounts& counts) {
  std::string text;
  for (std::size_t v = counts.size(); v-- > 0;)
    text += (text.empty() ? "" : ", ") + std::to_string(counts[v]) + ' ' + std::string(verdict_words[v]);
  return text;
}

std::string ids_of(const TrialWhatIf& trial, const engine::CriterionIndices& criteria,
                   std::string_view between) {
  std::string text;
  for (const std::size_t c : criteria)
    text += (text.empty() ? "" : std::string(between)) + printable(engine::id_of(trial, c));
  return text;
}

// Columns of numbers under their heads.
std::string criteria_text(const TrialWhatIf& trial, const Terminal& terminal) {
  constexpr std::array<std::string_view, 7> heads{"fails",   "unknown",   "out here",  "left",
                                                  "passing", "+eligible", "+not inel."};
  std::size_t name = 9;
  for (const auto& criterion : trial.trial->criteria)
    name = std::max(name, display_width(printable(criterion.id)));
  std::string text = "  " + padded("criterion", name);
  for (const auto head : heads)
    text += "  " + right(std::string(head), std::max<std::size_t>(head.size(), 7));
  text = terminal.paint(Style::bold, text) + '\n';
  for (std::size_t c = 0; c < trial.steps.size(); ++c) {
    const engine::AttritionStep& step = trial.steps[c];
    const VerdictCounts& without = trial.without[c];
    const std::array<std::string, 7> cells{
        std::to_string(step.fail),           std::to_string(step.unknown),
        std::to_string(step.excluded),       std::to_string(step.remaining),
        std::to_string(step.passing),        plus(without[3] - trial.verdicts[3]),
        plus(trial.verdicts[0] - without[0])};
    text += "  " + padded(printable(engine::id_of(trial, c)), name);
    for (std::size_t i = 0; i < cells.size(); ++i)
      text += "  " + right(cells[i], std::max<std::size_t>(heads[i].size(), 7));
    text += '\n';
  }
  return text;
}

std::string pairs_text(const TrialWhatIf& trial, const Terminal& terminal) {
  std::string text;
  std::size_t listed = 0;
  for (const engine::PairCost& pair : trial.pairs) {
    if (listed == listed_pairs) break;
    ++listed;
    text += hanging("    ", 4, "    ",
                    ids_of(trial, {pair.first, pair.second}, " and ") + ": " + plus(pair.eligible) +
                        " eligible, " + plus(pair.not_ineligible) + " not ineligible (" +
                        std::to_string(pair.needs_both) + " need both)",
                    terminal.width);
  }
  if (listed == 0) return {};
  const std::string more = trial.pairs.size() > listed ? " (" + std::to_string(listed) + " of " +
                                                             std::to_string(trial.pairs.size()) + ")"
                                                       : "";
  return terminal.paint(Style::bold, "  without two criteria") + more + '\n' + text;
}

std::string sets_text(const TrialWhatIf& trial, const engine::SmallestSets& found, std::uint64_t now,
                      const std::string& who, const Terminal& terminal) {
  const std::string aim =
      now == 0 ? "to bring the first " + who : "to double the " + std::to_string(now) + ' ' + who;
  std::string text;
  if (!found.reachable) {
    text = "no criteria to leave out are enough";
  } else if (!found.exhaustive) {
    text = "fewer than " + std::to_string(found.size) +
           " criteria are not enough; larger sets were not searched";
  } else {
    text = "leave out ";
    for (std::size_t i = 0; i < found.sets.size(); ++i) {
      text += (i == 0 ? "" : "; or ") + ids_of(trial, found.sets[i].criteria, " and ") + " (" +
              std::to_string(found.sets[i].count) + ' ' + who + ')';
    }
    if (found.in_all > found.sets.size())
      text += "; or one of " + std::to_string(found.in_all - found.sets.size()) + " more sets of this size";
  }
  return hanging("  ", 2, "    ", aim + ": " + text, terminal.width);
}

std::string limits_text(const TrialWhatIf& trial, const Terminal& terminal) {
  std::string text;
  std::string flat;
  for (std::size_t i = 0; i < trial.curves.size(); ++i) {
    const engine::Limit& limit = trial.limits.limits[i];
    const std::string name =
        printable(engine::id_of(trial, limit.criterion)) + "  " + printable(engine::words_of(limit));
    const auto points = engine::curve_points(limit, trial.curves[i], listed_points);
    if (points.empty()) {
      flat += (flat.empty() ? "" : ", ") + printable(engine::id_of(trial, limit.criterion)) + ' ' +
              printable(engine::words_of(limit));
      continue;
    }
    std::string line;
    for (const auto& point : points) {
      const auto& n = point.counts;
      line += (line.empty() ? "" : ", ") + printable(point.limit) + (point.present ? " (now)" : "") + ": " +
              std::to_string(n[3]) + '/' + std::to_string(n[1] + n[2] + n[3]);
    }
    if (const auto unplaced = trial.curves[i].unplaced(); unplaced > 0)
      line += "; " + counted(unplaced, "patient") + " held as now: the numbers do not fit";
    text += "    " + name + '\n' + hanging("      ", 6, "      ", line, terminal.width);
  }
  if (!flat.empty())
    text += hanging("    ", 4, "      ", "no other limit changes a count: " + flat, terminal.width);
  if (!trial.limits.multiples.empty())
    text += hanging("    ", 4, "      ",
                    "not drawn, since they are multiples of a limit of normal: " +
                        ids_of(trial, trial.limits.multiples, ", "),
                    terminal.width);
  if (text.empty()) return {};
  return terminal.paint(Style::bold, "  other limits") + ": eligible/not ineligible\n" + text;
}

std::string scenario_text(const TrialWhatIf& trial, const engine::ScenarioResult& scenario,
                          const Terminal& terminal) {
  std::string what;
  for (const engine::Change& change : scenario.changes) {
    const std::string id = printable(engine::id_of(trial, change.criterion));
    what += (what.empty() ? "" : ", and ") +
            (change.expression ? id + " as " + in_ticks(*change.expression) : "without " + id);
  }
  std::string moves;
  for (std::size_t before = 0; before < 4; ++before) {
    for (std::size_t after = 4; after-- > 0;) {
      const std::uint64_t count = scenario.moved[before][after];
      if (before == after || count == 0) continue;
      moves += (moves.empty() ? "" : ", ") + std::to_string(count) + " from " +
               std::string(verdict_words[before]) + " to " + std::string(verdict_words[after]);
    }
  }
  return hanging("  ", 2, "    ", "what if " + what, terminal.width) +
         hanging("    ", 4, "    ", verdicts_text(scenario.verdicts), terminal.width) +
         hanging("    ", 4, "    ", moves.empty() ? "nobody's verdict changes" : moves, terminal.width);
}

std::string trial_text(const TrialWhatIf& trial, const Terminal& terminal) {
  const std::string id = printable(trial.trial->id);
  std::string text = '\n' + hanging(terminal.paint(Style::bold, id) + "  ", display_width(id) + 2, "  ",
                                    printable(trial.trial->title), terminal.width);
  text += hanging("  ", 2, verdicts_text(trial.verdicts), terminal.width);
  if (trial.trial->unpublished)
    text += hanging("  ", 2, "the criteria are not published, so nobody is better than incomplete",
                    terminal.width);
  for (const auto& scenario : trial.scenarios) text += scenario_text(trial, scenario, terminal);
  if (trial.steps.empty()) return text;
  text += criteria_text(trial, terminal) + pairs_text(trial, terminal);
  if (!trial.trial->unpublished)
    text += sets_text(trial, trial.eligible, trial.verdicts[3], "eligible", terminal);
  text += sets_text(trial, trial.not_ineligible, trial.not_failing(), "not ineligible", terminal);
  return text + limits_text(trial, terminal);
}

}  // namespace

std::string whatif_table(const engine::WhatIf& whatif, const Terminal& terminal) {
  const std::string dot(terminal.dot());
  std::string head = "As of " + patients::to_string(whatif.as_of) + dot + whatif.file + dot +
                     counted(whatif.rows, "patient");
  if (whatif.rejected > 0) head += dot + counted(whatif.rejected, "row") + " rejected";
  std::string text = hanging("", 0, head, terminal.width);
  for (const auto& trial : whatif.trials) text += trial_text(trial, terminal);
  return text;
}

}  // namespace eligo::cli
