#pragma once

#include "hunt.hpp"

#include <string>
#include <vector>

namespace barriers::mutants {

/// What a mutants executable is about: a word, whose mutants are those of the files in `folder`;
/// the charges that they are brought before; whether the engine that searches is awake; and why it
/// cannot try a mutant (nothing if it can).
struct subject {
  std::string word;
  std::string folder;
  std::vector<charge> charges;
  bool (*is_awake)();
  std::string (*why_untried)(const mutant&);
};

/// The `main` of a mutants executable: proves that the engine is awake, records what the word does
/// before the charges, and brings every mutant before them. The exit status is 0 if each was
/// convicted, or is declared equivalent and was not, or cannot be tried; 1 if not; 2 if the engine
/// is not awake or convicts what is not mutated.
int program(int argc, char** argv, const subject& about);

}  // namespace barriers::mutants
