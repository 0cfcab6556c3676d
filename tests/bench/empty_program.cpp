// Keeps the linked libraries (the condition never holds) and does nothing.
#include <cstdlib>

#include "eligo.hpp"

int main(int argc, char**) {
  if (argc == 1) return EXIT_SUCCESS;
  return static_cast<int>(eligo::engine::compile(eligo::shipped_rules()).program->trials.size());
}
