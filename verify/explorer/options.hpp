#pragma once

#include "trial.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace barriers::explorer {

/// What the command line asks for. Nothing said: every trial, in the usual sizes.
struct options {
  std::string scenario;
  std::string policy;
  std::vector<size> sizes;
  std::uint64_t budget = std::numeric_limits<std::uint64_t>::max();
  std::string picture;
  bool symmetry = false;
  bool json = false;

  [[nodiscard]] bool wants(const trial& one) const {
    return (scenario.empty() || scenario == one.scenario) &&
           (policy.empty() || policy == one.policy);
  }
};

/// Reads the command line; prints help or what is wrong with it, and ends the program then.
options read_options(int argc, char** argv, const subject& about);

}  // namespace barriers::explorer
