// Helpers for tests of the engine: the shipped program, and records from short JSON.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "eligo.hpp"

namespace eligo::test {

inline const engine::Program& shipped_program() {
  static const engine::Compiled compiled = engine::compile(shipped_rules());
  return *compiled.program;
}

// The shipped facts and trials, and a trial T with these criteria.
inline engine::Compiled compiled_with_trial(const std::string& criteria) {
  auto files = shipped_rules();
  files.push_back({"t.elig", "trial T \"t\"\n" + criteria});
  return engine::compile(files);
}

inline engine::Compiled trial_of(const std::string& criteria) {
  auto compiled = compiled_with_trial(criteria);
  INFO(criteria);
  REQUIRE(compiled.ok());
  return compiled;
}

// `members` is the record's JSON without braces and id: `"sex": "female"`.
inline patients::ReadResult read_members(const std::string& members) {
  const std::string text = R"({"id": "P")" + (members.empty() ? "" : ", " + members) + "}";
  auto read = patients::RecordReader(text).next();
  REQUIRE(read.has_value());
  return std::move(*read);
}

inline patients::PatientRecord record_of(const std::string& members) {
  auto read = read_members(members);
  INFO(members << (read.diagnostics.empty() ? "" : ": " + read.diagnostics.front().message));
  REQUIRE(read.record.has_value());
  return std::move(*read.record);
}

inline patients::Day day(const std::string& text) { return patients::parse_day(text).value(); }

}  // namespace eligo::test
