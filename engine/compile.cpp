// The driver: parse all files, build the vocabulary, check and lower every trial. See compile.hpp.
#include "engine/compile.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "engine/lowering.hpp"
#include "engine/names.hpp"
#include "engine/report.hpp"
#include "engine/vocabulary_builder.hpp"
#include "grammar/parse.hpp"

namespace eligo::engine {

namespace {

using grammar::Source;

struct ParsedSource {
  std::shared_ptr<const Source> source;
  ast::File file;
  std::vector<std::uint32_t> error_offsets;  // of syntax errors, ascending
  bool shipped = false;
};

class Compiler {
 public:
  Compiled run(std::span<const RuleText> files, std::span<const RuleText> base,
               std::span<const Replacement> replacements);

 private:
  void parse(std::span<const RuleText> texts, bool shipped);
  void build_vocabulary();
  void define(Definitions& definitions, const ast::Define& syntax, const ParsedSource& file);
  bool name_is_free(const ast::Define& syntax, const Source& source);
  void lower_trial(const ast::Trial& syntax, const ParsedSource& file);
  bool check_trial_id(const ast::Trial& syntax, const ParsedSource& file);
  Definitions local_definitions(const ast::Trial& syntax, const ParsedSource& file);
  bool lower_criterion(const ast::Criterion& syntax, const ParsedSource& file, Trial& trial,
                       std::unordered_map<std::string, const ast::Criterion*>& seen);
  std::string criterion_id(const ast::Criterion& syntax, const Source& source);
  void replace_criteria(const Trial& trial, Definitions& locals);
  void finish_definitions(Definitions& definitions, bool shipped_too);
  void finish_globals();
  void sort_diagnostics();

  Report report_;
  std::shared_ptr<Program> program_ = std::make_shared<Program>();
  PredicateTable predicates_{*program_};
  std::vector<ParsedSource> files_;
  Definitions globals_;
  Lowering lowering_{program_->vocabulary, globals_, predicates_, report_};
  struct Place {
    const ast::Trial* syntax;
    const Source* source;
  };
  std::unordered_map<std::string, Place> trial_ids_;
  std::span<const Replacement> replacements_;
  std::vector<std::shared_ptr<const Source>> replacement_sources_;
  std::vector<std::optional<Trial>> replaced_;
};

std::vector<const RuleText*> by_name(std::span<const RuleText> texts) {
  std::vector<const RuleText*> sorted;
  for (const RuleText& text : texts) sorted.push_back(&text);
  std::ranges::stable_sort(sorted, {}, [](const RuleText* text) -> const std::string& { return text->name; });
  return sorted;
}

void Compiler::parse(std::span<const RuleText> texts, bool shipped) {
  for (const RuleText* text : by_name(texts)) {
    auto source = std::make_shared<const Source>(text->name, text->text);
    auto parsed = grammar::parse_file(*source);
    ParsedSource file{std::move(source), std::move(parsed.file), {}, shipped};
    for (const auto& diagnostic : parsed.diagnostics)
      if (diagnostic.severity == grammar::Severity::error)
        file.error_offsets.push_back(diagnostic.span.begin);
    std::ranges::sort(file.error_offsets);
    report_.append(std::move(parsed.diagnostics));
    files_.push_back(std::move(file));
  }
}

void Compiler::build_vocabulary() {
  VocabularyBuilder builder(report_);
  for (const ParsedSource& file : files_)
    for (const auto& item : file.file.items)
      if (const auto* syntax = std::get_if<ast::Concept>(&item))
        builder.add(*syntax, *file.source, file.shipped);
  program_->vocabulary = builder.build();
}

bool Compiler::name_is_free(const ast::Define& syntax, const Source& source) {
  const std::string& name = syntax.name.text;
  const Vocabulary& vocabulary = program_->vocabulary;
  if (!vocabulary.find(name) && vocabulary.find_value_set(name) == nullptr) return true;
  report_.error("E205", source, syntax.name.span, quoted(name) + " is a fact of the vocabulary already",
                "give the definition a name of its own");
  return false;
}

void Compiler::define(Definitions& definitions, const ast::Define& syntax, const ParsedSource& file) {
  if (!name_is_free(syntax, *file.source)) return;
  const std::string folded = fold_name(syntax.name.text);
  const Definition* first = nullptr;
  if (auto global = globals_.find(folded); global != globals_.end()) first = &global->second;
  if (auto local = definitions.find(folded); local != definitions.end()) first = &local->second;
  if (first != nullptr) {
    report_.error("E204", *file.source, syntax.name.span, quoted(syntax.name.text) + " is defined twice",
                  "it is first defined in " + place_of(*first->source, first->syntax->name.span) +
                      "; give one of the two another name");
    return;
  }
  definitions.emplace(folded, Definition{&syntax, file.source.get(), file.shipped});
}

// ---- trials

bool Compiler::check_trial_id(const ast::Trial& syntax, const ParsedSource& file) {
  const auto [found, fresh] =
      trial_ids_.emplace(fold_name(syntax.id.text), Place{&syntax, file.source.get()});
  if (fresh) return true;
  report_.error("E202", *file.source, syntax.id.span,
                "the trial " + quoted(syntax.id.text) + " is written twice",
                "it first stands in " + place_of(*found->second.source, found->second.syntax->id.span) +
                    "; remove one of them");
  return false;
}

Definitions Compiler::local_definitions(const ast::Trial& syntax, const ParsedSource& file) {
  Definitions locals;
  for (const auto& item : syntax.items)
    if (const auto* definition = std::get_if<ast::Define>(&item)) define(locals, *definition, file);
  return locals;
}

void Compiler::lower_trial(const ast::Trial& syntax, const ParsedSource& file) {
  const std::size_t errors = report_.errors();
  const std::size_t predicates = predicates_.size();
  check_trial_id(syntax, file);
  Trial trial;
  trial.id = syntax.id.text;
  trial.title = syntax.title.text;
  trial.unpublished = syntax.unpublished;
  for (const ast::Note& note : syntax.notes) trial.notes.push_back(note.text.text);
  Definitions locals = local_definitions(syntax, file);
  lowering_.begin(trial, &locals, *file.source, trial.id);
  std::unordered_map<std::string, const ast::Criterion*> seen;
  bool good = true;
  for (const auto& item : syntax.items)
    if (const auto* criterion = std::get_if<ast::Criterion>(&item))
      good = lower_criterion(*criterion, file, trial, seen) && good;
  finish_definitions(locals, false);

  const auto syntax_error = std::ranges::lower_bound(file.error_offsets, syntax.span.begin);
  const bool broken = syntax_error != file.error_offsets.end() && *syntax_error < syntax.span.end;
  if (seen.empty() && !syntax.unpublished && !broken)
    report_.error("E403", *file.source, syntax.id.span,
                  "the trial " + quoted(syntax.id.text) + " has no criteria",
                  "add `inclusion` and `exclusion`, or write `criteria not published`");
  if (!good || broken || report_.errors() != errors) return predicates_.rollback(predicates);
  replace_criteria(trial, locals);
  program_->trials.push_back(std::move(trial));
}

// Copies the tree below a node of another trial behind the nodes of this one.
NodeId copy_tree(Trial& to, const Trial& from, NodeId id) {
  Node node = from.nodes[id];
  for (NodeId& child : node.children) child = copy_tree(to, from, child);
  to.nodes.push_back(std::move(node));
  return static_cast<NodeId>(to.nodes.size() - 1);
}

}  // namespace

Trial with_criterion(const Trial& trial, std::size_t index, const Trial& from) {
  Trial made = trial;
  made.nodes.clear();
  for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
    const Trial& source = i == index ? from : trial;
    made.criteria[i] = source.criteria[i];
    made.criteria[i].root = copy_tree(made, source, source.criteria[i].root);
  }
  return made;
}

namespace {

// While the definitions of the trial are at hand.
void Compiler::replace_criteria(const Trial& trial, Definitions& locals) {
  for (std::size_t i = 0; i < replacements_.size(); ++i) {
    const Replacement& wanted = replacements_[i];
    if (wanted.trial != trial.id) continue;
    const auto at = std::ranges::find(trial.criteria, wanted.criterion, &Criterion::id);
    if (at == trial.criteria.end()) continue;
    const Source& source = *replacement_sources_[i];
    auto parsed = grammar::parse_expression(source);
    report_.append(std::move(parsed.diagnostics));
    if (!parsed.expression) continue;
    Trial changed;
    changed.criteria = trial.criteria;
    lowering_.begin(changed, &locals, source, trial.id);
    const auto index = static_cast<std::size_t>(at - trial.criteria.begin());
    std::vector<std::string> notes = at->notes;
    const Lowered root = lowering_.criterion(*parsed.expression, notes);
    if (!root) continue;
    changed.criteria[index].root = *root;
    changed.criteria[index].notes = std::move(notes);
    replaced_[i] = with_criterion(trial, index, changed);
  }
}

// "I4" for `inclusion 4`, "S1" and "D1" as written; empty after an error.
std::string Compiler::criterion_id(const ast::Criterion& syntax, const Source& source) {
  const std::string& written = syntax.id.text;
  const bool inclusion = syntax.kind == ast::CriterionKind::inclusion;
  const bool lettered = written.starts_with('S') || written.starts_with('D');
  const std::string digits = lettered ? written.substr(1) : written;
  const bool numeric =
      !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (numeric && digits.front() != '0') return lettered ? written : (inclusion ? "I" : "E") + digits;
  report_.error("E405", source, syntax.id.span, quoted(written) + " is not a criterion id",
                "write the registry's number, for example " +
                    quoted(inclusion ? "inclusion 4" : "exclusion 4") +
                    ", or `S1` for the structured fields and `D1` for the description");
  return {};
}

// False: the trial is wrong, though the reason may be reported elsewhere (a definition that other trials use
// too).
bool Compiler::lower_criterion(const ast::Criterion& syntax, const ParsedSource& file, Trial& trial,
                               std::unordered_map<std::string, const ast::Criterion*>& seen) {
  Criterion criterion;
  criterion.id = criterion_id(syntax, *file.source);
  const auto [first, fresh] = seen.emplace(criterion.id, &syntax);
  if (!fresh && !criterion.id.empty())
    report_.error("E203", *file.source, syntax.id.span,
                  "the criterion " + quoted(criterion.id) + " is written twice in " + quoted(trial.id),
                  "it first stands in line " +
                      std::to_string(file.source->position(first->second->id.span.begin).line) +
                      "; number one of them anew");
  criterion.kind =
      syntax.kind == ast::CriterionKind::inclusion ? CriterionKind::inclusion : CriterionKind::exclusion;
  criterion.label = syntax.label.text;
  for (const ast::Note& note : syntax.notes) criterion.notes.push_back(note.text.text);
  if (!syntax.expression) return false;  // a syntax error, reported by the parser
  const Lowered root = lowering_.criterion(*syntax.expression, criterion.notes);
  if (!root) return false;
  criterion.root = *root;
  trial.criteria.push_back(std::move(criterion));
  return true;
}

// ---- definitions that nothing uses

// Lowers what was never inlined, for its mistakes, and warns of it.
void Compiler::finish_definitions(Definitions& definitions, bool shipped_too) {
  for (auto& [folded, definition] : definitions) {
    lowering_.check_definition(definition);
    if (definition.used || (definition.shipped && shipped_too)) continue;
    report_.warning("W501", *definition.source, definition.syntax->name.span,
                    "the definition " + quoted(definition.syntax->name.text) + " is never used",
                    "remove it, or name it in a criterion");
  }
}

void Compiler::finish_globals() {
  if (globals_.empty()) return;
  Trial scratch;
  const std::size_t predicates = predicates_.size();
  lowering_.begin(scratch, nullptr, *files_.front().source, {});
  finish_definitions(globals_, true);
  predicates_.rollback(predicates);
}

void Compiler::sort_diagnostics() {
  std::unordered_map<const Source*, std::size_t> order;
  for (const ParsedSource& file : files_) order.emplace(file.source.get(), order.size());
  for (const auto& source : replacement_sources_) order.emplace(source.get(), order.size());
  std::ranges::stable_sort(report_.list(), {}, [&](const grammar::Diagnostic& diagnostic) {
    return std::tuple(order[diagnostic.source], diagnostic.span.begin, diagnostic.span.end);
  });
}

Compiled Compiler::run(std::span<const RuleText> files, std::span<const RuleText> base,
                       std::span<const Replacement> replacements) {
  replacements_ = replacements;
  replaced_.resize(replacements.size());
  for (const Replacement& of : replacements)
    replacement_sources_.push_back(std::make_shared<const Source>(of.expression.name, of.expression.text));
  parse(base, true);
  parse(files, false);
  build_vocabulary();
  for (const ParsedSource& file : files_)
    for (const auto& item : file.file.items)
      if (const auto* syntax = std::get_if<ast::Define>(&item)) define(globals_, *syntax, file);
  for (const ParsedSource& file : files_)
    for (const auto& item : file.file.items)
      if (const auto* syntax = std::get_if<ast::Trial>(&item)) lower_trial(*syntax, file);
  finish_globals();
  std::ranges::sort(program_->trials, {}, &Trial::id);
  Compiled compiled;
  for (const ParsedSource& file : files_) {
    compiled.sources.push_back(file.source);
  }
  program_->digest = RulesDigest(compiled.sources);
  compiled.sources.insert(compiled.sources.end(), replacement_sources_.begin(), replacement_sources_.end());
  compiled.replaced = std::move(replaced_);
  sort_diagnostics();
  compiled.program = std::move(program_);
  compiled.diagnostics = std::move(report_.list());
  return compiled;
}

}  // namespace

Compiled compile(std::span<const RuleText> files, std::span<const RuleText> base,
                 std::span<const Replacement> replacements) {
  return Compiler().run(files, base, replacements);
}

Compiled compile_expression(std::string_view expression, const Program& vocabulary_of) {
  Compiled compiled;
  auto source = std::make_shared<const Source>("<expression>", std::string(expression));
  auto program = std::make_shared<Program>();
  program->vocabulary = vocabulary_of.vocabulary;
  program->digest = vocabulary_of.digest;
  Report report;
  auto parsed = grammar::parse_expression(*source);
  report.append(std::move(parsed.diagnostics));
  if (parsed.expression) {
    Definitions none;
    PredicateTable predicates(*program);
    Lowering lowering(program->vocabulary, none, predicates, report);
    Trial trial;
    trial.id = "expression";
    lowering.begin(trial, nullptr, *source, {});
    Criterion criterion;
    criterion.id = "I1";
    criterion.label = expression;
    if (const Lowered root = lowering.criterion(*parsed.expression, criterion.notes);
        root && report.errors() == 0) {
      criterion.root = *root;
      trial.criteria.push_back(std::move(criterion));
      program->trials.push_back(std::move(trial));
    }
  }
  std::ranges::stable_sort(report.list(), {}, [](const grammar::Diagnostic& d) { return d.span.begin; });
  compiled.program = std::move(program);
  compiled.diagnostics = std::move(report.list());
  compiled.sources.push_back(std::move(source));
  return compiled;
}

}  // namespace eligo::engine
