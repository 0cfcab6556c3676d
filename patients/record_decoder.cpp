// Scalars of a record: types, words, dates, numbers. Entry: record_decoder.hpp.
// Tests: tests/patients/record_reader_test.cpp.
#include "patients/record_decoder.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string shown = printable(text.substr(0, longest));
  if (text.size() > longest) shown += "...";
  return "`" + shown + "`";
}

std::string_view kind_name(JsonKind kind) {
  switch (kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::false_:
    case JsonKind::true_:
      return "true or false";
    case JsonKind::number:
      return "a number";
    case JsonKind::string:
      return "a text";
    case JsonKind::array:
      return "an array";
    case JsonKind::object:
      break;
  }
  return "an object";
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += '`';
    out += words[i];
    out += '`';
  }
  return out;
}

}  // namespace

std::vector<DataCatalogueEntry> data_diagnostic_catalogue() {
#define ELIGO_DATA_ROW(name, code, severity, title) {code, DataSeverity::severity, title},
  return {ELIGO_DATA_CODES(ELIGO_DATA_ROW)};
#undef ELIGO_DATA_ROW
}

DataSeverity severity_of(std::string_view code) {
  return code.starts_with("D1") ? DataSeverity::error : DataSeverity::warning;
}

void Decoder::report(std::string_view code, const JsonNode& at, std::string message) {
  report(code, at.begin, std::move(message));
}

void Decoder::report(std::string_view code, std::uint64_t byte, std::string message) {
  diagnostics_.push_back({code, severity_of(code), path_, byte, std::move(message)});
}

std::size_t Decoder::push(std::string_view token) {
  const std::size_t before = path_.size();
  append_pointer(path_, token);
  return before;
}

bool Decoder::has_member(const JsonNode& node, std::string_view key) const {
  bool found = false;
  tree_.for_each_child(node, [&](const JsonNode& member) { found = found || member.key == key; });
  return found;
}

void Decoder::wrong_type(const JsonNode& node, std::string_view wanted) {
  std::string message = "expected ";
  message += wanted;
  message += ", found ";
  message += kind_name(node.kind);
  if (node.kind == JsonKind::null) message += ": leave the member out if nothing is recorded";
  report(codes::wrong_type, node, std::move(message));
}

bool Decoder::is(const JsonNode& node, JsonKind kind, std::string_view wanted) {
  if (node.kind == kind) return true;
  wrong_type(node, wanted);
  return false;
}

bool Decoder::text(const JsonNode& node, std::string& out) {
  if (!is(node, JsonKind::string, "a text")) return false;
  out = node.text;
  return true;
}

void Decoder::boolean(const JsonNode& node, std::optional<bool>& out) {
  if (node.kind != JsonKind::true_ && node.kind != JsonKind::false_) return wrong_type(node, "true or false");
  out = node.kind == JsonKind::true_;
}

void Decoder::date(const JsonNode& node, std::optional<PartialDate>& out) {
  if (!is(node, JsonKind::string, "a date in double quotes")) return;
  const auto date = PartialDate::parse(node.text);
  if (date) {
    out = date;
    return;
  }
  report(codes::bad_date, node,
         quoted(node.text) + " is not a date: write `YYYY-MM-DD`, `YYYY-MM` or `YYYY` of a day that exists");
}

std::optional<std::size_t> Decoder::word_index(const JsonNode& node,
                                               std::span<const std::string_view> words) {
  if (!is(node, JsonKind::string, "a text")) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), node.text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string message = quoted(node.text) + " is not one of " + joined(words);
  const std::string_view near = nearest(node.text, words);
  if (!near.empty()) message += ": did you mean `" + std::string(near) + "`?";
  report(codes::unknown_word, node, std::move(message));
  return std::nullopt;
}

std::optional<Decimal> Decoder::limited(const JsonNode& node, std::string_view text, bool& numeric) {
  const auto parsed = Decimal::parse(text);
  numeric = true;
  if (const auto* decimal = std::get_if<Decimal>(&parsed)) return *decimal;
  switch (std::get<DecimalError>(parsed)) {
    case DecimalError::not_a_number:
      numeric = false;
      break;
    case DecimalError::too_many_digits:
      report(codes::too_many_digits, node, quoted(text) + " has more than 18 significant digits");
      break;
    case DecimalError::exponent_out_of_range:
      report(codes::exponent, node, quoted(text) + " has an exponent beyond 30");
      break;
  }
  return std::nullopt;
}

void Decoder::number(const JsonNode& node, std::optional<Decimal>& out) {
  if (node.kind != JsonKind::number && node.kind != JsonKind::string) return wrong_type(node, "a number");
  bool numeric = true;
  out = limited(node, node.kind == JsonKind::string ? trimmed(node.text) : node.text, numeric);
  if (!numeric) report(codes::not_a_number, node, quoted(node.text) + " is not a number: ignored");
}

void Decoder::value(const JsonNode& node, Observation& out) {
  if (node.kind != JsonKind::number && node.kind != JsonKind::string)
    return wrong_type(node, "a number or a text");
  bool numeric = true;
  const auto decimal = limited(node, node.kind == JsonKind::string ? trimmed(node.text) : node.text, numeric);
  if (decimal) {
    out.value = *decimal;
  } else if (!numeric) {
    out.value = std::string(node.text);
  }
}

void Decoder::unknown_member(const JsonNode& member, std::span<const std::string_view> names,
                             std::string_view code) {
  const bool section = code == codes::unknown_section;
  std::string message = (section ? "unknown section " : "unknown member ") + quoted(member.key);
  const std::string_view near = nearest(member.key, names);
  if (!near.empty()) {
    message += ": did you mean `" + std::string(near) + "`?";
  } else {
    message += section ? ": a record has no such member" : ": ignored";
  }
  report(code, member.key_begin, std::move(message));
}

}  // namespace eligo::patients
