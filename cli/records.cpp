// Reading files of records and wording their diagnostics. See records.hpp.
#include "cli/records.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/files.hpp"
#include "cli/output.hpp"

namespace eligo::cli {
namespace {

using patients::DataDiagnostic;
using patients::DataSeverity;
using patients::printable;

// Lines of growing offsets; each part of the text is looked at once.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}
  std::size_t line_of(std::uint64_t byte) {
    const std::size_t target = std::min<std::size_t>(byte, text_.size());
    if (target < at_) at_ = 0, line_ = 1;
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(target), '\n'));
    at_ = target;
    return line_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

// What went wrong in one record of one file.
class Reporter {
 public:
  Reporter(const std::string& path, std::string_view text) : name_(display_name(path)), lines_(text) {}

  void report(const std::optional<std::string>& patient, const DataDiagnostic& problem) {
    std::string line = name_ + ':' + std::to_string(lines_.line_of(problem.byte)) + ": ";
    line += problem.severity == DataSeverity::error ? "error" : "warning";
    if (!problem.code.empty()) line += '[' + std::string(problem.code) + ']';
    line += ": " + printable(problem.message) + " (" +
            (patient ? "patient " + printable(*patient) : "no patient id");
    if (!problem.pointer.empty()) line += ", " + printable(problem.pointer);
    write_error(line + ", byte " + std::to_string(problem.byte) + ")\n");
  }

 private:
  std::string name_;
  LineCounter lines_;
};

std::vector<DataDiagnostic> errors_of(const patients::ReadResult& read) {
  std::vector<DataDiagnostic> errors;
  std::ranges::copy_if(read.diagnostics, std::back_inserter(errors),
                       [](const DataDiagnostic& d) { return d.severity == DataSeverity::error; });
  return errors;
}

// Every error of a refused record, then its warnings. What only the engine finds (a birth date after the
// as-of date) is in the refusal alone.
void report_all(Reporter& reporter, const engine::ScreenResult& result, std::vector<DataDiagnostic> problems,
                std::uint64_t begin) {
  if (result.refusal && problems.empty()) {
    problems.push_back({result.refusal->code, DataSeverity::error, result.refusal->at, result.refusal->byte,
                        result.refusal->message});
  }
  for (auto warning : result.warnings) {
    if (warning.byte == 0) warning.byte = begin;
    problems.push_back(std::move(warning));
  }
  for (const auto& problem : problems) reporter.report(result.patient, problem);
}

}  // namespace

ExitStatus RecordCounts::status() const {
  if (usable == 0) return ExitStatus::bad_data;
  return refused > 0 || unreadable_files > 0 ? ExitStatus::some_refused : ExitStatus::done;
}

RecordCounts for_each_record(const std::vector<std::string>& paths, const Screen& screen, const Take& take) {
  RecordCounts counts;
  for (const auto& path : paths) {
    const FileText file = read_file(path, largest_record_file);
    if (!file.text) {
      complain(file.error);
      ++counts.unreadable_files;
      continue;
    }
    Reporter reporter(path, *file.text);
    patients::RecordReader reader(*file.text);
    while (auto read = reader.next()) {
      std::vector<DataDiagnostic> errors = errors_of(*read);
      const std::uint64_t begin = read->begin;
      const engine::ScreenResult result = screen(std::move(*read));
      report_all(reporter, result, std::move(errors), begin);
      ++(result.refusal ? counts.refused : counts.usable);
      if (!take(result)) return counts;
    }
  }
  return counts;
}

}  // namespace eligo::cli
