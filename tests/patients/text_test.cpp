// What may reach a terminal, UTF-8, nearest names.
#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "patients/record_reader.hpp"
#include "patients/text.hpp"

using namespace eligo::patients;

TEST_CASE("controls, bidirectional marks and bad bytes are made visible", "[text]") {
  struct Row {
    std::string text, expected;
  };
  for (const Row& row : std::vector<Row>{{"plain", "plain"},
                                         {"Größe 血小板 🙂", "Größe 血小板 🙂"},
                                         {"\x1b[31m", "\\x1b[31m"},
                                         {"a\nb\tc", "a\\x0ab\\x09c"},
                                         {std::string("\0", 1), "\\x00"},
                                         {"\x7f", "\\x7f"},
                                         {"\u0085", "\\u{85}"},
                                         {"\u009b", "\\u{9b}"},
                                         {"\u202e", "\\u{202e}"},
                                         {"\u2066x\u2069", "\\u{2066}x\\u{2069}"},
                                         {"\u200e\u200f\u061c", "\\u{200e}\\u{200f}\\u{61c}"},
                                         {"\u2028\u2029", "\\u{2028}\\u{2029}"},
                                         {"\u200b\ufeff", "\\u{200b}\\u{feff}"},
                                         {"\u200d\u200c", "\u200d\u200c"},
                                         {"\U000E0041", "\\u{e0041}"},
                                         {"\xff\xc3", "\\xff\\xc3"},
                                         {"\xc0\x80", "\\xc0\\x80"},
                                         {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
                                         {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
                                         {"\xe2\x80", "\\xe2\\x80"}}) {
    CAPTURE(row.expected);
    CHECK(printable(row.text) == row.expected);
  }
}

TEST_CASE("the nearest name is a slip away, or none", "[text]") {
  constexpr std::array<std::string_view, 4> names{"conditions", "procedures", "medications", "trials"};
  CHECK(nearest("condition", names) == "conditions");
  CHECK(nearest("procedurs", names) == "procedures");
  CHECK(nearest("trails", names) == "trials");
  CHECK(nearest("weight", names).empty());
  CHECK(nearest("", names).empty());
}

TEST_CASE("pointer tokens are escaped", "[text]") {
  std::string pointer;
  append_pointer(pointer, "a/b~c");
  CHECK(pointer == "/a~1b~0c");
}
