// Lines of words, a word for each value. See checkpoint.hpp.
#include "cli/checkpoint.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>

#include "cli/text_digest.hpp"

namespace eligo::cli {
namespace {

constexpr std::string_view first_line = "eligo checkpoint 1\n";
constexpr std::string_view end_word = "end ";
constexpr std::string_view digits = "0123456789abcdef";

// A word without blanks, whatever the text holds.
std::string as_word(std::string_view text) {
  std::string word = "=";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && c != '%') {
      word += c;
    } else {
      word += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return word;
}

// The words of one line, each asked for in turn.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}
  bool failed() const { return failed_; }
  bool at_end() const { return rest_.empty(); }

  std::string_view raw() {
    const std::size_t end = std::min(rest_.find(' '), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return word;
  }

  std::uint64_t number() {
    const std::string_view word = raw();
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size()) failed_ = true;
    return value;
  }

  std::string text() {
    std::string_view word = raw();
    if (!word.starts_with('=')) failed_ = true;
    std::string text;
    for (std::size_t i = 1; i < word.size(); ++i) {
      if (word[i] != '%') {
        text += word[i];
        continue;
      }
      const std::size_t high = i + 2 < word.size() ? digits.find(word[i + 1]) : std::string_view::npos;
      const std::size_t low = high < 16 ? digits.find(word[i + 2]) : std::string_view::npos;
      if (low >= 16) failed_ = true;
      text += static_cast<char>(high * 16 + low);
      i += 2;
    }
    return text;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

bool read_line(std::string_view line, Checkpoint& into) {
  Words words(line);
  const std::string_view kind = words.raw();
  if (kind == "run") {
    std::string name = words.text();
    into.run.push_back({std::move(name), words.text()});
  } else if (kind == "at") {
    into.at.bytes = words.number();
    into.at.line = words.number();
    into.at.rows = words.number();
  } else if (kind == "verdicts" || kind == "rejects") {
    OutputFile::Mark& mark = kind == "verdicts" ? into.verdicts : into.rejects;
    mark.size = words.number();
    mark.tail = words.text();
  } else if (kind == "counts") {
    while (!words.at_end() && !words.failed()) into.counts.push_back(words.number());
  } else if (kind == "example") {
    const std::uint64_t column = words.number();
    into.examples.emplace_back(column, words.text());
  } else {
    return false;
  }
  return !words.failed() && words.at_end();
}

}  // namespace

std::string render_checkpoint(const Checkpoint& checkpoint) {
  std::string text(first_line);
  for (const auto& item : checkpoint.run)
    text += "run " + as_word(item.name) + ' ' + as_word(item.value) + '\n';
  const auto& at = checkpoint.at;
  text +=
      "at " + std::to_string(at.bytes) + ' ' + std::to_string(at.line) + ' ' + std::to_string(at.rows) + '\n';
  const auto add_mark = [&](const char* name, const OutputFile::Mark& mark) {
    text += std::string(name) + ' ' + std::to_string(mark.size) + ' ' + as_word(mark.tail) + '\n';
  };
  add_mark("verdicts", checkpoint.verdicts);
  add_mark("rejects", checkpoint.rejects);
  text += "counts";
  for (const std::uint64_t count : checkpoint.counts) text += ' ' + std::to_string(count);
  text += '\n';
  for (const auto& [column, example] : checkpoint.examples)
    text += "example " + std::to_string(column) + ' ' + as_word(example) + '\n';
  return text + std::string(end_word) + text_digest(text) + '\n';
}

std::optional<Checkpoint> parse_checkpoint(std::string_view text) {
  const std::size_t end = text.rfind(std::string("\n") + std::string(end_word));
  if (!text.starts_with(first_line) || end == std::string_view::npos) return std::nullopt;
  const std::string_view body = text.substr(0, end + 1);
  if (text.substr(end + 1) != std::string(end_word) + text_digest(body) + '\n') return std::nullopt;
  Checkpoint checkpoint;
  std::string_view rest = body.substr(first_line.size());
  while (!rest.empty()) {
    const std::size_t length = rest.find('\n');
    if (!read_line(rest.substr(0, length), checkpoint)) return std::nullopt;
    rest.remove_prefix(length + 1);
  }
  return checkpoint;
}

std::string checkpoint_path(const std::string& output) { return behind_links(output) + ".resume"; }

int write_checkpoint(const std::string& path, const Checkpoint& checkpoint) {
  const std::string text = render_checkpoint(checkpoint);
  const std::string beside = path + ".new";
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return errno;
  // Small enough that a piecewise write means that something is wrong.
  const ssize_t written = ::write(descriptor, text.data(), text.size());
  int error = written < 0 ? errno : static_cast<std::size_t>(written) == text.size() ? 0 : ENOSPC;
  ::close(descriptor);
  if (error == 0 && std::rename(beside.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) ::unlink(beside.c_str());
  return error;
}

}  // namespace eligo::cli
