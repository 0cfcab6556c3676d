// The sections of a record: which members each kind of entry has, and what they must agree on.
// Entry: Decoder::record of record_decoder.hpp. Format: docs/record-format.md.
// Tests: tests/patients/record_reader_test.cpp and the cases under tests/patients/records/.
#include <algorithm>

#include "patients/record_decoder.hpp"
#include "patients/record_words.hpp"

namespace eligo::patients {
namespace {

template <class T>
using Member = Decoder::Member<T>;

template <class T, std::string Naming::*Field>
void naming(Decoder& d, const JsonNode& node, T& out) {
  d.text(node, out.naming.*Field);
}
template <class T, std::string T::*Field>
void text(Decoder& d, const JsonNode& node, T& out) {
  d.text(node, out.*Field);
}
template <class T, std::optional<PartialDate> T::*Field>
void date(Decoder& d, const JsonNode& node, T& out) {
  d.date(node, out.*Field);
}
template <class T, std::optional<bool> T::*Field>
void boolean(Decoder& d, const JsonNode& node, T& out) {
  d.boolean(node, out.*Field);
}
template <class T>
void response(Decoder& d, const JsonNode& node, T& out) {
  d.word(node, words::responses, out.response);
}

// Of a procedure, a course or a trial only `absent` means anything.
template <class T>
void absence(Decoder& d, const JsonNode& node, T& out) {
  std::optional<ConditionStatus> status;
  d.word(node, words::statuses, status);
  out.absent = status == ConditionStatus::absent;
  if (status && !out.absent) {
    d.report(codes::idle_status, node,
             "only `absent` is a status here: `" + std::string(node.text) + "` is ignored");
  }
}

void check_naming(Decoder& d, const JsonNode& node, const Naming& naming) {
  if (!naming.name.empty() || !naming.code.empty()) return;
  d.report(codes::no_name, node, "neither name nor code: no criterion will see this entry");
}

// No day that `end` can mean lies on or after a day that `start` can mean.
void check_order(Decoder& d, const JsonNode& node, const std::optional<PartialDate>& start,
                 const std::optional<PartialDate>& end, std::string_view start_name) {
  if (!start || !end || !(end->last < start->first)) return;
  const std::size_t before = d.push("end");
  const JsonNode* at = &node;
  d.tree().for_each_child(node, [&](const JsonNode& member) { at = member.key == "end" ? &member : at; });
  d.report(
      codes::end_before_start, *at,
      "the end " + to_string(*end) + " lies before the " + std::string(start_name) + " " + to_string(*start));
  d.pop(before);
}

void check_absent(Decoder& d, const JsonNode& node, bool absent, bool has_particulars) {
  if (!absent || !has_particulars) return;
  d.report(codes::contradiction, node, "`absent` beside particulars of what is absent: they are ignored");
}

template <class Course>
void check_course(Decoder& d, const JsonNode& node, const Course& course) {
  check_order(d, node, course.start, course.end, "start");
  check_absent(d, node, course.absent, course.start || course.end || course.ongoing.value_or(false));
  if (course.ongoing.value_or(false) && course.end && !course.absent) {
    d.report(codes::contradiction, node, "marked ongoing, yet it has an end: it counts as ongoing");
  }
}

void observation(Decoder& d, const JsonNode& node, Observation& out) {
  using T = Observation;
  static constexpr std::array<Member<T>, 9> table{{
      {"name", naming<T, &Naming::name>},
      {"code", naming<T, &Naming::code>},
      {"system", naming<T, &Naming::system>},
      {"value", [](Decoder& r, const JsonNode& n, T& o) { r.value(n, o); }},
      {"comparator",
       [](Decoder& r, const JsonNode& n, T& o) { r.word(n, words::comparators, o.comparator); }},
      {"unit", text<T, &T::unit>},
      {"date", date<T, &T::date>},
      {"low", [](Decoder& r, const JsonNode& n, T& o) { r.number(n, o.low); }},
      {"high", [](Decoder& r, const JsonNode& n, T& o) { r.number(n, o.high); }},
  }};
  if (!d.members(node, out, table)) return;
  check_naming(d, node, out.naming);
  if (!d.has_member(node, "value")) {
    d.report(codes::no_value, node, "an observation without a value: it says nothing");
  } else if (out.comparator && !std::holds_alternative<Decimal>(out.value)) {
    d.report(codes::idle_comparator, node, "a comparator needs a number: it is ignored");
  }
}

void condition(Decoder& d, const JsonNode& node, Condition& out) {
  using T = Condition;
  static constexpr std::array<Member<T>, 9> table{{
      {"name", naming<T, &Naming::name>},
      {"code", naming<T, &Naming::code>},
      {"system", naming<T, &Naming::system>},
      {"status", [](Decoder& r, const JsonNode& n, T& o) { r.word(n, words::statuses, o.status); }},
      {"verification",
       [](Decoder& r, const JsonNode& n, T& o) {
         std::optional<Verification> word;
         r.word(n, words::verifications, word);
         o.verification = word.value_or(Verification::confirmed);
       }},
      {"severity", [](Decoder& r, const JsonNode& n, T& o) { r.word(n, words::severities, o.severity); }},
      {"controlled", boolean<T, &T::controlled>},
      {"onset", date<T, &T::onset>},
      {"end", date<T, &T::end>},
  }};
  if (!d.members(node, out, table)) return;
  check_naming(d, node, out.naming);
  check_order(d, node, out.onset, out.end, "onset");
  check_absent(d, node, out.status == ConditionStatus::absent, out.onset || out.end);
}

void procedure(Decoder& d, const JsonNode& node, Procedure& out) {
  using T = Procedure;
  static constexpr std::array<Member<T>, 7> table{{
      {"name", naming<T, &Naming::name>},
      {"code", naming<T, &Naming::code>},
      {"system", naming<T, &Naming::system>},
      {"type", text<T, &T::type>},
      {"status", absence<T>},
      {"date", date<T, &T::date>},
      {"response", response<T>},
  }};
  if (!d.members(node, out, table)) return;
  check_naming(d, node, out.naming);
  check_absent(d, node, out.absent, out.date || out.response);
}

void medication(Decoder& d, const JsonNode& node, Medication& out) {
  using T = Medication;
  static constexpr std::array<Member<T>, 8> table{{
      {"name", naming<T, &Naming::name>},
      {"code", naming<T, &Naming::code>},
      {"system", naming<T, &Naming::system>},
      {"status", absence<T>},
      {"start", date<T, &T::start>},
      {"end", date<T, &T::end>},
      {"ongoing", boolean<T, &T::ongoing>},
      {"response", response<T>},
  }};
  if (!d.members(node, out, table)) return;
  check_naming(d, node, out.naming);
  check_course(d, node, out);
}

void participation(Decoder& d, const JsonNode& node, Participation& out) {
  using T = Participation;
  static constexpr std::array<Member<T>, 5> table{{
      {"id", text<T, &T::id>},
      {"status", absence<T>},
      {"start", date<T, &T::start>},
      {"end", date<T, &T::end>},
      {"ongoing", boolean<T, &T::ongoing>},
  }};
  if (!d.members(node, out, table)) return;
  if (out.id.empty()) d.report(codes::no_name, node, "a trial without id: it may be any trial");
  check_course(d, node, out);
}

struct AttestationForm {
  std::optional<bool> value;
  std::string by;
  std::optional<PartialDate> date;
};

void attestations(Decoder& d, const JsonNode& node, PatientRecord& out) {
  using T = AttestationForm;
  static constexpr std::array<Member<T>, 3> table{{
      {"value", boolean<T, &T::value>},
      {"by", text<T, &T::by>},
      {"date", date<T, &T::date>},
  }};
  if (!d.is(node, JsonKind::object, "an object")) return;
  d.tree().for_each_child(node, [&](const JsonNode& member) {
    const std::size_t before = d.push(member.key);
    AttestationForm form;
    if (member.kind == JsonKind::object) {
      d.members(member, form, table);
      if (!d.has_member(member, "value"))
        d.report(codes::no_value, member, "an attestation without `value`: ignored");
    } else if (member.kind == JsonKind::true_ || member.kind == JsonKind::false_) {
      form.value = member.kind == JsonKind::true_;
    } else {
      d.wrong_type(member, "true, false or an object");
    }
    if (form.value) {
      out.attestations.push_back({std::string(member.key), *form.value, form.by, form.date, d.place(member)});
    }
    d.pop(before);
  });
}

struct AgeForm {
  std::optional<Decimal> value;
  TimeUnit unit = TimeUnit::year;
  std::optional<PartialDate> date;
};

void age_unit(Decoder& d, const JsonNode& node, AgeForm& out) {
  const auto index = d.word_index(node, words::age_units);
  if (index) out.unit = static_cast<TimeUnit>(*index % 4);
}

bool is_blank(std::string_view id) {
  return std::all_of(id.begin(), id.end(), [](unsigned char c) { return c <= ' '; });
}

void age(Decoder& d, const JsonNode& node, PatientRecord& out) {
  using T = AgeForm;
  static constexpr std::array<Member<T>, 3> table{{
      {"value",
       [](Decoder& r, const JsonNode& n, T& o) {
         r.number(n, o.value);
         if (o.value && o.value->is_negative()) r.report(codes::negative_count, n, "an age is not negative");
       }},
      {"unit", age_unit},
      {"date", date<T, &T::date>},
  }};
  AgeForm form;
  if (!d.members(node, form, table)) return;
  if (!d.has_member(node, "value")) return d.report(codes::no_value, node, "an age without `value`: ignored");
  if (form.value && !form.value->is_whole()) {
    d.report(codes::part_of_age, node,
             "an age counts completed units: " + form.value->to_string() + " is read as " +
                 std::to_string(completed_units(*form.value)));
  }
  if (form.value && !form.value->is_negative()) {
    out.age = RecordedAge{completed_units(*form.value), form.unit, form.date, d.place(node)};
  }
}

void complete(Decoder& d, const JsonNode& node, PatientRecord& out) {
  if (!d.is(node, JsonKind::array, "an array of section names")) return;
  std::size_t index = 0;
  d.tree().for_each_child(node, [&](const JsonNode& element) {
    const std::size_t before = d.push(std::to_string(index++));
    const auto section = d.word_index(element, words::sections);
    if (section) {
      out.complete.set(*section);
      const auto which = static_cast<Section>(*section);
      if (which == Section::observations || which == Section::attestations) {
        d.report(codes::idle_complete, element,
                 "absence is never assumed of `" + std::string(element.text) + "`: this has no effect");
      }
    }
    d.pop(before);
  });
}

void record_id(Decoder& d, const JsonNode& node, PatientRecord& out) {
  if (d.text(node, out.id) && is_blank(out.id)) d.report(codes::no_id, node, "the id is empty");
}

}  // namespace

void Decoder::record(const JsonNode& root, PatientRecord& out) {
  using T = PatientRecord;
  static constexpr std::array<Member<T>, 11> table{{
      {"id", record_id},
      {"birth_date",
       [](Decoder& d, const JsonNode& n, T& o) {
         d.date(n, o.birth_date);
         o.birth_place = d.place(n);
       }},
      {"sex",
       [](Decoder& d, const JsonNode& n, T& o) {
         d.word(n, words::sexes, o.sex);
         o.sex_place = d.place(n);
       }},
      {"age", age},
      {"complete", complete},
      {"observations",
       [](Decoder& d, const JsonNode& n, T& o) { d.entries(n, o.observations, observation); }},
      {"conditions", [](Decoder& d, const JsonNode& n, T& o) { d.entries(n, o.conditions, condition); }},
      {"procedures", [](Decoder& d, const JsonNode& n, T& o) { d.entries(n, o.procedures, procedure); }},
      {"medications", [](Decoder& d, const JsonNode& n, T& o) { d.entries(n, o.medications, medication); }},
      {"trials", [](Decoder& d, const JsonNode& n, T& o) { d.entries(n, o.trials, participation); }},
      {"attestations", attestations},
  }};
  if (root.kind != JsonKind::object)
    return report(codes::not_a_record, root, "a record is an object with an `id`");
  members(root, out, table, codes::unknown_section);
  if (!has_member(root, "id")) report(codes::no_id, root, "no `id`: every record needs one");
}

}  // namespace eligo::patients
