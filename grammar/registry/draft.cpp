// The whole of a record: lines, lists under their stems, and what each became. See draft.hpp.
#include "grammar/registry/draft.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "grammar/format.hpp"
#include "grammar/registry/contradictions.hpp"
#include "grammar/registry/defining_stems.hpp"
#include "grammar/registry/donor_choices.hpp"
#include "grammar/registry/draft_file.hpp"
#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/group_stems.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/list_doubts.hpp"
#include "grammar/registry/list_ends.hpp"
#include "grammar/registry/list_tree.hpp"
#include "grammar/registry/names_used.hpp"
#include "grammar/registry/stems.hpp"

namespace eligo::grammar::registry {
namespace {

class Drafter {
 public:
  // Criteria by id: `refused` ones are left unencoded, `contradictory` ones with a note.
  Drafter(const Record& record, const Lexicon& lexicon, const std::vector<std::string>& refused,
          std::set<std::string> contradictory)
      : record_(record),
        lexicon_(lexicon),
        refused_(refused.begin(), refused.end()),
        contradictory_(std::move(contradictory)),
        clean_(clean(record.criteria)),
        lines_(split_lines(clean_)),
        facts_(lexicon),
        file_(facts_, lines_.size()),
        reader_(clean_.text, lexicon, facts_) {}

  Draft run() {
    made_.lines.reserve(lines_.size());
    tokens_.reserve(lines_.size());
    for (const Line& line : lines_) made_.lines.push_back(begin_line(line));
    tree_ = ListTree(lines_, made_.lines);
    in_doubt_ = lines_in_doubt(lines_, made_.lines, tokens_, lexicon_);
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].kind != Line::Kind::criterion)
        no_op(i);
      else if (!lines_[i].parent && !taken_.contains(i))
        top_line(i);
    }
    file_.finish(record_, made_);
    return std::move(made_);
  }

 private:
  using Expr = ast::ExpressionPtr;

  DraftLine begin_line(const Line& line) {
    DraftLine made;
    made.section = line.section;
    made.kind = line.kind;
    made.span = clean_.original(line.begin, line.end);
    made.text = plain_text(clean_.text, line.begin, line.end);
    if (line.scope && line.kind == Line::Kind::criterion)
      made.group = plain_text(clean_.text, lines_[*line.scope].begin, lines_[*line.scope].end);
    tokens_.push_back(tokenize(clean_.text, line.begin, line.end, lexicon_));
    const Tokens& tokens = tokens_.back();
    made.comparisons = comparisons_of(clean_.text, tokens, lexicon_);
    for (Comparison& one : made.comparisons) one.span = clean_.original(one.span.begin, one.span.end);
    for (const Token& token : tokens.list) {
      if (token.part != Part::doubtful) continue;
      const std::string number(clean_.text.substr(token.begin, token.end - token.begin));
      const std::string_view ways = ways_to_read(number);
      if (!ways.empty())
        made.warnings.push_back("`" + number + "` can be read in two ways: " + std::string(ways));
    }
    return made;
  }

  void no_op(std::uint32_t i) {
    DraftLine& line = made_.lines[i];
    line.line_class = LineClass::no_op;
    line.spans.push_back({line.span, SpanKind::no_op});
  }

  // ---- one line, or a stem with what stands under it

  struct Group {
    Expr expression;
    std::vector<std::uint32_t> members;
    bool sure = true;  // false: what it was read as may not be meant
  };

  void take(std::uint32_t i, ReadLine read) {
    DraftLine& line = made_.lines[i];
    line.line_class = read.line_class;
    line.notes = std::move(read.notes);
    line.spans.clear();
    for (const auto& span : read.spans)
      line.spans.push_back({clean_.original(span.begin, span.end), span.kind});
    line.expression = std::move(read.expression);
  }

  // Lines of a list that has no certain reading: each is left as it is.
  void leave(std::uint32_t i, std::vector<std::uint32_t>& members) {
    take(i, reader_.unencoded(lines_[i].begin, lines_[i].end));
    members.push_back(i);
    for (const std::uint32_t child : tree_.children(i)) leave(child, members);
  }

  Expr unencoded_text(const std::vector<std::uint32_t>& members) const {
    std::string whole;
    for (const auto member : members) whole += (whole.empty() ? "" : " | ") + made_.lines[member].text;
    return make_expression(
        ast::Unencoded{{plain_text(whole, 0, static_cast<std::uint32_t>(whole.size())), {}}});
  }

  // A line and what stands under it.
  Group left_open(std::uint32_t i) {
    Group group;
    leave(i, group.members);
    group.expression = unencoded_text(group.members);
    return group;
  }

  // No bullet and no indentation in front of the line.
  bool is_flat(std::uint32_t i) const {
    return lines_[i].begin == 0 || clean_.text[lines_[i].begin - 1] == '\n';
  }

  std::vector<const DraftLine*> drafts_of(const std::vector<std::uint32_t>& lines) const {
    std::vector<const DraftLine*> drafts(lines.size());
    std::transform(lines.begin(), lines.end(), drafts.begin(),
                   [this](std::uint32_t i) { return &made_.lines[i]; });
    return drafts;
  }

  // How many of the lines below a stem are its list.
  std::size_t length_of_list(std::uint32_t stem, const std::vector<std::uint32_t>& children) const {
    const auto entries = drafts_of(children);
    const bool flat = is_flat(stem) && std::all_of(children.begin(), children.end(),
                                                   [this](std::uint32_t child) { return is_flat(child); });
    return list_length(made_.lines[stem], entries, flat, tree_.above(stem));
  }

  // A list under a stem that is not clear is left open; lines of the same layout behind it are not of it.
  Group open_until_end(std::uint32_t i, const std::vector<std::uint32_t>& children, int depth) {
    const auto first = children.begin() + static_cast<std::ptrdiff_t>(length_of_list(i, children));
    if (depth > 0 || first == children.begin() || first == children.end()) return left_open(i);
    Group group;
    take(i, reader_.unencoded(lines_[i].begin, lines_[i].end));
    group.members.push_back(i);
    for (auto child = children.begin(); child != first; ++child) leave(*child, group.members);
    std::vector<Expr> operands;
    operands.push_back(unencoded_text(group.members));
    for (auto child = first; child != children.end(); ++child) {
      Group inner = read_group(*child, {}, depth + 1);
      group.members.insert(group.members.end(), inner.members.begin(), inner.members.end());
      if (inner.expression != nullptr) operands.push_back(std::move(inner.expression));
    }
    if (operands.size() == 1)
      group.expression = std::move(operands.front());
    else if (lines_[i].section == Section::exclusion)
      group.expression = make_expression(ast::AnyOf{std::move(operands)});
    else
      group.expression = make_expression(ast::AllOf{std::move(operands)});
    return group;
  }

  Group left_in_doubt(std::uint32_t i) {
    Group group = left_open(i);
    made_.lines[i].notes.emplace_back(
        "Not read: this may belong to a list with the lines above or below it.");
    return group;
  }

  Group read_group(std::uint32_t i, const Around& around, int depth) {
    Group group;
    const Line& line = lines_[i];
    const bool exclusion = line.section == Section::exclusion;
    if (in_doubt_[i]) return left_in_doubt(i);
    if (!line.is_stem) {
      reader_.forget_pieces();
      take(i, reader_.read(line.begin, line.end, exclusion, around, tokens_[i]));
      group.members.push_back(i);
      group.expression = copy(i);
      return group;
    }
    const auto& children = tree_.children(i);
    if (stands_over_notes(i, children)) return read_with_notes(i, children, around, depth);
    if (!exclusion && around.empty() && depth == 0)
      if (auto special = read_special(i, children)) return std::move(*special);
    const auto measured = std::count_if(children.begin(), children.end(), [&](std::uint32_t child) {
      return compares_values(made_.lines[child]);
    });
    if (!exclusion && depth <= 4)
      if (auto defined = read_defined(i, children, around, depth)) return std::move(*defined);
    const Stem stem = read_stem(made_.lines[i].text, exclusion,
                                2 * static_cast<std::size_t>(measured) > children.size(), lexicon_);
    if (stem.kind == Stem::Kind::unclear || depth > 4) return open_until_end(i, children, depth);
    std::vector<Expr> operands;
    if (stem.names_more) {
      take(i, reader_.read_general(line.begin, line.end, exclusion));
      operands.push_back(copy(i));
    } else {
      no_op(i);
    }
    group.members.push_back(i);
    bool ended = false;
    const std::size_t length = stem.is_empty ? children.size() : length_of_list(i, children);
    for (const std::uint32_t child : children) {
      // a new sentence about patients: the list under the stem has ended, though the layout goes on
      ended = ended ||
              (exclusion && stem.kind == Stem::Kind::any && !stem.is_empty &&
               (names_patients(made_.lines[child].text) ||
                (length < children.size() && child == children[length]))) ||
              (!exclusion && stem.kind == Stem::Kind::all && !stem.is_empty &&
               begins_own_criterion(made_.lines[child].text));
      const Around inside = ended ? Around{} : within(around, stem);
      Group inner = read_group(child, inside, depth + 1);
      // words of the stem that the child could not be read with belong to its meaning
      if (!ended && (!stem.is_empty || !inside.behind.empty()) && !lines_[child].is_stem) {
        const bool alone = made_.lines[child].line_class != LineClass::unencoded &&
                           made_.lines[child].line_class != LineClass::no_op;
        if (alone && !reads_with(child, inside, exclusion)) {
          take(child, reader_.unencoded(lines_[child].begin, lines_[child].end));
          inner.expression = copy(child);
        }
      }
      if (!inside.behind.empty() && !lines_[child].is_stem) compare_with(child, {{}, inside.behind});
      group.members.insert(group.members.end(), inner.members.begin(), inner.members.end());
      if (inner.expression != nullptr) operands.push_back(std::move(inner.expression));
    }
    // `one of: A, B, no C`: the list has ended somewhere, for all are asked that C is absent
    if (stem.kind == Stem::Kind::any && !exclusion && mixes_denials(operands)) return left_open(i);
    if (stem.kind == Stem::Kind::at_least && operands.size() < stem.count) return left_open(i);
    group.expression = joined(stem.kind, stem.count, std::move(operands));
    return group;
  }

  static Expr joined(Stem::Kind kind, std::size_t count, std::vector<Expr> operands) {
    if (operands.empty()) return nullptr;
    if (operands.size() == 1) return std::move(operands.front());
    if (kind == Stem::Kind::all) return make_expression(ast::AllOf{std::move(operands)});
    if (kind == Stem::Kind::any) return make_expression(ast::AnyOf{std::move(operands)});
    const std::string least = std::to_string(std::min<std::size_t>(count, operands.size()));
    return make_expression(ast::AtLeast{{least, {}}, std::move(operands)});
  }

  // `Asthma, as evidenced by at least one of the following:` asks for asthma and for one of the list.
  std::optional<Group> read_defined(std::uint32_t i, const std::vector<std::uint32_t>& children,
                                    const Around& around, int depth) {
    if (!around.front.empty() || !around.behind.empty()) return std::nullopt;
    const Line& line = lines_[i];
    const std::string_view text = std::string_view(clean_.text).substr(line.begin, line.end - line.begin);
    const std::size_t length = length_of_list(i, children);
    const auto entries = drafts_of(children);
    const auto stem = read_defining_stem(text, std::span(entries).first(length));
    if (!stem || (stem->kind == Stem::Kind::at_least && length < stem->count)) return std::nullopt;
    // what stands behind the alternatives is asked for only if every trial asks for it
    if (length < children.size() && !begins_own_criterion(entries[length]->text)) return std::nullopt;
    Group group;
    reader_.forget_pieces();
    take(i, reader_.read_front(line.begin, line.begin + static_cast<std::uint32_t>(stem->named), line.end,
                               false));
    group.members.push_back(i);
    std::vector<Expr> whole;
    whole.push_back(copy(i));
    std::vector<Expr> listed;
    for (std::size_t k = 0; k < children.size(); ++k) {
      Group inner = read_group(children[k], {}, depth + 1);
      group.members.insert(group.members.end(), inner.members.begin(), inner.members.end());
      if (inner.expression != nullptr) (k < length ? listed : whole).push_back(std::move(inner.expression));
    }
    if (stem->kind == Stem::Kind::any && mixes_denials(listed)) return std::nullopt;
    whole.insert(whole.begin() + 1, joined(stem->kind, stem->count, std::move(listed)));
    std::erase_if(whole, [](const Expr& one) { return one == nullptr; });
    group.expression = joined(Stem::Kind::all, 0, std::move(whole));
    return group;
  }

  // How far from the left the line begins.
  std::size_t column(std::uint32_t i) const {
    const std::size_t end = lines_[i].begin;
    const std::size_t start = end == 0 ? std::string::npos : clean_.text.rfind('\n', end - 1);
    return start == std::string::npos ? end : end - start - 1;
  }

  // A criterion of its own, with notes under it.
  bool stands_over_notes(std::uint32_t i, const std::vector<std::uint32_t>& children) const {
    return !children.empty() && !made_.lines[i].text.ends_with(':') &&
           made_.lines[children.front()].text.starts_with("NOTE: ") &&
           lines_[i].section != Section::exclusion &&
           std::none_of(children.begin(), children.end(), [this](std::uint32_t child) {
             // whom the criterion is not asked of
             return holds_any(lowered(made_.lines[child].text),
                              {"except", "unless", "eligible", "not required to", "exempt", "do not need"});
           });
  }

  Group read_with_notes(std::uint32_t i, const std::vector<std::uint32_t>& children, const Around& around,
                        int depth) {
    Group group;
    const Line& line = lines_[i];
    reader_.forget_pieces();
    take(i, reader_.read(line.begin, line.end, line.section == Section::exclusion, around, tokens_[i]));
    group.members.push_back(i);
    std::vector<Expr> operands;
    if (Expr own = copy(i)) operands.push_back(std::move(own));
    for (const std::uint32_t child : children) {
      Group inner = read_group(child, {}, depth + 1);
      group.members.insert(group.members.end(), inner.members.begin(), inner.members.end());
      if (inner.expression != nullptr) operands.push_back(std::move(inner.expression));
    }
    group.expression = joined(line.section == Section::exclusion ? Stem::Kind::any : Stem::Kind::all, 0,
                              std::move(operands));
    return group;
  }

  // A list that is denied, asked of some only, or says what a word means.
  std::optional<Group> read_special(std::uint32_t i, const std::vector<std::uint32_t>& children) {
    const GroupStem stem = read_group_stem(made_.lines[i].text);
    if (stem.kind == GroupStem::Kind::none) return std::nullopt;
    // only the layout shows where the list ends; what a definition holds is known by its words
    if (stem.kind != GroupStem::Kind::defined &&
        !std::all_of(children.begin(), children.end(),
                     [&](std::uint32_t child) { return column(child) > column(i); }))
      return std::nullopt;
    const Line& line = lines_[i];
    ReadLine named;
    if (stem.named > 0) {
      const std::string_view text = std::string_view(clean_.text).substr(line.begin, line.end - line.begin);
      const std::size_t stop =
          stem.kind == GroupStem::Kind::denied ? text.find(" includ") : text.rfind(" are eligible");
      if (stop == std::string_view::npos) return std::nullopt;
      reader_.forget_pieces();
      named = reader_.read_front(line.begin, line.begin + static_cast<std::uint32_t>(stop), line.end, false);
      if (named.line_class == LineClass::unencoded) return std::nullopt;
    }
    Group group;
    std::vector<Expr> operands;
    group.members.push_back(i);
    Expr guard;
    if (stem.kind == GroupStem::Kind::guarded) {
      guard = std::move(named.expression);
      no_op(i);
    } else if (named.expression != nullptr) {
      take(i, std::move(named));
      operands.push_back(copy(i));
    } else {
      no_op(i);
    }
    bool ended = false;
    for (const std::uint32_t child : children) {
      const std::string& text = made_.lines[child].text;
      ended = ended ||
              (stem.kind == GroupStem::Kind::defined ? !goes_on_defining(text) : begins_own_criterion(text));
      if (ended || lines_[child].is_stem) {
        Group inner = ended ? read_group(child, {}, 1) : left_open(child);
        group.members.insert(group.members.end(), inner.members.begin(), inner.members.end());
        if (inner.expression != nullptr) operands.push_back(std::move(inner.expression));
        continue;
      }
      group.members.push_back(child);
      if (stem.kind == GroupStem::Kind::defined) {
        no_op(child);
        made_.lines[child].notes.emplace_back(
            "What the text says to define its words is not part of the expression.");
        continue;
      }
      take_entry(child, guard.get());
      if (made_.lines[child].expression != nullptr) operands.push_back(copy(child));
    }
    group.expression = joined(Stem::Kind::all, 0, std::move(operands));
    return group;
  }

  // An entry of a list that is denied, or, with a guard, asked of some only.
  void take_entry(std::uint32_t child, const ast::Expression* guard) {
    const Line& line = lines_[child];
    reader_.forget_pieces();
    ReadLine read = reader_.read(line.begin, line.end, guard == nullptr, {}, tokens_[child]);
    const bool open = read.line_class == LineClass::unencoded || read.line_class == LineClass::partly;
    if (open && guard == nullptr) read = reader_.unencoded(line.begin, line.end);
    if (!open && read.expression != nullptr) {
      if (guard == nullptr) {
        const bool one = std::holds_alternative<ast::History>(read.expression->node);
        read.expression = make_expression(ast::Not{std::move(read.expression), one});
      } else {
        read.expression = make_expression(ast::If{copy_of(*guard), std::move(read.expression), nullptr});
      }
    }
    take(child, std::move(read));
  }

  static bool mixes_denials(const std::vector<Expr>& operands) {
    const auto denied = std::count_if(operands.begin(), operands.end(), [](const Expr& one) {
      return one != nullptr && std::holds_alternative<ast::Not>(one->node);
    });
    return denied > 0 && denied < static_cast<std::ptrdiff_t>(operands.size());
  }

  bool reads_with(std::uint32_t child, const Around& around, bool exclusion) {
    return reader_.reads_with(lines_[child].begin, lines_[child].end, exclusion, around);
  }

  // What a stem under another one says of its lines.
  static Around within(const Around& outer, const Stem& stem) {
    Around made{outer.front, outer.behind};
    if (!made.front.empty()) made.front += ' ';
    made.front += stem.front;
    if (!made.behind.empty() && !stem.behind.empty()) made.behind += ' ';
    made.behind += stem.behind;
    return made;
  }

  Expr copy(std::uint32_t i) const {
    return made_.lines[i].expression == nullptr ? nullptr : copy_of(*made_.lines[i].expression);
  }

  void top_line(std::uint32_t i) {
    const Line& line = lines_[i];
    const std::string label = line.label ? label_of(*line.label) : std::string();
    if (!line.is_stem && ends_in_or(made_.lines[i].text)) return alternatives(i);
    if (const DonorChoice choice = donors_to_choose(lines_, made_.lines, i); choice.donors.size() > 1)
      return choose_donor(i, choice);
    Group group = read_group(i, {}, 0);
    const Around labelled{label, {}};
    if (!label.empty() && !line.is_stem && made_.lines[i].line_class == LineClass::unencoded &&
        reads_with(i, labelled, line.section == Section::exclusion)) {
      group = read_group(i, labelled, 0);
      compare_with(i, labelled);
    }
    if (!line.sure_section) keep_only_sure(group);
    if (group.expression == nullptr) return;
    add_criterion(i, std::move(group));
  }

  void alternatives(std::uint32_t i) {
    std::vector<std::uint32_t> lines{i};
    for (std::uint32_t next = i + 1; ends_in_or(made_.lines[lines.back()].text) && next < lines_.size();
         ++next) {
      const Line& line = lines_[next];
      if (line.kind != Line::Kind::criterion || line.parent || line.is_stem ||
          line.section != lines_[i].section)
        break;
      lines.push_back(next);
    }
    const std::string label = lines_[i].label ? label_of(*lines_[i].label) : std::string();
    Group group;
    std::vector<Expr> operands;
    for (const auto line : lines) {
      Group one = read_group(line, {}, 0);
      if (made_.lines[line].line_class == LineClass::unencoded && !label.empty())
        one = read_group(line, {label, {}}, 0);
      group.members.push_back(line);
      taken_.insert(line);
      if (one.expression != nullptr) operands.push_back(std::move(one.expression));
    }
    if (operands.empty()) return;
    group.expression =
        operands.size() == 1 ? std::move(operands.front()) : make_expression(ast::AnyOf{std::move(operands)});
    // the alternative that the last line promises is not there
    if (ends_in_or(made_.lines[lines.back()].text) && lines_[i].section != Section::exclusion) {
      group.sure = false;
    }
    if (!lines_[i].sure_section) group.sure = false;
    add_criterion(i, std::move(group));
  }

  // A donor as announced, of whom one line below is true.
  void choose_donor(std::uint32_t i, const DonorChoice& choice) {
    Group group = read_group(i, {}, 0);
    std::vector<Expr> donors;
    for (const std::uint32_t kind : choice.kinds) no_op(kind);
    for (const DonorChoice::Donor& donor : choice.donors) {
      take(donor.line, reader_.donor_of_kind(lines_[donor.line].begin, lines_[donor.line].end, donor.kind));
      donors.push_back(copy(donor.line));
    }
    for (std::uint32_t line = i + 1; line <= choice.donors.back().line; ++line) {
      taken_.insert(line);
      group.members.push_back(line);
    }
    std::vector<Expr> both;
    both.push_back(std::move(group.expression));
    both.push_back(joined(Stem::Kind::any, 0, std::move(donors)));
    std::erase_if(both, [](const Expr& one) { return one == nullptr; });
    group.expression = joined(Stem::Kind::all, 0, std::move(both));
    if (group.expression != nullptr) add_criterion(i, std::move(group));
  }

  void compare_with(std::uint32_t i, const Around& around) {
    std::string whole = around.front;
    if (!whole.empty()) whole += ' ';
    whole += made_.lines[i].text;
    while (!around.behind.empty() && std::string_view(" .;,").find(whole.back()) != std::string_view::npos)
      whole.pop_back();
    if (!around.behind.empty()) whole += ' ' + around.behind;
    const Tokens tokens = tokenize(whole, 0, static_cast<std::uint32_t>(whole.size()), lexicon_);
    made_.lines[i].comparisons = comparisons_of(whole, tokens, lexicon_);
    for (Comparison& one : made_.lines[i].comparisons) one.span = made_.lines[i].span;
  }

  std::string label_of(std::uint32_t heading) const {
    std::string text = made_.lines[heading].text;
    while (!text.empty() && (text.back() == ':' || text.back() == ' ')) text.pop_back();
    return text;
  }

  // Without a heading a sentence may include or exclude; only what could not stand among exclusions is kept.
  void keep_only_sure(Group& group) {
    const bool sure = group.members.size() == 1 && group.expression != nullptr &&
                      (std::holds_alternative<ast::AgeTest>(group.expression->node) ||
                       std::holds_alternative<ast::Not>(group.expression->node));
    group.sure = group.sure && (sure || group.expression == nullptr);
  }

  // ---- criteria

  void add_criterion(std::uint32_t first, Group group) {
    const Line& line = lines_[first];
    const std::string id = file_.next_id(line.section == Section::exclusion);
    if (!group.sure || refused_.contains(id) || contradictory_.contains(id)) {
      for (const auto member : group.members)
        take(member, reader_.unencoded(lines_[member].begin, lines_[member].end));
      group.expression = unencoded_text(group.members);
      if (contradictory_.contains(id))
        made_.lines[first].notes.emplace_back(
            "Not read: nobody could meet this and another inclusion as well.");
    }
    file_.add(id, line, line.scope ? label_of(*line.scope) : std::string(), group.members,
              std::move(group.expression), made_.lines);
  }

  const Record& record_;
  const Lexicon& lexicon_;
  std::set<std::string> refused_;
  std::set<std::string> contradictory_;
  CleanText clean_;
  std::vector<Line> lines_;
  NewFacts facts_;
  DraftFile file_;
  LineReader reader_;
  std::vector<Tokens> tokens_;  // of each line
  std::vector<bool> in_doubt_;
  ListTree tree_;
  Draft made_;
  std::set<std::uint32_t> taken_;
};

}  // namespace

Draft draft(const Record& record, const Lexicon& lexicon) { return draft(record, lexicon, {}); }

Draft draft(const Record& record, const Lexicon& lexicon, const std::vector<std::string>& refused) {
  Draft made = Drafter(record, lexicon, refused, {}).run();
  auto contradictory = contradicting(made.file);
  if (contradictory.empty()) return made;
  return Drafter(record, lexicon, refused, std::move(contradictory)).run();
}

}  // namespace eligo::grammar::registry
