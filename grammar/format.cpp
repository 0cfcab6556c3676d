// Canonical text of statements, and the lines that everything is laid out on. Tested in
// tests/grammar/format_test.cpp.
#include "grammar/format.hpp"

#include "grammar/layout.hpp"
#include "grammar/phrases.hpp"
#include "grammar/unicode.hpp"
#include "grammar/words.hpp"

namespace eligo::grammar {

// ---------------------------------------------------------------- lines

std::string join(const Chunks& chunks) {
  std::size_t length = 0;
  for (const Chunk& chunk : chunks) length += chunk.text.size() + 1;
  std::string text;
  text.reserve(length);
  for (const Chunk& chunk : chunks) {
    if (!text.empty()) text += ' ';
    text += chunk.text;
  }
  return text;
}

std::size_t width_of(std::string_view text) {
  std::size_t cells = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    cells += static_cast<std::size_t>(cell_width(point.value));
    i += point.length;
  }
  return cells;
}

std::string quote(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string spell(const ast::Name& name) {
  return is_bare_name(name.text) ? name.text : '`' + name.text + '`';
}

std::string spell_word(const ast::Name& name) {
  return is_bare_name(name.text) && name.text.find(' ') == std::string::npos ? name.text
                                                                             : '`' + name.text + '`';
}

void Lines::add(std::size_t indent, std::string_view text) {
  text_.append(indent, ' ');
  text_ += text;
  text_ += '\n';
}

void Lines::add_wrapped(std::size_t indent, const Chunks& chunks) {
  const std::string whole = join(chunks);
  if (indent + width_of(whole) <= kLineWidth) return add(indent, whole);
  std::string line;
  bool wrapped = false;
  for (const Chunk& chunk : chunks) {
    const bool full = indent + width_of(line) + 1 + width_of(chunk.text) > kLineWidth;
    // A line that began with a statement word or a property would be read as one.
    const bool may_begin_line =
        statement_at(chunk.text) == nullptr &&
        !is_property_word(std::string_view(chunk.text).substr(0, word_length(chunk.text)));
    if (!line.empty() && may_begin_line && (full || chunk.heads_line)) {
      add(indent, line);
      if (!wrapped) indent += kIndent;
      wrapped = true;
      line = chunk.text;
    } else {
      if (!line.empty()) line += ' ';
      line += chunk.text;
    }
  }
  add(indent, line);
}

namespace {

std::string comment_line(std::string_view text) {
  if (text.empty()) return "#";
  return (text[0] == '#' ? "#" : "# ") + std::string(text);
}

}  // namespace

void Lines::comments_before(std::size_t indent, const ast::Comments& comments) {
  for (const std::string& line : comments.before) add(indent, comment_line(line));
}

void Lines::comment_after(const ast::Comments& comments) {
  if (comments.after.empty()) return;
  text_.pop_back();
  text_ += "  " + comment_line(comments.after) + '\n';
}

void Lines::blank() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
}

// ---------------------------------------------------------------- statements

namespace {

class Formatter {
 public:
  std::string file(const ast::File& file) {
    for (const std::string& comment : file.head_comments) lines_.add(0, comment_line(comment));
    for (std::size_t i = 0; i < file.items.size(); ++i) {
      if (i == 0 || !stand_together(file.items[i - 1], file.items[i])) lines_.blank();
      std::visit([this](const auto& item) { write(item); }, file.items[i]);
    }
    if (!file.trailing_comments.empty()) lines_.blank();
    for (const std::string& comment : file.trailing_comments) lines_.add(0, comment_line(comment));
    return lines_.take();
  }

 private:
  using Item = decltype(ast::File::items)::value_type;

  static bool is_bare(const ast::Concept& item) {
    return item.unit.text.empty() && !item.range_low && !item.molar_mass && !item.nucleic_acid &&
           item.parents.empty() && item.members.empty() && item.codes.empty() && item.synonyms.empty() &&
           item.types.empty() && item.notes.empty();
  }

  // Facts of a kind without properties make a compact list.
  static bool stand_together(const Item& above, const Item& below) {
    const auto* first = std::get_if<ast::Concept>(&above);
    const auto* second = std::get_if<ast::Concept>(&below);
    return first != nullptr && second != nullptr && is_bare(*first) && is_bare(*second) && !first->extends &&
           !second->extends && first->kind == second->kind && second->comments.before.empty();
  }

  void head(const std::string& text, const ast::Comments& comments) {
    lines_.comments_before(0, comments);
    lines_.add(0, text);
    lines_.comment_after(comments);
  }

  void notes(const std::vector<ast::Note>& notes) {
    for (const ast::Note& note : notes) {
      lines_.comments_before(kIndent, note.comments);
      lines_.add(kIndent, "note " + quote(note.text.text));
      lines_.comment_after(note.comments);
    }
  }

  void write(const ast::Criterion& item) {
    head(std::string(phrases::of(item.kind)) + ' ' + item.id.text + ' ' + quote(item.label.text),
         item.comments);
    if (item.expression) layout(lines_, *item.expression);
    notes(item.notes);
  }

  void write(const ast::Define& item) {
    head("define " + spell(item.name) + " as", item.comments);
    if (item.expression) layout(lines_, *item.expression);
    notes(item.notes);
  }

  void write(const ast::Trial& trial) {
    head("trial " + trial.id.text + ' ' + quote(trial.title.text), trial.comments);
    if (trial.unpublished) lines_.add(kIndent, "criteria not published");
    notes(trial.notes);
    for (const auto& item : trial.items) {
      lines_.blank();
      std::visit([this](const auto& statement) { write(statement); }, item);
    }
  }

  void write(const ast::Concept& item) {
    if (item.extends) {
      head("extend " + spell_word(item.name), item.comments);
    } else {
      head(std::string(phrases::of(item.kind)) + ' ' + spell_word(item.name) + ' ' + quote(item.phrase.text),
           item.comments);
    }
    if (!item.unit.text.empty()) lines_.add(kIndent, "unit " + item.unit.text);
    if (item.range_low) lines_.add(kIndent, "range " + range(item));
    if (item.molar_mass) {
      lines_.add(kIndent, "molar mass " + item.molar_mass->number.text + ' ' + item.molar_mass->unit.text);
    }
    if (item.nucleic_acid) lines_.add(kIndent, "nucleic acid");
    names("under ", item.parents);
    names("members ", item.members);
    for (const Chunks& line : codes(item.codes)) lines_.add_wrapped(kIndent, line);
    if (!item.synonyms.empty()) lines_.add_wrapped(kIndent, synonyms(item.synonyms));
    for (const ast::TypeOf& type : item.types) {
      // On one line however long: behind a line break, `code` would be the concept's.
      std::string text = "type " + spell_word(type.name) + ' ' + quote(type.phrase.text);
      for (const Chunks& line : codes(type.codes)) text += ' ' + join(line);
      if (!type.synonyms.empty()) text += ' ' + join(synonyms(type.synonyms));
      lines_.add(kIndent, text);
    }
    notes(item.notes);
  }

  static std::string range(const ast::Concept& item) {
    if (!item.range_high) return "from " + item.range_low->text;
    std::string text = item.range_low->text + " to " + item.range_high->text;
    return item.step ? text + " step " + item.step->text : text;
  }

  void names(const std::string& keyword, const std::vector<ast::Name>& names) {
    Chunks chunks;
    for (const ast::Name& name : names) {
      chunks.push_back({(chunks.empty() ? keyword : "") + spell(name) + (&name == &names.back() ? "" : ",")});
    }
    if (!chunks.empty()) lines_.add_wrapped(kIndent, chunks);
  }

  // One line for each run of codes of a system.
  static std::vector<Chunks> codes(const std::vector<ast::CodeRange>& codes) {
    std::vector<Chunks> lines;
    std::string_view system;
    for (const ast::CodeRange& code : codes) {
      const std::string text = code.last.empty() ? code.first : code.first + '-' + code.last;
      if (lines.empty() || code.system.text != system) {
        lines.push_back({{"code " + code.system.text + ' ' + text}});
        system = code.system.text;
      } else {
        lines.back().back().text += ',';
        lines.back().push_back({text});
      }
    }
    return lines;
  }

  static Chunks synonyms(const std::vector<ast::Text>& synonyms) {
    Chunks chunks;
    for (const ast::Text& synonym : synonyms) {
      chunks.push_back({(chunks.empty() ? "synonym " : "") + quote(synonym.text) +
                        (&synonym == &synonyms.back() ? "" : ",")});
    }
    return chunks;
  }

  Lines lines_;
};

}  // namespace

std::string format(const ast::File& file) { return Formatter().file(file); }

}  // namespace eligo::grammar
