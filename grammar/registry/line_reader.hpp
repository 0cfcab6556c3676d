// One line of registry text to an expression: limits, the whole line as one sentence, its parts, a name of
// many words, a question for a person, and at last the readings of less common constructions; the first one
// holds.
//
// Internal to grammar/registry/. A part that is not understood becomes an `unencoded` operand where that
// cannot change what the understood parts mean; otherwise the whole line is left unencoded.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/registry/sentence_builder.hpp"

namespace eligo::grammar::registry {

struct ReadLine {
  LineClass line_class = LineClass::unencoded;
  ast::ExpressionPtr expression;  // null for a no-op; `unencoded` with the text where nothing was understood
  struct Part {
    std::uint32_t begin = 0;  // of the clean text
    std::uint32_t end = 0;
    SpanKind kind = SpanKind::no_op;
  };
  std::vector<Part> spans;
  std::vector<std::string> notes;
};
inline bool is_read(const ReadLine& line) { return line.line_class != LineClass::unencoded; }

// What a stem or heading says of each line under it: words in front (`History of`) and a time behind
// (`within 14 days`). Either may be empty.
struct Around {
  std::string front;
  std::string behind;
  bool empty() const { return front.empty() && behind.empty(); }
};

class LineReader {
 public:
  LineReader(std::string_view text, const Lexicon& lexicon, NewFacts& facts)
      : text_(text), lexicon_(lexicon), facts_(facts) {}

  // Between lines: what was kept of the pieces of the last one.
  void forget_pieces() { of_pieces_.clear(); }

  // `tokens`: of this range.
  ReadLine read(std::uint32_t begin, std::uint32_t end, bool exclusion, const Around& around,
                const Tokens& tokens);

  // Whether the line has a reading together with the words around it.
  bool reads_with(std::uint32_t begin, std::uint32_t end, bool exclusion, const Around& around) {
    return with_words_around(begin, end, exclusion, around).line_class != LineClass::unencoded;
  }

  // The words of a stem in front of `including:`, which name more than the list under it; `unencoded` if they
  // have no reading.
  ReadLine read_general(std::uint32_t begin, std::uint32_t end, bool exclusion);

  // A donor by the line's own words, in front of which stands of which kind: for a person to confirm.
  ReadLine donor_of_kind(std::uint32_t begin, std::uint32_t end, std::string_view kind);

  // What the line names in front of `stop`; what is behind it only leads to a list.
  ReadLine read_front(std::uint32_t begin, std::uint32_t stop, std::uint32_t end, bool exclusion);

  // Limits only, each of which holds of a sound organ: `platelets > 100 10*9/L`.
  static bool is_sound(const ast::Expression& limits);

  // The line as nothing but its text.
  ReadLine unencoded(std::uint32_t begin, std::uint32_t end) const;

 private:
  struct Piece {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  ReadLine sentence(std::uint32_t begin, std::uint32_t end, bool exclusion);
  ReadLine sentence(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine phrase(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  bool exception_may_end(const Tokens& tokens) const;
  ReadLine built_from(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion,
                      const SentenceNodes& nodes);
  ReadLine with_words_around(std::uint32_t begin, std::uint32_t end, bool exclusion, const Around& around);
  ReadLine attestation(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  bool list_goes_on(const Piece& first, const std::vector<ast::ExpressionPtr>& parts);
  static bool denial_may_go_on(const std::vector<ast::ExpressionPtr>& parts);
  ReadLine in_parts(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine by_cues(std::uint32_t begin, std::uint32_t end, const Tokens& tokens);
  ReadLine behind_label(std::uint32_t begin, std::uint32_t end, bool exclusion);
  ReadLine with_tail(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  enum class Cut { sentences, at_and, at_or, at_cue };
  ReadLine read_piece(const Piece& piece, const Tokens& inner, Cut where, bool first, bool exclusion);
  static PartSet ends_of_pieces(Cut where);
  std::vector<Piece> cut(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, Cut where) const;

  // ---- line_limits.cpp
  struct Definition {
    std::uint32_t front_end = 0;  // of the words that are defined
    std::uint32_t begin = 0;      // of the limits
    std::uint32_t end = 0;
    bool said = false;     // `defined as`, `evidenced by`
    bool bracket = false;  // the limits stand in brackets
    bool comma = false;    // nothing but a comma stands between the two
  };
  bool find_marks(std::uint32_t begin, std::uint32_t stop, const Tokens& tokens, Definition& made) const;
  std::optional<Definition> definition(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const;
  bool is_blood_pressure(const Tokens& tokens, std::size_t i) const;
  bool says_when(const Tokens& tokens) const;
  bool is_told_by(const std::vector<std::string>& words, const Tokens& front, const Tokens& limits,
                  bool said) const;
  bool names_illness_before_or(const Tokens& front) const;
  bool names_illness_of_no_sign(const std::vector<std::string>& words) const;
  ReadLine defined_by_limits(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_signs.cpp
  ReadLine illness_with_limit(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  bool names_told_illness(const Tokens& tokens, std::size_t end) const;
  char said_direction(const Tokens& tokens, std::size_t name) const;
  ReadLine limit_of_signs(const std::vector<std::string>& signs, const std::string& limit, bool exclusion);
  ReadLine limit_of_name(std::string_view name, const std::string& limit, bool exclusion);
  ReadLine limit_alone(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_tails.cpp
  struct Tail {
    std::size_t cut = 0;  // in tokens: where the limit ends
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  Tail tail_of(const Tokens& tokens, Part first) const;
  ReadLine limit_without(std::uint32_t begin, const Tokens& tokens, bool exclusion);
  ReadLine limit_named(std::uint32_t begin, const Tokens& tokens, bool exclusion);
  ReadLine limit_with_reason(std::uint32_t begin, const Tokens& tokens, bool exclusion);
  ReadLine limit_on_days(std::uint32_t begin, const Tokens& tokens, bool exclusion);
  ReadLine limit_before(std::uint32_t begin, const Tokens& tokens, bool exclusion);
  ReadLine limit_with_remark(std::uint32_t begin, const Tokens& tokens, bool exclusion);

  // ---- line_alternatives.cpp
  struct TwoLimits {
    ReadLine first;
    ReadLine second;
    bool sure = false;
  };
  struct ConditionalLimit {  // in tokens
    std::size_t limit_end = 0;
    std::size_t split = 0;      // of the word for the condition: `if`, `unless`
    std::size_t condition = 0;  // where the condition begins
    std::size_t end = 0;
    bool exempts = false;  // `unless`: whom the condition holds of needs no limit
  };
  std::optional<ConditionalLimit> conditional_limit(const Tokens& tokens) const;
  std::string words_between(const Tokens& tokens, std::size_t begin, std::size_t end) const;
  TwoLimits two_limits(const std::string& first, std::string second, bool exclusion);
  ReadLine alternatives(std::uint32_t begin, std::uint32_t end, const TwoLimits& limits,
                        ast::ExpressionPtr expression) const;
  ReadLine limits_by_sex(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine condition_of_limit(const Tokens& tokens, std::size_t begin, std::size_t end);
  ReadLine limits_by_condition(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine limits_by_group(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_states.cpp
  ReadLine state_with_numbers(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine matched_donor(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine mismatch_of_donor(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine illness_of_patients(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine without_restatement(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine last_readings(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_pregnancy.cpp
  std::vector<Piece> cut_at_joins(std::uint32_t begin, std::uint32_t end, const Tokens& tokens);
  struct Plans {
    std::vector<ReadLine> facts;   // pregnancies, nursing, tests
    std::vector<Piece> questions;  // plans, for a person to say
  };
  std::optional<Plans> sort_plans(const std::vector<Piece>& pieces);
  ReadLine question_as_written(const Piece& piece);
  ReadLine pregnancy_or_plans(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_duties.cpp
  ReadLine duration_of_illness(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine duties_of_women(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_rewordings.cpp
  std::string words_at(const Tokens& tokens, std::size_t begin, std::size_t end) const;
  std::string with_place_in_front(const Tokens& tokens) const;
  std::string with_day_of_trial(const Tokens& tokens) const;
  std::string with_time_since_diagnosis(const Tokens& tokens) const;
  std::string with_time_behind(const Tokens& tokens) const;
  std::string without_abbreviation(const Tokens& tokens) const;
  std::string with_duration(const Tokens& tokens) const;
  std::string with_trial_in_time(const Tokens& tokens) const;
  ReadLine read_as(const std::string& words, std::uint32_t begin, std::uint32_t end, bool exclusion);
  ReadLine in_other_order(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_qualified.cpp
  struct Qualified {  // in tokens
    std::size_t name = 0;
    std::size_t limit = 0;
    std::size_t tail = 0;  // of the words that say more
    std::size_t end = 0;   // of these; 0: there are none
    std::size_t stop = 0;  // of the line but for its marks
  };
  Qualified qualified(const Tokens& tokens) const;
  ReadLine limit_qualified(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  ReadLine life_limited(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_brackets.cpp
  bool rename_fact(ReadLine& line, const std::string& whole);
  ReadLine read_renamed(const std::string& given, const std::string& whole, std::uint32_t begin,
                        std::uint32_t end, bool exclusion);
  ReadLine found_by(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  std::string words_of_name(const Tokens& tokens, std::size_t end) const;
  ReadLine with_bracket(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_infections.cpp
  ReadLine infections_tested(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_numbers.cpp: limits, doses and lengths of time in other words
  class Numbers;
  ReadLine with_numbers(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  // ---- line_usage.cpp
  bool only_parts_of_names(const Tokens& tokens) const;
  bool names_treatments(std::string_view words) const;
  ReadLine present_use(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_serologies.cpp
  ReadLine serologies(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_restated.cpp
  ReadLine restated(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_expecting.cpp
  ReadLine expecting(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_framed.cpp
  ReadLine read_again(const std::string& words, std::uint32_t begin, std::uint32_t end, bool exclusion);
  std::optional<ReadLine> given_to(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                   bool exclusion);
  ReadLine each_behind_comma(const std::string& words, std::uint32_t begin, std::uint32_t end);
  ReadLine who_agrees(std::uint32_t begin, std::uint32_t end);
  ReadLine of_two_lines(const std::pair<std::string, std::string>& lines, std::uint32_t begin,
                        std::uint32_t end, bool exclusion);
  ReadLine since_therapies(std::uint32_t begin, std::uint32_t end);
  ReadLine within_therapies(std::uint32_t begin, std::uint32_t end);
  ReadLine all_of(const std::vector<std::string>& pieces, std::uint32_t begin, std::uint32_t end,
                  bool exclusion);
  ReadLine each_sentence(std::uint32_t begin, std::uint32_t end, bool exclusion);
  ReadLine history_and_old_finding(std::uint32_t begin, std::uint32_t end);
  ReadLine each_numbered(std::uint32_t begin, std::uint32_t end, bool exclusion);
  ReadLine time_or_half_lives(std::uint32_t begin, std::uint32_t end, bool exclusion);
  ReadLine men_and_women_not_pregnant(std::uint32_t begin, std::uint32_t end);
  ReadLine limit_if_done(std::uint32_t begin, std::uint32_t end);
  ReadLine none_of(std::uint32_t begin, std::uint32_t end);
  ReadLine framed(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_others.cpp
  ReadLine trial_of_kind(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine graft(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine consent_at_length(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine treated_how(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine required_oxygen(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine required_dose(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine graded_in_bracket(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine named_by_law(std::uint32_t begin, std::uint32_t end, const Tokens& tokens);
  ReadLine other_readings(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_clauses.cpp: clauses that say more than one thing
  static ReadLine of_two(bool all, ReadLine first, ReadLine second);
  static ReadLine either_of(ReadLine first, ReadLine second) {
    return of_two(false, std::move(first), std::move(second));
  }
  ReadLine other_kinds(std::uint32_t begin, std::uint32_t end);
  ReadLine enrolled_or_completed(std::uint32_t begin, std::uint32_t end);
  ReadLine question_with_dose(std::uint32_t begin, std::uint32_t end, bool exclusion);
  ReadLine donor_at_length(std::uint32_t begin, std::uint32_t end);
  ReadLine or_kind_in_time(std::uint32_t begin, std::uint32_t end);
  ReadLine use_of_device(std::uint32_t begin, std::uint32_t end);
  ReadLine treated_in_time(std::uint32_t begin, std::uint32_t end);
  ReadLine took_part_in(std::uint32_t begin, std::uint32_t end);
  ReadLine impaired_organs(std::uint32_t begin, std::uint32_t end);
  ReadLine no_malignancy_but(std::uint32_t begin, std::uint32_t end);
  ReadLine evidence_by_example(std::uint32_t begin, std::uint32_t end);
  ReadLine clauses(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_responses.cpp
  ReadLine illness_as_written(std::string words, std::uint32_t begin, std::uint32_t end);
  ReadLine illness_at_length(const std::string& words, std::uint32_t begin, std::uint32_t end);
  ReadLine unresponsive(std::uint32_t begin, std::uint32_t end, const Tokens& tokens);
  ReadLine illness_and_failure(std::uint32_t begin, std::uint32_t end);
  ReadLine procedure_at_length(const std::string& words, std::uint32_t begin, std::uint32_t end);
  ReadLine done_and_developed(std::uint32_t begin, std::uint32_t end);
  ReadLine occurred_and_diagnosed(std::uint32_t begin, std::uint32_t end);
  ReadLine responses(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  bool says_either_way(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const;
  bool is_change(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const;

  // ---- line_heart.cpp
  ReadLine heart_failure_of_class(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                  bool exclusion);

  // ---- line_aged.cpp
  ReadLine age_and_illness(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine age_and_more(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_notices.cpp
  ReadLine notice(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion) const;
  ReadLine other_criteria(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  // ---- line_questions.cpp
  ReadLine with_question(ReadLine fact, const std::string& question, bool all, std::uint32_t begin,
                         std::uint32_t end);
  ReadLine unless_judged(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine done_or_planned(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);

  ReadLine consent_alone(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const;
  ReadLine in_other_words(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  ReadLine less_sure(std::uint32_t begin, std::uint32_t end, const Tokens& tokens, bool exclusion);
  bool is_for_judgement(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const;
  std::uint32_t definition_tail(std::uint32_t begin, std::uint32_t end, const Tokens& tokens) const;
  std::uint32_t excluding_tail(std::uint32_t begin, std::uint32_t end) const;
  const Tokens& tokens_of(const Piece& piece);
  std::vector<Piece> from_first_question(std::vector<Piece> pieces, std::uint32_t end);
  std::vector<Piece> questions_apart(const std::vector<Piece>& pieces, bool exclusion);
  std::vector<Piece> with_explanations(const std::vector<Piece>& pieces);
  bool gives_examples(const Piece& piece, const Tokens& inner) const;
  bool explains(std::uint32_t begin, std::uint32_t end) const;

  bool known_head_ = false;   // a name of many words must have a head of a known kind
  bool own_numbers_ = false;  // a name may hold numbers
  bool in_list_ = false;      // what is read is a piece of a list of alternatives
  int frames_ = 0;            // how many frames have been taken off the text
  int rewordings_ = 0;        // how often the text has been put into other words by other readers
  // By begin and end: the readings of a piece may read parts of it in turn.
  std::map<std::pair<std::uint32_t, std::uint32_t>, Tokens> of_pieces_;
  std::string_view text_;
  const Lexicon& lexicon_;
  NewFacts& facts_;
};

// The text of a range on one line, without line ends and double blanks; cut where it is longer than a label
// may be.
std::string plain_text(std::string_view text, std::uint32_t begin, std::uint32_t end);
// With a plain mark for what the language quotes by: a phrase that can be a fact's.
std::string without_quotes(std::string text);

// Every comparison in a range, whether or not the line as a whole is understood.
std::vector<Comparison> comparisons_of(std::string_view text, const Tokens& tokens, const Lexicon& lexicon);

}  // namespace eligo::grammar::registry
