// See next_table.hpp.
#include "cli/next_table.hpp"

#include <algorithm>

#include "cli/layout.hpp"
#include "cli/screen_table.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using patients::printable;

constexpr std::size_t most_items = 20;  // of the work list, and of the facts of a trial

std::string question_words(const engine::Question& question) {
  std::string text = question.how + " " + question.words;
  if (question.not_before) text += " (not before " + patients::to_string(*question.not_before) + ")";
  return printable(text);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string more(std::size_t shown, std::size_t all, std::string_view noun) {
  return all <= shown ? "" : "  and " + counted(all - shown, noun) + " more (--format json tells all)\n";
}

std::string work_list(const std::vector<engine::WorkItem>& list, const Terminal& terminal) {
  if (list.empty()) return "\nNothing is missing that could decide a trial.\n";
  std::string text = '\n' + terminal.paint(Style::bold, "Work list") +
                     ": what one answer can decide, then what it bears on, then the cost\n";
  std::size_t patient_width = 7;
  for (const auto& item : list)
    patient_width = std::max(patient_width, display_width(printable(item.patient)));
  patient_width = std::min<std::size_t>(patient_width, 24);
  text += "  decides  bears on  cost  " + padded("patient", patient_width) + "  what\n";
  const auto right = [](std::size_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width > digits.size() ? width - digits.size() : 0, ' ') + digits;
  };
  for (std::size_t i = 0; i < std::min(list.size(), most_items); ++i) {
    const auto& item = list[i];
    const std::string head =
        "  " + right(item.decides, 7) + "  " + right(item.bears_on, 8) + "  " +
        right(static_cast<std::size_t>(item.cost), 4) + "  " +
        padded(shortened(printable(item.patient), patient_width, terminal.ellipsis()), patient_width) + "  ";
    text += hanging(head, display_width(head),
                    question_words(item.question) + ": " + printable(joined(item.trials)), terminal.width);
  }
  return text + more(most_items, list.size(), "question");
}

std::string set_text(const engine::TrialNext& trial, const engine::MinimalSet& set,
                     const Terminal& terminal) {
  std::vector<std::string> facts;
  for (const std::size_t i : set.facts)
    facts.push_back(trial.facts[i].question.how + " " + trial.facts[i].question.words);
  std::string text = joined(facts);
  if (set.not_before) text += " (not before " + patients::to_string(*set.not_before) + ")";
  const std::string head = "    cost " + std::to_string(set.cost) + "  ";
  std::string lines = hanging(head, head.size(), printable(text), terminal.width);
  std::string tests;
  for (const auto& test : set.favourable)
    tests += (tests.empty() ? "" : "; ") + std::string(test.truth ? "" : "not: ") + test.test;
  const std::string favourable = "      favourable: ";
  lines += hanging(favourable, favourable.size(), printable(tests), terminal.width);
  return lines;
}

std::string fact_text(const engine::TrialNext& trial, const engine::NextFact& fact,
                      const Terminal& terminal) {
  std::vector<std::string> ids;
  for (const std::size_t i : fact.criteria) ids.push_back(trial.trial->criteria[i].id);
  std::string can;
  if (fact.can_exclude) can = std::string("can exclude") + (fact.excludes_alone ? " alone" : "");
  if (fact.can_qualify)
    can +=
        std::string(can.empty() ? "can qualify" : ", can qualify") + (fact.qualifies_alone ? " alone" : "");
  const std::string head = "    ";
  return hanging(head, head.size(), "      ",
                 question_words(fact.question) + " (" + joined(ids) + "; cost " + std::to_string(fact.cost) +
                     "; " + can + ")",
                 terminal.width);
}

std::string trial_text(const engine::TrialNext& trial, const Terminal& terminal) {
  const std::string id = printable(trial.trial->id);
  const std::string_view verdict = engine::to_string(trial.verdict);
  std::string text =
      "  " + terminal.paint(Style::bold, id) + "  " + terminal.paint(style_of(trial.verdict), verdict) + '\n';
  if (!trial.closed.empty())
    text += hanging("    ", 4,
                    "no answer makes it eligible: " + printable(joined(trial.closed)) +
                        (trial.facts.empty() ? "" : "; what can still exclude:"),
                    terminal.width);
  for (const auto& set : trial.sets) text += set_text(trial, set, terminal);
  if (trial.set_count > trial.sets.size())
    text += "    and " +
            counted(static_cast<std::size_t>(trial.set_count) - trial.sets.size(), "other minimal set") +
            ", none of them cheaper\n";
  if (!trial.exhaustive) text += "    too many ways to go through all: there may be further sets and facts\n";
  for (std::size_t i = 0; i < std::min(trial.facts.size(), most_items); ++i)
    text += fact_text(trial, trial.facts[i], terminal);
  return text + more(most_items, trial.facts.size(), "fact");
}

}  // namespace

std::string next_table(const std::vector<engine::PatientNext>& patients, patients::Day as_of,
                       const Terminal& terminal) {
  std::size_t trials = 0;
  for (const auto& patient : patients) trials += patient.trials.size();
  std::string text = "As of " + patients::to_string(as_of) + std::string(terminal.dot()) +
                     counted(patients.size(), "patient") + std::string(terminal.dot()) +
                     counted(trials, "open verdict") + '\n';
  text += work_list(engine::work_list(patients), terminal);
  for (const auto& patient : patients) {
    if (patient.trials.empty() && !patient.refusal) continue;
    text += '\n' + hanging("", 0, printable(patient.patient.value_or("(no id)")), terminal.width);
    if (patient.refusal)
      text += hanging("  refused: ", 11, printable(patient.refusal->message), terminal.width);
    for (const auto& name : patient.unplaced)
      text += hanging("  ", 2, "not in the vocabulary, so no criterion sees it: `" + printable(name) + "`",
                      terminal.width);
    for (const auto& trial : patient.trials) text += trial_text(trial, terminal);
  }
  return text;
}

}  // namespace eligo::cli
