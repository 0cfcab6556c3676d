// Writes a made-up cohort for the benchmarks: the same bytes for the same options, on every machine.
//
//   cohort_generator --rows N [--seed S] [--ndjson] [--partial-dates] [--censored] [--units] [-o FILE]
//
// 44 columns of the default header convention, all of them read by some founding trial. Every row has its own
// random numbers, so the first N rows of a longer file are the file of N rows, and memory does not grow with
// the file.
//
// Without options every date is one day and every number exact, so that SQL over text and doubles can ask the
// same question; --partial-dates, --censored and --units add what it cannot say. With --ndjson each row is
// the record (docs/record-format.md) with the same facts.
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>

namespace {

enum Column : std::size_t {
  id,
  birth_date,
  sex,
  complete,
  ecog,
  kps,
  hct_ci,
  expected_survival,
  expected_survival_unit,
  platelets,
  platelets_unit,
  platelets_date,
  alt,
  alt_unit,
  alt_high,
  map_score_7,
  map_score_14,
  hbsag,
  hbv_dna,
  hbv_dna_high,
  hcv_antibody,
  hcv_rna,
  hiv_antibody,
  syphilis,
  pregnancy_test,
  hsct,
  hsct_type,
  hsct_date,
  itp_status,
  itp_onset,
  malignancy_status,
  bleeding_status,
  infection_status,
  tumor_status,
  mucosal_onset,
  ciclosporin,
  mycophenolate,
  rabbit_atg,
  rituximab_end,
  rituximab_response,
  thrombopoietin_response,
  glucocorticoid_response,
  trial_id,
  trial_start,
  trial_end,
  informed_consent,
  unsuitable,
  column_count
};

constexpr std::array<std::string_view, column_count> headers = {
    "id",
    "birth_date",
    "sex",
    "complete",
    "ecog",
    "kps",
    "hct_ci",
    "expected_survival",
    "expected_survival.unit",
    "platelets",
    "platelets.unit",
    "platelets.date",
    "alt",
    "alt.unit",
    "alt.high",
    "map_score@hsct+7",
    "map_score@hsct+14",
    "hbsag",
    "hbv_dna",
    "hbv_dna.high",
    "hcv_antibody",
    "hcv_rna",
    "hiv_antibody",
    "syphilis",
    "pregnancy_test",
    "hsct",
    "hsct.type",
    "hsct.date",
    "immune_thrombocytopenia.status",
    "immune_thrombocytopenia.onset",
    "hematologic_malignancy.status",
    "bleeding_tendency.status",
    "uncontrolled_infection.status",
    "malignant_solid_tumor.status",
    "mucosal_injury.onset",
    "ciclosporin",
    "mycophenolate",
    "antithymocyte_globulin_rabbit",
    "rituximab.end",
    "rituximab.response",
    "thrombopoietin_agent.response",
    "glucocorticoid.response",
    "trials#1.id",
    "trials#1.start",
    "trials#1.end",
    "informed_consent",
    "investigator_judges_unsuitable",
};

struct Options {
  std::uint64_t rows = 1000;
  std::uint64_t seed = 1;
  bool ndjson = false;
  bool partial_dates = false;
  bool censored = false;
  bool units = false;
  std::string output;
};

// SplitMix64: small, fast, and its numbers are fixed by its definition rather than by a library.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t row)
      : state_(seed * 0x9E3779B97F4A7C15U ^ (row + 1) * 0xD1342543DE82EF95U) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  // From low to high, both included; the bias of the multiplication does not matter here.
  int between(int low, int high) {
    const auto span = static_cast<std::uint64_t>(high - low + 1);
    return low + static_cast<int>(((next() >> 32U) * span) >> 32U);
  }

  bool chance(int percent) { return between(0, 99) < percent; }

 private:
  std::uint64_t state_;
};

// Days since 1970-01-01 to year, month and day (Howard Hinnant's civil_from_days).
struct Civil {
  int year;
  int month;
  int day;
};

Civil civil(int days) {
  const int z = days + 719468;
  const int era = z / 146097;
  const int day_of_era = z - era * 146097;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted = (5 * day_of_year + 2) / 153;
  const int month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * shifted + 2) / 5 + 1};
}

constexpr int as_of = 20782;  // 2026-11-25
constexpr int no_day = std::numeric_limits<int>::min();

// One patient: a view a column, into literals or into the row's own text.
class Row {
 public:
  Row(const Options& options, std::uint64_t number) : options_(options), random_(options.seed, number) {
    person(number);
    transplant();
    measurements();
    serologies();
    illnesses();
    drugs();
    participation();
    attestations();
  }

  std::string_view operator[](std::size_t column) const { return cells_[column]; }

  // The day of the map score columns, to write as a date in a record.
  int transplant_day() const { return hsct_date_known_ ? hsct_day_ : no_day; }

  void date_text(int days, char* to) const {
    const auto [year, month, day] = civil(days);
    const auto two = [](char* at, int value) {
      at[0] = static_cast<char>('0' + value / 10);
      at[1] = static_cast<char>('0' + value % 10);
    };
    two(to, year / 100);
    two(to + 2, year % 100);
    to[4] = to[7] = '-';
    two(to + 5, month);
    two(to + 8, day);
  }

 private:
  void text(Column column, std::string_view value) { cells_[column] = value; }

  void put(Column column, std::string_view value) {
    std::memcpy(arena_.data() + used_, value.data(), value.size());
    cells_[column] = {arena_.data() + used_, value.size()};
    used_ += value.size();
  }

  void number(Column column, int value, int decimals = 0) {
    std::array<char, 24> buffer{};
    char* at = buffer.data();
    if (decimals > 0) {
      int scale = 1;
      for (int i = 0; i < decimals; ++i) scale *= 10;
      at = std::to_chars(at, buffer.end(), value / scale).ptr;
      *at++ = '.';
      for (int rest = value % scale; scale > 1; rest %= scale) {
        scale /= 10;
        *at++ = static_cast<char>('0' + rest / scale);
      }
    } else {
      at = std::to_chars(at, buffer.end(), value).ptr;
    }
    put(column, {buffer.data(), static_cast<std::size_t>(at - buffer.data())});
  }

  // Dates that someone did not know better, if asked for; a shortened birth date of the current year could
  // lie ahead.
  void date(Column column, int days) {
    std::array<char, 10> buffer{};
    date_text(days, buffer.data());
    std::size_t length = buffer.size();
    if (options_.partial_dates) {
      const int kind = random_.between(0, 99);
      if (kind < 6) length = 7;
      if (kind < 2) length = 4;
    }
    put(column, {buffer.data(), length});
  }

  void censor(Column column) {
    if (!options_.censored || cells_[column].empty()) return;
    const int kind = random_.between(0, 99);
    if (kind >= 6) return;
    const std::string_view sign = kind < 3 ? "<" : kind < 4 ? "<=" : kind < 5 ? ">" : ">=";
    std::array<char, 24> buffer{};
    std::memcpy(buffer.data(), sign.data(), sign.size());
    std::memcpy(buffer.data() + sign.size(), cells_[column].data(), cells_[column].size());
    put(column, {buffer.data(), sign.size() + cells_[column].size()});
  }

  void person(std::uint64_t number) {
    std::array<char, 24> buffer{'P', '-'};
    const auto end = std::to_chars(buffer.data() + 2, buffer.end(), 10000001 + number).ptr;
    put(id, {buffer.data(), static_cast<std::size_t>(end - buffer.data())});
    // The days on which the age limits of the trials (14, 18, 60, 70 years) are just met or just missed.
    static constexpr std::array<int, 8> limits = {15669, 15670, 14208, 14209, -1498, -1497, -5151, -5150};
    if (!random_.chance(2)) {
      date(birth_date, random_.chance(1) ? limits[static_cast<std::size_t>(random_.between(0, 7))]
                                         : as_of - random_.between(8 * 365, 76 * 365));
    }
    const int kind = random_.between(0, 99);
    female_ = kind < 50;
    text(sex, female_ ? "female" : kind < 96 ? "male" : kind < 97 ? "other" : kind < 98 ? "unknown" : "");
    const int sections = random_.between(0, 99);
    text(complete, sections < 66   ? "conditions procedures medications trials"
                   : sections < 78 ? "conditions procedures medications"
                   : sections < 84 ? "conditions medications"
                   : sections < 90 ? "trials procedures"
                   : sections < 92 ? "conditions"
                                   : "");
    transplanted_ = random_.chance(72);
    itp_ = random_.chance(transplanted_ ? 6 : 92);
  }

  void transplant() {
    if (!transplanted_) {
      if (random_.chance(92)) text(hsct, "false");
      return;
    }
    if (random_.chance(95)) text(hsct, "true");
    if (random_.chance(97)) text(hsct_type, random_.chance(84) ? "allogeneic" : "autologous");
    const int kind = random_.between(0, 99);
    if (kind < 52) {
      hsct_day_ = as_of - random_.between(5, 24);
    } else if (kind < 97) {
      hsct_day_ = as_of - random_.between(25, 900);
    } else {
      hsct_day_ = as_of + random_.between(-1, 20);  // planned
    }
    hsct_date_known_ = random_.chance(97);
    if (hsct_date_known_) date(hsct_date, hsct_day_);
    map_score(map_score_7, 7);
    map_score(map_score_14, 14);
  }

  void map_score(Column column, int days) {
    if (hsct_date_known_ && hsct_day_ + days <= as_of && random_.chance(93)) {
      number(column, random_.chance(60) ? random_.between(14, 70) : random_.between(2, 14), 2);
    }
  }

  // Units first: they decide how the value is written.
  void measurements() {
    if (random_.chance(97)) number(ecog, std::array{0, 0, 1, 1, 1, 2, 2, 3, 4, 1}[pick(10)]);
    if (random_.chance(96)) number(kps, 10 * random_.between(4, 10));
    if (random_.chance(96)) number(hct_ci, std::array{0, 0, 1, 1, 2, 2, 3, 3, 4, 6}[pick(10)]);
    if (random_.chance(96)) {
      static constexpr std::array<int, 6> limits = {91, 92, 167, 168, 169, 90};
      const int days = random_.chance(4) ? limits[pick(6)] : random_.between(60, 1800);
      const int unit = options_.units ? random_.between(0, 3) : 0;
      number(expected_survival, unit == 2 ? (days + 3) / 7 : unit == 3 ? (days + 15) / 30 : days);
      if (options_.units)
        text(expected_survival_unit,
             std::array<std::string_view, 4>{"d", "days", "wk", "mo"}[static_cast<std::size_t>(unit)]);
    }
    if (random_.chance(96)) {
      const int tenths = random_.chance(45) ? random_.between(10, 350) : random_.between(300, 4000);
      const int unit = options_.units ? random_.between(0, 4) : 0;
      if (unit == 3) {
        number(platelets, tenths * 100);
      } else if (tenths % 10 == 0 || tenths > 1000) {
        number(platelets, tenths / 10);
      } else {
        number(platelets, tenths, 1);
      }
      if (options_.units && unit < 4) {
        text(platelets_unit,
             std::array<std::string_view, 4>{"10*9/L", "K/uL", "G/L", "/uL"}[static_cast<std::size_t>(unit)]);
      }
      if (random_.chance(97)) date(platelets_date, as_of - random_.between(0, 60));
    }
    if (random_.chance(95)) {
      number(alt, random_.chance(85) ? random_.between(8, 48) : random_.between(40, 400));
      if (options_.units)
        text(alt_unit, std::array<std::string_view, 4>{"U/L", "IU/L", "units/L", ""}[pick(4)]);
      if (random_.chance(97)) number(alt_high, std::array{35, 40, 45, 50, 55}[pick(5)]);
    }
    if (random_.chance(95)) {
      const int kind = random_.between(0, 99);
      number(hbv_dna, kind < 90   ? 0
                      : kind < 94 ? random_.between(10, 20)
                      : kind < 96 ? 21
                                  : random_.between(50, 900000));
      if (random_.chance(98)) number(hbv_dna_high, random_.chance(80) ? 20 : 10);
    }
    censor(expected_survival);
    censor(platelets);
    censor(alt);
    censor(hbv_dna);
  }

  std::size_t pick(int count) { return static_cast<std::size_t>(random_.between(0, count - 1)); }

  void serology(Column column, int positive) {
    const int kind = random_.between(0, 199);
    if (kind < 6) return;
    text(column, kind < 8 ? "indeterminate" : kind < 8 + 2 * positive ? "positive" : "negative");
  }

  void serologies() {
    serology(hbsag, 4);
    serology(hcv_antibody, 4);
    serology(hcv_rna, 2);
    serology(hiv_antibody, 1);
    serology(syphilis, 1);
    if (female_) serology(pregnancy_test, 4);
  }

  // The rest of the hundred is filled in as absent, but for a few that nobody filled in.
  void status(Column column, int active, int remission, int resolved, int missing = 3) {
    const int kind = random_.between(0, 99);
    if (kind < missing) return;
    text(column, kind < missing + active                          ? "active"
                 : kind < missing + active + remission            ? "remission"
                 : kind < missing + active + remission + resolved ? "resolved"
                                                                  : "absent");
  }

  void illnesses() {
    if (itp_) {
      status(itp_status, 80, 12, 4);
      if (cells_[itp_status] == "absent") text(itp_status, "active");
      if (random_.chance(94)) {
        date(itp_onset, as_of - (random_.chance(30) ? random_.between(150, 220) : random_.between(0, 3000)));
      }
    } else if (random_.chance(95)) {
      text(itp_status, "absent");
    }
    if (transplanted_) {
      status(malignancy_status, 22, 54, 8);
    } else {
      status(malignancy_status, 1, 2, 2);
    }
    status(bleeding_status, itp_ ? 60 : 15, 0, 10);
    status(infection_status, 7, 0, 14);
    status(tumor_status, 2, 1, 2);
    if (random_.chance(transplanted_ ? 84 : 40)) {
      const bool near = transplanted_ && hsct_day_ <= as_of && random_.chance(85);
      const int day = near ? hsct_day_ + random_.between(-4, 20) : as_of - random_.between(0, 600);
      date(mucosal_onset, day < as_of ? day : as_of - 1);
    }
  }

  void flag(Column column, int yes) {
    const int kind = random_.between(0, 99);
    if (kind < 97) text(column, kind * 100 < yes * 97 ? "true" : "false");
  }

  void response(Column column, int responded, int none) {
    const int kind = random_.between(0, 99);
    text(column, kind < responded ? "responded" : kind < responded + none ? "no_response" : "relapse");
  }

  void drugs() {
    flag(ciclosporin, transplanted_ ? 88 : 6);
    flag(mycophenolate, transplanted_ ? 84 : 5);
    flag(rabbit_atg, transplanted_ ? 80 : 2);
    if (random_.chance(70)) {
      if (random_.chance(96)) {
        date(rituximab_end,
             random_.chance(20) ? as_of - random_.between(88, 96) : as_of - random_.between(-20, 700));
      }
      if (random_.chance(95)) response(rituximab_response, 55, 30);
    }
    if (random_.chance(itp_ ? 92 : 60)) response(thrombopoietin_response, 45, 35);
    if (random_.chance(94)) response(glucocorticoid_response, 45, 30);
  }

  void participation() {
    if (!random_.chance(68)) return;
    const int kind = random_.between(0, 99);
    text(trial_id, kind < 3 ? "NCT06949267" : kind < 4 ? "NCT06599346" : "");
    if (cells_[trial_id].empty()) {
      std::array<char, 16> buffer{'N', 'C', 'T', '0'};
      std::to_chars(buffer.data() + 4, buffer.end(), random_.between(1000000, 5999999));
      put(trial_id, {buffer.data(), 11});
    }
    const int end = as_of - (random_.chance(12) ? random_.between(-200, 40) : random_.between(20, 1500));
    const int start = end - random_.between(10, 500);
    date(trial_start, start < as_of ? start : as_of);
    if (random_.chance(95)) date(trial_end, end);
  }

  void attestations() {
    flag(informed_consent, 93);
    flag(unsuitable, 4);
  }

  const Options& options_;
  Random random_;
  std::array<std::string_view, column_count> cells_{};
  std::array<char, 512> arena_{};
  std::size_t used_ = 0;
  bool female_ = false;
  bool transplanted_ = false;
  bool itp_ = false;
  bool hsct_date_known_ = false;
  int hsct_day_ = no_day;
};

class Output {
 public:
  explicit Output(const std::string& path) : file_(path.empty() ? stdout : std::fopen(path.c_str(), "wb")) {
    if (file_ == nullptr) fail();
    buffer_.reserve(capacity + 8192);
  }

  void text(std::string_view part) { buffer_.append(part); }
  void byte(char value) { buffer_.push_back(value); }

  void end_of_row() {
    byte('\n');
    if (buffer_.size() >= capacity) flush();
  }

  void close() {
    flush();
    if (std::fflush(file_) != 0 || (file_ != stdout && std::fclose(file_) != 0)) fail();
  }

 private:
  static constexpr std::size_t capacity = std::size_t{1} << 20U;

  [[noreturn]] static void fail() {
    std::perror("cohort_generator");
    std::exit(EXIT_FAILURE);
  }

  void flush() {
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) fail();
    buffer_.clear();
  }

  std::FILE* file_;
  std::string buffer_;
};

bool used(std::size_t column, const Options& options) {
  const bool unit = column == expected_survival_unit || column == platelets_unit || column == alt_unit;
  return options.units || !unit;
}

void write_header(Output& out, const Options& options) {
  for (std::size_t column = 0; column < column_count; ++column) {
    if (!used(column, options)) continue;
    if (column > 0) out.byte(',');
    out.text(headers[column]);
  }
  out.end_of_row();
}

void write_row(Output& out, const Options& options, const Row& row) {
  for (std::size_t column = 0; column < column_count; ++column) {
    if (!used(column, options)) continue;
    if (column > 0) out.byte(',');
    out.text(row[column]);
  }
  out.end_of_row();
}

// The record with the same facts. No text here needs escapes.
class RecordWriter {
 public:
  RecordWriter(Output& out, const Options& options, const Row& row)
      : out_(out), options_(options), row_(row) {}

  void write() {
    out_.text("{\"id\":\"");
    out_.text(row_[id]);
    out_.byte('"');
    person("birth_date", birth_date);
    person("sex", sex);
    sections();
    observations();
    conditions();
    procedures();
    medications();
    trials();
    attestations();
    out_.byte('}');
    out_.end_of_row();
  }

 private:
  void person(std::string_view name, Column column) {
    if (row_[column].empty()) return;
    out_.byte(',');
    member(name, row_[column]);
  }

  void member(std::string_view name, std::string_view value, bool quoted = true) {
    out_.byte('"');
    out_.text(name);
    out_.text(quoted ? "\":\"" : "\":");
    out_.text(value);
    if (quoted) out_.byte('"');
  }

  void further(std::string_view name, std::string_view value, bool quoted = true) {
    if (value.empty()) return;
    out_.byte(',');
    member(name, value, quoted);
  }

  void sections() {
    std::string_view names = row_[complete];
    if (names.empty()) return;
    out_.text(",\"complete\":[");
    for (bool first = true; !names.empty(); first = false) {
      const std::size_t length = names.find(' ') == std::string_view::npos ? names.size() : names.find(' ');
      if (!first) out_.byte(',');
      out_.byte('"');
      out_.text(names.substr(0, length));
      out_.byte('"');
      names.remove_prefix(length < names.size() ? length + 1 : length);
    }
    out_.byte(']');
  }

  void open(std::string_view section) {
    out_.text(",\"");
    out_.text(section);
    out_.text("\":[");
    first_ = true;
  }

  void entry(std::string_view name) {
    out_.text(first_ ? "{" : ",{");
    first_ = false;
    member("name", name);
  }

  void close_entry() { out_.byte('}'); }

  void close() { out_.byte(']'); }

  void number(std::string_view name, std::string_view value) {
    const std::size_t sign = value.find_first_not_of("<>=");
    further(name, value.substr(sign == std::string_view::npos ? 0 : sign), false);
    if (sign != std::string_view::npos && sign > 0) further("comparator", value.substr(0, sign));
  }

  void quantity(std::string_view name, Column value, std::string_view unit) {
    if (row_[value].empty()) return;
    entry(name);
    number("value", row_[value]);
    further("unit", unit);
  }

  std::string_view unit(Column column, std::string_view canonical) const {
    return options_.units ? row_[column] : canonical;
  }

  void score(std::string_view name, Column value) {
    if (row_[value].empty()) return;
    quantity(name, value, "");
    close_entry();
  }

  void map_score(Column value, int days) {
    if (row_[value].empty()) return;
    quantity("map_score", value, "1");
    // With a partial date of the transplant the cohort's convention has no exact day either.
    if (row_[hsct_date].size() == 10) {
      std::array<char, 10> date{};
      row_.date_text(row_.transplant_day() + days, date.data());
      further("date", {date.data(), date.size()});
    }
    close_entry();
  }

  void serology(std::string_view name, Column value) {
    if (row_[value].empty()) return;
    entry(name);
    further("value", row_[value]);
    close_entry();
  }

  void observations() {
    open("observations");
    score("ecog", ecog);
    score("kps", kps);
    score("hct_ci", hct_ci);
    if (!row_[expected_survival].empty()) {
      quantity("expected_survival", expected_survival, unit(expected_survival_unit, "d"));
      close_entry();
    }
    if (!row_[platelets].empty()) {
      quantity("platelets", platelets, unit(platelets_unit, "10*9/L"));
      further("date", row_[platelets_date]);
      close_entry();
    }
    if (!row_[alt].empty()) {
      quantity("alt", alt, unit(alt_unit, "U/L"));
      further("high", row_[alt_high], false);
      close_entry();
    }
    map_score(map_score_7, 7);
    map_score(map_score_14, 14);
    serology("hbsag", hbsag);
    if (!row_[hbv_dna].empty()) {
      quantity("hbv_dna", hbv_dna, "[IU]/mL");
      further("high", row_[hbv_dna_high], false);
      close_entry();
    }
    serology("hcv_antibody", hcv_antibody);
    serology("hcv_rna", hcv_rna);
    serology("hiv_antibody", hiv_antibody);
    serology("syphilis", syphilis);
    serology("pregnancy_test", pregnancy_test);
    close();
  }

  void condition(std::string_view name, std::string_view status, std::string_view onset) {
    if (status.empty() && onset.empty()) return;
    entry(name);
    further("status", status);
    further("onset", onset);
    close_entry();
  }

  void conditions() {
    open("conditions");
    condition("immune_thrombocytopenia", row_[itp_status], row_[itp_onset]);
    condition("hematologic_malignancy", row_[malignancy_status], "");
    condition("bleeding_tendency", row_[bleeding_status], "");
    condition("uncontrolled_infection", row_[infection_status], "");
    condition("malignant_solid_tumor", row_[tumor_status], "");
    condition("mucosal_injury", "", row_[mucosal_onset]);
    close();
  }

  void procedures() {
    open("procedures");
    if (!row_[hsct].empty() || !row_[hsct_type].empty() || !row_[hsct_date].empty()) {
      entry("hsct");
      if (row_[hsct] == "false") further("status", "absent");
      further("type", row_[hsct_type]);
      further("date", row_[hsct_date]);
      close_entry();
    }
    close();
  }

  void course(std::string_view name, std::string_view given, std::string_view end,
              std::string_view response) {
    if (given.empty() && end.empty() && response.empty()) return;
    entry(name);
    if (given == "false") further("status", "absent");
    further("end", end);
    further("response", response);
    close_entry();
  }

  void medications() {
    open("medications");
    course("ciclosporin", row_[ciclosporin], "", "");
    course("mycophenolate", row_[mycophenolate], "", "");
    course("antithymocyte_globulin_rabbit", row_[rabbit_atg], "", "");
    course("rituximab", "", row_[rituximab_end], row_[rituximab_response]);
    course("thrombopoietin_agent", "", "", row_[thrombopoietin_response]);
    course("glucocorticoid", "", "", row_[glucocorticoid_response]);
    close();
  }

  void trials() {
    open("trials");
    if (!row_[trial_id].empty()) {
      out_.byte('{');
      member("id", row_[trial_id]);
      further("start", row_[trial_start]);
      further("end", row_[trial_end]);
      close_entry();
    }
    close();
  }

  void attestations() {
    out_.text(",\"attestations\":{");
    if (!row_[informed_consent].empty()) member("informed_consent", row_[informed_consent], false);
    if (!row_[unsuitable].empty()) {
      if (!row_[informed_consent].empty()) out_.byte(',');
      member("investigator_judges_unsuitable", row_[unsuitable], false);
    }
    out_.byte('}');
  }

  Output& out_;
  const Options& options_;
  const Row& row_;
  bool first_ = true;
};

[[noreturn]] void usage() {
  std::fputs(
      "usage: cohort_generator --rows N [--seed S] [--ndjson] [--partial-dates] [--censored] [--units] [-o "
      "FILE]\n",
      stderr);
  std::exit(2);
}

std::uint64_t count(const char* text) {
  std::uint64_t value = 0;
  const char* end = text + std::strlen(text);
  const auto [stop, error] = std::from_chars(text, end, value);
  if (error != std::errc{} || stop != end) usage();
  return value;
}

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view name = argv[i];
    const auto value = [&] { return i + 1 < argc ? argv[++i] : (usage(), nullptr); };
    if (name == "--rows") {
      options.rows = count(value());
    } else if (name == "--seed") {
      options.seed = count(value());
    } else if (name == "-o") {
      options.output = value();
    } else if (name == "--ndjson") {
      options.ndjson = true;
    } else if (name == "--partial-dates") {
      options.partial_dates = true;
    } else if (name == "--censored") {
      options.censored = true;
    } else if (name == "--units") {
      options.units = true;
    } else {
      usage();
    }
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  Output out(options.output);
  if (!options.ndjson) write_header(out, options);
  for (std::uint64_t number = 0; number < options.rows; ++number) {
    const Row row(options, number);
    if (options.ndjson) {
      RecordWriter(out, options, row).write();
    } else {
      write_row(out, options, row);
    }
  }
  out.close();
  return EXIT_SUCCESS;
}
