// Names of conditions, drugs and procedures and the lists of them, as PEG rules. See sentence_rules.hpp.
#pragma once

#include "grammar/registry/time_rules.hpp"

namespace eligo::grammar::registry::rules {

struct graded : seq<part<Part::grade>, sor<number, part<Part::roman>>,
                    star<sor<mark<'-', '/', ','>, part<Part::to, Part::or_, Part::and_, Part::and_or>>,
                         sor<number, part<Part::roman>>>> {};
struct name_part
    : sor<graded, part<Part::word, Part::amount, Part::condition, Part::procedure, Part::medication,
                       Part::serology, Part::vague, Part::grade, Part::roman, Part::childbearing>> {};
struct first_part : seq<not_at<part<Part::amount>>, name_part> {};
struct finding_word : seq<part<Part::positive, Part::negative>, at<name_part>> {};
struct name_link : part<Part::of, Part::prep, Part::to, Part::with, Part::active, Part::history> {};
// What stands in brackets behind a name is part of it, but for times and negations.
struct bracketed
    : seq<mark<'('>,
          plus<sor<name_part, name_link, mark<',', '/', '-', ';', ':', '.'>,
                   part<Part::or_, Part::and_, Part::and_or, Part::observation, Part::comparator,
                        Part::number, Part::unit, Part::example, Part::positive, Part::negative,
                        Part::upper_limit, Part::treated, Part::verb, Part::lead, Part::anchor>>>,
          mark<')'>> {};
struct study_word : seq<plus<part<Part::of, Part::to>>, part<Part::anchor>> {};
struct named : seq<opt<finding_word>, first_part,
                   star<sor<name_part, finding_word, bracketed, study_word, seq<mark<'-'>, at<name_part>>,
                            seq<plus<name_link>, at<sor<name_part, finding_word>>>>>> {};
// A name with a clause of its own: disease requiring dialysis, infection that is not treated. It is one name.
struct clause_word : part<Part::stop, Part::planned, Part::treated, Part::no, Part::not_, Part::confirm> {};
struct own_clause : seq<clause_word, plus<sor<name_part, name_link, bracketed, clause_word,
                                              part<Part::verb, Part::lead, Part::anchor, Part::observation,
                                                   Part::positive, Part::negative>>>> {};
struct item : seq<named, opt<own_clause>> {
  static constexpr SentenceTag tag = SentenceTag::item;
};
struct cue_part : part<Part::history, Part::active, Part::treated> {};
struct cue
    : seq<cue_part,
          star<
              sor<cue_part,
                  seq<sor<part<Part::or_, Part::and_, Part::and_or>, mark<'/', ','>>, at<cue_part>, cue_part>,
                  // `a history, within 3 years, of X`
                  seq<opt<mark<','>>, at<part<Part::within>>, window, opt<mark<','>>, at<part<Part::of>>>,
                  seq<part<Part::of>, not_at<eof>>, part<Part::prep>>>> {
  static constexpr SentenceTag tag = SentenceTag::cue;
};
struct negation : seq<part<Part::no, Part::not_>, opt<part<Part::verb>>> {
  static constexpr SentenceTag tag = SentenceTag::negation;
};
struct cued_item : seq<opt<cue>, item> {};
// `or` takes a `no` of its own along: no stroke, no seizure.
// A later one may begin with a link: hypersensitivity to A or to B.
struct linked_item : seq<plus<part<Part::of, Part::prep, Part::to>>, named> {
  static constexpr SentenceTag tag = SentenceTag::item;
};
// `pregnant women or nursing mothers`
struct said_sex : part<Part::sex> {
  static constexpr SentenceTag tag = SentenceTag::sex;
};
// `active disease or positive for A`: a test, and no other name
struct finding_of_serum : seq<part<Part::positive, Part::negative>, part<Part::serology>> {};
struct items : seq<cued_item, star<opt<seq<said_sex, at<separator>>>, separator, not_at<finding_of_serum>,
                                   sor<cued_item, linked_item>>> {};
struct examples : seq<opt<mark<',', '(', ':'>>, part<Part::example>, opt<mark<':', ','>>,
                      plus<sor<name_part, name_link, mark<',', '/', '-'>,
                               part<Part::or_, Part::and_, Part::and_or, Part::treated>>>,
                      opt<mark<')'>>> {
  static constexpr SentenceTag tag = SentenceTag::examples;
};
struct except_word : seq<opt<mark<',', '('>>, part<Part::except>> {};
struct excepted : seq<except_word, item, star<separator, item>, opt<mark<')'>>> {
  static constexpr SentenceTag tag = SentenceTag::except;
};
// `for at least 6 months`, `> 6 months`
struct lasting : sor<seq<part<Part::prep>, part<Part::comparator>, duration>,
                     seq<part<Part::comparator>, duration, not_at<sor<back, part<Part::since>>>>> {
  static constexpr SentenceTag tag = SentenceTag::lasting;
};
struct tail_person : star<sor<filler, sex_word>> {};
// `allergy history`, `received A in the past`
struct tail_cue : sor<part<Part::history>, seq<part<Part::within>, at<star<mark<';', '.', ','>>, eof>>> {
  static constexpr SentenceTag tag = SentenceTag::tail_cue;
};
struct history : seq<opt<negation>, opt<filler>, items, opt<tail_cue>, tail_person, opt<lasting>, times,
                     opt<examples>, opt<excepted>, times> {
  static constexpr SentenceTag tag = SentenceTag::history;
};

}  // namespace eligo::grammar::registry::rules
