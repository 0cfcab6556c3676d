// Where a list has ended though its layout goes on. Tests: tests/draft/lines_test.cpp.
#pragma once

#include <string_view>

namespace eligo::grammar::registry {

// What every trial asks for in a line of its own, and no list of signs or illnesses: consent, compliance,
// another trial, a pregnancy, whatever the investigator finds unsuitable.
bool begins_own_criterion(std::string_view text);

}  // namespace eligo::grammar::registry
