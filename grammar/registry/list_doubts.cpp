// See list_doubts.hpp.
#include "grammar/registry/list_doubts.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "grammar/registry/defining_stems.hpp"
#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/headings.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/stems.hpp"

namespace eligo::grammar::registry {
namespace {

// The line breaks off where a list would begin: `stroke that is either`.
bool breaks_off(std::string_view text) {
  const std::string_view bare = without_last_marks(text);
  const std::size_t blank = bare.rfind(' ');
  if (blank == std::string_view::npos) return false;
  static constexpr std::array<std::string_view, 11> kLeading = {
      "the",       "either",  "both",     "that", "which",  "following",
      "including", "include", "includes", "any",  "between"};
  return std::find(kLeading.begin(), kLeading.end(), lowered(bare.substr(blank + 1))) != kLeading.end();
}

// `at least 1 of the following organ failures`, with nothing behind that could be the list.
bool announces_list(std::string_view text, const LetterPairs& pairs) {
  // `Except as permitted in the following cases (…)`: what is listed keeps nobody out
  if (text.starts_with("Except") && text.find("the following") != std::string_view::npos) return true;
  for (const std::string_view words :
       {"of the following", "of following", "listed below", "criteria below"}) {
    const std::size_t at = pairs.may_hold(words) ? text.find(words) : std::string_view::npos;
    if (at != std::string_view::npos) return text.find_first_of(":;,(", at) == std::string_view::npos;
  }
  return false;
}

bool leads_on(std::string_view text, const LetterPairs& pairs) {
  const std::string_view bare = without_last_marks(text);
  return !bare.empty() && (bare.back() == ':' || breaks_off(text) || announces_list(text, pairs));
}

bool leaves_bracket_open(std::string_view text) {
  const std::size_t open = text.rfind('(');
  return open != std::string_view::npos && text.find(')', open) == std::string_view::npos;
}

// `Patients with earlier cancers` above `are eligible if …`
bool lacks_its_predicate(std::string_view above, std::string_view text) {
  if (text.empty() || std::string_view("aimws").find(text[0]) == std::string_view::npos) return false;
  if (above.empty() || above[0] < 'A' || above[0] > 'Z') return false;
  if (std::string_view(".;:,").find(above.back()) != std::string_view::npos) return false;
  const std::string_view verb = text.substr(0, text.find(' '));
  return stands_among(" are is may must will should were was ", verb);
}

// `Women of childbearing potential, unless she:`, `a female is eligible if she is of:`: what is listed is
// said of her, and among exclusions lets her in.
bool speaks_of_her(std::string_view text, const LetterPairs& pairs) {
  return pairs.may_hold(" she") &&
         (text.find(" she:") != std::string_view::npos || text.find(" she ") != std::string_view::npos) &&
         without_last_marks(text).ends_with(':');
}

bool exempts_some(std::string_view text, const LetterPairs& pairs) {
  return pairs.may_hold("unless") && (text.find(" unless") != std::string_view::npos);
}

// A sentence of its own, of what every trial asks for: the list above it has ended. `of_her`: the list is of
// what a woman is or does.
bool begins_anew(std::string_view text, bool of_her) {
  const std::string low = lowered(text);
  if (of_her) return names_patients(text) || words_of(low, 60).has_any({"age", "aged", "years", "consent"});
  return names_patients(text) ||
         words_of(low, 60).has_any({"patients", "patient", "subjects", "subject", "participants",
                                    "participant", "consent", "age", "aged", "ages", "years", "willing",
                                    "willingness", "able", "ability", "must", "pregnant", "pregnancy"});
}

bool begins_with_or(std::string_view text) {
  return text.starts_with("or ") || text.starts_with("OR ") || text.starts_with("Or;") ||
         text.starts_with("or, ") || text.starts_with("and/or ") || text.starts_with("OR, ");
}

// `Patients must have asthma` among exclusions: of those who are let in, or kept out?
bool demands(std::string_view text, const LetterPairs& pairs) {
  if (!pairs.may_hold("must")) return false;
  constexpr std::size_t early = 5;
  const std::string low = lowered(text.substr(0, 60));
  const Words words = words_of(low, early);
  for (std::size_t i = 0; i + 1 < words.list.size(); ++i)
    if (words.list[i] == "must") return !denies(words.list[i + 1]);
  return false;
}

// Nothing but a name: `Large cell carcinoma`.
bool is_bare_name(const Tokens& tokens) {
  static constexpr std::string_view kNameParts = "wCQlrYn(),/-.1p2|&;";
  constexpr std::size_t longest = 14;
  return !tokens.list.empty() && tokens.list.size() <= longest &&
         tokens.parts.find_first_not_of(kNameParts) == std::string::npos &&
         tokens.parts.find_first_of("wC") != std::string::npos;
}

// `Cough - hacking or dry`: a name and what it means.
bool is_defined_name(std::string_view text) {
  constexpr std::size_t longest_name = 40;
  const std::size_t dash = text.substr(0, longest_name).find(" -");
  return dash != std::string_view::npos && dash > 2 &&
         text.substr(0, dash).find_first_of("0123456789<>=") == std::string_view::npos;
}

// How an exception goes on in the rows below.
enum class Exception : std::uint8_t {
  none,
  enumerated,  // `malignancy except basal cell carcinoma,`
  listed       // `malignancy except for`, and each kind in a row of its own
};

// `whole`: with its line ends; `excepted`: where in it the words stand that are excepted, or npos.
Exception exception_below(std::string_view whole, std::size_t excepted) {
  while (!whole.empty() && std::string_view(" (:").find(whole.back()) != std::string_view::npos)
    whole.remove_suffix(1);
  if (excepted == std::string_view::npos)
    return whole.ends_with(" unless") ? Exception::listed : Exception::none;
  const std::string_view named = whole.substr(std::min(excepted, whole.size()));
  if (named.empty() || named == " for") return Exception::listed;
  if (named.find_first_of(";.)") != std::string_view::npos) return Exception::none;
  if (whole.ends_with(',')) return Exception::enumerated;
  return named.starts_with('\n') || named.starts_with(" \n") ? Exception::listed : Exception::none;
}

// `asthma and`, but not the last but one of a list (`gout; and`).
bool ends_in_and(std::string_view text) {
  while (!text.empty() && std::string_view(" ,;").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  if (text != "and" && text != "AND" && !text.ends_with(" and") && !text.ends_with(" AND")) return false;
  text.remove_suffix(3);
  return text.empty() || text.size() < 2 ||
         std::string_view(",;").find(text[text.size() - 2]) == std::string_view::npos;
}

bool begins_small(std::string_view row) {
  row.remove_prefix(std::min(row.find_first_not_of(' '), row.size()));
  return !row.empty() && row[0] >= 'a' && row[0] <= 'z';
}

bool begins_with_and(std::string_view text) { return text.starts_with("and ") || text.starts_with("AND "); }

class Doubts {
 public:
  Doubts(std::string_view text, std::span<const Line> lines, std::span<const DraftLine> drafts,
         std::span<const Tokens> tokens, const Lexicon& lexicon)
      : text_(text),
        lines_(lines),
        drafts_(drafts),
        tokens_(tokens),
        lexicon_(lexicon),
        found_(lines.size()) {}

  std::vector<bool> run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].kind != Line::Kind::criterion) continue;
      if (i > 0) broken_name(i);
      if (!lines_[i].is_stem && leads_on(drafts_[i].text, tokens_[i].pairs)) list_behind(i);
      exception_behind(i);
      if (lines_[i].section == Section::exclusion) joined_by_and(i);
      if (lines_[i].section == Section::exclusion && demands(drafts_[i].text, tokens_[i].pairs))
        found_[i] = true;
      if (i > 0 && lines_[i].section == Section::inclusion) {
        alternative_of_another_list(i);
        names_in_a_row(i);
      }
    }
    return std::move(found_);
  }

 private:
  bool beside(std::size_t i, std::size_t k) const {
    return lines_[k].kind == Line::Kind::criterion && lines_[k].section == lines_[i].section;
  }

  // Among exclusions each of a list of grounds is a ground by itself, if the stem says nothing more; among
  // inclusions each limit of `adequate organ function:` is asked for.
  bool says_nothing(std::size_t i) const {
    if (lines_[i].section == Section::inclusion) return announces_limits(drafts_[i].text);
    if (lines_[i].section != Section::exclusion) return false;
    const bool measured = i + 1 < drafts_.size() && compares_values(drafts_[i + 1]);
    if (exempts_some(drafts_[i].text, tokens_[i].pairs)) return false;
    const Stem stem = read_stem(drafts_[i].text, true, measured, lexicon_);
    // `severe illness, including:` asks of each entry how it is
    const bool says_how = tokens_[i].parts.find_first_of("QA") != std::string::npos;
    return stem.kind == Stem::Kind::any && stem.front.empty() && stem.behind.empty() &&
           (measured || !(stem.names_more && says_how));
  }

  void list_behind(std::size_t i) {
    if (breaks_off(drafts_[i].text)) found_[i] = true;
    if (says_nothing(i)) return;
    // `a tumor that is advanced, and in:` may ask something of each kind
    const bool of_her = speaks_of_her(drafts_[i].text, tokens_[i].pairs) || drafts_[i].text.ends_with(" in:");
    // `No heart disease, including:` denies illnesses and limits alike
    const bool denies =
        lines_[i].section == Section::inclusion && lowered(drafts_[i].text.substr(0, 3)) == "no ";
    const std::size_t first = i + 1;
    for (std::size_t k = first; k < lines_.size() && beside(i, k); ++k) {
      const std::string& text = drafts_[k].text;
      if (lines_[k].parent != lines_[i].parent && lines_[k].parent < first) break;
      if (lines_[k].paragraph != lines_[first].paragraph || begins_anew(text, of_her)) break;
      if (!denies && compares_values(drafts_[k]) != compares_values(drafts_[first])) break;
      found_[k] = true;
      if (leads_on(text, tokens_[k].pairs)) break;  // and what is behind it is its own
      const auto goes_on = [](const std::string& of) { return of.ends_with(';') || of.ends_with(','); };
      if (goes_on(drafts_[first].text) && !goes_on(text) && !ends_in_or(text)) break;
    }
  }

  bool ends_in_mark(std::size_t i) const {
    return drafts_[i].text.ends_with(',') || drafts_[i].text.ends_with(';');
  }

  // What is excepted must not be taken for one more ground, nor the exception for a shorter one.
  void exception_behind(std::size_t i) {
    const std::size_t token = tokens_[i].parts.find('X');
    if (lines_[i].is_stem || (token == std::string::npos && !tokens_[i].pairs.may_hold(" unless"))) return;
    const std::size_t excepted =
        token == std::string::npos ? token : tokens_[i].list[token].end - lines_[i].begin;
    const std::string_view whole = text_.substr(lines_[i].begin, lines_[i].end - lines_[i].begin);
    const Exception below = exception_below(whole, excepted);
    // commas that stand behind every entry
    const bool separated = i > 0 && beside(i, i - 1) && ends_in_mark(i - 1);
    if (below == Exception::none || (below == Exception::enumerated && separated)) return;
    const std::size_t first = i + 1;
    // below kinds in small letters a capital begins what is no longer excepted
    const std::size_t row = whole.rfind('\n');
    bool small = row != std::string_view::npos && begins_small(whole.substr(row + 1));
    for (std::size_t k = first; k < lines_.size() && beside(i, k); ++k) {
      if (lines_[k].parent != lines_[i].parent || lines_[k].paragraph != lines_[first].paragraph ||
          begins_anew(drafts_[k].text, false))
        break;
      if (small && !begins_small(drafts_[k].text)) break;
      small = begins_small(drafts_[k].text);
      found_[i] = found_[k] = true;
      if (drafts_[k].text.ends_with('.') || (below == Exception::enumerated && !ends_in_mark(k))) break;
    }
  }

  // `Asthma and` above `COPD` among exclusions: both together, or each?
  void joined_by_and(std::size_t i) {
    const bool listed = i > 0 && beside(i, i - 1) && ends_in_mark(i - 1);
    if (lines_[i].parent && asks_for_all(*lines_[i].parent)) return;
    if (ends_in_and(drafts_[i].text) && !listed) {
      found_[i] = true;
      if (i + 1 < lines_.size() && beside(i, i + 1)) found_[i + 1] = true;
    }
    if (begins_with_and(drafts_[i].text) && i > 0 && beside(i, i - 1) && !listed)
      found_[i] = found_[i - 1] = true;
  }

  bool asks_for_all(std::size_t stem) const {
    const std::string low = lowered(drafts_[stem].text);
    return words_of(low, 60).has_any({"all", "both", "each"});
  }

  // `… hepatitis` above `B, or hepatitis C`; `cancer treated with` above anything.
  void broken_name(std::size_t i) {
    if (!beside(i, i - 1)) return;
    const std::string& text = drafts_[i].text;
    const std::string_view above = without_last_marks(drafts_[i - 1].text);
    // `… unless the patient has a (grade 1` above `elevation due to …`
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z' && !text.starts_with("patient") &&
        !text.starts_with("subject") && !text.starts_with("participant") && leaves_bracket_open(above))
      found_[i] = found_[i - 1] = true;
    if (lacks_its_predicate(drafts_[i - 1].text, text)) found_[i] = found_[i - 1] = true;
    if (above.empty() || std::string_view("shyneSdom").find(above.back()) == std::string_view::npos) return;
    const bool letter =
        text.size() > 2 && text[0] >= 'A' && text[0] <= 'E' &&
        (text[1] == ',' || text.substr(1).starts_with(" or ") || text.substr(1).starts_with(" and "));
    if (letter && lowered(above.substr(above.size() - std::min<std::size_t>(above.size(), 9))) == "hepatitis")
      found_[i] = found_[i - 1] = true;
    const char last = drafts_[i - 1].text.empty() ? ' ' : drafts_[i - 1].text.back();
    if (last == '.' || last == ':' || last == ';' || lines_[i - 1].is_stem || above.ends_with("consent from"))
      return;
    for (const std::string_view open :
         {" with", " by", " than", " from", " of the", " in the", " and the", " due to", " within"})
      if (above.ends_with(open)) found_[i - 1] = true;
  }

  std::size_t top_of(std::size_t i) const {
    while (lines_[i].parent) i = *lines_[i].parent;
    return i;
  }

  // `2a: one of the following … or` above `2b`: neither is asked for by itself.
  void alternative_of_another_list(std::size_t i) {
    if (!beside(i, i - 1)) return;
    const bool joined = ends_in_or(drafts_[i - 1].text) && lines_[i].parent != lines_[i - 1].parent;
    if (!joined && !begins_with_or(drafts_[i].text)) return;
    found_[i] = true;
    found_[top_of(i - 1)] = true;
  }

  // Names one below the other, of one kind of thing: all of them, or one?
  void names_in_a_row(std::size_t i) {
    if (lines_[i].parent || lines_[i - 1].parent || lines_[i].is_stem || lines_[i - 1].is_stem) return;
    if (!beside(i, i - 1)) return;
    const bool bare = is_bare_name(tokens_[i]) && is_bare_name(tokens_[i - 1]);
    const bool defined = is_defined_name(drafts_[i].text) && is_defined_name(drafts_[i - 1].text);
    if (!bare && !defined) return;
    found_[i] = true;
    found_[i - 1] = true;
  }

  std::string_view text_;
  std::span<const Line> lines_;
  std::span<const DraftLine> drafts_;
  std::span<const Tokens> tokens_;
  const Lexicon& lexicon_;
  std::vector<bool> found_;
};

}  // namespace

std::vector<bool> lines_in_doubt(std::string_view text, std::span<const Line> lines,
                                 std::span<const DraftLine> drafts, std::span<const Tokens> tokens,
                                 const Lexicon& lexicon) {
  return Doubts(text, lines, drafts, tokens, lexicon).run();
}

}  // namespace eligo::grammar::registry
