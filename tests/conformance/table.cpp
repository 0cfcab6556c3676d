// Reading of the conformance tables. Entry: table.hpp. Tests: every table is one.
#include "tests/conformance/table.hpp"

#include <fstream>
#include <map>
#include <stdexcept>

namespace eligo::conformance {
namespace {

const std::string blanks = " \t\r";

struct Defaults {
  std::map<std::string, std::string> values;

  // True if the line is a directive.
  bool take(const std::string& line) {
    for (const std::string key : {"expression", "record", "as-of"}) {
      if (!line.starts_with(key + ":")) continue;
      values[key] = trim(line.substr(key.size() + 1));
      return true;
    }
    return false;
  }
  void fill(std::string& cell, const std::string& key) const {
    const auto found = values.find(key);
    const std::string value = found == values.end() ? "" : found->second;
    if (const auto hole = value.find("..."); key == "record" && hole != std::string::npos) {
      cell = value.substr(0, hole) + cell + value.substr(hole + 3);
    } else if (cell.empty()) {
      cell = value;
    }
  }
};

std::string with_id(const std::string& record, const std::string& place) {
  if (!record.starts_with("{")) throw std::runtime_error(place + ": the record is not an object: " + record);
  const bool empty = trim(record.substr(1)).starts_with("}");
  return R"({"id":"P")" + std::string(empty ? "" : ",") + record.substr(1);
}

// Calls `line` for every line that is not a comment, with its place.
template <class Line>
void each_line(const std::filesystem::path& path, Line line) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::string text;
  for (int number = 1; std::getline(file, text); ++number) {
    text = trim(text);
    if (!text.starts_with("#")) line(text, path.filename().string() + ":" + std::to_string(number));
  }
}

std::vector<Row> read(const std::filesystem::path& path, Defaults* defaults) {
  std::vector<Row> rows;
  std::string rules;
  bool in_rules = false;
  each_line(path, [&](const std::string& text, const std::string& place) {
    const bool rule = text.starts_with(">");
    if (rule && !in_rules) rules.clear();
    in_rules = rule;
    if (rule) {
      rules += text.substr(1) + "\n";
    } else if (!text.empty() && !(defaults != nullptr && defaults->take(text))) {
      rows.push_back({place, rules, split(text, '|')});
    }
    if (rule || text.empty() || defaults == nullptr || rows.empty() || rows.back().place != place) return;
    auto& cells = rows.back().cells;
    if (cells.size() != 4) throw std::runtime_error(place + ": four cells expected: " + text);
    defaults->fill(cells[0], "expression");
    defaults->fill(cells[1], "record");
    defaults->fill(cells[2], "as-of");
    cells[1] = with_id(cells[1], place);
  });
  return rows;
}

}  // namespace

std::string trim(const std::string& text) {
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0;;) {
    const auto end = text.find(separator, begin);
    parts.push_back(trim(text.substr(begin, end == std::string::npos ? end : end - begin)));
    if (end == std::string::npos) return parts;
    begin = end + 1;
  }
}

std::vector<Row> read_plain_table(const std::filesystem::path& path) { return read(path, nullptr); }

std::vector<Row> read_table(const std::filesystem::path& path) {
  Defaults defaults;
  return read(path, &defaults);
}

}  // namespace eligo::conformance
