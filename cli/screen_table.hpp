// The table of `eligo screen`: verdicts of patients (down) by trials (across), and beneath it what decides
// each.
//
// Results are kept as finished text, so that a large file needs no more memory than its table. Colour is
// decoration: every verdict is a word. Tests: tests/cli/cases/screen.case.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "engine/screen.hpp"

namespace eligo::cli {

class ScreenTable {
 public:
  // `trials`: ids of the columns, sorted. `rules`: what was screened against, for the header.
  ScreenTable(const Terminal& terminal, patients::Day as_of, std::vector<std::string> trials,
              std::string rules);

  void add(const engine::ScreenResult& result);
  bool empty() const { return rows_.empty(); }
  std::string render() const;

 private:
  struct Row {
    std::string patient;                    // printable
    std::vector<engine::Verdict> verdicts;  // parallel to trials_; empty if refused
    std::string refusal;
    std::string details;
  };

  std::string unplaced_facts(const engine::ScreenResult& result) const;
  std::string header() const;
  std::string blocks(std::size_t patient_width) const;
  std::string block(std::size_t begin, std::size_t end, std::size_t patient_width) const;
  std::string legend() const;
  std::string summary() const;
  std::size_t trial_width(std::size_t trial) const;
  std::string trial_head(std::size_t trial) const;

  Terminal terminal_;
  patients::Day as_of_;
  std::vector<std::string> trials_;
  std::string rules_;
  std::vector<Row> rows_;
  std::array<std::size_t, 4> verdict_counts_{};
  std::size_t refused_ = 0;
};

// The lines beneath the table for one trial of one patient, each ended by '\n'.
std::string deciding_criteria(const engine::TrialExplanation& trial, const Terminal& terminal,
                              std::size_t trial_width);

Style style_of(engine::Verdict verdict);
Style style_of(engine::Status status);

}  // namespace eligo::cli
