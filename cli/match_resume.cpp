// See match_resume.hpp.
#include "cli/match_resume.hpp"

#include <filesystem>

#include "cli/files.hpp"
#include "cli/output.hpp"
#include "cli/text_digest.hpp"
#include "engine/render_json.hpp"

namespace eligo::cli {
namespace {

constexpr std::size_t largest_checkpoint = std::size_t{256} << 20U;

std::string full_path(const std::string& path) {
  std::error_code error;
  const auto full = std::filesystem::weakly_canonical(path, error);
  return path.empty() || error ? path : full.string();
}

// A result that a killed run leaves as far as it came.
std::string why_not_kept(const std::string& option, const std::string& path) {
  if (packing_of_name(path) != Packing::none)
    return "what " + option + " names is packed; let it end in `.csv` and pack it afterwards";
  if (!is_ordinary(path)) return option + " has to name a regular file";
  return {};
}

// Empty: the run can be written down.
std::string why_not_resumable(const MatchArguments& arguments, const CohortFile& cohort) {
  if (arguments.plain) return "`--engine plain` cannot go on; leave it out";
  if (arguments.check_ids)
    return "`--check-ids` would have to remember every id of the stopped run; leave it out, and run it by "
           "itself";
  if (arguments.cohort == "-" || !cohort.source().facts())
    return "the cohort has to be a file with a name: what a pipe gave is gone";
  if (cohort.source().packing() != Packing::none) return "the cohort is packed; unpack it first";
  if (arguments.output.empty() || arguments.output == "-")
    return "it needs `-o FILE`: what went to standard output is gone";
  if (std::string why = why_not_kept("`-o`", arguments.output); !why.empty()) return why;
  return arguments.rejects.empty() ? std::string() : why_not_kept("`--rejects`", arguments.rejects);
}

std::string header_text(const CohortFile& cohort) {
  std::string text;
  for (const auto& column : cohort.columns()) text += column.header + '\n';
  return text;
}

bool is_digest(const RunItem& item) { return item.value.size() == text_digest({}).size(); }

// What has changed since; empty: nothing.
std::string difference(const std::vector<RunItem>& then, const std::vector<RunItem>& now) {
  if (then.size() != now.size()) return "another version of eligo began it";
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (then[i] == now[i]) continue;
    if (then[i].name != now[i].name) return "another version of eligo began it";
    if (is_digest(now[i])) return now[i].name + " has changed since";
    const auto shown = [](const RunItem& item) {
      return item.value.empty() ? "not given" : in_ticks(item.value);
    };
    return now[i].name + " was " + shown(then[i]) + " and is " + shown(now[i]) + " now";
  }
  return {};
}

}  // namespace

std::vector<RunItem> run_items(const MatchArguments& arguments, const engine::Program& program,
                               const std::vector<const engine::Trial*>& trials, const CohortFile& cohort,
                               const std::optional<ByteSource::Facts>& input) {
  std::string ids;
  for (const auto* trial : trials) ids += (ids.empty() ? "" : " ") + trial->id;
  return {
      {"the version of eligo", std::string(engine::version())},
      {"the cohort", full_path(arguments.cohort)},
      {"the size of the cohort", input ? std::to_string(input->size) + " bytes" : ""},
      {"the header of the cohort", text_digest(header_text(cohort))},
      {"the cohort", text_digest(input ? std::to_string(input->modified) : "")},
      {"the map", text_digest(cohort.map_text())},
      {"the text of the rules", program.digest.hexadecimal()},
      {"`--as-of`", patients::to_string(arguments.as_of)},
      {"`--trial`", ids},
      {"`--detail`", std::string(to_string(arguments.detail))},
      {"`--strict`", arguments.strict ? "given" : ""},
      {"`--rejects`", full_path(arguments.rejects)},
      {"`--summary`", arguments.summary.empty() ? "" : "given"},
  };
}

std::variant<Resumption, ExitStatus> plan_resumption(const MatchArguments& arguments,
                                                     const engine::Program& program,
                                                     const std::vector<const engine::Trial*>& trials,
                                                     const CohortFile& cohort) {
  Resumption plan;
  if (const std::string why = why_not_resumable(arguments, cohort); !why.empty()) {
    if (arguments.resume) return wrong_usage("match", "no `--resume` here: " + why);
    return plan;
  }
  plan.path = checkpoint_path(arguments.output);
  plan.input = cohort.source().facts();
  const std::string name = in_ticks(plan.path);
  if (!arguments.resume) {
    if (exists(plan.path))
      complain(name + " of a stopped run is dropped and the run starts anew; `--resume` would have gone on");
    return plan;
  }
  if (!exists(plan.path)) {
    complain("there is no " + name + " to go on from; starting with the first row");
    return plan;
  }
  const FileText file = read_file(plan.path, largest_checkpoint);
  plan.from = file.text ? parse_checkpoint(*file.text) : std::nullopt;
  std::string why = "it is damaged";
  if (plan.from) why = difference(plan.from->run, run_items(arguments, program, trials, cohort, plan.input));
  if (!file.text) why = file.error;
  if (why.empty()) return plan;
  complain("cannot go on from " + name + ": " + why +
           "; call it as it began, or without `--resume` to start anew");
  return ExitStatus::bad_data;
}

}  // namespace eligo::cli
