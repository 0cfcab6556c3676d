// A curve of verdicts against one limit. See pictures.hpp.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/whatif/curve_points.hpp"
#include "engine/whatif/html.hpp"
#include "engine/whatif/pictures.hpp"

namespace eligo::engine {

namespace {

constexpr double width = 450;
constexpr double height = 262;
constexpr double top = 40;
constexpr double bottom = height - 46;
constexpr double size = 11;

struct Point {
  double x = 0;
  std::uint64_t eligible = 0;
  std::uint64_t not_ineligible = 0;
};
// Counts at a limit, and above it up to the next.
struct Step {
  Point at;
  Point above;
};

Point point_of(double x, const VerdictCounts& counts) {
  return {x, counts[3], counts[1] + counts[2] + counts[3]};
}

std::uint64_t way(const Point& a, const Point& b) {
  const auto apart = [](std::uint64_t c, std::uint64_t d) { return c > d ? c - d : d - c; };
  return apart(a.eligible, b.eligible) + apart(a.not_ineligible, b.not_ineligible);
}

double to_double(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

// A round distance of about `count` marks over the span.
double round_step(double span, double count) {
  const double rough = span / count;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (rough <= factor * power) return factor * power;
  return 10 * power;
}

std::string mark(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.6g", value);
  return buffer;
}

class CurvePicture {
 public:
  CurvePicture(const TrialWhatIf& trial, std::size_t index)
      : trial_(trial), limit_(trial.limits.limits[index]), curve_(trial.curves[index]) {
    const auto steps = curve_.steps();
    below_ = point_of(0, curve_.below());
    for (const CurveStep& step : steps) {
      const double x = to_double(shown(limit_, step.limit).text);
      steps_.push_back({point_of(x, step.at), point_of(x, step.above)});
    }
    now_ = to_double(limit_.value.show(12).text);
    const auto canonical = multiply(limit_.value, limit_.unit_factor);
    if (canonical) present_ = point_of(now_, counts_at(curve_, steps, *canonical));
    for (const Step& step : steps_)
      most_ = std::max({most_, step.at.not_ineligible, step.above.not_ineligible});
    most_ = std::max(most_, below_.not_ineligible);
  }

  bool is_flat() const { return steps_.empty(); }

  std::string run(const std::string& id) {
    choose_range();
    axes();
    draw(&Point::not_ineligible, ink::not_ineligible, 1.6, "");
    draw(&Point::eligible, ink::eligible, 2.6, "6 3");
    present();
    legend();
    return svg_element(id, width, height, id_of(trial_, limit_.criterion) + " " + words_of(limit_),
                       description(), svg_.text());
  }

  // What lies beyond the axis.
  std::string note() const {
    std::string text;
    const auto tell = [&](const std::string& where, const Point& of) {
      text += (text.empty() ? "" : " ") + where + ": " + grouped(of.eligible) + " eligible, " +
              grouped(of.not_ineligible) + " not ineligible.";
    };
    if (steps_.front().at.x < first_) tell("Below " + mark(steps_.front().at.x), below_);
    if (steps_.back().at.x > last_) tell("Above " + mark(steps_.back().at.x), steps_.back().above);
    if (curve_.unplaced() > 0)
      text += (text.empty() ? "" : " ") + grouped(curve_.unplaced(), "patient") +
              " held as now: the numbers do not fit.";
    return text;
  }

 private:
  double x_of(double value) const { return left_ + (right_ - left_) * (value - first_) / (last_ - first_); }
  double y_of(double count) const { return bottom - (bottom - top) * count / top_count_; }

  // All of the steps; where a few lie far out, only the part in which 98 of 100 changes happen.
  void choose_range() {
    std::uint64_t whole = 0;
    std::vector<std::uint64_t> ways;
    const Point* before = &below_;
    for (const Step& step : steps_) {
      ways.push_back(whole += way(*before, step.at) + way(step.at, step.above));
      before = &step.above;
    }
    const auto at = [&](double part) {
      const auto wanted = static_cast<std::uint64_t>(part * static_cast<double>(whole));
      const auto found = std::ranges::lower_bound(ways, std::max<std::uint64_t>(wanted, 1));
      return steps_[static_cast<std::size_t>(found - ways.begin())].at.x;
    };
    first_ = std::min(steps_.front().at.x, now_);
    last_ = std::max(steps_.back().at.x, now_);
    const double inner_first = std::min(at(0.01), now_);
    const double inner_last = std::max(at(0.99), now_);
    if (inner_last > inner_first && inner_last - inner_first < 0.6 * (last_ - first_)) {
      first_ = inner_first;
      last_ = inner_last;
    }
    const double margin = last_ > first_ ? 0.05 * (last_ - first_) : std::max(1.0, 0.1 * std::abs(now_));
    const bool positive = first_ >= 0;
    first_ -= margin;
    last_ += margin;
    if (positive) first_ = std::max(first_, 0.0);
  }

  void axes() {
    const double step = std::max(1.0, round_step(static_cast<double>(std::max<std::uint64_t>(most_, 1)), 4));
    top_count_ = step * std::ceil(static_cast<double>(std::max<std::uint64_t>(most_, 1)) / step);
    left_ = 14 + text_width(grouped(static_cast<std::uint64_t>(top_count_)), size);
    for (int i = 0; i <= static_cast<int>(std::lround(top_count_ / step)); ++i) {
      const double count = i * step;
      const double y = y_of(count);
      svg_.line(left_, y, right_, y, i == 0 ? ink::text : ink::faint, "");
      svg_.anchored(left_ - 6, y + 4, size, ink::dim, grouped(static_cast<std::uint64_t>(count)),
                    Anchor::end);
    }
    const double span = last_ - first_;
    double apart = round_step(span, 6);
    const auto widest = std::max(text_width(mark(last_), size), text_width(mark(first_), size)) + 14;
    while (apart / span * (right_ - left_) < widest) apart *= 2;
    const auto first_tick = static_cast<std::int64_t>(std::ceil(first_ / apart));
    for (std::int64_t tick = first_tick; static_cast<double>(tick) * apart <= last_; ++tick) {
      const double value = static_cast<double>(tick) * apart;
      const double x = x_of(value);
      svg_.line(x, bottom, x, bottom + 4, ink::text, "");
      svg_.anchored(x, bottom + 17, size, ink::dim, mark(value), Anchor::middle);
    }
    const std::string unit = limit_.unit.empty() ? "" : ", " + limit_.unit;
    svg_.anchored((left_ + right_) / 2, height - 8, size, ink::text,
                  shortened(limit_.comparison + " \u2026" + unit, 60), Anchor::middle);
  }

  // Steps closer than half a pixel are drawn as one.
  void draw(std::uint64_t Point::*count, std::string_view colour, double stroke, std::string_view dashes) {
    Point last = below_;
    for (const Step& step : steps_)
      if (step.at.x < first_) last = step.above;
    std::string points = "M" + number(left_) + " " + number(y_of(static_cast<double>(last.*count)));
    double drawn = left_;
    const auto go = [&](double x, std::uint64_t to) {
      if (to == last.*count) return;
      last.*count = to;
      if (x - drawn >= 0.5) points += "H" + number(drawn = x);
      points += "V" + number(y_of(static_cast<double>(to)));
    };
    for (const Step& step : steps_) {
      if (step.at.x < first_ || step.at.x > last_) continue;
      go(x_of(step.at.x), step.at.*count);
      go(x_of(step.at.x), step.above.*count);
    }
    svg_.path(points + "H" + number(right_), colour, stroke, dashes);
  }

  void present() {
    const double x = x_of(now_);
    svg_.line(x, top - 6, x, bottom, ink::text, "2 3");
    svg_.disc(x, y_of(static_cast<double>(present_.not_ineligible)), 3.6, ink::not_ineligible);
    svg_.disc(x, y_of(static_cast<double>(present_.eligible)), 3.6, ink::eligible);
    const std::string words = "now " + limit_.value.show(12).text + ": " + grouped(present_.eligible) +
                              " / " + grouped(present_.not_ineligible);
    const double half = text_width(words, size) / 2;
    svg_.anchored(std::clamp(x, left_ + half, right_ - half), top - 11, size, ink::text, words,
                  Anchor::middle, Weight::bold);
  }

  void legend() {
    svg_.path("M" + number(left_) + " 9h26", ink::eligible, 2.6, "6 3");
    svg_.text(left_ + 32, 13, size, ink::text, "eligible");
    const double x = left_ + 32 + text_width("eligible", size) + 24;
    svg_.path("M" + number(x) + " 9h26", ink::not_ineligible, 1.6, "");
    svg_.text(x + 32, 13, size, ink::text, "not ineligible");
  }

  std::string description() const {
    std::string text = "Eligible and not ineligible patients by this limit.";
    for (const CurvePoint& point : curve_points(limit_, curve_, 6)) {
      const auto& n = point.counts;
      text += " " + point.limit + (point.present ? " (now)" : "") + ": " + grouped(n[3]) + " and " +
              grouped(n[1] + n[2] + n[3]) + ".";
    }
    return text;
  }

  const TrialWhatIf& trial_;
  const Limit& limit_;
  const Curve& curve_;
  std::vector<Step> steps_;
  Point below_;
  Point present_;
  double now_ = 0;
  std::uint64_t most_ = 0;
  double first_ = 0;
  double last_ = 1;
  double left_ = 0;
  double right_ = width - 10;
  double top_count_ = 1;
  Svg svg_;
};

}  // namespace

std::string curve_html(const TrialWhatIf& trial, std::size_t limit, const std::string& id) {
  CurvePicture picture(trial, limit);
  if (picture.is_flat()) return {};
  const Limit& of = trial.limits.limits[limit];
  const std::string caption = wrapped(
      "figcaption", "", element("b", "", id_of(trial, of.criterion)) + " " + escape_xml(words_of(of)));
  std::string text = "<figure>" + caption + picture.run(id);
  if (const std::string note = picture.note(); !note.empty()) text += element("p", "note", note);
  return text + "</figure>\n";
}

}  // namespace eligo::engine
