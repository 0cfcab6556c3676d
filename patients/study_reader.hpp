// Registry records: what a trial's page says about who may enter, as text.
//
// Reads a study as the registry's API v2 gives it (`protocolSection` …), a flat record (`nct_id`, `title`,
// `criteria_text`, `min_age`, `max_age`, `sex`), an array of either, one a line, or the plain text of a
// criteria section. Nothing is interpreted here. A record that is no JSON, or has no criteria member of the
// right type, is refused with its place; reading goes on with the next. Tests:
// tests/patients/study_reader_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "patients/json_tree.hpp"

namespace eligo::patients {

struct Study {
  std::string id;
  std::string title;
  std::string criteria;     // empty: none published
  std::string minimum_age;  // "18 Years"; empty: not given
  std::string maximum_age;
  std::string sex;  // "ALL", "FEMALE", "MALE"
};

struct StudyRead {
  std::optional<Study> study;
  std::string error;       // if there is no study
  std::uint64_t line = 0;  // one-based, of the beginning of the record
};

class StudyReader {
 public:
  // `text` must outlive the reader.
  explicit StudyReader(std::string_view text);

  // The next study or refusal; nullopt at the end. A text that does not begin like JSON is one study: the
  // plain text of a criteria section.
  std::optional<StudyRead> next();

 private:
  void skip_space();
  std::uint64_t line_of(std::size_t at);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t counted_to_ = 0;
  std::uint64_t line_ = 1;
  bool plain_ = false;
  bool in_array_ = false;
  bool ended_ = false;
  JsonTree tree_;
};

}  // namespace eligo::patients
