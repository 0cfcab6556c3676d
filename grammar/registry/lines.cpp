// See lines.hpp. Physical lines first, then wrapped ones are joined, headings told from criteria, and nesting
// settled.
#include "grammar/registry/lines.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "grammar/registry/heading_words.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

// One line of the text as it is stored.
struct Row {
  std::uint32_t begin = 0;  // behind the bullet
  std::uint32_t end = 0;
  std::uint32_t indent = 0;
  std::uint32_t column = 0;  // where the text begins, bullet included in the count
  char bullet = 0;           // `-`, `*`, `1`, `a`; 0: none
  std::uint32_t paragraph = 0;
};

// Bytes of a bullet such as `1.`, `(a)`, `iv)` or `*` with the blanks behind it.
std::size_t bullet_length(std::string_view text, char& kind) {
  if (text.empty()) return 0;
  std::size_t at = 0;
  if (text[0] == '*' || text[0] == '-' || (text[0] == 'o' && text.substr(1).starts_with("  "))) {
    kind = text[0];
    while (at < text.size() && (text[at] == text[0] || text[at] == ' ')) ++at;
    return is_digit(text[std::min(at, text.size() - 1)]) && text[0] == '-' && at == 1 ? 0 : at;
  }
  const bool open = text[0] == '(';
  if (open) ++at;
  const std::size_t first = at;
  while (at < text.size() && at - first < 3 && is_digit(text[at])) ++at;
  kind = '1';
  if (at == first) {
    kind = 'a';
    while (at < text.size() && at - first < 4 && (text[at] == 'i' || text[at] == 'v' || text[at] == 'x'))
      ++at;
    if (at - first < 2) at = first + (first < text.size() && is_letter(text[first]) ? 1 : 0);
  }
  if (at == first || at >= text.size()) return 0;
  const char mark = text[at];
  if (open ? mark != ')' : mark != '.' && mark != ')') return 0;
  if (kind == 'a' && (mark == '.' || open) && at + 1 < text.size() && text[at + 1] != ' ') return 0;
  ++at;
  if (kind == '1' && mark == '.' && at < text.size() && is_digit(text[at])) {
    // 1.2. is a bullet, 1.5 is a number
    std::size_t digits = at;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (digits + 1 >= text.size() || (text[digits] != '.' && text[digits] != ')') || text[digits + 1] != ' ')
      return 0;
    at = digits + 1;
  }
  if (at >= text.size()) return 0;
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

std::vector<Row> rows_of(const std::string& text) {
  std::vector<Row> rows;
  std::uint32_t paragraph = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    std::size_t begin = at;
    std::size_t end = stop;
    while (begin < end && text[begin] == ' ') ++begin;
    while (end > begin && text[end - 1] == ' ') --end;
    if (begin == end) {
      ++paragraph;
    } else {
      Row row;
      row.indent = static_cast<std::uint32_t>(begin - at);
      const std::string_view whole = std::string_view(text).substr(begin, end - begin);
      char kind = 0;
      const std::size_t length = bullet_length(whole, kind);
      if (length > 0) row.bullet = kind;
      row.begin = static_cast<std::uint32_t>(begin + length);
      row.end = static_cast<std::uint32_t>(end);
      row.column = row.indent + static_cast<std::uint32_t>(length);
      row.paragraph = paragraph;
      if (row.begin < row.end) rows.push_back(row);
    }
    at = stop + 1;
  }
  return rows;
}

// A row that goes on the one above: indented to its text, without a bullet, no blank line between.
bool continues(const Row& above, const Row& row) {
  return row.bullet == 0 && row.paragraph == above.paragraph && row.indent >= 2 &&
         ((above.bullet != 0 && row.indent > above.indent) ||
          (above.bullet == 0 && row.indent >= above.indent));
}

std::vector<Row> joined(const std::vector<Row>& rows) {
  std::vector<Row> made;
  for (const Row& row : rows) {
    if (!made.empty() && continues(made.back(), row))
      made.back().end = row.end;
    else
      made.push_back(row);
  }
  return made;
}

// ---------------------------------------------------------------- headings

struct Heading {
  bool found = false;
  Section section = Section::none;
};

bool names_inclusion(const Words& words) { return words.has_any({"inclusion", "inclusive", "inclusions"}); }
bool names_exclusion(const Words& words) {
  return words.has_any({"exclusion", "exclusions", "noninclusion"});
}

// `Inclusion Criteria`, `Key exclusion criteria for part 2:`
Heading named_heading(const Words& words, bool colon) {
  const bool in = names_inclusion(words);
  const bool out = names_exclusion(words) || (in && words.has("non"));
  if (!in && !out) return {};
  if (words.has_any(
          {"meet", "meets", "meeting", "absence", "no", "not", "any", "other", "above", "fulfil", "fulfill"}))
    return {};
  const bool criteria = words.has_any({"criteria", "criterion", "criterias", "criterium"});
  if (!criteria && words.list.size() > (colon ? 4U : 1U)) return {};
  // `INCLUSION CRITERIA COMMON TO COHORT A`
  const bool begins = words.list.size() > 1 && words.list.size() <= 8 &&
                      words.list[1].starts_with("criteri") &&
                      !words.has_any({"may", "apply", "applies", "are", "is", "will", "include", "includes"});
  if (!colon && words.list.size() > 5 && !begins) return {};
  if (names_inclusion(words) && names_exclusion(words)) return {true, Section::none};
  return {true, out ? Section::exclusion : Section::inclusion};
}

// `cannot` and `can't` as well as `not`.
bool denies(const std::string& word) {
  return word == "not" || word == "cannot" || word == "never" || word == "neither" || word.ends_with("n't");
}

// `will not be eligible`; but not `eligible if she is not pregnant`.
bool denies_one_of(const Words& words, std::initializer_list<std::string_view> denied) {
  constexpr std::size_t near = 4;
  for (std::size_t i = 0; i < words.list.size(); ++i) {
    if (!denies(words.list[i])) continue;
    for (std::size_t k = i + 1; k < std::min(words.list.size(), i + 1 + near); ++k)
      if (std::find(denied.begin(), denied.end(), words.list[k]) != denied.end()) return true;
  }
  return false;
}

// `must not have any of the following`, `must not`
bool must_not(const Words& words) {
  const auto must = std::find(words.list.begin(), words.list.end(), "must");
  return must != words.list.end() && std::next(must) != words.list.end() && denies(*std::next(must));
}

// `Patients will be excluded if they meet any of the following criteria:`
Heading sentence_heading(const Words& words) {
  if (words.list.size() > 26 || words.list.empty() || words.list.front() == "if") return {};
  const bool person = words.has_any({"patients", "patient", "subjects", "subject", "participants",
                                     "participant", "volunteers", "individuals", "women", "study", "trial",
                                     "donors", "controls", "persons", "people"});
  if (words.has_any({"excluded", "ineligible", "exclude", "exclusion"}) &&
      !words.has_any({"following", "below", "if", "with", "who", "criteria"}))
    return {};
  if (words.has_any({"excluded", "ineligible", "exclude", "rejected", "disqualified", "disqualify",
                     "disqualifies", "unacceptable", "unsuitable"}) &&
      person)
    return {true, Section::exclusion};
  if (person && denies_one_of(words, {"eligible", "participate", "included", "enrolled"}))
    return {true, Section::exclusion};
  if (person && must_not(words) && (words.has("following") || denies(words.list.back())))
    return {true, Section::exclusion};
  if (person && words.has("exclusion") && words.has_any({"meet", "meeting", "meets"}))
    return {true, Section::exclusion};
  if (words.has("no") || std::any_of(words.list.begin(), words.list.end(), denies)) return {};
  if (person && words.has("inclusion")) return {true, Section::inclusion};
  if (person && words.has_any({"eligible", "included", "enrolled", "eligibility"}) &&
      words.has_any({"following", "all", "criteria", "must"}))
    return {true, Section::inclusion};
  return {};
}

bool is_pdq(const Words& words) {
  if (words.list.size() > 4) return false;
  return (words.has("characteristics") && words.has_any({"disease", "patient"})) ||
         (words.has("concurrent") && words.has("therapy") && words.has("prior"));
}

// A colon in the first words of a line: where a heading may end and text follow.
std::size_t heading_colon(std::string_view text) { return text.substr(0, 120).find(':'); }

bool is_scope(const Words& words) {
  if (words.list.size() > 9) return false;
  if (words.has_any({"following", "any", "all", "criteria"}) &&
      !words.has_any({"cohort", "donor", "donors", "arm"}))
    return false;
  return words.has_any(
      {"cohort",     "cohorts",    "arm",       "arms",    "donor",    "donors",  "recipient", "recipients",
       "part",       "phase",      "stratum",   "strata",  "group",    "groups",  "controls",  "control",
       "volunteers", "caregivers", "caregiver", "partner", "partners", "mother",  "mothers",   "infant",
       "infants",    "substudy",   "healthy",   "cases",   "only",     "parents", "siblings",  "for"});
}

// ---------------------------------------------------------------- nesting

class Layout {
 public:
  explicit Layout(const CleanText& text) : text_(text.text), rows_(joined(rows_of(text.text))) {}

  std::vector<Line> run() {
    for (const Row& row : rows_) add(row);
    settle_sections();
    doubt_what_goes_on();
    for (const Line& line : lines_)
      if (line.parent) lines_[*line.parent].is_stem = true;
    return std::move(lines_);
  }

 private:
  struct Level {
    std::uint32_t line;
    Row row;
    bool by_paragraph;  // its children are the next paragraph
  };

  std::string_view slice(std::uint32_t begin, std::uint32_t end) const {
    return std::string_view(text_).substr(begin, end - begin);
  }

  void add(const Row& row) {
    const std::string_view whole = slice(row.begin, row.end);
    const std::size_t colon = heading_colon(whole);
    const bool ends_in_colon = whole.back() == ':';
    const Words words = words_of(whole, 40);
    Heading heading = named_heading(words, ends_in_colon);
    if (!heading.found && ends_in_colon) heading = sentence_heading(words);
    if (!heading.found && is_pdq(words)) {
      heading = {true, Section::inclusion};
      pdq_ = true;
    }
    if (heading.found) return add_section(row.begin, row.end, heading.section);
    if (colon != std::string_view::npos && !ends_in_colon) {
      const Words front = words_of(whole.substr(0, colon), 40);
      const Heading in_front = front.list.size() <= 5 ? named_heading(front, true) : Heading{};
      if (in_front.found) {
        add_section(row.begin, row.begin + static_cast<std::uint32_t>(colon) + 1, in_front.section);
        Row rest = row;
        rest.begin += static_cast<std::uint32_t>(colon) + 1;
        while (rest.begin < rest.end && text_[rest.begin] == ' ') ++rest.begin;
        return add_criterion(rest, words_of(slice(rest.begin, rest.end), 40));
      }
    }
    add_criterion(row, words);
  }

  void add_section(std::uint32_t begin, std::uint32_t end, Section section) {
    section_ = section;
    seen_heading_ = true;
    seen_inclusion_ = seen_inclusion_ || section == Section::inclusion;
    scope_.reset();
    label_.reset();
    levels_.clear();
    Line line;
    line.kind = Line::Kind::section_heading;
    line.section = section;
    line.begin = begin;
    line.end = end;
    lines_.push_back(line);
    if (is_scope_heading(begin, end)) scope_ = static_cast<std::uint32_t>(lines_.size() - 1);
  }

  // `Inclusion criteria for donors:` restricts as well.
  bool is_scope_heading(std::uint32_t begin, std::uint32_t end) const {
    Words words = words_of(slice(begin, end), 40);
    const bool list = words.list.size() <= 8;
    return list &&
           words.has_any({"cohort", "arm", "donor", "donors", "control", "controls", "group", "caregivers",
                          "volunteers", "partners", "part", "recipient", "recipients", "mother", "only"});
  }

  void add_criterion(const Row& row, const Words& words) {
    const bool colon = text_[row.end - 1] == ':';
    while (!levels_.empty() && !holds(levels_.back(), row)) levels_.pop_back();
    Line line;
    line.begin = row.begin;
    line.end = row.end;
    line.section = section_;
    line.scope = scope_;
    line.label = label_;
    const auto index = static_cast<std::uint32_t>(lines_.size());
    if (colon && levels_.empty() && is_scope(words)) {
      line.kind = Line::Kind::scope_heading;
      scope_ = index;
      label_.reset();
    } else if (is_section_number(slice(row.begin, row.end)) && words.list.size() <= 7) {
      line.kind = is_scope(words) ? Line::Kind::scope_heading : Line::Kind::label_heading;
      if (is_scope(words))
        scope_ = index;
      else
        scope_.reset();
      label_.reset();
      levels_.clear();
    } else if (pdq_ && row.bullet == 0 && is_pdq_label(lowered(slice(row.begin, row.end)))) {
      line.kind = Line::Kind::label_heading;
      label_ = index;
      levels_.clear();
    } else if (colon && levels_.empty() && words.list.size() <= 4 &&
               !words.has_any({"following", "of", "including", "any", "all", "no", "not", "except", "unless",
                               "without", "with", "history", "known", "active", "excluding", "have", "has",
                               "either", "one"})) {
      line.kind = Line::Kind::label_heading;
      label_ = index;
    } else {
      if (!levels_.empty()) line.parent = levels_.back().line;
      levels_.push_back({index, row, colon});
    }
    lines_.push_back(line);
  }

  // Whether `row` stands under the line of `level`.
  bool holds(const Level& level, const Row& row) const {
    if (row.indent > level.row.indent && (row.bullet != 0 || level.by_paragraph)) return true;
    if (row.indent < level.row.indent) return false;
    if (level.row.bullet != 0 && row.bullet != 0) return level.by_paragraph && row.bullet != level.row.bullet;
    if (level.row.bullet == 0 && row.bullet != 0 && level.by_paragraph) return true;
    if (level.row.bullet != 0 && level.by_paragraph) return false;
    // No bullets at all: a stem's children are the paragraph that follows it.
    return level.by_paragraph && row.paragraph == level.row.paragraph + 1;
  }

  void settle_sections() {
    bool before_heading = true;
    for (Line& line : lines_) {
      if (line.kind == Line::Kind::section_heading) before_heading = false;
      if (line.section != Section::none) continue;
      // In front of the first heading stand those that include, if only exclusions have a heading.
      if (before_heading) {
        line.section = Section::inclusion;
        line.sure_section = seen_heading_ && !seen_inclusion_;
      } else {
        line.section = Section::inclusion;
        line.sure_section = false;
      }
    }
  }

  // `no contraindication (recent ischemia`: the lines behind go on in the bracket, denied as well. Among
  // exclusions a line that is denied is left open anyway.
  void doubt_what_goes_on() {
    bool inside = false;
    for (Line& line : lines_) {
      if (line.kind != Line::Kind::criterion || line.section == Section::exclusion) inside = false;
      if (inside) line.sure_section = false;
      const std::string_view text = slice(line.begin, line.end);
      const auto opened =
          std::count(text.begin(), text.end(), '(') - std::count(text.begin(), text.end(), ')');
      const Words words = words_of(text, 3);
      const bool denied = words.has_any({"no", "absence", "without", "free"}) ||
                          std::any_of(words.list.begin(), words.list.end(), denies);
      inside = line.section == Section::inclusion && ((inside && opened >= 0) || (opened > 0 && denied));
    }
  }

  const std::string& text_;
  std::vector<Row> rows_;
  std::vector<Line> lines_;
  std::vector<Level> levels_;
  Section section_ = Section::none;
  std::optional<std::uint32_t> scope_;
  std::optional<std::uint32_t> label_;
  bool seen_heading_ = false;
  bool seen_inclusion_ = false;
  bool pdq_ = false;  // laid out with labels that have no colon
};

}  // namespace

std::vector<Line> split_lines(const CleanText& text) { return Layout(text).run(); }

}  // namespace eligo::grammar::registry
