// Trees of tests with box-drawing characters, or ASCII where the locale has none. Declared in
// explain_text.hpp.
#include <vector>

#include "cli/distance_text.hpp"
#include "cli/explain_text.hpp"
#include "cli/layout.hpp"
#include "engine/evaluate.hpp"
#include "patients/record_reader.hpp"

namespace eligo::cli {
namespace {

using engine::NodeExplanation;
using engine::NodeKind;
using patients::printable;

struct Branches {
  std::string_view child;
  std::string_view last;
  std::string_view through;
  std::string_view blank = "   ";
};

Branches branches(const Terminal& terminal) {
  if (terminal.utf8) return {"├─ ", "└─ ", "│  "};
  return {"|- ", "`- ", "|  "};
}

// What is of a person has no date of its own.
bool is_dated(const engine::Evidence& evidence) {
  return evidence.fact != "sex" && evidence.fact != "birth_date" && evidence.fact != "age";
}

std::string describe(const engine::Evidence& evidence) {
  std::string text = evidence.fact;
  if (!evidence.value.empty()) text += ' ' + with_unit(evidence.value, evidence.unit);
  if (!evidence.converted_value.empty())
    text += " = " + with_unit(evidence.converted_value, evidence.converted_unit);
  if (!evidence.date.empty()) text += ", " + evidence.date;
  if (evidence.date.empty() && is_dated(evidence)) text += ", no date";
  return text + (evidence.source.empty() ? "" : ", at " + evidence.source);
}

std::string describe(const engine::CauseNote& cause) {
  std::string text = cause.fact;
  if (!cause.detail.empty()) text += (text.empty() ? "" : ": ") + cause.detail;
  if (!cause.until) return text;
  const std::string day = patients::to_string(*cause.until);
  if (cause.detail.find(day) != std::string::npos) return text;
  return text + (text.empty() ? "until " : ", until ") + day;
}

// An assumption as it stands behind `assumed:`.
std::string_view described_assumption(std::string_view text) {
  constexpr std::string_view doubled = "assumes that ";
  return text.starts_with(doubled) ? text.substr(doubled.size()) : text;
}

// Draws one tree; the text grows as the nodes are visited.
class TreeWriter {
 public:
  TreeWriter(const engine::Trial& trial, bool root_sentence, const Terminal& terminal)
      : trial_(trial), root_sentence_(root_sentence), terminal_(terminal), branches_(branches(terminal)) {}

  // `first` stands before the node's own line, `rest` before everything below it.
  void write(const NodeExplanation& explanation, const std::string& first, const std::string& rest,
             std::string_view role) {
    const engine::Node& node = trial_.nodes[explanation.node];
    const std::string truth = padded(engine::to_string(explanation.outcome.truth), 7);
    const Style style = explanation.outcome.is_unknown() ? Style::yellow : Style::bold;
    const std::string prefix =
        first + terminal_.paint(explanation.decisive ? style : Style::dim, truth) + ' ' + std::string(role);
    const bool has_children = !explanation.children.empty();
    const std::string hang =
        rest + (has_children ? std::string(branches_.through) : "   ") + std::string(5, ' ');
    text_ += hanging(prefix, display_width(first) + 8 + role.size(), hang, heading(node), terminal_.width);
    if (!has_children) details(explanation, rest + "        ", role.empty() && first == rest);
    const auto roles = roles_of(node);
    for (std::size_t i = 0; i < explanation.children.size(); ++i) {
      const bool last = i + 1 == explanation.children.size();
      write(explanation.children[i], rest + std::string(last ? branches_.last : branches_.child),
            rest + std::string(last ? branches_.blank : branches_.through), roles[i]);
    }
  }

  std::string take() { return std::move(text_); }

 private:
  // Tests by their text; what joins them by a word, since their texts stand right below.
  static std::string heading(const engine::Node& node) {
    switch (node.kind) {
      case NodeKind::predicate:
        return printable(node.text);
      case NodeKind::and_:
        return "all of these:";
      case NodeKind::or_:
        return "any of these:";
      case NodeKind::not_:
        return "not:";
      case NodeKind::if_:
        return node.children.size() == 3 ? "if, then, else:" : "if, then:";
      case NodeKind::at_least:
        return "at least " + std::to_string(node.count) + " of these:";
    }
    return {};
  }

  static std::vector<std::string_view> roles_of(const engine::Node& node) {
    if (node.kind == NodeKind::if_) return {"if ", "then ", "else "};
    return std::vector<std::string_view>(node.children.size());
  }

  void line(const std::string& indent, std::string_view word, const std::string& words) {
    const std::string prefix = indent + std::string(word) + ' ';
    text_ += hanging(prefix, display_width(prefix), indent + "  ", printable(words), terminal_.width);
  }

  void details(const NodeExplanation& explanation, const std::string& indent, bool is_root) {
    const engine::Account& account = explanation.account;
    if (!is_root || root_sentence_) {
      const std::string sentence = engine::sentence(trial_, explanation);
      if (!sentence.empty())
        text_ += hanging(indent, display_width(indent), indent, printable(sentence), terminal_.width);
    }
    for (const auto& evidence : account.evidence) line(indent, "saw", describe(evidence));
    for (const auto& distance : account.distances) line(indent, "distance:", distance_text(distance));
    for (const auto& assumption : account.assumptions)
      line(indent, "assumed:", std::string(described_assumption(assumption)));
    if (!explanation.outcome.is_unknown()) return;
    for (const auto& cause : account.causes) {
      line(indent, std::string(engine::to_string(cause.cause)) + ":", describe(cause));
    }
  }

  const engine::Trial& trial_;
  bool root_sentence_;
  const Terminal& terminal_;
  Branches branches_;
  std::string text_;
};

}  // namespace

std::string tree_text(const engine::Trial& trial, const NodeExplanation& root, std::string_view indent,
                      bool root_sentence, const Terminal& terminal) {
  TreeWriter writer(trial, root_sentence, terminal);
  writer.write(root, std::string(indent), std::string(indent), "");
  return writer.take();
}

}  // namespace eligo::cli
