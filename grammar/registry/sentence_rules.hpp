// The grammar of registry English as PEG rules over the parts of tokens (lexicon.hpp). Included by
// sentence.cpp only.
//
// A sentence is clauses with joins between them; a clause is known by what it is about. No rule calls itself,
// so the work is linear; what an item or a list means is the builder's business (build_*.cpp).
#pragma once

#include "grammar/registry/limit_rules.hpp"
#include "grammar/registry/name_rules.hpp"

namespace eligo::grammar::registry::rules {

// ---------------------------------------------------------------- measurements

struct subject : part<Part::observation> {
  static constexpr SentenceTag tag = SentenceTag::subject;
};
// A test behind more names than this is found for the last of them. Without a bound, names that no test
// follows would be read once more from each of them.
struct more_subjects : rep_max<16, separator, subject> {};
// `aspartate aminotransferase/alanine aminotransferase (AST/ALT)`
struct named_again : seq<mark<'('>, subject, separator, subject, more_subjects, mark<')'>> {
  static constexpr SentenceTag tag = SentenceTag::named_again;
};
struct subjects : seq<star<part<Part::amount>>, subject, more_subjects, opt<named_again, more_subjects>> {};
// Up to eight words that are no name of the lexicon: `left ventricular mass index`.
struct new_subject
    : rep_min_max<1, 8,
                  part<Part::word, Part::amount, Part::condition, Part::procedure, Part::medication, Part::of,
                       Part::prep, Part::grade, Part::vague, Part::active>> {
  static constexpr SentenceTag tag = SentenceTag::new_subject;
};
struct subject_tail : seq<star<part<Part::amount>>, opt<mark<':', ','>>,
                          star<part<Part::lead, Part::verb, Part::amount, Part::of>>,
                          opt<part<Part::prep>, at<part<Part::number, Part::comparator, Part::between>>>> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
// How long something lasts is no measurement.
struct lasts : seq<opt<part<Part::comparator>>, number, part<Part::time>> {};
// Nor are years of age: they are the person's.
struct years_of_age
    : seq<opt<part<Part::comparator, Part::between>>, number,
          opt<seq<opt<part<Part::time, Part::years_old>>, sor<range_sign, part<Part::and_>>, number>>,
          part<Part::years_old>> {};
// `blood pressure > 160/100 mmHg`
struct pair
    : seq<part<Part::comparator>, number, opt<part<Part::unit>>, mark<'/'>, number, opt<part<Part::unit>>> {
  static constexpr SentenceTag tag = SentenceTag::pair;
};
struct measured
    : sor<seq<subjects, subject_tail, test>, seq<new_subject, subject_tail, test_begins,
                                                 sor<pair, seq<not_at<sor<lasts, years_of_age>>, test>>>> {};
struct reversed : seq<test, opt<part<Part::of, Part::prep>>, subject, more_subjects> {};
// `a score of less than 24 on the MMSE`
struct score_on : seq<plus<part<Part::amount>>, opt<part<Part::of>>, test, part<Part::prep>, subject> {};
// 7 % <= HbA1c <= 12 %
struct low_compare : seq<low_limit, part<Part::comparator>> {
  static constexpr SentenceTag tag = SentenceTag::before_subject;
};
struct enclosed : seq<low_compare, subject, compare> {};
struct same_limit : seq<mark<'('>, opt<part<Part::comparator>>, number, part<Part::unit>, mark<')'>> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
// `performance score >= 50 % (Lansky or Karnofsky)`
struct named_scale : seq<mark<'('>, subject, star<separator, subject>, mark<')'>> {
  static constexpr SentenceTag tag = SentenceTag::named_scale;
};
// `Within 7 days before enrolment: platelets …`
struct time_in_front : seq<plus<time_part>, opt<mark<':', ','>>, star<part<Part::lead, Part::verb>>> {};
struct stray : seq<number, at<eof>> {
  static constexpr SentenceTag tag = SentenceTag::stray;
};
// `Baseline potassium > 5 mmol/L`
struct moment_in_front : seq<part<Part::anchor>, at<part<Part::observation>>> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct measure : seq<opt<sor<time_in_front, moment_in_front>>, sor<enclosed, score_on, measured, reversed>,
                     opt<sor<same_limit, named_scale>>, times, opt<stray>> {
  static constexpr SentenceTag tag = SentenceTag::measure;
};
struct any_sex_word : part<Part::any_sex> {
  static constexpr SentenceTag tag = SentenceTag::any_sex;
};
struct one_sex_word : part<Part::sex> {
  static constexpr SentenceTag tag = SentenceTag::sex;
};
// `Documented DLCO < 50 %`: whether the word says anything the builder knows.
struct found_word : part<Part::history, Part::active, Part::treated> {
  static constexpr SentenceTag tag = SentenceTag::tail_cue;
};
struct measure_clause
    : seq<star<sor<filler, any_sex_word, one_sex_word>>, opt<found_word>, measure, boundary> {};

// ---------------------------------------------------------------- person

struct years : part<Part::years_old> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct age_word : part<Part::age> {};
struct age_tail : seq<star<part<Part::age, Part::years_old, Part::verb, Part::lead, Part::of>>,
                      opt<mark<':', ','>>, star<part<Part::verb, Part::of, Part::lead, Part::amount>>,
                      opt<part<Part::prep>, at<part<Part::number, Part::comparator, Part::between>>>> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct age_group : part<Part::age_group> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct any_sex : part<Part::any_sex> {
  static constexpr SentenceTag tag = SentenceTag::any_sex;
};
struct person_comma : mark<',', ':', '-', ';'> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct person_bracket : mark<'(', ')'> {
  static constexpr SentenceTag tag = SentenceTag::filler;
};
struct bracketed_sex : seq<person_bracket, sor<any_sex, seq<sex_word, part<Part::or_, Part::and_>, sex_word>>,
                           person_bracket> {};
struct person_words
    : star<sor<filler, any_sex, sex_word, age_group, bracketed_sex, seq<person_comma>, part<Part::and_>>> {};
// Behind an age: a comma in front of another age begins a clause of its own.
struct person_tail
    : star<sor<filler, any_sex, sex_word, age_group, bracketed_sex,
               seq<part<Part::prep>, at<part<Part::any_sex>>>,
               seq<not_at<mark<','>, part<Part::age, Part::comparator>>, person_comma>, part<Part::and_>>> {};
struct age_named : seq<opt<part<Part::of, Part::prep>>, age_word, age_tail, test> {};
// Without the word: it must say years, or there must be a group of ages in front.
struct age_by_unit : seq<opt<part<Part::prep>>, test> {};
struct age_brackets : seq<open_bracket, opt<age_word, age_tail>, test, close_bracket> {};
// 20 <= age <= 65 years
struct low_age : seq<low_limit, part<Part::comparator>> {
  static constexpr SentenceTag tag = SentenceTag::before_subject;
};
struct age_enclosed : seq<low_age, age_word, compare> {};
struct age : seq<sor<age_enclosed, age_named, age_brackets, age_by_unit>, opt<part<Part::age>>, times> {
  static constexpr SentenceTag tag = SentenceTag::age;
};
struct age_clause : seq<person_words, age, person_tail, times, boundary> {};
struct sex_clause : seq<fillers, sor<any_sex, sex_word>, fillers, boundary> {};

// ---------------------------------------------------------------- conditions, procedures, drugs

struct history_head : star<sor<filler, sex_word>> {};
// `type 2 diabetes between 30 and 70 years of age`
struct age_join : seq<opt<mark<','>>, at<part<Part::age, Part::between>>> {
  static constexpr SentenceTag tag = SentenceTag::age_join;
};
struct history_clause
    : seq<history_head, history, sor<boundary, seq<age_join, age, person_tail, times, boundary>>> {};

// `At least 4 weeks since prior chemotherapy`
struct since_bound : seq<part<Part::comparator>, duration, opt<part<Part::ago>>, plus<part<Part::since>>> {
  static constexpr SentenceTag tag = SentenceTag::since_bound;
};
struct since : seq<since_bound, items> {
  static constexpr SentenceTag tag = SentenceTag::since;
};
struct since_clause : seq<fillers, since, boundary> {};

// ---------------------------------------------------------------- tests, other trials

struct finding : part<Part::positive, Part::negative> {
  static constexpr SentenceTag tag = SentenceTag::finding;
};
// A test, or an infection that one shows; which infections is the builder's business.
struct serum : seq<part<Part::serology, Part::condition>, star<part<Part::amount>>> {
  static constexpr SentenceTag tag = SentenceTag::subject;
};
// `hepatitis B (HBsAg)`: the tests that are meant
struct sera_meant : seq<mark<'('>, serum, star<separator, serum>, mark<')'>> {
  static constexpr SentenceTag tag = SentenceTag::sera_meant;
};
struct sera_named : seq<serum, opt<sera_meant>> {};
struct sera : seq<opt<mark<'('>>, sera_named, star<separator, sera_named>, opt<mark<')'>>> {};
// `… and West Nile virus`: one that is not in the lexicon, at the end of a list of those that are
struct other_serum : seq<rep_min_max<1, 4, part<Part::word>>, opt<mark<'('>, part<Part::word>, mark<')'>>,
                         at<star<mark<'.', ';'>>, eof>> {
  static constexpr SentenceTag tag = SentenceTag::subject;
};
struct sera_and_other : seq<sera, opt<separator, other_serum>> {};
struct bracketed_finding : seq<mark<'('>, finding, mark<')'>> {};
struct finding_of
    : seq<finding, opt<mark<':'>>,
          star<part<Part::of, Part::prep, Part::to, Part::verb, Part::lead, Part::with, Part::amount>>> {};
struct serology : seq<sor<seq<sera, opt<mark<'-'>>, fillers, sor<finding, bracketed_finding>>,
                          seq<finding_of, sera_and_other, opt<finding>>>,
                      star<part<Part::amount>>, opt<tail_cue>, tail_person, times> {
  static constexpr SentenceTag tag = SentenceTag::serology;
};
struct final_stop
    : star<sor<mark<';', '.', ',', ':', '-'>, part<Part::and_, Part::or_, Part::and_or, Part::times>>> {};
// `negative pregnancy test in women of childbearing potential`
struct guard_behind : sor<seq<part<Part::prep>, part<Part::childbearing>>,
                          seq<mark<'('>, part<Part::childbearing>, mark<')'>>> {
  static constexpr SentenceTag tag = SentenceTag::guard;
};
struct serology_clause : seq<opt<filler>, star<part<Part::history, Part::active>>, opt<filler>, serology,
                             sor<boundary, seq<guard_behind, times, final_stop, eof>>> {};

struct partake
    : seq<star<sor<part<Part::history, Part::active, Part::partake, Part::verb, Part::lead, Part::treated>,
                   seq<mark<'('>, opt<part<Part::or_>>, opt<part<Part::lead>>, part<Part::partake>, window,
                       mark<')'>, opt<part<Part::prep>>>,
                   seq<part<Part::or_, Part::and_or>, at<part<Part::history, Part::active, Part::partake>>>,
                   seq<mark<'/'>, at<part<Part::history, Part::active, Part::partake>>>>>,
          part<Part::trial>> {
  static constexpr SentenceTag tag = SentenceTag::cue;
};
struct other_trial : seq<opt<negation>, partake, opt<filler>, times> {
  static constexpr SentenceTag tag = SentenceTag::other_trial;
};
struct other_trial_clause : seq<opt<filler>, other_trial, boundary> {};

// ---------------------------------------------------------------- sentences

struct nothing : plus<part<Part::nothing>> {
  static constexpr SentenceTag tag = SentenceTag::nothing;
};
struct guard : seq<opt<filler>, opt<part<Part::prep, Part::if_>>, part<Part::childbearing>, opt<mark<','>>> {
  static constexpr SentenceTag tag = SentenceTag::guard;
};
struct has_test : line_has<Part::number, Part::comparator, Part::between, Part::normal_range> {};
struct clause : sor<seq<nothing, boundary>, seq<has_test, sor<age_clause, measure_clause>>,
                    seq<line_has<Part::since>, since_clause>,
                    seq<line_has<Part::positive, Part::negative>, serology_clause>,
                    seq<line_has<Part::trial>, other_trial_clause>,
                    seq<line_has<Part::sex, Part::any_sex>, sex_clause>, history_clause> {};
struct join : plus<sor<mark<';', '.', ','>, part<Part::and_, Part::or_, Part::and_or>>> {
  static constexpr SentenceTag tag = SentenceTag::join;
};
struct sentence
    : seq<star<mark<'-', ':', ',', '.'>>, opt<guard>, clause, star<join, clause>, final_stop, eof> {};

// `Men and women >= 20 years of age`; whether it is an age, a time or a number of things the finder says.
struct person_age : seq<star<part<Part::lead, Part::verb, Part::any_sex, Part::sex, Part::age_group>>, test,
                        not_at<part<Part::observation>>> {
  static constexpr SentenceTag tag = SentenceTag::person_age;
};
// `potassium (> 5.5 mmol/L)`, `glucose (HbA1c) > 10 %`, `ratio (P/F) <= 300`: only found, never read.
struct other_name : rep_min_max<1, 6, not_at<mark<')'>, part<Part::observation>>, pegtl::any> {};
struct bracketed_measure : sor<seq<subjects, subject_tail, mark<'('>, opt<part<Part::verb>>, test>,
                               seq<subject, more_subjects, mark<')'>, test>,
                               seq<subjects, mark<'('>, other_name, mark<')'>, subject_tail, test>> {
  static constexpr SentenceTag tag = SentenceTag::measure;
};
// `for six months`; of which preposition the finder says
struct length : seq<part<Part::prep>, duration, not_at<part<Part::or_more>>> {
  static constexpr SentenceTag tag = SentenceTag::length;
};
struct comparison
    : sor<seq<at<part<Part::age>>, age>, measure, bracketed_measure, window, length, person_age> {};
// Most words begin no comparison: behind names nothing but a few words may stand in front of the test, and
// what stands between clauses begins none.
struct may_compare {
  using rule_t = may_compare;
  static constexpr bool takes_nothing = true;
  using subs_t = pegtl::empty_list;
  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename Nodes>
  static bool match(Input& in, const Nodes& nodes) {
    constexpr PartSet names = "wCRDlQA";  // begin a new subject or nothing
    constexpr PartSet nothing = "&|\\;:.)/-kKXIZ";
    constexpr PartSet in_front = "wVCRDlQA1p:,qm";  // of the test
    const char* at = in.current();
    if (nothing.has(*at)) return false;
    if (!names.has(*at)) return true;
    while (at < nodes.tests_end && in_front.has(*at)) ++at;
    return at < nodes.tests_end && kTestBegins.has(*at);
  }
};
// A number by itself is no comparison; `find` takes those only with a comparator, a range or a word for it.
struct any_token : pegtl::any {};
struct comparisons : star<seq<test_ahead, sor<seq<may_compare, comparison>, any_token>>> {};

}  // namespace eligo::grammar::registry::rules
