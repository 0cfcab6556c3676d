// The words of registry English: what they are called, and what they are for a sentence.
//
// Read from text files (rules/lexicon/*.lexicon, format: docs/drafting.md) and from the vocabulary's
// definitions, so that a name that the vocabulary knows is that fact. A lexicon is immutable once made and
// may be shared by threads. Problems of a file come back as a list; the entries that are well formed are
// kept. Tests: tests/draft/draft_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/registry/word_table.hpp"

namespace eligo::grammar::registry {

// What a word is for a sentence: one byte each, because a sentence is parsed as the text of these bytes.
// The punctuation marks , ; : . ( ) / - " stand for themselves.
enum class Part : char {
  word = 'w',         // any other word
  number = 'n',       // 100, two
  doubtful = 'N',     // a number that can be read in two ways: 50.000
  unit = 'u',         // behind a number
  time = 't',         // days, weeks, months, years
  years_old = 'y',    // years of age
  comparator = 'c',   // at least, <=
  upper_limit = 'U',  // upper limit of normal
  lower_limit = 'L',
  times = 'x',         // x, times
  normal_range = 'i',  // within normal limits
  observation = 'o',
  serology = 's',
  condition = 'C',
  procedure = 'R',
  medication = 'D',
  age = 'a',
  sex = 'F',           // female, male
  any_sex = 'B',       // male or female
  childbearing = 'W',  // women of childbearing potential
  no = 'k',            // no, without, absence of
  not_ = 'K',          // not, must not have
  history = 'h',       // history of, prior, known
  active = 'A',        // active, current, presence of
  positive = '+',
  negative = '_',
  lead = 'q',     // patients with, must have
  verb = 'm',     // is, must be
  joint = 'f',    // says nothing: the, inclusive; never reaches the grammar
  prep = 'p',     // of, in, with: part of a name
  to = 'T',       // to, through
  within = 'v',   // within, in the last
  since = 'S',    // since, after
  ago = 'g',      // ago, previously
  before = 'b',   // prior to, before
  anchor = 'e',   // enrolment, screening, first dose
  trial = 'O',    // another clinical trial
  confirm = 'j',  // willing, consent, investigator: a person has to say
  and_ = '&',
  or_ = '|',
  and_or = '\\',
  except = 'X',     // except, other than
  if_ = 'I',        // if, in case of
  treated = 'H',    // treatment with, receiving
  planned = 'P',    // scheduled for, candidate for
  unclear = 'Z',    // may, allowed, however: turns what stands around it
  nothing = 'z',    // not specified: a line that says nothing
  age_group = 'G',  // adults, children
  stop = '#',       // does not belong to a name: who, which
  of = '1',         // of
  with = '2',       // with
  between = 'r',    // between, ranging from
  or_more = 'M',    // or older, or higher: a comparator behind its number
  grade = 'l',      // stage, type, class: a number behind it is part of a name
  roman = 'Y',      // II, IIIb
  partake = 'E',    // participation in
  example = '*',    // such as, including, e.g.
  amount = 'V',     // level, count, score: says nothing beside a limit, but may be part of a name
  vague = 'Q',      // severe, uncontrolled, significant
};

struct Entry {
  Part part = Part::word;
  std::string value;   // a fact's name, a UCUM code, a comparator sign …
  std::string detail;  // a unit's kind of quantity, an observation's unit, …
  std::string phrase;  // as first written: what a person calls it
};

struct LexiconText {
  std::string name;  // for messages
  std::string text;
};
struct LexiconProblem {
  std::string name;
  std::uint32_t line = 0;
  std::string message;
};

// Lower case, and blanks for hyphens and underscores.
std::string folded(std::string_view text);

class Lexicon {
 public:
  Lexicon(std::span<const LexiconText> texts, std::span<const ast::File* const> vocabulary);

  const std::vector<LexiconProblem>& problems() const { return problems_; }

  // The longest run of words, from `first` on, that is a phrase: its entry and how many words it has.
  struct Match {
    const Entry* entry = nullptr;
    std::size_t words = 0;
  };
  static constexpr std::uint32_t kUnknown = WordTable::kNone;
  struct Word {
    std::string_view text;        // as written
    bool glued = false;           // joined to the word in front by a hyphen
    std::uint32_t id = kUnknown;  // by id_of
  };
  Match longest(std::span<const Word> words) const;
  // The phrase that ends at a node, behind `first` if that is its only word; null: none ends there.
  const Entry* ends(std::uint32_t node, std::string_view first) const {
    const Node& end = nodes_[node];
    if (end.capitals != kUnknown && first == capitals_[end.capitals].text)
      return capitals_[end.capitals].entry;
    return end.entry;
  }
  // Which word of the lexicon this is, letter case aside; kUnknown: none.
  std::uint32_t id_of(std::string_view word) const { return words_.find(word); }
  std::uint32_t id_of(std::string_view word, WordTable::Key key) const { return words_.find(word, key); }
  // Where the phrases that begin with a word go on, word by word; kUnknown: none does.
  std::uint32_t begin(std::uint32_t word) const {
    return word < beginnings_.size() ? beginnings_[word].node : kUnknown;
  }
  std::uint32_t next(std::uint32_t node, std::uint32_t word) const {
    if (word == kUnknown || (nodes_[node].leads & Node::bit(word)) == 0) return kUnknown;
    return edges_.find(node, word);
  }
  // How many words the longest phrase has that begins with this one; 0: none does.
  std::size_t most_words(std::uint32_t first) const {
    return first < beginnings_.size() ? beginnings_[first].most_words : 0;
  }

  // The unit that `text` begins with; its blanks count for nothing. `length` in bytes of `text`.
  struct UnitMatch {
    const Entry* entry = nullptr;
    std::size_t length = 0;
  };
  // `compared`: also the units that only comparisons know.
  UnitMatch unit(std::string_view text, bool compared = false) const;

  // Kind of quantity of a unit code ("count", "mass concentration"); empty: not known.
  std::string_view quantity(std::string_view ucum) const;

  // The unit of a limit of `fact` that is written without one: the only unit in use for such a number; empty:
  // there is none, or more than one.
  std::string_view bare_unit(std::string_view fact, std::string_view number) const;

  // The measurements that tell of the illness or organ that a word names (in lower case); null: none.
  const std::vector<std::string>* signs_of(std::string_view word) const;

  // A fact of the vocabulary by its name.
  const ast::Concept* fact(std::string_view name) const;
  // The same by any of its names, phrases and synonyms (folded).
  const ast::Concept* fact_called(std::string_view name) const { return fact_called_folded(folded(name)); }
  const ast::Concept* fact_called_folded(std::string_view low) const;

  // The last word of a name tells its kind: `condition` (-itis, disease), `procedure`, `medication`.
  std::optional<Part> kind_of_head(std::string_view word) const;
  // A name by its ending (`rituximab`, `splenectomy`), which needs no other word; not `surgery`.
  bool is_name_by_ending(std::string_view word) const;
  // `head none`: what ends in this word is no illness, drug or procedure: `eligibility`, `donor`.
  bool names_nothing(std::string_view word) const;

 private:
  // Where a phrase may end; a node of a tree whose branches are words.
  struct Node {
    const Entry* entry = nullptr;
    std::uint32_t capitals = kUnknown;  // of capitals_
    // A bit for every 64th word: most words lead nowhere, and need not be looked up to know that.
    std::uint64_t leads = 0;
    static std::uint64_t bit(std::uint32_t word) { return std::uint64_t{1} << (word % 64); }
  };
  struct Capitals {  // a name that is meant only as it is written
    const Entry* entry = nullptr;
    std::string text;
  };
  struct Beginning {  // the word that a phrase begins with
    std::uint32_t node = kUnknown;
    std::uint32_t most_words = 0;  // of the longest such phrase
  };
  struct Suffix {
    std::string letters;
    std::size_t least = 0;  // letters of a word that may end so
    Part part = Part::word;
  };
  void read(const LexiconText& text);
  void read_line(const LexiconText& text, std::uint32_t number, std::string_view line);
  void add_unit(std::string_view spelling, const Entry* entry);
  void read_heads(Part part, std::span<const std::string_view> words);
  void add_suffix(Suffix suffix);
  std::optional<Part> listed_head(std::string_view word) const;
  bool read_bare_units(std::string_view fact, std::span<const std::string_view> ranges);
  void read_vocabulary(const ast::File& file);
  void add_phrase(std::string_view phrase, const Entry* entry);
  // The way that the words of a phrase lead.
  struct Path {
    std::uint32_t node = kUnknown;
    std::uint32_t first = kUnknown;  // word
    std::uint32_t words = 0;
    std::size_t walked = 0;  // bytes of the phrase
  };
  void add_choices(std::string& chosen, Path path, std::string_view rest, const Entry* entry);
  void walk(Path& path, std::string_view phrase, bool ended);
  void add_end(const Path& path, std::string_view phrase, const Entry* entry);
  std::uint32_t add_node(std::uint32_t from, std::uint32_t word);
  const Entry* keep(Entry entry);

  std::vector<std::unique_ptr<Entry>> entries_;
  WordTable words_;
  std::vector<Beginning> beginnings_;  // by word
  std::vector<Node> nodes_;
  std::vector<Capitals> capitals_;
  // Where a word leads from a node. A table of its own, because every word of a text asks it several times.
  class Edges {
   public:
    // kUnknown: nowhere.
    std::uint32_t find(std::uint32_t node, std::uint32_t word) const { return slots_[place(node, word)].to; }
    void add(std::uint32_t node, std::uint32_t word, std::uint32_t to);

   private:
    struct Slot {
      std::uint32_t node = 0;
      std::uint32_t word = 0;
      std::uint32_t to = kUnknown;
    };
    // The slot of this edge, or the free one where it belongs.
    std::size_t place(std::uint32_t node, std::uint32_t word) const {
      const std::uint64_t mixed = ((static_cast<std::uint64_t>(node) << 32U) | word) * 0x9E3779B97F4A7C15U;
      std::size_t i = static_cast<std::size_t>(mixed >> 32U) & (slots_.size() - 1);
      while (slots_[i].to != kUnknown && (slots_[i].node != node || slots_[i].word != word))
        i = (i + 1) & (slots_.size() - 1);
      return i;
    }
    std::vector<Slot> slots_ = std::vector<Slot>(1U << 17U);
    std::size_t used_ = 0;
  };
  Edges edges_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  static constexpr std::size_t kLongestUnit = 48;  // in bytes, blanks left out
  WordTable unit_spellings_;
  std::vector<const Entry*> units_;  // by spelling
  const Entry* giga_ = nullptr;      // the unit of 10*9/L
  // By the first character, and by the first two: a bit for every length that such a spelling has.
  std::array<std::uint64_t, 256> unit_lengths_{};
  std::array<std::uint64_t, 1024> unit_pair_lengths_{};
  static std::size_t unit_pair(char first, char second) {
    return (static_cast<unsigned char>(first) * 32U + static_cast<unsigned char>(second)) % 1024U;
  }
  std::map<std::string, std::string, std::less<>> quantities_;
  struct BareUnit {
    double low = 0;
    double high = 0;
    std::string unit;
  };
  std::map<std::string, std::vector<BareUnit>, std::less<>> bare_units_;
  std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> signs_;
  std::unordered_map<std::string, const ast::Concept*, Hash, std::equal_to<>> facts_;
  std::unordered_map<std::string, const ast::Concept*, Hash, std::equal_to<>> called_;
  WordTable head_words_;
  std::vector<Part> heads_;                        // by head word
  std::array<std::vector<Suffix>, 256> suffixes_;  // by the last letter
  std::vector<LexiconProblem> problems_;
};

}  // namespace eligo::grammar::registry
