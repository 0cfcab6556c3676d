// The grammar as PEG rules. Included by parse.cpp only.
//
// A keyword that decides what follows is succeeded by if_must; every rule under it has a message in
// messages.hpp. No two alternatives share a prefix that can recurse, so that the work grows linearly with
// nesting: what follows `any of ( … )` or a name is a flat list of suffixes, and the builder says which of
// them belong together. The manual: docs/language.md. Tests: tests/grammar/parse_test.cpp, limits_test.cpp
// (rules tried).
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tao/pegtl.hpp>

#include "grammar/recorder.hpp"
#include "grammar/scan.hpp"
#include "grammar/words.hpp"

namespace eligo::grammar::rules {

namespace pegtl = tao::pegtl;
using pegtl::if_must;
using pegtl::opt;
using pegtl::plus;
using pegtl::seq;
using pegtl::sor;
using pegtl::star;

// ---------------------------------------------------------------- tokens

template <typename Input>
std::string_view rest_of(const Input& in) {
  return {in.current(), static_cast<std::size_t>(in.end() - in.current())};
}

// Passes blanks and comments; the recorder keeps the comments.
template <typename Input>
void skip_blanks(Input& in, Recorder& recorder, bool record) {
  for (;;) {
    const std::string_view rest = rest_of(in);
    if (rest.empty() || static_cast<unsigned char>(rest[0]) > 0x7F ? blank_length(rest) == 0 : rest[0] > '#')
      return;
    in.bump(blank_length(rest));
    const std::size_t length = scan::comment(rest_of(in));
    if (length == 0) return;
    const std::uint32_t begin = recorder.offset(in.current());
    if (record && (recorder.comments.empty() || recorder.comments.back().begin < begin)) {
      recorder.comments.push_back({begin, begin + static_cast<std::uint32_t>(length)});
    }
    in.bump(length);
  }
}

// A token and the blanks behind it.
template <std::size_t (*Scan)(std::string_view)>
struct token {
  using rule_t = token;
  using subs_t = pegtl::empty_list;

  template <pegtl::apply_mode A, pegtl::rewind_mode, template <typename...> class,
            template <typename...> class, typename Input>
  static bool match(Input& in, Recorder& recorder) {
    const std::size_t length = Scan(rest_of(in));
    if (length == 0) return false;
    in.bump(length);
    constexpr bool record = A == pegtl::apply_mode::action;
    if (record) recorder.token_end = recorder.offset(in.current());
    skip_blanks(in, recorder, record);
    return true;
  }
};

template <std::size_t N>
struct Literal {
  char text[N];
  // NOLINTNEXTLINE(google-explicit-constructor): so that keyword<"and"> can be written
  constexpr Literal(const char (&literal)[N]) { std::copy_n(literal, N, text); }
  constexpr std::string_view view() const { return {text, N - 1}; }
};

template <Literal Words>
std::size_t scan_keyword(std::string_view text) {
  return !text.empty() && text[0] == Words.text[0] ? scan::keyword(text, Words.view()) : 0;
}
template <Literal Words>
struct keyword : token<scan_keyword<Words>> {};

template <char C>
std::size_t scan_character(std::string_view text) {
  return !text.empty() && text[0] == C ? 1 : 0;
}
template <char C>
struct symbol : token<scan_character<C>> {};

// Blanks and comments before the first token of a text.
struct leading {
  using rule_t = leading;
  using subs_t = pegtl::empty_list;
  template <pegtl::apply_mode, pegtl::rewind_mode, template <typename...> class, template <typename...> class,
            typename Input>
  static bool match(Input& in, Recorder& recorder) {
    skip_blanks(in, recorder, true);
    return true;
  }
};

struct number : token<scan::number> {
  static constexpr Tag tag = Tag::number;
};
struct unit : token<scan::unit> {
  static constexpr Tag tag = Tag::unit;
};
struct time_unit : token<scan::time_unit> {
  static constexpr Tag tag = Tag::time_unit;
};
struct string : token<scan::string> {
  static constexpr Tag tag = Tag::text;
};
struct identifier : token<scan::identifier> {
  static constexpr Tag tag = Tag::identifier;
};
struct code_token : token<scan::code> {
  static constexpr Tag tag = Tag::code;
};
struct comma : symbol<','> {};
struct open_paren : symbol<'('> {};
struct close_paren : symbol<')'> {};

// A bare name goes on behind a comment, hence `plus`.
struct bare_name : plus<token<scan::bare_words>> {
  static constexpr Tag tag = Tag::name;
};
struct quoted_name : token<scan::quoted_name> {
  static constexpr Tag tag = Tag::name;
};
struct name : sor<bare_name, quoted_name> {};
struct one_word : token<scan::one_word> {
  static constexpr Tag tag = Tag::name;
};
struct short_name : sor<one_word, quoted_name> {};

struct symbol_comparator : token<scan::symbol_comparator> {
  static constexpr Tag tag = Tag::comparator;
};
struct word_comparator : token<scan::word_comparator> {
  static constexpr Tag tag = Tag::comparator;
};
struct comparator : sor<symbol_comparator, word_comparator> {};

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
struct attribute_value : open_name_list {};
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

// ---------------------------------------------------------------- statements

struct unpublished_rest : keyword<"not published"> {};
struct unpublished : if_must<keyword<"criteria">, unpublished_rest> {
  static constexpr Tag tag = Tag::unpublished;
};
struct trial_id : identifier {};
struct title : string {};
struct trial : seq<if_must<keyword<"trial">, trial_id, title>, opt<unpublished>> {
  static constexpr Tag tag = Tag::trial;
};

struct note_text : string {};
struct note : if_must<keyword<"note">, note_text> {
  static constexpr Tag tag = Tag::note;
};

struct criterion_keyword : sor<keyword<"inclusion">, keyword<"exclusion">> {
  static constexpr Tag tag = Tag::word;
};
struct criterion_id : identifier {};
struct label : string {};
struct criterion_head : if_must<criterion_keyword, criterion_id, label> {};
struct criterion : seq<criterion_head, pegtl::must<criterion_expression>> {
  static constexpr Tag tag = Tag::criterion;
};

struct define_name : name {};
struct as_keyword : keyword<"as"> {};
struct define : if_must<keyword<"define">, define_name, as_keyword, criterion_expression> {
  static constexpr Tag tag = Tag::define;
};

// ---------------------------------------------------------------- concepts

struct property_name : sor<token<scan::property_name>, token<scan::quoted_name>> {
  static constexpr Tag tag = Tag::name;
};
struct related_name : property_name {};
struct related_names : seq<related_name, star<if_must<comma, related_name>>> {};
struct code_system : code_token {};
struct code_value : code_token {};
struct codes : if_must<keyword<"code">, code_system, code_value, star<if_must<comma, code_value>>> {
  static constexpr Tag tag = Tag::codes;
};
struct synonym : string {};
struct synonyms : if_must<keyword<"synonym">, synonym, star<if_must<comma, synonym>>> {
  static constexpr Tag tag = Tag::synonyms;
};

// Codes and synonyms of a type stand on its line; on a line of their own they are the concept's.
struct same_line {
  using rule_t = same_line;
  using subs_t = pegtl::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const char* at = in.current();
    while (at != in.begin() && (at[-1] == ' ' || at[-1] == '\t' || at[-1] == '\r')) --at;
    return at == in.begin() || at[-1] != '\n';
  }
};
struct type_name : short_name {};
struct phrase : string {};
struct type_part : seq<same_line, sor<codes, synonyms>> {};
struct type_of : seq<if_must<keyword<"type">, type_name, phrase>, star<type_part>> {
  static constexpr Tag tag = Tag::type_of;
};

struct property_unit_text : unit {};
struct property_unit : if_must<keyword<"unit">, property_unit_text> {
  static constexpr Tag tag = Tag::property_unit;
};
struct open_range_number : number {};
struct open_range : if_must<keyword<"from">, open_range_number> {
  static constexpr Tag tag = Tag::property_open_range;
};
struct step_number : number {};
struct range_step : if_must<keyword<"step">, step_number> {
  static constexpr Tag tag = Tag::property_step;
};
struct closed_range : seq<if_must<number, range_to, range_high>, opt<range_step>> {};
struct range_limits : sor<open_range, closed_range> {};
struct property_range : if_must<keyword<"range">, range_limits> {
  static constexpr Tag tag = Tag::property_range;
};
struct mass_keyword : keyword<"mass"> {};
struct mass_number : number {};
struct mass_unit : unit {};
struct molar_mass : if_must<keyword<"molar">, mass_keyword, mass_number, mass_unit> {
  static constexpr Tag tag = Tag::molar_mass;
};
struct acid_keyword : keyword<"acid"> {};
struct nucleic_acid : if_must<keyword<"nucleic">, acid_keyword> {
  static constexpr Tag tag = Tag::nucleic_acid;
};
struct under : if_must<keyword<"under">, related_names> {
  static constexpr Tag tag = Tag::under;
};
struct members : if_must<keyword<"members">, related_names> {
  static constexpr Tag tag = Tag::members;
};

struct property : sor<property_unit, codes, synonyms, under, members, property_range, type_of, note,
                      molar_mass, nucleic_acid> {};

struct concept_kind : sor<keyword<"observation">, keyword<"score">, keyword<"serology">, keyword<"condition">,
                          keyword<"procedure">, keyword<"medication">, keyword<"attestation">,
                          keyword<"drug class">, keyword<"value set">> {
  static constexpr Tag tag = Tag::concept_kind;
};
struct concept_name : short_name {};
struct concept_end : text_end {};
struct concept_definition : seq<if_must<concept_kind, concept_name, phrase>, star<property>> {
  static constexpr Tag tag = Tag::concept_;
};
struct extension : seq<if_must<keyword<"extend">, concept_name>, star<property>> {
  static constexpr Tag tag = Tag::extend;
};

struct trial_statement : seq<trial, pegtl::must<statement_end>> {};
struct unpublished_statement : seq<unpublished, pegtl::must<statement_end>> {};
struct note_statement : seq<note, pegtl::must<statement_end>> {};
struct criterion_statement : seq<criterion, pegtl::must<text_end>> {};
struct define_statement : seq<define, pegtl::must<text_end>> {};
struct concept_statement : seq<sor<concept_definition, extension>, pegtl::must<concept_end>> {};

}  // namespace eligo::grammar::rules
