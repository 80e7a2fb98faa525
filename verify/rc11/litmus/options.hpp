#pragma once

#include <cstdint>
#include <string>

namespace barriers::rc11::litmus {

/// Which random programs are tried.
struct options {
  std::uint64_t programs = 1'000;
  std::uint64_t first = 1;    ///< the seed of the first
  std::uint64_t largest = 0;  ///< programs for which brute force would try more graphs are left out
  bool json = false;
};

/// Reads the command line; prints help or what is wrong with it, and ends the program then.
options read_options(int argc, char** argv, const std::string& description, options usual);

}  // namespace barriers::rc11::litmus
