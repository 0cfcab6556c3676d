// iCalendar. See render_calendar.hpp; the format is RFC 5545.
#include <algorithm>
#include <array>
#include <map>

#include "engine/calendar_words.hpp"
#include "engine/render_calendar.hpp"
#include "engine/render_json.hpp"
#include "patients/record_reader.hpp"

namespace eligo::engine {

namespace {

constexpr std::size_t longest_line = 75;  // bytes, without the line end
// An action of so many days or fewer is shown on all of them; a longer one on the day that presses.
constexpr std::int64_t longest_event = 14;

std::string compact(Day day) {
  std::string text = patients::to_string(day);
  std::erase(text, '-');
  return text;
}

// A TEXT value: what separates values is escaped, and what is not printable made so.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : patients::printable(text)) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

// Only letters, digits, dots and hyphens, each other byte as its number: for UIDs.
std::string plain(const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool keep = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
    if (keep) {
      out += c;
    } else {
      out += '_';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

struct Event {
  std::string uid;
  DateInterval days;
  std::string category;
  std::string summary;
  std::vector<std::string> description;  // lines
};

class Writer {
 public:
  explicit Writer(Day stamp) : stamp_(compact(stamp) + "T000000Z") {}

  // A content line, folded between characters: a further line begins with a blank, which counts.
  void line(const std::string& text) {
    std::size_t room = longest_line;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at + 1;
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
      if (end - at > room) {
        out_ += "\r\n ";
        room = longest_line - 1;
      }
      out_.append(text, at, end - at);
      room -= end - at;
      at = end;
    }
    out_ += "\r\n";
  }

  void event(const Event& event) {
    // No two events of a file may have one UID.
    const int again = ++uids_[event.uid];
    line("BEGIN:VEVENT");
    line("UID:" + event.uid + (again > 1 ? "." + std::to_string(again) : "") + "@eligo");
    line("DTSTAMP:" + stamp_);
    line("DTSTART;VALUE=DATE:" + compact(event.days.first));
    // The end is the day after the last one; without an end the event is of one day.
    if (event.days.last > event.days.first && event.days.last < patients::last_day)
      line("DTEND;VALUE=DATE:" + compact(next(event.days.last)));
    line("SUMMARY:" + escaped(event.summary));
    std::string description;
    for (const auto& text : event.description)
      description += (description.empty() ? "" : "\\n") + escaped(text);
    line("DESCRIPTION:" + description);
    line("CATEGORIES:" + event.category);
    line("TRANSP:TRANSPARENT");
    line("END:VEVENT");
  }

  std::string done() { return std::move(out_); }

 private:
  std::string stamp_;
  std::string out_;
  std::map<std::string, int> uids_;
};

class Events {
 public:
  Events(const CalendarOf& of, Writer& writer)
      : of_(of), writer_(writer), patient_(of.patient.patient.value_or("(no id)")) {}

  void add(const TrialCalendar& trial) {
    for (const auto& window : windows(trial)) {
      add_window(trial, window);
      any_ = true;
    }
    for (const auto& action : trial.actions) add_action(trial, action);
  }

  // A calendar file must hold something: that nothing opens is said as an event too.
  void finish() {
    if (any_) return;
    const DateInterval range = of_.calendar.range;
    Event event{plain(patient_) + ".none." + compact(range.first) + "-" + compact(range.last),
                {range.first, range.first},
                "TRIAL WINDOW",
                patient_ + ": no trial is open from " + days_words(range),
                {}};
    add_held(event);
    writer_.event(event);
  }

 private:
  std::string uid(const TrialCalendar& trial, const std::string& what, DateInterval days) const {
    return plain(patient_) + "." + plain(trial.trial->id) + "." + what + "." + compact(days.first) + "-" +
           compact(days.last);
  }

  std::string best_verdict(const TrialCalendar& trial, const Window& window) const {
    Verdict best = Verdict::incomplete;
    for (std::size_t i = window.begin; i < window.end; ++i) best = std::max(best, trial.verdicts[i].verdict);
    return std::string(to_string(best));
  }

  void add_window(const TrialCalendar& trial, const Window& window) {
    Event event{uid(trial, "window", window.days), window.days, "TRIAL WINDOW", {}, {}};
    event.summary = patient_ + ": " + trial.trial->id + " open (" + best_verdict(trial, window) + ")";
    event.description.push_back(trial.trial->title);
    for (std::size_t i = window.begin; i < window.end; ++i) {
      const auto& period = trial.verdicts[i];
      const std::string why = opening_words(trial, period);
      event.description.push_back(days_words(period.days) + ": " + std::string(to_string(period.verdict)) +
                                  (why.empty() ? "" : " - " + why));
    }
    event.description.push_back(window.end < trial.verdicts.size()
                                    ? "closes: " + opening_words(trial, trial.verdicts[window.end])
                                    : "still open on the last day of the calendar");
    add_held(event);
    writer_.event(event);
  }

  void add_action(const TrialCalendar& trial, const Action& action) {
    DateInterval days = action.days;
    if (!action.bounded) {
      days.last = days.first;
    } else if (days.days() > longest_event) {
      days.first = days.last;
    }
    Event event{
        uid(trial, plain(std::string(to_string(action.kind))) + "." + plain(action.fact), action.days),
        days,
        "TRIAL ACTION",
        {},
        {}};
    event.summary = patient_ + ": " + std::string(to_string(action.kind)) + " " + action.what + " (" +
                    trial.trial->id + ")";
    event.description = {action_words(trial, action), "helps: " + days_words(action)};
    add_held(event);
    writer_.event(event);
  }

  void add_held(Event& event) const {
    event.description.insert(event.description.end(), of_.calendar.held.begin(), of_.calendar.held.end());
  }

  const CalendarOf& of_;
  Writer& writer_;
  std::string patient_;
  bool any_ = false;
};

}  // namespace

std::string render_calendar_ics(const CalendarOf& of) {
  Writer writer(of.calendar.as_of);
  writer.line("BEGIN:VCALENDAR");
  writer.line("VERSION:2.0");
  writer.line("PRODID:-//eligo//eligo " + std::string(version()) + "//EN");
  writer.line("CALSCALE:GREGORIAN");
  writer.line("METHOD:PUBLISH");
  Events events(of, writer);
  for (const auto& trial : of.calendar.trials) events.add(trial);
  events.finish();
  writer.line("END:VCALENDAR");
  return writer.done();
}

}  // namespace eligo::engine
