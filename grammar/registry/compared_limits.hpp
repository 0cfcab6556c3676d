// The tests of measurements and numbers as comparisons: limits, ranges, values, pressures. For scoring only.
// Internal to grammar/registry/.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/registry/draft.hpp"
#include "grammar/registry/lexicon.hpp"
#include "grammar/registry/line_reader.hpp"
#include "grammar/registry/sentence.hpp"
#include "grammar/registry/tokens.hpp"

namespace eligo::grammar::registry {

class LimitFinder {
 public:
  LimitFinder(std::string_view text, Tokens tokens, const Lexicon& lexicon)
      : text_(text), tokens_(std::move(tokens)), lexicon_(lexicon), nodes_(find_comparisons(tokens_.parts)) {}

 protected:
  using Tag = SentenceTag;

  struct Subject {
    std::string name;
    std::string words;
  };

  const Token& token(std::size_t index) const { return tokens_.list[index]; }
  std::string words(std::uint32_t begin, std::uint32_t end) const {
    return begin < end ? plain_text(text_, token(begin).begin, token(end - 1).end) : std::string();
  }

  void add_tests(const std::vector<Subject>& subjects, std::size_t node);
  void read_limit(const SentenceNode& node, Comparison& made) const;

  std::string_view text_;
  Tokens tokens_;
  const Lexicon& lexicon_;
  SentenceNodes nodes_;
  std::vector<Comparison> made_;

 private:
  // `> 1 and < 8 10*9/L`: the unit stands once.
  void share_unit(std::size_t first);
  void add_test(const Subject& subject, std::size_t test, const SentenceNode& whole,
                std::string_view head_sign);
  // `3 or more years`
  void take_unit_behind(std::uint32_t at);
  // `unit_of`: a range states the unit of both ends at its end.
  void add_limit(const Subject& subject, std::string_view op, std::size_t limit, std::size_t unit_of,
                 const SentenceNode& whole);
  // `blood pressure > 160/100 mmHg`; of others (`visual acuity < 6/12`) the number in front
  void add_pair(const Subject& subject, const SentenceNode& node, const SentenceNode& whole,
                std::string_view sign);
  void add_values(const Subject& subject, const SentenceNode& node, const SentenceNode& whole);
  // `on a 0-10 scale`, `(range 0-42)`: what can be reached, not what is asked for
  bool spans_scale(const SentenceNode& range) const;
};

}  // namespace eligo::grammar::registry
