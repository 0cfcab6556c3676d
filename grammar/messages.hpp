// What to say where a rule under must/if_must is not met. Included by parse.cpp only.
//
// A rule under must without an entry does not compile: no error point goes unworded. syntax_error.cpp adds
// what was found instead, and a more fitting help where it recognises the mistake. Tests:
// tests/grammar/cases/expression_errors.txt.
#pragma once

#include "grammar/rules_statements.hpp"
#include "grammar/syntax_error.hpp"

namespace eligo::grammar {

template <typename Rule>
struct message;

// What may be absent is always met.
struct AlwaysMet {
  static constexpr Expectation expectation{};
};
template <typename... Rules>
struct message<tao::pegtl::opt<Rules...>> : AlwaysMet {};
template <typename... Rules>
struct message<tao::pegtl::star<Rules...>> : AlwaysMet {};
template <>
struct message<rules::list_body> : AlwaysMet {};

// NOLINTBEGIN(bugprone-macro-parentheses): the arguments are a rule's name and literals
#define ELIGO_EXPECT(rule, what_text, help_text)                                    \
  template <>                                                                       \
  struct message<rules::rule> {                                                     \
    static constexpr Expectation expectation{.what = what_text, .help = help_text}; \
  }

inline constexpr std::string_view kCriterionHelp =
    "for example `age 18 to 60 years`, `ECOG <= 2`, `active pregnancy` or `attest informed consent`";
inline constexpr std::string_view kNameHelp = "a name that contains a reserved word is written in back-ticks";
inline constexpr std::string_view kDurationHelp = "a duration is a number and days, weeks, months or years";
inline constexpr std::string_view kQuoteHelp = "a text stands in double quotes on one line";

// NOLINTEND(bugprone-macro-parentheses)

// Connectives.
ELIGO_EXPECT(criterion_expression, "a criterion", kCriterionHelp);
ELIGO_EXPECT(and_rhs, "a criterion after `and`", kCriterionHelp);
ELIGO_EXPECT(or_rhs, "a criterion after `or`", kCriterionHelp);
ELIGO_EXPECT(negated_operand, "a criterion after `not`", kCriterionHelp);
ELIGO_EXPECT(absent_predicate, "a single test after `no`", "write `not ( … )` in front of a parenthesis");
ELIGO_EXPECT(group_expression, "a criterion after `(`", kCriterionHelp);
ELIGO_EXPECT(close_paren, "`and`, `or` or `)`", "");
ELIGO_EXPECT(guard, "a criterion after `if`", kCriterionHelp);
ELIGO_EXPECT(then_keyword, "`and`, `or` or `then`", "write `if … then …` or `if … then … else …`");
ELIGO_EXPECT(then_branch, "a single test or a parenthesis after `then`",
             "put anything longer in parentheses");
ELIGO_EXPECT(else_branch, "a single test or a parenthesis after `else`",
             "put anything longer in parentheses");
ELIGO_EXPECT(list_open, "`(`", "the list stands in parentheses, with commas between");
ELIGO_EXPECT(listed_expression, "a criterion or a name in the list", "");
ELIGO_EXPECT(list_close, "`,` or `)`", "the list stands in parentheses, with commas between");
ELIGO_EXPECT(statement_end, "the end of the statement", "the next statement begins on a new line");
ELIGO_EXPECT(text_end, "`and`, `or` or the end of the statement", "");

// Subjects and suffixes.
ELIGO_EXPECT(subject_open, "`(`", "write `any of (X, Y)` or `all of (X, Y)`");
ELIGO_EXPECT(subject_name, "a name", kNameHelp);
ELIGO_EXPECT(subject_close, "`,` or `)`", "the list stands in parentheses, with commas between");
ELIGO_EXPECT(listed_name, "a name after the comma", kNameHelp);
ELIGO_EXPECT(except_names, "a name after `except`", kNameHelp);
ELIGO_EXPECT(after_event, "a name after `after`", kNameHelp);
ELIGO_EXPECT(duration_unit, "days, weeks, months or years", kDurationHelp);
ELIGO_EXPECT(within_duration, "a duration after `within`", kDurationHelp);
ELIGO_EXPECT(active_duration, "a duration after `active within`", kDurationHelp);
ELIGO_EXPECT(keyword<"within">, "`within` after `active`",
             "`active` alone stands in front of the name: `active heart failure`");
ELIGO_EXPECT(attribute_name, "status, severity, type, response or controlled after `with`", "");
ELIGO_EXPECT(attribute_value, "a value", "for example `with status remission`");
ELIGO_EXPECT(day_number, "the number of the day", "write `on day 7 after allogeneic HSCT`");
ELIGO_EXPECT(tolerance_number, "a number of days", "write `on day 7 ± 2 after allogeneic HSCT`");
ELIGO_EXPECT(after_keyword, "`after` and the event", "write `on day 7 after allogeneic HSCT`");
ELIGO_EXPECT(consecutive_number, "a number of days", "write `on 3 consecutive days`");
ELIGO_EXPECT(consecutive_days, "`consecutive days`", "write `on 3 consecutive days` or `on day 3 after …`");
ELIGO_EXPECT(normal_keyword, "`normal`", "write `above normal`, or compare with `>` and `<`");
ELIGO_EXPECT(limit, "a number, `ULN` or `LLN`", "");
ELIGO_EXPECT(
    range_to, "`to` and the upper limit",
    "write `20 to 50 10*9/L` for a range (the unit once, at the end), or compare with `>=` and the like");
ELIGO_EXPECT(range_high, "the upper limit after `to`", "");

// Predicates.
ELIGO_EXPECT(age_test, "an age", "write `age 18 to 60 years` or `age >= 18 years`");
ELIGO_EXPECT(age_limit, "an age such as `18 years`", kDurationHelp);
ELIGO_EXPECT(age_high_unit, "years, months, weeks or days", "write `age 18 to 60 years`");
ELIGO_EXPECT(attested_name, "a name after `attest`", kNameHelp);
ELIGO_EXPECT(unencoded_text, "a text in double quotes after `unencoded`", kQuoteHelp);
ELIGO_EXPECT(of_keyword, "`of`", "write `diagnosis of X` or `onset of X`");
ELIGO_EXPECT(history_subject, "a name", kNameHelp);
ELIGO_EXPECT(selected_subject, "the name of an observation", kNameHelp);
ELIGO_EXPECT(bound_number, "a number", "");
ELIGO_EXPECT(counted_rest, "a duration with `since`, or the name of what is counted", "");
ELIGO_EXPECT(since_keyword, "`since` after the duration",
             "a number followed by a duration needs `since`, `within` or `ago`; without them it is a count");
ELIGO_EXPECT(since_event, "a name after `since`", kNameHelp);

// Statements.
ELIGO_EXPECT(unpublished_rest, "`not published`", "write `criteria not published`");
ELIGO_EXPECT(trial_id, "the trial's registry number", "write `trial NCT01234567 \"title\"`");
ELIGO_EXPECT(title, "the trial's title in double quotes", kQuoteHelp);
ELIGO_EXPECT(note_text, "the note's text in double quotes", kQuoteHelp);
ELIGO_EXPECT(criterion_id, "the criterion's id", "write `inclusion 4 \"label\"` and the criterion behind it");
ELIGO_EXPECT(label, "the criterion's label in double quotes",
             "write `inclusion 4 \"label\"` and the criterion behind it");
ELIGO_EXPECT(define_name, "the name that is defined", kNameHelp);
ELIGO_EXPECT(as_keyword, "`as`", "write `define NAME as` and a criterion");

// Concepts.
ELIGO_EXPECT(concept_name, "the fact's name, one word", "write `observation platelets \"platelets\"`");
ELIGO_EXPECT(phrase, "a phrase in double quotes", kQuoteHelp);
ELIGO_EXPECT(concept_end, "a property or the end of the definition",
             "properties: unit, range, molar mass, nucleic acid, under, members, code, synonym, type, note");
ELIGO_EXPECT(related_name, "a name", kNameHelp);
ELIGO_EXPECT(related_names, "a name", kNameHelp);
ELIGO_EXPECT(code_system, "the code system", "write `code LOINC 777-3, 26515-7`");
ELIGO_EXPECT(code_value, "a code", "write `code LOINC 777-3, 26515-7`");
ELIGO_EXPECT(synonym, "a synonym in double quotes", kQuoteHelp);
ELIGO_EXPECT(type_name, "the type's name, one word", "write `type allogeneic \"allogeneic HSCT\"`");
ELIGO_EXPECT(property_unit_text, "a unit", "units are UCUM codes such as `10*9/L`");
ELIGO_EXPECT(open_range_number, "a number after `from`", "");
ELIGO_EXPECT(step_number, "a number after `step`", "");
ELIGO_EXPECT(range_limits, "the limits of the range", "write `range 0 to 5`, or `range from 0`");
ELIGO_EXPECT(mass_keyword, "`mass`", "write `molar mass 113.1179 g/mol`");
ELIGO_EXPECT(mass_number, "a number", "write `molar mass 113.1179 g/mol`");
ELIGO_EXPECT(mass_unit, "a unit", "write `molar mass 113.1179 g/mol`");
ELIGO_EXPECT(acid_keyword, "`acid`", "write `nucleic acid`");

#undef ELIGO_EXPECT

}  // namespace eligo::grammar
