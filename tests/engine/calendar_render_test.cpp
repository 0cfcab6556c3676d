// Calendars as texts for other programs: whatever stands in names and labels, they are well-formed.
#include <catch2/catch.hpp>
#include <set>

#include "engine/render_calendar.hpp"
#include "engine/svg.hpp"
#include "tests/engine/record_of.hpp"

using namespace eligo;
using test::day;

namespace {

// A patient and a trial whose texts hold what each format separates its parts by.
struct Hostile {
  engine::Compiled compiled;
  engine::ScreenResult patient;
  engine::Calendar calendar;

  Hostile() {
    auto files = shipped_rules();
    files.push_back(
        {"t.elig",
         "trial T \"title, with; <b>marks</b> & \xC3\xA4\xC3\xB6\xC3\xBC \xE6\xB8\xAC\xE5\xAE\x9A and so "
         "long that every line of it has to be folded somewhere between these words\"\n"
         "inclusion 1 \"label <script>alert(1)</script>, a;b\"\n    7 to 21 days since HSCT\n"
         "inclusion 2 \"consent\"\n    attest informed consent\n"});
    compiled = engine::compile(files);
    REQUIRE(compiled.ok());
    auto record = test::record_of(
        R"("complete": ["procedures"], "procedures": [{"name": "hsct", "date": "2026-11-20"}])");
    record.id = "A\"B&C<D>;E,F\\G\nBEGIN:VEVENT\x1b[31m";
    patient.patient = record.id;
    calendar = engine::calendar(*compiled.program, record,
                                {day("2026-11-25"), day("2026-11-25"), day("2027-11-25"), {"T"}, nullptr});
  }
  engine::CalendarOf of() const { return {*compiled.program, patient, calendar}; }
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  for (auto end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", at)) {
    lines.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  CHECK(at == text.size());
  return lines;
}

}  // namespace

TEST_CASE("a calendar file is folded, escaped and complete", "[calendar][ics]") {
  const Hostile hostile;
  const std::string text = render_calendar_ics(hostile.of());
  std::vector<std::string> unfolded;
  for (const auto& line : lines_of(text)) {
    CHECK(line.size() <= 75);
    CHECK(line.find_first_of("\r\n\x1b") == std::string::npos);
    // A fold never splits a character.
    REQUIRE_FALSE(line.empty());
    if (line.front() == ' ') {
      if (line.size() > 1) CHECK((static_cast<unsigned char>(line[1]) & 0xC0U) != 0x80U);
      unfolded.back() += line.substr(1);
    } else {
      unfolded.push_back(line);
    }
  }
  CHECK(unfolded.front() == "BEGIN:VCALENDAR");
  CHECK(unfolded.back() == "END:VCALENDAR");
  std::size_t events = 0;
  std::set<std::string> uids;
  for (const auto& line : unfolded) {
    if (line == "BEGIN:VEVENT") ++events;
    if (line.starts_with("UID:")) {
      CHECK(uids.insert(line).second);
      CHECK(line.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:@") ==
            std::string::npos);
    }
    if (line.starts_with("DTSTAMP:")) CHECK(line == "DTSTAMP:20261125T000000Z");
    if (!line.starts_with("SUMMARY:") && !line.starts_with("DESCRIPTION:")) continue;
    // Every separator within a text is escaped.
    for (std::size_t i = line.find(':') + 1; i < line.size(); ++i) {
      if (line[i] == '\\') {
        ++i;
        CHECK(std::string("\\;,n").find(line.at(i)) != std::string::npos);
      } else {
        CHECK((line[i] != ';' && line[i] != ','));
      }
    }
  }
  CHECK(events == 2);  // the window and the consent
  CHECK(uids.size() == events);
  CHECK(text.find("DTSTART;VALUE=DATE:20261127\r\nDTEND;VALUE=DATE:20261212\r\n") != std::string::npos);
}

TEST_CASE("a calendar file without a window holds that there is none", "[calendar][ics]") {
  Hostile hostile;
  hostile.calendar.trials.clear();
  std::string text = render_calendar_ics(hostile.of());
  for (auto fold = text.find("\r\n "); fold != std::string::npos; fold = text.find("\r\n "))
    text.erase(fold, 3);
  CHECK(text.find("no trial is open from 2026-11-25 to 2027-11-25") != std::string::npos);
}

TEST_CASE("a picture escapes every text and takes nothing from elsewhere", "[calendar][svg]") {
  const Hostile hostile;
  const std::string text = render_calendar_svg(hostile.of());
  CHECK(text.find("<script") == std::string::npos);
  CHECK(text.find("&lt;script&gt;") != std::string::npos);
  CHECK(text.find("href") == std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  // Tags are closed in order, attributes hold no mark-up.
  std::vector<std::string> open;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
    const auto end = text.find('>', at);
    REQUIRE(end != std::string::npos);
    const std::string tag = text.substr(at + 1, end - at - 1);
    REQUIRE(tag.find('<') == std::string::npos);
    const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
    if (tag.front() == '/') {
      REQUIRE_FALSE(open.empty());
      CHECK("/" + open.back() == name);
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
  }
  CHECK(open.empty());
}

TEST_CASE("texts of pictures are measured and broken by characters", "[svg]") {
  CHECK(engine::number(12.50) == "12.5");
  CHECK(engine::number(100) == "100");
  CHECK(engine::escape_xml("a<b>&\"'\n") == "a&lt;b&gt;&amp;&quot;&#39;\\x0a");
  CHECK(engine::shortened("\xC3\xA4\xC3\xB6\xC3\xBC", 3) == "\xC3\xA4\xC3\xB6\xC3\xBC");
  CHECK(engine::shortened("\xC3\xA4\xC3\xB6\xC3\xBCxy", 3) == "\xC3\xA4\xC3\xB6\xE2\x80\xA6");
  CHECK(engine::broken("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(engine::broken("", 7) == std::vector<std::string>{""});
  CHECK(engine::broken("unbreakable", 4) == std::vector<std::string>{"unbr", "eaka", "ble"});
}
