// A registry record's criteria as a draft of a rule file, with an account of every character.
//
// Entry: draft(). Every line of the text gets a class, the expression it was read as, and spans that together
// cover every character but blanks, punctuation and bullets. What is not understood becomes `unencoded`; a
// condition, drug or procedure that is clear but not in the vocabulary becomes a new fact at the head of the
// file. Pure function of its arguments; a Lexicon may serve several threads. How it reads, with examples:
// docs/drafting.md. Tests: tests/draft/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/registry/lexicon.hpp"
#include "grammar/registry/lines.hpp"

namespace eligo::grammar::registry {

// What is known of a record; empty texts: not given. Ages as the registry writes them: "18 Years".
struct Record {
  std::string id;
  std::string title;
  std::string criteria;
  std::string minimum_age;
  std::string maximum_age;
  std::string sex;  // ALL, FEMALE, MALE
};

enum class LineClass : std::uint8_t {
  compiled,
  compiled_new_concept,  // uses a fact that the draft adds
  attestation,
  no_op,
  unencoded,
  partly,
};
std::string_view to_string(LineClass value);  // "compiled_new_concept"

enum class SpanKind : std::uint8_t { predicate, new_concept, attestation, no_op, unencoded };
std::string_view to_string(SpanKind value);

struct DraftSpan {
  Span span;  // of Record::criteria
  SpanKind kind = SpanKind::unencoded;
};

// `within 6 months` in front of the as-of date.
struct ComparisonWindow {
  std::string number;
  std::string unit;  // day, week, month, year, hour
  // within, less_than_ago; within_next of a time that lies ahead, within_first of one that begins with
  // something else
  std::string relation;
};
// What is compared: a measurement or an age; the time since something, or how long it lasts; how much of it
// or how many there are.
enum class ComparisonKind : std::uint8_t { value, time, amount };
std::string_view to_string(ComparisonKind value);  // "value"

struct Comparison {
  ComparisonKind kind = ComparisonKind::value;
  std::string subject;        // the fact's name, or the words of the text
  std::string words;          // the subject as written
  std::string op;             // <, <=, >, >=, =
  std::string value;          // a plain decimal, with `-` if below zero; empty: the limit of normal itself
  std::string unit;           // UCUM; `ULN` and `LLN` for multiples of a limit of normal; empty: none written
  std::string unit_words;     // as written; of a unit that has no code the words alone
  bool foreign_unit = false;  // one that only comparisons know: for a sentence its words are words
  std::optional<ComparisonWindow> window;
  Span span;
};

struct DraftLine {
  Section section = Section::none;
  Line::Kind kind = Line::Kind::criterion;
  Span span;
  std::string text;   // clean, on one line
  std::string group;  // the heading that restricts the line to some; empty: it holds for all
  LineClass line_class = LineClass::unencoded;
  std::string criterion;          // `I3`; empty: part of no criterion
  ast::ExpressionPtr expression;  // null for a no-op
  std::vector<DraftSpan> spans;
  std::vector<Comparison> comparisons;
  std::vector<std::string> notes;  // how an open point was read
  std::vector<std::string> warnings;
};

// A fact that a draft adds to the vocabulary.
struct DraftFact {
  ast::ConceptKind kind = ast::ConceptKind::condition;
  std::string phrase;  // with all its words, where the name has but the first of them
};

struct Draft {
  ast::File file;  // in canonical order; format() makes it text
  std::vector<DraftLine> lines;
  std::map<std::string, DraftFact> facts;  // new ones, by the name that expressions give them
  std::vector<std::string> warnings;       // of the record as a whole
};

Draft draft(const Record& record, const Lexicon& lexicon);

// The same with the criterion of each id in `refused` left unencoded: for a caller that compiled the draft
// and found it wanting.
Draft draft(const Record& record, const Lexicon& lexicon, const std::vector<std::string>& refused);

}  // namespace eligo::grammar::registry
