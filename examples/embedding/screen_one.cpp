// Screens the first record of a file against the founding trials: screen_one RECORD.json YYYY-MM-DD
#include <eligo/eligo.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
  const auto as_of = argc == 3 ? eligo::patients::parse_day(argv[2]) : std::nullopt;
  if (!as_of) {
    std::cerr << "usage: screen_one RECORD.json YYYY-MM-DD\n";
    return 2;
  }
  std::ifstream file(argv[1]);
  const std::string text{std::istreambuf_iterator<char>(file), {}};

  const auto rules = eligo::engine::compile(eligo::shipped_rules());
  auto read = eligo::patients::RecordReader(text).next();
  const auto result = eligo::engine::screen(*rules.program, std::move(*read), *as_of);
  if (result.refusal) {
    std::cerr << argv[1] << ": refused: " << result.refusal->message << '\n';
    return 4;
  }
  for (const auto& trial : result.trials) {
    std::cout << trial.trial->id << ' ' << to_string(trial.result.verdict) << '\n';
  }
}
