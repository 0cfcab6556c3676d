// See dated_numbers.hpp.
#include "grammar/registry/dated_numbers.hpp"

#include <string>

#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_words.hpp"

namespace eligo::grammar::registry {
namespace {

constexpr std::string_view kMonths =
    " january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec ";

// A number with what stands on either side of it.
class Place {
 public:
  Place(std::string_view text, std::span<const Token> behind, std::span<const Token> ahead)
      : text_(text), behind_(behind), ahead_(ahead) {}

  // `1 January 2014`, `January 1, 2014`, `31 of december 2016`
  bool in_date() const {
    if (ahead_.size() > 1 && is_month(ahead_[1]) && next(2) != 'n' && digits() <= 2 &&
        word(ahead_[1]) != "may")
      return true;
    if (ahead_.size() > 2 && next(2) == 'n' && is_month(ahead_[1])) return true;
    if (behind_.empty()) return false;
    if (is_month(behind_.back()) && (word(behind_.back()) != "may" || next(1) == 'n' || digits() == 4))
      return true;
    return behind_.size() > 2 && is_among(last(), ",w") && digits() == 4 &&
           is_month(behind_[behind_.size() - (last() == ',' ? 3 : 2)]);
  }

  // `day 1`, `visits 2-4`
  bool in_schedule() const {
    if (behind_.empty()) return false;
    const std::size_t size = behind_.size();
    if (is_among(last(), "-T&,") && size > 1 && is_no_limit(behind_[size - 2])) return true;
    const Token& in_front = last() == '-' && size > 1 ? behind_[size - 2] : behind_.back();
    return in_front.part != Part::number && in_front.end - in_front.begin <= 6 &&
           stands_among(" day days visit visits cycle cycles ", word(in_front));
  }

  // `22:00`; of a ratio (`> 1.5:1`) the second number
  bool in_clock_time() const {
    if (last() == ':' && behind_.back().begin > 0 && behind_.back().end == ahead_[0].begin &&
        is_digit(text_[behind_.back().begin - 1]))
      return true;
    return next(1) == ':' && next(2) == 'n' && ahead_[0].end == ahead_[1].begin &&
           ahead_[1].end == ahead_[2].begin && last() != 'c';
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_no_limit(const Token& token) { return token.part == Part::word && token.value == kNoLimit; }

  char next(std::size_t i) const { return i < ahead_.size() ? static_cast<char>(ahead_[i].part) : '\0'; }
  char last() const { return behind_.empty() ? '\0' : static_cast<char>(behind_.back().part); }
  std::size_t digits() const { return ahead_[0].value.size(); }
  std::string word(const Token& token) const {
    return lowered(text_.substr(token.begin, token.end - token.begin));
  }
  bool is_month(const Token& token) const {
    return token.end - token.begin <= 9 && token.part != Part::number && stands_among(kMonths, word(token));
  }

  std::string_view text_;
  std::span<const Token> behind_;
  std::span<const Token> ahead_;
};

}  // namespace

bool says_when(std::string_view text, std::span<const Token> behind, std::span<const Token> ahead) {
  const Place place(text, behind, ahead);
  return place.in_date() || place.in_schedule() || place.in_clock_time();
}

}  // namespace eligo::grammar::registry
