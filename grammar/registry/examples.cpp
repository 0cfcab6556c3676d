// What a text gives as examples of a name: whether they say more than the name does. See
// sentence_builder.hpp.
//
// `Such as` gives examples. `Including` may also take in what nobody would call so: `trauma, including
// surgery`. Then the words stay in the name.
#include <algorithm>
#include <array>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/phrase_words.hpp"
#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {
namespace {

// Illnesses of one class by their heads, each with a blank on either side.
constexpr std::string_view kTumors =
    " malignancy malignancies cancer cancers tumor tumors tumour tumours neoplasm neoplasms neoplasia "
    "carcinoma "
    "carcinomas melanoma lymphoma leukemia leukaemia myeloma sarcoma glioma ";
constexpr std::string_view kInfections =
    " infection infections hiv aids hbv hcv hepatitis tuberculosis tb syphilis sepsis pneumonia meningitis "
    "bacteremia covid-19 cmv malaria ";

// `Tumors` and `tumor` are one word.
std::string_view singular(std::string_view word) {
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.remove_suffix(1);
  return word;
}

}  // namespace

// `Such as A, B, or active C`, `including A or receiving B`: what is joined on with a state of its own is
// more than an example. So may be what examples are said to be like: `similar to the trial's drug`.
bool SentenceBuilder::are_plain_examples(std::size_t node) const {
  std::size_t ors = 0;
  for (std::uint32_t i = at(node).begin + 1; i < at(node).end; ++i) {
    const Token& one = token(i);
    ors += one.part == Part::or_ ? 1 : 0;
    // a pregnancy is no example of an illness
    if (one.value == "pregnancy" || one.value == "lactation") return false;
    if (one.part == Part::to) return false;
    const bool state = one.part == Part::active || one.part == Part::history || one.part == Part::treated;
    if (state && (token(i - 1).part == Part::or_ || token(i - 1).part == Part::and_)) return false;
  }
  return ors < 2;  // `such as A or B, C, or D`: where do the examples end?
}

// `Other serious disease`, of which only the examples say which is meant.
bool SentenceBuilder::is_too_general(std::size_t node) const {
  static constexpr std::array<std::string_view, 16> kGeneral = {
      "basis",   "basic",    "underlying", "general",     "medical",     "health",    "disease", "illness",
      "problem", "disorder", "pathology",  "pathologies", "comorbidity", "condition", "event",   "adverse"};
  // `other injuries, such as fractures`
  static constexpr std::string_view kOthers = " other another related intercurrent additional associated ";
  constexpr std::uint32_t few = 3;
  bool others = false;
  for (std::uint32_t i = at(node).begin; i < at(node).end; ++i)
    others = others || stands_among(kOthers, low_word(i));
  if (others && at(node).end - at(node).begin <= few) return true;
  for (std::uint32_t i = at(node).begin; i < at(node).end; ++i) {
    if (token(i).part == Part::vague || token(i).part == Part::active) continue;
    const std::string& word = low_word(i);
    const std::string_view plain =
        std::string_view(word).substr(0, word.size() - (word.ends_with('s') ? 1 : 0));
    if (std::none_of(kGeneral.begin(), kGeneral.end(), [&](auto one) {
          return word == one || plain == one || word.starts_with("illness") || word == "comorbidities";
        }))
      return false;
  }
  return true;
}

// Whether the word at `i`, or the fact there, is of this class.
bool SentenceBuilder::is_of_class(std::uint32_t i, std::string_view words) const {
  const std::string& whole = low_word(i);
  for (std::size_t from = 0; from < whole.size();) {
    const std::size_t blank = std::min(whole.find(' ', from), whole.size());
    if (stands_in(words, std::string_view(whole).substr(from, blank - from))) return true;
    from = blank + 1;
  }
  return false;
}

// Of what a run of words names an example: with the same head, or of the same class of illnesses.
bool SentenceBuilder::is_kind_of_name(std::uint32_t begin, std::uint32_t end,
                                      const SentenceNode& name) const {
  const auto any_of_class = [&](std::uint32_t from, std::uint32_t to, std::string_view words) {
    for (std::uint32_t i = from; i < to; ++i)
      if (is_of_class(i, words)) return true;
    return false;
  };
  for (const std::string_view words : {kTumors, kInfections})
    if (any_of_class(name.begin, name.end, words)) return any_of_class(begin, end, words);
  const bool infectious = says(name.begin, name.end, {"infectious", "communicable"});
  if (infectious) return any_of_class(begin, end, kInfections);
  const auto kind = kind_of(name.begin, name.end);
  if (kind == Part::medication)
    return kind_of(begin, end) == Part::medication || may_be_drug(begin, end) ||
           is_of_class(end - 1, " therapy therapies treatment treatments ");
  // a `treatment` is any, and so is a `symptom`
  const bool done = says(name.begin, name.end, {"treatment", "treatments", "intervention", "interventions"});
  if (kind == Part::procedure && done && kind_of(begin, end) != Part::condition) return true;
  if (is_of_class(head_of(name.begin, name.end), " symptom symptoms ")) return true;
  const std::string& head = low_word(head_of(name.begin, name.end));
  return singular(low_word(head_of(begin, end))) == singular(head);
}

// `Including A and B`: kinds of what the name in front names, which says no more than the name.
bool SentenceBuilder::are_kinds(std::size_t examples, const SentenceNode& name) const {
  std::uint32_t begin = at(examples).begin;
  while (token(begin).part != Part::example) ++begin;
  const std::string& word = low_word(begin);
  if (word.find("inclu") == std::string::npos && word.find("incl") == std::string::npos) return true;
  ++begin;
  std::uint32_t from = begin;
  for (std::uint32_t i = begin; i <= at(examples).end; ++i) {
    const bool ends = i == at(examples).end;
    if (!ends && !is_join(token(i)) && !is(token(i), '/') && !is(token(i), ':') && !is(token(i), ')'))
      continue;
    if (from < i && !is_kind_of_name(from, i, name)) return false;
    from = i + 1;
  }
  return true;
}

// The examples one by one; none where one of them cannot be read, or is of another kind.
std::vector<SentenceBuilder::Item> SentenceBuilder::listed_examples(std::size_t examples, Part kind,
                                                                    bool infections) {
  std::vector<Item> made;
  std::uint32_t begin = at(examples).begin;
  while (begin < at(examples).end && token(begin).part != Part::example) ++begin;
  ++begin;
  // an illness must be known by its words, a drug may be anything that is given as an example of one
  const auto otherwise = kind == Part::medication ? std::optional(kind) : std::nullopt;
  std::uint32_t from = begin;
  for (std::uint32_t i = begin; i <= at(examples).end; ++i) {
    const bool ends = i == at(examples).end;
    if (!ends && !is_join(token(i)) && !is(token(i), '/') && !is(token(i), ':') && !is(token(i), ')'))
      continue;
    if (from < i) {
      const bool fits = !infections || token(from).part == Part::serology || is_of_class(from, kInfections) ||
                        is_of_class(i - 1, kInfections);
      auto one = fits ? item(from, i, otherwise) : std::nullopt;
      if (!one || one->kind != kind) return {};
      made.push_back(std::move(*one));
    }
    from = i + 1;
  }
  return made;
}

// Among exclusions examples of what one word names (`autoimmune disease, e.g. lupus`), and infections that a
// record holds by themselves, stand beside the name. Any other name that is new says its examples, too, for
// they tell what is meant.
void SentenceBuilder::add_examples(const HistoryParts& parts, std::vector<Item>& items) {
  if (!exclusion_ && !parts.negative) return;
  const Item only = items.front();
  const bool one_word = only.end - only.begin == 1 && token(only.begin).entry != nullptr;
  if (exclusion_ && !parts.negative && !only.vague &&
      (one_word || (only.kind == Part::condition && !parts.cues.active &&
                    std::holds_alternative<std::monostate>(parts.time))))
    for (Item& one : listed_examples(parts.examples, only.kind, !one_word)) items.push_back(std::move(one));
  if (items.size() > 1 || !only.is_new || one_word) return;
  const ast::ConceptKind kind = concept_kind_of(only.kind);
  // what happens on a day among the examples is not what happens to the name; a time in them is of one
  const bool timed = !std::holds_alternative<std::monostate>(parts.time);
  if ((timed && only.kind != Part::medication) || has_part(at(parts.examples), Part::within)) return;
  const SentenceNode& said = at(parts.examples);
  items.front().name =
      facts_.get(kind, text_of(only.begin, only.end) + ' ' + text_of(said.begin, said.end)).name;
}

// `Cancer, including melanoma (except skin cancer)`: the one that is taken in whatever is taken out.
std::optional<SentenceBuilder::Item> SentenceBuilder::taken_in(std::size_t examples) {
  std::uint32_t begin = at(examples).begin;
  while (token(begin).part != Part::example) ++begin;
  if (low_word(begin).find("inclu") == std::string::npos || begin + 1 >= at(examples).end)
    return std::nullopt;
  for (std::uint32_t i = begin + 1; i < at(examples).end; ++i)
    if (is_join(token(i)) || is(token(i), '/') || is(token(i), ':')) return std::nullopt;
  return item(begin + 1, at(examples).end, std::nullopt);
}

}  // namespace eligo::grammar::registry
