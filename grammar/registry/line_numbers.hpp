// Lines with numbers that say in other words what the grammar of sentences reads: one reader of one line.
//
// Internal to grammar/registry/. Each reading puts the words into an order that the grammar knows, and checks
// what comes back; none leaves out a word that could change the meaning. The first one holds.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {

class LineReader::Numbers {
 public:
  Numbers(LineReader& line, std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion)
      : line_(line),
        begin_(begin),
        end_(end),
        tokens_(tokens),
        stop_(end_before(tokens)),
        parts_(std::string_view(tokens.parts).substr(0, stop_)),
        exclusion_(exclusion) {}

  ReadLine run();

  // Limits only, each on the side where a sound organ lies.
  static bool all_sound(const ast::Expression& one);

 private:
  // ---- words and parts of the line, by token
  std::string words(std::size_t begin, std::size_t end) const { return line_.words_at(tokens_, begin, end); }
  std::string low(std::size_t i) const;
  bool only(std::size_t begin, std::size_t end, PartSet allowed) const {
    const std::string_view some = parts_.substr(begin, end - begin);
    return std::all_of(some.begin(), some.end(), [&](char part) { return allowed.has(part); });
  }
  bool has(PartSet parts, std::size_t from = 0) const {
    if (!tokens_.present.meets(parts)) return false;
    const std::string_view some = parts_.substr(std::min(from, parts_.size()));
    return std::any_of(some.begin(), some.end(), [&](char part) { return parts.has(part); });
  }
  // What stands between marks outside of brackets, without the joins at its ends.
  struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::vector<Piece> pieces_at(std::size_t from, PartSet marks) const;

  // ---- other words, read
  // As a whole line.
  ReadLine read_words(const std::string& text) const;
  // As one sentence.
  ReadLine read_sentence(const std::string& text) const;
  static ReadLine together(ReadLine first, ReadLine second, bool all);
  // The tests of one measurement as tests of another one with the same unit; no note may have been made.
  ReadLine rename(ReadLine made, const std::string& name) const;

  // ---- line_several.cpp: more than one limit
  ReadLine in_two_windows();
  std::size_t label_end() const;
  ReadLine in_a_row();
  ReadLine several();
  std::string with_name_in_front(const Piece& piece) const;
  ReadLine one_of_the_following();
  ReadLine alternatives();
  bool says_itself(std::size_t begin, std::size_t end, bool first) const;
  ReadLine state_or_limit();
  ReadLine on_either_scale();
  ReadLine under_general_label();

  // ---- line_measured.cpp: one limit
  ReadLine with_a_word_more();
  static bool says_direction(const std::string& name);
  ReadLine scored();
  ReadLine on_a_scale();
  ReadLine on_full_scale();
  ReadLine whose();
  ReadLine named_in_brackets();
  ReadLine of_those_in_brackets();
  ReadLine with_plain_word();
  ReadLine with_comma_in_number();
  ReadLine with_than();
  ReadLine with_after();
  ReadLine as_judged();

  // ---- line_meanings.cpp: a limit and what it means, or whom it concerns
  static char sound_side(std::string_view name);
  ReadLine under_denied_label();
  ReadLine of_patients();
  ReadLine for_the_rest();
  ReadLine of_ages();
  ReadLine equated();
  ReadLine permitted_otherwise();
  ReadLine illness_with_limits();
  ReadLine regardless();
  ReadLine without_allowed_kind();
  ReadLine age_and_criteria();
  ReadLine age_and_plan();

  // ---- line_courses.cpp: lengths of time, doses, what was tried
  struct Ends {
    std::size_t begin = 0;  // in tokens, with `between` in front
    std::size_t end = 0;    // 0: there are none
    std::string low;        // `at least 2 years`
    std::string high;       // `within 10 years`
  };
  std::optional<ast::Duration> duration_at(std::size_t number) const;
  Ends ends() const;
  ReadLine ill_between();
  std::string illness_lasting(std::size_t name, std::size_t name_end) const;
  ReadLine for_weeks_before();
  bool begins_failure(std::size_t at) const;
  ReadLine failed();
  bool is_amount(std::size_t number) const;
  ReadLine dose();
  bool is_dosed(std::size_t drug, std::size_t end) const;

  LineReader& line_;
  std::uint32_t begin_;
  std::uint32_t end_;
  const Tokens& tokens_;
  std::size_t stop_;        // in tokens, without the marks at the end
  std::string_view parts_;  // up to there
  bool exclusion_;
};

// Whether there is an expression, of facts and not only of questions.
bool understood(const ReadLine& line);

// One limit, or limits that are all asked for.
bool is_limits(const ast::Expression& one);

}  // namespace eligo::grammar::registry
