// Folding of names and code systems, and edit distance. See names.hpp and vocabulary.hpp.
#include "engine/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/vocabulary.hpp"

namespace eligo::engine {

namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_separator(char c) {
  return c == ' ' || c == '_' || c == '-' || c == '\t' || c == '\n' || c == '\r';
}
constexpr bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Letters and digits only, in lower case, without a scheme: "SNOMED-CT" and "SNOMED CT" are one.
std::string squeeze(std::string_view text) {
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos)
    text.remove_prefix(scheme + 3);
  std::string out;
  for (char c : text)
    if (is_alphanumeric(lower(c))) out += lower(c);
  return out;
}

// Squeezed spellings: plain names, FHIR URIs, and the OIDs that older interfaces send.
constexpr std::array<std::pair<std::string_view, std::string_view>, 34> systems{{
    {"loinc", "LOINC"},
    {"loincorg", "LOINC"},
    {"ln", "LOINC"},
    {"lnc", "LOINC"},
    {"urnoid2168401113883673", "ATC"},
    {"snomed", "SNOMED"},
    {"snomedct", "SNOMED"},
    {"snomedctus", "SNOMED"},
    {"sct", "SNOMED"},
    {"snomedinfosct", "SNOMED"},
    {"icd10cm", "ICD-10-CM"},
    {"hl7orgfhirsidicd10cm", "ICD-10-CM"},
    {"wwwcdcgovnchsicd10cm", "ICD-10-CM"},
    {"icd10", "ICD-10"},
    {"icd10who", "ICD-10"},
    {"hl7orgfhirsidicd10", "ICD-10"},
    {"rxnorm", "RxNorm"},
    {"rxcui", "RxNorm"},
    {"wwwnlmnihgovresearchumlsrxnorm", "RxNorm"},
    {"nlmnihgovresearchumlsrxnorm", "RxNorm"},
    {"atc", "ATC"},
    {"whoatc", "ATC"},
    {"wwwwhoccnoatc", "ATC"},
    {"whoccnoatc", "ATC"},
    {"wwwwhoccnoatcddd", "ATC"},
    {"cpt", "CPT"},
    {"cpt4", "CPT"},
    {"wwwamaassnorggocpt", "CPT"},
    {"amaassnorggocpt", "CPT"},
    {"urnoid216840111388361", "LOINC"},
    {"urnoid2168401113883696", "SNOMED"},
    {"urnoid2168401113883690", "ICD-10-CM"},
    {"urnoid2168401113883688", "RxNorm"},
    {"urnoid2168401113883612", "CPT"},
}};

}  // namespace

std::string fold_name(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (char c : name) {
    if (!is_separator(c))
      out += lower(c);
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string fold_system(std::string_view system) {
  std::string squeezed = squeeze(system);
  for (const auto& [spelling, name] : systems)
    if (squeezed == spelling) return std::string(name);
  return squeezed;
}

std::string quoted_list(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += quoted(words[i]);
  }
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit + 1) return limit + 1;  // a swap can still win back one
    std::swap(before, above);
    std::swap(above, row);
  }
  return std::min(above[b.size()], limit + 1);
}

// A third of the letters may differ, but no more than four: farther names are not slips of the pen.
NearestNames::NearestNames(std::string_view name)
    : folded_(fold_name(name)), limit_(std::clamp<std::size_t>(folded_.size() / 3, 1, 4)) {}

void NearestNames::offer(std::string_view spelling) {
  const std::size_t distance = edit_distance(folded_, fold_name(spelling), limit_);
  if (distance <= limit_) found_.emplace_back(distance, spelling);
}

std::vector<std::string> NearestNames::best(std::size_t count) const {
  auto sorted = found_;
  std::ranges::stable_sort(sorted, {}, [](const auto& entry) { return entry.first; });
  std::vector<std::string> out;
  std::vector<std::string> seen;
  for (const auto& [distance, spelling] : sorted) {
    if (out.size() == count) break;
    std::string folded = fold_name(spelling);
    if (std::ranges::find(seen, folded) != seen.end()) continue;
    seen.push_back(std::move(folded));
    out.push_back(spelling);
  }
  return out;
}

}  // namespace eligo::engine
