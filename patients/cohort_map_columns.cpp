// What became of a file's columns, and why a name is not placed. See cohort_map.hpp; tests:
// tests/patients/cohort_map_test.cpp, tests/cli/cases/describe.case.
#include "patients/cohort_map.hpp"
#include "patients/record_reader.hpp"
#include "patients/text.hpp"

namespace eligo::patients {
namespace {

std::string ticked(std::string_view text) { return "`" + printable(text) + "`"; }

// A name before its last dot that is known, and what may stand behind it.
std::string why_no_member(std::string_view name, const MapVocabulary& vocabulary) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string_view fact = name.substr(0, dot);
  fact = fact.substr(0, fact.find_first_of("#@"));
  const KnownName known = vocabulary.lookup(fact);
  if (!known.section) return {};
  std::string members;
  for (std::size_t i = 1; i < member_count; ++i) {
    const auto member = static_cast<Member>(i);
    if (member == Member::name || !has_member(*known.section, member)) continue;
    members += (members.empty() ? "`" : ", `") + std::string(to_string(member)) + "`";
  }
  return ticked(name) + " names no fact: " + ticked(fact) + " may have " + members;
}

// The event of `NAME@EVENT+N`, if it is at fault.
std::string why_no_event(std::string_view name, const MapVocabulary& vocabulary) {
  const auto at = name.find('@');
  if (at == std::string_view::npos || !vocabulary.lookup(trimmed(name.substr(0, at))).section) return {};
  const std::string_view rest = name.substr(at + 1);
  const std::string_view event = trimmed(rest.substr(0, rest.rfind('+')));
  const KnownName known = vocabulary.lookup(event);
  if (!known.section && vocabulary.hint) return ticked(event) + " names no event" + vocabulary.hint(event);
  return ticked(name) + " is not of the form `NAME@EVENT+DAYS`";
}

}  // namespace

std::string why_unplaced(std::string_view name, const MapVocabulary& vocabulary) {
  if (trimmed(name).empty()) return "it has no name";
  if (std::string text = why_no_event(name, vocabulary); !text.empty()) return text;
  if (std::string text = why_no_member(name, vocabulary); !text.empty()) return text;
  std::string_view bare = name.substr(0, name.find_first_of("#@"));
  bare = trimmed(bare.substr(0, bare.find(" [")));
  std::string hint = vocabulary.hint ? vocabulary.hint(bare) : std::string();
  const auto dot = bare.rfind('.');
  if (hint.empty() && dot != std::string_view::npos && vocabulary.hint) {
    hint = vocabulary.hint(bare.substr(0, dot));
  }
  return ticked(name) + " names no fact" + hint;
}

std::vector<FileColumn> file_columns(const CohortPlan& plan) {
  std::vector<FileColumn> columns;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    const bool used = plan.columns[i].use != ColumnUse::ignored;
    columns.push_back({plan.columns[i].header, used ? describe(plan, i) : "",
                       used ? FileColumn::Fate::used : FileColumn::Fate::unmapped});
  }
  return columns;
}

}  // namespace eligo::patients
