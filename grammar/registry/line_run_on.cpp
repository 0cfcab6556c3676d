// Lines that hold more than one criterion: sentences behind each other, entries of a list that lost its line
// ends, an age and who must not be pregnant. See line_reader.hpp.
#include <algorithm>
#include <utility>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

// Each by itself: all must hold among inclusions, any keeps out among exclusions.
ReadLine LineReader::all_of(const std::vector<std::string>& pieces, std::uint32_t begin, std::uint32_t end,
                            bool exclusion) {
  std::vector<ast::ExpressionPtr> read;
  ReadLine made;
  made.line_class = LineClass::attestation;
  for (const std::string& piece : pieces) {
    ReadLine one = read_again(piece, begin, end, exclusion);
    if (one.expression == nullptr) return {};
    read.push_back(std::move(one.expression));
    const bool stronger =
        one.line_class == LineClass::compiled_new_concept ||
        (one.line_class == LineClass::compiled && made.line_class == LineClass::attestation);
    if (made.spans.empty() || stronger) {
      made.line_class = one.line_class;
      made.spans = std::move(one.spans);
    }
  }
  if (read.size() < 2 || (!exclusion && denial_may_go_on(read))) return {};
  made.expression = joined(!exclusion, std::move(read));
  return made;
}

// `Aged 18 to 60 years. Gout. Gout patients with tophi`: sentences that are lines of their own.
ReadLine LineReader::each_sentence(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  constexpr std::size_t longest = 300;
  constexpr std::size_t most = 4;
  if (end - begin > longest) return {};
  const std::string whole = plain_text(text_, begin, end);
  std::vector<std::string> pieces;
  for (std::size_t from = 0; from < whole.size();) {
    const std::size_t stop = std::min(whole.find(". ", from), whole.size());
    const std::string piece = trimmed(std::string_view(whole).substr(from, stop - from));
    const std::string low = lowered(piece);
    from = stop + 2;
    // what points at another sentence, or is an abbreviation or a number of one
    if (low.size() < 10 || pieces.size() == most ||
        holds_any(low,
                  {"this ", "these ", "those ", "they ", "such ", "above", "other ", "however", "also ",
                   "note", "except", "unless", "allowed", "permitted", "will ", "should ", "must ", "may "}))
      return {};
    pieces.push_back(piece);
  }
  ReadLine made = all_of(pieces, begin, end, exclusion);
  return made.line_class == LineClass::attestation ? ReadLine{} : std::move(made);
}

// `History of infarction; evidence of scars more than 1 week old` among inclusions: both.
ReadLine LineReader::history_and_old_finding(std::uint32_t begin, std::uint32_t end) {
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::size_t split = whole.find("; ");
  if (split == std::string::npos || whole.find("; ", split + 2) != std::string::npos) return {};
  const std::string old = of_finding_old(whole.substr(split + 2));
  return old.empty() ? ReadLine{} : all_of({whole.substr(0, split), old}, begin, end, false);
}

namespace {

// The mark of an entry, `2. `, `3) ` or `B. `, at `at`; 0: none stands there.
std::size_t mark_length(const std::string& text, std::size_t at, char label) {
  if (at > 0 && text[at - 1] != ' ') return 0;
  if (at + 2 >= text.size() || lower(text[at]) != label || (text[at + 1] != '.' && text[at + 1] != ')'))
    return 0;
  // `5. 5 mg` is a number
  if (text[at + 2] != ' ' && (is_digit(text[at + 2]) || !is_digit(label))) return 0;
  return text[at + 2] == ' ' ? 3 : 2;
}

// The entries of `A. 2. B. 3. C`; the first may have no mark.
std::vector<std::string> entries_of(const std::string& text, char second) {
  std::vector<std::string> entries;
  std::size_t from = mark_length(text, 0, static_cast<char>(second - 1));
  char label = second;
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::size_t length = mark_length(text, at, label);
    if (length == 0) continue;
    entries.push_back(text.substr(from, at - from));
    from = at + length;
    ++label;
  }
  entries.push_back(text.substr(from));
  for (std::string& entry : entries) {
    entry = trimmed(entry);
    while (!entry.empty() && (entry.back() == ';' || entry.back() == ',' || entry.back() == '.'))
      entry.pop_back();
  }
  return entries;
}

}  // namespace

// `Asthma 2. Gout; 3. Fever`: a list whose ends of lines were lost. Of one whose first words lead to the
// others, and of what is excepted, the parts say too little.
ReadLine LineReader::each_numbered(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  constexpr std::size_t longest = 500;
  if (end - begin > longest) return {};
  const std::string whole = plain_text(text_, begin, end);
  for (const char second : {'2', 'b'}) {
    const std::vector<std::string> entries = entries_of(whole, second);
    if (entries.size() < 3) continue;
    for (const std::string& entry : entries) {
      const std::string low = lowered(entry);
      if (entry.size() < 4 || low.find(':') != std::string::npos || low.ends_with(" or") ||
          low.ends_with(" and") ||
          std::count(low.begin(), low.end(), '(') != std::count(low.begin(), low.end(), ')') ||
          holds_any(low, {"following", "except", "unless", "defined", "one of", "any of", "either"}))
        return {};
    }
    return all_of(entries, begin, end, exclusion);
  }
  return {};
}

namespace {

// `an agent within 30 days or 5 half-lives, whichever is longer, before entry` without the half-lives; empty
// where it is not said like this.
std::string without_half_lives(const std::string& whole) {
  const std::string low = lowered(whole);
  const std::size_t half = low.find("half");
  std::size_t from = low.rfind("or ", half);
  constexpr std::size_t near = 28;
  if (half == std::string::npos || from == std::string::npos || from < 2 || half - from > near ||
      low.find("half", half + 4) != std::string::npos ||
      holds_any(low, {"short", "less than at least", "unless", "except", ";"}))
    return {};
  // so many of them, and no more words
  if (low.substr(from, half - from).find_first_of("0123456789") == std::string::npos &&
      !holds_any(low.substr(from, half - from), {" five ", " four ", " six ", " three "}))
    return {};
  std::size_t end = std::min(low.find_first_of(" ,.)", half), low.size());
  if (low.substr(half).starts_with("half li"))
    end = std::min(low.find_first_of(" ,.)", half + 5), low.size());
  const std::size_t which = std::min(low.find("whichever", half), low.find("which ever", half));
  if (which != std::string::npos) {
    constexpr std::size_t longest = 70;
    const std::size_t more = std::min(low.find("longer", which), low.find("greater", which));
    if (which - half > longest || more == std::string::npos || more - which > 20) return {};
    end = std::min(low.find_first_of(" ,.)", more), low.size());
  }
  while (from > 0 && (low[from - 1] == ' ' || low[from - 1] == ',' || low[from - 1] == '(')) --from;
  while (end < low.size() && (low[end] == ')' || low[end] == ',')) ++end;
  std::string rest = whole.substr(0, from) + whole.substr(end);
  if (std::count(rest.begin(), rest.end(), '(') != std::count(rest.begin(), rest.end(), ')')) return {};
  return rest;
}

}  // namespace

// The record tells of the days; of the half-lives somebody has to say.
ReadLine LineReader::time_or_half_lives(std::uint32_t begin, std::uint32_t end, bool exclusion) {
  constexpr std::size_t longest = 300;
  if (end - begin > longest) return {};
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string days = without_half_lives(whole);
  if (days.empty()) return {};
  ReadLine made = read_again(days, begin, end, exclusion);
  if (made.expression == nullptr || made.line_class == LineClass::attestation) return {};
  // `must have received A within 30 days or 5 half-lives`
  if (!exclusion && !std::holds_alternative<ast::Not>(made.expression->node)) return {};
  std::vector<ast::ExpressionPtr> both;
  both.push_back(std::move(made.expression));
  both.push_back(
      make_expression(ast::Attest{facts_.get(ast::ConceptKind::attestation, without_quotes(whole)).name}));
  made.expression = joined(!exclusion, std::move(both));
  return made;
}

// `Male or non-pregnant female, 18 to 65 years of age`
ReadLine LineReader::men_and_women_not_pregnant(std::uint32_t begin, std::uint32_t end) {
  constexpr std::size_t longest = 160;
  if (end - begin > longest) return {};
  const std::string whole = trimmed(plain_text(text_, begin, end));
  const std::string low = lowered(whole);
  std::string_view rest = low;
  if (take_people(rest)) take(rest, {"is ", "are ", "who are ", "must be "});
  take(rest, {"either ", "adult "});
  if (!take(rest, {"male ", "males ", "man ", "men "}) || !take(rest, {"or ", "and "}) ||
      !take(rest, {"non-pregnant", "nonpregnant", "non pregnant"}))
    return {};
  const bool nursing =
      take(rest, {", non-lactating", " and non-lactating", ", nonlactating", " or non-lactating",
                  " and non-breastfeeding", ", non-breastfeeding", " and non-nursing"});
  if (!take(rest, {" female adults", " female adult", " females", " female", " women", " woman"})) return {};
  take(rest, {", ", " "});
  if (!rest.empty() && (std::none_of(rest.begin(), rest.end(), is_digit) ||
                        holds_any(rest, {"pregnan", "breast", "nursing", "lactat", "test"})))
    return {};
  std::vector<std::string> pieces = {nursing ? "Women must not be pregnant or lactating"
                                             : "Women must not be pregnant"};
  if (!rest.empty()) pieces.emplace_back(whole.substr(whole.size() - rest.size()));
  return rest.empty() ? read_again(pieces.front(), begin, end, false) : all_of(pieces, begin, end, false);
}

}  // namespace eligo::grammar::registry
