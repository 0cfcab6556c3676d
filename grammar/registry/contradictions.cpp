// See contradictions.hpp.
#include "grammar/registry/contradictions.hpp"

#include <charconv>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace eligo::grammar::registry {
namespace {

// The values that a criterion leaves to something that is measured. Near enough for what excludes each other.
struct Interval {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false;
  bool high_open = false;

  bool empty() const { return low > high || (low == high && (low_open || high_open)); }

  Interval operator&(const Interval& other) const {
    Interval both = *this;
    if (other.low > low || (other.low == low && other.low_open)) {
      both.low = other.low;
      both.low_open = other.low_open;
    }
    if (other.high < high || (other.high == high && other.high_open)) {
      both.high = other.high;
      both.high_open = other.high_open;
    }
    return both;
  }
};

// By what is measured. A fact that is there is a 1, one that is not a 0.
using Demands = std::map<std::string, Interval>;

// Only what is left open hangs on these numbers, never what a criterion says.
double value_of(const ast::Number& number) {
  double value = 0;
  std::from_chars(number.text.data(), number.text.data() + number.text.size(), value);
  return value;
}

double days_of(const ast::Duration& duration) {
  constexpr double month = 365.25 / 12;
  switch (duration.unit) {
    case ast::TimeUnit::day:
      return value_of(duration.count);
    case ast::TimeUnit::week:
      return 7 * value_of(duration.count);
    case ast::TimeUnit::month:
      return month * value_of(duration.count);
    case ast::TimeUnit::year:
      return 12 * month * value_of(duration.count);
  }
  return 0;
}

Interval interval_of(ast::Comparator comparator, double value) {
  Interval made;
  const bool upper = comparator == ast::Comparator::less || comparator == ast::Comparator::less_equal;
  const bool open = comparator == ast::Comparator::less || comparator == ast::Comparator::greater;
  if (upper || comparator == ast::Comparator::equal) {
    made.high = value;
    made.high_open = open;
  }
  if (!upper) {
    made.low = value;
    made.low_open = open;
  }
  return made;
}

class Demanding {
 public:
  static Demands of(const ast::Expression& expression) {
    Demanding made;
    made.read(expression);
    return std::move(made.demands_);
  }

 private:
  void demand(const std::string& of, const Interval& interval) {
    const auto [found, added] = demands_.emplace(of, interval);
    if (!added) found->second = found->second & interval;
  }

  void read(const ast::Expression& expression) {
    std::visit([&](const auto& node) { read_node(node); }, expression.node);
  }

  // What may be met in another way asks for nothing.
  template <class Node>
  void read_node(const Node&) {}

  void read_node(const ast::And& node) {
    for (const auto& operand : node.operands) read(*operand);
  }
  void read_node(const ast::AllOf& node) {
    for (const auto& operand : node.operands) read(*operand);
  }

  void read_node(const ast::SexTest& node) {
    const double sex = node.sex == ast::Sex::female ? 0 : 1;
    demand("sex", {sex, sex, false, false});
  }

  void read_node(const ast::AgeTest& node) {
    const double high = days_of(node.high);
    if (node.comparator) return demand("age", interval_of(*node.comparator, high));
    // A person is of the last year until it is over.
    demand("age",
           {node.low ? days_of(*node.low) : 0, high + days_of({{"1", {}}, node.high.unit, {}}), false, true});
  }

  void read_node(const ast::Measurement& node) {
    if (node.selector || node.subject.quantifier == ast::Subject::Quantifier::any ||
        !std::holds_alternative<std::monostate>(node.timing))
      return;
    std::string unit;
    Interval interval;
    if (const auto* one = std::get_if<ast::ComparisonTest>(&node.test)) {
      const auto* limit = std::get_if<ast::AbsoluteLimit>(&one->limit);
      if (limit == nullptr) return;
      unit = limit->unit.text;
      interval = interval_of(one->comparator, value_of(limit->number));
    } else if (const auto* range = std::get_if<ast::RangeTest>(&node.test)) {
      unit = range->unit.text;
      interval = {value_of(range->low), value_of(range->high), false, false};
    } else {
      return;
    }
    for (const ast::Name& name : node.subject.names) demand(name.text + '|' + unit, interval);
  }

  void read_node(const ast::History& node) {
    if (const auto fact = plain_fact(node)) demand(*fact, {1, 1, false, false});
  }
  void read_node(const ast::Not& node) {
    const auto* history = std::get_if<ast::History>(&node.operand->node);
    if (history == nullptr) return;
    if (const auto fact = plain_fact(*history)) demand(*fact, {0, 0, false, false});
  }

  static std::optional<std::string> plain_fact(const ast::History& node) {
    if (node.subject.names.size() != 1 || !node.subject.except.empty() || !node.attributes.empty() ||
        node.response || !std::holds_alternative<std::monostate>(node.time))
      return std::nullopt;
    return std::to_string(static_cast<int>(node.kind)) + ' ' + node.subject.names.front().text;
  }

  Demands demands_;
};

}  // namespace

std::set<std::string> contradicting(const ast::File& file) {
  std::vector<std::pair<std::string, Demands>> inclusions;
  for (const auto& item : file.items) {
    const auto* trial = std::get_if<ast::Trial>(&item);
    if (trial == nullptr) continue;
    for (const auto& part : trial->items) {
      const auto* criterion = std::get_if<ast::Criterion>(&part);
      if (criterion == nullptr || criterion->kind != ast::CriterionKind::inclusion ||
          criterion->expression == nullptr || criterion->id.text.starts_with("S"))
        continue;
      inclusions.emplace_back("I" + criterion->id.text, Demanding::of(*criterion->expression));
    }
  }
  // Of each thing the highest lower end and the lowest upper one: whoever contradicts another contradicts
  // these.
  Demands lows;
  Demands highs;
  for (const auto& [id, demands] : inclusions) {
    for (const auto& [of, interval] : demands) {
      lows[of] = lows[of] & Interval{interval.low, Interval{}.high, interval.low_open, false};
      highs[of] = highs[of] & Interval{Interval{}.low, interval.high, false, interval.high_open};
    }
  }
  std::set<std::string> found;
  for (const auto& [id, demands] : inclusions)
    for (const auto& [of, interval] : demands)
      if ((interval & lows[of]).empty() || (interval & highs[of]).empty()) found.insert(id);
  return found;
}

}  // namespace eligo::grammar::registry
