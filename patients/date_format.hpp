// How a file writes its dates: `DD.MM.YYYY`, `MM/DD/YYYY`, `YYYYMMDD`, `DDMMMYYYY`.
//
// A pattern holds YYYY once, MM or MMM (English month names of three letters) once, DD once, and anything
// else literally. DD and MM take one digit too where they do not touch another part of digits. Reading only
// rearranges: whether the day exists is said by whoever reads the result. Internal to patients/. Tests:
// tests/patients/cohort_map_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::patients {

class DateFormat {
 public:
  // nullopt: the pattern lacks a part or has one twice.
  static std::optional<DateFormat> parse(std::string_view pattern);

  // `text` as YYYY-MM-DD, YYYY-MM or YYYY; false if it does not have the form. Without its day (`MM.YYYY`),
  // as a bare year, and in the form YYYY-MM-DD a date is understood in every format.
  bool to_iso(std::string_view text, std::string& out) const;

 private:
  enum class Kind : std::uint8_t { year, month, month_name, day, literal };
  struct Part {
    Kind kind = Kind::literal;
    char literal = '\0';
  };
  struct Fields {
    std::string_view year;
    std::string_view month;
    std::string_view day;
  };
  static bool take(Part part, std::size_t least, std::string_view& text, Fields& fields);
  static bool read(const std::vector<Part>& parts, std::string_view text, std::string& out);

  std::vector<Part> parts_;
  std::vector<Part> without_day_;
};

}  // namespace eligo::patients
