#pragma once

#include "hunt.hpp"

#include <self_test.hpp>

#include <string>
#include <vector>

namespace barriers::mutants {

/// The `main` of a mutants executable: proves that the checker is awake, records what `word` does
/// before the charges, and brings every mutant of the files in `folder` before them. The exit
/// status is 0 if each was convicted, or is declared equivalent and was not; 1 if not; 2 if the
/// checker is not awake or convicts what is not mutated.
int program(int argc, char** argv, const std::string& word, const std::string& folder,
            const std::vector<charge>& charges, const std::vector<model::canary_test>& canaries);

}  // namespace barriers::mutants
