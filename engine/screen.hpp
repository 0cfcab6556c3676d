// One patient against trials: the entry most programs need.
//
//   auto rules = eligo::engine::compile(eligo::rules::shipped_files());
//   eligo::patients::RecordReader reader(json_text);
//   while (auto read = reader.next()) { auto result = eligo::engine::screen(*rules.program, *read, as_of); …
//   }
//
// A record with an error is refused as a whole: `refusal` says why, and there are no trials. Thread-safe.
// Tests: tests/engine/screen_test.cpp; examples/embedding.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluate.hpp"
#include "patients/record_reader.hpp"

namespace eligo::engine {

struct ScreenOptions {
  std::vector<std::string> trials;  // ids (letter case folds); empty: all
  const ReferenceTable* reference = nullptr;
};

struct Refusal {
  std::string_view code;  // D1xx, D2xx; static storage
  std::string at;         // JSON pointer
  std::uint64_t byte = 0;
  std::string message;
};

struct ScreenResult {
  std::optional<std::string> patient;  // id, as far as it could be read
  std::optional<Refusal> refusal;
  std::vector<TrialExplanation> trials;  // sorted by trial id
  std::vector<patients::DataDiagnostic> warnings;
  // Names and codes of the record that the vocabulary does not know: no criterion saw these entries.
  std::vector<std::string> unplaced;
  // What the explanations point into.
  std::shared_ptr<const patients::PatientRecord> record;
};

ScreenResult screen(const Program& program, patients::ReadResult read, patients::Day as_of,
                    const ScreenOptions& options = {});

// Truths only, for a record that is already bound; in the order of program.trials.
std::vector<TrialResult> verdicts(const Program& program, const BoundRecord& bound, patients::Day as_of,
                                  const ReferenceTable* reference = nullptr);

// What the as-of date makes an error: a birth date after it. nullopt: fine.
std::optional<Refusal> refuse_on(const patients::PatientRecord& record, patients::Day as_of);

}  // namespace eligo::engine
