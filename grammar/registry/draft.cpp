// The whole of a record: its lines become criteria, and those a file. See draft.hpp.
#include "grammar/registry/draft.hpp"

#include <set>
#include <utility>

#include "grammar/registry/contradictions.hpp"
#include "grammar/registry/donor_choices.hpp"
#include "grammar/registry/draft_file.hpp"
#include "grammar/registry/draft_text.hpp"
#include "grammar/registry/list_reader.hpp"
#include "grammar/registry/record_lines.hpp"

namespace eligo::grammar::registry {
namespace {

class Drafter {
 public:
  // Criteria by id: `refused` ones are left unencoded, `contradictory` ones with a note.
  Drafter(const Record& record, const Lexicon& lexicon, const std::vector<std::string>& refused,
          std::set<std::string> contradictory)
      : record_(record),
        refused_(refused.begin(), refused.end()),
        contradictory_(std::move(contradictory)),
        facts_(lexicon),
        lines_(record, lexicon, facts_),
        lists_(lines_, lexicon),
        file_(facts_, lines_.size()) {}

  Draft run() {
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      if (lines_.line(i).kind != Line::Kind::criterion)
        lines_.make_no_op(i);
      else if (!lines_.line(i).parent && !taken_.contains(i))
        top_line(i);
    }
    Draft made;
    made.lines = std::move(lines_.drafts());
    file_.finish(record_, made);
    return made;
  }

 private:
  using Expr = ast::ExpressionPtr;

  // A line that stands under none.
  void top_line(std::uint32_t i) {
    const Line& line = lines_.line(i);
    if (!line.is_stem && ends_in_or(lines_.text(i))) return alternatives(i);
    if (const DonorChoice choice = donors_to_choose(lines_.lines(), lines_.drafts(), i);
        choice.donors.size() > 1)
      return choose_donor(i, choice);
    LineGroup group = lists_.read(i);
    const Around labelled{lines_.heading_text(line.label), {}};
    if (!labelled.empty() && !line.is_stem && lines_.draft(i).line_class == LineClass::unencoded &&
        lines_.reads_with(i, lines_.is_exclusion(i), labelled)) {
      group = lists_.read(i, labelled);
      lines_.compare_with(i, labelled);
    }
    if (group.expression == nullptr) return;
    const bool sure = line.sure_section || is_sure_anywhere(group);
    add_criterion(i, std::move(group), sure);
  }

  // Without a heading a sentence may include or exclude; only what could not stand among exclusions is kept.
  static bool is_sure_anywhere(const LineGroup& group) {
    return group.members.size() == 1 && (std::holds_alternative<ast::AgeTest>(group.expression->node) ||
                                         std::holds_alternative<ast::Not>(group.expression->node));
  }

  // `A, or` and the lines below it: one of them is true.
  void alternatives(std::uint32_t i) {
    std::vector<std::uint32_t> lines{i};
    for (std::uint32_t next = i + 1; ends_in_or(lines_.text(lines.back())) && next < lines_.size(); ++next) {
      const Line& line = lines_.line(next);
      if (line.kind != Line::Kind::criterion || line.parent || line.is_stem ||
          line.section != lines_.line(i).section)
        break;
      lines.push_back(next);
    }
    const Around labelled{lines_.heading_text(lines_.line(i).label), {}};
    LineGroup group;
    std::vector<Expr> operands;
    for (const auto line : lines) {
      LineGroup one = lists_.read(line);
      if (lines_.draft(line).line_class == LineClass::unencoded && !labelled.empty())
        one = lists_.read(line, labelled);
      group.members.push_back(line);
      taken_.insert(line);
      if (one.expression != nullptr) operands.push_back(std::move(one.expression));
    }
    if (operands.empty()) return;
    group.expression = joined_as(Stem::Kind::any, 0, std::move(operands));
    // the alternative that the last line of inclusions promises is not there
    const bool breaks_off = ends_in_or(lines_.text(lines.back())) && !lines_.is_exclusion(i);
    add_criterion(i, std::move(group), lines_.line(i).sure_section && !breaks_off);
  }

  // A donor as announced, of whom one line below is true.
  void choose_donor(std::uint32_t i, const DonorChoice& choice) {
    LineGroup group = lists_.read(i);
    std::vector<Expr> donors;
    for (const std::uint32_t kind : choice.kinds) lines_.make_no_op(kind);
    for (const DonorChoice::Donor& donor : choice.donors) {
      lines_.take(donor.line, lines_.donor_of_kind(donor.line, donor.kind));
      donors.push_back(lines_.expression(donor.line));
    }
    for (std::uint32_t line = i + 1; line <= choice.donors.back().line; ++line) {
      taken_.insert(line);
      group.members.push_back(line);
    }
    std::vector<Expr> both;
    both.push_back(std::move(group.expression));
    both.push_back(joined_as(Stem::Kind::any, 0, std::move(donors)));
    std::erase_if(both, [](const Expr& one) { return one == nullptr; });
    group.expression = joined_as(Stem::Kind::all, 0, std::move(both));
    if (group.expression != nullptr) add_criterion(i, std::move(group), true);
  }

  // `sure`: what it was read as is surely meant.
  void add_criterion(std::uint32_t first, LineGroup group, bool sure) {
    const Line& line = lines_.line(first);
    const std::string id = file_.next_id(line.section == Section::exclusion);
    if (!sure || refused_.contains(id) || contradictory_.contains(id)) {
      for (const auto member : group.members) lines_.leave_open(member);
      group.expression = lines_.unencoded(group.members);
      if (contradictory_.contains(id))
        lines_.note(first, "Not read: nobody could meet this and another inclusion as well.");
    }
    file_.add(id, line, lines_.heading_text(line.scope), group.members, std::move(group.expression),
              lines_.drafts());
  }

  const Record& record_;
  std::set<std::string> refused_;
  std::set<std::string> contradictory_;
  NewFacts facts_;
  RecordLines lines_;
  ListReader lists_;
  DraftFile file_;
  std::set<std::uint32_t> taken_;
};

}  // namespace

Draft draft(const Record& record, const Lexicon& lexicon) { return draft(record, lexicon, {}); }

Draft draft(const Record& record, const Lexicon& lexicon, const std::vector<std::string>& refused) {
  Draft made = Drafter(record, lexicon, refused, {}).run();
  if (made.lines.empty()) made.warnings.emplace_back("the record has no text of criteria");
  auto contradictory = contradicting(made.file);
  if (contradictory.empty()) return made;
  return Drafter(record, lexicon, refused, std::move(contradictory)).run();
}

}  // namespace eligo::grammar::registry
