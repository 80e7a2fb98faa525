#pragma once

#include <verify/driver/engine.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace barriers::driver {

/// A barrier that must fail, and how.
struct wrong_barrier {
  std::string name;
  std::string fault;
  std::string reference;
  std::string missed;  ///< why the engine does not detect it; empty if it does
  std::uint32_t team;  ///< the smallest in which it is detected
  test what;
};

/// All of them, in the order of their list. Defined by generated code.
std::vector<wrong_barrier> wrong_barriers();

/// What `wrong` is asked for.
struct wrong_options {
  std::vector<std::string> names;
  std::uint64_t executions = 100'000;
  std::uint64_t seed = 1;
  std::size_t trace = 0;
  std::string traces;
  bool keep = false;
  std::string graphviz;
  bool json = false;
};

/// Tries the chosen wrong barriers: each must be detected as what it is, in its team and in none
/// that is smaller, with the golden trace that is kept of it; or be missed, where it says so. The
/// exit status.
int try_wrong_barriers(engine& by, const wrong_options& chosen);

}  // namespace barriers::driver
