// Tables of test cases as text files: blocks separated by a line `====`, the parts of a block by a line
// `----`. Lines that begin with `##` in front of a block are remarks. Shared by all tests.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace eligo::test {

struct Case {
  std::size_t line = 0;            // where the block begins in its file
  std::vector<std::string> parts;  // without the last line break
};

inline std::vector<Case> read_cases(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<Case> cases;
  Case current;
  std::string part;
  std::size_t number = 0;
  const auto end_part = [&] {
    if (!part.empty()) part.pop_back();
    current.parts.push_back(std::move(part));
    part.clear();
  };
  const auto end_case = [&] {
    end_part();
    if (current.parts.size() > 1 || !current.parts[0].empty()) cases.push_back(std::move(current));
    current = {.line = number + 1, .parts = {}};
  };
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line == "====") {
      end_case();
    } else if (line == "----") {
      end_part();
    } else if (!line.starts_with("##")) {
      part += line + '\n';
    }
  }
  end_case();
  return cases;
}

// Rows `left => right`; blank lines and lines that begin with `##` are skipped.
struct Row {
  std::size_t line = 0;
  std::string left;
  std::string right;
};

inline std::vector<Row> read_rows(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<Row> rows;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line.starts_with("##")) continue;
    const std::size_t arrow = line.find(" ==> ");
    if (arrow == std::string::npos)
      throw std::runtime_error(path + ":" + std::to_string(number) + ": no ` ==> `");
    rows.push_back({number, line.substr(0, arrow), line.substr(arrow + 5)});
  }
  return rows;
}

}  // namespace eligo::test
