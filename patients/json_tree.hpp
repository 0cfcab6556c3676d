// One JSON value of a longer text as a flat tree that keeps what records need and general libraries drop.
//
// Why not nlohmann::json's SAX interface: it gives whole numbers without their text, values without their
// place, and ends the parse at 1e400 (a number to refuse in its place, not a damaged file) after a detour
// through a double. Here every value has its byte offsets, numbers keep their text, and nesting costs no
// stack. What is and is not JSON is checked against nlohmann::json in the tests.
//
// Entry: JsonTree::parse. Recoverable problems (duplicate keys, bad UTF-8 inside strings, too deep nesting)
// are listed and parsing goes on; a syntax error ends it, and the tree holds what came before. Internal to
// patients/. Tests: tests/patients/json_tree_test.cpp, tests/fuzz/record_fuzz.cpp.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace eligo::patients {

constexpr std::size_t max_nesting = 64;

enum class JsonKind : std::uint8_t { null, false_, true_, number, string, array, object };

struct JsonNode {
  JsonKind kind = JsonKind::null;
  std::uint32_t next = 0;      // index of the next sibling; 0: none (the root has no siblings)
  std::uint32_t children = 0;  // of an array or object; the first child is the node after this one
  std::uint64_t begin = 0;     // byte offsets in the text: [begin, end)
  std::uint64_t end = 0;
  std::uint64_t key_begin = 0;
  std::string_view key;   // of a member: decoded
  std::string_view text;  // of a string: decoded; of a number: as written
};

enum class JsonTrouble : std::uint8_t { syntax, too_deep, bad_text, duplicate_key };

struct JsonProblem {
  JsonTrouble trouble = JsonTrouble::syntax;
  std::string pointer;  // from the parsed value
  std::uint64_t byte = 0;
  std::string message;
};

class JsonTree {
 public:
  // Reads the value that starts at `at` (white space before it is skipped) and returns whether it is
  // complete; then end() is the offset after it, else that of the damage. `text` must outlive the tree; the
  // tree is reused.
  bool parse(std::string_view text, std::size_t at);

  bool empty() const { return nodes_.empty(); }
  const JsonNode& root() const { return nodes_.front(); }
  std::size_t end() const { return at_; }
  const std::vector<JsonProblem>& problems() const { return problems_; }

  // Calls visit(node) for each child in order.
  template <class Visit>
  void for_each_child(const JsonNode& node, Visit visit) const {
    if (node.children == 0) return;
    const auto first = static_cast<std::size_t>(&node - nodes_.data()) + 1;
    for (std::size_t i = first; i != 0; i = nodes_[i].next) visit(nodes_[i]);
  }

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t last_child;
  };
  enum class Step : std::uint8_t { value, after_value };

  bool read_value(Step& step);
  bool read_after_value(Step& step);
  bool open(JsonKind kind, Step& step);
  void close();
  bool read_key();
  bool read_string(std::string_view& out);
  std::string_view read_plain();
  bool read_escape(std::string& out);
  bool read_unicode_escape(std::string& out);
  bool read_hex4(char32_t& out);
  bool read_number();
  bool read_literal(std::string_view word, JsonKind kind);
  JsonNode* add(JsonKind kind, std::size_t begin);
  void check_duplicates(std::uint32_t object);
  void skip_space();
  bool at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  std::string pointer() const;
  bool fail(std::string message);
  bool fail_expected(std::string_view what);

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<JsonNode> nodes_;
  std::vector<Open> open_;    // containers that have nodes, the innermost last
  std::vector<bool> levels_;  // all open containers, also those too deep for nodes; true: object
  std::string_view key_;      // of the member being read
  std::size_t key_begin_ = 0;
  bool awaiting_ = false;  // a value is due that has no node yet: the pointer names it all the same
  bool bad_text_ = false;  // the string just read was not UTF-8
  std::deque<std::string> decoded_;
  std::vector<JsonProblem> problems_;
};

}  // namespace eligo::patients
