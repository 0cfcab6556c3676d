// Which criteria decide a verdict, worst first. Declared in screen_table.hpp.
//
// Ineligible: the failing ones. Incomplete: the unknown ones that need more than a confirmation. Candidate:
// what a person has to confirm. Criteria that do not decide are counted, so that nothing looks more settled
// than it is.
#include <algorithm>

#include "cli/layout.hpp"
#include "cli/screen_table.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using engine::Cause;
using engine::Status;
using engine::Verdict;
using patients::printable;

constexpr std::size_t indent = 4;

struct Numbered {
  const engine::Criterion* criterion = nullptr;
  const engine::CriterionExplanation* explanation = nullptr;
};

// A trial's criteria by what they mean for its verdict; each list in the order of the rule file.
struct Sorted {
  std::vector<Numbered> failed;
  std::vector<Numbered> unknown;  // for more than an attestation
  std::vector<Numbered> to_confirm;
};

// What can be corrected or asked for comes before what time alone will tell.
int urgency(const Numbered& entry) {
  const engine::Causes causes = entry.explanation->result.causes;
  if (causes.contains(Cause::conflict) || causes.contains(Cause::unconvertible)) return 0;
  if (causes.only(Cause::pending)) return 2;
  if (causes.only(Cause::unencoded)) return 3;
  return 1;
}

Sorted sort(const engine::TrialExplanation& trial) {
  Sorted sorted;
  for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
    const Numbered entry{&trial.trial->criteria[i], &trial.criteria[i]};
    const auto& result = entry.explanation->result;
    if (result.status == Status::fail) sorted.failed.push_back(entry);
    if (result.status != Status::unknown) continue;
    (result.causes.only(Cause::attestation) ? sorted.to_confirm : sorted.unknown).push_back(entry);
  }
  std::ranges::stable_sort(sorted.unknown, {}, urgency);
  return sorted;
}

std::size_t id_width(const std::vector<Numbered>& entries) {
  std::size_t width = 3;  // "I10"
  for (const auto& entry : entries) width = std::max(width, display_width(printable(entry.criterion->id)));
  return width;
}

std::string ids_of(const std::vector<Numbered>& entries) {
  std::string text;
  for (const auto& entry : entries) text += (text.empty() ? "" : ", ") + printable(entry.criterion->id);
  return text;
}

// One line a criterion: "    I7 fail     platelets 31 K/uL …".
std::string reasons(const std::vector<Numbered>& entries, const Terminal& terminal) {
  const std::size_t ids = id_width(entries);
  std::string text;
  for (const auto& entry : entries) {
    const Status status = entry.explanation->result.status;
    const std::string word = padded(engine::to_string(status), 7);
    const std::string prefix = std::string(indent, ' ') + padded(printable(entry.criterion->id), ids) + ' ' +
                               terminal.paint(style_of(status), word) + "  ";
    const std::string reason = printable(entry.explanation->reason);
    text += hanging(prefix, indent + ids + 10, reason.empty() ? printable(entry.criterion->label) : reason,
                    terminal.width);
  }
  return text;
}

// What an exclusion describes must not hold: a person rules it out.
std::string confirmations(const std::vector<Numbered>& entries, const Terminal& terminal) {
  const auto word_of = [](const Numbered& entry) -> std::string_view {
    return entry.criterion->kind == engine::CriterionKind::exclusion ? "rule out" : "confirm";
  };
  const std::size_t ids = id_width(entries);
  std::size_t words = 0;
  for (const auto& entry : entries) words = std::max(words, word_of(entry).size());
  std::string text;
  for (const auto& entry : entries) {
    const std::string prefix = std::string(indent, ' ') + padded(printable(entry.criterion->id), ids) + ' ' +
                               terminal.paint(Style::cyan, padded(word_of(entry), words)) + "  ";
    text += hanging(prefix, indent + ids + words + 3, printable(entry.criterion->label), terminal.width);
  }
  return text;
}

std::string to_confirm(const Sorted& sorted) {
  return std::to_string(sorted.to_confirm.size()) + " to be confirmed by a person (" +
         ids_of(sorted.to_confirm) + ')';
}

// What the verdict rests on, in a few words behind it.
std::string gist(const engine::TrialExplanation& trial, const Sorted& sorted) {
  const std::size_t open = sorted.unknown.size() + sorted.to_confirm.size();
  switch (trial.result.verdict) {
    case Verdict::ineligible: {
      std::string text = "fails " + std::to_string(sorted.failed.size()) + " criteria";
      if (sorted.failed.size() == 1)
        text = "fails " + printable(sorted.failed[0].criterion->id) + " (only this one)";
      return open > 0 ? text + ", and " + std::to_string(open) + " unknown" : text;
    }
    case Verdict::incomplete: {
      if (trial.result.causes.contains(Cause::unpublished))
        return "the registry record publishes no criteria";
      const std::string text = std::to_string(sorted.unknown.size()) + " unknown";
      return sorted.to_confirm.empty() ? text : text + ", and " + to_confirm(sorted);
    }
    case Verdict::candidate:
      return std::to_string(open) + " to be confirmed by a person";
    case Verdict::eligible:
      return trial.criteria.size() == 1 ? "its one criterion passes"
                                        : "all " + std::to_string(trial.criteria.size()) + " criteria pass";
  }
  return {};
}

}  // namespace

std::string deciding_criteria(const engine::TrialExplanation& trial, const Terminal& terminal,
                              std::size_t trial_width) {
  const Sorted sorted = sort(trial);
  const Verdict verdict = trial.result.verdict;
  const std::string prefix = "  " + padded(printable(trial.trial->id), trial_width) + "  " +
                             terminal.paint(style_of(verdict), padded(engine::to_string(verdict), 10)) + "  ";
  std::string text = hanging(prefix, trial_width + 16, gist(trial, sorted), terminal.width);
  if (verdict == Verdict::ineligible) text += reasons(sorted.failed, terminal);
  if (verdict == Verdict::incomplete) text += reasons(sorted.unknown, terminal);
  if (verdict == Verdict::candidate) text += confirmations(sorted.to_confirm, terminal);
  return text;
}

}  // namespace eligo::cli
