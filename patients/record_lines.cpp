// See record_lines.hpp.
#include "patients/record_lines.hpp"

#include <cstring>

namespace eligo::patients {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

void RecordLines::start(const CohortBlock& block) {
  block_ = &block;
  at_ = 0;
  number_ = block.first_line;
  const std::string_view text(block.text.data(), block.size);
  if (block.begin == 0 && text.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

std::optional<RecordLines::Line> RecordLines::next() {
  if (block_->is_split && at_++ == 0) return Line{block_->rows.front().line, {}, true};
  const char* text = block_->text.data();
  while (at_ < block_->size) {
    const void* found = std::memchr(text + at_, '\n', block_->size - at_);
    const std::size_t end =
        found == nullptr ? block_->size : static_cast<std::size_t>(static_cast<const char*>(found) - text);
    Line line{number_++, {text + at_, end - at_}, false};
    at_ = end + 1;
    if (line.text.size() > CsvLimits{}.row) return Line{line.number, {}, true};
    while (!line.text.empty() && is_blank(line.text.front())) line.text.remove_prefix(1);
    if (!line.text.empty()) return line;
  }
  return std::nullopt;
}

}  // namespace eligo::patients
