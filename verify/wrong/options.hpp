#pragma once

#include "card.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace barriers::wrong {

/// What the command line asks of the museum.
struct options {
  std::vector<std::string> words;
  std::uint64_t executions = 100'000;
  std::uint64_t seed = 1;
  std::size_t trace = 0;
  std::string traces;
  bool keep = false;
  bool json = false;
};

/// Reads the command line; prints help or what is wrong with it, and ends the program then.
options read_options(int argc, char** argv, const std::vector<card>& cards);

}  // namespace barriers::wrong
