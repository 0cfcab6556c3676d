// The grammar of limits and times in registry English: what sentence_rules.hpp builds its clauses from.
// Included by it only.
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

template <Part... P>
struct part : pegtl::one<static_cast<char>(P)...> {};
template <char... C>
struct mark : pegtl::one<C...> {};

// ---------------------------------------------------------------- words that carry no meaning here

struct filler : plus<part<Part::lead, Part::verb, Part::with>> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct fillers : opt<filler> {};
struct boundary : at<sor<eof, mark<';', '.', ','>, part<Part::and_, Part::or_, Part::and_or>>> {};

// ---------------------------------------------------------------- limits

struct limit_unit : part<Part::unit, Part::time, Part::years_old> {};
struct normal_limit : part<Part::upper_limit, Part::lower_limit> {};
struct number : part<Part::number> {};
struct limit
    : sor<seq<number, opt<part<Part::times>>, opt<part<Part::of>>, normal_limit, star<part<Part::amount>>>,
          seq<normal_limit, star<part<Part::amount>>>, seq<number, opt<limit_unit>>> {
  static constexpr SentenceTag tag = SentenceTag::limit;
};
struct compare : seq<part<Part::comparator>, opt<part<Part::to, Part::age>>, limit> {
  static constexpr SentenceTag tag = SentenceTag::compare;
};
struct low_limit : seq<number, opt<limit_unit>> {
  static constexpr SentenceTag tag = SentenceTag::limit;
};
struct range_sign : sor<mark<'-'>, part<Part::to>> {};
// `between 6 % 10 %`: the sign between the two may have been lost.
struct between : seq<part<Part::between>, opt<part<Part::age>>, opt<part<Part::of>>, low_limit,
                     opt<sor<range_sign, part<Part::and_>>>, limit> {};
struct range : sor<between, seq<low_limit, range_sign, limit>> {
  static constexpr SentenceTag tag = SentenceTag::range;
};
struct after : seq<low_limit, part<Part::or_more>, star<part<Part::amount>>> {
  static constexpr SentenceTag tag = SentenceTag::after;
};
struct value_sign : sor<seq<mark<',', '.'>, opt<part<Part::or_, Part::and_>>>,
                        part<Part::or_, Part::and_, Part::and_or>, mark<'/'>> {};
struct values : seq<number, star<value_sign, number>, opt<part<Part::unit>>> {
  static constexpr SentenceTag tag = SentenceTag::values;
};
struct normal : part<Part::normal_range> {
  static constexpr SentenceTag tag = SentenceTag::normal;
};
struct and_compare : seq<sor<part<Part::and_, Part::or_, Part::to>, mark<'-'>,
                             seq<mark<',', '/'>, opt<part<Part::and_, Part::or_>>>, seq<>>,
                         at<part<Part::comparator>>, compare> {};
// `>= 2 to 4 months`: the upper end of a range
struct upto : seq<sor<part<Part::to>, mark<'-'>>, low_limit> {
  static constexpr SentenceTag tag = SentenceTag::upto;
};
// `>= 9 g/dL or 5.6 mmol/L`: the limit once more, in another unit
struct or_limit : seq<sor<part<Part::or_>, mark<'/'>>, number, part<Part::unit>> {
  static constexpr SentenceTag tag = SentenceTag::or_limit;
};
// `18 to < 65`, `between 18 and < 65`
struct from_limit : low_limit {
  static constexpr SentenceTag tag = SentenceTag::from;
};
// `>= 50 % or within normal limits`
struct or_normal : seq<part<Part::or_>, normal> {};
struct half_open : sor<seq<part<Part::between>, opt<part<Part::age>>, from_limit,
                           sor<range_sign, part<Part::and_>>, at<part<Part::comparator>>, compare>,
                       seq<from_limit, range_sign, at<part<Part::comparator>>, compare>> {};
struct test : sor<seq<opt<part<Part::between>>, compare, opt<sor<and_compare, upto, or_limit, or_normal>>>,
                  after, half_open, range, normal, values> {};
// Of the last alternatives a number alone is no test for most subjects: the builder says for which.

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
struct back : sor<anchored, seq<ago_words, opt<anchored>>> {};
struct within : seq<plus<sor<part<Part::within>, part<Part::history>>>, opt<part<Part::comparator>>, duration,
                    opt<back>> {};
struct in_duration : seq<part<Part::prep, Part::before>, duration, back> {};
struct less_than_ago : seq<part<Part::comparator>, duration, back> {};
struct window : sor<within, less_than_ago, in_duration> {
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
