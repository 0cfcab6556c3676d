// What is missing, patient by patient, and what to ask first among all of them.
//
// A work item is one question about one patient. It comes first if its answer alone can decide most of that
// patient's trials, then if it bears on most, then if it costs least; a fact comes first by the pairs of
// patient and trial that answers to it can decide. Tests: tests/engine/next_test.cpp,
// tests/cli/cases/next.case.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/next.hpp"
#include "engine/screen.hpp"

namespace eligo::engine {

struct PatientNext {
  std::optional<std::string> patient;
  std::optional<Refusal> refusal;
  std::vector<std::string> unplaced;
  std::vector<TrialNext> trials;  // `incomplete` and `candidate` ones, sorted by id
};

struct WorkItem {
  std::string patient;  // empty for a fact of all patients
  Question question;    // of the first trial that asks it
  std::int64_t cost = 0;
  std::size_t decides = 0;          // pairs of patient and trial that one answer alone can decide
  std::size_t bears_on = 0;         // pairs in which it can have a part
  std::vector<std::string> trials;  // ids, of an item of one patient
  std::size_t patients = 1;
};

std::vector<WorkItem> work_list(const std::vector<PatientNext>& patients);
// The same questions, whoever they are about.
std::vector<WorkItem> facts_to_ask(const std::vector<WorkItem>& list);

// `result`: as screen() makes it. Trials that are decided are left out.
PatientNext next_of(const ScreenResult& result, const Program& program, const CostTable& costs,
                    const NextOptions& options);

// One object with all patients, the work list and the facts, indented, no trailing newline.
std::string render_next(const std::vector<PatientNext>& patients, const Program& program,
                        patients::Day as_of);

}  // namespace eligo::engine
