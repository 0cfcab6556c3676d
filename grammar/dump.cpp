// The syntax tree as an S-expression, for tests. Every member of every node is written, spans and back-ticks
// apart.
#include "grammar/ast.hpp"
#include "grammar/phrases.hpp"

namespace eligo::ast {
namespace {

namespace phrases = grammar::phrases;

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

class Dumper {
 public:
  explicit Dumper(bool with_comments) : with_comments_(with_comments) {}

  std::string take() { return std::move(out_); }

  void expression(const Expression& expression) {
    if (with_comments_) comments(expression.comments);
    std::visit([this](const auto& node) { write(node); }, expression.node);
  }

  void file(const File& file) {
    if (with_comments_) {
      for (const std::string& comment : file.head_comments) out_ += "#head " + quoted(comment) + '\n';
    }
    for (const auto& item : file.items) {
      std::visit([this](const auto& statement) { write(statement); }, item);
      out_ += '\n';
    }
    if (with_comments_) {
      for (const std::string& comment : file.trailing_comments) out_ += "# " + quoted(comment) + '\n';
    }
  }

 private:
  template <typename... Parts>
  void add(const Parts&... parts) {
    ((out_ += parts), ...);
  }

  void comments(const Comments& comments) {
    for (const std::string& line : comments.before) add("#before", quoted(line), " ");
    if (!comments.after.empty()) add("#after", quoted(comments.after), " ");
  }
  void names(const std::vector<Name>& names) {
    for (const Name& name : names) add(" ", quoted(name.text));
  }
  void duration(const Duration& duration) { add(" ", duration.count.text, " ", phrases::of(duration.unit)); }
  void subject(const Subject& subject) {
    add(" (", phrases::of(subject.quantifier));
    names(subject.names);
    if (!subject.except.empty()) {
      add(" except");
      names(subject.except);
    }
    add(")");
  }
  void operands(std::string_view head, const std::vector<ExpressionPtr>& operands) {
    add("(", head);
    for (const ExpressionPtr& operand : operands) {
      add(" ");
      expression(*operand);
    }
    add(")");
  }
  void absolute(const AbsoluteLimit& limit) {
    add(" ", limit.number.text);
    if (!limit.unit.text.empty()) add(" ", quoted(limit.unit.text));
  }

  // Connectives.
  void write(const And& node) { operands("and", node.operands); }
  void write(const Or& node) { operands("or", node.operands); }
  void write(const AllOf& node) { operands("all-of", node.operands); }
  void write(const AnyOf& node) { operands("any-of", node.operands); }
  void write(const AtLeast& node) { operands("at-least " + node.count.text, node.operands); }
  void write(const Not& node) {
    add(node.written_no ? "(no " : "(not ");
    expression(*node.operand);
    add(")");
  }
  void write(const If& node) {
    add("(if ");
    expression(*node.guard);
    add(" ");
    expression(*node.then);
    if (node.otherwise != nullptr) {
      add(" ");
      expression(*node.otherwise);
    }
    add(")");
  }

  // Observations.
  void test(const ComparisonTest& test) {
    add(" (", phrases::of(test.comparator));
    if (const auto* limit = std::get_if<AbsoluteLimit>(&test.limit)) {
      absolute(*limit);
    } else {
      const auto& normal = std::get<NormalLimit>(test.limit);
      if (normal.multiple) add(" ", normal.multiple->text);
      add(normal.side == NormalSide::upper ? " ULN" : " LLN");
    }
    add(")");
  }
  void test(const RangeTest& test) {
    add(" (range ", test.low.text);
    absolute({test.high, test.unit});
    add(")");
  }
  void test(const NormalTest& test) {
    add(test.side == NormalSide::upper ? " above-normal" : " below-normal");
  }
  void test(const FindingTest& test) { add(" ", phrases::of(test.finding)); }

  void timing(std::monostate) {}
  void timing(const OnDay& timing) {
    add(" (on-day ", timing.day.text);
    if (timing.tolerance) add(" +/- ", timing.tolerance->text);
    subject(timing.event);
    add(")");
  }
  void timing(const Consecutive& timing) { add(" (consecutive ", timing.days.text, ")"); }

  void write(const Measurement& node) {
    add("(measure");
    if (node.selector) add(" ", phrases::of(*node.selector));
    subject(node.subject);
    std::visit([this](const auto& value) { timing(value); }, node.timing);
    std::visit([this](const auto& value) { test(value); }, node.test);
    if (node.fresh_within) {
      add(" within");
      duration(*node.fresh_within);
    }
    add(")");
  }

  // Age, sex, history.
  void write(const AgeTest& node) {
    add("(age");
    if (node.comparator) add(" ", phrases::of(*node.comparator));
    if (node.low) {
      duration(*node.low);
      add(" to");
    }
    duration(node.high);
    add(")");
  }
  void write(const SexTest& node) { add("(", phrases::of(node.sex), ")"); }

  void time(std::monostate) {}
  void time(const WithinWindow& window) {
    add(" within");
    duration(window.length);
  }
  void time(const ActiveWithin& window) {
    add(" active-within");
    duration(window.length);
  }
  void time(const AgoWindow& window) {
    add(" ", phrases::of(window.bound));
    duration(window.length);
    add(" ago");
  }
  void time(const OnOrAfter& window) {
    add(" on-or-after");
    subject(window.events);
  }

  void write(const History& node) {
    add("(", phrases::of(node.kind));
    subject(node.subject);
    for (const Attribute& attribute : node.attributes) {
      add(" (with ", quoted(attribute.name.text), attribute.other_than ? " other-than" : "");
      names(attribute.values);
      add(")");
    }
    if (node.response) add(" ", phrases::of(*node.response));
    std::visit([this](const auto& window) { time(window); }, node.time);
    add(")");
  }
  void write(const Since& node) {
    add("(since ", phrases::of(node.bound));
    if (node.low) add(" ", node.low->text);
    duration(node.length);
    add(node.first ? " first" : "", node.onset ? " onset" : "");
    subject(node.event);
    add(")");
  }
  void write(const Count& node) {
    add("(count ", phrases::of(node.bound));
    if (node.low) add(" ", node.low->text);
    add(" ", node.number.text);
    subject(node.event);
    if (node.within) {
      add(" within");
      duration(*node.within);
    }
    add(")");
  }
  void write(const OtherTrial& node) {
    add("(other-trial");
    if (node.within) duration(*node.within);
    add(")");
  }
  void write(const Attest& node) { add("(attest ", quoted(node.name.text), ")"); }
  void write(const Unencoded& node) { add("(unencoded ", quoted(node.text.text), ")"); }
  void write(const Reference& node) { add("(name ", quoted(node.name.text), ")"); }

  // Statements.
  void notes(const std::vector<Note>& notes) {
    for (const Note& note : notes) {
      add("\n  (note ");
      if (with_comments_) comments(note.comments);
      add(quoted(note.text.text), ")");
    }
  }
  void body(const ExpressionPtr& body) {
    add("\n  ");
    if (body == nullptr) {
      add("(error)");
    } else {
      expression(*body);
    }
  }
  void write(const Criterion& item) {
    add("(", phrases::of(item.kind), " ", item.id.text, " ", quoted(item.label.text), " ");
    if (with_comments_) comments(item.comments);
    body(item.expression);
    notes(item.notes);
    add(")");
  }
  void write(const Define& item) {
    add("(define ", quoted(item.name.text), " ");
    if (with_comments_) comments(item.comments);
    body(item.expression);
    notes(item.notes);
    add(")");
  }
  void write(const Trial& trial) {
    add("(trial ", trial.id.text, " ", quoted(trial.title.text), trial.unpublished ? " unpublished " : " ");
    if (with_comments_) comments(trial.comments);
    notes(trial.notes);
    for (const auto& item : trial.items) {
      add("\n");
      std::visit([this](const auto& statement) { write(statement); }, item);
    }
    add(")");
  }
  void codes(const std::vector<CodeRange>& codes) {
    for (const CodeRange& code : codes) {
      add(" (code ", code.system.text, " ", code.first);
      if (!code.last.empty()) add("..", code.last);
      add(")");
    }
  }
  void texts(std::string_view head, const std::vector<Text>& texts) {
    for (const Text& text : texts) add(" (", head, " ", quoted(text.text), ")");
  }
  void write(const Concept& item) {
    add("(", item.extends ? "extend" : phrases::of(item.kind), " ", quoted(item.name.text));
    if (!item.extends) add(" ", quoted(item.phrase.text));
    add(" ");
    if (with_comments_) comments(item.comments);
    if (!item.unit.text.empty()) add(" (unit ", quoted(item.unit.text), ")");
    if (item.range_low)
      add(" (range ", item.range_low->text, item.range_high ? " " + item.range_high->text : "", ")");
    if (item.step) add(" (step ", item.step->text, ")");
    if (item.molar_mass) {
      add(" (molar-mass");
      absolute(*item.molar_mass);
      add(")");
    }
    if (item.nucleic_acid) add(" nucleic-acid");
    if (!item.parents.empty()) {
      add(" (under");
      names(item.parents);
      add(")");
    }
    if (!item.members.empty()) {
      add(" (members");
      names(item.members);
      add(")");
    }
    codes(item.codes);
    texts("synonym", item.synonyms);
    for (const TypeOf& type : item.types) {
      add(" (type ", quoted(type.name.text), " ", quoted(type.phrase.text));
      codes(type.codes);
      texts("synonym", type.synonyms);
      add(")");
    }
    notes(item.notes);
    add(")");
  }

  std::string out_;
  bool with_comments_;
};

}  // namespace

std::string dump(const File& file, bool with_comments) {
  Dumper dumper(with_comments);
  dumper.file(file);
  return dumper.take();
}

std::string dump(const Expression& expression) {
  Dumper dumper(false);
  dumper.expression(expression);
  return dumper.take();
}

}  // namespace eligo::ast
