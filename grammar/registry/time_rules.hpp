// Words that carry no meaning, and times before the as-of date, as PEG rules over the parts of tokens
// (lexicon.hpp). The ground of sentence_rules.hpp and name_rules.hpp.
#pragma once

#include <tao/pegtl.hpp>

#include "grammar/registry/lexicon.hpp"
#include "grammar/registry/sentence.hpp"

namespace eligo::grammar::registry::rules {

namespace pegtl = tao::pegtl;
using pegtl::at;
using pegtl::eof;
using pegtl::not_at;
using pegtl::opt;
using pegtl::plus;
using pegtl::rep_max;
using pegtl::rep_min_max;
using pegtl::seq;
using pegtl::sor;
using pegtl::star;

// One token; sentence.cpp matches these without more ado.
template <char... C>
struct one_token : pegtl::one<C...> {
  static constexpr bool is_token = true;
};
template <Part... P>
struct part : one_token<static_cast<char>(P)...> {};
template <char... C>
struct mark : one_token<C...> {};

// Whether one of the parts stands in the line at all: a clause that cannot be without is not tried.
template <Part... P>
struct line_has {
  using rule_t = line_has;
  static constexpr bool takes_nothing = true;
  using subs_t = pegtl::empty_list;
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename Nodes>
  static bool match(Input& /*in*/, const Nodes& nodes) {
    return (nodes.present.has(static_cast<char>(P)) || ...);
  }
};

// ---------------------------------------------------------------- words that carry no meaning here

struct filler : plus<part<Part::lead, Part::verb, Part::with>> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct fillers : opt<filler> {};
struct boundary : at<sor<eof, mark<';', '.', ','>, part<Part::and_, Part::or_, Part::and_or>>> {};
struct separator : sor<seq<mark<','>, opt<part<Part::and_, Part::or_, Part::and_or>>>,
                       part<Part::and_, Part::or_, Part::and_or>, mark<'/'>> {
  static constexpr SentenceTag tag = SentenceTag::separator;
};
struct sex_word : part<Part::sex> {
  static constexpr SentenceTag tag = SentenceTag::sex;
};
struct number : part<Part::number> {};

// ---------------------------------------------------------------- time

// `Day 1 of the study`, `screening visit (visit 1)`
struct one_anchor : seq<part<Part::anchor>, star<opt<part<Part::of>>, part<Part::anchor>>,
                        opt<mark<'('>, plus<part<Part::anchor>>, mark<')'>>> {};
struct anchor_list
    : seq<one_anchor, star<sor<part<Part::or_, Part::and_, Part::and_or>, mark<',', '/'>>, one_anchor>> {};
struct anchored
    : seq<plus<part<Part::before, Part::of, Part::to, Part::since, Part::prep, Part::ago>>, anchor_list> {};
struct ago_words : plus<part<Part::ago, Part::history>> {};
struct duration : seq<number, part<Part::time>> {};
// `prior to enrolment`, `ago`, `before`
// `prior to surgery`: as of a day before it
struct before_procedure : seq<plus<part<Part::before, Part::ago>>, part<Part::procedure, Part::word>,
                              at<sor<eof, mark<'.', ';', ','>>>> {};
// `within 30 days of treatment`
struct of_treatment : seq<part<Part::of>, part<Part::word>, at<sor<eof, mark<'.', ';'>>>> {};
struct back : sor<anchored, before_procedure, of_treatment, seq<ago_words, opt<anchored>>> {};
struct within : seq<plus<sor<part<Part::within>, part<Part::history>>>, opt<part<Part::comparator>>, duration,
                    opt<back>> {};
struct in_duration : seq<part<Part::prep, Part::before>, duration, back> {};
struct less_than_ago : seq<part<Part::comparator>, duration, back> {};
// `6 months before enrolment`; what it means the section says
struct duration_before : seq<duration, plus<part<Part::before, Part::ago>>, anchor_list> {};
struct window : sor<within, less_than_ago, in_duration, duration_before> {
  static constexpr SentenceTag tag = SentenceTag::window;
};
// `at screening`: the as-of date itself.
struct moment : anchored {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct open_bracket : mark<'('> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct close_bracket : mark<')'> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct comma : mark<','> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct time_part : sor<window, moment> {};
struct times
    : star<sor<time_part,
               seq<opt<mark<'.'>>, open_bracket, opt<part<Part::verb>>, plus<time_part>, close_bracket>,
               seq<comma, at<part<Part::within>>, window>>> {};

}  // namespace eligo::grammar::registry::rules
