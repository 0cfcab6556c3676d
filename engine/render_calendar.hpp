// A calendar as JSON, as a calendar file (iCalendar, RFC 5545) and as a picture (SVG 1.1).
//
// Shapes and how to read the picture: docs/calendar.md. Texts of the record and of the rules are escaped for
// the format they go into; nothing depends on the clock, so equal calendars are equal texts. Tests:
// tests/engine/calendar_render_test.cpp, tests/cli/cases/calendar.case.
#pragma once

#include <string>

#include "engine/calendar.hpp"

namespace eligo::engine {

struct CalendarOf {
  const Program& program;
  const ScreenResult& patient;  // whose id and unplaced names are shown
  const Calendar& calendar;
};

// One object, indented, no trailing newline.
std::string render_calendar_json(const CalendarOf& of);

// Windows and actions as all-day events. Lines end with CRLF and are folded at 75 bytes; UIDs follow from
// patient, trial and days, DTSTAMP is the as-of date: the same calendar imported twice is there once.
std::string render_calendar_ics(const CalendarOf& of);

// One picture for all trials, self-contained: no scripts, fonts or files from elsewhere.
std::string render_calendar_svg(const CalendarOf& of);

}  // namespace eligo::engine
