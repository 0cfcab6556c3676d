// The JSON tree: offsets and texts by rows; what is JSON and what not, against nlohmann::json on mutated
// texts.
#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "patients/json_tree.hpp"

using namespace eligo::patients;

namespace {

// Compact text of the tree, to compare trees by.
std::string dump(const JsonTree& tree, const JsonNode& node) {
  const auto string = [](std::string_view text) { return nlohmann::json(std::string(text)).dump(); };
  switch (node.kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::true_:
      return "true";
    case JsonKind::false_:
      return "false";
    case JsonKind::number:
      return std::string(node.text);
    case JsonKind::string:
      return string(node.text);
    default:
      break;
  }
  const bool object = node.kind == JsonKind::object;
  std::string out = object ? "{" : "[";
  tree.for_each_child(node, [&](const JsonNode& child) {
    if (out.size() > 1) out += ',';
    if (object) {
      out += string(child.key);
      out += ':';
    }
    out += dump(tree, child);
  });
  out += object ? '}' : ']';
  return out;
}

// Strict JSON with nothing but white space around it, as nlohmann::json::accept understands it.
bool accepts(const std::string& text) {
  JsonTree tree;
  const bool whole = tree.parse(text, 0);
  bool bad_text = false;
  for (const auto& problem : tree.problems()) bad_text = bad_text || problem.trouble == JsonTrouble::bad_text;
  return whole && !bad_text && text.find_first_not_of(" \t\r\n", tree.end()) == std::string::npos;
}

}  // namespace

TEST_CASE("values keep their text and their place", "[json]") {
  const std::string text =
      R"(  {"a": [1.50, -0, 1e400, "x\u00e9\n\ud83d\ude42"], "b": {}, "c": [[], null, true, false]} tail)";
  JsonTree tree;
  REQUIRE(tree.parse(text, 0));
  CHECK(tree.end() == text.size() - 5);
  CHECK(dump(tree, tree.root()) ==
        "{\"a\":[1.50,-0,1e400,\"xé\\n🙂\"],\"b\":{},\"c\":[[],null,true,false]}");
  CHECK(tree.root().begin == 2);
  tree.for_each_child(tree.root(), [&](const JsonNode& member) {
    CHECK(text.substr(member.key_begin + 1, 1) == member.key);
    CHECK(text.substr(member.begin, 1) == (member.key == "b" ? "{" : "["));
  });
}

TEST_CASE("problems name their place", "[json]") {
  struct Row {
    std::string text;
    JsonTrouble trouble;
    std::string pointer;
    std::size_t byte;
  };
  for (const Row& row :
       std::vector<Row>{{R"({"a": [1, NaN]})", JsonTrouble::syntax, "/a/1", 10},
                        {R"({"a": 1, "b" 2})", JsonTrouble::syntax, "/a", 13},
                        {R"({"a": {"b": 1, "b": 2}})", JsonTrouble::duplicate_key, "/a/b", 15},
                        {R"({"a": 1, "\u0061": 2})", JsonTrouble::duplicate_key, "/a", 9},
                        {"{\"a\": \"\xff\"}", JsonTrouble::bad_text, "/a", 6},
                        {R"({"a": "\ud800"})", JsonTrouble::bad_text, "/a", 6},
                        {"{\"a\": \"x\ny\"}", JsonTrouble::syntax, "/a", 8},
                        {"{\"a\": tru", JsonTrouble::syntax, "/a", 6},
                        {"", JsonTrouble::syntax, "", 0},
                        {"[1,]", JsonTrouble::syntax, "/1", 3},
                        {"{\"a\":1,}", JsonTrouble::syntax, "/a", 7}}) {
    CAPTURE(row.text);
    JsonTree tree;
    tree.parse(row.text, 0);
    REQUIRE(tree.problems().size() == 1);
    CHECK(tree.problems().front().trouble == row.trouble);
    CHECK(tree.problems().front().pointer == row.pointer);
    CHECK(tree.problems().front().byte == row.byte);
  }
}

TEST_CASE("many members are searched for duplicates too", "[json]") {
  std::string text = "{";
  for (int i = 0; i < 100; ++i) text.append("\"m").append(std::to_string(i)).append("\":0,");
  JsonTree tree;
  CHECK(tree.parse(text + "\"m100\":0}", 0));
  CHECK(tree.problems().empty());
  CHECK(tree.parse(text + "\"m42\":0}", 0));
  REQUIRE(tree.problems().size() == 1);
  CHECK(tree.problems().front().pointer == "/m42");
}

TEST_CASE("depth costs no stack, and the 65th level is one problem", "[json]") {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  JsonTree tree;
  CHECK(tree.parse(nested(64), 0));
  CHECK(tree.problems().empty());
  CHECK(tree.parse(nested(65), 0));
  REQUIRE(tree.problems().size() == 1);
  CHECK(tree.problems().front().trouble == JsonTrouble::too_deep);
  CHECK(tree.problems().front().byte == 64);
  CHECK(tree.parse(nested(1000000), 0));
  CHECK(tree.problems().size() == 1);
  CHECK_FALSE(tree.parse(std::string(1000000, '['), 0));
  const std::string twice =
      std::string("[").append(nested(70)).append(",").append(nested(70)).append(",{\"a\":1}]");
  CHECK(tree.parse(twice, 0));
  CHECK(tree.root().children == 3);
}

TEST_CASE("accepts what nlohmann::json accepts", "[json][property]") {
  const std::vector<std::string> seeds{
      R"({"id":"P","v":[1,-2.5e+3,0.0,true,false,null],"s":"a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","o":{"k":{}}})",
      R"([0,-0,1E5,[],{},"",[[[]]], "é", {"a":[{"b":1}]} ])",
      "  [ 1 , 2 ]\r\n\t",
      "\"x\"",
      "12",
      "-"};
  CHECK(rc::check("accept", [&] {
    std::string text = *rc::gen::elementOf(seeds);
    const int edits = *rc::gen::inRange(0, 4);
    for (int i = 0; i < edits && !text.empty(); ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
      const char c =
          *rc::gen::elementOf(std::string("{}[]\",:0123456789.eE+-truefalsn\\u \n\x01\x80\xc3\xa9\xed"));
      switch (*rc::gen::inRange(0, 3)) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.insert(at, 1, c);
          break;
        default:
          text.erase(at, 1);
          break;
      }
    }
    RC_ASSERT(accepts(text) == nlohmann::json::accept(text));
  }));
}

TEST_CASE("a sign that ends what is plain is found wherever it stands in a string", "[json]") {
  const std::vector<std::pair<std::string, std::string>> signs = {
      {R"(\n)", "\n"}, {R"(\")", "\""}, {R"(\\)", "\\"}, {"\x7F", "\x7F"}, {"\xC3\xA9", "\xC3\xA9"}};
  for (std::size_t front = 0; front < 20; ++front) {
    for (const std::size_t behind : {0U, 1U, 7U, 9U}) {
      const std::string before(front, '!');
      const std::string after(behind, '~');
      for (const auto& [written, meant] : signs) {
        std::string text = '"' + before;
        text.append(written).append(after).append("\" ,");
        INFO(text);
        JsonTree tree;
        REQUIRE(tree.parse(text, 0));
        CHECK(tree.root().text == before + meant + after);
        CHECK(tree.end() == text.size() - 2);
      }
      CHECK_FALSE(accepts('"' + before + '\x1F' + after + '"'));
      CHECK_FALSE(accepts('"' + before + '\n' + after + '"'));
      CHECK_FALSE(accepts('"' + before + '\xFF' + after + '"'));
    }
  }
}
