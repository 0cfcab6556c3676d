// The funnel. It is text in boxes, so that a browser gives every label the room that it needs. See
// pictures.hpp.
#include "engine/whatif/html.hpp"
#include "engine/whatif/pictures.hpp"

namespace eligo::engine {

namespace {

std::string staying_html(std::uint64_t count, std::uint64_t all, std::string_view words,
                         std::string_view more) {
  return wrapped("div", "stay",
                 element("b", "", grouped(count)) + escape_xml(words) +
                     (more.empty() ? "" : element("span", "", more)) +
                     bar_html(all == 0 ? 0 : static_cast<double>(count) / static_cast<double>(all)));
}

std::string leaving_html(const TrialWhatIf& trial, std::size_t c, std::uint64_t before) {
  const AttritionStep& step = trial.steps[c];
  const Criterion& criterion = trial.trial->criteria[c];
  std::string text =
      wrapped("div", "name", element("b", "", criterion.id) + " " + escape_xml(criterion.label));
  std::string counts =
      step.excluded == 0
          ? element("span", "nobody", "nobody excluded")
          : element("b", "", grouped(step.excluded) + " excluded") +
                escape_xml(" (" + share(step.excluded, before) + " of " + grouped(before) + ")");
  if (step.unknown_left > 0)
    counts += element("span", "unknown", " \u00b7 " + grouped(step.unknown_left) + " unknown, kept");
  text += wrapped("div", "count", counts);
  return wrapped("div", step.excluded == 0 ? "out none" : "out", text);
}

std::string passing_words(const AttritionStep& step) {
  if (step.remaining == 0) return {};
  if (step.remaining == step.passing) return "all pass so far";
  return grouped(step.passing) + " pass all so far, " + grouped(step.remaining - step.passing) +
         " unknown in part";
}

std::string ends_html(const TrialWhatIf& trial) {
  std::string text;
  const auto box = [&](Verdict verdict, std::string_view why) {
    text += wrapped("div", "end",
                    element("b", "", grouped(trial.verdicts[static_cast<std::size_t>(verdict)])) + " " +
                        escape_xml(to_string(verdict)) + element("span", "", why));
  };
  box(Verdict::eligible, "passes all");
  box(Verdict::candidate, "only attestations are missing");
  box(Verdict::incomplete, "facts are missing");
  return wrapped("li", "ends", text);
}

}  // namespace

std::string funnel_html(const TrialWhatIf& trial) {
  const VerdictCounts& v = trial.verdicts;
  const std::uint64_t all = v[0] + v[1] + v[2] + v[3];
  std::string text = wrapped("li", "", staying_html(all, all, " assessed", "")) + "\n";
  std::uint64_t before = all;
  for (std::size_t c = 0; c < trial.steps.size(); ++c) {
    const AttritionStep& step = trial.steps[c];
    std::string inner = leaving_html(trial, c, before);
    // A box of its own only where somebody has left, and at the end.
    if (step.excluded > 0 || c + 1 == trial.steps.size()) {
      inner += staying_html(step.remaining, all, " left, " + share(step.remaining, all) + " of all",
                            passing_words(step));
    }
    text += wrapped("li", "", inner) + "\n";
    before = step.remaining;
  }
  return "<ol class=\"funnel\">\n" + text + ends_html(trial) + "\n</ol>\n";
}

}  // namespace eligo::engine
