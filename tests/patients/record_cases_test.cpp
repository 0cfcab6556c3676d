// Every file under records/ against the line of records/cases.csv that names it: the code and pointer
// expected, or none. check_schema.py reads the same table against docs/record.schema.json.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "patients/record_reader.hpp"

using namespace eligo::patients;

namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("the cases of records/cases.csv", "[record]") {
  const std::filesystem::path folder = ELIGO_RECORD_CASES;
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json")
      files.insert(entry.path().lexically_relative(folder).generic_string());
  }
  std::ifstream table(folder / "cases.csv");
  REQUIRE(table);
  std::string line;
  std::getline(table, line);
  REQUIRE(line == "file,code,pointer,schema,why");
  std::size_t cases = 0;
  while (std::getline(table, line)) {
    std::istringstream cells(line);
    std::string file, code, pointer;
    std::getline(cells, file, ',');
    std::getline(cells, code, ',');
    std::getline(cells, pointer, ',');
    CAPTURE(file);
    REQUIRE(files.erase(file) == 1);
    ++cases;
    const std::string text = contents(folder / file);
    RecordReader reader(text);
    const auto result = reader.next();
    REQUIRE(result);
    CHECK_FALSE(reader.next());
    const bool good = file.starts_with("good/");
    CHECK(result->record.has_value() == good);
    std::set<std::string> found;
    for (const auto& d : result->diagnostics) found.insert(std::string(d.code) + d.pointer);
    CHECK(found == (code.empty() ? std::set<std::string>{} : std::set<std::string>{code + pointer}));
  }
  CHECK(cases >= 60);
  CHECK(files.empty());  // a file without a line is not tested: add the line
}
