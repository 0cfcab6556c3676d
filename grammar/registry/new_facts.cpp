// See new_facts.hpp.
#include "grammar/registry/new_facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "grammar/words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::size_t kLongestName = 60;
constexpr std::size_t kLongestPhrase = 190;  // the language allows names of 200 bytes

// What a letter becomes in a name; `_` where it can be none.
constexpr auto kInNames = [] {
  std::array<char, 256> made{};
  for (std::size_t c = 0; c < made.size(); ++c) {
    const bool capital = c >= 'A' && c <= 'Z';
    const bool keep = capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    made[c] = keep ? static_cast<char>(capital ? c + ('a' - 'A') : c) : '_';
  }
  return made;
}();

// `> grade 1` -> ` over grade 1`: a name without the sign would say something else.
std::string with_signs_in_words(std::string_view phrase) {
  std::string made;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const char c = phrase[i];
    const bool equal = i + 1 < phrase.size() && phrase[i + 1] == '=';
    if (c != '<' && c != '>')
      made += c;
    else
      made += c == '<' ? (equal ? " at most " : " under ") : (equal ? " at least " : " over ");
  }
  return made;
}

// `Type 2 diabetes (T2DM)` -> `type_2_diabetes_t2dm`
std::string slug(std::string_view phrase) {
  const auto holds = [&](char sign) { return phrase.find(sign) != std::string_view::npos; };
  if (holds('<') || holds('>')) return slug(with_signs_in_words(phrase));
  std::string made(std::min(phrase.size(), kLongestName + 1), '_');
  std::size_t size = 0;
  for (std::size_t i = 0; i < phrase.size() && size <= kLongestName; ++i) {
    const char c = kInNames[static_cast<unsigned char>(phrase[i])];
    if (c != '_' || (size > 0 && made[size - 1] != '_')) made[size++] = c;
  }
  made.resize(size);
  if (made.size() > kLongestName) {
    made.resize(kLongestName);
    if (const auto cut = made.rfind('_'); cut != std::string::npos && cut > kLongestName / 2)
      made.resize(cut);
  }
  while (!made.empty() && made.back() == '_') made.pop_back();
  if (made.empty() || made[0] < 'a') made = made.empty() ? "fact" : "f_" + made;
  return made;
}

std::string shortened(std::string_view phrase) {
  if (phrase.size() <= kLongestPhrase) return std::string(phrase);
  std::size_t cut = phrase.rfind(' ', kLongestPhrase);
  if (cut == std::string_view::npos || cut < kLongestPhrase / 2) {
    cut = kLongestPhrase;
    while (cut > 0 && (static_cast<unsigned char>(phrase[cut]) & 0xC0U) == 0x80) --cut;
  }
  return std::string(phrase.substr(0, cut)) + " ...";
}

std::string_view word_for(ast::ConceptKind kind) {
  switch (kind) {
    case ast::ConceptKind::medication:
      return "drug";
    case ast::ConceptKind::procedure:
      return "procedure";
    case ast::ConceptKind::attestation:
      return "statement";
    case ast::ConceptKind::observation:
    case ast::ConceptKind::score:
      return "measurement";
    default:
      return "condition";
  }
}

bool same_kind(ast::ConceptKind a, ast::ConceptKind b) {
  const auto plain = [](ast::ConceptKind kind) {
    if (kind == ast::ConceptKind::drug_class) return ast::ConceptKind::medication;
    if (kind == ast::ConceptKind::score) return ast::ConceptKind::observation;
    return kind;
  };
  return plain(a) == plain(b);
}

std::string spelling(const ast::Concept& fact) {
  return fact.phrase.text.size() <= kLongestPhrase && is_bare_name(fact.phrase.text) ? fact.phrase.text
                                                                                     : fact.name.text;
}

}  // namespace

NewFacts::Made NewFacts::get(ast::ConceptKind kind, std::string_view phrase, std::string_view unit) {
  // `Have known or suspected A`; a question keeps its words
  for (const std::string_view verb : {"Have ", "have ", "Has ", "has "})
    if (kind != ast::ConceptKind::attestation && phrase.starts_with(verb)) phrase.remove_prefix(verb.size());
  const std::string low = folded(phrase);
  if (const ast::Concept* known = lexicon_.fact_called_folded(low)) {
    if (same_kind(known->kind, kind) && unit.empty()) {
      // a type of a procedure keeps its own words
      const bool own = folded(known->phrase.text) == low || folded(known->name.text) == low;
      const bool synonym = std::any_of(known->synonyms.begin(), known->synonyms.end(),
                                       [&](const ast::Text& s) { return folded(s.text) == low; });
      if (own || synonym) return {{spelling(*known), {}, false}, false};
      if (is_bare_name(phrase)) return {{std::string(phrase), {}, false}, false};
    }
  }
  return make(kind, slug(phrase), phrase, low, unit);
}

NewFacts::Made NewFacts::get(const Entry& entry, std::string_view unit) {
  if (const ast::Concept* known = lexicon_.fact(entry.value)) return {{spelling(*known), {}, false}, false};
  if (const ast::Concept* known = lexicon_.fact_called(entry.value)) {
    (void)known;  // a type of a procedure
    return {{entry.value, {}, false}, false};
  }
  ast::ConceptKind kind = ast::ConceptKind::condition;
  // a ratio or a scale with halves (`ankle brachial index < 0.6`): scores are whole numbers
  if (unit.empty() && entry.part == Part::observation && entry.detail == "1") unit = "1";
  if (entry.part == Part::observation)
    kind = unit == "{score}" || unit.empty() ? ast::ConceptKind::score : ast::ConceptKind::observation;
  if (entry.part == Part::procedure) kind = ast::ConceptKind::procedure;
  if (entry.part == Part::medication) kind = ast::ConceptKind::medication;
  if (entry.part == Part::serology) kind = ast::ConceptKind::serology;
  return make(kind, entry.value, entry.phrase, folded(entry.phrase), unit);
}

std::optional<ast::ConceptKind> NewFacts::kind(std::string_view name) const {
  if (const auto found = index_.find(std::string(name)); found != index_.end())
    return facts_[found->second].definition.kind;
  if (const ast::Concept* known = lexicon_.fact_called(name)) return known->kind;
  return std::nullopt;
}

std::string NewFacts::phrase(std::string_view name) const {
  if (const auto found = index_.find(std::string(name)); found != index_.end()) {
    const auto in_full = in_full_.find(found->second);
    return in_full != in_full_.end() ? in_full->second : facts_[found->second].definition.phrase.text;
  }
  if (const ast::Concept* known = lexicon_.fact(name)) return known->phrase.text;
  return std::string(name);
}

std::string_view NewFacts::unit(std::string_view name) const {
  const auto found = index_.find(std::string(name));
  return found == index_.end() ? std::string_view{}
                               : std::string_view(facts_[found->second].definition.unit.text);
}

bool NewFacts::taken(const std::string& low) const {
  return lexicon_.fact_called_folded(low) != nullptr || folded_taken_.contains(low);
}

NewFacts::Made NewFacts::make(ast::ConceptKind kind, std::string_view wanted_name, std::string_view phrase,
                              const std::string& low, std::string_view unit) {
  if (kind == ast::ConceptKind::observation && unit == "{score}") kind = ast::ConceptKind::score;
  const std::string_view quantity = unit.empty() ? std::string_view{} : lexicon_.quantity(unit);
  const std::string_view measured = kind != ast::ConceptKind::observation ? std::string_view{}
                                    : quantity.empty()                    ? unit
                                                                          : quantity;
  std::string key;
  key.reserve(wanted_name.size() + low.size() + measured.size() + 16);
  for (const std::string_view one : {word_for(kind), wanted_name, std::string_view(low), measured})
    (key += one) += '|';
  const auto [of_key, first] = by_key_.try_emplace(std::move(key), facts_.size());
  if (!first) return {{facts_[of_key->second].spelling, {}, false}, true};

  ast::Concept fact;
  fact.kind = kind;
  fact.phrase.text = shortened(phrase);
  fact.name.text = wanted_name.size() > kLongestName ? slug(wanted_name) : std::string(wanted_name);
  std::string low_phrase = phrase.size() <= kLongestPhrase ? low : folded(fact.phrase.text);
  if (taken(low_phrase) && kind == ast::ConceptKind::observation && !unit.empty()) {
    fact.phrase.text += " in " + std::string(unit);
    fact.name.text += '_' + slug(unit);
    low_phrase = folded(fact.phrase.text);
  }
  for (int n = 1; taken(low_phrase) && n < 100; ++n) {
    fact.phrase.text =
        shortened(phrase) + " (" + std::string(word_for(kind)) + (n > 1 ? ' ' + std::to_string(n) : "") + ')';
    low_phrase = folded(fact.phrase.text);
  }
  const std::string base = fact.name.text;
  std::string low_name = folded(base);
  for (int n = 2; low_name != low_phrase && taken(low_name); ++n) {
    fact.name.text = base + '_' + std::to_string(n);
    low_name = folded(fact.name.text);
  }
  if (kind == ast::ConceptKind::observation) fact.unit.text = unit;
  if (phrase.size() > kLongestPhrase) in_full_.emplace(facts_.size(), phrase);
  folded_taken_.insert(std::move(low_phrase));
  folded_taken_.insert(std::move(low_name));
  std::string spelled = spelling(fact);
  index_.emplace(spelled, facts_.size());
  facts_.push_back({std::move(fact), spelled});
  return {{std::move(spelled), {}, false}, true};
}

void NewFacts::put_under(const ast::Name& name, const ast::Name& parent) {
  const auto found = index_.find(name.text);
  if (found == index_.end() || name.text == parent.text) return;
  ast::Concept& fact = facts_[found->second].definition;
  const auto above = index_.find(parent.text);
  std::string parent_name = parent.text;
  if (above != index_.end()) {
    parent_name = facts_[above->second].definition.name.text;
    // no circles
    for (const ast::Name& up : facts_[above->second].definition.parents)
      if (up.text == fact.name.text) return;
  } else if (const ast::Concept* known = lexicon_.fact_called(parent.text)) {
    parent_name = known->name.text;
  }
  for (const ast::Name& already : fact.parents)
    if (already.text == parent_name) return;
  fact.parents.push_back({parent_name, {}, false});
}

std::vector<ast::Concept> NewFacts::declared(const std::map<std::string, int>& used) const {
  std::vector<ast::Concept> made;
  made.reserve(facts_.size());
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const Fact& fact = facts_[i];
    if (!used.contains(fact.spelling)) continue;
    made.push_back(fact.definition);
    if (fact.definition.kind != ast::ConceptKind::attestation)
      made.back().notes.push_back({{"Named in the registry text; to be reviewed and given codes.", {}}, {}});
    if (const auto in_full = in_full_.find(i); in_full != in_full_.end())
      made.back().notes.push_back({{"In full: " + in_full->second, {}}, {}});
    // a parent that nothing else uses is no fact of the draft
    std::erase_if(made.back().parents, [&](const ast::Name& parent) {
      if (lexicon_.fact(parent.text) != nullptr) return false;
      return std::none_of(facts_.begin(), facts_.end(), [&](const Fact& other) {
        return other.definition.name.text == parent.text && used.contains(other.spelling);
      });
    });
  }
  return made;
}

}  // namespace eligo::grammar::registry
