// How the names of a list stand to each other, and what leaves that open. See sentence_builder.hpp.
#include <algorithm>
#include <array>

#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

// `A, B, disease due to C or D`: D may be one more cause.
bool SentenceBuilder::object_may_go_on(const HistoryParts& parts) const {
  for (std::size_t i = 1; i + 1 < parts.items.size(); ++i) {
    const SentenceNode one = at(parts.items[i]);
    const SentenceNode next = at(parts.items[i + 1]);
    if (!takes_object(one.begin, one.end) || token(next.begin - 1).part != Part::or_) continue;
    if (next.end - next.begin == 1) return true;
  }
  return false;
}

// A name that brackets behind it say how it is known of.
bool SentenceBuilder::is_confirmed(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin + 1; i + 1 < end; ++i)
    if (is(token(i), '(') && says(i + 1, i + 2, {"confirmed", "documented", "proven"})) return true;
  return false;
}

// One word by which a drug may be called; `topical`, `inhaled` say more of one.
bool SentenceBuilder::may_be_drug(std::uint32_t begin, std::uint32_t end) const {
  static constexpr std::array<std::string_view, 6> kAdjectives = {"al", "ic", "ed", "ive", "ous", "ary"};
  if (end - begin != 1) return false;
  const auto kind = kind_of(begin, end);
  if (kind) return *kind == Part::medication;
  const std::string& word = low_word(begin);
  return token(begin).part == Part::word && word.size() > 3 && !word.starts_with("device") &&
         !lexicon_.names_nothing(word) &&
         std::none_of(kAdjectives.begin(), kAdjectives.end(),
                      [&](auto end_of) { return word.ends_with(end_of); });
}

// `Treatment with A, B or rituximab`: each is a drug of its own, also one that the lexicon does not know.
bool SentenceBuilder::are_drugs(const HistoryParts& parts) const {
  if (parts.otherwise != Part::medication || parts.items.size() < 2) return false;
  bool known = false;
  for (const std::size_t child : parts.items) {
    if (!may_be_drug(at(child).begin, at(child).end)) return false;
    known = known || kind_of(at(child).begin, at(child).end).has_value();
  }
  return known;
}

// What joins the entries.
void SentenceBuilder::read_joins(HistoryParts& parts) const {
  for (const std::size_t node_of : parts.separators) {
    parts.has_and = parts.has_and || has_part(at(node_of), Part::and_);
    parts.has_or = parts.has_or || has_part(at(node_of), Part::or_) || has_part(at(node_of), Part::and_or) ||
                   has_part(at(node_of), static_cast<Part>('/'));
    parts.only_commas = parts.only_commas && at(node_of).end - at(node_of).begin == 1 &&
                        token(at(node_of).begin).part == static_cast<Part>(',');
  }
}

// A word that the lexicon takes for the name of an illness where it stands by itself: `diabetic`.
bool SentenceBuilder::is_adjective(std::uint32_t i) const {
  static constexpr std::array<std::string_view, 6> kAdjectives = {
      "allergic", "diabetic", "hypertensive", "intolerant", "hypersensitive", "metastatic"};
  return std::find(kAdjectives.begin(), kAdjectives.end(), low_word(i)) != kAdjectives.end();
}

// The last entry of a list says more of those in front of it.
bool SentenceBuilder::last_says_of_all(const HistoryParts& parts, std::size_t child) const {
  if (child != parts.items.back() || parts.items.size() < 2) return false;
  const auto& last = at(child);
  const auto& first = at(parts.items.front());
  const bool has_object = takes_object(last.begin, last.end);
  // `trauma or infection of the hip`: both may be of it
  if (has_object && !takes_object(first.begin, first.end) && !parts.late_cue) return true;
  // `osteotomy of the tibia, arthroscopy and arthroplasty of the knee`: the last says where
  const auto& before = at(*(parts.items.end() - 2));
  if (has_object && kind_of(last.begin, last.end) == Part::procedure &&
      kind_of(before.begin, before.end) == Part::procedure && !takes_object(before.begin, before.end))
    return true;
  // `bleeding or platelet disorder`
  if (token(last.end - 1).part == Part::word && is_general(lower_text(last.end - 1, last.end)) &&
      last.end - last.begin > 1 &&
      std::any_of(parts.items.begin(), parts.items.end(), [&](std::size_t other) {
        return at(other).end - at(other).begin == 1 && token(at(other).begin).part == Part::word;
      }))
    return true;
  // `influenza or pneumonia (confirmed by a test)`, `allergy or intolerance to A`
  return is_confirmed(last.begin, last.end) || has_part(last, Part::to);
}

// `rituximab or cisplatin`: each is a name by itself and shares no word with the others.
bool SentenceBuilder::are_names_of_a_kind(const HistoryParts& parts) const {
  const auto kind = lexicon_.kind_of_head(low_word(at(parts.items.front()).begin));
  return std::all_of(parts.items.begin(), parts.items.end(), [&](std::size_t child) {
    const std::string& word = low_word(at(child).begin);
    return at(child).end - at(child).begin == 1 && lexicon_.is_name_by_ending(word) &&
           lexicon_.kind_of_head(word) == kind;
  });
}

// How the entries of the list stand to each other.
void SentenceBuilder::read_list(HistoryParts& parts) const {
  read_joins(parts);
  parts.sure = parts.sure && !object_may_go_on(parts);
  for (const std::size_t child : parts.items) {
    const auto kind = kind_of(at(child).begin, at(child).end);
    const Part first_part = token(at(child).begin).part;
    parts.own = parts.own || own_clause(at(child).begin, at(child).end) != at(child).end;
    // `allergy to A or B`: B is what the allergy is to
    if (child == parts.items.front() && parts.items.size() > 1 &&
        takes_object(at(child).begin, at(child).end))
      parts.object = true;
    if (parts.object && child != parts.items.front() &&
        (at(child).end - at(child).begin == 1 ||
         kind != kind_of(at(parts.items.front()).begin, at(parts.items.front()).end)))
      parts.differs = true;
    // `alcohol or drug abuse/dependency`
    if (child != parts.items.front() && at(child).end - at(child).begin == 1 &&
        stands_among(" dependency dependence addiction misuse ", low_word(at(child).begin)))
      parts.differs = true;
    // `blood dyscrasias, bleeding and clotting disorders`
    if (child != parts.items.front() && child != parts.items.back() &&
        shares_general(at(child), at(parts.items.back())))
      parts.differs = true;
    // `seizure caused by A or B`: B is no ground by itself
    if (child != parts.items.front()) {
      const SentenceNode& before = at(*(std::find(parts.items.begin(), parts.items.end(), child) - 1));
      parts.differs = parts.differs || (takes_object(before.begin, before.end) &&
                                        says(before.begin, before.end, {"caused", "combined", "associated"}));
    }
    // `stage III melanoma or lung cancer`
    if (child == parts.items.front() && parts.items.size() > 1 && token(at(child).begin).part == Part::grade)
      parts.differs = true;
    // `ipsilateral fistula or surgery`
    if (child == parts.items.front() && parts.items.size() > 1 &&
        stands_among(" ipsilateral contralateral bilateral unilateral ", low_word(at(child).begin)))
      parts.differs = true;
    // `alcohol abuse or dependence`: the second takes up a word of the first
    if (child != parts.items.front() && at(child).end - at(child).begin == 1 && first_part == Part::word &&
        at(parts.items.front()).end - at(parts.items.front()).begin > 1 &&
        is_general(lower_text(at(child).begin, at(child).end)))
      parts.differs = true;
    parts.differs = parts.differs || last_says_of_all(parts, child);
    // `allergic or immune-mediated reaction`
    if (child != parts.items.back() && is_adjective(at(child).end - 1) &&
        !is_adjective(at(parts.items.back()).end - 1))
      parts.differs = true;
    // `history or family history of A or B`
    if (child == parts.items.front() && parts.items.size() > 1 && has_part(at(child), Part::history))
      parts.differs = true;
    // `lung diseases and injuries (such as …)`
    if (child != parts.items.front() && at(child).end - at(child).begin > 1 && first_part == Part::word &&
        token(at(child).begin + 1).part == static_cast<Part>('(') &&
        is_general(lower_text(at(child).begin, at(child).begin + 1)))
      parts.differs = true;
    // `infection at the wound or around the ulcer`
    if (child != parts.items.front() &&
        says(at(child).begin, at(child).begin + 1, {"around", "near", "beneath", "inside", "beside"}))
      parts.differs = true;
    if (child == parts.items.front() && parts.items.size() > 1 && at(child).end - at(child).begin == 1 &&
        (token(at(child).begin).value == "allergy" || token(at(child).begin).value == "hypersensitivity"))
      parts.differs = true;
    // `drug or alcohol use disorder`: one general word is no entry of a list
    const bool general =
        at(child).end - at(child).begin == 1 && first_part == Part::word && kind && *kind != Part::condition;
    if (general && parts.items.size() > 1 && !are_names_of_a_kind(parts)) parts.differs = true;
    const bool linked = first_part == Part::of || first_part == Part::prep || first_part == Part::to;
    parts.each_known = parts.each_known && kind.has_value() && !linked;
  }
}

}  // namespace eligo::grammar::registry
