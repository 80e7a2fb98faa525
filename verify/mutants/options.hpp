#pragma once

#include "hunt.hpp"

#include <cstddef>
#include <string>

namespace barriers::mutants {

/// What the command line asks for. Nothing said: every mutant.
struct options {
  std::string place;
  std::string mutation;
  std::string json;
  std::size_t trace = 0;
  bool operations = false;
  effort by;

  [[nodiscard]] bool wants(const mutant& one) const {
    return text_of(one.at.where).find(place) != std::string::npos &&
           (mutation.empty() || mutation == one.name());
  }
};

/// Reads the command line; prints help or what is wrong with it, and ends the program then.
options read_options(int argc, char** argv, const std::string& word);

}  // namespace barriers::mutants
