// See record_file.hpp.
#include "cli/record_file.hpp"

#include <algorithm>
#include <cstring>

#include "cli/files.hpp"
#include "cli/output.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t sample_bytes = std::size_t{2} << 20U;
constexpr std::size_t sample_lines = 1000;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

bool is_record_lines_name(std::string_view path) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  if (path.ends_with(".zst")) path.remove_suffix(4);
  return path.ends_with(".ndjson") || path.ends_with(".jsonl");
}

void RecordFile::complain_of_source() const {
  complain("cannot read " + in_ticks(display_name(path_)) + ": " + source_.error());
}

bool RecordFile::open() {
  bool ended = !source_.open(path_);
  sample_.resize(sample_bytes);
  std::size_t size = 0;
  std::size_t lines = 0;
  while (!ended && size < sample_bytes && lines < sample_lines) {
    constexpr std::size_t step = std::size_t{1} << 16U;
    const std::ptrdiff_t got = source_.read(sample_.data() + size, std::min(step, sample_bytes - size));
    ended = got <= 0;
    if (ended) break;
    const char* read = sample_.data() + size;
    lines += static_cast<std::size_t>(std::count(read, read + got, '\n'));
    size += static_cast<std::size_t>(got);
  }
  if (failed()) {
    complain_of_source();
    return false;
  }
  sample_.resize(size);
  survey();
  return true;
}

void RecordFile::survey() {
  patients::RecordSurvey survey;
  std::string_view rest(sample_.data(), sample_.size());
  if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    survey.add(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  columns_ = survey.columns();
}

std::ptrdiff_t RecordFile::read(char* into, std::size_t size) {
  if (given_ == sample_.size()) return source_.read(into, size);
  const std::size_t count = std::min(size, sample_.size() - given_);
  std::memcpy(into, sample_.data() + given_, count);
  given_ += count;
  if (given_ == sample_.size()) {
    sample_ = {};
    given_ = 0;
  }
  return static_cast<std::ptrdiff_t>(count);
}

patients::CohortBlocks RecordFile::blocks() {
  patients::CsvLimits limits;
  limits.block = block_;
  return {[this](char* into, std::size_t size) { return read(into, size); }, limits};
}

}  // namespace eligo::cli
