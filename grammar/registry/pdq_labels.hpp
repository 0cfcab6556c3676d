// The names that stand alone above the lines of a record laid out as the Physician Data Query lays it out:
// `Hepatic` over limits of the liver. Internal to grammar/registry/.
#pragma once

#include <string_view>

namespace eligo::grammar::registry {

// `name` in lower case.
inline bool is_pdq_label(std::string_view name) {
  for (const std::string_view label : {"age",
                                       "sex",
                                       "menopausal status",
                                       "performance status",
                                       "life expectancy",
                                       "hematopoietic",
                                       "hepatic",
                                       "renal",
                                       "cardiovascular",
                                       "pulmonary",
                                       "immunologic",
                                       "neurologic",
                                       "gastrointestinal",
                                       "metabolic",
                                       "fertility",
                                       "other",
                                       "biologic therapy",
                                       "chemotherapy",
                                       "endocrine therapy",
                                       "radiotherapy",
                                       "surgery"})
    if (name == label) return true;
  return false;
}

}  // namespace eligo::grammar::registry
