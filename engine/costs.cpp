// See costs.hpp.
#include "engine/costs.hpp"

#include <charconv>

#include "patients/record_reader.hpp"
#include "patients/text.hpp"

namespace eligo::engine {

namespace {

constexpr std::int64_t highest = 1000000000;

bool is_kind(std::string_view word) {
  for (int i = 0; i <= static_cast<int>(Question::Kind::serology); ++i)
    if (to_string(static_cast<Question::Kind>(i)) == word) return true;
  return false;
}

std::string in_ticks(std::string_view text) { return "`" + patients::printable(text) + "`"; }

}  // namespace

std::string CostTable::read(std::string_view text, const Vocabulary& vocabulary) {
  std::size_t number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = patients::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::string place = "line " + std::to_string(number) + ": ";
    const auto comma = line.rfind(',');
    if (comma == std::string_view::npos) return place + "a line is `WORD,COST`, not " + in_ticks(line);
    const std::string_view word = patients::trimmed(line.substr(0, comma));
    const std::string_view cost = patients::trimmed(line.substr(comma + 1));
    std::int64_t value = -1;
    const auto [last, error] = std::from_chars(cost.data(), cost.data() + cost.size(), value);
    if (error != std::errc{} || last != cost.data() + cost.size() || value < 0 || value > highest)
      return place + "a cost is a whole number from 0 to " + std::to_string(highest) + ", not " +
             in_ticks(cost);
    std::string name(word);
    if (!is_kind(word)) {
      const auto id = vocabulary.find(word);
      if (!id) return place + in_ticks(word) + " is neither a kind of question nor a fact of the vocabulary";
      name = vocabulary[*id].name;
    }
    costs_[name] = value;
  }
  return {};
}

std::int64_t CostTable::of(const Question& question) const {
  using Kind = Question::Kind;
  const bool is_test = question.kind == Kind::visit || question.kind == Kind::score ||
                       question.kind == Kind::laboratory || question.kind == Kind::serology;
  const auto cost = [&](std::string_view word) {
    const auto found = costs_.find(word);
    return found == costs_.end() ? std::optional<std::int64_t>() : found->second;
  };
  if (is_test && question.how != "measure") return cost(to_string(Kind::history)).value_or(0);
  if (const auto own = cost(question.name); own && question.kind != Kind::section) return *own;
  return cost(to_string(question.kind)).value_or(0);
}

}  // namespace eligo::engine
