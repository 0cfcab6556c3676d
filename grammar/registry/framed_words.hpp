// Text that the readings of a frame share: what stands in front of it, and the line in other words.
//
// Each of the functions that makes other words gives an empty text where it does not apply. Internal to
// grammar/registry/.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace eligo::grammar::registry {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes one of these off the front; false: none stands there.
bool take(std::string_view& low, std::initializer_list<std::string_view> fronts);
// `the patients`
bool take_people(std::string_view& low);
// `may not`, `must not`
bool forbids(std::string_view& low);
// Without blanks and full stops at both ends.
std::string trimmed(std::string_view text);

// The line without the sentences at its end that ask for nothing (remarks.cpp).
std::string without_remarks(const std::string& whole, bool exclusion);

// Of any line.
std::string without_idle_brackets(const std::string& whole);
std::string of_scale(const std::string& whole);
std::string without_stray_marks(const std::string& whole);
std::string without_formula(const std::string& whole);
std::string without_idle_remark(const std::string& whole);
// Of any line: limits (framed_limits.cpp).
std::string of_score_on_scale(const std::string& whole);
std::string of_grade_on_scale(const std::string& whole);
std::string of_factor_behind(const std::string& whole);
std::string of_extreme(const std::string& whole);
std::string without_second_bound(const std::string& whole);
std::string of_written_range(const std::string& whole);
// Nothing but a limit without a unit: `at least 4 points`, `>= 8`, `30 to 40`.
bool is_bare_limit(std::string_view low);
// Of any line: values as they are typed (framed_values.cpp).
std::string of_performance_scale(const std::string& whole);
std::string of_typed_value(const std::string& whole);
std::string of_case_otherwise(const std::string& whole);  // among inclusions
std::string without_si_remark(const std::string& whole);
// Of any line: clauses that protocols share (framed_conventions.cpp).
std::string without_open_examples(const std::string& whole);
std::string without_exclusion_again(const std::string& whole);  // among exclusions
std::string of_time_in_front(const std::string& whole);         // among exclusions
std::string of_therapy_under_way(const std::string& whole);
std::string of_other_concurrent(const std::string& whole);
// Two lines, both asked for; empty ones: it has not this form.
std::pair<std::string, std::string> of_longer_wait(const std::string& whole);
// Two lines, either of which excludes.
std::pair<std::string, std::string> of_longer_look_back(const std::string& whole);
std::pair<std::string, std::string> of_unrecovered(const std::string& whole);
// Of any line: clauses in another order (framed_clauses.cpp).
std::string of_value_despite(const std::string& whole);
std::string of_distance(const std::string& whole);
std::string without_range_again(const std::string& whole);
std::string with_even_marks(const std::string& whole);
std::string of_visual_scale(const std::string& whole);
std::string of_scale_behind(const std::string& whole);
// Of any line (framed_histories.cpp).
std::string with_blanks_at_brackets(const std::string& whole);
// Among exclusions.
std::string of_recent_return(const std::string& whole);
std::string of_given(const std::string& whole);
std::string of_abnormalities(const std::string& whole);
std::string of_normal_exceeded(const std::string& whole);
std::string without_refusal(const std::string& whole);
std::string of_denied_duty(const std::string& whole);
std::string of_two_clauses(const std::string& whole);
std::string of_use_until_now(const std::string& whole);
std::string of_freedom(const std::string& whole);
// Among inclusions.
std::string of_age_and_graft(const std::string& whole);
std::string without_admission(const std::string& whole);
std::string of_absent_state(const std::string& whole);
std::string of_lower_and_upper(const std::string& whole);
std::string of_time_passed(const std::string& whole);
std::string of_control(const std::string& whole);
std::string without_age_of_women(const std::string& whole);
std::string of_finding_old(const std::string& whole);
std::string of_criteria_of_diagnosis(const std::string& whole);
std::string of_women_excluded(const std::string& whole);

}  // namespace eligo::grammar::registry
