// See list_reader.hpp.
#include "grammar/registry/list_reader.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "grammar/registry/defining_stems.hpp"
#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/list_doubts.hpp"
#include "grammar/registry/list_ends.hpp"
#include "grammar/registry/names_used.hpp"
#include "grammar/registry/stem_subjects.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr int kDeepest = 4;  // stems over stems

// What a stem under another one says of its lines.
Around within(const Around& outer, const Stem& stem) {
  Around made{outer.front, outer.behind};
  if (!made.front.empty()) made.front += ' ';
  made.front += stem.front;
  if (!made.behind.empty() && !stem.behind.empty()) made.behind += ' ';
  made.behind += stem.behind;
  return made;
}

bool mixes_denials(const std::vector<ast::ExpressionPtr>& operands) {
  const auto denied = std::count_if(operands.begin(), operands.end(), [](const ast::ExpressionPtr& one) {
    return one != nullptr && std::holds_alternative<ast::Not>(one->node);
  });
  return denied > 0 && denied < static_cast<std::ptrdiff_t>(operands.size());
}

// `Siblings with any of the following:`; of a graft a record of the patient holds nothing anyway.
bool is_of_other(std::string_view stem) {
  const std::string low = lowered(stem);
  return subject_of(words_of(low)) == Subject::other;
}

bool is_attested(const ast::ExpressionPtr& one) {
  return one != nullptr && std::holds_alternative<ast::Attest>(one->node);
}

// A new sentence about patients, or what every trial asks for in a line of its own: the list under the stem
// has ended, though the layout goes on. `behind`: so it has by what stands around the line.
bool ends_list(const Stem& stem, bool exclusion, std::string_view entry, bool behind) {
  if (stem.is_empty) return false;
  if (exclusion) return stem.kind == Stem::Kind::any && (behind || names_patients(entry));
  return stem.kind == Stem::Kind::all && begins_own_criterion(entry);
}

// Where the words as given have gone as far as `front`, which is the same with other blanks and line ends.
std::size_t same_place(std::string_view front, std::string_view words) {
  const auto is_letter = [](char c) { return c != ' ' && c != '\n'; };
  auto left = std::count_if(front.begin(), front.end(), is_letter);
  std::size_t at = 0;
  for (; at < words.size() && left > 0; ++at)
    if (is_letter(words[at])) --left;
  return at;
}

bool is_closed(const ReadLine& line) {
  return line.expression != nullptr && line.line_class != LineClass::unencoded &&
         line.line_class != LineClass::partly;
}

void add(LineGroup inner, LineGroup& group, std::vector<ast::ExpressionPtr>& operands) {
  group.members.insert(group.members.end(), inner.members.begin(), inner.members.end());
  if (inner.expression != nullptr) operands.push_back(std::move(inner.expression));
}

}  // namespace

ast::ExpressionPtr joined_as(Stem::Kind kind, std::size_t count, std::vector<ast::ExpressionPtr> operands) {
  if (operands.empty()) return nullptr;
  if (operands.size() == 1) return std::move(operands.front());
  if (kind == Stem::Kind::all) return make_expression(ast::AllOf{std::move(operands)});
  if (kind == Stem::Kind::any) return make_expression(ast::AnyOf{std::move(operands)});
  const std::string least = std::to_string(std::min<std::size_t>(count, operands.size()));
  return make_expression(ast::AtLeast{{least, {}}, std::move(operands)});
}

ListReader::ListReader(RecordLines& lines, const Lexicon& lexicon)
    : lines_(lines),
      lexicon_(lexicon),
      tree_(lines.lines(), lines.drafts()),
      in_doubt_(lines_in_doubt(lines.all_text(), lines.lines(), lines.drafts(), lines.tokens(), lexicon)) {}

LineGroup ListReader::read(std::uint32_t i, const Around& around, int depth) {
  const bool exclusion = lines_.is_exclusion(i);
  if (in_doubt_[i]) return left_in_doubt(i);
  if (!lines_.line(i).is_stem) return leads_to_limits(i) ? read_leading(i) : read_alone(i, around);
  if (stands_over_notes(i)) return read_with_notes(i, around, depth);
  if (!exclusion && around.empty() && depth == 0)
    if (auto special = read_special(i)) return std::move(*special);
  const bool measured = is_measured(i);  // of the lines as they stand, before any is read under a stem
  if (!exclusion && depth <= kDeepest)
    if (auto defined = read_defined(i, around, depth)) return std::move(*defined);
  const Stem stem = read_stem(lines_.text(i), exclusion, measured, lexicon_);
  if (stem.kind == Stem::Kind::unclear || depth > kDeepest) return open_until_end(i, depth);
  return read_under(i, stem, around, depth);
}

LineGroup ListReader::read_alone(std::uint32_t i, const Around& around) {
  lines_.take(i, lines_.read(i, lines_.is_exclusion(i), around));
  return {lines_.expression(i), {i}};
}

// `Adequate organ function as defined by:` with the limits in the lines behind, which ask for all of it.
bool ListReader::leads_to_limits(std::uint32_t i) const {
  return lines_.text(i).ends_with(':') && !lines_.is_exclusion(i) && i + 1 < lines_.size() &&
         lines_.line(i + 1).kind == Line::Kind::criterion &&
         lines_.line(i + 1).section == lines_.line(i).section && compares_values(lines_.draft(i + 1)) &&
         announces_limits(lines_.text(i));
}

LineGroup ListReader::read_leading(std::uint32_t i) {
  lines_.make_no_op(i);
  lines_.note(i, "What is asked for stands in the lines below.");
  return {nullptr, {i}};
}

// ---- left open

// Lines of a list that has no certain reading: each is left as it is.
void ListReader::leave(std::uint32_t i, Lines& members) {
  lines_.leave_open(i);
  members.push_back(i);
  for (const std::uint32_t child : tree_.children(i)) leave(child, members);
}

// A line and what stands under it.
LineGroup ListReader::left_open(std::uint32_t i) {
  LineGroup group;
  leave(i, group.members);
  group.expression = lines_.unencoded(group.members);
  return group;
}

LineGroup ListReader::left_in_doubt(std::uint32_t i) {
  LineGroup group = left_open(i);
  lines_.note(i, "Not read: this may belong to a list with the lines above or below it.");
  return group;
}

// A list under a stem that is not clear is left open; lines of the same layout behind it are not of it.
LineGroup ListReader::open_until_end(std::uint32_t i, int depth) {
  const Lines& children = tree_.children(i);
  const auto first = children.begin() + static_cast<std::ptrdiff_t>(length_of_list(i));
  if (depth > 0 || first == children.begin() || first == children.end()) return left_open(i);
  LineGroup group;
  lines_.leave_open(i);
  group.members.push_back(i);
  for (auto child = children.begin(); child != first; ++child) leave(*child, group.members);
  std::vector<Expr> operands;
  operands.push_back(lines_.unencoded(group.members));
  for (auto child = first; child != children.end(); ++child)
    add(read(*child, {}, depth + 1), group, operands);
  group.expression =
      joined_as(lines_.is_exclusion(i) ? Stem::Kind::any : Stem::Kind::all, 0, std::move(operands));
  return group;
}

// ---- the list under a stem

std::vector<const DraftLine*> ListReader::drafts_of(const Lines& lines) const {
  std::vector<const DraftLine*> drafts(lines.size());
  std::transform(lines.begin(), lines.end(), drafts.begin(),
                 [this](std::uint32_t i) { return &lines_.draft(i); });
  return drafts;
}

// How many of the lines below a stem are its list.
std::size_t ListReader::length_of_list(std::uint32_t stem) const {
  const Lines& children = tree_.children(stem);
  const auto entries = drafts_of(children);
  const bool flat =
      lines_.is_flat(stem) && std::all_of(children.begin(), children.end(),
                                          [this](std::uint32_t child) { return lines_.is_flat(child); });
  return list_length(lines_.draft(stem), entries, flat, tree_.above(stem));
}

// Most entries are comparisons.
bool ListReader::is_measured(std::uint32_t stem) const {
  const Lines& children = tree_.children(stem);
  const auto measured = std::count_if(children.begin(), children.end(), [this](std::uint32_t child) {
    return compares_values(lines_.draft(child));
  });
  return 2 * static_cast<std::size_t>(measured) > children.size();
}

LineGroup ListReader::read_under(std::uint32_t i, const Stem& stem, const Around& around, int depth) {
  const bool exclusion = lines_.is_exclusion(i);
  const Lines& children = tree_.children(i);
  LineGroup group;
  std::vector<Expr> operands;
  std::vector<Expr> notes;
  if (stem.names_more) {
    lines_.take(i, lines_.read_general(i));
    operands.push_back(lines_.expression(i));
  } else {
    lines_.make_no_op(i);
  }
  group.members.push_back(i);
  bool ended = false;
  const std::size_t length = stem.is_empty ? children.size() : length_of_list(i);
  for (std::size_t k = 0; k < children.size(); ++k) {
    const std::uint32_t child = children[k];
    ended = ended || ends_list(stem, exclusion, lines_.text(child), k >= length);
    // a note is no alternative
    if (stem.kind == Stem::Kind::any && !exclusion && lines_.text(child).starts_with("NOTE: ") &&
        !lines_.line(child).is_stem && is_closed(lines_.read(child, false, {}))) {
      add(read(child, {}, depth + 1), group, notes);
      continue;
    }
    add(ended ? read(child, {}, depth + 1)
              : read_entry(child, exclusion, stem, within(around, stem), depth + 1),
        group, operands);
  }
  // `one of: A, B, no C`: the list has ended somewhere, for all are asked that C is absent
  if (stem.kind == Stem::Kind::any && !exclusion && mixes_denials(operands)) return open_until_end(i, depth);
  if (stem.kind == Stem::Kind::at_least && operands.size() < stem.count) return left_open(i);
  group.expression = joined_as(stem.kind, stem.count, std::move(operands));
  if (!notes.empty()) {
    notes.insert(notes.begin(), std::move(group.expression));
    group.expression = joined_as(Stem::Kind::all, 0, std::move(notes));
  }
  return group;
}

// `inside`: what the stems above the entry say of it.
LineGroup ListReader::read_entry(std::uint32_t child, bool exclusion, const Stem& stem, const Around& inside,
                                 int depth) {
  LineGroup group = read(child, inside, depth);
  if (lines_.line(child).is_stem) return group;
  // words of the stem that the entry could not be read with belong to its meaning
  if (!stem.is_empty || !inside.behind.empty()) {
    const LineClass made = lines_.draft(child).line_class;
    if (made != LineClass::unencoded && made != LineClass::no_op &&
        !lines_.reads_with(child, exclusion, inside)) {
      lines_.leave_open(child);
      group.expression = lines_.expression(child);
    }
  }
  if (!inside.behind.empty()) lines_.compare_with(child, {{}, inside.behind});
  return group;
}

// `Asthma, as evidenced by at least one of the following:` asks for asthma and for one of the list.
std::optional<LineGroup> ListReader::read_defined(std::uint32_t i, const Around& around, int depth) {
  if (!around.empty()) return std::nullopt;
  const Lines& children = tree_.children(i);
  const std::size_t length = length_of_list(i);
  const auto entries = drafts_of(children);
  const auto stem = read_defining_stem(lines_.words(i), std::span(entries).first(length));
  if (!stem || (stem->kind == Stem::Kind::at_least && length < stem->count)) return std::nullopt;
  // what stands behind the alternatives is asked for only if every trial asks for it
  if (length < children.size() && !begins_own_criterion(entries[length]->text)) return std::nullopt;
  LineGroup group;
  // `Adequate renal function, defined by any of:` is nothing beside its limits
  if (announces_limits(std::string(lines_.words(i).substr(0, stem->named)) + ':')) {
    lines_.make_no_op(i);
    lines_.note(i, "What is asked for stands in the lines below.");
  } else {
    lines_.take(i, lines_.read_front(i, stem->named));
  }
  group.members.push_back(i);
  std::vector<Expr> whole;
  whole.push_back(lines_.expression(i));
  std::vector<Expr> listed;
  for (std::size_t k = 0; k < children.size(); ++k)
    add(read(children[k], {}, depth + 1), group, k < length ? listed : whole);
  if (stem->kind == Stem::Kind::any && mixes_denials(listed)) return std::nullopt;
  if (is_of_other(lines_.text(i)) && !std::all_of(listed.begin(), listed.end(), is_attested))
    return std::nullopt;
  whole.insert(whole.begin() + 1, joined_as(stem->kind, stem->count, std::move(listed)));
  std::erase_if(whole, [](const Expr& one) { return one == nullptr; });
  group.expression = joined_as(Stem::Kind::all, 0, std::move(whole));
  return group;
}

// ---- lists that are denied, asked of some only, or say what a word means

std::optional<LineGroup> ListReader::read_special(std::uint32_t i) {
  const GroupStem stem = read_group_stem(lines_.text(i));
  if (stem.kind == GroupStem::Kind::none) return std::nullopt;
  if (stem.kind == GroupStem::Kind::by_sex) return read_by_sex(i);
  const bool calculates = stem.kind == GroupStem::Kind::calculated;
  const bool defines = stem.kind == GroupStem::Kind::defined || calculates;
  const Lines& children = tree_.children(i);
  // only the layout shows where the list ends; what a definition holds is known by its words
  if (!defines && !std::all_of(children.begin(), children.end(),
                               [&](std::uint32_t child) { return lines_.column(child) > lines_.column(i); }))
    return std::nullopt;
  auto named = read_named(i, stem);
  if (!named) return std::nullopt;
  LineGroup group;
  std::vector<Expr> operands;
  group.members.push_back(i);
  Expr guard;
  if (stem.kind == GroupStem::Kind::guarded) {
    guard = std::move(named->expression);
    lines_.make_no_op(i);
  } else if (named->expression != nullptr) {
    lines_.take(i, std::move(*named));
    operands.push_back(lines_.expression(i));
  } else {
    lines_.make_no_op(i);
  }
  bool ended = false;
  for (const std::uint32_t child : children) {
    const std::string& text = lines_.text(child);
    ended = ended || (calculates ? !is_formula(text)
                      : defines  ? !goes_on_defining(text)
                                 : begins_own_criterion(text));
    if (ended || lines_.line(child).is_stem) {
      add(ended ? read(child, {}, 1) : left_open(child), group, operands);
      continue;
    }
    group.members.push_back(child);
    if (defines) {
      lines_.make_no_op(child);
      lines_.note(child, calculates
                             ? "How a value is calculated is not part of the expression."
                             : "What the text says to define its words is not part of the expression.");
      continue;
    }
    take_entry(child, guard.get());
    if (Expr own = lines_.expression(child)) operands.push_back(std::move(own));
  }
  group.expression = joined_as(Stem::Kind::all, 0, std::move(operands));
  return group;
}

// What is asked of men and of women, each with their own guard: all of it, and nothing of whoever is named
// for needing nothing. nullopt: an entry asks for more, or of others.
std::optional<LineGroup> ListReader::read_by_sex(std::uint32_t i) {
  std::vector<ReadLine> entries;
  for (const std::uint32_t child : tree_.children(i)) {
    const std::string& text = lines_.text(child);
    if (lines_.line(child).is_stem || !is_of_sex(text)) return std::nullopt;
    entries.push_back(is_of_women_who_cannot_bear(text) ? ReadLine{} : lines_.read(child, false, {}));
    const Expr& asked = entries.back().expression;
    if (!is_of_women_who_cannot_bear(text) &&
        (asked == nullptr || !std::holds_alternative<ast::If>(asked->node)))
      return std::nullopt;
  }
  if (entries.empty()) return std::nullopt;
  LineGroup group;
  std::vector<Expr> operands;
  group.members.push_back(i);
  lines_.make_no_op(i);
  for (std::size_t k = 0; k < entries.size(); ++k) {
    const std::uint32_t child = tree_.children(i)[k];
    group.members.push_back(child);
    if (entries[k].expression == nullptr) {
      lines_.make_no_op(child);
      lines_.note(child, "Nothing more is asked of women who cannot bear children.");
      continue;
    }
    lines_.take(child, std::move(entries[k]));
    if (Expr own = lines_.expression(child)) operands.push_back(std::move(own));
  }
  group.expression = joined_as(Stem::Kind::all, 0, std::move(operands));
  return group;
}

// What the words in front of the list name, if they name something; nullopt: they have no reading.
std::optional<ReadLine> ListReader::read_named(std::uint32_t i, const GroupStem& stem) {
  if (stem.named == 0) return ReadLine{};
  const std::string_view words = lines_.words(i);
  const bool apart = stem.kind == GroupStem::Kind::calculated || stem.kind == GroupStem::Kind::defined;
  const std::size_t stop = apart ? same_place(lines_.text(i).substr(0, stem.named), words)
                           : stem.kind == GroupStem::Kind::denied
                               ? words.find(" includ")
                               : std::min(words.rfind(" are eligible"), words.rfind(" must "));
  if (stop == std::string_view::npos) return std::nullopt;
  ReadLine named = lines_.read_front(i, stop);
  if (named.line_class == LineClass::unencoded) return std::nullopt;
  return named;
}

// An entry of a list that is denied, or, with a guard, asked of some only.
void ListReader::take_entry(std::uint32_t child, const ast::Expression* guard) {
  ReadLine read = lines_.read(child, guard == nullptr, {});
  const bool open = read.line_class == LineClass::unencoded || read.line_class == LineClass::partly;
  if (open && guard == nullptr) return lines_.leave_open(child);
  if (!open && read.expression != nullptr) {
    if (guard == nullptr) {
      const bool one = std::holds_alternative<ast::History>(read.expression->node);
      read.expression = make_expression(ast::Not{std::move(read.expression), one});
    } else {
      read.expression = make_expression(ast::If{copy_of(*guard), std::move(read.expression), nullptr});
    }
  }
  lines_.take(child, std::move(read));
}

// ---- notes

// An inclusion of its own, with notes under it.
bool ListReader::stands_over_notes(std::uint32_t i) const {
  const Lines& children = tree_.children(i);
  return !children.empty() && !lines_.is_exclusion(i) && !lines_.text(i).ends_with(':') &&
         lines_.text(children.front()).starts_with("NOTE: ") &&
         std::none_of(children.begin(), children.end(), [this](std::uint32_t child) {
           // whom the criterion is not asked of
           return holds_any(lowered(lines_.text(child)),
                            {"except", "unless", "eligible", "not required to", "exempt", "do not need"});
         });
}

LineGroup ListReader::read_with_notes(std::uint32_t i, const Around& around, int depth) {
  LineGroup group;
  std::vector<Expr> operands;
  add(read_alone(i, around), group, operands);
  for (const std::uint32_t child : tree_.children(i)) add(read(child, {}, depth + 1), group, operands);
  group.expression = joined_as(Stem::Kind::all, 0, std::move(operands));
  return group;
}

}  // namespace eligo::grammar::registry
