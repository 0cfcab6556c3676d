// What `eligo match` writes down beside its output, so that another run can go on after it was killed.
//
// A small text file, `OUTPUT.resume`: what the run was asked (all of it must be the same again), how far it
// came, how long its results were then, and what it had counted. A digest at the end tells a whole one from a
// damaged one. Nothing here throws. Tests: tests/cli/resume_test.py.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/output_file.hpp"

namespace eligo::cli {

// How far reading has come.
struct PipelinePosition {
  std::uint64_t bytes = 0;
  std::uint64_t line = 1;  // that begins there
  std::uint64_t rows = 0;  // rejected ones too
};

// Something that a run was asked, by the name a message calls it. A value that says nothing to people is a
// text_digest.
struct RunItem {
  std::string name;
  std::string value;
  bool operator==(const RunItem&) const = default;
};

struct Checkpoint {
  std::vector<RunItem> run;
  PipelinePosition at;
  OutputFile::Mark verdicts;
  OutputFile::Mark rejects;
  std::vector<std::uint64_t> counts;                            // in an order that the report knows
  std::vector<std::pair<std::uint64_t, std::string>> examples;  // of columns, by their index
};

std::string render_checkpoint(const Checkpoint& checkpoint);
// Nothing if the text is damaged.
std::optional<Checkpoint> parse_checkpoint(std::string_view text);

// Where the checkpoint of an output file stands.
std::string checkpoint_path(const std::string& output);
// Replaces the file as a whole; 0, or an error number.
int write_checkpoint(const std::string& path, const Checkpoint& checkpoint);

}  // namespace eligo::cli
