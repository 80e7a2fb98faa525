#pragma once

#include <string>
#include <vector>

namespace barriers::wrong {

/// A fault that really happened, and the mutant of a shipped algorithm that is the same.
struct known_fault {
  std::string fault;
  std::string barrier;
  std::string file;
  std::string operation;
  std::string mutation;
};

/// The rows of the table in verify/wrong/README.md. Throws std::runtime_error, with the
/// line, where a row is malformed or there are none.
std::vector<known_fault> known_faults();

}  // namespace barriers::wrong
