// SHA-256 of a text in hexadecimal, to tell whether it is still the same. Tests: tests/cli/resume_test.py.
#pragma once

#include <string>
#include <string_view>

namespace eligo::cli {

std::string text_digest(std::string_view text);

}  // namespace eligo::cli
