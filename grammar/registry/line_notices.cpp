// Lines that ask for nothing: an address on the web, what the record does not specify, and among exclusions
// those whom the inclusions leave out anyway. See line_reader.hpp.
#include <array>
#include <utility>

#include "grammar/registry/framed_words.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool is_address(std::string_view low) {
  return low.find(' ') == std::string_view::npos &&
         (low.starts_with("http://") || low.starts_with("https://") || low.starts_with("www."));
}

// `Progressive disease not fulfilling the inclusion criteria`
bool repeats_inclusions(std::string_view low) {
  constexpr std::size_t longest = 80;
  if (low.size() > longest || low.find_first_of(",;:(") != std::string_view::npos ||
      low.find(" or ") != std::string_view::npos)
    return false;
  for (const std::string_view end :
       {" not fulfilling inclusion criteria", " not fulfilling the inclusion criteria",
        " not meeting inclusion criteria", " not meeting the inclusion criteria"})
    if (low.ends_with(end)) return true;
  return false;
}

// `For patients with a heart rate of 60 to 100, no manual reading is required`; `warfarin may not be started
// while enrolled in the study`: how a test is done, what is done in the trial.
bool asks_nothing_of_record(std::string_view low) {
  constexpr std::size_t longest = 160;
  if (low.starts_with("the above information is not intended to contain all considerations")) return true;
  if (low.size() > longest || low.find(';') != std::string_view::npos ||
      holds_any(low, {". ", "unless", "except", " but ", " must ", "only", " if "}))
    return false;
  if (low.starts_with("for patients with ") && low.ends_with(" is required") &&
      low.find(", no ") < low.size())
    return true;
  return holds_any(low, {" may not be started while enrolled in ", " may not be started during the "});
}

// `Menopausal status: not specified`, `hormone receptor status not specified`
bool is_unspecified(std::string_view low) {
  constexpr std::size_t longest = 60;
  constexpr std::string_view kEnd = " not specified";
  if (low.size() > longest || !low.ends_with(kEnd)) return false;
  const std::string_view name = low.substr(0, low.size() - kEnd.size());
  return (name.ends_with(':') || name.ends_with(" status")) &&
         name.find_first_of(",;(") == std::string_view::npos &&
         !holds_any(name, {" if ", " or ", " and ", "except", "unless"});
}

// `Other protocol-defined criteria may apply`: a person has to look them up.
bool points_to_protocol(std::string_view low) {
  constexpr std::size_t longest = 90;
  if (low.size() > longest || low.find_first_of(".;:") != std::string_view::npos) return false;
  return (low.ends_with(" may apply") || low.ends_with(" could apply") || low.ends_with(" will apply")) &&
         low.find("criteria") != std::string_view::npos &&
         holds_any(low, {"protocol-defined", "protocol defined", "protocol-specified", "protocol specified"});
}

}  // namespace

// A question in words of our own: the text's are of inclusions and exclusions alike.
ReadLine LineReader::other_criteria(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                    bool exclusion) {
  if (!tokens.pairs.may_hold(" apply")) return {};
  if (!points_to_protocol(lowered(trimmed(plain_text(text_, begin, end))))) return {};
  ReadLine made;
  made.line_class = LineClass::attestation;
  made.expression = make_expression(ast::Attest{
      facts_.get(ast::ConceptKind::attestation, "the other criteria of the protocol are met").name});
  if (exclusion) made.expression = make_expression(ast::Not{std::move(made.expression)});
  made.spans.push_back({begin, end, SpanKind::attestation});
  return made;
}

ReadLine LineReader::notice(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                            bool exclusion) const {
  static constexpr auto kSaid = std::to_array<std::string_view>(
      {"inclusion criteria", "http", "www.", "is required", " may not be started ",
       "above information is not ", " not specified", " not Specified"});
  if (!tokens.pairs.may_hold_any(kSaid)) return {};
  std::string low = lowered(plain_text(text_, begin, end));
  while (!low.empty() && (low.back() == '.' || low.back() == ';')) low.pop_back();
  const bool again = exclusion && repeats_inclusions(low);
  const bool idle = asks_nothing_of_record(low);
  if (!again && !idle && !is_address(low) && !is_unspecified(low)) return {};
  ReadLine made;
  made.line_class = LineClass::no_op;
  made.spans.push_back({begin, end, SpanKind::no_op});
  if (again) made.notes.emplace_back("Who does not meet the inclusion criteria is left out by them.");
  if (idle) made.notes.emplace_back("How a test is done or what is done in the trial is asked of no record.");
  return made;
}

}  // namespace eligo::grammar::registry
