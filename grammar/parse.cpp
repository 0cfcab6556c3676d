// The only unit that sees PEGTL: runs the rules over each statement and hands the recorded tree to the
// builder.
//
// Tested in tests/grammar/parse_test.cpp, recovery_test.cpp and limits_test.cpp.
#include "grammar/parse.hpp"

#include <algorithm>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/limit_depth.hpp>
#include <type_traits>

#include "grammar/builder.hpp"
#include "grammar/messages.hpp"
#include "grammar/rules_statements.hpp"
#include "grammar/statements.hpp"
#include "grammar/unicode.hpp"

namespace eligo::grammar {
namespace {

namespace pegtl = tao::pegtl;

constexpr std::size_t kLargestText = std::size_t{4} * 1024 * 1024;
constexpr std::size_t kDeepestNesting = 64;
constexpr std::string_view kNameless;  // PEGTL's name of the input; positions are computed by Source

// Offset of a rule that was not met; the wording is done outside the rules.
struct Unmet {
  std::uint32_t offset;
  const Expectation* expectation;
};

template <typename Rule>
concept Tagged = requires {
  Rule::tag;
};

// Records a node for every tagged rule that matches, and takes back what a failed rule recorded.
template <typename Rule>
struct Control : pegtl::normal<Rule> {
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control_, typename Input>
  [[nodiscard]] static bool match(Input& in, Recorder& recorder) {
    ++recorder.rules_tried;
    if constexpr (A == pegtl::apply_mode::nothing) {
      return pegtl::normal<Rule>::template match<A, M, Action, Control_>(in, recorder);
    } else {
      const std::size_t mark = recorder.nodes.size();
      const std::uint32_t token_end = recorder.token_end;
      const std::uint32_t begin = recorder.offset(in.current());
      if constexpr (Tagged<Rule>) recorder.nodes.push_back({Rule::tag, begin, 0, 0});
      constexpr bool nests = std::is_same_v<Rule, rules::operand>;
      if constexpr (nests) recorder.operands.push_back(begin);
      const bool matched = pegtl::normal<Rule>::template match<A, M, Action, Control_>(in, recorder);
      if constexpr (nests) recorder.operands.pop_back();
      if (!matched) {
        recorder.nodes.erase(recorder.nodes.begin() + static_cast<std::ptrdiff_t>(mark),
                             recorder.nodes.end());
        recorder.token_end = token_end;
        return false;
      }
      if constexpr (Tagged<Rule>) {
        Node& node = recorder.nodes[mark];
        node.end = recorder.token_end;
        node.next = static_cast<std::uint32_t>(recorder.nodes.size());
      }
      return true;
    }
  }

  template <typename Input>
  [[noreturn]] static void raise(const Input& in, Recorder& recorder) {
    throw Unmet{recorder.offset(in.current()), &message<Rule>::expectation};
  }
};

template <typename Rule>
struct Action {};
// One more than the limit: the innermost operand is counted too.
template <>
struct Action<rules::operand> : pegtl::limit_depth<kDeepestNesting + 1> {};

class Parser {
 public:
  explicit Parser(const Source& source) : source_(source) { recorder_.text = source.text().data(); }

  // False if the text does not begin like `Rule`. Throws SyntaxError.
  template <typename Rule>
  bool run(Span span) {
    recorder_.clear();
    recorder_.token_end = span.begin;
    using Input = pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf_crlf, std::string_view>;
    const char* text = source_.text().data();
    Input in(text + span.begin, text + span.end, kNameless);
    try {
      return pegtl::parse<Rule, Action, Control>(in, recorder_);
    } catch (const Unmet& unmet_rule) {
      throw unmet(source_, span, unmet_rule.offset, recorder_.token_end, *unmet_rule.expectation);
    } catch (const pegtl::parse_error&) {
      // The input is back at the start; the operands that were being read are still listed.
      const std::uint32_t at = recorder_.operands[kDeepestNesting];
      throw SyntaxError{
          "E105", {at, at + 1}, "nested more than 64 deep", "give parts of it a name with `define`"};
    }
  }

  Builder builder() const { return {source_, recorder_}; }
  const std::vector<Span>& comments() const { return recorder_.comments; }
  std::uint64_t rules_tried() const { return recorder_.rules_tried; }

 private:
  const Source& source_;
  Recorder recorder_;
};

Diagnostic diagnostic(const Source& source, SyntaxError error) {
  return {error.code, Severity::error, &source, error.span, std::move(error.message), std::move(error.help)};
}

// Errors of the text as a whole. False if it is not worth parsing.
bool check_text(const Source& source, std::vector<Diagnostic>& diagnostics) {
  if (source.text().size() <= kLargestText) return true;
  diagnostics.push_back(diagnostic(source, {"E104",
                                            {0, 0},
                                            "text of " + std::to_string(source.text().size()) + " bytes",
                                            "a text has at most 4 MiB; split it into several files"}));
  return false;
}

// Reports the first invalid byte of each line inside `span`.
bool check_utf8(const Source& source, Span span, std::vector<Diagnostic>& diagnostics) {
  const std::string_view text = source.slice(span);
  bool valid = true;
  for (std::size_t at = find_invalid_utf8(text); at != std::string_view::npos;) {
    valid = false;
    const auto offset = static_cast<std::uint32_t>(span.begin + at);
    diagnostics.push_back(
        diagnostic(source, {"E107", {offset, offset + 1}, "invalid UTF-8", "save the file as UTF-8"}));
    const std::size_t line_end = text.find('\n', at);
    if (line_end == std::string_view::npos) break;
    at = find_invalid_utf8(text, line_end);
  }
  return valid;
}

class FileParser {
 public:
  explicit FileParser(const Source& source) : source_(source), parser_(source) {}

  ParsedFile run() {
    if (!check_text(source_, result_.diagnostics)) return std::move(result_);
    Statements statements = split_statements(source_);
    for (Statement& statement : statements.list) {
      comments_ = texts(statement.comments);
      const bool valid = check_utf8(source_, statement.span, result_.diagnostics);
      try {
        parse(statement, valid);
      } catch (SyntaxError& error) {
        result_.diagnostics.push_back(diagnostic(source_, std::move(error)));
      }
    }
    result_.file.head_comments = texts(statements.head_comments);
    result_.file.trailing_comments = texts(statements.trailing_comments);
    check_comments(statements);
    return std::move(result_);
  }

  std::uint64_t rules_tried() const { return parser_.rules_tried(); }

 private:
  std::string text_of(Span comment) { return parser_.builder().comment_text(comment); }

  std::vector<std::string> texts(const std::vector<Span>& comments) {
    std::vector<std::string> result;
    result.reserve(comments.size());
    for (const Span comment : comments) result.push_back(text_of(comment));
    return result;
  }

  void check_comments(const Statements& statements) {
    const auto check = [&](const std::vector<Span>& comments) {
      for (const Span comment : comments) check_utf8(source_, comment, result_.diagnostics);
    };
    for (const Statement& statement : statements.list) check(statement.comments);
    check(statements.head_comments);
    check(statements.trailing_comments);
    std::stable_sort(result_.diagnostics.begin(), result_.diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  }

  void parse(const Statement& statement, bool valid) {
    if (statement.word == nullptr) {
      if (valid) unknown(statement);
      return;
    }
    const std::string_view word = statement.word->first;
    if (word == "inclusion" || word == "exclusion") {
      criterion(statement, valid);
    } else if (word == "trial") {
      trial(statement, valid);
    } else if (!valid) {
      notes_ = nullptr;
    } else if (word == "note") {
      note(statement);
    } else if (word == "criteria") {
      unpublished(statement);
    } else if (word == "define") {
      define(statement);
    } else {
      definition(statement);
    }
  }

  [[noreturn]] void unknown(const Statement& statement) {
    notes_ = nullptr;
    const std::string_view text = source_.slice(statement.span);
    std::size_t length = word_length(text);
    if (length == 0) length = std::max<std::size_t>(1, decode(text, 0).length);
    const std::string_view word = text.substr(0, length);
    const std::string_view near = nearest_statement_word(word);
    throw SyntaxError{
        "E110",
        {statement.span.begin, statement.span.begin + static_cast<std::uint32_t>(length)},
        "unknown statement " + quoted(word),
        near.empty()
            ? "a statement begins with `trial`, `inclusion`, `exclusion`, `note`, `define` or a kind of fact"
            : "did you mean `" + std::string(near) + "`?"};
  }

  void trial(const Statement& statement, bool valid) {
    ast::Trial& trial = std::get<ast::Trial>(result_.file.items.emplace_back(ast::Trial{}));
    trial.span = statement.span;
    trial_ = result_.file.items.size();
    notes_ = &trial.notes;
    if (!valid) return;
    try {
      parser_.run<rules::trial_statement>(statement.span);
    } catch (const SyntaxError&) {
      // The criteria below still belong to a trial, with what could be read of its head.
      trial = parser_.builder().trial_head();
      trial.span = statement.span;
      notes_ = &trial.notes;
      trial.comments.before = std::move(comments_);
      throw;
    }
    const Builder builder = parser_.builder();
    trial = builder.trial();
    trial.comments.before = std::move(comments_);
    for (const Span comment : comment_spans()) add_comment(trial.comments, comment);
    notes_ = &trial.notes;
  }

  ast::Trial* current_trial() {
    return trial_ == 0 ? nullptr : &std::get<ast::Trial>(result_.file.items[trial_ - 1]);
  }

  void unpublished(const Statement& statement) {
    parser_.run<rules::unpublished_statement>(statement.span);
    ast::Trial* trial = current_trial();
    if (trial == nullptr) throw outside(statement, "`criteria not published`");
    trial->unpublished = true;
    notes_ = &trial->notes;
    trial->comments.before.insert(trial->comments.before.end(), comments_.begin(), comments_.end());
    for (const Span comment : comment_spans()) add_comment(trial->comments, comment);
  }

  SyntaxError outside(const Statement& statement, const std::string& what) {
    const auto length = static_cast<std::uint32_t>(statement.word->first.size());
    return {"E109",
            {statement.span.begin, statement.span.begin + length},
            what + " outside a trial",
            "begin the trial above it: `trial NCT01234567 \"title\"`"};
  }

  void note(const Statement& statement) {
    parser_.run<rules::note_statement>(statement.span);
    if (notes_ == nullptr) {
      if (after_error_) return;  // its statement was reported already
      throw outside(statement, "`note`");
    }
    ast::Note note = parser_.builder().note();
    note.comments.before = std::move(comments_);
    for (const Span comment : comment_spans()) add_comment(note.comments, comment);
    notes_->push_back(std::move(note));
  }

  void criterion(const Statement& statement, bool valid) {
    ast::Trial* trial = current_trial();
    notes_ = nullptr;
    after_error_ = true;
    try {
      if (valid) parser_.run<rules::criterion_statement>(statement.span);
      if (trial == nullptr) throw outside(statement, '`' + std::string(statement.word->first) + '`');
      if (!valid) return;
      ast::Criterion criterion = parser_.builder().criterion();
      criterion.span = statement.span;
      criterion.comments.before = std::move(comments_);
      add_item(*trial, std::move(criterion));
    } catch (const SyntaxError&) {
      if (trial != nullptr) keep_head(*trial, statement);
      throw;
    }
  }

  // A criterion with an error keeps its head, so that its id is known to the checker.
  void keep_head(ast::Trial& trial, const Statement& statement) {
    ast::Criterion criterion;
    try {
      criterion = parser_.builder().criterion_head();
    } catch (const SyntaxError&) {  // an id or label that is too long
      return;
    }
    if (criterion.id.text.empty()) return;
    criterion.span = statement.span;
    add_item(trial, std::move(criterion));
  }

  template <typename Item>
  void add_item(ast::Trial& trial, Item item) {
    trial.items.emplace_back(std::move(item));
    notes_ = &std::get<Item>(trial.items.back()).notes;
  }

  void define(const Statement& statement) {
    notes_ = nullptr;
    after_error_ = true;
    parser_.run<rules::define_statement>(statement.span);
    ast::Define define = parser_.builder().define();
    define.comments.before = std::move(comments_);
    if (ast::Trial* trial = current_trial()) {
      add_item(*trial, std::move(define));
    } else {
      result_.file.items.emplace_back(std::move(define));
      notes_ = &std::get<ast::Define>(result_.file.items.back()).notes;
    }
  }

  void definition(const Statement& statement) {
    notes_ = nullptr;
    after_error_ = true;
    parser_.run<rules::concept_statement>(statement.span);
    ast::Concept definition = parser_.builder().concept_definition();
    definition.comments.before.insert(definition.comments.before.begin(), comments_.begin(), comments_.end());
    result_.file.items.emplace_back(std::move(definition));
  }

  const std::vector<Span>& comment_spans() { return parser_.comments(); }

  void add_comment(ast::Comments& comments, Span comment) {
    std::string text = text_of(comment);
    if (!parser_.builder().begins_line(comment.begin) && comments.after.empty()) {
      comments.after = std::move(text);
    } else {
      comments.before.push_back(std::move(text));
    }
  }

  const Source& source_;
  Parser parser_;
  ParsedFile result_;
  std::vector<std::string> comments_;        // in front of the statement at hand
  std::size_t trial_ = 0;                    // index of the last trial in the file's items, plus one
  std::vector<ast::Note>* notes_ = nullptr;  // where a note goes; null if nothing can take one
  bool after_error_ = false;                 // something stood in front that would have taken it
};

}  // namespace

ParsedFile parse_file(const Source& source) { return FileParser(source).run(); }

ParsedExpression parse_expression(const Source& source) {
  ParsedExpression result;
  if (!check_text(source, result.diagnostics)) return result;
  const Span all{0, static_cast<std::uint32_t>(source.text().size())};
  if (!check_utf8(source, all, result.diagnostics)) return result;
  Parser parser(source);
  try {
    parser.run<rules::whole_expression>(all);
    result.expression = parser.builder().expression(0);
    parser.builder().attach_comments(*result.expression, nullptr);
  } catch (SyntaxError& error) {
    result.diagnostics.push_back(diagnostic(source, std::move(error)));
  }
  return result;
}

std::uint64_t count_rules_tried(const Source& source) {
  FileParser parser(source);
  (void)parser.run();
  return parser.rules_tried();
}

}  // namespace eligo::grammar
