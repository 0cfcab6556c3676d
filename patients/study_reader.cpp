// See study_reader.hpp.
#include "patients/study_reader.hpp"

#include <algorithm>
#include <utility>

#include "patients/text.hpp"

namespace eligo::patients {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

const JsonNode* member(const JsonTree& tree, const JsonNode* object, std::string_view key) {
  const JsonNode* found = nullptr;
  if (object == nullptr || object->kind != JsonKind::object) return found;
  tree.for_each_child(*object, [&](const JsonNode& child) {
    if (found == nullptr && child.key == key) found = &child;
  });
  return found;
}

// The text of the first of `keys` that the object has; a null says nothing.
std::string text_of(const JsonTree& tree, const JsonNode* object,
                    std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const JsonNode* node = member(tree, object, key);
    if (node != nullptr && node->kind == JsonKind::string) return std::string(node->text);
  }
  return {};
}

Study api_study(const JsonTree& tree, const JsonNode* protocol) {
  const JsonNode* identification = member(tree, protocol, "identificationModule");
  const JsonNode* eligibility = member(tree, protocol, "eligibilityModule");
  Study study;
  study.id = text_of(tree, identification, {"nctId"});
  study.title = text_of(tree, identification, {"briefTitle", "officialTitle"});
  study.criteria = text_of(tree, eligibility, {"eligibilityCriteria"});
  study.minimum_age = text_of(tree, eligibility, {"minimumAge"});
  study.maximum_age = text_of(tree, eligibility, {"maximumAge"});
  study.sex = text_of(tree, eligibility, {"sex"});
  return study;
}

Study flat_study(const JsonTree& tree, const JsonNode* root) {
  Study study;
  study.id = text_of(tree, root, {"nct_id", "nctId", "id"});
  study.title = text_of(tree, root, {"title", "briefTitle", "brief_title"});
  study.criteria = text_of(tree, root, {"criteria_text", "eligibilityCriteria", "criteria"});
  study.minimum_age = text_of(tree, root, {"min_age", "minimumAge", "minimum_age"});
  study.maximum_age = text_of(tree, root, {"max_age", "maximumAge", "maximum_age"});
  study.sex = text_of(tree, root, {"sex", "gender"});
  return study;
}

bool is_study(const JsonTree& tree, const JsonNode* root) {
  for (const std::string_view key :
       {"protocolSection", "nct_id", "nctId", "criteria_text", "eligibilityCriteria", "criteria"})
    if (member(tree, root, key) != nullptr) return true;
  return false;
}

}  // namespace

StudyReader::StudyReader(std::string_view text) : text_(text) {
  if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  skip_space();
  plain_ = at_ >= text_.size() || (text_[at_] != '{' && text_[at_] != '[');
  // `[1] Adults` is text, `[{` an array
  if (!plain_ && text_[at_] == '[') {
    std::size_t behind = at_ + 1;
    while (behind < text_.size() && is_space(text_[behind])) ++behind;
    plain_ = behind >= text_.size() || (text_[behind] != '{' && text_[behind] != ']');
    in_array_ = !plain_;
    if (in_array_) ++at_;
  }
}

void StudyReader::skip_space() {
  while (at_ < text_.size() && (is_space(text_[at_]) || (in_array_ && text_[at_] == ','))) ++at_;
}

std::uint64_t StudyReader::line_of(std::size_t at) {
  if (at <= counted_to_) return line_;
  const std::string_view passed = text_.substr(counted_to_, at - counted_to_);
  for (std::size_t end = passed.find('\n'); end != std::string_view::npos; end = passed.find('\n', end + 1))
    ++line_;
  counted_to_ += passed.size();
  return line_;
}

std::optional<StudyRead> StudyReader::next() {
  if (ended_) return std::nullopt;
  if (plain_) {
    ended_ = true;
    Study study;
    study.criteria = text_;
    if (!is_utf8(text_)) return StudyRead{{}, "the text is not UTF-8", 1};
    return StudyRead{std::move(study), {}, 1};
  }
  skip_space();
  if (at_ >= text_.size() || (in_array_ && text_[at_] == ']')) {
    ended_ = true;
    return std::nullopt;
  }
  const std::uint64_t line = line_of(at_);
  const bool complete = tree_.parse(text_, at_);
  StudyRead read;
  read.line = line;
  if (!complete) {
    read.error = tree_.problems().empty() ? "not JSON" : tree_.problems().back().message;
    // a record a line goes on behind the damage
    const std::size_t line_end = std::min(text_.find('\n', std::max(at_, std::size_t{1})), text_.size());
    ended_ = in_array_ || line_end >= text_.size();
    at_ = line_end;
    return read;
  }
  at_ = tree_.end();
  const JsonNode* root = &tree_.root();
  if (!is_study(tree_, root)) {
    read.error = "not a registry record: it has neither `protocolSection` nor `criteria_text`";
    return read;
  }
  const JsonNode* protocol = member(tree_, root, "protocolSection");
  read.study = protocol != nullptr ? api_study(tree_, protocol) : flat_study(tree_, root);
  return read;
}

}  // namespace eligo::patients
