// From the JSON tree of one record to a PatientRecord: the scalar readers that all sections share.
//
// Every reader takes a node, reports what is wrong with it and leaves its target alone then. Pointers are
// built while members are visited. Internal to patients/. The sections are in record_sections.cpp. Tests:
// tests/patients/record_reader_test.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "patients/data_codes.hpp"
#include "patients/json_tree.hpp"
#include "patients/record_reader.hpp"
#include "patients/text.hpp"

namespace eligo::patients {

class Decoder {
 public:
  Decoder(const JsonTree& tree, std::vector<DataDiagnostic>& diagnostics)
      : tree_(tree), diagnostics_(diagnostics) {}

  // The whole record; complete only if no error was reported.
  void record(const JsonNode& root, PatientRecord& out);

  void report(std::string_view code, const JsonNode& at, std::string message);
  void report(std::string_view code, std::uint64_t byte, std::string message);

  bool text(const JsonNode& node, std::string& out);
  void boolean(const JsonNode& node, std::optional<bool>& out);
  void date(const JsonNode& node, std::optional<PartialDate>& out);
  // A number, or a text that holds one; a text that does not is a warning.
  void number(const JsonNode& node, std::optional<Decimal>& out);
  // The value of an observation: a number, a text that holds one, or any other text.
  void value(const JsonNode& node, Observation& out);

  template <class Enum, std::size_t N>
  void word(const JsonNode& node, const std::array<std::string_view, N>& words, std::optional<Enum>& out) {
    const auto index = word_index(node, words);
    if (index) out = static_cast<Enum>(*index);
  }

  template <class T>
  struct Member {
    std::string_view name;
    void (*read)(Decoder&, const JsonNode&, T&);
  };

  // Visits the members of an object by a table; a member that is not in the table is `code`.
  template <class T, std::size_t N>
  bool members(const JsonNode& node, T& out, const std::array<Member<T>, N>& table,
               std::string_view unknown_code = codes::unknown_member) {
    if (!is(node, JsonKind::object, "an object")) return false;
    tree_.for_each_child(node, [&](const JsonNode& member) {
      const std::size_t before = push(member.key);
      const auto row =
          std::find_if(table.begin(), table.end(), [&](const auto& m) { return m.name == member.key; });
      if (row != table.end()) {
        row->read(*this, member, out);
      } else {
        std::array<std::string_view, N> names;
        std::transform(table.begin(), table.end(), names.begin(), [](const auto& m) { return m.name; });
        unknown_member(member, names, unknown_code);
      }
      path_.resize(before);
    });
    return true;
  }

  // Reads each element of an array of objects by `read`, which gets the element and a fresh T with its place.
  template <class T>
  void entries(const JsonNode& node, std::vector<T>& out, void (*read)(Decoder&, const JsonNode&, T&)) {
    if (!is(node, JsonKind::array, "an array")) return;
    out.reserve(node.children);
    std::size_t index = 0;
    tree_.for_each_child(node, [&](const JsonNode& element) {
      const std::size_t before = push(std::to_string(index++));
      T& entry = out.emplace_back();
      entry.place = place(element);
      read(*this, element, entry);
      path_.resize(before);
    });
  }

  bool is(const JsonNode& node, JsonKind kind, std::string_view wanted);
  void wrong_type(const JsonNode& node, std::string_view wanted);
  Place place(const JsonNode& node) const { return {path_, node.begin, 0, 0}; }
  bool has_member(const JsonNode& node, std::string_view key) const;
  const JsonTree& tree() const { return tree_; }
  std::size_t push(std::string_view token);
  void pop(std::size_t before) { path_.resize(before); }
  std::optional<std::size_t> word_index(const JsonNode& node, std::span<const std::string_view> words);

 private:
  void unknown_member(const JsonNode& member, std::span<const std::string_view> names, std::string_view code);
  // Parses number text and reports its limits; nullopt also if it is not a number (then `numeric` is false).
  std::optional<Decimal> limited(const JsonNode& node, std::string_view text, bool& numeric);

  const JsonTree& tree_;
  std::vector<DataDiagnostic>& diagnostics_;
  std::string path_;
};

// Defined by the catalogue: errors are D1xx.
DataSeverity severity_of(std::string_view code);

}  // namespace eligo::patients
