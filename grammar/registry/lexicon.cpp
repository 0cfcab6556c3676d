// See lexicon.hpp.
#include "grammar/registry/lexicon.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>
#include <utility>

#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

struct PartName {
  std::string_view name;
  Part part;
};
constexpr std::array kParts = {
    PartName{"number", Part::number},
    PartName{"unit", Part::unit},
    PartName{"time", Part::time},
    PartName{"years-old", Part::years_old},
    PartName{"comparator", Part::comparator},
    PartName{"upper-limit", Part::upper_limit},
    PartName{"lower-limit", Part::lower_limit},
    PartName{"times", Part::times},
    PartName{"normal-range", Part::normal_range},
    PartName{"observation", Part::observation},
    PartName{"serology", Part::serology},
    PartName{"condition", Part::condition},
    PartName{"procedure", Part::procedure},
    PartName{"medication", Part::medication},
    PartName{"age", Part::age},
    PartName{"sex", Part::sex},
    PartName{"any-sex", Part::any_sex},
    PartName{"childbearing", Part::childbearing},
    PartName{"no", Part::no},
    PartName{"not", Part::not_},
    PartName{"history", Part::history},
    PartName{"active", Part::active},
    PartName{"positive", Part::positive},
    PartName{"negative", Part::negative},
    PartName{"lead", Part::lead},
    PartName{"verb", Part::verb},
    PartName{"joint", Part::joint},
    PartName{"prep", Part::prep},
    PartName{"to", Part::to},
    PartName{"within", Part::within},
    PartName{"since", Part::since},
    PartName{"ago", Part::ago},
    PartName{"before", Part::before},
    PartName{"anchor", Part::anchor},
    PartName{"trial", Part::trial},
    PartName{"confirm", Part::confirm},
    PartName{"and", Part::and_},
    PartName{"or", Part::or_},
    PartName{"and-or", Part::and_or},
    PartName{"except", Part::except},
    PartName{"if", Part::if_},
    PartName{"treated", Part::treated},
    PartName{"planned", Part::planned},
    PartName{"unclear", Part::unclear},
    PartName{"nothing", Part::nothing},
    PartName{"age-group", Part::age_group},
    PartName{"stop", Part::stop},
    PartName{"word", Part::word},
    PartName{"with", Part::with},
    PartName{"of", Part::of},
    PartName{"between", Part::between},
    PartName{"or-more", Part::or_more},
    PartName{"grade", Part::grade},
    PartName{"roman", Part::roman},
    PartName{"partake", Part::partake},
    PartName{"example", Part::example},
    PartName{"vague", Part::vague},
    PartName{"amount", Part::amount},
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// A unit's spelling without what does not matter: blanks and letter case.
std::string unit_key(std::string_view text) {
  std::string key;
  for (const char c : text)
    if (c != ' ') key += lower(c);
  return key;
}

// Short names in capitals are not the words that look like them: GOT is not got.
// Of `{second,2nd} remission {,(CR2)}` what is written first: `second remission`.
std::string first_choice(std::string_view phrase) {
  std::string made;
  for (std::size_t at = 0; at < phrase.size();) {
    const std::size_t open = std::min(phrase.find('{', at), phrase.size());
    made += phrase.substr(at, open - at);
    const std::size_t close = std::min(phrase.find('}', open), phrase.size());
    if (open < phrase.size())
      made += phrase.substr(open + 1, std::min(phrase.find(',', open), close) - open - 1);
    at = close + 1;
  }
  while (made.ends_with(' ')) made.pop_back();
  return made;
}

bool is_short_capitals(std::string_view phrase) {
  return phrase.size() <= 4 && std::all_of(phrase.begin(), phrase.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

std::optional<Part> part_of(ast::ConceptKind kind) {
  switch (kind) {
    case ast::ConceptKind::observation:
    case ast::ConceptKind::score:
      return Part::observation;
    case ast::ConceptKind::serology:
      return Part::serology;
    case ast::ConceptKind::condition:
      return Part::condition;
    case ast::ConceptKind::procedure:
      return Part::procedure;
    case ast::ConceptKind::medication:
    case ast::ConceptKind::drug_class:
      return Part::medication;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string folded(std::string_view text) {
  std::string made(text);
  for (char& c : made) c = c == '-' || c == '_' ? ' ' : lower(c);
  return made;
}

Lexicon::Lexicon(std::span<const LexiconText> texts, std::span<const ast::File* const> vocabulary) {
  for (const ast::File* file : vocabulary) read_vocabulary(*file);
  for (const LexiconText& text : texts) read(text);
}

void Lexicon::read(const LexiconText& text) {
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < text.text.size();) {
    const std::size_t end = std::min(text.text.find('\n', at), text.text.size());
    const std::string_view line = trimmed(std::string_view(text.text).substr(at, end - at));
    ++number;
    if (!line.empty() && line[0] != '#') read_line(text, number, line);
    at = end + 1;
  }
}

// The first entry with this spelling is the unit. `{%,percent} of predicted`: each way to choose.
void Lexicon::add_unit(std::string_view spelling, const Entry* entry) {
  const std::size_t open = spelling.find('{');
  const std::size_t close = spelling.find('}', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos) {
    for (std::size_t at = open + 1; at <= close;) {
      const std::size_t end = std::min(spelling.find(',', at), close);
      std::string chosen(spelling.substr(0, open));
      chosen += spelling.substr(at, end - at);
      add_unit(chosen += spelling.substr(close + 1), entry);
      at = end + 1;
    }
    return;
  }
  const std::string key = unit_key(spelling);
  if (key.empty() || key.size() > kLongestUnit) return;
  if (unit_spellings_.add(key) == units_.size()) units_.push_back(entry);
  const std::uint64_t length = std::uint64_t{1} << key.size();
  unit_lengths_[static_cast<unsigned char>(key.front())] |= length;
  if (key.size() > 1) unit_pair_lengths_[unit_pair(key[0], key[1])] |= length;
}

void Lexicon::read_heads(Part part, std::span<const std::string_view> words) {
  for (const std::string_view word : words) {
    if (word.size() < 2 || word.front() != '-') {
      const std::uint32_t head = head_words_.add(word);
      if (head == heads_.size()) heads_.push_back(part);
      heads_[head] = part;
      continue;
    }
    const std::string ending = lowered(word.substr(1));
    const std::size_t least = ending.size() + 2;
    add_suffix({ending, least, part});
    add_suffix({ending + 's', least, part});
  }
}

void Lexicon::add_suffix(Suffix suffix) {
  const auto last = static_cast<unsigned char>(suffix.letters.back());
  suffixes_[last].push_back(std::move(suffix));
}

// `5 999 10*9/L`: between these numbers, no other unit is in use.
bool Lexicon::read_bare_units(std::string_view fact, std::span<const std::string_view> ranges) {
  for (const std::string_view range : ranges) {
    std::istringstream words{std::string(range)};
    BareUnit made;
    if (!(words >> made.low >> made.high >> made.unit) || made.low > made.high) return false;
    bare_units_[std::string(fact)].push_back(std::move(made));
  }
  return true;
}

// `part value detail | phrase | phrase`; `head KIND | word | -suffix`; `head none | word`;
// `bare FACT | LOW HIGH UNIT`; `sign FACT | word`.
void Lexicon::read_line(const LexiconText& text, std::uint32_t number, std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find('|', at), line.size());
    fields.push_back(trimmed(line.substr(at, end - at)));
    at = end + 1;
  }
  const std::string_view head = fields.front();
  const std::size_t first_blank = std::min(head.find(' '), head.size());
  const std::string_view name = head.substr(0, first_blank);
  const std::string_view rest = trimmed(head.substr(first_blank));
  if (fields.size() < 2) {
    problems_.push_back({text.name, number, "no phrase behind `|`"});
    return;
  }
  if (name == "bare") {
    if (!read_bare_units(rest, std::span<const std::string_view>(fields).subspan(1)))
      problems_.push_back({text.name, number, "not `LOW HIGH UNIT`"});
    return;
  }
  if (name == "sign") {
    for (const std::string_view word : std::span<const std::string_view>(fields).subspan(1))
      signs_[lowered(word)].emplace_back(rest);
    return;
  }
  if (name == "head" && rest == "none")
    return read_heads(Part::word, std::span<const std::string_view>(fields).subspan(1));
  const std::string_view wanted = name == "head" ? rest : name;
  const auto part = std::find_if(kParts.begin(), kParts.end(), [&](auto& p) { return p.name == wanted; });
  if (part == kParts.end()) {
    problems_.push_back({text.name, number, "unknown part `" + std::string(wanted) + "`"});
    return;
  }
  if (name == "head") return read_heads(part->part, std::span<const std::string_view>(fields).subspan(1));
  const std::size_t blank = std::min(rest.find(' '), rest.size());
  const Entry* entry = keep({part->part, std::string(rest.substr(0, blank)),
                             std::string(trimmed(rest.substr(blank))), first_choice(fields[1])});
  if (part->part == Part::unit || part->part == Part::time || part->part == Part::years_old) {
    if (part->part == Part::unit) quantities_.emplace(entry->value, entry->detail);
    if (part->part == Part::unit && entry->value == "10*9/L") giga_ = entry;
    for (const std::string_view spelt : std::span(fields).subspan(1)) add_unit(spelt, entry);
    if (part->part == Part::unit) return;
  }
  for (const std::string_view phrase : std::span(fields).subspan(1)) add_phrase(phrase, entry);
}

void Lexicon::read_vocabulary(const ast::File& file) {
  for (const auto& item : file.items) {
    const auto* fact = std::get_if<ast::Concept>(&item);
    if (fact == nullptr || fact->extends) continue;
    facts_.emplace(fact->name.text, fact);
    called_.emplace(folded(fact->name.text), fact);
    called_.emplace(folded(fact->phrase.text), fact);
    for (const auto& synonym : fact->synonyms) called_.emplace(folded(synonym.text), fact);
    const auto part = part_of(fact->kind);
    if (!part) continue;
    const Entry* entry = keep({*part, fact->name.text, fact->unit.text, fact->phrase.text});
    add_phrase(fact->phrase.text, entry);
    for (const auto& synonym : fact->synonyms) add_phrase(synonym.text, entry);
    for (const auto& type : fact->types) {
      const Entry* typed = keep({*part, type.phrase.text, {}, type.phrase.text});
      called_.emplace(folded(type.phrase.text), fact);
      add_phrase(type.phrase.text, typed);
      for (const auto& synonym : type.synonyms) add_phrase(synonym.text, typed);
    }
  }
}

const Entry* Lexicon::keep(Entry entry) {
  entries_.push_back(std::make_unique<Entry>(std::move(entry)));
  return entries_.back().get();
}

// The node behind `word`, which may be there already; `from` is kUnknown at the beginning of a phrase.
std::uint32_t Lexicon::add_node(std::uint32_t from, std::uint32_t word) {
  const auto made = static_cast<std::uint32_t>(nodes_.size());
  if (from == kUnknown) {
    if (beginnings_.size() <= word) beginnings_.resize(word + 1);
    if (beginnings_[word].node != kUnknown) return beginnings_[word].node;
    beginnings_[word].node = made;
  } else {
    if (const std::uint32_t to = edges_.find(from, word); to != kUnknown) return to;
    edges_.add(from, word, made);
    nodes_[from].leads |= Node::bit(word);
  }
  nodes_.emplace_back();
  return made;
}

void Lexicon::add_phrase(std::string_view phrase, const Entry* entry) {
  std::string chosen;
  add_choices(chosen, {}, phrase, entry);
}

// `{another,other} {,clinical} trial`: each way to choose, behind what is chosen so far. Names of things also
// stand in the plural. `chosen` is left as it was.
void Lexicon::add_choices(std::string& chosen, Path path, std::string_view rest, const Entry* entry) {
  const std::size_t front = chosen.size();
  const std::size_t open = rest.find('{');
  chosen += rest.substr(0, open);
  walk(path, chosen, false);
  if (open == std::string_view::npos) {
    Path singular = path;
    walk(singular, chosen, true);
    add_end(singular, chosen, entry);
    const bool is_thing = entry->part == Part::condition || entry->part == Part::procedure ||
                          entry->part == Part::medication || entry->part == Part::observation;
    if (is_thing && chosen.size() > 4 && !chosen.ends_with('s')) {
      walk(path, chosen += 's', true);
      add_end(path, chosen, entry);
    }
  } else if (const std::size_t close = rest.find('}', open); close != std::string_view::npos) {
    const std::size_t before = chosen.size();
    for (std::size_t at = open + 1; at <= close;) {
      const std::size_t end = std::min(rest.find(',', at), close);
      chosen += rest.substr(at, end - at);
      add_choices(chosen, path, rest.substr(close + 1), entry);
      chosen.resize(before);
      at = end + 1;
    }
  }
  chosen.resize(front);
}

// Goes on along the words of a phrase; the last one may go on, unless the phrase has ended. Signs are words
// of their own.
void Lexicon::walk(Path& path, std::string_view phrase, bool ended) {
  while (path.walked < phrase.size()) {
    const std::size_t begin = path.walked;
    std::size_t end = begin;
    WordTable::Key key;
    for (; end < phrase.size() && is_word_char(phrase[end]); ++end) key.add(phrase[end]);
    if (end == phrase.size() && !ended) return;
    path.walked = std::max(end, begin + 1);
    const char sign = phrase[begin];
    if (end == begin && (sign == ' ' || sign == '-' || sign == '_')) continue;
    if (end == begin) key.add(sign);
    const std::uint32_t word = words_.add(phrase.substr(begin, path.walked - begin), key);
    if (path.words++ == 0) path.first = word;
    path.node = add_node(path.node, word);
  }
}

// The first entry with these words stays.
void Lexicon::add_end(const Path& path, std::string_view phrase, const Entry* entry) {
  if (path.node == kUnknown) return;
  beginnings_[path.first].most_words = std::max(beginnings_[path.first].most_words, path.words);
  Node& node = nodes_[path.node];
  if (is_short_capitals(phrase)) {
    if (node.capitals != kUnknown) return;
    node.capitals = static_cast<std::uint32_t>(capitals_.size());
    capitals_.push_back({entry, std::string(phrase)});
  } else if (node.entry == nullptr) {
    node.entry = entry;
  }
}

}  // namespace eligo::grammar::registry
