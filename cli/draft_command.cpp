// `eligo draft`: rule files from registry records. Tests: tests/cli/cases/draft.case.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "cli/byte_source.hpp"
#include "cli/commands.hpp"
#include "cli/draft_check.hpp"
#include "cli/draft_summary.hpp"
#include "cli/files.hpp"
#include "cli/output.hpp"
#include "cli/output_file.hpp"
#include "cli/rules_loading.hpp"
#include "engine/render_draft.hpp"
#include "grammar/format.hpp"
#include "grammar/parse.hpp"
#include "grammar/registry/draft.hpp"
#include "patients/record_reader.hpp"
#include "patients/study_reader.hpp"
#include "rules/shipped_files.hpp"

namespace eligo::cli {
namespace {

namespace registry = grammar::registry;

constexpr std::size_t block = std::size_t{1} << 20U;
constexpr int most_attempts = 4;

// The lexicon over the shipped vocabulary, with the syntax trees that it points into.
class DraftWords {
 public:
  DraftWords() : vocabulary(shipped_vocabulary()) {
    std::vector<const ast::File*> trees;
    for (const auto& file : vocabulary) {
      const grammar::Source source(file.name, file.text);
      files_.push_back(grammar::parse_file(source).file);
    }
    for (const auto& file : files_) trees.push_back(&file);
    std::vector<registry::LexiconText> texts;
    for (const auto& file : rules::shipped_lexicon())
      texts.push_back({std::string(file.name), std::string(file.text)});
    lexicon_.emplace(texts, trees);
  }
  const registry::Lexicon& lexicon() const { return *lexicon_; }

  const std::vector<engine::RuleText> vocabulary;

 private:
  std::vector<ast::File> files_;
  std::optional<registry::Lexicon> lexicon_;
};

std::optional<std::string> read_input(const std::string& path) {
  ByteSource source;
  std::string text;
  std::ptrdiff_t got = source.open(path) ? 1 : -1;
  while (got > 0) {
    const std::size_t size = text.size();
    text.resize(size + block);
    got = source.read(text.data() + size, block);
    text.resize(size + static_cast<std::size_t>(std::max<std::ptrdiff_t>(got, 0)));
  }
  if (got == 0) return text;
  complain("cannot read " + in_ticks(display_name(path)) + ": " + source.error());
  return std::nullopt;
}

registry::Record record_of(patients::Study study) {
  return {std::move(study.id),          std::move(study.title),       std::move(study.criteria),
          std::move(study.minimum_age), std::move(study.maximum_age), std::move(study.sex)};
}

struct Drafted {
  registry::Draft draft;
  std::string text;
};

// A draft that compiles: criteria with an error, which no draft should have, are left unencoded.
Drafted draft_checked(const registry::Record& record, const DraftWords& words) {
  Drafted made;
  std::vector<std::string> refused;
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    made.draft = registry::draft(record, words.lexicon(), refused);
    made.text = grammar::format(made.draft.file);
    const DraftProblems problems = check_draft(made.text, words.vocabulary);
    if (problems.criteria.empty()) {
      if (problems.elsewhere)
        complain("the draft of " + in_ticks(record.id) + " does not compile: please report it");
      return made;
    }
    refused.insert(refused.end(), problems.criteria.begin(), problems.criteria.end());
  }
  return made;
}

// Warnings of a record, a line each.
void report(const registry::Record& record, const registry::Draft& draft) {
  const std::string name = record.id.empty() ? std::string("draft") : patients::printable(record.id);
  std::string out;
  for (std::size_t i = 0; i < draft.lines.size(); ++i)
    for (const auto& warning : draft.lines[i].warnings)
      out += name + ": line " + std::to_string(i + 1) + ": warning: " + patients::printable(warning) + '\n';
  for (const auto& warning : draft.warnings)
    out += name + ": warning: " + patients::printable(warning) + '\n';
  if (!out.empty()) write_error(out);
}

class Run {
 public:
  explicit Run(const DraftArguments& arguments) : arguments_(arguments), file_(arguments.output) {}

  ExitStatus go() {
    const auto text = read_input(arguments_.input);
    if (!text) return ExitStatus::bad_data;
    if (to_file() && !file_.open()) return failed(file_.error());
    if (const std::string error = make_folder(arguments_.output_folder); !error.empty()) return failed(error);
    patients::StudyReader reader(*text);
    while (auto read = reader.next()) {
      if (!read->study) {
        ++refused_;
        complain(display_name(arguments_.input) + ": line " + std::to_string(read->line) + ": " +
                 read->error);
        continue;
      }
      const ExitStatus status = one(record_of(std::move(*read->study)));
      if (status != ExitStatus::done) return status;
    }
    return finish();
  }

 private:
  bool to_file() const {
    return arguments_.output_folder.empty() && !(arguments_.summary && arguments_.output.empty());
  }

  bool writes_rules() const {
    return !arguments_.output_folder.empty() ||
           (to_file() && arguments_.format == DraftArguments::Format::elig);
  }

  // Empty: it is there, or none is wanted.
  static std::string make_folder(const std::string& folder) {
    std::error_code error;
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    return error ? "cannot make the folder " + in_ticks(folder) + ": " + error.message() : std::string{};
  }

  static ExitStatus failed(const std::string& message) {
    complain(message);
    return ExitStatus::bad_data;
  }

  ExitStatus one(const registry::Record& record) {
    if (drafts_ > 0 && to_file() && arguments_.format == DraftArguments::Format::elig && !arguments_.summary)
      return failed("the input holds several records: give `--output-dir DIR`, or `--format json`");
    ++drafts_;
    Drafted made;
    if (!arguments_.unchecked) {
      made = draft_checked(record, words_);
    } else {
      made.draft = registry::draft(record, words_.lexicon());
      if (writes_rules()) made.text = grammar::format(made.draft.file);
    }
    summary_.add(made.draft);
    report(record, made.draft);
    if (!arguments_.output_folder.empty()) {
      const auto& trial = std::get<ast::Trial>(made.draft.file.items.back());
      std::string name = trial.id.text;
      for (int n = 2; !names_.insert(name).second; ++n) name = trial.id.text + '-' + std::to_string(n);
      if (name != trial.id.text)
        complain("another record is `" + trial.id.text + "` as well: this one is in `" + name + ".elig`");
      OutputFile file(arguments_.output_folder + '/' + name + ".elig");
      if (!file.open()) return failed(file.error());
      file.write(made.text);
      if (!file.commit()) return failed(file.error());
    } else if (to_file()) {
      file_.write(arguments_.format == DraftArguments::Format::json
                      ? engine::render_draft(record, made.draft) + '\n'
                      : made.text);
    }
    return ExitStatus::done;
  }

  ExitStatus finish() {
    if (to_file() && !file_.commit()) return failed(file_.error());
    ExitStatus status = ExitStatus::done;
    if (refused_ > 0) status = drafts_ == 0 ? ExitStatus::bad_data : ExitStatus::some_refused;
    if (drafts_ == 0 && refused_ == 0) return failed("no record in the input");
    Output output;
    if (arguments_.summary) output.write(summary_.text());
    return output.finish(status);
  }

  const DraftArguments& arguments_;
  DraftWords words_;
  std::set<std::string> names_;  // of files in the output folder
  OutputFile file_;
  DraftSummary summary_;
  std::size_t drafts_ = 0;
  std::size_t refused_ = 0;
};

}  // namespace

ExitStatus run_draft(const DraftArguments& arguments) { return Run(arguments).go(); }

}  // namespace eligo::cli
