// See command_line.hpp.
#include "cli/command_line.hpp"

#include <algorithm>
#include <charconv>

#include "cli/output.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {

namespace {

std::string hidden_name(const PositionalEntry& positional) {
  return "operand." + std::string(positional.name);
}

cxxopts::Options describe(const CommandEntry& command) {
  cxxopts::Options options("eligo " + std::string(command.name));
  auto add = options.add_options();
  add("h,help", "");
  for (const auto& option : command.options) {
    const std::string name =
        (option.letter == '\0' ? "" : std::string{option.letter, ','}) + std::string(option.name);
    if (option.takes == Takes::flag) add(name, "");
    if (option.takes == Takes::value) add(name, "", cxxopts::value<std::string>());
    if (option.takes == Takes::values) add(name, "", cxxopts::value<std::vector<std::string>>());
  }
  std::vector<std::string> names;
  for (const auto& positional : command.positionals) {
    names.push_back(hidden_name(positional));
    if (positional.many) add(names.back(), "", cxxopts::value<std::vector<std::string>>());
    if (!positional.many) add(names.back(), "", cxxopts::value<std::string>());
  }
  options.parse_positional(names);
  return options;
}

// cxxopts tells which option it was only inside its sentence, between curly quotes.
std::string named_in(const std::string& sentence) {
  constexpr std::string_view opening = "\xE2\x80\x98";
  constexpr std::string_view closing = "\xE2\x80\x99";
  const auto begin = sentence.find(opening);
  const auto end = sentence.rfind(closing);
  if (begin == std::string::npos || end == std::string::npos || end < begin) return sentence;
  return sentence.substr(begin + opening.size(), end - begin - opening.size());
}

std::string dashed(std::string_view name) { return (name.size() == 1 ? "-" : "--") + std::string(name); }

UsageError unknown_option(const CommandEntry& command, const std::string& name) {
  std::vector<std::string> spelt{"--help"};
  for (const auto& option : command.options) spelt.push_back(dashed(option.name));
  const std::vector<std::string_view> candidates(spelt.begin(), spelt.end());
  return {"unknown option " + in_ticks(dashed(name)) + did_you_mean(dashed(name), candidates)};
}

}  // namespace

cxxopts::ParseResult read_words(const CommandEntry& command, Words words) {
  std::vector<const char*> argv{"eligo"};
  argv.insert(argv.end(), words.begin(), words.end());
  return describe(command).parse(static_cast<int>(argv.size()), argv.data());
}

UsageError explain_failure(const CommandEntry& command, const std::exception& error) {
  const std::string name = named_in(error.what());
  if (dynamic_cast<const cxxopts::exceptions::no_such_option*>(&error) != nullptr)
    return unknown_option(command, name);
  if (dynamic_cast<const cxxopts::exceptions::missing_argument*>(&error) != nullptr) {
    return {"option " + in_ticks(dashed(name)) + " needs a value"};
  }
  if (dynamic_cast<const cxxopts::exceptions::invalid_option_syntax*>(&error) != nullptr) {
    return {in_ticks(name) +
            " is not an option; a file name that begins with `-` is written `./-…` or after `--`"};
  }
  return {patients::printable(error.what())};
}

void check_counts(const CommandEntry& command, const cxxopts::ParseResult& found) {
  for (const auto& option : command.options) {
    const std::string name(option.name);
    if (option.takes == Takes::value && found.count(name) > 1)
      throw UsageError{"`--" + name + "` is given twice"};
  }
  for (const auto& positional : command.positionals) {
    if (positional.required && found.count(hidden_name(positional)) == 0) {
      throw UsageError{"it needs " + std::string(positional.name)};
    }
  }
  if (!found.unmatched().empty())
    throw UsageError{"one argument too many: " + in_ticks(found.unmatched().front())};
}

std::string text_of(const cxxopts::ParseResult& found, const std::string& name) {
  return found.count(name) == 0 ? std::string() : found[name].as<std::string>();
}

std::vector<std::string> texts_of(const cxxopts::ParseResult& found, const std::string& name) {
  return found.count(name) == 0 ? std::vector<std::string>() : found[name].as<std::vector<std::string>>();
}

std::size_t choice_of(const cxxopts::ParseResult& found, const std::string& name,
                      std::span<const std::string_view> words, std::size_t otherwise) {
  if (found.count(name) == 0) return otherwise;
  const std::string word = text_of(found, name);
  const auto it = std::ranges::find(words, word);
  if (it != words.end()) return static_cast<std::size_t>(it - words.begin());
  std::string message = "`--" + name + "` is one of ";
  for (std::size_t i = 0; i < words.size(); ++i) {
    message += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + std::string(words[i]);
  }
  throw UsageError{message + ", not " + in_ticks(word) + did_you_mean(word, words)};
}

std::optional<patients::Day> date_of(const cxxopts::ParseResult& found, const std::string& name) {
  if (found.count(name) == 0) return std::nullopt;
  const std::string text = text_of(found, name);
  const auto day = patients::parse_day(text);
  if (!day) throw UsageError{"`--" + name + "` is a date such as 2026-11-25, not " + in_ticks(text)};
  return day;
}

std::size_t count_of(const cxxopts::ParseResult& found, const std::string& name, std::size_t most,
                     std::size_t otherwise) {
  if (found.count(name) == 0) return otherwise;
  const std::string text = text_of(found, name);
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && value > 0 && value <= most) return value;
  throw UsageError{"`--" + name + "` is a number from 1 to " + std::to_string(most) + ", not " +
                   in_ticks(text)};
}

}  // namespace eligo::cli
