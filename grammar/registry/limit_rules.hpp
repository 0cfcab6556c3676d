// Limits of measurements, as PEG rules. See sentence_rules.hpp.
#pragma once

#include "grammar/registry/part_set.hpp"
#include "grammar/registry/time_rules.hpp"

namespace eligo::grammar::registry::rules {

struct limit_unit : part<Part::unit, Part::time, Part::years_old> {};
struct normal_limit : part<Part::upper_limit, Part::lower_limit> {};
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
// What each test begins with: most words begin none.
constexpr PartSet kTestBegins = "ncri";
struct test_begins : at<part<Part::number, Part::comparator, Part::between, Part::normal_range>> {};
// Somewhere from here on: behind the last of them there is nothing to find.
struct test_ahead {
  using rule_t = test_ahead;
  static constexpr bool takes_nothing = true;
  using subs_t = pegtl::empty_list;
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename Nodes>
  static bool match(Input& in, const Nodes& nodes) {
    return in.current() < nodes.tests_end;
  }
};
struct test
    : seq<test_begins,
          sor<seq<opt<part<Part::between>>, compare, opt<sor<and_compare, upto, or_limit, or_normal>>>, after,
              half_open, range, normal, values>> {};
// Of the last alternatives a number alone is no test for most subjects: the builder says for which.

}  // namespace eligo::grammar::registry::rules
