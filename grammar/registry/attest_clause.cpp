// What only a person can say: consent, ability, plans, judgement. See line_reader.hpp.
#include <algorithm>
#include <array>
#include <utility>

#include "grammar/registry/attest_rules.hpp"
#include "grammar/registry/lexicon_words.hpp"
#include "grammar/registry/line_reader.hpp"

namespace eligo::grammar::registry {

// Something in the line is for a person to say: a word of judgement or consent, or a plan at its beginning.
bool asks_a_person(const Tokens& tokens) {
  const bool confirms = any_of_parts(tokens, "j");
  for (std::size_t i = confirms ? tokens.parts.find('j') : tokens.list.size(); i < tokens.list.size(); ++i)
    if (tokens.list[i].part == Part::confirm && !is_day_of_consent(tokens, i)) return true;
  std::size_t first = 0;
  while (first < tokens.list.size() &&
         (tokens.list[first].part == Part::lead || tokens.list[first].part == Part::verb))
    ++first;
  if (first >= tokens.list.size()) return false;
  const Token& token = tokens.list[first];
  // nothing but who they are: women of childbearing potential
  if (token.part == Part::childbearing)
    return first + 1 == tokens.list.size() ||
           (first + 2 == tokens.list.size() &&
            (is_mark(tokens.list.back(), '.') || is_mark(tokens.list.back(), ';')));
  return token.part == Part::planned && token.value != "need";
}

bool has_window(const Tokens& tokens) {
  for (std::size_t i = 0; i + 2 < tokens.list.size(); ++i) {
    if (tokens.list[i].part != Part::within) continue;
    for (std::size_t k = i + 1; k < tokens.list.size() && k < i + 4; ++k)
      if (tokens.list[k].part == Part::number) return true;
  }
  return false;
}

namespace {

constexpr std::size_t kLongestAttested = 420;  // in bytes; a longer one is more than one thing to confirm

constexpr std::array<std::string_view, 14> kPersons = {
    "atient",   "ubject", "articipant", "ndividual", "ersons", "eople",     "olunteer",
    "andidate", "hose",   "dult",       "hild",      "omen",   "caregiver", "arent"};

// Words of a person or a plan, and nothing that a record could hold.
bool only_states(const Tokens& tokens, const Lexicon& lexicon, std::string_view text) {
  constexpr std::size_t fewest = 3;
  constexpr std::size_t most = 50;
  if (tokens.list.size() < fewest || tokens.list.size() > most ||
      any_of_parts(tokens, "nNutycULxiosCRDaWv+_rMlYzSghAHXIZ*OEQ:") || !any_of_parts(tokens, "#PT"))
    return false;
  bool person = false;
  for (const Token& token : tokens.list) {
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    if (token.part == Part::lead || token.part == Part::age_group || token.part == Part::sex)
      person = person || std::any_of(kPersons.begin(), kPersons.end(), [&](std::string_view one) {
                 return word.find(one) != std::string_view::npos;
               });
    if (token.part != Part::word) continue;
    std::string low = lowered(word);
    if (const auto hyphen = low.rfind('-'); hyphen != std::string::npos) low = low.substr(hyphen + 1);
    if (lexicon.kind_of_head(low)) return false;
    const auto capitals =
        std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const auto digits = std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (capitals > 1 || digits > 0) return false;
  }
  return person;
}

// What a person must do or be, in a section that says who is left out: which of the two is meant?
bool requires_in_exclusion(const Tokens& tokens, const std::string& phrase) {
  // `have no impairments that affect …` among exclusions: who has some is meant
  const std::string low = lowered(phrase.substr(0, 60));
  if ((low.starts_with("have no ") || low.starts_with("has no ") || low.starts_with("no ")) &&
      holds_any(low, {"impairment", "disorder", "illness", "disease", "condition", "problem", "disabilit"}))
    return true;
  if (any_of_parts(tokens, "kK")) return false;
  if (low.starts_with("willingness ")) return !is_turned(phrase, tokens.pairs);
  const std::string words = ' ' + phrase;
  for (const std::string_view asks : {" must ", " should ", " has to ", " have to ", " Has to ",
                                      "required to", "agree", "willing ", "able to ", "shall "})
    if (tokens.pairs.may_hold(asks) && words.find(asks) != std::string::npos)
      return !is_turned(phrase, tokens.pairs);
  return false;
}

// `For female patients only, willingness …`, `for men: agreement …`: whom it asks stands apart.
bool says_for_whom(const Tokens& tokens, std::string_view text) {
  const auto& list = tokens.list;
  if (list.size() < 3 || lowered(text.substr(list[0].begin, list[0].end - list[0].begin)) != "for")
    return false;
  if (list[1].part != Part::sex && list[1].part != Part::childbearing) return false;
  constexpr std::size_t near = 5;
  for (std::size_t i = 2; i < std::min(list.size(), near); ++i) {
    if (is_mark(list[i], ',') || is_mark(list[i], ':') || is_mark(list[i], '-')) return true;
    if (list[i].part != Part::lead && list[i].part != Part::word && list[i].part != Part::stop) return false;
  }
  return false;
}

// `Women of childbearing potential must …`, `men should …`: nobody else is asked.
ast::ExpressionPtr guarded_by_sex(const Tokens& tokens, std::string_view text, bool exclusion,
                                  ast::ExpressionPtr question) {
  const bool apart = says_for_whom(tokens, text);
  const Token& first = tokens.list[apart ? 1 : 0];
  const bool fertile = first.part == Part::childbearing;
  if (exclusion || (!fertile && first.part != Part::sex)) return question;
  const std::uint32_t stop = tokens.list.back().end;
  const std::string low = lowered(text.substr(first.end, stop - first.end));
  std::size_t asked = std::string::npos;
  for (const std::string_view verb :
       {" must ", " should ", " will ", " shall ", " agree ", " need to ", " required to ", " have to "})
    asked = std::min(asked, low.find(verb));
  const bool preventing = asked == std::string::npos && (low.find("birth control") != std::string::npos ||
                                                         low.find("contracepti") != std::string::npos ||
                                                         low.find("barrier") != std::string::npos);
  if (!apart && asked == std::string::npos && !preventing) return question;
  if (preventing) asked = 0;
  std::string who = apart ? std::string() : low.substr(0, asked) + ' ';
  constexpr std::string_view kPartner = " and their partner";
  if (who.starts_with(kPartner)) who.erase(0, kPartner.size());
  for (const std::string_view others : {" and ", " or ", "/", ",", " who "})
    if (who.find(others) != std::string::npos) return question;
  std::vector<ast::ExpressionPtr> guard;
  const bool female = fertile || first.value == "female";
  guard.push_back(make_expression(ast::SexTest{female ? ast::Sex::female : ast::Sex::male}));
  if (fertile) guard.push_back(make_expression(ast::Attest{{"childbearing potential", {}, false}}));
  return make_expression(ast::If{joined(true, std::move(guard)), std::move(question), nullptr});
}

// `Postmenopausal, as defined by any of the following:`: what is asked stands in the lines below. Among
// exclusions, and of what is denied, `such as:` only leads to examples.
bool leads_to_list(const Tokens& tokens, std::string_view text, bool exclusion) {
  if (!is_mark(tokens.list.back(), ':')) return false;
  const bool gives_examples = tokens.parts.find('*') != std::string::npos;
  // `agrees to give blood for research:`
  const std::size_t opening = tokens.parts.find_first_not_of("qm");
  const Token& first = tokens.list[opening];
  const bool whole = first.part == Part::confirm && !tokens.pairs.may_hold("follow") &&
                     holds_any(lowered(text.substr(first.begin, first.end - first.begin)),
                               {"agree", "willing", "able", "consent"});
  return gives_examples ? !exclusion && !any_of_parts(tokens, "kK") : !whole;
}

}  // namespace

// A clause that speaks of what only a person can say is asked of that person, in its own words.
ReadLine LineReader::attestation(std::uint32_t begin, std::uint32_t end, const Tokens& tokens,
                                 bool exclusion) {
  ReadLine made;
  if (!asks_a_person(tokens) && !only_states(tokens, lexicon_, text_)) return made;
  if (end - begin > kLongestAttested || measures(tokens) ||
      hides_a_fact(tokens, text_, is_for_judgement(begin, end, tokens), exclusion))
    return made;
  const std::string whole = plain_text(text_, begin, end);
  if (leads_to_list(tokens, text_, exclusion) || asks_nothing(whole, tokens)) return made;
  if (speaks_of_the_trial(whole, tokens.pairs) || (!exclusion && lists_methods(tokens, text_))) return made;
  for (const std::string_view state : {"on-pregnan", "onpregnan", "on-breast", "on-lactat"})
    if (tokens.pairs.may_hold(state) && whole.find(state) != std::string::npos) return made;
  if (tokens.parts == "jF" || tokens.parts == "jF.")
    return made;  // `postmenopausal women`: whom the record knows
  if (tokens.parts.starts_with("F-") || tokens.parts.starts_with("F:"))
    return made;  // `males - not in the army`: a condition on some
  if (explains(begin, end) || (exclusion && is_contraception(whole, tokens.pairs))) return made;
  std::uint32_t from = begin;
  for (const Token& token : tokens.list) {
    // `patient, surrogate or physician`
    if (is_mark(token, ',') && &token != &tokens.list.front()) from = begin;
    // `participants and their parents`: the first word is one of two
    if (token.part == Part::and_ || token.part == Part::or_) from = begin;
    if (token.part != Part::lead) break;
    // `patient/guardian`, `patient (or guardian)`, `volunteer to be tested`: the word does not stand by
    // itself
    const std::string_view rest = text_.substr(token.end, end - token.end);
    if (rest.starts_with('/') || rest.starts_with(" (") || rest.starts_with("'s/") ||
        rest.starts_with(" to ")) {
      from = begin;
      break;
    }
    from = token.end;
  }
  while (from < end && (text_[from] == ' ' || text_[from] == ',' || text_[from] == '\n')) ++from;
  std::string phrase = plain_text(text_, from < end ? from : begin, end);
  while (!phrase.empty() && (phrase.back() == '.' || phrase.back() == ';' || phrase.back() == ','))
    phrase.pop_back();
  // `This will be judged by a psychologist`: said of the sentence in front
  if (phrase.starts_with("This ")) return made;
  // `may be signed by a relative`: allowed, and not asked for
  if (from == begin && (phrase.starts_with("can be ") || phrase.starts_with("may be "))) return made;
  if (phrase.empty() || lacks_its_object(phrase) || is_fragment(whole) ||
      (exclusion && requires_in_exclusion(tokens, whole)))
    return made;
  std::string_view fact;
  bool turned = is_turned(whole, tokens.pairs);
  for (const Token& token : tokens.list) {
    if (token.part == Part::confirm && token.entry != nullptr && !token.entry->value.empty() &&
        token.entry->detail.empty() && fact.empty())
      fact = token.entry->value;
    turned = turned || token.part == Part::no || token.part == Part::not_ || token.part == Part::if_ ||
             token.part == Part::except;
  }
  NewFacts::Made name;
  if (exclusion && judges_unsuitable(phrase) && !any_of_parts(tokens, "CDRsnXG")) {
    name = facts_.get(ast::ConceptKind::attestation, "investigator judges unsuitable");
  } else if (!fact.empty() && only_consents(phrase) && !exclusion && !turned &&
             !any_of_parts(tokens, "WCRDsn")) {
    name = facts_.get(ast::ConceptKind::attestation,
                      lexicon_.fact(fact) != nullptr ? lexicon_.fact(fact)->phrase.text : std::string(fact));
  } else {
    name = facts_.get(ast::ConceptKind::attestation, without_quotes(std::move(phrase)));
  }
  made.expression = guarded_by_sex(tokens, text_, exclusion, make_expression(ast::Attest{name.name}));
  made.line_class = LineClass::attestation;
  made.spans.push_back({begin, end, SpanKind::attestation});
  return made;
}

}  // namespace eligo::grammar::registry
