// The pictures of a what-if page. Internal to engine/whatif; how to read them is in docs/whatif.md.
//
// Each is a piece of a page: nothing outside it is named, and every text is escaped. Names and counts of any
// length have room, whatever the font. Tests: tests/cli/whatif_page_test.py.
#pragma once

#include <string>

#include "engine/svg.hpp"
#include "engine/whatif/whatif.hpp"

namespace eligo::engine {

// Of every colour a shape, hatching or dashes tell the same in black and white.
namespace ink {
constexpr std::string_view text = "#1d2329";
constexpr std::string_view dim = "#545b63";
constexpr std::string_view rule = "#c9cdd2";
constexpr std::string_view faint = "#e6e8eb";
constexpr std::string_view eligible = "#14663d";
constexpr std::string_view not_ineligible = "#2f6db5";
constexpr std::string_view bar = "#4a5560";
}  // namespace ink

// Boxes in the order of the rules: who is left, and beside them who is excluded, by which criterion.
std::string funnel_html(const TrialWhatIf& trial);

// The most frequent combinations of failing criteria as columns of dots with bars, the others as one sum.
// Empty if nobody fails anything.
std::string upset_html(const TrialWhatIf& trial, const std::string& id);

// The verdicts against one limit. Empty if no other limit changes anything.
std::string curve_html(const TrialWhatIf& trial, std::size_t limit, const std::string& id);

}  // namespace eligo::engine
