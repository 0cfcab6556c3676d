// The tokens of the grammar as PEG rules over the scanners of scan.hpp. Included by rules.hpp.
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

}  // namespace eligo::grammar::rules
