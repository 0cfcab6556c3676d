// The grammar of registry English as PEG rules over the parts of tokens (lexicon.hpp). Included by
// sentence.cpp only.
//
// A sentence is clauses with joins between them; a clause is known by what it is about. No rule calls itself,
// so the work is linear; what an item or a list means is the builder's business (build_*.cpp).
#pragma once

#include "grammar/registry/limit_rules.hpp"

namespace eligo::grammar::registry::rules {

// ---------------------------------------------------------------- measurements

struct subject : part<Part::observation> {
  static constexpr SentenceTag tag = SentenceTag::subject;
};
struct separator : sor<seq<mark<','>, opt<part<Part::and_, Part::or_, Part::and_or>>>,
                       part<Part::and_, Part::or_, Part::and_or>, mark<'/'>> {
  static constexpr SentenceTag tag = SentenceTag::separator;
};
// `aspartate aminotransferase/alanine aminotransferase (AST/ALT)`
struct named_again : seq<mark<'('>, subject, plus<separator, subject>, mark<')'>> {
  static constexpr SentenceTag tag = SentenceTag::named_again;
};
struct subjects : seq<star<part<Part::amount>>, subject, star<separator, subject>,
                      opt<named_again, star<separator, subject>>> {};
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
struct measured : sor<seq<subjects, subject_tail, test>, seq<new_subject, subject_tail, pair>,
                      seq<new_subject, subject_tail, not_at<sor<lasts, years_of_age>>, test>> {};
struct reversed : seq<test, opt<part<Part::of, Part::prep>>, subject, star<separator, subject>> {};
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
struct sex_word : part<Part::sex> {
  static constexpr SentenceTag tag = SentenceTag::sex;
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

// ---------------------------------------------------------------- names of conditions, drugs, procedures

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
struct items
    : seq<cued_item, star<opt<seq<said_sex, at<separator>>>, separator, sor<cued_item, linked_item>>> {};
struct examples : seq<opt<mark<',', '('>>, part<Part::example>, opt<mark<':', ','>>,
                      plus<sor<name_part, name_link, mark<',', '/', '-'>,
                               part<Part::or_, Part::and_, Part::and_or, Part::observation, Part::treated>>>,
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
struct tail_cue : part<Part::history> {
  static constexpr SentenceTag tag = SentenceTag::tail_cue;
};
struct history : seq<opt<negation>, opt<filler>, items, opt<tail_cue>, tail_person, opt<lasting>, times,
                     opt<examples>, opt<excepted>, times> {
  static constexpr SentenceTag tag = SentenceTag::history;
};
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
struct bracketed_finding : seq<mark<'('>, finding, mark<')'>> {};
struct finding_of
    : seq<finding, opt<mark<':'>>,
          star<part<Part::of, Part::prep, Part::to, Part::verb, Part::lead, Part::with, Part::amount>>> {};
struct serology
    : seq<sor<seq<sera, fillers, sor<finding, bracketed_finding>>, seq<finding_of, sera, opt<finding>>>,
          star<part<Part::amount>>, opt<tail_cue>, tail_person, times> {
  static constexpr SentenceTag tag = SentenceTag::serology;
};
struct serology_clause : seq<opt<filler>, star<part<Part::history>>, opt<filler>, serology, boundary> {};

struct partake
    : seq<star<sor<part<Part::history, Part::active, Part::partake, Part::verb, Part::lead, Part::treated>,
                   seq<mark<'('>, opt<part<Part::or_>>, part<Part::partake>, window, mark<')'>>,
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
struct guard : seq<opt<filler>, part<Part::childbearing>, opt<mark<','>>> {
  static constexpr SentenceTag tag = SentenceTag::guard;
};
struct clause : sor<seq<nothing, boundary>, age_clause, measure_clause, since_clause, serology_clause,
                    other_trial_clause, sex_clause, history_clause> {};
struct join : plus<sor<mark<';', '.', ','>, part<Part::and_, Part::or_, Part::and_or>>> {
  static constexpr SentenceTag tag = SentenceTag::join;
};
struct final_stop
    : star<sor<mark<';', '.', ',', ':', '-'>, part<Part::and_, Part::or_, Part::and_or, Part::times>>> {};
struct sentence
    : seq<star<mark<'-', ':', ',', '.'>>, opt<guard>, clause, star<join, clause>, final_stop, eof> {};

// `Men and women >= 20 years of age`; whether it is an age the finder says.
struct person_age : seq<star<part<Part::lead, Part::verb, Part::any_sex, Part::sex, Part::age_group>>, test,
                        not_at<part<Part::observation>>> {
  static constexpr SentenceTag tag = SentenceTag::person_age;
};
// `potassium (> 5.5 mmol/L)`, `glucose (HbA1c) > 10 %`, `ratio (P/F) <= 300`: only found, never read.
struct other_name : rep_min_max<1, 6, not_at<mark<')'>, part<Part::observation>>, pegtl::any> {};
struct bracketed_measure : sor<seq<subjects, subject_tail, mark<'('>, opt<part<Part::verb>>, test>,
                               seq<subject, star<separator, subject>, mark<')'>, test>,
                               seq<subjects, mark<'('>, other_name, mark<')'>, subject_tail, test>> {
  static constexpr SentenceTag tag = SentenceTag::measure;
};
struct comparison : sor<seq<at<part<Part::age>>, age>, measure, bracketed_measure, person_age> {};
// A number by itself is no comparison; `find` takes those only with a comparator, a range or a word for it.
struct any_token : pegtl::any {};
struct comparisons : star<sor<comparison, any_token>> {};

}  // namespace eligo::grammar::registry::rules
