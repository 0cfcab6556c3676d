// The upset view. See pictures.hpp.
#include <algorithm>
#include <cmath>
#include <set>

#include "engine/whatif/html.hpp"
#include "engine/whatif/pictures.hpp"

namespace eligo::engine {

namespace {

constexpr double width = 920;
constexpr double label_width = 236;
constexpr double count_right = 306;
constexpr double bars_left = 314;
constexpr double bars_width = 60;
constexpr double dots_left = 396;
constexpr double row_height = 21;
constexpr double bars_height = 150;
constexpr double size = 12;
constexpr std::size_t most_columns = 20;
constexpr std::size_t most_rows = 30;  // so that the picture fits on a printed page

// What is drawn: the first combinations, and the criteria that they name.
struct Choice {
  std::size_t combinations = 0;
  CriterionIndices criteria;
  std::uint64_t rest_combinations = 0;
  std::uint64_t rest_patients = 0;
};

Choice choose(const TrialWhatIf& trial) {
  Choice choice;
  std::set<std::size_t> named;
  for (const Combination& of : trial.combinations) {
    std::set<std::size_t> with = named;
    with.insert(of.criteria.begin(), of.criteria.end());
    const bool fits = with.size() <= std::max(most_rows, trial.combinations.front().criteria.size());
    if (choice.combinations == most_columns || !fits) break;
    named = std::move(with);
    ++choice.combinations;
  }
  choice.criteria.assign(named.begin(), named.end());
  for (std::size_t i = choice.combinations; i < trial.combinations.size(); ++i) {
    ++choice.rest_combinations;
    choice.rest_patients += trial.combinations[i].patients;
  }
  return choice;
}

class Upset {
 public:
  explicit Upset(const TrialWhatIf& trial) : trial_(trial), choice_(choose(trial)) {
    const std::size_t columns = choice_.combinations + (choice_.rest_combinations > 0 ? 1 : 0);
    step_ = std::min(34.0, (width - dots_left) / static_cast<double>(columns));
    most_ = trial.combinations.front().patients;
    double longest = 0;
    for (std::size_t i = 0; i < choice_.combinations; ++i)
      longest = std::max(longest, text_width(grouped(trial.combinations[i].patients), size));
    longest = std::max(longest, text_width(grouped(choice_.rest_patients), size));
    base_ = longest + 14 + bars_height;
  }

  std::string run(const std::string& id) {
    rows();
    for (std::size_t i = 0; i < choice_.combinations; ++i) column(i);
    if (choice_.rest_combinations > 0) rest();
    svg_.line(dots_left - 6, base_, width, base_, ink::text, "");
    svg_.anchored(count_right, base_ - 8, 11, ink::dim, "fail in all", Anchor::end);
    return svg_element(id, width, bottom() + 6, "Failing combinations of " + trial_.trial->id, description(),
                       svg_.text());
  }

  const Choice& choice() const { return choice_; }

 private:
  double bottom() const { return base_ + 10 + row_height * static_cast<double>(choice_.criteria.size()); }
  double middle_of_row(std::size_t row) const {
    return base_ + 10 + row_height * (static_cast<double>(row) + 0.5);
  }
  double middle_of_column(std::size_t column) const {
    return dots_left + step_ * (static_cast<double>(column) + 0.5);
  }

  void rows() {
    std::uint64_t most = 1;
    for (const std::size_t c : choice_.criteria) most = std::max(most, trial_.steps[c].fail);
    for (std::size_t row = 0; row < choice_.criteria.size(); ++row) {
      const std::size_t c = choice_.criteria[row];
      const double y = middle_of_row(row);
      if (row % 2 == 0) svg_.rectangle(0, y - row_height / 2, width, row_height, "#f4f5f6", "");
      const std::string& id = id_of(trial_, c);
      const std::string& label = trial_.trial->criteria[c].label;
      std::string whole = id;
      whole.append("  ").append(label);
      svg_.begin_group(whole);
      const std::string count = grouped(trial_.steps[c].fail);
      const double room = std::min(label_width, count_right - 8 - text_width(count, size));
      const std::string name = fitted(whole, size, room - 6);
      svg_.headed(4, y + 4, size, ink::text, name.substr(0, std::min(id.size(), name.size())),
                  name.size() > id.size() ? name.substr(id.size()) : "");
      svg_.anchored(count_right, y + 4, size, ink::text, count, Anchor::end);
      svg_.rectangle(bars_left, y - 5,
                     bars_width * static_cast<double>(trial_.steps[c].fail) / static_cast<double>(most), 10,
                     ink::bar, "");
      svg_.end_group();
    }
  }

  void column(std::size_t i) {
    const Combination& of = trial_.combinations[i];
    const double x = middle_of_column(i);
    svg_.begin_group(ids_of(trial_, of.criteria) + ": " + grouped(of.patients, "patient"));
    bar(x, of.patients, ink::bar);
    for (std::size_t row = 0; row < choice_.criteria.size(); ++row) {
      if (!std::ranges::binary_search(of.criteria, choice_.criteria[row]))
        svg_.disc(x, middle_of_row(row), 2, "#b9bec4");
    }
    const auto row_of = [&](std::size_t criterion) {
      const auto at = std::ranges::lower_bound(choice_.criteria, criterion);
      return static_cast<std::size_t>(at - choice_.criteria.begin());
    };
    const std::string line = "M" + number(x) + " " + number(middle_of_row(row_of(of.criteria.front()))) +
                             "V" + number(middle_of_row(row_of(of.criteria.back())));
    svg_.path(line, ink::text, 2, "");
    for (const std::size_t c : of.criteria) svg_.disc(x, middle_of_row(row_of(c)), 5.5, ink::text);
    svg_.end_group();
  }

  void bar(double x, std::uint64_t patients, std::string_view fill) {
    const double part = std::min(1.0, static_cast<double>(patients) / static_cast<double>(most_));
    const double height = std::max(1.0, bars_height * part);
    svg_.rectangle(x - step_ * 0.34, base_ - height, step_ * 0.68, height, fill, "");
    svg_.upwards(x + 4, base_ - height - 6, size, ink::text, grouped(patients));
  }

  // All other combinations; their bar is broken where it would be higher than the picture.
  void rest() {
    const double x = middle_of_column(choice_.combinations);
    const double half = step_ * 0.34;
    svg_.begin_group(grouped(choice_.rest_combinations, "rarer combination") + ": " +
                     grouped(choice_.rest_patients, "patient"));
    bar(x, choice_.rest_patients, "url(#eligo-hatch)");
    if (choice_.rest_patients > most_) {
      const double y = base_ - bars_height / 2;
      const std::string wave = "M" + number(x - half - 3) + " " + number(y + 4) + "L" + number(x) + " " +
                               number(y - 3) + "L" + number(x + half + 3) + " " + number(y + 4);
      svg_.path(wave, "#ffffff", 7, "");
    }
    svg_.upwards(x + 4, bottom() - 4, 11, ink::dim, bottom() - base_ > 90 ? "all others" : "rest");
    svg_.end_group();
  }

  std::string description() const {
    std::string text = "Bars: patients who fail exactly the criteria marked below. Most frequent: ";
    for (std::size_t i = 0; i < std::min<std::size_t>(choice_.combinations, 5); ++i) {
      const Combination& of = trial_.combinations[i];
      text += (i == 0 ? "" : "; ") + ids_of(trial_, of.criteria) + " " + grouped(of.patients);
    }
    return text + ". Others together: " + grouped(choice_.rest_patients) + ".";
  }

  const TrialWhatIf& trial_;
  Choice choice_;
  double step_ = 0;
  double base_ = 0;
  std::uint64_t most_ = 1;
  Svg svg_;
};

std::string as_table(const TrialWhatIf& trial, const Choice& choice) {
  HtmlTable table("", {{"exactly these fail", false}, {"patients"}});
  for (std::size_t i = 0; i < choice.combinations; ++i)
    table.row({{ids_of(trial, trial.combinations[i].criteria)}, {grouped(trial.combinations[i].patients)}});
  if (choice.rest_combinations > 0)
    table.row({{grouped(choice.rest_combinations, "rarer combination")}, {grouped(choice.rest_patients)}});
  return "<details><summary>The same as a table</summary>\n" + table.text() + "</details>\n";
}

}  // namespace

std::string upset_html(const TrialWhatIf& trial, const std::string& id) {
  if (trial.combinations.empty()) return {};
  Upset picture(trial);
  return "<figure class=\"upset\">" + picture.run(id) + "</figure>\n" + as_table(trial, picture.choice());
}

}  // namespace eligo::engine
