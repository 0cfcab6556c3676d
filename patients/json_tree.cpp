// The walk over values and containers. Entry: json_tree.hpp; strings and numbers are in json_scalar.cpp.
// Tests: tests/patients/json_tree_test.cpp.
#include "patients/json_tree.hpp"

#include <algorithm>

#include "patients/record_reader.hpp"
#include "patients/text.hpp"

namespace eligo::patients {

bool JsonTree::parse(std::string_view text, std::size_t at) {
  text_ = text;
  at_ = at;
  nodes_.clear();
  open_.clear();
  levels_.clear();
  decoded_.clear();
  problems_.clear();
  key_ = {};
  Step step = Step::value;
  while (step == Step::value || !levels_.empty()) {
    skip_space();
    const bool ok = step == Step::value ? read_value(step) : read_after_value(step);
    if (!ok) return false;
  }
  return true;
}

bool JsonTree::read_value(Step& step) {
  if (at_ >= text_.size()) return fail_expected("a value");
  step = Step::after_value;
  switch (text_[at_]) {
    case '{':
      return open(JsonKind::object, step);
    case '[':
      return open(JsonKind::array, step);
    case 't':
      return read_literal("true", JsonKind::true_);
    case 'f':
      return read_literal("false", JsonKind::false_);
    case 'n':
      return read_literal("null", JsonKind::null);
    case '"':
      break;
    default:
      return read_number();
  }
  const std::size_t begin = at_;
  std::string_view string;
  if (!read_string(string)) return false;
  if (JsonNode* node = add(JsonKind::string, begin)) {
    node->end = at_;
    node->text = string;
  }
  if (bad_text_) {
    problems_.push_back(
        {JsonTrouble::bad_text, pointer(), begin, "the text is not UTF-8: save the file as UTF-8"});
  }
  return true;
}

// Between values of a container: a comma, or its end.
bool JsonTree::read_after_value(Step& step) {
  const bool object = levels_.back();
  if (at(object ? '}' : ']')) {
    close();
    return true;
  }
  if (!at(',')) return fail_expected(object ? "`,` or `}`" : "`,` or `]`");
  ++at_;
  skip_space();
  step = Step::value;
  awaiting_ = !object;
  return !object || read_key();
}

bool JsonTree::open(JsonKind kind, Step& step) {
  const bool object = kind == JsonKind::object;
  if (levels_.size() == max_nesting) {
    const bool reported = std::any_of(problems_.begin(), problems_.end(), [](const JsonProblem& p) {
      return p.trouble == JsonTrouble::too_deep;
    });
    if (!reported) {
      problems_.push_back(
          {JsonTrouble::too_deep, pointer(), at_, "nested deeper than 64 levels: no record needs that"});
    }
  }
  if (add(kind, at_) != nullptr) open_.push_back({static_cast<std::uint32_t>(nodes_.size() - 1), 0});
  levels_.push_back(object);
  ++at_;
  skip_space();
  if (at(object ? '}' : ']')) {
    close();
    return true;
  }
  step = Step::value;
  awaiting_ = !object;
  return !object || read_key();
}

void JsonTree::close() {
  ++at_;
  awaiting_ = false;
  if (levels_.size() <= max_nesting) {
    const std::uint32_t node = open_.back().node;
    nodes_[node].end = at_;
    open_.pop_back();
    if (levels_.back()) check_duplicates(node);
  }
  levels_.pop_back();
}

bool JsonTree::read_key() {
  if (!at('"')) return fail_expected("a member name in double quotes");
  key_begin_ = at_;
  if (!read_string(key_)) return false;
  if (bad_text_) {
    problems_.push_back({JsonTrouble::bad_text, pointer(), key_begin_, "a member name is not UTF-8"});
  }
  skip_space();
  if (!at(':')) return fail_expected("`:`");
  ++at_;
  awaiting_ = true;
  return true;
}

// A node for a value that starts at `begin`, linked to its container; null beyond the nesting limit.
JsonNode* JsonTree::add(JsonKind kind, std::size_t begin) {
  awaiting_ = false;
  if (levels_.size() >= max_nesting + (kind < JsonKind::array ? 1U : 0U)) return nullptr;
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  JsonNode node;
  node.kind = kind;
  node.begin = begin;
  node.end = begin;
  if (!open_.empty()) {
    Open& parent = open_.back();
    if (parent.last_child != 0) nodes_[parent.last_child].next = index;
    parent.last_child = index;
    ++nodes_[parent.node].children;
    if (nodes_[parent.node].kind == JsonKind::object) {
      node.key = key_;
      node.key_begin = key_begin_;
    }
  }
  nodes_.push_back(node);
  return &nodes_.back();
}

void JsonTree::check_duplicates(std::uint32_t object) {
  // Few members, as nearly always: comparing each with each is faster than sorting.
  constexpr std::uint32_t few = 16;
  std::vector<const JsonNode*> repeated;
  std::vector<const JsonNode*> members;
  members.reserve(nodes_[object].children);
  for_each_child(nodes_[object], [&](const JsonNode& node) { members.push_back(&node); });
  const auto same_key = [](const JsonNode* a, const JsonNode* b) { return a->key == b->key; };
  if (members.size() > few) {
    std::stable_sort(members.begin(), members.end(),
                     [](const JsonNode* a, const JsonNode* b) { return a->key < b->key; });
    for (std::size_t i = 1; i < members.size(); ++i) {
      if (same_key(members[i - 1], members[i])) repeated.push_back(members[i]);
    }
  } else {
    for (std::size_t i = 1; i < members.size(); ++i) {
      const auto before = members.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::any_of(members.begin(), before, [&](const JsonNode* m) { return same_key(m, members[i]); })) {
        repeated.push_back(members[i]);
      }
    }
  }
  if (repeated.empty()) return;
  std::string where = pointer();
  // pointer() names the next child of the innermost open container, which is this object: it has just been
  // closed.
  for (const JsonNode* node : repeated) {
    std::string full = where;
    append_pointer(full, node->key);
    problems_.push_back({JsonTrouble::duplicate_key, std::move(full), node->key_begin,
                         "duplicate member `" + printable(node->key) + "`: keep one of them"});
  }
}

// The pointer of the value just being read: the path of the open containers' newest children, the last of
// which may not have a node yet.
std::string JsonTree::pointer() const {
  std::string out;
  for (const Open& container : open_) {
    const JsonNode& node = nodes_[container.node];
    if (awaiting_ && &container == &open_.back()) {
      append_pointer(out, node.kind == JsonKind::array ? std::to_string(node.children) : std::string(key_));
      break;
    }
    if (node.kind == JsonKind::array) {
      if (node.children == 0) break;
      append_pointer(out, std::to_string(node.children - 1));
    } else {
      if (container.last_child == 0) break;
      append_pointer(out, nodes_[container.last_child].key);
    }
  }
  return out;
}

void JsonTree::skip_space() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
    ++at_;
  }
}

bool JsonTree::fail(std::string message) {
  problems_.push_back({JsonTrouble::syntax, pointer(), at_, std::move(message)});
  return false;
}

bool JsonTree::fail_expected(std::string_view what) {
  std::string message = "expected ";
  message += what;
  if (at_ >= text_.size()) return fail(message + ", but the text ends: is the file truncated?");
  // The word that stands there, so that NaN, None or a single-quoted text is named.
  std::size_t length = 0;
  while (length < 20 && at_ + length < text_.size() && text_[at_ + length] != '\n' &&
         text_[at_ + length] != ',' && text_[at_ + length] != '}' && text_[at_ + length] != ']' &&
         text_[at_ + length] != ' ') {
    ++length;
  }
  return fail(message + ", found `" + printable(text_.substr(at_, std::max<std::size_t>(length, 1))) + "`");
}

}  // namespace eligo::patients
