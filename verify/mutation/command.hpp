#pragma once

#include <verify/driver/effort.hpp>
#include <verify/driver/engine.hpp>

#include <cstddef>
#include <string>

namespace barriers::mutation {

/// What `mutants` is asked for. Nothing chosen: every mutant.
struct mutant_options {
  std::string barrier;
  std::string place;
  std::string name;
  std::size_t trace = 0;
  bool operations = false;
  bool json = false;
  driver::kill_limits limits;
};

/// Makes each operation of the chosen subjects wrong in every way, at its place in the text and at
/// run time, and searches for a test that notices. The exit status.
int try_mutants(driver::engine& by, const mutant_options& chosen);

/// Whether the injector does what it says, shown on the sample program; says on stderr what it does
/// not.
bool injector_works(driver::engine& by, const driver::test& sample);

}  // namespace barriers::mutation
