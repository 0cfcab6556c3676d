// See cohort_file.hpp.
#include "cli/cohort_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/files.hpp"
#include "cli/output.hpp"
#include "engine/cohort_names.hpp"

namespace eligo::cli {

using patients::CsvEvent;

bool is_cohort_name(std::string_view path) { return path.ends_with(".csv") || path.ends_with(".CSV"); }

CohortFile::~CohortFile() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

std::ptrdiff_t CohortFile::read(char* into, std::size_t size) {
  while (true) {
    const ssize_t got = ::read(descriptor_, into, size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) read_error_ = errno;
    return got;
  }
}

bool CohortFile::open(const engine::Vocabulary& vocabulary) {
  descriptor_ = path_ == "-" ? STDIN_FILENO : ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) {
    complain("cannot read " + in_ticks(display_name(path_)) + ": " + std::strerror(errno));
    return false;
  }
  csv_.emplace([this](char* into, std::size_t size) { return read(into, size); });
  return read_header(vocabulary);
}

bool CohortFile::read_header(const engine::Vocabulary& vocabulary) {
  const CsvEvent event = csv_->next();
  const std::string file = display_name(path_);
  if (event == CsvEvent::failed) {
    complain("cannot read " + in_ticks(file) + ": " + std::strerror(read_error_));
    return false;
  }
  if (event == CsvEvent::end) {
    complain(in_ticks(file) + " is empty: the first line names the columns");
    return false;
  }
  if (event == CsvEvent::rejected) {
    complain(file + ':' + std::to_string(csv_->problem().line) +
             ": the header cannot be read: " + csv_->problem().reason);
    return false;
  }
  patients::CohortPlanResult planned = patients::plan_cohort(csv_->cells(), engine::cohort_names(vocabulary));
  for (const auto& problem : planned.problems) {
    std::string message = file;
    message += ": header";
    if (problem.column > 0) message += ", column " + std::to_string(problem.column);
    message += ": ";
    message += problem.message;
    complain(message);
  }
  if (!planned.problems.empty()) return false;
  csv_->expect_cells(csv_->cells().size());
  plan_ = std::move(planned.plan);
  decoder_.emplace(plan_);
  return true;
}

void CohortFile::complain_of_reading() const {
  complain("cannot read " + in_ticks(display_name(path_)) + ": " + std::strerror(read_error_));
}

std::optional<CohortFile::Item> CohortFile::next() {
  const CsvEvent event = csv_->next();
  if (event == CsvEvent::failed) {
    complain_of_reading();
    return std::nullopt;
  }
  if (event == CsvEvent::end) return std::nullopt;
  Item item;
  item.number = ++rows_;
  item.line = csv_->line();
  if (event == CsvEvent::rejected) {
    item.row.rejected = csv_->problem();
  } else {
    item.cells = csv_->cells();
    item.row = decoder_->decode(item.cells, item.line);
  }
  return item;
}

}  // namespace eligo::cli
