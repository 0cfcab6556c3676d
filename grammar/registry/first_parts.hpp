// Which parts a rule of registry English may begin with, worked out from the rule itself, so that a rule that
// cannot begin here is not tried. Internal to grammar/registry/.
//
// A kind of rule that is not known below does not compile.
#pragma once

#include <tao/pegtl.hpp>

#include "grammar/registry/part_set.hpp"

namespace eligo::grammar::registry {

struct FirstParts {
  PartSet parts;
  bool may_be_empty = false;  // the rule may match without taking a token, or look at none of them here
};

namespace first_parts {

namespace rules = tao::pegtl::internal;

template <typename Kind>
struct Of;

template <typename Rule>
constexpr FirstParts of = Of<typename Rule::rule_t>::value;

// Takes nothing, whatever it looks at.
constexpr FirstParts kNothing{{}, true};

constexpr FirstParts one_of(FirstParts a, FirstParts b) {
  a.parts.add(b.parts);
  return {a.parts, a.may_be_empty || b.may_be_empty};
}
constexpr FirstParts then(FirstParts a, FirstParts b) {
  if (!a.may_be_empty) return a;
  a.parts.add(b.parts);
  return {a.parts, b.may_be_empty};
}
constexpr FirstParts or_nothing(FirstParts a) { return {a.parts, true}; }

template <typename... Rules>
constexpr FirstParts in_turn() {
  FirstParts made = kNothing;
  ((made = then(made, of<Rules>)), ...);
  return made;
}
template <typename... Rules>
constexpr FirstParts any_of() {
  FirstParts made;
  ((made = one_of(made, of<Rules>)), ...);
  return made;
}

// A rule that looks at the line and takes nothing of it says so.
template <typename Kind>
requires(Kind::takes_nothing) struct Of<Kind> {
  static constexpr FirstParts value = kNothing;
};
template <char... Parts>
struct Of<rules::one<rules::result_on_found::success, rules::peek_char, Parts...>> {
  static constexpr FirstParts value = [] {
    FirstParts made;
    (made.parts.add(Parts), ...);
    return made;
  }();
};
template <>
struct Of<rules::any<rules::peek_char>> {
  static constexpr FirstParts value = kNothing;  // every part
};
template <>
struct Of<rules::eof> {
  static constexpr FirstParts value = kNothing;
};
template <>
struct Of<rules::success> {
  static constexpr FirstParts value = kNothing;
};
template <typename... Rules>
struct Of<rules::at<Rules...>> {
  static constexpr FirstParts value = kNothing;
};
template <typename... Rules>
struct Of<rules::not_at<Rules...>> {
  static constexpr FirstParts value = kNothing;
};
template <typename... Rules>
struct Of<rules::seq<Rules...>> {
  static constexpr FirstParts value = in_turn<Rules...>();
};
template <typename... Rules>
struct Of<rules::sor<Rules...>> {
  static constexpr FirstParts value = any_of<Rules...>();
};
template <typename... Rules>
struct Of<rules::plus<Rules...>> {
  static constexpr FirstParts value = in_turn<Rules...>();
};
template <typename... Rules>
struct Of<rules::star<Rules...>> {
  static constexpr FirstParts value = or_nothing(in_turn<Rules...>());
};
template <typename... Rules>
struct Of<rules::opt<Rules...>> {
  static constexpr FirstParts value = or_nothing(in_turn<Rules...>());
};
template <unsigned Min, unsigned Max, typename... Rules>
struct Of<rules::rep_min_max<Min, Max, Rules...>> {
  static constexpr FirstParts value = Min > 0 ? in_turn<Rules...>() : or_nothing(in_turn<Rules...>());
};

}  // namespace first_parts

// Of a rule by its type.
template <typename Rule>
constexpr FirstParts first_parts_of = first_parts::of<Rule>;

}  // namespace eligo::grammar::registry
