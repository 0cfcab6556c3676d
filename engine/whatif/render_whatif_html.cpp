// The page of a what-if: everything in one file, without scripts, readable on screen and on paper. The
// pictures are in picture_*.cpp. See render_whatif.hpp.
#include <algorithm>

#include "engine/render_json.hpp"
#include "engine/whatif/html.hpp"
#include "engine/whatif/page_style.hpp"
#include "engine/whatif/pictures.hpp"
#include "engine/whatif/render_whatif.hpp"

namespace eligo::engine {

namespace {

constexpr std::size_t listed_pairs = 15;

std::string gain(std::uint64_t count) { return count == 0 ? "-" : "+" + grouped(count); }

// Of `count` in the most that a column has.
double part(std::uint64_t count, std::uint64_t most) {
  return most == 0 ? 0 : static_cast<double>(count) / static_cast<double>(most);
}

std::string head_html(const WhatIf& whatif) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
         "'unsafe-inline'\"/>\n" +
         element("title", "", "What if: " + whatif.file) + "\n" + wrapped("style", "", page_style) +
         "\n</head>\n<body>\n" +
         // Patterns for all pictures; not hidden by `display`, which would take them from the pictures too.
         "<svg width=\"0\" height=\"0\" style=\"position:absolute;width:0\" aria-hidden=\"true\"><defs>"
         "<pattern id=\"eligo-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
         "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>"
         "<rect width=\"2.5\" height=\"6\" fill=\"#4a5560\"/></pattern></defs></svg>\n";
}

std::string facts_html(const WhatIf& whatif, const Program& program) {
  std::string text = "<dl class=\"facts\">";
  const auto fact = [&](std::string_view name, std::string_view value) {
    text += element("dt", "", name) + element("dd", "", value) + "\n";
  };
  fact("Cohort", whatif.file);
  fact("As of", patients::to_string(whatif.as_of));
  fact("Patients", grouped(whatif.rows));
  if (whatif.rejected > 0)
    fact("Rejected", grouped(whatif.rejected, "row") + " that could not be judged, counted nowhere below");
  fact("Rules", "SHA-256 " + program.digest.hexadecimal());
  return text + "</dl>\n";
}

std::string summary_html(const WhatIf& whatif) {
  HtmlTable table("", {{"trial", false},
                       {"eligible"},
                       {"candidate"},
                       {"incomplete"},
                       {"ineligible"},
                       {"not ineligible", true, true}});
  std::string links;
  for (std::size_t t = 0; t < whatif.trials.size(); ++t) {
    const TrialWhatIf& trial = whatif.trials[t];
    const VerdictCounts& v = trial.verdicts;
    table.row({{trial.trial->title, trial.trial->id},
               {grouped(v[3])},
               {grouped(v[2])},
               {grouped(v[1])},
               {grouped(v[0])},
               {grouped(trial.not_failing()), "", part(trial.not_failing(), whatif.rows)}});
    links += (t == 0 ? "" : " \u00b7 ") + ("<a href=\"#trial-" + std::to_string(t + 1) + "\">") +
             escape_xml(trial.trial->id) + "</a>";
  }
  return table.text() + (whatif.trials.size() > 1 ? wrapped("p", "screen", "Go to " + links) + "\n" : "");
}

std::string verdicts_html(const TrialWhatIf& trial) {
  const VerdictCounts& v = trial.verdicts;
  const std::uint64_t all = v[0] + v[1] + v[2] + v[3];
  std::string text;
  for (std::size_t verdict = v.size(); verdict-- > 0;) {
    const std::string_view word = to_string(static_cast<Verdict>(verdict));
    text += wrapped("div", word,
                    element("b", "", grouped(v[verdict])) + escape_xml(word) + " " +
                        element("span", "dim", share(v[verdict], all)));
  }
  return wrapped("div", "verdicts", text) + "\n";
}

// ---- asked-for changes

std::string words_of(const TrialWhatIf& trial, const ScenarioResult& scenario) {
  std::string text;
  for (const Change& change : scenario.changes) {
    const std::string& id = id_of(trial, change.criterion);
    text += (text.empty() ? "" : ", and ") +
            (change.expression ? id + " as \u201c" + *change.expression + "\u201d" : "without " + id);
  }
  return text;
}

std::string signed_change(std::uint64_t before, std::uint64_t after) {
  std::string now = grouped(after);
  if (before == after) return now;
  return now + (after > before ? " (+" + grouped(after - before) : " (\u2212" + grouped(before - after)) +
         ")";
}

std::string moves_of(const ScenarioResult& scenario) {
  std::string text;
  for (std::size_t before = 0; before < 4; ++before) {
    for (std::size_t after = 4; after-- > 0;) {
      const std::uint64_t count = scenario.moved[before][after];
      if (before == after || count == 0) continue;
      text += (text.empty() ? "" : "; ") + grouped(count) + " from " +
              std::string(to_string(static_cast<Verdict>(before))) + " to " +
              std::string(to_string(static_cast<Verdict>(after)));
    }
  }
  return text.empty() ? "nobody" : text;
}

std::string scenarios_html(const TrialWhatIf& trial) {
  if (trial.scenarios.empty()) return {};
  HtmlTable table("", {{"what if", false},
                       {"eligible"},
                       {"candidate"},
                       {"incomplete"},
                       {"ineligible"},
                       {"whose verdict changes", false}});
  const auto cells = [&](const std::string& what, const VerdictCounts& v, const std::string& moves) {
    std::vector<Cell> row{{what}};
    for (std::size_t i = v.size(); i-- > 0;) row.push_back({signed_change(trial.verdicts[i], v[i])});
    row.push_back({moves});
    table.row(row);
  };
  cells("the rules as they are", trial.verdicts, "");
  for (const ScenarioResult& scenario : trial.scenarios)
    cells(words_of(trial, scenario), scenario.verdicts, moves_of(scenario));
  return "<h3>The changes asked for</h3>\n" + table.text();
}

// ---- costs

std::string costs_html(const TrialWhatIf& trial) {
  HtmlTable table("", {{"criterion", false},
                       {"fail"},
                       {"unknown"},
                       {"eligible gained", true, true},
                       {"not ineligible gained", true, true}});
  std::uint64_t most_eligible = 0;
  std::uint64_t most_possible = 0;
  for (const VerdictCounts& without : trial.without) {
    most_eligible = std::max(most_eligible, without[3] - trial.verdicts[3]);
    most_possible = std::max(most_possible, trial.verdicts[0] - without[0]);
  }
  for (std::size_t c = 0; c < trial.steps.size(); ++c) {
    const AttritionStep& step = trial.steps[c];
    const std::uint64_t eligible = trial.without[c][3] - trial.verdicts[3];
    const std::uint64_t possible = trial.verdicts[0] - trial.without[c][0];
    table.row({{trial.trial->criteria[c].label, id_of(trial, c)},
               {grouped(step.fail)},
               {grouped(step.unknown)},
               {gain(eligible), "", part(eligible, most_eligible)},
               {gain(possible), "", part(possible, most_possible)}});
  }
  return "<h3>What each criterion costs alone</h3>\n" +
         element("p", "how",
                 "Fail and unknown count each criterion by itself, whatever the others say. Gained are the "
                 "patients "
                 "there would be more if this criterion alone were left out; bars compare the criteria.") +
         "\n" + table.text();
}

std::string pairs_html(const TrialWhatIf& trial) {
  if (trial.pairs.empty()) return {};
  HtmlTable table(
      "",
      {{"without both of", false}, {"eligible gained"}, {"not ineligible gained"}, {"of these, need both"}});
  const std::size_t listed = std::min(listed_pairs, trial.pairs.size());
  for (std::size_t i = 0; i < listed; ++i) {
    const PairCost& pair = trial.pairs[i];
    table.row({{ids_of(trial, {pair.first, pair.second})},
               {gain(pair.eligible)},
               {gain(pair.not_ineligible)},
               {grouped(pair.needs_both)}});
  }
  std::string more;
  if (trial.pairs.size() > listed)
    more = " The best " + std::to_string(listed) + " of " + grouped(trial.pairs.size()) +
           " that gain somebody; JSON has all.";
  return "<h3>What pairs of criteria cost</h3>\n" +
         element("p", "how", "Who needs both would not be gained by leaving out either alone." + more) +
         "\n" + table.text();
}

std::string sets_html(const TrialWhatIf& trial, const SmallestSets& found, std::uint64_t now,
                      const std::string& who) {
  const std::string aim =
      now == 0 ? "To bring the first " + who : "To double the " + grouped(now) + " " + who;
  std::string text = element("p", "", aim + ":");
  text.resize(text.size() - 4);  // the sentence goes on
  if (!found.reachable) return text + " no criteria to leave out are enough.</p>\n";
  if (!found.exhaustive) {
    return text + " fewer than " + std::to_string(found.size) +
           " criteria are not enough; larger sets were not searched.</p>\n";
  }
  text += " leave out " + std::string(found.size == 1 ? "one criterion" : grouped(found.size) + " criteria") +
          "; no smaller set is enough.</p>\n<ul>\n";
  for (const auto& set : found.sets)
    text +=
        element("li", "", ids_of(trial, set.criteria) + ": then " + grouped(set.count) + " " + who) + "\n";
  if (found.in_all > found.sets.size())
    text += element("li", "",
                    "or one of " + grouped(found.in_all - found.sets.size()) + " more sets of this size") +
            "\n";
  return text + "</ul>\n";
}

// ---- curves

std::string curves_html(const TrialWhatIf& trial, const std::string& prefix) {
  std::string pictures;
  std::string flat;
  for (std::size_t i = 0; i < trial.curves.size(); ++i) {
    const Limit& limit = trial.limits.limits[i];
    const std::string picture = curve_html(trial, i, prefix + "-limit-" + std::to_string(i + 1));
    pictures += picture;
    if (picture.empty())
      flat += (flat.empty() ? "" : ", ") + id_of(trial, limit.criterion) + " " + words_of(limit);
  }
  std::string text;
  if (!pictures.empty())
    text +=
        element(
            "p", "how",
            "How many patients there would be with another limit, all else as it is. The dotted line is the "
            "limit as it is now, with eligible / not ineligible.") +
        "\n" + wrapped("div", "curves", pictures) + "\n";
  if (!flat.empty()) text += element("p", "note", "No other limit changes a count: " + flat + ".") + "\n";
  if (!trial.limits.multiples.empty())
    text += element("p", "note",
                    "Not drawn, since they are multiples of a limit of normal: " +
                        ids_of(trial, trial.limits.multiples) + ".") +
            "\n";
  return text.empty() ? text : "<h3>Other limits</h3>\n" + text;
}

std::string trial_html(const TrialWhatIf& trial, std::size_t number) {
  const std::string id = "trial-" + std::to_string(number);
  std::string text = "<section id=\"" + id + "\">\n" + element("h2", "", trial.trial->id) + "\n" +
                     element("p", "dim", trial.trial->title) + "\n" + verdicts_html(trial);
  if (trial.trial->unpublished)
    text += element("p", "", "The criteria are not published, so nobody is better than incomplete.") + "\n";
  text += scenarios_html(trial);
  if (!trial.steps.empty()) {
    text +=
        "<h3>Who is left, in the order of the rules</h3>\n" +
        element(
            "p", "how",
            "Each box at the side is excluded by its criterion and by none above it. Who is unknown is not "
            "excluded, and counted apart.") +
        "\n" + funnel_html(trial);
    if (const std::string upset = upset_html(trial, id + "-upset"); !upset.empty())
      text +=
          "<h3>Which criteria fail together</h3>\n" +
          element("p", "how",
                  "A column stands for the patients who fail exactly the criteria with a black dot, and no "
                  "other. Hatched: all rarer combinations together.") +
          "\n" + upset;
    text += costs_html(trial) + pairs_html(trial);
    text += "<h3>The smallest sets of criteria</h3>\n";
    if (!trial.trial->unpublished) text += sets_html(trial, trial.eligible, trial.verdicts[3], "eligible");
    text += sets_html(trial, trial.not_ineligible, trial.not_failing(), "not ineligible");
    text += curves_html(trial, id);
  }
  return text + "</section>\n";
}

}  // namespace

std::string render_whatif_html(const WhatIf& whatif, const Program& program) {
  std::string text =
      head_html(whatif) + "<header>\n<h1>What the criteria cost, and what others would bring</h1>\n" +
      facts_html(whatif, program) + "</header>\n<main>\n" + summary_html(whatif) +
      element("p", "how",
              "Not ineligible are the eligible, candidates (only attestations are missing) and "
              "incomplete (facts are missing): unknown facts are held against nobody. Every count is "
              "what eligo match says of the same file with the changed rules.") +
      "\n";
  for (std::size_t t = 0; t < whatif.trials.size(); ++t) text += trial_html(whatif.trials[t], t + 1);
  return text + "</main>\n" +
         element("footer", "",
                 "Made by eligo " + std::string(version()) +
                     ". Counts of rows in a file, not advice on any patient. This page names no other and "
                     "holds no "
                     "record.") +
         "\n</body>\n</html>\n";
}

}  // namespace eligo::engine
