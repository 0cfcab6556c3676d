// The shipped lexicon over the shipped vocabulary, for tests of drafting.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "grammar/parse.hpp"
#include "grammar/registry/lexicon.hpp"
#include "rules/shipped_files.hpp"

namespace eligo::test {

class ShippedLexicon {
 public:
  ShippedLexicon() {
    for (const auto& file : rules::shipped_files()) {
      if (!file.name.starts_with("vocabulary/")) continue;
      const grammar::Source source(std::string(file.name), std::string(file.text));
      files_.push_back(grammar::parse_file(source).file);
    }
    std::vector<const ast::File*> trees;
    for (const auto& file : files_) trees.push_back(&file);
    std::vector<grammar::registry::LexiconText> texts;
    for (const auto& file : rules::shipped_lexicon())
      texts.push_back({std::string(file.name), std::string(file.text)});
    lexicon_ = std::make_unique<grammar::registry::Lexicon>(texts, trees);
  }
  const grammar::registry::Lexicon& get() const { return *lexicon_; }

 private:
  std::vector<ast::File> files_;  // the lexicon points into them
  std::unique_ptr<grammar::registry::Lexicon> lexicon_;
};

inline const grammar::registry::Lexicon& shipped_lexicon() {
  static const ShippedLexicon shipped;
  return shipped.get();
}

}  // namespace eligo::test
