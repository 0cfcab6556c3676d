// The syntax tree of a `.elig` file: what was written, before any meaning.
//
// Names are kept as written (words joined by one space); whether `platelets` is an observation is the
// checker's business (engine/check). Numbers are kept as text, so that nothing is lost. Every node has the
// span it came from; equality for tests is by dump(), which leaves spans out. The tree owns its text and does
// not point into the Source. Grammar of every construct: docs/language.md. Tests: tests/grammar/.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grammar/source.hpp"

namespace eligo::ast {

using grammar::Span;

struct Name {
  std::string text;  // words joined by one space, as written; without back-ticks
  Span span;
  bool quoted = false;  // written in back-ticks
};

struct Number {
  std::string text;  // as written
  Span span;
};

struct Text {  // a "quoted" string, escapes resolved
  std::string text;
  Span span;
};

enum class TimeUnit { day, week, month, year };

struct Duration {
  Number count;
  TimeUnit unit = TimeUnit::day;
  Span span;
};

enum class Comparator { less, less_equal, greater, greater_equal, equal };

struct Unit {
  std::string text;  // a UCUM token or alias as written; empty: none
  Span span;
};

// ---------------------------------------------------------------- what a test is about

// `X`, `any of (X, Y)`, `all of (X, Y)`, each with `except A, B`. A single name may stand for a value set.
struct Subject {
  enum class Quantifier { one, any, all };
  Quantifier quantifier = Quantifier::one;
  std::vector<Name> names;  // exactly one for Quantifier::one
  std::vector<Name> except;
  Span span;
};

// `with status remission`, `with severity moderate, severe`, `with status other than remission, resolved`
struct Attribute {
  Name name;  // status, severity, type, response, controlled
  bool other_than = false;
  std::vector<Name> values;
  Span span;
};

// ---------------------------------------------------------------- observations

enum class Selector { latest, any, every, first, highest, lowest };

// `on day 7 ± 2 after allogeneic HSCT`
struct OnDay {
  Number day;
  std::optional<Number> tolerance;  // in days
  Subject event;
  Span span;
};

// `on 3 consecutive days`
struct Consecutive {
  Number days;
  Span span;
};

struct AbsoluteLimit {
  Number number;
  Unit unit;
};
enum class NormalSide { lower, upper };  // LLN, ULN
struct NormalLimit {
  std::optional<Number> multiple;  // `1.2 ULN`; absent for a bare `ULN`
  NormalSide side = NormalSide::upper;
};
using Limit = std::variant<AbsoluteLimit, NormalLimit>;

struct ComparisonTest {  // `>= 0.14`, `> 1.2 ULN`
  Comparator comparator = Comparator::less;
  Limit limit;
};
struct RangeTest {  // `20 to 50 10*9/L`; both ends included; a unit stands after the second number
  Number low;
  Number high;
  Unit unit;
};
struct NormalTest {  // `above normal`, `below normal`
  NormalSide side = NormalSide::upper;
};
enum class Finding { positive, negative, indeterminate };
struct FindingTest {  // `positive`
  Finding finding = Finding::positive;
};
using ValueTest = std::variant<ComparisonTest, RangeTest, NormalTest, FindingTest>;

struct Measurement {
  std::optional<Selector> selector;  // absent: latest
  Subject subject;
  std::variant<std::monostate, OnDay, Consecutive> timing;
  ValueTest test;
  Span test_span;
  std::optional<Duration> fresh_within;
};

// ---------------------------------------------------------------- age and sex

// One end of an age or of a bound in time. `age 6 months to 17 years` gives each end its own unit; where only
// the second unit is written it holds for both.
struct AgeTest {
  std::optional<Comparator> comparator;  // one bound in `high`; absent: the range low to high
  std::optional<Duration> low;
  Duration high;
};

enum class Sex { female, male };
struct SexTest {
  Sex sex = Sex::female;
};

// ---------------------------------------------------------------- history: conditions, procedures, drugs

enum class HistoryKind {
  diagnosis,  // diagnosis of X …
  active,     // active X …
  received,   // received X …
  onset,      // onset of X within …, onset of X on or after …
  event,      // X within …, X less than … ago (X a procedure or a drug), bare X
};

// Where in time an entry must lie, counted forward from it to the as-of date.
struct WithinWindow {  // within N U: E <= D <= E + N U
  Duration length;
};
struct ActiveWithin {  // active within N U (diagnosis only)
  Duration length;
};
enum class Ago { less_than, at_most, at_least, more_than };
struct AgoWindow {  // less than N U ago
  Ago bound = Ago::less_than;
  Duration length;
};
struct OnOrAfter {  // onset of X on or after any of (A, B)
  Subject events;
};
using TimeTest = std::variant<std::monostate, WithinWindow, ActiveWithin, AgoWindow, OnOrAfter>;

enum class Response { failed, responded, relapsed };  // failed: no response or relapse

struct History {
  HistoryKind kind = HistoryKind::diagnosis;
  Subject subject;
  std::vector<Attribute> attributes;
  std::optional<Response> response;
  TimeTest time;
};

// `at least 3 months since HSCT`, `7 to 21 days since first HSCT`, `more than 6 months since onset of X`
struct Since {
  enum class Bound { at_least, more_than, at_most, less_than, range, exactly };
  Bound bound = Bound::at_least;
  std::optional<Number> low;  // of a range; in the unit of `length`
  Duration length;            // the bound, or the high end of the range
  bool first = false;
  bool onset = false;
  Subject event;
};

// `more than 1 HSCT`, `1 to 2 HSCT within 1 year`
struct Count {
  enum class Bound { at_least, more_than, at_most, less_than, range, exactly };
  Bound bound = Bound::at_least;
  std::optional<Number> low;
  Number number;
  Subject event;
  std::optional<Duration> within;
};

struct OtherTrial {  // in another trial [within N U]
  std::optional<Duration> within;
};

struct Attest {
  Name name;
};
struct Unencoded {
  Text text;
};
struct Reference {  // a bare name: a definition
  Name name;
};

// ---------------------------------------------------------------- connectives

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

struct And {
  std::vector<ExpressionPtr> operands;  // two or more
};
struct Or {
  std::vector<ExpressionPtr> operands;
};
struct AllOf {  // all of (p, q, …) over predicates
  std::vector<ExpressionPtr> operands;
};
struct AnyOf {
  std::vector<ExpressionPtr> operands;
};
struct AtLeast {  // at least 2 of (p, q, r)
  Number count;
  std::vector<ExpressionPtr> operands;
};
struct Not {
  ExpressionPtr operand;
  bool written_no = false;  // `no X` rather than `not X`
};
struct If {
  ExpressionPtr guard;
  ExpressionPtr then;
  ExpressionPtr otherwise;  // null: no else branch
};

// Comments in front of a node (own lines) and behind it (same line), without the `#` and its space.
struct Comments {
  std::vector<std::string> before;
  std::string after;
};

struct Expression {
  using Node = std::variant<And, Or, AllOf, AnyOf, AtLeast, Not, If, Measurement, AgeTest, SexTest, History,
                            Since, Count, OtherTrial, Attest, Unencoded, Reference>;
  Node node;
  Span span;
  Comments comments;
};

// ---------------------------------------------------------------- statements

struct Note {
  Text text;
  Comments comments;
};

enum class CriterionKind { inclusion, exclusion };

struct Criterion {
  CriterionKind kind = CriterionKind::inclusion;
  Name id;  // as written: "4", "S1", "D1"
  Text label;
  ExpressionPtr expression;  // null after a syntax error inside the criterion
  std::vector<Note> notes;
  Span span;       // the whole statement
  Span head_span;  // `inclusion 4`
  Comments comments;
};

struct Define {  // define NAME as EXPRESSION
  Name name;
  ExpressionPtr expression;
  std::vector<Note> notes;
  Span span;
  Comments comments;
};

struct Trial {
  Name id;
  Text title;
  bool unpublished = false;  // `criteria not published`
  std::vector<Note> notes;
  std::vector<std::variant<Criterion, Define>> items;  // in file order
  Span span;
  Comments comments;
};

enum class ConceptKind {
  observation,
  score,
  serology,
  condition,
  procedure,
  medication,
  drug_class,
  attestation,
  value_set
};

// A code or a range of codes of one system: `code ICD-10-CM C81-C96, D45-D47`
struct CodeRange {
  Name system;
  std::string first;
  std::string last;  // empty: one code
  Span span;
};
struct TypeOf {  // type allogeneic "allogeneic HSCT" code CPT 38240 synonym "allo-HSCT"
  Name name;
  Text phrase;
  std::vector<CodeRange> codes;
  std::vector<Text> synonyms;
  Span span;
};

// Definition of a fact (`observation platelets "platelets" …`), or an addition to one (`extend platelets …`).
struct Concept {
  bool extends = false;
  ConceptKind kind = ConceptKind::observation;  // not used when `extends`
  Name name;
  Text phrase;  // may be empty when `extends`
  Unit unit;
  std::optional<Number> range_low;
  std::optional<Number> range_high;
  std::optional<Number> step;               // range 0 to 100 step 10
  std::optional<AbsoluteLimit> molar_mass;  // molar mass 113.1179 g/mol
  bool nucleic_acid = false;  // a quantity of virus or DNA: `negative` is below every positive limit
  std::vector<Name> parents;  // under X, Y
  std::vector<Name> members;  // of a value set or drug class
  std::vector<CodeRange> codes;
  std::vector<Text> synonyms;
  std::vector<TypeOf> types;
  std::vector<Note> notes;
  Span span;
  Comments comments;
};

struct File {
  // Definitions outside any trial, and trials, in file order.
  std::vector<std::variant<Concept, Define, Trial>> items;
  std::vector<std::string> head_comments;  // at the top, with a blank line before the first statement
  std::vector<std::string> trailing_comments;
};

// The tree as an S-expression without spans: equal trees have equal dumps. Comments are left out unless asked
// for.
std::string dump(const File& file, bool with_comments = false);
std::string dump(const Expression& expression);

}  // namespace eligo::ast
