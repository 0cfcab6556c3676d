// The picture: a timeline per trial. How to read it is in docs/calendar.md; see render_calendar.hpp.
//
// From top to bottom: patient and legend, the scale of dates, and for each trial its verdicts as a broad bar,
// the criteria that do not pass throughout as thin ones, the actions as numbered marks, and the reasons in
// words.
#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/calendar_words.hpp"
#include "engine/render_calendar.hpp"
#include "engine/svg.hpp"

namespace eligo::engine {

namespace {

constexpr double width = 1000;
constexpr double margin = 28;
constexpr double left = 290;  // of the bars
constexpr double right = width - margin;
constexpr double small_text = 11;
constexpr double label_width = left - margin - 16;  // beside a bar
constexpr std::size_t line_length = 150;            // of a line of reasons

struct Look {
  std::string_view fill;
  std::string_view text;
};

Look look_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::eligible:
      return {"#1b7f4d", "#ffffff"};
    case Verdict::candidate:
      return {"#2f6db5", "#ffffff"};
    case Verdict::incomplete:
      return {"url(#eligo-incomplete)", "#5c3d00"};
    case Verdict::ineligible:
      break;
  }
  return {"#e3e5e8", "#5b6168"};
}

Look look_of(Status status) {
  switch (status) {
    case Status::pass:
      return {"#a8d5bd", ""};
    case Status::unknown:
      return {"url(#eligo-incomplete)", ""};
    case Status::fail:
      break;
  }
  return {"#c0392b", ""};
}

// Days along the x axis; a day is as wide as any other.
class Scale {
 public:
  explicit Scale(DateInterval range) : range_(range) {}
  double begin(Day day) const {
    return left + (right - left) * (day.number - range_.first.number) / static_cast<double>(range_.days());
  }
  double end(Day day) const { return begin(next(day)); }
  double middle(Day day) const { return (begin(day) + end(day)) / 2; }

 private:
  DateInterval range_;
};

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Tick {
  Day day;
  std::string text;
};

// Marks at the beginnings of days, months or years, never so many that their words would touch.
std::vector<Tick> ticks(DateInterval range) {
  std::vector<Tick> found;
  if (range.days() <= 100) {
    const std::int32_t step = range.days() <= 14 ? 1 : 7;
    for (Day day = range.first; day <= range.last; day.number += step) {
      const auto at = patients::fields(day);
      found.push_back(
          {day, std::to_string(at.day) + " " + std::string(months[static_cast<std::size_t>(at.month - 1)])});
    }
    return found;
  }
  const std::int64_t all = range.days() / 30 + 1;
  const int step = all <= 14 ? 1 : all <= 40 ? 3 : 12 * static_cast<int>(1 + all / 168);
  for (int year = patients::fields(range.first).year; year <= patients::fields(range.last).year; ++year) {
    if (step > 12 && year % (step / 12) != 0) continue;
    for (int month = 1; month <= 12; month += std::min(step, 12)) {
      const auto day = patients::make_day(year, month, 1);
      if (!day || !range.contains(*day)) continue;
      const bool names_year = month == 1 || found.empty();
      found.push_back({*day, std::string(step < 12 ? months[static_cast<std::size_t>(month - 1)] : "") +
                                 (step >= 12   ? std::to_string(year)
                                  : names_year ? " " + std::to_string(year)
                                               : "")});
    }
  }
  return found;
}

class Picture {
 public:
  explicit Picture(const CalendarOf& of) : of_(of), scale_(of.calendar.range) {}

  std::string run() {
    head();
    axis();
    for (const auto& trial : of_.calendar.trials) draw(trial);
    foot();
    return document();
  }

 private:
  void head() {
    y_ = margin + 14;
    svg_.text(margin, y_, 20, "#1d2329", "Eligibility calendar of " + of_.patient.patient.value_or("(no id)"),
              Weight::bold);
    y_ += 20;
    svg_.text(margin, y_, 12, "#5b6168",
              days_words(of_.calendar.range) + ", from the record as of " +
                  patients::to_string(of_.calendar.as_of));
    y_ += 24;
    double x = margin;
    for (const Verdict verdict :
         {Verdict::eligible, Verdict::candidate, Verdict::incomplete, Verdict::ineligible})
      x = legend(x, look_of(verdict).fill, to_string(verdict), 14);
    x += 24;
    for (const Status status : {Status::pass, Status::unknown, Status::fail})
      x = legend(x, look_of(status).fill, "criterion: " + std::string(to_string(status)), 7);
    legend_mark(x);
    y_ += 22;
  }

  double legend(double x, std::string_view fill, std::string_view word, double height) {
    svg_.rectangle(x, y_ - 4 - height / 2, 22, height, fill, "");
    svg_.text(x + 27, y_, small_text, "#1d2329", word);
    return x + 27 + text_width(word, small_text) + 18;
  }

  void legend_mark(double x) {
    svg_.badge(x + 8, y_ - 4, "1");
    svg_.text(x + 20, y_, small_text, "#1d2329", "to do");
  }

  void axis() {
    y_ += 26;
    double busy_until = 0;
    const double now = scale_.middle(of_.calendar.as_of);
    bool has_words = false;  // where the as-of date is
    for (const auto& tick : ticks(of_.calendar.range)) {
      const double x = scale_.begin(tick.day);
      if (x < busy_until || x + text_width(tick.text, small_text) > right + margin) continue;
      svg_.text(x + 2, y_, small_text, "#5b6168", tick.text);
      svg_.line(x, y_ - 8, x, y_ + 8, "#c9cdd2", "");
      busy_until = x + text_width(tick.text, small_text) + 8;
      has_words = has_words || (x <= now && now < busy_until);
      lines_.push_back(x);
    }
    if (of_.calendar.range.contains(of_.calendar.as_of)) {
      const std::string label = "as of " + patients::to_string(of_.calendar.as_of);
      const double wide = text_width(label, small_text);
      svg_.text(std::clamp(now - wide / 2, margin, right - wide), y_ - 17, small_text, "#1d2329", label,
                Weight::bold);
      // Not through the words of a date.
      background_.line(now, has_words ? y_ + 3 : y_ - 13, now, y_ + 8, "#1d2329", "2 3");
    }
    y_ += 8;
  }

  // Behind the bars of a trial: the dates and the as-of date as lines.
  void grid(double top, double bottom) {
    for (const double x : lines_) background_.line(x, top, x, bottom, "#e1e4e8", "");
    if (!of_.calendar.range.contains(of_.calendar.as_of)) return;
    const double x = scale_.middle(of_.calendar.as_of);
    background_.line(x, top, x, bottom, "#1d2329", "2 3");
  }

  void draw(const TrialCalendar& trial) {
    y_ += 16;
    const double top = y_ - 8;
    svg_.line(margin, y_ - 8, right, y_ - 8, "#c9cdd2", "");
    const bool never_open = trial.open().empty();
    y_ += 8;
    svg_.text(margin, y_ + 6, 14, never_open ? "#5b6168" : "#1d2329",
              fitted(trial.trial->id, 14, label_width), Weight::bold, trial.trial->title);
    verdict_bar(trial);
    y_ += 24;
    svg_.text(margin, y_ - 2, small_text, "#5b6168", fitted(trial.trial->title, small_text, label_width),
              Weight::normal, trial.trial->title);
    y_ += 4;
    if (!never_open) criteria(trial);
    if (!trial.actions.empty()) actions(trial);
    if (!never_open) y_ += 8;
    grid(top, y_);
    words(trial);
  }

  void verdict_bar(const TrialCalendar& trial) {
    for (const auto& period : trial.verdicts) {
      const double x = scale_.begin(period.days.first);
      const double wide = scale_.end(period.days.last) - x;
      const Look look = look_of(period.verdict);
      const std::string_view word = to_string(period.verdict);
      svg_.rectangle(x, y_ - 9, wide, 20, look.fill, days_words(period.days) + ": " + std::string(word));
      const std::string dated = std::string(word) + "  " + days_words(period.days);
      const bool both = trial.verdicts.size() > 1 && text_width(dated, 12) + 16 <= wide;
      const std::string_view shown = both ? std::string_view(dated) : word;
      if (!both && text_width(word, 12) + 14 > wide) continue;
      if (period.verdict == Verdict::incomplete) {
        svg_.edged(x + 6, y_ + 5, 12, look.text, "#f7d488", shown);
      } else {
        svg_.text(x + 6, y_ + 5, 12, look.text, shown, Weight::bold);
      }
    }
  }

  void criteria(const TrialCalendar& trial) {
    std::size_t passing = 0;
    for (const auto& criterion : trial.criteria) {
      if (criterion.dates(Status::pass).days() == of_.calendar.range.days()) {
        ++passing;
        continue;
      }
      y_ += 13;
      const std::string name = criterion.criterion->id + "  " + criterion.criterion->label;
      svg_.text(margin + 8, y_ + 4, small_text, "#1d2329", fitted(name, small_text, label_width),
                Weight::normal, name);
      for (const auto& period : criterion.periods) {
        const double x = scale_.begin(period.days.first);
        svg_.rectangle(
            x, y_ - 3, scale_.end(period.days.last) - x, 7, look_of(period.result.status).fill,
            name + ": " + std::string(to_string(period.result.status)) + ", " + days_words(period.days));
      }
    }
    if (passing == 0) return;
    y_ += 13;
    svg_.text(
        margin + 8, y_ + 4, small_text, "#5b6168",
        std::to_string(passing) + (passing == 1 ? " criterion passes" : " criteria pass") + " throughout");
  }

  // Marks that would cover each other move down a row.
  void actions(const TrialCalendar& trial) {
    y_ += 18;
    svg_.text(margin + 8, y_ + 4, small_text, "#1d2329", "to do", Weight::bold);
    std::vector<double> rows;  // where each ends
    std::size_t next = 0;
    for (std::size_t i = 0; i < trial.actions.size(); i = next) {
      const auto& days = trial.actions[i].days;
      // What is to be done in the same days has one mark.
      for (next = i + 1; next < trial.actions.size() && trial.actions[next].days == days;) ++next;
      const Day from = std::max(days.first, of_.calendar.range.first);
      const double x = scale_.middle(from);
      const std::string numbers =
          std::to_string(i + 1) + (next > i + 1 ? "\u2013" + std::to_string(next) : "");
      const double end = std::max(x + 9, scale_.end(days.last));
      std::size_t row = 0;
      while (row < rows.size() && rows[row] > x - 9) ++row;
      if (row == rows.size()) rows.push_back(0);
      rows[row] = end + 2;
      const double at = y_ + 18 * static_cast<double>(row);
      if (end > x + 9) svg_.rectangle(x, at - 2, end - x, 4, "#b9bfc6", days_words(trial.actions[i]));
      svg_.badge(x, at, numbers);
    }
    y_ += 18 * static_cast<double>(rows.size() - 1) + 6;
  }

  void paragraph(const std::string& head, const std::string& text) {
    const auto lines = broken(head + " " + text, line_length);
    y_ += 15;
    // A head is short: it stands whole on the first line.
    svg_.headed(margin + 8, y_, small_text, "#3a4148", head, lines.front().substr(head.size()));
    for (std::size_t i = 1; i < lines.size(); ++i) {
      y_ += 14;
      svg_.text(margin + 24, y_, small_text, "#3a4148", lines[i]);
    }
  }

  std::string with_labels(const TrialCalendar& trial, const std::vector<std::size_t>& criteria) const {
    std::string text;
    for (const std::size_t i : criteria)
      text += (text.empty() ? "" : "; ") + trial.criteria[i].criterion->id + " " +
              trial.criteria[i].criterion->label;
    return text;
  }

  void words(const TrialCalendar& trial) {
    const auto found = windows(trial);
    if (trial.trial->unpublished && !found.empty())
      paragraph("incomplete:",
                "the registry record publishes no criteria, so no verdict is better than this");
    if (found.empty()) {
      const auto failing = criteria_with(trial, Status::fail, of_.calendar.range);
      return paragraph("never open:", with_labels(trial, failing));
    }
    for (const auto& window : found) {
      const auto& first = trial.verdicts[window.begin];
      if (!first.openings.empty())
        paragraph("opens " + patients::to_string(first.days.first) + ":", opening_words(trial, first));
      for (std::size_t i = window.begin + 1; i < window.end; ++i) {
        const auto& period = trial.verdicts[i];
        paragraph(
            std::string(to_string(period.verdict)) + " from " + patients::to_string(period.days.first) + ":",
            opening_words(trial, period));
      }
      if (window.end < trial.verdicts.size())
        paragraph("closes after " + patients::to_string(window.days.last) + ":",
                  opening_words(trial, trial.verdicts[window.end]));
    }
    for (std::size_t i = 0; i < trial.actions.size(); ++i)
      paragraph(std::to_string(i + 1) + "  " + days_words(trial.actions[i]) + ":",
                action_words(trial, trial.actions[i]));
  }

  void foot() {
    y_ += 22;
    for (const auto& text : of_.calendar.held) {
      for (const auto& line : broken(text, line_length)) {
        svg_.text(margin, y_, small_text, "#5b6168", line);
        y_ += 14;
      }
    }
    y_ += margin - 14;
  }

  std::string document() const {
    const std::string height = number(y_);
    const std::string title =
        escape_xml("Eligibility calendar of " + of_.patient.patient.value_or("(no id)"));
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(width) + "\" height=\"" + height +
           "\" viewBox=\"0 0 " + number(width) + " " + height +
           "\" role=\"img\" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">\n<title>" + title +
           "</title>\n"
           "<defs><pattern id=\"eligo-incomplete\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
           "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#f7d488\"/>"
           "<rect width=\"2\" height=\"6\" fill=\"#e3a62f\"/></pattern></defs>\n"
           "<rect width=\"" +
           number(width) + "\" height=\"" + height + "\" fill=\"#ffffff\"/>\n" + background_.text() +
           svg_.text() + "</svg>\n";
  }

  const CalendarOf& of_;
  Scale scale_;
  double y_ = 0;
  std::vector<double> lines_;
  Svg background_;
  Svg svg_;
};

}  // namespace

std::string render_calendar_svg(const CalendarOf& of) { return Picture(of).run(); }

}  // namespace eligo::engine
