// Words of a command read by a table of its options, with cxxopts, which is kept from splitting values at
// commas; and the values of options. Whatever is wrong is thrown as a UsageError and ends up as a value of
// parse(). Internal to the command line: options.hpp is what others see.
#pragma once

#define CXXOPTS_NO_REGEX
#define CXXOPTS_VECTOR_DELIMITER '\0'
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <cxxopts.hpp>
#pragma GCC diagnostic pop

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/help.hpp"
#include "cli/options.hpp"
#include "patients/date.hpp"

namespace eligo::cli {

enum class Takes { flag, value, values };

struct OptionEntry {
  std::string_view name;
  Takes takes = Takes::value;
  char letter = '\0';
};

// Positional words; in cxxopts they are options too, with names that nobody can type.
struct PositionalEntry {
  std::string_view name;  // as the help calls it
  bool many = false;
  bool required = true;
};

struct CommandEntry {
  std::string_view name;
  std::vector<OptionEntry> options;
  std::vector<PositionalEntry> positionals;
};

// What is wrong with the command line, in words for the user.
struct UsageError {
  std::string message;
};

cxxopts::ParseResult read_words(const CommandEntry& command, Words words);
void check_counts(const CommandEntry& command, const cxxopts::ParseResult& found);
UsageError explain_failure(const CommandEntry& command, const std::exception& error);

// Reads the words, then lets `fill` make the arguments from them; both may throw UsageError.
template <class Fill>
auto parse(const CommandEntry& command, Words words, Fill fill)
    -> Parsed<decltype(fill(std::declval<cxxopts::ParseResult>()))> {
  try {
    const auto found = read_words(command, words);
    if (found.count("help") > 0) return print_help(command.name);
    check_counts(command, found);
    return fill(found);
  } catch (const UsageError& error) {
    return wrong_usage(command.name, error.message);
  } catch (const cxxopts::exceptions::exception& error) {
    return wrong_usage(command.name, explain_failure(command, error).message);
  }
}

// The value of an option; empty, or none, if it is not given.
std::string text_of(const cxxopts::ParseResult& found, const std::string& name);
std::vector<std::string> texts_of(const cxxopts::ParseResult& found, const std::string& name);
std::optional<patients::Day> date_of(const cxxopts::ParseResult& found, const std::string& name);

// The position of an option's word in a fixed list; `otherwise` if the option is not given.
std::size_t choice_of(const cxxopts::ParseResult& found, const std::string& name,
                      std::span<const std::string_view> words, std::size_t otherwise);

// A whole number from 1 to `most`; `otherwise` if the option is not given.
std::size_t count_of(const cxxopts::ParseResult& found, const std::string& name, std::size_t most,
                     std::size_t otherwise);

}  // namespace eligo::cli
