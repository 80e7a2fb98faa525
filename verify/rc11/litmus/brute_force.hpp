#pragma once

#include <verify/rc11/litmus/program.hpp>

#include <cstdint>
#include <set>
#include <string>

namespace barriers::rc11::litmus {

/// The executions of a program, in the text of program.hpp.
struct executions {
  std::set<std::string> complete;  ///< in which all ranks have left
  std::set<std::string> hanging;   ///< in which some wait for ever
};

/// Tries every source of every read and every order of the writes to each location, and keeps what
/// the axioms of RC11 allow, with the release sequences of C++20. It shares nothing with the search
/// but the names of things.
executions brute_force(const program& of);

/// About how many graphs it would try.
std::uint64_t effort(const program& of);

}  // namespace barriers::rc11::litmus
