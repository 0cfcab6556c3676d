// From the parse of a sentence to an expression, or to nothing where a reading is not certain.
//
// Internal to grammar/registry/. The methods stand below the name of the file that defines them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/ast.hpp"
#include "grammar/registry/draft.hpp"
#include "grammar/registry/new_facts.hpp"
#include "grammar/registry/sentence.hpp"
#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {

// A run of tokens and what it became.
struct TokenSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  SpanKind kind = SpanKind::no_op;
};

struct Built {
  bool understood = false;
  ast::ExpressionPtr expression;  // null with `understood`: says nothing
  std::vector<TokenSpan> spans;   // what is not in one of them is a no-op
  bool has_attestation = false;
  bool has_new_fact = false;
  bool has_fact = false;  // a test of the record
  std::vector<std::string> notes;
};

class SentenceBuilder {
 public:
  SentenceBuilder(std::string_view text, const Tokens& tokens, bool exclusion, const Lexicon& lexicon,
                  NewFacts& facts)
      : text_(text), tokens_(tokens), exclusion_(exclusion), lexicon_(lexicon), facts_(facts) {}

  // What is read is a piece of a list: it must say by itself of what kind its names are.
  void is_piece() { whole_line_ = false; }
  // A name of many words must have a head of a known kind.
  void needs_known_head() { known_only_ = true; }

  // A name may hold numbers: what they mean its words say.
  void takes_numbers() { own_numbers_ = true; }

  // The reading of nodes made by parse_sentence from these tokens.
  Built build(const SentenceNodes& nodes);

 private:
  using Tag = SentenceTag;
  using Expr = ast::ExpressionPtr;  // of a clause: null where the reading is not certain

  // ---- the tree
  const SentenceNode& at(std::size_t node) const { return (*nodes_)[node]; }
  const Token& token(std::size_t index) const { return tokens_.list[index]; }
  std::string text_of(std::uint32_t begin, std::uint32_t end) const;
  std::string lower_text(std::uint32_t begin, std::uint32_t end) const;
  // The text of one token in lower case; made once, because many rules ask for it.
  const std::string& low_word(std::uint32_t index) const {
    return index < low_words_.size() && !low_words_[index].empty() ? low_words_[index] : make_low_word(index);
  }
  const std::string& make_low_word(std::uint32_t index) const;
  bool has_part(std::uint32_t begin, std::uint32_t end, Part part) const;
  bool has_part(const SentenceNode& node, Part part) const { return has_part(node.begin, node.end, part); }
  template <typename Visit>
  void for_each_child(std::size_t node, Visit visit) const {
    for (std::size_t i = node + 1; i < at(node).next; i = at(i).next) visit(i);
  }

  // ---- build_sentence.cpp: clauses and their joins
  // What joins two clauses: `;`, `,` and `.` say no more than that there are two.
  enum class Join { plain, and_, or_, unclear, together };
  struct SaidSex {
    ast::Sex sex = ast::Sex::female;
    std::size_t node = 0;
    std::size_t clauses_before = 0;
  };
  struct SentenceParts {
    std::vector<Expr> made;  // one a clause
    std::vector<std::uint32_t> begins;
    std::vector<Join> joins;
    std::vector<SaidSex> sexes;
    bool guarded = false;
    bool no_meaning = false;  // something says nothing: `both sexes`
    bool sure = true;
  };
  void share_window(std::vector<Expr>& clauses, const std::vector<std::uint32_t>& begins) const;
  bool can_alternate(const std::vector<Expr>& clauses, const std::vector<std::uint32_t>& begins) const;
  bool goes_on_positive(const SentenceNodes& nodes, std::size_t node) const;
  bool lines_of_therapy(std::uint32_t begin, std::uint32_t end) const;
  SentenceParts sentence_parts(const SentenceNodes& nodes);
  Expr sex_test(const SentenceParts& parts);
  Expr joined_clauses(SentenceParts& parts) const;
  bool about_performance(const Expr& clause) const;
  Expr clause(std::size_t node);

  // ---- doubts.cpp: what leaves a sentence open though its clauses are read
  bool says(std::uint32_t begin, std::uint32_t end, std::initializer_list<std::string_view> words) const;
  bool says_both() const;
  bool swallows_a_clause(std::uint32_t begin, std::uint32_t end) const;
  bool has_turning_words(const SentenceNodes& nodes) const;
  bool negation_may_go_on(const SentenceParts& parts) const;
  bool sex_is_of_one_clause(const SentenceParts& parts) const;
  bool sex_is_an_alternative(const SentenceParts& parts) const;
  bool sex_may_be_asked_for(const SentenceParts& parts) const;
  bool sex_says_age(const SentenceParts& parts) const;
  bool limit_may_explain(const SentenceParts& parts) const;
  bool time_may_go_on(const SentenceNodes& nodes, const SentenceParts& parts) const;
  bool sexes_are_a_couple(const SentenceParts& parts) const;
  bool clause_may_explain(const SentenceParts& parts) const;
  bool is_doubtful(const SentenceNodes& nodes, const SentenceParts& parts) const;

  // ---- build_limits.cpp: limits, and what they are limits of
  struct Number {
    std::string value;
    const Token* unit = nullptr;
    std::string side;  // ULN, LLN
  };
  Number limit(std::size_t node) const;
  std::optional<ast::Duration> duration(std::string_view number, const Token* unit) const;
  std::optional<ast::Measurement> new_measurement(std::size_t new_subject, const Number& first);
  NewFacts::Made measured_fact(const Entry& entry, const Number& first, const std::string& unit);
  std::optional<ast::Measurement> measurement(const std::vector<std::size_t>& subjects,
                                              std::size_t new_subject, const Number& first);
  bool fits(const Entry& entry, const Number& number) const;
  std::optional<std::string> ucum(const Number& number) const;
  std::optional<ast::Limit> absolute(const ast::Measurement& about, const Number& number) const;

  // ---- build_age.cpp
  Expr age(std::size_t node, std::size_t clause_begin);
  std::optional<ast::Duration> age_limit(const Number& number, const Number& other) const;
  bool says_age(std::uint32_t begin, std::uint32_t end, bool unit_written) const;
  std::optional<ast::AgeTest> age_test(std::size_t child, const Number& last) const;

  // ---- build_measure.cpp: tests of values
  struct MeasureParts {
    std::size_t node = 0;
    std::vector<std::size_t> subjects;
    std::vector<std::size_t> separators;
    std::vector<std::size_t> tests;
    std::size_t new_subject = 0;  // 0: none
    std::optional<ast::Duration> fresh;
    bool sure = true;
    bool restated = false;  // the limit once more in brackets, in another unit
    std::size_t scale = 0;  // the scale named behind the limit; 0: none
  };
  Expr measure(std::size_t node);
  bool contradicts(const std::vector<std::size_t>& tests) const;
  bool is_either(const std::vector<std::size_t>& tests) const;
  void share_unit(const std::vector<std::size_t>& tests);
  std::uint32_t or_more_of(std::size_t test) const;
  std::string sign_of(std::size_t test) const;
  Number limit_of(std::size_t test) const;
  Expr range_test(const ast::Measurement& about, std::size_t test) const;
  Expr grades_test(const ast::Measurement& about, std::size_t test) const;
  Expr value_test(const ast::Measurement& about, std::size_t test) const;
  MeasureParts measure_parts(std::size_t node) const;
  bool same_bare_unit(const MeasureParts& parts) const;
  bool names_again(std::size_t node, const std::vector<std::size_t>& subjects) const;
  bool is_reference_mark(std::size_t node, const std::vector<std::size_t>& subjects) const;
  bool name_scale(MeasureParts& parts) const;
  Expr measured_tests(const MeasureParts& parts);
  Expr restated_test(const ast::Measurement& about, std::size_t head, std::size_t test) const;
  std::optional<ast::Subject::Quantifier> measured_together(const MeasureParts& parts) const;
  std::optional<ast::Subject::Quantifier> quantifier(const std::vector<std::size_t>& separators,
                                                     bool upper_any) const;

  // ---- build_pressure.cpp
  Expr pressures(const MeasureParts& parts);

  // ---- build_serology.cpp: findings of tests
  Expr serology(std::size_t node);
  std::optional<ast::Subject::Quantifier> found_together(std::size_t node, std::size_t tests,
                                                         const std::vector<std::size_t>& separators,
                                                         ast::Finding finding) const;
  bool add_serum(std::size_t node, ast::Measurement& made);
  bool add_other_serum(std::size_t node, ast::Measurement& made);
  void add_test(const NewFacts::Made& fact, ast::Measurement& made);

  // ---- conditions, procedures and drugs: what their clauses hold
  struct Item {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Part kind = Part::word;
    ast::Name name;
    bool is_new = false;
    bool vague = false;
    bool present = false;   // what is so now: a habit, a pregnancy
    bool received = false;  // a procedure that somebody had: `organ transplant recipient`
    bool sudden = false;    // a list of what happens on a day, each of it
  };
  struct Cues {
    bool history = false;  // at any time
    bool known = false;    // diagnosed, documented
    bool diagnosed = false;
    bool active = false;
    bool treated = false;
    bool exposed = false;     // to a drug, or to something else
    std::string_view steady;  // how a drug is taken that is taken again and again: `chronic`
    bool now = false;
    bool any_time = false;
    bool past = false;
    bool undated = false;  // `treatment with`
    bool lead = false;
    bool before = false;  // history by a word such as `prior` alone, which is said of anything
  };
  // Names of one kind that are tested alike.
  struct Group {
    Part kind = Part::word;
    bool present = false;
    bool received = false;
    bool vague = false;   // the only name, and it says how it is: `severe X`
    bool sudden = false;  // the same, a list of what happens on a day
    std::vector<ast::Name> names;
  };
  // What a history clause says, part by part.
  struct HistoryParts {
    std::vector<std::size_t> items;
    std::vector<std::size_t> separators;
    std::size_t except_node = 0;  // 0: none
    std::size_t lasting = 0;
    std::size_t examples = 0;
    ast::TimeTest time;
    Cues cues;
    std::vector<Cues> group_cues;       // of items that have cues of their own: `history of A or current B`
    std::vector<std::size_t> group_of;  // of each item; 0: the cues in front of all
    std::optional<Part> otherwise;      // the kind of a name whose words do not tell
    bool negative = false;
    bool none_known = false;  // `no known`: at any time, unless something tells otherwise
    bool sexed = false;
    bool at_present = false;  // `at screening`
    bool sure = true;
    bool late_cue = false;
    bool has_and = false;
    bool has_or = false;
    bool only_commas = true;
    bool each_known = true;  // the words of every name tell its kind
    bool own = false;        // a name goes on with a clause of its own
    bool object = false;     // `allergy to A or B`
    bool differs = false;    // the names share words
  };

  // ---- a name of many words
  struct PhraseEntry {
    std::uint32_t begin = 0;
    std::uint32_t tail = 0;  // where its head ends and a clause about it begins
    std::uint32_t end = 0;
  };
  struct Phrase {
    std::vector<PhraseEntry> entries;
    bool has_and = false;
    bool has_or = false;
  };
  struct PhraseState {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    int depth = 0;  // of brackets
    bool tail = false;
    bool tail_or_head = false;  // not the first word
    bool graded = false;        // behind `grade`
    bool planned = false;
  };

  // ---- build_names.cpp: names, and times before the as-of date
  std::optional<ast::TimeTest> window(std::size_t node) const;
  bool moment_is_now(std::size_t node) const;
  bool names_state(std::uint32_t token_index) const;
  bool takes_object(std::uint32_t begin, std::uint32_t end) const;
  std::uint32_t own_clause(std::uint32_t begin, std::uint32_t end) const;
  bool hides_limit(std::uint32_t begin, std::uint32_t end) const;
  bool acceptable_name(std::uint32_t begin, std::uint32_t end) const;
  std::optional<Part> kind_of(std::uint32_t begin, std::uint32_t end) const;
  std::uint32_t behind_type_of(std::uint32_t begin, std::uint32_t end) const;
  // `otherwise`: the kind if its words do not tell; `forced`: the kind whatever they say.
  std::optional<Item> item(std::uint32_t begin, std::uint32_t end, std::optional<Part> otherwise,
                           std::optional<Part> forced = {});
  std::optional<Item> excepted_item(std::uint32_t begin, std::uint32_t end, std::optional<Part> otherwise,
                                    std::optional<Part> forced);
  bool is_verbal(std::string_view word) const;

  // ---- name_doubts.cpp: names that have the form of an illness
  std::uint32_t head_of(std::uint32_t begin, std::uint32_t end) const;
  bool names_nothing(std::uint32_t begin, std::uint32_t end) const;
  bool is_no_name(std::uint32_t begin) const;
  bool is_failed_treatment(std::uint32_t begin, std::uint32_t end) const;
  bool is_normal_finding(std::uint32_t begin, std::uint32_t end) const;
  bool is_negative_finding(std::uint32_t begin, std::uint32_t end) const;
  bool is_mere_criteria(std::uint32_t begin, std::uint32_t end) const;
  bool is_doubtful_diagnosis(std::uint32_t begin, std::uint32_t end) const;
  bool is_name_part(std::uint32_t i) const;
  bool tells_in_passing(std::uint32_t begin, std::uint32_t end) const;
  bool is_graded_toxicity(std::uint32_t begin, std::uint32_t end) const;
  bool is_said_of_all(std::uint32_t begin, std::uint32_t end) const;
  bool names_recent_or_implant(std::uint32_t begin, std::uint32_t end) const;
  bool is_fragment_of_sentence(std::uint32_t begin, std::uint32_t end) const;
  bool is_no_illness(std::uint32_t begin, std::uint32_t end) const;
  // name_pieces.cpp
  bool lacks_its_noun(std::uint32_t begin, std::uint32_t end) const;
  bool begins_with_predicate(std::uint32_t begin) const;
  bool explains_a_day(std::uint32_t begin, std::uint32_t end) const;
  bool shares_what_caused(std::uint32_t begin, std::uint32_t end) const;
  bool is_freedom(std::uint32_t begin, std::uint32_t end) const;
  bool leaves_scope_open(std::uint32_t begin, std::uint32_t end) const;
  bool is_misused(std::uint32_t begin, std::uint32_t end) const;
  bool is_piece_of_name(std::uint32_t begin, std::uint32_t end) const {
    return lacks_its_noun(begin, end) || begins_with_predicate(begin) || explains_a_day(begin, end) ||
           is_freedom(begin, end) || (in_exception_ && leaves_scope_open(begin, end)) ||
           shares_what_caused(begin, end);
  }
  bool is_infiltration(std::uint32_t begin, std::uint32_t head, std::uint32_t end) const;
  bool made_received(std::uint32_t begin, std::uint32_t end) const;
  bool is_recipient(std::uint32_t begin, std::uint32_t end) const;
  bool names_present_state(std::uint32_t begin, std::uint32_t end) const;
  bool is_passing_infection(std::uint32_t begin, std::uint32_t end) const;
  bool tells_of_illness(std::uint32_t begin, std::uint32_t end) const;
  // what is so now, by a word of the name: `other active malignancy`
  bool holds_active(std::uint32_t begin, std::uint32_t end) const;
  bool holds_past(std::uint32_t begin, std::uint32_t end) const;
  bool holds_time(std::uint32_t begin, std::uint32_t end) const;
  bool shares_general(const SentenceNode& first, const SentenceNode& last) const;
  bool named_as_illness(const HistoryParts& parts, const SentenceNode& name) const;
  void doubt_kind(HistoryParts& parts, const SentenceNode& name) const;
  bool is_dated_finding(std::size_t node, const HistoryParts& parts) const;

  // ---- name_findings.cpp: names that say what somebody has found
  std::uint32_t before_bracket(std::uint32_t begin, std::uint32_t end) const;
  bool is_positive_test(std::uint32_t begin, std::uint32_t end) const;
  bool is_denied(std::uint32_t begin, std::uint32_t end) const;
  bool is_abnormal(std::uint32_t begin, std::uint32_t end) const;
  bool is_sign_out_of_range(std::uint32_t begin, std::uint32_t end) const;
  bool is_value_out_of_range(std::uint32_t begin, std::uint32_t end) const;
  bool is_implant(std::uint32_t begin, std::uint32_t end) const;
  bool tells_how() const;
  bool is_no_treatment(std::uint32_t begin, std::uint32_t end) const;
  bool adds_family(std::uint32_t begin, std::uint32_t end) const;
  bool breaks_off(std::uint32_t end) const;
  bool is_known_fact(std::uint32_t begin, std::uint32_t end) const;
  bool is_habit(std::uint32_t begin, std::uint32_t end) const;
  bool mixes_times(const std::vector<TokenSpan>& names, const Cues& cues) const;
  bool hides_an_entry(const Phrase& phrase) const;

  // ---- judged_names.cpp: names that are for a person to judge
  bool is_contraindication(std::uint32_t begin, std::uint32_t end) const;
  bool affects_the_trial(std::uint32_t begin, std::uint32_t end) const;
  bool is_judged(std::uint32_t begin, std::uint32_t end) const;
  bool is_judged(const Phrase& phrase) const;
  bool is_general_illness(const PhraseEntry& entry) const;
  bool lists_illnesses(std::uint32_t begin, std::uint32_t end) const;
  Expr asked(std::size_t node, const HistoryParts& parts, std::uint32_t begin, std::uint32_t end);

  // ---- examples.cpp
  bool are_plain_examples(std::size_t node) const;
  bool is_too_general(std::size_t node) const;
  bool is_of_class(std::uint32_t i, std::string_view words) const;
  bool is_kind_of_name(std::uint32_t begin, std::uint32_t end, const SentenceNode& name) const;
  bool are_kinds(std::size_t examples, const SentenceNode& name) const;
  std::optional<Item> taken_in(std::size_t examples);
  std::vector<Item> listed_examples(std::size_t examples, Part kind, bool infections);
  void add_examples(const HistoryParts& parts, std::vector<Item>& items);

  // ---- build_lists.cpp: how the names of a list stand to each other
  bool object_may_go_on(const HistoryParts& parts) const;
  bool is_confirmed(std::uint32_t begin, std::uint32_t end) const;
  bool may_be_drug(std::uint32_t begin, std::uint32_t end) const;
  bool are_drugs(const HistoryParts& parts) const;
  void read_joins(HistoryParts& parts) const;
  bool is_adjective(std::uint32_t i) const;
  bool last_says_of_all(const HistoryParts& parts, std::size_t child) const;
  bool are_names_of_a_kind(const HistoryParts& parts) const;
  void read_list(HistoryParts& parts) const;

  // ---- build_events.cpp: what a name is tested for; times since something
  bool may_share_front(const SentenceNode& before, const SentenceNode& last) const;
  static SentenceNode node_of(const PhraseEntry& entry) { return {{}, entry.begin, entry.end, 0}; }
  bool share_words(const std::vector<PhraseEntry>& entries) const;
  bool goes_on_for_long(std::uint32_t begin, std::uint32_t end) const;
  bool is_part_of_course(std::uint32_t begin, std::uint32_t end) const;
  Expr since(std::size_t node);
  Expr other_trial(std::size_t node);
  void read_cues(std::uint32_t begin, std::uint32_t end, Cues& cues) const;
  bool is_conditional(std::uint32_t begin, std::uint32_t end) const;
  Expr test_items(const std::vector<Item>& items, const Cues& cues, const ast::TimeTest& time,
                  const std::vector<ast::Name>& except, bool all);
  static std::vector<Group> groups_of(const std::vector<Item>& items, bool by_state);
  bool read_illness(const Group& group, const Cues& cues, const ast::TimeTest& time,
                    ast::History& made) const;
  ast::Name going_on(const ast::Name& procedure);
  Expr and_used(Expr today, const std::vector<ast::Name>& drugs, std::string_view how, bool all);
  bool read_treatment(const Group& group, const Cues& cues, const ast::TimeTest& time,
                      ast::History& made) const;
  Expr one_kind(Group group, const Cues& cues, const ast::TimeTest& time,
                const std::vector<ast::Name>& except, bool all);
  bool says_present(std::size_t node) const;
  void read_present(HistoryParts& parts) const;
  Expr ill_since(std::size_t node, const HistoryParts& parts, const Item& one);
  Expr ill_for(std::size_t node, const HistoryParts& parts);

  // ---- build_history.cpp: the clauses of these names
  Expr history(std::size_t node);
  void read_negation(std::size_t child, HistoryParts& parts) const;
  void read_cue(std::size_t child, HistoryParts& parts) const;
  void read_time(std::size_t child, HistoryParts& parts) const;
  void read_time_in_cue(std::size_t child, HistoryParts& parts) const;
  HistoryParts history_parts(std::size_t node) const;
  bool clauses_are_sure(std::size_t node, const HistoryParts& parts) const;
  Expr test_groups(const HistoryParts& parts, const std::vector<Item>& made,
                   const std::vector<ast::Name>& except, bool all);

  // ---- build_history_items.cpp: what such a clause names
  std::optional<Item> shared_item(const HistoryParts& parts);
  std::optional<std::vector<Item>> history_items(const HistoryParts& parts);
  static bool only_states(const std::vector<Item>& made);
  std::optional<bool> all_meant(const HistoryParts& parts, const std::vector<Item>& made) const;
  std::optional<std::vector<ast::Name>> exceptions(const HistoryParts& parts, const std::vector<Item>& made);

  // ---- phrase_entries.cpp: which words a name of many words may hold
  bool begins_tail(std::uint32_t entry, std::uint32_t i) const;
  std::uint32_t closing(std::uint32_t open, std::uint32_t end) const;
  bool only_how(std::uint32_t begin, std::uint32_t end) const;
  bool only_vague(std::uint32_t begin, std::uint32_t end) const;
  bool begins_clause(std::uint32_t i) const;
  bool has_own_state(std::uint32_t i, const PhraseState& state) const;
  bool fits_said(std::uint32_t i, const PhraseState& state) const;
  bool fits_phrase(std::uint32_t i, const PhraseState& state) const;
  std::optional<Phrase> phrase_entries(std::uint32_t begin, std::uint32_t end) const;

  // ---- build_phrase.cpp: a clause as one name with every word of it
  bool is_finding(std::uint32_t i) const;
  bool is_established(const PhraseEntry& entry) const;
  bool resists(std::uint32_t i) const;
  std::optional<Part> phrase_kind(const PhraseEntry& entry) const;
  bool heads_phrase(const PhraseEntry& entry) const;
  std::optional<Item> phrase_item(std::uint32_t begin, std::uint32_t end, Part kind);
  std::optional<std::vector<Item>> phrase_items(const Phrase& phrase, const HistoryParts& parts);
  bool names_no_other(std::uint32_t begin, std::uint32_t end) const;
  bool time_is_of_name(const Phrase& phrase) const;
  bool is_short_name(std::uint32_t begin, std::uint32_t end) const;
  bool joins_surely(const Phrase& phrase, bool negative) const;
  std::optional<ast::Name> phrase_exception(std::size_t node, Part kind);
  Expr need(std::size_t node, const HistoryParts& parts);
  Expr phrase(std::size_t node);

  void cover(std::uint32_t begin, std::uint32_t end, SpanKind kind) {
    built_.spans.push_back({begin, end, kind});
  }

  std::string_view text_;
  const Tokens& tokens_;
  bool exclusion_;
  const Lexicon& lexicon_;
  NewFacts& facts_;
  mutable std::vector<std::string> low_words_;  // by token; empty: not asked for yet
  struct Head {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t at = 0;
  };
  mutable Head last_head_;  // many rules ask for the head of the same name
  const SentenceNodes* nodes_ = nullptr;
  Built built_;
  bool whole_line_ = true;
  bool known_only_ = false;
  bool in_exception_ = false;
  bool own_numbers_ = false;
  std::string assumed_unit_;  // of a measurement whose text leaves it out
  bool plain_score_ = false;  // of a measurement that the draft defines as a score
  Number shared_;             // `> 1 to < 8 10*9/L`: the unit stands once
};

ast::ExpressionPtr make_expression(ast::Expression::Node node);
ast::ExpressionPtr negated(ast::ExpressionPtr operand);
// An illness, at any time, now, or in a time.
bool is_illness(const ast::Expression& one);
// A pregnancy, lactation or a test for one, which say the sex themselves.
bool about_pregnancy(const ast::ExpressionPtr& one);
// Words that end no name of an illness: `cohort`, `reasons`; of them, those that end one with words in front.
bool is_about_the_text(std::string_view word);
bool is_plain_noun(std::string_view word);
// Heads that name no illness, whoever has them: `admission`, `compliance`.
bool is_no_condition(std::string_view word);
// What happens on a day rather than lasts.
bool is_sudden(std::string_view name);
// A treatment that goes on for some time.
bool is_course(std::string_view name);
// The last word of many names, which needs words in front: `dependence`.
bool is_general(std::string_view word);
// The first word of a cured illness: `adequately treated`.
bool is_cured(std::string_view word);
// One operand stands for itself.
ast::ExpressionPtr joined(bool all, std::vector<ast::ExpressionPtr> operands);

}  // namespace eligo::grammar::registry
