// What a draft reads from the text of a line as a whole, and what it writes of it. Internal to
// grammar/registry/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "grammar/registry/draft.hpp"

namespace eligo::grammar::registry {

// The line begins with patients: a new sentence, though the layout goes on with a list.
bool names_patients(std::string_view line);

// A limit of a measurement or an age stands in the line.
bool compares_values(const DraftLine& line);

// The text without the blanks and marks that it ends with; a colon is none of them.
std::string_view without_last_marks(std::string_view text);

// What a number with a doubtful mark may mean: `50.000`, `37,8`. Empty for the number of a section (`3.1.6`),
// which is no quantity.
std::string_view ways_to_read(std::string_view number);

// `ECOG 0-1, or` over `KPS 80-100`: one criterion in two lines, or more.
bool ends_in_or(std::string_view line);

// `bytes 120-168 compiled, 170-201 unencoded`, of the lines that became one criterion.
std::string account_of(std::span<const DraftLine> lines, std::span<const std::uint32_t> members);

// The record's id as the id of a trial.
std::string identifier(std::string_view id);

}  // namespace eligo::grammar::registry
