// See donor_choices.hpp.
#include "grammar/registry/donor_choices.hpp"

#include <string_view>

#include "grammar/registry/headings.hpp"
#include "grammar/registry/lexicon_words.hpp"

namespace eligo::grammar::registry {
namespace {

bool holds(std::string_view low, std::string_view words) { return low.find(words) != std::string_view::npos; }

bool announces_choice(std::string_view text) {
  const std::string low = lowered(text);
  return holds(low, "donor") && holds(low, "order of preference");
}

// `7/8 HLA matched donor`
bool is_match(std::string_view text) {
  const std::string low = lowered(text);
  return holds(low, "hla") && holds(low, "donor") && (holds(low, "match") || holds(low, "identical"));
}

// `Unrelated donor`, `Marrow`
bool is_kind(std::string_view text) {
  constexpr std::size_t longest = 5;
  const std::string low = lowered(text);
  const Words words = words_of(low, longest + 1);
  return words.list.size() <= longest &&
         words.has_any({"donor", "donors", "marrow", "ucb", "cord", "related", "unrelated", "pbsc"});
}

}  // namespace

DonorChoice donors_to_choose(std::span<const Line> lines, std::span<const DraftLine> drafts,
                             std::uint32_t i) {
  DonorChoice made;
  if (lines[i].section != Section::inclusion || lines[i].is_stem || !announces_choice(drafts[i].text))
    return made;
  std::string kind;
  std::vector<std::uint32_t> kinds;  // since the last donor
  for (std::uint32_t next = i + 1; next < lines.size(); ++next) {
    const Line& line = lines[next];
    if (line.kind != Line::Kind::criterion || line.section != Section::inclusion || line.parent ||
        line.is_stem)
      break;
    const std::string& text = drafts[next].text;
    if (is_match(text)) {
      made.kinds.insert(made.kinds.end(), kinds.begin(), kinds.end());
      kinds.clear();
      made.donors.push_back({next, kind});
    } else if (is_kind(text)) {
      if (kinds.empty()) kind.clear();
      if (!kind.empty()) kind += ' ';
      kind += text;
      kinds.push_back(next);
    } else {
      break;
    }
  }
  return made;
}

}  // namespace eligo::grammar::registry
