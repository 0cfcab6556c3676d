// Words shared by the predicates' accounts.
#pragma once

#include <string>
#include <string_view>

#include "engine/account.hpp"
#include "engine/program.hpp"

namespace eligo::engine {

// "is below L" for a test that holds, "is at least L" for `< L` that does not, and so on.
std::string comparison_phrase(Comparator comparator, bool holds, std::string_view limit);

// One cause `missing` and the clause "<subject> … <what>".
void note_missing(Account& account, std::string_view fact, std::string_view subject, std::string_view what);

// "responded", "no response", "relapse"
std::string_view response_word(patients::Response response);

// " on 2026-11-20", " (date not recorded)"
std::string on_date(const std::optional<patients::PartialDate>& date);

// "within 3 months", "less than 3 months ago", "7 to 21 days ago"
std::string describe(const TimeBound& bound);

// "malignant solid tumor (except cervical cancer)", "HSCT or chemotherapy"
std::string describe(const ConceptSet& set, const Vocabulary& vocabulary);

}  // namespace eligo::engine
