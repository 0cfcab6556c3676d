// Where one record ends and the next begins: a single record, an array, or one a line. What a record holds is
// read in record_sections.cpp. Entry: record_reader.hpp. Tests: tests/patients/record_reader_test.cpp.
#include "patients/record_reader.hpp"

#include <algorithm>
#include <utility>

#include "patients/json_tree.hpp"
#include "patients/record_decoder.hpp"

namespace eligo::patients {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view code_of(JsonTrouble trouble) {
  switch (trouble) {
    case JsonTrouble::syntax:
      break;
    case JsonTrouble::too_deep:
      return codes::too_deep;
    case JsonTrouble::bad_text:
      return codes::bad_text;
    case JsonTrouble::duplicate_key:
      return codes::duplicate_key;
  }
  return codes::syntax;
}

// Also of a damaged record, as far as it was read.
std::optional<std::string> id_of(const JsonTree& tree) {
  std::optional<std::string> id;
  if (tree.empty() || tree.root().kind != JsonKind::object) return id;
  tree.for_each_child(tree.root(), [&](const JsonNode& member) {
    if (!id && member.key == "id" && member.kind == JsonKind::string && !member.text.empty())
      id = member.text;
  });
  return id;
}

}  // namespace

class RecordReader::Impl {
 public:
  Impl(std::string_view text, RecordLayout layout) : text_(text) {
    if (layout == RecordLayout::lines) {
      mode_ = Mode::lines;
      return;
    }
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    skip_space();
    detect();
  }

  std::optional<ReadResult> next() {
    auto result = ended_ ? std::nullopt : step();
    if (!result && !any_) result = refusal(codes::no_record, at_, "no record in the input");
    if (!result) ended_ = true;
    any_ = true;
    return result;
  }

 private:
  enum class Mode { objects, array, lines };

  std::optional<ReadResult> step() {
    switch (mode_) {
      case Mode::objects:
        return next_object();
      case Mode::array:
        return next_element();
      case Mode::lines:
        break;
    }
    return next_line();
  }

  void detect();
  std::optional<ReadResult> next_object();
  std::optional<ReadResult> next_element();
  std::optional<ReadResult> next_line();
  std::optional<ReadResult> after_array();
  ReadResult read_value(bool& whole);
  ReadResult decoded(std::size_t begin, std::size_t end);
  ReadResult stop(std::string_view code, std::size_t byte, std::string message);
  ReadResult refusal(std::string_view code, std::size_t byte, std::string message);

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  std::size_t line_end(std::size_t from) const { return std::min(text_.find('\n', from), text_.size()); }
  // The offset of the first character after `from` that is not white space.
  std::size_t next_text(std::size_t from) const {
    while (from < text_.size() && is_space(text_[from])) ++from;
    return from;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Mode mode_ = Mode::objects;
  bool in_array_ = false;  // the opening bracket has been read
  bool ended_ = false;
  bool any_ = false;
  JsonTree tree_;
};

// One a line if the first line is a record by itself, or any value by itself with an object on the next line.
// Also if the first line is damaged and the next starts an object: then that line is lost and no other. But a
// value that is whole only over several lines is one pretty-printed record, whatever its second line starts
// with.
void RecordReader::Impl::detect() {
  if (at_ >= text_.size()) return;
  const std::size_t end = line_end(at_);
  const std::size_t second = next_text(end);
  const bool second_is_object = second < text_.size() && text_[second] == '{';
  if (second >= text_.size()) {
    // No second line: nothing to tell apart, and nothing worth parsing twice.
    if (text_[at_] == '[') mode_ = Mode::array;
    return;
  }
  const bool value_in_line = tree_.parse(text_.substr(0, end), at_);
  const std::size_t rest = next_text(tree_.end());
  const bool alone = value_in_line && rest >= end;
  if (alone && (text_[at_] == '{' || second_is_object)) {
    mode_ = Mode::lines;
  } else if (text_[at_] == '[') {
    mode_ = Mode::array;
  } else if (second_is_object) {
    const bool damaged = value_in_line ? text_[rest] != '{' : !tree_.parse(text_, at_);
    if (damaged) mode_ = Mode::lines;
  }
}

ReadResult RecordReader::Impl::refusal(std::string_view code, std::size_t byte, std::string message) {
  ReadResult result;
  result.begin = byte;
  result.end = text_.size();
  result.diagnostics.push_back({code, severity_of(code), "", byte, std::move(message)});
  return result;
}

ReadResult RecordReader::Impl::stop(std::string_view code, std::size_t byte, std::string message) {
  ended_ = true;
  return refusal(code, byte, std::move(message));
}

// The result for the value in tree_, damaged or whole.
ReadResult RecordReader::Impl::decoded(std::size_t begin, std::size_t end) {
  ReadResult result;
  result.begin = begin;
  result.end = end;
  result.id = id_of(tree_);
  bool damaged = false;
  for (const JsonProblem& problem : tree_.problems()) {
    const std::string_view code = code_of(problem.trouble);
    result.diagnostics.push_back({code, severity_of(code), problem.pointer, problem.byte, problem.message});
    damaged = damaged || problem.trouble == JsonTrouble::syntax;
  }
  PatientRecord record;
  // A damaged value is not searched for more: what is missing from it would be reported as wrong.
  if (!damaged) Decoder(tree_, result.diagnostics).record(tree_.root(), record);
  std::stable_sort(result.diagnostics.begin(), result.diagnostics.end(),
                   [](const DataDiagnostic& a, const DataDiagnostic& b) { return a.byte < b.byte; });
  const bool refused = std::any_of(result.diagnostics.begin(), result.diagnostics.end(),
                                   [](const DataDiagnostic& d) { return d.severity == DataSeverity::error; });
  if (!refused) result.record = std::move(record);
  return result;
}

ReadResult RecordReader::Impl::read_value(bool& whole) {
  const std::size_t begin = at_;
  whole = tree_.parse(text_, at_);
  at_ = tree_.end();
  ReadResult result = decoded(begin, whole ? at_ : text_.size());
  if (!whole) ended_ = true;
  return result;
}

std::optional<ReadResult> RecordReader::Impl::next_object() {
  skip_space();
  if (at_ >= text_.size()) return std::nullopt;
  if (any_ && text_[at_] != '{')
    return stop(codes::syntax, at_, "text after the record: expected another object or the end");
  bool whole = true;
  return read_value(whole);
}

std::optional<ReadResult> RecordReader::Impl::next_line() {
  skip_space();
  if (at_ >= text_.size()) return std::nullopt;
  const std::size_t begin = at_;
  const std::size_t end = line_end(at_);
  const std::string_view upto_line_end = text_.substr(0, end);
  const bool whole = tree_.parse(upto_line_end, begin);
  at_ = end;
  ReadResult result = decoded(begin, end);
  const std::size_t rest = next_text(tree_.end());
  if (whole && rest < end) {
    result.record.reset();
    result.diagnostics.push_back(
        {codes::syntax, DataSeverity::error, "", rest, "text after the record on the same line"});
  }
  return result;
}

std::optional<ReadResult> RecordReader::Impl::after_array() {
  ended_ = true;
  ++at_;
  skip_space();
  if (at_ >= text_.size()) return std::nullopt;
  return stop(codes::syntax, at_, "text after the array of records");
}

std::optional<ReadResult> RecordReader::Impl::next_element() {
  skip_space();
  const bool first = !in_array_;
  if (first) {
    in_array_ = true;
    ++at_;
    skip_space();
  }
  if (at_ < text_.size() && text_[at_] == ']') return after_array();
  if (!first) {
    if (at_ >= text_.size())
      return stop(codes::syntax, at_, "the array of records has no end: is the file truncated?");
    if (text_[at_] != ',') return stop(codes::syntax, at_, "expected `,` or `]` between records");
    ++at_;
    skip_space();
  }
  bool whole = true;
  return read_value(whole);
}

RecordReader::RecordReader(std::string_view text, RecordLayout layout)
    : impl_(std::make_unique<Impl>(text, layout)) {}
RecordReader::~RecordReader() = default;
std::optional<ReadResult> RecordReader::next() { return impl_->next(); }

}  // namespace eligo::patients
