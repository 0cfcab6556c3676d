// The only unit that runs the rules of registry English. See sentence.hpp.
#include "grammar/registry/sentence.hpp"

#include <tao/pegtl.hpp>

#include "grammar/registry/first_parts.hpp"
#include "grammar/registry/part_set.hpp"
#include "grammar/registry/phrase_rules.hpp"
#include "grammar/registry/sentence_rules.hpp"

namespace eligo::grammar::registry {
namespace {

namespace pegtl = tao::pegtl;

template <typename Rule>
concept Tagged = requires {
  Rule::tag;
};

// One token, with no rules inside.
template <typename Rule>
concept OfToken = requires {
  Rule::is_token;
};

// The nodes written so far. Most of them are taken back again, which costs no more than a smaller size.
struct Nodes {
  const char* text = nullptr;
  SentenceNodes list = SentenceNodes(32);
  std::size_t size = 0;
  std::uint64_t rules_tried = 0;
  PartSet present;                  // in the text
  const char* tests_end = nullptr;  // behind the last token that a test begins with; the beginning: none is

  void grow() { list.resize(2 * list.size()); }
  // By far the most frequent step of a parse.
  [[gnu::always_inline]] void write(SentenceTag tag, std::uint32_t begin) {
    if (size == list.size()) [[unlikely]]
      grow();
    list[size++] = {tag, begin, 0, 0};
  }
  [[gnu::always_inline]] void close(std::size_t node, std::uint32_t end) {
    list[node].end = end;
    list[node].next = static_cast<std::uint32_t>(size);
  }
};

// Writes a node for every tagged rule that matches, and takes back what a failed rule wrote.
template <typename Rule>
struct Control : pegtl::normal<Rule> {
  template <typename Input>
  [[gnu::always_inline]] static bool may_begin(const Input& in) {
    constexpr FirstParts first = first_parts_of<Rule>;
    return first.may_be_empty || (!in.empty() && first.parts.has(in.peek_char()));
  }

  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control_, typename Input>
  [[nodiscard]] static bool match(Input& in, Nodes& nodes) {
    ++nodes.rules_tried;
    if constexpr (OfToken<Rule>) {
      if (!pegtl::normal<Rule>::template match<A, M, Action, Control_>(in, nodes)) return false;
      if constexpr (Tagged<Rule> && A != pegtl::apply_mode::nothing) {
        const auto end = static_cast<std::uint32_t>(in.current() - nodes.text);
        nodes.write(Rule::tag, end - 1);
        nodes.close(nodes.size - 1, end);
      }
      return true;
    } else if (!may_begin(in)) {
      return false;
    } else if constexpr (A == pegtl::apply_mode::nothing) {
      return pegtl::normal<Rule>::template match<A, M, Action, Control_>(in, nodes);
    } else {
      const std::size_t mark = nodes.size;
      if constexpr (Tagged<Rule>)
        nodes.write(Rule::tag, static_cast<std::uint32_t>(in.current() - nodes.text));
      if (!pegtl::normal<Rule>::template match<A, M, Action, Control_>(in, nodes)) {
        nodes.size = mark;
        return false;
      }
      if constexpr (Tagged<Rule>) {
        nodes.close(mark, static_cast<std::uint32_t>(in.current() - nodes.text));
      }
      return true;
    }
  }
};

template <typename Rule>
Nodes run(std::string_view parts) {
  Nodes nodes;
  nodes.text = parts.data();
  for (const char part : parts) nodes.present.add(part);
  nodes.tests_end = parts.data() + parts.size();
  while (nodes.tests_end != parts.data() && !rules::kTestBegins.has(nodes.tests_end[-1])) --nodes.tests_end;
  using Input = pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, std::string_view>;
  Input in(parts.data(), parts.data() + parts.size(), std::string_view{});
  if (!pegtl::parse<Rule, pegtl::nothing, Control>(in, nodes)) nodes.size = 0;
  nodes.list.resize(nodes.size);
  return nodes;
}

}  // namespace

SentenceNodes parse_sentence(std::string_view parts) { return run<rules::sentence>(parts).list; }
SentenceNodes parse_phrase(std::string_view parts) { return run<rules::phrase_sentence>(parts).list; }
SentenceNodes find_comparisons(std::string_view parts) { return run<rules::comparisons>(parts).list; }
std::uint64_t count_sentence_rules(std::string_view parts) { return run<rules::sentence>(parts).rules_tried; }

}  // namespace eligo::grammar::registry
