// A clause read as one name with all its words: the frame around it. Included by sentence.cpp only.
//
// Tried where the finer rules of sentence_rules.hpp have no reading. What may stand in the name is the
// builder's business (build_phrase.cpp); here it ends where a time, or the clause, ends.
#pragma once

#include "grammar/registry/sentence_rules.hpp"

namespace eligo::grammar::registry::rules {

// Of `active or latent X` both words belong to the name.
struct phrase_join : sor<mark<'/', ',', '('>, part<Part::or_, Part::and_, Part::and_or>> {};
struct phrase_cue : plus<sor<seq<cue_part, phrase_join, cue_part, not_at<phrase_join>>,
                             seq<cue_part, not_at<phrase_join>>>> {
  static constexpr SentenceTag tag = SentenceTag::cue;
};
struct phrase_time
    : seq<plus<sor<time_part, seq<open_bracket, opt<part<Part::verb>>, plus<time_part>, close_bracket>,
                   seq<comma, at<part<Part::within>>, window>>>,
          final_stop, eof> {};
// `(past hepatitis A is allowed)`: taken out, in other words
struct permission_word : seq<opt<part<Part::lead, Part::verb>>, part<Part::unclear>, mark<')'>> {};
struct permitted_name : plus<not_at<permission_word>, not_at<mark<'(', ')'>>, pegtl::any> {
  static constexpr SentenceTag tag = SentenceTag::item;
};
struct permission : permission_word {
  static constexpr SentenceTag tag = SentenceTag::permission;
};
struct phrase_permission : seq<mark<'('>, permitted_name, permission> {
  static constexpr SentenceTag tag = SentenceTag::except;
};
struct phrase_lasting : seq<lasting, final_stop, eof> {};
// What each of the ends of a name begins with: most words begin none.
struct phrase_end_begins : at<sor<eof,
                                  part<Part::within, Part::history, Part::comparator, Part::prep,
                                       Part::before, Part::number, Part::of, Part::to, Part::since, Part::ago,
                                       Part::and_, Part::or_, Part::and_or, Part::times, Part::except>,
                                  mark<'(', ',', ';', '.', ':', '-'>>> {};
struct phrase_end
    : seq<phrase_end_begins,
          sor<phrase_time, phrase_lasting, seq<final_stop, eof>, except_word, phrase_permission>> {};
struct phrase_name : plus<not_at<phrase_end>, pegtl::any> {
  static constexpr SentenceTag tag = SentenceTag::item;
};
struct except_name : plus<not_at<seq<opt<mark<')'>>, final_stop, eof>>, pegtl::any> {
  static constexpr SentenceTag tag = SentenceTag::item;
};
struct phrase_exception : seq<except_word, opt<filler>, except_name, opt<mark<')'>>> {
  static constexpr SentenceTag tag = SentenceTag::except;
};
struct phrase : seq<opt<negation>, opt<filler>, opt<phrase_cue>, opt<filler>, phrase_name, opt<lasting>,
                    times, opt<sor<phrase_exception, phrase_permission>>> {
  static constexpr SentenceTag tag = SentenceTag::phrase;
};
struct phrase_sentence : seq<star<mark<'-', ':', ',', '.'>>, history_head, phrase, final_stop, eof> {};

}  // namespace eligo::grammar::registry::rules
