// See one_record.hpp.
#include "cli/one_record.hpp"

#include "cli/files.hpp"
#include "cli/output.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t shown_ids = 5;

}  // namespace

void OneRecord::see_id(const std::string& id) {
  ++records;
  if (ids.size() < shown_ids) ids.push_back(id);
}

std::string OneRecord::list_of_ids() const {
  std::string text;
  for (const auto& id : ids) text += (text.empty() ? "" : ", ") + (id.empty() ? "(no id)" : in_ticks(id));
  if (records > ids.size()) text += " and " + std::to_string(records - ids.size()) + " more";
  return text;
}

OneRecord find_record(const std::string& path, const std::optional<std::string>& id, const Screen& screen) {
  OneRecord one;
  const RecordCounts counts = for_each_record({path}, screen, [&](const engine::ScreenResult& result) {
    one.see_id(result.patient.value_or(""));
    if (!id || result.patient == id) {
      if (++one.matches == 1) one.found = result;
    }
    return true;
  });
  if (counts.unreadable_files > 0) one.records = 0;
  if (one.records == 0 || one.matches == 1) return one;
  const std::string file = in_ticks(display_name(path));
  if (id && one.matches == 0) {
    one.error = file + " holds no patient " + in_ticks(*id) + "; it holds " + one.list_of_ids();
  } else if (id) {
    one.error = file + " holds " + std::to_string(one.matches) + " records of " + in_ticks(*id);
  } else {
    one.error = file + " holds " + std::to_string(one.records) +
                " records; choose one with `--id`: " + one.list_of_ids();
  }
  return one;
}

}  // namespace eligo::cli
