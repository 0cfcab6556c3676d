// Tables of the conformance tests: one row a line, cells parted by `|`.
//
// `#` begins a comment line, blank lines are free. A directive `key: value` sets what rows leave empty, from
// there on:
//   expression:  the first cell
//   record:      the second cell, JSON without "id"; if it holds `...`, a row's cell stands in for that
//   instead as-of:       the third cell
// Lines that begin with `>` are rule text: a block of them replaces the block before.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace eligo::conformance {

struct Row {
  std::string place;               // "truth.table:12"
  std::string rules;               // the rule text in force
  std::vector<std::string> cells;  // trimmed, defaults filled in
};

// Rows as they stand, without the defaults of expression, record and as-of.
std::vector<Row> read_plain_table(const std::filesystem::path& path);

// Rows of `EXPRESSION | RECORD | AS-OF | EXPECTED`, defaults filled in and an id added to the record.
std::vector<Row> read_table(const std::filesystem::path& path);

// The parts of `text` between separators, trimmed; empty parts are kept.
std::vector<std::string> split(const std::string& text, char separator);
std::string trim(const std::string& text);

// Several lines of "place: what differs", for one failing assertion that shows all.
class Differences {
 public:
  void add(const std::string& place, const std::string& what) {
    text_ += "\n  " + place + ": " + what, ++count_;
  }
  std::size_t count() const { return count_; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace eligo::conformance
