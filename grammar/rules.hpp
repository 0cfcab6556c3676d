// The grammar of expressions as PEG rules; statements are in rules_statements.hpp. Included by parse.cpp
// only.
//
// A keyword that decides what follows is succeeded by if_must; every rule under it has a message in
// messages.hpp. No two alternatives share a prefix that can recurse, so that the work grows linearly with
// nesting: what follows `any of ( … )` or a name is a flat list of suffixes, and the builder says which of
// them belong together. The manual: docs/language.md. Tests: tests/grammar/parse_test.cpp, limits_test.cpp
// (rules tried).
#pragma once

#include "grammar/rules_tokens.hpp"

namespace eligo::grammar::rules {

// ---------------------------------------------------------------- subjects

struct listed_name : name {};
struct name_list : seq<name, star<if_must<comma, listed_name>>> {};
// After `except` or `with` in a list of criteria, a comma may belong to that list: so look before taking it.
struct open_name_list : seq<name, star<seq<comma, name>>> {};

struct subject_name : name_list {};
struct subject_open : open_paren {};
struct subject_close : close_paren {};
struct any_subject : if_must<keyword<"any of">, subject_open, subject_name, subject_close> {
  static constexpr Tag tag = Tag::subject_any;
};
struct all_subject : if_must<keyword<"all of">, subject_open, subject_name, subject_close> {
  static constexpr Tag tag = Tag::subject_all;
};
struct subject : sor<any_subject, all_subject, name> {};

struct except_names : open_name_list {};
struct except : if_must<keyword<"except">, except_names> {
  static constexpr Tag tag = Tag::except;
};

struct event_subject : subject {};
struct event : seq<event_subject, opt<except>> {};

// ---------------------------------------------------------------- suffixes

struct duration_number : number {};
struct duration_unit : time_unit {};
struct duration : seq<duration_number, pegtl::must<duration_unit>> {};

struct within_duration : duration {};
struct within : if_must<keyword<"within">, within_duration> {
  static constexpr Tag tag = Tag::within;
};
struct active_duration : duration {};
struct active_within_keyword : seq<keyword<"active">, pegtl::must<keyword<"within">>> {};
struct active_within : if_must<active_within_keyword, active_duration> {
  static constexpr Tag tag = Tag::active_within;
};

struct attribute_name : short_name {};
// `active` is a value of a status although it opens tests elsewhere.
struct active_value : keyword<"active"> {
  static constexpr Tag tag = Tag::name;
};
struct one_value : sor<active_value, name> {};
struct attribute_value : seq<one_value, star<seq<comma, one_value>>> {};
struct other_than : keyword<"other than"> {
  static constexpr Tag tag = Tag::other_than;
};
struct attribute : if_must<keyword<"with">, attribute_name, opt<other_than>, attribute_value> {
  static constexpr Tag tag = Tag::attribute;
};

struct after_event : event {};
struct on_or_after : if_must<keyword<"on or after">, after_event> {
  static constexpr Tag tag = Tag::on_or_after;
};

struct day_number : number {};
struct tolerance_number : number {};
struct tolerance : seq<if_must<token<scan::plus_minus>, tolerance_number>, opt<time_unit>> {
  static constexpr Tag tag = Tag::tolerance;
};
struct after_keyword : keyword<"after"> {};
struct on_day : if_must<keyword<"on day">, day_number, opt<tolerance>, after_keyword, after_event> {
  static constexpr Tag tag = Tag::on_day;
};
struct consecutive_number : number {};
struct consecutive_days : keyword<"consecutive days"> {};
struct consecutive : if_must<keyword<"on">, consecutive_number, consecutive_days> {
  static constexpr Tag tag = Tag::consecutive;
};

struct response : sor<keyword<"failed">, keyword<"responded">, keyword<"relapsed">> {
  static constexpr Tag tag = Tag::response;
};
struct finding : sor<keyword<"positive">, keyword<"negative">, keyword<"indeterminate">> {
  static constexpr Tag tag = Tag::finding;
};
struct normal_keyword : keyword<"normal"> {};
struct normal : if_must<sor<keyword<"above">, keyword<"below">>, normal_keyword> {
  static constexpr Tag tag = Tag::normal;
};

struct normal_limit : sor<keyword<"ULN">, keyword<"LLN">> {
  static constexpr Tag tag = Tag::normal_limit;
};
struct limit : sor<seq<number, opt<sor<normal_limit, unit>>>, normal_limit> {};
struct ago : keyword<"ago"> {
  static constexpr Tag tag = Tag::ago;
};
struct comparison : seq<if_must<comparator, limit>, opt<ago>> {
  static constexpr Tag tag = Tag::comparison;
};

struct range_to : keyword<"to"> {};
struct range_high : number {};
struct range : seq<if_must<number, range_to, range_high>, opt<unit>> {
  static constexpr Tag tag = Tag::range;
};

struct suffix : sor<comparison, within, finding, response, except, attribute, active_within, on_or_after,
                    on_day, consecutive, normal, range> {};
struct suffixes : star<suffix> {};

// ---------------------------------------------------------------- predicates

struct age_limit : duration {};
struct age_compared : if_must<comparator, age_limit> {};
struct age_high_unit : time_unit {};
struct age_range : seq<number, opt<time_unit>, pegtl::must<range_to, range_high, age_high_unit>> {};
struct age_test : sor<age_compared, age_range> {};
struct age : if_must<keyword<"age">, age_test> {
  static constexpr Tag tag = Tag::age;
};

struct sex : sor<keyword<"female">, keyword<"male">> {
  static constexpr Tag tag = Tag::sex;
};
struct attested_name : name {};
struct attest : if_must<keyword<"attest">, attested_name> {
  static constexpr Tag tag = Tag::attest;
};
struct unencoded_text : string {};
struct unencoded : if_must<keyword<"unencoded">, unencoded_text> {
  static constexpr Tag tag = Tag::unencoded;
};
struct other_trial : seq<keyword<"in another trial">, opt<within>> {
  static constexpr Tag tag = Tag::other_trial;
};

struct of_keyword : keyword<"of"> {};
struct history_head : sor<seq<keyword<"diagnosis">, pegtl::must<of_keyword>>, keyword<"active">,
                          keyword<"received">, seq<keyword<"onset">, pegtl::must<of_keyword>>> {
  static constexpr Tag tag = Tag::word;
};
struct history_subject : subject {};
struct history : seq<if_must<history_head, history_subject>, suffixes> {
  static constexpr Tag tag = Tag::history;
};

struct selector_keyword : sor<keyword<"latest">, keyword<"any">, keyword<"every">, keyword<"first">,
                              keyword<"highest">, keyword<"lowest">> {
  static constexpr Tag tag = Tag::selector;
};
struct selected_subject : subject {};
struct selected : seq<if_must<selector_keyword, selected_subject>, suffixes> {
  static constexpr Tag tag = Tag::selected;
};

struct plain : seq<name, suffixes> {
  static constexpr Tag tag = Tag::plain;
};

struct expression;
struct listed_expression;
struct list_open : open_paren {};
struct list_close : close_paren {};
struct list_body : seq<pegtl::must<list_open, listed_expression>, star<if_must<comma, listed_expression>>,
                       pegtl::must<list_close>> {};
struct any_list : if_must<keyword<"any of">, list_body> {
  static constexpr Tag tag = Tag::list_any;
};
struct all_list : if_must<keyword<"all of">, list_body> {
  static constexpr Tag tag = Tag::list_all;
};
struct quantified : seq<sor<any_list, all_list>, suffixes> {
  static constexpr Tag tag = Tag::quantified;
};

// What a number opens: a time since, a count of events, or a count of criteria.
struct bound_number : number {};
struct bound : sor<if_must<word_comparator, bound_number>, if_must<number, range_to, range_high>> {
  static constexpr Tag tag = Tag::bound;
};
struct since_first : keyword<"first"> {
  static constexpr Tag tag = Tag::first;
};
struct since_onset : seq<keyword<"onset">, pegtl::must<of_keyword>> {
  static constexpr Tag tag = Tag::onset;
};
struct since_keyword : keyword<"since"> {};
struct since_event : event {};
struct since : if_must<time_unit, since_keyword, opt<since_first>, opt<since_onset>, since_event> {
  static constexpr Tag tag = Tag::since;
};
struct counted_list : seq<keyword<"of">, pegtl::at<pegtl::one<'('>>, list_body> {
  static constexpr Tag tag = Tag::counted_list;
};
struct count : seq<subject, suffixes> {
  static constexpr Tag tag = Tag::count;
};
struct counted_rest : sor<since, counted_list, count> {};
struct counted : if_must<bound, counted_rest> {
  static constexpr Tag tag = Tag::counted;
};

struct predicate
    : sor<quantified, plain, history, counted, age, attest, sex, other_trial, unencoded, selected> {};

// ---------------------------------------------------------------- connectives

struct operand;
struct negated_operand : seq<operand> {};
struct negation : if_must<keyword<"not">, negated_operand> {
  static constexpr Tag tag = Tag::not_;
};
struct absent_predicate : predicate {};
struct absence : if_must<keyword<"no">, absent_predicate> {
  static constexpr Tag tag = Tag::no_;
};
struct group_expression;
struct group : if_must<open_paren, group_expression, close_paren> {
  static constexpr Tag tag = Tag::group;
};

struct branch : sor<group, negation, absence, predicate> {};
struct guard;
struct then_keyword : keyword<"then"> {};
struct then_branch : branch {};
struct else_branch : branch {};
struct otherwise : if_must<keyword<"else">, else_branch> {
  static constexpr Tag tag = Tag::else_branch;
};
struct conditional : seq<if_must<keyword<"if">, guard, then_keyword, then_branch>, opt<otherwise>> {
  static constexpr Tag tag = Tag::if_;
};

// Nesting is counted at `operand` (limit_depth): every construct that holds another passes through it.
struct operand : sor<group, negation, absence, conditional, predicate> {};
struct and_rhs : seq<operand> {};
struct or_rhs : seq<operand> {};
struct and_operand : if_must<keyword<"and">, and_rhs> {
  static constexpr Tag tag = Tag::and_operand;
};
struct or_operand : if_must<keyword<"or">, or_rhs> {
  static constexpr Tag tag = Tag::or_operand;
};
struct expression : seq<operand, star<sor<and_operand, or_operand>>> {
  static constexpr Tag tag = Tag::expression;
};
struct group_expression : expression {};
struct listed_expression : expression {};
struct guard : expression {};

struct text_end : pegtl::eof {};
struct statement_end : pegtl::eof {};
struct criterion_expression : expression {};
struct whole_expression : seq<leading, pegtl::must<criterion_expression, text_end>> {};

}  // namespace eligo::grammar::rules
