// See lines.hpp. Of the rows headings are told from criteria, and nesting settled.
#include "grammar/registry/lines.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "grammar/registry/headings.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_rows.hpp"
#include "grammar/registry/stem_subjects.hpp"

namespace eligo::grammar::registry {
namespace {

// A colon in the first words of a line: where a heading may end and text follow.
std::size_t heading_colon(std::string_view text) { return text.substr(0, 120).find(':'); }

// Words of a short line with a colon that say something of the list below it: `recent:`, `any of:`, `women:`.
// A label such as `Cardiac:` says nothing.
bool may_restrict(const Words& words) {
  // clang-format off
  if (words.has_any({
      "following", "of", "including", "any", "all", "no", "not", "except", "unless", "without", "with", "history", "known",
      "lacking", "never", "none", "neither", "defined",
      "active", "excluding", "have", "has", "either", "one",
      // how it is, or was
      "recent", "severe", "suspected", "untreated", "treated", "uncontrolled", "controlled", "unstable", "prior", "previous",
      "past", "acute", "chronic", "within", "current", "symptomatic", "significant", "decompensated", "advanced", "resolved",
      "diagnosed",
      // what may become of it
      "planned", "planning", "scheduled", "upcoming", "intention", "risk", "factors", "features", "stratified", "stratification",
      // whom it is about
      "women", "woman", "men", "female", "females", "male", "males", "smokers", "non-smokers", "nonsmokers", "pregnant",
      "non-pregnant", "children", "adults", "neonates", "infants", "neonatal", "infant", "fetal", "maternal", "paternal", "father",
      // permissions
      "acceptable", "permissible", "allowed", "permitted", "optional", "preferred", "desirable"}))
    return true;
  if (words.has("other") && words.has("than")) return true;
  if (subject_of(words) != Subject::anybody) return true;
  // what it comes from, or is for
  return words.has_any({"to", "by", "for", "against", "due", "from"}) &&
         !words.has_any({"consent", "criteria", "agreement", "eligibility"});
  // clang-format on
}

// Where the heading begins that stands behind a criterion, as in `ECOG 0-1. Key Exclusion Criteria:`; 0: none
// does. `low`: the text in lower case; `listed`: the row is one of a list.
std::size_t glued_heading(std::string_view text, std::string_view low, bool listed) {
  if (low.find("criteri") == std::string_view::npos) return 0;
  std::size_t at = std::string::npos;
  for (const std::string_view heading : {"exclusion criteri", "inclusion criteri"})
    if (const std::size_t found = low.rfind(heading); found != std::string::npos)
      at = at == std::string::npos ? found : std::max(at, found);
  if (at == std::string::npos || at < 4) return 0;
  const bool capital = text[at] == 'E' || text[at] == 'I';
  std::string_view front = low.substr(0, at);
  const auto trim = [&] {
    while (!front.empty() && std::string_view(" *-").find(front.back()) != std::string_view::npos)
      front.remove_suffix(1);
  };
  trim();
  for (const std::string_view word : {" key", " main", " major", " primary", " general"})
    if (front.ends_with(word)) front.remove_suffix(word.size());
  trim();
  const std::size_t begin = low.find_first_not_of(" *-", front.size());
  const bool ended = front.ends_with('.') || front.ends_with(';');
  const bool compares = front.find_first_of("<>=") != std::string_view::npos;
  const Words heading = words_of(low.substr(begin), longest_heading + 1);
  const bool colon = low.find(':', at) != std::string::npos;
  if (front.empty() || (!listed && !ended && !compares) || (!capital && !compares && !ended && !colon) ||
      !named_heading(heading, colon).found)
    return 0;
  while (!front.empty() && (front.back() == '.' || front.back() == ';')) front.remove_suffix(1);
  const std::size_t blank = front.rfind(' ');
  const std::string_view last = front.substr(blank == std::string_view::npos ? 0 : blank + 1);
  // `does not meet any exclusion criteria`, `Cohort B Exclusion Criteria:`
  const Words words = words_of(front, 60);
  if (front.empty() || is_section_number(text) || last.ends_with('/') || last.ends_with('&') ||
      stands_among(
          " and or of the any no meet meets meeting all other inclusion exclusion non these following "
          "additional "
          "specific common same for with without see according to key main major minor primary general ",
          last) ||
      words.has_any({"cohort",    "arm",      "group",     "part",     "phase",       "stage",
                     "subject",   "subjects", "patient",   "patients", "participant", "participants",
                     "donor",     "donors",   "recipient", "control",  "controls",    "criteria",
                     "criterion", "meet",     "meets",     "meeting",  "fulfilling",  "satisfying"}))
    return 0;
  return begin;
}

class Layout {
 public:
  explicit Layout(const CleanText& text)
      : text_(text.text), low_(lowered(text.text)), rows_(rows_of(text.text)) {}

  std::vector<Line> run() {
    for (const Row& row : rows_) add(row);
    restrict_titled();
    settle_sections();
    free_those_under_the_first();
    take_last_two();
    restrict_groups();
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

  std::string_view low_between(std::uint32_t begin, std::uint32_t end) const {
    return std::string_view(low_).substr(begin, end - begin);
  }

  Words words_between(std::uint32_t begin, std::uint32_t end, std::size_t most = longest_heading + 1) const {
    return words_of(low_between(begin, end), most);
  }

  // `whole_row`: no heading is looked for behind its first words.
  void add(const Row& row, bool whole_row = false) {
    const std::string_view whole = slice(row.begin, row.end);
    if (const std::size_t heading =
            whole_row ? 0 : glued_heading(whole, low_between(row.begin, row.end), is_one_of_list(row));
        heading > 0) {
      Row front = row;
      front.end = row.begin + static_cast<std::uint32_t>(heading);
      while (front.end > front.begin &&
             std::string_view(" *-").find(text_[front.end - 1]) != std::string_view::npos)
        --front.end;
      add(front, true);
      Row rest = row;
      rest.begin = row.begin + static_cast<std::uint32_t>(heading);
      rest.bullet = 0;
      return add(rest, true);
    }
    const std::size_t colon = heading_colon(whole);
    const bool ends_in_colon = whole.back() == ':';
    const Words words = words_between(row.begin, row.end);
    const bool goes_on = colon != std::string_view::npos && !ends_in_colon;
    Heading heading = goes_on ? Heading{} : named_heading(words, ends_in_colon);
    if (!heading.found && ends_in_colon) heading = sentence_heading(words);
    // `Patients must not have any of the following.` among exclusions says once more what they are
    if (!heading.found && !goes_on && !ends_in_colon && words.has("following")) {
      heading = sentence_heading(words);
      heading.found = heading.found && heading.section == section_ && section_ != Section::none;
    }
    if (!heading.found && is_pdq(words)) {
      heading = {true, Section::inclusion};
      pdq_ = true;
    }
    if (!heading.found && ends_in_colon && !is_stem_like(words) && turns_section(words, section_))
      heading = {true, Section::none};
    if (heading.found) return add_section(row.begin, row.end, heading.section);
    if (goes_on) {
      const Words front = words_between(row.begin, row.begin + static_cast<std::uint32_t>(colon));
      const Heading in_front = front.list.size() <= 5 ? named_heading(front, true) : Heading{};
      if (in_front.found) {
        add_section(row.begin, row.begin + static_cast<std::uint32_t>(colon) + 1, in_front.section);
        Row rest = row;
        rest.begin += static_cast<std::uint32_t>(colon) + 1;
        while (rest.begin < rest.end && text_[rest.begin] == ' ') ++rest.begin;
        return add_criterion(rest, words_between(rest.begin, rest.end));
      }
    }
    add_criterion(row, words);
  }

  // Behind a criterion with the same bullet.
  bool is_one_of_list(const Row& row) const {
    return row.bullet != 0 && !lines_.empty() && lines_.back().kind == Line::Kind::criterion &&
           bullets_.back() == row.bullet;
  }

  // A stem of a list says itself how it is meant.
  static bool is_stem_like(const Words& words) { return words.has_any({"following", "these", "of", "any"}); }

  // `V.2.1. Inclusion criteria` below `V.2. Donors`
  bool stands_under_scope(std::uint32_t begin, std::uint32_t end) const {
    if (!scope_) return false;
    const std::string_view above = slice(lines_[*scope_].begin, lines_[*scope_].end);
    const std::string_view text = slice(begin, end);
    return is_section_number(above) && is_section_number(text) &&
           text.starts_with(above.substr(0, above.find(' ')));
  }

  void add_section(std::uint32_t begin, std::uint32_t end, Section section) {
    section_ = section;
    seen_heading_ = true;
    seen_inclusion_ = seen_inclusion_ || section == Section::inclusion;
    if (!stands_under_scope(begin, end)) scope_.reset();
    label_.reset();
    levels_.clear();
    Line line;
    line.kind = Line::Kind::section_heading;
    line.section = section;
    line.begin = begin;
    line.end = end;
    lines_.push_back(line);
    bullets_.push_back(0);
    const auto index = static_cast<std::uint32_t>(lines_.size() - 1);
    const Words words = words_between(begin, end);
    if (section_restricts(words)) scope_ = index;
    sections_.push_back({index, own_words(words)});
  }

  // `V.2.3. Matching` below `V.2.2. Exclusion criteria`: the section has ended.
  void end_numbered_exclusions(std::uint32_t begin, std::uint32_t end) {
    if (section_ != Section::exclusion || !seen_inclusion_ || sections_.empty()) return;
    const Line& heading = lines_[sections_.back().line];
    const std::string_view above = slice(heading.begin, heading.end);
    if (!is_section_number(above)) return;
    const auto depth = [](std::string_view text) {
      const std::string_view number = text.substr(0, text.find(' '));
      return std::count(number.begin(), number.end(), '.');
    };
    if (depth(slice(begin, end)) <= depth(above)) section_ = Section::inclusion;
  }

  void add_criterion(const Row& row, const Words& words) {
    const bool colon = text_[row.end - 1] == ':';
    constexpr std::size_t longest_title = 7;
    const bool is_title = is_section_number(slice(row.begin, row.end)) && words.list.size() <= longest_title;
    if (is_title) end_numbered_exclusions(row.begin, row.end);
    while (!levels_.empty() && (!holds(levels_.back(), row) || ends_list(levels_.back(), row, words)))
      levels_.pop_back();
    end_group(row);
    Line line;
    line.begin = row.begin;
    line.end = row.end;
    line.section = section_;
    line.scope = scope_;
    line.label = label_;
    line.paragraph = row.paragraph;
    const auto index = static_cast<std::uint32_t>(lines_.size());
    if (colon && levels_.empty() && is_of_all(words)) {
      line.kind = Line::Kind::label_heading;
      line.scope.reset();
      scope_.reset();
      label_.reset();
    } else if (levels_.empty() && ((colon && (is_scope(words) || (scope_ && is_of_patients(words)))) ||
                                   (names_group(words) && (row.bullet == 0 || words.list.size() == 2)))) {
      line.kind = Line::Kind::scope_heading;
      scope_ = index;
      scope_row_ = row;
      scope_is_nested_ = false;
      label_.reset();
    } else if (is_title) {
      line.kind = is_scope(words) ? Line::Kind::scope_heading : Line::Kind::label_heading;
      if (is_scope(words))
        scope_ = index;
      else if (!stands_under_scope(row.begin, row.end))
        scope_.reset();
      label_.reset();
      levels_.clear();
    } else if (pdq_ && row.bullet == 0 && is_pdq_label(low_between(row.begin, row.end))) {
      line.kind = Line::Kind::label_heading;
      label_ = index;
      levels_.clear();
    } else if (colon && levels_.empty() && words.list.size() <= 4 && !may_restrict(words)) {
      line.kind = Line::Kind::label_heading;
      label_ = index;
    } else {
      if (!levels_.empty()) line.parent = levels_.back().line;
      levels_.push_back({index, row, colon});
    }
    lines_.push_back(line);
    bullets_.push_back(row.bullet);
  }

  // `1. Cohort A:` over an indented list ends where `2. …` stands.
  void end_group(const Row& row) {
    if (!scope_ || scope_row_.bullet == 0) return;
    if (row.indent > scope_row_.indent) {
      scope_is_nested_ = true;
    } else if (scope_is_nested_) {
      scope_.reset();
      scope_is_nested_ = false;
    }
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

  // A line that every trial has, where the layout shows no end of a list: the list has ended, unless its stem
  // asks for all of it.
  bool ends_list(const Level& level, const Row& row, const Words& words) const {
    if (row.indent > level.row.indent || !is_general(words)) return false;
    if (level.line + 1 == lines_.size()) return false;  // nothing of the list has come yet
    const Line& stem = lines_[level.line];
    return !words_between(stem.begin, stem.end).has_any({"all", "each", "both", "must"});
  }

  // `Mild Asthma Inclusion Criteria:` and `Severe Asthma Inclusion Criteria:` are of two groups, and so are
  // exclusions under the same words. A heading of exclusions with words of its own says what they are about.
  void restrict_groups() {
    std::set<std::string> groups;
    for (const SectionHeading& heading : sections_)
      if (lines_[heading.line].section == Section::inclusion && !heading.own.empty())
        groups.insert(heading.own);
    if (groups.size() < 2) return;
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      if (!groups.contains(sections_[i].own)) continue;
      const std::size_t end = i + 1 < sections_.size() ? sections_[i + 1].line : lines_.size();
      for (std::size_t k = sections_[i].line + 1; k < end; ++k)
        if (!lines_[k].scope) lines_[k].scope = sections_[i].line;
    }
  }

  // A few words that stand by themselves.
  bool may_be_title(std::size_t line) const {
    constexpr std::size_t longest = 6;
    const Line& one = lines_[line];
    return bullets_[line] == 0 && !one.parent && text_[one.end - 1] != '.' &&
           (one.kind != Line::Kind::section_heading || one.section == Section::none) &&
           words_between(one.begin, one.end).list.size() <= longest;
  }

  // `TEST GROUP` above `Inclusion Criteria:` at the beginning, and `CONTROL GROUP` above the next one: what
  // stands under each is of that group.
  void restrict_titled() {
    std::vector<std::size_t> titles;
    for (const SectionHeading& heading : sections_)
      if (heading.line > 0 && heading.own.empty() && lines_[heading.line].section == Section::inclusion &&
          may_be_title(heading.line - 1))
        titles.push_back(heading.line - 1);
    if (titles.size() < 2 || titles.front() != 0) return;
    for (std::size_t i = 0; i < titles.size(); ++i) {
      Line& title = lines_[titles[i]];
      title.kind = Line::Kind::scope_heading;
      title.label.reset();
      const std::size_t end = i + 1 < titles.size() ? titles[i + 1] : lines_.size();
      for (std::size_t k = titles[i] + 1; k < end; ++k)
        if (!lines_[k].scope) lines_[k].scope = static_cast<std::uint32_t>(titles[i]);
    }
    std::erase_if(sections_, [&](const SectionHeading& one) {
      return lines_[one.line].kind != Line::Kind::section_heading;
    });
  }

  void settle_sections() {
    bool before_heading = true;
    for (Line& line : lines_) {
      if (line.kind == Line::Kind::section_heading) before_heading = false;
      if (line.section != Section::none) continue;
      // In front of the first heading stand those that include, if only exclusions have a heading.
      line.section = Section::inclusion;
      line.sure_section = before_heading && seen_heading_ && !seen_inclusion_;
    }
  }

  // A first line whose bullet or indentation got lost, so that the whole section hangs under it: lines that
  // every trial has cannot be entries of its list.
  void free_those_under_the_first() {
    for (std::size_t begin = 0; begin < lines_.size();) {
      std::size_t end = begin + 1;
      while (end < lines_.size() && lines_[end].kind != Line::Kind::section_heading) ++end;
      const std::size_t first = begin + (lines_[begin].kind == Line::Kind::section_heading ? 1 : 0);
      if (first < end && holds_strangers(first, end))
        for (std::size_t i = first + 1; i < end; ++i)
          if (lines_[i].parent == first) lines_[i].parent.reset();
      begin = end;
    }
  }

  // Both lines name the same thing, each another kind of it: `acute leukemia …`, `chronic leukemia …`.
  bool name_kinds_of_one(std::size_t i, std::size_t k) const {
    constexpr std::size_t early = 3;
    constexpr std::size_t shortest = 4;
    const Words one = words_between(lines_[i].begin, lines_[i].end, early);
    const Words other = words_between(lines_[k].begin, lines_[k].end, early);
    return std::any_of(one.list.begin(), one.list.end(),
                       [&](std::string_view word) { return word.size() >= shortest && other.has(word); });
  }

  // `Must have one of the following diagnoses:` above the last two lines of a section, whatever the layout.
  void take_last_two() {
    constexpr std::size_t few = 3;
    for (std::size_t end = few; end <= lines_.size(); ++end) {
      if (end < lines_.size() && lines_[end].kind != Line::Kind::section_heading) continue;
      const std::size_t stem = end - few;
      const auto is_loose = [&](std::size_t i) {
        return lines_[i].kind == Line::Kind::criterion && !lines_[i].parent &&
               bullets_[i] == bullets_[stem] && lines_[i].section == Section::inclusion;
      };
      if (!is_loose(stem) || !is_loose(stem + 1) || !is_loose(stem + 2)) continue;
      const std::string_view text = low_between(lines_[stem].begin, lines_[stem].end);
      if (!text.ends_with("of the following diagnoses:") && !text.ends_with("of the following diseases:") &&
          !text.ends_with("of the following conditions:"))
        continue;
      if (text.find("one of the following") == std::string_view::npos ||
          !name_kinds_of_one(stem + 1, stem + 2))
        continue;
      for (const std::size_t i : {stem + 1, stem + 2}) lines_[i].parent = static_cast<std::uint32_t>(stem);
    }
  }

  bool holds_strangers(std::size_t first, std::size_t end) const {
    constexpr std::size_t fewest = 3;
    std::size_t children = 0;
    bool strangers = false;
    for (std::size_t i = first + 1; i < end; ++i) {
      if (lines_[i].kind != Line::Kind::criterion || !lines_[i].parent) return false;
      if (lines_[i].parent != first) continue;
      ++children;
      strangers = strangers || is_general(words_between(lines_[i].begin, lines_[i].end));
    }
    const std::string_view text = slice(lines_[first].begin, lines_[first].end);
    return children >= fewest && strangers && text.back() != ':' &&
           !is_stem_like(words_between(lines_[first].begin, lines_[first].end));
  }

  // `no contraindication (recent ischemia`: the lines behind go on in the bracket, denied as well. Among
  // exclusions a line that is denied is left open anyway.
  void doubt_what_goes_on() {
    bool inside = false;
    for (Line& line : lines_) {
      if (line.kind != Line::Kind::criterion || line.section == Section::exclusion) inside = false;
      if (inside) line.sure_section = false;
      if (line.section != Section::inclusion) continue;
      const std::string_view text = slice(line.begin, line.end);
      const auto opened =
          std::count(text.begin(), text.end(), '(') - std::count(text.begin(), text.end(), ')');
      inside = (inside && opened >= 0) || (opened > 0 && opens_denied(line));
    }
  }

  bool opens_denied(const Line& line) const {
    const Words words = words_between(line.begin, line.end, 3);
    return words.has_any({"no", "absence", "without", "free"}) ||
           std::any_of(words.list.begin(), words.list.end(), denies);
  }

  struct SectionHeading {
    std::uint32_t line;
    std::string own;  // words
  };

  const std::string& text_;
  const std::string low_;
  std::vector<Row> rows_;
  std::vector<SectionHeading> sections_;
  std::vector<Line> lines_;
  std::vector<char> bullets_;  // of lines_
  std::vector<Level> levels_;
  Section section_ = Section::none;
  std::optional<std::uint32_t> scope_;
  Row scope_row_;
  bool scope_is_nested_ = false;  // its lines are indented
  std::optional<std::uint32_t> label_;
  bool seen_heading_ = false;
  bool seen_inclusion_ = false;
  bool pdq_ = false;  // laid out with labels that have no colon
};

}  // namespace

std::vector<Line> split_lines(const CleanText& text) { return Layout(text).run(); }

}  // namespace eligo::grammar::registry
