// The help texts: of the program, and of each command with examples. Every example is run by tests/cli.
#pragma once

#include <array>
#include <string_view>

#include "cli/exit_status.hpp"

namespace eligo::cli {

constexpr std::array<std::string_view, 10> command_names{"screen", "explain", "match", "calendar", "next",
                                                         "whatif", "eval",    "check", "fmt",      "draft"};

std::string_view program_help();
// Empty for an unknown command.
std::string_view command_help(std::string_view command);

// Writes a command's help to standard output.
ExitStatus print_help(std::string_view command);

}  // namespace eligo::cli
