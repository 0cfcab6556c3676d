// See stem_subjects.hpp.
#include "grammar/registry/stem_subjects.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

using Word = std::vector<std::string_view>::const_iterator;

bool is_other_person(std::string_view word) {
  return stands_among(
      " donor donors mother mothers father fathers parent parents caregiver caregivers carer carers partner "
      "partners spouse spouses husband husbands wife wives sibling siblings relative relatives companion "
      "companions informant informants physician physicians clinician clinicians nurse nurses provider "
      "providers surrogate ",
      word);
}

bool is_person(std::string_view word) {
  return stands_among(
      " patient patients subject subjects participant participants volunteer volunteers individual "
      "individuals person persons people candidate candidates those women woman men man female females male "
      "males adult adults child children infant infants neonate neonates adolescent adolescents smokers ",
      word);
}

// Whom every trial asks, and how a sentence about all of them begins.
bool is_of_everybody(std::string_view word) {
  return stands_among(
      " patient patients subject subjects participant participants volunteer volunteers individual "
      "individuals person persons people candidate candidates the a an all each every any of these our "
      "eligible potential prospective living study trial enrolled to be considered for in this inclusion "
      "participation participate take part enter enrollment enrolment entry entering order at time screening "
      "baseline "
      "prior before registration randomization randomisation and or they he she who that criteria additional "
      "also furthermore include included with have has having had following one more least conditions meet "
      "meeting presenting ",
      word);
}

// What is asked for begins.
Word asked(const Words& words) {
  return std::find_if(words.list.begin(), words.list.end(),
                      [](std::string_view word) { return stands_among(" must should shall will ", word); });
}

// `The donor has`, `for infants, mother must`: no patient is named in front.
bool begins_with_other(Word begin, Word end) {
  const Word first = std::find_if(begin, end, [](std::string_view word) {
    return is_other_person(word) ||
           !stands_among(" the a an all each any both for if of her his their ", word);
  });
  return first != end && is_other_person(*first);
}

// `a donor who meets`: what follows is said of him.
bool leads_to_other(const Words& words) {
  for (auto word = words.list.begin(); word != words.list.end() && std::next(word) != words.list.end();
       ++word)
    if (is_other_person(*word) &&
        stands_among(" who that must has have is are meets meeting meet fulfilling fulfills with ",
                     *std::next(word)))
      return true;
  return false;
}

}  // namespace

Subject subject_of(const Words& words) {
  const Word begin = words.list.begin();
  const Word end = words.list.end();
  const Word must = asked(words);
  if (begins_with_other(begin, end) || leads_to_other(words)) return Subject::other;
  if (words.has("only") && std::any_of(begin, end, is_person) && !words.has("if")) return Subject::some;
  if (must == end) return Subject::anybody;
  if (std::any_of(begin, must, is_other_person)) return Subject::other;
  return std::any_of(begin, must, is_person) && !std::all_of(begin, must, is_of_everybody) ? Subject::some
                                                                                           : Subject::anybody;
}

}  // namespace eligo::grammar::registry
