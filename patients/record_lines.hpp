// A block of a file that has a record a line, line by line.
//
// Lines with nothing but blanks are passed over, as RecordReader does. A byte order mark is skipped at the
// beginning of the file only. The block must outlive what is given out. One thread. Tests:
// tests/patients/record_rows_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "patients/cohort_blocks.hpp"

namespace eligo::patients {

class RecordLines {
 public:
  struct Line {
    std::uint64_t number = 0;
    std::string_view text;  // without the blanks in front of it and the line end
    bool too_long = false;  // then there is no text
  };

  void start(const CohortBlock& block);
  std::optional<Line> next();

 private:
  const CohortBlock* block_ = nullptr;
  std::size_t at_ = 0;
  std::uint64_t number_ = 0;
};

}  // namespace eligo::patients
