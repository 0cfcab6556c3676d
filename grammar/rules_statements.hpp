// The grammar of statements and of concepts as PEG rules. Included by messages.hpp and parse.cpp only.
#pragma once

#include "grammar/rules.hpp"

namespace eligo::grammar::rules {

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
