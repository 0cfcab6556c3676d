// Reading and replacing files, and finding rule files below folders.
//
// Nothing here throws or prints: a failure is a message that names the file and says why. Names in messages
// are printable. Tests: tests/cli/cases/.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::cli {

constexpr std::size_t largest_record_file = std::size_t{2} << 30U;
constexpr std::size_t largest_rule_file = std::size_t{16} << 20U;  // the grammar itself stops at 4 MiB

struct FileText {
  std::optional<std::string> text;
  std::string error;  // when there is no text
};

// `-` is standard input. Pipes are read to their end.
FileText read_file(const std::string& path, std::size_t limit);

// What messages call a path: "<stdin>" for `-`, else the path made printable.
std::string display_name(std::string_view path);

// Every `*.elig` file below a folder, sorted; hidden files and folders are left out, and folders that are
// links too.
struct RuleFiles {
  std::vector<std::string> paths;
  std::string error;  // when the folder cannot be read
};
RuleFiles find_rule_files(const std::string& folder);

bool is_folder(const std::string& path);
bool exists(const std::string& path);

// Files as they are and folders as the rule files in them, no file twice; `-` is kept.
RuleFiles expand_rule_paths(const std::vector<std::string>& paths);

// Writes a new file beside the old one and renames it into place; owner and permissions stay. Links are
// followed. The error, or nothing.
std::optional<std::string> replace_file(const std::string& path, std::string_view text);

}  // namespace eligo::cli
