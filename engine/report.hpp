// Collects the diagnostics of the checker; one list for all files.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/diagnostic.hpp"
#include "grammar/source.hpp"

namespace eligo::engine {

class Report {
 public:
  void error(std::string_view code, const grammar::Source& source, grammar::Span span, std::string message,
             std::string help = {}) {
    ++errors_;
    list_.push_back({code, grammar::Severity::error, &source, span, std::move(message), std::move(help)});
  }
  void warning(std::string_view code, const grammar::Source& source, grammar::Span span, std::string message,
               std::string help = {}) {
    list_.push_back({code, grammar::Severity::warning, &source, span, std::move(message), std::move(help)});
  }
  void append(std::vector<grammar::Diagnostic> more) {
    for (auto& diagnostic : more) {
      if (diagnostic.severity == grammar::Severity::error) ++errors_;
      list_.push_back(std::move(diagnostic));
    }
  }

  std::size_t errors() const { return errors_; }
  std::vector<grammar::Diagnostic>& list() { return list_; }

  // Forgets what came after the first `size` diagnostics: a definition is checked once, though inlined often.
  void truncate(std::size_t size, std::size_t errors) {
    list_.erase(list_.begin() + static_cast<std::ptrdiff_t>(size), list_.end());
    errors_ = errors;
  }

 private:
  std::vector<grammar::Diagnostic> list_;
  std::size_t errors_ = 0;
};

// "rules/a.elig, line 12"
inline std::string place_of(const grammar::Source& source, grammar::Span span) {
  return source.name() + ", line " + std::to_string(source.position(span.begin).line);
}

}  // namespace eligo::engine
